"""Reports periods in the examples of a set that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic
from docgen.dialects import Samples
from docgen.extract.facts import JsonFact

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?=[.Z]|\Z)")
_DEEPEST = 8
_MINUTE = 16  # characters of a time up to its minutes
_Pointer = tuple[str | int, ...]


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the ends in the bodies of examples that are before their beginnings."""
    for page in whole.pages:
        samples = whole.dialect(page).samples
        for operation in page.operations:
            for example in operation.examples:
                for body in (example.request_body, example.response_body):
                    if body is not None:
                        yield from _of_body(body, whole, samples)


def _of_body(body: JsonFact, whole: DocsetView, samples: Samples) -> Iterator[Diagnostic]:
    for pointer, first, last in _reversed(body.value, (), samples):
        place = whole.place(body.span, pointer)
        if place:
            name = str(pointer[-2] if pointer[-1] == samples.time_member else pointer[-1])
            yield rules.REVERSED_PERIOD.at(place, name=name, first=first, last=last, subject=name)


def _reversed(value: Any, at: _Pointer, samples: Samples) -> Iterator[tuple[_Pointer, str, str]]:
    """Yield the place of each end that is before the beginning beside it, with both times."""
    if len(at) > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, dict | list):
                yield from _reversed(inner, (*at, name), samples)
            end = _end_of(name, samples) if isinstance(name, str) else ""
            if end and end in value:
                yield from _compared(inner, value[end], (*at, end), samples)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, dict | list):
                yield from _reversed(inner, (*at, number), samples)


def _end_of(name: str, samples: Samples) -> str:
    """Return what the end of a period is called whose beginning has a name; "" for any other name."""
    start = samples.period_start.match(name)
    if start is None:
        return ""
    end = samples.periods[start[0].lower()]
    return (end.capitalize() if name[:1].isupper() else end) + name[start.end() :]


def _compared(first: Any, last: Any, at: _Pointer, samples: Samples) -> Iterator[tuple[_Pointer, str, str]]:
    time, zone = samples.time_member, samples.zone_member
    if isinstance(first, dict) and isinstance(last, dict) and time in last:
        if first.get(zone) != last.get(zone):
            return
        first, last, at = first.get(time), last[time], (*at, time)
    if not isinstance(first, str) or not isinstance(last, str):
        return
    begins, ends = _TIME.match(first), _TIME.match(last)
    if begins and ends and ends[0][:_MINUTE] < begins[0][:_MINUTE] and first[-1:] == last[-1:]:
        yield at, first, last
