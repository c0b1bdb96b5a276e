"""Validates values against schemas of a document with jsonschema-rs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec

from docgen.openapi.document import pointer
from docgen.openapi.misfit import REQUIRED
from docgen.openapi.objects import JSON_SCHEMA

_ONE = frozenset(("items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else"))
_MANY = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_NAMED = frozenset(("properties", "patternProperties", "dependentSchemas", "$defs"))
_DROPPED = frozenset(("example", "examples", "default", "discriminator", "xml", "externalDocs", "description", "title"))
_OF_30 = frozenset(("nullable", "exclusiveMinimum", "exclusiveMaximum"))
_LONGEST_MESSAGE = 200


class SchemaError(NamedTuple):
    """Why a value does not fit: the place in the value, and the problem there."""

    pointer: tuple[str | int, ...]
    problem: str

    @property
    def missing(self) -> str:
        """Return the name of the required member that the value lacks, "" where the problem is another one."""
        match = REQUIRED.match(self.problem)
        return match["name"] if match else ""

    def __str__(self) -> str:
        """Return ``/value/0/id: the problem``."""
        return f"{pointer(self.pointer)}: {self.problem}" if self.pointer else self.problem


Check = Callable[[Any], SchemaError | None]


class Shared(msgspec.Struct, frozen=True):
    """A components object that several calls use, and that must not change meanwhile; ``checks`` are those so far."""

    components: Mapping[str, Any]
    checks: dict[str, Check] = {}


def json_schema_errors(
    components: Mapping[str, Any] | Shared, cases: Sequence[tuple[Any, Any]], *, assert_formats: bool = False
) -> list[SchemaError | None]:
    """Return for each (schema, value) the first error, or None where the value fits.

    ``components`` is the components object that references lead to, shared or not; schemas may be those of OpenAPI
    3.0 or 3.1. With ``assert_formats`` a ``date-time`` must be one; no other format is looked at. A schema that cannot
    be used at all is an error, too.
    """
    shared = components if isinstance(components, Shared) else Shared(components)
    keys: list[str] = []
    schemas: dict[str, Any] = {}
    for schema, _ in cases:
        key = f"{assert_formats} {_written(schema)}"
        keys.append(key)
        if key not in shared.checks:
            schemas.setdefault(key, schema)
    if schemas:
        write = _Writer(assert_formats=assert_formats)
        numbers = {f"s{number}": key for number, key in enumerate(schemas)}
        written = {number: write.schema(schemas[key]) for number, key in numbers.items()}
        checks = _checks(written, write.led_to(shared.components))
        shared.checks.update((key, checks[number]) for number, key in numbers.items())
    return [shared.checks[key](value) for key, (_, value) in zip(keys, cases, strict=True)]


def _written(schema: Any) -> str:
    """Return a text that only equal schemas share."""
    if isinstance(schema, dict) and len(schema) == 1 and isinstance(schema.get("$ref"), str):
        return f"$ref {schema['$ref']}"  # most are so; no JSON begins like this
    return json.dumps(schema)


class _Writer:
    """Writes schemas of OpenAPI 3.0 or 3.1 as ones of JSON Schema 2020-12 that accept the same values."""

    def __init__(self, *, assert_formats: bool) -> None:
        self.formats = ("date-time",) if assert_formats else ()
        self.references: dict[str, None] = {}  # in their order

    def led_to(self, components: Mapping[str, Any]) -> dict[str, Any]:
        """Return the components, written, that the schemas so far refer to, directly or through others."""
        named = components.get("schemas")
        out: dict[str, Any] = {}
        while isinstance(named, Mapping) and self.references:
            name = _component(self.references.popitem()[0])
            if name in named and name not in out:
                out[name] = self.schema(named[name])
        return out

    def schema(self, schema: Any) -> Any:
        """Return a schema as one of JSON Schema."""
        if not isinstance(schema, dict):
            return schema
        out: dict[str, Any] = {}
        for key, value in schema.items():
            if key in _DROPPED:
                continue
            if key in _NAMED and isinstance(value, dict):
                out[key] = {name: self.schema(each) for name, each in value.items()}
            elif key in _ONE:
                out[key] = self.schema(value)
            elif key in _MANY and isinstance(value, list):
                out[key] = [self.schema(each) for each in value]
            elif not (key.startswith("x-") or (key == "format" and value not in self.formats)):
                out[key] = value
        if isinstance(out.get("$ref"), str):
            self.references[out["$ref"]] = None
        return out if _OF_30.isdisjoint(out) else _without_nullable(out)


def _component(reference: str) -> str:
    """Return the name of the schema component that a reference leads to or into, "" for anything else."""
    parts = reference.split("/", 4)
    if parts[:3] != ["#", "components", "schemas"] or len(parts) < 4:
        return ""
    return unquote(parts[3]).replace("~1", "/").replace("~0", "~")


def _without_nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Turn the words that only OpenAPI 3.0 knows into those of JSON Schema, in place."""
    nullable, kind = schema.pop("nullable", False), schema.get("type")
    if nullable is True and isinstance(kind, str):
        schema["type"] = [kind, "null"]
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        elif isinstance(schema.get(exclusive), bool):
            del schema[exclusive]
    return schema


def _checks(schemas: dict[str, Any], shared: dict[str, Any]) -> dict[str, Check]:
    """Return a check for each schema: all from one validator, or halved until the unusable ones stand alone."""
    try:
        check = _compiled(schemas, shared)
    except Exception:  # a pattern that does not compile, a reference that leads nowhere
        names = list(schemas)
        if len(names) == 1:
            return {names[0]: lambda _: SchemaError((), "the schema cannot be used")}
        halves = names[: len(names) // 2], names[len(names) // 2 :]
        return {key: each for half in halves for key, each in _checks({n: schemas[n] for n in half}, shared).items()}
    return {name: _bound(check, name) for name in schemas}


def _bound(check: Callable[[str, Any], SchemaError | None], name: str) -> Check:
    return lambda value: check(name, value)


def _compiled(schemas: dict[str, Any], shared: dict[str, Any]) -> Callable[[str, Any], SchemaError | None]:
    import jsonschema_rs

    root = {"$schema": JSON_SCHEMA, "properties": schemas, "components": {"schemas": shared}}
    validator = jsonschema_rs.Draft202012Validator(root, mask="the value", validate_formats=True, offline=True)

    def check(name: str, value: Any) -> SchemaError | None:
        instance = {name: value}
        try:
            if validator.is_valid(instance):
                return None
            error = next(iter(validator.iter_errors(instance)))
        except Exception as problem:  # a value that is no JSON, nesting without end
            return SchemaError((), shortened(str(problem)))
        inner = deepest(error)
        return SchemaError(tuple(inner.instance_path[1:]), shortened(inner.message))

    return check


def deepest(error: Any) -> Any:
    """Return the error inside the alternative that fits best, where one alternative fits better than the others."""
    while error.kind.name in ("anyOf", "oneOf"):
        branches = [branch for branch in error.kind.context if branch]
        reached = [max(len(inner.instance_path) for inner in branch) for branch in branches]
        best = max(reached, default=0)
        if best <= len(error.instance_path) or reached.count(best) > 1:
            return error
        error = max(branches[reached.index(best)], key=lambda inner: len(inner.instance_path))
    return error


def shortened(message: str) -> str:
    """Return the first line of a message, cut where it is long."""
    line = message.strip().partition("\n")[0]
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 3] + "..."
