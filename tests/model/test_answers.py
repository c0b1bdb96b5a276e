"""What the model makes of the answers on pages of no known template."""

from __future__ import annotations

import msgspec
import pytest

from docgen import dialects, extract, markdown, model
from docgen.model.api import Object, Sample
from docgen.model.samples import Nullable, united
from docgen.source import Source
from docgen.statuses import OTHERS, RANGES

BASE = dialects.load("base")
TYPE = (
    "\n## Shelf\n\n| Name | Type | Description |\n|---|---|---|\n"
    "| id | integer | Its number. |\n| room | string | Where. |\n"
)


def page(text: str, statement: str = "`GET /shelves`") -> dict[str, str]:
    return {"api/a.md": f"# Shelves\n\n## Do it\n\n{statement}\n\n{text}\n{TYPE}"}


def table(*rows: str) -> str:
    return "\n".join(("### Responses\n", "| Status | Description | Schema |", "|---|---|---|", *rows))


def test_each_status_has_the_type_of_its_cell(join):
    joined = join(page(table("| 200 | All. | [ [Shelf](#shelf) ] |", "| 404 | None. | [Shelf](#shelf) |")))
    assert joined.responses("GET /shelves") == {200: "array Shelf", 404: "type Shelf"}


def test_a_status_may_stand_for_others(join):
    joined = join(page(table("| 200 | All. | string |", "| default | Else. | |", "| 5XX | Later. | |")))
    assert list(joined.responses("GET /shelves")) == [200, RANGES["5"], OTHERS]
    assert [r.code for r in joined.operation("GET /shelves").responses] == ["200", "5XX", "default"]


@pytest.mark.parametrize(("status", "want"), [("302", [302]), ("304", [200, 304])])
def test_a_redirect_may_be_the_only_answer(join, status, want):
    assert sorted(join(page(table(f"| {status} | Elsewhere. | |"))).responses("GET /shelves")) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "none"),
        ("**Returns:** [Shelf](#shelf)", "type Shelf"),
        ("### Return type\n\n[**List**](#shelf)", "array Shelf"),
        ("### Response\n\n| Field | Type |\n|---|---|\n| id | integer |", "object id integer"),
        ('Example response:\n\n```json\n{"id": 1}\n```', "sample"),
    ],
)
def test_a_success_whose_status_no_page_says_is_200_and_marked(join, text, want):
    joined = join(page(text))
    assert joined.responses("GET /shelves") == {200: want}
    assert joined.operation("GET /shelves").responses[0].missing


def test_a_stated_success_is_not_marked(join):
    (response,) = join(page("Returns `204 No Content`.")).operation("GET /shelves").responses
    assert (response.status, response.missing) == (204, False)


def test_no_success_is_added_where_an_answer_stands_for_any_status(join):
    joined = join(page(table("| default | The shelf. | [Shelf](#shelf) |")))
    assert joined.responses("GET /shelves") == {OTHERS: "type Shelf"}


def test_an_example_of_a_failure_is_no_success(join):
    shown = (
        'Example response:\n\n```http\nHTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"why": "gone"}\n```'
    )
    joined = join(page(f"**Returns:** [Shelf](#shelf)\n\n{shown}"))
    assert joined.responses("GET /shelves") == {200: "type Shelf", 404: "sample"}


def test_an_example_adds_the_members_that_no_row_describes(join):
    rows = "### Response\n\n| Field | Type |\n|---|---|\n| id | integer |\n\n"
    joined = join(page(f'{rows}```json\n[{{"id": 1, "doors": 2}}, {{"id": 2, "open-at": "noon"}}]\n```'))
    assert joined.responses("GET /shelves") == {200: "object id integer, doors integer, open-at string"}
    shape = joined.operation("GET /shelves").responses[0].content[0].shape
    assert isinstance(shape, Object)
    assert shape.many


def test_rows_count_where_the_type_says_only_that_it_is_an_object(join):
    rows = "### Response Schema\n\nStatus Code **200**\n\n| Name | Type |\n|---|---|\n| » id | integer |\n"
    joined = join(page(table("| 200 | All. | object |") + f"\n\n{rows}"))
    assert joined.responses("GET /shelves") == {200: "object id integer"}


def test_rows_that_the_type_lacks_are_of_another_body(join):
    rows = "### Response\n\n| Field | Type |\n|---|---|\n| id | integer |\n"
    both = table("| 200 | It. | [Shelf](#shelf), or see below. |")
    assert join(page(f"{both}\n\n{rows}")).responses("GET /shelves") == {200: "type Shelf"}
    found = join(page(f"{both}\n\n{rows}| count | integer |\n")).responses("GET /shelves")
    assert found == {200: "object id integer, count integer, room string"}


