"""Replaces texts of an example that stand for a value by a value of their schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.dialects import Samples

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


def repaired(value: str, schema: Mapping[str, Any], samples: Samples) -> Any:
    """Return a plain value of a schema for a stand-in, a listed value as it is spelt there, else the text as it is."""
    kind, form = _kind(schema), schema.get("format", "")
    listed = [v for v in schema.get("enum", ()) if isinstance(v, str)]
    if listed:
        if value in listed:
            return value
        same = [v for v in listed if v.lower() == value.lower()]
        return same[0] if same else listed[0] if samples.is_replaceable(value) else value
    if kind in ("", "string") and not form:
        return value
    if not samples.is_replaceable(value):
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
