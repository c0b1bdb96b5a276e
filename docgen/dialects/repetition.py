"""Finds in a regular expression what makes a search take longer than a text grows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]  # the parser of the standard library has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_GIVING = (op.MAX_REPEAT, op.MIN_REPEAT)  # repetitions that give characters back, or take more of them
_REPEATS = (*_GIVING, op.POSSESSIVE_REPEAT)
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
_PLACES = (op.AT, op.ASSERT, op.ASSERT_NOT)
_GROUPS = (op.SUBPATTERN, op.ATOMIC_GROUP, op.BRANCH)
_ONCE = (op.AT_BEGINNING, op.AT_BEGINNING_STRING, op.AT_END, op.AT_END_STRING)  # places that a text has once
_WORD = frozenset(filter(_CATEGORIES[op.CATEGORY_WORD], _SAMPLE))
_MEET = "two repetitions that match the same characters meet; that takes too long"
_BEGIN = "a repetition at its beginning is tried anew at each of its characters; that takes too long"


class _Edges(NamedTuple):
    """What repetitions match with which a part of a pattern may begin and end, and whether it may match nothing.

    ``last`` are those that give characters back where what follows does not match.
    """

    first: frozenset[str]
    last: frozenset[str]
    may_be_empty: bool
    slow: bool = False


_NOTHING = _Edges(frozenset(), frozenset(), may_be_empty=True)
_SOMETHING = _Edges(frozenset(), frozenset(), may_be_empty=False)


def slowness(pattern: str, flags: int = 0, *, searched: bool = False) -> str:
    """Return why a pattern may take time that grows faster than the text, "" where it does not.

    ``searched`` tells that it is looked for anywhere in a text, and not only matched at one place.
    """
    items = _parser.parse(pattern, flags)
    if _sequence(items).slow:
        return _MEET
    return _BEGIN if searched and _begins(items, items.state.flags, _Start()) else ""


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
        found = _repetition(value[0], value[1], value[2])
        if code is op.POSSESSIVE_REPEAT:
            return found._replace(last=frozenset())
        return found if value[1] <= _MANY else found._replace(slow=found.slow or _is_ambiguous(value[2]))
    if code is op.SUBPATTERN:
        return _sequence(value[3])
    if code is op.ATOMIC_GROUP:
        return _sequence(value)._replace(last=frozenset())
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


def _is_ambiguous(body: Sequence[Any]) -> bool:
    """Tell whether a repeated part may match in one turn what it matches in two, as ``[A-Z][A-Za-z]*`` does.

    Then a text of n turns has up to 2**n ways, all of which are tried where what follows does not match.
    """
    whole = () if _sequence(body).may_be_empty else body
    return any(
        _is_within((*before, *after), characters)
        or (whole and _is_within(whole, characters) and (_is_within(before, ()) or _is_within(after, ())))
        for before, characters, after in _inner(body, (), ())
    )


def _inner(items: Sequence[Any], before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield what the repetitions within a part match, each with what stands before and behind it in one turn."""
    for at, (code, value) in enumerate(items):
        around = ((*before, *items[:at]), (*items[at + 1 :], *after))
        if code in _GIVING:
            _, most, body = value
            if most > _MANY:
                yield around[0], _matched(*body[0]) if len(body) == 1 else frozenset(), around[1]
            yield from _inner(body, *around)
        elif code in _GROUPS and code is not op.ATOMIC_GROUP:
            for inner in _parts(code, value):
                yield from _inner(inner, *around)


def _is_within(items: Iterable[Any], characters: Collection[str]) -> bool:
    """Tell whether a sequence may match nothing but such characters; where it looks around, it is not known to."""
    for code, value in items:
        if code in _REPEATS:
            within = value[0] == 0 or _is_within(value[2], characters)
        elif code in _GROUPS:
            within = any(_is_within(inner, characters) for inner in _parts(code, value))
        else:
            within = not _matched(code, value).isdisjoint(characters)
        if not within:
            return False
    return True


class _Start(NamedTuple):
    """Where a pattern begins to match: not behind ``before``, and, where that is known, at one of ``at``."""

    before: frozenset[str] = frozenset()
    at: frozenset[str] | None = None

    def is_within(self, characters: frozenset[str]) -> bool:
        """Tell whether the pattern may begin at each of many characters that a repetition matches."""
        inside = characters - self.before
        return bool(inside) if self.at is None else bool(inside) and bool(self.at & characters)


def _begins(items: Sequence[Any], flags: int, start: _Start) -> bool:
    """Tell whether a pattern begins with a repetition, or with a character of one, and may fail to match behind it."""
    for at, (code, value) in enumerate(items):
        rest = items[at + 1 :]
        if code in _PLACES:
            start = start if start.at is not None else _Start(start.before | _excluded(code, value, flags))
        elif code in _GROUPS:
            return any(_begins([*inner, *rest], flags, start) for inner in _parts(code, value))
        elif code in _REPEATS:
            least, most, body = value
            if _begins([*body, *rest], flags, start) if most <= _MANY else _is_tried_anew(body, rest, start):
                return True
            if least and not _sequence(body).may_be_empty:
                return False
        elif start.at is None:
            start = start._replace(at=_matched(code, value))
        else:
            return False
    return False


def _parts(code: Any, value: Any) -> Sequence[Any]:
    """Return the sequences of which a group is one."""
    if code is op.SUBPATTERN:
        return (value[3],)
    return (value,) if code is op.ATOMIC_GROUP else list(value[1])


def _is_tried_anew(body: Sequence[Any], rest: Sequence[Any], start: _Start) -> bool:
    """Tell whether a pattern may begin at many characters of a repetition, and fail behind it each time."""
    if len(body) > 1 and start.at is not None:  # which characters it matches one after the other is not known here
        return False
    characters = _matched(*body[0]) if len(body) == 1 else _SAMPLE
    return start.is_within(characters) and not all(_is_sure(item, characters) for item in rest)


def _is_sure(item: Any, characters: frozenset[str]) -> bool:
    """Tell whether a part matches whatever stands there, at most after a repetition of characters gave one back."""
    code, value = item
    if code in _REPEATS:
        return bool(value[0] == 0)
    if code is op.ASSERT_NOT:
        return value[0] > 0 and not _matched(*value[1][0]) & characters
    if code in _GROUPS:
        return any(all(_is_sure(one, characters) for one in inner) for inner in _parts(code, value))
    return code is op.AT and value is op.AT_BOUNDARY


def _excluded(code: Any, value: Any, flags: int) -> frozenset[str]:
    """Return which characters cannot stand before a place."""
    if code is op.AT:
        if value is op.AT_BOUNDARY:
            return _WORD  # where one follows
        if value is op.AT_BEGINNING and flags & op.SRE_FLAG_MULTILINE:
            return _SAMPLE - {"\n"}
        return _SAMPLE if value in _ONCE else frozenset()
    direction, body = value
    found = _matched(*body[0]) if direction < 0 and len(body) == 1 else frozenset()
    return _SAMPLE - found if found and code is op.ASSERT else found


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
