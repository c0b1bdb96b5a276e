"""Tables go in; rows that describe properties or parameters come out, with what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import descriptions, prose
from docgen.extract.facts import MemberFact, PropertyFact
from docgen.extract.numbers import whole_number
from docgen.extract.types import Context, placed, read_type
from docgen.markdown import inline
from docgen.markdown.page import Cell, Row, Table

_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$-]*(?:/[\w@.-]+)*\Z")
_INTEGER = re.compile(r"-?\d+\Z")
_LONGEST = 300  # characters of a cell in which a name is looked for
_DEPRECATED = re.compile(r"\s*\(\s*deprecated\s*\)\s*$", re.IGNORECASE)


class _Layout(msgspec.Struct, frozen=True, gc=False):
    """Which column of a table holds what; -1 for none. ``value`` is one that may hold types where no other does."""

    name: int
    type: int
    required: int
    description: int
    value: int


def head(table: Table) -> tuple[str, ...]:
    """Return the titles of the columns, plain and folded."""
    return _titles(tuple([cell.text for cell in table.head.cells]))


@lru_cache(maxsize=1024)
def _titles(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", inline.plain(text)).strip().strip("*").lower() for text in texts)


@lru_cache(maxsize=1024)
def _layout(titles: tuple[str, ...], dialect: Dialect) -> _Layout:
    columns = dialect.columns
    name = _column(titles, columns.name)
    type_ = _column(titles, columns.type, (name,))
    required = _column(titles, columns.required)
    description = _column(titles, columns.description, (name, type_, required))
    value = _column(titles, columns.value, (name, description)) if type_ < 0 else -1
    return _Layout(name, type_, required, description, value)


def _column(titles: tuple[str, ...], names: tuple[str, ...], taken: tuple[int, ...] = ()) -> int:
    for name in names:
        for index, title in enumerate(titles):
            if title == name and index not in taken:
                return index
    return -1


def is_property_table(table: Table, context: Context) -> bool:
    """Tell whether a table has a column of names and one that says something of them."""
    titles = head(table)
    return len(titles) > 1 and 0 <= _layout(titles, context.dialect).name < 2


def rows(table: Table, context: Context, *, navigation: bool = False) -> tuple[PropertyFact, ...]:
    """Return the rows of a table that describe something with a name; group rows are labels, not properties."""
    layout = _layout(head(table), context.dialect)
    out = []
    for row in table.rows:
        if not _is_label(row.cells, layout.name):
            fact = _row(row, layout, context, navigation=navigation)
            if fact:
                out.append(fact)
    return tuple(out)


def _typing(cell: Cell | None, context: Context) -> Cell | None:
    """Return a cell of a "value" column, where what it holds is a type and no sample."""
    fact = read_type(cell.text, cell.span, context) if cell else None
    return cell if fact and (fact.primitive or fact.target) else None


def _is_label(cells: tuple[Cell, ...], name: int) -> bool:
    """Tell whether a row only labels those below it: one bold cell, or one that is no name, and nothing beside it."""
    if name >= len(cells):
        return True
    own = cells[name]
    for cell in cells:
        if cell.text and cell is not own and cell.text.strip():
            return False
    return len(cells) > 1 and ("**" in own.text or not _NAME.match(inline.plain(own.text).strip()))


def _at(cells: tuple[Cell, ...], index: int) -> Cell | None:
    return cells[index] if 0 <= index < len(cells) else None


def _row(row: Row, layout: _Layout, context: Context, *, navigation: bool) -> PropertyFact | None:
    cells = row.cells
    name = _name(cells[layout.name].text)
    if name is None:
        return None
    type_ = _at(cells, layout.type) or _typing(_at(cells, layout.value), context)
    description = _at(cells, layout.description)
    required = _at(cells, layout.required)
    mark = inline.plain(required.text).strip() if required else ""
    marked = context.dialect.sentences["required_mark"].search(mark) is not None if mark else None
    fact = read_type(type_.text, type_.span, context) if type_ and type_.text.strip() else None
    says = descriptions.read(description.text if description else "", context)
    return msgspec.structs.replace(
        says,
        name=name.stated,
        span=row.span,
        name_span=cells[layout.name].span,
        type=fact,
        required=says.required or marked is True,
        optional=says.optional or marked is False,
        read_only=says.read_only or bool(fact and fact.read_only),
        deprecated=says.deprecated or name.deprecated,
        navigation=navigation,
        values=tuple([MemberFact(value.name, row.span) for value in says.values]) if says.values else (),
        max_length=(fact.max_length if fact else None) or says.max_length,
        inherited_from=placed(says.inherited_from, row.span) if says.inherited_from else None,
    )


class _Name(msgspec.Struct, frozen=True, gc=False):
    """What a cell of names says: a name, and perhaps that it is deprecated."""

    stated: str
    deprecated: bool


def _name(text: str) -> _Name | None:
    """Return what a cell of names says; most hold a name and nothing else."""
    simple = text.isalnum() and len(text) <= _LONGEST and _NAME.match(text)
    return _Name(text, False) if simple else _known_name(text)


@lru_cache(maxsize=1024)
def _known_name(text: str) -> _Name | None:
    stated = inline.plain(text).strip().strip("\"'")[:_LONGEST]
    deprecated = _DEPRECATED.search(stated) is not None
    stated, _, rest = _DEPRECATED.sub("", stated).partition(" ")
    if not _NAME.match(stated) or (rest and not rest.startswith("(") and len(rest.split()) > 3):
        return None
    return _Name(stated, deprecated)


def members(table: Table, context: Context) -> tuple[MemberFact, ...]:
    """Return the members that a table of an enumeration lists; () when it is no such table."""
    titles = head(table)
    columns = context.dialect.columns
    name = _column(titles, columns.member)
    if name < 0:
        return ()
    value = _column(titles, columns.member_value, (name,))
    description = _column(titles, columns.description, (name, value))
    out = []
    for row in table.rows:
        cell = _at(row.cells, name)
        stated = inline.plain(cell.text).strip().strip("\"'") if cell else ""
        if not stated:
            continue
        number = _at(row.cells, value)
        digits = inline.plain(number.text).strip() if number else ""
        about = _at(row.cells, description)
        text = prose.clean(about.text, context) if about else ""
        if number and digits and not _INTEGER.match(digits) and description < 0:
            text = prose.clean(number.text, context)
        out.append(MemberFact(stated, row.span, whole_number(digits) if _INTEGER.match(digits) else None, text))
    return tuple(out)


def duplicates(facts: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    """Yield a finding for each name that stands twice in one table."""
    seen: dict[str, PropertyFact] = {}
    for fact in facts:
        first = seen.setdefault(fact.name, fact)
        if first is not fact:
            yield rules.DUPLICATE_ROW.at(fact.name_span, name=fact.name, subject=fact.name)
