"""Tells which operation of a document each of some findings is about, by the page and the place that both come from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from docgen.openapi.document import Document
from docgen.openapi.objects import METHODS
from docgen.source import Span

_DEPTH = 4  # parts of the pointer of an operation, the empty one in front of it included


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
    """What a finding has to do with a document: its operation, and whether its page says any part of the document."""

    within: bool
    operation: Place | None = None


def placed(document: Document, spans: Sequence[Span]) -> list[Where]:
    """Return what the findings at some spans have to do with a document.

    A finding is about the operation that begins last before it on its page, else about the first of the page.
    """
    pages = {span.path for span in spans}
    within: set[str] = set()
    starts: dict[str, dict[int, list[tuple[str, str]]]] = {}
    for pointer, span in document.origins.items():
        if span.path in pages:
            within.add(span.path)
            parts = pointer.split("/")
            if len(parts) == _DEPTH and parts[1] == "paths" and parts[3] in METHODS:
                path = parts[2].replace("~1", "/").replace("~0", "~")
                starts.setdefault(span.path, {}).setdefault(span.start, []).append((path, parts[3]))
    ordered = {page: sorted(said.items(), key=itemgetter(0)) for page, said in starts.items()}
    return [Where(span.path in within, _operation(document.content, ordered.get(span.path), span)) for span in spans]


def _operation(
    content: Mapping[str, Any], starts: Sequence[tuple[int, Sequence[tuple[str, str]]]] | None, span: Span
) -> Place | None:
    if not starts:
        return None
    _, said = starts[max(bisect_right(starts, span.start, key=itemgetter(0)) - 1, 0)]
    path, method = said[0]
    operation = content["paths"].get(path, {}).get(method)
    if operation is None or not operation.get("operationId"):  # an overlay may have removed it
        return None
    tag = next(iter(operation.get("tags", ())), "default")
    return Place(tag, operation["operationId"], path, method.upper(), len(said) - 1)
