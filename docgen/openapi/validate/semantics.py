"""Checks what OpenAPI requires of a document beyond its meta-schema."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from string import Formatter
from typing import Any

import msgspec

from docgen.openapi.examples.json_schema import shortened
from docgen.openapi.objects import METHODS, SECTIONS, Node, Trail, parts, resolve, walk
from docgen.openapi.validate.cycles import composition_cycles
from docgen.openapi.validate.defaults import misfit_default

Problem = tuple[tuple[str | int, ...], str]

_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")
_MAX_REFERENCES = 100  # that lead to one another
_STATUS = re.compile(r"[1-5](?:[0-9][0-9]|XX)|default")
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_PLAIN_PATH = re.compile(r"[^{}]*(?:\{[\w-]+\}[^{}]*)*")  # whose parameters every reader finds
_FOLDED = re.compile(r"[._-]")
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


class _State(msgspec.Struct):
    """What one walk remembers: the document, and what has been seen of it."""

    content: dict[str, Any]
    is_30: bool
    tags: set[str]
    security_schemes: set[str]
    resolved: dict[str, Any] = {}
    operation_ids: dict[str, tuple[str, Trail]] = {}
    paths: dict[str, str] = {}
    required: list[Trail] = []
    defaults: list[tuple[Any, Trail]] = []


def problems(content: dict[str, Any]) -> list[Problem]:
    """Return (place, problem) for everything found, in document order, cycles and defaults last."""
    state = _State(
        content,
        str(content.get("openapi", "")).startswith("3.0"),
        {
            tag["name"]
            for tag in _list(content.get("tags"))
            if isinstance(tag, dict) and isinstance(tag.get("name"), str)
        },
        set(_dict(_dict(content.get("components")).get("securitySchemes"))),
    )
    found: list[Problem] = []
    for node in walk(content):
        for trail, problem in _node(node, state):
            found.append((parts(trail), problem))
    cycles = composition_cycles(content)
    found.extend((("components", "schemas", name), problem) for name, problem in cycles)
    if not found:
        found.extend((parts(trail), problem) for trail, problem in _defaults(state))
        found.extend((parts(trail), problem) for trail, problem in _undefined_required(state))
    return found


_Found = Iterator[tuple[Trail, str]]


def _node(node: Node, state: _State) -> _Found:
    if not isinstance(node.value, dict):
        return  # the meta-schema says that this is no object
    if node.parent == "components" and not (
        isinstance(node.trail, tuple) and _COMPONENT_NAME.fullmatch(str(node.trail[1]))
    ):
        yield node.trail, "the name of a component may hold letters, digits, dots, dashes and underscores only"
    reference = node.value.get("$ref")
    if isinstance(reference, str):
        yield from _reference(node, reference, state)
        if state.is_30 and node.kind != "path item":
            return
    elif reference is not None and node.kind != "example":
        yield (node.trail, "$ref"), "a reference must be a string"
        return
    check = _CHECKS.get(node.kind)
    if check is not None and not (isinstance(reference, str) and node.kind != "schema"):
        yield from check(node, state)


# References


def _reference(node: Node, reference: str, state: _State) -> _Found:
    place = (node.trail, "$ref")
    if not reference.startswith("#/"):
        yield place, f"the reference {reference} leads out of the document"
        return
    if _target(reference, state) is _NOTHING:
        yield place, f"the reference {reference} leads nowhere"
        return
    section = reference[2:].split("/")
    expected = SECTIONS.get(node.kind)
    if section[0] == "components" and len(section) == 3 and section[1] != expected:
        yield place, f"the reference {reference} does not lead to a {node.kind}"
    beside = sorted(str(key) for key in node.value if key != "$ref")
    if state.is_30 and beside and node.kind != "path item":
        yield node.trail, f"beside $ref nothing else is read: {', '.join(beside)}"


_NOTHING = object()


def _target(reference: str, state: _State) -> Any:
    """Return what a reference leads to, through further references; ``_NOTHING`` for nowhere or a circle."""
    if reference not in state.resolved:
        value: Any = {"$ref": reference}
        for _ in range(_MAX_REFERENCES):
            inner = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(inner, str):
                break
            try:
                value = resolve(state.content, inner)
            except (LookupError, ValueError):
                value = _NOTHING
        else:
            value = _NOTHING
        state.resolved[reference] = value
    return state.resolved[reference]


def _followed(value: Any, state: _State) -> Any:
    reference = value.get("$ref") if isinstance(value, dict) else None
    return _target(reference, state) if isinstance(reference, str) else value


# Document, paths, operations


def _document(node: Node, state: _State) -> _Found:
    yield from _unique_tags(node.value)
    yield from _security(node.value.get("security"), (None, "security"), state)
    for path, item in _dict(node.value.get("paths")).items():
        trail = ((None, "paths"), path)
        if isinstance(path, str) and not path.startswith("x-"):
            yield from _path(path, trail, state)
            yield from _path_parameters(path, _followed(item, state), trail, state)


def _unique_tags(content: dict[str, Any]) -> _Found:
    seen: set[str] = set()
    for number, tag in enumerate(_list(content.get("tags"))):
        name = tag.get("name") if isinstance(tag, dict) else None
        if isinstance(name, str) and name in seen:
            yield ((None, "tags"), number), f"the tag {name!r} is declared twice"
        seen.add(str(name))


def _path(path: str, trail: Trail, state: _State) -> _Found:
    if not path.startswith("/"):
        yield trail, "a path must begin with a slash"
    names = _PARAMETER.findall(path)
    if not (_PLAIN_PATH.fullmatch(path) or _fields(path) == names) or "" in names:
        yield trail, "the braces of the path cannot be read"
    yield from ((trail, f"{{{name}}} stands twice in the path") for name in sorted(_repeated(names)))
    erased = _PARAMETER.sub("{}", path)
    if erased in state.paths:
        yield trail, f"the path equals {state.paths[erased]} but for the names of its parameters"
    state.paths.setdefault(erased, path)


def _fields(path: str) -> list[str] | None:
    try:
        return [field for _, field, _, _ in Formatter().parse(path) if field is not None]
    except ValueError:
        return None


def _path_parameters(path: str, item: Any, trail: Trail, state: _State) -> _Found:
    wanted = set(_PARAMETER.findall(path))
    shared = _parameter_names(_dict(item), state)
    for method, operation in _dict(item).items():
        if method not in METHODS or not isinstance(operation, dict):
            continue
        declared = shared | _parameter_names(operation, state)
        if declared == wanted:
            continue
        for name in sorted(wanted - declared):
            yield (trail, method), f"the path parameter {name!r} is not declared"
        for name in sorted(declared - wanted):
            yield (trail, method), f"the path has no parameter {name!r}, but one is declared"


def _parameters(holder: dict[str, Any], state: _State) -> list[dict[Any, Any]]:
    """Return the parameters of an operation or a path item, references followed."""
    if "parameters" not in holder:
        return []
    return [_dict(_followed(parameter, state)) for parameter in _list(holder.get("parameters"))]


def _parameter_names(holder: dict[str, Any], state: _State) -> set[str]:
    return {str(each.get("name")) for each in _parameters(holder, state) if each.get("in") == "path"}


def _holder_of_parameters(node: Node, state: _State) -> _Found:
    parameters = _parameters(node.value, state)
    if len(parameters) < 2:
        return
    keys = [(str(each.get("name")), str(each.get("in"))) for each in parameters]
    for name, place in sorted(_repeated(keys)):
        yield (node.trail, "parameters"), f"the {place} parameter {name!r} is declared twice"


def _operation(node: Node, state: _State) -> _Found:
    yield from _holder_of_parameters(node, state)
    yield from _operation_id(node.value.get("operationId"), (node.trail, "operationId"), state)
    for number, tag in enumerate(_list(node.value.get("tags"))):
        if isinstance(tag, str) and tag not in state.tags:
            yield ((node.trail, "tags"), number), f"the tag {tag!r} is not declared"
    yield from _security(node.value.get("security"), (node.trail, "security"), state)
    responses = node.value.get("responses")
    if not responses and (state.is_30 or "responses" in node.value):
        yield node.trail, "an operation needs a response"
    for status in _dict(responses):
        if not isinstance(status, str) or not (_STATUS.fullmatch(status) or status.startswith("x-")):
            yield ((node.trail, "responses"), status), f"{status!r} is not the form of a status code"


def _operation_id(name: Any, trail: Trail, state: _State) -> _Found:
    if not isinstance(name, str):
        return
    other = state.operation_ids.setdefault(_FOLDED.sub("", name).lower(), (name, trail))
    if other != (name, trail):
        same = "is not unique" if other[0] == name else f"differs from {other[0]!r} in case or punctuation only"
        yield trail, f"the operationId {name!r} {same}"


def _security(requirements: Any, trail: Trail, state: _State) -> _Found:
    for number, requirement in enumerate(_list(requirements)):
        for scheme in _dict(requirement):
            if scheme not in state.security_schemes:
                yield ((trail, number), scheme), f"no security scheme is called {scheme!r}"


def _parameter(node: Node, _: _State) -> _Found:
    if node.value.get("in") == "path" and node.value.get("required") is not True:
        yield node.trail, f"the path parameter {node.value.get('name')!r} must be required"
    if ("schema" in node.value) == ("content" in node.value):
        yield node.trail, "a parameter needs either a schema or a content"
    yield from _one_kind_of_examples(node, _)


def _one_kind_of_examples(node: Node, _: _State) -> _Found:
    if "example" in node.value and "examples" in node.value:
        yield node.trail, "example and examples exclude each other"


def _response(node: Node, _: _State) -> _Found:
    if not isinstance(node.value.get("description"), str):
        yield node.trail, "a response needs a description"


def _server(node: Node, _: _State) -> _Found:
    variables = _dict(node.value.get("variables"))
    for name in _PARAMETER.findall(str(node.value.get("url"))):
        if name not in variables:
            yield (node.trail, "url"), f"the server variable {name!r} is not defined"


# Schemas


def _schema(node: Node, state: _State) -> _Found:
    schema, trail = node.value, node.trail
    types = _types(schema)
    yield from _shape(schema, types, trail, state)
    if "enum" in schema:
        yield from _enum(schema, types, (trail, "enum"))
    if "required" in schema:
        yield from _required(schema["required"], (trail, "required"), state)
        if node.parent != "schema" and schema.get("allOf"):
            state.required.append(trail)
    if "discriminator" in schema:
        yield from _discriminator(schema["discriminator"], (trail, "discriminator"), state)
    if "pattern" in schema and not _compiles(schema["pattern"]):
        yield (trail, "pattern"), "the pattern is not a regular expression"
    if "default" in schema:
        state.defaults.append((schema, trail))


def _shape(schema: dict[str, Any], types: list[str], trail: Trail, state: _State) -> _Found:
    for name in types:
        if name not in _TYPES or (name == "null" and state.is_30):
            yield (trail, "type"), f"{name!r} is not a type"
    if "array" in types and "items" not in schema and "prefixItems" not in schema:
        yield trail, "an array needs items"
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema and not schema[key]:
            yield (trail, key), f"{key} needs a schema"


def _compiles(pattern: Any) -> bool:
    try:
        re.compile(pattern)
    except (re.error, TypeError, RecursionError, OverflowError):
        return False
    return True


def _types(schema: dict[str, Any]) -> list[str]:
    kind = schema.get("type")
    if isinstance(kind, list):
        return [str(each) for each in kind]
    return [kind] if isinstance(kind, str) else []


def _enum(schema: dict[str, Any], types: list[str], trail: Trail) -> _Found:
    values = schema["enum"]
    if not isinstance(values, list) or not values:
        yield trail, "an enum needs values"
        return
    for value in sorted(_repeated([json.dumps(value, sort_keys=True, default=str) for value in values])):
        yield trail, f"the enum holds {value} twice"
    allowed = tuple(kind for name in types for kind in _TYPES.get(name, ()))
    for number, value in enumerate(values):
        fits = isinstance(value, allowed) and (not isinstance(value, bool) or bool in allowed)
        if allowed and not fits and not (value is None and schema.get("nullable") is True):
            yield (trail, number), f"the value {shortened(json.dumps(value, default=str))} is not of type {types[0]}"


def _required(names: Any, trail: Trail, state: _State) -> _Found:
    if not isinstance(names, list) or (not names and state.is_30):
        yield trail, "required needs names"
        return
    for name in sorted(_repeated([str(name) for name in names])):
        yield trail, f"required holds {name!r} twice"


def _discriminator(value: Any, trail: Trail, state: _State) -> _Found:
    if not isinstance(value, dict) or not isinstance(value.get("propertyName"), str):
        yield trail, "a discriminator needs a propertyName"
        return
    for name, target in _dict(value.get("mapping")).items():
        reference = str(target) if "/" in str(target) else f"#/components/schemas/{target}"
        if _target(reference, state) is _NOTHING:
            yield ((trail, "mapping"), name), f"the mapping to {target} leads nowhere"


def _defaults(state: _State) -> _Found:
    for schema, trail in state.defaults:
        problem = misfit_default(schema, state.content, is_30=state.is_30)
        if problem is not None:
            yield (trail, "default"), problem


def _undefined_required(state: _State) -> _Found:
    for trail in state.required:
        schema: Any = state.content
        for part in parts(trail):
            schema = schema[part]
        known = set(_dict(schema.get("properties")))
        for member in _list(schema.get("allOf")):
            known |= _properties(member, state)
        for name in sorted(set(map(str, schema["required"])) - known):
            yield (trail, "required"), f"no property is called {name!r}"


def _properties(schema: Any, state: _State) -> set[str]:
    """Return the names of all properties that a schema, or one that it is made of, has."""
    names: set[str] = set()
    seen: set[int] = set()
    pending = [schema]
    while pending:
        part = _dict(_followed(pending.pop(), state))
        if id(part) in seen:
            continue
        seen.add(id(part))
        names |= set(_dict(part.get("properties")))
        for key in ("allOf", "anyOf", "oneOf"):
            pending += _list(part.get(key))
        pending += [part[key] for key in ("items", "not") if key in part]
    return names


def _repeated(values: list[Any]) -> set[Any]:
    if len(set(values)) == len(values):
        return set()
    return {value for value, times in Counter(values).items() if times > 1}


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


_CHECKS: dict[str, Callable[[Node, _State], _Found]] = {
    "document": _document,
    "path item": _holder_of_parameters,
    "operation": _operation,
    "parameter": _parameter,
    "header": _one_kind_of_examples,
    "media type": _one_kind_of_examples,
    "response": _response,
    "server": _server,
    "schema": _schema,
}
