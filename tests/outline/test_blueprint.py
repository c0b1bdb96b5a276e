"""Pages in API Blueprint, and what their outline finds: requests, parameters, bodies, answers and types."""

# ruff: noqa: E501 (pages as they are written)

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.outline import Outline, Part, outline
from docgen.outline.row import Row
from docgen.outline.rows import groups
from docgen.source import Source

BLUEPRINT = dialects.load("api-blueprint")


def of(text: str) -> Outline:
    return outline(markdown.parse(Source("page.apib", f"FORMAT: 1A\n\n{text}\n")), BLUEPRINT)


def stated(text: str) -> list[tuple[str, str]]:
    return [(one.method, one.target) for scope in of(text).scopes for one in scope.statements]


def rows(part: Part) -> list[Row]:
    return [row for _, found in groups(part, BLUEPRINT) for row in found]


def parts(text: str, role: str) -> list[Part]:
    return [
        part for scope in of(text).scopes for part in scope.parts if part.role == role and not part.inside("examples")
    ]


def member(line: str, below: str = "") -> Row:
    """Return the row that a bullet of a body becomes."""
    text = f"# Add [POST /barns]\n\n+ Request (application/json)\n    + Attributes\n        {line}\n{below}"
    return rows(parts(text, "request_body")[0])[0]


def said(row: Row) -> dict[str, object]:
    found = {
        "type": row.type and row.type.text,
        "required": bool(row.required),
        "optional": bool(row.optional),
        "nullable": row.nullable,
        "example": row.example and row.example.text,
        "default": row.default and row.default.text,
        "description": row.description and row.description.text,
        "values": [value.text for value in row.values],
    }
    return {key: value for key, value in found.items() if value}


def test_the_first_line_tells_the_dialect_whatever_the_file_is_called() -> None:
    for text, name in (("FORMAT: 1A\n\n# Barns\n", "api-blueprint"), ("# Barns\n\nFORMAT: 1A\n", "base")):
        page = markdown.parse(Source("barns.md", text))
        assert extract.choose(page, dialects.available()).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Barns [/barns/{id}]\n\n## Get [GET]\n\n+ Response 200 (text/plain)\n", "api-blueprint-unmarked"),
        ("# Barns [/barns/{id}]\n\n## Get [GET]\n\nReturns a barn.\n", "base"),
        ("# Barns\n\n## Get a barn\n\n+ Response 200\n", "base"),
    ],
)
def test_addresses_in_brackets_and_answers_as_items_tell_a_file_without_a_first_line(text: str, name: str) -> None:
    assert extract.choose(markdown.parse(Source("barns.md", text)), dialects.available()).name == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Barns [/barns]\n## List [GET]\n", [("GET", "/barns")]),
        ("# Barns [/barns]\n## GET\n## POST\n", [("GET", "/barns"), ("POST", "/barns")]),
        ("## Find [GET /barns/{id}]\n", [("GET", "/barns/{id}")]),
        ("# Barns [/barns]\n## Find [GET /barns/{id}]\n", [("GET", "/barns/{id}")]),
        ("# Barns [/barns]\n# Find [GET /barns/{id}]\n", [("GET", "/barns/{id}")]),
        ("# GET /barns\n", [("GET", "/barns")]),
        ("# /barns/{id}\n## GET\n## Raze [DELETE]\n", [("GET", "/barns/{id}"), ("DELETE", "/barns/{id}")]),
        ("# /barns or cows\n## GET\n", []),
        ("# Search [draft] [/barns/search]\n## GET\n", [("GET", "/barns/search")]),
        ("# Barns [/barns{?page,limit}]\n## GET\n", [("GET", "/barns?page={page}&limit={limit}")]),
        ("# Barns [/barns{?page%5Bsize%5D}]\n## GET\n", [("GET", "/barns?page[size]={page[size]}")]),
        ("# Call [/fn?do=list&barn={barn_id}]\n## GET\n", [("GET", "/fn?do=list&barn={barn_id}")]),
        ("# Barns [/barns{+path}{#part}]\n## GET\n", [("GET", "/barns{path}")]),
        ("# Barn [/barns/:barn_id]\n## GET\n", [("GET", "/barns/:barn_id")]),
        ("# All [/]\n## GET\n", [("GET", "/")]),
        ("Barns [/barns]\n=====\n\nList [GET]\n-----\n", [("GET", "/barns")]),
        ("# Barns\n## Add [POST]\n", []),
        ("# Barns [/barns]\n# Group Cows\n## Add [POST]\n", []),
        ("# Changes\n\n+ `GET /barns` is new\n", []),
        ("# Notes [draft]\n## List\n", []),
    ],
)
def test_requests_stand_in_brackets(text: str, expected: list[tuple[str, str]]) -> None:
    assert stated(text) == expected


