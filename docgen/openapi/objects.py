"""Walks through an OpenAPI document: every object, with its kind and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

# What an object of a kind holds: key -> how it holds it, and what kind of object that is.
_CONTENT = {"content": ("map", "media type")}
_EXAMPLES = {"examples": ("map", "example")}
_HEADERS = {"headers": ("map", "header")}
_SCHEMA = {"schema": ("one", "schema")}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"  # the dialect of schemas, unless they say another
BITS = {"int32": 31, "int64": 63}  # of a number of a format, without its sign
HOLDS: dict[str, dict[str, tuple[str, str]]] = {
    "document": {
        "servers": ("list", "server"),
        "tags": ("list", "tag"),
        "paths": ("map", "path item"),
        "webhooks": ("map", "path item"),
        "components": ("one", "components"),
    },
    "components": {
        "schemas": ("map", "schema"),
        "responses": ("map", "response"),
        "parameters": ("map", "parameter"),
        "examples": ("map", "example"),
        "requestBodies": ("map", "request body"),
        "headers": ("map", "header"),
        "securitySchemes": ("map", "security scheme"),
        "links": ("map", "link"),
        "callbacks": ("map", "callback"),
        "pathItems": ("map", "path item"),
    },
    "path item": {"parameters": ("list", "parameter"), **dict.fromkeys(METHODS, ("one", "operation"))},
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "request body"),
        "responses": ("map", "response"),
        "callbacks": ("map", "callback"),
    },
    "parameter": {**_SCHEMA, **_CONTENT, **_EXAMPLES},
    "header": {**_SCHEMA, **_CONTENT, **_EXAMPLES},
    "request body": _CONTENT,
    "response": {**_CONTENT, **_HEADERS, "links": ("map", "link")},
    "media type": {**_SCHEMA, **_EXAMPLES, "encoding": ("map", "encoding")},
    "encoding": _HEADERS,
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), ("map", "schema")),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
        **dict.fromkeys(("not", "items", "additionalProperties", "contains", "propertyNames"), ("one", "schema")),
        **dict.fromkeys(("if", "then", "else", "unevaluatedProperties", "unevaluatedItems"), ("one", "schema")),
    },
}
# The section of the components object that a reference from an object of a kind may lead to.
SECTIONS = {kind: section for section, (_, kind) in HOLDS["components"].items()}
# What holds data and no objects of the document; and what holds objects by names, which may be these words, too.
DATA = frozenset(("example", "examples", "default", "enum"))
NAMED = frozenset(key for holds in HOLDS.values() for key, (shape, _) in holds.items() if shape == "map") - DATA
_INDEX = re.compile(r"[0-9]{1,9}\Z")
_EXTENSIBLE = frozenset(("path item", "response"))

Trail = tuple[Any, str | int] | None


class Node(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One object of the document. ``parent`` is the kind of the object around it; ``trail`` leads back to the root."""

    kind: str
    value: Any
    trail: Trail
    parent: str


def walk(content: dict[str, Any]) -> Iterator[Node]:
    """Yield every object of a document, in its order, the ones around before the ones inside."""
    stack = [Node("document", content, None, "")]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node.value, dict):
            inside = _of_callback(node) if node.kind == "callback" else _inside(node)
            inside.reverse()
            stack += inside


def parts(trail: Trail) -> tuple[str | int, ...]:
    """Return the way from the root that a trail stands for."""
    out: list[str | int] = []
    while trail is not None:
        trail, key = trail[0], trail[1]
        out.append(key)
    return tuple(reversed(out))


def resolve(content: Any, reference: str) -> Any:
    """Return what a local reference (``#/components/...``) leads to. Raises LookupError where that is nothing."""
    if not reference.startswith("#/"):
        raise LookupError(reference)
    value = content
    for raw in reference[2:].split("/"):
        part = unquote(raw).replace("~1", "/").replace("~0", "~") if "%" in raw or "~" in raw else raw
        if isinstance(value, list) and _INDEX.match(part):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value[part]
        else:
            raise LookupError(reference)
    return value


def _of_callback(node: Node) -> list[Node]:
    items = [(key, item) for key, item in node.value.items() if not str(key).startswith("x-")]
    return [Node("path item", item, (node.trail, key), node.kind) for key, item in items]


def _inside(node: Node) -> list[Node]:
    out: list[Node] = []
    kind, value, trail = node.kind, node.value, node.trail
    holds = HOLDS.get(kind)
    if holds is None or holds.keys().isdisjoint(value):
        return out
    for key, inner in value.items():
        held = holds.get(key)
        if held is None:
            continue
        shape, inner_kind = held
        if shape == "one":
            if not isinstance(inner, bool):
                out.append(Node(inner_kind, inner, (trail, key), kind))
        elif shape == "list" and isinstance(inner, list):
            out += [Node(inner_kind, each, ((trail, key), number), kind) for number, each in enumerate(inner)]
        elif shape == "map" and isinstance(inner, dict):
            extensible = inner_kind in _EXTENSIBLE and kind != "components"
            for name, each in inner.items():
                if not (extensible and str(name).startswith("x-")):
                    out.append(Node(inner_kind, each, ((trail, key), name), kind))
    return out
