"""Find the rows that sections are: a heading that is the name of a property, above lines that say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Cell, Paragraph
from docgen.outline.parts import Part
from docgen.outline.row import Row
from docgen.outline.text_rows import SHORTCODE, of_text
from docgen.source import Text

_LEAST_LEVEL = 2  # of a heading that is the name of a property
_NAME_MARKS = "`*_"
_KEY_LINE = re.compile(
    r"\s*[*_`]{0,3}(?P<key>[A-Za-z][A-Za-z /?]{0,20}?)[*_`]{0,3}\s*:\s*+(?:[*_]{1,3}\s*+)?(?P<value>\S.*)"
)


def heading_row(part: Part, dialect: Dialect, *, bare: bool = False) -> Row | None:
    """Return the row that a section is; None where its heading is no name, or nothing says the type or a mark of it.

    The heading says it behind the name, or a line below such as ``**Type:** string``, which may be an item of a list;
    other lines have the titles of other columns of a table before the colon. The name is marked, unless it may be
    ``bare``, as below a heading that announces parameters.
    """
    title = part.section.title
    if "heading" not in dialect.outline.rows or not part.is_section or part.section.level < _LEAST_LEVEL:
        return None
    if not bare and title.value[:1] not in _NAME_MARKS:
        return None
    row = of_text(title, dialect, "heading")
    if row is None or (row.description and SHORTCODE.sub("", row.description.text).strip()):
        return None
    row = _with_shortcodes(msgspec.structs.replace(row, description=None), title, dialect)
    said: Cell | None = None
    for block in part.own:
        if isinstance(block, Paragraph):
            cells = dict(_key_lines(block.text, dialect))
            row = msgspec.structs.replace(row, **cells) if cells else row
            if not cells and said is None and not block.depth:
                said = Cell(block.text.value, block.text.span)
    if row.type is None and not (bare and (row.required or row.optional)):
        return None
    return msgspec.structs.replace(row, description=row.description or said, sure=True)


def _with_shortcodes(row: Row, title: Text, dialect: Dialect) -> Row:
    """Return a row with the marks that template tags in its heading are."""
    for mark in SHORTCODE.finditer(title.value):
        cell = Cell(mark["name"], title.at(mark.start("name"), mark.end("name")))
        if mark["name"].lower() in dialect.outline.required_words:
            row = msgspec.structs.replace(row, required=cell)
        elif mark["name"].lower() in dialect.outline.optional_words:
            row = msgspec.structs.replace(row, optional=cell)
        elif mark["name"].lower() in dialect.outline.deprecated_words:
            row = msgspec.structs.replace(row, deprecated=True)
    return row


def _key_lines(text: Text, dialect: Dialect) -> Iterator[tuple[str, Cell]]:
    """Yield what lines such as ``**Type:** string`` say, by the column of a table that would hold it."""
    titles = dialect.columns
    columns = {
        "type": titles.type,
        "required": titles.required,
        "optional": titles.optional,
        "default": titles.default,
        "location": titles.location,
        "description": titles.description,
    }
    at = 0
    for line in text.value.split("\n"):
        match = _KEY_LINE.match(line)
        key = match["key"].strip().lower() if match else ""
        found = next((column for column, names in columns.items() if key in names), "")
        if match and found:
            start = at + match.start("value")
            value = match["value"].rstrip(" \\")
            yield found, Cell(value, text.at(start, start + len(value)))
        at += len(line) + 1
