"""The rule for blocks of MkDocs that have a title and hold what is indented below it: admonitions and tabs."""

# ruff: noqa: FBT001 (the library calls the rules by position)

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from docgen.markdown.lines import bounds, emit, notes
from docgen.source import Span, Text

_INDENT = 4  # columns by which the content stands inside
_TITLE = re.compile(
    r"(?:(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>\w[\w-]*(?: \w[\w-]*)*)(?:[ \t]+\"(?P<title>[^\"\n]*)\")?"
    r"|===[!+]?[ \t]+\"(?P<tab>[^\"\n]+)\")"
)


def titled(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take an admonition, as a quote that begins with its title, or a tab, as its title with the blocks behind it."""
    begin, finish = bounds(state, start)
    match = _TITLE.fullmatch(state.src[begin:finish].rstrip())
    if match is None:
        return False
    if silent:
        return True
    written = notes(state)
    last = _last(state, start, end)
    if match["kind"]:
        opening = Token("blockquote_open", "", 1)
        end_of_last = max(begin + match.end(), state.eMarks[last])
        opening.meta = {"span": Span(written.path, begin, end_of_last), "kind": match["kind"].split()[0].lower()}
        state.tokens.append(opening)
    group = "title" if match["kind"] else "tab"
    if match[group]:
        at = begin + match.start(group)
        emit(state, Text(match[group], Span(written.path, at, at + len(match[group]))))
    _inside(state, start + 1, last + 1)
    if match["kind"]:
        state.tokens.append(Token("blockquote_close", "", -1))
    return True


def _last(state: StateBlock, start: int, end: int) -> int:
    """Return the last line that stands inside the block that begins at a line."""
    last, line = start, start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + _INDENT):
        if not state.isEmpty(line):
            last = line
        line += 1
    return last


def _inside(state: StateBlock, first: int, end: int) -> None:
    """Read the lines of the content."""
    around = state.lineMax
    state.blkIndent += _INDENT
    state.level += 1
    state.lineMax = end
    state.md.block.tokenize(state, first, end)
    state.lineMax = around
    state.level -= 1
    state.blkIndent -= _INDENT
    state.line = end
