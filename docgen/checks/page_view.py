"""Prepares the view of one page that its checks share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from docgen.dialects import Dialect
from docgen.extract import Annotated
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import PageFacts
from docgen.extract.types import Context
from docgen.markdown.page import Comment, Fence, Page, Paragraph, Tab, Table
from docgen.outline.parts import Part
from docgen.source import Span, Text


class Barred(msgspec.Struct, frozen=True, gc=False):
    """A paragraph directly in a section that holds a bar, as a row does, and the last table before it, if any.

    ``next_to`` tells that nothing stands between them; other paragraphs never do.
    """

    block: Paragraph
    table: Table | None
    next_to: bool


class PageView(msgspec.Struct, frozen=True, dict=True):
    """One page as the checks see it: its syntax, its sections with their roles, its code blocks, its facts.

    ``tables`` and ``tabs`` are those directly in a section, each with it, ``barred`` the paragraphs there that may be
    rows of no table. ``comments`` are all; ``bracketed`` are the paragraphs and cells that hold a bracket, as every
    link, include and picture does, and ``ticked`` those with an odd number of back-ticks. ``fences`` are all
    code blocks, those of no example among them.
    """

    page: Page
    facts: PageFacts
    context: Context
    parts: tuple[Part, ...]
    blocks: tuple[CodeBlock, ...]
    tables: Sequence[tuple[Part, Table]]
    tabs: Sequence[tuple[Part, Tab]]
    barred: Sequence[Barred]
    comments: Sequence[Comment]
    bracketed: Sequence[Text]
    ticked: Sequence[Text]
    fences: Sequence[Fence]

    @property
    def dialect(self) -> Dialect:
        """Return the dialect that the page is read in."""
        return self.context.dialect

    @property
    def top(self) -> Span:
        """Return where a finding about the whole page stands: its title, else its beginning."""
        return self.page.title.span if self.page.title else Span(self.page.path, 0, 0)

    @cached_property
    def _code(self) -> Mapping[str, Sequence[Text]]:
        """The texts of the code blocks by the file that they stand in, in order."""
        texts: dict[str, list[Text]] = {}
        for code in self.blocks:
            texts.setdefault(code.fence.text.span.path, []).append(code.fence.text)
        for of_file in texts.values():
            of_file.sort(key=lambda text: text.span.start)
        return texts

    def text(self, span: Span) -> Text | None:
        """Return the text of the code block that a span stands in, cut to the span; None where there is none."""
        texts = self._code.get(span.path, ())
        before = bisect_right(texts, span.start, key=lambda text: text.span.start)
        text = texts[before - 1] if before else None
        return part(text, span) if text is not None and span.end <= text.span.end else None


def part(text: Text, span: Span) -> Text:
    """Return the part of a text that stands at a span."""
    if not text.starts:
        return text.slice(span.start - text.span.start, span.end - text.span.start)
    start = next((i for i in range(len(text.value)) if text.offset(i) >= span.start), 0)
    end = next((i for i in range(start, len(text.value)) if text.offset(i) >= span.end), len(text.value))
    return text.slice(start, end)


def page_view(annotated: Annotated, facts: PageFacts) -> PageView:
    """Return the view of a page."""
    parts = annotated.outline.parts
    tables: list[tuple[Part, Table]] = []
    tabs: list[tuple[Part, Tab]] = []
    barred: list[Barred] = []
    comments, bracketed, ticked, fences = _marked(parts)
    for here in parts:
        table = before = None
        # To ask for the type is several times as quick as ``isinstance``, and each page has many blocks.
        for block in here.own:
            if type(block) is Paragraph:
                if "|" in block.text.value:
                    barred.append(Barred(block, table, table is not None and before is table))
                table = None
            elif type(block) is Table:
                tables.append((here, block))
                table = block
            elif type(block) is Tab:
                tabs.append((here, block))
            before = block
    return PageView(
        annotated.outline.page,
        facts,
        annotated.context,
        parts,
        annotated.blocks,
        tables,
        tabs,
        barred,
        comments,
        bracketed,
        ticked,
        fences,
    )


def _marked(parts: Sequence[Part]) -> tuple[list[Comment], list[Text], list[Text], list[Fence]]:
    """Return the comments of parts, their texts with a bracket or an odd number of back-ticks, and their code."""
    comments: list[Comment] = []
    bracketed: list[Text] = []
    ticked: list[Text] = []
    fences: list[Fence] = []
    for here in parts:
        for block in here.blocks:
            if type(block) is Paragraph:
                if "[" in block.text.value:
                    bracketed.append(block.text)
                if block.text.value.count("`") & 1:
                    ticked.append(block.text)
            elif type(block) is Table:
                width = len(block.head.cells)
                for row in (block.head, *block.rows):
                    bracketed += [Text(cell.text, cell.span) for cell in row.cells if "[" in cell.text]
                    if len(row.cells) <= width:  # a bar in code makes two cells of one, which is told
                        ticked += [Text(cell.text, cell.span) for cell in row.cells if cell.text.count("`") & 1]
            elif type(block) is Comment:
                comments.append(block)
            elif type(block) is Fence:
                fences.append(block)
    return comments, bracketed, ticked, fences
