"""Checks whether a default fits its schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docgen.openapi.examples.json_schema import shortened
from docgen.openapi.objects import BITS

_PLAIN_KEYS = frozenset(("type", "default", "enum", "description", "title", "nullable", "readOnly", "writeOnly"))
_PLAIN_TYPES = {"string": str, "boolean": bool, "integer": int}
# For each word whether a default is surely inside its limit.
_LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "format": lambda value, name: type(value) is int and value.bit_length() <= BITS.get(str(name), -1),
    "minimum": lambda value, limit: _are_numbers(value, limit) and value >= limit,
    "maximum": lambda value, limit: _are_numbers(value, limit) and value <= limit,
    "maxLength": lambda value, limit: type(value) is str and type(limit) is int and len(value) <= limit,
}


def misfit_default(schema: dict[str, Any], content: dict[str, Any], *, is_30: bool) -> str | None:
    """Return why the default of a schema in a document does not fit it, None where it does.

    Where that is not plain to see, the very validator that the last word uses decides; documents have few such.
    """
    if _is_plain(schema) or (schema["default"] is None and schema.get("nullable") is True):
        return None  # that spares loading the validator
    from openapi_schema_validator import OAS30Validator, OAS31Validator, oas30_format_checker, oas31_format_checker

    whole = {**schema, "components": content.get("components", {})}
    if is_30:
        validator = OAS30Validator(whole, format_checker=oas30_format_checker)
    else:
        validator = OAS31Validator(whole, format_checker=oas31_format_checker)
    try:
        error = next(validator.iter_errors(schema["default"]), None)
    except Exception as problem:  # whatever stops the validator stops it in the last word, too
        return f"the default cannot be checked: {shortened(str(problem))}"
    return f"the default does not fit: {shortened(error.message)}" if error is not None else None


def _is_plain(schema: dict[str, Any]) -> bool:
    """Tell whether a default fits without doubt: a schema that asks for nothing but a plain type, values and limits."""
    value, kind = schema["default"], schema.get("type")
    if not isinstance(kind, str) or type(value) is not _PLAIN_TYPES.get(kind):
        return False
    return value in schema.get("enum", (value,)) and all(
        key in _PLAIN_KEYS or str(key).startswith("x-") or (key in _LIMITS and _LIMITS[key](value, limit))
        for key, limit in schema.items()
    )


def _are_numbers(value: Any, limit: Any) -> bool:
    return type(value) is int and type(limit) in (int, float)
