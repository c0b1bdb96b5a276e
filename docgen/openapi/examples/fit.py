"""Fits an example to its schema where JSON Schema does not ask for it, but linters and mock servers do.

Members of the other side are left out, texts that stand for a value are replaced, undeclared members are collected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from docgen.dialects import DocumentForm, Samples
from docgen.names import folded
from docgen.openapi.examples.json_schema import SchemaError
from docgen.openapi.examples.schema_lookup import MAX_DEPTH, Lookup
from docgen.openapi.examples.stand_ins import repaired
from docgen.openapi.misfit import Pointer, Side
from docgen.openapi.objects import Trail, parts

_HOLDERS = (dict, list)
_PARTS = (str, *_HOLDERS)
_ASKING = frozenset(("$ref", "anyOf", "allOf", "enum", "format"))
_COMPOSED = frozenset(("$ref", "type", "allOf", "anyOf"))
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)"
_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"  # between the dots before the "@"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_CHARACTER = r"(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})"
_AUTHORITY = rf"(?:{_CHARACTER}*@)?(?:\[[0-9a-f:.]+\]|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{{2}})*)(?::\d*)?"
_FORMS = {
    form: re.compile(pattern + r"\Z", re.IGNORECASE)
    for form, pattern in {
        "byte": r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
        "date": _DATE,
        "date-time": _DATE + r"[T ]" + _TIME,
        "email": rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}",
        "duration": r"P(?:\d+W|(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)",
        "time": _TIME,
        "uri": rf"[a-z][a-z0-9+.-]*:(?://{_AUTHORITY}(?=[/?\#]|\Z)|(?!//))(?:{_CHARACTER}|/)*"
        rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:\#(?:{_CHARACTER}|[/?])*)?",
        "uuid": r"(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
    }.items()
}


def has_form(form: str, text: str) -> bool:
    """Tell whether a text is of a format as tools read it; one of a format that they do not look at is."""
    return form not in _FORMS or _FORMS[form].match(text) is not None


# What a schema says of a property that only the other side may show.
_HIDDEN: dict[Side, str] = {"request": "readOnly", "response": "writeOnly"}


class Stray(msgspec.Struct, frozen=True, gc=False):
    """A member that its schema does not declare. ``owner`` is the part of the schema that would, ``known`` declares."""

    owner: dict[str, Any]
    name: str
    value: Any
    known: Mapping[str, Any]


class Fitted(msgspec.Struct, frozen=True, gc=False):
    """An example value as it may be shown: its stand-ins are plain values, its listed values are spelt right.

    ``hidden`` are the places of members that only the other side shows, which are left out; ``strays`` are members that
    no schema declares. ``non_string_members`` are the names of members whose value is no string, ``format_error`` is
    the first string that does not match the ``format`` of its schema.
    """

    value: Any
    hidden: list[Pointer]
    strays: list[Stray]
    non_string_members: set[str]
    format_error: SchemaError | None


def fit(value: Any, schema: Mapping[str, Any], lookup: Lookup, side: Side, samples: Samples) -> Fitted:
    """Return a value as one side, request or response, may show it; what does not fit otherwise stays as it is."""
    fitting = _Fitting(lookup, _HIDDEN[side], samples)
    shown = fitting.part(value, schema, None, 0)
    return Fitted(shown, fitting.hidden, fitting.strays, fitting.non_string_members, fitting.format_error)


class _Fitting:
    """One walk through a value, beside its schema."""

    def __init__(self, lookup: Lookup, mark: str, samples: Samples) -> None:
        self.lookup = lookup
        self.samples = samples
        self.mark = mark
        self.hidden: list[Pointer] = []
        self.strays: list[Stray] = []
        self.non_string_members: set[str] = set()
        self.format_error: SchemaError | None = None

    def part(self, value: Any, schema: Any, trail: Trail, depth: int) -> Any:
        """Return a part of the value as it may be shown; ``trail`` leads back to the whole."""
        if isinstance(value, str):
            return self._text(value, schema, trail)
        if depth > MAX_DEPTH:
            return value
        if isinstance(value, dict):
            return self._members(value, schema, trail, depth)
        if isinstance(value, list):
            items = self.lookup.items(schema)
            return [
                self.part(each, items, (trail, number), depth + 1) if isinstance(each, _PARTS) else each
                for number, each in enumerate(value)
            ]
        return value

    def _members(self, value: dict[str, Any], schema: Any, trail: Trail, depth: int) -> dict[str, Any]:
        known = self.lookup.declared(schema, value)
        owner = None if value.keys() <= known.keys() else _owner(self.lookup.meant(schema, value), self.lookup)
        out: dict[str, Any] = {}
        for name, inner in value.items():
            declared, shown = known.get(name), inner
            if declared is None:
                if owner is not None:
                    self.strays.append(Stray(owner, name, inner, known))
            elif declared.get(self.mark):
                self.hidden.append(parts((trail, name)))
                continue
            elif isinstance(inner, _HOLDERS) or (isinstance(inner, str) and not _is_any_text(declared)):
                shown = self.part(inner, declared, (trail, name), depth + 1)
            if not isinstance(shown, str):
                self.non_string_members.add(name)
            out[name] = shown
        return out

    def _text(self, value: str, schema: Any, trail: Trail) -> Any:
        text = repaired(value, self.lookup.resolved(schema), self.samples)
        if self.format_error is None and isinstance(text, str):
            forms = [form for each in self.lookup.alternatives(schema) if (form := _form(each, text)) is not None]
            if forms and all(form and not _FORMS[form].match(text) for form in forms):
                self.format_error = SchemaError(parts(trail), f'the value is not a "{forms[0]}" as tools read it')
        return text


def _form(schema: Mapping[str, Any], text: str) -> str | None:
    """Return the format that a schema asks of a text, "" for none; None where it takes no such text at all."""
    kind = schema.get("type", "string")
    takes = kind == "string" or (isinstance(kind, list) and "string" in kind)
    if not takes or text not in schema.get("enum", (text,)):
        return None
    form = schema.get("format", "")
    return form if form in _FORMS else ""


def _is_any_text(schema: Mapping[str, Any]) -> bool:
    """Tell at a glance that every text fits a schema; most are so."""
    return schema.get("type") == "string" and _ASKING.isdisjoint(schema)


def declare(stray: Stray, form: DocumentForm) -> bool:
    """Make a schema allow a member that an example shows: an annotation by name, anything else by being open.

    Tell whether the member must be a text from now on.
    """
    owner, name = stray.owner, stray.name
    if "additionalProperties" in owner or name in owner.get("properties", {}):
        return False
    if form.is_annotation(name) and isinstance(stray.value, str) and folded(name) not in map(folded, stray.known):
        owner.setdefault("properties", {})[name] = {"type": "string"}
        return True
    owner["additionalProperties"] = True
    return False


def _owner(schema: Any, lookup: Lookup) -> dict[str, Any] | None:
    """Return the part of a schema that would declare a further property: of a composed one, the last part.

    None where the schema allows any member as it is.
    """
    found: Any = schema
    for _ in range(MAX_DEPTH):
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
