"""Read tables that are written in HTML, with the place of each cell."""

from __future__ import annotations

import re

from docgen.markdown.page import Cell, Row, Table
from docgen.source import Span

_LONGEST = 1_000_000  # characters of a table
_COLUMNS = 100
_LONGEST_TITLE = 60  # characters of the title of a column
# Tags of a table, and what may hold tags that are none: comments and code.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|t[hd]|caption)(?P<rest>(?:\s[^<>]*)?)>",
    re.IGNORECASE | re.DOTALL,
)


_PARAGRAPH = re.compile(r"<(/)?(?:p|div|center)(?:\s[^<>]*)?>", re.IGNORECASE)


class _Reader:
    """Takes the tags of one table and keeps its rows; cells of tables inside it stay text of their cell."""

    def __init__(self, src: str, path: str) -> None:
        self.src, self.path = src, path
        self.depth = 0
        self.head: list[Cell] = []
        self.rows: list[list[Cell]] = []
        self.cells: list[Cell] = []
        self.is_head = self.in_thead = False
        self.opened = -1  # where the content of the open cell begins
        self.rowspan = self.colspan = 1  # of the open cell
        self.held: dict[int, tuple[int, Cell]] = {}  # by column, cells that go on for so many rows

    def close_cell(self, at: int) -> None:
        if self.opened < 0:
            return
        text = self.src[self.opened : at]
        begin = self.opened + len(text) - len(text.lstrip())
        text = _without_paragraphs(text.strip()) if "<" in text else text.strip()
        begin = begin if text else self.opened
        self.fill()
        cell = Cell(text, Span(self.path, begin, begin + len(text)))
        for _ in range(min(self.colspan, _COLUMNS - len(self.cells))):
            if self.rowspan > 1:
                self.held[len(self.cells)] = (self.rowspan - 1, cell)
            self.cells.append(cell)
            cell = Cell("", Span(self.path, cell.span.end, cell.span.end))  # it spans the others
        self.opened = -1

    def fill(self) -> None:
        """Add the cells of rows above that go on in the columns from here."""
        while len(self.cells) < _COLUMNS and len(self.cells) in self.held:
            rows, cell = self.held.pop(len(self.cells))
            if rows > 1:
                self.held[len(self.cells)] = (rows - 1, cell)
            self.cells.append(cell)

    def close_row(self, at: int) -> None:
        self.close_cell(at)
        if self.cells:
            self.fill()
            if (self.is_head or self.in_thead) and not self.head and not self.rows:
                self.head = self.cells
            else:
                self.rows.append(self.cells)
        self.cells = []
        self.is_head = False

    def take(self, match: re.Match[str]) -> bool:
        """Take one tag; return False when it ends the table."""
        name, end, start, behind = match["name"].lower(), bool(match["end"]), match.start(), match.end()
        if name == "table":
            self.depth += -1 if end else 1
            if not self.depth:
                self.close_row(start)
                return False
        elif self.depth > 1:
            return True
        elif name in ("td", "th"):
            self.close_cell(start)
            if not end:
                self.opened = behind
                self.rowspan, self.colspan = _spanned(match["rest"], "rowspan"), _spanned(match["rest"], "colspan")
                self.is_head |= name == "th" and not self.cells
                self.is_head &= name == "th"
        elif name == "tr":
            self.close_row(start)
        elif name == "thead":
            self.close_row(start)
            self.in_thead = not end
        elif name in ("tbody", "tfoot"):
            self.close_row(start)
            self.in_thead = False
        return True


def _without_paragraphs(text: str) -> str:
    """Return the text of a cell with breaks of lines for its paragraphs; each character keeps its place."""
    text = _PARAGRAPH.sub(lambda tag: ("<br>" if tag[1] else "").ljust(len(tag[0])), text)
    end = len(text)
    while end and (text[end - 1].isspace() or text.endswith("<br>", 0, end)):
        end -= 1 if text[end - 1].isspace() else len("<br>")
    return text[:end]


def _spanned(attributes: str, name: str) -> int:
    """Return how many rows or columns a cell takes."""
    match = (
        re.search(rf"\b{name}\s*=\s*[\"']?(\d{{1,3}})", attributes, re.IGNORECASE)
        if name in attributes.lower()
        else None
    )
    return max(1, int(match[1])) if match else 1


def read_table(src: str, start: int, stop: int, path: str) -> Table | None:
    """Return the table that begins at a place; None where it has no end up to ``stop``, or no cells."""
    reader = _Reader(src, path)
    for match in _TAG.finditer(src, start, min(stop, start + _LONGEST)):
        if match["name"] is not None and not reader.take(match):
            return _table(reader, Span(path, start, match.end()))
    return None


def _table(reader: _Reader, span: Span) -> Table | None:
    width = max(map(len, (reader.head, *reader.rows)), default=0)
    if not width:
        return None
    head, rows = reader.head, reader.rows
    if not head and _is_head(rows):
        head, *rows = rows
    head = head or [Cell("", Span(span.path, span.start, span.start))]
    return Table(_row(head, width), tuple(_row(cells, width) for cells in rows), span)


def _is_head(rows: list[list[Cell]]) -> bool:
    """Tell whether the first of some rows is the head although no element says so: its words stand nowhere below."""
    if len(rows) < 2:
        return False
    titles = [cell.text.lower() for cell in rows[0]]
    below = [{cell.text.lower() for cell in column} for column in zip(*rows[1:], strict=False)]
    return (
        len(titles) > 1
        and all(title and len(title) <= _LONGEST_TITLE and not title.endswith(".") for title in titles)
        and not any(title in texts for title, texts in zip(titles, below, strict=False))
    )


def _row(cells: list[Cell], width: int) -> Row:
    span = Span(cells[0].span.path, cells[0].span.start, cells[-1].span.end)
    last = cells[-1].span
    return Row((*cells, *[Cell("", Span(last.path, last.end, last.end))] * (width - len(cells))), span)
