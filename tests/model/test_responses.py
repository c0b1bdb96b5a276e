"""The answers of an operation, one for each status, from what sentences, tables and examples say of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import (
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
from docgen.model.api import Response
from docgen.source import Span
from docgen.statuses import OTHERS, RANGES

DIALECTS = dialects.by_name()
GRAPH, BASE = "microsoft-graph", "base"
HERE = Span("api/a.md", 0, 1)
TEXT = TypeFact("string", HERE, "string")
OCTETS = "application/octet-stream"


def at(start: int) -> Span:
    return Span("api/a.md", start, start + 1)


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, HERE, primitive, **said)


def rows(names: str) -> tuple[PropertyFact, ...]:
    return tuple(PropertyFact(name, HERE, HERE, TEXT) for name in names.split())


def type_(name: str, names: str, base: str = "") -> ResourceFact:
    bases = (fact(base),) if base else ()
    return ResourceFact(name, Span("types.md", 0, 1), properties=rows(names), has_table=True, bases=bases)


TYPES = (
    type_("thing", "id"),
    type_("book", "id name size", "thing"),
    type_("comic", "colours", "book"),
    type_("atlas", "maps", "book"),
    type_("shelf", "room"),
    type_("lake.shelf", "depth"),
    type_("problem", "code"),
)


def says(status: int, type_: str = "", names: str = "", **said: Any) -> ResponseFact:
    types = (fact(type_.removesuffix("[]"), collection=type_.endswith("[]")),) if type_ else ()
    return ResponseFact(status, **{"span": HERE, "types": types, "properties": rows(names), "sure": True, **said})


def shows(status: int, value: Any = ..., annotated: str = "", request: str = "", **said: Any) -> ExampleFact:
    method, _, target = request.partition(" ")
    body = None if value is ... else JsonFact(value, HERE)
    path = paths.parse_example_path(target, DIALECTS[BASE]) if target else None
    return ExampleFact(
        "",
        HERE,
        answered=True,
        status=status,
        method=method,
        path=path,
        response_body=body,
        annotated=annotated,
        **said,
    )


def page(
    name: str, request: str, *facts: ResponseFact | ExampleFact, dialect: str = GRAPH, start: int = 70, **said: Any
) -> PageFacts:
    stated = []
    for each in request.split(", "):
        method, target = each.split(" ")
        stated.append(RouteFact(method, target, HERE, paths.read(target, DIALECTS[dialect], concrete=False)))
    operation = OperationFact(
        "",
        "",
        at(start),
        tuple(stated),
        responses=tuple(one for one in facts if isinstance(one, ResponseFact)),
        examples=tuple(one for one in facts if isinstance(one, ExampleFact)),
        **said,
    )
    return PageFacts(f"api/{name}.md", f"api/{name}", "", dialect, operations=(operation,))


Link = Callable[..., Any]
QUIET = ("missing-permissions", "missing-type", "repeated-operation")


def joined_of(link: Link, *pages: PageFacts) -> Any:
    dialect = pages[0].dialect
    return link(*pages, PageFacts("types.md", "types", "resource", dialect, resources=TYPES))


def answers(link: Link, request: str, *facts: ResponseFact | ExampleFact, dialect: str = GRAPH) -> dict[int, str]:
    found: dict[int, str] = joined_of(link, page("a", request, *facts, dialect=dialect)).responses(request)
    return found


BOOK = {"id": "1", "name": "x"}
BYTES = f"stream as {OCTETS}"
GET, ONE = "GET /books", "GET /books/{id}"


@pytest.mark.parametrize(
    ("request_", "facts", "want"),
    [
        # statuses
        (GET, [], {200: "none"}),
        (GET, [says(0)], {200: "none"}),
        (GET, [says(201, "book")], {201: "type book"}),
        (GET, [says(200, "book"), says(202, "shelf")], {200: "type book", 202: "type shelf"}),
        (GET, [says(404, "problem")], {200: "none", 404: "type problem"}),
        (GET, [says(304)], {200: "none", 304: "none"}),
        (GET, [says(299, "book")], {299: "type book"}),
        (GET, [says(OTHERS, "book")], {OTHERS: "type book"}),
        (GET, [says(RANGES["4"], "problem")], {200: "none", RANGES["4"]: "type problem"}),
        # of methods
        (GET, [says(200, "book", methods=("post",)), says(203, "shelf", methods=("get", "put"))], {203: "type shelf"}),
        (GET, [says(0, "book", methods=("post",))], {200: "none"}),
        # without a status
        (GET, [says(0, "book")], {200: "type book"}),
        (GET, [says(0, "", "a b")], {200: "object a string, b string"}),
        (GET, [says(0, "book"), says(404)], {200: "type book", 404: "none"}),
        (GET, [says(0, "book"), says(304)], {200: "type book", 304: "none"}),
        (GET, [says(0, "book"), says(302)], {200: BYTES, 302: "none"}),
        (GET, [says(0, "book"), says(204)], {204: "none"}),
        (GET, [says(200), says(0, "book")], {200: "type book"}),
        (GET, [says(200), says(0, "book", label="Books"), says(0, "shelf")], {200: "type book"}),
        ("GET /shelf", [says(200), says(0, "book"), says(0, "shelf")], {200: "type shelf"}),
        ("GET /old/shelf", [says(200), says(0, "book"), says(0, "shelf")], {200: "type shelf"}),
        ("GET /Out-door", [says(200), says(0, "book"), says(0, "shelf", label="Outdoor")], {200: "type shelf"}),
        ("GET /x/{id}", [says(200), says(0, "shelf", label="x"), says(0, "book")], {200: "type book"}),
        ("GET /x", [says(200), says(0, "shelf", label="y")], {200: "none"}),
        (GET, [says(200, "shelf"), says(0, "book")], {200: "type shelf"}),
        # no body
        (GET, [says(204, "book")], {204: "none"}),
        (GET, [says(304, "book"), says(200, "book")], {200: "type book", 304: "none"}),
        (GET, [says(200, "book", none=True)], {200: "none"}),
        (GET, [says(200, "book", none=True, silent=True)], {200: "type book"}),
        (GET, [says(200, none=True), shows(200, BOOK)], {200: "none"}),
        # shapes
        (GET, [says(200, "book[]")], {200: "collection book"}),
        (GET, [says(200, stream=True)], {200: BYTES}),
        (GET, [says(200, "book", stream=True)], {200: "type book"}),
        (GET, [says(200, "", "a", many=True)], {200: "object a string"}),
        (GET, [says(200, types=(TEXT,))], {200: "value string"}),
        ("GET /books/$value", [says(200, "book")], {200: BYTES}),
        ("PUT /books/$value", [says(200, "book")], {200: "type book"}),
        ("GET /books/$value", [says(200, "book"), says(200, stream=True)], {200: BYTES}),
        (GET, [says(200, stream=True), says(200, "book")], {200: "type book"}),
        (GET, [says(200, "book", "id name")], {200: "type book"}),
        (GET, [says(200, "book", "id other")], {200: "object id string, other string, name string, size string"}),
        (GET, [says(200, "unknown", "other")], {200: "type unknown"}),
        (GET, [says(200, "", "a", types=(fact("object", "any-object"),))], {200: "object a string"}),
        (GET, [says(200, sure=False, types=(fact("comic", alternatives=(fact("book"), fact("shelf"))),))],
         {200: "type book or shelf"}),
        # examples
        (GET, [says(200, "book"), shows(200, {"value": [BOOK]})], {200: "collection book"}),
        (ONE, [says(200, "book"), shows(200, {"value": [BOOK]})], {200: "type book"}),
        (GET, [says(200, "book[]"), shows(200, BOOK)], {200: "type book"}),
        (GET, [says(200, types=(fact("any", "any"),)), shows(200, {"a": 1})], {200: "sample"}),
        (GET, [says(200), shows(200, {"a": 1})], {200: "sample"}),
        (GET, [says(200), shows(200, response_text="x")], {200: BYTES}),
        (GET, [says(200), shows(200, response_text=" ")], {200: "none"}),
        (GET, [says(200), shows(200)], {200: "none"}),
        (GET, [says(200), shows(404, {"a": 1})], {200: "none"}),
        (GET, [says(200), shows(0, {"a": 1})], {200: "sample"}),
        (GET, [says(200), shows(201, {"a": 1})], {200: "sample"}),
        (GET, [says(200), says(201), shows(201, {"a": 1})], {200: "none", 201: "sample"}),
        (GET, [says(200), says(203), shows(201, {"a": 1})], {200: "sample", 203: "none"}),
        (GET, [shows(201, {"a": 1})], {201: "sample"}),
        (GET, [shows(0, {"a": 1})], {200: "none"}),
        (GET, [shows(404, {"a": 1})], {200: "none"}),
        (GET, [shows(299, {"a": 1})], {299: "sample"}),
        (GET, [shows(199, {"a": 1})], {200: "none"}),
        (GET, [shows(300, {"a": 1})], {200: "none"}),
        # annotations
        (GET, [says(200), shows(200, BOOK, "book")], {200: "type book"}),
        (GET, [says(200), shows(200, BOOK, "book", annotated_collection=True)], {200: "type book"}),
        (GET, [says(200), shows(200, {"x": 1}, "book", annotated_collection=True)], {200: "collection book"}),
        (GET, [says(200), shows(200, ..., "book")], {200: "type book"}),
        (GET, [says(200), shows(200, ..., "two words")], {200: "none"}),
        (GET, [says(200), shows(200, {"x": 1}, "two words")], {200: "sample"}),
        (GET, [says(200), shows(200), shows(200, ..., "book")], {200: "type book"}),
        (GET, [says(200, "shelf"), shows(200, BOOK, "book")], {200: "type shelf"}),
        (GET, [says(200), says(0, "shelf"), shows(200, BOOK, "book")], {200: "type book"}),
        (GET, [says(200), says(0, "book"), shows(200, BOOK, "comic")], {200: "type book"}),
        (GET, [says(200), says(0, "shelf"), shows(200, BOOK, "unknown")], {200: "type shelf"}),
        # failures
        (GET, [says(200), says(404, "problem[]")], {200: "none", 404: "collection problem"}),
        (GET, [says(200), says(404, "", "a")], {200: "none", 404: "object a string"}),
        (GET, [says(200), says(404), shows(404, {"a": 1})], {200: "none", 404: "sample"}),
        (GET, [says(200), says(404), shows(0, {"a": 1})], {200: "sample", 404: "none"}),
        (GET, [says(200), says(404), shows(404, {"a": 1}, "problem")], {200: "none", 404: "type problem"}),
        (GET, [says(200), says(404), shows(404, response_text="x")], {200: "none", 404: BYTES}),
        (GET, [says(200), says(404), shows(404, response_text=" ")], {200: "none", 404: "none"}),
        (GET, [says(200), says(404, stream=True)], {200: "none", 404: "none"}),
        (GET, [says(200, "book"), says(404, "book")], {200: "type book", 404: "type book"}),
        (GET, [says(200, "book"), says(404, "book", sure=False)], {200: "type book", 404: "none"}),
        (GET, [says(200, "book"), says(404, "thing", sure=False)], {200: "type book", 404: "none"}),
        (GET, [says(200, "book"), says(404, "comic", sure=False)], {200: "type book", 404: "none"}),
        (GET, [says(200, "comic"), says(404, "atlas", sure=False)], {200: "type comic", 404: "type atlas"}),
        (GET, [says(200, "book"), says(404, "problem", sure=False)], {200: "type book", 404: "type problem"}),
        (GET, [says(200, "book"), says(404, "book", "a", sure=False)], {200: "type book", 404: "object a string"}),
        (GET, [says(200, "book"), says(404, "book", sure=False), shows(404, {"a": 1})],
         {200: "type book", 404: "sample"}),
        (GET, [says(200, "book"), says(400, "problem")], {200: "type book", 400: "type problem"}),
    ],
)  # fmt: skip
def test_the_answers_of_one_page(link, request_, facts, want):
    assert answers(link, request_, *facts) == want


@pytest.mark.parametrize(
    ("request_", "facts", "want"),
    [
        (GET, [says(200, "book[]")], {200: "array book"}),
        (GET, [says(200, "book"), shows(200, [BOOK])], {200: "array book"}),
        (GET, [shows(0, {"a": 1})], {200: "sample"}),
        (GET, [shows(0, response_text="x")], {200: BYTES}),
        (GET, [shows(0)], {200: "none"}),
        (GET, [says(0, "book"), shows(0, {"a": 1})], {200: "type book"}),
        (GET, [says(304), shows(0, {"a": 1})], {200: "sample", 304: "none"}),
        (GET, [shows(404, {"a": 1})], {200: "none", 404: "sample"}),
        (GET, [shows(400, {"a": 1}), shows(400, {"b": 1})], {200: "none", 400: "sample"}),
        (GET, [says(200), shows(399, {"a": 1})], {200: "none"}),
        (GET, [says(404, "problem"), shows(404, {"a": 1})], {200: "none", 404: "type problem"}),
        (GET, [says(302)], {302: "none"}),
        (GET, [says(300)], {300: "none"}),
        (GET, [says(399)], {399: "none"}),
        (GET, [says(300, "book")], {300: "none"}),
        (GET, [says(300), shows(200, {"a": 1})], {200: "sample", 300: "none"}),
        # rows beside a type
        (GET, [says(200, "book[]", "items books", properties=(
            PropertyFact("books", HERE, HERE, fact("book", collection=True)), *rows("next")))],
         {200: "object books book collection, next string"}),
        (GET, [says(200, "book[]", properties=(PropertyFact("book", HERE, HERE, fact("book")), *rows("next")))],
         {200: "object book book, next string, name string, size string, id string"}),
        (GET, [says(200, "book", properties=(PropertyFact("books", HERE, HERE, fact("book", collection=True)),))],
         {200: "object books book collection, name string, size string, id string"}),
        # media types
        (GET, [says(200, "book", media_types=("application/xml",))], {200: "type book as application/xml"}),
        (GET, [says(200, types=(TEXT,), media_types=("image/png",))], {200: "stream as image/png"}),
        (GET, [says(200, types=(TEXT,), media_types=("text/plain",))], {200: "value string as text/plain"}),
        (GET, [says(200), shows(200, {"a": 1}, response_type="text/xml")], {200: "sample as text/xml"}),
        (GET, [says(200, "book"), says(200, "shelf")], {200: "type book or shelf"}),
        (GET, [says(200, "book"), says(200, stream=True)], {200: "type book"}),
        (GET, [says(200, "", "a"), says(200, "", "b")], {200: "object a string, b string"}),
        (GET, [says(404, "problem"), says(404, "shelf")], {200: "none", 404: "type problem or shelf"}),
    ],
)  # fmt: skip
def test_the_answers_of_pages_of_no_template(link, request_, facts, want):
    assert answers(link, request_, *facts, dialect=BASE) == want


@pytest.mark.parametrize(
    ("request_", "facts", "want"),
    [
        (GET, [says(302)], {200: BYTES, 302: "none"}),
        (GET, [says(307), shows(307, ..., "book")], {200: f"type book; {BYTES}", 307: "none"}),
        (GET, [says(302), shows(302, ..., "book", annotated_collection=True)],
         {200: f"type book; {BYTES}", 302: "none"}),
        (GET, [says(302), shows(302, ..., "string")], {200: BYTES, 302: "none"}),
        (GET, [says(302), shows(302, ..., "two words"), shows(302, ..., "book")],
         {200: f"type book; {BYTES}", 302: "none"}),
        (GET, [says(302), shows(302, ..., "shelf"), shows(302, ..., "book")],
         {200: f"type shelf; {BYTES}", 302: "none"}),
        (GET, [says(302), says(200, stream=True), shows(302, ..., "book")],
         {200: f"type book; {BYTES}", 302: "none"}),
        (GET, [says(302), says(200, "shelf"), shows(302, ..., "book")], {200: "type shelf", 302: "none"}),
        (GET, [says(399)], {200: BYTES, 399: "none"}),
        (GET, [says(300), shows(300, ..., "book")], {200: f"type book; {BYTES}", 300: "none"}),
        (GET, [says(299, stream=True), shows(302, ..., "book")], {299: BYTES}),
        (GET, [says(302), says(200, stream=True), shows(200, ..., "shelf"), shows(400, ..., "shelf"),
               shows(399, ..., "book")], {200: f"type book; {BYTES}", 302: "none"}),
        (GET, [says(302), says(299, stream=True)], {299: BYTES, 302: "none"}),
        (GET, [says(302), says(202, stream=True)], {202: BYTES, 302: "none"}),
        (GET, [says(304), says(200, stream=True), shows(304, ..., "book")], {200: BYTES, 304: "none"}),
        ("POST /books", [says(302), shows(302, ..., "book")], {302: "none"}),
    ],
)  # fmt: skip
def test_a_redirect_brings_what_it_leads_to(link, request_, facts, want):
    assert answers(link, request_, *facts) == want


def found(link: Link, *pages: PageFacts, request: str = GET) -> tuple[dict[int, str], list[str]]:
    joined = joined_of(link, *pages)
    return joined.responses(request), joined.findings(*QUIET)


@pytest.mark.parametrize(
    ("first", "second", "want", "told"),
    [
        ("book", "book", "type book", []),
        ("book", "book[]", "type book", ["answers with many book, but one book here"]),
        ("book[]", "book", "collection book", ["answers with one book, but many book here"]),
        ("book", "shelf", "type book", ["answers with one shelf, but one book here"]),
        ("lake.shelf", "book", "type lake.shelf", ["answers with one book, but one shelf here"]),
        ("book", "comic", "type book", []),
        ("comic", "book", "type book", []),
        ("comic", "atlas", "type comic or atlas", []),
        ("book[]", "shelf[]", "collection book", ["answers with many shelf, but many book here"]),
        ("sea.shelf", "lake.shelf", "type sea.shelf", ["answers with one lake.shelf, but one sea.shelf here"]),
    ],
)  # fmt: skip
def test_two_pages_that_answer_with_types(link, first, second, want, told):
    pages = [page("a", GET, says(200, first, span=at(5))), page("b", GET, says(200, second, span=at(9)))]
    joined = joined_of(link, *pages)
    assert joined.responses(GET)[200] == want
    assert joined.findings(*QUIET, "undescribed-type") == ["contradicting-operations"] * len(told)
    messages = [one for one in joined.api.diagnostics if one.name == "contradicting-operations"]
    for one, text in zip(messages, told, strict=True):
        assert "GET /books" in one.message
        own, said = text.removeprefix("answers with ").split(", but ")
        assert own in one.message
        assert "api/a" in one.message
        assert one.related[0].message == said
        assert (one.span, one.related[0].span) == (at(9), at(5))


def test_three_pages_are_told_of_where_they_differ_from_the_deciding_one(link):
    pages = [page(name, GET, says(200, type_)) for name, type_ in (("a", "book"), ("b", "shelf"), ("c", "problem"))]
    answers, told = found(link, *pages)
    assert answers[200] == "type book"
    assert told == ["contradicting-operations"] * 2


def test_two_sentences_of_one_page_contradict_nothing(link):
    assert found(link, page("a", GET, says(200, "book"), says(200, "book[]"))) == ({200: "type book"}, [])


def test_types_that_share_only_the_root_of_all_are_alternatives_of_none(link):
    pages = [page(name, GET, says(200, type_)) for name, type_ in (("a", "comic"), ("b", "atlas"), ("c", "shelf"))]
    assert found(link, *pages)[0][200] == "type comic or atlas"


def test_a_page_that_lists_an_operation_in_passing_decides_nothing(link):
    passing = page("a", "GET /books?all={all}", says(200, "shelf"))
    assert found(link, passing, page("b", GET, says(200, "book")))[0][200] == "type book"
    assert found(link, passing)[0][200] == "type shelf"


@pytest.mark.parametrize("dialect", [GRAPH, BASE])
def test_the_description_of_an_answer_and_its_place(link, dialect):
    facts = (
        says(200, "book", span=at(5), description=""),
        says(200, "book", span=at(9), description="One."),
        says(200, "book", span=at(12), description="Two."),
        says(404, "problem", span=at(20), description="Gone."),
        says(404, "problem", span=at(22), description="Away."),
        says(410, span=at(30), description="Lost."),
        says(410, span=at(32)),
    )
    (good, bad, worse) = joined_of(link, page("a", GET, *facts, dialect=dialect)).operation(GET).responses
    both = dialect == BASE
    assert (good.description, good.span) == ("One.\n\nTwo." if both else "One.", at(5))
    assert (bad.description, bad.span) == ("Gone.\n\nAway." if both else "Gone.", at(20))
    assert (worse.description, worse.span, worse.content) == ("Lost.", at(30), ())


def header(name: str, type_: TypeFact | None = None, **said: Any) -> PropertyFact:
    return PropertyFact(name, at(3), HERE, type_, **said)


@pytest.mark.parametrize("status", [200, 404])
def test_headers_of_an_answer_come_once_each(link, status):
    facts = (
        says(status, headers=(header("X-Next", description="More.", example="5"), header("x-next"))),
        says(status, headers=(header("X-NEXT", fact("int", "int32")), header("Rate", fact("book")))),
    )
    joined = joined_of(link, page("a", GET, *facts))
    (answer,) = [one for one in joined.operation(GET).responses if one.status == status]
    assert [(one.name, one.location, one.type.type or one.type.name, one.span) for one in answer.headers] == [
        ("X-Next", "header", "string", at(3)),
        ("Rate", "header", "book", at(3)),
    ]
    assert (answer.headers[0].description, answer.headers[0].example) == ("More.", "5")


@pytest.mark.parametrize(
    ("facts", "located"),
    [
        ([says(201)], {201: False}),
        ([says(201, location=True)], {201: True}),
        ([says(201), says(201, location=True)], {201: True}),
        ([says(201), shows(201, location="/books/1")], {201: True}),
        ([says(201, "book"), shows(201, location="/books/1")], {201: True}),
        ([says(200), says(404), shows(404, location="/books/1")], {200: False, 404: True}),
        ([says(200), says(404, location=True)], {200: False, 404: True}),
        ([says(200), says(404, "problem", location=True)], {200: False, 404: True}),
    ],
)
def test_where_an_answer_says_the_place(link, facts, located):
    joined = joined_of(link, page("a", "POST /books", *facts))
    assert {one.status: one.location for one in joined.operation("POST /books").responses} == located


@pytest.mark.parametrize(
    ("facts", "dialect", "missing", "told"),
    [
        ([], GRAPH, [200], 1),
        ([says(404)], GRAPH, [200], 0),
        ([says(0)], GRAPH, [200], 1),
        ([says(0, "book")], GRAPH, [200], 1),
        ([says(0, "", "a")], GRAPH, [200], 0),
        ([says(200)], GRAPH, [], 0),
        ([says(304)], GRAPH, [200], 0),
        ([says(302)], GRAPH, [], 0),
        ([says(OTHERS)], GRAPH, [], 0),
        ([shows(201)], GRAPH, [], 0),
        ([shows(0, {"a": 1})], GRAPH, [200], 1),
        ([shows(0, {"a": 1})], BASE, [200], 0),
        ([shows(404, {"a": 1})], BASE, [200], 0),
    ],
)
def test_an_operation_of_which_no_success_is_stated(link, facts, dialect, missing, told):
    joined = joined_of(link, page("a", GET, *facts, dialect=dialect))
    assert [one.status for one in joined.operation(GET).responses if one.missing] == missing
    found = [one for one in joined.api.diagnostics if one.name == "unstated-response"]
    assert [(one.span, GET in one.message) for one in found] == [(at(70), True)] * told
    both = joined_of(link, page("a", GET, dialect=dialect), page("b", GET, *facts, dialect=dialect, start=90))
    found = [one.span for one in both.api.diagnostics if one.name == "unstated-response"]
    assert found == [at(70)] * told
    assert [one.span for one in both.operation(GET).responses if one.missing and not facts] == [at(70)] * (not facts)


def test_examples_of_several_kinds_are_those_of_their_status(link):
    facts = (
        says(200, "book"),
        says(404),
        shows(200, {"id": "1"}, response_span=at(4)),
        shows(0, {"id": "2"}),
        shows(201, {"id": "3"}),
        shows(404, {"code": "x"}),
        shows(200, {"id": "4"}, request="POST /books"),
    )
    joined = joined_of(link, page("a", GET, *facts))
    shown = {one.status: [e.value for c in one.content for e in c.examples] for one in joined.operation(GET).responses}
    assert shown == {200: [{"id": "1"}, {"id": "2"}, {"id": "3"}], 404: [{"code": "x"}]}


def test_an_example_that_was_not_answered_says_nothing_of_a_success(link):
    asked = ExampleFact("", HERE, response_body=JsonFact({"a": 1}, HERE), status=200)
    assert answers(link, GET, says(200), asked) == {200: "none"}


def test_the_answer_of_another_path_of_a_page_counts_where_there_is_no_own(link):
    both = "GET /me/books, GET /me/shelves"
    other = shows(203, {"a": 1}, request="GET /your/books")
    joined = joined_of(link, page("a", both, other))
    assert joined.responses("GET /me/books") == {203: "sample"}
    for status, counts in ((200, True), (201, True), (299, True), (300, False), (199, False)):
        own = shows(status, {"a": 1}, request="GET /me/books")
        joined = joined_of(link, page("a", both, other, own))
        assert joined.responses("GET /me/books") == {status if counts else 203: "sample"}
        assert joined.responses("GET /me/shelves") == {200: "none"}


def test_the_place_of_an_answer_that_only_an_example_shows(link):
    for said, want in (({"response_span": at(8)}, at(8)), ({}, HERE)):
        for dialect, status in ((GRAPH, 201), (BASE, 0), (BASE, 404)):
            one = shows(status, {"a": 1}, **said)
            joined = joined_of(link, page("a", GET, one, dialect=dialect))
            (answer,) = [each for each in joined.operation(GET).responses if each.status == (status or 200)]
            assert answer.span == want


def responses_of(link: Link, *pages: PageFacts, request: str) -> tuple[Response, ...]:
    found: tuple[Response, ...] = joined_of(link, *pages).operation(request).responses
    return found


def test_pages_about_many_resources_add_statuses_with_the_body_of_the_own_success(link):
    own = page("b", "POST /me/books", says(201, "book"), shows(201, {"id": "1"}), says(404, "problem"))
    many = page(
        "a",
        "POST /me/books, POST /me/shelves",
        says(200, "shelf", description="Given back."),
        says(201, "shelf"),
        says(202, none=True),
        says(203, excepted=True),
        says(206, methods=("get",)),
        says(299, none=True, silent=True),
        says(400, "problem"),
        says(0, "shelf"),
    )
    found = responses_of(link, own, many, request="POST /me/books")
    shapes = {one.status: ([c.shape for c in one.content], sum(len(c.examples) for c in one.content)) for one in found}
    book = shapes[201][0]
    assert shapes == {
        200: (book, 0),
        201: (book, 1),
        202: ([], 0),
        299: (book, 0),
        400: ([], 0),
        404: (shapes[404][0], 0),
    }
    assert [one.description for one in found if one.status == 200] == ["Given back."]


def test_pages_about_many_resources_add_no_body_to_an_answer_without_one(link):
    own = page("b", "POST /me/books", says(404, "problem"))
    many = page("a", "POST /me/books, POST /me/shelves", says(200, "shelf"), says(202, "shelf"))
    found = responses_of(link, own, many, request="POST /me/books")
    assert [(one.status, len(one.content), one.missing) for one in found] == [
        (200, 0, False),
        (202, 0, False),
        (404, 1, False),
    ]


def test_media_types_that_two_pages_state(link):
    pages = [
        page("a", GET, says(200, types=(TEXT,), media_types=("text/plain",))),
        page("b", GET, says(200, types=(TEXT,), media_types=("text/csv", "text/plain"))),
    ]
    assert found(link, *pages)[0] == {200: "value string as text/plain text/csv"}


def test_the_code_of_an_answer():
    assert (str(OTHERS), [str(each) for each in RANGES.values()]) == ("999", ["994", "995"])
    codes = [Response(int(status), HERE).code for status in ["200", "404", "999", "994", "995", "998", "996"]]
    assert codes == ["200", "404", "default", "4XX", "5XX", "998", "996"]


def test_what_a_redirect_brings_stands_where_the_redirect_does(link):
    joined = joined_of(link, page("a", GET, says(302, span=at(6)), says(307, span=at(8)), says(404)))
    found = joined.operation(GET).responses
    assert [(one.status, one.span) for one in found] == [(302, at(6)), (307, at(8)), (404, HERE), (200, at(6))]
    assert [one.description for one in found if one.content] == ["The content."]


def test_answers_stand_sorted_by_status(link):
    facts = [says(status) for status in (500, 404, 202, 200, OTHERS, 201)]
    joined = joined_of(link, page("a", GET, *facts))
    assert [one.status for one in joined.operation(GET).responses] == [200, 201, 202, 404, 500, OTHERS]


def test_three_pages_that_name_types_of_one_base(link):
    pages = [page(name, GET, says(200, type_)) for name, type_ in (("a", "comic"), ("b", "shelf"), ("c", "atlas"))]
    joined = joined_of(link, *pages)
    assert joined.responses(GET)[200] == "type comic or atlas"
    told = [one for one in joined.api.diagnostics if one.name == "contradicting-operations"]
    assert ["one shelf" in one.message for one in told] == [True]
