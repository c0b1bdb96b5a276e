"""Find the rows that sections are: a heading that is the name of a property, above lines that say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Cell, Paragraph
from docgen.outline.parts import Part
from docgen.outline.rows import IDENTIFIER, SHORTCODE, Row
from docgen.source import Text

_LEAST_LEVEL = 2  # of a heading that is the name of a property
_MARKS = r"(?:\s*(?:\{\{[<%][^{}]*[%>]\}\}|\([^()]*\)))*\s*\Z"
_HEADED = re.compile(rf"[*_`]+(?P<name>{IDENTIFIER}[?!]?)[*_`]+{_MARKS}")
_KEY_LINE = re.compile(r"\s*[*_]{0,2}(?P<key>[A-Za-z][A-Za-z /]{0,20}?)[*_]{0,2}\s*:\s*[*_]{0,2}\s*(?P<value>\S.*)")


def heading_row(part: Part, dialect: Dialect) -> Row | None:
    """Return the row that a section is; None where its heading is no marked name or no line below says the type.

    ``**Type:** string`` is such a line, as are those with the titles of other columns of a table before the colon.
    """
    if "heading" not in dialect.outline.rows or not part.is_section or part.section.level < _LEAST_LEVEL:
        return None
    title = part.section.title
    match = _HEADED.match(title.value)
    first = part.own[0] if part.own else None
    if match is None or not isinstance(first, Paragraph) or ":" not in first.text.value:
        return None
    cells = dict(_key_lines(first.text, dialect))
    if "type" not in cells:
        return None
    row = Row(
        title.span,
        Cell(match["name"], title.at(match.start("name"), match.end("name"))),
        "heading",
        type=cells["type"],
        required=cells.get("required"),
        default=cells.get("default"),
        description=cells.get("description"),
        sure=True,
    )
    for mark in SHORTCODE.finditer(title.value):
        cell = Cell(mark["name"], title.at(mark.start("name"), mark.end("name")))
        if mark["name"].lower() in dialect.outline.required_words:
            row = msgspec.structs.replace(row, required=cell)
        elif mark["name"].lower() in dialect.outline.optional_words:
            row = msgspec.structs.replace(row, optional=cell)
    return row


def _key_lines(text: Text, dialect: Dialect) -> Iterator[tuple[str, Cell]]:
    """Yield what lines such as ``**Type:** string`` say, by the column of a table that would hold it."""
    titles = dialect.columns
    columns = {
        "type": titles.type,
        "required": titles.required,
        "default": titles.default,
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
