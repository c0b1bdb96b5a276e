"""Pairs the operations of two sides by method and path: bases and the names of slots do not matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from docgen.compare.names import is_one_letter_off
from docgen.contract.operations import Api, Operation

_SLOT = re.compile(r"\{[^{}]*\}")
_QUOTES = re.compile(r"'(\{\})'")
_Key = tuple[str, str]


class Pairs(msgspec.Struct, frozen=True):
    """The operations of two sides: those of both, those whose paths differ by a letter or case, those of one alone."""

    same: tuple[tuple[Operation, Operation], ...]
    near: tuple[tuple[Operation, Operation], ...]
    left: tuple[Operation, ...]
    right: tuple[Operation, ...]


def shape(path: str) -> str:
    """Return a path without the names of its slots, and without a slash at its end."""
    bare = _QUOTES.sub(r"\1", _SLOT.sub("{}", path.partition("?")[0]))
    return "/" + bare.strip("/")


def pair(left: Api, right: Api) -> Pairs:
    """Return which operations of two sides are the same."""
    prefix = _common_prefix(left, right)
    by_key: dict[_Key, Operation] = {}
    for one in reversed(right.operations):
        for key in _keys(one, right):
            by_key[key] = one
    for one in reversed(right.operations):
        by_key[one.method, shape(one.path)] = one
    same: list[tuple[Operation, Operation]] = []
    taken: set[int] = set()
    alone = []
    for one in left.operations:
        keys = (*_keys(one, left), *_moved(one, prefix))
        found = next((by_key[key] for key in keys if key in by_key and id(by_key[key]) not in taken), None)
        if found is None:
            alone.append(one)
        else:
            taken.add(id(found))
            same.append((one, found))
    others = [one for one in right.operations if id(one) not in taken]
    near = tuple(_near(alone, others, prefix))
    lost = {id(one) for pair_ in near for one in pair_}
    return Pairs(
        tuple(same),
        near,
        tuple(one for one in alone if id(one) not in lost),
        tuple(one for one in others if id(one) not in lost),
    )


def _keys(one: Operation, api: Api) -> Iterator[_Key]:
    """Yield what an operation is known by: its path, alone and behind each of the bases of its servers."""
    yield one.method, shape(one.path)
    for base in one.bases or api.bases:
        if base:
            yield one.method, shape(base + one.path)


def _moved(one: Operation, prefix: str) -> Iterator[_Key]:
    """Yield the path with the prefix that the other side has in addition, or without the one that it lacks."""
    path = shape(one.path)
    if prefix.startswith("+"):
        yield one.method, shape(prefix[1:] + path)
    elif prefix and path.startswith(f"{prefix}/"):
        yield one.method, path.removeprefix(prefix)


def _common_prefix(left: Api, right: Api) -> str:
    """Return what the paths of the left side have before those of the right one, behind a plus what they lack; or "".

    Where one side writes a base into its paths and the other into an address that is not known, most paths tell.
    """
    known = {key for one in right.operations for key in _keys(one, right)}
    lost = [one for one in left.operations if not any(key in known for key in _keys(one, left))]
    if len(lost) * 2 <= len(left.operations) or not right.operations:
        return ""
    votes: Counter[str] = Counter()
    ends = _ends((one.method, shape(one.path)) for one in right.operations)
    starts = {(one.method, shape(one.path)) for one in right.operations}
    for one in lost:
        path = shape(one.path)
        steps = path.split("/")[1:]
        for at in range(1, len(steps)):
            if (one.method, "/" + "/".join(steps[at:])) in starts:
                votes["/" + "/".join(steps[:at])] += 1
        for before in ends.get((one.method, path), ()):
            votes[f"+{before}"] += 1
    best = max(votes.items(), key=lambda item: (item[1], -len(item[0]), item[0]), default=("", 0))
    return best[0] if best[1] * 2 > len(lost) else ""


def _ends(keys: Iterable[_Key]) -> dict[_Key, list[str]]:
    """Return what stands before each end of some paths."""
    out: dict[_Key, list[str]] = {}
    for method, path in keys:
        steps = path.split("/")[1:]
        for at in range(1, min(len(steps), 6)):
            out.setdefault((method, "/" + "/".join(steps[at:])), []).append("/" + "/".join(steps[:at]))
    return out


def _near(left: Sequence[Operation], right: Sequence[Operation], prefix: str) -> Iterator[tuple[Operation, Operation]]:
    """Yield operations that are meant to be the same: one segment of the path differs by a letter, or any by case."""
    by_case: dict[_Key, list[Operation]] = {}
    by_gap: dict[tuple[str, int, str], list[Operation]] = {}
    for one in right:
        path = shape(one.path)
        by_case.setdefault((one.method, path.lower()), []).append(one)
        for at, masked in _gaps(path):
            by_gap.setdefault((one.method, at, masked), []).append(one)
    taken: set[int] = set()
    for one in left:
        paths = [shape(one.path), *(key[1] for key in _moved(one, prefix))]
        found = [other for path in paths for other in by_case.get((one.method, path.lower()), ())]
        if not found:
            found = [
                other
                for path in paths
                for at, masked in _gaps(path)
                for other in by_gap.get((one.method, at, masked), ())
                if is_one_letter_off(path.split("/")[at], shape(other.path).split("/")[at])
            ]
        free = {id(other): other for other in found if id(other) not in taken}
        if len(free) == 1:
            taken.update(free)
            yield one, next(iter(free.values()))


def _gaps(path: str) -> Iterator[tuple[int, str]]:
    """Yield each literal segment's number and the path without it."""
    steps = path.split("/")
    for at, step in enumerate(steps):
        if step and "{" not in step:
            yield at, "/".join((*steps[:at], "*", *steps[at + 1 :]))
