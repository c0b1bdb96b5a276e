"""The text of an OpenAPI Overlay goes in; its actions come out, and are applied to documents."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import jsonpath
import msgspec
import yaml

from docgen.errors import DocgenError
from docgen.openapi.document import Document, pointer

_VERSION = "1.0."


class Action(msgspec.Struct, frozen=True):
    """One correction: what ``target`` (a JSONPath) selects is removed, or united with ``update``."""

    target: str
    update: Any
    remove: bool
    place: str


def parse(text: str, name: str) -> tuple[Action, ...]:
    """Return the actions of an overlay, JSON or YAML; ``name`` is the file that a DocgenError blames."""
    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise DocgenError(f"{name}: not valid YAML or JSON: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or not str(content.get("overlay", "")).startswith(_VERSION):
        raise DocgenError(f"{name}: not an OpenAPI Overlay: it must say overlay: 1.0.0")
    actions = content.get("actions")
    if not isinstance(actions, list) or not actions:
        raise DocgenError(f"{name}: the overlay has no actions")
    return tuple(_action(each, f"{name}: action {number}") for number, each in enumerate(actions, 1))


def apply(document: Document, actions: Sequence[Action]) -> Document:
    """Return a document with actions applied in their order; raise DocgenError where one selects nothing."""
    if not actions:
        return document
    content = copy.deepcopy(document.content)
    gone: list[str] = []
    for action in actions:
        found = list(jsonpath.finditer(action.target, content))
        if not found:
            raise DocgenError(f"{action.place}: {action.target} selects nothing in the document")
        # From the back, so that the places of list items do not move before their turn.
        for parts in sorted((tuple(match.parts) for match in found), key=_place, reverse=True):
            if action.remove:
                gone.append(_remove(content, parts, action))
            else:
                _update(content, parts, action.update)
    origins = {
        where: span
        for where, span in document.origins.items()
        if not any(where == below or where.startswith(f"{below}/") for below in gone)
    }
    return msgspec.structs.replace(document, content=content, origins=origins)


def _action(raw: Any, place: str) -> Action:
    if not isinstance(raw, dict) or not isinstance(raw.get("target"), str):
        raise DocgenError(f"{place}: the target is missing")
    remove = raw.get("remove", False)
    if remove is not True and "update" not in raw:
        raise DocgenError(f"{place}: there is neither update nor remove: true")
    try:
        jsonpath.compile(raw["target"])
    except jsonpath.JSONPathError as error:
        problem = str(error).partition("\n")[0]
        raise DocgenError(f"{place}: {raw['target']} is no JSONPath: {problem}") from error
    return Action(raw["target"], raw.get("update"), remove is True, place)


def _place(parts: Sequence[str | int]) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(p, int), p if isinstance(p, int) else 0, str(p)) for p in parts)


def _remove(content: Any, parts: Sequence[str | int], action: Action) -> str:
    """Take a part out; return the pointer of what has no origin any more: the part, or the list that it was in."""
    if not parts:
        raise DocgenError(f"{action.place}: the whole document cannot be removed")
    parent = _at(content, parts[:-1])
    del parent[parts[-1]]
    return pointer(parts[:-1] if isinstance(parent, list) else parts)


def _update(content: Any, parts: Sequence[str | int], update: Any) -> None:
    node = _at(content, parts)
    if isinstance(node, dict) and isinstance(update, dict):
        _merge(node, update)
    elif isinstance(node, list):
        node.extend(copy.deepcopy(update) if isinstance(update, list) else [copy.deepcopy(update)])
    elif parts:
        _at(content, parts[:-1])[parts[-1]] = copy.deepcopy(update)


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
