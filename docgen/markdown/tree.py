"""Builds the tree of sections from blocks that are added one by one."""

from __future__ import annotations

import re
from typing import cast

from markdown_it.token import Token

from docgen.markdown.lines import Heading, Piece
from docgen.markdown.page import (
    Block,
    Callout,
    Comment,
    Definition,
    Element,
    Fence,
    Include,
    Paragraph,
    Section,
    Tab,
    Table,
)
from docgen.source import Span, Text

_WHOLE = frozenset((Fence, Include, Comment, Table, Element))
_CALLOUT_KIND = re.compile(r"\[!([A-Za-z]+)\][ \t]*\n?")


class TreeBuilder:
    """Builds sections by a stack of headings: a heading belongs to the nearest one above it of a lower level."""

    def __init__(self, path: str) -> None:
        start = Text("", Span(path, 0, 0))
        self._open: list[tuple[int, Text, str, list[Block], list[Section]]] = [(0, start, "", [], [])]

    def add(self, block: Block) -> None:
        """Add a block to the section that is open."""
        self._open[-1][3].append(block)

    def begin(self, level: int, title: Text, anchor: str = "") -> None:
        """Begin a section."""
        while self._open[-1][0] >= level:
            self._close()
        self._open.append((level, title, anchor, [], []))

    def root(self) -> Section:
        """Close all sections and return the root."""
        while len(self._open) > 1:
            self._close()
        level, title, anchor, blocks, sections = self._open[0]
        return Section(level, title, tuple(blocks), tuple(sections), anchor)

    def _close(self) -> None:
        level, title, anchor, blocks, sections = self._open.pop()
        self._open[-1][4].append(Section(level, title, tuple(blocks), tuple(sections), anchor))


class _Reader:
    """Turns the flat pieces of one page into a tree."""

    def __init__(self, path: str) -> None:
        self.tree = TreeBuilder(path)
        self.depth = 0  # lists and quotes around
        self.lists = 0  # of them lists
        self.item = 0  # the level of the list whose item begins here
        self.in_tabs = False
        self.quotes: list[tuple[Span, str, list[Block]]] = []

    def add(self, block: Block) -> None:
        if self.quotes:
            self.quotes[-1][2].append(block)
        else:
            self.tree.add(block)

    def end_tabs(self, span: Span) -> None:
        if self.in_tabs:
            self.in_tabs = False
            self.add(Tab("", span))

    def read(self, piece: Piece) -> None:
        # To ask for the type is several times as quick as ``isinstance``, and each page has many pieces.
        if type(piece) is Text:
            self.add(Paragraph(piece, self.depth, self.item))
            self.item = 0
        elif type(piece) is Heading:
            self.heading(piece)
        elif type(piece) in _WHOLE:
            self.add(cast("Block", piece))
        elif type(piece) is Token:
            self.enclosing(piece)
        elif type(piece) is Definition:
            self.add(Definition(piece.term, piece.text, self.depth) if self.depth else piece)
        elif type(piece) is Span:
            self.end_tabs(piece)
        else:
            self.in_tabs = True
            self.add(cast("Tab", piece))

    def enclosing(self, token: Token) -> None:
        kind = token.type
        if kind == "blockquote_open":
            self.depth += 1
            self.quotes.append((token.meta["span"], token.meta.get("kind", ""), []))
        elif kind == "blockquote_close":
            self.depth -= 1
            self.add(_callout(*self.quotes.pop()))
        elif kind.endswith("_list_open"):
            self.depth += 1
            self.lists += 1
        elif kind.endswith("_list_close"):
            self.depth -= 1
            self.lists -= 1
        elif kind == "list_item_open":
            self.item = self.lists
        elif kind == "list_item_close":
            self.item = 0

    def heading(self, piece: Heading) -> None:
        if self.quotes:  # a quote holds no sections
            self.add(Paragraph(piece.title, self.depth))
            return
        self.end_tabs(Span(piece.title.span.path, piece.start, piece.start))
        self.tree.begin(piece.level, piece.title, piece.anchor)


def build(path: str, pieces: list[Piece]) -> Section:
    """Return the root section of a page."""
    reader = _Reader(path)
    for piece in pieces:
        reader.read(piece)
    return reader.tree.root()


def _callout(span: Span, kind: str, blocks: list[Block]) -> Callout:
    """Return a quote; its kind, where no mark before it tells that, is taken off its first paragraph."""
    if kind:
        return Callout(kind, tuple(blocks), span)
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph):
        return Callout("", tuple(blocks), span)
    match = _CALLOUT_KIND.match(first.text.value)
    if match is None:
        return Callout("", tuple(blocks), span)
    rest = first.text.slice(match.end(), len(first.text.value))
    kept = [Paragraph(rest, first.depth)] if rest.value else []
    return Callout(match[1].lower(), (*kept, *blocks[1:]), span)
