"""Find the rows of tables: their columns, and what each cell is to its row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Columns, Dialect
from docgen.markdown import inline
from docgen.markdown.page import Cell, Table
from docgen.outline.row import Row
from docgen.outline.text_rows import is_type

_INDENT = re.compile(
    r"(?:&nbsp;|&emsp;|&ensp;|\xa0|\u2003|[»›↳└→├─│•·>]|&#8627;|&rdsh;|&raquo;|--?(?=\s*\w)|\+(?=\s*\w)|\s)+"
)
_STEP = re.compile(r"[»›↳└→├•·>]|&#8627;|&rdsh;|&raquo;|--?(?=\s*\w)|\+(?=\s*\w)|(?:&nbsp;|\xa0){2,}|(?:&emsp;|\u2003)")


class Layout(msgspec.Struct, frozen=True, gc=False):
    """Which column of a table holds what; -1 for none. ``value`` is one that may hold types where no other does.

    ``others`` are those with a title that the vocabulary does not know.
    """

    name: int
    type: int
    required: int
    optional: int
    default: int
    description: int
    notes: int
    location: int
    value: int
    example: int
    others: tuple[int, ...] = ()


def head(table: Table) -> tuple[str, ...]:
    """Return the titles of the columns, plain and folded."""
    return _titles(tuple([cell.text for cell in table.head.cells]))


@lru_cache(maxsize=1024)
def _titles(texts: tuple[str, ...]) -> tuple[str, ...]:
    owned = [text[match.end() :] if (match := _OWNER.match(text)) else text for text in texts]
    return tuple(re.sub(r"\s+", " ", inline.plain(text)).strip().strip("*").lower() for text in owned)


@lru_cache(maxsize=1024)
def layout(titles: tuple[str, ...], columns: Columns) -> Layout:
    """Return which column of a table holds what."""
    name = column(titles, columns.name)
    type_ = column(titles, columns.type, (name,))
    required = column(titles, columns.required)
    second = column(titles, columns.type, (name, type_))
    if required < 0 and second >= 0 and titles[type_] == "type" and titles[second] in ("data type", "datatype"):
        required, type_ = type_, second  # a "type" beside a "data type" tells whether it is required
    location = column(titles, columns.location, (name, type_))
    description = column(titles, columns.description, (name, type_, required))
    value = column(titles, (*columns.value, ""), (name, description)) if type_ < 0 else -1
    taken = (name, type_, required, location, description)
    found = Layout(
        name=name,
        type=type_,
        required=required,
        optional=column(titles, columns.optional, taken),
        default=column(titles, columns.default, taken),
        description=description,
        notes=column(titles, columns.notes, taken),
        location=location,
        value=value,
        example=column(titles, columns.example, taken),
    )
    known = {getattr(found, field) for field in found.__struct_fields__ if field != "others"}
    others = tuple([index for index, title in enumerate(titles) if title and index not in known])
    return msgspec.structs.replace(found, others=others) if others else found


def column(titles: tuple[str, ...], names: tuple[str, ...], taken: tuple[int, ...] = ()) -> int:
    """Return the number of the column that has the first of some titles, -1 for none."""
    for name in names:
        for index, title in enumerate(titles):
            if title == name and index not in taken:
                return index
    return -1


def is_property_table(table: Table, dialect: Dialect) -> bool:
    """Tell whether a table has a column of names and one that says something of them."""
    titles = head(table)
    if len(titles) < 2:
        return False
    found = layout(titles, dialect.columns)
    if not any(titles):
        return _is_headless(table, dialect)
    if found.type < 0 and found.name >= 0 and titles[found.name] in dialect.columns.member_only:
        return False  # the members of an enumeration
    return 0 <= found.name < max(2, len(titles) - 1) if "list" in dialect.outline.rows else 0 <= found.name < 2


def _is_headless(table: Table, dialect: Dialect) -> bool:
    """Tell whether a table whose head is empty holds names, types and descriptions in this order, as most do."""
    return bool(table.rows) and all(
        len(row.cells) > 1
        and _PLAIN_NAME.match(inline.plain(row.cells[0].text).strip())
        and is_type(row.cells[1].text, dialect)
        for row in table.rows
    )


# The row above whose members a table lists, in the title of its names: "`crew[]` attribute".
_OWNER = re.compile(r"[*_`]{1,4}(?P<name>[\w.\[\]-]+)[*_`]{1,4}\s+(?=[A-Za-z]+\s*\Z)")
_HEADLESS = ("name", "type", "description")


def of_table(table: Table, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows of a property table, those left out that only label the rows below."""
    titles = head(table)
    found = _by_cells(table, layout(titles if any(titles) else _HEADLESS, dialect.columns), dialect)
    owner = _OWNER.match(table.head.cells[found.name].text) if found.name >= 0 else None
    for row in () if says_none(table, found.name, dialect) else table.rows:
        cells = row.cells
        name = cell_at(cells, found.name)
        if name is None or _is_label(cells, found.name):
            continue
        typed = found.type if found.type >= 0 else found.value
        place = cell_at(cells, found.location)
        is_typed = found.type < 0 and place is not None and is_type(place.text, dialect)  # a "kind" may be either
        told = cell_at(cells, found.description)
        names_type = found.type < 0 and told is not None and _names_type(told.text, dialect)  # of a value, in "<>"
        written = place if is_typed else told if names_type else None
        yield Row(
            row.span,
            Cell(f"{owner['name']}.{inline.plain(name.text).strip()}", name.span) if owner else name,
            "table",
            type=written or (cells[typed] if 0 <= typed < len(cells) else None),  # as written: its parts have places
            type_sure=found.type >= 0 or written is not None,
            required=cell_at(cells, found.required),
            optional=cell_at(cells, found.optional),
            default=cell_at(cells, found.default),
            description=None if names_type else told,
            notes=cell_at(cells, found.notes),
            location=None if is_typed else place,
            example=cell_at(cells, found.example),
            depth=_depth(cells[found.name].text),
            sure=found.type >= 0 or found.required >= 0,
            others=_others(table, cells, found) if found.others else (),
        )


