"""Operations are called as their pages do it, else by verb and resource; only names that are equal become longer."""

from __future__ import annotations

import pytest

from docgen import model

MADE = "Returns `201 Created` and a book."


def ids(join, *pages, style="resource"):
    """Return the identifiers by method and path."""
    options = model.LinkOptions(operation_ids=style)
    joined = join({f"api/{number}.md": page for number, page in enumerate(pages)}, options)
    return {f"{one.method.upper()} {one.path}": one.id for one in joined.api.operations}


@pytest.mark.parametrize(
    ("request_", "response", "expected"),
    [
        ("GET /books/{id}", "", "getBook"),
        ("DELETE /books/{id}", "", "deleteBook"),
        ("PATCH /books/{id}", "", "updateBook"),
        ("PUT /books/{id}/cover/$value", "", "setBookCoverValue"),
        ("POST /books", MADE, "createBook"),
        ("POST /books/{id}/pages/{page}/turn", "", "bookPageTurn"),
        ("POST /books", "Returns `204 No Content`.", "postBooks"),
        ("GET /library/shelves/{id}/boxes/{box}", "", "getLibraryShelfBox"),
        ("GET /statuses/{id}", "", "getStatus"),
        ("GET /addresses/{id}", "", "getAddress"),
        ("GET /categories/{id}", "", "getCategory"),
        ("GET /campus/{id}", "", "getCampus"),
        ("GET /reports/getUsage(period='{period}')", "", "reportsGetUsage"),
        ("GET /books/microsoft.graph.comic", "", "getBooksComic"),
    ],
)
def test_a_name_is_a_verb_and_the_words_of_the_path(join, operation, request_, response, expected):
    [name] = ids(join, operation(request_, response=response) if response else operation(request_)).values()
    assert name == expected


def test_an_answer_of_many_is_listed(join, operation, resource):
    page = operation("GET /books", response="Returns `200 OK` and a collection of [book](book.md) objects.")
    joined = join({"api/a.md": page, "api/book.md": resource("book", "id|String|The key.")})
    assert [one.id for one in joined.api.operations] == ["listBooks"]


def test_equal_names_become_longer_and_no_others_change(join, operation):
    one = operation("GET /me/calendar")
    other = operation("GET /me/calendars/{id}")
    third = operation("GET /me/events/{id}")
    assert ids(join, one, third) == {"GET /me/calendar": "getMeCalendar", "GET /me/events/{id}": "getMeEvent"}
    together = {
        "GET /me/calendar": "getMeCalendar",
        "GET /me/calendars/{id}": "getMeCalendarById",
        "GET /me/events/{id}": "getMeEvent",
    }
    assert ids(join, one, other, third) == together
    assert ids(join, third, other, one) == together, "the order of pages decides nothing"


def test_names_differ_in_more_than_letter_case_and_punctuation(join, operation):
    found = ids(join, operation(["GET /book-pages", "GET /book/pages", "GET /bookPages"]))
    assert len({name.lower() for name in found.values()}) == 3


def test_no_name_is_longer_than_tools_allow(join, operation):
    deep = "/".join(f"veryLongSegment{n}/{{id{n}}}" for n in range(20))
    found = ids(join, operation([f"GET /{deep}/north", f"GET /{deep}/south", f"GET /{'x' * 80}/{{id}}"]))
    assert all(len(name) <= 64 for name in found.values())
    assert len(set(found.values())) == 3
    assert not any(name[-1].isdigit() for name in found.values())


def test_names_may_be_made_of_method_and_path(join, operation):
    found = ids(join, operation("GET /books/{id}/pages"), style="path")
    assert list(found.values()) == ["getBooksByIdPages"]


def test_names_may_be_made_of_the_title_of_a_page(join, operation):
    found = ids(join, operation("GET /books/{id}", title="Find a book"), style="page")
    assert list(found.values()) == ["findABook"]


