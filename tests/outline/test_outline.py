"""Pages and what their outline finds: requests, whatever carries them, the scope of each, and rows."""

from __future__ import annotations

import pytest

from docgen import dialects, markdown
from docgen.outline import Outline, outline
from docgen.outline.rows import groups
from docgen.source import Source

BASE = dialects.load("base")


def of(text: str, dialect: dialects.Dialect = BASE) -> Outline:
    return outline(markdown.parse(Source("page.md", text)), dialect)


def stated(text: str) -> list[tuple[str, str]]:
    return [(one.method, one.target) for scope in of(text).scopes for one in scope.statements]


@pytest.mark.parametrize(
    "text",
    [
        "```http\nGET /books\n```",
        "```\nGET /books HTTP/1.1\nAccept: text/plain\n\nGET /other\n```",
        "```plaintext\nget /books\n```",
        "`GET /books`",
        "**`GET`** `/books`",
        "**GET** `/books`",
        "`GET: /books`",
        "GET /books",
        "    GET /books",
        "- text\n\n      GET /books",
        "|Method|Path|\n|-|-|\n|GET|/books|",
        "|Path|Does|Method|\n|-|-|-|\n|`/books`|Lists|`GET`|",
        "|HTTP request|\n|-|\n|**GET** /books|",
        "<table><tr><th>Method<th>Path</tr><tr><td>GET<td><code>/books</code></tr></table>",
        '<Route method="GET">/books</Route>',
        '<Route method="GET" path="/books" />',
        '{% swagger method="get" path="/books" %}\n{% endswagger %}',
        "## GET /books",
        "## [GET] /books",
        "## List books [GET /books]",
        "## List books (`GET /books`)",
        "## /books\n### GET",
        "### /books\n---\n## ***GET***",
        "## `/books`\n\n## GET\n\n#### Parameters",
        "## Books [/books]\n### List [GET]",
        "**Method**: GET\n\n**URL**: /books",
        "## Books\n\n### Method: GET\n\n>```\n>/books\n>```",
        "## `GET`: All books\n\nOf the shelf.\n\n`/books`",
        "- Method: `GET`\n- URL: `/books`",
        "Method\n: GET\n\nPath\n: /books",
        "```sh\ncurl -X GET /books\n```",
    ],
)
def test_what_carries_a_request(text: str) -> None:
    assert stated(f"# Books\n\n{text}\n") == [("GET", "/books")]


def test_front_matter_carries_a_request() -> None:
    assert stated("---\ntitle: List\napi: GET /books\n---\n\nText.\n") == [("GET", "/books")]


def test_a_table_may_state_several_methods() -> None:
    text = "|Method|Path|\n|-|-|\n|GET, POST|/books|\n|`DELETE`|`/books/:id`|\n"
    assert stated(text) == [("GET", "/books"), ("POST", "/books"), ("DELETE", "/books/:id")]


@pytest.mark.parametrize(
    "text",
    [
        "Get the books, then post /books.",
        "Use `GET /books` to list them.",
        "```python\nGET /books\n```",
        "|Name|Value|\n|-|-|\n|GET|fast|",
        "## Get books",
        "## Delete",
        "<Badge method='GET'>new</Badge>",
        "<!-- GET /books -->",
    ],
)
def test_what_is_no_request(text: str) -> None:
    assert stated(f"# Books\n\n{text}\n") == []


def test_each_heading_that_states_requests_is_a_scope() -> None:
    text = (
        "# Books\n\n## Headers\n\n## List\n\n```\nGET /books\n```\n\n### Parameters\n\n"
        "## Change\n\n### HTTP request\n\n```\nPUT /books/{id}\nPATCH /books/{id}\n```\n\n### Body parameters\n\n"
        "## Notes\n"
    )
    scopes = of(text).scopes
    assert [scope.head.title for scope in scopes] == ["List", "Change"]
    assert [[one.method for one in scope.statements] for scope in scopes] == [["GET"], ["PUT", "PATCH"]]
    assert [[part.title for part in scope.parts] for scope in scopes] == [
        ["Headers", "List", "Parameters"],
        ["Headers", "Change", "HTTP request", "Body parameters"],
    ]


def test_examples_state_a_request_where_nothing_else_does() -> None:
    example = "**Example request**:\n\n```\nGET /books/7\n```\n"
    assert stated(f"# A\n\n## Read\n\n`GET /books/{{id}}`\n\n{example}") == [("GET", "/books/{id}")]
    assert stated(f"# A\n\n## Read\n\n{example}") == [("GET", "/books/7")]


