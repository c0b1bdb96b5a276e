"""Turns lines of the block parser into texts with spans of the source."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from docgen.diagnostic import Diagnostic
from docgen.markdown.page import Comment, Definition, Element, Fence, Include, Tab, Table
from docgen.source import Span, Text

BLANKS = " \t"


class Heading(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A heading: its level, its title, where its marks begin, and the anchor that is stated with it."""

    level: int
    title: Text
    start: int
    anchor: str = ""


Piece = Text | Heading | Table | Fence | Comment | Include | Tab | Definition | Element | Span | Token
"""Running text, a heading, a block, a thematic break (as a span), or the begin or end of a list or quote."""


class Notes(msgspec.Struct):
    """What the block rules write down while they work, beside the tokens."""

    path: str
    first_line: int = 0
    skip_to: int = 0  # a comment that leaves its quote hides all lines before this one
    in_tabs: bool = False  # dashes below text end a group of tabs there, and underline no heading
    elements: int = 0  # components that are open: what is indented inside them is no code
    definitions: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    masked: tuple[int, str] = (-1, "")  # the last line whose code spans were blanked, and the result


def notes(state: StateBlock) -> Notes:
    """Return the notes that belong to a parse."""
    written: Notes = state.env["notes"]
    return written


def bounds(state: StateBlock, line: int) -> tuple[int, int]:
    """Return where the content of a line begins (after indentation and quote marks) and ends."""
    return state.bMarks[line] + state.tShift[line], state.eMarks[line]


def emit(state: StateBlock, piece: Piece) -> None:
    """Append a finished piece of the page; the tokens of the library stand only for the ends of lists and quotes."""
    state.tokens.append(piece)  # type: ignore[arg-type]  # a list of Token, to the library


def skip_blanks(src: str, start: int, end: int) -> int:
    """Return the offset behind the blanks at ``start``."""
    return end - len(src[start:end].lstrip(BLANKS))


def comment_at(src: str, start: int, end: int, path: str) -> Comment:
    """Return the comment that takes a slice of the source."""
    inner = min(start + 4, end - 3)
    return Comment(Text(src[inner : end - 3], Span(path, inner, end - 3)), Span(path, start, end))


def cut(state: StateBlock, line: int, offset: int) -> None:
    """Let the next block begin in the middle of a line, or below it when nothing but blanks is left."""
    begin = skip_blanks(state.src, offset, state.eMarks[line])
    if begin >= state.eMarks[line]:
        state.line = line + 1
        return
    state.bMarks[line] = offset
    state.tShift[line] = begin - offset
    state.sCount[line] = max(state.sCount[line], state.blkIndent)
    state.line = line


def text_of(state: StateBlock, pieces: list[tuple[int, int]], path: str) -> Text:
    """Return the text of consecutive lines given by their offsets; the pieces must not be empty."""
    src = state.src
    start, end = pieces[0][0], pieces[-1][1]
    if len(pieces) == 1 or all(after[0] == before[1] + 1 for before, after in pairwise(pieces)):
        return Text(src[start:end], Span(path, start, end))
    value = "\n".join([src[a:b] for a, b in pieces])
    return Text(value, Span(path, start, end), tuple([a for a, _ in pieces]))
