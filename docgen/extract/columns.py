"""Tables go in; rows that describe properties or parameters come out, with what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.diagnostics import Diagnostic
from docgen.extract import prose
from docgen.extract.facts import MemberFact, PropertyFact, TypeFact
from docgen.extract.placeholders import without
from docgen.extract.types import Context, read_type
from docgen.markdown import inline
from docgen.markdown.page import Cell, Row, Table

_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$-]*(?:/[\w@.-]+)*\Z")
_INTEGER = re.compile(r"-?\d+\Z")
_LONGEST = 300  # characters of a cell in which a name is looked for
_DEPRECATED = re.compile(r"\s*\(\s*deprecated\s*\)\s*$", re.IGNORECASE)


def head(table: Table) -> tuple[str, ...]:
    """Return the titles of the columns, plain and folded."""
    return _titles(tuple(cell.text for cell in table.head.cells))


@lru_cache(maxsize=1024)
def _titles(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", inline.plain(text)).strip().strip("*").lower() for text in texts)


def _column(titles: tuple[str, ...], names: tuple[str, ...], taken: tuple[int, ...] = ()) -> int:
    for name in names:
        for index, title in enumerate(titles):
            if title == name and index not in taken:
                return index
    return -1


def is_property_table(table: Table, context: Context) -> bool:
    """Tell whether a table has a column of names and one that says something of them."""
    titles = head(table)
    columns = context.dialect.columns
    name = _column(titles, columns.name)
    return name >= 0 and len(titles) > 1 and name < 2


def rows(table: Table, context: Context, *, navigation: bool = False) -> tuple[PropertyFact, ...]:
    """Return the rows of a table that describe something with a name; group rows are labels, not properties."""
    titles = head(table)
    columns = context.dialect.columns
    name = _column(titles, columns.name)
    type_ = _column(titles, columns.type, (name,))
    required = _column(titles, columns.required)
    description = _column(titles, columns.description, (name, type_, required))
    instead = _column(titles, columns.value, (name, description)) if type_ < 0 else -1
    out = []
    for row in table.rows:
        cells = row.cells
        if _is_label(cells, name):
            continue
        stated = _at(cells, type_) or _typing(_at(cells, instead), context)
        fact = _row(row, _at(cells, name), stated, _at(cells, description), _at(cells, required), context)
        if fact:
            out.append(fact if not navigation else _navigating(fact))
    return tuple(out)


def _typing(cell: Cell | None, context: Context) -> Cell | None:
    """Return a cell of a "value" column, where what it holds is a type and no sample."""
    fact = read_type(cell.text, cell.span, context) if cell else None
    return cell if fact and (fact.primitive or fact.target) else None


def _is_label(cells: tuple[Cell, ...], name: int) -> bool:
    """Tell whether a row only labels those below it: one bold cell, or one that is no name, and nothing beside it."""
    if name >= len(cells):
        return True
    alone = len(cells) > 1 and not any(c.text.strip() for c in cells if c is not cells[name])
    return alone and ("**" in cells[name].text or not _NAME.match(inline.plain(cells[name].text).strip()))


def _at(cells: tuple[Cell, ...], index: int) -> Cell | None:
    return cells[index] if 0 <= index < len(cells) else None


def _navigating(fact: PropertyFact) -> PropertyFact:
    return msgspec.structs.replace(fact, navigation=True)


def _row(
    row: Row, name: Cell | None, type_: Cell | None, description: Cell | None, required: Cell | None, context: Context
) -> PropertyFact | None:
    if name is None:
        return None
    stated = inline.plain(name.text).strip().strip("\"'")[:_LONGEST]
    deprecated = _DEPRECATED.search(stated) is not None
    stated = _DEPRECATED.sub("", stated)
    stated, _, rest = stated.partition(" ")
    if not _NAME.match(stated) or (rest and not rest.startswith("(") and len(rest.split()) > 3):
        return None
    fact = read_type(type_.text, type_.span, context) if type_ and type_.text.strip() else None
    mark = inline.plain(required.text).strip() if required else ""
    found = _described(stated, row, name, fact, description.text if description else "", context)
    if mark and context.dialect.sentences["required_mark"].search(mark):
        found = msgspec.structs.replace(found, required=True)
    elif mark:
        found = msgspec.structs.replace(found, optional=True)
    return msgspec.structs.replace(found, deprecated=True) if deprecated else found


def _described(stated: str, row: Row, name: Cell, fact: TypeFact | None, text: str, context: Context) -> PropertyFact:
    plain = prose.squeeze(without(text, context.dialect))
    bounds = context.dialect.sentences["range"].search(plain)
    members, closed = prose.values(plain, row.span, context)
    not_nullable = prose.says("not_nullable", plain, context)
    return PropertyFact(
        name=stated,
        span=row.span,
        name_span=name.span,
        type=fact,
        description=prose.clean(text, context),
        required=prose.says("required", plain, context),
        optional=prose.says("optional", plain, context),
        read_only=prose.says("read_only", plain, context) or bool(fact and fact.read_only),
        write_only=prose.says("write_only", plain, context),
        nullable=False if not_nullable else (True if prose.says("nullable", plain, context) else None),
        deprecated=prose.says("deprecated", plain, context),
        key=prose.says("key", plain, context),
        default=prose.default(plain, context),
        values=members,
        values_closed=closed,
        minimum=bounds["minimum"] if bounds else "",
        maximum=bounds["maximum"] if bounds else "",
        max_items=prose.number("max_items", plain, context),
        max_length=(fact.max_length if fact else None) or prose.number("max_length", plain, context),
        inherited_from=prose.inherited(plain, row.span, context),
        options=prose.options(plain, context),
    )


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
        out.append(MemberFact(stated, row.span, int(digits) if _INTEGER.match(digits) else None, text))
    return tuple(out)


def duplicates(facts: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    """Yield a finding for each name that stands twice in one table."""
    seen: dict[str, PropertyFact] = {}
    for fact in facts:
        first = seen.setdefault(fact.name, fact)
        if first is not fact:
            yield rules.DUPLICATE_ROW.at(fact.name_span, name=fact.name, subject=fact.name)
