"""Read a section as a row: its heading is the name of a property, and lines below it say the type and more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Cell, Paragraph
from docgen.outline.parts import Part
from docgen.outline.row import Row
from docgen.outline.rows import of_text
from docgen.source import Text

_LEAST_LEVEL = 2  # of a heading that is the name of a property
_KEY_LINE = re.compile(
    r"[ \t]*[*_`]{0,3}(?P<key>[A-Za-z][A-Za-z /?]{0,20}?)[*_`]{0,3}[ \t]*:[ \t]*[*_`]{0,3}[ \t]*(?P<value>\S[^\n]*)"
)


def heading_row(part: Part, dialect: Dialect) -> Row | None:
    """Return the row that a section is, None for one whose heading is no name, or that says nothing of a type.

    The heading says it, or a line such as ``**Type:** string``, which may be an item of a list; other lines have the
    titles of other columns of a table before the colon.
    """
    if "heading" not in dialect.outline.rows or not part.is_section or part.section.level < _LEAST_LEVEL:
        return None
    row = of_text(part.section.title, dialect, "heading")
    if row is None or row.description is not None:
        return None
    said: Cell | None = None
    for block in part.own:
        if not isinstance(block, Paragraph):
            continue
        cells = dict(_key_cells(block, dialect))
        row = msgspec.structs.replace(row, **cells) if cells else row
        if not cells and said is None and not block.depth:
            said = Cell(block.text.value, block.text.span)
    if row.type is None and row.required is None and row.optional is None:
        return None
    return msgspec.structs.replace(row, description=row.description or said, sure=True)


def _key_cells(block: Block, dialect: Dialect) -> Iterator[tuple[str, Cell]]:
    """Yield the cells that lines of a paragraph give, by the field of a row that each is."""
    columns = dialect.columns
    fields = {
        "type": columns.type,
        "required": columns.required,
        "optional": columns.optional,
        "default": columns.default,
        "location": columns.location,
        "description": columns.description,
    }
    assert isinstance(block, Paragraph)
    at = 0
    for line in block.text.value.split("\n"):
        match = _KEY_LINE.match(line)
        key = match["key"].strip().lower() if match else ""
        field = next((name for name, words in fields.items() if key in words), "")
        if match and field:
            yield field, _cell(block.text, at + match.start("value"), match["value"])
        at += len(line) + 1


def _cell(text: Text, at: int, value: str) -> Cell:
    value = value.rstrip(" \t\\")
    return Cell(value, text.at(at, at + len(value)))
