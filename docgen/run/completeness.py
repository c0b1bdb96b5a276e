"""Measures how much of what pages should state they do state, for the HTML report."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, PropertyFact
from docgen.report.coverage import Coverage, PageCoverage
from docgen.report.figures import Completeness, Figures, Share

_PLACEHOLDERS = "DG2"
_EXAMPLES = "DG5"
_MISSING_PARTS = frozenset({rules.MISSING_TITLE.code, rules.MISSING_SECTION.code})
_NO_AREA = "(no area)"
_NO_AUTHOR = "(no author)"
_NOTHING = Share()
_PARTS = ("pages", "operations", "properties", "examples")


class Measure(msgspec.Struct, frozen=True):
    """The completeness of pages, given by their facts and all findings on them, worked out when it is called.

    ``only`` are the paths of the pages that are measured, None for all.
    """

    facts: tuple[PageFacts, ...]
    found: tuple[Diagnostic, ...]
    only: frozenset[str] | None = None

    def __call__(self) -> Completeness:
        """Return the shares of pages, operations, properties and examples that are complete.

        A page is complete without a placeholder, and with a title and all its sections; an operation with a
        description, a response and permissions; a property with a type and a description; an example with a status, in
        which nothing misleads. Permissions are asked for only where an operation of any page states some.
        """
        unfinished: set[str] = set()
        wrong: defaultdict[str, list[int]] = defaultdict(list)
        for one in self.found:
            if one.code.startswith(_PLACEHOLDERS) or one.code in _MISSING_PARTS:
                unfinished.add(one.span.path)
            if one.code.startswith(_PLACEHOLDERS) or (one.code.startswith(_EXAMPLES) and one.severity.rank):
                wrong[one.span.path].append(one.span.start)
        areas: defaultdict[str, list[Figures]] = defaultdict(list)
        authors: defaultdict[str, list[Figures]] = defaultdict(list)
        folders: defaultdict[str, list[Figures]] = defaultdict(list)
        permissions = any(operation.permissions_stated for page in self.facts for operation in page.operations)
        pages = []
        measured = [page for page in self.facts if self.only is None or page.path in self.only]
        for page in measured:
            if page.kind in ("include", "other"):
                continue
            complete = page.path not in unfinished
            figures = _page(page, sorted(wrong[page.path]), complete=complete, permissions=permissions)
            pages.append(figures)
            areas[page.area or _NO_AREA].append(figures)
            authors[page.author or _NO_AUTHOR].append(figures)
            folders[posixpath.dirname(page.path) or "."].append(figures)
        by_area = _sums(areas)
        return Completeness(
            _sum("all pages", by_area),  # each page is in one area
            by_area,
            _sums(authors) if set(authors) - {_NO_AUTHOR} else (),
            _sums(folders),
            tuple(sorted(pages, key=lambda one: one.label)),
            Coverage(tuple([_coverage(page) for page in measured if page.blocks])),
        )


def _coverage(page: PageFacts) -> PageCoverage:
    """Return what of the blocks of a page is read, and why others are not."""
    counts = {(one.kind, one.state): one.number for one in page.blocks}
    return PageCoverage(page.path, counts, Counter((one.kind, one.cause) for one in page.unread if not one.shown))


def _page(page: PageFacts, wrong: Sequence[int], *, complete: bool, permissions: bool) -> Figures:
    """Return the figures of one page; ``wrong`` are the offsets of what is wrong in its examples, sorted.

    ``permissions`` tells whether operations are to state them.
    """
    return Figures(
        page.path,
        Share(int(complete), 1),
        _share([_is_described(operation, permissions=permissions) for operation in page.operations]),
        _share([bool(row.type and row.description) for row in _properties(page)]),
        _share([_is_shown(one, page.path, wrong) for operation in page.operations for one in operation.examples]),
    )


def _properties(page: PageFacts) -> Sequence[PropertyFact]:
    """Return the rows of a page that describe properties and members of bodies."""
    rows: list[PropertyFact] = []
    for resource in page.resources:
        rows += [row for row in resource.properties if not row.navigation]
    for operation in page.operations:
        if operation.request_body:
            rows += operation.request_body.properties
    return rows


def _is_described(operation: OperationFact, *, permissions: bool) -> bool:
    said = operation.description and operation.responses
    return bool(said and (operation.permissions_stated or not permissions))


def _is_shown(example: ExampleFact, path: str, wrong: Sequence[int]) -> bool:
    if example.status <= 0 or not wrong:
        return example.status > 0
    spans = [span for span in (example.request_span, example.response_span) if span and span.path == path]
    return not any(bisect_left(wrong, span.start) < bisect_left(wrong, span.end) for span in spans)


def _share(parts: Sequence[bool]) -> Share:
    return Share(sum(parts), len(parts)) if parts else _NOTHING


def _sums(parts: Mapping[str, Sequence[Figures]]) -> tuple[Figures, ...]:
    return tuple(
        msgspec.structs.replace(_sum(label, parts[label]), members=tuple(sorted(page.label for page in parts[label])))
        for label in sorted(parts)
    )


def _sum(label: str, parts: Sequence[Figures]) -> Figures:
    pages, operations, properties, examples = [_total(list(map(attrgetter(name), parts))) for name in _PARTS]
    return Figures(label, pages, operations, properties, examples)


def _total(shares: Sequence[Share]) -> Share:
    return Share(sum([share.complete for share in shares]), sum([share.total for share in shares]))
