"""JSONPath whose work is bounded."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.openapi.transform.json_path import PathError, Query

DOCUMENT = {"a": [{"b": "one", "c": [1, 2]}, {"b": "two\nlines"}], "d": {"b": "Three"}}


def selected(expression):
    return sorted("/".join(map(str, way)) for way in Query(expression).select(DOCUMENT))


@pytest.mark.parametrize(
    ("expression", "ways"),
    [
        ("$.d", ["d"]),
        ("$..b", ["a/0/b", "a/1/b", "d/b"]),
        ("$.a[?search(@.b, 'o')]", ["a/0", "a/1"]),
        ("$.a[?match(@.b, 'o.e')]", ["a/0"]),
        ("$.a[?match(@.b, 'n|on')]", []),
        ("$.a[?search(@.b, '^[a-z]+$')]", ["a/0"]),
        ("$.*[?@ == $.d.b]", ["d/b"]),
        ("$.a[?count(@.c[*]) > 1]", ["a/0"]),
        ("$.a[?@..b]", ["a/0", "a/1"]),
        ("$.a[?search(@.b, '(')]", []),
        ("$.a[?search(@.b, '(?=o)')]", []),
        ("$.a[?search(@.b, '(a{1000}){1000}')]", []),
    ],
)
def test_what_is_selected(expression, ways):
    assert selected(expression) == ways


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("$..*..*..*", "more than 2 descents"),
        ("$..[?@..[?@..b]]", "more than 2 descents"),
        ("$..[?count($..*) > 1]", "a query from the root inside a filter must name a single place"),
        ("$" + "[*, *]" * 30, "too many alternatives"),
        ("$[?@" + "[*, *]" * 30 + "]", "too many alternatives"),
        ("$" + ".a" * 2000, "more than 2,000 characters"),
        ("$[?" + "(" * 900 + "@" + ")" * 900 + "]", "recursion"),
        ("$[?" + "!" * 1500 + "@]", "recursion"),
        ("$.a | $.d", ""),
        ("$.a[?@.b =~ /(o+)+x/]", ""),
        ("$[?@ == 1e999]", ""),
        ("$.", ""),
        ("", ""),
        (" $.a", ""),
    ],
)
def test_what_has_no_bound_or_is_no_jsonpath_is_refused(expression, problem):
    with pytest.raises(PathError) as caught:
        list(Query(expression).select(DOCUMENT))
    assert problem in str(caught.value)


def test_a_pattern_takes_no_longer_than_its_text():
    document = {"a": ["a" * 100_000]}
    assert list(Query("$.a[?search(@, '^(([a-z ])+.)+[A-Z]([a-z ])+$')]").select(document)) == []


def test_filters_inside_each_other_are_looked_through_once():
    assert list(Query("$" + "[?@" * 50 + "]" * 50).select(DOCUMENT)) == []


def test_a_document_as_deep_as_any_is_walked_through():
    document = {}
    for _ in range(300):
        document = {"a": document}
    assert len(list(Query("$..a").select(document))) == 300


_PIECES = (
    "$",
    "@",
    ".",
    "..",
    "*",
    "[",
    "]",
    "?",
    "(",
    ")",
    ",",
    ":",
    "'b'",
    "0",
    "-1",
    "search",
    "count",
    "==",
    "1e9",
)


@given(st.lists(st.sampled_from((*_PIECES, "&&", "!", "<", "a", "~", "^", " ", "null", "1" * 40)), max_size=20))
def test_no_expression_makes_it_fail(pieces):
    with suppress(PathError):
        list(Query("$" + "".join(pieces)).select(DOCUMENT))
