"""Finds in a regular expression what makes a search take longer than a text grows."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # the parser of the standard library has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY = 200  # a repetition of up to so many characters costs no more than that
_SAMPLE = frozenset(map(chr, range(32, 127))) | frozenset("\n\t\xa0é–")
_CATEGORIES = {
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    op.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    op.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
    op.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}


class _Edges(NamedTuple):
    """What repetitions match with which a part of a pattern may begin and end, and whether it may match nothing."""

    first: frozenset[str]
    last: frozenset[str]
    may_be_empty: bool
    slow: bool = False


_NOTHING = _Edges(frozenset(), frozenset(), may_be_empty=True)
_SOMETHING = _Edges(frozenset(), frozenset(), may_be_empty=False)


def slowness(pattern: str) -> str:
    """Return why a search for a pattern may take time that grows faster than the text, "" where it does not."""
    slow = _sequence(_parser.parse(pattern)).slow
    return "two repetitions that match the same characters meet; that takes too long" if slow else ""


def _sequence(items: Iterable[Any]) -> _Edges:
    out = _NOTHING
    for code, value in items:
        here = _edges(code, value)
        out = _Edges(
            out.first | here.first if out.may_be_empty else out.first,
            out.last | here.last if here.may_be_empty else here.last,
            out.may_be_empty and here.may_be_empty,
            out.slow or here.slow or bool(out.last & here.first),
        )
    return out


def _edges(code: Any, value: Any) -> _Edges:
    if code in _REPEATS:
        return _repetition(value[0], value[1], value[2])
    if code is op.SUBPATTERN:
        return _sequence(value[3])
    if code is op.ATOMIC_GROUP:
        return _sequence(value)
    if code is op.BRANCH:
        branches = [_sequence(branch) for branch in value[1]]
        return _Edges(
            frozenset().union(*(one.first for one in branches)),
            frozenset().union(*(one.last for one in branches)),
            any(one.may_be_empty for one in branches),
            any(one.slow for one in branches),
        )
    if code in (op.ASSERT, op.ASSERT_NOT):
        return _NOTHING._replace(slow=_sequence(value[1]).slow)
    return _NOTHING if code is op.AT else _SOMETHING


def _repetition(least: int, most: int, body: Any) -> _Edges:
    inner = _sequence(body)
    empty = least == 0 or inner.may_be_empty
    if most <= _MANY:
        return inner._replace(may_be_empty=empty)
    characters = _matched(*body[0]) if len(body) == 1 else frozenset()
    slow = inner.slow or bool(inner.last & inner.first)  # it comes after itself
    return _Edges(inner.first | characters, inner.last | characters, empty, slow)


def _matched(code: Any, value: Any) -> frozenset[str]:
    if code is op.LITERAL:
        return frozenset((chr(value),))
    if code is op.NOT_LITERAL:
        return _SAMPLE - {chr(value)}
    if code is op.ANY:
        return _SAMPLE - {"\n"}
    if code is op.CATEGORY:
        return frozenset(filter(_CATEGORIES[value], _SAMPLE))
    if code is op.RANGE:
        return frozenset(one for one in _SAMPLE if value[0] <= ord(one) <= value[1])
    if code is not op.IN:
        return frozenset()
    members = [item for item in value if item[0] is not op.NEGATE]
    found = frozenset().union(*(_matched(*item) for item in members))
    return _SAMPLE - found if len(members) < len(value) else found
