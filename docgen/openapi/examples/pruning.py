"""A value and what keeps it from fitting its schema go in; the value without the part at fault comes out."""

from __future__ import annotations

import re
from typing import Any

_REASON = re.compile(r"(?P<pointer>(?:/[^/\s:]*)+): ")


def without(value: Any, reason: str) -> Any:
    """Return a copy of a value without the member or item that a reason points at; None when it is the whole."""
    match = _REASON.match(reason)
    if not match:
        return None
    parts = [part.replace("~1", "/").replace("~0", "~") for part in match["pointer"].split("/")[1:]]
    return _drop(value, parts)


def _drop(value: Any, parts: list[str]) -> Any:
    head, rest = parts[0], parts[1:]
    if isinstance(value, dict) and head in value:
        if not rest:
            return {key: inner for key, inner in value.items() if key != head} or None
        inner = _drop(value[head], rest)
        return None if inner is None else {**value, head: inner}
    if isinstance(value, list) and head.isdigit() and int(head) < len(value):
        index = int(head)
        if not rest:
            return [*value[:index], *value[index + 1 :]]
        inner = _drop(value[index], rest)
        return None if inner is None else [*value[:index], inner, *value[index + 1 :]]
    return None
