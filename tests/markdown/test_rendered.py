"""What a reader sees of a page, and what no reader sees."""

from __future__ import annotations

import pytest

from docgen.markdown.rendered import seen


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a<!-- b -->", "a<!-- c\nd -->"),
        ("<!-- a -->\n\nb", "<!-- c -->\n\nb"),
        ("a\u200bb\xa0c", "ab c"),
        ("|a\u200b|\n|-|\n|`b\xa0c\ufeff`|", "|a|\n|-|\n|`b c`|"),
        ("[a](B.md)", "[a](b.md)"),
        ("a\nb", "a b"),
    ],
)
def test_readers_see_no_difference(one, other):
    assert list(seen(one)) == list(seen(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# a", "## a"),
        ("a b", "ab"),
        ("|a|b|\n|c|d|", "|a|b|\n|-|-|\n|c|d|"),
        ("|a|\n|-|\n|b|", "|a|\n|:-:|\n|b|"),
        ("`a`", "a"),
        ("\u200b_a_", "_a_"),
        ("&\u200bamp;", "&amp;"),
        ("    <!-- a -->", "    <!-- b -->"),
        ("`<!-- a -->`", "`<!-- b -->`"),
        ("[a](b.md)", "[a](c.md)"),
        ("```\na\n```", "```\nb\n```"),
        ("- a", "1. a"),
        ("<b>a</b>", "<i>a</i>"),
    ],
)
def test_readers_see_a_difference(one, other):
    assert list(seen(one)) != list(seen(other))
