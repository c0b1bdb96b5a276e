"""Whole pages go in; facts come out, each with the place in the page that states it."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.extract import descriptions

LEND = """---
title: "book: lend"
description: "Lend a book."
ms.prod: "lending"
doc_type: apiPageType
---

# book: lend

Namespace: microsoft.graph

Lend a [book](../resources/book.md) to a member.

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Loan.ReadWrite|
|Application|**TODO: Provide applicable permissions.**|

## HTTP request

<!-- {
  "blockType": "ignored"
}
-->
``` http
POST /books/{bookId}/lend
POST /me/books/{bookId}/lend
```

## Request headers

|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|
|If-Match|The version of the book.|

## Request body

In the request body, supply a JSON object with these parameters.

|Parameter|Type|Description|
|:---|:---|:---|
|member|[member](../resources/member.md)|Who takes it. Required.|
|days|Int32|**TODO: Add Description** Optional.|

## Response

If successful, this action returns a `201 Created` response code and a [loan](../resources/loan.md) in the body.

## Examples

### Request

<!-- {
  "blockType": "request",
  "name": "book_lend"
}
-->
``` http
POST https://graph.microsoft.com/v1.0/books/7/lend
Content-Type: application/json

{
  "days": 14,
}
```

### Response

<!-- {
  "blockType": "response",
  "@odata.type": "microsoft.graph.loan"
}
-->
``` http
HTTP/1.1 201 Created
Content-Type: application/json
{
  "id": "1"
}
```
"""


def test_a_page_says_what_it_is(read):
    facts = read(LEND, "docs/api/book-lend.md").facts
    assert (facts.kind, facts.dialect, facts.title) == ("operation", "microsoft-graph", "book: lend")
    assert (facts.namespace, facts.area) == ("microsoft.graph", "lending")
    assert facts.resources == ()
    assert facts.enums == ()


def test_every_fact_of_an_operation_leads_back_to_its_place(read):
    page = read(LEND)
    operation = page.facts.operations[0]
    assert page.at(operation.span) == "8:3"
    assert [(r.method, r.target, page.at(r.span)) for r in operation.routes] == [
        ("POST", "/books/{bookId}/lend", "28:1"),
        ("POST", "/me/books/{bookId}/lend", "29:1"),
    ]
    assert [(s.kind, s.scopes, page.at(s.span)) for s in operation.scopes] == [
        ("delegatedWork", ("Loan.ReadWrite",), "18:37")
    ]
    assert [(h.name, page.at(h.span), page.at(h.name_span)) for h in operation.headers] == [
        ("Authorization", "36:1", "36:2"),
        ("If-Match", "37:1", "37:2"),
    ]
    body = operation.request_body
    assert page.at(body.span) == "39:4"
    assert [(p.name, page.at(p.span), page.at(p.type.span)) for p in body.properties] == [
        ("member", "45:1", "45:9"),
        ("days", "46:1", "46:7"),
    ]
    response = operation.responses[0]
    assert (page.at(response.span), page.text(response.span)) == ("50:39", "201")
    assert (page.at(response.types[0].span), page.text(response.types[0].span)) == (
        "50:72",
        "[loan](../resources/loan.md)",
    )


def test_an_example_is_a_request_with_its_response(read):
    page = read(LEND)
    (example,) = page.facts.operations[0].examples
    assert (example.name, example.method, example.status) == ("book_lend", "POST", 201)
    assert example.target == "https://graph.microsoft.com/v1.0/books/7/lend"
    assert (example.request_body.value, example.request_body.repaired) == ({"days": 14}, True)
    assert page.at(example.request_body.span) == "65:1"
    assert example.response_body.value == {"id": "1"}
    assert page.at(example.response_body.span) == "80:1"
    assert (example.annotated, example.annotated_collection) == ("microsoft.graph.loan", None)


def test_what_is_unfinished_or_broken_is_found_where_it_stands(read):
    page = read(LEND)
    assert sorted((page.at(one.span), one.name) for one in page.facts.diagnostics) == [
        ("19:14", "todo-in-permissions"),
        ("46:13", "todo-in-description"),
        ("66:13", "malformed-json"),
    ]


def test_a_description_has_no_namespace_no_relative_link_and_no_placeholder(read):
    operation = read(LEND).facts.operations[0]
    assert operation.description == "Lend a book to a member."
    assert [p.description for p in operation.request_body.properties] == ["Who takes it. Required.", ""]


def test_links_are_noted_once_with_the_place_of_their_target(read):
    page = read(LEND)
    assert [(link.target, page.at(link.span)) for link in page.facts.links] == [
        ("resources/book.md", "12:15"),
        ("resources/member.md", "45:18"),
        ("resources/loan.md", "50:79"),
    ]


def test_a_link_that_is_written_again_is_noted_with_every_place(read):
    page = read("# A\n\nA [b](b.md), a [b](./b.md) and a [b](b.md#c).\n\n|D|\n|:--|\n|a [b](b.md)|\n")
    first, other = page.facts.links
    assert [(written, page.at(span)) for written, span in first.again] == [("./b.md", "3:20"), ("b.md", "7:8")]
    assert (other.anchor, other.again) == ("c", ())


def test_anchors_are_those_of_the_headings(read):
    assert read(LEND).facts.anchors == (
        "book-lend", "permissions", "http-request", "request-headers", "request-body", "response", "examples",
        "request", "response-1",
    )  # fmt: skip


def test_an_anchor_that_a_heading_states_is_the_one_that_links_lead_to(read):
    assert read("# Books\n\n## Lend a book {#lending}\n\nBy card.\n").facts.anchors == ("books", "lending")


RESOURCE = """# book resource type

