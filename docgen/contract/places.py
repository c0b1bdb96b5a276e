"""Finds the places of values in JSON and YAML text by the ways to them, all in one pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out
from typing import Any

import yaml

from docgen.codeblocks.json_places import after_blanks
from docgen.contract.parts import Way

_SCAN = json.JSONDecoder(strict=False).raw_decode
_HERE = None  # the key below which a branch keeps the ways that end there

Places = dict[Way, tuple[int, int]]
_Branch = dict[Any, Any]


def find(text: str, ways: Iterable[Way]) -> Places:
    """Return start and end of the key of each value, or of the value where it has none (an item of a list).

    The text must be one that ``json_data.read`` has read. A way that leads nowhere has the place of the nearest value
    around it.
    """
    wanted = list(ways)
    tree = _tree(wanted)
    found: Places = {}
    start = after_blanks(text, 0)
    if text[start : start + 1] == "{":
        try:
            _json(text, start, tree, (), found)
        except (ValueError, IndexError, StopIteration):
            found.clear()  # an object of YAML begins like this, too
    if not found and wanted:
        _yaml(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), tree, found)
    return {way: _nearest(way, found) for way in wanted}


def _nearest(way: Way, found: Places) -> tuple[int, int]:
    while way and way not in found:
        way = way[:-1]
    return found.get(way, (0, 0))


def _tree(ways: Iterable[Way]) -> _Branch:
    tree: _Branch = {}
    for way in ways:
        branch = tree
        for step in way:
            branch = branch.setdefault(step, {})
        branch[_HERE] = True
    return tree


def _json(text: str, at: int, tree: _Branch, way: Way, found: Places) -> int:
    """Take down the places of what is wanted in the value at an offset; return the offset behind it."""
    if text[at] == "{":
        return _json_object(text, at, tree, way, found)
    if text[at] == "[":
        at = after_blanks(text, at + 1)
        index = 0
        while text[at] != "]":
            start = at
            at = _json_value(text, at, tree.get(index), (*way, index), found)
            if index in tree:
                found[*way, index] = start, start + 1
            at = after_blanks(text, at)
            if text[at] == ",":
                at = after_blanks(text, at + 1)
            index += 1
        return at + 1
    return int(_SCAN(text, at)[1])


def _json_object(text: str, at: int, tree: _Branch, way: Way, found: Places) -> int:
    at = after_blanks(text, at + 1)
    while text[at] != "}":
        key, behind = scanstring(text, at + 1, False)
        if key in tree:
            found[*way, key] = at, behind
        at = after_blanks(text, after_blanks(text, behind) + 1)
        at = _json_value(text, at, tree.get(key), (*way, key), found)
        at = after_blanks(text, at)
        if text[at] == ",":
            at = after_blanks(text, at + 1)
    return at + 1


def _json_value(text: str, at: int, branch: _Branch | None, way: Way, found: Places) -> int:
    """Step over a value of which nothing is wanted, else look into it."""
    return int(_SCAN(text, at)[1]) if branch is None else _json(text, at, branch, way, found)


def _yaml(events: Iterator[yaml.Event], tree: _Branch, found: Places) -> None:
    """Take down the places of what is wanted, from the events of a YAML text."""
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            _yaml_node(event, events, tree, (), found)


def _yaml_node(event: yaml.Event, events: Iterator[yaml.Event], tree: _Branch | None, way: Way, found: Places) -> None:
    if isinstance(event, yaml.MappingStartEvent):
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                return
            name = key.value if isinstance(key, yaml.ScalarEvent) else None
            branch = tree.get(name) if tree is not None and name is not None else None
            if branch is not None and name is not None:
                found[*way, name] = _extent(key)
            _yaml_node(next(events), events, branch, (*way, name or ""), found)
    elif isinstance(event, yaml.SequenceStartEvent):
        for index, item in enumerate(events):
            if isinstance(item, yaml.SequenceEndEvent):
                return
            branch = tree.get(index) if tree is not None else None
            if branch is not None:
                start = _extent(item)[0]
                is_scalar = isinstance(item, yaml.ScalarEvent)
                found[*way, index] = _extent(item) if is_scalar else (start, start + 1)
            _yaml_node(item, events, branch, (*way, index), found)


def _extent(event: yaml.Event) -> tuple[int, int]:
    start = event.start_mark.index if event.start_mark else 0
    return start, event.end_mark.index if event.end_mark else start