def test_a_row_of_a_table_leads_to_the_heading_that_describes_it() -> None:
    text = "# Api\n\n|Method|HTTP request|\n|-|-|\n|[**list**](#list)|**GET** /books|\n\n# **list**\n\n### Parameters\n"
    (scope,) = of(text).scopes
    assert [part.title for part in scope.parts] == ["**list**", "Parameters"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("**Query parameters**:", "query_parameters"),
        ("Parameters:", "parameters"),
        ("> Body parameter", "request_body"),
        ("**Status codes**:", "response"),
        ("Example response:", "response"),
        ("**Note**:", ""),
    ],
)
def test_a_label_begins_a_part(label: str, role: str) -> None:
    parts = of(f"# A\n\n`GET /books`\n\n{label}\n\n- `a` - text\n").parts
    assert parts[-1].role == role
    assert (parts[-1].label is not None) == bool(role)


def test_text_behind_the_code_of_an_example_belongs_to_the_section() -> None:
    text = "# A\n\n> Code samples\n\n```sh\ncurl /v1/books\n```\n\n`GET /books`\n\nText.\n"
    assert stated(text) == [("GET", "/books")]


def test_requests_of_a_template_stand_in_their_section_only() -> None:
    text = "# A\n\n`GET /books`\n\n```\nGET /books\n```\n\n## HTTP request\n\n```\nPUT /books\n```\n"
    found = of(text, dialects.load("microsoft-graph"))
    assert [(one.method, one.target) for one in found.statements] == [("PUT", "/books")]


Seen = list[tuple[str, str, int, bool]]


def rows(text: str) -> Seen:
    found = of(f"# A\n\n## Parameters\n\n{text}\n")
    return [
        (row.name.text, row.type.text if row.type else "", row.depth, row.required is not None)
        for part in found.parts
        for _, each in groups(part, BASE)
        for row in each
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|Field|Type|Notes|\n|-|-|-|\n|a|string|x|", [("a", "string", 0, False)]),
        ("|Description|Name|Type|\n|-|-|-|\n|x|a|int|", [("a", "int", 0, False)]),
        (
            "|Name|In|Type|\n|-|-|-|\n|body|body|object|\n|» a|body|string|",
            [("body", "object", 0, False), ("» a", "string", 1, False)],
        ),
        ("- `a` (string, required) - x", [("a", "string", 0, True)]),
        ("- `a` `(string: <required>)` – x", [("a", "string", 0, True)]),
        ("- **a** – x", [("a", "", 0, False)]),
        ("- a (string): x", [("a", "string", 0, False)]),
        ("- `a` (object)\n  - `b` (string)", [("a", "object", 0, False), ("b", "string", 1, False)]),
        ("* `a`: String. The a.", [("a", "String", 0, False)]),
        ("a\n: {{<required>}} Boolean. Whether.", [("a", "Boolean", 0, True)]),
        ('<ParamField query="a" type="string" required>\nx\n</ParamField>', [("a", "string", 0, True)]),
        (
            '{% swagger-parameter in="path" name="a" type="String" %}\nx\n{% endswagger-parameter %}',
            [("a", "String", 0, False)],
        ),
        ("- First do this.\n- Then do that.", []),
        ("|Version|Change|\n|-|-|\n|1|x|", []),
    ],
)
def test_what_carries_a_row(text: str, expected: Seen) -> None:
    assert rows(text) == expected


def test_rows_have_the_places_of_what_they_say() -> None:
    text = "# A\n\n## Parameters\n\n- `a` (string, default: 5) - The a.\n"
    ((row,),) = [each for part in of(text).parts for _, each in groups(part, BASE)]
    for cell in (row.name, row.type, row.default, row.description):
        assert cell is not None
        assert text[cell.span.start : cell.span.end] == cell.text


@pytest.mark.parametrize(
    "text",
    [
        "- `GET /books` returns all books.",
        "* `GET /books` will return\n  a list of books.",
        "`GET /books` lists them.",
    ],
)
def test_a_sentence_may_begin_with_the_request_that_it_is_about(text: str) -> None:
    assert stated(f"# A\n\n## Books\n\n{text}\n") == [("GET", "/books")]


def test_a_sentence_states_no_request_below_a_heading_that_has_one() -> None:
    text = "# A\n\n## Change\n\n```\nPUT /books/{id}\n```\n\n`GET /books` finds the number of a book.\n"
    assert stated(text) == [("PUT", "/books/{id}")]


def test_a_request_below_a_sentence_about_its_answer_is_stated() -> None:
    text = "# A\n\n## List\n\nThe following request returns a list of books:\n\n```\nGET /books\n```\n"
    assert stated(text) == [("GET", "/books")]


