"""Runs markdown-it-py: Markdown text becomes a flat list of the blocks of a page."""

# ruff: noqa: N803 (names of the library)

from __future__ import annotations

from typing import cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token
from markdown_it.utils import EnvType

from docgen.markdown import blocks, elements
from docgen.markdown.lines import BLANKS, Notes, Piece, notes
from docgen.markdown.tables import table
from docgen.markdown.titled import titled

_MAX_NESTING = 40  # lists and quotes deeper than this are read as plain text

# name, rule, the characters that its first line may begin with, and the blocks that it ends when it begins
_RULES: tuple[tuple[str, RuleFuncBlockType, str, list[str]], ...] = (
    ("heading", blocks.heading, "#", ["paragraph", "blockquote", "list", "table"]),
    ("fence", blocks.fence, "`~", ["paragraph", "blockquote", "list", "table"]),
    ("comment", blocks.comment, "<", ["paragraph", "blockquote", "table"]),
    ("html", elements.html, "<", ["paragraph", "blockquote", "list", "table"]),
    ("template", elements.template, "{", ["paragraph", "blockquote", "list", "table"]),
    ("directive", elements.directive, ":", ["paragraph", "blockquote", "list", "table"]),
    ("include", blocks.include, "[", ["paragraph", "blockquote", "table"]),
    ("definition", blocks.definition, "[", ["paragraph", "blockquote", "table"]),
    ("blockquote", blocks.quote, ">", ["paragraph", "blockquote", "list", "table"]),
    ("rule", blocks.rule_line, "-*_", ["paragraph", "blockquote", "list", "table"]),
    ("titled", titled, "=!?", []),
    ("list", list_block, "-*+0123456789", ["paragraph", "blockquote", "table"]),
)
_CHAINS = {
    mark: (*(rule for _, rule, marks, _ in _RULES if mark in marks), blocks.indented, blocks.paragraph)
    for mark in {mark for _, _, marks, _ in _RULES for mark in marks}
}
_TEXT = (blocks.indented, blocks.paragraph)


class _State(StateBlock):
    """The state of the library, whose tables of lines are made here without a look at every character."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(BLANKS):
            lines.pop()
        count = self.lineMax = len(lines)
        starts, ends, shifts = [], [], []
        begin = 0
        for line in lines:
            end = begin + len(line)
            starts.append(begin)
            ends.append(end)
            shifts.append(len(line) - len(line.lstrip(BLANKS)))
            begin = end + 1
        # One line more than there are: the library looks there without asking.
        self.bMarks, self.eMarks, self.tShift = [*starts, len(src)], [*ends, len(src)], [*shifts, 0]
        self.sCount = self.tShift.copy()
        self.bsCount = [0] * (count + 1)
        if "\t" in src:
            for number, shift in enumerate(self.tShift):
                if shift:
                    self.sCount[number] = len(lines[number][:shift].expandtabs(4))


class _BlockParser(ParserBlock):
    """The block parser of the library with our rules; a rule may stop in the middle of a line."""

    def __init__(self) -> None:
        self.ruler = Ruler[RuleFuncBlockType]()
        self.ruler.push("table", table, {"alt": ["paragraph"]})
        for name, rule, _, interrupts in _RULES:
            self.ruler.push(name, rule, {"alt": interrupts})

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token]:
        """Read all lines behind the front matter."""
        state = _State(src, md, env, outTokens)
        self.tokenize(state, notes(state).first_line, state.lineMax)
        return outTokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        """Read the lines of one container; ``state.line`` is then the first line behind it."""
        written = notes(state)
        too_deep = state.level >= _MAX_NESTING
        src, starts, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
        line = startLine
        while True:
            if written.skip_to:
                line = max(line, written.skip_to)
            while line < endLine and starts[line] + shifts[line] >= ends[line]:
                line += 1
            state.line = line
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            begin = starts[line] + shifts[line]
            if too_deep:
                blocks.paragraph(state, line, endLine, False)
            elif src.find("|", begin, ends[line]) < 0 or not table(state, line, endLine, False):
                for rule in _CHAINS.get(src[begin : begin + 1], _TEXT):
                    if rule(state, line, endLine, False):
                        break
            line = state.line
        state.tight = False  # whether lists are tight does not matter here; this saves the library the work


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.block = _BlockParser()
    return parser


_PARSER = _parser()


def pieces(text: str, written: Notes) -> list[Piece]:
    """Return the pieces of a page; definitions and findings go into the notes.

    Only the blocks are read: lines are normalised already, and inline text is read on demand.
    """
    return cast("list[Piece]", _PARSER.block.parse(text, _PARSER, {"notes": written}, []))
