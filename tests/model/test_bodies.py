"""What pages say of requests and responses goes in; bodies, one response per status and requirements come out."""

from __future__ import annotations

import pytest

from docgen.model.api import Sample

BOOK = "[book](../resources/book.md)"
ROWS = ("id|String|The key. Read-only.", "name|String|The title.", "size|Int32|How thick.")
JSON = "Content-Type: application/json\n\n"


def said(status: str, rest: str = ".") -> str:
    """Return a sentence of a Response section."""
    return f"If successful, this method returns a `{status}` response code{rest}"


def table(*rows: str, head: str = "Property") -> str:
    """Return a table of members."""
    return "\n".join((f"|{head}|Type|Description|", "|:---|:---|:---|", *(f"|{row}|" for row in rows)))


ONE = f" and a {BOOK} object in the response body."
MANY = f" and a collection of {BOOK} objects in the response body."
SUPPLY = f"In the request body, supply a JSON representation of the {BOOK} object."


@pytest.fixture
def book(resource):
    """Return the page of the type that the operations are about."""
    return {"resources/book.md": resource("book", *ROWS)}


def test_what_is_created_names_what_must_be_given(join, operation, book):
    body = f"{SUPPLY}\n\n{table('name|String|The title. Required.', 'size|Int32|How thick. Optional.')}"
    page = operation("POST /books", body=body, response=said("201 Created", ONE))
    joined = join({"api/a.md": page, **book})
    assert joined.body("POST /books") == "type microsoft.graph.book, required name"
    assert joined.operation("POST /books").body.required


def test_what_the_type_lacks_is_told_and_not_required(join, operation, book):
    rows = ("Name|String|The title. Required.", "size|Int32|How thick.", "writer|String|Who. Required.")
    body = f"{SUPPLY}\n\n{table(*rows)}"
    joined = join({"api/a.md": operation("POST /books", body=body, response=said("201 Created", ONE)), **book})
    assert joined.body("POST /books") == "type microsoft.graph.book, required name"
    assert joined.findings("missing-permissions") == ["unknown-required-member"]
    assert joined.api.diagnostics[-2].message.startswith(
        "writer is required here, but book has no property of this name"
    )


def test_alternatives_keep_what_any_of_them_requires(join, operation, resource, book):
    rows = ("name|String|The title. Required.", "colours|Int32|How many. Required.", "songs|Int32|How many. Required.")
    sentence = "Supply a JSON representation of a [comic](../resources/comic.md) or [record](../resources/record.md)."
    pages = {
        "api/a.md": operation("POST /books", body=f"{sentence}\n\n{table(*rows)}", response=said("201 Created", ONE)),
        "resources/comic.md": resource("comic", "colours|Int32|How many.", intro="Inherits from [book](book.md)."),
        "resources/record.md": resource("record", "songs|Int32|How many.", intro="Inherits from [book](book.md)."),
    }
    joined = join({**pages, **book})
    wanted = "type microsoft.graph.comic or microsoft.graph.record, required name colours songs"
    assert joined.body("POST /books") == wanted
    assert joined.findings("missing-permissions") == []


def test_what_is_changed_may_be_given_in_part(join, operation, book):
    body = f"{SUPPLY}\n\n{table('name|String|The title. Required.')}"
    page = operation("PATCH /books/{id}", body=body, response=said("200 OK", ONE))
    assert join({"api/a.md": page, **book}).body("PATCH /books/{id}") == "type microsoft.graph.book"


def test_a_table_of_the_members_of_what_is_returned_is_that_type(join, operation, book):
    page = operation("PATCH /books/{id}", body=table("name|String|The title."), response=said("200 OK", ONE))
    assert join({"api/a.md": page, **book}).body("PATCH /books/{id}") == "type microsoft.graph.book"


