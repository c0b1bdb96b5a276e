"""Read a schema that one cell writes out: its media types, and the type or the rows of its members."""

from __future__ import annotations

import re

import msgspec

from docgen.markdown.page import Cell
from docgen.outline.row import Row
from docgen.source import Text

_MEDIA = re.compile(
    r"[*_`]{0,3}(?P<media>(?<![a-z])(?:[a-z]+/[\w.+-]+|[a-z]*\*?/\*))(?:\s*;[^*_`:<]*+)?[*_`]{0,3}\s*:\s*",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s*[*_`]{0,3}\"(?P<name>[^\"\n]{1,200})\"[*_`]{0,3}\s*:\s*")
_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")
_NEXT = re.compile(r",\s*[*_`]{0,3}\"[^\"\n]{1,200}\"[*_`]{0,3}\s*:")
_DEEPEST = 30
_COMMA = re.compile(r"\s*,")
_OBJECT = re.compile(r"(?:\[\s*)*\{")
_LABELLED = re.compile(r"\*\*[A-Za-z ]+:\*\*")
_SHUT = re.compile(r"\s*\]")
_BREAKS = re.compile(r"(?:(?<!\s)\s+)?<br\s*/?>\s*", re.IGNORECASE)


class Notation(msgspec.Struct, frozen=True, gc=False):
    """What a cell writes: ``media`` types, the cell of its ``type``, and the ``rows`` of members of an object.

    ``many`` tells that the whole is an array of such objects.
    """

    media: tuple[str, ...] = ()
    type: Cell | None = None
    rows: tuple[Row, ...] = ()
    many: bool = False


def read(cell: Cell) -> Notation:
    """Return what a cell of schemas writes; one schema stands for all of its media types."""
    text = Text(cell.text, cell.span)
    marks = list(_MEDIA.finditer(cell.text))
    if not marks:
        return _schema(text, 0, len(cell.text))
    media = tuple(dict.fromkeys(mark["media"].lower() for mark in marks))
    found: list[Notation] = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(cell.text)
        found.append(_schema(text, mark.end(), end))
    first = next((one for one in found if one.rows or one.type), Notation())
    return msgspec.structs.replace(first, media=media)


def _without_breaks_around(piece: str) -> str:
    """Return a text without the line breaks that it begins and ends with."""
    piece = piece.strip()
    start, end = 0, len(piece)
    breaks = list(_BREAKS.finditer(piece))
    for found in breaks:
        if found.start() > start:
            break
        start = found.end()
    for found in reversed(breaks):
        if found.end() < end or found.start() < start:
            break
        end = found.start()
    return piece[start:end]


def _schema(text: Text, start: int, end: int) -> Notation:
    piece = text.value[start:end]
    trimmed = _without_breaks_around(piece)
    if not trimmed:
        return Notation()
    start += piece.find(trimmed)
    end = start + len(trimmed)
    opening = re.match(r"(?:\[\s*){0,2}\{", trimmed)
    if opening is None or not _NAME.match(trimmed, opening.end()):
        return Notation(type=Cell(trimmed, text.at(start, end)))
    reader = _Reader(text, end)
    reader.members(start + opening.end(), 0)
    return Notation(rows=tuple(reader.rows), many="[" in opening[0])


class _Reader:
    """Collects the rows of an object written as ``{ "name": type, ... }``."""

    def __init__(self, text: Text, end: int) -> None:
        self.text = text
        self.value = text.value[:end]
        self.rows: list[Row] = []

    def members(self, at: int, depth: int) -> int:
        """Read the members of an object up to its closing brace; return the place behind that."""
        while depth < _DEEPEST:
            match = _NAME.match(self.value, at)
            if match is None:
                break
            name = Cell(match["name"], self.text.at(match.start("name"), match.end("name")))
            at = self.member(name, match.end(), depth)
            comma = _COMMA.match(self.value, at)
            if comma is None:
                break
            at = comma.end()
        closing = self.value.find("}", at)
        return closing + 1 if closing >= 0 else len(self.value)

    def member(self, name: Cell, at: int, depth: int) -> int:
        """Read the value of one member; return the place behind it."""
        opening = _OBJECT.match(self.value, at)
        if opening:
            many = opening[0].count("[")
            word = "array of object" if many else "object"
            self.rows.append(self.row(name, Cell(word, self.text.at(at, opening.end())), None, depth))
            at = self.members(opening.end(), depth + 1)
            while many and (shut := _SHUT.match(self.value, at)):
                at, many = shut.end(), many - 1
            return at
        end = self.end_of_type(at)
        written = self.value[at:end].strip()
        parts = _BREAKS.split(written, maxsplit=1)
        if len(parts) > 1 and _LABELLED.match(parts[1]):  # listed values and the like belong to the type
            parts = [written]
        type_ = parts[0].strip().strip(",").strip()
        start = at + self.value[at:end].find(type_)
        about: Cell | None = None
        if len(parts) > 1 and parts[1].strip():
            place = self.value.find(parts[1].strip(), start, end)
            about = Cell(parts[1].strip(), self.text.at(place, place + len(parts[1].strip())))
        cell = Cell(type_, self.text.at(start, start + len(type_)))
        self.rows.append(self.row(name, cell, about, depth))
        return end

    def row(self, name: Cell, type_: Cell, about: Cell | None, depth: int) -> Row:
        """Return the row of a member."""
        return Row(name.span, name, "table", type=type_, description=about, depth=depth, sure=True, exact=True)

    def end_of_type(self, at: int) -> int:
        """Return where the type of a member ends: before the next member, or the brace that closes its object."""
        depth = 0
        while at < len(self.value):
            char = self.value[at]
            link = _LINK.match(self.value, at) if char == "[" else None
            if link:
                at = link.end()
                continue
            if char in "[{(":
                depth += 1
            elif char in ")]}":
                if depth == 0:
                    return at
                depth -= 1
            elif char == "," and depth == 0 and _NEXT.match(self.value, at):
                return at
            at += 1
        return at
