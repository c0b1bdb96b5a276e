"""Finds the place of a value and its key in valid JSON text, by JSON pointer."""

from __future__ import annotations

import re
from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out
from typing import Any

import msgspec

Scan = Callable[[str, int], tuple[Any, int]]
"""Reads the value at a place and returns it with the place behind it: ``JSONDecoder.scan_once``."""
_BLANKS = re.compile(r"[ \t\n\r]*")


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a value stands, and its key (-1 for none); ``depth`` tells how many parts of the pointer lead to it."""

    depth: int
    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


def find(text: str, pointer: tuple[str | int, ...], scan: Scan) -> Place:
    """Return the place of the value at a pointer, or of the nearest value around it; the text must be valid."""
    start = after_blanks(text, 0)
    place = Place(0, start, len(text.rstrip()))
    for depth, part in enumerate(pointer, 1):
        look = _member if isinstance(part, str) else _item
        inner = look(text, place.start, part, scan)
        if inner is None:
            break
        place = Place(depth, *inner)
    return place


def _member(text: str, at: int, name: str | int, scan: Scan) -> tuple[int, ...] | None:
    """Return start and end of the member of an object and of its key."""
    if text[at] != "{":
        return None
    at = after_blanks(text, at + 1)
    while text[at] == '"':
        key, key_end = scanstring(text, at + 1, True)
        start = after_blanks(text, after_blanks(text, key_end) + 1)
        end = scan(text, start)[1]
        if key == name:
            return start, end, at, key_end
        at = after_blanks(text, end)
        if text[at] == ",":
            at = after_blanks(text, at + 1)
    return None


def _item(text: str, at: int, index: str | int, scan: Scan) -> tuple[int, ...] | None:
    """Return start and end of the item of a list."""
    if text[at] != "[" or not isinstance(index, int) or index < 0:
        return None
    at = after_blanks(text, at + 1)
    while text[at] != "]":
        end = scan(text, at)[1]
        if index == 0:
            return at, end
        index -= 1
        at = after_blanks(text, end)
        if text[at] == ",":
            at = after_blanks(text, at + 1)
    return None


def after_blanks(text: str, at: int) -> int:
    """Return the place behind the blanks that begin at one."""
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at
