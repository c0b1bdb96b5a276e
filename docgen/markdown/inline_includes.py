"""Puts the text of included files into the paragraphs and cells that name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from docgen.markdown.page import Block, Cell, Comment, Include, Page, Paragraph, Row, Table
from docgen.source import Text

INCLUDE = re.compile(r"\[!\s*INCLUDE\s*\[[^\[\]\n]*\]\s*\((?P<target>[^()\n]*)\)\s*\]", re.IGNORECASE)
_MARK = "[!"

Opener = Callable[[Include], Page | None]
"""Returns the page that an include names, None where there is none; the reason is then a finding."""


def includes(block: Block) -> Iterator[Include]:
    """Yield the includes that stand inside a paragraph, or inside the cells of a table."""
    if type(block) is Paragraph:
        yield from _of_text(block.text)
    elif type(block) is Table:
        for row in (block.head, *block.rows):
            for cell in row.cells:
                if _MARK in cell.text:
                    yield from _of_text(Text(cell.text, cell.span))


def put(block: Block, opened: Opener) -> Block:
    """Return a block with the text of each included file in the place of its include.

    Only a file that holds one paragraph and nothing else goes into a text; the include of any other stays. Places
    before an include in its line, and in a paragraph those behind it, are where they were; what is included stands at
    the include.
    """
    if isinstance(block, Paragraph):
        return msgspec.structs.replace(block, text=_in_text(block.text, opened)) if _MARK in block.text.value else block
    if isinstance(block, Table):
        rows = tuple([_in_row(row, opened) for row in block.rows])
        return msgspec.structs.replace(block, head=_in_row(block.head, opened), rows=rows)
    return block


def _of_text(text: Text) -> Iterator[Include]:
    for match in INCLUDE.finditer(text.value) if _MARK in text.value else ():
        yield Include("", match["target"].strip(), text.at(match.start(), match.end()))


def _in_row(row: Row, opened: Opener) -> Row:
    if not any(_MARK in cell.text for cell in row.cells):
        return row
    return msgspec.structs.replace(row, cells=tuple([_in_cell(cell, opened) for cell in row.cells]))


def _in_cell(cell: Cell, opened: Opener) -> Cell:
    pieces = list(_pieces(Text(cell.text, cell.span), opened))
    return Cell("".join(value for value, _, _ in pieces), cell.span) if len(pieces) > 1 else cell


def _in_text(text: Text, opened: Opener) -> Text:
    """Return a text in which what is included has lines of its own, so that what stands behind keeps its place."""
    pieces = list(_pieces(text, opened))
    if len(pieces) < 2:
        return text
    lines: list[tuple[str, int]] = []
    for value, start, is_included in pieces:
        at = start
        for line in value.split("\n"):
            bare = line.strip()
            if bare:
                lines.append((bare, text.offset(start if is_included else at + line.index(bare))))
            at += len(line) + 1
    return Text("\n".join(line for line, _ in lines), text.span, tuple(offset for _, offset in lines))


def _pieces(text: Text, opened: Opener) -> Iterator[tuple[str, int, bool]]:
    """Yield what a text is made of: each piece, where it or its include begins in the text, and whether it is one."""
    last = 0
    for match in INCLUDE.finditer(text.value):
        page = opened(Include("", match["target"].strip(), text.at(match.start(), match.end())))
        said = _only_text(page) if page else None
        if said is not None:
            yield text.value[last : match.start()], last, False
            yield said, match.start(), True
            last = match.end()
    yield text.value[last:], last, False


def _only_text(page: Page) -> str | None:
    """Return the text of a page that holds one paragraph and nothing else, in one line."""
    sections = list(page.root.walk())
    blocks = [block for section in sections for block in section.blocks if not isinstance(block, Comment)]
    if len(sections) > 1 or len(blocks) != 1 or not isinstance(blocks[0], Paragraph) or blocks[0].depth:
        return None
    return " ".join(blocks[0].text.value.split("\n"))
