"""One document per tag, each valid by itself, beside the components of all."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import validate_url

from docgen.openapi.document import Document
from docgen.openapi.transform.split import split


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_each_file_is_valid_by_itself(document_of, tmp_path, version):
    files = split(document_of(version=version).content, ending=".json")
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    for name in files:
        validate_url((tmp_path / name).as_uri())


def test_every_operation_is_in_one_file_and_the_components_are_shared(document):
    files = split(document.content, ending=".yaml")
    assert sorted(files) == ["components.yaml", "rooms.yaml", "shelves.yaml"]
    found = [path for name, part in files.items() for path, item in part["paths"].items() for _ in item]
    assert sorted(found) == sorted(path for path, item in document.content["paths"].items() for _ in item)
    answer = files["rooms.yaml"]["paths"]["/rooms"]["get"]["responses"]["200"]["content"]["application/json"]
    assert answer["schema"]["$ref"] == "components.yaml#/components/schemas/microsoft.graph.roomCollectionResponse"
    assert files["components.yaml"]["components"] == document.content["components"]
    assert [tag["name"] for tag in files["rooms.yaml"]["tags"]] == ["rooms"]


def test_an_example_that_looks_like_a_reference_is_left_alone(document):
    files = split(document.content, ending=".yaml")
    body = files["shelves.yaml"]["paths"]["/shelves"]["post"]["requestBody"]["content"]["application/json"]
    assert (
        body["examples"]
        == document.content["paths"]["/shelves"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    )


def test_file_names_differ_also_where_letter_case_does_not_count():
    tags = ["a b", "A_b", "components"]
    paths = {f"/{n}": {"get": {"tags": [tag]}} for n, tag in enumerate(tags)}
    content = {"openapi": "3.0.3", "info": {"title": "T"}, "tags": [{"name": t} for t in tags], "paths": paths}
    document = Document({**content, "components": {}}, {})
    assert list(split(document.content, ending=".yaml")) == [
        "components.yaml",
        "a_b.yaml",
        "A_b_2.yaml",
        "components_2.yaml",
    ]


def test_a_property_may_be_called_as_a_word_of_schemas():
    schema = {"properties": {"example": {"$ref": "#/components/schemas/a"}}, "example": {"$ref": "#/components/b"}}
    response = {"description": "", "content": {"application/json": {"schema": schema}}}
    paths = {"/x": {"get": {"tags": ["x"], "responses": {"default": response}}}}
    content = {"info": {"title": "x"}, "paths": paths, "tags": [{"name": "x"}], "components": {}}
    answer = split(content, ending=".yaml")["x.yaml"]["paths"]["/x"]["get"]["responses"]["default"]
    led = answer["content"]["application/json"]["schema"]
    assert led["properties"]["example"] == {"$ref": "components.yaml#/components/schemas/a"}
    assert led["example"] == schema["example"]
