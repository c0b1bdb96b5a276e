"""Read tables that are written in HTML, with the place of each cell."""

from __future__ import annotations

import re

from docgen.markdown.page import Cell, Row, Table
from docgen.source import Span

_LONGEST = 1_000_000  # characters of a table
_COLUMNS = 100
# Tags of a table, and what may hold tags that are none: comments and code.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|t[hd]|caption)(?P<rest>(?:\s[^<>]*)?)>",
    re.IGNORECASE | re.DOTALL,
)


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

    def close_cell(self, at: int) -> None:
        if self.opened < 0:
            return
        text = self.src[self.opened : at]
        begin = self.opened + len(text) - len(text.lstrip())
        text = text.strip()
        begin = begin if text else self.opened
        if len(self.cells) < _COLUMNS:
            self.cells.append(Cell(text, Span(self.path, begin, begin + len(text))))
        self.opened = -1

    def close_row(self, at: int) -> None:
        self.close_cell(at)
        if self.cells:
            if (self.is_head or self.in_thead) and not self.head and not self.rows:
                self.head = self.cells
            else:
                self.rows.append(self.cells)
        self.cells = []
        self.is_head = False

    def take(self, name: str, *, end: bool, start: int, behind: int) -> bool:
        """Take one tag; return False when it ends the table."""
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


def read_table(src: str, start: int, stop: int, path: str) -> Table | None:
    """Return the table that begins at a place; None where it has no end up to ``stop``, or no cells."""
    reader = _Reader(src, path)
    for match in _TAG.finditer(src, start, min(stop, start + _LONGEST)):
        name = match["name"]
        if name is None:
            continue
        if not reader.take(name.lower(), end=bool(match["end"]), start=match.start(), behind=match.end()):
            return _table(reader, Span(path, start, match.end()))
    return None


def _table(reader: _Reader, span: Span) -> Table | None:
    width = max(map(len, (reader.head, *reader.rows)), default=0)
    if not width:
        return None
    head = reader.head or [Cell("", Span(span.path, span.start, span.start))]
    return Table(_row(head, width), tuple(_row(cells, width) for cells in reader.rows), span)


def _row(cells: list[Cell], width: int) -> Row:
    span = Span(cells[0].span.path, cells[0].span.start, cells[-1].span.end)
    last = cells[-1].span
    return Row((*cells, *[Cell("", Span(last.path, last.end, last.end))] * (width - len(cells))), span)
