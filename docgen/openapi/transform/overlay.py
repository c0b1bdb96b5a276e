"""OpenAPI Overlays: the actions that a file holds, and documents with actions applied."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from docgen.codeblocks import json_data
from docgen.errors import DocgenError
from docgen.openapi.document import Document, pointer
from docgen.openapi.transform.json_path import Parts, PathError, Query

_VERSION = "1.0."
_MOST_ADDED = 1_000_000  # values that the actions of an overlay add to a document, and parts that one of them selects


class Action(msgspec.Struct, frozen=True):
    """One correction: what ``target`` (a JSONPath) selects is removed, or united with ``update``."""

    target: str
    query: Query
    update: Any
    remove: bool
    place: str


def parse(text: str, name: str) -> tuple[Action, ...]:
    """Return the actions of an overlay, JSON or YAML; ``name`` is the file that a DocgenError blames."""
    try:
        content = json_data.read(text)
    except json_data.DataError as error:
        raise DocgenError(f"{name}: {error}") from error
    if not isinstance(content, dict) or not str(content.get("overlay", "")).startswith(_VERSION):
        raise DocgenError(f"{name}: not an OpenAPI Overlay: it must say overlay: 1.0.0")
    actions = content.get("actions")
    if not isinstance(actions, list) or not actions:
        raise DocgenError(f"{name}: the overlay has no actions")
    return tuple(_action(each, f"{name}: action {number}") for number, each in enumerate(actions, 1))


def apply(document: Document, actions: Sequence[Action]) -> Document:
    """Return a document with actions applied in their order; raise DocgenError where one cannot be."""
    if not actions:
        return document
    content = copy.deepcopy(document.content)
    gone: set[str] = set()
    left = _MOST_ADDED
    for action in actions:
        selected = _selected(content, action)
        left -= 0 if action.remove else len(selected) * _size(action.update)
        if left < 0:
            raise DocgenError(f"{action.place}: more than {_MOST_ADDED:,} values would be added to the document")
        for parts in selected:
            if action.remove:
                gone.add(_remove(content, parts, action))
            else:
                _update(content, parts, action)
    origins = {where: span for where, span in document.origins.items() if gone.isdisjoint(_around(where))}
    return msgspec.structs.replace(document, content=content, origins=origins)


def _selected(content: dict[str, Any], action: Action) -> list[Parts]:
    """Return the ways to what an action is about, each once; from the back, so that list items do not move."""
    try:
        found = dict.fromkeys(_limited(action.query.select(content)))
    except PathError as error:
        raise DocgenError(f"{action.place}: {action.target} cannot be used: {error}") from error
    if not found:
        raise DocgenError(f"{action.place}: {action.target} selects nothing in the document")
    return sorted(found, key=_place, reverse=True)


def _limited(ways: Iterable[Parts]) -> Iterable[Parts]:
    for number, way in enumerate(ways):
        if number >= _MOST_ADDED:
            raise PathError(f"it selects more than {_MOST_ADDED:,} parts")
        yield way


def _around(where: str) -> Iterable[str]:
    """Yield a pointer, and those of all that is around its part."""
    while where:
        yield where
        where = where.rpartition("/")[0]


def _size(value: Any) -> int:
    """Return how many values there are in a value, itself counted."""
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        count += 1
        waiting += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
    return count


def _action(raw: Any, place: str) -> Action:
    if not isinstance(raw, dict) or not isinstance(raw.get("target"), str):
        raise DocgenError(f"{place}: the target is missing")
    remove = raw.get("remove", False)
    if remove is not True and "update" not in raw:
        raise DocgenError(f"{place}: there is neither update nor remove: true")
    try:
        query = Query(raw["target"])
    except PathError as error:
        raise DocgenError(f"{place}: {raw['target'][:200]} is no JSONPath that can be used: {error}") from error
    return Action(raw["target"], query, raw.get("update"), remove is True, place)


def _place(parts: Sequence[str | int]) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(p, int), p if isinstance(p, int) else 0, str(p)) for p in parts)


def _remove(content: Any, parts: Sequence[str | int], action: Action) -> str:
    """Take a part out; return the pointer of what has no origin any more: the part, or the list that it was in."""
    if not parts:
        raise DocgenError(f"{action.place}: the whole document cannot be removed")
    parent = _at(content, parts[:-1])
    del parent[parts[-1]]
    return pointer(parts[:-1] if isinstance(parent, list) else parts)


def _update(content: Any, parts: Sequence[str | int], action: Action) -> None:
    node, update = _at(content, parts), action.update
    if isinstance(node, dict) and isinstance(update, dict):
        _merge(node, update)
    elif isinstance(node, list):
        node.extend(copy.deepcopy(update) if isinstance(update, list) else [copy.deepcopy(update)])
    elif parts:
        _at(content, parts[:-1])[parts[-1]] = copy.deepcopy(update)
    else:
        raise DocgenError(f"{action.place}: the whole document cannot become anything but an object")


def _merge(node: dict[str, Any], update: dict[str, Any]) -> None:
    """Unite two objects: lists are joined, objects united, anything else replaced."""
    for key, value in update.items():
        known = node.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            known.extend(copy.deepcopy(value))
        else:
            node[key] = copy.deepcopy(value)


def _at(content: Any, parts: Sequence[str | int]) -> Any:
    for part in parts:
        content = content[part]
    return content
