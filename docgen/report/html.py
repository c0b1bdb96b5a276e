"""One self-contained web page with findings and figures, without scripts of the pages."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter, defaultdict
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import count, groupby
from urllib.parse import quote

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from docgen import files
from docgen.diagnostic import Severity, plural
from docgen.report.coverage import KINDS
from docgen.report.excerpt import Excerpt, excerpt
from docgen.report.figures import Completeness
from docgen.report.items import NOUNS, Findings, Item, items, summary
from docgen.report.rule_text import Block, blocks
from docgen.report.visible import visible

_UNFINISHED = "DG2"
_FEW = 300  # findings that are all shown at once; of more, each page is opened by itself
_PARTS = {"pages": "page", "operations": "operation", "properties": "property", "examples": "example"}
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
    text: tuple[Block, ...]


class Part(msgspec.Struct, frozen=True):
    """A part of the pages by which the page filters: of what kind it is, its name there, and its label."""

    kind: str
    key: str
    label: str


def render(report: Findings) -> str:
    """Return the report as HTML that needs nothing from elsewhere; its own script is the only one it may run."""
    numbers = count()
    groups = tuple(
        _group(number, path, tuple(_row(item, next(numbers), report) for item in found))
        for number, (path, found) in enumerate(groupby(items(report), lambda item: item.place.path))
    )
    severities = Counter(one.severity for one in report.diagnostics)
    figures = report.completeness
    parts, memberships = _parts_of(figures)
    style, script = _part("report.css"), _part("report.js")
    return _template().render(
        style=Markup(style),  # ours, not of any page
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        title=report.title,
        local=cache(lambda path: _local(path, report.folder)),
        parts=parts,
        keys={(part.kind, part.label): part.key for part in parts},
        memberships=memberships,
        summary=summary(report),
        state=[part for part in (report.revision, report.revision_date) if part],
        pages=report.pages,
        counts=[(severity.value, NOUNS[severity], severities[severity]) for severity in Severity],
        completeness=figures,
        coverage=figures.coverage,
        coverage_kinds=KINDS,
        everything=[
            (one if share.total == 1 else part, share)
            for part, one in _PARTS.items()
            for share in (getattr(figures.everything, part),)
        ],
        anchors={group.path: group.anchor for group in groups},
        unfinished=[row for g in groups for row in g.rows if row.item.diagnostic.code.startswith(_UNFINISHED)],
        rules=_rules(report),
        groups=groups,
        few=len(report.diagnostics) <= _FEW,
    )


def _local(path: str, folder: str) -> str:
    """Return a path as it is below the folder of the project; another stays as it is."""
    if not folder:
        return path
    below = files.relative(path, folder)
    return path if below.startswith("..") else below


def _parts_of(figures: Completeness) -> tuple[list[Part], dict[str, str]]:
    """Return the parts of the pages, and the keys of those that each page is in."""
    kinds = (("Area", figures.areas), ("Author", figures.authors), ("Folder", figures.folders))
    parts: list[Part] = []
    memberships: defaultdict[str, list[str]] = defaultdict(list)
    for kind, rows in kinds:
        for row in rows:
            part = Part(kind, str(len(parts)), row.label)
            parts.append(part)
            for page in row.members:
                memberships[page].append(part.key)
    return parts, {page: " ".join(keys) for page, keys in memberships.items()}


def _row(item: Item, number: int, report: Findings) -> Row:
    return Row(item, f"finding-{number}", _url(item, report.source_url, report.revision), _excerpt(item, report))


def _url(item: Item, template: str, revision: str) -> str:
    """Return the address of the line of a finding, "" when the settings give none that a browser may open."""
    if not template.startswith(_SAFE_URLS):
        return ""
    values = {"{path}": quote(item.place.path, errors="replace"), "{line}": str(item.place.start.line)}
    values["{revision}"] = quote(revision, safe="", errors="replace")
    return re.sub(r"\{(?:path|line|revision)\}", lambda match: values[match[0]], template)


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
    return [
        RuleCount(code, name, severities[code], number, pages[code], blocks(code)) for (code, name), number in ordered
    ]


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
