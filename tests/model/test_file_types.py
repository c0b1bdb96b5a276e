"""Types that pages declare for themselves alone, of one name but with other contents."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import dialects
from docgen.extract.facts import (
    EnumFact,
    JsonFact,
    MemberFact,
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    TypeFact,
)
from docgen.model.file_types import separate
from docgen.source import Span

DIALECTS = dialects.by_name()
HERE = Span("page.md", 0, 1)
OWN = "api-blueprint"


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, HERE, primitive, **said)


TEXT, NUMBER = fact("string", "string"), fact("number", "number")


def row(name: str, type_: TypeFact | None = TEXT, **said: Any) -> PropertyFact:
    return PropertyFact(name, HERE, HERE, type_, **said)


def boat(*rows: PropertyFact, **said: Any) -> ResourceFact:
    return ResourceFact("Boat", HERE, properties=rows, **said)


def page(name: str, *types: ResourceFact | EnumFact, dialect: str = OWN, **said: Any) -> PageFacts:
    resources = tuple(one for one in types if isinstance(one, ResourceFact))
    enums = tuple(one for one in types if isinstance(one, EnumFact))
    return PageFacts(name, name, "", dialect, resources=resources, enums=enums, **said)


def names(*pages: PageFacts) -> list[list[str]]:
    return [[one.name for one in (*found.resources, *found.enums)] for found in separate(pages, DIALECTS)]


A, B, C = boat(row("a")), boat(row("b")), boat(row("c"))


@pytest.mark.parametrize(
    ("types", "want"),
    [
        ([A], ["Boat"]),
        ([A, A], ["Boat", "Boat"]),
        ([A, B], ["Boat", "b.Boat"]),
        ([B, A], ["Boat", "b.Boat"]),
        ([A, B, B], ["a.Boat", "Boat", "Boat"]),
        ([A, B, C], ["Boat", "b.Boat", "c.Boat"]),
        ([A, B, A, B], ["Boat", "b.Boat", "Boat", "b.Boat"]),
    ],
)
def test_the_name_stays_with_what_most_pages_mean_by_it(types, want):
    pages = [page(f"sea/{name}.apib", one) for name, one in zip("abcd", types, strict=False)]
    assert [found for (found,) in names(*pages)] == want
    assert [found for (found,) in names(*reversed(pages))] == want[::-1]


def test_a_name_that_differs_from_another_in_letter_case_and_dots_alone_has_more_of_its_page():
    other = ResourceFact("BBoat", HERE, properties=(row("c"),))
    assert names(page("sea/a.apib", A), page("sea/b.apib", B, other)) == [["Boat"], ["sea.b.Boat", "BBoat"]]
    low = ResourceFact("boat", HERE, properties=(row("a"),))
    lower = ResourceFact("boat", HERE, properties=(row("b"),))
    found = names(page("sea/a.apib", A), page("sea/b.apib", B), page("bay/a.apib", low), page("bay/b.apib", lower))
    assert found == [["Boat"], ["sea.b.Boat"], ["boat"], ["b.boat"]]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (boat(row("a")), True),
        (boat(row("a", description="Said otherwise.")), True),
        (ResourceFact("Boat", Span("other.md", 5, 9), "Said otherwise.", properties=(row("a"),)), True),
        (boat(row("a", NUMBER)), False),
        (boat(row("a", None)), False),
        (boat(row("a", required=True)), False),
        (boat(row("a", fact("string", "string", collection=True))), False),
        (boat(row("a", fact("string", "string", enumeration=True))), False),
        (boat(row("a", fact("string", "string", alternatives=(NUMBER,)))), False),
        (boat(row("a", values=(MemberFact("x", HERE),))), False),
        (boat(row("a"), row("b")), False),
        (boat(), False),
        (boat(row("a"), open=True), False),
        (boat(row("a"), representation=JsonFact({"a": 1}, HERE)), False),
        (EnumFact("Boat", (MemberFact("a", HERE),), HERE), False),
    ],
)
def test_what_makes_contents_others(other, is_same):
    found = names(page("sea/a.apib", A), page("sea/b.apib", other))
    assert found == [["Boat"], ["Boat" if is_same else "b.Boat"]]


def test_examples_that_differ_make_contents_others():
    one, two = (boat(representation=JsonFact({"a": number}, HERE)) for number in (1, 2))
    assert names(page("a.apib", one), page("b.apib", two)) == [["Boat"], ["b.Boat"]]
    assert names(page("a.apib", one), page("b.apib", one)) == [["Boat"], ["Boat"]]


def test_types_that_a_type_refers_to_count_as_its_contents():
    uses = ResourceFact("Fleet", HERE, properties=(row("boats", fact("Boat", collection=True)),))
    found = names(page("a.apib", uses, A), page("b.apib", uses, B))
    assert found == [["Fleet", "Boat"], ["b.Fleet", "b.Boat"]]
    lone = names(page("a.apib", uses), page("b.apib", uses))
    assert lone == [["Fleet"], ["Fleet"]]


def test_types_that_refer_to_each_other_end():
    one = ResourceFact("One", HERE, properties=(row("two", fact("Two")),))
    two = ResourceFact("Two", HERE, properties=(row("one", fact("One")),))
    assert names(page("a.apib", one, two), page("b.apib", one, two)) == [["One", "Two"], ["One", "Two"]]


@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        ("sea/a.apib", "lake/a.apib", "sea.a.Boat"),
        ("sea/a.apib", "lake/b.apib", "a.Boat"),
        ("sea/north/a.apib", "lake/north/a.apib", "sea.north.a.Boat"),
        ("b.apib", "a/b.apib", "b.Boat"),
        ("c/b.v2.apib", "a/b.apib", "b.v2.Boat"),
    ],
)
def test_a_name_is_told_apart_by_the_end_of_its_page(first, second, want):
    third = "z/other.apib"
    found = names(page(first, A), page(second, B), page(third, B))
    assert found == [[want], ["Boat"], ["Boat"]]


def test_names_of_two_pages_beside_that_of_most_are_told_apart():
    most = [page("z/one.apib", A), page("z/two.apib", A)]
    found = names(*most, page("sea/a.apib", B), page("lake/a.apib", C))
    assert found == [["Boat"], ["Boat"], ["sea.a.Boat"], ["lake.a.Boat"]]


def test_what_a_page_refers_to_has_the_new_names():
    body = (
        row("boat", fact("Boat")),
        row("text", TEXT),
        row("word", fact("Boat", "string")),
        row("raft", fact("Raft")),
    )
    uses = OperationFact("Boat", "Boat", HERE, (), query_parameters=body)
    kinds = EnumFact("Kind", (MemberFact("x", HERE),), HERE)
    fleet = ResourceFact("Fleet", HERE, value=fact("Boat", collection=True, alternatives=(fact("Boat"), fact("Kind"))))
    first = page("a.apib", A, kinds)
    second = page("b.apib", B, fleet, EnumFact("Kind", (), HERE), operations=(uses,), title="Boat")
    found = separate([first, second], DIALECTS)[1]
    assert [one.name for one in (*found.resources, *found.enums)] == ["b.Boat", "Fleet", "b.Kind"]
    (operation,) = found.operations
    assert [one.type.name for one in operation.query_parameters if one.type] == ["b.Boat", "string", "Boat", "Raft"]
    value = found.resources[1].value
    assert value is not None
    assert (value.name, [one.name for one in value.alternatives]) == ("b.Boat", ["b.Boat", "b.Kind"])
    assert (found.title, operation.title, operation.description) == ("Boat", "Boat", "Boat")


def test_types_of_a_whole_set_stay_as_they_are():
    pages = [page("a.md", A, dialect="base"), page("b.md", B, dialect="base"), page("c.apib", C)]
    found = separate(pages, DIALECTS)
    assert all(one is other for one, other in zip(found, pages, strict=True))
