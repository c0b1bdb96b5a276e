"""An example and its schema go in; what may not be shown, what is not declared and what has no form comes out.

JSON Schema does not ask for any of this, but linters and mock servers do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import msgspec

from docgen.openapi.document import pointer
from docgen.openapi.lookup import Lookup

_DEPTH = 40
_HOLDERS = (dict, list)
_FORMED = (str, dict, list)
_LEADING_ON = frozenset(("$ref", "anyOf", "allOf"))
_UNDECLARED: Mapping[str, Any] = {}
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
    """A member that its schema does not declare; ``owner`` is the part of the schema that would, beside ``known``."""

    owner: dict[str, Any]
    name: str
    value: Any
    known: Mapping[str, Any]


def shown(value: Any, schema: Mapping[str, Any], lookup: Lookup, side: Side) -> tuple[Any, list[str]]:
    """Return a value without the members that only the other side shows, and their names."""
    hidden: list[str] = []
    return _shown(value, schema, lookup, _HIDDEN[side], hidden, 0), hidden


def _shown(value: Any, schema: Mapping[str, Any], lookup: Lookup, mark: str, hidden: list[str], depth: int) -> Any:
    if depth > _DEPTH:
        return value
    if isinstance(value, list):
        items = lookup.items(schema)
        return [
            _shown(each, items, lookup, mark, hidden, depth + 1) if isinstance(each, _HOLDERS) else each
            for each in value
        ]
    if not isinstance(value, dict):
        return value
    known = lookup.properties(_meant(schema, lookup, value))
    out: dict[str, Any] = {}
    for name, inner in value.items():
        declared = known.get(name, _UNDECLARED)
        if declared.get(mark):
            hidden.append(name)
        else:
            is_holder = isinstance(inner, _HOLDERS)
            out[name] = _shown(inner, declared, lookup, mark, hidden, depth + 1) if is_holder else inner
    return out


def strays(value: Any, schema: Any, lookup: Lookup, depth: int = 0) -> Iterator[Stray]:
    """Yield the members of a value that its schema does not declare."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        items = lookup.items(schema)
        for each in value:
            if isinstance(each, _HOLDERS):
                yield from strays(each, items, lookup, depth + 1)
    elif isinstance(value, dict):
        meant = _meant(schema, lookup, value)
        known = lookup.properties(meant)
        owner = _owner(meant, lookup) if value.keys() - known.keys() else None
        for name, inner in value.items():
            if name in known:
                if isinstance(inner, _HOLDERS):
                    yield from strays(inner, known[name], lookup, depth + 1)
            elif owner is not None:
                yield Stray(owner, name, inner, known)


def formless(value: Any, schema: Any, lookup: Lookup, place: tuple[str | int, ...] = ()) -> str | None:
    """Return which text of a value has not the form that its schema names, None where all have."""
    if len(place) > _DEPTH:
        return None
    if isinstance(value, str):
        form = lookup.resolved(schema).get("format")
        if form not in _FORMS or _FORMS[form].match(value):
            return None
        return f'{pointer(place)}: the value is not a "{form}" as tools read it'.removeprefix(": ")
    if isinstance(value, dict):
        known = lookup.properties(_meant(schema, lookup, value))
        for name, each in value.items():
            if name in known and isinstance(each, _FORMED):
                problem = formless(each, known[name], lookup, (*place, name))
                if problem:
                    return problem
    elif isinstance(value, list):
        items = lookup.items(schema)
        for number, each in enumerate(value):
            problem = formless(each, items, lookup, (*place, number))
            if problem:
                return problem
    return None


def declare(stray: Stray) -> bool:
    """Make a schema allow a member that an example shows: an annotation by name, anything else by being open.

    Tell whether the member must be a text from now on.
    """
    owner, name = stray.owner, stray.name
    if "additionalProperties" in owner or name in owner.get("properties", {}):
        return False
    if "@" in name and isinstance(stray.value, str) and _fold(name) not in map(_fold, stray.known):
        owner.setdefault("properties", {})[name] = {"type": "string"}
        return True
    owner["additionalProperties"] = True
    return False


def shows_otherwise(value: Any, names: Collection[str]) -> bool:
    """Tell whether a value has a member of one of the names, at any depth, that is no text."""
    pending = [value] if names else []
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            pending += [each for each in part if isinstance(each, _HOLDERS)]
        elif isinstance(part, dict):
            for name, inner in part.items():
                if name in names and not isinstance(inner, str):
                    return True
                if isinstance(inner, _HOLDERS):
                    pending.append(inner)
    return False


def _fold(name: str) -> str:
    return _FOLD.sub("", name.lower())


def _meant(schema: Any, lookup: Lookup, value: Mapping[str, Any]) -> Any:
    """Return the alternative of a schema that declares most of an object's members, the first where all do alike."""
    for _ in range(_DEPTH):
        if _LEADING_ON.isdisjoint(schema):
            break
        if "$ref" in schema:
            schema = lookup.target(schema["$ref"])
        elif "anyOf" in schema:
            schema = min(schema["anyOf"], key=lambda each: len(value.keys() - lookup.properties(each).keys()))
        elif "allOf" in schema and len(schema["allOf"]) == 1:
            schema = schema["allOf"][0]
        else:
            break
    return schema


def _owner(schema: Any, lookup: Lookup) -> dict[str, Any] | None:
    """Return the part of a schema that would declare a further property: of a composed one, the last part.

    None where the schema allows any member as it is.
    """
    found: Any = schema
    for _ in range(_DEPTH):
        found = lookup.resolved(found)
        if not found.get("allOf"):
            break
        if any("additionalProperties" in lookup.resolved(part) for part in found["allOf"]):
            return None
        found = next((part for part in reversed(found["allOf"]) if part.keys() & _COMPOSED), {})
    closed = isinstance(found, dict) and "object" in (found.get("type"), *_kinds(found))
    return found if closed and "additionalProperties" not in found else None


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kinds = schema.get("type")
    return kinds if isinstance(kinds, list) else []
