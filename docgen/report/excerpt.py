"""Cuts the line that a span begins on to a window that is safe to print."""

from __future__ import annotations

import msgspec

from docgen.report.visible import cell
from docgen.source import Source, Span

_WINDOW = 66  # characters of a line that are shown; with its number they fit into 80 columns
_BEFORE = 20  # characters shown before a span, where a line is cut


class Excerpt(msgspec.Struct, frozen=True, gc=False):
    """A line in three parts: what stands before the span, the part of the span on this line, what stands after."""

    before: str
    marked: str
    after: str


def excerpt(source: Source, span: Span) -> Excerpt:
    """Return the line that a span begins on; a long one is cut around the span."""
    text = source.text
    begin = min(span.start, len(text))
    line_start = text.rfind("\n", 0, begin) + 1
    line_end = text.find("\n", line_start)
    line_end = len(text) if line_end < 0 else line_end
    first, last = line_start, line_end
    if last - first > _WINDOW:
        first = max(line_start, min(begin - _BEFORE, line_end - _WINDOW))
        last = min(line_end, first + _WINDOW)
    end = max(begin, min(span.end, last))
    before = ("..." if first > line_start else "") + _shown(text[first:begin])
    after = _shown(text[end:last]) + ("..." if last < line_end else "")
    return Excerpt(before, _shown(text[begin:end]), after)


def _shown(text: str) -> str:
    return text if text.isascii() and text.isprintable() else "".join(map(cell, text))
