"""Compares what titles, names and sentences are about, by the words in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # a word of a name
CAMEL = re.compile(r"\A[a-z]++[A-Z]")  # a name that is no word of a sentence
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ENDINGS = ("ies", "es", "s", "ed", "ing")
_SHORTEST = 3  # letters that an ending leaves
_MAX_LISTED = 3  # names in a message
# Words that say nothing of what a text is about.
_EMPTY = frozenset(
    (
        *("a", "an", "and", "api", "as", "at", "by", "for", "from", "in", "into", "is", "its", "it", "of", "on", "or"),
        *("resourc", "resource", "that", "th", "the", "this", "to", "typ", "type", "with", "object", "objct", "specif"),
    )
)


@lru_cache(maxsize=16384)
def words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, without endings: "List shelves" is about list and shelv."""
    found = {_stem(word.lower()) for word in _WORD.findall(text)}
    return frozenset(found - _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    return word.rstrip("ey") or word


def is_about_other(text: str, this: str, other: str) -> bool:
    """Tell whether a text speaks of what another name or title has, and of nothing that only its own one has."""
    said, own, others = words(text), words(this), words(other)
    return bool(said & (others - own)) and bool(own - others) and not said & (own - others)


def verb_of(text: str, known: Mapping[str, frozenset[str]]) -> str:
    """Return the verb of a title or sentence, in the form of the dialect, "" for none that it knows."""
    first = text.split(" ", 1)[0].lower() if text else ""
    return first if first in known else (first.removesuffix("s") if first.removesuffix("s") in known else "")


def do_differ(one: str, other: str, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether no method but POST, which may do anything, does what two verbs say."""
    return not (verbs[one] & verbs[other]) - {"POST"}


@lru_cache(maxsize=8192)
def split(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, each once, in order."""
    return tuple(dict.fromkeys(word.lower() for word in WORD.findall(name)))


def listing(names: Sequence[str]) -> str:
    """Return names as a sentence has them: "a, b and 3 more"."""
    if len(names) > _MAX_LISTED:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)
