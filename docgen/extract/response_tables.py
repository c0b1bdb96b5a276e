"""Read the answers that tables list, a status a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.extract import property_rows, prose, response_sentences
from docgen.extract.facts import PropertyFact, ResponseFact
from docgen.extract.placeholders import is_mark
from docgen.extract.response_leads import MARKS, Lead, _status, lead, media_in
from docgen.extract.types import Context, read_type
from docgen.markdown import inline
from docgen.markdown.page import Cell, Paragraph, Table
from docgen.outline import Part, notation
from docgen.outline.row import Row
from docgen.outline.table_rows import column, head
from docgen.source import Span, Text
from docgen.statuses import BODILESS, FAILURES

_BEFORE_TEXT = re.compile(r"[\s:*_`–—().,-]*?(?=[*_`(]{0,3}\w)")
_ONLY_STATUS = re.compile(r"[*_`\s]*[1-5](?:\d\d|[Xx]{2})\b")


def trimmed(text: str) -> str:
    """Return what is said behind a status without the marks around it, but with those that others inside belong to."""
    match = _BEFORE_TEXT.match(text)
    begun = text[match.end() :].rstrip() if match else text.strip()
    bare = begun.strip(MARKS)
    if not any(mark in bare for mark in "`*("):
        return bare
    is_whole = bare.count("(") == bare.count(")") and not any(bare.count(mark) % 2 for mark in ("`", "**"))
    return bare if is_whole and begun.startswith(bare) else begun


class Columns(msgspec.Struct, frozen=True, gc=False):
    """The columns of a table of answers by what they hold, -1 for one that it has not."""

    status: int
    schema: int
    description: int
    meaning: int
    header: int
    media: int


@lru_cache(maxsize=256)
def columns_of(titles: tuple[str, ...], dialect: Dialect) -> Columns | None:
    """Return the columns of a table of answers; None for a table of anything else."""
    columns = dialect.columns
    status = column(titles, columns.status)
    if status < 0 or len(titles) < 2:
        return None
    header = column(titles, columns.header, (status,))
    schema = column(titles, columns.schema, (status, header))
    description = column(titles, columns.description, (status, header, schema))
    media = column(titles, columns.media, (status, header, schema, description))
    meaning = column(titles, columns.meaning, (status, header, schema, description, media))
    return Columns(status, schema, description, meaning, header, media)


def of_table(table: Table, *, only_failures: bool, context: Context) -> Iterator[ResponseFact]:
    """Yield the answers that the rows of a table state, or the headers that it gives to answers."""
    found = columns_of(head(table), context.dialect)
    if found is None:
        return
    for row in table.rows:
        cell = row.cells[found.status] if found.status < len(row.cells) else None
        stated = _cell_status(cell.text, context.dialect) if cell else None
        if stated is None or cell is None or (only_failures and stated.status < FAILURES):
            continue
        place = Text(cell.text, cell.span).at(stated.start, stated.end)
        if found.header >= 0:
            yield ResponseFact(stated.status, place, headers=tuple(_header(row.cells, found, context)))
        else:
            yield _of_row(row.cells, stated, place, found, context)


def of_contents(table: Table, status: int, context: Context) -> Iterator[ResponseFact]:
    """Yield the bodies that the rows of a table give an answer: a schema beside its media types, and no status."""
    titles = head(table)
    columns = context.dialect.columns
    media = column(titles, columns.media)
    schema = column(titles, columns.schema, (media,))
    if media < 0 or schema < 0 or column(titles, columns.status) >= 0 or column(titles, columns.name) >= 0:
        return
    about = column(titles, columns.description, (media, schema))
    found = Columns(-1, schema, about, -1, -1, media)
    for row in table.rows:
        if _at(row.cells, schema):
            yield _of_row(row.cells, Lead(status, 0, 0, 0, label=False), row.cells[schema].span, found, context)


def is_row(here: Part, block: Paragraph) -> bool:
    """Tell whether a paragraph is an item below a label, where it describes a parameter."""
    return here.label is not None and block.depth > 0


def lists_statuses(table: Table, dialect: Dialect) -> bool:
    """Tell whether each row of a table is about a status, whatever the table stands below."""
    found = columns_of(head(table), dialect)
    if found is None or found.header >= 0 or not table.rows:
        return False
    cells = [row.cells[found.status].text if found.status < len(row.cells) else "" for row in table.rows]
    return all(_ONLY_STATUS.match(text) for text in cells)


def of_torn_rows(text: Text, columns: Columns, context: Context) -> Iterator[ResponseFact]:
    """Yield the answers of rows that a break inside a cell tears out of their table; only the first cells are sure."""
    at = 0
    for line in text.value.split("\n"):
        if line.startswith("|"):
            cells, start = [], at + 1
            for piece in re.split(r"(?<!\\)\|", line[1:]):
                trimmed = piece.strip()
                begin = start + (piece.find(trimmed) if trimmed else 0)
                cells.append(Cell(trimmed, text.at(begin, begin + len(trimmed))))
                start += len(piece) + 1
            stated = _cell_status(cells[columns.status].text, context.dialect) if len(cells) > columns.status else None
            if stated and columns.header < 0:
                known = msgspec.structs.replace(columns, schema=-1)
                place = cells[columns.status].span
                yield _of_row(cells, stated, place, known, context)
        at += len(line) + 1


@lru_cache(maxsize=1024)
def _cell_status(text: str, dialect: Dialect) -> Lead | None:
    """Return the status of a cell of the column of statuses, which may stand alone there."""
    match = re.match(r"[*_`\s]*(?P<code>[1-5]\d\d|[1-5]xx|default)(?![\w.])", text, re.IGNORECASE)
    if match is None:
        return lead(text, dialect)
    status = _status(match["code"])
    return Lead(status, match.start("code"), match.end("code"), match.end(), label=False) if status else None


def _of_row(cells: Sequence[Cell], stated: Lead, place: Span, columns: Columns, context: Context) -> ResponseFact:
    status = stated.status
    described = _text(cells, columns.description, context) or _text(cells, columns.meaning, context)
    if not described and columns.status >= 0:
        described = trimmed(inline.plain(cells[columns.status].text[stated.rest :]))
    cell = _at(cells, columns.schema)
    named = _at(cells, columns.media)
    media = tuple(media_in(named.text, context)) if named else ()
    fact = ResponseFact(status, place, described, none=status in BODILESS, media_types=media)
    if cell is None and named and media and not any("json" in one for one in media):
        whole = read_type("string", named.span, context)  # bytes, where the media type is of no text
        return msgspec.structs.replace(fact, types=(whole,) if whole else ())
    if cell is None:
        about = _at(cells, columns.description)
        found = response_sentences.body_types(about.text, Text(about.text, about.span), 0, context) if about else ()
        return msgspec.structs.replace(fact, types=tuple([type_ for type_ in found if type_.target]))
    body = notation.read(cell)
    said = context.dialect.responses
    written = inline.plain(body.type.text).strip() if body.type else ""
    says_none = bool(written) and said["no_body"].search(written) is not None
    type_ = read_type(body.type.text, body.type.span, context) if body.type and not says_none else None
    if said["elsewhere"].search(written) or is_mark(written, context.dialect):
        type_ = None
    types = (type_,) if type_ else ()
    return msgspec.structs.replace(
        fact,
        types=types,
        properties=property_rows.read(body.rows, context),
        many=body.many,
        media_types=body.media or media,
        none=fact.none or says_none,
        sure=bool(types),
    )


def _header(cells: Sequence[Cell], columns: Columns, context: Context) -> Iterator[PropertyFact]:
    name = _at(cells, columns.header)
    if name is None:
        return
    type_ = _at(cells, columns.schema)
    rows = (Row(name.span, name, "table", type=type_, description=_at(cells, columns.description)),)
    yield from property_rows.read(rows, context)


def _at(cells: Sequence[Cell], number: int) -> Cell | None:
    return cells[number] if 0 <= number < len(cells) and cells[number].text.strip() else None


def _text(cells: Sequence[Cell], number: int, context: Context) -> str:
    cell = _at(cells, number)
    text = prose.clean(cell.text, context) if cell else ""
    return "" if context.dialect.sentences["nothing"].search(text) or is_mark(text, context.dialect) else text
