"""Runs the checks of single pages, and those that need all pages and the Api."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checks import (
    addresses,
    annotated,
    answers,
    codegen,
    examples,
    invisible,
    links,
    operations,
    placeholders,
    properties,
    structure,
    unread,
)
from docgen.checks.consequences import fold_consequences
from docgen.checks.docset_view import DocsetView, docset_view
from docgen.checks.emptiness import emptiness
from docgen.checks.page_view import page_view
from docgen.diagnostic import Diagnostic
from docgen.extract import Annotated
from docgen.extract.facts import PageFacts

__all__ = ["docset", "docset_view", "emptiness", "fold_consequences", "page"]

_PAGE_CHECKS = (
    invisible.check,
    placeholders.check,
    structure.check,
    structure.columns,
    properties.descriptions,
    properties.cells,
    operations.check,
    annotated.check,
)
_DOCSET_CHECKS = (
    answers.check,
    examples.check,
    properties.representations,
    properties.members,
    links.targets,
    links.orphans,
    codegen.names,
    addresses.check,
    unread.check,
)


def page(annotated: Annotated, facts: PageFacts) -> Iterator[Diagnostic]:
    """Yield what one page tells by itself."""
    seen = page_view(annotated, facts)
    for check in _PAGE_CHECKS:
        yield from check(seen)


def docset(seen: DocsetView) -> Iterator[Diagnostic]:
    """Yield what pages tell together."""
    for check in _DOCSET_CHECKS:
        yield from check(seen)
