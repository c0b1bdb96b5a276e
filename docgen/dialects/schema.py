"""Makes the JSON Schema of dialect files, by which editors complete and check them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import inspect

from docgen.dialects import DEFAULT, keys, names
from docgen.dialects.layers import ADD, REPLACE
from docgen.dialects.tables import Dialect

_PLAIN: Mapping[type, str] = {
    inspect.StrType: "text",
    inspect.BoolType: "flag",
    inspect.IntType: "number",
    inspect.CustomType: "pattern",  # compiled, or a form
}
_LISTS = (inspect.VarTupleType, inspect.FrozenSetType)


def schema_text() -> str:
    """Return the JSON Schema of dialect files, as committed beside this module."""
    whole = _table(inspect.type_info(Dialect), ())
    whole["properties"]["extends"] |= {"enum": list(names()), "default": DEFAULT}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dialect",
        "description": "What headings, columns, words and sentences mean on the pages of a team.",
        **whole,
        "$defs": _definitions(),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _schema(kind: inspect.Type, where: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a key, with its description."""
    described = keys.describe(where)
    return {"description": described, **_shape(kind, where)} if described else _shape(kind, where)


def _shape(kind: inspect.Type, where: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(kind, inspect.UnionType):
        kind = next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    if isinstance(kind, inspect.LiteralType):
        return {"enum": list(kind.values)}
    if isinstance(kind, (inspect.StructType, inspect.DictType)):
        return _table(kind, where)
    if isinstance(kind, _LISTS) and isinstance(kind.item_type, inspect.StructType):
        return {"type": "array", "items": _table(kind.item_type, where)}
    if isinstance(kind, _LISTS) and isinstance(kind.item_type, inspect.LiteralType):
        return _changeable({"type": "array", "items": {"enum": list(kind.item_type.values)}}, (ADD, REPLACE))
    return {"$ref": f"#/$defs/{_name(kind)}"}


def _name(kind: inspect.Type) -> str:
    """Return the name of the definition of a value that is no table."""
    if isinstance(kind, _LISTS):
        return f"{_name(kind.item_type)}-list"
    if isinstance(kind, inspect.TupleType):
        return "-".join(map(_name, kind.item_types))
    return _PLAIN[type(kind)]


def _definitions() -> dict[str, Any]:
    """Return the definitions of values that are no tables; lists and patterns can be added to those that hold."""
    text, pattern = {"type": "string"}, {"type": "string", "format": "regex"}
    pairs = {name: _pair(second) for name, second in (("text-text", text), ("text-pattern", pattern))}
    lists = {"text": text, "pattern": pattern, **pairs, "text-list": {"type": "array", "items": text}}
    return {
        "text": text,
        "flag": {"type": "boolean"},
        "number": {"type": "integer"},
        "pattern": _changeable(pattern, (ADD,)),
        **{
            f"{name}-list": _changeable({"type": "array", "items": item}, (ADD, REPLACE))
            for name, item in lists.items()
        },
    }


def _pair(second: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "prefixItems": [{"type": "string"}, second], "minItems": 2, "maxItems": 2}


def _changeable(value: Mapping[str, Any], ways: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a value that can also be added to the one that holds, or put in its place."""
    changes = {"type": "object", "properties": dict.fromkeys(ways, value), "additionalProperties": False}
    return {"anyOf": [dict(value), changes]}


def _table(kind: inspect.Type, where: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a table: of the keys that are described, and of any key where there may be others."""
    known = keys.known(where) or {}
    if isinstance(kind, inspect.StructType):
        types = {field.encode_name: field.type for field in kind.fields}
    else:
        assert isinstance(kind, inspect.DictType)
        types = dict.fromkeys(known, kind.value_type)
    named = {key: _schema(types[key], (*where, key)) for key in known if key != keys.ANY}
    others = _schema(types[keys.ANY], (*where, keys.ANY)) if keys.ANY in known else False
    return {"type": "object", "properties": named, "additionalProperties": others}
