"""Validates a document against the OpenAPI specification; each problem becomes a finding in a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.openapi.document import Document, pointer
from docgen.openapi.examples.json_schema import deepest, shortened
from docgen.openapi.objects import JSON_SCHEMA, METHODS, parts, walk
from docgen.openapi.validate.semantics import Problem, problems

# openapi-spec-validator takes two seconds for 400 operations with as many schemas, and ten for 1,600.
_FULL_BELOW = 400


def validate(document: Document, *, full: bool | None = None) -> tuple[Diagnostic, ...]:
    """Return a finding for each problem of a document, none for a valid one.

    The checks of this package and the meta-schema of the OpenAPI version come first. A document in which they find
    nothing is also validated with openapi-spec-validator where ``full`` is true, or None and the document has fewer
    than 400 operations. The span of a finding is the origin of the place, or of the nearest place around it that has
    one. Equal problems are reported once.
    """
    content = document.content
    found = problems(content)
    said = {place[:length] for place, _ in found for length in range(len(place) + 1)}
    found += [problem for problem in _structure(content, document.version) if problem[0] not in said]
    if not found and (full or (full is None and _is_small(content))):
        from docgen.openapi.validate.spec_validator import objections

        found += objections(content)
    return tuple(_diagnostic(document, place, problem) for place, problem in dict.fromkeys(found))


def misshapen(document: Document) -> tuple[Diagnostic, ...]:
    """Return why the meta-schema refuses a document: what works on documents need not cope with such a one."""
    found = dict.fromkeys(_structure(document.content, document.version))
    return tuple(_diagnostic(document, place, problem) for place, problem in found)


def _diagnostic(document: Document, place: tuple[str | int, ...], problem: str) -> Diagnostic:
    where = pointer(place)
    return rules.INVALID_DOCUMENT.at(document.origin(where), pointer=where or "/", problem=problem, subject=where)


def _is_small(content: dict[str, Any]) -> bool:
    items = content.get("paths")
    if not isinstance(items, dict):
        return True
    return sum(method in item for item in items.values() if isinstance(item, dict) for method in METHODS) < _FULL_BELOW


def _structure(content: dict[str, Any], version: str) -> Iterator[Problem]:
    """Hold the document against the meta-schema of its version, and schemas of 3.1 against that of JSON Schema."""
    minor = "3.0" if version.startswith("3.0") else "3.1"
    try:
        yield from (_placed(error, ()) for error in _errors(_meta_schema(minor), content))
        if minor == "3.1":
            yield from _schemas(content)
    except ValueError as problem:  # a key that is no string, which only a fault of ours can bring about
        yield (), shortened(str(problem))


def _schemas(content: dict[str, Any]) -> Iterator[Problem]:
    roots = {
        pointer(place): (place, node.value)
        for node in walk(content)
        if node.kind == "schema" and node.parent != "schema"
        for place in (parts(node.trail),)
    }
    instance = {where: schema for where, (_, schema) in roots.items()}
    for error in _errors(_schema_of_schemas(), instance):
        place, _ = roots[str(error.instance_path[0])]
        yield _placed(error, place)


def _errors(validator: Any, instance: Any) -> list[Any]:
    return [] if validator.is_valid(instance) else list(validator.iter_errors(instance))


def _placed(error: Any, around: tuple[str | int, ...]) -> Problem:
    inner = deepest(error)
    path = list(inner.instance_path)
    return (*around, *(path[1:] if around else path)), shortened(inner.message)


@lru_cache(maxsize=2)
def _meta_schema(minor: str) -> Any:
    import jsonschema_rs

    schema = _packaged("openapi_spec_validator", "resources", "schemas", f"v{minor}", "schema.json")
    return jsonschema_rs.validator_for(schema, mask="the value", offline=True)


@lru_cache(maxsize=1)
def _schema_of_schemas() -> Any:
    """Return the validator of a mapping whose values are schemas of OpenAPI 3.1."""
    import jsonschema_rs

    dialect = _packaged("openapi_schema_validator", "schemas", "oas3.1", "metaschema.json")
    vocabulary = _packaged("openapi_schema_validator", "schemas", "oas3.1", "vocabularies", "base")
    registry = jsonschema_rs.Registry([(each["$id"], each) for each in (dialect, vocabulary)])
    root = {"$schema": JSON_SCHEMA, "additionalProperties": {"$ref": dialect["$id"]}}
    return jsonschema_rs.Draft202012Validator(root, registry=registry, mask="the value", offline=True)


def _packaged(package: str, *names: str) -> Any:
    """Return the JSON file of a package without importing it: the import takes longer than the check."""
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None
    return json.loads(Path(spec.origin).parent.joinpath(*names).read_text(encoding="utf-8"))
