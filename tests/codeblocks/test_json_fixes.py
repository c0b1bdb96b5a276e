"""Which deviations from JSON are taken away, and that the value stays the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.codeblocks.json_fixes import COMMENT_KINDS, EXAMPLE_KINDS, edits_of_faults, fix_of
from docgen.codeblocks.json_value import read_json
from docgen.source import Span, Text


def whole(value: str) -> Text:
    return Text(value, Span("a.md", 0, len(value)))


def corrected(value: str, kinds: frozenset[str], text: Text | None = None, source: str = "") -> str:
    """Return the source of a text, or the text itself, with all faults taken away that can be."""
    text = text or whole(value)
    found = read_json(text)
    assert found is not None
    fix = fix_of(zip(found.faults, edits_of_faults(text, found, kinds), strict=True))
    written = source or value
    for edit in sorted(fix.edits if fix else (), key=lambda one: one.span, reverse=True):
        written = written[: edit.span.start] + edit.text + written[edit.span.end :]
    return written


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{ “a”: „b“ }", '{ "a": "b" }'),
        ('{ "a”: “b" }', '{ "a": "b" }'),
        ('{\xa0"a":\u200b1,\n\xa0\xa0"b": 2 }', '{ "a":1,\n  "b": 2 }'),
        ('{ "a": [1,], }', '{ "a": [1] }'),
        ('{ "a": True, "b": [None, FALSE] }', '{ "a": true, "b": [null, false] }'),
        ('{ "a": 1\n  "b": 2 }', '{ "a": 1,\n  "b": 2 }'),
    ],
)
def test_what_readers_see_is_corrected_where_only_one_thing_can_be_meant(before, after):
    assert corrected(before, EXAMPLE_KINDS) == corrected(before, COMMENT_KINDS) == after


@pytest.mark.parametrize("value", ["[1,,,,]", "[1,,2]", "{ a: 1 }", "{ 'a': 1 }", '{ "a": “b\\n” }'])
def test_what_may_be_meant_otherwise_is_left_to_people(value):
    assert corrected(value, EXAMPLE_KINDS) == value


@pytest.mark.parametrize(
    ("before", "after"),
    [("{ a: 'b' }", '{ "a": "b" }'), ('{ "a": 1\n  "b": 2 }', '{ "a": 1,\n  "b": 2 }'), ("[1,,2,,]", "[1,2]")],
)
def test_what_no_reader_sees_is_corrected_further(before, after):
    assert corrected(before, COMMENT_KINDS) == after


@pytest.mark.parametrize("value", ['{ "a": [1,], ', '{ "a": b, }', '{ "a": [1,}, “b”: 2 }'])
def test_a_value_that_is_a_guess_is_left_alone(value):
    assert corrected(value, EXAMPLE_KINDS) == value


def test_the_marks_of_a_quote_around_the_lines_of_a_text_stay():
    lines = ["{\xa0", '\u200b "a": “b”,\xa0', "}"]
    source = "\n".join(f"> {line}" for line in lines)
    starts = [2]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 3)
    text = Text("\n".join(lines), Span("a.md", 2, len(source)), tuple(starts))
    assert corrected("", EXAMPLE_KINDS, text, source) == '> { \n>  "a": "b" \n> }'


_PIECES = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    "“b”",
    "'c'",
    "d",
    "1",
    "\xa0",
    "\u200b",
    " ",
    "\n",
    '"e”',
    "true",
    "\\",
]


@pytest.mark.parametrize("kinds", [EXAMPLE_KINDS, COMMENT_KINDS], ids=["examples", "comments"])
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=14))
def test_a_correction_keeps_the_value_and_leaves_nothing_to_correct(kinds, pieces):
    value = "".join(["{", *pieces, "}"])
    found = read_json(whole(value))
    if found is None:
        return
    new = corrected(value, kinds)
    if new != value:
        after = read_json(whole(new))
        assert after is not None and after.value == found.value
        assert corrected(new, kinds) == new
