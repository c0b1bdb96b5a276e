"""Parameters that a page states for all operations."""

from __future__ import annotations

from docgen.extract.facts import OperationFact, PageFacts, PropertyFact
from docgen.model.shared_parameters import spread
from docgen.source import Span

HERE = Span("page.md", 0, 1)


def row(name: str, location: str = "", description: str = "") -> PropertyFact:
    return PropertyFact(name, HERE, HERE, None, location=location, description=description)


def page(
    name: str, *operations: OperationFact, dialect: str = "base", shared: tuple[PropertyFact, ...] = ()
) -> PageFacts:
    return PageFacts(f"{name}.md", name, "", dialect, operations=operations, shared=shared)


def operation(**said: tuple[PropertyFact, ...]) -> OperationFact:
    return OperationFact("", "", HERE, (), **said)


def names(found: OperationFact) -> tuple[list[str], list[str]]:
    return [one.name for one in found.query_parameters], [one.name for one in found.headers]


SHARED = (
    row("page", "query", "first"),
    row("Page", "query", "second"),
    row("size", "query"),
    row("X-Trace", "header"),
    row("size", "header"),
    row("id", "path"),
    row("sid", "cookie"),
    row("all"),
    row("zone", "unknown"),
)


def test_shared_parameters_go_to_each_operation_that_lacks_them():
    own = operation(query_parameters=(row("sort"),), headers=(row("x-trace"),))
    found = spread([page("front", shared=SHARED), page("a", own, operation())])
    assert [names(one) for one in found[1].operations] == [
        (["sort", "page", "size"], ["x-trace", "size"]),
        (["page", "size"], ["X-Trace", "size"]),
    ]
    assert found[1].operations[1].query_parameters[0].description == "first"


def test_a_parameter_of_any_place_in_the_address_takes_the_place_of_a_shared_one():
    for field in ("query_parameters", "parameters", "path_parameters"):
        (found,) = spread([page("a", operation(**{field: (row("PAGE"),)}), shared=SHARED)])[0].operations
        assert [one.name for one in found.query_parameters if one.location] == ["size"]
        assert [one.name for one in found.headers] == ["X-Trace", "size"]


def test_pages_of_another_dialect_get_none():
    others = page("b", operation(), dialect="other")
    found = spread([page("front", shared=SHARED), others, page("c", operation())])
    assert found[1] is others
    assert names(found[2].operations[0]) == (["page", "size"], ["X-Trace", "size"])


def test_the_shared_parameters_of_several_pages_unite():
    (first, _, third) = spread(
        [
            page("front", operation(), shared=(row("page", "query", "front"),)),
            page("back", shared=(row("page", "query", "back"), row("size", "query"))),
            page("c", operation()),
        ]
    )
    for found in (first, third):
        (one,) = found.operations
        assert [(row.name, row.description) for row in one.query_parameters] == [("page", "front"), ("size", "")]
