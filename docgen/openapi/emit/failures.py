"""Writes the body of failures whose own pages show none: of types that the dialect states."""

from __future__ import annotations

from docgen.dialects import Dialect, DocumentForm
from docgen.model.api import Sample, Shape
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
