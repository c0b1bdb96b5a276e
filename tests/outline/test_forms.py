"""Each form in which pages write requests and rows, and what an operation takes in the end."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.extract.facts import OperationFact, PropertyFact
from docgen.model.placement import placed
from docgen.source import Source

BASE = dialects.load("base")


def operations(text: str) -> list[tuple[str, str, OperationFact]]:
    """Return method, path with its slots by name, and what is placed, of each request of a page."""
    facts = extract.extract(markdown.parse(Source("page.md", f"# Books\n\n{text}\n")), BASE)
    out = []
    for one in facts.operations:
        for route in one.routes:
            assert route.path is not None
            path = ""
            for segment in route.path.segments:
                piece = segment.text
                for slot in segment.slots:
                    piece = piece.replace("{}", "{" + (slot.written or slot.argument) + "}", 1)
                path += f"/{piece}"
            out.append((route.method, path, placed(one, route.method, route.path, BASE.outline.body_names)))
    return out


def stated(text: str) -> list[str]:
    return [f"{method} {path}" for method, path, _ in operations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`GET /books/{id}`", ["GET /books/{id}"]),
        ("`GET /books/:id`", ["GET /books/{id}"]),
        ("`GET /books/<id>`", ["GET /books/{id}"]),
        ("`GET /books/[id]`", ["GET /books/{id}"]),
        ("`GET /books/(id)`", ["GET /books/{id}"]),
        ("`GET /books/(number or name)/pages`", ["GET /books/{number}/pages"]),
        ("`GET /books/{{id}}`", ["GET /books/{id}"]),
        ("`GET /books/{{ id }}/pages`", ["GET /books/{id}/pages"]),
        ("`GET /books/$id`", ["GET /books/{id}"]),
        ("`GET /books/${id}/pages`", ["GET /books/{id}/pages"]),
        ("`GET /books/{id}/$links/shelf`", ["GET /books/{id}/$links/shelf"]),
        ("`GET /books/{+path}`", ["GET /books/{path}"]),
        ("`GET /books/{path*}`", ["GET /books/{path}"]),
        ("`GET {{base_url}}/books`", ["GET /books"]),
        ("`GET $HOST/books`", ["GET /books"]),
        ("`GET https://books.example/v1/books`", ["GET /books"]),
        ("`GET {protocol}://{host}/books`", ["GET /books"]),
    ],
)
def test_slots_and_servers(text: str, expected: list[str]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("target", "names"),
    [
        ("/books?page=1&size={size}", ["page", "size"]),
        ("/books{?page,size*}", ["page", "size"]),
        ("/books/{id}{?page}{&size:3}", ["page", "size"]),
        ("/books{&sort}", ["sort"]),
    ],
)
def test_query_parameters_of_a_target(target: str, names: list[str]) -> None:
    facts = extract.extract(markdown.parse(Source("page.md", f"# A\n\n`GET {target}`\n")), BASE)
    path = facts.operations[0].routes[0].path
    assert path is not None
    assert [query.name for query in path.query] == names


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/books(/:id)", "/books(/{id})"),
        ("/books[/{id}]", "/books/{id}"),
        ("/books/:id?", "/books/{id}"),
        ("/books/<id?>", "/books/{id}"),
        ("/books/{id?}/pages", "/books/{id}/pages"),
    ],
)
def test_an_optional_segment_is_told(target: str, path: str) -> None:
    text = f"`GET {target}`"
    assert stated(text) == [f"GET {path}"]
    facts = extract.extract(markdown.parse(Source("page.md", f"# A\n\n{text}\n")), BASE)
    assert [one.code for one in facts.diagnostics] == ["DG421"]


@pytest.mark.parametrize(
    "text",
    [
        "`GET|POST /books`",
        "`GET, POST /books`",
        "`GET/POST /books`",
        "`GET POST /books`",
        "## GET POST /books",
        "```\nGET POST /books\n```",
        "|Method|Path|\n|-|-|\n|GET POST|/books|",
        "**GET or POST** `/books`",
        "## GET|POST /books",
        "```\nGET|POST /books\n```",
        "|Method|Path|\n|-|-|\n|GET / POST|/books|",
        "|Method|Path|\n|-|-|\n|`GET`/`POST`|`/books`|",
        "|Method|Path|\n|-|-|\n|`GET`, `POST`|`/books`|",
        "|Method|Path|\n|-|-|\n|GET<br>POST|/books|",
        "|Method|Path|\n|-|-|\n|**GET** or **POST**|/books|",
        "|Method|Path|\n|-|-|\n|GET \\| POST|/books|",
        "- **GET** `/books` - Lists them.\n- **POST** `/books` - Makes one.",
    ],
)
def test_several_methods(text: str) -> None:
    assert stated(text) == ["GET /books", "POST /books"]


@pytest.mark.parametrize(
    "below",
    [
        "Methods: GET, POST",
        "Method\n: `GET` or `POST`",
        "`GET`\n\n`POST`",
        "GET, POST",
        "- **GET**: Lists them.\n- **POST**: Makes one.",
        "|Method|Description|\n|-|-|\n|GET|Lists them.|\n|`POST`|Makes one.|",
        "|Permission|Method|\n|-|-|\n|read|GET|\n|write|POST|",
    ],
)
@pytest.mark.parametrize("heading", ["/books", "`/books`", "Books (`/books`)"])
def test_a_path_as_heading_has_the_methods_that_stand_below_it(heading: str, below: str) -> None:
    assert stated(f"## {heading}\n\n{below}\n") == ["GET /books", "POST /books"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## /books\n\nMethod: fast\n", []),
        ("## /books\n\nGet them here.\n", []),
        ("## Books\n\nMethod: GET\n", []),
        ("## /books\n\n`GET /pages`\n\nMethod: POST\n", ["GET /pages"]),
        ("## /books\n\nRead GET or POST below.\n", []),
        ("## Get options /books\n\nReads.\n", []),
    ],
)
def test_what_stands_below_a_path_may_name_no_method(text: str, expected: list[str]) -> None:
    assert stated(text) == expected


def test_each_method_below_a_path_has_what_its_row_says() -> None:
    table = "|Method|Description|\n|-|-|\n|GET|Lists them.|\n|POST|Makes one.|"
    for below in (table, "- **GET**: Lists them.\n- **POST**: Makes one."):
        (one,) = {id(found): found for _, _, found in operations(f"## /books\n\n{below}\n")}.values()
        assert [route.title for route in one.routes] == ["Lists them.", "Makes one."]


@pytest.mark.parametrize(
    "text",
    [
        "Endpoint: `GET /books`",
        "**Endpoint:** `GET` `/books`",
        "- Request: GET /books",
        "[GET] /books",
        "`GET` **/books**",
        "<code>GET</code> <code>/books</code>",
        "`GET /books`: lists the books",
        "**GET** `/books` (lists the books)",
        "## List\n\n### GET\n\n`/books`",
        "| | |\n|-|-|\n|Method|GET|\n|URL|/books|",
        "|URL|`/books`|\n|-|-|\n|Method|`GET`|",
        "|Call|HTTP request|\n|-|-|\n|[**ListBooks**](#listbooks)|**Get** /books|",
        "## ~~GET /books~~",
        "> GET /books",
    ],
)
def test_what_stands_around_a_request(text: str) -> None:
    assert stated(text) == ["GET /books"]


@pytest.mark.parametrize("text", ["    HEAD for the state of a book", "    GET the books of a shelf"])
def test_a_sentence_that_begins_like_a_request_is_none(text: str) -> None:
    assert stated(text) == []


def test_a_link_in_a_sentence_that_is_called_like_a_request_states_none() -> None:
    text = "`GET /books`\n\nIf [`POST /books`\n](#make-a-book) was called before,\n[`PUT /books`\n](#set) fails."
    assert stated(text) == ["GET /books"]


def test_a_struck_heading_is_of_a_deprecated_operation() -> None:
    ((_, _, operation),) = operations("## ~~GET /books~~\n\nLists them.")
    assert operation.deprecated


def test_data_that_a_command_puts_into_the_query_is_of_the_query() -> None:
    ((_, _, operation),) = operations("```\ncurl -G https://books.example/books -d page=1\n```")
    assert "page" in [one.name for one in operation.query_options]


def test_what_examples_of_a_request_send_in_the_query_is_of_the_query() -> None:
    text = "`GET /books`\n\n**Query parameters**:\n\n- `page` (int) - The page.\n\n"
    ((_, _, one),) = operations(text + "**Example request**:\n\n```\nGET /v1/books?page=1&sort=title\n```")
    assert [row.name for row in one.query_parameters] == ["page"]
    assert [option.name for option in one.query_options] == ["sort"]


def of(rows: str, statement: str = "`POST /books`") -> OperationFact:
    ((_, _, operation),) = operations(f"{statement}\n\n### Parameters\n\n{rows}")
    return operation


def body(rows: str) -> list[PropertyFact]:
    fact = of(rows).request_body
    return list(fact.properties) if fact else []


def shown(facts: list[PropertyFact] | tuple[PropertyFact, ...]) -> list[str]:
    """Return rows as ``name: type`` with marks for what is required, optional or deprecated, and the members."""
    out = []
    for one in facts:
        type_ = (one.type.primitive or one.type.name) + ("[]" if one.type.collection else "") if one.type else ""
        marks = "".join(mark for mark, is_ in (("!", one.required), ("?", one.optional), ("~", one.deprecated)) if is_)
        inner = f" {{{', '.join(shown(one.members))}}}" if one.members else ""
        out.append(f"{one.name}{marks}: {type_}{f' = {one.default}' if one.default else ''}{inner}")
    return out


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("|Name|Type|\n|-|-|\n|a.b|string|\n|a[c]|string|", ["a: any-object {b: string, c: string}"]),
        ("|Name|Type|\n|-|-|\n|a[].b|string|", ["a: any-object[] {b: string}"]),
        ("|Name|Type|\n|-|-|\n|a|object|\n|» b|string|\n|»» c|string|", ["a: any-object {b: string {c: string}}"]),
        ("|Name|Type|\n|-|-|\n|a|object|\n|↳ b|string|", ["a: any-object {b: string}"]),
        ("|Name|Type|\n|-|-|\n|a|object|\n|&nbsp;&nbsp;b|string|", ["a: any-object {b: string}"]),
        ("|Name|Type|\n|-|-|\n|a|object|\n|└─ b|string|", ["a: any-object {b: string}"]),
        ("- **a** (object) - One of:\n  - `b` (string)\n  - `c` (string)", ["a: any-object {b: string, c: string}"]),
        ("- `a` (object) - One of:\n- `b` (string)", ["a: any-object", "b: string"]),
        ("- `a` (object)\n    - `b` (string)\n        - `c` (string)", ["a: any-object {b: string {c: string}}"]),
    ],
)
def test_nested_names(rows: str, expected: list[str]) -> None:
    assert shown(body(rows)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a?", "a?: string"),
        ("\\*a", "a!: string"),
        ("a\\*", "a!: string"),
        ("a <br>*required*", "a!: string"),
        ("`a` *required*", "a!: string"),
        ("**a** _(optional)_", "a?: string"),
        ("a (required)", "a!: string"),
        ("a (deprecated)", "a~: string"),
        ("~~a~~", "a~: string"),
        ("a<sup>1</sup>", "a: string"),
        ("a¹", "a: string"),
        ("a [3]", "a: string"),
        ("a[^1]", "a: string"),
        ("<b>a</b>", "a: string"),
    ],
)
def test_marks_in_the_cell_of_a_name(cell: str, expected: str) -> None:
    assert shown(body(f"|Name|Type|Description|\n|-|-|-|\n|{cell}|string|The one.|")) == [expected]


@pytest.mark.parametrize("type_", ["?string", "string?", "string \\| null", "string or null", "string (nullable)"])
def test_marks_of_null_in_the_cell_of_a_type(type_: str) -> None:
    (fact,) = body(f"|Name|Type|\n|-|-|\n|a|{type_}|")
    assert fact.nullable
    assert shown([fact]) == ["a: string"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The a [optional] [default to 10]", "a?: string = 10"),
        ("_Required_. The a", "a!: string"),
        ("**Required** The a", "a!: string"),
        ("(required) The a", "a!: string"),
        ("The a (optional)", "a?: string"),
        ("Optional. Defaults to 5.", "a?: string = 5"),
        ("The a. Default: `x`", "a: string = x"),
        ("The a (default: 10)", "a: string = 10"),
        ("Defaults to 5 minutes", "a: string"),
        ("Required if b is given", "a: string"),
    ],
)
def test_marks_in_a_description(said: str, expected: str) -> None:
    assert shown(body(f"|Name|Type|Description|\n|-|-|-|\n|a|string|{said}|")) == [expected]


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        *[("Required", cell, "a!: string") for cell in ("✓", "✔️", "yes", "true", "M", "X", ":white_check_mark:")],
        *[("Mandatory", cell, "a?: string") for cell in ("no", "false", "O", "✗", "optional", "-")],
        *[("Required?", cell, "a: string") for cell in ("", "sometimes")],
        ("Optional", "yes", "a?: string"),
        ("Optional", "no", "a!: string"),
    ],
)
def test_columns_that_say_what_is_required(title: str, cell: str, expected: str) -> None:
    assert shown(body(f"|Field|Format|{title}|Meaning|\n|-|-|-|-|\n|a|string|{cell}|The a.|")) == [expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("|Meaning|Argument|\n|-|-|\n|The a.|a|", ["a: "]),
        ("|Parameter||Description|\n|-|-|-|\n|a|string|The a.|", ["a: string"]),
        ("|Key|Notes|\n|-|-|\n|a (string)|The a.|\n|b `int`|The b.|", ["a: string", "b: any-integer"]),
        ("|Name|Type|Data type|Description|\n|-|-|-|-|\n|a|required|string|The a.|", ["a!: string"]),
        ("|Name|Type|\n|-|-|\n|`a` or `b`|string|", ["a: string", "b: string"]),
        ("- `a` `(string: <required>)` - The a.", ["a!: string"]),
        ('- `a` `(string: "x")` - The a.', ["a: string = x"]),
        ("- **a** – The a.", ["a: "]),
        ("- a (string, required): The a.", ["a!: string"]),
        ("- `a` (required, string) - The a.", ["a!: string"]),
        ("- `a` *(optional)* The a.", ["a?: "]),
        ("- `a` **required** string. The a.", ["a!: string"]),
        ("- `a` {string} The a.", ["a: string"]),
        ("- `a` <string> The a.", ["a: string"]),
        ("- `a` [optional] - The a.", ["a?: "]),
        ("- `a`: `string` (required) The a.", ["a!: string"]),
        ("- `a` string (required) - The a.", ["a!: string"]),
        ("- `a` _string_ - The a.", ["a: string"]),
        ("|Name|Type|\n|-|-|\n|a|Pointer to **string**|", ["a: string"]),
        (
            "- **`a` (required)**\n\n  `string`, format: `uuid` — The a.\n\n- **`b`**\n\n  `int`",
            ["a!: uuid", "b: any-integer"],
        ),
        (
            '- **`a`**\n\n  `object`\n\n  - **`b`**\n\n    `string`, default: `"x"` — The b.\n\n- **`c`**\n\n  Text.',
            ["a: any-object {b: string = x}", "c: "],
        ),
        ("|Name|Type|\n|-|-|\n\n|a|string|", ["a: string"]),
        (
            "|Name|Type|Description|Notes|\n|-|-|-|-|\n|a|float32|||\n|b|time.Time||[optional]|",
            ["a!: single", "b?: date-time"],
        ),
        ("|Name|Type|Description|Notes|\n|-|-|-|-|\n|a|i64|||\n|b|int||the b|", ["a: int64", "b: any-integer"]),
        ("1. `a` (string) - The a.\n2. `b` (int) - The b.", ["a: string", "b: any-integer"]),
        ("a\n: {{<required>}} String. The a.", ["a!: string"]),
        ("`a` (string)\n: The a.\n\nb *(optional)*\n: The b.", ["a: string", "b?: "]),
        ("#### `a`\n\n**Type:** string\n\nThe a.", ["a: string"]),
        ("#### a\n\n- **Type:** string\n- **Required:** yes\n- **Default:** x", ["a!: string = x"]),
        ("#### a (string, required)\n\nThe a.", ["a!: string"]),
        ("`a` (string): The a.\n\n`b` (int, required): The b.", ["a: string", "b!: any-integer"]),
        ("**a** `string` *required*\n\nThe a.", ["a!: string"]),
        ('<ParamField body="a" type="string" required>\nThe a.\n</ParamField>', ["a!: string"]),
        (
            "<table><tr><th>Name</th><th>Type</th></tr><tr><td><code>a</code></td><td>string</td></tr></table>",
            ["a: string"],
        ),
    ],
)
def test_what_carries_rows(rows: str, expected: list[str]) -> None:
    assert shown(body(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("|Name|Located in|\n|-|-|\n|a|query|\n|b|header|\n|c|URL path|\n|d|form data|", ("a", "c", "b", "d")),
        ("- `a` (`query`, string)\n- `b` (string, in header)\n- `c` (path)\n- `d` (body)", ("a", "c", "b", "d")),
        (
            '|Name|Type|\n|-|-|\n|a (query)|int|\n|`b` <span class="x">header</span>|int|\n|c _in path_|int|\n|d|int|',
            ("a", "c", "b", "d"),
        ),
        ("|Name|Type|\n|-|-|\n|X-Client|string|\n|If-Match|string|", ("", "", "X-Client If-Match", "")),
    ],
)
def test_what_a_row_says_of_its_place(rows: str, places: tuple[str, ...]) -> None:
    one = of(rows)
    found = (one.query_parameters, one.path_parameters, one.headers, one.request_body)
    members = found[3].properties if found[3] else ()
    assert tuple(" ".join(row.name for row in each) for each in (*found[:3], members)) == places


def test_rows_below_a_heading_called_like_a_row_are_its_members() -> None:
    table = "|Parameter|Type|\n|-|-|\n|{}|{}|\n"
    rows = (
        table.format("address", "[Postal Address](#postal-address) Object")
        + "|title|string|\n\n#### Postal Address Parameters\n\n"
        + table.format("city", "[City](#city)")
        + "\n#### City\n\n"
        + table.format("name", "string")
    )
    address, title = body(rows)
    assert (address.name, title.name) == ("address", "title")
    assert shown(address.members) == ["city: City"]
    page = markdown.parse(Source("page.md", f"# Books\n\n`POST /books`\n\n### Parameters\n\n{rows}\n"))
    assert [(one.name, shown(one.properties)) for one in extract.extract(page, BASE).resources] == [
        ("City", ["name: string"])
    ]


def test_unlabelled_rows_are_parameters_where_one_is_about_a_slot() -> None:
    table = "`GET /books/(number)`\n\n|Name|Description|\n|-|-|\n|{}|The one.|"
    ((_, _, found),) = operations(table.format("number"))
    assert [row.name for row in found.path_parameters] == ["number"]
    ((_, _, found),) = operations(table.format("title"))
    assert not found.path_parameters
    assert not found.query_parameters


def test_a_section_after_the_last_request_is_none_of_its_own() -> None:
    text = "## Books\n\n### GET /books\n\n#### Parameters\n\n|Name|In|\n|-|-|\n|page|query|\n\n"
    text += (
        "### Kinds\n\n#### novel\n\n|Name|Type|\n|-|-|\n|a|string|\n\n#### query\n\n|Name|Type|\n|-|-|\n|b|string|\n"
    )
    ((_, _, found),) = operations(text)
    assert [row.name for row in found.query_parameters] == ["page"]


def test_headings_in_a_description_do_not_end_what_is_said_of_a_request() -> None:
    text = "### GET /books\n\n### Deprecations\n\nNone.\n\n#### Parameters\n\n|Name|In|\n|-|-|\n|page|query|\n"
    ((_, _, found),) = operations(text)
    assert [row.name for row in found.query_parameters] == ["page"]


@pytest.mark.parametrize(
    "told",
    [
        "The page. This is part of the URL as a query parameter.",
        "The page, given in the query string.",
        "Query parameter with the page.",
        "May be passed as the `page` query parameter, or in a header.",
    ],
)
def test_a_description_may_tell_that_a_parameter_is_of_the_query(told: str) -> None:
    found = of(f"- `page` (int) - {told}\n- `name` (string) - A name.")
    assert [row.name for row in found.query_parameters] == ["page"]
    assert [row.name for row in found.request_body.properties] == ["name"] if found.request_body else False


def test_the_kind_of_a_parameter_is_where_it_stands() -> None:
    found = of("|Name|Kind|Description|\n|-|-|-|\n|`Lamp`|header|Its light.|\n|`page`|query|Its page.|")
    assert [row.name for row in found.headers] == ["Lamp"]
    assert [row.name for row in found.query_parameters] == ["page"]


@pytest.mark.parametrize(
    ("value", "type_"), [("<number>", "any-number"), ("<bool>", "boolean"), ("<lamp>", ""), ("7", "")]
)
def test_what_stands_for_the_value_of_a_name_may_be_its_type(value: str, type_: str) -> None:
    ((_, _, one),) = operations(f"`GET /books`\n\n### Parameters\n\n- `page={value}`: The page.")
    assert shown(one.parameters or one.query_parameters) == [f"page: {type_}"]


def test_where_a_value_can_be_given_is_no_value() -> None:
    (row,) = body("- `room` (string) - This value can be specified as `room` in a file or the `Room` header.")
    assert not row.values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Get book % GET /books/{book.id#PAGES_BOOK/book-object}", "GET /books/{book.id}"),
        ('<Route method="GET">/books/[\\{book.id\\}](/pages/book#book-object)</Route>', "GET /books/{book.id}"),
        ("`GET /books?page={number}...`", "GET /books"),
    ],
)
def test_what_a_slot_or_a_query_holds_besides(text: str, expected: str) -> None:
    assert stated(text) == [expected]


def test_rows_that_name_the_query_of_a_request_are_of_its_query() -> None:
    text = "`GET /books?sort={up|down}&page={number}`\n\n|Option|Values|Description|\n|-|-|-|\n|sort|`up`|The order.|"
    ((_, _, one),) = operations(text)
    assert "sort" in [row.name for row in (*one.query_parameters, *one.parameters)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("|a|string<uri>|", ["a: uri"]),
        ("|a|string<lamp>|", ["a: string"]),
        ("|a|array<string>|", ["a: string[]"]),
    ],
)
def test_a_type_may_name_its_format_in_angle_brackets(row: str, expected: list[str]) -> None:
    assert shown(body(f"|Name|Type|\n|-|-|\n{row}")) == expected


@pytest.mark.parametrize(
    ("default", "expected"),
    [("true", "a: boolean = true"), ("10", "a: any-integer = 10"), ("1.5", "a:  = 1.5"), ("red", "a:  = red")],
)
def test_a_default_tells_the_type_that_no_cell_does(default: str, expected: str) -> None:
    assert shown(body(f"|Name|Default|Description|\n|-|-|-|\n|a|{default}|The a.|")) == [expected]


def test_code_inside_an_item_does_not_end_its_list() -> None:
    text = "- `a` (object) - An a.\n  - `b` (string) - A b:\n\n    ```text\n    x\n    ```\n\n  - `c` (string) - A c.\n"
    assert shown(body(text)) == ["a: any-object {b: string, c: string}"]


@pytest.mark.parametrize(
    ("title", "at"),
    [
        ("Parameters(Query)", 0),
        ("Parameters (in path)", 1),
        ("Parameters(Header)", 2),
        ("📦 RequestBody", 3),
        ("Parameters (form data) 📦", 3),
    ],
)
def test_headings_that_say_where_parameters_stand(title: str, at: int) -> None:
    one = of(f"#### {title}\n\n|Name|Type|\n|-|-|\n|a|string|")
    found = (one.query_parameters, one.path_parameters, one.headers, one.request_body)
    members = found[3].properties if found[3] else ()
    assert [bool(each) for each in (*found[:3], members)] == [number == at for number in range(4)]


def test_words_in_brackets_behind_a_request_are_no_part_of_it() -> None:
    assert stated("```\nPOST /books  (signed twice)\n```") == ["POST /books"]


def test_values_that_stand_behind_the_type_of_an_item() -> None:
    (row,) = body('- **`a`**\n\n  `string`, possible values: `"x, y", "z"`, default: `"z"` — The a.')
    assert ([value.name for value in row.values], row.default, row.description) == (["x, y", "z"], "z", "The a.")


def test_a_column_kind_says_what_type_a_row_has_or_where_it_stands() -> None:
    (row,) = body("| Name | Kind | Meaning |\n|---|---|---|\n| mast | integer | How many. |")
    assert shown([row]) == ["mast: any-integer"]
    rows = "| Name | Kind | Meaning |\n|---|---|---|\n| mast | header | How many. |"
    assert [one.name for one in of(rows).headers] == ["mast"]


def test_cells_tell_what_a_column_holds() -> None:
    places = """`POST /books`

