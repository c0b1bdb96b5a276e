"""Derives from a regular expression words that every matching text holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import product
from math import inf
from re import _constants as op  # type: ignore[attr-defined]  # the parser of the standard library has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_NOTHING_REQUIRED = frozenset(("",))
_MAX_WORDS = 32  # more alternatives take as long to look for as the pattern itself
_SELECTIVE = 8  # characters that all words share, which say as much as the words, and are looked for at once
_MAX_CLASS = 10  # characters of a class that are spelt out
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_WIDTHLESS = (op.AT, op.ASSERT, op.ASSERT_NOT)

_Words = frozenset[str]


def required_words(pattern: str, flags: int) -> tuple[str, ...]:
    """Return words, in lower case, of which every text that ``pattern`` matches holds one; ``("",)`` if there are none.

    Looking for a few words takes a fraction of the time that the search for a pattern does. There are no words at all
    where the pattern matches no text.
    """
    words = _required(_parser.parse(pattern, flags))
    shared = _shared(words)
    if len(shared) >= _SELECTIVE:
        return (shared,)
    return tuple(sorted(_fewest(words)))


def alternatives(pattern: str, flags: int) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return what each alternative of ``pattern`` requires: groups of words, in lower case, and one word of each group.

    () for a pattern without alternatives.
    """
    items = _parser.parse(pattern, flags)
    return tuple(map(_groups, items[0][1][1])) if len(items) == 1 and items[0][0] is op.BRANCH else ()


def _groups(items: Iterable[Any]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of which a sequence of items requires a word each, the most selective first."""
    flat = list(_flat(items))
    around = [_required(value[1]) for code, value in flat if code is op.ASSERT]
    groups = dict.fromkeys(tuple(sorted(_fewest(words))) for words in (*_candidates(flat), *around))
    telling = [words for words in groups if all(map(str.strip, words))]  # a blank stands in nearly every text
    return tuple(sorted(telling, key=_selectivity, reverse=True))


def _flat(items: Iterable[Any]) -> Iterator[Any]:
    """Yield items with those of groups in their place."""
    for code, value in items:
        if code is op.SUBPATTERN:
            yield from _flat(value[3])
        else:
            yield code, value


def _fewest(words: Iterable[str]) -> _Words:
    """Return words without those that hold another one of them."""
    kept: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def _shared(words: _Words) -> str:
    """Return the longest text that all words hold; of several the first one, "" for no words."""
    first, *others = sorted(words, key=lambda word: (len(word), word)) or ("",)
    for length in range(len(first), 0, -1):
        for start in range(len(first) - length + 1):
            if all(first[start : start + length] in other for other in others):
                return first[start : start + length]
    return ""


def _required(items: Iterable[Any]) -> _Words:
    """Return the most selective words of a sequence of items."""
    return max(_candidates(items), key=_selectivity)


def _candidates(items: Iterable[Any]) -> list[_Words]:
    """Return the words of each run of literals in a sequence of items, and those that each other item requires."""
    candidates = [_NOTHING_REQUIRED]
    run = _NOTHING_REQUIRED
    for code, value in items:
        texts = _texts(code, value)
        if texts is not None and len(run) * len(texts) <= _MAX_WORDS:
            run = frozenset(a + b for a, b in product(run, texts))
            continue
        candidates += [run, _inside(code, value)]
        run = texts or _NOTHING_REQUIRED
    return [*candidates, run]


def _selectivity(words: Collection[str]) -> tuple[float, int]:
    return min(map(len, words), default=inf), -len(words)


def _inside(code: Any, value: Any) -> _Words:
    """Return what one item requires."""
    if code in _REPEATS and value[0] > 0:
        return _required(value[2])
    if code is op.SUBPATTERN:
        return _required(value[3])
    if code is op.ATOMIC_GROUP:
        return _required(value)
    if code is op.BRANCH:
        words = _fewest(word for branch in value[1] for word in _required(branch))
        return words if len(words) <= _MAX_WORDS else _NOTHING_REQUIRED
    return _NOTHING_REQUIRED


def _texts(code: Any, value: Any) -> _Words | None:
    """Return every text, in lower case, that one item matches, or None where they are too many to be spelt out."""
    if code is op.LITERAL:
        return frozenset((chr(value).lower(),))
    if code is op.FAILURE or (code is op.ASSERT_NOT and not value[1]):  # what no text matches: (?!)
        return frozenset()
    if code in _WIDTHLESS:
        return _NOTHING_REQUIRED
    if code is op.IN:
        return _characters(value)
    if code is op.SUBPATTERN:
        return _sequence_texts(value[3])
    if code is op.BRANCH:
        return _union(map(_sequence_texts, value[1]))
    if code in _REPEATS and value[1] == 1:
        once = _sequence_texts(value[2])
        return once | _NOTHING_REQUIRED if once is not None and value[0] == 0 else once
    return None


def _sequence_texts(items: Iterable[Any]) -> _Words | None:
    texts = _NOTHING_REQUIRED
    for code, value in items:
        one = _texts(code, value)
        if one is None or len(texts) * len(one) > _MAX_WORDS:
            return None
        texts = frozenset(a + b for a, b in product(texts, one))
    return texts


def _union(branches: Iterable[_Words | None]) -> _Words | None:
    """Return the texts of all branches; None where one has none that can be spelt out, or there are too many."""
    known = list(branches)
    out = frozenset(word for branch in known if branch for word in branch)
    return out if None not in known and len(out) <= _MAX_WORDS else None


def _characters(members: Iterable[Any]) -> _Words | None:
    """Return the characters of a class; None for one with a category, a negated one, or a large one."""
    out: set[str] = set()
    for code, value in members:
        if code is op.LITERAL:
            out.add(chr(value).lower())
        elif code is op.RANGE and value[1] - value[0] < _MAX_CLASS:
            out.update(chr(point).lower() for point in range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(out) if len(out) <= _MAX_CLASS else None
