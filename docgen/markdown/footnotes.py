"""Take the marks of footnotes, and badges, off the text of a cell that holds names."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"<sup\b[^<>]*>.*?</sup>|\\?\[\^?\d+\\?\](?!\()|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2020\u2021]"
    r"|(?<=[^\s<>])\s?<a\b[^<>]*>\s?[(\[]?\d{1,2}[)\]]?\s?</a>"
    r"|(?<=[^\s<>])\s?<(?P<tag>span|small|sub|kbd|mark)\b[^<>]*>[^<>]*</(?P=tag)>",
    re.IGNORECASE | re.DOTALL,
)


def without_footnotes(text: str) -> str:
    """Return a text without superscripts, numbers in brackets or links of HTML, and what a tag adds behind a name."""
    return _MARK.sub("", text) if "<" in text or "[" in text or not text.isascii() else text