Namespace: microsoft.graph

A book. Inherits from [item](item.md).

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key. Inherited from [item](item.md).|
|kind|bookKind|What it is. The possible values are: `novel`, `atlas`.|
|pages|Int32|
|id|Int32|The key again.|

## Relationships

|Relationship|Type|Description|
|:---|:---|:---|
|author|[person](person.md)|Who wrote it.|

## JSON representation

<!-- {
  "blockType": "resource",
  "@odata.type": "microsoft.graph.book",
  "baseType": "microsoft.graph.entity",
  "keyProperty": "id"
}
-->
```json
{
  "id": "String (identifier)",
  "kind": "String"
}
```

### bookKind values

|Member|Value|Description|
|:---|:---|:---|
|novel|0|A story.|
|atlas|1|**TODO: Add Description**|
"""


def test_a_type_leads_back_to_its_rows(read):
    page = read(RESOURCE, "resources/book.md")
    (book,) = page.facts.resources
    assert (book.name, book.key, book.has_table) == ("microsoft.graph.book", "id", True)
    assert [(p.name, page.at(p.span), p.navigation) for p in book.properties] == [
        ("id", "11:1", False),
        ("kind", "12:1", False),
        ("pages", "13:1", False),
        ("id", "14:1", False),
        ("author", "20:1", True),
    ]
    assert page.at(book.representation.span) == "32:1"


def test_all_statements_of_the_base_are_kept_the_sentence_first(read):
    page = read(RESOURCE, "resources/book.md")
    (book,) = page.facts.resources
    assert [(b.name, b.target) for b in book.bases] == [
        ("item", "resources/item.md"),
        ("microsoft.graph.entity", ""),
        ("item", "resources/item.md"),
    ]


def test_the_values_of_a_section_are_an_enumeration_with_its_anchor(read):
    page = read(RESOURCE, "resources/book.md")
    (kind,) = page.facts.enums
    assert (kind.name, kind.anchors, page.at(kind.span)) == ("microsoft.graph.bookKind", ("bookkind-values",), "38:5")
    assert [(m.name, m.value, m.description, page.at(m.span)) for m in kind.members] == [
        ("novel", 0, "A story.", "42:1"),
        ("atlas", 1, "", "43:1"),
    ]


def test_a_name_that_stands_twice_is_found_at_the_second(read):
    page = read(RESOURCE, "resources/book.md")
    assert [(one.name, page.at(one.span)) for one in page.facts.diagnostics if "duplicate" in one.name] == [
        ("duplicate-row", "14:2")
    ]


OLD = """# Create member

