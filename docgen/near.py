"""Finds the words that differ in a letter or two from another one, by an index of words with letters left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

_SHORTEST = 3  # letters of a word that can be a slip of another one
_LONG = 8  # letters from which on a word may differ in two places
_LONGEST = 40  # letters; what is longer is no word
_ENDINGS = frozenset(("s", "es", "d", "r", "ed", "er"))
_OPPOSITES = frozenset(("un", "in", "re", "de", "a"))


class NearWords:
    """The words of a vocabulary, to be asked for those that another word may be a slip of.

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
    return 2 if len(word) >= _LONG else 1


def _rests(word: str, most: int) -> Iterator[str]:
    """Yield a word, and what is left of it without one letter, or without two."""
    seen = {word}
    last = [word]
    for _ in range(most):
        last = [rest for each in last for at in range(len(each)) if (rest := each[:at] + each[at + 1 :]) not in seen]
        seen.update(last)
    yield from sorted(seen)


def differences(one: str, other: str) -> int:
    """Return how many letters are put in, left out, changed or swapped with their neighbor between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def are_forms(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: singular and plural, of a verb, or with a prefix."""
    shorter, longer = sorted((one, other), key=len)
    return longer.removeprefix(shorter) in _ENDINGS or longer.removesuffix(shorter) in _OPPOSITES
