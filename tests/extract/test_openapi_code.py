"""OpenAPI documents that stand in blocks of code, as sites write them out for their operations."""

from __future__ import annotations

import json

from docgen import dialects, extract, markdown
from docgen.extract.facts import PageFacts, PropertyFact
from docgen.source import Source

BASE = dialects.load("base")

YAML = """\
# Get a boat

## OpenAPI

````yaml openapi.json GET /boats/{id}
openapi: 3.1.0
info:
  title: Boats
  version: 1.0.0
servers:
  - url: https://boats.example/v2
security:
  - key: []
paths:
  /boats/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
    get:
      operationId: getBoat
      tags: [Harbour]
      summary: Get a boat
      parameters:
        - name: deep
          in: query
          schema:
            type: boolean
            default: false
        - name: Authorization
          in: header
          schema: {type: string}
      responses:
        '200':
          description: The boat.
          headers:
            X-Age:
              schema: {type: integer}
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Boat'
              example: {name: Moby}
        4XX:
          description: Refused.
components:
  parameters:
    Id:
      name: id
      in: path
      required: true
      description: Which boat.
      schema: {type: string, format: uuid}
  schemas:
    Boat:
      type: object
      required: [name]
      properties:
        name: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
    Kind:
      type: string
      enum: [sail, motor]
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
````
"""


def read(text: str) -> PageFacts:
    return extract.extract(markdown.parse(Source("page.md", text)), BASE)


def names(facts: tuple[PropertyFact, ...]) -> list[str]:
    return [f"{one.name}{'!' if one.required else ''} {one.type.name if one.type else ''}" for one in facts]


def page(document: object, title: str = "Boats") -> str:
    return f"# Harbour\n\n## {title}\n\n```json\n{json.dumps(document)}\n```\n"


def document(operation: object, **others: object) -> dict[str, object]:
    return {"openapi": "3.0.3", "info": {"title": "x"}, "paths": {"/boats": {"post": operation}}, **others}


def test_an_operation_with_its_parameters_answers_and_types():
    found = read(YAML)
    (one,) = found.operations
    assert (one.title, one.name, one.group) == ("Get a boat", "getBoat", "Harbour")
    assert [(r.method, r.target, r.path and r.path.server) for r in one.routes] == [
        ("GET", "/boats/{id}", "https://boats.example/v2")
    ]
    assert (names(one.path_parameters), names(one.query_parameters), one.headers) == (
        ["id! string"],
        ["deep boolean"],
        (),
    )
    assert one.path_parameters[0].description == "Which boat."
    assert [(r.status, r.description, [t.name for t in r.types]) for r in one.responses] == [
        (200, "The boat.", ["Boat"]),
        (994, "Refused.", []),
    ]
    assert names(one.responses[0].headers) == ["X-Age integer"]
    assert [e.response_body.value for e in one.examples if e.response_body] == [{"name": "Moby"}]
    assert [s.name for s in one.security] == ["key"]
    assert [(s.kind, s.location, s.parameter) for s in found.schemes] == [("apiKey", "header", "X-Key")]
    assert [(r.name, names(r.properties)) for r in found.resources] == [("Boat", ["name! string", "kind Kind"])]
    assert [(e.name, [m.name for m in e.members]) for e in found.enums] == [("Kind", ["sail", "motor"])]


def test_facts_stand_where_the_document_says_them():
    (one,) = read(YAML).operations
    assert YAML[one.span.start : one.span.end] == "/boats/{id}"


def test_a_body_that_adds_members_to_a_type_has_all_of_them():
    part = {"allOf": [{"$ref": "#/components/schemas/Hull"}, {"properties": {"sail": {"type": "string"}}}]}
    hull = {"type": "object", "properties": {"length": {"type": "number"}}}
    content = {"application/json": {"schema": part}}
    text = page(document({"requestBody": {"content": content}}, components={"schemas": {"Hull": hull}}))
    (one,) = read(text).operations
    assert one.request_body
    assert names(one.request_body.properties) == ["length number", "sail string"]


def test_an_answer_that_is_an_array_of_objects():
    items = {"type": "object", "properties": {"name": {"type": "string"}}}
    content = {"application/json": {"schema": {"type": "array", "items": items}}}
    (one,) = read(page(document({"responses": {"200": {"description": "All.", "content": content}}}))).operations
    assert (one.responses[0].many, names(one.responses[0].properties)) == (True, ["name string"])


def test_a_document_of_types_alone_is_no_example_of_a_type():
    boat = {"type": "object", "properties": {"name": {"type": "string"}}}
    text = page(
        {"openapi": "3.1.0", "info": {"title": "x"}, "components": {"schemas": {"Boat": boat}}}, "The Boat object"
    )
    found = read(text)
    assert [(r.name, names(r.properties), r.representation) for r in found.resources] == [
        ("Boat", ["name string"], None)
    ]


def test_a_document_among_examples_says_nothing_of_the_api():
    assert read(page(document({"responses": {}}), "Examples")).operations == ()


def test_what_is_no_whole_document_stays_an_example():
    assert read(page({"openapi": "3.0.3", "title": "x"})).operations == ()


def test_damaged_documents_are_read_as_far_as_they_go():
    damaged = document(
        {"parameters": [{"$ref": "#/x"}, 3], "tags": "a", "responses": {"2": 1, "200": {"$ref": "#/paths"}}},
        servers=[1],
    )
    (one,) = read(page(damaged)).operations
    assert (one.query_parameters, [r.status for r in one.responses]) == ((), [200])


def test_a_text_that_is_shown_is_that_of_the_only_media_type():
    text = {"schema": {"type": "string"}, "example": "calm"}
    for content, want in (({"application/json": text}, ["calm"]), ({"application/json": text, "text/plain": text}, [])):
        (one,) = read(page(document({"responses": {"200": {"content": content}}}))).operations
        assert [shown.response_body.value for shown in one.examples] == want
