"""The OpenAPI document: plain data, and the place in the pages that each part of it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from docgen.openapi.misfit import Misfits
from docgen.source import Span

OPTIONAL, NOT_NULL, UNTYPED, UNPLACED = "optional", "not null", "untyped", "unplaced"


class Said(msgspec.Struct, frozen=True, gc=False):
    """Where pages say a part of the document, and what of it the document cannot hold.

    ``remarks`` are ``OPTIONAL`` where they say that it may be left out, ``NOT_NULL`` that it is never null, ``UNTYPED``
    where they do not say its type, ``UNPLACED`` whether it is of the query or of the body.
    """

    span: Span
    remarks: frozenset[str] = frozenset()


def _unsaid(_part: Any) -> None:
    """Tell nothing of any part."""


class Document(msgspec.Struct):
    """An OpenAPI document. ``origins`` maps a JSON pointer (``/paths/~1users/get``) to the text that says so.

    The origin of the empty pointer, where there is one, stands for everything that has none of its own.
    ``misfits`` are what is wrong with the examples of the pages, and what the document leaves out of them. ``said``
    tells of each object in ``content`` where pages say it; of a copy it tells nothing.
    """

    content: dict[str, Any]
    origins: Mapping[str, Span]
    version: str = "3.0.3"
    misfits: tuple[Misfits, ...] = ()
    said: Callable[[Any], Said | None] = _unsaid

    def origin(self, pointer: str) -> Span:
        """Return the origin of the part, else of the nearest part around it; an empty span where none is known."""
        while pointer not in self.origins:
            if not pointer:
                return Span("", 0, 0)
            pointer = pointer.rpartition("/")[0]
        return self.origins[pointer]


def pointer(parts: Iterable[str | int]) -> str:
    """Return the JSON pointer of a way down through the document."""
    return "".join("/" + escape(str(part)) for part in parts)


@lru_cache(maxsize=4096)
def escape(part: str) -> str:
    """Return one part of a JSON pointer as it is written."""
    return part.replace("~", "~0").replace("/", "~1")
