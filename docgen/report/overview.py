"""Sums up many findings: which rules, which folders, what has one cause, and what to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from posixpath import dirname

from docgen.diagnostic import Diagnostic, plural
from docgen.report import statistics
from docgen.report.items import Findings

_FEW = 8  # lines of one list
_MANY = 3  # places of one cause that are worth a line
_WIDTH = 80  # columns of a terminal
_FOLDERS, _CAUSES = "Folders with the most findings:", "One cause in several places:"
_SHARED = ("DG3", "DG4", "DG5", "DG6")  # findings of other families are about one page each


def overview(report: Findings) -> list[str]:
    """Return what there is to know of many findings, as lines of no more than 80 columns."""
    found = report.diagnostics
    parts = [
        ("Rules broken most often ([*]: docgen can fix some):", statistics.lines(report)),
        (_FOLDERS, folders(found)),
        (_CAUSES, causes(found)),
    ]
    out = []
    for title, lines in parts:
        if lines:
            more = [f"  and {len(lines) - _FEW:,} more (docgen lint --statistics)"] if len(lines) > _FEW else []
            out += [title, *(_cut(f"  {line}") for line in lines[:_FEW]), *more, ""]
    return [*out, "What to do first:", *(f"  {line}" for line in _advice(found)), ""]


def places(report: Findings) -> str:
    """Return the folders of findings and the causes that stand in several places, all of them; "" where none are."""
    parts = ((_FOLDERS, folders(report.diagnostics)), (_CAUSES, causes(report.diagnostics)))
    return "".join("\n".join(["", title, *(f"  {line}" for line in lines), ""]) for title, lines in parts if lines)


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 3] + "..."


def _advice(found: Sequence[Diagnostic]) -> Iterator[str]:
    safe = [one.fix.is_safe for one in found if one.fix]
    if any(safe):
        yield f"docgen lint --fix              mends {plural(safe.count(True), 'finding')}; no word changes"
    if not all(safe):
        yield f"docgen lint --unsafe-fixes     mends {safe.count(False):,} more; look at what it changed"
    yield "docgen lint --update-baseline  notes all as known; later runs show new ones"
    yield "docgen lint --select RULE      shows one rule; docgen rule RULE explains it"


def folders(found: Sequence[Diagnostic]) -> list[str]:
    """Return a line for each folder with findings, the one with most first; none where there is one folder only."""
    counts = Counter(dirname(one.span.path) or "." for one in found)
    if len(counts) < 2:
        return []
    width = len(f"{max(counts.values()):,}")
    return [
        f"{count:>{width},}  {folder}" for folder, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    ]


def causes(found: Sequence[Diagnostic]) -> list[str]:
    """Return a line for each cause that stands in several places, the one with most first."""
    places: Counter[tuple[str, str]] = Counter()
    told: dict[tuple[str, str], str] = {}
    for one in found:
        if one.subject and one.code.startswith(_SHARED):
            key = (one.code, one.subject)
            places[key] += 1
            told.setdefault(key, one.told)
    rows = sorted(
        ((count, *key) for key, count in places.items() if count >= _MANY), key=lambda row: (-row[0], row[1:])
    )
    width = len(f"{rows[0][0]:,}") if rows else 0
    return [f"{count:>{width},}  {code}  {told[code, subject]}" for count, code, subject in rows]
