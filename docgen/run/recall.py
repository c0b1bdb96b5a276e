"""Holds a document that pages give against another of the same API: which operations and parameters it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from docgen.errors import DocgenError
from docgen.openapi.transform import json_data

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SLOT = re.compile(r"\{[^{}]*\}")
_ADDRESS = re.compile(r"[a-z]+://[^/]*", re.IGNORECASE)
_MOST = 20  # references that lead to references


class Recall(msgspec.Struct, frozen=True):
    """How many operations and parameters the other document has, and which of them are lacking.

    Parameters are those of operations that both have, with the members of the bodies that they send.
    """

    operations: int
    parameters: int
    lacking_operations: tuple[str, ...]
    lacking_parameters: tuple[str, ...]


def load(path: str) -> Mapping[str, Any]:
    """Return the document in a file, JSON or YAML; raises DocgenError where there is none."""
    try:
        content = json_data.read(Path(path).read_text("utf-8-sig"))
    except OSError as error:
        raise DocgenError(f"{path} cannot be read: {error.strerror}") from error
    except (json_data.DataError, UnicodeDecodeError) as error:
        raise DocgenError(f"{path}: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("paths"), dict):
        raise DocgenError(f"{path}: not a document of OpenAPI: it has no paths")
    return content


def recall(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Recall:
    """Return what one document lacks that another has. Paths are compared without the names of their slots."""
    known = {route: names for routes, _, names in _operations(ours) for route in routes}
    operations, parameters = 0, 0
    no_operation, no_parameter = [], []
    for routes, name, names in _operations(theirs):
        operations += 1
        found = next((known[route] for route in routes if route in known), None)
        if found is None:
            no_operation.append(name)
        else:
            parameters += len(names)
            no_parameter += [f"{name}: {one}" for one in names if one not in found]
    return Recall(operations, parameters, tuple(no_operation), tuple(no_parameter))


_Route = tuple[str, str]
"""A method, and a path with "{}" for each slot."""


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[Sequence[_Route], str, Sequence[str]]]:
    """Yield the routes, the name and the names of the parameters and the members of the body of each operation.

    The routes are its path as written, and with the path of the server before it.
    """
    base = _base(document)
    for path, item in document["paths"].items():
        if not isinstance(item, dict):
            continue
        shape = _SLOT.sub("{}", path).rstrip("/")
        for method in _METHODS:
            if isinstance(item.get(method), dict):
                names = dict.fromkeys(_names(document, item, item[method]))
                yield ((method, shape), (method, base + shape)), f"{method.upper()} {path}", tuple(names)


def _base(document: Mapping[str, Any]) -> str:
    servers = document.get("servers")
    first = servers[0].get("url", "") if isinstance(servers, list) and servers and isinstance(servers[0], dict) else ""
    return _ADDRESS.sub("", str(document.get("basePath", first))).rstrip("/")


def _names(document: Mapping[str, Any], item: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    for one in (*_list(item.get("parameters")), *_list(operation.get("parameters"))):
        parameter = _resolved(one, document)
        if parameter.get("in") == "body":
            yield from _members(parameter.get("schema"), document)
        elif parameter.get("in") in ("query", "formData") and isinstance(parameter.get("name"), str):
            yield parameter["name"]
    body = _resolved(operation.get("requestBody"), document)
    for content in _resolved(body.get("content"), document).values():
        yield from _members(_resolved(content, document).get("schema"), document)


def _members(schema: Any, document: Mapping[str, Any]) -> Iterator[str]:
    whole = _resolved(schema, document)
    yield from _resolved(whole.get("properties"), document)
    for part in _list(whole.get("allOf")):
        yield from _resolved(_resolved(part, document).get("properties"), document)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _resolved(value: Any, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object, or the one that a reference leads to; {} where there is none."""
    for _ in range(_MOST):
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
            break
        here: Any = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            here = here.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(here, dict) else None
        value = here
    return value if isinstance(value, dict) else {}
