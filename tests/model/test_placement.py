"""Rows that a page does not place, and where they stand for one request."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import BodyFact, ExampleFact, JsonFact, OperationFact, PropertyFact, TypeFact
from docgen.model.placement import placed
from docgen.source import Span

NOWHERE = Span("page.md", 0, 0)
BASE = dialects.load("base")


def row(name: str, type_: TypeFact | None = None) -> PropertyFact:
    return PropertyFact(name, NOWHERE, NOWHERE, type_)


def places(method: str, target: str, *rows: PropertyFact, body: BodyFact | None = None) -> dict[str, list[str]]:
    path = paths.read(target, BASE, concrete=False)
    assert path is not None
    fact = OperationFact("", "", NOWHERE, (), parameters=rows, request_body=body)
    found = placed(fact, method, path, BASE.outline.body_names)
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
    media = PropertyFact("Content-Type", NOWHERE, NOWHERE, None, description="application/x-yaml")
    path = paths.read("/notes", BASE, concrete=False)
    assert path is not None
    found = placed(
        OperationFact("", "", NOWHERE, (), parameters=(text, row("mode")), headers=(media,)),
        "POST",
        path,
        BASE.outline.body_names,
    )
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
