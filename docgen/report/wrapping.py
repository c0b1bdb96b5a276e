"""Puts the members of a list into lines, each member whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def packed(pieces: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of at most a width with pieces and commas between them; a piece that is longer has its own line."""
    line = ""
    for piece in pieces:
        if line and len(line) + 2 + len(piece) + 1 > width:
            yield f"{line},"
            line = piece
        else:
            line = f"{line}, {piece}" if line else piece
    if line:
        yield line
