"""Reports invisible characters in tables, with a fix that removes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix
from docgen.markdown.page import Cell, Table
from docgen.outline.parts import flat
from docgen.source import Span

_NO_WIDTH = "\u200b\u2060\ufeff"
_ZERO_WIDTH = re.compile(f"[{_NO_WIDTH}]")
_ANY = re.compile(f"[{_NO_WIDTH}\xa0]")
_MARK = rf"(?:_|[^\w\s.,;:()`{_NO_WIDTH}])"
# What stands on both sides may be, without the character between, an entity, a tag, an escape or an emphasis.
_BESIDE_MARKS = re.compile(f"[&<]|{_MARK}[{_NO_WIDTH}]|[{_NO_WIDTH}]{_MARK}|`[{_NO_WIDTH}]+`")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the cells with a character of no width, and the names that hold a space which does not break."""
    if view.page.text.isascii() or not _ANY.search(view.page.text):
        return
    for here in view.parts:
        for block in flat(here.section.blocks):
            if isinstance(block, Table):
                for row in (block.head, *block.rows):
                    for number, cell in enumerate(row.cells):
                        yield from _cell(cell, _ZERO_WIDTH if number else _ANY)


def _cell(cell: Cell, unwanted: re.Pattern[str]) -> Iterator[Diagnostic]:
    """Yield the first unwanted character of a cell; its fix takes all of them away."""
    edits = tuple(
        Edit(Span(cell.span.path, start, start + 1), " " if match[0] == "\xa0" else "")
        for match in (unwanted.finditer(cell.text) if not cell.text.isascii() else ())
        for start in (cell.span.start + match.start(),)
    )
    if edits:
        first = cell.text[edits[0].span.start - cell.span.start]
        # A cell that would be empty may be what keeps its row apart from the next bar.
        is_safe = not _BESIDE_MARKS.search(cell.text) and bool(unwanted.sub("", cell.text).strip())
        applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
        fix = Fix("remove the invisible characters", edits, applicability)
        character = f"U+{ord(first):04X} {name(first).lower()}"
        yield rules.INVISIBLE_CHARACTER.at(edits[0].span, character=character, fix=fix)
