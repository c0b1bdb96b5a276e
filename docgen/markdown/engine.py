"""Markdown goes in; a flat list of tokens comes out, each with a finished piece of the page (markdown-it-py inside)."""

# ruff: noqa: N803 (names of the library)

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token
from markdown_it.utils import EnvType

from docgen.markdown import blocks
from docgen.markdown.lines import Notes, notes
from docgen.markdown.tables import table

_MAX_NESTING = 40  # lists and quotes deeper than this are read as plain text

# name, rule, and the blocks that it ends when it begins
_RULES: tuple[tuple[str, RuleFuncBlockType, list[str]], ...] = (
    ("table", table, ["paragraph"]),
    ("tab", blocks.tab, ["paragraph", "blockquote", "list", "table"]),
    ("heading", blocks.heading, ["paragraph", "blockquote", "list", "table"]),
    ("fence", blocks.fence, ["paragraph", "blockquote", "list", "table"]),
    ("comment", blocks.comment, ["paragraph", "blockquote", "table"]),
    ("include", blocks.include, ["paragraph", "blockquote", "table"]),
    ("definition", blocks.definition, ["paragraph", "blockquote", "table"]),
    ("blockquote", blocks.quote, ["paragraph", "blockquote", "list", "table"]),
    ("rule", blocks.rule_line, ["paragraph", "blockquote", "list", "table"]),
    ("list", list_block, ["paragraph", "blockquote", "table"]),
    ("paragraph", blocks.paragraph, []),
)


class _BlockParser(ParserBlock):
    """The block parser of the library with our rules; a rule may stop in the middle of a line."""

    def __init__(self) -> None:
        self.ruler = Ruler[RuleFuncBlockType]()
        for name, rule, interrupts in _RULES:
            self.ruler.push(name, rule, {"alt": interrupts})

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token]:
        """Read all lines behind the front matter."""
        state = StateBlock(src, md, env, outTokens)
        self.tokenize(state, notes(state).first_line, state.lineMax)
        return outTokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        """Read the lines of one container; ``state.line`` is then the first line behind it."""
        written = notes(state)
        chain = self.ruler.getRules("") if state.level < _MAX_NESTING else [blocks.paragraph]
        starts, shifts, ends = state.bMarks, state.tShift, state.eMarks
        line = startLine
        while True:
            line = max(line, written.skip_to)
            while line < endLine and starts[line] + shifts[line] >= ends[line]:
                line += 1
            state.line = line
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            for rule in chain:
                if rule(state, line, endLine, False):
                    break
            line = state.line
        state.tight = False  # whether lists are tight does not matter here; this saves the library the work


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.block = _BlockParser()
    parser.core.ruler.enableOnly(["block"])  # lines are normalised already, and inline text is read on demand
    return parser


_PARSER = _parser()


def tokens(text: str, written: Notes) -> list[Token]:
    """Return the tokens of a page; definitions and findings go into the notes."""
    return _PARSER.parse(text, {"notes": written})