def test_the_parameters_of_an_action_are_an_object_of_their_own(join, operation, book):
    rows = ("to|String|Who. Required.", f"book|{BOOK}|Which.")
    text = "In the request body, provide a JSON object with the following parameters."
    page = operation("POST /books/{id}/lend", body=f"{text}\n\n{table(*rows, head='Parameter')}")
    joined = join({"api/a.md": page, **book})
    assert joined.body("POST /books/{id}/lend") == "object to string, book microsoft.graph.book"
    assert [p.required for p in joined.operation("POST /books/{id}/lend").body.content[0].shape.properties] == [
        True,
        False,
    ]


def test_rows_and_example_of_an_action_tell_its_arguments_and_not_the_type_it_is_about(join, operation, example, book):
    shown = example(f'POST /books/1/lend\n{JSON}{{"size": 3, "to": "Ann"}}', "HTTP/1.1 204 No Content")
    body = f"{SUPPLY}\n\n{table('size|Int32|How long.', 'name|String|Of whom.', 'to|String|To whom.')}"
    page = operation("POST /books/{id}/lend", body=body, response=said("204 No Content"), examples=shown)
    found = join({"api/a.md": page, **book}).body("POST /books/{id}/lend")
    assert found == "object size integer/int32, name string, to string"


def test_rows_beside_an_example_of_a_derived_type_belong_to_what_is_returned(join, operation, resource, example, book):
    comic = resource("comic", "colors|Int32|How many.", "pages|Int32|How many.", intro=f"Inherits from {BOOK}.")
    value = '{"@odata.type": "#microsoft.graph.comic", "colors": 3, "pages": 4}'
    shown = example(f"PATCH /books/1\n{JSON}{value}", f'HTTP/1.1 200 OK\n{JSON}{{"id": "1"}}')
    page = operation(
        "PATCH /books/{id}",
        body=table("colors|Int32|How many.", "pages|Int32|How many."),
        response=said("200 OK", ONE),
        examples=shown,
    )
    pages = {"api/a.md": page, "resources/comic.md": comic.replace("../resources/", ""), **book}
    assert join(pages).body("PATCH /books/{id}") == "type microsoft.graph.book"


def test_the_one_argument_of_an_action_is_no_body_of_that_type(join, operation, example, book):
    shown = example(f'POST /books/1/copy\n{JSON}{{"book": {{"name": "Atlas"}}}}', "HTTP/1.1 204 No Content")
    page = operation("POST /books/{id}/copy", body=SUPPLY, response=said("204 No Content"), examples=shown)
    assert join({"api/a.md": page, **book}).body("POST /books/{id}/copy") == "object book microsoft.graph.book"


def test_a_body_wrapped_in_the_name_of_its_type_is_unwrapped(join, operation, example, book):
    shown = example(f'POST /books\n{JSON}{{"book": {{"name": "Atlas"}}}}', f'HTTP/1.1 201 Created\n{JSON}{{"id": "1"}}')
    page = operation("POST /books", body=SUPPLY, response=said("201 Created", ONE), examples=shown)
    joined = join({"api/a.md": page, **book})
    (content,) = joined.operation("POST /books").body.content
    assert joined.body("POST /books") == "type microsoft.graph.book"
    assert [e.value for e in content.examples] == [{"name": "Atlas"}]


def test_a_reference_is_the_object_that_its_example_shows(join, operation, example, book):
    link = '{"@odata.id": "https://graph.microsoft.com/v1.0/books/2"}'
    shown = example(f"POST /books/1/sequels/$ref\n{JSON}{link}", "HTTP/1.1 204 No Content")
    page = operation("POST /books/{id}/sequels/$ref", body=SUPPLY, response=said("204 No Content"), examples=shown)
    joined = join({"api/a.md": page, **book})
    (content,) = joined.operation("POST /books/{id}/sequels/$ref").body.content
    assert content.shape == Sample({"@odata.id": "https://graph.microsoft.com/v1.0/books/2"})