def test_a_name_of_two_words_that_are_too_long_keeps_both_and_is_cut(join, operation):
    long = "a" + "b" * 70
    (name,) = ids(join, operation(f"GET /shelves/{long}")).values()
    assert len(name) == 64
    assert name.startswith("getShelvesAbbb")


def test_of_many_words_those_at_the_end_are_kept_behind_the_first(join, operation):
    words = "/".join(word * 6 for word in ("reading", "evening", "morning"))
    (name,) = ids(join, operation(f"GET /halls/{words}/seats")).values()
    assert name.startswith("getHalls") and name.endswith("Seats") and len(name) <= 64
    assert "Readingreading" not in name, "the words behind the first are left out first"


@pytest.mark.parametrize(
    ("style", "want"),
    [
        (
            "path",
            {
                "GET /books": "getBooks",
                "GET /books/{bookId}/pages/{pageNo}": "getBooksByBookIdPagesByPageNo",
                "GET /books/all(kind='{kind}')": "getBooksAllByKind",
                "PUT /books/{id}/cover.png": "putBooksByIdCoverPng",
                "PATCH /2025/books": "patch2025Books",
            },
        ),
        (
            "resource",
            {
                "GET /books": "getBooks",
                "GET /books/{bookId}/pages/{pageNo}": "getBookPage",
                "GET /books/all(kind='{kind}')": "getBooksAll",
                "PUT /books/{id}/cover.png": "setBookCoverPng",
                "PATCH /2025/books": "update2025Books",
            },
        ),
        ("page", {"GET /books": "doIt"}),
    ],
)
def test_each_style_makes_its_own_names(join, operation, style, want):
    for request_, name in want.items():
        assert ids(join, operation(request_), style=style) == {request_: name}


def test_equal_names_of_a_path_end_in_letters_that_are_made_of_it(join, operation):
    found = ids(join, operation(["GET /books-read", "GET /books/read"]), style="path")
    assert list(found.values()) == ["getBooksReadZgiqel", "getBooksReadLwxbuf"]


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("Find a book", "findABook"),
        ("book: lend it", "bookLendIt"),
        ("2 books", "getBook"),
        ("X", "getBook"),
        ("XY", "xY"),
        ("…", "getBook"),
        ("Read " + "a" * 60, "read" + "A" + "a" * 59),
        ("Read " + "a" * 61, "getBook"),
    ],
)
def test_a_title_that_is_no_name_gives_none(join, operation, title, want):
    assert ids(join, operation("GET /books/{id}", title=title), style="page") == {"GET /books/{id}": want}


def test_equal_titles_are_told_apart_by_resource(join, operation):
    found = ids(join, operation(["GET /books/{id}", "GET /shelves/{id}"], title="Find it"), style="page")
    assert list(found.values()) == ["getBook", "getShelf"]


@pytest.mark.parametrize("spare", [-1, 0, 1, 2])
def test_words_are_left_out_only_where_a_name_is_too_long(join, operation, spare):
    last = "z" * (64 - len("getHallsReadingRooms") - spare)
    (name,) = ids(join, operation(f"GET /halls/reading/rooms/{last}")).values()
    assert name == f"getHalls{'Reading' if spare >= 0 else ''}Rooms{last.capitalize()}"


@pytest.mark.parametrize(
    ("request_", "want"),
    [
        ("GET /get/books", "getGetBooks"),
        ("GET /getBooks", "getBooks"),
        ("GET /getting", "getGetting"),
        ("GET /books/get", "getBooksGet"),
        ("GET /books/getAll", "booksGetAll"),
        ("DELETE /books/{id}/deletePages", "bookDeletePages"),
        ("GET /{id}", "get"),
        ("GET /{id}/{key}", "get"),
        ("POST /books/$ref", "createBooksRef"),
        ("POST /me", "postMe"),
        ("POST /me/books", "meBooks"),
        ("POST /books/find(name='{name}')", "booksFind"),
    ],
)
def test_a_call_that_begins_with_its_verb_gets_no_other(join, operation, request_, want):
    assert list(ids(join, operation(request_)).values()) == [want]
