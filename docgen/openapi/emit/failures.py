"""Writes the body of failures whose own pages show none: of types that the dialect states, or that all others show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docgen.dialects import Dialect, DocumentForm
from docgen.model.api import One, Operation, Sample, Shape, types_of
from docgen.model.bodies import JSON
from docgen.model.responses import FAILURES
from docgen.model.types import Type
from docgen.openapi.emit.origins import Node

_MANY = "[]"


def types(dialect: Dialect, keys: dict[str, str]) -> dict[str, Node]:
    """Return the schemas of the types that a dialect states of failures, by component key.

    ``keys`` gives the component key of each type. A member is of another of the types, or of what the dialect has the
    word for; ``[]`` behind it makes it an array.
    """
    return {keys[name]: _type(name, dialect, keys) for name in dialect.document.failure.types}


def _type(name: str, dialect: Dialect, keys: dict[str, str]) -> Node:
    failure = dialect.document.failure
    stated = failure.types[name]
    properties = {member: _member(text, dialect, keys) for member, text in stated.properties.items()}
    owner, _, message = failure.message.rpartition(".")
    if owner == name:
        properties[message]["x-ms-primary-error-message"] = True
    node: Node = {"type": "object", "properties": properties}
    if stated.required:
        node["required"] = list(stated.required)
    node["x-docgen-inferred"] = True
    return node


def _member(text: str, dialect: Dialect, keys: dict[str, str]) -> Node:
    name = text.removesuffix(_MANY)
    if name in keys:
        item: Node = {"$ref": f"#/components/schemas/{keys[name]}"}
    else:
        primitive = dialect.types[dialect.primitive(name)]
        item = {key: value for key, value in (("type", primitive.type), ("format", primitive.format)) if value}
    return {"type": "array", "items": item} if text.endswith(_MANY) else item


def is_of_body(shape: Shape, form: DocumentForm) -> bool:
    """Tell whether the body of a failure is only shown, with no members but those of the type that is stated."""
    stated = form.failure.types.get(form.failure.body)
    if stated is None or not isinstance(shape, Sample) or not isinstance(shape.value, dict):
        return False
    return bool(shape.value) and shape.value.keys() <= stated.properties.keys()


def shown(operations: Iterable[Operation]) -> Type | None:
    """Return the type that all failures have of which pages tell a body, where there are several; None for none."""
    told: Counter[Type | None] = Counter()
    for operation in operations:
        for response in operation.responses:
            for content in response.content if response.status >= FAILURES else ():
                shape = content.shape
                is_one = isinstance(shape, One) and len(shape.types) == 1 and content.media_types == (JSON,)
                told[types_of(shape)[0] if is_one else None] += 1
    return next(iter(told)) if len(told) == 1 and told.total() > 1 else None
