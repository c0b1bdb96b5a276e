"""What a difference is, and the words for both of its sides."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from docgen.contract.parts import Part
from docgen.contract.schemas import Shape, Shapes

REQUEST, RESPONSE = "request", "response"
_LONGEST = 60  # characters of a value that are shown


class Difference(msgspec.Struct, frozen=True, gc=False):
    """Something that two sides say differently, or that one of them does not say.

    ``kind`` is what it is about (``operation``, ``parameter``, ``property``, ``status``, ``value``, ``media type``,
    ``scope``, ``type``, ``format``, ``required`` ...). ``left`` and ``right`` are the parts that say it, None where
    a side does not; ``near`` is the part of that side in which it is missing. ``subject`` is what it is a part of,
    ``name`` what it is called; ``old`` and ``new`` are what the sides say. ``use`` tells whether it is sent or
    answered. Differences of one ``cause`` are one: what is said at several places is about one thing of the other side.
    """

    kind: str
    subject: str
    name: str = ""
    left: Part | None = None
    right: Part | None = None
    near: Part | None = None
    old: str = ""
    new: str = ""
    use: str = ""
    cause: tuple[Any, ...] = ()
    renamed: bool = False

    @property
    def whole(self) -> str:
        """Return the subject with the name: ``Book.title``."""
        if not self.name:
            return self.subject
        return f"{self.subject}.{self.name}" if self.kind == "property" and self.subject else self.name


def shown(value: Any) -> str:
    """Return a value as people write it, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def plain(value: Any) -> str:
    """Return what values are compared by: ``10`` is ``"10"``, and ``True`` is ``true``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return value.lower() if value.lower() in ("true", "false") else value
    return json.dumps(value, sort_keys=True, default=str)


def words(shape: Shape, shapes: Shapes, *, depth: int = 0) -> str:
    """Return a type in words: ``array of Book``, ``string``, ``integer or string``."""
    if shape.items and shape.types <= {"array"}:
        inner = words(shapes.of(*shape.items), shapes, depth=depth + 1) if depth < 3 else ""
        return f"array of {inner or 'any value'}"
    kinds = " or ".join(sorted(shape.types))
    if shape.name and shape.types <= {"object"}:
        return shape.name
    return kinds