def test_an_example_adds_to_the_type_that_it_shows(join):
    shown = 'Example response:\n\n```json\n{"id": 1, "room": "North", "doors": 2}\n```'
    joined = join(page(f"**Returns:** [Shelf](#shelf)\n\n{shown}"))
    assert [(p.name, p.inferred) for p in joined.schema("Shelf").properties] == [
        ("id", False),
        ("room", False),
        ("doors", True),
    ]


def test_a_link_to_an_anchor_that_its_page_lacks_leads_to_the_page_that_has_it(join):
    text = f"# Shelves\n\n## Do it\n\n`GET /shelves`\n\n{table('| 200 | It. | [one](#shelf) |')}\n"
    pages = {"includes/shelves.md": text, "includes/types.md": f"# Schemas\n{TYPE}"}
    assert join(pages).responses("GET /shelves") == {200: "type Shelf"}


def test_an_example_tells_that_there_are_several(join):
    joined = join(
        page('**Returns:** [Shelf](#shelf)\n\nExample response:\n\n```json\n[{"id": 1, "room": "North"}]\n```')
    )
    assert joined.responses("GET /shelves") == {200: "array Shelf"}


def test_an_example_shows_the_envelope_of_what_is_described(join):
    shown = 'Example response:\n\n```json\n{"data": [{"id": 1, "room": "North"}], "next": "b"}\n```'
    joined = join(page(f"**Returns:** [Shelf](#shelf)\n\n{shown}"))
    assert joined.responses("GET /shelves") == {200: "object data Shelf collection, next string"}


def test_a_dialect_names_the_envelope():
    base = dialects.load("base")
    text = page(table("| 200 | All. | [ [Shelf](#shelf) ] |"))["api/a.md"]
    facts = extract.extract(markdown.parse(Source("api/a.md", text)), base)
    own = msgspec.structs.replace(base, document=msgspec.structs.replace(base.document, envelope="data"))
    (operation,) = model.link([facts], dialects={"base": own}).operations
    shape = operation.responses[0].content[0].shape
    assert isinstance(shape, Object)
    assert [(one.name, one.type.name, one.type.collection) for one in shape.properties] == [("data", "Shelf", True)]


@pytest.mark.parametrize(("media", "kind"), [("image/png", "stream"), ("text/plain", "value string")])
def test_what_is_no_text_is_bytes(join, media, kind):
    joined = join(page(table(f"| 200 | It. | **{media}**: string |")))
    assert joined.responses("GET /shelves") == {200: f"{kind} as {media}"}


def test_headers_of_answers_are_kept(join):
    head = "\n\n### Response Headers\n\n| Status | Header | Type | Description |\n|---|---|---|---|\n"
    rows = f"{head}| 200 | X-Next | integer | More. |"
    (response,) = join(page(table("| 200 | All. | |") + rows)).operation("GET /shelves").responses
    assert [(one.name, one.type.type, one.description) for one in response.headers] == [("X-Next", "integer", "More.")]


def test_the_type_of_a_header_that_no_page_describes_has_a_stand_in(join):
    rows = "**Response headers**\n\n| Name | Type | Description |\n|---|---|---|\n| X-Kind | ShelfKind | Which. |"
    joined = join(page(f"### Responses\n\nReturns `200 OK`.\n\n{rows}"))
    (response,) = joined.operation("GET /shelves").responses
    assert [one.type.name for one in response.headers] == ["ShelfKind"]
    assert "ShelfKind (missing)" in joined.schemas


def test_several_values_show_one_shape():
    assert united([{"a": 1, "b": [{"c": "x"}, {"d": None}]}, {"a": 2.5, "b": []}]) == {
        "a": 2.5,
        "b": [{"c": "x", "d": None}],
    }
    assert united([{"a": None}, {"a": 1}]) == {"a": Nullable(1)}
    assert united([{"a": True}, {"a": 1}]) == {"a": None}
    assert united([]) is None


def test_examples_of_one_status_are_united(join):
    shown = "\n\n".join(
        f"Example response:\n\n```json\n{body}\n```" for body in ('{"id": 1}', '{"id": 2, "room": "North"}')
    )
    (response,) = join(page(shown)).operation("GET /shelves").responses
    shape = response.content[0].shape
    assert isinstance(shape, Sample)
    assert sorted(shape.value) == ["id", "room"]


