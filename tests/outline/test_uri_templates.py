"""URI templates as headings write them, and the targets and variables that they are taken apart into."""

from __future__ import annotations

import pytest

from docgen.outline.uri_templates import template


@pytest.mark.parametrize(
    ("written", "target", "path", "query"),
    [
        ("/barns/{id}", "/barns/{id}", {"id"}, {}),
        ("/barns{?a,b*}", "/barns?a={a}&b={b}", set(), {"a": "a", "b": "b"}),
        ("/barns?x=1{&a}", "/barns?x=1&a={a}", set(), {"a": "a"}),
        ("/barns{?page%5Bsize%5D}", "/barns?page[size]={page[size]}", set(), {"page[size]": "page[size]"}),
        ("/fn?barn={barn_id}", "/fn?barn={barn_id}", set(), {"barn_id": "barn"}),
        ("/barns{/id}", "/barns/{id}", {"id"}, {}),
        ("/barns/{+path}", "/barns/{path}", {"path"}, {}),
        ("/barns{#part}", "/barns", set(), {}),
        ("/barns/{name:3}", "/barns/{name}", {"name"}, {}),
        ("/barns/:id", "/barns/:id", {"id"}, {}),
    ],
)
def test_a_template_is_taken_apart(written: str, target: str, path: set[str], query: dict[str, str]) -> None:
    found = template(written)
    assert (found.target, found.path, found.query) == (target, path, query)
