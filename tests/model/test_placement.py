"""Rows that a page does not place, and where they stand for one request."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import BodyFact, ExampleFact, JsonFact, OperationFact, PropertyFact, TypeFact
from docgen.extract.request_body import sent_media
from docgen.model.placement import placed
from docgen.source import Span

NOWHERE = Span("page.md", 0, 0)
BASE = dialects.load("base")


def row(name: str, type_: TypeFact | None = None, **said: Any) -> PropertyFact:
    return PropertyFact(name, NOWHERE, NOWHERE, type_, **said)


def put(method: str, target: str, *rows: PropertyFact, **said: Any) -> OperationFact:
    path = paths.read(target, BASE, concrete=False)
    assert path is not None
    media = sent_media({"header": said.get("headers", ())}, BASE)
    fact = OperationFact("", "", NOWHERE, (), parameters=rows, media_types=media, **said)
    return placed(fact, method, path, BASE.outline.body_names)


def places(method: str, target: str, *rows: PropertyFact, body: BodyFact | None = None) -> dict[str, list[str]]:
    found = put(method, target, *rows, request_body=body)
    return {
        "path": [one.name for one in found.path_parameters],
        "query": [one.name for one in found.query_parameters],
        "body": [one.name for one in found.request_body.properties] if found.request_body else [],
    }


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_row_is_a_slot_or_of_the_query(method: str) -> None:
    assert places(method, "/books/:id", row("id"), row("page")) == {"path": ["id"], "query": ["page"], "body": []}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_row_is_a_member_of_the_body_that_a_method_has(method: str) -> None:
    assert places(method, "/books/{id}", row("id"), row("title")) == {"path": ["id"], "query": [], "body": ["title"]}


def test_a_row_that_is_nearly_called_like_a_slot_is_another_one_beside_the_slot() -> None:
    assert places("GET", "/books/{bookId}", row("bookId"), row("book_id"))["query"] == ["book_id"]
    assert places("GET", "/books/{bookId}", row("book_id"))["path"] == ["book_id"]


def test_a_row_that_is_called_like_its_type_is_the_body_where_no_other_is_left() -> None:
    book = row("book", TypeFact("Book", NOWHERE))
    assert places("POST", "/shelves/{id}/books", row("id"), book)["body"] == []
    assert places("POST", "/books", book, row("notify"))["body"] == ["book", "notify"]


def test_a_row_whose_type_is_a_link_is_the_body() -> None:
    book = row("book", TypeFact("Book", NOWHERE, target="book.md"))
    found = places("POST", "/books", book, row("notify"))
    assert found == {"path": [], "query": ["notify"], "body": []}


def test_rows_are_of_the_query_where_there_is_no_body() -> None:
    assert places("POST", "/books", row("page"), body=BodyFact(NOWHERE, none=True))["query"] == ["page"]


def test_dotted_names_are_members_in_a_body_and_names_in_a_query() -> None:
    rows = (row("price"), row("price.amount"))
    assert places("POST", "/books", *rows)["body"] == ["price"]
    assert places("GET", "/books", *rows)["query"] == ["price", "price.amount"]


def linked(name: str, type_: str, page: str = "models/types.md") -> PropertyFact:
    return row(name, TypeFact(type_, NOWHERE, target=page))


def test_rows_are_members_beside_one_whose_type_is_described_and_called_otherwise() -> None:
    found = places("POST", "/books", row("title"), linked("settings", "Book Settings"))
    assert found["body"] == ["title", "settings"]


def test_rows_are_members_where_several_types_are_described() -> None:
    found = places("POST", "/books", row("title"), linked("shelf", "Shelf"), linked("author", "Author"))
    assert found["body"] == ["title", "shelf", "author"]


def test_a_row_is_a_member_where_its_type_is_described_on_its_own_page() -> None:
    here = NOWHERE.path
    assert places("POST", "/books", row("title"), linked("shelf", "Shelf", here))["body"] == ["title", "shelf"]
    assert places("POST", "/books", linked("shelf", "Shelf", here))["body"] == []


def test_a_row_called_like_its_type_is_the_body_of_a_delete_too() -> None:
    found = places("DELETE", "/books", linked("BookIds", "BookIds"), row("notify"))
    assert found == {"path": [], "query": ["notify"], "body": []}


def test_a_text_called_body_is_a_member_unless_the_page_sends_text() -> None:
    text = row("body", TypeFact("string", NOWHERE, "string"))
    assert places("POST", "/notes", text)["body"] == ["body"]
    media = row("Content-Type", description="application/x-yaml")
    found = put("POST", "/notes", text, row("mode"), headers=(media,))
    assert [one.name for one in found.query_parameters] == ["mode"]


def test_an_example_shows_that_rows_are_members() -> None:
    path = paths.read("/books", BASE, concrete=False)
    assert path is not None
    sent = ExampleFact("", NOWHERE, request_body=JsonFact({"title": "x", "shelf": {}}, NOWHERE))
    fact = OperationFact("", "", NOWHERE, (), parameters=(row("title"), linked("shelf", "Shelf")), examples=(sent,))
    body = placed(fact, "POST", path, BASE.outline.body_names).request_body
    assert body is not None
    assert [one.name for one in body.properties] == ["title", "shelf"]


def test_the_row_of_the_body_itself_is_no_member_beside_those_that_a_section_describes() -> None:
    itself = PropertyFact("body", NOWHERE, NOWHERE, None, required=True, location="body")
    path = paths.read("/books", BASE, concrete=False)
    assert path is not None
    body = BodyFact(NOWHERE, properties=(itself, row("title"), row("shelf")))
    fact = OperationFact("", "", NOWHERE, (), request_body=body)
    found = placed(fact, "POST", path, BASE.outline.body_names).request_body
    assert found is not None
    assert ([one.name for one in found.properties], found.required) == (["title", "shelf"], True)


def body_of(fact: OperationFact) -> BodyFact:
    assert fact.request_body is not None
    return fact.request_body


PLAIN = TypeFact("string", NOWHERE, "string")
OBJECT = TypeFact("object", NOWHERE, "any-object")
BOOK = TypeFact("Book", NOWHERE)


@pytest.mark.parametrize(
    ("method", "rows", "query", "members"),
    [
        ("POST", (row("a", location="query"), row("b")), ["a"], ["b"]),
        ("POST", (row("a", location="query"), row("b", location="query")), ["a", "b"], []),
        ("POST", (row("a", location="body"), row("b")), [], ["a", "b"]),
        ("DELETE", (row("a", location="query"), row("b")), ["a", "b"], []),
        # the row that is the body itself, by its name
        ("POST", (row("body", BOOK), row("b")), ["b"], []),
        ("POST", (row("Request-Body", BOOK),), [], []),
        ("POST", (row("payload", location="body"), row("b")), ["b"], []),
        ("POST", (row("payload", location="query"), row("b")), ["payload"], ["b"]),
        ("POST", (row("body", OBJECT), row("b")), ["b"], []),
        ("POST", (row("body", PLAIN), row("b")), [], ["body", "b"]),
        ("POST", (row("body"), row("b")), [], ["body", "b"]),
        ("DELETE", (row("body", BOOK), row("b")), ["b"], []),
        ("GET", (row("body", BOOK), row("b")), ["body", "b"], []),
        ("HEAD", (row("body", BOOK), row("b")), ["body", "b"], []),
        # by its type
        ("POST", (row("book", BOOK),), [], []),
        ("POST", (row("Book", BOOK), row("b")), [], ["Book", "b"]),
        ("POST", (row("volume", BOOK),), [], ["volume"]),
        ("POST", (row("book", TypeFact("Library.Book", NOWHERE)),), [], []),
        ("POST", (row("title", TypeFact("title", NOWHERE, "string")),), [], ["title"]),
        ("PUT", (row("a", location="query"), row("book", BOOK)), ["a"], []),
    ],
)
def test_where_rows_of_a_request_stand(
    method: str, rows: tuple[PropertyFact, ...], query: list[str], members: list[str]
) -> None:
    assert places(method, "/books", *rows) == {"path": [], "query": query, "body": members}


def test_what_stands_somewhere_already_stays_before_what_is_placed() -> None:
    said: dict[str, Any] = {"path_parameters": (row("shelf"),), "query_parameters": (row("page"),)}
    for method in ("GET", "POST"):
        found = put(method, "/shelves/{shelf}/books/{id}", row("id"), row("size", location="query"), **said)
        assert [one.name for one in found.path_parameters] == ["shelf", "id"]
        assert [one.name for one in found.query_parameters] == ["page", "size"]
        assert found.parameters == ()


def test_members_that_a_section_states_come_before_rows_and_count_once() -> None:
    stated = BodyFact(NOWHERE, properties=(row("title", description="of the body"), row("shelf")))
    found = body_of(put("POST", "/books", row("title", description="of the table"), row("size"), request_body=stated))
    assert [(one.name, one.description) for one in found.properties] == [
        ("title", "of the body"),
        ("shelf", ""),
        ("size", ""),
    ]


def test_rows_that_nothing_places_are_marked() -> None:
    found = put("GET", "/books", row("page"), row("size", location="query"))
    assert [(one.name, one.unplaced) for one in found.query_parameters] == [("page", True), ("size", False)]
    found = put("GET", "/books/{bookId}", row("bookId"), row("book_id"))
    assert [(one.name, one.location, one.unplaced) for one in found.query_parameters] == [("book_id", "query", False)]


@pytest.mark.parametrize(
    ("said", "required"),
    [({}, None), ({"required": True}, True), ({"optional": True}, False), ({"required": True, "optional": True}, True)],
)
def test_the_row_of_the_body_says_whether_it_must_be_sent(said: dict[str, bool], required: bool | None) -> None:
    found = body_of(put("POST", "/books", row("body", BOOK, description="The book.", **said)))
    assert (found.required, found.types, found.description, found.many) == (required, (BOOK,), "The book.", False)
    before = BodyFact(NOWHERE, description="Said before.", required=True)
    found = body_of(put("POST", "/books", row("body", BOOK, description="The book.", **said), request_body=before))
    assert (found.required, found.description) == (True if required is None else required, "Said before.")


@pytest.mark.parametrize(
    ("type_", "types", "many"),
    [
        (None, 0, False),
        (BOOK, 1, False),
        (TypeFact("Book", NOWHERE, collection=True), 1, False),
        (OBJECT, 0, False),
        (TypeFact("object", NOWHERE, "any-object", collection=True), 0, True),
    ],
)
def test_a_body_whose_members_are_written_out_needs_no_plain_type(
    type_: TypeFact | None, types: int, many: bool
) -> None:
    found = body_of(put("POST", "/books", row("body", type_, members=(row("title"), row("size")))))
    assert (len(found.types), [one.name for one in found.properties], found.many) == (types, ["title", "size"], many)


def test_a_plain_type_without_members_is_the_body() -> None:
    media = row("content-type", description="text/csv")
    found = body_of(put("PUT", "/notes", row("body", PLAIN), headers=(row("X-Other", description="a/json"), media)))
    assert (found.types, found.many) == ((PLAIN,), False)


@pytest.mark.parametrize(
    ("header", "value", "is_body"),
    [
        ("Content-Type", "text/plain", True),
        ("Content-Type", "application/json", False),
        ("Content-Type", "Application/X-WWW-Form-Urlencoded", False),
        ("Content-Type", "Accepts */* of all kinds.", False),
        ("Content-Type", "Something.", False),
        ("Accept", "text/plain", False),
    ],
)
def test_a_text_is_the_body_where_the_page_sends_a_type_without_members(header: str, value: str, is_body: bool) -> None:
    found = put("POST", "/notes", row("body", PLAIN), row("mode"), headers=(row(header, description=value),))
    assert [one.name for one in found.query_parameters] == (["mode"] if is_body else [])


def test_a_body_that_is_said_to_be_empty_has_no_members_unless_some_are_stated() -> None:
    empty = BodyFact(NOWHERE, none=True)
    assert places("PUT", "/books", row("body", BOOK), body=empty)["query"] == ["body"]
    stated = BodyFact(NOWHERE, none=True, properties=(row("title"),))
    assert places("PUT", "/books", row("size"), body=stated) == {"path": [], "query": [], "body": ["title", "size"]}


@pytest.mark.parametrize(
    ("stated", "members", "query"),
    [
        ((row("body"),), [], ["size"]),
        ((linked("book", "Book"),), ["book", "size"], []),
        ((row("book", TypeFact("Book", NOWHERE, target="a.md"), location="body"),), [], ["size"]),
        ((row("book", PLAIN, location="body"),), ["book", "size"], []),
        ((row("book", BOOK, location="body"),), ["book", "size"], []),
        ((row("body"), row("title")), ["body", "title", "size"], []),
    ],
)
def test_the_only_row_of_a_body_section_may_be_the_body(
    stated: tuple[PropertyFact, ...], members: list[str], query: list[str]
) -> None:
    found = places("POST", "/books", row("size"), body=BodyFact(NOWHERE, properties=stated))
    assert found == {"path": [], "query": query, "body": members}


def test_the_only_row_of_a_body_section_is_the_body_also_without_other_rows() -> None:
    one = row("body", BOOK)
    assert body_of(put("POST", "/books", request_body=BodyFact(NOWHERE, properties=(one,)))).types == (BOOK,)
    two = BodyFact(NOWHERE, properties=(one, row("title")))
    assert body_of(put("POST", "/books", request_body=two)) is two
    none = put("POST", "/books")
    assert none.request_body is None


@pytest.mark.parametrize(
    "itself",
    [
        row("body"),
        row("body", BOOK, location="body"),
        row("body", location="body", members=(row("a"),)),
        row("book", location="body"),
    ],
)
def test_a_row_beside_others_is_a_member_unless_it_only_says_that_there_is_a_body(itself: PropertyFact) -> None:
    body = BodyFact(NOWHERE, properties=(row("title"), itself))
    assert body_of(put("POST", "/books", request_body=body)) is body


def test_two_placed_rows_are_members_both() -> None:
    body = BodyFact(NOWHERE, properties=(row("body", location="body"), row("title", location="body")))
    assert body_of(put("POST", "/books", request_body=body)) is body


@pytest.mark.parametrize(("said", "known", "required"), [(True, None, True), (False, None, None), (False, True, True)])
def test_the_row_of_the_body_beside_its_members_says_whether_it_must_be_sent(
    said: bool, known: bool | None, required: bool | None
) -> None:
    itself = row("payload", location="body", required=said)
    body = BodyFact(NOWHERE, properties=(itself, row("title")), required=known)
    found = body_of(put("POST", "/books", request_body=body))
    assert ([one.name for one in found.properties], bool(found.required)) == (["title"], bool(required))


def sample(value: object) -> tuple[ExampleFact, ...]:
    return (ExampleFact("", NOWHERE), ExampleFact("", NOWHERE, request_body=JsonFact(value, NOWHERE)))


@pytest.mark.parametrize(
    ("value", "members"),
    [
        ({"book": {}}, ["book"]),
        ({"other": 1}, []),
        ([{"book": 1}], []),
        ({"size": 1}, []),
    ],
)
def test_an_example_that_has_a_row_as_a_member_decides(value: object, members: list[str]) -> None:
    found = body_of(put("POST", "/books", row("book", BOOK), examples=sample(value)))
    assert [one.name for one in found.properties] == members


@pytest.mark.parametrize(
    ("name", "type_", "is_body"),
    [
        ("book", TypeFact("Book", NOWHERE, target="types.md"), True),
        ("newBook", TypeFact("Library.newBook", NOWHERE, target="types.md"), True),
        ("book", TypeFact("A book", NOWHERE, target="models/book.md"), True),
        ("book", TypeFact("A book", NOWHERE, target="book"), True),
        ("volume", TypeFact("Book", NOWHERE, target="models/book.md"), False),
    ],
)
def test_a_row_beside_others_is_the_body_where_it_is_called_like_its_type_or_page(
    name: str, type_: TypeFact, is_body: bool
) -> None:
    found = places("POST", "/books", row(name, type_), row("notify"))
    assert found["query"] == (["notify"] if is_body else [])


def test_a_located_row_of_a_described_type_is_no_free_one() -> None:
    found = places("POST", "/books", row("book", TypeFact("Book", NOWHERE, target="b.md"), location="form"), row("b"))
    assert found["body"] == ["book", "b"]