Make a new member.
### Prerequisites
The following **scopes** are required to execute this API: *Member.ReadWrite*
### HTTP request
<!-- { "blockType": "ignored" } -->
```http
POST /members/<id>/friends

```
### Request headers
| Name       | Type | Description|
|:---------------|:--------|:----------|
| Authorization  | string  | Bearer <token>. Required. |

### Request body
In the request body, supply a JSON representation of [member](../resources/member.md) object.
### Response
If successful, this method returns `201, Created` response code and [member](../resources/member.md) object in the response body.
### Example
##### Request
<!-- {
  "blockType": "request",
  "name": "create_member"
}-->
```http
POST https://graph.microsoft.com/v1.0/members/<id>/friends
Content-type: application/json

{
  "member": {
    "name": "name-value"
  }
}
```
##### Response
<!-- {
  "blockType": "response",
  "@odata.type": "member"
} -->
```http
Content-type: application/json

{
  "name": "name-value"
}
```"""  # noqa: E501  (a line of a page, as it is written)


def test_a_page_of_the_first_generation_is_read_through_its_dialect(read):
    page = read(OLD)
    operation = page.facts.operations[0]
    assert page.facts.dialect == "microsoft-graph-2015"
    assert [(r.method, r.target) for r in operation.routes] == [("POST", "/members/<id>/friends")]
    assert [s.scopes for s in operation.scopes] == [("Member.ReadWrite",)]
    assert [t.name for t in operation.request_body.types] == ["member"]
    assert [(r.status, [t.name for t in r.types]) for r in operation.responses] == [(201, ["member"])]
    (example,) = operation.examples
    assert (example.answered, example.status, example.response_body.value) == (True, 0, {"name": "name-value"})
    assert page.facts.diagnostics == ()


def test_line_ends_change_nothing_that_is_read(read):
    from docgen.source import decode

    source = decode("api/page.md", LEND.replace("\n", "\r\n").encode())
    assert source.text == LEND
    assert read(source.text).facts == read(LEND).facts


def test_a_dialect_that_is_given_is_the_one_that_reads(read):
    assert read(LEND, dialect=dialects.load("base")).facts.dialect == "base"


def test_no_page_makes_reading_fail(read):
    for text in (
        "",
        "#",
        "# \n",
        "|",
        "```",
        "<!--",
        "---",
        "## HTTP request\n```\nGET\n```",
        "# x enum type\n## Members",
    ):
        assert read(text).facts.operations == ()


_MANY_DIGITS = "9" * 5000


def test_numbers_that_no_document_can_hold_stay_in_the_text_alone(read):
    rows = [
        f"|pages|String|It can contain a maximum of {_MANY_DIGITS} elements.|",
        f"|name|String (maximum length: {_MANY_DIGITS})|Maximum length is {_MANY_DIGITS} characters.|",
        f"|size|Int32|Valid values {_MANY_DIGITS} to {_MANY_DIGITS}.|",
    ]
    table = "\n".join(("|Property|Type|Description|", "|:--|:--|:--|", *rows))
    facts = read(f"# book resource type\n\n## Properties\n\n{table}\n").facts
    (resource,) = facts.resources
    assert [(row.name, row.max_items, row.max_length) for row in resource.properties] == [
        ("pages", None, None),
        ("name", None, None),
        ("size", None, None),
    ]
    assert all(_MANY_DIGITS in row.description for row in resource.properties)


@pytest.mark.parametrize(
    ("said", "maximum", "max_items"),
    [
        ("Max 80 books.", "80", 80),  # of a number, or of a list
        ("In cents. Max 8 digits.", "", None),
        ("Max 2 decimal places.", "", None),
        ("Max 3 books per shelf.", "", None),
        ("Up to 20 books.", "", 20),
        ("Up to 5 MB each.", "", None),
        ("Names of tags. Up to 20 letters each.", "", None),
        ("You can specify up to 30 days back.", "", None),
        ("Valid values are from E to 9.", "", None),
    ],
)
def test_units_are_no_limits_of_a_value(read, said, maximum, max_items):
    table = f"|Property|Type|Description|\n|:--|:--|:--|\n|pages|Int32|{said}|\n"
    (resource,) = read(f"# book resource type\n\n## Properties\n\n{table}").facts.resources
    (row,) = resource.properties
    assert (row.maximum, row.max_items) == (maximum, max_items)


def test_the_value_of_a_member_is_a_number_of_64_bits_or_none(read):
    table = f"|Member|Value|\n|:--|:--|\n|one|1|\n|minus|-9|\n|many|{_MANY_DIGITS}|\n"
    (enum,) = read(f"# shelfKind enum type\n\n## Members\n\n{table}").facts.enums
    assert [(member.name, member.value) for member in enum.members] == [("one", 1), ("minus", -9), ("many", None)]


def test_characters_that_docgen_uses_itself_are_characters_of_a_page_like_any_other(read):
    cells = (
        "\ue0001\ue001",
        "[book](book.md)\ue0007\ue001",
        "&#xE000;0&#xE001; or [book](book.md)",
        "\ue000",
        "\0{}\1",
    )
    for cell in cells:
        page = f"# shelf resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|a|{cell}|b|\n"
        (resource,) = read(page).facts.resources
        type_ = resource.properties[0].type
        assert (type_.name if type_ else "") == ("book" if "book" in cell else "")


def test_json_in_the_section_of_the_body_is_checked_though_it_is_no_request(read):
    page = "# Lend\n\n## HTTP request\n\n```http\nPOST /books/{id}/lend\n```\n\n## Request body\n\n```json\n%s\n```\n"
    for body, expected in (('{"name": "x"}', []), ("{'name': 'x'}", ["malformed-json"])):
        assert [one.name for one in read(page % body).facts.diagnostics] == expected


TABLE = "|Parameter|Type|\n|:---|:---|\n|member|String|"
SUPPLY = "Supply a [book](book.md)."


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (
            f"{SUPPLY}\n\nYou can specify the following properties when creating a **book**.\n\n{TABLE}",
            "Supply a book.",
        ),
        (f"{SUPPLY} The following table lists the parameters.\n\n{TABLE}", "Supply a book."),
        (f"Provide a JSON object with the following parameters:\n\n<!-- a note -->\n{TABLE}", ""),
        (
            f"{SUPPLY} These are the following three: a, b, c.\n\n{TABLE}",
            "Supply a book. These are the following three: a, b, c.",
        ),
        (
            "Set one of the following values:\n\n- `oak`\n- `pine`",
            "Set one of the following values:\n- `oak`\n- `pine`",
        ),
        (f"A `filter` with the following properties.\n\n{TABLE}", "A `filter` with the following properties."),
    ],
)
def test_a_description_does_not_announce_what_is_not_in_it(read, text, description):
    page = f"# Lend\n\n## HTTP request\n\n```http\nPOST /books/1/lend\n```\n\n## Request body\n\n{text}\n"
    assert read(page, "api/lend.md").facts.operations[0].request_body.description == description


def _members(rows):
    return {row.name: _members(row.members) for row in rows}


@pytest.mark.parametrize(
    ("rows", "members", "told"),
    [
        (("shelf", "» size", "» kind", "»» size"), {"shelf": {"size": {}, "kind": {"size": {}}}}, []),
        (("shelf", "» size", "» kind", "» size"), {"shelf": {"size": {}, "kind": {}}}, ["DG302"]),
        (("shelf", "» the first of these words", "»» size", "» kind"), {"shelf": {"kind": {}}}, []),
        (("shelf.size", "shelf", "shelf.kind"), {"shelf": {"size": {}, "kind": {}}}, []),
        (("shelf", "shelf.size", "shelf"), {"shelf": {"size": {}}}, ["DG302"]),
    ],
)
def test_members_are_those_of_the_row_that_they_stand_below(read, rows, members, told):
    table = "".join(f"|{name}|string|Which.|\n" for name in rows)
    page = f"# Make it\n\n`POST /shelves`\n\n## Request body\n\n|Name|Type|Description|\n|:--|:--|:--|\n{table}"
    facts = read(page, dialect=dialects.load("base")).facts
    (operation,) = facts.operations
    assert operation.request_body is not None
    assert _members(operation.request_body.properties) == members
    assert [found.code for found in facts.diagnostics if found.code == "DG302"] == told


ANNOTATED = """# List books

