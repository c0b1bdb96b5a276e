"""Reads the requests that a page without operations speaks of: in sentences and tables, and in code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.dialects.tables import METHODS
from docgen.extract import paths
from docgen.extract.facts import MentionFact
from docgen.extract.types import Context, resolve
from docgen.markdown import inline
from docgen.markdown.page import Fence, Page, Paragraph, Table
from docgen.outline.parts import Part
from docgen.source import Text

_SIGNS = tuple(f"{method} /" for method in METHODS)
_METHOD = "|".join(METHODS)
_IN_TEXT = re.compile(rf"`(?P<method>{_METHOD}) (?P<target>/[^`\s]+)")
_IN_CODE = re.compile(rf"\s*(?P<method>{_METHOD}) (?P<target>/\S+)")


def read(page: Page, parts: Sequence[Part], context: Context) -> tuple[MentionFact, ...]:
    """Return the requests of a page that begin with a path, each with the only link to a page in its text or row.

    The link of a request in code is the last one of the paragraph before it.
    """
    if not any(sign in page.text for sign in _SIGNS):  # as on most pages
        return ()
    return tuple(_mentions(parts, context))


def _mentions(parts: Sequence[Part], context: Context) -> Iterator[MentionFact]:
    for here in parts:
        before: Text | None = None
        for block in here.blocks:
            if type(block) is Paragraph:
                yield from _found(_IN_TEXT, block.text, (block.text,), context)
            elif type(block) is Table:
                for row in block.rows:
                    cells = [Text(cell.text, cell.span) for cell in row.cells]
                    for cell in cells:
                        yield from _found(_IN_TEXT, cell, cells, context)
            elif type(block) is Fence:
                yield from _found(_IN_CODE, block.text, (before,) if before else (), context)
            before = block.text if type(block) is Paragraph else None


def _found(form: re.Pattern[str], text: Text, around: Sequence[Text], context: Context) -> Iterator[MentionFact]:
    """Yield the requests of a text, of code only the one that it begins with."""
    shown = form is _IN_CODE
    first = form.match(text.value) if shown else None
    for match in ([first] if first else []) if shown else form.finditer(text.value):
        path = paths.read(match["target"], context.dialect, concrete=shown)
        if path is not None:
            links = [(link, one) for one in around for link in inline.links(one.value, context.definitions)]
            link, one = links[-1] if links and (shown or len(links) == 1) else (None, text)
            span = text.at(*match.span("target"))
            if link is None:
                yield MentionFact(match["method"], match["target"], span, path, shown)
            else:
                target = resolve(one.span.path, link.target)[0]
                start = one.value.rfind(link.target, link.start, link.end)
                at = one.at(start, start + len(link.target)) if start > 0 else one.at(link.start, link.end)
                yield MentionFact(match["method"], match["target"], span, path, shown, link.text, target, at)
