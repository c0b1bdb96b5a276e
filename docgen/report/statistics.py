"""Counts of findings for each rule, the most frequent first."""

from __future__ import annotations

import json
from collections import Counter

from docgen.report.items import Findings


def render(report: Findings) -> str:
    """Return a line for each rule that is broken; a star marks those with findings that can be fixed."""
    return "".join(line + "\n" for line in lines(report))


def lines(report: Findings) -> list[str]:
    """Return the lines of ``render``."""
    rows = _rows(report)
    width = max((len(f"{count:,}") for _, _, _, count, _ in rows), default=0)
    return [
        f"{count:>{width},}  {code}  {severity:7}  {'[*]' if fixable else '   '}  {name}"
        for code, name, severity, count, fixable in rows
    ]


def render_json(report: Findings) -> str:
    """Return the same as a JSON array."""
    keys = ("code", "name", "severity", "count", "fixable")
    return json.dumps([dict(zip(keys, row, strict=True)) for row in _rows(report)], indent=2) + "\n"


def _rows(report: Findings) -> list[tuple[str, str, str, int, int]]:
    counts = Counter((one.code, one.name) for one in report.diagnostics)
    fixable = Counter(one.code for one in report.diagnostics if one.fix)
    severities = {one.code: one.severity.value for one in reversed(report.diagnostics)}
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(code, name, severities[code], count, fixable[code]) for (code, name), count in ordered]
