"""The OpenAPI document: plain data, and the place in the pages that each part of it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from docgen.openapi.misfit import Misfits
from docgen.source import Span


class Document(msgspec.Struct):
    """An OpenAPI document. ``origins`` maps a JSON pointer (``/paths/~1users/get``) to the text that says so.

    The origin of the empty pointer, where there is one, stands for everything that has none of its own.
    ``misfits`` are what is wrong with the examples of the pages, and what the document leaves out of them.
    """

    content: dict[str, Any]
    origins: Mapping[str, Span]
    version: str = "3.0.3"
    misfits: tuple[Misfits, ...] = ()

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
