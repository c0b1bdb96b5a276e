"""Write the values of schemas: defaults, examples and limits, in the type of their schema."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docgen.model.types import Member, Property
from docgen.openapi.examples.fit import has_form
from docgen.openapi.objects import BITS

_ITEM = re.compile(r'"([^"\\]+)"|([\w.-]+)')
_LISTED = re.compile(rf"\[\s*(?:{_ITEM.pattern})(?:\s*,\s*(?:{_ITEM.pattern}))*\s*\]")
_REAL = frozenset({"float", "double", "decimal"})
_INTEGER = re.compile(r"-?\d{1,18}\Z")
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d+)?\Z")


def counted(schema: dict[str, Any], members: Iterable[Member]) -> dict[str, Any]:
    """Return the schema of a number or a truth value with the values that it may have, where all are such."""
    values = [default_of(schema, member.name) for member in members]
    is_both = schema.get("type") == "boolean" and len(set(values)) > 1
    if not values or is_both or any(value is None for value in values):
        return schema
    return {**schema, "enum": list(dict.fromkeys(values))}


def limits(schema: dict[str, Any], prop: Property) -> dict[str, Any]:
    """Return a schema with the limits and the default that are stated, where they fit its type."""
    if not (prop.default or prop.minimum or prop.maximum or prop.example or prop.max_length is not None):
        return schema
    out = dict(schema)
    kind = schema.get("type")
    if kind in ("integer", "number"):
        for key, text in (("minimum", prop.minimum), ("maximum", prop.maximum)):
            if _NUMBER.match(text):
                out[key] = int(float(text)) if kind == "integer" or "." not in text else float(text)
    if kind == "string" and prop.max_length is not None:
        out["maxLength"] = prop.max_length
    default = default_of(out, prop.default)
    if default is not None:
        out["default"] = default
    return sized(out, out.get("minimum"), out.get("maximum"), default, example_of(out, prop.example))


def sized(schema: dict[str, Any], *stated: Any) -> dict[str, Any]:
    """Return the schema of an integer, in the format of 64 bits where a number that is stated of it needs more than 32.

    Generated code takes an integer without a format for one of 32 bits, which does not compile with such a number.
    """
    if schema.get("type") != "integer" or "format" in schema:
        return schema
    if all(number is None or (number if number >= 0 else ~number).bit_length() <= BITS["int32"] for number in stated):
        return schema
    return {"type": "integer", "format": "int64", **schema}


def with_example(description: str, example: str) -> str:
    """Return a description, with a value behind it that no example of its schema can be."""
    return "\n\n".join([text for text in (description, f"Example: `{example}`" if example else "") if text])


def example_of(schema: dict[str, Any], stated: str) -> Any:
    """Return what is stated as an example as a value of its schema; None where it is none."""
    if schema.get("type") == "array" and _LISTED.fullmatch(stated):
        items = [example_of(schema["items"], quoted or bare) for quoted, bare in _ITEM.findall(stated)]
        return None if None in items else items
    if schema.get("type") == "string" and stated and has_form(schema.get("format", ""), stated):
        schema = {key: value for key, value in schema.items() if key != "format"}
    return default_of(schema, stated)


def default_of(schema: dict[str, Any], stated: str | None) -> Any:
    """Return what is stated as a default or an example as a value of its schema; None where it is none."""
    kind, form = schema.get("type"), schema.get("format")
    if not stated or form not in (None, *BITS, *_REAL):
        return None
    if _INTEGER.match(stated) and (kind == "integer" or form in BITS):
        value = int(stated)
        inside = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        return value if inside and value.bit_length() <= BITS.get(form or "", 63) else None
    if kind == "number" and _NUMBER.match(stated):
        number = float(stated) if "." in stated else int(stated)
        return number if schema.get("minimum", number) <= number <= schema.get("maximum", number) else None
    if kind == "boolean":
        return {"true": True, "false": False}.get(stated.lower())
    if kind == "string":
        fits = len(stated) <= schema.get("maxLength", len(stated))
        return stated if fits and stated in schema.get("enum", (stated,)) else None
    return None