def test_the_host_is_the_server_of_every_path() -> None:
    found = of("HOST: https://farm.example/east/\n\n# Barns [/barns]\n## GET\n").statements
    assert [(one.target, one.server) for one in found] == [("/barns", "https://farm.example/east")]


def test_a_heading_that_is_a_path_is_a_resource() -> None:
    assert stated("## /barns/{id}\n\n### Find a barn [GET]\n\n+ Response 200\n") == [("GET", "/barns/{id}")]


def test_keywords_below_a_heading_in_the_text_of_an_action_are_its_own() -> None:
    text = """# Find a barn [GET /barns{?roof}]

## Failures

Told in words.

+ Parameters
    + roof: red (string, required) - What covers it

+ Response 404

# List hens [GET /hens]

+ Response 200
"""
    first, second = of(text).scopes
    (told,) = [row for part in first.parts if part.role == "parameters" for row in rows(part)]
    assert (told.name.text, told.description and told.description.text) == ("roof", "What covers it")
    assert [part.status for part in first.parts if part.status] == [404]
    assert [block.text.value for block in first.head.own] == ["Failures", "Told in words."]
    assert [part.status for part in second.parts if part.status] == [200]


def test_a_method_without_a_path_is_a_request_of_no_operation() -> None:
    found = of("# Barns\n## Add [POST]\n\n+ Response 204\n")
    assert [one.method for one in found.statements] == ["POST"]
    assert not found.scopes


def test_a_method_that_openapi_lacks_is_told() -> None:
    found = of("# Barn [/barns/{id}]\n\n## Tie [LINK /barns/{id}/cow]\n\n+ Response 204\n\n## Notes [see /barns]\n")
    assert [(one.method, one.target) for one in found.statements] == [("LINK", "/barns/{id}/cow")]
    assert not found.scopes


def test_an_action_is_called_as_its_heading_or_as_its_resource() -> None:
    found = of("# Barns [/barns]\n\nAll of them.\n\n## List [GET]\n\n## POST\n")
    assert [scope.head.title for scope in found.scopes] == ["List", "Barns"]