|Type|Name|Description|Schema|
|---|---|---|---|
|**Query**|**lang**  <br>*optional*|Its language|string|
|**Header**|**X-Trace**  <br>*optional*|A mark|string|
"""
    ((_, _, fact),) = operations(places)
    assert [(one.name, one.type and one.type.primitive) for one in fact.query_parameters] == [("lang", "string")]
    assert [one.name for one in fact.headers] == ["X-Trace"]
    marks = """`POST /books`

Parameter | Type | Status | Description
--- | --- | --- | ---
`name` | string | required | Its name
`lang` | string | optional | Its language
"""
    ((_, _, fact),) = operations(marks)
    assert fact.request_body is not None
    assert [(one.name, one.required) for one in fact.request_body.properties] == [("name", True), ("lang", False)]


@pytest.mark.parametrize("word", ["Required", "Optional"])
@pytest.mark.parametrize("title", ["### {} parameters", "**{} parameters**", "### {} query parameters"])
def test_headings_and_labels_tell_what_is_required(word: str, title: str) -> None:
    text = f"## List\n\n`GET /books`\n\n{title.format(word)}\n\n| Name | Type |\n|---|---|\n| lang | string |\n"
    ((_, _, fact),) = operations(text)
    assert [(one.required, one.optional) for one in fact.query_parameters] == [(word == "Required", word == "Optional")]


def test_attributes_above_operations_are_no_parameters() -> None:
    rows = "| Name | Type |\n|---|---|\n| isbn | string |\n"
    text = f"## Book\n\n### Attributes\n\n{rows}\n### List\n\n`GET /books`\n\n### Add\n\n`POST /books`\n"
    for _, _, fact in operations(text):
        assert not fact.query_parameters
        assert fact.request_body is None
    facts = extract.extract(markdown.parse(Source("page.md", f"# Books\n\n{text}\n")), BASE)
    assert [(one.name, one.sure) for one in facts.resources] == [("Book", True)]


def test_each_request_of_a_list_or_table_is_called_as_its_line_says() -> None:
    table = """## Books

