"""Reports names and values that generators of client code cannot use or tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related
from docgen.model.types import Member, Property
from docgen.names import folded, is_value, value_key


def names(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the properties and members that become one name without letter case and punctuation, or none at all."""
    for schema in whole.api.schemas:
        yield from _colliding(schema.properties, schema.name)
    for enum in whole.api.enums:
        yield from _colliding(enum.members, enum.name)
        for member in enum.members:
            if not is_value(member.name):
                yield rules.UNUSABLE_VALUE.at(
                    member.span,
                    value=member.name,
                    type=enum.name.rsplit(".", 1)[-1],
                    subject=f"{enum.name}.{member.name}",
                )


def _colliding(named: Sequence[Property | Member], owner: str) -> Iterator[Diagnostic]:
    seen: dict[str, Property | Member] = {}
    for each in named:
        first = seen.setdefault(value_key(each.name) if isinstance(each, Member) else folded(each.name), each)
        if first is not each:
            yield rules.COLLIDING_NAMES.at(
                each.span,
                related=(Related(first.span, "the other one"),),
                first=each.name,
                second=first.name,
                type=owner.rsplit(".", 1)[-1],
                subject=f"{owner}.{each.name}",
            )
