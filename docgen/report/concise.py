"""One line for each finding: ``path:line:column: CODE message``."""

from __future__ import annotations

from docgen.report.items import Findings, begin
from docgen.report.visible import visible


def render(report: Findings) -> str:
    """Return the findings, one a line, for grep and editors."""
    lines = []
    for one in report.diagnostics:
        at = begin(report, one.span)
        lines.append(visible(f"{one.span.path}:{at.line}:{at.column}: {one.code} {one.message}") + "\n")
    return "".join(lines)
