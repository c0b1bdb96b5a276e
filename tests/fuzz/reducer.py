"""Takes from a text what a failure does not need: delta debugging, by lines and then by characters."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

_Part = TypeVar("_Part")


def reduced(text: str, fails: Callable[[str], bool], *, seconds: float = 60) -> str:
    """Return a text that still fails, from which no line and no character can be taken; sooner when time is over."""
    until = time.monotonic() + seconds

    def joined(parts: list[str]) -> bool:
        return fails("".join(parts))

    lines = fewer(text.splitlines(keepends=True), joined, until)
    whole = "".join(lines)
    return "".join(fewer(list(whole), joined, until)) if len(whole) < 2_000 else whole


def fewer(parts: list[_Part], fails: Callable[[list[_Part]], bool], until: float) -> list[_Part]:
    """Return parts that still fail together, from which none can be taken; more when the clock is at ``until``."""
    size = max(1, len(parts) // 2)
    while True:
        at, before = 0, len(parts)
        while at < len(parts) and time.monotonic() < until:
            rest = parts[:at] + parts[at + size :]
            if fails(rest):
                parts = rest
            else:
                at += size
        if time.monotonic() >= until or (size == 1 and len(parts) == before):
            return parts
        size = max(1, size // 2)
