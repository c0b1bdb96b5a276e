"""A value is held against the schema beside it, as OpenAPI 3.0 or 3.1 means it."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.openapi.examples.json_schema import json_schema_errors

COMPONENTS: dict[str, Any] = {
    "schemas": {
        "person": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string", "format": "uuid", "example": 5},
                "born": {"type": "string", "format": "date-time", "nullable": True},
                "manager": {"anyOf": [{"$ref": "#/components/schemas/person"}, {"type": "object", "nullable": True}]},
                "nullable": {"type": "integer"},
                "example": {"type": "integer"},
                "age": {
                    "type": "number",
                    "minimum": 0,
                    "exclusiveMinimum": True,
                    "maximum": 9,
                    "exclusiveMaximum": False,
                },
            },
            "discriminator": {"propertyName": "kind", "mapping": {}},
        },
        "worker": {"allOf": [{"$ref": "#/components/schemas/person"}, {"properties": {"pay": {"type": "integer"}}}]},
        "broken": {"type": "string", "pattern": "("},
        "lost": {"$ref": "#/components/schemas/nowhere"},
        "level": {"type": "string", "enum": ["low", "high"]},
        "level31": {"type": ["string", "null"], "const": "a"},
        "round": {"allOf": [{"$ref": "#/components/schemas/round"}]},
    }
}
PERSON = {"$ref": "#/components/schemas/person"}
WORKER = {"$ref": "#/components/schemas/worker"}


@pytest.mark.parametrize(
    ("schema", "value", "problem"),
    [
        (PERSON, {"id": "x"}, None),
        (PERSON, {}, '"id" is a required property'),
        (PERSON, {"id": 5}, '/id: the value is not of type "string"'),
        (PERSON, {"id": "x", "born": None}, None),
        (PERSON, {"id": "x", "manager": None}, None),
        (PERSON, {"id": "x", "nullable": "x", "example": 1}, '/nullable: the value is not of type "integer"'),
        (PERSON, {"id": "x", "example": "x"}, '/example: the value is not of type "integer"'),
        (PERSON, {"id": "x", "age": 0}, "/age: "),
        (PERSON, {"id": "x", "age": 9}, None),
        (WORKER, {"id": "x", "pay": 1}, None),
        (WORKER, {"id": "x", "pay": "1"}, '/pay: the value is not of type "integer"'),
        (
            {"type": "object", "properties": {"value": {"type": "array", "items": PERSON}}},
            {"value": [{"id": 1}]},
            "/value/0/id: ",
        ),
        ({"oneOf": [PERSON, {"type": "string"}]}, {"id": 5}, "/id: "),
        ({"$ref": "#/components/schemas/level"}, "mid", "the value is not one of"),
        ({"$ref": "#/components/schemas/level31"}, None, "was expected"),
        ({"$ref": "#/components/schemas/broken"}, "x", "the schema cannot be used"),
        ({"$ref": "#/components/schemas/lost"}, "x", "the schema cannot be used"),
        ({"$ref": "#/components/schemas/round"}, "x", None),
        (True, 5, None),
        ({}, 10**40, None),
    ],
)
def test_a_misfit_is_told_with_its_place(schema: Any, value: Any, problem: str | None) -> None:
    alone = json_schema_errors(COMPONENTS, [(schema, value)])
    among = json_schema_errors(COMPONENTS, [(PERSON, {"id": "a"}), (schema, value), (WORKER, 5)])
    assert alone[0] == among[1]
    assert among[0] is None and among[2] is not None
    assert (problem is None and alone[0] is None) or (problem is not None and problem in str(alone[0]))


def test_only_date_time_is_asserted_and_only_when_asked() -> None:
    value = {"id": "no uuid", "born": "yesterday"}
    assert json_schema_errors(COMPONENTS, [(PERSON, value)]) == [None]
    assert "/born: " in str(json_schema_errors(COMPONENTS, [(PERSON, value)], assert_formats=True)[0])
    good = {"id": "x", "born": "2020-01-01T00:00:00Z"}
    assert json_schema_errors(COMPONENTS, [(PERSON, good)], assert_formats=True) == [None]


def test_no_cases_and_no_components_are_fine() -> None:
    assert json_schema_errors({}, []) == []
    [error] = json_schema_errors({}, [({"type": "string"}, 5)])
    assert error == ((), 'the value is not of type "string"')


def test_what_references_lead_into_is_found_and_what_they_miss_makes_a_schema_unusable() -> None:
    inside = {"$ref": "#/components/schemas/person/properties/id"}
    elsewhere = {"$ref": "#/components/parameters/id"}
    by_code = {"$ref": "#/components/schemas/per%73on"}
    assert list(map(str, json_schema_errors(COMPONENTS, [(inside, 5), (elsewhere, 5), (by_code, {})]))) == [
        'the value is not of type "string"',
        "the schema cannot be used",
        '"id" is a required property',
    ]
