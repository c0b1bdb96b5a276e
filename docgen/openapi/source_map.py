"""Maps parts of a document to places in pages, and places in pages to parts of the document."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from docgen import files
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from docgen.openapi.document import Document
    from docgen.source import Source, Span


_MAX_PARTS = 3  # of an allOf in which a property is looked for


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a part of the document is said: the page, the line and column (from one), and the text of the line."""

    path: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        """Return ``path:line:column``."""
        return f"{self.path}:{self.line}:{self.column}"


def source_map(document: Document) -> dict[str, str]:
    """Return ``path:line:column`` of each part that a page says, by its JSON pointer, in the order of the document."""
    return {pointer: str(place) for pointer, place in _places(document.origins.items()).items()}


def marked(document: Document, folder: Path) -> Document:
    """Return the document with ``x-docgen-source`` in each part that a page says, as a path below a folder and a line.

    References stand alone, and the values of examples are not the document's own: neither is marked.
    """
    from docgen.openapi.objects import resolve

    content = copy.deepcopy(document.content)
    for pointer, place in _places(document.origins.items()).items():
        part = None
        with suppress(LookupError):  # an overlay may have removed it
            part = resolve(content, f"#{pointer}")
        if isinstance(part, dict) and "$ref" not in part:
            path = files.relative(place.path, str(folder))
            part["x-docgen-source"] = f"{path}:{place.line}"
    return msgspec.structs.replace(document, content=content)


def of_pointer(document: Document, pointer: str) -> Place:
    """Return where a part of the document is said: itself, else the nearest around it, else the first inside it.

    A property may be named without the ``allOf`` that it stands in. Raises DocgenError where there is no such part, or
    no page says it.
    """
    wanted = _existing(document, pointer.removeprefix("#").rstrip("/"))
    if wanted is None:
        raise DocgenError(f"the document has no part {pointer}")
    span = document.origin(wanted)
    if not span.path:
        span = next((inside for place, inside in document.origins.items() if place.startswith(f"{wanted}/")), span)
    found = _places([(wanted, span)])
    if not found:
        raise DocgenError(f"no page says {pointer}; it belongs to every document")
    return found[wanted]


def _existing(document: Document, pointer: str) -> str | None:
    """Return the pointer of a part that is there: as given, or with the part of a composed schema that has it."""
    from docgen.openapi.objects import resolve

    schema, middle, name = pointer.partition("/properties/")
    candidates = [pointer, *(f"{schema}/allOf/{number}{middle}{name}" for number in range(_MAX_PARTS) if middle)]
    for candidate in candidates:
        with suppress(LookupError, ValueError):
            if candidate:
                resolve(document.content, f"#{candidate}")
            return candidate
    return None


def of_page(document: Document, page: str) -> dict[str, Place]:
    """Return the parts of the document that a page says, by JSON pointer, in the order of the page.

    A page may be named by the end of its path.
    """
    absolute = os.path.abspath(page)
    spans = [
        (pointer, span)
        for pointer, span in document.origins.items()
        if span.path == page or span.path.endswith(f"/{page}") or os.path.abspath(span.path) == absolute
    ]
    return _places(sorted(spans, key=lambda item: (item[1].path, item[1].start)))


def _places(spans: Iterable[tuple[str, Span]]) -> dict[str, Place]:
    """Return the places of spans by their pointers, in the order given; a page that is gone has none."""
    given = list(spans)
    sources: dict[str, Source | None] = {}
    starts: dict[str, list[str]] = {}
    for path in sorted({span.path for _, span in given if span.path}):
        sources[path] = files.source(path)
    by_page: dict[str, Place] = {}
    for pointer, span in sorted(given, key=lambda item: item[1].path):
        source = sources.get(span.path)
        if source is not None:
            lines = starts.setdefault(span.path, source.text.split("\n"))
            where = source.position(span.start)
            by_page[pointer] = Place(span.path, where.line, where.column, lines[where.line - 1])
    return {pointer: by_page[pointer] for pointer, _ in given if pointer in by_page}