def test_bytes_come_under_the_media_type_of_the_page(join, operation):
    page = operation("PUT /books/{id}/cover", body="In the request body, provide the picture as `image/jpeg`.")
    assert join({"api/a.md": page}).body("PUT /books/{id}/cover") == "stream as image/jpeg"


def test_a_raw_value_is_bytes_whatever_the_page_says(join, operation, book):
    page = operation("PUT /books/{id}/cover/$value", body=SUPPLY)
    assert join({"api/a.md": page, **book}).body("PUT /books/{id}/cover/$value") == "stream as application/octet-stream"


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_method_without_body_has_none(join, operation, book, method):
    page = operation(f"{method} /books/{{id}}", body=SUPPLY, response=said("204 No Content"))
    assert join({"api/a.md": page, **book}).body(f"{method} /books/{{id}}") == "none"


def test_no_body_is_asked_for_where_the_page_says_so(join, operation):
    page = operation("POST /books/{id}/close", body="Do not supply a request body for this method.")
    assert join({"api/a.md": page}).body("POST /books/{id}/close") == "none"


def test_an_example_tells_the_body_where_the_text_does_not(join, operation, example):
    shown = example(f'POST /books/1/lend\n{JSON}{{"days": 3}}', "HTTP/1.1 204 No Content")
    page = operation("POST /books/{id}/lend", response=said("204 No Content"), examples=shown)
    assert join({"api/a.md": page}).body("POST /books/{id}/lend") == "sample"


@pytest.mark.parametrize(
    ("sentence", "responses"),
    [
        (said("200 OK", ONE), {200: "type microsoft.graph.book"}),
        (said("201 Created", ONE), {201: "type microsoft.graph.book"}),
        (said("200 OK", MANY), {200: "collection microsoft.graph.book"}),
        (said("200 OK", f" and {BOOK} collection in the response body."), {200: "collection microsoft.graph.book"}),
        (said("200 OK", " and a String in the response body."), {200: "value string"}),
        (said("200 OK", " and a String collection in the response body."), {200: "collection string"}),
        (said("200 OK", " and a Stream in the response body."), {200: "stream as application/octet-stream"}),
        (said("200 OK", " and a **book** object in the response body."), {200: "type microsoft.graph.book"}),
        (said("200 OK", " and a **thing** object in the response body."), {200: "none"}),
        (said("204 No Content"), {204: "none"}),
        (said("202 Accepted", ". It does not return anything in the response body."), {202: "none"}),
        (said("204 No Content", ONE), {204: "none"}),
        (said("200 OK", ONE) + " If it did not change, it returns `304 Not Modified`.",
         {200: "type microsoft.graph.book", 304: "none"}),
        (said("200 OK", ONE) + " If it is lent, it returns a `409 Conflict` response code.",
         {200: "type microsoft.graph.book", 409: "none"}),
        (f"This method returns a {BOOK} object.", {200: "type microsoft.graph.book"}),
    ],
)  # fmt: skip
def test_a_sentence_tells_the_response(join, operation, book, sentence, responses):
    page = operation("POST /books/{id}/do", response=sentence)
    assert join({"api/a.md": page, **book}).responses("POST /books/{id}/do") == responses


def test_a_redirect_brings_the_bytes_that_it_leads_to(join, operation):
    rest = " that redirects to a preauthenticated download URL. That URL is in the `Location` header."
    page = operation("GET /reports/loans", response=said("302 Found", rest))
    joined = join({"api/a.md": page})
    assert joined.responses("GET /reports/loans") == {302: "none", 200: "stream as application/octet-stream"}
    assert [r.location for r in joined.operation("GET /reports/loans").responses] == [True, False]


def test_a_raw_value_is_answered_with_bytes(join, operation, book):
    page = operation(["GET /books/{id}/cover", "GET /books/{id}/cover/$value"], response=said("200 OK", ONE))
    joined = join({"api/a.md": page, **book})
    assert joined.responses("GET /books/{id}/cover") == {200: "type microsoft.graph.book"}
    assert joined.responses("GET /books/{id}/cover/$value") == {200: "stream as application/octet-stream"}


