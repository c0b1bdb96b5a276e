"""Read the types that the syntax of a page itself declares: each with its base and members, or its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.extract import property_rows, prose
from docgen.extract.facts import EnumFact, MemberFact, ResourceFact, TypeFact
from docgen.extract.types import Context, read_type
from docgen.outline.parts import Part
from docgen.outline.row import Row
from docgen.outline.rows import groups

_COUNTED = frozenset({"number", "integer", "boolean"})


def resources(parts: Sequence[Part], context: Context) -> tuple[ResourceFact, ...]:
    """Return the types with members."""
    return tuple(_resource(here, context) for here in parts if here.describes and here.role == "properties")


def enums(parts: Sequence[Part], context: Context) -> tuple[EnumFact, ...]:
    """Return the enumerations."""
    return tuple(_enum(here, context) for here in parts if here.describes and here.role == "members")


def _rows(here: Part, context: Context) -> list[Row]:
    return [row for _, rows in groups(here, context.dialect) for row in rows]


def _resource(here: Part, context: Context) -> ResourceFact:
    base = read_type(here.type.text, here.type.span, context) if here.type else None
    members = property_rows.read(_rows(here, context), context)
    is_value = base is not None and not members and (base.collection or base.primitive not in ("", "any-object"))
    return ResourceFact(
        name=here.describes,
        span=here.section.title.span,
        description=prose.paragraphs(here.own, context),
        bases=tuple(_bases(base)),
        has_table=True,
        properties=members,
        value=base if is_value else None,
    )


def _bases(base: TypeFact | None) -> Iterator[TypeFact]:
    if base and not base.primitive and not base.collection:
        yield base


def _enum(here: Part, context: Context) -> EnumFact:
    members = tuple(
        MemberFact(row.name.text, row.span, None, prose.clean(row.description.text, context) if row.description else "")
        for row in _rows(here, context)
    )
    text = prose.paragraphs(here.own, context)
    kind = read_type(here.type.text, here.type.span, context) if here.type else None
    type_ = context.dialect.types[kind.primitive].type if kind and kind.primitive else ""
    plain = type_ if type_ in _COUNTED else ""
    return EnumFact(here.describes, members, here.section.title.span, description=text, type=plain)
