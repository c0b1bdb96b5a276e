"""Takes members and items out of the value of an example."""

from __future__ import annotations

from typing import Any

from docgen.openapi.misfit import Pointer


def without(value: Any, pointer: Pointer) -> Any:
    """Return a copy of a value without the member or item at a pointer; None where nothing of the value is left."""
    if not pointer:
        return None
    head, rest = pointer[0], pointer[1:]
    if isinstance(value, dict) and head in value:
        if not rest:
            return {key: inner for key, inner in value.items() if key != head} or None
        inner = without(value[head], rest)
        return None if inner is None else {**value, head: inner}
    if isinstance(value, list) and isinstance(head, int) and head < len(value):
        if not rest:
            return [*value[:head], *value[head + 1 :]]
        inner = without(value[head], rest)
        return None if inner is None else [*value[:head], inner, *value[head + 1 :]]
    return None


def place_before(pointer: Pointer, dropped: Pointer) -> Pointer:
    """Return where the value at a pointer was before the value at another pointer was dropped."""
    *around, number = dropped
    depth = len(around)
    index = pointer[depth] if len(pointer) > depth and pointer[:depth] == tuple(around) else None
    if isinstance(index, int) and isinstance(number, int) and index >= number:
        return (*around, index + 1, *pointer[depth + 1 :])
    return pointer
