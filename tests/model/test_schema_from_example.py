"""What the JSON of examples and representations shows of members and their types."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from docgen import dialects
from docgen.dialects import Dialect
from docgen.extract.facts import JsonFact, PageFacts, PropertyFact, ResourceFact
from docgen.model import schema_from_example
from docgen.model.resolve import Resolver
from docgen.model.samples import Nullable
from docgen.model.types import Property
from docgen.source import Span

HERE = Span("page.md", 3, 9)
BASE, GRAPH = dialects.load("base"), dialects.load("microsoft-graph")


def resolver_of(dialect: Dialect) -> tuple[PageFacts, Resolver]:
    page = PageFacts("page.md", "page", "resource", dialect.name, resources=(ResourceFact("boat", HERE),))
    return page, Resolver([page], {dialect.name: dialect})


def written(one: Property) -> str:
    """Return what is known of a member, in a line."""
    type_ = "/".join(filter(None, (one.type.name or one.type.type, one.type.format))) or "any"
    values = f"={'|'.join(value.name for value in one.values)}{'!' * one.closed}" if one.values else ""
    inside = f"({' '.join(map(written, one.members))})" if one.members else ""
    marks = "[]" * one.type.collection + "?" * bool(one.nullable)
    return f"{one.name}:{type_}{inside}{marks}{values}"


def shown(value: Any, dialect: Dialect) -> str:
    page, resolver = resolver_of(dialect)
    return " ".join(map(written, schema_from_example.properties(value, HERE, page, resolver)))


@pytest.mark.parametrize(
    ("value", "base", "graph"),
    [
        (True, "boolean", "boolean"),
        (5, "integer", "integer/int32"),
        (2**31 - 1, "integer", "integer/int32"),
        (2**31, "integer/int64", "integer/int64"),
        (-(2**31) + 1, "integer", "integer/int32"),
        (-(2**31), "integer/int64", "integer/int64"),
        (1.5, "number", "number/double"),
        (None, "any", "any"),
        ("x", "string", "string"),
        ("", "string", "string"),
        ("2024-05-06T07:08Z", "string/date-time", "string/date-time"),
        ("2024-05-06T07:08:09.123+02:00", "string/date-time", "string/date-time"),
        ("2024-05-06T07:08:09", "string", "string"),
        ("at 2024-05-06T07:08Z", "string", "string"),
        ("2024-05-06T07:08Z.", "string", "string"),
        ("2024-05-06", "string", "string"),
        ("<integer>", "integer", "integer/int32"),
        ("Int64", "integer/int64", "integer/int64"),
        ("int64", "string", "integer/int64"),
        ("String (identifier)", "string", "string"),
        ("String (timestamp)", "string/date-time", "string/date-time"),
        ("Boolean (true or not)", "string", "boolean"),
        ("(boolean)", "string", "string"),
        ("a|b", "string=a|b!", "string=a|b!"),
        ("a | b | a", "string=a|b!", "string=a|b!"),
        ("a|b|...", "string=a|b", "string=a|b"),
        ("a|b c", "string", "string"),
        ("a|", "string", "string"),
        ([], "any[]", "any[]"),
        (["x"], "string[]", "string[]"),
        ([1, "x"], "integer[]", "integer/int32[]"),
        ([[1]], "any[]", "any[]"),
        ([{"b": 1}], "object(b:integer)[]", "object(b:integer/int32)[]"),
        ({}, "object", "object"),
        ({"b": {"c": True}}, "object(b:object(c:boolean))", "object(b:object(c:boolean))"),
        ("[a|b]", "string[]=a|b!", "string[]=a|b!"),
        ("Collection(int64)", "string[]", "integer/int64[]"),
        (" [String] ", "string[]", "string[]"),
        ("Collection(Int64) of", "string", "string"),
        (Nullable("x"), "string?", "string?"),
        (Nullable([True]), "boolean[]?", "boolean[]?"),
        ({"@odata.type": "#boat"}, "object", "boat"),
        ({"@odata.type": "boat"}, "object", "boat"),
        ({"@odata.type": "Edm.Int64"}, "object", "integer/int64"),
        ({"@odata.type": "sea.unknown"}, "object", "sea.unknown"),
        ({"@odata.type": "two words"}, "object", "object"),
        ({"@odata.type": "boat", "b": 1}, None, "boat"),
        ({"@odata.type": 5}, "object", "object"),
    ],
)
def test_what_a_value_shows_of_its_type(value, base, graph):
    for dialect, want in ((BASE, base), (GRAPH, graph)):
        if want is not None:
            assert shown({"a": value}, dialect) == f"a:{want}"


@pytest.mark.parametrize(
    ("value", "base", "graph"),
    [
        ({"a": 1, "b-c": 2, "d e": 3, "@f": 4, "g@h": 5, "/i": 6, "$j": 7, "_k": 8, "9": 9}, "a b-c _k 9", "a _k"),
        ({"property1": 1, "property2": 1, "a": 2}, "a", "property1 property2 a"),
        ({"property1": 1, "property2": 2, "a": 2}, "property1 property2 a", "property1 property2 a"),
        ({"property1": 1}, "", "property1"),
        (Nullable({"a": 1}), "a", "a"),
        ([{"a": 1}], "", ""),
        ("text", "", ""),
        ({}, "", ""),
    ],
)
def test_which_members_are_properties(value, base, graph):
    for dialect, want in ((BASE, base), (GRAPH, graph)):
        page, resolver = resolver_of(dialect)
        found = schema_from_example.properties(value, HERE, page, resolver)
        assert " ".join(one.name for one in found) == want
        assert {one.span for one in found} <= {HERE}


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ({"a": "int64", "b": "String"}, "a:integer/int64 b:string"),
        ({"a": "int64"}, "a:string"),
        ({"a": "int64", "b": "x"}, "a:string b:string"),
        ({"a": "int64", "b": "boolean", "c": "x"}, "a:integer/int64 b:boolean c:string"),
        ({"a": "int64", "b": "boolean", "c": "x", "d": "y"}, "a:string b:string c:string d:string"),
        ({"a": "int64", "b": " boolean ", "c": 1, "d": []}, "a:integer/int64 b:boolean c:integer d:any[]"),
    ],
)
def test_texts_are_types_where_most_of_them_are_names_of_types(value, want):
    assert shown(value, BASE) == want


def test_objects_that_are_very_deep_have_no_members():
    inside: Any = {"last": 1}
    for _ in range(8):
        inside = {"a": inside}
    assert "last" in shown(inside, GRAPH)
    assert "last" not in shown({"a": inside}, GRAPH)


@pytest.mark.parametrize(
    ("value", "is_open"),
    [
        ({"property1": {}, "property2": {}}, True),
        ({"property1": {}, "property2": {}, "a": 1}, True),
        ({"property1": {}, "property2": []}, False),
        ({"property1": {}}, False),
        ({"property2": {}}, False),
        ({}, False),
        ([], False),
        (None, False),
    ],
)
def test_an_object_that_shows_that_there_may_be_others(value, is_open):
    assert schema_from_example.is_open(value, BASE.document) is is_open
    none = msgspec.structs.replace(BASE.document, any_members=())
    assert not schema_from_example.is_open(value, none)


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ({"A": 1, "b": True}, ["b"]),
        ([{"b": 1}, {"c": 1, "a": 2}], ["b", "c"]),
        ({"a": 1}, []),
        (5, []),
        (None, []),
    ],
)
def test_members_that_no_row_describes(value, want):
    rows = [PropertyFact("a", HERE, HERE, None)]
    page, resolver = resolver_of(BASE)
    found = schema_from_example.besides(rows, JsonFact(value, HERE), page, resolver)
    assert [one.name for one in found] == want
    assert [*schema_from_example.besides(rows, None, page, resolver)] == []
    page, resolver = resolver_of(GRAPH)
    assert [*schema_from_example.besides(rows, JsonFact(value, HERE), page, resolver)] == []


@pytest.mark.parametrize(("value", "base", "graph"), [("int64", "string", "integer/int64"), (None, "any", "any")])
def test_the_value_of_one_member(value, base, graph):
    for dialect, want in ((BASE, base), (GRAPH, graph)):
        page, resolver = resolver_of(dialect)
        assert written(schema_from_example.of_value("a", value, HERE, page, resolver)) == f"a:{want}"
