"""Read the rows that list values: the members of enumerations, and the values of a property."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from docgen.dialects import Columns
from docgen.extract import prose
from docgen.extract.facts import MemberFact, PropertyFact
from docgen.extract.numbers import whole_number
from docgen.extract.row_names import NAME, marked_name, unnamed
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.footnotes import without_footnotes
from docgen.markdown.page import Block, Definition, Paragraph, Table
from docgen.outline.table_rows import cell_at, column, head

_LITERAL = re.compile(r"`([\w.-]+)`")
_NO_TEXT = re.compile(r"(?:-?\d+(?:\.\d+)?|true|false|null)\Z", re.IGNORECASE)
INTEGER = re.compile(r"-?\d+\Z")
_LISTING_COLUMNS = 3  # of a table that lists values
_LISTED_MEMBER = re.compile(r"[`*\"']{0,3}(?P<name>[\w.-]+)[`*\"']{0,3}\s*(?:\Z|[-–—:=]{1,2}\s+|(?=\())")


def values(table: Table, context: Context, *, listed: bool) -> dict[str, list[MemberFact]]:
    """Return what a table lists that has a row for each value of a property: the values by name, "" for no name.

    ``listed`` tells that the table stands below a heading that says so; elsewhere a name has to stand twice.
    """
    titles = head(table)
    columns = context.dialect.columns
    name, value = column(titles, columns.name), column(titles, columns.listed_value)
    if name != 0 or value != 1 or len(titles) > _LISTING_COLUMNS or column(titles, columns.type) >= 0:
        return {}
    description = column(titles, columns.description, (name, value))
    found: dict[str, list[MemberFact]] = {}
    for row in table.rows:
        stated = inline.plain(row.cells[value].text).strip()
        key = unnamed(row.cells[0].text, context.dialect) or marked_name(row.cells[0].text, context.dialect)
        if key is None:
            continue
        about = prose.clean(row.cells[description].text, context) if description >= 0 else ""
        found.setdefault(key.stated, []).append(MemberFact(stated.strip("\"'"), row.span, description=about))
    repeats = any(len(members) > 1 for members in found.values())
    return found if listed or repeats else {}


def listing(
    fact: PropertyFact, values: Mapping[str, Sequence[MemberFact]], shared: Collection[str] = ()
) -> PropertyFact:
    """Return a row, and the rows inside it, with the values that tables list for their names.

    Of rows that ``shared`` a name, one that speaks of another value is not what the table lists values of. Where null
    is allowed, "null" is that and no text.
    """
    if not values:
        return fact
    if fact.members:
        fact = msgspec.structs.replace(fact, members=tuple([listing(inner, values, shared) for inner in fact.members]))
    found = values.get(fact.name)
    if not found or fact.members:
        return fact
    if fact.name in shared and "`" in fact.description:
        literals = set(_LITERAL.findall(fact.description))
        if literals and not literals & {member.name for member in found}:
            return fact
    takes_null = fact.nullable or (fact.type is not None and fact.type.nullable)
    unique = {member.name: member for member in found if not (takes_null and member.name == "null")}
    if not unique:
        return fact
    type_ = msgspec.structs.replace(fact.type, enumeration=True) if fact.type else None
    if type_ and type_.primitive == "any" and not all(map(_NO_TEXT.match, unique)):
        type_ = msgspec.structs.replace(type_, primitive="string")  # only text has such values
    return msgspec.structs.replace(fact, values=tuple(unique.values()), values_closed=True, type=type_)


def members(table: Table, context: Context, *, sure: bool = False) -> tuple[MemberFact, ...]:
    """Return the members that a table of an enumeration lists; () when it is no such table.

    ``sure`` tells that the heading says so: then a first column of single words holds them, whatever it is called.
    """
    titles = head(table)
    columns = context.dialect.columns
    name = _member_column(table, titles, columns)
    if name < 0 and sure:
        name = next((i for i in range(min(2, len(titles))) if not _are_integers(table, i) and _are_words(table, i)), -1)
    if name < 0:
        return ()
    value = next((i for i, title in enumerate(titles) if i != name and _are_integers(table, i)), -1)
    value = value if value >= 0 else column(titles, columns.member_value, (name,))
    description = column(titles, columns.description, (name, value))
    out = []
    for row in table.rows:
        cell = cell_at(row.cells, name)
        stated = inline.plain(without_footnotes(cell.text)).strip().strip("\"'") if cell else ""
        if not stated:
            continue
        number = cell_at(row.cells, value)
        digits = inline.plain(number.text).strip() if number else ""
        about = cell_at(row.cells, description)
        text = prose.clean(about.text, context) if about else ""
        if number and digits and not INTEGER.match(digits) and description < 0:
            text = prose.clean(number.text, context)
        out.append(MemberFact(stated, row.span, whole_number(digits) if INTEGER.match(digits) else None, text))
    return tuple(out)


def members_of_items(blocks: Iterable[Block], context: Context) -> tuple[MemberFact, ...]:
    """Return the members that the items of a list, or of a definition list, name; () where one is no single word."""
    out = []
    for block in blocks:
        if isinstance(block, Definition):
            name, text = inline.plain(block.term.value), block.text.value
        elif isinstance(block, Paragraph) and block.item == 1:
            match = _LISTED_MEMBER.match(block.text.value)
            if match is None:
                return ()
            name, text = match["name"], block.text.value[match.end() :]
        else:
            continue
        if not NAME.match(name.strip()):
            return ()
        span = block.span if isinstance(block, Definition) else block.text.span
        out.append(MemberFact(name.strip(), span, description=prose.clean(text, context)))
    return tuple(out) if len(out) > 1 else ()


def _member_column(table: Table, titles: tuple[str, ...], columns: Columns) -> int:
    """Return the column of names, -1 for none: of those that may hold them the first whose cells are no numbers."""
    found = [titles.index(title) for title in columns.member if title in titles]
    return next((index for index in found if not _are_integers(table, index)), found[0] if found else -1)


def _are_integers(table: Table, index: int) -> bool:
    """Tell whether a column holds numbers and nothing else."""
    cells = [cell for row in table.rows if (cell := cell_at(row.cells, index))]
    return bool(cells) and all(INTEGER.match(inline.plain(cell.text).strip()) for cell in cells)


def _are_words(table: Table, index: int) -> bool:
    """Tell whether a column holds one word in each of its cells."""
    cells = [cell for row in table.rows if (cell := cell_at(row.cells, index))]
    return bool(cells) and all(NAME.match(inline.plain(without_footnotes(cell.text)).strip()) for cell in cells)