def test_an_example_makes_a_single_object_a_collection(join, operation, example, book):
    shown = example("GET /books", f'HTTP/1.1 200 OK\n{JSON}{{"value": [{{"id": "1"}}]}}')
    page = operation("GET /books", response=said("200 OK", ONE), examples=shown)
    assert join({"api/a.md": page, **book}).responses("GET /books") == {200: "collection microsoft.graph.book"}


def test_a_path_that_ends_with_a_key_is_answered_with_one(join, operation, example, book):
    shown = example("GET /books/1", f'HTTP/1.1 200 OK\n{JSON}{{"value": {{"id": "1"}}}}')
    page = operation("GET /books/{id}", response=said("200 OK", ONE), examples=shown)
    joined = join({"api/a.md": page, **book})
    assert joined.responses("GET /books/{id}") == {200: "type microsoft.graph.book"}
    (content,) = joined.operation("GET /books/{id}").responses[0].content
    assert [e.value for e in content.examples] == [{"id": "1"}]


def test_an_annotation_tells_the_type_where_the_text_does_not(join, operation, example, book):
    note = '"@odata.type": "microsoft.graph.book", "isCollection": true'
    shown = example("GET /books/top", f'HTTP/1.1 200 OK\n{JSON}{{"value": []}}', note=note)
    page = operation("GET /books/top", response=said("200 OK"), examples=shown)
    assert join({"api/a.md": page, **book}).responses("GET /books/top") == {200: "collection microsoft.graph.book"}


def test_an_example_without_any_statement_gives_the_response(join, operation, example):
    shown = example("POST /books/1/lend", f'HTTP/1.1 202 Accepted\n{JSON}{{"loan": 1}}')
    page = operation("POST /books/{id}/lend", response="It works.", examples=shown)
    assert join({"api/a.md": page}).responses("POST /books/{id}/lend") == {202: "sample"}


def test_an_operation_without_any_response_is_told(join, operation):
    joined = join({"api/a.md": operation("POST /books/{id}/lend", response="")})
    assert joined.findings("missing-permissions") == ["unstated-response"]


def test_pages_of_one_operation_unite_their_statuses(join, operation, book):
    joined = join(
        {
            "api/a.md": operation("POST /books", response=said("201 Created", ONE)),
            "api/b.md": operation("POST /books", response=said("202 Accepted")),
            **book,
        }
    )
    assert joined.responses("POST /books") == {201: "type microsoft.graph.book", 202: "none"}


def test_pages_that_name_a_type_and_its_base_mean_the_base(join, operation, resource, book):
    atlas = said("200 OK", " and a collection of [atlas](../resources/atlas.md) objects in the response body.")
    joined = join(
        {
            "api/a.md": operation("GET /books", response=atlas),
            "api/b.md": operation("GET /books", response=said("200 OK", MANY)),
            "resources/atlas.md": resource("atlas", "maps|Int32|How many.", intro="Inherits from [book](book.md)."),
            **book,
        }
    )
    assert joined.responses("GET /books") == {200: "collection microsoft.graph.book"}


def test_a_page_that_says_one_where_another_says_many_is_told(join, operation, book):
    joined = join(
        {
            "api/a.md": operation("GET /books", response=said("200 OK", MANY)),
            "api/b.md": operation("GET /books", response=said("200 OK", ONE)),
            **book,
        }
    )
    assert joined.findings("missing-permissions", "repeated-operation") == ["contradicting-operations"]
    assert joined.responses("GET /books") == {200: "collection microsoft.graph.book"}


