"""An example and its schema go in; what may not be shown, what is not declared and what has no form comes out.

JSON Schema does not ask for any of this, but linters and mock servers do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import msgspec

from docgen.model.names import folded
from docgen.openapi.document import pointer
from docgen.openapi.lookup import Lookup

_DEPTH = 40
_HOLDERS = (dict, list)
_FORMED = (str, dict, list)
_FORMING = frozenset(("format", "$ref", "anyOf", "allOf"))  # what a schema that asks for a form of text has
_UNDECLARED: Mapping[str, Any] = {}
_COMPOSED = frozenset(("$ref", "type", "allOf", "anyOf"))
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
    known = lookup.declared(schema, value)
    out: dict[str, Any] = {}
    for name, inner in value.items():
        declared = known.get(name, _UNDECLARED)
        if declared.get(mark):
            hidden.append(name)
        else:
            is_holder = isinstance(inner, _HOLDERS)
            out[name] = _shown(inner, declared, lookup, mark, hidden, depth + 1) if is_holder else inner
    return out


def strays(value: Any, schema: Any, lookup: Lookup) -> list[Stray]:
    """Return the members of a value that its schema does not declare."""
    found: list[Stray] = []
    _note_strays(value, schema, lookup, found, 0)
    return found


def _note_strays(value: Any, schema: Any, lookup: Lookup, found: list[Stray], depth: int) -> None:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        items = lookup.items(schema)
        for each in value:
            if isinstance(each, _HOLDERS):
                _note_strays(each, items, lookup, found, depth + 1)
    elif isinstance(value, dict):
        known = lookup.declared(schema, value)
        owner = None if value.keys() <= known.keys() else _owner(lookup.meant(schema, value), lookup)
        for name, inner in value.items():
            if name in known:
                if isinstance(inner, _HOLDERS):
                    _note_strays(inner, known[name], lookup, found, depth + 1)
            elif owner is not None:
                found.append(Stray(owner, name, inner, known))


def formless(value: Any, schema: Any, lookup: Lookup, place: tuple[str | int, ...] = ()) -> str | None:
    """Return which text of a value has not the form that its schema names, None where all have."""
    if len(place) > _DEPTH:
        return None
    if isinstance(value, str):
        form = lookup.resolved(schema).get("format")
        if form not in _FORMS or _FORMS[form].match(value):
            return None
        return f'{pointer(place)}: the value is not a "{form}" as tools read it'.removeprefix(": ")
    for key, part, inner in _formed(value, schema, lookup):
        problem = formless(part, inner, lookup, (*place, key))
        if problem:
            return problem
    return None


def _formed(value: Any, schema: Any, lookup: Lookup) -> Iterator[tuple[str | int, Any, Any]]:
    """Yield the parts of a value whose texts may have a form, each with its key and its schema."""
    if isinstance(value, dict):
        known = lookup.declared(schema, value)
        for name, part in value.items():
            if isinstance(part, _FORMED) and name in known:
                inner = known[name]
                if not (isinstance(part, str) and _FORMING.isdisjoint(inner)):
                    yield name, part, inner
    elif isinstance(value, list):
        items = lookup.items(schema)
        yield from ((number, part, items) for number, part in enumerate(value) if isinstance(part, _FORMED))


def declare(stray: Stray) -> bool:
    """Make a schema allow a member that an example shows: an annotation by name, anything else by being open.

    Tell whether the member must be a text from now on.
    """
    owner, name = stray.owner, stray.name
    if "additionalProperties" in owner or name in owner.get("properties", {}):
        return False
    if "@" in name and isinstance(stray.value, str) and folded(name) not in map(folded, stray.known):
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
