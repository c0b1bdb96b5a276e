"""Bodies that several statements tell, and the one that is made of them."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.model import united_bodies
from docgen.model.api import Array, Collection, Object, One, Sample, Shape, Stream, Value
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Member, Property, Schema, Type
from docgen.source import Span

HERE = Span("page.md", 0, 1)
NONE = TypeHierarchy({}, {})


def hierarchy(*schemas: Schema) -> TypeHierarchy:
    return TypeHierarchy({schema.name: schema for schema in schemas}, {})


def prop(name: str, *members: Property, required: bool = False, kind: str = "string") -> Property:
    return Property(name, Type(kind), HERE, required=required, members=members)


def test_members_of_all_variants_are_kept_and_required_where_all_require_them() -> None:
    found = united_bodies.shapes(
        [Object((prop("a", required=True), prop("b", required=True))), Object((prop("a", required=True), prop("c")))],
        NONE,
    )
    assert isinstance(found, Object)
    assert [(one.name, one.required) for one in found.properties] == [("a", True), ("b", False), ("c", False)]


def test_members_inside_members_are_united() -> None:
    found = united_bodies.shapes([Object((prop("a", prop("b")),)), Object((prop("a", prop("c")),))], NONE)
    assert isinstance(found, Object)
    assert [one.name for one in found.properties[0].members] == ["b", "c"]


def test_examples_are_united_where_nothing_else_is_told() -> None:
    assert united_bodies.shapes([Sample({"a": 1}), Sample({"b": 2})], NONE) == Sample({"a": 1, "b": 2})


def test_stated_members_count_before_examples() -> None:
    assert united_bodies.shapes([Sample({"x": 1}), Object((prop("a"),))], NONE) == Object((prop("a"),))


def test_types_are_alternatives_and_a_base_covers_what_is_derived_from_it() -> None:
    types = hierarchy(Schema("Barn", HERE), Schema("Cow", HERE), Schema("Calf", HERE, base="Cow"))
    assert united_bodies.shapes([One((Type(name="Barn"),)), One((Type(name="Cow"),))], types) == One(
        (Type(name="Barn"), Type(name="Cow"))
    )
    assert united_bodies.shapes([One((Type(name="Calf"),)), One((Type(name="Cow"),))], types) == One(
        (Type(name="Cow"),)
    )


def test_a_type_and_members_are_one_object() -> None:
    types = hierarchy(Schema("Barn", HERE, properties=(prop("a"),)))
    found = united_bodies.shapes([One((Type(name="Barn"),)), Object((prop("b"),))], types)
    assert isinstance(found, Object)
    assert [one.name for one in found.properties] == ["b", "a"]


def test_bytes_stay_bytes() -> None:
    assert united_bodies.shapes([Stream(), Object((prop("a"),))], NONE) == Stream()


BARN, COW, CALF = (Type(name=name) for name in ("Barn", "Cow", "Calf"))
FARM = hierarchy(
    Schema("Barn", HERE, properties=(prop("a", required=True), prop("b"))),
    Schema("Cow", HERE, properties=(prop("a", required=True), prop("c", required=True))),
    Schema("Calf", HERE, base="Cow", properties=(prop("d"),)),
)


@pytest.mark.parametrize(
    ("found", "want"),
    [
        ([Sample(None)], Sample(None)),
        ([Sample({"a": None}), Sample({"a": 1})], Sample(united_bodies.samples.united([{"a": None}, {"a": 1}]))),
        ([Sample({"a": 1}), Sample([1])], Sample({"a": 1})),
        ([Sample({"x": 1}), One((BARN,))], One((BARN,))),
        ([Sample({"x": 1}), Stream()], Stream()),
        ([Value((Type("string"),)), Object((prop("a"),))], Value((Type("string"),))),
        ([One((BARN,)), Sample({"x": 1})], One((BARN,))),
        ([One((BARN,)), One((BARN,))], One((BARN,))),
        ([One((BARN,)), One((COW, BARN))], One((BARN, COW))),
        ([One((COW,)), One((CALF,))], One((COW,))),
        ([One((CALF,)), One((BARN,)), One((COW,))], One((BARN, COW))),
        ([One((BARN,), ("a",)), One((COW,))], One((BARN, COW), ("a",))),
        ([Array((BARN,)), One((COW,))], Array((BARN,))),
        ([Array((BARN,)), Array((COW,))], Array((BARN, COW))),
        ([Collection((CALF,)), Collection((COW,)), Array((BARN,))], Collection((COW,))),
        ([Object((prop("a"),), many=True)], Object((prop("a"),), many=True)),
        ([Object((prop("a"),)), One((Type(name="Absent"),))], Object((prop("a"),))),
        ([One((Type(name="Absent"),)), Object((prop("a"),))], One((Type(name="Absent"),))),
        ([One((Type("string"),)), Object(())], One((Type("string"),))),
    ],
)
def test_the_body_that_several_say_together(found: list[Shape], want: Shape) -> None:
    assert united_bodies.shapes(found, FARM) == want


@pytest.mark.parametrize(
    ("found", "many", "names"),
    [
        ([One((BARN,)), Object((prop("z"),))], False, "z? a? b?"),
        ([Array((BARN,)), Object((prop("z"),))], True, "z? a? b?"),
        ([Collection((BARN,)), Object((prop("z"),))], True, "z? a? b?"),
        ([Object((prop("z"),)), Array((BARN,))], False, "z? a? b?"),
        ([Object((prop("z"),), many=True), One((BARN,))], True, "z? a? b?"),
        ([Object((prop("a", required=True),)), One((BARN,))], False, "a b?"),
        ([Object((prop("a"),)), One((BARN,))], False, "a? b?"),
        ([Object((prop("z"),)), One((BARN, COW))], False, "z? a? b? c?"),
        ([Object((prop("a", required=True),)), One((CALF,))], False, "a d? c?"),
        ([Object((prop("a", required=True),)), Object((prop("a", required=True),)), One((COW,))], False, "a c?"),
    ],
)
def test_the_members_of_rows_and_types_together(found: list[Shape], many: bool, names: str) -> None:
    shape = united_bodies.shapes(found, FARM)
    assert isinstance(shape, Object)
    assert (shape.many, " ".join(one.name + "?" * (not one.required) for one in shape.properties)) == (many, names)


def named(name: str, **said: Any) -> Property:
    return Property(name, **{"type": Type("string"), "span": HERE, **said})


def member(name: str) -> Member:
    return Member(name, None, "", HERE)


@pytest.mark.parametrize(
    ("found", "want"),
    [
        ([named("a", type=Type()), named("a", type=Type("integer"))], named("a", type=Type("integer"))),
        ([named("a", type=Type()), named("a", type=Type())], named("a", type=Type())),
        ([named("a", type=Type("integer")), named("a", type=Type("number"))], named("a", type=Type("integer"))),
        ([named("a"), named("a", description="two")], named("a", description="two")),
        ([named("a", description="one"), named("a", description="two")], named("a", description="one")),
        ([named("a", nullable=False), named("a", nullable=True)], named("a", nullable=True)),
        ([named("a", nullable=False), named("a")], named("a", nullable=False)),
        ([named("a"), named("a", nullable=False)], named("a")),
        ([named("a", values=(member("x"),)), named("a")], named("a")),
        (
            [named("a", values=(member("x"),)), named("a", values=(member("y"), member("x")))],
            named("a", values=(member("y"), member("x"))),
        ),
        ([named("a", members=(prop("b"),)), named("a")], named("a", members=(prop("b"),))),
        ([named("a", required=True), named("a", required=True)], named("a", required=True)),
        ([named("a", required=True), named("a")], named("a")),
    ],
)
def test_what_variants_say_of_one_member_is_united(found: list[Property], want: Property) -> None:
    assert united_bodies.properties([(one,) for one in found]) == (want,)


def test_a_member_that_not_all_variants_have_is_not_required() -> None:
    (a, b) = united_bodies.properties(
        [(prop("a", required=True), prop("b", required=True)), (prop("b", required=True),)]
    )
    assert [(one.name, one.required) for one in (a, b)] == [("a", False), ("b", True)]
    assert united_bodies.properties([]) == ()
    assert united_bodies.properties([(prop("a"), prop("a", kind="integer"))]) == (prop("a"),)


def test_members_stand_in_the_order_in_which_they_are_stated_first() -> None:
    found = united_bodies.properties([(prop("c"), prop("a")), (prop("b"), prop("a"), prop("d"))])
    assert [one.name for one in found] == ["c", "a", "b", "d"]


def test_a_base_covers_types_and_stays_itself() -> None:
    assert united_bodies.uncovered((CALF, BARN, COW), FARM) == [BARN, COW]
    assert united_bodies.uncovered((COW, COW), FARM) == [COW, COW]