def test_examples_go_to_the_operation_that_they_call(join, operation, example, book):
    answer = f'HTTP/1.1 200 OK\n{JSON}{{"value": [{{"id": "%s"}}]}}'
    shown = example("GET /me/books", answer % "me") + example("GET /users/7/books", answer % "user")
    page = operation(["GET /me/books", "GET /users/{id}/books"], response=said("200 OK", MANY), examples=shown)
    joined = join({"api/a.md": page, **book})
    found = {
        o.path: [e.value["value"][0]["id"] for e in o.responses[0].content[0].examples] for o in joined.api.operations
    }
    assert found == {"/me/books": ["me"], "/users/{id}/books": ["user"]}


def permissions(*rows: str, head: str = "|Permission type|Permissions|\n|:---|:---|") -> str:
    """Return a Permissions section."""
    return "\n".join(("## Permissions\n", head, *(f"|{row}|" for row in rows)))


def test_each_alternative_is_a_requirement_and_and_keeps_scopes_together(join, operation):
    rows = ("Delegated (work or school account)|A.Read, B.Read and C.Read", "Application|A.Read.All")
    found = join({"api/a.md": operation("GET /books", extra=permissions(*rows))}).operation("GET /books").security
    assert [(r.scheme, r.scopes) for r in found] == [
        ("delegatedWork", ("A.Read",)),
        ("delegatedWork", ("B.Read", "C.Read")),
        ("application", ("A.Read.All",)),
    ]


def test_pages_of_one_operation_unite_their_scopes(join, operation):
    joined = join(
        {
            "api/a.md": operation("GET /books", extra=permissions("Application|A.Read.All")),
            "api/b.md": operation("GET /books", extra=permissions("Application|A.Read.All, B.Read.All")),
        }
    )
    assert [r.scopes for r in joined.operation("GET /books").security] == [("A.Read.All",), ("B.Read.All",)]


def test_scopes_of_a_subject_go_to_the_paths_that_end_with_it(join, operation):
    head = "|Resource|Delegated (work or school account)|Application|\n|:---|:---|:---|"
    rows = ("book|Book.Read|Book.Read.All", "member|Member.Read|Not supported.")
    page = operation(["GET /books/{id}/cover", "GET /members/{id}/cover"], extra=permissions(*rows, head=head))
    joined = join({"api/a.md": page})
    assert {o.path: [r.scopes for r in o.security] for o in joined.api.operations} == {
        "/books/{id}/cover": [("Book.Read",), ("Book.Read.All",)],
        "/members/{id}/cover": [("Member.Read",)],
    }


@pytest.mark.parametrize(
    ("rows", "findings"),
    [
        (["Application|A.Read.All"], []),
        (["Application|Not supported."], []),
        (["Application|"], ["missing-permissions"]),
        (["Application|**TODO: Provide applicable permissions.**"], ["missing-permissions"]),
        (["Application|Ask the librarian."], ["missing-permissions"]),
    ],
)
def test_an_operation_that_states_no_permission_is_told(join, operation, rows, findings):
    joined = join({"api/a.md": operation("GET /books", extra=permissions(*rows))})
    assert joined.findings() == findings


@pytest.mark.parametrize(
    ("row", "schemes"),
    [
        ("Authorization|Bearer {token}. Required.", [("bearer", ())]),
        ("authorization|`Basic` and the credentials.", [("basic", ())]),
        ("Authorization|The token. Required.", [("authorization", ())]),
        ("Authorization|A bearer token. Optional.", [("bearer", ()), ("", ())]),
        ("X-Trace|For support.", []),
    ],
)
def test_where_no_permission_is_stated_the_header_tells_the_scheme(join, operation, row, schemes):
    headers = f"## Request headers\n\n|Name|Description|\n|:---|:---|\n|{row}|"
    found = join({"api/a.md": operation("GET /books", extra=headers)}).operation("GET /books").security
    assert [(r.scheme, r.scopes) for r in found] == schemes
    both = f"{headers}\n\n{permissions('Application|A.Read.All')}"
    found = join({"api/a.md": operation("GET /books", extra=both)}).operation("GET /books").security
    assert [(r.scheme, r.scopes) for r in found] == [("application", ("A.Read.All",))]


