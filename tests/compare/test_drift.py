"""Where pages and a contract disagree, and where they only seem to."""

from __future__ import annotations

import json

import pytest
import yaml

from docgen.compare import drift
from docgen.contract import load
from docgen.run import pipeline
from docgen.settings import ContractIgnore, Settings

PAGE = """# Books

Base URL: https://api.example.com/v1

## Get a book

`GET /books/{id}`

### Query parameters

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| lang | string | no | The language. |

### Response

Returns `200 OK` with these members:

| Name | Type | Description |
| --- | --- | --- |
| title | string | What it is called. |
| pages | integer | How long it is. |
"""
CONTRACT = """
openapi: 3.0.3
info: {title: Books, version: "1"}
servers: [{url: "https://api.example.com/v1"}]
paths:
  /books/{bookId}:
    get:
      parameters:
        - {name: bookId, in: path, required: true, schema: {type: string}}
        - {name: lang, in: query, schema: {type: string}}
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Book"}
components:
  schemas:
    Book:
      type: object
      properties:
        title: {type: string}
        pages: {type: integer}
"""


def found(folder, page=PAGE, contract=CONTRACT, ignore=None, name="contract.yaml"):
    """Return the findings as (code, message)."""
    return [(one.code, one.message) for one in compared(folder, page, contract, ignore, name).findings]


def compared(folder, page=PAGE, contract=CONTRACT, ignore=None, name="contract.yaml"):
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs/books.md").write_text(page, "utf-8")
    (folder / name).write_text(contract if isinstance(contract, str) else json.dumps(contract), "utf-8")
    document = pipeline.emitted([str(folder / "docs")], settings=Settings())
    return drift.drift(document, load.load(str(folder / name)), ignore or ContractIgnore())


def changed(*pairs, text=CONTRACT):
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


def test_pages_that_say_what_the_contract_says_have_no_findings(tmp_path):
    result = compared(tmp_path)
    assert result.findings == ()
    assert result.cover.words() == "1 of 1 operations documented, 100 % of parameters, 100 % of properties"


@pytest.mark.parametrize(
    "pairs",
    [
        [
            (
                "- {name: lang, in: query, schema: {type: string}}",
                "- {name: lang, in: query, schema: {type: string, maxLength: 2}}",
            )
        ],
        [
            (
                "title: {type: string}",
                "title: {type: string, format: slug, nullable: true, deprecated: true, readOnly: true}",
            )
        ],
        [("title: {type: string}", "title: {type: string, enum: [a, b], default: a}")],
        [
            ('servers: [{url: "https://api.example.com/v1"}]', "servers: []"),
            ("/books/{bookId}:", "/v1/books/{bookId}:"),
        ],
        [("/books/{bookId}:", "/books/{bookId}/:")],
        [('"200":', "2XX:")],
        [('"200":', "default:")],
        [("application/json:", "application/vnd.book+json:")],
        [("properties:\n        title", "required: [title]\n      properties:\n        title")],
        [("Book:\n      type: object", "Book:\n      additionalProperties: true\n      type: object")],
    ],
)
def test_what_pages_do_not_say_is_no_difference(tmp_path, pairs):
    assert found(tmp_path, contract=changed(*pairs)) == []


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("title: {type: string}", "titel: {type: string}")], [("DG830", "title is spelt titel in the contract")]),
        ([("title: {type: string}", "Title: {type: string}")], [("DG830", "title is spelt Title in the contract")]),
        ([("name: lang", "name: lnag")], [("DG830", "lang is spelt lnag in the contract")]),
        ([("/books/", "/boks/")], [("DG830", "GET /books/{id} is spelt GET /boks/{bookId} in the contract")]),
        (
            [("pages: {type: integer}", "chapters: {type: integer}")],
            [("DG803", "the contract has no Book.pages"), ("DG813", "no page documents Book.chapters")],
        ),
        (
            [("in: query", "in: header")],
            [("DG829", "lang of GET /books/{id} is in the query here, and in the header in the contract")],
        ),
        (
            [("pages: {type: integer}", "pages: {type: array, items: {type: integer}}")],
            [("DG821", "Book.pages is integer here, and array of integer in the contract")],
        ),
        (
            [
                (
                    'schema: {$ref: "#/components/schemas/Book"}',
                    'schema: {type: array, items: {$ref: "#/components/schemas/Book"}}',
                )
            ],
            [("DG821", "GET /books/{id} 200 is object here, and array of Book in the contract")],
        ),
        (
            [('"200":', '"201":')],
            [
                ("DG804", "the contract has no status 200 of GET /books/{id}"),
                ("DG814", "no page documents the status 201 of GET /books/{id}"),
            ],
        ),
    ],
)
def test_what_pages_say_otherwise(tmp_path, pairs, expected):
    assert sorted(found(tmp_path, contract=changed(*pairs))) == expected


