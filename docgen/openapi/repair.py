"""An example value and its schema go in; the value comes out, repaired where the repair is certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docgen.openapi.lookup import Lookup

_TYPE_NAME = re.compile(
    r"(?:String|Boolean|Integer|Int(?:16|32|64)|Double|Single|Float|Decimal|Number|Guid|Binary|Byte|Stream|Date"
    r"|DateTime|DateTimeOffset|TimeOfDay|Duration|Timestamp)(?:\s*\([\w ,.-]*\))?\Z",
    re.IGNORECASE,
)
_SAMPLE = re.compile(r"[A-Za-z_@][\w@.:-]*-value(?:-?\d{1,3})?\Z|<[^<>]*>\Z|\{[^{}]*\}\Z|.+ value\Z", re.IGNORECASE)
_PLAIN: dict[tuple[str, str], Any] = {
    ("string", "date-time"): "2024-01-01T00:00:00Z",
    ("string", "date"): "2024-01-01",
    ("string", "time"): "12:00:00Z",
    ("string", "byte"): "AA==",
    ("string", "duration"): "PT1H",
    ("string", "uuid"): "00000000-0000-0000-0000-000000000000",
    ("boolean", ""): True,
    ("integer", ""): 1,
    ("number", ""): 1.0,
    ("object", ""): {},
    ("array", ""): [],
}
_DEPTH = 40
_REPAIRED = (str, dict, list)
_TELLING = frozenset(("$ref", "anyOf", "allOf", "enum", "format"))


def is_stand_in(text: str) -> bool:
    """Tell whether a text only stands for a value: the name of a type, or "x-value"."""
    return bool(_TYPE_NAME.match(text) or _SAMPLE.match(text))


def repair(value: Any, schema: Mapping[str, Any], lookup: Lookup, depth: int = 0) -> Any:
    """Return a value whose stand-ins are plain values of their schema, and whose listed values are spelt right.

    Nothing else is changed: a value that does not fit for another reason stays as it is.
    """
    if depth > _DEPTH:
        return value
    if isinstance(value, str):
        return _leaf(value, lookup.resolved(schema))
    if isinstance(value, dict):
        found = lookup.properties(schema)
        return {
            k: repair(v, found[k], lookup, depth + 1)
            if isinstance(v, _REPAIRED) and k in found and not (isinstance(v, str) and _is_any_text(found[k]))
            else v
            for k, v in value.items()
        }
    if isinstance(value, list):
        items = lookup.items(schema)
        return [repair(v, items, lookup, depth + 1) if isinstance(v, _REPAIRED) else v for v in value]
    return value


def _is_any_text(schema: Mapping[str, Any]) -> bool:
    """Tell at a glance that every text fits a schema; most are so."""
    return _TELLING.isdisjoint(schema) and schema.get("type") == "string"


def _leaf(value: str, schema: Mapping[str, Any]) -> Any:
    kind, form = _kind(schema), schema.get("format", "")
    listed = [v for v in schema.get("enum", ()) if isinstance(v, str)]
    if listed:
        if value in listed:
            return value
        same = [v for v in listed if v.lower() == value.lower()]
        return same[0] if same else listed[0] if is_stand_in(value) else value
    if kind in ("", "string") and not form:
        return value
    if not is_stand_in(value):
        return value
    plain = _PLAIN.get((kind, form), _PLAIN.get((kind, ""), value))
    return dict(plain) if isinstance(plain, dict) else list(plain) if isinstance(plain, list) else plain


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "")
    if isinstance(kind, list):
        return next((k for k in kind if k != "null"), "")
    if not kind and (schema.get("properties") or schema.get("allOf")):
        return "object"
    return str(kind)
