"""Reads the requests that a page without operations speaks of: in sentences and tables, and in code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

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
_IN_CODE = re.compile(rf"\A(?P<method>{_METHOD}) (?P<target>/\S+)")


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
                links = _links((block.text,), context) if _IN_TEXT.search(block.text.value) else ()
                yield from _found(_IN_TEXT, block.text, links, context)
            elif type(block) is Table:
                for row in block.rows:
                    cells = [Text(cell.text, cell.span) for cell in row.cells]
                    links = _links(cells, context) if any(_IN_TEXT.search(cell.value) for cell in cells) else ()
                    for cell in cells:
                        yield from _found(_IN_TEXT, cell, links, context)
            elif type(block) is Fence:
                links = _links((before,), context) if before and _IN_CODE.search(block.text.value) else ()
                yield from _found(_IN_CODE, block.text, links, context)
            before = block.text if type(block) is Paragraph else None


_Links = Sequence[tuple[Text, inline.Link]]


def _links(texts: Sequence[Text], context: Context) -> _Links:
    return [(one, link) for one in texts for link in inline.links(one.value, context.definitions)]


def _found(form: re.Pattern[str], text: Text, links: _Links, context: Context) -> Iterator[MentionFact]:
    """Yield the requests of a text, of code only the one that it begins with; ``links`` are those around it."""
    shown = form is _IN_CODE
    for match in form.finditer(text.value):
        path = paths.read(match["target"], context.dialect, concrete=shown)
        if path is None:
            continue
        fact = MentionFact(match["method"], match["target"], text.at(*match.span("target")), path, shown)
        yield _linked(fact, *links[-1]) if links and (shown or len(links) == 1) else fact


def _linked(fact: MentionFact, text: Text, link: inline.Link) -> MentionFact:
    """Return a request with the link beside it; a link in an included file starts from the folder of that file."""
    start = text.value.rfind(link.target, link.start, link.end)
    at = text.at(start, start + len(link.target)) if start > 0 else text.at(link.start, link.end)
    target, _ = resolve(text.span.path, link.target)
    return msgspec.structs.replace(fact, text=link.text, leads_to=target, link=at)