def test_headers_are_parameters_but_those_that_openapi_says_elsewhere(join, operation):
    rows = (
        "Authorization|Bearer {token}. Required.",
        "Content-Type|application/json",
        "If-Match|The version. Required.",
    )
    headers = "\n".join(("## Request headers\n", "|Name|Description|", "|:---|:---|", *(f"|{row}|" for row in rows)))
    found = join({"api/a.md": operation("PATCH /books/{id}", extra=headers)}).operation("PATCH /books/{id}")
    assert [(p.name, p.location, p.required) for p in found.parameters] == [
        ("id", "path", True),
        ("If-Match", "header", True),
    ]


def test_query_options_come_from_tables_prose_and_request_lines_once_each(join, operation):
    text = "## Optional query parameters\n\nThis method supports `$select`, `$top` and `$filter`."
    found = join({"api/a.md": operation("GET /books?$top=5", extra=text)}).operation("GET /books")
    assert [(p.name, p.example) for p in found.parameters] == [("$top", "5"), ("$select", ""), ("$filter", "")]


def test_a_deprecated_page_makes_a_deprecated_operation_unless_another_page_differs(join, operation):
    note = "> [!CAUTION]\n> This method is deprecated."
    assert join({"api/a.md": operation("GET /books", extra=note)}).operation("GET /books").deprecated
    both = {"api/a.md": operation("GET /books", extra=note), "api/b.md": operation("GET /books")}
    assert not join(both).operation("GET /books").deprecated


@pytest.mark.parametrize("shown", ["null", "[" * 300 + "]" * 300, '"text"', "[]", "5"])
@pytest.mark.parametrize("verb", ["POST", "PATCH", "PUT"])
def test_a_body_that_is_no_object_is_no_obstacle_for_its_table(join, operation, book, example, shown, verb):
    page = operation(
        f"{verb} /books",
        body=f"{SUPPLY}\n\n{table('name|String|The title.')}",
        response=said("200 OK", ONE),
        examples=example(f"{verb} https://example.com/books\n{JSON}{shown}", f"HTTP/1.1 200 OK\n{JSON}{shown}"),
    )
    assert join({"api/a.md": page, **book}).body(f"{verb} /books") == "type microsoft.graph.book"


def test_a_single_row_of_the_body_whose_type_is_a_link_is_a_member_of_it(join, book):
    rows = table(f"reader|{BOOK}|Who takes it.", head="Parameter")
    page = f"# Lend\n\n## HTTP request\n\n```http\nPOST /books/{{id}}/lend\n```\n\n## Request body\n\n{rows}\n"
    (operation,) = join({"api/lend.md": page, **book}).api.operations
    (content,) = operation.body.content
    assert [prop.name for prop in content.shape.properties] == ["reader"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_member_may_be_null_where_one_of_several_pages_says_it(join, order):
    rows = ("| note | string | May be null. |", "| note | string | What is said. |")
    pages = {
        f"api/{name}.md": f"# Shelves {name}\n\n## Change\n\n`PUT /shelves`\n\n### Request body\n\n"
        f"| Name | Type | Description |\n| --- | --- | --- |\n{row}\n"
        for name, row in zip(order, rows, strict=True)
    }
    (content,) = join(pages).operation("PUT /shelves").body.content
    assert [(one.name, one.nullable) for one in content.shape.properties] == [("note", True)]


def test_underscores_around_a_name_are_marks_of_headers_alone(join):
    rows = "| _lang_ | query | The language. |\n| _X-Trace_ | header | What the call is found by. |"
    table = f"| Name | In | Description |\n| --- | --- | --- |\n{rows}\n"
    joined = join({"api/a.md": f"# Shelves\n\n## List\n\n`GET /shelves`\n\n### Parameters\n\n{table}"})
    found = {one.location: one.name for one in joined.operation("GET /shelves").parameters}
    assert found["header"] == "X-Trace"
