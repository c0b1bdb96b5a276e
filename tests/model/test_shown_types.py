"""What the examples of a page show of the members under one name."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.extract.facts import ExampleFact, JsonFact, OperationFact, PageFacts
from docgen.model import shown_types
from docgen.model.samples import Nullable
from docgen.source import Span

HERE = Span("page.md", 0, 1)


def page(*bodies: tuple[Any, Any]) -> PageFacts:
    examples = [
        ExampleFact(
            "",
            HERE,
            request_body=None if sent is None else JsonFact(sent, HERE),
            response_body=None if answer is None else JsonFact(answer, HERE),
        )
        for sent, answer in bodies
    ]
    operations = [OperationFact("", "", HERE, (), examples=(one,)) for one in examples]
    return PageFacts("page.md", "page", "", "base", operations=tuple(operations))


@pytest.mark.parametrize(
    ("bodies", "want"),
    [
        ([], {}),
        ([(None, None)], {}),
        ([({"a": 1}, {"b": "x"})], {"a": 1, "b": "x"}),
        ([({"a": 1}, None), (None, {"a": 20})], {"a": 20}),
        ([({"a": 1}, {"a": "x"})], {}),
        ([({"a": 1}, {"a": None})], {"a": 1}),
        ([({"a": True, "b": 1.5}, None)], {"a": True, "b": 1.5}),
        ([({"a": {"b": 1}, "c": [{"d": "x"}]}, None)], {"b": 1, "d": "x"}),
        ([([{"a": 1}, {"b": 2}], None)], {"a": 1, "b": 2}),
        ([("text", 5)], {}),
    ],
)
def test_a_name_has_the_value_that_all_examples_of_a_page_show(bodies, want):
    assert shown_types.of_page(page(*bodies)) == want


def test_members_that_are_very_deep_are_not_looked_at():
    inside: Any = {"last": 1}
    for number in range(6, 0, -1):
        inside = {f"a{number}": inside}
    assert shown_types.of_page(page((inside, None))) == {"last": 1}
    assert shown_types.of_page(page(({"a0": inside}, None))) == {}
    assert shown_types.of_page(page(([inside], None))) == {}


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ({"a": 1}, {"a": 1}),
        ([{"a": 1}, {"a": None, "b": 2}], {"a": Nullable(1), "b": 2}),
        ([], {}),
        ("text", {}),
        (["text"], {}),
        (None, {}),
    ],
)
def test_the_members_of_a_body_or_of_what_it_lists(value, want):
    assert shown_types.of_body(JsonFact(value, HERE)) == want


def test_no_body_has_no_members():
    assert shown_types.of_body(None) == {}


def test_a_value_that_may_be_null_is_the_value():
    assert [shown_types.plain(one) for one in (Nullable(3), 3, None)] == [3, 3, None]
