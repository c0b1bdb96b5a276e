"""What a request sends, from what rows, sentences and examples of a page say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import (
    BodyFact,
    ExampleFact,
    JsonFact,
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    RouteFact,
    TypeFact,
)
from docgen.source import Span

DIALECTS = dialects.by_name()
GRAPH = "microsoft-graph"
HERE = Span("api/ops.md", 0, 1)
TEXT = TypeFact("string", HERE, "string")


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, HERE, primitive, **said)


def row(name: str, type_: TypeFact | None = TEXT, **said: Any) -> PropertyFact:
    return PropertyFact(name, HERE, Span("api/ops.md", 5, 9), type_, **said)


def rows(names: str) -> tuple[PropertyFact, ...]:
    """Return rows by their names; ``*`` marks those that are required."""
    return tuple(row(name.strip("*"), required=name.endswith("*")) for name in names.split())


def type_(name: str, names: str, base: str = "") -> ResourceFact:
    bases = (fact(base),) if base else ()
    return ResourceFact(name, Span("types.md", 0, 1), properties=rows(names), has_table=True, bases=bases)


TYPES = (
    type_("empty", ""),
    type_("book", "id name size"),
    type_("comic", "colours pages", "book"),
    type_("shelf", "id room* rows boards"),
)


def shown(value: Any = None, media: str = "", text: str = "", request: str = "") -> ExampleFact:
    method, _, target = request.partition(" ")
    body = None if value is None else JsonFact(value, HERE)
    path = paths.parse_example_path(target, DIALECTS[GRAPH]) if target else None
    return ExampleFact("", HERE, method=method, path=path, request_body=body, request_type=media, request_text=text)


Ask = Callable[..., tuple[str, bool, str]]


@pytest.fixture
def ask(link) -> Ask:
    """Return a function that says what one request of a page sends, whether it must, and what is found in it."""

    def call(
        request: str,
        body: BodyFact | None,
        *examples: ExampleFact,
        dialect: str = GRAPH,
        returns: str = "",
        status: int = 200,
        others: str = "",
    ) -> tuple[str, bool, str]:
        routes = []
        for each in (request, *filter(None, others.split(", "))):
            method, target = each.split(" ")
            routes.append(RouteFact(method, target, HERE, paths.read(target, DIALECTS[dialect], concrete=False)))
        answer = ResponseFact(status, HERE, types=(fact(returns),) if returns else (), none=not returns, sure=True)
        operations = [
            OperationFact("", "", HERE, (route,), responses=(answer,), request_body=body if at == 0 else None)
            for at, route in enumerate(routes)
        ]
        operations[0] = OperationFact(
            "", "", HERE, (routes[0],), responses=(answer,), request_body=body, examples=examples
        )
        joined = link(
            PageFacts("api/ops.md", "api/ops", "", dialect, operations=tuple(operations)),
            PageFacts("types.md", "types", "resource", dialect, resources=TYPES),
        )
        found = joined.operation(request).body
        told = " ".join(joined.findings("missing-permissions", "missing-type"))
        return joined.body(request), bool(found and found.required), told

    return call


def sends(*types: TypeFact, names: str = "", **said: Any) -> BodyFact:
    return BodyFact(HERE, types=types, properties=rows(names), **said)


BOOK, UNKNOWN = fact("book"), fact("unknown", target="new/unknown.md")
LENT, MORE = "object name string, to string", "object name string, size string, x string"
COLOURS, OCTETS = "object colours string", "application/octet-stream"
WRAPPED, PLAIN = {"book": {"name": "x"}}, {"name": "x"}


@pytest.mark.parametrize(
    ("request_", "body", "examples", "returns", "want"),
    [
        # nothing is said
        ("POST /books", None, (), "book", "none"),
        ("POST /books", sends(none=True), (), "book", "none"),
        ("POST /books", sends(none=True), (shown(PLAIN),), "", "sample"),
        ("GET /books", sends(BOOK), (shown(PLAIN),), "book", "none"),
        ("HEAD /books", sends(BOOK), (), "", "none"),
        ("GET /books", sends(BOOK, names="name", placed=True), (), "book", "type book"),
        ("GET /books", sends(BOOK, placed=True), (), "book", "none"),
        ("POST /books", sends(), (), "", "none"),
        # bytes
        ("PUT /books/$value", sends(BOOK), (), "", "stream as application/octet-stream"),
        ("PUT /books/cover", sends(stream=True), (), "", "stream as application/octet-stream"),
        ("PUT /books/cover", sends(media_types=("image/png",)), (), "", "stream as image/png"),
        ("PUT /books/cover", sends(media_types=("image/png", "text/json")), (), "", "none"),
        ("PUT /books/cover", sends(fact("stream", "stream")), (), "", "stream as application/octet-stream"),
        ("PUT /books/cover", None, (shown(text="x", media="image/png"),), "", "none"),
        ("PUT /books/cover", sends(), (shown(text="x", media="image/png"),), "", "stream as image/png"),
        ("PUT /books/cover", sends(), (shown(text="x"),), "", "none"),
        ("PUT /books/cover", sends(), (shown(text="x", media="image/png"), shown(text="x")), "", "stream as image/png"),
        ("PUT /books/cover", sends(), (shown(text="x"), shown(text="x", media="image/png")), "", "none"),
        ("PUT /books/cover", sends(none=True), (shown(text="x", media="image/png"),), "", "stream as image/png"),
        ("PUT /books/cover", sends(none=True), (shown(text="x", media="text/json"),), "", "none"),
        ("PUT /books/cover", sends(none=True), (shown(text=" ", media="image/png"),), "", "none"),
        # a type that is named
        ("POST /books", sends(BOOK), (), "", "type book"),
        ("POST /books", sends(TEXT), (), "", "value string"),
        ("POST /books", sends(mentioned=(BOOK,)), (), "", "type book"),
        ("POST /books", sends(fact("shelf"), mentioned=(BOOK,)), (), "", "type shelf"),
        ("POST /books", sends(fact("book", alternatives=(fact("shelf"),))), (), "", "type book or shelf"),
        ("POST /books", sends(fact("book", collection=True)), (), "", "collection book"),
        ("POST /books", sends(fact("book", collection=True)), (shown({"value": []}),), "", "collection book"),
        ("POST /books", sends(fact("book", collection=True)), (shown([PLAIN]),), "", "array book"),
        ("POST /books", sends(BOOK), (shown([PLAIN]),), "", "type book"),
        ("DELETE /books/{id}", sends(BOOK), (), "", "none"),
        ("DELETE /books/{id}", sends(BOOK), (shown(PLAIN, request="DELETE /books/1"),), "", "type book"),
        ("DELETE /books/{id}", sends(names="a b"), (), "", "object a string, b string"),
        # the one argument of an action
        ("POST /copy", sends(BOOK), (shown(WRAPPED),), "", "object book book"),
        ("POST /copy", sends(BOOK), (shown({"BOOK": 1}),), "", "object BOOK book"),
        ("POST /copy", sends(BOOK), (shown({"book": 1, "a": 2}),), "", "type book"),
        ("POST /copy", sends(BOOK), (shown({"other": 1}),), "", "type book"),
        ("POST /copy", sends(BOOK), (shown({}),), "", "type book"),
        ("PATCH /copy", sends(BOOK), (shown(WRAPPED),), "", "type book"),
        ("POST /copy", sends(BOOK), (shown([WRAPPED]),), "", "type book"),
        ("POST /books", sends(BOOK), (shown(WRAPPED),), "", "type book"),
        ("POST /book", sends(BOOK), (shown(WRAPPED),), "", "type book"),
        ("POST /bookes", sends(BOOK), (shown(WRAPPED),), "", "type book"),
        ("POST /copy", sends(fact("shelf")), (shown({"shelf": 1}),), "", "object shelf shelf"),
        # rows of the type that is named
        ("POST /books", sends(BOOK, names="id name*"), (), "", "type book, required name"),
        ("POST /books", sends(BOOK, names="ID Name* NAME*"), (), "", "type book, required name"),
        ("PUT /books/{id}", sends(BOOK, names="id name*"), (), "", "type book"),
        ("POST /books", sends(BOOK, names="name to"), (), "", "type book"),
        ("POST /books", sends(BOOK, names="name to from"), (), "", "object name string, to string, from string"),
        ("POST /copy", sends(BOOK, names="to from"), (), "book", "object to string, from string"),
        ("PATCH /copy", sends(BOOK, names="to from"), (), "book", "type book"),
        ("PATCH /copy", sends(BOOK, names="to from"), (), "shelf", "object to string, from string"),
        ("POST /books", sends(UNKNOWN, names="to from"), (), "", "type unknown"),
        ("PUT /x", sends(fact("empty"), names="name size"), (), "book", "type book"),
        ("PUT /x", sends(fact("empty"), names="name a b"), (), "book", "type empty"),
        ("PUT /x", sends(fact("empty"), names="name"), (), "", "type empty"),
        # rows that are arguments of an action
        ("POST /copy", sends(BOOK, names="name to"), (shown({"name": 1, "to": 2}),), "", LENT),
        ("POST /copy", sends(BOOK, names="name to"), (shown({"name": 1}),), "", "type book"),
        ("POST /copy", sends(BOOK, names="name id"), (shown({"name": 1, "to": 1}),), "", "type book"),
        ("POST /copy", sends(BOOK, names="name to"), (shown({"name": 1, "to": 2, "x": 3}),), "", "type book"),
        ("POST /copy", sends(BOOK, names="name to"), (shown({"name": 1, "to": 2, "x@y": 3}),), "", LENT),
        ("PATCH /copy", sends(BOOK, names="name to"), (shown({"name": 1, "to": 2}),), "", "type book"),
        ("POST /copy", sends(BOOK, names="name to"), (shown([{"name": 1, "to": 2}]),), "", "type book"),
        # rows without a type that is named: those of what is returned
        ("PATCH /books/{id}", sends(names="name"), (), "book", "type book"),
        ("PUT /books/{id}", sends(names="NAME size x"), (), "book", "type book"),
        ("PATCH /books/{id}", sends(names="name x"), (), "book", "object name string, x string"),
        ("PATCH /books/{id}", sends(names="name"), (shown({"x": 1, "y": 2}),), "book", "object name string"),
        ("PATCH /books/{id}", sends(names="name"), (shown({"x": 1, "name": 2, "id": 3}),), "book", "type book"),
        ("PATCH /books/{id}", sends(names="name"), (), "", "object name string"),
        ("POST /copy", sends(names="name"), (), "book", "type book"),
        ("POST /copy", sends(names="name size x"), (), "book", MORE),
        ("POST /copy", sends(names="name"), (shown({"x": 1}),), "book", "object name string"),
        ("DELETE /books/{id}", sends(names="name"), (), "book", "object name string"),
        ("PATCH /books/{id}", sends(names="name size x", placed=True), (), "book", MORE),
        ("PATCH /books/{id}", sends(names="name size", placed=True), (), "book", "type book"),
        ("PATCH /books/{id}", sends(names="colours"), (shown({"@odata.type": "#comic"}),), "book", "type book"),
        ("PATCH /books/{id}", sends(names="colours"), (shown({"@odata.type": "#shelf"}),), "book", COLOURS),
        ("PATCH /books/{id}", sends(names="colours"), (shown({"@odata.type": "#comic"}),), "shelf", COLOURS),
        ("PATCH /books/{id}", sends(names="colours"), (shown([]),), "book", COLOURS),
        ("PATCH /books/{id}", sends(names="name", many=True), (), "", "object name string"),
        # what an example alone shows
        ("PATCH /books/{id}", None, (shown({"name": "x"}),), "book", "type book"),
        ("PATCH /books/{id}", None, (shown({"id": "1", "Name": "x", "size": 2}),), "book", "type book"),
        ("PATCH /books/{id}", None, (shown({"name": "x", "other": 1}),), "book", "sample"),
        ("PATCH /books/{id}", None, (shown({"name@x": "x", "@y": 1}),), "book", "type book"),
        ("PATCH /books/{id}", None, (shown({"@y": 1}),), "book", "sample"),
        ("PATCH /books/{id}", None, (shown({}),), "book", "sample"),
        ("PATCH /books/{id}", None, (shown([{"name": "x"}]),), "book", "sample"),
        ("PATCH /books/{id}", None, (shown({"name": "x"}),), "", "sample"),
        ("PATCH /books/{id}", None, (shown({"name": "x"}),), "unknown", "sample"),
        ("PATCH /books/{id}", None, (shown({"@odata.type": "#comic", "x": 1}),), "book", "type comic"),
        ("POST /books", sends(mentioned=(fact("shelf"),)), (shown({"name": "x"}),), "book", "type shelf"),
        # a reference
        ("POST /books/$ref", sends(BOOK), (shown({"a": 1}),), "", "sample"),
        ("POST /books/$ref", sends(BOOK, names="a"), (), "", "object a string"),
    ],
)  # fmt: skip
def test_what_is_sent(ask, request_, body, examples, returns, want):
    assert ask(request_, body, *examples, returns=returns)[0] == want


def test_what_is_made_at_a_path_that_can_be_read_is_what_reading_it_gives(ask):
    body, value = sends(mentioned=(fact("shelf"),)), shown(PLAIN, request="POST /books")
    assert ask("POST /books", body, value, returns="book", others="GET /books")[0] == "type book"
    assert ask("POST /books", body, value, returns="book", others="GET /books/{id}")[0] == "type book"
    assert ask("POST /books", body, value, returns="book", others="GET /shelves")[0] == "type shelf"
    assert ask("POST /books", sends(names="name size x"), returns="book", others="GET /books")[0] == "type book"
    tabled = ask("POST /books", sends(names="name size x", placed=True), returns="book", others="GET /books")[0]
    assert tabled == MORE


def test_rows_of_what_is_made_are_no_arguments(ask):
    value = shown({"name": 1, "to": 2}, request="POST /books")
    body = sends(BOOK, names="name to")
    assert ask("POST /books", body, value, others="GET /books")[0] == "type book"
    assert ask("POST /books", body, value, others="GET /shelves")[0] == LENT


def test_one_that_is_made_and_returned_is_no_argument(ask):
    for status, want in ((201, "type book"), (200, "object book book")):
        assert ask("POST /copy", sends(BOOK), shown(WRAPPED), returns="book", status=status)[0] == want
    assert ask("POST /copy", sends(BOOK), shown(WRAPPED), returns="shelf", status=201)[0] == "object book book"


@pytest.mark.parametrize(
    ("names", "want", "told"),
    [
        ("name* other*", "type book, required name", "unknown-required-member"),
        ("name* other", "type book, required name", ""),
        ("name other*", "type book", "unknown-required-member"),
    ],
)
def test_a_row_that_is_required_and_no_member_is_told(ask, names, want, told):
    assert ask("POST /books", sends(BOOK, names=names)) == (want, True, told)
    assert ask("PUT /books", sends(BOOK, names=names)) == ("type book", True, "")


def test_what_the_type_requires_itself_is_not_required_again_where_pages_show_all(ask):
    body = sends(fact("shelf"), names="room* rows*")
    assert ask("POST /shelves", body, dialect="base")[0] == "type shelf, required rows"
    assert ask("POST /shelves", body)[0] == "type shelf, required rows"
    assert ask("POST /shelves", body, returns="shelf")[0] == "type shelf, required room rows"


@pytest.mark.parametrize(
    ("body", "required"),
    [
        (sends(BOOK), True),
        (sends(BOOK, required=False), False),
        (sends(fact("book", collection=True)), True),
        (sends(stream=True), True),
        (sends(TEXT), False),
        (sends(TEXT, required=True), True),
        (sends(names="a b*"), True),
        (sends(names="a b"), False),
        (sends(names="a b", required=True), True),
        (sends(names="a*", required=False), False),
    ],
)
def test_whether_a_body_must_be_sent(ask, body, required):
    assert ask("PUT /books", body)[1] is required


BASED = "object name string, size string"


@pytest.mark.parametrize(
    ("request_", "body", "examples", "returns", "want"),
    [
        ("POST /books", None, (), "book", "none"),
        ("POST /books", None, (shown(text="x", media="image/png"),), "", "stream as image/png"),
        ("POST /books", None, (shown(text="x"),), "", "none"),
        ("POST /books", None, (shown(PLAIN),), "book", "sample"),
        ("DELETE /books/{id}", sends(BOOK), (), "", "type book"),
        # a type that says nothing stands behind rows and examples
        ("POST /books", sends(fact("object", "any-object"), names="name size"), (), "", BASED),
        ("POST /books", sends(fact("object", "any-object")), (shown(PLAIN),), "", "sample"),
        ("POST /books", sends(fact("object", "any-object")), (), "", "value object"),
        ("POST /books", sends(fact("object", "any-object", target="x.md"), names="name"), (), "", "value object"),
        # rows are not those of what is returned
        ("PATCH /books/{id}", sends(names="name size"), (), "book", BASED),
        ("POST /books", sends(names="name size"), (shown({"name": "x", "more": 1}),), "", f"{BASED}, more integer"),
        # arrays
        ("POST /books", sends(BOOK), (shown([PLAIN]),), "", "array book"),
        ("POST /books", sends(fact("book", collection=True)), (), "", "array book"),
        ("POST /books", sends(fact("book", collection=True)), (shown({"value": []}),), "", "array book"),
        # a type and what extends it
        ("POST /books", sends(BOOK, names="size more", extends=True), (), "",
         "object id string, name string, size string, more string"),
        ("POST /books", sends(UNKNOWN, names="more", extends=True), (), "", "object more string"),
        ("POST /books", sends(BOOK, names="more"), (), "", "object more string"),
        # media types
        ("POST /books", sends(BOOK, media_types=("application/xml", "application/json")), (), "",
         "type book as application/json application/xml"),
        ("POST /books", sends(names="a", media_types=("multipart/form-data",)), (), "",
         "object a string as multipart/form-data"),
        ("POST /books", sends(names="a"), (shown(media="multipart/form-data"),), "",
         "object a string as multipart/form-data"),
        ("POST /books", sends(names="a"), (shown(media="text/csv"),), "", "object a string"),
        ("POST /books", sends(names="a"), (shown({"a": 1}, media="text/csv"),), "", "object a string as text/csv"),
    ],
)  # fmt: skip
def test_what_is_sent_on_pages_of_no_template(ask, request_, body, examples, returns, want):
    assert ask(request_, body, *examples, returns=returns, dialect="base")[0] == want


@pytest.mark.parametrize(
    ("media", "want"),
    [
        (("multipart/form-data",), "object ids[] string, box object as multipart/form-data"),
        (("application/json",), "object ids string, box object"),
        ((), "object ids string, box object"),
    ],
)
def test_an_array_of_a_form_keeps_the_brackets_of_its_name(ask, media, want):
    inside = (row("lid"),)
    body = BodyFact(
        HERE,
        properties=(row("ids", bracketed=True), row("box", None, bracketed=True, members=inside)),
        media_types=media,
    )
    assert ask("POST /books", body, dialect="base")[0] == want


def two(link, first: BodyFact, second: BodyFact, dialect: str, *examples: ExampleFact) -> Any:
    path = paths.read("/books", DIALECTS[dialect], concrete=False)
    route = RouteFact("POST", "/books", HERE, path)
    pages = [
        PageFacts(
            f"api/{name}.md",
            f"api/{name}",
            "",
            dialect,
            operations=(
                OperationFact("", "", HERE, (route,), request_body=body, examples=examples if name == "a" else ()),
            ),
        )
        for name, body in (("a", first), ("b", second))
    ]
    return link(*pages, PageFacts("types.md", "types", "resource", dialect, resources=TYPES))


@pytest.mark.parametrize(
    ("first", "second", "base", "graph"),
    [
        (sends(BOOK), sends(fact("shelf")), "type book or shelf", "type book"),
        (sends(names="a"), sends(names="b"), "object a string, b string", "object a string"),
        (sends(names="a"), sends(stream=True), f"object a string; stream as {OCTETS}", "object a string"),
        (sends(BOOK, media_types=("text/xml",)), sends(fact("book")),
         "type book as text/xml", "type book"),
        (sends(none=True), sends(BOOK), "type book", "type book"),
    ],
)  # fmt: skip
def test_what_two_pages_send(link, first, second, base, graph):
    for dialect, want in (("base", base), (GRAPH, graph)):
        joined = two(link, first, second, dialect)
        assert joined.body("POST /books") == want
        assert joined.operation("POST /books").body.span == HERE


def test_the_descriptions_of_two_bodies(link):
    first, second, third = (sends(BOOK, description=text) for text in ("One.", "Two.", ""))
    for pages, base, graph in (
        ((first, second), "One.\n\nTwo.", "One."),
        ((first, first), "One.", "One."),
        ((third, second), "Two.", ""),
    ):
        assert two(link, *pages, "base").operation("POST /books").body.description == base
        assert two(link, *pages, GRAPH).operation("POST /books").body.description == graph


def test_a_page_that_shows_a_body_alone_stands_behind_one_that_says_it(link):
    silent = sends(none=True)
    assert two(link, silent, sends(BOOK), GRAPH, shown({"x": 1})).body("POST /books") == "type book"
    assert two(link, silent, silent, GRAPH, shown({"x": 1})).body("POST /books") == "sample"


def test_only_a_success_returns_what_a_request_is_about(ask):
    body = sends(names="name size")
    wanted = {
        200: "type book",
        299: "type book",
        199: "object name string, size string",
        404: "object name string, size string",
    }
    for status, want in wanted.items():
        assert ask("PATCH /books/{id}", body, returns="book", status=status)[0] == want


def test_a_member_that_no_type_has_is_told_at_its_name(link):
    path = paths.read("/books", DIALECTS[GRAPH], concrete=False)
    body = BodyFact(
        HERE, types=(fact("lib.book", alternatives=(fact("shelf"),)),), properties=rows("name* first* room* last*")
    )
    one = OperationFact("", "", HERE, (RouteFact("POST", "/books", HERE, path),), request_body=body)
    types = PageFacts("types.md", "types", "resource", GRAPH, resources=(type_("lib.book", "name"), *TYPES[3:]))
    joined = link(PageFacts("api/ops.md", "api/ops", "", GRAPH, operations=(one,)), types)
    told = [each for each in joined.api.diagnostics if each.name == "unknown-required-member"]
    assert [(each.span, each.message.split(" ")[0]) for each in told] == [
        (Span("api/ops.md", 5, 9), "first"),
        (Span("api/ops.md", 5, 9), "last"),
    ]
    assert all("book or shelf" in each.message and "lib" not in each.message for each in told)
