"""Prepares the view of one page that its checks share."""

from __future__ import annotations

import msgspec

from docgen.dialects import Dialect
from docgen.extract import Annotated
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import PageFacts
from docgen.markdown.page import Page, Tab, Table
from docgen.outline.parts import Part
from docgen.source import Span, Text


class PageView(msgspec.Struct, frozen=True, gc=False):
    """One page as the checks see it: its syntax, its sections with their roles, its code blocks, its facts.

    ``tables`` and ``tabs`` are those directly in a section, each with it.
    """

    page: Page
    facts: PageFacts
    dialect: Dialect
    parts: tuple[Part, ...]
    blocks: tuple[CodeBlock, ...]
    tables: tuple[tuple[Part, Table], ...]
    tabs: tuple[tuple[Part, Tab], ...]

    @property
    def top(self) -> Span:
        """Return where a finding about the whole page stands: its title, else its beginning."""
        return self.page.title.span if self.page.title else Span(self.page.path, 0, 0)

    def text(self, span: Span) -> Text | None:
        """Return the text of the code block that a span stands in, cut to the span; None where there is none."""
        for block in self.blocks:
            text = block.fence.text
            if text.span.path == span.path and text.span.start <= span.start and span.end <= text.span.end:
                return part(text, span)
        return None


def part(text: Text, span: Span) -> Text:
    """Return the part of a text that stands at a span."""
    if not text.starts:
        return text.slice(span.start - text.span.start, span.end - text.span.start)
    start = next((i for i in range(len(text.value)) if text.offset(i) >= span.start), 0)
    end = next((i for i in range(start, len(text.value)) if text.offset(i) >= span.end), len(text.value))
    return text.slice(start, end)


def page_view(annotated: Annotated, facts: PageFacts) -> PageView:
    """Return the view of a page."""
    page, parts, dialect = annotated.outline.page, annotated.outline.parts, annotated.context.dialect
    tables: list[tuple[Part, Table]] = []
    tabs: list[tuple[Part, Tab]] = []
    for here in parts:
        for block in here.section.blocks:
            if isinstance(block, Table):
                tables.append((here, block))
            elif isinstance(block, Tab):
                tabs.append((here, block))
    return PageView(page, facts, dialect, parts, annotated.blocks, tuple(tables), tuple(tabs))
