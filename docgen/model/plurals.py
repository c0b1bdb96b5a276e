"""Says what one of several things is called."""

from __future__ import annotations

import re

from docgen.dialects import Urls

CAMEL = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])\d*|\d+")
_ALONE = re.compile(r"(?:ss|us|is)\Z")  # the end of words that are no plural
_PLURALS = ((re.compile(r"ies\Z"), "y"), (re.compile(r"(?:(?<=ss|ch|sh|zz)|(?<=x))es\Z|s\Z"), ""))


def one_of(words: str, urls: Urls) -> str:
    """Return the words of one of several things: as the dialect has its last word, else by the end of it."""
    word = next(iter(CAMEL.findall(words)[-1:]), "")
    known = urls.plurals.get(word.lower())
    if known is not None:
        return f"{words.removesuffix(word)}{known.capitalize()}"
    if not words.endswith("s") or _ALONE.search(words):
        return words
    return next(expression.sub(ending, words) for expression, ending in _PLURALS if expression.search(words))
