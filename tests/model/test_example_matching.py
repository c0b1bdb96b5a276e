"""Which examples show an operation, and what of them becomes examples of its bodies."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import ExampleFact, JsonFact, OperationFact, PageFacts, RouteFact
from docgen.model import example_matching, routes
from docgen.model.api import Collection, Object, One, Shape, Stream
from docgen.model.example_matching import Shown
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Schema, Type
from docgen.source import Span

HERE = Span("page.md", 0, 1)
DIALECTS = dialects.by_name()
GRAPH = "microsoft-graph"


def gathered(dialect: str, requests: str, *examples: ExampleFact) -> dict[str, routes.Route]:
    """Return the operations of a page whose requests are given in one text, by method and path."""
    stated = [each.split(" ") for each in requests.split(", ")]
    facts = tuple(
        RouteFact(method, target, HERE, paths.read(target, DIALECTS[dialect], concrete=False))
        for method, target in stated
    )
    page = PageFacts(
        "page.md", "page", "", dialect, operations=(OperationFact("", "", HERE, facts, examples=examples),)
    )
    return {f"{one.method.upper()} {one.path}": one for one in routes.gather([page], DIALECTS)}


def example(request: str, dialect: str, **said: Any) -> ExampleFact:
    method, _, target = request.partition(" ")
    path = paths.parse_example_path(target, DIALECTS[dialect]) if target else None
    return ExampleFact("", HERE, method=method, target=target, path=path, **said)


@pytest.mark.parametrize(
    ("requests", "operation", "shown", "graph", "base"),
    [
        # the only request of its method
        ("GET /boats/{id}", "GET /boats/{id}", "GET /boats/1", "own", "own"),
        ("GET /boats/{id}", "GET /boats/{id}", "get /boats/1", "own", "own"),
        ("GET /boats/{id}", "GET /boats/{id}", "POST /boats/1", None, None),
        ("GET /boats/{id}", "GET /boats/{id}", "GET /rafts", "own", "own"),
        ("GET /boats/{id}", "GET /boats/{id}", "GET /a/b/c/rafts", "own", "own"),
        ("GET /boats/{id}", "GET /boats/{id}", "GET /a/b/c/d/rafts", None, None),
        ("GET /boats/{id}", "GET /boats/{id}", "GET /a/b/c/boats/1", "other", "own"),
        ("GET /a/b/c/d/boats", "GET /a/b/c/d/boats", "GET /x/y/boats", "own", "own"),
        ("GET /a/b/c/d/boats", "GET /a/b/c/d/boats", "GET /y/boats", "other", "other"),
        ("GET /boats/{id}", "GET /boats/{id}", "GET", "own", "own"),
        ("GET /boats/{id}", "GET /boats/{id}", "", "own", "own"),
        # one of several of its method
        ("GET /boats/{id}, GET /rafts/{id}", "GET /boats/{id}", "GET /boats/1", "own", "own"),
        ("GET /boats/{id}, GET /rafts/{id}", "GET /boats/{id}", "GET /rafts/1", None, None),
        ("GET /boats/{id}, GET /rafts/{id}", "GET /boats/{id}", "GET", None, None),
        ("GET /boats/{id}, GET /rafts/{id}", "GET /boats/{id}", "", "own", "own"),
        ("GET /boats/{id}, GET /rafts/{id}", "GET /boats/{id}", "GET /v2/boats/1", "own", "own"),
        ("GET /boats/{id}, GET /rafts/{id}", "GET /boats/{id}", "GET /old/boats/1", "other", "own"),
        ("GET /boats, GET /rafts", "GET /boats", "GET /old/boats", "other", "other"),
        ("GET /boats, GET /rafts", "GET /boats", "GET /old/rafts", None, None),
        ("GET /me/boats, GET /rafts", "GET /me/boats", "GET /you/boats", "other", "other"),
        ("GET /me/boats, GET /rafts", "GET /me/boats", "GET /boats", "other", "other"),
        ("GET /sea/boats/{id}, GET /rafts", "GET /sea/boats/{id}", "GET /lake/boats/1", "other", "other"),
        ("GET /sea/boats/{id}, GET /rafts", "GET /sea/boats/{id}", "GET /boats/1", "other", "other"),
        ("GET /sea/boats/{id}, GET /rafts", "GET /sea/boats/{id}", "GET /sea/rafts/1", None, None),
        ("GET /sea/boats/{id}, GET /rafts", "GET /sea/boats/{id}", "GET /1", None, None),
        ("GET /boats/near(a={a}), GET /rafts", "GET /boats/near(a={a})", "GET /boats/near(b=1)", "other", "other"),
        ("GET /sea/boats/{a},{b}, GET /rafts", "GET /sea/boats/{a},{b}", "GET /lake/boats/1,2", None, None),
        # requests of other methods beside it
        ("GET /boats, POST /boats", "GET /boats", "GET /rafts", "own", "own"),
        ("GET /boats, POST /boats", "GET /boats", "", None, None),
        # requests that differ in what they ask for alone
        ("GET /boats?a={a}, GET /boats?b={b}", "GET /boats", "GET /rafts", None, "own"),
    ],
)
def test_whether_an_example_shows_an_operation(requests, operation, shown, graph, base):
    for dialect, want in ((GRAPH, graph), ("base", base)):
        route = gathered(dialect, requests, example(shown, dialect))[operation]
        found = {one.own for one in example_matching.examples_of(route)}
        assert found == {"own": {True}, "other": {False}, None: set()}[want]


def test_examples_of_the_operation_itself_stand_first():
    shown = [example(f"GET {target}", GRAPH) for target in ("/you/boats", "/me/boats", "/we/boats", "/me/boats?a=1")]
    route = gathered(GRAPH, "GET /me/boats, GET /rafts", *shown)["GET /me/boats"]
    found = example_matching.examples_of(route)
    assert [one.example.target for one in found] == ["/me/boats", "/me/boats?a=1", "/you/boats", "/we/boats"]


def test_an_example_is_beside_what_its_page_or_its_place_says():
    facts = (RouteFact("GET", "/boats", HERE, paths.read("/boats", DIALECTS["base"], concrete=False)),)
    for dialect, beside in ((GRAPH, [True, True, False]), ("base", [True, False, False])):
        operations = tuple(OperationFact(title, "", HERE, facts, examples=(ExampleFact("", HERE),)) for title in "ab")
        # one of the same path on the same page counts once, so that another query tells them apart
        query = paths.read("/boats?q={q}", DIALECTS[dialect], concrete=False)
        second = OperationFact("b", "", HERE, (RouteFact("GET", "/boats?q={q}", HERE, query),))
        pages = [
            PageFacts(f"{name}.md", name, "", dialect, operations=found)
            for name, found in (("a", (operations[0], second)), ("b", operations[1:]))
        ]
        (route,) = routes.gather(pages, DIALECTS)
        (first, *_) = (one for one in example_matching.examples_of(route) if one.statement.operation.title == "a")
        places = sorted(route.statements, key=lambda one: (one.page.name, one.operation.title))
        assert [example_matching.is_beside(first, one) for one in places] == beside


TYPES = TypeHierarchy(
    {
        "sea.boat": Schema("sea.boat", HERE, properties=(Property("Raft", Type("string"), HERE),)),
        "sea.raft": Schema("sea.raft", HERE),
    },
    {},
)
BOAT, RAFT = Type(name="sea.boat"), Type(name="sea.raft")
WHOLE = {"id": 1}


def one(dialect: str, *, own: bool = True, **said: Any) -> Shown:
    (route,) = gathered(dialect, "POST /boats").values()
    return Shown(route.statements[0], ExampleFact("name", HERE, title="Title", **said), own)


@pytest.mark.parametrize(
    ("shape", "value", "want", "within"),
    [
        (One((BOAT,)), {"boat": WHOLE}, WHOLE, "boat"),
        (One((BOAT,)), {"Boat": WHOLE}, WHOLE, "Boat"),
        (One((BOAT,)), {"value": WHOLE}, WHOLE, "value"),
        (One((BOAT,)), {"boat": []}, None, None),
        (One((BOAT,)), {"boat": WHOLE, "a": 1}, None, None),
        (One((BOAT,)), {"raft": WHOLE}, None, None),
        (One((RAFT,)), {"raft": WHOLE}, WHOLE, "raft"),
        (One((RAFT, BOAT)), {"boat": WHOLE}, WHOLE, "boat"),
        (One((BOAT, RAFT)), {"raft": WHOLE}, WHOLE, "raft"),
        (One((BOAT,)), {"sea.boat": WHOLE}, None, None),
        (One((BOAT,)), {}, None, None),
        (One((BOAT,)), [{"boat": WHOLE}], None, None),
        (Collection((BOAT,)), {"boat": WHOLE}, None, None),
        (Object(()), {"boat": WHOLE}, None, None),
    ],
)
def test_an_example_may_stand_in_a_member_called_like_its_type(shape, value, want, within):
    span = Span("page.md", 5, 9)
    for said, found_in in (
        ({"response_body": JsonFact(value, span)}, example_matching.answers),
        ({"request_body": JsonFact(value, span)}, example_matching.requests),
    ):
        (found,) = found_in([one(GRAPH, **said), one(GRAPH), one(GRAPH, own=False, **said)], shape, TYPES)
        assert (found.value, found.within) == (value if within is None else want, within)
        assert (found.name, found.title, found.span, found.text) == ("name", "Title", span, False)


def test_the_member_of_collections_is_that_of_the_dialect():
    body = JsonFact({"value": WHOLE}, HERE)
    (found,) = example_matching.answers([one("base", response_body=body)], One((BOAT,)), TYPES)
    assert (found.value, found.within) == ({"value": WHOLE}, None)


@pytest.mark.parametrize(
    ("text", "media", "dialect", "own", "want"),
    [
        ("\n a,b\n", "text/csv", "base", True, " a,b"),
        ("a", "Text/Plain", "base", True, "a"),
        ("<a/>", "application/vnd.sea+XML", "base", True, "<a/>"),
        ("a: 1", "application/x-yaml", "base", True, "a: 1"),
        ("a", "image/png", "base", True, None),
        ("a", "", "base", True, None),
        (" \n", "text/csv", "base", True, None),
        ("a", "text/csv", "base", False, None),
        ("a", "text/csv", GRAPH, True, None),
    ],
)
def test_a_text_is_an_example_of_bytes(text, media, dialect, own, want):
    span = Span("page.md", 5, 9)
    body = JsonFact({"a": 1}, HERE)
    answer: dict[str, Any] = {"response_text": text, "response_type": media, "response_body": body}
    sent: dict[str, Any] = {"request_text": text, "request_type": media, "request_body": body}
    for said, name, found_in in (
        (answer, "response_span", example_matching.answers),
        (sent, "request_span", example_matching.requests),
    ):
        shown = [one(dialect, own=own, **said, **{name: span}), one(dialect, own=own, **said)]
        found = [*found_in(shown, Stream(), TYPES)]
        assert [(each.value, each.span, each.text) for each in found] == ([] if want is None else [(want, span, True)])


def test_bytes_are_no_examples_of_members():
    shape: Shape = One((BOAT,))
    assert [*example_matching.answers([one("base", response_text="a", response_type="text/csv")], shape, TYPES)] == []
    assert [*example_matching.requests([one("base", request_text="a", request_type="text/csv")], shape, TYPES)] == []


def test_examples_of_the_second_page_count_where_the_first_has_none():
    facts = (RouteFact("GET", "/boats", HERE, paths.read("/boats", DIALECTS[GRAPH], concrete=False)),)
    pages = [
        PageFacts(f"{name}.md", name, "", GRAPH, operations=(OperationFact("", "", HERE, facts, examples=examples),))
        for name, examples in (
            ("a", ()),
            ("b", (ExampleFact("", HERE), ExampleFact("", HERE, method="PUT"))),
            ("c", ()),
        )
    ]
    (route,) = routes.gather(pages, DIALECTS)
    assert [one.statement.page.name for one in example_matching.examples_of(route)] == ["b"]
