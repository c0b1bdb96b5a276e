"""What JSON Schema does not ask for: members that one side may not show, members without declaration, forms of text."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.openapi.examples.fit import declare, fit
from docgen.openapi.examples.schema_lookup import Lookup

BASE = dialects.load("base")
COMPONENTS = {
    "schemas": {
        "base": {"type": "object", "properties": {"id": {"type": "string", "readOnly": True}}},
        "derived": {
            "allOf": [
                {"$ref": "#/components/schemas/base"},
                {"type": "object", "properties": {"secret": {"type": "string", "writeOnly": True}}},
            ]
        },
        "open": {"type": "object", "additionalProperties": True},
    }
}
DERIVED = {"$ref": "#/components/schemas/derived"}


def format_error(value, schema):
    return fit(value, schema, Lookup(COMPONENTS), "response", BASE.samples).format_error


@pytest.mark.parametrize(
    ("side", "expected"),
    [("request", {"list": [{"secret": "s"}], "x": 1}), ("response", {"list": [{"id": "1"}], "x": 1})],
)
def test_each_side_shows_only_its_own_members(side, expected):
    schema = {"type": "object", "properties": {"list": {"type": "array", "items": {"allOf": [DERIVED]}}}}
    fitted = fit({"list": [{"id": "1", "secret": "s"}], "x": 1}, schema, Lookup(COMPONENTS), side, BASE.samples)
    assert fitted.value == expected
    assert fitted.hidden == [("list", 0, "id" if side == "request" else "secret")]


@pytest.mark.parametrize(
    ("schema", "value", "names"),
    [
        (DERIVED, {"id": "1", "secret": "s"}, []),
        (DERIVED, {"id": "1", "more": 1, "@odata.etag": "x"}, ["more", "@odata.etag"]),
        ({"allOf": [DERIVED], "description": "One."}, {"more": 1}, ["more"]),
        ({"allOf": [DERIVED, {"description": "Words alone."}]}, {"more": 1}, ["more"]),
        ({"anyOf": [DERIVED, {"type": "object", "nullable": True}]}, {"secret": "s", "more": 1}, ["more"]),
        ({"anyOf": [{"type": "string"}, DERIVED]}, {"more": 1}, ["more"]),
        ({"type": "array", "items": DERIVED}, [{"a": 1}, {"b": 2}], ["a", "b"]),
        ({"type": ["object", "null"], "properties": {}}, {"a": 1}, ["a"]),
        ({"$ref": "#/components/schemas/open"}, {"a": 1}, []),
        ({}, {"a": 1}, []),
    ],
)
def test_members_without_declaration_are_found(schema, value, names):
    if "anyOf" in schema and schema["anyOf"][0] == {"type": "string"}:
        names = []
    assert [stray.name for stray in fit(value, schema, Lookup(COMPONENTS), "response", BASE.samples).strays] == names


def test_an_annotation_is_declared_by_name_and_anything_else_opens_the_schema():
    def owner_after(value):
        owner = {"type": "object", "properties": {"odataType": {"type": "string"}}}
        for stray in fit(value, owner, Lookup(COMPONENTS), "response", BASE.samples).strays:
            declare(stray, BASE.document)
        return owner

    assert owner_after({"@odata.etag": "x"})["properties"]["@odata.etag"] == {"type": "string"}
    assert "additionalProperties" not in owner_after({"@odata.etag": "x"})
    assert owner_after({"@odata.count": 1})["additionalProperties"] is True
    assert owner_after({"@odata.type": "x"})["additionalProperties"] is True, "one name in generated code"
    assert owner_after({"more": "x"})["additionalProperties"] is True


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("byte", ["", "AA==", "AAA=", "AAAA"], ["A", "AA", "AA=A"]),
        ("date", ["2024-02-29"], ["2024-2-1", "2024-13-01", "2024-01-01T00:00:00Z"]),
        ("date-time", ["2024-01-01T00:00:00Z", "2024-01-01t00:00:00.5+01:00"], ["2024-01-01", "2024-01-01T00:00:00"]),
        ("duration", ["PT1H", "P1Y2M3DT4H5M6S", "P2W"], ["PT0.5S", "-PT1H", "P", "PT", "1H"]),
        ("time", ["12:00:00Z", "12:00:00.5-01:00"], ["12:00:00", "24:00:00Z"]),
        ("uuid", ["00000000-0000-0000-0000-00000000000A"], ["00000000-0000-0000-0000", "x"]),
        ("uri", ["https://a.example/b?c=d#e", "urn:a:b", "http://[::1]:80/a//b"], ["", "/a", "https://a b"]),
        ("email", ["buoy.one@sea.example"], ["buoy", "buoy@sea"]),
        ("int32", ["anything"], []),
    ],
)
def test_texts_have_the_form_that_tools_ask_for(form, good, bad):
    schema = {"type": "object", "properties": {"at": {"type": "array", "items": {"type": "string", "format": form}}}}
    assert format_error({"at": good, "other": "x"}, schema) is None
    for text in bad:
        error = format_error({"at": [text]}, schema)
        assert str(error) == f'/at/0: the value is not a "{form}" as tools read it'


@pytest.mark.parametrize(("text", "fits"), [("1h", False), ("PT1H", True), ("x", True)])
def test_a_text_has_the_form_of_one_of_several_schemas(text, fits):
    schema = {"anyOf": [{"type": "integer"}, {"type": "string", "format": "duration"}]}
    schema = {"anyOf": [schema, {"type": "string", "enum": ["x"]}]} if text == "x" else schema
    assert (format_error(text, schema) is None) == fits


def test_a_long_text_is_checked_quickly():
    schema = {"type": "string", "format": "byte"}
    assert format_error("A" * 1_000_001, schema)
    assert format_error("P" + "1" * 200_000, {"type": "string", "format": "duration"})


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({"@a": "x", "list": [{"id": "1"}]}, {"list"}),
        ({"@a": 1}, {"@a"}),
        ({"list": [{"@a": None}]}, {"list", "@a"}),
        ("@a", set()),
    ],
)
def test_members_that_are_no_text_are_found_at_any_depth(value, names):
    schema = {"type": "object", "properties": {"list": {"type": "array", "items": DERIVED}}}
    assert fit(value, schema, Lookup(COMPONENTS), "response", BASE.samples).non_string_members == names
