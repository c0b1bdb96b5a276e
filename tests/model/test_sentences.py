"""Words and links of sentences name a type only where the set declares it, or where they lead to a page about it."""

from __future__ import annotations

import itertools

import pytest

BOOK = ("id|String|The key. Read-only.", "name|String|The title.")
JSON = "Content-Type: application/json\n\n"
GET = "GET /books/{id}"


def returns(what: str) -> str:
    return f"If successful, this method returns a `200 OK` response code and {what} in the response body."


def test_emphasized_words_are_no_types(join, operation, resource):
    body = (
        "The body **must** hold the **name**, encoded in **base32** form.\n\n|Property|Type|\n|:-|:-|\n|name|String|\n"
    )
    response = f"{returns('an updated [book](../resources/book.md) object')} It also has a `nextPage` address."
    page = operation("PATCH /books/{id}", body=body, response=response)
    joined = join({"api/book-update.md": page, "resources/book.md": resource("book", *BOOK)})
    assert joined.schemas == ["microsoft.graph.book"]
    assert joined.body("PATCH /books/{id}") == "type microsoft.graph.book"
    assert joined.findings("missing-permissions") == []


@pytest.mark.parametrize("where", ["a page", "a cell", "an annotation"])
def test_an_emphasized_word_is_a_type_where_the_set_declares_it(join, operation, resource, example, where):
    pages = {"api/shelf-get.md": operation("GET /shelves/{id}", response=returns("a **shelf** object"))}
    if where == "a page":
        pages["resources/shelf.md"] = resource("shelf", *BOOK)
    elif where == "a cell":
        pages["resources/room.md"] = resource("room", "best|shelf|The one at the window.")
    else:
        shown = example(
            "GET /rooms/1/shelf", f"HTTP/1.1 200 OK\n{JSON}{{}}", note='"@odata.type": "microsoft.graph.shelf"'
        )
        pages["api/room-shelf.md"] = operation("GET /rooms/{id}/shelf", examples=shown)
    assert join(pages).responses("GET /shelves/{id}") == {200: "type microsoft.graph.shelf"}


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("[book](../resources/book.md)", "type microsoft.graph.book"),
        ("[the title](../resources/book.md)", "type microsoft.graph.book"),
        ("[book](/reference/resources/book?view=latest)", "type microsoft.graph.book"),
        ("[book](https://example.com/book)", "type microsoft.graph.book"),
        ("[book](book-list.md)", "type microsoft.graph.book"),
        ("[journal](book-list.md)", "none"),
        ("[books](#request)", "none"),
        ("[paging](../overview.md)", "none"),
        ("[paging](/reference/paging)", "none"),
        ("[paging](https://example.com/paging)", "none"),
        ("[shelf](../resources/shelf.md)", "type microsoft.graph.shelf"),
        ("[shelf](../elsewhere/shelf.md)", "type microsoft.graph.shelf"),
        ("[shelf](shelf.md)", "none"),
        ("[a shelf](../resources/room-with-shelf.md)", "none"),
        ("[pages](../overview.md) or a [book](../resources/book.md)", "type microsoft.graph.book"),
        (
            "[book](../resources/book.md) or [shelf](../resources/shelf.md)",
            "type microsoft.graph.book or microsoft.graph.shelf",
        ),
    ],
)
def test_a_link_is_a_type_where_it_leads_to_one(join, operation, resource, link, found):
    pages = {
        "api/book-get.md": operation(GET, response=returns(link)),
        "api/book-list.md": operation("GET /books"),
        "overview.md": "# Overview\n\nHow to get on.\n",
        "resources/book.md": resource("book", *BOOK),
    }
    assert join(pages).responses(GET) == {200: found}


@pytest.mark.parametrize(("api", "types"), list(itertools.permutations(("api", "a/api/b", "lib", "concepts"), 2)))
def test_what_folders_are_called_says_nothing(join, operation, resource, api, types):
    up = "../" * (api.count("/") + 1)
    pages = {
        f"{api}/book-get.md": operation(GET, response=returns(f"a [book]({up}{types}/model/book.md) object")),
        f"{types}/model/book.md": resource("book", *BOOK),
    }
    assert join(pages).responses(GET) == {200: "type microsoft.graph.book"}


def test_a_stand_in_is_made_only_for_what_something_refers_to(join, resource):
    shape = '## JSON representation\n\n```json\n{"best": {"@odata.type": "microsoft.graph.finest"}}\n```\n'
    rows = ("best|[shelf](shelf.md)|The one at the window.",)
    joined = join({"resources/room.md": resource("room", *rows, extra=shape)})
    assert joined.schemas == ["microsoft.graph.room", "microsoft.graph.shelf (missing)"]
    assert joined.findings() == ["undescribed-instance-type", "undescribed-type"]


ERROR = '{"error": {"code": "lost"}}'


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("If there is none, it returns `404 Not Found`.", "none"),
        ("It returns `404 Not Found` if the [book](../resources/book.md) does not exist.", "none"),
        ("It returns `404 Not Found` and the [book](../resources/book.md) that was there.", "none"),
        ("It returns `404 Not Found` and the [novel](../resources/novel.md) that was there.", "none"),
        ("It returns `404 Not Found` when the **book** is lent.", "none"),
        ("If there is no picture, it returns `404 Not Found` instead of binary data.", "none"),
        ("It returns `404 Not Found` and a [fault](../resources/fault.md) object.", "type microsoft.graph.fault"),
    ],
)
def test_a_failure_is_never_the_success(join, operation, resource, sentence, body):
    intro = "Inherits from [book](book.md)."
    response = f"This method returns a [book](../resources/book.md) object in the response body.\n\n{sentence}"
    pages = {
        "api/book-get.md": operation(GET, response=response),
        "resources/book.md": resource("book", *BOOK),
        "resources/novel.md": resource("novel", "plot|String|What happens.", intro=intro),
        "resources/fault.md": resource("fault", "code|String|Which."),
    }
    assert join(pages).responses(GET) == {200: "type microsoft.graph.book", 404: body}


@pytest.mark.parametrize("note", ["", '"@odata.type": "microsoft.graph.book"'])
def test_a_failure_is_what_its_own_example_shows(join, operation, resource, example, note):
    good = example("GET /books/1", f'HTTP/1.1 200 OK\n{JSON}{{"id": "1"}}')
    bad = example("GET /books/2", f"HTTP/1.1 404 Not Found\n{JSON}{ERROR}", note=note)
    response = f"{returns('a [book](../resources/book.md) object')} Else it returns `404 Not Found`."
    page = operation(GET, response=response, examples=f"{good}\n{bad}")
    joined = join({"api/book-get.md": page, "resources/book.md": resource("book", *BOOK)})
    assert joined.responses(GET) == {200: "type microsoft.graph.book", 404: "sample"}
    (content,) = joined.operation(GET).responses[1].content
    assert content.shape.value == {"error": {"code": "lost"}}


def test_raw_bytes_are_no_answer_of_a_failure(join, operation):
    response = f"{returns('binary data of the picture')} If there is none, it returns `404 Not Found`."
    joined = join({"api/cover.md": operation("GET /books/{id}/cover/$value", response=response)})
    assert joined.responses("GET /books/{id}/cover/$value") == {200: "stream as application/octet-stream", 404: "none"}
