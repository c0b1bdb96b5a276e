"""Pairs names of two sides: those that are the same, and those that differ by a letter or by case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from docgen.names import folded

_SHORTEST = 4  # letters of names of which one may differ


def near(left: Iterable[str], right: Iterable[str]) -> dict[str, str]:
    """Return which of the names of one side stand for which of the other: each once, case before a letter.

    The names are those that are on one side alone.
    """
    free = dict.fromkeys(right)
    found: dict[str, str] = {}
    rest = []
    by_fold: dict[str, list[str]] = {}
    for name in free:
        by_fold.setdefault(folded(name) or name, []).append(name)
    for name in left:
        same = [other for other in by_fold.get(folded(name) or name, ()) if other in free]
        if same:
            found[name] = same[0]
            del free[same[0]]
        else:
            rest.append(name)
    around = _Neighbours(free)
    for name in rest:
        close = [other for other in around.of(name) if other in free]
        if len(close) == 1:
            found[name] = close[0]
            del free[close[0]]
    return found


class _Neighbours:
    """Finds names that are one letter away: both lose one letter, or two that stand beside each other change places."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_stump: dict[str, list[str]] = {}
        for name in names:
            if len(name) >= _SHORTEST:
                for stump in _stumps(name):
                    self._by_stump.setdefault(stump, []).append(name)

    def of(self, name: str) -> list[str]:
        if len(name) < _SHORTEST:
            return []
        met = dict.fromkeys(other for stump in _stumps(name) for other in self._by_stump.get(stump, ()))
        return [other for other in met if is_one_letter_off(name, other)]


def _stumps(name: str) -> Iterator[str]:
    small = name.lower()
    yield small
    yield from (small[:at] + small[at + 1 :] for at in range(len(small)))


def is_one_letter_off(one: str, other: str) -> bool:
    """Tell whether two names differ by one letter: added, left out, another one, or two in another order.

    Digits are no letters: ``line1`` is not ``line2``.
    """
    one, other = one.lower(), other.lower()
    if len(one) > len(other):
        one, other = other, one
    if len(one) < _SHORTEST - 1 or len(other) - len(one) > 1:
        return False
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[first:] == other[first + 1 :] and other[first].isalpha()
    if one[first + 1 :] == other[first + 1 :]:
        return first < len(one) and one[first].isalpha() and other[first].isalpha()
    return one[first:].startswith(_swapped(other[first : first + 2])) and one[first + 2 :] == other[first + 2 :]


def _swapped(two: str) -> str:
    return "".join(b + a for a, b in pairwise(two)) if two.isalpha() else "\0"