@pytest.mark.parametrize("title", ["REST API", "REST", "HTTP API endpoint", "Definition"])
def test_a_heading_that_says_how_an_operation_is_called_is_not_its_own(title: str) -> None:
    text = f"# A\n\n## List books\n\n### Query parameters\n\n### {title}\n\n```\nGET /books\n```\n\n### Other\n"
    (scope,) = of(text).scopes
    assert [part.title for part in scope.parts] == ["List books", "Query parameters", title, "Other"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("The following query parameters are available:", "query_parameters"),
        ("You can pass these optional GET parameters:", "query_parameters"),
        ("The following parameters should be set in the URL:", "path_parameters"),
        ("These JSON body parameters are read:", "request_body"),
        ("The following members are accepted in the request body:", "request_body"),
        ("with a body of:", "request_body"),
        ("The following optional parameters are supported:", "parameters"),
        ("The following fields are returned:", "response"),
        ("The following members are in the JSON response:", "response"),
        ("The books have the following pages:", ""),
    ],
)
def test_a_sentence_that_announces_a_list_is_a_label(label: str, role: str) -> None:
    parts = of(f"# A\n\n`POST /books`\n\n{label}\n\n- `a` - text\n").parts
    assert parts[-1].role == role


def test_parameters_behind_the_last_operation_are_its_own_where_those_of_others_are() -> None:
    own = "### Parameters\n\n- `a` (string) - text\n\n"
    text = f"# A\n\n## One\n\n`GET /a`\n\n{own}## Two\n\n`GET /b`\n\n{own}## Three\n\n`GET /c`\n\n{own[1:]}"
    scopes = of(text).scopes
    assert [[part.title for part in scope.parts] for scope in scopes] == [
        ["One", "Parameters"],
        ["Two", "Parameters"],
        ["Three", "Parameters"],
    ]


def test_methods_above_the_level_of_their_path_end_with_the_next_heading() -> None:
    text = "### /books\n## GET\n#### Answer\n## POST\n# Shelves\n## PUT\n### /shelves\n## GET\n"
    assert stated(text) == [("GET", "/books"), ("POST", "/books"), ("GET", "/shelves")]


def test_items_that_only_say_what_they_are_hold_rows() -> None:
    text = "- (object)\n  - shelf (object) Where\n    - row (integer)\n  - kind (string: low, high)\n"
    parts = of(f"# Books\n\n`POST /books`\n\n## Request body\n\n{text}").parts
    (part,) = [part for part in parts if part.role == "request_body"]
    ((_, rows),) = groups(part, BASE)
    assert [(row.name.text, row.depth, row.type and row.type.text) for row in rows] == [
        ("", 0, "object"),
        ("shelf", 1, "object"),
        ("row", 2, "integer"),
        ("kind", 1, "string: low, high"),
    ]


def test_a_method_in_a_heading_belongs_to_the_heading_above_as_what_is_beside_it() -> None:
    text = "## All books\n\n### Method: GET\n```\n{{host}}/books\n```\n\n### Query params\n\n|Param|value|\n|-|-|\n"
    (scope,) = of(f"# Shelf\n\n{text}|row|1|\n").scopes
    assert (scope.head.title, [one.target for one in scope.statements]) == ("All books", ["{{host}}/books"])
    assert [part.role for part in scope.parts if part.role] == ["query_parameters"]


def test_values_in_angle_brackets_are_types_and_no_descriptions() -> None:
    text = "## Query\n\n|Param|value|\n|-|-|\n|row|<integer>|\n|kind|low|\n"
    (part,) = [part for part in of(f"# Books\n\n`GET /books`\n\n{text}").parts if part.role == "query_parameters"]
    ((_, rows),) = groups(part, BASE)
    assert [(row.type and row.type.text, row.description and row.description.text) for row in rows] == [
        ("<integer>", None),
        (None, "low"),
    ]


def test_requests_with_a_colon_in_their_headings_are_operations_each() -> None:
    text = "# Shelf\n\n## Books\n\n### GET: /books\n\nReturns 200.\n\n### POST: /books\n\nReturns 201.\n"
    assert [(one.head.title, len(one.statements)) for one in of(text).scopes] == [
        ("GET: /books", 1),
        ("POST: /books", 1),
    ]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Sample payload", "request_body"),
        ("Sample payload 2", "request_body"),
        ("Sample payload (of one shelf)", "request_body"),
        ("Sample payload with a shelf", "request_body"),
        ("Sample POST payload", "request_body"),
        ("Sample GET response", "response"),
        ("Sample LIST response", "response"),
        ("Sample shelf", ""),
        ("Payload of trucks", ""),
    ],
)
def test_a_heading_of_an_example_with_a_remark(heading: str, role: str) -> None:
    here = of(f"# Books\n\n`GET /books`\n\n## {heading}\n\nText.\n").parts[-1]
    assert (here.role, here.inside("examples")) == (role, bool(role))
