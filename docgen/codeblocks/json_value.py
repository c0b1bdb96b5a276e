"""Reads JSON text, valid or not: the value that a reader sees in it, and every deviation from JSON."""

from __future__ import annotations

import json
import re
import string
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from docgen.codeblocks.json_places import Place, find
from docgen.codeblocks.json_tokens import EXCERPT, Reader, Scalar, finite
from docgen.codeblocks.messages import Fault, JsonValue
from docgen.source import Span, Text

# The kinds of deviation whose repair gives the value that was meant; after any other, the value is a guess.
SURE = frozenset(
    (
        *("bad-escape", "comment", "control-character", "doubled-quote", "ellipsis", "extra-comma", "leading-zero"),
        *("missing-braces", "missing-comma", "odd-number", "odd-space", "single-quotes", "smart-quotes"),
        *("text-after-value", "trailing-comma", "unquoted-key", "wrong-literal"),
    )
)
DEEPEST = 200
_MOST_FAULTS = 1000

_SPACE = re.compile(r"[ \t\r\n]+")
_ODD_SPACE = re.compile(r"[\s\xa0\u200b-\u200d\u2060\ufeff]+")
# Dots, also around words or before a remark: "... 3 more ...", "...[cut]...", "... (12 more)".
_ELLIPSIS = re.compile(
    r"(?:\.\.\.+|…)(?:\[[A-Za-z][A-Za-z ]*\]\.\.\.+|[ \t]?[A-Za-z0-9][A-Za-z0-9 ]*\.\.\.+"
    r"|[ \t]*\([^()\n]{1,60}\)[ \t]*(?:\.\.\.+|…)?)?"
)
_LINE_COMMENT = re.compile(r"(?://|#(?![A-Za-z0-9_]))[^\n]*")
_WORDS = frozenset(("bare-word", "stray-character", "unterminated-string"))
_CLOSERS = {"/*": "*/", "<!": "-->"}
_NEVER_SKIPPED = frozenset('{}[]:,"' + string.ascii_letters + string.digits)
# A number with commas between its digits, as people write it: no member follows the comma.
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=\s*[,}\n])")
_COLON = re.compile(r"[ \t\r\n\xa0]*:")
_OPENING_LINE = re.compile(r"^[ \t\xa0]*([{\[])", re.MULTILINE)
# Brackets, and the strings between them; one that never ends is a group of its own, so that it is read once.
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*(?:"|(?P<unclosed>\Z))|(?P<opens>[{\[])|(?P<closes>[}\]])', re.DOTALL)
_BARE_BRACKET = re.compile(r"(?P<opens>[{\[])|(?P<closes>[}\]])")

_Pointer = tuple[str | int, ...]


class _Repeated(ValueError):
    """A key stands twice in one object."""


class _TooDeep(Exception):
    """Brackets are nested deeper than any example is."""


def read_json(text: Text) -> JsonValue | None:
    """Return the value of JSON text, or None where no value can be found in it.

    Valid JSON has no faults. Otherwise a value is read as a person would read it, and each deviation is a fault; only
    kinds in ``SURE`` leave no doubt about the value. A key that stands twice keeps its last value; a number that JSON
    does not know (``NaN``) becomes a string. Brackets nested more than 200 deep give None with the fault
    ``too-deep``. The time taken grows with the text, not faster.
    """
    value = text.value
    if _is_plain(value):
        try:
            loaded = _VALID.decode(value)
        except (ValueError, RecursionError):
            pass
        else:
            start = len(value) - len(value.lstrip())
            return JsonValue(loaded, (), text.at(start, len(value.rstrip())))
    machine = _Machine(value, Reader(value))
    try:
        machine.run()
    except _TooDeep:
        fault = Fault("too-deep", f"brackets are nested more than {DEEPEST} deep", text.span)
        return JsonValue(None, (fault,), text.span)
    if not machine.stack[0].items or _is_prose(value, machine.faults):
        return None
    place = Places(text)
    faults = tuple(Fault(kind, detail, place.span(start, end)) for kind, detail, start, end in machine.faults)
    return JsonValue(machine.stack[0].items[0], faults, place.span(machine.start, machine.end))


def read_valid(value: str) -> Any:
    """Return the value of JSON text without any deviation, or None where it is no such text."""
    with suppress(ValueError, RecursionError):
        return _VALID.decode(value) if _is_plain(value) else None
    return None


class Located:
    """JSON text, valid or not, read once to tell where values stand; ``sure`` says that what they are is no guess."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._places: dict[_Pointer, Place] = {}  # of all values; empty where the library can read the text
        self._valid = self.sure = read_valid(text.value) is not None
        if self._valid:
            return
        machine = _Machine(text.value, Reader(text.value), self._places)
        try:
            machine.run()
        except _TooDeep:
            self._places.clear()
            return
        found = bool(machine.stack[0].items) and not _is_prose(text.value, machine.faults)
        self.sure = found and all(kind in SURE for kind, *_ in machine.faults)

    def at(self, pointer: _Pointer, *, key: bool = False) -> Span:
        """Return where the value at a pointer stands, or with ``key`` where its key stands.

        What is not there is taken for the nearest value around it. An item of a list has no key: its value is returned.
        """
        place = self._place(pointer)
        if place is None:
            return self._text.span
        start, end = place.start, place.end
        if key and place.key_start >= 0 and place.depth == len(pointer):
            start, end = place.key_start, place.key_end
        return Places(self._text).span(start, end)

    def _place(self, pointer: _Pointer) -> Place | None:
        if self._valid:
            return find(self._text.value, pointer, _VALID.scan_once)  # type: ignore[attr-defined]  # typeshed leaves it out
        ways = (pointer[:depth] for depth in range(len(pointer), -1, -1))
        return next((self._places[way] for way in ways if way in self._places), None)


def locate(text: Text, pointer: _Pointer, *, key: bool = False) -> Span:
    """Return where one value stands in JSON text, or with ``key`` where its key stands, as ``Located`` tells it."""
    return Located(text).at(pointer, key=key)


def _is_plain(value: str) -> bool:
    """Tell whether the library may read a text: not too deep, and without halves of characters."""
    return not _is_deep(value) and ("\\u" not in value or ("\\ud" not in value and "\\uD" not in value))


class _Frame(msgspec.Struct):
    """An open bracket: what it holds so far, and what is expected next (``key``, ``colon``, ``value``, ``next``)."""

    items: Any
    expected: str
    start: int
    key: str = ""
    key_start: int = -1
    key_end: int = -1
    comma: int = -1
    pointer: _Pointer = ()

    @property
    def is_object(self) -> bool:
        return isinstance(self.items, dict)


class _Machine(msgspec.Struct):
    """Reads one text from front to back, with a stack of open brackets whose lowest frame is the text itself.

    ``places``, where they are wanted, get the place of every value by its pointer.
    """

    text: str
    reader: Reader
    places: dict[_Pointer, Place] | None = None
    stack: list[_Frame] = []
    faults: list[tuple[str, str, int, int]] = []
    implicit: bool = False
    objects: int = 0
    start: int = 0
    end: int = 0

    def run(self) -> None:
        """Read the whole text. Raises _TooDeep."""
        self.stack.append(_Frame([], "value", 0))
        position = 0
        while 0 <= position < len(self.text):
            position = self._step(position)
        if len(self.stack) > 1:
            size = len(self.text.rstrip())
            if len(self.stack) > 1 + self.implicit:
                self._note("unclosed-bracket", "", size, size)
            while len(self.stack) > 1:
                self._pop(size)

    def _step(self, at: int) -> int:
        """Read what stands at a place and return the place after it, -1 to stop."""
        after = self._skipped(at)
        if after > at:
            return after
        char = self.text[at]
        frame = self.stack[-1]
        if char in "}]":
            return self._close(char, at)
        if len(self.stack) == 1 and frame.expected == "next":
            kind = "text-after-value" if char not in ",{[" else "several-values"
            kind = "values-of-a-stream" if char in "{[" and _is_stream(self.text, at) else kind
            self._note(kind, self.text[at : at + EXCERPT].partition("\n")[0], at, len(self.text.rstrip()))
            return -1
        if char == ",":
            return self._comma(at)
        if char == ":":
            if frame.expected == "next" and not frame.is_object and frame.items and isinstance(frame.items[-1], str):
                self._note("member-in-list", "", at, at + 1)
                frame.expected = "value"
            elif frame.expected != "colon":
                self._note("stray-character", ":", at, at + 1)
            else:
                frame.expected = "value"
            return at + 1
        if char in "{[":
            return self._open(char, at)
        return self._scalar(at)

    def _skipped(self, at: int) -> int:
        """Return the place after blanks, a comment or an ellipsis; the same place where there are none."""
        if self.text[at] in _NEVER_SKIPPED:
            return at
        space = _SPACE.match(self.text, at) or _ODD_SPACE.match(self.text, at)
        if space:
            if space.re is _ODD_SPACE:
                self._note("odd-space", "", at, space.end())
            return space.end()
        two = self.text[at : at + 2]
        closer = _CLOSERS.get(two)
        comment = _LINE_COMMENT.match(self.text, at)
        if comment or closer:
            close = self.text.find(closer, at) if closer else -1
            after = comment.end() if comment else len(self.text) if close < 0 else close + len(closer or "")
            self._note("comment", self.text[at : min(after, at + 40)], at, after)
            return after
        ellipsis = _ELLIPSIS.match(self.text, at)
        if ellipsis and len(self.stack) > 1:
            self._note("ellipsis", "", at, ellipsis.end())
            frame = self.stack[-1]
            if frame.expected in ("colon", "value") and frame.is_object:
                self._note("missing-value", frame.key[:EXCERPT], at, ellipsis.end())
                self._put(None, at, ellipsis.end())
            frame.expected, frame.comma = "next", -1
            return ellipsis.end()
        return at

    def _scalar(self, at: int) -> int:
        frame = self.stack[-1]
        if frame.expected == "next":
            stray = self._stray_word(at) if frame.is_object else at
            if stray > at:
                self._note("stray-word", self.text[at : min(stray, at + EXCERPT)], at, stray)
                return stray
            self._note("missing-comma", "", at, at)
            frame.expected = "key" if frame.is_object else "value"
        if len(self.stack) == 1:
            if self._is_member(at):
                self._note("missing-braces", "", at, at)
                self.implicit = True
                self._push({}, at)
                frame = self.stack[-1]
            elif any(kind in _WORDS for kind, _ in self.reader.value(at).faults):
                return self._before_value(at)
        if frame.expected == "key":
            return self._key(self.reader.key(at), at)
        if frame.expected == "colon":
            self._note("missing-colon", "", at, at)
        grouped = _GROUPED.match(self.text, at) if frame.is_object else None
        if grouped:
            self._note("grouped-digits", grouped[0][:EXCERPT], at, grouped.end())
            self._put(float(grouped[0].replace(",", "")), at, grouped.end())
            return grouped.end()
        scalar = self.reader.value(at)
        self._note_all(scalar, at)
        if not (scalar.faults and scalar.faults[0][0] == "stray-character"):
            self._put(scalar.value, at, scalar.end)
        return scalar.end

    def _stray_word(self, at: int) -> int:
        """Return the end of a word that follows a value and is no name of a member; its beginning where it is none."""
        word = self.reader.key(at)
        is_name = word.quoted or word.value is None or _COLON.match(self.text, word.end) is not None
        return at if is_name else word.end

    def _is_member(self, at: int) -> bool:
        """Tell whether a key and a colon stand where the text should begin with a bracket."""
        key = self.reader.key(at)
        return key.quoted and bool(_COLON.match(self.text, key.end))

    def _before_value(self, at: int) -> int:
        """Pass over words to a line that begins with a bracket; where there is none, there is no value."""
        opening = _OPENING_LINE.search(self.text, at)
        if opening is None:
            return -1
        self._note("text-before-value", self.text[at : at + EXCERPT].partition("\n")[0], at, opening.start(1))
        return opening.start(1)

    def _key(self, scalar: Scalar, at: int) -> int:
        frame = self.stack[-1]
        self._note_all(scalar, at)
        if scalar.value is None:
            return scalar.end
        name = str(scalar.value)
        if name in frame.items:
            self._note("duplicate-key", name[:EXCERPT], at, scalar.end)
        frame.key, frame.key_start, frame.key_end = name, at, scalar.end
        frame.expected, frame.comma = "colon", -1
        return scalar.end

    def _open(self, char: str, at: int) -> int:
        frame = self.stack[-1]
        placeholder = self.reader.placeholder(at) if frame.expected in ("colon", "value") else None
        if placeholder and len(self.stack) > 1:
            return self._scalar_value(placeholder, at)
        if frame.expected == "next":
            self._note("missing-comma", "", at, at)
            frame.expected = "key" if frame.is_object else "value"
        if frame.expected == "key":
            self._note("missing-key", "", at, at)
            frame.key, frame.key_start, frame.key_end = "", at, at
        elif frame.expected == "colon":
            self._note("missing-colon", "", at, at)
        if len(self.stack) > DEEPEST:
            raise _TooDeep
        self._push({} if char == "{" else [], at)
        return at + 1

    def _scalar_value(self, scalar: Scalar, at: int) -> int:
        if self.stack[-1].expected == "colon":
            self._note("missing-colon", "", at, at)
        self._note_all(scalar, at)
        self._put(scalar.value, at, scalar.end)
        return scalar.end

    def _comma(self, at: int) -> int:
        frame = self.stack[-1]
        if frame.expected in ("colon", "value") and frame.is_object:
            self._note("missing-value", frame.key[:EXCERPT], at, at)
            self._put(None, at, at)
        elif frame.expected != "next":
            self._note("extra-comma", "", at, at + 1)
            return at + 1
        frame.expected, frame.comma = "key" if frame.is_object else "value", at
        return at + 1

    def _close(self, char: str, at: int) -> int:
        opened = self.objects if char == "}" else len(self.stack) - 1 - self.objects
        if opened == 0:
            self._note("extra-bracket", char, at, at + 1)
            return at + 1
        if self.stack[-1].is_object != (char == "}"):
            self._note("mismatched-bracket", char, at, at + 1)
            while self.stack[-1].is_object != (char == "}"):
                self._pop(at)
        self._pop(at + 1)
        return at + 1

    def _push(self, items: Any, at: int) -> None:
        self.objects += isinstance(items, dict)
        expected = "key" if isinstance(items, dict) else "value"
        self.stack.append(_Frame(items, expected, at, pointer=() if self.places is None else self._pointer()))

    def _pop(self, end: int) -> None:
        frame = self.stack[-1]
        if frame.comma >= 0:
            self._note("trailing-comma", "", frame.comma, frame.comma + 1)
        if frame.is_object and frame.expected in ("colon", "value"):
            self._note("missing-value", frame.key[:EXCERPT], frame.key_start, frame.key_end)
            self._put(None, frame.key_end, frame.key_end)
        self.stack.pop()
        self.objects -= frame.is_object
        self._put(frame.items, frame.start, end)

    def _put(self, value: Any, start: int, end: int) -> None:
        """Give a finished value to the frame that it stands in."""
        frame = self.stack[-1]
        if self.places is not None:
            pointer = self._pointer()
            self.places[pointer] = Place(len(pointer), start, end, frame.key_start, frame.key_end)
        if len(self.stack) == 1:
            self.start, self.end = start, end
        if frame.is_object:
            frame.items[frame.key] = value
        else:
            frame.items.append(value)
        frame.expected, frame.comma = "next", -1

    def _pointer(self) -> _Pointer:
        """Return the way to the value that is read now."""
        frame = self.stack[-1]
        if len(self.stack) == 1:
            return ()
        return (*frame.pointer, frame.key if frame.is_object else len(frame.items))

    def _note_all(self, scalar: Scalar, at: int) -> None:
        for kind, detail in scalar.faults:
            self._note(kind, detail, at, scalar.end)

    def _note(self, kind: str, detail: str, start: int, end: int) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append((kind, detail, start, end))


class Places:
    """The way from places in the value of a text to places in the source, quick for many of them."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lines = [0, *(match.end() for match in re.finditer("\n", text.value))] if text.starts else [0]

    def span(self, start: int, end: int) -> Span:
        """Return the span of a slice of the value."""
        last = self._offset(max(start, end - 1)) + (1 if end > start else 0)
        return Span(self.text.span.path, self._offset(start), last)

    def index(self, offset: int) -> int:
        """Return the place in the value of one in the source."""
        if not self.text.starts:
            return offset - self.text.span.start
        line = max(bisect_right(self.text.starts, offset) - 1, 0)
        return self.lines[line] + offset - self.text.starts[line]

    def _offset(self, index: int) -> int:
        if not self.text.starts:
            return self.text.span.start + index
        line = bisect_right(self.lines, index) - 1
        return self.text.starts[line] + index - self.lines[line]


def _is_stream(value: str, at: int) -> bool:
    """Tell whether the rest of a text is valid objects or lists, each of which begins a line; dots may follow."""
    size = len(value)
    while at < size and value[at] in "{[" and not value[value.rfind("\n", 0, at) + 1 : at].strip():
        try:
            at = _VALID.raw_decode(value, at)[1]
        except (ValueError, RecursionError):
            return False
        blank = _SPACE.match(value, at)
        at = blank.end() if blank else at
    return not value[at:].strip(" \t\r\n.…")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        raise _Repeated
    return out


def _reject(word: str) -> Any:
    raise ValueError(word)


_VALID = json.JSONDecoder(object_pairs_hook=_unique, parse_float=finite, parse_constant=_reject)


def _is_prose(value: str, faults: list[tuple[str, str, int, int]]) -> bool:
    """Tell ``[Words in brackets]`` from a list: nothing in it is quoted, nothing is named, and something is a word."""
    wordy = any(kind in ("bare-word", "unquoted-key") for kind, *_ in faults)
    return wordy and not any(char in value for char in "\":'“”")


def _is_deep(value: str) -> bool:
    """Tell whether brackets outside of strings are nested too deep."""
    if value.count("{") + value.count("[") <= DEEPEST:
        return False
    depth = 0
    for match in _brackets(value):
        depth += 1 if match["opens"] else -1
        if depth > DEEPEST:
            return True
    return False


def _brackets(value: str) -> Iterator[re.Match[str]]:
    """Yield the brackets outside of strings; where a string never ends, also those behind its beginning."""
    for match in _BRACKET.finditer(value):
        if match.lastgroup == "unclosed":
            yield from _BARE_BRACKET.finditer(value, match.start())
        elif match.lastgroup:
            yield match
