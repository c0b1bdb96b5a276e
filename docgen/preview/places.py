"""Tells which operation of a document each of some findings is about, by the page and the place that both come from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from docgen import markdown
from docgen.markdown.page import Section
from docgen.openapi.document import Document
from docgen.openapi.objects import METHODS
from docgen.source import Source, Span

_DEPTH = 4  # parts of the pointer of an operation, the empty one in front of it included
_Said = Sequence[tuple[str, str]]
"""The operations that are said at one place, as (path, method)."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """The operation that a finding is about: how Swagger UI addresses it (``tag``, ``id``), its path and method.

    ``more`` are the other operations that are said at the same place.
    """

    tag: str
    id: str
    path: str
    method: str
    more: int = 0


class Where(msgspec.Struct, frozen=True, gc=False):
    """What a finding has to do with a document: its operation, and whether it is about any part of the document."""

    within: bool
    operation: Place | None = None


class Places:
    """The operations that the findings at some spans are about; ``sources`` are the pages of these by path.

    What a page says of an operation begins with the outermost heading around its request below which no other one
    stands before it. A finding before all of them is about the first.
    """

    def __init__(self, document: Document, spans: Sequence[Span], sources: Mapping[str, Source]) -> None:
        self.spans = spans
        pages = {span.path for span in spans}
        stated: dict[str, dict[int, list[tuple[str, str]]]] = {}
        for pointer, span in document.origins.items():
            parts = pointer.split("/")
            if span.path in pages and len(parts) == _DEPTH and parts[1] == "paths" and parts[3] in METHODS:
                path = parts[2].replace("~1", "/").replace("~0", "~")
                stated.setdefault(span.path, {}).setdefault(span.start, []).append((path, parts[3]))
        self._begins = {page: list(_begins(sorted(said.items()), sources.get(page))) for page, said in stated.items()}

    def within(self, part: Document) -> list[Where]:
        """Return what each finding has to do with the document, or with a part of it."""
        pages = {span.path for span in part.origins.values()}
        return [self._where(span, part.content, pages) for span in self.spans]

    def _where(self, span: Span, content: Mapping[str, Any], pages: set[str]) -> Where:
        begins = self._begins.get(span.path)
        if not begins:
            return Where(span.path in pages)
        _, said = begins[max(bisect_right(begins, span.start, key=itemgetter(0)) - 1, 0)]
        there = [(path, method) for path, method in said if method in content["paths"].get(path, {})]
        return Where(bool(there), _place(content, there) if there else None)


def _place(content: Mapping[str, Any], said: _Said) -> Place | None:
    path, method = said[0]
    operation = content["paths"][path][method]
    if not operation.get("operationId"):  # an overlay may have removed it
        return None
    tag = next(iter(operation.get("tags", ())), "default")
    return Place(tag, operation["operationId"], path, method.upper(), len(said) - 1)


def _begins(stated: Sequence[tuple[int, _Said]], source: Source | None) -> Iterator[tuple[int, _Said]]:
    """Yield where a page begins to speak of its operations, given where it states each."""
    root = markdown.parse(source).root if source and len(stated) > 1 else None
    before = -1
    for start, said in stated:
        headings = (section.title.span.start for section in _around(root, start)) if root else ()
        begin = min((at for at in headings if at > before), default=start)
        yield source.text.rfind("\n", 0, begin) + 1 if source else begin, said
        before = start


def _around(section: Section, offset: int) -> Iterator[Section]:
    """Yield the sections that an offset is in, the outermost first."""
    inner: Section | None = section
    while inner:
        if inner.level:
            yield inner
        begun = [one for one in inner.sections if one.title.span.start <= offset]
        inner = begun[-1] if begun else None
