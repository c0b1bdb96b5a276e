"""What JSON values show of types, and texts in them that only name one."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.model import samples
from docgen.model.types import Type

BASE = dialects.load("base")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("<integer>", Type("integer")),
        ("<long>", Type("integer", "int64")),
        ("<dateTime>", Type("string", "date-time")),
        (" <boolean> ", Type("boolean")),
        ("<shelf>", None),
        ("integer", None),
        ("<b>integer</b>", None),
    ],
)
def test_a_text_in_angle_brackets_names_the_type_of_its_value(text: str, type_: Type | None) -> None:
    assert samples.named_type(text, BASE) == type_


def test_types_stand_for_such_texts_at_any_depth() -> None:
    value = {"row": "<integer>", "books": [{"title": "<string>", "shelf": samples.Nullable("<uuid>")}], "kind": "low"}
    assert samples.with_types(value, BASE) == {
        "row": Type("integer"),
        "books": [{"title": Type("string"), "shelf": samples.Nullable(Type("string", "uuid"))}],
        "kind": "low",
    }


def null(value: object) -> samples.Nullable:
    return samples.Nullable(value)


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ([], None),
        ([None], None),
        ([None, None], None),
        ([1], 1),
        ([1, -7, 3], -7),
        ([1, 2.5], 2.5),
        ([2.5, 1], 2.5),
        ([1.5, 2.5], 1.5),
        (["b", "a"], "b"),
        (["b", 1], None),
        ([True, False], True),
        ([True, 1], None),
        ([{}, []], None),
        ([[], []], []),
        ([[], [1], [3, 2]], [3]),
        ([[None], [1]], [null(1)]),
        ([[None]], [None]),
        ([None, {"a": 1}], {"a": 1}),
        ([null({"a": 1}), {"b": 2}], {"a": 1, "b": 2}),
        ([{"a": 1}, {"a": None}], {"a": null(1)}),
        ([{"a": null(1)}, {"a": 2}], {"a": null(2)}),
        ([{"a": None}, {"b": 1}], {"a": None, "b": 1}),
        ([{"a": 1}, {"a": "x"}], {"a": None}),
        ([{"a": 1}, {"a": "x"}, {"a": None}], {"a": None}),
        ([{"a": [{"b": 1}]}, {"a": [{"c": None}, {"c": 2}]}], {"a": [{"b": 1, "c": null(2)}]}),
    ],
)
def test_values_of_one_shape_are_united(values: list[object], whole: object) -> None:
    assert samples.united(values) == whole


def nested(key: object, depth: int) -> object:
    inner = nested(key, depth - 1) if depth else 1
    return inner if not depth else [inner] if key == 0 else {key: inner}


@pytest.mark.parametrize("key", ["in", 0])
@pytest.mark.parametrize(("depth", "deepest"), [(12, 1), (13, None), (14, None)])
def test_what_is_nested_too_deep_is_left_out(key: object, depth: int, deepest: object) -> None:
    found = samples.united([nested(key, depth)])
    for _ in range(min(depth, 13)):
        found = found[key]
    assert found == deepest


@pytest.mark.parametrize(
    ("value", "are_names"),
    [
        ({}, True),
        ({"title": 1}, True),
        ({"12": 1, "13": 1}, False),
        ({"12": 1, "title": 1}, True),
        ({"/a/b": 1}, False),
        ({"0123456789ab": 1}, False),
        ({"0123456789": 1}, False),
        ({"a.b.c": 1}, False),
        ({"a.b": 1}, True),
    ],
)
def test_keys_that_are_no_names_make_no_members(value: dict[str, int], are_names: bool) -> None:
    assert samples.are_names(value, BASE.document) is are_names


@pytest.mark.parametrize(
    "text",
    [
        "<>",
        "<",
        ">",
        "",
        "<integer",
        "integer>",
        "x<integer>",
        "<integer>x",
        "xinteger>",
        "!integer>",
        "<integerx",
        "<integer!",
    ],
)
def test_a_text_without_both_brackets_is_a_value(text: str) -> None:
    assert samples.named_type(text, BASE) is None
    assert samples.with_types([text, 7, None], BASE) == [text, 7, None]
