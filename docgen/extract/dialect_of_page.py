"""Decide which dialect a page is written in: by the signs that each dialect names (``[detect]``)."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.dialects import Dialect, Form
from docgen.markdown.page import Comment, Fence, Page, Paragraph, Section
from docgen.outline.parts import fold

_FIRST = 400  # characters of a page in which its first line stands


def choose(page: Page, dialects: Sequence[Dialect]) -> Dialect:
    """Return the first dialect (given most specific first) whose signs the page shows; the last one otherwise."""
    return next((dialect for dialect in dialects if _looks_like(page, dialect)), dialects[-1])


def _looks_like(page: Page, dialect: Dialect) -> bool:
    if dialect.detect.site:
        return page.site is not None
    if dialect.detect.first_line:
        begins = dialect.detect.first_line.match(page.text[:_FIRST].lstrip()) is not None
        if begins or not dialect.detect.headings:
            return begins
    wanted = dialect.detect.front_matter
    if wanted is not None and wanted != (page.front_matter is not None):
        return False
    if dialect.detect.headings:
        titles = [fold(section.title.value, dialect) for section in page.root.walk() if section.level]
        if not all(any(map(pattern.search, titles)) for pattern in dialect.detect.headings):
            return False
    keys = dialect.detect.keys
    if keys and page.front_matter and any(entry.key in keys for entry in page.front_matter.entries):
        return True
    return _shows(page.root, dialect.detect.text) if dialect.detect.text else not keys


def _shows(section: Section, signs: Sequence[Form]) -> bool:
    """Tell whether a text, annotation or code block in a section, or in one inside it, has one of the signs."""
    for block in section.blocks:
        if isinstance(block, (Paragraph, Comment, Fence)):
            text = block.text.value.lower()
            for sign in signs:
                if sign.may_stand_in(text) and sign.pattern.search(text):
                    return True
    return any(_shows(inner, signs) for inner in section.sections)
