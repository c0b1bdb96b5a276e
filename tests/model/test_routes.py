"""Pages that state the same operation make one operation under one canonical path."""

from __future__ import annotations

import pytest


def test_parameter_names_do_not_make_another_path(join, operation):
    joined = join(
        {
            "api/a.md": operation("GET /users/{id}/books"),
            "api/b.md": operation("POST /users/{userId}/books"),
            "api/c.md": operation("DELETE /users/{userId}/books"),
        }
    )
    assert joined.operations == [
        "GET /users/{userId}/books",
        "POST /users/{userId}/books",
        "DELETE /users/{userId}/books",
    ]


def test_the_spelling_of_most_pages_counts(join, operation):
    joined = join(
        {
            "api/a.md": operation("GET /bookshelves"),
            "api/b.md": operation("POST /bookShelves"),
            "api/c.md": operation("GET /bookShelves/{id}"),
        }
    )
    assert joined.operations == ["GET /bookShelves", "POST /bookShelves", "GET /bookShelves/{id}"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/users/{id}/books/{id}", "/users/{id}/books/{booksId}"),
        ("/users/{id}/books/{ID}", "/users/{id}/books/{booksID}"),
        ("/a/{id}/b/{id}/b/{id}", "/a/{id}/b/{bId}/b/{bId2}"),
        ("/users/{id | userPrincipalName}", "/users/{id}"),
        ("/users/{id of the user}", "/users/{idOfTheUser}"),
        ("/books/0f3a2b1c-1111-2222-3333-0123456789ab", "/books/{booksId}"),
        ("/books/find(title='{title}',days={n})", "/books/find(title='{title}',days={days})"),
        ("/companies({id})/books", "/companies({id})/books"),
        ("/files/root:/{item-path}:/content", "/files/root:/{itemPath}:/content"),
        ("books", "/books"),
        ("https://graph.microsoft.com/v1.0/books/", "/books"),
    ],
)
def test_a_path_is_canonical_and_its_parameters_are_unique(join, operation, written, path):
    assert join({"api/a.md": operation(f"GET {written}")}).operations == [f"GET {path}"]


def test_every_parameter_of_a_path_is_declared(join, operation):
    found = join({"api/a.md": operation("GET /users/{id}/books/{id}?$top=3&days={days}")})
    assert [
        (p.name, p.location, p.required) for p in found.operation("GET /users/{id}/books/{booksId}").parameters
    ] == [
        ("id", "path", True),
        ("booksId", "path", True),
        ("$top", "query", False),
        ("days", "query", False),
    ]


def test_a_parameter_table_tells_of_a_path_parameter(join, operation):
    table = "## Path parameters\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|id|Guid|The key of the book.|"
    (parameter,) = join({"api/a.md": operation("GET /books/{id}", extra=table)}).operation("GET /books/{id}").parameters
    assert (parameter.type.format, parameter.description) == ("uuid", "The key of the book.")


def test_each_alternative_is_an_operation_with_the_text_of_the_page(join, operation):
    joined = join({"api/a.md": operation(["GET /me/books", "GET /users/{id}/books"], title="List books")})
    assert [(o.path, o.summary) for o in joined.api.operations] == [
        ("/me/books", "List books"),
        ("/users/{id}/books", "List books"),
    ]


def test_the_page_with_the_fewest_routes_decides(join, operation):
    joined = join(
        {
            "api/a.md": operation(["GET /books", "GET /maps"], title="List everything"),
            "api/b.md": operation("GET /books", title="List books"),
        }
    )
    found = joined.operation("GET /books")
    assert (found.summary, found.pages) == ("List books", ("api/b.md", "api/a.md"))


def test_a_page_that_lists_an_operation_with_a_query_comes_last(join, operation):
    joined = join(
        {
            "api/a.md": operation("GET /books?$filter=x", title="Find a book"),
            "api/b.md": operation(["GET /books", "GET /me/books"], title="List books"),
        }
    )
    assert joined.operation("GET /books").summary == "List books"


def test_a_page_that_only_shows_an_operation_comes_last(join, operation, example):
    shown = example("GET https://host.example/v1.0/books", "HTTP/1.1 200 OK")
    joined = join(
        {
            "api/a.md": operation("", title="Show books", examples=shown),
            "api/b.md": operation(["GET /books", "GET /me/books"], title="List books"),
        }
    )
    assert joined.operation("GET /books").summary == "List books"


