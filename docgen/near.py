"""Finds the words that differ in few letters from another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

_SHORTEST = 3  # letters of a word that can be a slip of another one
_EVERY = 8  # a word may differ in one letter, and in one more for so many letters that it has
_LONGEST = 40  # letters; what is longer is no word
_ENDINGS = frozenset(("s", "es", "d", "r", "ed", "er"))
_OPPOSITES = frozenset(("un", "in", "re", "de", "a"))
_BY_INDEX = 2  # differences that the index finds: for more it would have too many entries
_MOST = 4  # differences; what differs in more is something else, however long it is


def nearest(word: str, words: Iterable[str], *, sure: bool = False) -> str:
    """Return which of some words, or names of several words, another one may be a slip of or is, "" for none.

    It may differ in one letter, from eight letters on in two, from 16 in three, and from 24 in four. ``sure`` tells
    that one of the words must be meant, as where no other is allowed: half as many letters are enough then.
    """
    found = ("", _MOST + 1)
    every = _EVERY // 2 if sure else _EVERY
    most = _allowed(word, _MOST, every)
    letters = frozenset(word)
    for near in words:
        allowed = min(most, _allowed(near, _MOST, every), found[1])
        if abs(len(near) - len(word)) > allowed:
            continue
        if len(letters.symmetric_difference(near)) <= 2 * allowed:  # quick to tell; a difference changes two at most
            count = differences(word, near, allowed)
            if count <= allowed and (count, near) < (found[1], found[0]):
                found = (near, count)
    return found[0]


def _allowed(word: str, most: int, every: int = _EVERY) -> int:
    """Return in how many letters a word may differ from one that it is a slip of."""
    return min(1 + len(word) // every, most) if len(word) >= _SHORTEST else 0


class NearWords:
    """The words of a vocabulary, to be asked often for those that another word may be a slip of.

    To ask takes as long as the word is, whatever the size of the vocabulary: words that differ in a letter are equal
    once a letter is left out of each. Letters put in, left out, changed, and two neighbors that are swapped are one
    difference each; two are allowed in words of eight letters and more.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if _SHORTEST <= len(word) <= _LONGEST:
                for rest in _rests(word, _most(word)):
                    self._by_rest[rest].append(word)

    def of(self, word: str) -> list[str]:
        """Return the words that one is nearly, the nearest first, then in alphabetical order."""
        if not _SHORTEST <= len(word) <= _LONGEST:
            return []
        most = _most(word)
        found = {near for rest in _rests(word, most) for near in self._by_rest.get(rest, ())}
        ranked = ((differences(word, near), near) for near in found if near != word)
        return [near for count, near in sorted(ranked) if count <= min(most, _most(near))]


def _most(word: str) -> int:
    return _allowed(word, _BY_INDEX)


def _rests(word: str, most: int) -> Iterator[str]:
    """Yield a word, and what is left of it without one letter, or without two."""
    seen = {word}
    last = [word]
    for _ in range(most):
        last = [rest for each in last for at in range(len(each)) if (rest := each[:at] + each[at + 1 :]) not in seen]
        seen.update(last)
    yield from sorted(seen)


def differences(one: str, other: str, most: int | None = None) -> int:
    """Return how many letters are put in, left out, changed or swapped with their neighbor between two words.

    Where there are more than ``most``, it returns some number that is greater.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if most is not None and min(row) > most and min(before) > most:
            return most + 1
    return row[-1]


def are_forms(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: singular and plural, of a verb, or with a prefix."""
    shorter, longer = sorted((one, other), key=len)
    return longer.removeprefix(shorter) in _ENDINGS or longer.removesuffix(shorter) in _OPPOSITES
