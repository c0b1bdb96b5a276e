"""Read a JSON Schema that stands on a page as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.codeblocks.json_value import read_json
from docgen.markdown.page import Cell
from docgen.outline.row import Row
from docgen.source import Span, Text

_DEEPEST = 10


def read(text: Text) -> tuple[Row, ...]:
    """Return the members that a schema describes, () where it describes none."""
    if not text.value.lstrip().startswith("{"):
        return ()
    found = read_json(text)
    if found is None or not isinstance(found.value, dict):
        return ()
    return tuple(_rows(found.value, found.value, text.span, 0))


def _rows(schema: Mapping[str, Any], whole: Mapping[str, Any], span: Span, depth: int) -> Iterator[Row]:
    schema = _items(_resolved(schema, whole), whole)
    members = schema.get("properties")
    required = schema.get("required")
    if not isinstance(members, dict) or depth > _DEEPEST:
        return
    for name, written in members.items():
        inner = _resolved(written, whole) if isinstance(written, dict) else {}
        about = inner.get("description")
        must = isinstance(required, list) and name in required
        yield Row(
            span,
            Cell(str(name), span),
            "list",
            type=Cell(_type(inner, whole), span) if _type(inner, whole) else None,
            required=Cell("required", span) if must else None,
            description=Cell(about, span) if isinstance(about, str) else None,
            depth=depth,
            sure=True,
            exact=True,
            values=tuple(_values(inner, span) or _values(_items(inner, whole), span)),
        )
        yield from _rows(inner, whole, span, depth + 1)


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
    stated = schema.get("type")
    if isinstance(stated, list):
        stated = next((one for one in stated if one != "null"), None)
    if stated == "array":
        inner = schema.get("items")
        item = _type(_resolved(inner, whole), whole) if isinstance(inner, dict) else ""
        return f"array[{item}]" if item else "array"
    return stated if isinstance(stated, str) else ("object" if "properties" in schema else "")
