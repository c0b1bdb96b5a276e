"""Read the members that a JSON Schema describes as rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from docgen.codeblocks.json_value import read_json
from docgen.markdown.page import Cell
from docgen.names import folded
from docgen.outline.row import Declared, Row
from docgen.source import Span, Text

_DEEPEST = 10
_MOST = 2_000  # schemas that are read of one text: those that refer to each other have endless members
_COMBINED = ("allOf", "oneOf", "anyOf")
# What a schema says of a member; any other object in the place of one is a value.
_KEYWORDS = frozenset(
    ("type", "$ref", "properties", "items", "enum", "const", "description", "title", "format", "default", *_COMBINED)
)
# What rows hold in cells of their own, or what says nothing of a value.
_HELD = (_KEYWORDS - {"title"}) | {"required", "nullable", "deprecated", "example", "$defs", "definitions"}
_ABOUT_SCHEMA = frozenset(("$schema", "$id", "id", "$anchor", "$comment"))
REFERENCE = re.compile(r"#/(?:[\w$~-]+/)+(?P<name>[\w.-]+)")
"""A pointer to a type, with its name."""

_Schema = Mapping[str, Any]


def read(text: Text) -> tuple[Row, ...]:
    """Return the members that a schema describes, () where it describes none."""
    found = _value(text)
    return tuple(_Reader(found, text.span).rows(found, 0)) if found is not None else ()


def declared(text: Text) -> Declared:
    """Return the type that a schema describes, without rows for JSON that shows a value."""
    found = _value(text)
    return _declared(found, _Reader(found, text.span)) if found is not None and _is_schema(found) else Declared()


def described(schema: Mapping[str, Any], span: Span, document: Mapping[str, Any] | None = None) -> Declared:
    """Return the type that a schema describes; those that it refers to stand elsewhere, or in a document."""
    return _declared(schema, _Reader(document or {}, span))


def described_as(name: str, schema: Mapping[str, Any], span: Span, *, required: bool) -> tuple[Row, ...]:
    """Return the row of what has a name and a schema, and those of its members."""
    reader = _Reader({}, span)
    return (reader.row(name, schema, 0, required=required), *reader.rows(schema, 1))


def _declared(schema: _Schema, reader: _Reader) -> Declared:
    whole = reader.resolved(schema)
    rows = tuple(reader.rows(schema, 0))
    if rows:
        return Declared(rows, "properties" not in whole and whole.get("type") == "array")
    return Declared((reader.row("", whole, 0),)) if reader.type_of(whole) else Declared()


def _value(text: Text) -> _Schema | None:
    found = read_json(text) if text.value.lstrip().startswith("{") else None
    return found.value if found is not None and isinstance(found.value, dict) else None


def _is_schema(value: _Schema) -> bool:
    """Return whether an object is a schema: it has members that are schemas, items, parts, or leads to one."""
    type_, members, items = value.get("type"), value.get("properties"), value.get("items")
    if isinstance(members, dict) and (_says(type_, "object") or "$schema" in value):
        return all(isinstance(one, dict) and (not one or _KEYWORDS & one.keys()) for one in members.values())
    if isinstance(items, dict) and _says(type_, "array"):
        return bool(_KEYWORDS & items.keys())
    reference = value.get("$ref")
    if isinstance(reference, str) and len(value) == 1:
        return REFERENCE.fullmatch(reference) is not None
    parts: list[object] = next((value[key] for key in _COMBINED if isinstance(value.get(key), list)), [])
    return bool(parts) and all(isinstance(one, dict) and _KEYWORDS & one.keys() for one in parts)


def _says(type_: object, name: str) -> bool:
    return type_ == name or (isinstance(type_, list) and name in type_)


class _Reader:
    """Reads the schemas of one text; ``open`` are those around the place that is read, which go on there as before."""

    def __init__(self, whole: _Schema, span: Span) -> None:
        self.whole = whole
        self.span = span
        self.left = _MOST
        self.open: set[int] = set()

    def rows(self, schema: _Schema, depth: int) -> Iterator[Row]:
        """Yield the members of a schema, and those inside them."""
        schema = self.items(self.resolved(schema))
        self.left -= 1
        if depth > _DEEPEST or self.left < 0 or id(schema) in self.open:
            return
        self.open.add(id(schema))
        for key in _COMBINED:
            yield from self.of_parts(schema, key, depth)
        members = schema.get("properties")
        required = schema.get("required")
        for name, written in members.items() if isinstance(members, dict) else ():
            inner = self.resolved(written) if isinstance(written, dict) else {}
            must = isinstance(required, list) and name in required
            yield self.row(str(name), inner, depth, required=must)
            yield from self.rows(inner, depth + 1)
        self.open.discard(id(schema))

    def of_parts(self, schema: _Schema, key: str, depth: int) -> Iterator[Row]:
        """Yield the members of the parts of a schema; of several of which one holds, none is required."""
        found = self.parts(schema, key)
        for part in found:
            if key == "allOf" and "$ref" in part:
                yield self.row("", part, depth)
            for row in self.rows(part, depth + 1) if depth < _DEEPEST else ():
                raised = msgspec.structs.replace(row, depth=row.depth - 1)
                is_sure = key == "allOf" or len(found) == 1
                yield raised if is_sure else msgspec.structs.replace(raised, required=None)

    def row(self, name: str, schema: _Schema, depth: int, *, required: bool = False) -> Row:
        """Return the row of a schema."""
        type_ = self.type_of(schema)
        items = self.items(schema)
        others = [*self.others(schema, name)]
        about = schema.get("description")
        if items is not schema and "$ref" not in schema["items"]:
            others += [(f"items.{key}", cell) for key, cell in self.others(items, name)]
            about = about or items.get("description")
        values = tuple(self.values(schema) or self.values(items))
        return Row(
            self.span,
            Cell(name, self.span),
            "list",
            type=Cell(type_, self.span) if type_ else None,
            required=Cell("required", self.span) if required else None,
            default=self.cell(schema.get("default")),
            description=Cell(about, self.span) if isinstance(about, str) else None,
            depth=depth,
            sure=True,
            exact=True,
            nullable=schema.get("nullable") is True or _says(schema.get("type"), "null"),
            deprecated=schema.get("deprecated") is True,
            values=values,
            closed=bool(values),
            example=self.cell(schema.get("example")),
            others=tuple(others),
        )

    def cell(self, value: object) -> Cell | None:
        """Return a cell with a plain value, None for any other."""
        if isinstance(value, str):
            return Cell(value, self.span)
        return Cell(json.dumps(value), self.span) if isinstance(value, bool | int | float) else None

    def others(self, schema: _Schema, name: str) -> Iterator[tuple[str, Cell]]:
        """Yield what a schema says of a value that no cell of a row holds, with its keyword."""
        for key, value in schema.items():
            is_plain = isinstance(value, str | bool | int | float)
            if key in _HELD and (is_plain or key not in ("default", "example")):
                continue
            if key in _ABOUT_SCHEMA or (key == "title" and folded(str(value)) == folded(name)):
                continue
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            is_bare = "`" in text or (is_plain and not isinstance(value, str))
            yield key, Cell(text if is_bare else f"`{text}`", self.span)
        bases = [self.type_of(part) for part in self.parts(schema, "allOf") if "$ref" in part]
        if bases and len(self.kinds(schema, ("allOf",), 0)) > 1:
            yield "allOf", Cell(", ".join(bases), self.span)

    def values(self, schema: _Schema) -> list[Cell]:
        """Return the values that a schema lists."""
        listed = schema.get("enum", [schema["const"]] if "const" in schema else [])
        values = listed if isinstance(listed, list) else []
        return [Cell(str(one), self.span) for one in values if isinstance(one, str | int | float)]

    def resolved(self, schema: _Schema) -> _Schema:
        """Return a schema, or the one of the same text that it refers to."""
        target = schema.get("$ref")
        at: Any = self.whole
        for step in target.removeprefix("#/").split("/") if isinstance(target, str) and target.startswith("#/") else ():
            at = at.get(step) if isinstance(at, dict) else None
        return at if isinstance(target, str) and isinstance(at, dict) and at is not self.whole else schema

    def items(self, schema: _Schema) -> _Schema:
        """Return the schema of the items of an array, else the schema itself."""
        inner = schema.get("items")
        return self.resolved(inner) if isinstance(inner, dict) and "properties" not in schema else schema

    def parts(self, schema: _Schema, key: str) -> Sequence[_Schema]:
        """Return the schemas of which all, one or some hold."""
        parts = schema.get(key)
        return [self.resolved(part) for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []

    def type_of(self, schema: _Schema, depth: int = 0) -> str:
        """Return the type of a schema, or the name of the one that it refers to and that stands elsewhere."""
        stated, reference = schema.get("type"), schema.get("$ref")
        if depth > _DEEPEST:
            return ""
        if isinstance(stated, list):
            kinds = [self.type_of({**schema, "type": one}, depth + 1) for one in stated if one != "null"]
            return " or ".join(filter(None, kinds))
        if stated == "array":
            inner = schema.get("items")
            item = self.type_of(self.resolved(inner), depth + 1) if isinstance(inner, dict) else ""
            return f"array[{item}]" if item else "array"
        if isinstance(stated, str):
            format_ = schema.get("format")
            return f"{stated} ({format_})" if isinstance(format_, str) and format_.isprintable() else stated
        named = REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
        if named or "properties" in schema:
            return named["name"] if named else "object"
        whole = self.kinds(schema, ("allOf",), depth)
        if whole:
            return whole[0] if len(whole) == 1 else "object"
        return " or ".join(self.kinds(schema, ("oneOf", "anyOf"), depth))

    def kinds(self, schema: _Schema, keys: Sequence[str], depth: int) -> list[str]:
        """Return the types of the parts of a schema, each once."""
        found = [self.type_of(part, depth + 1) for key in keys for part in self.parts(schema, key)]
        return list(dict.fromkeys(filter(None, found)))
