"""Findings go in; one line for each comes out: ``path:line:column: CODE message``."""

from __future__ import annotations

from docgen.report.items import Findings, items
from docgen.report.visible import visible


def render(report: Findings) -> str:
    """Return the findings, one a line, for grep and editors."""
    return "".join(
        visible(
            f"{item.place.path}:{item.place.start.line}:{item.place.start.column}: "
            f"{item.diagnostic.code} {item.diagnostic.message}"
        )
        + "\n"
        for item in items(report)
    )
