"""Read nested bullets by their indentation alone, with the text below each of them as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from docgen.source import Span, Text

_BULLET = re.compile(r"(?P<indent>[ \t]*)[-+*](?:[ \t]+(?P<text>\S.*)|[ \t]*\Z)")
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,})")
_GOES_ON = re.compile(r"[{}\[\]\"]")  # begins a line of JSON that is not indented at all
_TAB = 4
_INSIDE = 2  # columns by which a bullet is at least indented inside another: with fewer, it stands beside it
_CODE = 8  # columns behind a bullet from which on a text is code


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line below a bullet: its indentation in columns, and where its text stands in the source."""

    indent: int
    start: int
    end: int


class Bullet(msgspec.Struct, gc=False):
    """An item: the text behind its mark, the lines below it, and the items inside it.

    ``start`` is where its mark stands.
    """

    text: Text
    indent: int
    start: int
    lines: list[Line]
    items: list[Bullet]

    @property
    def end(self) -> int:
        """Return where the item ends, with all inside it."""
        ends = [self.text.span.end, *(line.end for line in self.lines[-1:]), *(one.end for one in self.items[-1:])]
        return max(ends)


class Asset(msgspec.Struct, frozen=True, gc=False):
    """Whether the text of a bullet is taken as written: all of it, or only what is indented as code."""

    whole: bool


Takes = Callable[[str], Asset | None]
"""Takes the text of a bullet; None where all below it are items and sentences."""


class _Reader:
    def __init__(self, path: str, takes: Takes, names: Callable[[str], bool]) -> None:
        self.path = path
        self.takes = takes
        self.names = names
        self.top: list[Bullet] = []
        self.open: list[Bullet] = []
        self.fence = ""
        self.after_blank = False

    def line(self, start: int, written: str) -> None:
        text = written.strip(" \t")
        indent = len(written[: len(written) - len(written.lstrip(" \t"))].expandtabs(_TAB))
        if not text:
            if self.open:
                self.open[-1].lines.append(Line(0, start, start))
            self.after_blank = True
            return
        bullet = None if self.fence else _BULLET.match(written)
        if bullet and not self._is_text(indent, bullet["text"] or ""):
            self._begin(indent, start, bullet)
        elif self.open:
            self._text(indent, start, written, text)
        self.after_blank = False

    def _is_text(self, indent: int, text: str) -> bool:
        """Tell whether a line that looks like a bullet is text of the bullet above it."""
        asset = self.takes(self.open[-1].text.value) if self.open else None
        if asset is None or indent <= self.open[-1].indent:
            return False
        return asset.whole or (indent >= self.open[-1].indent + _CODE and not self.names(text))

    def _begin(self, indent: int, start: int, match: re.Match[str]) -> None:
        while self.open and self.open[-1].indent + _INSIDE > indent:
            self.open.pop()
        at = match.start("text") if match["text"] else match.end()
        value = (match["text"] or "").rstrip()
        text = Text(value, Span(self.path, start + at, start + at + len(value)))
        found = Bullet(text, indent, start + len(match["indent"]), [], [])
        (self.open[-1].items if self.open else self.top).append(found)
        self.open.append(found)

    def _text(self, indent: int, start: int, written: str, text: str) -> None:
        fence = _FENCE.match(written)
        if not indent and not self.fence and self.after_blank and not fence:
            asset = self.takes(self.open[-1].text.value)
            if asset is None or not _GOES_ON.match(text):
                self.open.clear()
                return
        if fence:
            self.fence = "" if self.fence and text.startswith(self.fence) else self.fence or fence["mark"]
        here = self.open[-1]
        if self.takes(here.text.value) is None and not self.fence and not fence:
            here = next((one for one in reversed(self.open) if one.indent < indent), here)
        at = start + len(written) - len(written.lstrip(" \t"))
        here.lines.append(Line(indent, at, at + len(text)))


def read(text: str, span: Span, takes: Takes, names: Callable[[str], bool]) -> list[Bullet]:
    """Return the bullets of a stretch of a page; ``names`` tells the texts that always begin an item."""
    reader = _Reader(span.path, takes, names)
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        reader.line(at, line)
        at += len(line) + 1
    return reader.top


def text_of(source: str, lines: Sequence[Line], path: str) -> Text | None:
    """Return lines as one text, what they are all indented by taken off; None where none holds anything."""
    kept = list(lines)
    while kept and kept[0].start == kept[0].end:
        kept.pop(0)
    while kept and kept[-1].start == kept[-1].end:
        kept.pop()
    if kept and _FENCE.match(source[kept[0].start : kept[0].end]):
        closing = _FENCE.match(source[kept[-1].start : kept[-1].end]) if len(kept) > 1 else None
        kept = kept[1 : -1 if closing else None]
    if not kept:
        return None
    least = min((line.indent for line in kept if line.end > line.start), default=0)
    starts, values = [], []
    for line in kept:
        begin = line.start
        column = line.indent
        while column > least and source[begin - 1] == " ":
            begin, column = begin - 1, column - 1
        starts.append(begin)
        values.append(source[begin : line.end])
    value = "\n".join(values)
    return Text(value, Span(path, starts[0], kept[-1].end), tuple(starts) if len(starts) > 1 else ())
