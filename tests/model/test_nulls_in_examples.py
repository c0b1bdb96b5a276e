"""Properties that examples show as null."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.model.api import Body, Collection, Content, Example, Object, One, Operation, Response, Shape
from docgen.model.nulls_in_examples import allow
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Schema, Type
from docgen.source import Span

HERE = Span("page.md", 0, 1)


def prop(name: str, type_: str = "", *, nullable: bool | None = None) -> Property:
    return Property(name, Type("" if type_ else "string", name=type_), HERE, nullable=nullable)


TYPES = TypeHierarchy(
    {
        schema.name: schema
        for schema in (
            Schema("Thing", HERE, properties=(prop("id"), prop("fixed", nullable=False), prop("free", nullable=True))),
            Schema(
                "Boat", HERE, base="Thing", properties=(prop("name"), prop("owner", "Owner"), prop("crew", "Owner"))
            ),
            Schema("Owner", HERE, properties=(prop("name"), prop("boat", "Boat"))),
            Schema("Raft", HERE, properties=(prop("name"),)),
        )
    },
    {},
    frozenset({"boat"}),
)
BOAT = One((Type(name="Boat"),))


def operation(shape: Shape, value: Any, *, sent: bool = False) -> Operation:
    content = (Content(("application/json",), shape, (Example("", "", value, HERE),)),)
    if sent:
        return Operation("put", "/boats", "", "", "", HERE, body=Body(content, HERE))
    return Operation("get", "/boats", "", "", "", HERE, responses=(Response(200, HERE, "", content),))


def nulls(found: TypeHierarchy) -> list[str]:
    owned = [(schema.name, one) for schema in found.schemas.values() for one in schema.properties]
    return sorted(f"{name}.{one.name}" for name, one in owned if one.nullable)


@pytest.mark.parametrize(
    ("shape", "value", "want"),
    [
        (BOAT, {}, []),
        (BOAT, {"name": None, "id": "1"}, ["Boat.name"]),
        (BOAT, {"id": None}, ["Thing.id"]),
        (BOAT, {"fixed": None}, []),
        (BOAT, {"other": None}, []),
        (BOAT, {"owner": {"name": None}}, ["Owner.name"]),
        (BOAT, {"owner": {"other": None}, "name": {"x": None}}, []),
        (BOAT, {"crew": [{"name": "x"}, {"name": None}]}, ["Owner.name"]),
        (BOAT, {"owner": {"boat": {"owner": None}}}, ["Boat.owner"]),
        (BOAT, [{"name": None}], ["Boat.name"]),
        (BOAT, None, []),
        (One((Type(name="Raft"), Type(name="Boat"))), {"name": None}, ["Boat.name", "Raft.name"]),
        (One((Type(name="Absent"),)), {"name": None}, []),
        (Collection((Type(name="Boat"),)), {"value": [{"name": None}], "name": None}, ["Boat.name"]),
        (Collection((Type(name="Boat"),)), {"items": [{"name": None}]}, []),
        (Collection((Type(name="Boat"),)), [{"id": None}], ["Thing.id"]),
        (Object((prop("boat", "Boat"),)), {"boat": {"name": None}}, []),
    ],
)
@pytest.mark.parametrize("sent", [False, True])
def test_what_an_example_shows_as_null_may_be_null(shape, value, want, sent):
    found = allow([operation(shape, value, sent=sent)], TYPES, "value")
    assert nulls(found) == sorted(["Thing.free", *want])
    assert found.schemas["Thing"].properties[1].nullable is False
    assert found.described == {"boat"}


def test_a_type_of_which_nothing_is_null_stays_as_it_is():
    found = allow([operation(BOAT, {"name": None, "free": None})], TYPES, "value")
    assert [found.schemas[name] is TYPES.schemas[name] for name in TYPES.schemas] == [True, False, True, True]


def test_values_inside_very_many_others_are_not_looked_at():
    def inside(depth: int, value: Any) -> Any:
        for number in range(depth, 0, -1):
            value = {"boat" if number % 2 == 0 else "owner": value}
        return value

    assert "Owner.name" in nulls(allow([operation(BOAT, inside(19, {"name": None}))], TYPES, "value"))
    assert nulls(allow([operation(BOAT, inside(20, {"name": None}))], TYPES, "value")) == ["Thing.free"]