| Method | Path | Description |
|---|---|---|
| GET | /books | Lists all books |
| POST | /books | Adds a book. It begins on no shelf. |

- `DELETE /books/{id}`: Removes a book
- `PUT /books/{id}` - Changes a book
"""
    facts = extract.extract(markdown.parse(Source("page.md", f"# Books\n\n{table}\n")), BASE)
    told = {(r.method, r.target): (r.title, r.description) for one in facts.operations for r in one.routes}
    assert told == {
        ("GET", "/books"): ("Lists all books", ""),
        ("POST", "/books"): ("Adds a book.", "Adds a book. It begins on no shelf."),
        ("DELETE", "/books/{id}"): ("Removes a book", ""),
        ("PUT", "/books/{id}"): ("Changes a book", ""),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<div class="endpoint get">/books</div>', ["GET /books"]),
        ("<div id='add' class='route post indent'>/shelves/{shelf name or id}/books</div>", None),
        ('<span class="delete">/books/{id}</span>', ["DELETE /books/{id}"]),
        ('<div class="note">/books</div>', []),
        ('<div class="get">the books</div>', []),
        ('<div class="get post">/books and /shelves</div>', []),
    ],
)
def test_the_class_of_a_tag_is_the_method_of_the_path_in_it(text: str, expected: list[str] | None) -> None:
    found = stated(f"## Call\n\n{text}\n")
    assert found == expected if expected is not None else len(found) == 1


@pytest.mark.parametrize(
    ("heading", "command", "expected"),
    [
        ("`/books/<isbn>`", "curl http://books.example/books/978", "GET /books/{isbn}"),
        ("/books/{isbn}/pages", "curl -X POST https://books.example/v2/books/978/pages", "POST /books/{isbn}/pages"),
        ("`/books/:isbn`", "curl http://books.example/books/978?full=1", "GET /books/{isbn}"),
        ("`/books/:isbn`", "curl http://books.example/shelves/978", "GET /shelves/978"),
        ("`/books`", "curl http://books.example/books/978", "GET /books/978"),
        ("Find a book", "curl http://books.example/books/978", "GET /books/978"),
    ],
)
@pytest.mark.parametrize("below", ["", "### Examples\n\n"])
def test_a_command_has_the_slots_of_the_path_that_its_heading_is(
    heading: str, command: str, expected: str, below: str
) -> None:
    assert stated(f"## {heading}\n\n{below}```sh\n{command}\n```\n") == [expected]