def test_a_page_about_many_resources_decides_no_answer_of_a_resource_with_a_page(join, operation, resource):
    contact = resource("contact", "id|String|The key.")
    label = resource("label", "id|String|The key.")
    own = operation(
        ["POST /me/contacts", "POST /users/{id}/contacts"],
        response="Returns `201 Created` and a [contact](contact.md) object.",
    )
    generic = operation(
        ["POST /me/contacts", "POST /me/events", "POST /me/events/{id}/notes"],
        response="Returns `202 Accepted` and a [label](label.md) object.",
    )
    joined = join({"api/b.md": own, "api/a.md": generic, "api/contact.md": contact, "api/label.md": label})
    contact, label = "type microsoft.graph.contact", "type microsoft.graph.label"
    assert joined.responses("POST /me/contacts") == {201: contact, 202: contact}
    assert joined.responses("POST /users/{id}/contacts") == {201: contact}
    assert joined.responses("POST /me/events") == {202: label}


def test_a_page_about_many_resources_adds_no_status_of_an_exception_or_of_other_methods(join, operation, resource):
    made = operation(["POST /me/contacts"], response="Returns `201 Created` and a [contact](contact.md) object.")
    changed = operation(["PATCH /me/contacts/{id}"], response="Returns `200 OK` and a [contact](contact.md) object.")
    generic = operation(
        ["POST /me/contacts", "PATCH /me/contacts/{id}", "POST /me/boats/{id}/notes", "PATCH /me/boats/{id}"],
        response="A note in a new object returns `201 Created`, except on a boat, where it returns `202 Accepted`.\n\n"
        "In an existing object it returns `200 OK`. While the object is locked, it returns `203 Other`.",
    )
    joined = join(
        {
            "api/b.md": made,
            "api/c.md": changed,
            "api/a.md": generic,
            "api/contact.md": resource("contact", "id|String|The key."),
        }
    )
    assert list(joined.responses("POST /me/contacts")) == [201, 203]
    assert list(joined.responses("PATCH /me/contacts/{id}")) == [200, 203]
    assert list(joined.responses("POST /me/boats/{id}/notes")) == [201, 202, 203]
    assert list(joined.responses("PATCH /me/boats/{id}")) == [200, 203]


def test_code_below_a_command_that_reads_is_its_answer(join):
    text = '#### Sample request\n\n```sh\ncurl https://a.example/shelves\n```\n\n```json\n{"id": 1}\n```\n'
    operation = join(page(text)).operation("GET /shelves")
    assert operation.body is None
    assert operation.responses[0].content


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_a_status_line_may_lack_its_protocol(join, status):
    text = f'#### Answer\n\n```\n{status}\nContent-Type: application/json\n\n{{"id": 1}}\n```\n'
    assert int(status[:3]) in join(page(text)).responses("GET /shelves")


def test_a_link_that_says_how_many_there_are_is_not_what_they_are(join):
    joined = join(page("### Returns\n\nAn array of up to [ten](#limit) [shelf objects](#shelf)."))
    assert joined.responses("GET /shelves") == {200: "array Shelf"}


@pytest.mark.parametrize(
    "text",
    ["Returns a list of dusty [shelf](#shelf) objects.", "Returns an array of very old [shelves](#shelf)."],
)
def test_words_may_stand_before_the_type_of_a_list(join, text):
    assert join(page(text)).responses("GET /shelves") == {200: "array Shelf"}


def test_a_link_may_name_its_page_and_a_slash_before_the_anchor(join):
    text = "Returns the [shelf](#PAGES_SHELVES/shelf-object)."
    shelf = TYPE.replace("## Shelf", "## Shelf object\n\n#### Shelf structure")
    joined = join({"api/a.md": f"# Shelves\n\n## Do it\n\n`GET /shelves/{{id}}`\n\n{text}\n{shelf}"})
    assert joined.responses("GET /shelves/{id}") == {200: "type Shelf"}


@pytest.mark.parametrize("title", ["Code", "Result", "Status"])
def test_a_table_of_statuses_needs_no_label(join, title):
    rows = f"| {title} | Meaning |\n|---|---|\n| `200` | All well. |\n| `429` | Nearly. |\n"
    assert list(join(page(f"These codes tell how it went:\n\n{rows}")).responses("GET /shelves")) == [200, 429]


def test_a_status_behind_the_parameters_below_a_label_is_read(join):
    text = "_Optional parameters_:\n\n* `room` (string) - Where it returns.\n\nThis endpoint returns `201 Created`.\n"
    assert list(join(page(text, "`POST /shelves`")).responses("POST /shelves")) == [201]


