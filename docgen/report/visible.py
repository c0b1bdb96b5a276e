"""Escapes characters of a page that could move a cursor or hide text in a terminal."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

# Controls, direction marks, zero-width and other characters that a terminal obeys or does not show.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_TAB_WIDTH = 4


def visible(text: str) -> str:
    """Return a text with every control or invisible character replaced by a picture or its code point."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(lambda match: _picture(match.group()), text)


def cell(char: str) -> str:
    """Return how one character of an excerpt is shown; a tab becomes spaces."""
    return " " * _TAB_WIDTH if char == "\t" else visible(char)


def width(text: str) -> int:
    """Return how many columns of a terminal a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _picture(char: str) -> str:
    point = ord(char)
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else f"<U+{point:04X}>"
