"""Where things stand on a page: its parts, the requests that it states, and the scope of each."""

from __future__ import annotations

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Page
from docgen.outline import blueprint
from docgen.outline.anchors import anchors, named_types
from docgen.outline.cuts import cuts
from docgen.outline.parts import Cuts, Part, divide
from docgen.outline.scopes import Scope, scopes
from docgen.outline.statement import Statement
from docgen.outline.statements import find
from docgen.outline.types import TypeScope, types

__all__ = ["Outline", "Part", "Scope", "Statement", "TypeScope", "outline"]


class Outline(msgspec.Struct, frozen=True, gc=False):
    """A page with its parts in the order written, and what they are about.

    ``scopes`` are about operations, ``types`` about what may be a type. ``statements`` are all requests on the page,
    also those that no scope has.
    """

    page: Page
    dialect: Dialect
    parts: tuple[Part, ...]
    scopes: tuple[Scope, ...]
    statements: tuple[Statement, ...]
    types: tuple[TypeScope, ...] = ()

    @property
    def states_requests(self) -> bool:
        """Tell whether the page states a request."""
        return any(scope.statements for scope in self.scopes)


def outline(page: Page, dialect: Dialect) -> Outline:
    """Return the outline of a page."""
    if dialect.outline.grammar == "blueprint":
        found = blueprint.read(page, dialect)
        return Outline(page, dialect, found.parts, found.scopes, found.statements)
    parts, statements = _stated(page, dialect, None)
    if not dialect.outline.request_parts and len(statements) > 1:
        again = cuts(parts, statements, dialect)
        if again:
            parts, statements = _stated(page, dialect, again)
    if dialect.outline.request_parts:
        return Outline(page, dialect, parts, scopes(parts, statements, (), dialect), statements)
    known = anchors(parts)
    apart = named_types(parts, known, [one.part for one in statements], dialect)
    divided = scopes(parts, statements, apart, dialect)
    return Outline(page, dialect, parts, divided, statements, types(page, parts, divided, known, apart, dialect))


def _stated(page: Page, dialect: Dialect, found: Cuts | None) -> tuple[tuple[Part, ...], tuple[Statement, ...]]:
    """Return the parts of a page and the requests that they state."""
    parts = divide(page, dialect, found)
    return parts, find(page, parts, dialect)
