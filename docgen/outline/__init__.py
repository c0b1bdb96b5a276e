"""Where things stand on a page: its parts, the requests that it states, and the scope of each."""

from __future__ import annotations

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Page
from docgen.outline import authentication, blueprint
from docgen.outline.parts import Part, divide
from docgen.outline.scopes import Scope, scopes
from docgen.outline.statements import Statement, find

__all__ = ["Outline", "Part", "Scope", "Statement", "outline"]


class Outline(msgspec.Struct, frozen=True, gc=False):
    """A page with its parts in the order written, its scopes, and all requests on it, also those that no scope has."""

    page: Page
    dialect: Dialect
    parts: tuple[Part, ...]
    scopes: tuple[Scope, ...]
    statements: tuple[Statement, ...]

    @property
    def states_requests(self) -> bool:
        """Tell whether the page states a request."""
        return any(scope.statements for scope in self.scopes)


def outline(page: Page, dialect: Dialect) -> Outline:
    """Return the outline of a page."""
    if dialect.outline.grammar == "blueprint":
        found = blueprint.read(page, dialect)
        return Outline(page, dialect, found.parts, found.scopes, found.statements)
    parts = divide(page, dialect)
    if page.front_matter and "front_matter" in dialect.outline.statements:
        parts = (*parts, *authentication.part(page, parts, dialect))
    statements = find(page, parts, dialect)
    return Outline(page, dialect, parts, scopes(parts, statements, dialect), statements)
