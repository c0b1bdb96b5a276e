"""Reads the parameters that a page describes for all operations of its set, in parts that a dialect names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from docgen.extract import property_rows
from docgen.extract.facts import PropertyFact
from docgen.extract.types import Context
from docgen.outline import Part
from docgen.outline.rows import groups

ROLE = "shared_parameters"


def read(parts: Sequence[Part], context: Context) -> Iterator[PropertyFact]:
    """Yield the parameters that are shared, each with its location: the query, where nothing else is said."""
    headers = context.dialect.outline.header_names
    for here in parts:
        if here.role != ROLE:
            continue
        for _, rows in groups(here, context.dialect):
            for fact in property_rows.read(rows, context):
                location = fact.location or ("header" if headers.fullmatch(fact.name) else "query")
                yield msgspec.structs.replace(fact, location=location)
