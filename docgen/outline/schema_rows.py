"""Read a JSON Schema that stands on a page as rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from docgen.codeblocks.json_value import read_json
from docgen.markdown.page import Cell
from docgen.outline.row import Declared, Row
from docgen.source import Span, Text

_DEEPEST = 10
_COMBINED = ("allOf", "oneOf", "anyOf")
# What a schema says of a member; any other object in the place of one is a value.
_KEYWORDS = frozenset(
    ("type", "$ref", "properties", "items", "enum", "const", "description", "title", "format", "default", *_COMBINED)
)
_REFERENCE = re.compile(r"#/(?:[\w~-]+/)+(?P<name>[\w.-]+)\Z")


def read(text: Text) -> tuple[Row, ...]:
    """Return the members that a schema describes, () where it describes none."""
    found = _value(text)
    return tuple(_rows(found, found, text.span, 0)) if found is not None else ()


def declared(text: Text) -> Declared:
    """Return the type that a schema describes, without rows for JSON that shows a value."""
    found = _value(text)
    if found is None or not _is_schema(found):
        return Declared()
    whole = _resolved(found, found)
    rows = tuple(_rows(found, found, text.span, 0))
    if rows:
        return Declared(rows, "properties" not in whole and whole.get("type") == "array")
    return Declared((_row("", whole, found, text.span, 0),)) if _type(whole, found) else Declared()


def _value(text: Text) -> Mapping[str, Any] | None:
    found = read_json(text) if text.value.lstrip().startswith("{") else None
    return found.value if found is not None and isinstance(found.value, dict) else None


def _is_schema(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a schema: it has members that are schemas, items, parts, or leads to one."""
    type_, members, items = value.get("type"), value.get("properties"), value.get("items")
    if isinstance(members, dict) and (_says(type_, "object") or "$schema" in value):
        return all(isinstance(one, dict) and (not one or _KEYWORDS & one.keys()) for one in members.values())
    if isinstance(items, dict) and _says(type_, "array"):
        return bool(_KEYWORDS & items.keys())
    reference = value.get("$ref")
    if isinstance(reference, str) and len(value) == 1:
        return _REFERENCE.match(reference) is not None
    parts: list[object] = next((value[key] for key in _COMBINED if isinstance(value.get(key), list)), [])
    return bool(parts) and all(isinstance(one, dict) and _KEYWORDS & one.keys() for one in parts)


def _says(type_: object, name: str) -> bool:
    return type_ == name or (isinstance(type_, list) and name in type_)


def _rows(schema: Mapping[str, Any], whole: Mapping[str, Any], span: Span, depth: int) -> Iterator[Row]:
    schema = _items(_resolved(schema, whole), whole)
    if depth > _DEEPEST:
        return
    for key in _COMBINED:
        yield from _of_parts(schema.get(key), whole, span, depth, all_=key == "allOf")
    members = schema.get("properties")
    required = schema.get("required")
    for name, written in members.items() if isinstance(members, dict) else ():
        inner = _resolved(written, whole) if isinstance(written, dict) else {}
        must = isinstance(required, list) and name in required
        yield _row(str(name), inner, whole, span, depth, required=must)
        yield from _rows(inner, whole, span, depth + 1)


def _of_parts(parts: object, whole: Mapping[str, Any], span: Span, depth: int, *, all_: bool) -> Iterator[Row]:
    """Yield the members of the parts of a schema; of several of which one holds, none is required."""
    found = [_resolved(part, whole) for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    for part in found:
        if all_ and "$ref" in part:
            yield _row("", part, whole, span, depth)
        for row in _rows(part, whole, span, depth + 1) if depth < _DEEPEST else ():
            raised = msgspec.structs.replace(row, depth=row.depth - 1)
            yield raised if all_ or len(found) == 1 else msgspec.structs.replace(raised, required=None)


def _row(
    name: str, schema: Mapping[str, Any], whole: Mapping[str, Any], span: Span, depth: int, *, required: bool = False
) -> Row:
    about, default = schema.get("description"), schema.get("default")
    type_ = _type(schema, whole)
    return Row(
        span,
        Cell(name, span),
        "list",
        type=Cell(type_, span) if type_ else None,
        required=Cell("required", span) if required else None,
        default=Cell(json.dumps(default), span) if isinstance(default, bool | int | float) else _cell(default, span),
        description=_cell(about, span),
        depth=depth,
        sure=True,
        exact=True,
        nullable=schema.get("nullable") is True or _says(schema.get("type"), "null"),
        values=tuple(_values(schema, span) or _values(_items(schema, whole), span)),
    )


def _cell(value: object, span: Span) -> Cell | None:
    return Cell(value, span) if isinstance(value, str) else None


def _values(schema: Mapping[str, Any], span: Span) -> list[Cell]:
    listed = schema.get("enum")
    values = listed if isinstance(listed, list) else []
    return [Cell(str(one), span) for one in values if isinstance(one, str | int | float)]


def _resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema, or the one of the same text that it refers to."""
    target = schema.get("$ref")
    at: Any = whole
    for step in target.removeprefix("#/").split("/") if isinstance(target, str) and target.startswith("#/") else ():
        at = at.get(step) if isinstance(at, dict) else None
    return at if isinstance(target, str) and isinstance(at, dict) and at is not whole else schema


def _items(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = schema.get("items")
    return _resolved(inner, whole) if isinstance(inner, dict) and "properties" not in schema else schema


def _type(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> str:
    """Return the type of a schema, or the name of the one that it refers to and that stands elsewhere."""
    stated, reference = schema.get("type"), schema.get("$ref")
    if isinstance(stated, list):
        stated = next((one for one in stated if one != "null"), None)
    if stated == "array":
        inner = schema.get("items")
        item = _type(_resolved(inner, whole), whole) if isinstance(inner, dict) else ""
        return f"array[{item}]" if item else "array"
    if isinstance(stated, str):
        format_ = schema.get("format")
        return f"{stated} ({format_})" if isinstance(format_, str) and format_.isprintable() else stated
    named = _REFERENCE.match(reference) if isinstance(reference, str) else None
    return named["name"] if named else ("object" if "properties" in schema else "")
