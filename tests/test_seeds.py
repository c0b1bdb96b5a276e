"""Five pages with unfinished texts go in; what an author must find in the document comes out.

The pages are not part of the project: ``DOCGEN_SHARED`` names the folder that holds them as ``seeds``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import docgen
from docgen.openapi.objects import resolve

JSON = "application/json"
PREFIX = "microsoft.graph."
# Path of a POST -> (the parameters in it, the type that is sent and answered with).
OPERATIONS = {
    "/contacts": ((), "orgContact"),
    "/users/{usersId}/contacts": (("usersId",), "contact"),
    "/connectedOrganizations": ((), "connectedOrganization"),
    "/users/{usersId}/profile/phones": (("usersId",), "itemPhone"),
    "/organization": ((), "organization"),
}


@pytest.fixture(scope="module")
def built() -> docgen.Build:
    shared = os.environ.get("DOCGEN_SHARED", "")
    if not (Path(shared) / "seeds").is_dir() or not shared:
        pytest.skip("DOCGEN_SHARED does not name a folder with seeds")
    return docgen.build([Path(shared) / "seeds"], settings=docgen.Settings())


@pytest.fixture(scope="module")
def content(built):
    return built.document.content


@pytest.fixture(scope="module")
def schemas(content):
    return content["components"]["schemas"]


def members(schema, content) -> dict:
    """Return the properties of a schema with those of its bases."""
    if "$ref" in schema:
        return members(resolve(content, schema["$ref"]), content)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= members(part, content)
    return found


def names(schema) -> list[str]:
    """Return the types that a schema refers to, itself or as one of all."""
    parts = [schema, *schema.get("allOf", ())]
    return [part["$ref"].rsplit("/", 1)[-1] for part in parts if "$ref" in part]


def test_the_document_is_valid_and_has_the_five_operations(built, content):
    assert built.valid
    assert {(path, method) for path, item in content["paths"].items() for method in item} == {
        (path, "post") for path in OPERATIONS
    }


@pytest.mark.parametrize("path", OPERATIONS)
def test_an_operation_asks_for_and_answers_with_its_type(content, path):
    operation = content["paths"][path]["post"]
    parameters, type_ = OPERATIONS[path]
    assert [p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"] == list(parameters)
    assert all(p["in"] in ("path", "header") for p in operation.get("parameters", ()))
    assert names(operation["requestBody"]["content"][JSON]["schema"]) == [PREFIX + type_]
    assert operation["requestBody"]["required"] is True
    assert [status for status in operation["responses"] if status.startswith("2")] == ["201"]
    assert names(operation["responses"]["201"]["content"][JSON]["schema"]) == [PREFIX + type_]


@pytest.mark.parametrize(
    ("type_", "count"), [("orgContact", 21), ("contact", 38), ("connectedOrganization", 8), ("itemPhone", 12)]
)
def test_a_type_has_every_property_that_the_page_lists(content, schemas, type_, count):
    assert len(set(members(schemas[PREFIX + type_], content)) - {"@odata.type"}) == count


def test_the_type_that_only_an_example_shows_has_its_members(content, schemas):
    found = members(schemas[f"{PREFIX}organization"], content)
    assert set(found) >= {"assignedPlans", "businessPhones", "city"}
    assert found["assignedPlans"]["type"] == "array"
    assert found["city"]["type"] == "string"


@pytest.mark.parametrize(
    ("type_", "property_", "enumeration"),
    [("itemPhone", "allowedAudiences", "allowedAudiences"), ("itemPhone", "type", "phoneType")],
)
def test_listed_values_are_an_enumeration(content, schemas, type_, property_, enumeration):
    assert names(members(schemas[PREFIX + type_], content)[property_]) == [PREFIX + enumeration]
    assert len(schemas[PREFIX + enumeration]["enum"]) >= 4


def test_only_what_is_said_to_be_required_is(content):
    bodies = {path: item["post"]["requestBody"]["content"][JSON]["schema"] for path, item in content["paths"].items()}
    required = {
        path: [name for part in (body, *body.get("allOf", ())) for name in part.get("required", [])]
        for path, body in bodies.items()
    }
    assert required == {path: ["proxyAddresses"] if path == "/contacts" else [] for path in OPERATIONS}


def test_no_unfinished_text_is_in_the_document(built):
    assert "TODO" not in built.text


def test_every_unfinished_text_is_found(built):
    assert sum("todo" in one.name for one in built.report.diagnostics) == 99
