"""Text goes in; links, wording, masked code and sentences are compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.markdown.inline import fold, links, mask_code, plain

DEFINITIONS = {"user": "../user.md", "a b": "ab.md"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("no link", []),
        ("[a](b.md)", [("a", "b.md")]),
        ("see [a](b.md), and [c d](e#f).", [("a", "b.md"), ("c d", "e#f")]),
        ("[a](b.md 'title') [a](b.md \"a (b)\") [a](b.md (t))", [("a", "b.md"), ("a", "b.md"), ("a", "b.md")]),
        ("[a](<b c.md>)", [("a", "b c.md")]),
        ("[a]( b.md )", [("a", "b.md")]),
        ("[a]()", [("a", "")]),
        ("[a](b(c).md)", [("a", "b(c).md")]),
        ("[a\\]b](c.md)", [("a\\]b", "c.md")]),
        ("[a[b]](c.md)", [("a[b]", "c.md")]),
        ("\\[a](b.md)", []),
        ("`[a](b.md)`", []),
        ("[`a`](b.md)", [("`a`", "b.md")]),
        ("[**a**](b.md) collection", [("**a**", "b.md")]),
        ("![a](b.png)", []),
        ("[![a](b.png)](c.md)", [("![a](b.png)", "c.md")]),
        ("[a [b](c.md) d](e.md)", [("b", "c.md")]),
        ("[user]", [("user", "../user.md")]),
        ("[User][]", [("User", "../user.md")]),
        ("[x][USER] and [x][a  B]", [("x", "../user.md"), ("x", "ab.md")]),
        ("[x][nothing]", []),
        ("[nothing]", []),
        ("[!NOTE]", []),
        ("a[0] [b]", []),
        ("[a](..\\\\resources\\\\b.md)", [("a", "..\\resources\\b.md")]),
        ("[a] (b.md)", []),
    ],
)
def test_links_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = links(text, DEFINITIONS)
    assert [(link.text, link.target) for link in found] == expected
    for link in found:
        assert text[link.start] == "["
        assert text[link.start + 1 :].startswith(link.text)
        assert not link.broken


@pytest.mark.parametrize(
    ("text", "target", "taken"), [("[a](b.md", "b.md", "[a](b.md"), ("x [a](b.md. Then", "b.md", "[a](b.md")]
)
def test_a_link_that_is_never_closed_is_broken(text: str, target: str, taken: str) -> None:
    (link,) = links(text)
    assert (link.text, link.target, link.broken, text[link.start : link.end]) == ("a", target, True, taken)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("  a  ", "a"),
        ("**TODO: Add Description** Optional.", "TODO: Add Description Optional."),
        ("*a* _b_ __c__ ***d*** **_e_**", "a b c d e"),
        ("user_id and a_b_c", "user_id and a_b_c"),
        ("(*.mobileconfig | *.xml)", "(*.mobileconfig | *.xml)"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*a", "*a"),
        ("**a*", "*a"),
        ("*a _b* c_", "a _b c_"),
        ("`a_b*c*` and ``x`y``", "a_b*c* and x`y"),
        ("` a `", "a"),
        ("`a &lt; \\| b`", "a &lt; \\| b"),
        ("lone ` tick", "lone ` tick"),
        ("[a](b.md) [**c**](d.md)s [x][user] [user] [no]", "a cs x user [no]"),
        ("[`a`](b.md)", "a"),
        ("**[a](b.md)**.", "a."),
        ("![alt](x.png) [![in](x.png)](y.md)", "alt in"),
        ("`[a](b.md)` [c](d.md)", "[a](b.md) c"),
        ("[a](b.md", "a"),
        ("a &lt; b &amp;&nbsp;c &#124; d &nope; &", "a < b & c | d &nope; &"),
        ("a\\|b \\* \\_ \\x \\\\", "a|b * _ \\x \\"),
        ("a<br>b<br/>c</br>d <BR /> e", "a\nb\nc\nd\ne"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<b>a</b> <span class='x'>c</span>", "a c"),
        ("Bearer <token> for <id> and List<String>", "Bearer <token> for <id> and List<String>"),
        ("Bearer <code>", "Bearer <code>"),
        ("<code>a</code>", "a"),
        ("a <!-- hidden **b** --> c", "a  c"),
        ("a < b and c > d", "a < b and c > d"),
        ("a\xa0b", "a b"),
        ("a\n  b\n\nc", "a\nb\nc"),
    ],
)
def test_plain_keeps_the_wording_only(text: str, expected: str) -> None:
    assert plain(text, DEFINITIONS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b|c` d", "a       d"),
        ("``a`b`` `c", "        `c"),
        ("\\`a` b`", "\\`a    "),
        ("`a\nb`", "  \n  "),
        ("none", "none"),
    ],
)
def test_code_spans_are_blanked(text: str, expected: str) -> None:
    assert mask_code(text) == expected
    assert len(mask_code(text)) == len(text)


def test_labels_are_folded() -> None:
    assert fold(" A \n b") == "a b"


_PIECES = st.sampled_from(
    [*"[](){}!`*_\\<>&;. \na1", "](", "<br>", "<!--", "-->", "</b>", "<b>", "&lt;", "``", "**", "[a](b)", "\xa0"]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    plain(text, {"a": "b"})
    assert len(mask_code(text)) == len(text)
    previous = 0
    for link in links(text, {"a": "b"}):
        assert previous <= link.start < link.end <= len(text)
        previous = link.end


def test_long_nests_are_read() -> None:
    for text in ("[" * 10_000 + "]" * 10_000, "[a](" * 10_000, "*a " * 10_000, "<b>" * 10_000, "`" * 9_999 + " `"):
        plain(text, {"a": "b"})
        links(text, {"a": "b"})
