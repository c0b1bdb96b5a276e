"""Marks the properties as nullable that examples show as null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from docgen.model.api import Collection, Content, Operation, contents_of, types_of
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Schema, Type

_DEPTH = 20


def allow(operations: Iterable[Operation], types: TypeHierarchy, member: str) -> TypeHierarchy:
    """Return the types with ``nullable`` set on each property that an example shows as null.

    ``member`` is the member that collections stand in. What a page states, also that null is not allowed, stays.
    """
    seen: Seen = set()
    for operation in operations:
        for content in contents_of(operation):
            for example in content.examples:
                value = _inner(example.value, content, member)
                for type_ in types_of(content.shape):
                    _note(value, type_, types, seen, 0)
    schemas = {name: _allowing(schema, seen) for name, schema in types.schemas.items()}
    return TypeHierarchy(schemas, types.enums, types.described)


Seen = set[tuple[str, str]]  # the types and properties that are shown as null


def _note(value: Any, type_: Type, types: TypeHierarchy, seen: Seen, depth: int) -> None:
    """Add (type, property) to ``seen`` for each null inside a value."""
    if isinstance(value, list):
        for item in value:
            _note(item, type_, types, seen, depth)
    elif isinstance(value, dict) and type_.name in types.schemas and depth < _DEPTH:
        owned = types.members(type_.name)
        for key, inner in value.items():
            if (inner is None or isinstance(inner, (dict, list))) and key in owned:
                owner, prop = owned[key]
                if inner is None:
                    seen.add((owner, key))
                else:
                    _note(inner, prop.type, types, seen, depth + 1)


def _inner(value: Any, content: Content, member: str) -> Any:
    if isinstance(content.shape, Collection) and isinstance(value, dict):
        return value.get(member)
    return value


def _allowing(schema: Schema, seen: Seen) -> Schema:
    if not any((schema.name, p.name) in seen and p.nullable is None for p in schema.properties):
        return schema
    properties = tuple(
        msgspec.structs.replace(p, nullable=True) if p.nullable is None and (schema.name, p.name) in seen else p
        for p in schema.properties
    )
    return msgspec.structs.replace(schema, properties=properties)