@pytest.mark.parametrize(
    "text", ["Adds one.\n\n+ Relation: add\n+ Response 204", "Adds one.\n\n+ Response 204\n+ Relation: add"]
)
def test_the_relation_of_an_action_is_told_behind_its_text(text: str) -> None:
    (scope,) = of(f"# Add [POST /barns]\n\n{text}\n").scopes
    assert [block.text.value for block in scope.head.shown] == ["Adds one.", "Relation: add"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "+ id: 17 (number, required) - Which",
            {"type": "number", "required": True, "example": "17", "description": "Which"},
        ),
        ("+ id: 17 (number)", {"type": "number", "example": "17"}),
        ("+ id (number, required) - Which", {"type": "number", "required": True, "description": "Which"}),
        ("+ `id` (required, number)", {"type": "number", "required": True}),
        (
            "+ id = 17 (required, number, 17) ... Which",
            {"type": "number", "required": True, "example": "17", "description": "Which"},
        ),
        ("+ id (number, 17)", {"type": "number", "example": "17"}),
        ("+ id (nullable, fixed-type, optional, string)", {"type": "string", "optional": True, "nullable": True}),
        ("+ id: 10 (number, default)", {"type": "number", "example": "10", "default": "10"}),
        (
            "+ id (required, number) The barn's own",
            {"type": "number", "required": True, "description": "The barn's own"},
        ),
        ("+ id: a (b) c (string)", {"type": "string", "example": "a (b) c"}),
        ("+ id", {"type": "string"}),
        ("+ id - Which", {"type": "string", "description": "Which"}),
        ("+ id: 7 (required)", {"type": "string", "required": True, "example": "7"}),
        ("+ id: `a`, `b c` (array[string], sample)", {"type": "array[string]", "example": '[a, "b c"]'}),
        ("+ id (number, default: 10)", {"type": "number", "default": "10"}),
        ("+ owner (Person)", {"type": "Person"}),
        ("+ id (string, read-only) - Its key", {"type": "string", "description": "Its key (read-only)"}),
        (
            "+ id (required, string, `new`) ... Which",
            {"type": "string", "required": True, "example": "new", "description": "Which"},
        ),
        ("+ owner (Person) - Who (one of them)", {"type": "Person", "description": "Who (one of them)"}),
        ("+ owner (Big Person) - Who", {"type": "Big Person", "description": "Who"}),
        ("+ owner (see below) - Who", {"type": "string", "description": "Who"}),
        ("+ kinds (array[enum[string]])", {"type": "array[string]"}),
    ],
)
def test_marks_stand_in_any_order(line: str, expected: dict[str, object]) -> None:
    row = member(line)
    assert row.name.text in ("id", "owner", "kinds")
    assert said(row) == expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("            Which one.\n", {"type": "string", "description": "Which one."}),
        ("          Which one.\n", {"type": "string", "description": "Which one."}),
        ("            + Default: red\n", {"type": "string", "default": "red"}),
        ("            + Default: `red` (as before)\n", {"type": "string", "default": "red"}),
        ("            + Default\n                + red\n", {"type": "string", "default": "red"}),
        ("            + Sample: red\n", {"type": "string", "example": "red"}),
        (
            "            + Members\n                + `red`\n                + blue - like the sky\n",
            {"type": "string", "values": ["red", "blue"], "description": "- `blue`: like the sky"},
        ),
        ("            + Values\n                + `red`\n", {"type": "string", "values": ["red"]}),
    ],
)
def test_keywords_stand_below_a_member(below: str, expected: dict[str, object]) -> None:
    assert said(member("+ id (string)", below)) == expected


def test_a_member_may_be_called_like_a_keyword() -> None:
    found = of(
        "# Add [POST /x]\n\n+ Request\n    + Attributes\n        + box (object)\n            + Default (boolean)\n            + body (string)\n"
    )
    (part,) = [one for one in found.scopes[0].parts if one.role == "request_body"]
    assert [(row.name.text, row.depth) for row in rows(part)] == [("box", 0), ("Default", 1), ("body", 1)]


@pytest.mark.parametrize("step", ["  ", "    ", "\t"])
def test_any_deeper_indentation_nests(step: str) -> None:
    lines = [
        "+ Response 200 (application/json)",
        "",
        "+ Attributes",
        "+ barns (array)",
        "+ (object)",
        "+ name (string)",
    ]
    text = "\n".join(step * max(0, number - 1) + line for number, line in enumerate(lines))
    (part,) = [one for one in parts(f"# Barns [GET /barns]\n\n{text}\n", "response") if one.rows]
    assert [(row.name.text, row.type and row.type.text, row.depth) for row in rows(part)] == [
        ("barns", "array[object]", 0),
        ("name", "string", 1),
    ]


