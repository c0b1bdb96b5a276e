"""Reads the tables of resource pages that list operations with what each returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.extract.facts import MethodFact
from docgen.extract.types import Context, read_type, resolve
from docgen.markdown import inline
from docgen.markdown.page import Row, Table
from docgen.outline.parts import Part
from docgen.outline.table_rows import head

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")


def read(parts: Sequence[Part], context: Context) -> tuple[MethodFact, ...]:
    """Return the rows that link to the page of an operation and say in a cell of types what it returns."""
    return tuple(_rows(parts, context))


def _rows(parts: Sequence[Part], context: Context) -> Iterator[MethodFact]:
    for here in parts:
        if here.role != "methods":
            continue
        for block in here.section.blocks:
            if type(block) is Table:
                at = next((i for i, title in enumerate(head(block)) if title in context.dialect.columns.type), 0)
                yield from (fact for row in block.rows if at and (fact := _row(row, at, context)))


def _row(row: Row, at: int, context: Context) -> MethodFact | None:
    """Return what a row says, None where it has no link or no type that can be read."""
    text = row.cells[0].text
    plain = _LINK.fullmatch(text)  # nearly all are, and need no closer look
    links = [] if plain else inline.links(text, context.definitions)
    if (plain is None and len(links) != 1) or len(row.cells) <= at:
        return None
    title, target = plain.groups() if plain else (links[0].text, links[0].target)
    cell = row.cells[at]
    none = "[" not in cell.text and context.dialect.sentences["nothing"].pattern.match(cell.text) is not None
    type_ = None if none else read_type(cell.text, cell.span, context)
    if type_ is None and not none:
        return None
    return MethodFact(resolve(cell.span.path, target)[0], title, cell.span, type_)
