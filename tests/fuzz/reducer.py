"""Takes from a text what a failure does not need: delta debugging, by lines and then by characters."""

from __future__ import annotations

import time
from collections.abc import Callable


def reduced(text: str, fails: Callable[[str], bool], *, seconds: float = 60) -> str:
    """Return a text that still fails, from which no line and no character can be taken; sooner when time is over."""
    until = time.monotonic() + seconds
    lines = _shrunk(text.splitlines(keepends=True), fails, until)
    whole = "".join(lines)
    return "".join(_shrunk(list(whole), fails, until)) if len(whole) < 2_000 else whole


def _shrunk(parts: list[str], fails: Callable[[str], bool], until: float) -> list[str]:
    size = max(1, len(parts) // 2)
    while True:
        at, before = 0, len(parts)
        while at < len(parts) and time.monotonic() < until:
            rest = parts[:at] + parts[at + size :]
            if fails("".join(rest)):
                parts = rest
            else:
                at += size
        if time.monotonic() >= until or (size == 1 and len(parts) == before):
            return parts
        size = max(1, size // 2)
