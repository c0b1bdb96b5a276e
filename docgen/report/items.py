"""Prepares findings for the formats: lines, columns and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Protocol

import msgspec

from docgen.diagnostic import Diagnostic, Severity, plural
from docgen.report.figures import Completeness
from docgen.source import Position, Source, Span

_FIRST = Position(1, 1)


class Findings(Protocol):
    """What a reporter needs of a report: the findings in order, their sources by path, the number of pages."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the findings, sorted by place."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the sources that findings stand in; a path may be absent."""

    @property
    def pages(self) -> int:
        """Return how many pages were read."""

    @property
    def left_out(self) -> int:
        """Return how many findings are left out, since the format has no room for them."""

    @property
    def completeness(self) -> Completeness:
        """Return how much of what the pages should say they say."""

    @property
    def title(self) -> str:
        """Return the name of the project as the settings give it; may be empty."""

    @property
    def folder(self) -> str:
        """Return the absolute path of the folder of the project; may be empty."""

    @property
    def source_url(self) -> str:
        """Return where a line of a page can be seen, with ``{path}``, ``{line}`` and ``{revision}``; may be empty."""

    @property
    def revision(self) -> str:
        """Return the commit or version of the pages as the settings give it; may be empty."""

    @property
    def revision_date(self) -> str:
        """Return the date of that commit or version as the settings give it; may be empty."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """A span as people read it: ``end`` is the position after the last character."""

    path: str
    start: Position
    end: Position


class Item(msgspec.Struct, frozen=True, gc=False):
    """One finding with its place, and the fingerprint that stays the same when lines move."""

    diagnostic: Diagnostic
    place: Place
    fingerprint: str


def items(report: Findings) -> Iterator[Item]:
    """Yield the findings of a report in order."""
    for one, fingerprint in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True):
        yield Item(one, place(report, one.span), fingerprint)


def fingerprints(found: Iterable[Diagnostic], paths: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield what tells each finding from the others, whatever lines it stands on.

    ``paths`` gives other names to the paths of spans. Findings alike in everything are told apart by their order.
    """
    seen: dict[tuple[str, ...], int] = {}
    for one in found:
        path = paths[one.span.path] if paths else one.span.path
        key = (one.code, path, one.subject, " ".join(one.message.split()))
        number = seen.get(key, 0)
        yield _fingerprint((*key, str(number)) if number else key)
        seen[key] = number + 1


def place(report: Findings, span: Span) -> Place:
    """Return where a span is; what has no source (a file that cannot be read) is at its beginning."""
    start = begin(report, span)
    source = report.sources.get(span.path)
    if source is None or span.end <= span.start:
        return Place(span.path, start, start)
    return Place(span.path, start, source.position(min(span.end, len(source.text))))


def begin(report: Findings, span: Span) -> Position:
    """Return where a span begins."""
    source = report.sources.get(span.path)
    return _FIRST if source is None else source.position(min(span.start, len(source.text)))


def summary(report: Findings, lowest: Severity = Severity.INFO) -> str:
    """Return the sentence that ends a run: what is found at or above a severity, and how much below it."""
    found = report.diagnostics
    counts = Counter(one.severity for one in found)
    shown = [severity for severity in Severity if counts[severity] and severity.rank >= lowest.rank]
    hidden = [severity for severity in Severity if counts[severity] and severity.rank < lowest.rank]
    if shown:
        total = plural(sum(counts[severity] for severity in shown), "problem")
        pages = plural(len({one.span.path for one in found if one.severity in shown}), "page")
        first = f"Found {total} ({_counted(counts, shown)}) in {pages}."
    else:
        first = f"No problems in {plural(report.pages, 'page')}."
    safe = [one.fix.is_safe for one in found if one.fix]
    fixable = ((safe.count(True), "--fix"), (safe.count(False), "--unsafe-fixes"))
    more = [f"{count:,} can be fixed with docgen lint {option}." for count, option in fixable if count]
    if hidden:
        verb = "is" if sum(counts[severity] for severity in hidden) == 1 else "are"
        more.insert(0, f"{_counted(counts, hidden)} {verb} not shown (--severity {hidden[-1].value}).")
    return " ".join([first, *more])


def _counted(counts: Mapping[Severity, int], severities: Iterable[Severity]) -> str:
    return ", ".join(plural(counts[severity], NOUNS[severity]) for severity in severities)


NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def _fingerprint(parts: Sequence[str]) -> str:
    text = "\0".join(parts).encode("utf-8", errors="surrogatepass")
    return blake2b(text, digest_size=8).hexdigest()