def test_an_empty_object_behind_a_request_that_reads_is_no_body(join):
    operation = join(page("#### Example\n\n```\nGET /shelves\n\n{}\n```\n")).operation("GET /shelves")
    assert operation.body is None


def test_data_in_another_language_may_have_remarks_and_commas():
    text = '# A\n\n## Do it\n\n`GET /shelves`\n\n### Response\n\n```{}\n{{\n  "id": 1, // its number\n}}\n```\n'
    found = [
        [one.code for one in extract.extract(markdown.parse(Source("a.md", text.format(language))), BASE).diagnostics]
        for language in ("javascript", "json")
    ]
    assert found[0] == []
    assert set(found[1]) == {"DG501"}


JSON_HEADER = "Content-type: application/json"
ONE = (
    "If successful, this method returns a `200 OK` response code and a [book](../resources/book.md) object in the body."
)
MANY = ONE.replace("a [book](../resources/book.md) object", "a collection of [book](../resources/book.md) objects")


@pytest.mark.parametrize(("first", "second"), [(ONE, MANY), (MANY, ONE)])
def test_pages_of_one_operation_that_answer_with_one_and_with_many_contradict(join, operation, resource, first, second):
    pages = {"api/book-a.md": operation("GET /books/top", response=first)}
    pages |= {"api/book-b.md": operation("GET /books/top", response=second)}
    pages |= {"resources/book.md": resource("book", "id|String|The key.")}
    assert join(pages).findings("missing-permissions") == ["contradicting-operations"]


def test_an_annotation_of_another_type_is_told_with_what_to_write(join, operation, resource, example):
    shown = example("GET /books/1", f"HTTP/1.1 200 OK\n{JSON_HEADER}", note='"@odata.type": "microsoft.graph.shelf"')
    text = operation("GET /books/{id}", response=ONE, examples=shown)
    pages = {"api/a.md": text, "resources/book.md": resource("book", "id|String|The key.")}
    joined = join({**pages, "resources/shelf.md": resource("shelf", "id|String|The key.")})
    (found,) = [one for one in joined.api.diagnostics if one.name == "contradicting-annotation"]
    (edit,) = found.fix.edits
    assert text[found.span.start : found.span.end] == "microsoft.graph.shelf"
    assert (text[edit.span.start : edit.span.end], edit.text) == ("shelf", "book")


def test_what_an_example_wraps_in_the_name_of_its_type_is_the_type(join, operation, example):
    shown = example("GET /discs/1", f'HTTP/1.1 200 OK\n{JSON_HEADER}\n\n{{ "disc": {{ "tracks": 3 }} }}')
    text = operation("GET /discs/{id}", response=ONE.replace("book", "disc"), examples=shown)
    assert list(join({"api/a.md": text}).properties("disc")) == ["tracks"]


@pytest.mark.parametrize("annotated", ["shelf", "book", "comic"])
def test_an_annotation_counts_where_the_type_stands_in_a_sentence_without_a_status(
    join, operation, resource, example, annotated
):
    shown = example(
        "POST /books/1/open",
        f'HTTP/1.1 200 OK\n{JSON_HEADER}\n\n{{ "id": "1" }}',
        note=f'"@odata.type": "microsoft.graph.{annotated}"',
    )
    said = "If successful, this method returns `200 OK`.\n\nIt returns a [book](../resources/book.md) object."
    pages = {"api/a.md": operation("POST /books/{id}/open", response=said, examples=shown)}
    pages |= {"resources/comic.md": resource("comic", "id|String|The key.", intro="Inherits from [book](book.md).")}
    pages |= {f"resources/{name}.md": resource(name, "id|String|The key.") for name in ("shelf", "book")}
    want = "shelf" if annotated == "shelf" else "book"
    assert join(pages).responses("POST /books/{id}/open") == {200: f"type microsoft.graph.{want}"}


def test_pages_that_name_several_types_mean_those_that_share_a_base(join, operation, resource):
    bases = {"item": "", "book": "item", "novel": "book", "comic": "novel", "atlas": "book", "member": "item"}
    pages = {
        f"resources/{name}.md": resource(
            name, "id|String|x", intro=f"Inherits from [{base}]({base}.md)." if base else ""
        )
        for name, base in bases.items()
    }
    for number, name in enumerate(("comic", "atlas", "member")):
        pages[f"api/top-{number}.md"] = operation("GET /top", response=ONE.replace("book", name))
    (answer,) = join(pages).responses("GET /top").values()
    assert answer == "type microsoft.graph.comic or microsoft.graph.atlas"
