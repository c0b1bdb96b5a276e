"""A page goes in; findings about characters in its tables that nobody sees come out, with their removal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, Edit, Fix
from docgen.extract.classify import flat
from docgen.markdown.page import Cell, Table
from docgen.source import Span

_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_ANY = re.compile("[\u200b\u2060\ufeff\xa0]")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the cells with a character of no width, and the names that hold a space which does not break."""
    if view.page.text.isascii() or not _ANY.search(view.page.text):
        return
    for here in view.placed:
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
        fix = Fix("remove the invisible characters", edits)
        character = f"U+{ord(first):04X} {name(first).lower()}"
        yield rules.INVISIBLE_CHARACTER.at(edits[0].span, character=character, fix=fix)
