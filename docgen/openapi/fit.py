"""An example and its schema go in; what may not be shown, what is not declared and what has no form comes out.

JSON Schema does not ask for any of this, but linters and mock servers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from docgen.openapi.document import pointer
from docgen.openapi.repair import properties, resolved

_DEPTH = 40
_COMPOSED = frozenset(("$ref", "type", "allOf", "anyOf"))
_FOLD = re.compile(r"[^a-z0-9]")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)"
_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_FORMS = {
    form: re.compile(pattern + r"\Z", re.IGNORECASE)
    for form, pattern in {
        "byte": r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
        "date": _DATE,
        "date-time": _DATE + r"[T ]" + _TIME,
        "duration": r"P(?:\d+W|(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)",
        "time": _TIME,
        "uuid": r"(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
    }.items()
}

Side = Literal["request", "response"]
# What a schema says of a property that only the other side may show.
_HIDDEN: dict[Side, str] = {"request": "readOnly", "response": "writeOnly"}


class Stray(msgspec.Struct, frozen=True, gc=False):
    """A member that its schema does not declare; ``owner`` is the part of the schema that would."""

    owner: dict[str, Any]
    name: str
    value: Any
    declared: frozenset[str]


def shown(value: Any, schema: Mapping[str, Any], components: Mapping[str, Any], side: Side) -> tuple[Any, list[str]]:
    """Return a value without the members that only the other side shows, and their names."""
    hidden: list[str] = []
    return _shown(value, schema, components, _HIDDEN[side], hidden, 0), hidden


def _shown(
    value: Any, schema: Mapping[str, Any], components: Mapping[str, Any], mark: str, hidden: list[str], depth: int
) -> Any:
    if depth > _DEPTH:
        return value
    if isinstance(value, list):
        items = _items(schema, components)
        return [_shown(each, items, components, mark, hidden, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    known = properties(_meant(schema, components, value), components)
    out: dict[str, Any] = {}
    for name, inner in value.items():
        if known.get(name, {}).get(mark):
            hidden.append(name)
        else:
            out[name] = _shown(inner, known.get(name, {}), components, mark, hidden, depth + 1)
    return out


def strays(value: Any, schema: Any, components: Mapping[str, Any], depth: int = 0) -> Iterator[Stray]:
    """Yield the members of a value that its schema does not declare."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        items = _items(schema, components)
        for each in value:
            yield from strays(each, items, components, depth + 1)
    elif isinstance(value, dict):
        meant = _meant(schema, components, value)
        known = properties(meant, components)
        owner = _owner(meant, components)
        for name, inner in value.items():
            if name in known:
                yield from strays(inner, known[name], components, depth + 1)
            elif owner is not None:
                yield Stray(owner, name, inner, frozenset(_fold(each) for each in known))


def formless(value: Any, schema: Any, components: Mapping[str, Any], place: tuple[str | int, ...] = ()) -> str | None:
    """Return which text of a value has not the form that its schema names, None where all have."""
    if len(place) > _DEPTH:
        return None
    if isinstance(value, dict):
        known = properties(_meant(schema, components, value), components)
        inner = ((name, each, known[name]) for name, each in value.items() if name in known)
        return next((p for n, v, s in inner if (p := formless(v, s, components, (*place, n)))), None)
    if isinstance(value, list):
        items = _items(schema, components)
        return next((p for n, v in enumerate(value) if (p := formless(v, items, components, (*place, n)))), None)
    if not isinstance(value, str):
        return None
    form = str(resolved(schema, components).get("format", ""))
    if form not in _FORMS or _FORMS[form].match(value):
        return None
    return f'{pointer(place)}: the value is not a "{form}" as tools read it'.removeprefix(": ")


def declare(stray: Stray) -> None:
    """Make a schema allow a member that an example shows: an annotation by name, anything else by being open."""
    owner, name = stray.owner, stray.name
    if "additionalProperties" in owner or name in owner.get("properties", {}):
        return
    if "@" in name and isinstance(stray.value, str) and _fold(name) not in stray.declared:
        owner.setdefault("properties", {})[name] = {"type": "string"}
    else:
        owner["additionalProperties"] = True


def _fold(name: str) -> str:
    return _FOLD.sub("", name.lower())


def _items(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    return resolved(schema, components).get("items", {})


def _meant(schema: Any, components: Mapping[str, Any], value: Mapping[str, Any]) -> Any:
    """Return the alternative of a schema that declares most of an object's members, the first where all do alike."""
    for _ in range(_DEPTH):
        if "$ref" in schema:
            schema = components["schemas"].get(schema["$ref"].rsplit("/", 1)[-1], {})
        elif "anyOf" in schema:
            schema = min(schema["anyOf"], key=lambda each: len(value.keys() - properties(each, components).keys()))
        elif len(schema.get("allOf", ())) == 1:
            schema = schema["allOf"][0]
        else:
            break
    return schema


def _owner(schema: Any, components: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the part of a schema that would declare a further property: of a composed one, the last part.

    None where the schema allows any member as it is.
    """
    found: Any = schema
    for _ in range(_DEPTH):
        found = resolved(found, components)
        if not found.get("allOf"):
            break
        if any("additionalProperties" in resolved(part, components) for part in found["allOf"]):
            return None
        found = next((part for part in reversed(found["allOf"]) if part.keys() & _COMPOSED), {})
    closed = isinstance(found, dict) and "object" in (found.get("type"), *_kinds(found))
    return found if closed and "additionalProperties" not in found else None


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kinds = schema.get("type")
    return kinds if isinstance(kinds, list) else []