def test_the_place_of_a_parameter_follows_from_the_template() -> None:
    text = "# Barn [/barns/{id}{?full}]\n\n+ Parameters\n    + id (string)\n    + full (boolean)\n\n## GET\n\n## Cows [GET /cows]\n"
    placed = [[(row.name.text, row.located) for part in scope.parts for row in rows(part)] for scope in of(text).scopes]
    assert placed == [[("id", "path"), ("full", "query")], []]


def test_parameters_may_stand_in_a_request() -> None:
    (part,) = parts(
        "# Barns [GET /barns{?page}]\n\n+ Request\n    + Parameters\n        + page (number)\n", "parameters"
    )
    assert [row.located for row in rows(part)] == ["query"]


@pytest.mark.parametrize(
    ("text", "status", "media", "body"),
    [
        ("+ Response 200 (application/json)\n\n        {}", 200, "application/json", "{}"),
        ("+ Response 200\n    + Body\n\n            {}", 200, "", "{}"),
        ("+ Response 200\n\n    + Body\n\n        {}", 200, "", "{}"),
        ("+ Response 200\n\n    ```\n    {}\n    ```", 200, "", "{}"),
        ("+ Response\n\n        {}", 200, "", "{}"),
        ("+ Response 412 (Precondition failed)\n\n        {}", 412, "", "{}"),
        ("+ Response 200 (text/plain; charset=utf-8)\n\n        + no bullet", 200, "text/plain", "+ no bullet"),
        (
            '+ Response 200 (application/json)\n\n        {\n          "a": 1\n        }',
            200,
            "application/json",
            '{\n  "a": 1\n}',
        ),
    ],
)
def test_a_body_is_what_stands_deeper(text: str, status: int, media: str, body: str) -> None:
    (scope,) = of(f"# Barns [GET /barns]\n\n{text}\n").scopes
    (part,) = [one for one in scope.parts if one.inside("examples")]
    assert (part.status, part.media, part.shown[0].text.value) == (status, media, body)


def test_a_sentence_below_an_answer_describes_it() -> None:
    (part,) = parts("# Barns [GET /barns]\n\n+ Response 404\n\n    There is none.\n", "response")
    assert [block.text.value for block in part.own] == ["There is none."]


def test_a_status_that_is_told_again_belongs_to_a_variant() -> None:
    text = "+ Request A\n    + Attributes\n        + a (string)\n+ Response 200\n+ Request B\n+ Response 200\n+ Response 422\n"
    found = of(f"# Add [POST /barns]\n\n{text}").scopes
    assert [[part.status for part in scope.parts if part.role == "response"] for scope in found] == [[200, 422], [200]]
    assert found[0].statements == found[1].statements


def test_headers_of_a_request_are_parameters_with_an_example() -> None:
    (part,) = parts("# Barns [GET /barns]\n\n+ Request\n    + Headers\n\n            X-Farm: east\n", "request_headers")
    assert [(row.name.text, row.example and row.example.text) for row in rows(part)] == [("X-Farm", "east")]


def test_a_model_stands_for_a_body() -> None:
    text = '# Barn [/barns/{id}]\n\n+ Model (application/json)\n\n        {"id": 1}\n\n## GET\n\n+ Response 200\n\n    [Barn][]\n'
    (scope,) = of(text).scopes
    assert [part.shown[0].text.value for part in scope.parts if part.inside("examples")] == ['{"id": 1}']


def test_a_schema_counts_where_no_attributes_do() -> None:
    schema = (
        '{"type": "object", "required": ["a"], "properties": {"a": {"type": "array", "items": {"type": "string"}}}}'
    )
    (part,) = [
        one
        for one in parts(f"# B [GET /b]\n\n+ Response 200\n    + Schema\n\n            {schema}\n", "response")
        if one.rows
    ]
    assert [(row.name.text, row.type and row.type.text, bool(row.required)) for row in rows(part)] == [
        ("a", "array[string]", True)
    ]


TYPES = """# Data Structures

## Thing (object)
+ id (number, required)

## Barn (Thing)
+ kind (Kind)

## Kind (enum[string])
+ `red`
+ blue - like the sky

## Mixed
+ Include Barn
+ id (string)
"""