def _names_type(text: str, dialect: Dialect) -> bool:
    """Tell whether a text stands for a value of the type that it names in angle brackets: ``<integer>``."""
    return text[:1] == "<" and text[-1:] == ">" and is_type(text[1:-1], dialect)


def says_none(table: Table, name: int, dialect: Dialect) -> bool:
    """Tell whether the only row of a table, in whose column of names "none" stands, says that there are none."""
    cell = cell_at(table.rows[0].cells, name) if len(table.rows) == 1 else None
    return cell is not None and dialect.sentences["no_rows"].search(cell.text) is not None


def _by_cells(table: Table, found: Layout, dialect: Dialect) -> Layout:
    """Return a layout without the columns whose cells say that they hold something else than their titles tell.

    A "type" may be a place where another column has the types, and a "status" whether a parameter is required.
    """
    second = column(head(table), dialect.columns.type, (found.name, found.type)) if found.location < 0 else -1
    if second >= 0 and _are_all(table, found.type, dialect.outline.locations):
        found = _taken(found, second, location=found.type, type=second)
    marks = (*dialect.outline.required_words, *dialect.outline.optional_words)
    if found.required < 0:
        mark = next((index for index in found.others if _are_all(table, index, marks)), -1)
        found = _taken(found, mark, required=mark) if mark >= 0 else found
    return found


def _are_all(table: Table, index: int, words: Collection[str]) -> bool:
    """Tell whether the cells of a column are some words, as far as they hold any."""
    cells = [text for row in table.rows if index < len(row.cells) and (text := inline.plain(row.cells[index].text))]
    return bool(cells) and all(text.strip().strip("*").lower() in words for text in cells)


def _taken(found: Layout, index: int, **columns: int) -> Layout:
    """Return a layout with other columns, one of which is known now."""
    others = tuple([one for one in found.others if one != index])
    return msgspec.structs.replace(found, others=others, **columns)


def _others(table: Table, cells: Sequence[Cell], found: Layout) -> tuple[tuple[str, Cell], ...]:
    """Return what a row has in columns that the vocabulary does not know, with their titles."""
    return tuple(
        [
            (inline.plain(table.head.cells[index].text).strip(), cell)
            for index in found.others
            if (cell := cell_at(cells, index)) and _WORD.search(cell.text)
        ]
    )


_BOLD = re.compile(r"\*\*|<(?:b|strong)>", re.IGNORECASE)
_WORD = re.compile(r"\w")
_PLAIN_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$-]*(?:/[\w@.-]+)*\Z")


def _is_label(cells: tuple[Cell, ...], name: int) -> bool:
    """Tell whether a row only labels those below it: one bold cell, or one that is no name, and nothing beside it."""
    own = cells[name]
    for cell in cells:
        if cell.text and cell is not own and cell.text.strip():
            return False
    return len(cells) > 1 and (
        _BOLD.search(own.text) is not None or not _PLAIN_NAME.match(inline.plain(own.text).strip())
    )


def cell_at(cells: Sequence[Cell], index: int) -> Cell | None:
    """Return the cell of a column, None for a column that the row or the table does not have.

    Bars stand in its text without the escapes that tables need, in code as well.
    """
    if not 0 <= index < len(cells):
        return None
    cell = cells[index]
    return Cell(cell.text.replace("\\|", "|"), cell.span) if "\\|" in cell.text else cell


def _depth(text: str) -> int:
    """Return the nesting that marks before a name tell."""
    match = _INDENT.match(text)
    return len(_STEP.findall(match[0])) if match else 0
