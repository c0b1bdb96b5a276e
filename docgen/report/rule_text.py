"""The page about a rule as blocks that the HTML report shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from rich.markdown import Markdown

from docgen.rules import pages

_KINDS = {"heading_open": "heading", "list_item_open": "item"}


class Piece(msgspec.Struct, frozen=True):
    """A part of a text, and the HTML element that it is, "" for none."""

    text: str
    tag: str = ""


class Block(msgspec.Struct, frozen=True):
    """A ``heading``, a paragraph of ``text``, an ``item`` of a list, or ``code``."""

    kind: str
    pieces: tuple[Piece, ...]


@cache
def blocks(code: str) -> tuple[Block, ...]:
    """Return the blocks of the page of a rule below its title. Those pages are ours, and use no other blocks."""
    out: list[Block] = []
    kind = "text"
    for token in Markdown(pages.page(code).partition("\n")[2]).parsed:
        if token.type == "fence":
            out.append(Block("code", (Piece(token.content.removesuffix("\n")),)))
        elif token.type == "inline":
            out.append(Block(kind, tuple(_pieces(token.children or ()))))
        elif token.type in _KINDS:
            kind = _KINDS[token.type]
        elif token.nesting < 0:
            kind = "text"
    return tuple(out)


def _pieces(tokens: Any) -> Iterator[Piece]:
    """Yield the pieces of a text, given by the tokens in it."""
    tag = ""
    for token in tokens:
        if token.nesting:
            tag = token.tag if token.nesting > 0 else ""
        elif token.type == "softbreak":
            yield Piece(" ")
        else:
            yield Piece(token.content, token.tag or tag)
