"""Points at parts of a document: the value, the way to it, and the document that can tell its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import msgspec

from docgen.openapi.objects import Trail, parts
from docgen.source import NOWHERE, Span

Way = tuple[str | int, ...]
_MOST_HOPS = 50  # references that lead to each other


class Home(Protocol):
    """The document that a part stands in."""

    def follow(self, part: Part, reference: str, /) -> Part | None:
        """Return what a reference in a part leads to, None where that is nothing."""

    def spans(self, wanted: Iterable[Part]) -> Mapping[int, Span]:
        """Return the places of parts, by the identity of each."""

    def states(self, part: Part) -> bool:
        """Tell whether the part is said there, and not only added when the document was made."""

    def remarks(self, part: Part, /) -> frozenset[str]:
        """Return what is said of a part that OpenAPI cannot hold; see ``docgen.openapi.document``."""


class Part(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A value of a document. ``trail`` is the way to it from the root, the last step first."""

    value: Any
    home: Home
    trail: Trail = None

    def at(self, key: str | int) -> Part:
        """Return the part below a key or an index. Raises LookupError where there is none."""
        return Part(self.value[key], self.home, (self.trail, key))

    def get(self, key: str) -> Any:
        """Return the value below a key, None where there is none."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self, key: str) -> Iterator[tuple[str, Part]]:
        """Yield the parts of the object below a key, by their names; extensions are none."""
        held = self.get(key)
        if isinstance(held, dict):
            trail = (self.trail, key)
            for name, value in held.items():
                yield name, Part(value, self.home, (trail, name))

    def each(self, key: str) -> Iterator[Part]:
        """Yield the parts of the list below a key."""
        held = self.get(key)
        if isinstance(held, list):
            trail = (self.trail, key)
            for number, value in enumerate(held):
                yield Part(value, self.home, (trail, number))

    def below(self, *keys: str) -> Part:
        """Return the part at the end of some keys, with the value None where it is absent."""
        part = self
        for key in keys:
            part = Part(part.get(key), self.home, (part.trail, key))
        return part

    @property
    def way(self) -> Way:
        """Return the way to the part from the root."""
        return parts(self.trail)

    def resolved(self) -> Part:
        """Return the part that references lead to; one without an object where they lead to nothing, or in a circle."""
        part = self
        for _ in range(_MOST_HOPS):
            reference = part.get("$ref")
            if not isinstance(reference, str):
                return part
            found = part.home.follow(part, reference)
            if found is None:
                break
            part = found
        return Part({}, self.home, self.trail)


def span_of(part: Part) -> Span:
    """Return the place of one part."""
    return part.home.spans([part]).get(id(part), NOWHERE)