Read the books of a shelf.

## HTTP request

```http
GET /shelves/{{id}}/books
```

## Response

Returns `200 OK`.

## Examples

### Request

```http
GET /shelves/1/books
```

### Response

<!-- {{ "blockType": "response", "@odata.type": {type} }} -->
```http
HTTP/1.1 200 OK
Content-type: application/json

{{ "value": [] }}
```
"""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"library.book"', "library.book"),
        ('"Collection(library.book)"', "library.book"),
        ('"#library.book"', "library.book"),
        ('["library.book", "library.map"]', "library.book"),
        ('["Collection(library.map)", "library.book"]', "library.map"),
    ],
)
def test_an_annotation_names_the_type_of_a_body(read, written, name):
    page = read(ANNOTATED.format(type=written), dialect=dialects.load("microsoft-graph"))
    (example,) = page.facts.operations[0].examples
    assert (example.annotated, page.text(example.annotated_span)) == (name, name)


@pytest.mark.parametrize(
    ("description", "location"),
    [
        ("A query over titles.", ""),
        ("Sent in the query string.", "query"),
        ("Given as a query parameter.", "query"),
        ("Sent with the request.", ""),
    ],
)
def test_a_description_says_where_a_parameter_stands(read, description, location):
    table = f"| Name | Type | Description |\n| --- | --- | --- |\n| filter | string | {description} |\n"
    page = read(f"# Books\n\n## PUT /books\n\n### Parameters\n\n{table}\n", dialect=dialects.load("base"))
    (operation,) = page.facts.operations
    stated = (*operation.parameters, *operation.query_parameters)
    assert [row.location for row in stated] == [location]


SHOWN = (
    "# Put book\n\nPut it.\n\n## HTTP request\n\n```http\nPOST /books\n```\n\n"
    "## Response\n\nIt is `200 OK`.\n\n## Examples\n\n"
)
SENT = "Content-type: application/json"


def shown(read, *blocks):
    text = SHOWN + "\n\n".join(f"```http\n{block}\n```" if block[0] not in "#<" else block for block in blocks)
    page = read(f"{text}\n", dialect=dialects.load("microsoft-graph"))
    return page.facts.operations[0].examples


def test_the_body_of_a_request_may_stand_in_a_block_of_its_own(read):
    examples = shown(
        read,
        "### Request",
        f'POST /books\n{SENT}\n\n{{ "title": "One" }}',
        "### Response",
        f'HTTP/1.1 200 OK\n{SENT}\n\n{{ "id": 1 }}',
        "### Request",
        f"POST /books\n{SENT}",
        '{ "title": "Two" }',
        "### Response",
        f'HTTP/1.1 200 OK\n{SENT}\n\n{{ "id": 2 }}',
    )
    assert [(one.request_body.value, one.response_body.value) for one in examples] == [
        ({"title": "One"}, {"id": 1}),
        ({"title": "Two"}, {"id": 2}),
    ]


def test_an_answer_belongs_to_the_request_of_its_name(read):
    def named(kind, name):
        return f'<!-- {{ "blockType": "{kind}", "name": "{name}" }} -->'

    examples = shown(
        read,
        "### Request",
        f"{named('request', 'put_new')}\n```http\nPOST /books\n```",
        f"{named('request', 'put_again')}\n```http\nPOST /books?again=true\n```",
        "### Response",
        f"{named('response', 'put_again')}\n```http\nHTTP/1.1 409 Conflict\n```",
        f"{named('response', 'put_new')}\n```http\nHTTP/1.1 201 Created\n```",
    )
    assert [(one.name, one.target, one.status) for one in examples] == [
        ("put_new", "/books", 201),
        ("put_again", "/books?again=true", 409),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("shelf or map", ["shelf", "map"]),
        ("String or Int32", ["String", "Int32"]),
        ("!! or ??", []),
        ("shelf or ??", ["shelf"]),
    ],
)
def test_alternatives_of_a_cell_are_those_that_are_types(read, cell, names):
    page = f"# hall resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|a|{cell}|b|\n"
    (resource,) = read(page, dialect=dialects.load("microsoft-graph")).facts.resources
    type_ = resource.properties[0].type
    assert ([one.name for one in (type_, *type_.alternatives)] if type_ else []) == names


@pytest.mark.parametrize("method", ["GET", "PATCH"])
@pytest.mark.parametrize("before", ["Read it.", "Read  it."])
def test_a_slash_that_a_path_lacks_is_written_before_it(read, method, before):
    request = f"## HTTP request\n\n```http\n{method} books/{{id}}\n```\n"
    text = f"# Read book\n\n{before}\n\n{request}\n## Response\n\nIt is `200 OK`.\n"
    page = read(text, dialect=dialects.load("microsoft-graph"))
    (edit,) = next(one.fix.edits for one in page.facts.diagnostics if one.name == "missing-slash")
    assert (page.source.text[: edit.span.start] + edit.text + page.source.text[edit.span.end :]) == text.replace(
        " books/", " /books/"
    )


def nested(facts):
    """Return names, and what is nested in them."""
    return {one.name: nested(one.members) for one in facts}


def body_of(read, text):
    page = read(f"# Books\n\n## PUT /books\n\n### Request body\n\n{text}\n", dialect=dialects.load("base"))
    return page.facts.operations[0].request_body.properties


ROWS = "| Name | Type | Description |\n| --- | --- | --- |\n"


def test_a_row_takes_the_members_that_stand_before_it(read):
    rows = "| hall.size | integer | How big. |\n| shelf.row | integer | Which. |\n| shelf | object | Where it stands. |"
    found = body_of(read, ROWS + rows)
    assert nested(found) == {"hall": {"size": {}}, "shelf": {"row": {}}}
    assert [one.description for one in found] == ["", "Where it stands."]


def test_a_table_below_the_name_of_an_inner_row_describes_that(read):
    rows = (
        "|owner|object|Whose.|",
        "|owner.name|string|Who.|",
        "|owner.address|object|Where.|",
        "|owner.age|integer|Old.|",
    )
    outer = "\n".join(rows)
    inner = f"#### The address object\n\n{ROWS}| street | string | Which. |"
    found = body_of(read, f"{ROWS}{outer}\n\n{inner}")
    assert nested(found) == {"owner": {"name": {}, "address": {"street": {}}, "age": {}}}


def test_data_behind_a_whole_request_does_not_change_its_body(read):
    examples = shown(
        read,
        "### Request",
        f'POST /books\n{SENT}\n\n{{ "title": "One" }}',
        '{ "title": "Two" }',
        "### Response",
        "HTTP/1.1 204 No Content",
    )
    assert examples[0].request_body.value == {"title": "One"}


def test_rows_that_a_break_tears_out_of_their_table_are_answers_at_their_places(read):
    table = "| Description | Status |\n| --- | --- |\n| All. | 200 |\n| None. | 404\n\nfor now |\n"
    torn = "| Later. | 500 |\n|  Busy.  |  503  |\n"
    page = read(
        f"# Books\n\n## List books\n\n`GET /books`\n\n### Responses\n\n{table}{torn}", dialect=dialects.load("base")
    )
    answers = page.facts.operations[0].responses
    assert [(one.status, page.text(one.span), one.description) for one in answers] == [
        (200, "200", "All."),
        (404, "404", ""),
        (500, "500", "Later."),
        (503, "503", "Busy."),
    ]


@pytest.mark.parametrize(
    ("written", "value"), [('"low"', "low"), ("low", "low"), ('low"', 'low"'), ('"low" or "high"', '"low" or "high"')]
)
def test_quotes_around_a_whole_value_are_no_part_of_it(written, value):
    assert descriptions.unquoted(written) == value


@pytest.mark.parametrize("line", ["How loud.<br>Enum: `low`, `high`", "How loud.<br/>**Enum:** `low`, `high`"])
def test_values_that_a_description_lists_on_a_line_of_their_own_are_those_of_the_row(read, line):
    (row,) = body_of(read, f"{ROWS}| volume | string | {line} |")
    assert [one.name for one in row.values] == ["low", "high"]
    assert row.description == "How loud."
