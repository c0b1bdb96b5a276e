"""Prepares the view of one page that its checks share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

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

    ``tables`` and ``tabs`` are those directly in a section, each with it; ``texts`` are those of the code blocks by
    the file that they stand in, in order.
    """

    page: Page
    facts: PageFacts
    dialect: Dialect
    parts: tuple[Part, ...]
    blocks: tuple[CodeBlock, ...]
    tables: tuple[tuple[Part, Table], ...]
    tabs: tuple[tuple[Part, Tab], ...]
    texts: Mapping[str, Sequence[Text]]

    @property
    def top(self) -> Span:
        """Return where a finding about the whole page stands: its title, else its beginning."""
        return self.page.title.span if self.page.title else Span(self.page.path, 0, 0)

    def text(self, span: Span) -> Text | None:
        """Return the text of the code block that a span stands in, cut to the span; None where there is none."""
        texts = self.texts.get(span.path, ())
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
    page, parts, dialect = annotated.outline.page, annotated.outline.parts, annotated.context.dialect
    tables: list[tuple[Part, Table]] = []
    tabs: list[tuple[Part, Tab]] = []
    for here in parts:
        for block in here.section.blocks:
            if isinstance(block, Table):
                tables.append((here, block))
            elif isinstance(block, Tab):
                tabs.append((here, block))
    texts: dict[str, list[Text]] = {}
    for code in annotated.blocks:
        texts.setdefault(code.fence.text.span.path, []).append(code.fence.text)
    for of_file in texts.values():
        of_file.sort(key=lambda text: text.span.start)
    return PageView(page, facts, dialect, parts, annotated.blocks, tuple(tables), tuple(tabs), texts)
