"""Writes plain data (mappings, sequences, scalars) as YAML or JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

import msgspec

# A plain scalar starts with a letter (or a sign that can begin nothing else), holds only characters without meaning
# inside a line, and neither ": " nor " #". Whatever falls outside is quoted: quoting is never wrong. Some readers of
# YAML 1.1 take an exponent without anything before it (e5) for a number.
_PLAIN = re.compile(
    r"(?![eE][-+]?[0-9_]+\Z)[A-Za-z_/$(]"
    r"(?:[^\x00-\x20\x7f-\xa0:#\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]++|:(?=\S)|(?<! )#| (?! |\Z))*+\Z"
)
# Words that a YAML 1.1 or 1.2 reader takes for a boolean, a null or a number.
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"))
# Characters that must be escaped, so that only a double-quoted scalar can hold them.
_ESCAPED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_BEFORE_BREAK = re.compile(r"[ \t](?:\n|\Z)")
# Readers look this far for the colon after a key; a longer key needs the explicit form.
_LONGEST_KEY = 1000
_SHORT = 100  # characters, of which each is written as six at most
_DEEPEST_CHUNK = 4  # columns: the operations of a path, and one schema, are written at once
_KNOWN = 32_768  # short scalars; long ones seldom come twice

_SEQUENCES = (list, tuple)


class _Quotes(dict[str, str]):
    """Strings as they are written on one line, remembered: documents repeat them a lot."""

    def __missing__(self, text: str) -> str:
        quoted = _quoted(text)
        if len(text) < _SHORT and len(self) < _KNOWN:
            self[text] = quoted
        return quoted


def to_yaml(content: Any) -> str:
    """Return the YAML text of plain data: key order kept, no anchors, no folded lines.

    A string that a reader of YAML 1.1 or 1.2 would take for something else is quoted; one of several lines is a
    literal block where that is safe. Half of a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    quotes = _Quotes()
    if isinstance(content, dict) and content:
        return "".join(
            lead + _chunk(key, value, indent, quotes) for lead, indent, key, value in _chunks(content, quotes)
        )
    if isinstance(content, _SEQUENCES) and content:
        out: list[str] = []
        _sequence(content, 0, out, quotes)
        return "".join(out)
    return _scalar(content, 2, quotes) + "\n"


def to_json(content: Any) -> str:
    """Return the JSON text of plain data, indented by two, letters as they are, with a line end at the end.

    Raises ValueError for a number that JSON cannot hold (an infinity, or not a number).
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    return msgspec.json.format(text, indent=2) + "\n"  # much quicker than json.dumps with an indent


def _chunks(
    content: dict[Any, Any], quotes: _Quotes, indent: int = 0, lead: str = ""
) -> Iterator[tuple[str, int, Any, Any]]:
    """Yield a mapping in parts (lead, indent, key, value): all its lines at once would take much memory.

    The lead are the keys around a part, which stand before the first one.
    """
    for key, value in content.items():
        if isinstance(value, dict) and value and indent < _DEEPEST_CHUNK:
            yield from _chunks(value, quotes, indent + 2, f"{lead}{' ' * indent}{_name(key, indent, quotes)}:\n")
        else:
            yield lead, indent, key, value
        lead = ""


def _chunk(key: Any, value: Any, indent: int, quotes: _Quotes) -> str:
    out: list[str] = []
    _mapping({key: value}, indent, out, quotes)
    return "".join(out)


def _mapping(content: dict[Any, Any], indent: int, out: list[str], quotes: _Quotes, first: str | None = None) -> None:
    """Write a block mapping; ``first`` stands before the first key where it follows a dash on the same line."""
    pad = " " * indent
    lead = pad if first is None else first
    for key, value in content.items():
        name = quotes[key] if key.__class__ is str and len(key) < _SHORT else _name(key, indent, quotes)
        kind = value.__class__
        if kind is str and "\n" not in value:
            out.append(f"{lead}{name}: {quotes[value]}\n")
        elif value and (kind is dict or isinstance(value, dict)):
            out.append(f"{lead}{name}:\n")
            _mapping(value, indent + 2, out, quotes)
        elif value and isinstance(value, _SEQUENCES):
            out.append(f"{lead}{name}:\n")
            _sequence(value, indent, out, quotes)
        else:
            out.append(f"{lead}{name}: {_scalar(value, indent + 2, quotes)}\n")
        lead = pad


def _sequence(content: Any, indent: int, out: list[str], quotes: _Quotes, first: str | None = None) -> None:
    """Write a block sequence; ``first`` stands before the first dash where it follows another on the same line."""
    lead = " " * indent + "- "
    for number, value in enumerate(content):
        start = first + "- " if number == 0 and first is not None else lead
        if isinstance(value, dict) and value:
            _mapping(value, indent + 2, out, quotes, start)
        elif isinstance(value, _SEQUENCES) and value:
            _sequence(value, indent + 2, out, quotes, start)
        else:
            out.append(f"{start}{_scalar(value, indent + 2, quotes)}\n")


def _name(key: Any, indent: int, quotes: _Quotes) -> str:
    name = quotes[str(key)] if isinstance(key, str) else _scalar(key, 0, quotes)
    return name if len(name) < _LONGEST_KEY else f"? {name}\n{' ' * indent}"


def _scalar(value: Any, indent: int, quotes: _Quotes) -> str:
    """Return one value on the line where it stands, or as a literal block indented by ``indent``."""
    if isinstance(value, str):
        return _literal(value, indent) if "\n" in value and _fits_literal(value) else quotes[str(value)]
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, _SEQUENCES):
        return "[]"
    return str(int(value))


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    return text if "." in text else text.replace("e", ".0e")  # YAML 1.1 wants the point


def _quoted(text: str) -> str:
    """Return a string as one line: plain, in single or in double quotes."""
    if _PLAIN.match(text) and text.lower() not in _WORDS:
        return text
    if _ESCAPED.search(text):
        return _ESCAPED.sub(_escape, encode_basestring(text))
    if "\n" in text:
        return encode_basestring(text)
    return "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    char = ord(match[0])
    return "\ufffd" if 0xD800 <= char <= 0xDFFF else f"\\u{char:04x}"


def _fits_literal(text: str) -> bool:
    """Tell whether a literal block keeps a text: nothing to escape, no blank at the start or at the end of a line."""
    return text[0] not in " \n" and not _ESCAPED.search(text) and not _BLANK_BEFORE_BREAK.search(text)


def _literal(text: str, indent: int) -> str:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomping = "-" if ends == 0 else "" if ends == 1 else "+"
    pad = " " * indent
    lines = "\n".join(pad + line if line else "" for line in body.split("\n"))
    return f"|{chomping}\n{lines}" + "\n" * (ends - 1)
