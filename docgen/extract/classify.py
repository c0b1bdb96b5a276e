"""Decide which dialect a page is written in, and what kind of page it is."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.dialects import Dialect, Form
from docgen.markdown.page import Comment, Fence, Page, Paragraph, Section
from docgen.outline import Outline
from docgen.outline.parts import fold, title_of

_FIRST = 400  # characters of a page in which its first line stands


def choose(page: Page, dialects: Sequence[Dialect]) -> Dialect:
    """Return the first dialect (given most specific first) whose signs the page shows; the last one otherwise."""
    return next((dialect for dialect in dialects if _looks_like(page, dialect)), dialects[-1])


def _looks_like(page: Page, dialect: Dialect) -> bool:
    if dialect.detect.site:
        return page.site is not None
    first = dialect.detect.first_line
    if first and (first.match(page.text[:_FIRST].lstrip()) or not dialect.detect.headings):
        return first.match(page.text[:_FIRST].lstrip()) is not None
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


def page_kind(outline: Outline, folders: Sequence[str]) -> str:
    """Return operation, resource, enum, include or other: by structure, then by front matter."""
    dialect = outline.dialect
    says_nothing = not outline.states_requests and not any(scope.listed for scope in outline.types)
    if says_nothing and not dialect.folders["includes"].isdisjoint(folders):
        return "include"
    roles = {p.role for p in outline.parts}
    if "http_request" in roles or outline.states_requests:
        return "operation"
    title = title_of(outline.parts)
    heading = fold(title.title, dialect) if title else ""
    if dialect.titles["enum"].search(heading) or "members" in roles:
        return "enum"
    if roles & {"properties", "json", "relationships"} or dialect.titles["resource"].search(heading):
        return "resource"
    if "values" in roles:
        return "enum"
    stated = stated_kind(outline.page, dialect)
    return stated if stated in ("operation", "resource", "enum") else "other"


def stated_kind(page: Page, dialect: Dialect) -> str:
    """Return the page kind that the front matter states, or ""."""
    value = page.front_matter.get(dialect.front_matter.kind).strip().lower() if page.front_matter else ""
    return next((kind for kind, words in dialect.front_matter.kinds.items() if value in words), "")
