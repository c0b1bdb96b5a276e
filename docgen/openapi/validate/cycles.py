"""Finds schemas that contain themselves."""

from __future__ import annotations

from typing import Any

from docgen.openapi.objects import resolve

_SAME_VALUE = ("allOf", "anyOf", "oneOf", "not")
_Graph = dict[str, list[str]]


def composition_cycles(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (name, problem) of each schema component that no reader can unfold.

    That is one which, through references and ``allOf``, ``anyOf``, ``oneOf`` or ``not``, is made of itself, and one
    with an ``allOf`` that leads to a list of lists without end. A property may well lead back to its own schema.
    """
    components = content.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if not isinstance(schemas, dict):
        return []
    names = {f"#/components/schemas/{name}": name for name in schemas}
    endless = _reaching_cycles(_graph(content, list(names), (*_SAME_VALUE, "items")))
    if not endless:
        return []
    circle = _between_cycles(_graph(content, list(names), _SAME_VALUE))
    found = [(name, "the schema is made of itself") for reference, name in names.items() if reference in circle]
    if not found:
        for name, schema in schemas.items():
            members = schema.get("allOf") if isinstance(schema, dict) else None
            if isinstance(members, list) and not endless.isdisjoint(_references(members, (*_SAME_VALUE, "items"))):
                found.append((name, "allOf leads to a list of lists without end"))
    return found


def _graph(content: dict[str, Any], references: list[str], keys: tuple[str, ...]) -> _Graph:
    """Return which references the target of each reference is made of, following all of them."""
    graph: _Graph = {}
    pending = references
    while pending:
        reference = pending.pop()
        if reference in graph:
            continue
        try:
            target = resolve(content, reference)
        except (LookupError, ValueError):
            target = None
        graph[reference] = _references(target, keys)
        pending.extend(graph[reference])
    return graph


def _references(schema: Any, keys: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    pending = list(schema) if isinstance(schema, list) else [schema]
    while pending:
        part = pending.pop()
        if not isinstance(part, dict):
            continue
        if isinstance(part.get("$ref"), str):
            out.append(part["$ref"])
        for key in keys:
            if key in part:
                inner = part[key]
                pending.extend(inner if isinstance(inner, list) else [inner])
    return out


def _reaching_cycles(graph: _Graph) -> set[str]:
    """Return what is on a cycle or leads to one: what stays when dead ends are taken away again and again."""
    into: _Graph = {reference: [] for reference in graph}
    count: dict[str, int] = {}
    for reference, targets in graph.items():
        count[reference] = len(targets)
        for target in targets:
            into[target].append(reference)
    pending = [reference for reference, number in count.items() if number == 0]
    while pending:
        for source in into[pending.pop()]:
            count[source] -= 1
            if count[source] == 0:
                pending.append(source)
    return {reference for reference, number in count.items() if number > 0}


def _between_cycles(graph: _Graph) -> set[str]:
    """Return what is on a cycle (or on the way from one to another)."""
    forward = _reaching_cycles(graph)
    backward: _Graph = {reference: [] for reference in forward}
    for reference in forward:
        for target in graph[reference]:
            if target in forward:
                backward[target].append(reference)
    return _reaching_cycles(backward)
