"""Bodies that several statements tell, and the one that is made of them."""

from __future__ import annotations

from docgen.model import united_bodies
from docgen.model.api import Object, One, Sample, Stream
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Schema, Type
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
