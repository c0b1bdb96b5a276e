"""Decide what kind of page it is: of an operation, a type, an enumeration, or a part of other pages."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.dialects import Dialect
from docgen.markdown.page import Page
from docgen.outline import Outline
from docgen.outline.parts import fold, title_of


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
