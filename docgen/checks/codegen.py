"""Reports names and values that generators of client code cannot use or tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related
from docgen.model.types import Member, Property

_FOLD = re.compile(r"[^a-z0-9]")
_VALUE = re.compile(r"[A-Za-z0-9_@#+./ -]+\Z")  # what the document writes as a value of an enumeration


def names(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the properties and members that become one name without letter case and punctuation, or none at all."""
    for schema in whole.api.schemas:
        yield from _colliding(schema.properties, schema.name)
    for enum in whole.api.enums:
        yield from _colliding(enum.members, enum.name)
        for member in enum.members:
            if not _VALUE.match(member.name) or not _FOLD.sub("", member.name.lower()):
                yield rules.UNUSABLE_VALUE.at(
                    member.span,
                    value=member.name,
                    type=enum.name.rsplit(".", 1)[-1],
                    subject=f"{enum.name}.{member.name}",
                )


def _colliding(named: Sequence[Property | Member], owner: str) -> Iterator[Diagnostic]:
    seen: dict[str, Property | Member] = {}
    for each in named:
        first = seen.setdefault(_FOLD.sub("", each.name.lower()), each)
        if first is not each:
            yield rules.COLLIDING_NAMES.at(
                each.span,
                related=(Related(first.span, "the other one"),),
                first=each.name,
                second=first.name,
                type=owner.rsplit(".", 1)[-1],
                subject=f"{owner}.{each.name}",
            )
