"""Give properties the values that a page lists apart from their rows: in a section, a table, or the representation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from docgen.extract import value_rows
from docgen.extract.facts import EnumFact, JsonFact, MemberFact, PropertyFact, ResourceFact
from docgen.extract.types import Context
from docgen.markdown.page import Table
from docgen.names import folded
from docgen.outline.parts import Part, fold
from docgen.outline.table_rows import column, head, is_property_table

_ALTERNATIVES = re.compile(r"\s*[\w.@+-]+(?: [\w.@+-]+){0,2}(?:\s*\|\s*[\w.@+-]+(?: [\w.@+-]+){0,2})+\s*\Z")


def distribute(
    resources: Sequence[ResourceFact], enums: Sequence[EnumFact], parts: Sequence[Part], context: Context
) -> tuple[tuple[ResourceFact, ...], tuple[EnumFact, ...]]:
    """Return types whose texts have the values that their page lists elsewhere, and the other enumerations.

    A section of values that is called like a text property lists the values of it, and is no type of its own.
    """
    if not resources:
        return (), tuple(enums)
    sections = {folded(enum.name.rsplit(".", 1)[-1]): enum.members for enum in enums if "" not in enum.anchors}
    headed = dict(_headed(parts, context))
    unnamed = list(_unnamed(parts, context))
    taken: set[str] = set()
    out = []
    for resource in resources:
        shown = dict(_represented(resource.representation, context))
        rows = []
        for row in resource.properties:
            key = folded(row.name)
            if _is_text(row) and not row.values and key in sections:
                taken.add(key)
            rows.append(_with_values(row, (sections.get(key), headed.get(key), shown.get(row.name)), unnamed))
        out.append(msgspec.structs.replace(resource, properties=tuple(rows)) if rows else resource)
    enums = (*enums, *_called_like_types(out, headed))
    kept = (enum for enum in enums if "" in enum.anchors or folded(enum.name.rsplit(".", 1)[-1]) not in taken)
    return tuple(out), tuple(kept)


def _with_values(
    row: PropertyFact, listed: Sequence[tuple[MemberFact, ...] | None], unnamed: Sequence[tuple[MemberFact, ...]]
) -> PropertyFact:
    if not _is_text(row):
        return row
    if row.values:
        names = {value.name for value in row.values}
        described = next((found for found in unnamed if {value.name for value in found} == names), None)
        return msgspec.structs.replace(row, values=described) if described else row
    found = next(filter(None, listed), None)
    return msgspec.structs.replace(row, values=found) if found else row


def _is_text(row: PropertyFact) -> bool:
    return row.type is None or (row.type.primitive == "string" and not row.type.alternatives)


def _called_like_types(
    resources: Sequence[ResourceFact], headed: Mapping[str, tuple[MemberFact, ...]]
) -> Iterator[EnumFact]:
    """Yield the enumerations below headings that are called like the type of a row, where no link leads elsewhere."""
    seen: set[str] = set()
    for resource in resources:
        for row in resource.properties if headed else ():
            type_ = row.type
            key = folded(type_.name) if type_ and not type_.primitive and not type_.target else ""
            members = headed.get(key) if key and key not in seen else None
            if type_ and members:
                seen.add(key)
                space = resource.name.rpartition(".")[0]
                name = f"{space}.{type_.name}" if space and "." not in type_.name else type_.name
                yield EnumFact(name, members, members[0].span, (key,), sure=False)


def _headed(parts: Sequence[Part], context: Context) -> Iterator[tuple[str, tuple[MemberFact, ...]]]:
    """Yield the tables of values below headings that are one name, by that name."""
    for here in parts:
        if here.section.level < 2 or here.named:
            continue
        title = fold(here.title, context.dialect)
        if " " not in title:
            for members in _member_tables(here, context):
                yield folded(title), members
                break


def _unnamed(parts: Sequence[Part], context: Context) -> Iterator[tuple[MemberFact, ...]]:
    """Yield the tables of values that stand among the tables of properties."""
    for here in parts:
        if here.role in ("properties", "relationships"):
            yield from _member_tables(here, context)


def _member_tables(here: Part, context: Context) -> Iterator[tuple[MemberFact, ...]]:
    for block in here.shown:
        if not isinstance(block, Table) or is_property_table(block, context.dialect):
            continue
        if column(head(block), context.dialect.columns.member) == 0:
            yield value_rows.members(block, context)


def _represented(shape: JsonFact | None, context: Context) -> Iterator[tuple[str, tuple[MemberFact, ...]]]:
    """Yield the values that a representation separates by bars, by the name of the property."""
    if shape is None or not isinstance(shape.value, Mapping):
        return
    for name, shown in shape.value.items():
        value = shown[0] if isinstance(shown, Sequence) and not isinstance(shown, str) and len(shown) == 1 else shown
        if isinstance(value, str) and "|" in value and _ALTERNATIVES.match(value):
            names = [one.strip() for one in value.split("|")]
            if not any(one.lower() in context.dialect.words or one.lower() == "null" for one in names):
                yield str(name), tuple([MemberFact(one, shape.span) for one in dict.fromkeys(names)])
