"""A page without operations speaks of requests: in sentences, in rows and in code, with a link beside them or not."""

from __future__ import annotations

import pytest

from docgen import dialects

GET = "# Get boat\n\n## HTTP request\n\n```http\nGET /boats/{id}\n```\n"
CODE = "```http\nGET /boats\n```"
# Where, the text, the target, whether it stands in code, the text of the link.
MENTIONS = [
    ("a sentence", "Ask with `GET /boats/{id}?open`.", "/boats/{id}?open", False, ""),
    ("a sentence with a link", "[Get one](boat-get.md): `GET /boats/{id}`.", "/boats/{id}", False, "Get one"),
    ("a sentence with two links", "[One](a.md), [two](b.md): `GET /boats`.", "/boats", False, ""),
    ("a row", "|A|B|\n|:--|:--|\n|[List](boat-list.md)|`GET /boats`|", "/boats", False, "List"),
    ("code", f"A [boat](boat.md). To [list](boat-list.md) them:\n\n{CODE}", "/boats", True, "list"),
    ("code after other code", f"[List](boat-list.md)\n\n```json\n{{}}\n```\n\n{CODE}", "/boats", True, ""),
]


@pytest.mark.parametrize(
    ("text", "target", "shown", "link"), [one[1:] for one in MENTIONS], ids=[one[0] for one in MENTIONS]
)
def test_a_request_that_a_page_speaks_of(read, text, target, shown, link):
    page = read(f"# Boats\n\n{text}\n", "docs/boats.md", dialects.load("microsoft-graph"))
    (one,) = page.facts.mentions
    assert (one.method, one.target, one.shown, one.text) == ("GET", target, shown, link)
    assert page.text(one.span) == target


@pytest.mark.parametrize(
    "text", ["# Boats\n\nAsk with GET /boats.\n", GET], ids=["no code", "the page of an operation"]
)
def test_what_is_no_such_request(read, text):
    assert read(text, "docs/boats.md", dialects.load("microsoft-graph")).facts.mentions == ()
