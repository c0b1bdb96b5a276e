"""Rows that a page does not place, and where they stand for one request."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import BodyFact, OperationFact, PropertyFact, TypeFact
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
    found = placed(fact, method, path)
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
