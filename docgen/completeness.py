"""Facts and findings of all pages go in; how much of what the pages should say they say comes out."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docgen import rules
from docgen.diagnostics import Diagnostic
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, PropertyFact
from docgen.report.figures import Completeness, Figures, Share

_PLACEHOLDERS = "DG2"
_EXAMPLES = "DG5"
_MISSING_PARTS = frozenset({rules.MISSING_TITLE.code, rules.MISSING_SECTION.code})
_NO_AREA = "(no area)"
_NO_AUTHOR = "(no author)"
_PARTS = ("pages", "operations", "properties", "examples")


def measure(facts: Sequence[PageFacts], found: Iterable[Diagnostic]) -> Completeness:
    """Return the shares of pages, operations, properties and examples that are complete.

    A page is complete without a placeholder, and with a title and all its sections; an operation with a description,
    a response and permissions; a property with a type and a description; an example with a status, in which nothing
    misleads.
    """
    unfinished: set[str] = set()
    wrong: defaultdict[str, list[int]] = defaultdict(list)
    for one in found:
        if one.code.startswith(_PLACEHOLDERS) or one.code in _MISSING_PARTS:
            unfinished.add(one.span.path)
        if one.code.startswith(_PLACEHOLDERS) or (one.code.startswith(_EXAMPLES) and one.severity.rank):
            wrong[one.span.path].append(one.span.start)
    areas: defaultdict[str, list[Figures]] = defaultdict(list)
    authors: defaultdict[str, list[Figures]] = defaultdict(list)
    folders: defaultdict[str, list[Figures]] = defaultdict(list)
    pages = []
    for page in facts:
        if page.kind in ("include", "other"):
            continue
        figures = _page(page, sorted(wrong[page.path]), complete=page.path not in unfinished)
        pages.append(figures)
        areas[page.area or _NO_AREA].append(figures)
        authors[page.author or _NO_AUTHOR].append(figures)
        folders[posixpath.dirname(page.path) or "."].append(figures)
    return Completeness(
        _sum("all pages", pages),
        _sums(areas),
        _sums(authors) if set(authors) - {_NO_AUTHOR} else (),
        _sums(folders),
        tuple(sorted(pages, key=lambda one: one.label)),
    )


def _page(page: PageFacts, wrong: Sequence[int], *, complete: bool) -> Figures:
    """Return the figures of one page; ``wrong`` are the offsets of what is wrong in its examples, sorted."""
    return Figures(
        page.path,
        Share(int(complete), 1),
        _share(map(_is_described, page.operations)),
        _share(bool(row.type and row.description) for row in _properties(page)),
        _share(_is_shown(example, page.path, wrong) for operation in page.operations for example in operation.examples),
    )


def _properties(page: PageFacts) -> Iterator[PropertyFact]:
    """Yield the rows of a page that describe properties and members of bodies."""
    for resource in page.resources:
        yield from (row for row in resource.properties if not row.navigation)
    for operation in page.operations:
        if operation.request_body:
            yield from operation.request_body.properties


def _is_described(operation: OperationFact) -> bool:
    return bool(operation.description and operation.responses and operation.permissions_stated)


def _is_shown(example: ExampleFact, path: str, wrong: Sequence[int]) -> bool:
    spans = [span for span in (example.request_span, example.response_span) if span and span.path == path]
    return example.status > 0 and not any(
        bisect_left(wrong, span.start) < bisect_left(wrong, span.end) for span in spans
    )


def _share(parts: Iterable[bool]) -> Share:
    counted = list(parts)
    return Share(sum(counted), len(counted))


def _sums(parts: Mapping[str, Sequence[Figures]]) -> tuple[Figures, ...]:
    return tuple(_sum(label, parts[label]) for label in sorted(parts))


def _sum(label: str, parts: Sequence[Figures]) -> Figures:
    shares = {
        name: Share(sum(getattr(one, name).complete for one in parts), sum(getattr(one, name).total for one in parts))
        for name in _PARTS
    }
    return Figures(label, **shares)
