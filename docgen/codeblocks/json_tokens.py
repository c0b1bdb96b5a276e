"""Reads one scalar of JSON text, valid or not, and reports what is wrong with it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?=[ \t\r\n\xa0,}\]]|//|/\*|#|\Z)")
_STRICT_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')
_MIXED_STRING = re.compile(r'"[^"“”„‟\\\n]*[“”„‟]')
_SMART_STRING = re.compile(r'[“”„‟][^“”„‟"\n]*[“”„‟"]|[‘’][^‘’\n]*[‘’]')
_LONG_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SINGLE_STRING = re.compile(r"'(?:[^'\\\n]|\\[^\n])*'")
_FOLLOWED = re.compile(r"[ \t\r\n\xa0]*(?:[,:}\]]|//|/\*|#|\Z)")
_COLON = re.compile(r"[ \t\r\n\xa0]*:")
_REST_OF_LINE = re.compile(r"[^\n]*")
_PLACEHOLDER = re.compile(r"\{[A-Za-z][A-Za-z0-9_. |-]*\}|\{\{[A-Za-z][A-Za-z0-9_.-]*\}\}")
_BARE_KEY = re.compile(r'[^\n{}\[\]:,"]+')
_BARE_VALUE = re.compile(r'[^\n{}\[\],"]+')
_COMMENT = re.compile(r"\s(?://|#|/\*)")
_CONTROL = re.compile("[\x00-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')

EXCERPT = 40  # characters of the text in the detail of a fault
_LENIENT = json.JSONDecoder(strict=False)
_LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}
_WRONG_LITERALS: dict[str, Any] = {
    **dict.fromkeys(("True", "TRUE"), True),
    **dict.fromkeys(("False", "FALSE"), False),
    **dict.fromkeys(("None", "NULL", "Null", "undefined"), None),
}
_NO_NUMBERS = frozenset(("NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF"))
# More strings than this that seemed to run over lines and did not: no further one is tried, so that time stays linear.
_MOST_LONG_STRINGS = 50


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A string, number or literal, or a word that stands where one should.

    ``faults`` are (kind, detail) pairs; ``quoted`` tells a string in quotes of any kind.
    """

    value: Any
    end: int
    quoted: bool = False
    faults: tuple[tuple[str, str], ...] = ()


class Reader(msgspec.Struct):
    """Reads the scalars of one text, from front to back."""

    text: str
    failures: int = 0

    def key(self, start: int) -> Scalar:
        """Return the scalar at a place where a key is expected."""
        return self._quoted(start) or _bare_key(self.text, start)

    def value(self, start: int) -> Scalar:
        """Return the scalar at a place where a value is expected."""
        return self._quoted(start) or _number(self.text, start) or _bare_value(self.text, start)

    def placeholder(self, start: int) -> Scalar | None:
        """Return ``{name}``, or ``{{name}}``, where it stands for a value and is no object."""
        match = _PLACEHOLDER.match(self.text, start)
        return _word(match[0], match.end()) if match and _FOLLOWED.match(self.text, match.end()) else None

    def _quoted(self, start: int) -> Scalar | None:
        char = self.text[start]
        if char == '"':
            return self._double_quoted(start)
        if char in "“”„‟‘’" and (match := _SMART_STRING.match(self.text, start)):
            return Scalar(match[0][1:-1], match.end(), True, (("smart-quotes", ""),))
        if char == "'" and (match := _SINGLE_STRING.match(self.text, start)):
            inner = match[0][1:-1].replace("\\'", "'")
            return Scalar(_decoded(inner.replace('"', '\\"'))[0], match.end(), True, (("single-quotes", ""),))
        return None

    def _double_quoted(self, start: int) -> Scalar:
        text = self.text
        short = _STRING.match(text, start)
        mixed = _MIXED_STRING.match(text, start) if short is None or not short[0].isascii() else None
        if mixed and (_COLON.match(text, mixed.end()) or not short) and _FOLLOWED.match(text, mixed.end()):
            return Scalar(mixed[0][1:-1], mixed.end(), True, (("smart-quotes", ""),))
        if short and _FOLLOWED.match(text, short.end()):
            return _string(short[0], short.end())
        if short and short[0] == '""' and (second := _STRING.match(text, start + 1)):
            scalar = _string(second[0], second.end())
            return msgspec.structs.replace(scalar, faults=(("doubled-quote", ""), *scalar.faults))
        if short and text.startswith('"', short.end()) and _FOLLOWED.match(text, short.end() + 1):
            scalar = _string(short[0], short.end() + 1)
            return msgspec.structs.replace(scalar, faults=(("doubled-quote", ""), *scalar.faults))
        if short is None and self.failures < _MOST_LONG_STRINGS:
            long = _LONG_STRING.match(text, start)
            if long and _FOLLOWED.match(text, long.end()):
                return _string(long[0], long.end())
            self.failures += 1
        if short:
            return _string(short[0], short.end())
        rest = _REST_OF_LINE.match(text, start + 1)
        assert rest is not None
        inner = rest[0].rstrip()
        inner = inner[:-1] if inner.endswith(",") else inner
        return Scalar(inner, start + 1 + len(inner), True, (("unterminated-string", ""),))


