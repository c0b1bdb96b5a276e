"""Tell what the examples of a page show of a member: the value under its name, where all show one of a kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.extract.facts import JsonFact, PageFacts
from docgen.model import samples
from docgen.model.samples import Nullable

_DEEPEST = 6


def of_page(page: PageFacts) -> Mapping[str, Any]:
    """Return a value for each name that the JSON of a page shows as text, a number or a truth value only."""
    found: dict[str, list[Any]] = defaultdict(list)
    for operation in page.operations:
        for example in operation.examples:
            for body in (example.request_body, example.response_body):
                for name, value in _members(body.value if body else None, 0):
                    found[name].append(value)
    united = {name: plain(samples.united(values)) for name, values in found.items()}
    return {name: value for name, value in united.items() if isinstance(value, (str, int, float))}


def of_body(body: JsonFact | None) -> Mapping[str, Any]:
    """Return the members of the object that a body is, or of the objects that it lists."""
    if body is None:
        return {}
    value = samples.united(body.value if isinstance(body.value, list) else [body.value])
    return value if isinstance(value, dict) else {}


def plain(value: Any) -> Any:
    """Return a value, also where another example shows null."""
    return value.value if isinstance(value, Nullable) else value


def _members(value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _members(item, depth + 1)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name), inner
            yield from _members(inner, depth + 1)
