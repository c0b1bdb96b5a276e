"""Put what pages say of an answer into the member in which it stands, or take what they show out of it."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import ExampleFact, JsonFact, PageFacts
from docgen.model import schema_from_example
from docgen.model.api import Array, Object, One, Shape, Value
from docgen.model.resolve import Resolver
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Type
from docgen.source import Span


def wrapped(
    shape: Shape, body: JsonFact | None, page: PageFacts, span: Span, resolver: Resolver, types: TypeHierarchy
) -> Shape:
    """Return the shape of a whole body, of which pages describe what stands in one of its members.

    That is the member that the dialect names; else the one of an example that holds what is described, where nothing
    of that stands beside it.
    """
    form = resolver.dialect(page).document
    if form.unwraps:
        return shape
    known = _members(shape, types)
    if form.envelope:
        name = "" if form.envelope in known else form.envelope
    else:
        name = _shown(body.value, known) if form.examples_add and body else ""
    inner = _property(name, shape, body, span) if name else None
    if inner is None:
        return shape
    others = schema_from_example.properties(body.value, body.span, page, resolver) if body else ()
    return Object((inner, *(one for one in others if one.name != name)))


def opened(page: PageFacts, dialect: Dialect) -> PageFacts:
    """Return a page whose examples of answers are what stands in the envelope, where the dialect describes that."""
    form = dialect.document
    if not (form.unwraps and form.envelope):
        return page
    operations = []
    for operation in page.operations:
        examples = tuple([_opened_example(one, form.envelope) for one in operation.examples])
        operations.append(msgspec.structs.replace(operation, examples=examples))
    return msgspec.structs.replace(page, operations=tuple(operations))


def _opened_example(example: ExampleFact, envelope: str) -> ExampleFact:
    body = example.response_body
    inner = body.value.get(envelope) if body is not None and isinstance(body.value, dict) else None
    if body is None or inner is None:
        return example
    return msgspec.structs.replace(example, response_body=msgspec.structs.replace(body, value=inner))


def _members(shape: Shape, types: TypeHierarchy) -> Set[str]:
    """Return the names of the members that pages describe, in lower case."""
    if isinstance(shape, Object):
        return {one.name.lower() for one in shape.properties}
    if isinstance(shape, One | Array):
        return frozenset[str]().union(*(types.folded_members(one.name) for one in shape.types))
    return frozenset()


def _shown(value: Any, known: Set[str]) -> str:
    """Return the only member of an object that holds what is described; "" for none."""
    if not isinstance(value, dict) or not known or any(str(name).lower() in known for name in value):
        return ""
    found = []
    for name, inner in value.items():
        one = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(one, dict) and one and 2 * sum(str(key).lower() in known for key in one) > len(one):
            found.append(str(name))
    return found[0] if len(found) == 1 else ""


def _property(name: str, shape: Shape, body: JsonFact | None, span: Span) -> Property | None:
    """Return the member that holds a described value; None for a shape that cannot stand in one."""
    shown = body.value.get(name) if body and isinstance(body.value, dict) else None
    match shape:
        case One() | Array():
            many = isinstance(shape, Array) or isinstance(shown, list)
            first, *others = shape.types
            return Property(name, Type(first.type, first.format, first.name, many, tuple(others)), span)
        case Value():
            return Property(name, shape.types[0], span)
        case Object():
            many = shape.many or isinstance(shown, list)
            return Property(name, Type("object", collection=many), span, members=shape.properties)
    return None
