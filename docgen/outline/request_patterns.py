"""Finds requests in a form that a dialect alone knows: by its patterns with a method and a path."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.dialects import OutlineForm
from docgen.markdown.page import Block, Definition, Fence, Paragraph, Table
from docgen.source import Span, Text

_LONGEST = 1_000  # characters of a line that is looked at


def find(block: Block, form: OutlineForm) -> Iterator[tuple[str, str, Span]]:
    """Yield method in upper case, target and place of each request that the lines or cells of a block state."""
    for text in _texts(block):
        yield from find_in(text, form)


def find_in(text: Text, form: OutlineForm) -> Iterator[tuple[str, str, Span]]:
    """Yield the same of a text: of each of its lines what the first pattern finds that matches there."""
    at = 0
    for line in text.value.split("\n"):
        for pattern in form.request_patterns if len(line) <= _LONGEST else ():
            match = pattern.search(line)
            if match and match["path"] and form.verb_only.fullmatch(match["method"] or ""):
                yield match["method"].upper(), match["path"].strip(), text.at(at + match.start(), at + match.end())
                break
        at += len(line) + 1


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, (Paragraph, Fence, Definition)):
        yield block.text
    elif isinstance(block, Table):
        for row in (block.head, *block.rows):
            yield from (Text(cell.text, cell.span) for cell in row.cells)
