"""The member in which answers stand: put around what pages describe, or taken off what they show."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from docgen import dialects
from docgen.dialects import Dialect
from docgen.extract.facts import ExampleFact, JsonFact, OperationFact, PageFacts
from docgen.model import envelopes
from docgen.model.api import Array, Collection, Object, One, Sample, Shape, Stream, Value
from docgen.model.resolve import Resolver
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Schema, Type
from docgen.source import Span

HERE = Span("page.md", 0, 1)
BASE = dialects.load("base")
NAMES = ("id", "Name")
TYPES = TypeHierarchy(
    {
        "Boat": Schema("Boat", HERE, properties=tuple(Property(name, Type("string"), HERE) for name in NAMES)),
        "Held": Schema("Held", HERE, properties=(Property("data", Type("string"), HERE),)),
    },
    {},
)
BOAT, HELD = Type(name="Boat"), Type(name="Held")
ROWS = tuple(Property(name, Type("string"), HERE) for name in NAMES)
WHOLE = {"id": "1", "name": "x"}


def dialect(**said: Any) -> Dialect:
    return msgspec.structs.replace(BASE, document=msgspec.structs.replace(BASE.document, **said))


def wrap(shape: Shape, value: Any, **said: Any) -> str:
    """Return what the whole body is, in a line."""
    page = PageFacts("page.md", "page", "", "base")
    body = None if value is ... else JsonFact(value, HERE)
    resolver = Resolver([page], {"base": dialect(**said)})
    found = envelopes.wrapped(shape, body, page, HERE, resolver, TYPES)
    if found is shape:
        return "same"
    assert isinstance(found, Object)
    return " ".join(map(written, found.properties))


def written(one: Property) -> str:
    inside = f"({' '.join(inner.name for inner in one.members)})" if one.members else ""
    others = "".join(f"|{other.name}" for other in one.type.alternatives)
    return f"{one.name}:{one.type.name or one.type.type}{others}{inside}{'[]' * one.type.collection}"


@pytest.mark.parametrize(
    ("shape", "value", "want"),
    [
        (One((BOAT,)), {"data": WHOLE}, "data:Boat"),
        (One((BOAT,)), {"data": [WHOLE]}, "data:Boat[]"),
        (One((BOAT,)), {"data": []}, "same"),
        (One((BOAT,)), {"data": {}}, "same"),
        (Array((BOAT,)), {"data": WHOLE}, "data:Boat[]"),
        (One((BOAT, HELD)), {"items": WHOLE, "next": "x"}, "items:Boat|Held next:string"),
        (One((BOAT,)), {"next": 1, "data": WHOLE, "old": [5]}, "data:Boat next:integer old:integer[]"),
        (One((BOAT,)), {"a": WHOLE, "b": WHOLE}, "same"),
        (One((BOAT,)), {"data": WHOLE, "ID": "1"}, "same"),
        (One((BOAT,)), {"data": {"id": 1, "b": 2}}, "same"),
        (One((BOAT,)), {"data": {"id": 1, "name": 2, "c": 3}}, "data:Boat"),
        (One((BOAT,)), {"data": {"id": 1, "name": 2, "c": 3, "d": 4}}, "same"),
        (One((BOAT,)), {"data": "text"}, "same"),
        (One((BOAT,)), WHOLE, "same"),
        (One((BOAT,)), [{"data": WHOLE}], "same"),
        (One((BOAT,)), ..., "same"),
        (One((Type(name="Absent"),)), {"data": WHOLE}, "same"),
        (Object(ROWS), {"data": WHOLE}, "data:object(id Name)"),
        (Object(ROWS), {"data": [WHOLE]}, "data:object(id Name)[]"),
        (Object(ROWS, many=True), {"data": WHOLE}, "data:object(id Name)[]"),
        (Value((Type("string"),)), {"data": WHOLE}, "same"),
        (Collection((BOAT,)), {"data": WHOLE}, "same"),
        (Stream(), {"data": WHOLE}, "same"),
    ],
)
def test_an_example_shows_the_member_that_holds_what_is_described(shape, value, want):
    assert wrap(shape, value) == want
    assert wrap(shape, value, examples_add=False) == "same"
    assert wrap(shape, value, unwraps=True) == "same"


@pytest.mark.parametrize(
    ("shape", "value", "want"),
    [
        (One((BOAT,)), ..., "data:Boat"),
        (One((BOAT,)), {"data": [1], "next": "x"}, "data:Boat[] next:string"),
        (One((BOAT,)), {"other": WHOLE}, "data:Boat other:object(id name)"),
        (One((BOAT,)), [1], "data:Boat"),
        (One((HELD,)), ..., "same"),
        (Object((Property("Data", Type("string"), HERE),)), ..., "same"),
        (Array((BOAT,)), ..., "data:Boat[]"),
        (Value((Type("string"),)), ..., "data:string"),
        (Value((Type("string", collection=True),)), ..., "data:string[]"),
        (Object(ROWS), ..., "data:object(id Name)"),
        (Collection((BOAT,)), ..., "same"),
        (Sample({}), ..., "same"),
        (Stream(), ..., "same"),
    ],
)
def test_a_dialect_names_the_member(shape, value, want):
    assert wrap(shape, value, envelope="data") == want
    assert wrap(shape, value, envelope="data", unwraps=True) == "same"


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ({"data": {"id": 1}, "next": 2}, {"id": 1}),
        ({"data": []}, []),
        ({"data": 0}, 0),
        ({"data": None}, {"data": None}),
        ({"other": 1}, {"other": 1}),
        ([{"data": 1}], [{"data": 1}]),
        (..., ...),
    ],
)
def test_the_envelope_is_taken_off_where_pages_describe_what_is_inside(value, want):
    body = None if value is ... else JsonFact(value, HERE)
    sent = JsonFact({"data": 1}, HERE)
    example = ExampleFact("", HERE, request_body=sent, response_body=body)
    page = PageFacts("a.md", "a", "", "base", operations=(OperationFact("", "", HERE, (), examples=(example,)),))
    (found,) = envelopes.opened(page, dialect(envelope="data", unwraps=True)).operations[0].examples
    assert found.request_body == sent
    assert (found.response_body.value if found.response_body else ...) == want
    assert envelopes.opened(page, dialect(envelope="data")) is page
    assert envelopes.opened(page, dialect(unwraps=True)) is page
