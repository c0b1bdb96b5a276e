"""What tests of facts share: Markdown goes in, read by the real parser; the facts of the page come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from docgen import dialects, extract, markdown
from docgen.dialects import Dialect
from docgen.extract.facts import PageFacts
from docgen.source import Source, Span


class Read(NamedTuple):
    """One page: its source, and what it says."""

    source: Source
    facts: PageFacts

    def at(self, span: Span) -> str:
        """Return where a span begins, for people."""
        position = self.source.position(span.start)
        return f"{position.line}:{position.column}"

    def text(self, span: Span) -> str:
        """Return the source text of a span."""
        return self.source.text[span.start : span.end]


def _read(text: str, path: str = "api/page.md", dialect: Dialect | None = None) -> Read:
    source = Source(path, text)
    page = markdown.parse(source)
    return Read(source, extract.extract(page, dialect or extract.choose(page, dialects.available())))


@pytest.fixture
def read() -> Callable[..., Read]:
    """Return a function that reads the text of a page; it chooses its dialect itself unless one is given."""
    return _read
