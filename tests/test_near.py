"""Words that differ in few letters: asked for once, and by an index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.near import NearWords, differences, nearest

WORDS = st.text("abc", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("word", "words", "near"),
    [
        ("lantren", ["lantern", "lanternKind"], "lantern"),
        ("lighthuose", ["lighthouse", "lighthouses"], "lighthouse"),
        ("ferry", ["berry", "ferry"], "ferry"),
        ("kxln", ["kiln", "kill"], "kiln"),
        ("kiln", ["kilt", "kill"], "kill"),  # alike near: the first by name
        ("ab", ["ac"], ""),
        ("abc", ["abd"], "abd"),
        ("optionel qery paramters", ["optional query parameters", "parameters"], "optional query parameters"),
        ("request header and body", ["request body and header"], ""),
        ("", ["a"], ""),
        ("a" * 30, [], ""),
    ],
)
def test_the_nearest_word(word, words, near):
    assert nearest(word, words) == near


@given(one=WORDS, other=WORDS, most=st.integers(0, 4))
def test_differences_are_counted_as_far_as_they_matter(one, other, most):
    count = differences(one, other)
    bounded = differences(one, other, most)
    assert bounded == count if count <= most else bounded > most
    assert count == differences(other, one)


@given(word=WORDS, words=st.lists(WORDS, max_size=8))
def test_the_index_finds_the_same(word, words):
    others = [one for one in words if one != word]
    assert nearest(word, others) == next(iter(NearWords(others).of(word)), "")
