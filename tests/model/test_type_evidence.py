"""Which headings that may describe a type do: those that something leads to."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.extract.facts import (
    BodyFact,
    EnumFact,
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    TypeFact,
)
from docgen.model.type_evidence import settle
from docgen.source import Span


def here(path: str, at: int = 0) -> Span:
    return Span(path, at, at + 1)


def fact(name: str, path: str = "api/ops.md", primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, here(path), primitive, **said)


def row(type_: TypeFact | None, path: str = "api/ops.md", *members: PropertyFact) -> PropertyFact:
    return PropertyFact("a", here(path), here(path), type_, members=members)


def boat(*rows: PropertyFact, sure: bool = False, **said: Any) -> ResourceFact:
    said = {"name": "sea.Boat", "anchors": ("boat", "boat-1"), **said}
    return ResourceFact(span=here("api/types.md", 7), properties=rows, sure=sure, **said)


def page(path: str, **said: Any) -> PageFacts:
    return PageFacts(path, path.removesuffix(".md"), "", "base", **said)


def ops(**said: Any) -> PageFacts:
    return page("api/ops.md", operations=(OperationFact("", "", here("api/ops.md"), (), **said),), anchors=("top",))


def kept(*pages: PageFacts) -> list[str]:
    """Return the names of all types that are left."""
    return [one.name for found in settle(pages) for one in (*found.resources, *found.enums)]


TYPES = page("api/types.md", resources=(boat(),), anchors=("boat", "boat-1", "top"))
LINK = fact("Any words", target="api/types.md", anchor="Boat")


@pytest.mark.parametrize(
    ("found", "is_type"),
    [
        (fact("boat"), True),
        (fact("lake.Boat"), True),
        (fact("Boats"), False),
        (fact("Boats", collection=True), True),
        (fact("boat", primitive="string"), False),
        (fact("boat", weak=True), False),
        (LINK, True),
        (fact("words", target="api/types.md", anchor="boat-1"), True),
        (fact("words", target="api/types.md", anchor="raft"), False),
        (fact("words", target="api/types.md"), False),
        (fact("words", target="other/types.md", anchor="boat"), False),
        (fact("words", target="/docs/api/types", anchor="boat"), True),
        # a link to a page that is there says no name, one to a page that is missing does
        (fact("boat", target="api/types.md"), False),
        (fact("boat", target="api/gone.md"), True),
        # a link to an anchor that its own page lacks
        (fact("words", target="api/ops.md", anchor="boat"), True),
        (fact("words", target="api/ops.md", anchor="SHEET/boat"), True),
        (fact("words", target="api/ops.md", anchor="boat/x"), False),
        (fact("words", path="api/else.md", target="api/ops.md", anchor="boat"), False),
    ],
)
def test_what_leads_to_a_heading(found, is_type):
    assert kept(TYPES, ops(query_parameters=(row(found),))) == (["sea.Boat"] if is_type else [])


def test_an_anchor_that_its_own_page_has_leads_nowhere_else():
    own = ops(headers=(row(fact("words", target="api/ops.md", anchor="top")),))
    types = page("api/types.md", resources=(boat(anchors=("top",)),), anchors=("top",))
    assert kept(types, own) == []


@pytest.mark.parametrize(
    "said",
    [
        {"path_parameters": (row(LINK),)},
        {"query_parameters": (row(None), row(LINK))},
        {"headers": (row(LINK),)},
        {"parameters": (row(LINK),)},
        {"query_parameters": (row(None, "api/ops.md", row(None, "api/ops.md", row(LINK))),)},
        {"query_parameters": (row(fact("int", primitive="integer", alternatives=(LINK,))),)},
        {"request_body": BodyFact(here("api/ops.md"), properties=(row(LINK),))},
        {"request_body": BodyFact(here("api/ops.md"), types=(LINK,))},
        {"responses": (ResponseFact(200, here("api/ops.md"), types=(LINK,)),)},
        {"responses": (ResponseFact(200, here("api/ops.md"), properties=(row(LINK),)),)},
        {"responses": (ResponseFact(200, here("api/ops.md"), headers=(row(LINK),)),)},
    ],
)
def test_every_part_of_an_operation_may_lead_to_a_type(said):
    assert kept(TYPES, ops(**said)) == ["sea.Boat"]
    assert kept(TYPES, ops()) == []


def test_a_list_of_types_leads_to_them():
    assert kept(TYPES, page("api/list.md", listed=(LINK,))) == ["sea.Boat"]


@pytest.mark.parametrize(
    "said",
    [
        {"properties": (row(LINK),)},
        {"includes": (LINK,)},
        {"value": LINK},
        {"value": fact("int", primitive="integer", alternatives=(LINK,))},
    ],
)
def test_what_leads_to_a_type_is_a_type_that_something_leads_to(said):
    dock = ResourceFact("Dock", here("api/docks.md"), anchors=("dock",), **said)
    unsure = ResourceFact("Dock", here("api/docks.md"), anchors=("dock",), sure=False, **said)
    assert kept(TYPES, page("api/docks.md", resources=(dock,))) == ["sea.Boat", "Dock"]
    assert kept(TYPES, page("api/docks.md", resources=(unsure,))) == []
    asked = ops(parameters=(row(fact("Dock")),))
    assert kept(TYPES, page("api/docks.md", resources=(unsure,)), asked) == ["sea.Boat", "Dock"]
    assert kept(page("api/docks.md", resources=(unsure,)), asked, TYPES) == ["Dock", "sea.Boat"]


def test_an_enumeration_needs_something_that_leads_to_it():
    kinds = EnumFact("Kind", (), here("api/types.md"), anchors=("kind",), sure=False)
    sure = EnumFact("Wood", (), here("api/types.md"), anchors=("wood",))
    types = page("api/types.md", enums=(kinds, sure), anchors=("kind",))
    assert kept(types, ops()) == ["Wood"]
    assert kept(types, ops(parameters=(row(fact("kind")),))) == ["Kind", "Wood"]
    assert kept(types, ops(parameters=(row(fact("x", target="api/types.md", anchor="kind")),))) == ["Kind", "Wood"]


def unread(found: PageFacts) -> list[tuple[str, int]]:
    return [(one.kind, one.span.start) for one in found.unread]


def test_rows_of_what_is_no_type_are_told_where_the_page_is_about_nothing_else():
    rows = (row(None, "api/types.md"),)
    alone = page("api/types.md", resources=(boat(*rows), boat(name="Empty")))
    assert unread(settle([alone])[0]) == [("rows", 7)]
    with_operation = page("api/types.md", resources=(boat(*rows),), operations=ops().operations)
    assert unread(settle([with_operation])[0]) == []
    with_type = page("api/types.md", resources=(boat(*rows), boat(name="Raft", sure=True)))
    assert unread(settle([with_type])[0]) == []
    with_values = page("api/types.md", resources=(boat(*rows),), enums=(EnumFact("Kind", (), here("api/types.md")),))
    assert unread(settle([with_values])[0]) == []


def test_pages_of_which_all_is_sure_stay_as_they_are():
    pages = [page("api/types.md", resources=(boat(sure=True),)), ops()]
    assert all(one is other for one, other in zip(settle(pages), pages, strict=True))
    mixed = [*pages[1:], page("api/b.md", resources=(boat(),))]
    assert settle(mixed)[0] is mixed[0]


def test_the_second_of_two_headings_of_one_name_counts_alike():
    types = page("api/types.md", resources=(boat(), boat(name="Raft", anchors=("raft",)), boat(anchors=("boat-2",))))
    assert kept(types, ops(parameters=(row(fact("boat")),))) == ["sea.Boat", "sea.Boat"]
    assert kept(types, ops(parameters=(row(fact("raft")),))) == ["Raft"]
