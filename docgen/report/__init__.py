"""A Report goes in; its text in the format of the reader comes out. ``REPORTERS`` has one function per format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from docgen.report import concise, full, github, json_text

if TYPE_CHECKING:
    from docgen.report.items import Findings


def _html(report: Findings) -> str:
    from docgen.report.html import render  # its template engine is for those who ask for it

    return render(report)


REPORTERS: Mapping[str, Callable[[Findings], str]] = {
    "full": full.render,
    "concise": concise.render,
    "json": json_text.render,
    "github": github.render,
    "html": _html,
}
