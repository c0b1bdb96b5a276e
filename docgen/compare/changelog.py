"""Writes changes as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from docgen.compare.changes import Change, Level
from docgen.source import Position, Span

Place = Callable[[Span], Position | None]
_TITLES = {Level.BREAKING: "Breaking", Level.COMPATIBLE: "Not breaking", Level.TEXT: "Text only"}


def text(changes: Sequence[Change], place: Place) -> str:
    """Return changes for people, one a line, the breaking ones first."""
    lines = []
    for level, listed in groupby(changes, key=lambda one: one.level):
        lines.append(f"{_TITLES[level]}:")
        lines += [f"  {one.subject}: {one.message}{_where(one, place)}" for one in listed]
    return "".join(f"{line}\n" for line in lines)


def markdown(changes: Sequence[Change], place: Place) -> str:
    """Return changes for a changelog or a pull request: a heading for each level, and a list for each subject."""
    return "\n".join(_markdown(changes, place)) + "\n" if changes else "No changes.\n"


def _markdown(changes: Sequence[Change], place: Place) -> Iterator[str]:
    for number, (level, listed) in enumerate(groupby(changes, key=lambda one: one.level)):
        yield from ([""] if number else [])
        yield f"### {_TITLES[level]}"
        yield ""
        for one in listed:
            yield f"- `{one.subject.replace('`', '')}`: {_escaped(one.message)}{_where(one, place)}"


def json_text(changes: Sequence[Change], place: Place) -> str:
    """Return changes as a JSON array of objects."""
    lines = [json.dumps(_object(one, place)) for one in changes]
    return "[\n  " + ",\n  ".join(lines) + "\n]\n" if lines else "[]\n"


FORMATS: Mapping[str, Callable[[Sequence[Change], Place], str]] = {
    "text": text,
    "markdown": markdown,
    "json": json_text,
}


def _object(one: Change, place: Place) -> dict[str, Any]:
    at = place(one.span)
    return {
        "level": one.level.value,
        "kind": one.kind,
        "subject": one.subject,
        "message": one.message,
        "old": one.old,
        "new": one.new,
        "path": one.span.path,
        "line": at.line if at else 0,
        "column": at.column if at else 0,
    }


def _where(one: Change, place: Place) -> str:
    at = place(one.span)
    return f" ({one.span.path}:{at.line})" if at else ""


def _escaped(message: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in message)
