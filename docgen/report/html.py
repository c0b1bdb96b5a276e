"""Findings go in; one self-contained web page comes out, with counts by rule and by page and every finding."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from docgen.diagnostics import Severity
from docgen.report.excerpt import Excerpt, excerpt
from docgen.report.items import NOUNS, Findings, Item, items, plural, summary
from docgen.report.visible import visible


class Row(msgspec.Struct, frozen=True):
    """One finding as the page shows it."""

    item: Item
    excerpt: Excerpt | None


class Group(msgspec.Struct, frozen=True):
    """The findings of one page, how many of each severity, and the anchor of their heading."""

    path: str
    anchor: str
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]


class RuleCount(msgspec.Struct, frozen=True):
    """How often a rule was broken, and on how many pages."""

    code: str
    name: str
    severity: str
    count: int
    pages: int


def render(report: Findings) -> str:
    """Return the report as HTML without scripts, fonts or pictures from elsewhere."""
    groups = tuple(
        _group(number, path, tuple(Row(item, _excerpt(item, report)) for item in found))
        for number, (path, found) in enumerate(groupby(items(report), lambda item: item.place.path))
    )
    severities = Counter(one.severity for one in report.diagnostics)
    return _template().render(
        summary=summary(report),
        pages=report.pages,
        counts=[(severity.value, NOUNS[severity], severities[severity]) for severity in Severity],
        rules=_rules(report),
        groups=groups,
    )


def _group(number: int, path: str, rows: tuple[Row, ...]) -> Group:
    counts = Counter(row.item.diagnostic.severity for row in rows)
    listed = tuple((severity.value, counts[severity]) for severity in Severity if counts[severity])
    return Group(path, f"page-{number}", rows, listed)


def _excerpt(item: Item, report: Findings) -> Excerpt | None:
    source = report.sources.get(item.place.path)
    return excerpt(source, item.diagnostic.span) if source is not None and source.text else None


def _rules(report: Findings) -> list[RuleCount]:
    """Return the rules that were broken, the most frequent first."""
    counts = Counter((one.code, one.name) for one in report.diagnostics)
    severities = {one.code: one.severity.value for one in report.diagnostics}
    pages = Counter(code for code, _ in {(one.code, one.span.path) for one in report.diagnostics})
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [RuleCount(code, name, severities[code], count, pages[code]) for (code, name), count in ordered]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("docgen.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = visible
    environment.filters["plural"] = plural
    return environment.get_template("report.html")
