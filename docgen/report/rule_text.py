"""The page about a rule as blocks that the HTML report shows."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from docgen.rules import pages

_FENCE = re.compile(r"`{3,}")


class Block(msgspec.Struct, frozen=True):
    """A ``heading``, a paragraph of ``text``, an ``item`` of a list, or ``code``, in pieces: each second is code."""

    kind: str
    pieces: tuple[str, ...]


@cache
def blocks(code: str) -> tuple[Block, ...]:
    """Return the blocks of the page of a rule below its title. Those pages are ours, and use no other blocks."""
    out: list[Block] = []
    waiting: list[str] = []
    fence = ""

    def end(kind: str) -> None:
        text = ("\n" if kind == "code" else " ").join(waiting)
        item = text.startswith("- ")
        if text:
            pieces = (text,) if kind == "code" else tuple(text.removeprefix("- ").split("`"))
            out.append(Block("item" if item and kind == "text" else kind, pieces))
        waiting.clear()

    for line in pages.page(code).split("\n")[1:]:
        found = _FENCE.match(line)
        if fence:
            if line.strip() == fence:
                end("code")
                fence = ""
            else:
                waiting.append(line)
        elif found or not line.strip() or line.startswith(("#", "- ")):
            end("text")
            fence = found[0] if found else ""
            if line.startswith("#"):
                out.append(Block("heading", (line.lstrip("# "),)))
            elif line.startswith("- "):
                waiting.append(line)
        else:
            waiting.append(line.strip())
    end("text")
    return tuple(out)