def test_types_have_bases_members_and_values() -> None:
    found = [part for part in of(TYPES).parts if part.describes]
    assert [(part.describes, part.role, part.type and part.type.text) for part in found] == [
        ("Thing", "properties", "object"),
        ("Barn", "properties", "Thing"),
        ("Kind", "members", "enum[string]"),
        ("Mixed", "properties", None),
    ]
    assert [row.name.text for row in rows(found[2])] == ["red", "blue"]
    assert [row.name.text for row in rows(found[3])] == ["id", "kind", "id"]


def test_a_named_type_with_members_of_its_own_is_written_out() -> None:
    text = f"# Add [POST /barns]\n\n+ Request\n    + Attributes (Barn)\n        + wide (boolean)\n\n{TYPES}"
    (part,) = parts(text, "request_body")
    assert [row.name.text for row in rows(part)] == ["id", "kind", "wide"]


def test_the_attributes_of_a_resource_are_a_type() -> None:
    found = of(
        "# Big Barn [/barns]\n\n+ Attributes\n    + id (number)\n\n## GET\n\n+ Response 200\n    + Attributes (Big Barn)\n"
    )
    assert [part.describes for part in found.parts if part.describes] == ["BigBarn"]


def test_the_items_that_a_declared_array_shows_are_no_members() -> None:
    found = of(
        "# Data Structures\n\n## Tags (array[string])\n+ red\n+ blue\n\n## Cows (array)\n+ (object)\n    + name (string)\n"
    )
    assert [[row.name.text for row in rows(part)] for part in found.parts if part.describes] == [[], ["name"]]


def test_a_sentence_that_says_when_members_hold_is_none_of_them() -> None:
    text = (
        "# Data Structures\n\n## Lamp (object)\n+ if `dimmed` true\n    + level (number)\n+ otherwise\n+ if (string)\n"
    )
    (part,) = [part for part in of(text).parts if part.describes]
    assert [row.name.text for row in rows(part)] == ["level", "if"]


def test_a_heading_that_is_an_address_is_a_resource() -> None:
    text = "### /barns\n\n#### All barns [GET]\n\n+ Response 200\n\n### /barns/{id}\n\n#### DELETE: /barns/{id} [DELETE]\n\n+ Response 204\n"
    assert stated(text) == [("GET", "/barns"), ("DELETE", "/barns/{id}")]


def test_headings_of_a_description_leave_an_action_what_stands_below_them() -> None:
    text = (
        "### /barns\n\n#### All barns [GET]\n\nSome.\n\n## Sizes\n\n- small\n\n## Order\n\nBy name.\n\n"
        "+ Parameters\n    + `near` (string)\n\n+ Response 200\n\n#### Add one [POST]\n\n+ Response 201\n\n"
        "## Further\n\n#### Nothing [PUT]\n"
    )
    assert stated(text)[:2] == [("GET", "/barns"), ("POST", "/barns")]
    (part,) = parts(text, "parameters")
    assert [row.name.text for row in rows(part)] == ["near"]


def test_a_name_in_back_ticks_is_all_of_the_name():
    row = member("- `crane:loads/totals` (object) - What it lifted.")
    assert (row.name.text, row.exact) == ("crane:loads/totals", True)


def test_an_array_of_several_types_holds_any_of_them():
    assert said(member("+ loads (array[Crate, Barrel], fixed-type)"))["type"] == "array[Crate or Barrel]"


def test_an_array_whose_only_item_is_an_enumeration_holds_its_values():
    row = member(
        "+ kinds (optional, array)", "            + (enum[string])\n                + `hay`\n                + `oats`"
    )
    assert (row.type.text, [value.text for value in row.values]) == ("array[string]", ["hay", "oats"])


def test_unmarked_phrases_in_back_ticks_are_no_names():
    assert not member("+ `Hay Of Last Year`").exact
    assert member("+ `Hay Of Last Year` (required, string)").exact
