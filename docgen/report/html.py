"""One self-contained web page with findings and figures, without scripts of the pages."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import count, groupby
from urllib.parse import quote

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from docgen.diagnostic import Severity
from docgen.report.coverage import KINDS
from docgen.report.excerpt import Excerpt, excerpt
from docgen.report.items import NOUNS, Findings, Item, items, plural, summary
from docgen.report.visible import visible

_UNFINISHED = "DG2"
_FEW = 300  # findings that are all shown at once; of more, each page is opened by itself
_PARTS = ("pages", "operations", "properties", "examples")
_SAFE_URLS = ("https://", "http://")


class Row(msgspec.Struct, frozen=True):
    """One finding as the page shows it: its anchor there, and the address of its line, which may be empty."""

    item: Item
    anchor: str
    url: str
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
    """Return the report as HTML that needs nothing from elsewhere; its own script is the only one it may run."""
    numbers = count()
    groups = tuple(
        _group(number, path, tuple(_row(item, next(numbers), report) for item in found))
        for number, (path, found) in enumerate(groupby(items(report), lambda item: item.place.path))
    )
    severities = Counter(one.severity for one in report.diagnostics)
    figures = report.completeness
    style, script = _part("report.css"), _part("report.js")
    return _template().render(
        style=Markup(style),  # ours, not of any page
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        summary=summary(report),
        pages=report.pages,
        counts=[(severity.value, NOUNS[severity], severities[severity]) for severity in Severity],
        completeness=figures,
        coverage=figures.coverage,
        coverage_kinds=KINDS,
        everything=[(part, getattr(figures.everything, part)) for part in _PARTS],
        anchors={group.path: group.anchor for group in groups},
        unfinished=[row for g in groups for row in g.rows if row.item.diagnostic.code.startswith(_UNFINISHED)],
        rules=_rules(report),
        groups=groups,
        few=len(report.diagnostics) <= _FEW,
    )


def _row(item: Item, number: int, report: Findings) -> Row:
    return Row(item, f"finding-{number}", _url(item, report.source_url), _excerpt(item, report))


def _url(item: Item, template: str) -> str:
    """Return the address of the line of a finding, "" when the settings give none that a browser may open."""
    if not template.startswith(_SAFE_URLS):
        return ""
    path = quote(item.place.path, errors="replace")
    return template.replace("{path}", path).replace("{line}", str(item.place.start.line))


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
    return [RuleCount(code, name, severities[code], number, pages[code]) for (code, name), number in ordered]


@cache
def _part(name: str) -> str:
    """Return a file that goes into the page as it is, between the tags."""
    return "\n" + resources.files("docgen.report").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the name by which a content security policy allows a script or a style."""
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


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