def test_a_function_without_arguments_takes_those_of_its_table(join, operation):
    rows = "|title|String|The title.|\n|days|Int32|How many.|"
    table = f"## Function parameters\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n{rows}"
    joined = join({"api/a.md": operation("GET /books/find", extra=table)})
    (found,) = joined.api.operations
    assert found.path == "/books/find(title='{title}',days={days})"
    assert [(p.name, p.type.type) for p in found.parameters] == [("title", "string"), ("days", "integer")]


def test_an_address_that_was_never_written_leaves_the_operation_out(join, operation):
    assert join({"api/a.md": operation("GET ** Entity URI for library.book not found")}).operations == []


def test_the_server_is_the_one_that_most_examples_call(join, operation, example):
    shown = example("GET https://graph.microsoft.com/beta/books", "HTTP/1.1 200 OK")
    other = example("GET https://graph.microsoft.com/v1.0/maps", "HTTP/1.1 200 OK")
    joined = join(
        {
            "api/a.md": operation("GET /books", examples=shown),
            "api/b.md": operation("GET /maps", examples=other),
            "api/c.md": operation("GET /pages", examples=other.replace("maps", "pages")),
        }
    )
    assert (joined.api.servers, joined.api.version) == (("https://graph.microsoft.com/v1.0",), "v1.0")


def test_the_order_of_pages_changes_nothing(join, operation, resource):
    pages = {
        "api/a.md": operation(["GET /books", "GET /me/books"], title="One"),
        "api/b.md": operation("GET /books", title="Two"),
        "resources/x.md": resource("book", "id|String|The key.", "size|Int32|How thick."),
        "resources/y.md": resource("book", "id|Int32|The key.", "name|String|The title."),
    }
    assert join(pages).api == join(dict(reversed(pages.items()))).api


def test_tags_are_the_first_two_words_of_the_path(join, operation):
    joined = join({"api/a.md": operation(["GET /users/{id}/books/{id}/pages", "GET /books"])})
    assert {o.path: o.tag for o in joined.api.operations} == {
        "/books": "books",
        "/users/{id}/books/{booksId}/pages": "users.books",
    }
    assert [t.name for t in joined.api.tags] == ["books", "users.books"]


def test_what_stands_alone_below_a_resource_has_the_tag_of_that(join, operation, resource):
    paths = ["/books", "/books/{id}/cover", "/rooms/{id}/door", "/rooms/{id}/key", "/maps/{id}/ink"]
    pages = {f"api/{number}.md": operation(f"GET {path}") for number, path in enumerate(paths)}
    pages["api/9.md"] = operation(
        "GET /books/{id}/author", response="Returns `200 OK` and a [writer](../resources/author.md)."
    )
    pages["resources/author.md"] = resource("author", "name|String|The name.", intro="Who wrote it.")
    assert {o.path: o.tag for o in join(pages).api.operations} == {
        "/books": "books",
        "/books/{id}/author": "books.author",  # a type that a page describes
        "/books/{id}/cover": "books",
        "/maps/{id}/ink": "maps.ink",
        "/rooms/{id}/door": "rooms.door",
        "/rooms/{id}/key": "rooms.key",
    }


def test_a_call_is_no_tag_and_a_tag_is_described_as_its_type(join, operation, resource):
    one = "Returns `200 OK` and a [book](book.md) object."
    pages = {
        "api/a.md": operation("GET /books/{id}", response=one),
        "api/b.md": operation("POST /books/{id}/lend"),
        "api/c.md": operation("GET /books/latest(days={days})", response=one),
        "api/d.md": operation("GET /rooms/{id}"),
        "api/book.md": resource("book", "id|String|The key.", intro="Something to read."),
    }
    joined = join(pages)
    assert {o.tag for o in joined.api.operations} == {"books", "rooms"}
    assert [t.description for t in joined.api.tags] == ["Something to read.", "Operations on rooms."]


def test_what_pages_say_of_one_operation_under_another_title_is_kept_with_the_title(join):
    page = (
        "# Leases\n\n## Read the overview\n\nReturns figures.\n\n```\nGET /harbor/leases\n```\n\n"
        "## List leases\n\nLists all of them.\n\n```\nLIST /harbor/leases\n```\n"
    )
    found = join({"leases.md": page}).operation("GET /harbor/leases")
    assert found.summary == "Read the overview"
    assert found.description == "Returns figures.\n\n**List leases**\n\nLists all of them."


def test_what_several_pages_say_of_one_operation_in_the_same_words_is_said_once(join):
    section = "# Read a lease\n\nReturns one.\n\n```\nGET /harbor/leases/{id}\n```\n"
    found = join({"a.md": section, "b.md": section}).operation("GET /harbor/leases/{id}")
    assert found.description == "Returns one."