def finite(text: str) -> float:
    """Return a float. Raises ValueError where it is too large for one."""
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"{text[:20]} is too large")
    return value


def _string(token: str, end: int) -> Scalar:
    value, faults = _decoded(token[1:-1])
    return Scalar(value, end, True, faults)


def _decoded(inner: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what stands between quotes with its escapes resolved, and what is wrong with it."""
    faults: list[tuple[str, str]] = []
    value = inner
    if not inner.isprintable() and _CONTROL.search(inner):
        faults.append(("control-character", ""))
    if "\\" in inner:
        try:
            value = _LENIENT.decode(f'"{inner}"')
        except ValueError:
            faults.append(("bad-escape", ""))
            with suppress(ValueError):
                value = _LENIENT.decode(f'"{_BAD_ESCAPE.sub(_escaped, inner)}"')
    if _SURROGATE.search(value):
        faults.append(("half-character", ""))
        value = _SURROGATE.sub("\ufffd", value)
    return value, tuple(faults)


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match[1] else "\\\\"


def _number(text: str, start: int) -> Scalar | None:
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    word, end = match[0], match.end()
    strict = _STRICT_NUMBER.match(word)
    faults: tuple[tuple[str, str], ...] = ()
    if not strict:
        leading = word.lstrip("+-")[:2].isdigit() and word.lstrip("+-")[0] == "0"
        faults = (("leading-zero" if leading else "odd-number", word[:EXCERPT]),)
    convert: Callable[[str], Any] = int if word.lstrip("+-").isdigit() else finite
    try:
        return Scalar(convert(word), end, False, faults)
    except ValueError:
        return Scalar(word, end, False, (("oversized-number", word[:EXCERPT]),))


def _bare_key(text: str, start: int) -> Scalar:
    match = _BARE_KEY.match(text, start)
    if match is None:
        return Scalar(None, start + 1, False, (("stray-character", text[start]),))
    word = match[0].rstrip()
    return Scalar(word, start + len(word), False, (("unquoted-key", word[:EXCERPT]),))


def _bare_value(text: str, start: int) -> Scalar:
    match = _BARE_VALUE.match(text, start)
    if match is None:
        return Scalar(None, start + 1, False, (("stray-character", text[start]),))
    word = match[0]
    comment = _COMMENT.search(word)
    word = (word[: comment.start()] if comment else word).rstrip()
    return _word(word, start + len(word))


def _word(word: str, end: int) -> Scalar:
    if word in _LITERALS:
        return Scalar(_LITERALS[word], end)
    if word in _WRONG_LITERALS:
        return Scalar(_WRONG_LITERALS[word], end, False, (("wrong-literal", word),))
    kind = "not-a-number" if word in _NO_NUMBERS else "bare-word"
    return Scalar(word, end, False, ((kind, word[:EXCERPT]),))
