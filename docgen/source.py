"""Decodes the bytes of a page, and counts the positions in its text."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

import msgspec

_SHORT = 100_000  # characters of a text


class Position(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A place for people: 1-based line and 1-based column, in characters."""

    line: int
    column: int


class Span(msgspec.Struct, frozen=True, gc=False, array_like=True, order=True):
    """A stretch of one source: ``start`` and ``end`` are character offsets into ``Source.text``, end excluded."""

    path: str
    start: int
    end: int


NOWHERE = Span("", 0, 0)  # of what stands on no page, or whose place is told later


class Source(msgspec.Struct, frozen=True, gc=False):
    r"""The text of one file.

    ``path`` is what a person reads in a finding (relative to the working directory, ``/`` between names). ``text``
    has no byte order mark and only ``\n`` line ends; lines and columns are those of the file. ``undecodable`` holds
    the offsets of bytes that are no UTF-8 (each stands as U+FFFD in the text); ``binary`` tells a file that is no
    text at all, whose ``text`` is then empty.
    """

    path: str
    text: str
    undecodable: tuple[int, ...] = ()
    binary: bool = False

    def span(self, start: int, end: int) -> Span:
        """Return the span of a slice of the text."""
        return Span(self.path, start, end)

    def position(self, offset: int) -> Position:
        """Return line and column of an offset."""
        text = self.text
        if len(text) <= _SHORT:  # to count is quicker than to list all lines
            return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
        starts = line_starts(text)
        line = bisect_right(starts, offset) or 1
        return Position(line, offset - starts[line - 1] + 1)


class Text(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Text taken from a source, with the way back.

    ``starts`` is empty when ``value`` is one unbroken slice that begins at ``span.start``; otherwise it holds the
    source offset at which each line of ``value`` begins (indentation and quote marks are not part of the value).
    """

    value: str
    span: Span
    starts: tuple[int, ...] = ()

    def at(self, start: int, end: int) -> Span:
        """Return the span of ``value[start:end]``."""
        if not self.starts:
            first, last = self.span.start + start, self.span.start + (end if end > start else start)
            if last > self.span.end:  # what is put in for an include may be longer than that
                return Span(self.span.path, min(first, self.span.end), self.span.end)
            return Span(self.span.path, first, last)
        return Span(self.span.path, self.offset(start), self.offset(max(start, end - 1)) + (1 if end > start else 0))

    def offset(self, index: int) -> int:
        """Return the source offset of one character of the value."""
        if not self.starts:
            return self.span.start + index
        line = self.value.count("\n", 0, index)
        return min(self.starts[line] + index - (self.value.rfind("\n", 0, index) + 1), self.span.end)

    def slice(self, start: int, end: int) -> Text:
        """Return a part of this text as a text of its own."""
        starts = self.starts
        if starts:
            first = self.value.count("\n", 0, start)
            last = first + self.value.count("\n", start, end)
            starts = (self.offset(start), *starts[first + 1 : last + 1])
        return Text(self.value[start:end], self.at(start, end), starts if len(starts) > 1 else ())


@lru_cache(maxsize=8)
def line_starts(text: str) -> tuple[int, ...]:
    """Return the offset at which each line of a text begins."""
    return (0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1]))


def decode(path: str, data: bytes) -> Source:
    """Decode the bytes of a page: UTF-8 with or without byte order mark, any line ends; never raises."""
    if b"\0" in data[:8192]:
        return Source(path, "", binary=True)
    undecodable: tuple[int, ...] = ()
    escaped = False
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode(errors="surrogateescape")
        escaped = True
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if escaped:
        undecodable = tuple(i for i, char in enumerate(text) if "\ud800" <= char <= "\udfff")
        text = _replace(text, undecodable)
    if len(undecodable) * 10 > len(text):
        return Source(path, "", binary=True)
    return Source(path, text, undecodable)


def _replace(text: str, offsets: tuple[int, ...]) -> str:
    chars = list(text)
    for offset in offsets:
        chars[offset] = "\ufffd"
    return "".join(chars)
