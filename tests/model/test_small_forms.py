"""Forms that only some pages use: what they say reaches the operations and the types."""

from __future__ import annotations

import pytest

BOOK = ("id|String|The key.", "name|String|The title.")
ANSWER = "If successful, this method returns a `200 OK` response code and a [book](../resources/book.md) object."


def page(title: str, request: str, *sections: str) -> str:
    return "\n\n".join([f"# {title}", "Text.", "## HTTP request", f"```http\n{request}\n```", *sections]) + "\n"


def only(joined):
    (operation,) = joined.api.operations
    return operation


@pytest.mark.parametrize(
    ("target", "path", "queries"),
    [
        ("/books{?page,limit}", "/books", ["page", "limit"]),
        ("/books{?page*}", "/books", ["page"]),
        ("/books?page[size]={n}&ids[]={id}", "/books", ["page[size]", "ids[]"]),
        ("/books?page%5Bsize%5D=10", "/books", ["page[size]"]),
        ("/books[?top={top}&kind=new]", "/books", ["top", "kind"]),
        ("/books?top={top}[&skip={skip}]", "/books", ["top", "skip"]),
        ("/books/{+name}", "/books/{name}", []),
    ],
)
def test_queries_of_uri_templates(join, target, path, queries):
    operation = only(join({"api/list.md": page("List books", f"GET {target}", "## Response", ANSWER)}))
    assert operation.path == path
    assert [p.name for p in operation.parameters if p.location == "query"] == queries


def test_an_argument_that_may_be_left_out_makes_two_operations(join):
    table = (
        "## Parameters\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|from|String|Required.|\n|to|String|Optional.|"
    )
    joined = join({"api/sales.md": page("Get sales", "GET /sales(from={from},to={to})", table, "## Response", ANSWER)})
    assert joined.operations == ["GET /sales(from={from})", "GET /sales(from={from},to={to})"]
    assert [p.name for p in joined.api.operations[0].parameters] == ["from"]


def test_keys_in_parentheses_are_named_after_what_they_are_keys_of(join):
    joined = join({"api/get.md": page("Get seat", "GET /halls({id})/seats({id})", "## Response", ANSWER)})
    assert joined.operations == ["GET /halls({id})/seats({seatsId})"]


def test_each_request_keeps_its_server(join):
    joined = join(
        {
            "api/a.md": page("List a", "GET https://one.example.com/v1/as", "## Response", ANSWER),
            "api/b.md": page("List b", "GET https://one.example.com/v1/bs", "## Response", ANSWER),
            "api/c.md": page("List c", "GET https://two.example.com/v2/cs", "## Response", ANSWER),
        }
    )
    assert len(joined.api.servers) == 1
    others = [operation.servers for operation in joined.api.operations if operation.servers]
    assert len(others) == 1
    assert others[0][0].startswith("https://two.example.com")


def test_a_host_that_is_a_placeholder_is_no_segment(join):
    example = "## Example\n\n```http\nGET https://{shopPrefix}/api/v2.0/carts({id})\n```"
    joined = join({"api/get.md": page("Get cart", "GET shopPrefix/carts({id})", "## Response", ANSWER, example)})
    assert joined.operations == ["GET /carts({id})"]
    assert joined.api.servers == ("https://{shopPrefix}/api/v2.0",)


@pytest.mark.parametrize(
    ("sentence", "media"),
    [
        ("Returns `200 OK` and the picture as `image/png` in the body.", ("image/png",)),
        ("Returns `200 OK` and a PDF file (`application/pdf`).", ("application/pdf",)),
        ("Returns `200 OK` and a `text/csv` file.", ("text/csv",)),
    ],
)
def test_the_media_type_that_a_sentence_states_is_that_of_the_answer(join, sentence, media):
    operation = only(join({"api/get.md": page("Get report", "GET /report", "## Response", sentence)}))
    assert operation.responses[0].content[0].media_types == media


