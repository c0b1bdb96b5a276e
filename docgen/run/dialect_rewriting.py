"""Rewrites the text of pages as a dialect says, and moves what was read off it back to where it stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from docgen.diagnostic import Fix
from docgen.dialects import Rewriting
from docgen.source import Source, Span


class Change(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a text that was replaced: where it begins and ends before and after."""

    before: tuple[int, int]
    after: tuple[int, int]


Changes = tuple[tuple[Change, ...], ...]
"""What each rewriting replaced, in their order; each stands in the text that the one before it left."""


def rewritten(source: Source, rules: Sequence[Rewriting]) -> tuple[Source, Changes]:
    """Return a source with everything replaced that is to be, and what was changed."""
    all_changes: list[tuple[Change, ...]] = []
    for rule in rules:
        text, changes = _replaced(source.text, rule)
        if changes:
            all_changes.append(changes)
            undecodable = tuple(_forward(offset, changes) for offset in source.undecodable)
            source = msgspec.structs.replace(source, text=text, undecodable=undecodable)
    return source, tuple(all_changes)


def _replaced(text: str, rule: Rewriting) -> tuple[str, tuple[Change, ...]]:
    pieces: list[str] = []
    changes: list[Change] = []
    last = length = 0
    for match in rule.find.finditer(text):
        if "\n" in match[0]:
            continue  # lines are those of the file
        new = match.expand(rule.with_)
        pieces += [text[last : match.start()], new]
        length += match.start() - last
        changes.append(Change(match.span(), (length, length + len(new))))
        length += len(new)
        last = match.end()
    return "".join([*pieces, text[last:]]), tuple(changes)


def _forward(offset: int, changes: Sequence[Change]) -> int:
    at = bisect_right(changes, offset, key=lambda one: one.before[0]) - 1
    if at < 0:
        return offset
    change = changes[at]
    return change.after[0] if offset < change.before[1] else offset - change.before[1] + change.after[1]


def _back(offset: int, changes: Sequence[Change], *, is_end: bool) -> int:
    """Return where an offset of a rewritten text was; what is inside a replacement begins and ends with it."""
    at = bisect_right(changes, offset, key=lambda one: one.after[0]) - 1
    if at < 0:
        return offset
    change = changes[at]
    if offset >= change.after[1] and not (is_end and offset == change.after[0]):
        return offset - change.after[1] + change.before[1]
    if is_end and offset > change.after[0]:
        return change.before[1]
    return change.before[0]


def restored(value: Any, changes: Mapping[str, Changes]) -> Any:
    """Return facts or findings with all spans where they stand in the files; ``changes`` are by path.

    The fix of a finding is left out where it would change what was replaced.
    """
    if isinstance(value, Span):
        return _restored_span(value, changes.get(value.path, ()))
    if isinstance(value, Fix) and any(_touches(edit.span, changes.get(edit.span.path, ())) for edit in value.edits):
        return None
    if isinstance(value, msgspec.Struct):
        moved = {name: restored(getattr(value, name), changes) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **moved)
    if isinstance(value, tuple):
        return tuple([restored(one, changes) for one in value])
    return value


def _restored_span(span: Span, changes: Changes) -> Span:
    start, end = span.start, span.end
    for each in reversed(changes):
        is_empty = end <= start
        start = _back(start, each, is_end=False)
        end = start if is_empty else max(start, _back(end, each, is_end=True))
    return Span(span.path, start, end)


def _touches(span: Span, changes: Changes) -> bool:
    """Tell whether a span of a rewritten text holds a part of what was replaced, or lies beside it."""
    start, end = span.start, span.end
    for each in reversed(changes):
        if any(change.after[0] <= end and start <= change.after[1] for change in each):
            return True
        start, end = _back(start, each, is_end=False), _back(end, each, is_end=True)
    return False
