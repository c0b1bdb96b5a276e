"""Pages, their facts and the Api go in; findings that only looking at them together gives come out."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checks import codegen, examples, invisible, links, operations, placeholders, properties, requests, structure
from docgen.checks.causes import settle
from docgen.checks.view import view
from docgen.checks.whole import Whole, whole
from docgen.diagnostics import Diagnostic
from docgen.extract import Outline
from docgen.extract.facts import PageFacts

__all__ = ["docset", "page", "settle", "whole"]

_PAGE_CHECKS = (
    invisible.check,
    placeholders.check,
    structure.check,
    structure.columns,
    properties.descriptions,
    properties.cells,
    operations.check,
)
_DOCSET_CHECKS = (
    examples.check,
    properties.representations,
    properties.members,
    links.targets,
    links.orphans,
    codegen.names,
    requests.addresses,
    requests.noted,
    requests.bases,
    requests.repetitions,
    requests.types,
)


def page(outline: Outline, facts: PageFacts) -> Iterator[Diagnostic]:
    """Yield what one page tells by itself."""
    seen = view(outline, facts)
    for check in _PAGE_CHECKS:
        yield from check(seen)


def docset(seen: Whole) -> Iterator[Diagnostic]:
    """Yield what pages tell together."""
    for check in _DOCSET_CHECKS:
        yield from check(seen)
