"""The shape of one body, from what a page says of it and shows of it, and its media types."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import dialects
from docgen.dialects import Dialect
from docgen.extract import paths
from docgen.extract.facts import (
    ExampleFact,
    JsonFact,
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    RouteFact,
    TypeFact,
)
from docgen.model import bodies
from docgen.model.api import Array, Collection, Object, One, Sample, Stream, Value
from docgen.model.link_state import LinkState
from docgen.model.resolve import Resolver
from docgen.model.routes import Statement
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Type
from docgen.source import Span

HERE = Span("page.md", 0, 1)
BASE, GRAPH = dialects.load("base"), dialects.load("microsoft-graph")
JSON, OCTETS = "application/json", "application/octet-stream"


def resolver_of(dialect: Dialect) -> tuple[Resolver, PageFacts]:
    resources = (
        ResourceFact("boat", HERE),
        ResourceFact("fleet", HERE, value=TypeFact("boat", HERE, collection=True)),
        ResourceFact("kind", HERE, value=TypeFact("string", HERE, "string")),
    )
    page = PageFacts("page.md", "page", "resource", dialect.name, resources=resources)
    return Resolver([page], {dialect.name: dialect}), page


def example(answer: Any = ..., text: str = "") -> ExampleFact:
    body = None if answer is ... else JsonFact(answer, HERE)
    return ExampleFact("", HERE, response_body=body, response_text=text)


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, HERE, primitive, **said)


BOAT, FLEET = Type(name="boat"), Type(name="fleet")
BOATS = fact("boat", collection=True)


@pytest.mark.parametrize(
    ("types", "shown", "item", "base", "graph"),
    [
        ([fact("boat")], None, False, One((BOAT,)), One((BOAT,))),
        ([fact("boat"), fact("fleet")], None, False, One((BOAT, FLEET)), One((BOAT, FLEET))),
        ([BOATS], None, False, Array((BOAT,)), Collection((BOAT,))),
        ([fact("fleet"), BOATS], None, False, Array((FLEET, BOAT)), Collection((FLEET, BOAT))),
        ([BOATS], None, True, Array((BOAT,)), Collection((BOAT,))),
        ([fact("boat")], {"value": []}, False, One((BOAT,)), Collection((BOAT,))),
        ([fact("boat")], {"value": []}, True, One((BOAT,)), One((BOAT,))),
        ([fact("boat")], {"value": {}}, False, One((BOAT,)), One((BOAT,))),
        ([fact("boat")], [{}], False, Array((BOAT,)), One((BOAT,))),
        ([fact("boat")], [{}], True, Array((BOAT,)), One((BOAT,))),
        ([fact("fleet")], [{}], False, One((FLEET,)), One((FLEET,))),
        ([BOATS], {"id": 1}, False, One((BOAT,)), One((BOAT,))),
        ([BOATS], {"name": 1}, False, Array((BOAT,)), Collection((BOAT,))),
        ([BOATS], {"id": 1, "value": 2}, False, One((BOAT,)), Collection((BOAT,))),
        ([fact("string", "string")], None, False, Value((Type("string"),)), Value((Type("string"),))),
        ([fact("boat"), fact("string", "string")], None, False, Value((BOAT, Type("string"))), None),
        ([fact("stream", "stream")], None, False, Stream(), Stream()),
        ([fact("boat"), fact("stream", "stream")], None, False, Stream(), Stream()),
    ],
)
def test_a_body_of_stated_types(types, shown, item, base, graph):
    found = None if shown is None else example(shown)
    for dialect, want in ((BASE, base), (GRAPH, graph)):
        if want is not None:
            resolver, page = resolver_of(dialect)
            assert bodies.typed(types, found, page, resolver, item=item) == want


@pytest.mark.parametrize(
    ("value", "base", "graph"),
    [
        ({"@odata.type": "#boat"}, None, One((BOAT,))),
        ({"@odata.type": "boat"}, None, One((BOAT,))),
        ({"@odata.type": "absent"}, None, None),
        ({"@odata.type": "two words"}, None, None),
        ({"@odata.type": 5}, None, None),
        ({"value": [{"@odata.type": "boat"}]}, None, Collection((BOAT,))),
        ({"value": []}, None, None),
        ({"value": [], "@odata.type": "boat"}, None, One((BOAT,))),
        ({"value": {"@odata.type": "boat"}}, None, None),
        ([{"@odata.type": "boat"}], None, None),
        ({"a": "<string>"}, Sample({"a": Type("string")}), Sample({"a": Type("string")})),
    ],
)
def test_a_body_that_only_an_example_shows(value, base, graph):
    for dialect, want in ((BASE, base), (GRAPH, graph)):
        resolver, page = resolver_of(dialect)
        assert bodies.sample_shape(JsonFact(value, HERE), page, resolver) == (want or Sample(value))


def test_examples_are_united_where_the_dialect_lets_them_add():
    shown = [JsonFact({"a": 1}, HERE), JsonFact({"b": "<integer>"}, HERE)]
    resolver, page = resolver_of(BASE)
    assert bodies.sampled(shown, page, resolver) == Sample({"a": 1, "b": Type("integer")})
    resolver, page = resolver_of(GRAPH)
    assert bodies.sampled(shown, page, resolver) == Sample({"a": 1})


ROW = (PropertyFact("a", HERE, HERE, None),)


@pytest.mark.parametrize(
    ("types", "rows", "shown", "vague"),
    [
        ((fact("object", "any-object"),), ROW, None, True),
        ((fact("any", "any"),), (), example({}), True),
        ((fact("any", "any"),), (), example(text="x"), False),
        ((fact("any", "any"),), (), None, False),
        ((fact("any", "any", target="boat.md"),), ROW, None, False),
        ((fact("any", "any"), fact("boat")), ROW, None, False),
        ((), ROW, example({}), False),
        ((fact("string", "string"),), ROW, None, False),
    ],
)
def test_a_page_that_says_only_object_says_more_elsewhere(types, rows, shown, vague):
    assert bodies.is_vague(ResponseFact(200, HERE, types=types, properties=rows), shown) is vague


@pytest.mark.parametrize(
    ("name", "collection", "want"),
    [
        ("boat", False, fact("boat")),
        ("#sea.boat", True, TypeFact("#sea.boat", HERE, "", True)),
        ("String", False, fact("String", "string")),
        ("two words", False, None),
        ("", False, None),
        ("boat\n", False, None),
    ],
)
def test_the_type_that_an_annotation_names(name, collection, want):
    assert bodies.annotated(name, HERE, BASE, collection=collection) == want


TEXT, NUMBER, ANY = Value((Type("string"),)), Value((Type("integer"),)), Value((Type(),))
TEXTS = Value((Type("string", collection=True),))


@pytest.mark.parametrize(
    ("shape", "media", "want"),
    [
        (TEXT, ("image/png",), Stream()),
        (TEXT, ("image/png", "application/zip"), Stream()),
        (TEXT, ("image/png", "text/plain"), TEXT),
        (TEXT, (), TEXT),
        (TEXT, ("*/*",), TEXT),
        (TEXT, ("application/vnd.sea+json",), TEXT),
        (TEXT, ("multipart/form-data",), TEXT),
        (TEXT, ("application/xml",), TEXT),
        (ANY, ("image/png",), Stream()),
        (NUMBER, ("image/png",), NUMBER),
        (TEXTS, ("image/png",), TEXTS),
        (One((BOAT,)), ("image/png",), One((BOAT,))),
        (Sample({}), ("image/png",), Sample({})),
    ],
)
def test_a_text_of_no_media_type_of_text_is_bytes(shape, media, want):
    assert bodies.of_bytes(shape, media) == want


@pytest.mark.parametrize(
    ("media", "forms"),
    [
        ((), False),
        (("multipart/form-data",), True),
        (("Multipart/Form-Data ; boundary=x", "application/x-www-form-urlencoded"), True),
        (("multipart/form-data", JSON), False),
    ],
)
def test_media_types_that_are_all_those_of_forms(media, forms):
    assert bodies.are_forms(media) is forms


FORM = "multipart/form-data"


@pytest.mark.parametrize(
    ("stated", "plain", "stream"),
    [
        ((), (JSON,), (OCTETS,)),
        (("", "text/csv"), (JSON,), ("text/csv",)),
        (("Text/CSV; charset=x", "text/csv"), (JSON,), ("text/csv",)),
        ((FORM,), (FORM,), (FORM,)),
        ((FORM, "application/vnd.a+json"), (JSON, FORM), (FORM,)),
        ((JSON,), (JSON,), (OCTETS,)),
        (("image/*", "image/png", "png", "a b/c"), (JSON,), ("image/*", "image/png")),
    ],
)
def test_the_media_types_of_a_body(stated, plain, stream):
    assert bodies.media_types(stated, One((BOAT,))) == plain
    assert bodies.media_types(stated, Stream()) == stream


@pytest.mark.parametrize(
    ("value", "many", "said", "names", "is_list"),
    [
        (..., False, False, ["a"], False),
        (..., True, True, ["a"], True),
        ({"a": 1, "b": 2}, False, False, ["a", "b"], False),
        ([{"b": 2}, {"A": 1, "c": 1}], False, False, ["a", "b", "c"], True),
        ({"b": 2}, True, True, ["a", "b"], True),
    ],
)
def test_rows_and_what_an_example_shows_besides(value, many, said, names, is_list):
    resolver, page = resolver_of(BASE)
    path = paths.read("/boats", BASE, concrete=False)
    assert path is not None
    route = RouteFact("GET", "/boats", HERE, path)
    statement = Statement(page, OperationFact("", "", HERE, (route,)), route, path, path.shape, BASE)
    join = LinkState(resolver, TypeHierarchy({}, {}), {}, [])
    found = bodies.tabled(ResponseFact(200, HERE, properties=ROW, many=many), example(value), statement, join)
    assert isinstance(found, Object)
    assert ([one.name for one in found.properties], found.many) == (names, is_list)