@pytest.mark.parametrize("media", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_the_members_of_a_form_are_sent_as_a_form(join, media):
    table = f"## Request body\n\nSend `{media}`.\n\n|Property|Type|Description|\n|:--|:--|:--|\n|file|Binary|The file.|"
    operation = only(join({"api/post.md": page("Post form", "POST /forms", table, "## Response", "`204 No Content`.")}))
    assert operation.body.content[0].media_types == (media,)


def test_what_is_made_is_sent_inside_a_member_called_like_it(join, resource, operation, example):
    shown = example("POST /boxes", 'HTTP/1.1 201 Created\nContent-Type: application/json\n\n{"id": "1"}')
    sent = '```http\nPOST /boxes\nContent-Type: application/json\n\n{"chest": {"id": "1"}}\n```'
    text = page(
        "Create chest",
        "POST /boxes",
        "## Request body",
        "In the request body, supply a JSON representation of a [chest](../resources/chest.md) object.",
        "## Response",
        "Returns `201 Created` and a [chest](../resources/chest.md) object.",
        "## Example",
        sent,
    )
    assert shown
    joined = join({"api/create.md": text, "resources/chest.md": resource("chest", *BOOK)})
    assert joined.body("POST /boxes") == "type microsoft.graph.chest"


def test_pages_that_answer_with_other_types_are_told(join, resource):
    other = ANSWER.replace("book", "tome")
    joined = join(
        {
            "api/a.md": page("List books", "GET /things", "## Response", ANSWER),
            "api/b.md": page("List tomes", "GET /things", "## Response", other),
            "resources/book.md": resource("book", *BOOK),
            "resources/tome.md": resource("tome", "pages|Int32|How many."),
        }
    )
    assert joined.findings("missing-permissions") == ["contradicting-operations"]


def test_tabs_of_requests_that_hold_no_languages_all_count(join):
    tabs = "# [Own](#tab/own)\n\n```http\nGET /books\n```\n\n# [All](#tab/all)\n\n```http\nGET /all/books\n```\n\n---"
    text = f"# List books\n\nText.\n\n## HTTP request\n\n{tabs}\n\n## Response\n\n{ANSWER}\n"
    assert join({"api/list.md": text}).operations == ["GET /all/books", "GET /books"]


def test_headings_of_answers_with_a_suffix(join, resource):
    text = (
        "# Get cover\n\nText.\n\n## HTTP request to get the picture\n\n```http\nGET /cover/$value\n```\n\n"
        "## HTTP request to get the facts\n\n```http\nGET /cover\n```\n\n## Response for getting the picture\n\n"
        "Returns `200 OK` and binary data of the picture.\n\n## Response for getting the facts\n\n"
        "Returns `200 OK` and a [book](../resources/book.md) object.\n"
    )
    joined = join({"api/get.md": text, "resources/book.md": resource("book", *BOOK)})
    assert joined.responses("GET /cover") == {200: "type microsoft.graph.book"}
    assert joined.responses("GET /cover/$value")[200].startswith("stream")


def test_a_table_of_headers_below_an_answer(join):
    table = "|Name|Description|\n|:--|:--|\n|Retry-After|Seconds to wait.|"
    said = f"Returns `202 Accepted`. The response has the following headers.\n\n{table}"
    operation = only(join({"api/post.md": page("Export", "POST /export", "## Response", said)}))
    assert [header.name for header in operation.responses[0].headers] == ["Retry-After"]
    assert operation.responses[0].content == ()


def test_the_introduction_describes_an_operation_whose_request_stands_below_its_permissions(join):
    text = "# Get file\n\nRead a file.\n\n## Prerequisites\n\nA scope.\n\n### HTTP request\n\n```http\nGET /file\n```\n"
    other = page("List books", "GET /books", "## Response", ANSWER)
    joined = join({"api/get.md": text, "api/list.md": other})
    operation = joined.operation("GET /file")
    assert "Read a file." in (operation.summary, operation.description)
    assert "Prerequisites" not in operation.summary


@pytest.mark.parametrize(
    ("cell", "depth"),
    [("Collection(Collection(String))", 1), ("array of arrays of strings", 1), ("String[][]", 1), ("String[]", 0)],
)
def test_arrays_in_arrays(join, resource, cell, depth):
    joined = join({"resources/grid.md": resource("grid", f"cells|{cell}|The cells.")})
    type_ = joined.schema("grid").properties[0].type
    assert (type_.type, type_.collection, type_.depth) == ("string", True, depth)


def test_a_base_that_is_missing_is_named_in_full(join, resource):
    text = (
        "# crate resource type\n\nNamespace: example.yard\n\nA crate. Inherits from [thing](thing.md).\n\n"
        "## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The key.|\n\n"
        "## JSON representation\n\n"
        '<!-- {"blockType": "resource", "@odata.type": "example.yard.crate", "baseType": "example.thing"} -->\n'
        '```json\n{"id": "String"}\n```\n'
    )
    assert join({"resources/crate.md": text}).schema("crate").base == "example.thing"


def test_a_row_whose_name_leads_to_a_type(join, resource):
    table = "## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|[lid](lids.md)|lid|The lid.|"
    pages = {
        "resources/crate.md": f"# crate resource type\n\nNamespace: microsoft.graph\n\nA crate.\n\n{table}\n",
        "resources/lids.md": resource("lids", *BOOK),
    }
    assert join(pages).properties("crate") == {"lid": "microsoft.graph.lids"}


def test_enumerations_of_pages_without_a_namespace_have_that_of_the_set(join, resource):
    kind = "# woodKind enum type\n\nWood.\n\n## Members\n\n|Member|Description|\n|:--|:--|\n|oak|Oak.|\n"
    stave = (
        "# stave resource type\n\nNamespace: contoso.yard\n\nA stave.\n\n## Properties\n\n"
        "|Property|Type|Description|\n|:--|:--|:--|\n|kind|[woodKind](woodkind.md)|What of.|\n"
    )
    joined = join({"resources/stave.md": stave, "resources/woodkind.md": kind})
    assert joined.enums == {"contoso.yard.woodKind": ["oak"]}


def test_no_stand_in_is_missed_where_a_link_leads_out_of_the_set(join, resource):
    row = "body|[prose](https://docs.example.com/resources/prose)|The text."
    joined = join({"resources/letter.md": resource("letter", row)})
    assert joined.findings() == []
    assert joined.schemas == ["microsoft.graph.letter", "microsoft.graph.prose (missing)"]


def test_a_call_that_is_written_with_and_without_an_argument_gives_no_third_one(join):
    table = (
        "## Parameters\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|from|String|Optional.|\n|to|String|Required.|"
    )
    both = "GET /sales(from={from})\nGET /sales(from={from},to={to})"
    joined = join({"api/sales.md": page("Get sales", both, table, "## Response", ANSWER)})
    assert joined.operations == ["GET /sales(from={from})", "GET /sales(from={from},to={to})"]


@pytest.mark.parametrize(
    ("request_", "tag"),
    [("POST /sync", "sync"), ("POST /halls/{id}/open", "halls"), ("POST /halls/{id}/seats/{seat}/fold", "halls.seats")],
)
def test_a_call_alone_is_grouped_by_what_it_is_called_on(join, operation, request_, tag):
    others = [operation(f"GET /halls/{{id}}/seats/{{seat}}/{name}") for name in ("rows", "covers")]
    pages = {f"api/{number}.md": text for number, text in enumerate([operation(request_, response=""), *others])}
    tags = {f"{one.method.upper()} {one.path}": one.tag for one in join(pages).api.operations}
    assert tags[request_] == tag


def test_types_without_a_namespace_have_that_of_most_others(join, resource):
    def pages(named: str, bare: str) -> dict[str, str]:
        texts = {f"resources/{name}.md": resource(name, "id|String|x", namespace="library") for name in named}
        without = {f"resources/{name}.md": resource(name, "id|String|x") for name in bare}
        return texts | {path: text.replace("Namespace: microsoft.graph\n\n", "") for path, text in without.items()}

    assert join(pages("ab", "c")).schemas == ["library.a", "library.b", "library.c"]
    assert join(pages("ab", "cd")).schemas == ["library.a", "library.b", "library.c", "library.d"]
    assert join(pages("ab", "cde")).schemas == ["c", "d", "e", "library.a", "library.b"]


def test_a_query_parameter_with_brackets_at_its_end_is_an_array(join):
    text = "# Rooms\n\n## GET /rooms\n\n**Query parameters**\n\n- `kind[]` (string): Kinds.\n- `name` (string): One.\n"
    (one,) = join({"rooms.md": text}).api.operations
    assert [(p.name, p.type.type, p.type.collection) for p in one.parameters] == [
        ("kind[]", "string", True),
        ("name", "string", False),
    ]
