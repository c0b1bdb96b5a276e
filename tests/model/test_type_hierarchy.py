"""Schemas by name, their base types, inherited members and derived types."""

from __future__ import annotations

import pytest

from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Schema, Type
from docgen.source import Span


def here(at: int) -> Span:
    return Span("page.md", at, at + 1)


def prop(name: str, at: int = 0, kind: str = "string") -> Property:
    return Property(name, Type(kind), here(at))


TYPES = TypeHierarchy(
    {
        schema.name: schema
        for schema in (
            Schema("sea.Thing", here(1), properties=(prop("id"),)),
            Schema("sea.Boat", here(2), base="sea.Thing", properties=(prop("Name"), prop("id", 9, "integer"))),
            Schema(
                "sea.Raft", here(3), base="sea.Boat", properties=(prop("logs"),), includes=("sea.Floats", "sea.Made")
            ),
            Schema("sea.Ferry", here(4), base="sea.Boat"),
            Schema("sea.Floats", here(5), properties=(prop("depth"), prop("logs", 8), prop("id", 7))),
            Schema("sea.Made", here(6), properties=(prop("depth", 6), prop("maker"))),
            Schema("sea.Buoy", here(7), base="sea.Absent"),
        )
    },
    {},
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("sea.Boat", "sea.Boat"),
        ("#sea.Boat", "sea.Boat"),
        ("SEA.boat", "sea.Boat"),
        ("Boat", None),
        ("", None),
    ],
)
def test_a_written_name_means_a_schema_whatever_its_letter_case(written, name):
    found = TYPES.schema(written)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "lineage", "ancestors"),
    [
        ("sea.Thing", ["sea.Thing"], []),
        ("sea.Boat", ["sea.Boat", "sea.Thing"], ["sea.Thing"]),
        ("sea.Raft", ["sea.Raft", "sea.Boat", "sea.Thing"], ["sea.Boat", "sea.Thing"]),
        ("sea.Buoy", ["sea.Buoy"], ["sea.Absent"]),
        ("sea.Absent", [], []),
        ("", [], []),
    ],
)
def test_base_types_stand_nearest_first(name, lineage, ancestors):
    for _ in range(2):  # what is kept is the same
        assert [schema.name for schema in TYPES.lineage(name)] == lineage
        assert list(TYPES.ancestors(name)) == ancestors


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("sea.Boat", "sea.Boat", True),
        ("sea.Raft", "sea.Thing", True),
        ("sea.Thing", "sea.Raft", True),
        ("sea.Raft", "sea.Ferry", False),
        ("sea.Raft", "sea.Floats", False),
        ("sea.Absent", "sea.Buoy", True),
    ],
)
def test_types_are_related_where_one_is_above_the_other(one, other, related):
    assert TYPES.are_related(one, other) is related


def test_of_members_of_one_name_the_nearest_counts():
    for _ in range(2):
        found = TYPES.members("sea.Raft")
        assert {name: (owner, one.span.start) for name, (owner, one) in found.items()} == {
            "logs": ("sea.Raft", 0),
            "depth": ("sea.Floats", 0),
            "id": ("sea.Floats", 7),
            "maker": ("sea.Made", 0),
            "Name": ("sea.Boat", 0),
        }
    assert list(TYPES.members("sea.Boat")) == ["Name", "id"]
    assert TYPES.members("sea.Absent") == {}


def test_names_of_members_in_small_letters():
    for _ in range(2):
        assert TYPES.folded_members("sea.Boat") == {"name", "id"}
    assert TYPES.folded_members("sea.Absent") == frozenset()


def test_derived_types_come_in_order_and_those_of_each_behind_it():
    assert [one.name for one in TYPES.derived("sea.Thing")] == ["sea.Boat", "sea.Raft", "sea.Ferry"]
    assert [one.name for one in TYPES.derived("sea.Boat")] == ["sea.Raft", "sea.Ferry"]
    assert [one.name for one in TYPES.derived("sea.Absent")] == ["sea.Buoy"]
    assert list(TYPES.derived("sea.Raft")) == []
    assert list(TYPES.derived("")) == []


def test_a_schema_is_found_by_its_place():
    assert TYPES.by_span[here(3)].name == "sea.Raft"
    assert here(99) not in TYPES.by_span


def test_what_is_worked_out_is_no_part_of_a_hierarchy():
    asked, fresh = (TypeHierarchy(dict(TYPES.schemas), {}) for _ in range(2))
    assert list(asked.members("sea.Raft")) == ["logs", "depth", "id", "maker", "Name"]
    assert asked.folded_members("sea.Raft")
    assert asked == fresh
    assert repr(asked) == repr(fresh)
    with pytest.raises(AttributeError):
        asked.described = {"sea.raft"}