def test_the_place_of_a_finding_and_of_the_contract(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = compared(tmp_path, contract=changed(("pages: {type: integer}", "pages: {type: string}"))).findings[0]
    assert PAGE[one.span.start : one.span.end] == "| pages | integer | How long it is. |"
    assert (one.related[0].message, one.related[0].span.path) == ("the contract", "contract.yaml")
    text = (tmp_path / "contract.yaml").read_text()
    assert text[one.related[0].span.start : one.related[0].span.end] == "pages"


def test_one_cause_is_one_finding_with_all_places(tmp_path):
    second = PAGE.split("## Get a book")[1].replace("/books/{id}", "/shelves/{id}/book")
    contract = yaml.safe_load(CONTRACT)
    contract["paths"]["/shelves/{shelf}/book"] = contract["paths"]["/books/{bookId}"]
    del contract["components"]["schemas"]["Book"]["properties"]["pages"]
    result = compared(tmp_path, f"{PAGE}\n## Get the book of a shelf\n{second}", contract)
    assert [(one.code, len(one.related)) for one in result.findings] == [("DG803", 2)]


def test_what_one_page_leaves_out_and_another_says_is_documented(tmp_path):
    second = PAGE.split("## Get a book")[1].replace("/books/{id}", "/shelves/{id}/book")
    second = second.replace("| pages | integer | How long it is. |\n", "")
    contract = yaml.safe_load(CONTRACT)
    contract["paths"]["/shelves/{shelf}/book"] = contract["paths"]["/books/{bookId}"]
    assert found(tmp_path, f"{PAGE}\n## Get the book of a shelf\n{second}", contract) == []


def test_statements_about_what_may_be_left_out(tmp_path):
    must = changed(("in: query, schema", "in: query, required: true, schema"))
    assert [code for code, _ in found(tmp_path, contract=must)] == ["DG823"]
    silent = (
        PAGE.replace("| Required ", "").replace("| --- | --- | --- | --- |", "| --- | --- | --- |").replace("| no ", "")
    )
    assert found(tmp_path, silent, must) == []


def test_operations_that_are_ignored_need_no_page(tmp_path):
    extra = [
        ("/admin/keys", "tags: [books]"),
        ("/jobs", "tags: [internal]"),
        ("/beta", "x-beta: true"),
        ("/shelves", "x-beta: false"),
    ]
    lines = "".join(f"  {path}:\n    get: {{{about}, responses: {{}}}}\n" for path, about in extra)
    contract = CONTRACT.replace("paths:\n", f"paths:\n{lines}")
    ignore = ContractIgnore(paths=("/admin",), tags=("internal",), extensions=("x-beta",))
    result = compared(tmp_path, contract=contract, ignore=ignore)
    assert [one.message for one in result.findings] == ["no page documents GET /shelves"]
    assert result.cover.operations == (1, 2)


def test_a_contract_in_swagger_2(tmp_path):
    swagger = {
        "swagger": "2.0",
        "info": {"title": "Books", "version": "1"},
        "basePath": "/v1",
        "paths": {
            "/books/{id}": {
                "get": {
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "type": "string"},
                        {"name": "lang", "in": "query", "type": "integer"},
                    ],
                    "responses": {"200": {"description": "OK", "schema": {"$ref": "#/definitions/Book"}}},
                }
            }
        },
        "definitions": {"Book": {"type": "object", "properties": {"title": {"type": "string"}}}},
    }
    assert sorted(found(tmp_path, contract=swagger)) == [
        ("DG803", "the contract has no Book.pages"),
        ("DG821", "lang of GET /books/{id} is string here, and integer in the contract"),
    ]


def test_a_contract_in_several_files(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/book.yaml").write_text("Book:\n  type: object\n  properties:\n    title: {type: string}\n")
    contract = CONTRACT.partition("components:")[0].replace("#/components/schemas/Book", "parts/book.yaml#/Book")
    assert found(tmp_path, contract=contract) == [("DG803", "the contract has no pages of GET /books/{id} 200")]
    missing = contract.replace("lang, in: query", "tongue, in: query").replace("#/Book", "#/Book")
    result = compared(tmp_path, contract=missing)
    assert {one.span.path.rsplit("/", 1)[-1] for one in result.findings} == {"books.md", "contract.yaml"}


def test_the_same_twice_gives_the_same(tmp_path):
    contract = changed(("title: {type: string}", "titles: {type: string}"), ("name: lang", "name: tongue"))
    assert compared(tmp_path, contract=contract) == compared(tmp_path, contract=contract)


EXAMPLE_PAGE = """# Books

## Get a price

`GET /books/{id}/price`

### Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"amount": 12, "currency": {"code": "EUR"}}
```
"""


def test_examples_are_statements_about_members_and_kinds_of_values(tmp_path):
    schema = {"type": "object", "properties": {"amount": {"type": "number", "format": "float"}, "currency": {}}}
    currency = {"type": "object", "properties": {"id": {"type": "string"}}}
    schema["properties"]["currency"] = currency
    body = {"200": {"description": "OK", "content": {"application/json": {"schema": schema}}}}
    contract = {"openapi": "3.1.0", "paths": {"/books/{id}/price": {"get": {"responses": body}}}}
    assert sorted(found(tmp_path, EXAMPLE_PAGE, contract)) == [
        ("DG803", "the contract has no code of GET /books/{id}/price 200.currency"),
        ("DG813", "no page documents id of GET /books/{id}/price 200.currency"),
    ]
    schema["properties"]["amount"] = {"type": "string"}
    codes = [code for code, _ in found(tmp_path, EXAMPLE_PAGE, contract)]
    assert sorted(codes) == ["DG803", "DG813", "DG821"]
