"""Writes reports: ``REPORTERS`` holds one function for each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from docgen.report import concise, full, github, gitlab, json_text

if TYPE_CHECKING:
    from docgen.report.items import Findings


def _html(report: Findings) -> str:
    from docgen.report.html import render  # its template engine is for those who ask for it

    return render(report)


def _sarif(report: Findings) -> str:
    from docgen.report.sarif import render  # it reads the pages of the rules

    return render(report)


def _junit(report: Findings) -> str:
    from docgen.report.junit import render  # its library loads half of the web

    return render(report)


REPORTERS: Mapping[str, Callable[[Findings], str]] = {
    "full": full.render,
    "concise": concise.render,
    "json": json_text.render,
    "json-lines": json_text.render_lines,
    "sarif": _sarif,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": _junit,
    "html": _html,
}
