"""Findings for people: each with the line that it is about, marked."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from docgen.diagnostic import Diagnostic, Severity, plural
from docgen.report.excerpt import excerpt
from docgen.report.items import Findings, begin
from docgen.report.visible import visible, width
from docgen.source import Position

Piece = tuple[str, str]  # text, and its style in the words of rich

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_FRAME = "blue"
_MOST_RELATED = 3  # places that are named beside the first


def render(report: Findings) -> str:
    """Return the findings as plain text."""
    return "".join([text for one in report.diagnostics for text, _ in _pieces(one, report)])


def render_coloured(report: Findings) -> str:
    """Return the findings with the colours of a terminal."""
    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", legacy_windows=False)
    for one in report.diagnostics:
        console.print(Text.assemble(*_pieces(one, report)), end="", soft_wrap=True)
    return out.getvalue()


def _pieces(one: Diagnostic, report: Findings) -> Iterator[Piece]:
    """Yield the text of one finding, piece by piece."""
    at = begin(report, one.span)
    style = _STYLES[one.severity]
    source = report.sources.get(one.span.path)
    margin = " " * len(str(at.line))
    yield f"{one.severity.value}[{one.code}]", style
    yield f" {visible(one.told)}\n", "bold"
    yield f"{margin}--> ", _FRAME
    yield f"{_where(one.span.path, at)}\n", ""
    if source is not None and source.text:
        yield f"{margin} |\n{at.line} | ", _FRAME
        line = excerpt(source, one.span)
        yield f"{line.before}{line.marked}{line.after}".rstrip() + "\n", ""
        yield f"{margin} | ", _FRAME
        yield " " * width(line.before) + "^" * max(1, width(line.marked)) + "\n", style
    for other in one.related[:_MOST_RELATED]:
        yield f"{margin} = ", _FRAME
        yield f"{_where(other.span.path, begin(report, other.span))}: {visible(other.message)}\n", ""
    if len(one.related) > _MOST_RELATED:
        yield f"{margin} = ", _FRAME
        yield f"and {plural(len(one.related) - _MOST_RELATED, 'more place')}\n", ""
    if one.help:
        yield f"{margin} = ", _FRAME
        yield "help", "bold"
        yield f": {visible(one.help)}\n", ""
    if one.fix:
        yield f"{margin} = ", _FRAME
        yield "fix", "bold"
        option = "--fix" if one.fix.is_safe else "--unsafe-fixes"
        yield f": {visible(one.fix.message)} (docgen lint {option})\n", ""
    yield "\n", ""


def _where(path: str, at: Position) -> str:
    return visible(f"{path}:{at.line}:{at.column}")
