"""One line for each finding: ``path:line:column: severity: CODE message``."""

from __future__ import annotations

from docgen.report.items import Findings, begin
from docgen.report.visible import visible


def render(report: Findings) -> str:
    """Return the findings, one a line, for grep and editors."""
    lines = []
    for one in report.diagnostics:
        at = begin(report, one.span)
        where = f"{one.span.path}:{at.line}:{at.column}"
        lines.append(visible(f"{where}: {one.severity.value}: {one.code} {one.told}") + "\n")
    return "".join(lines)
