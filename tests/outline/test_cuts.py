"""Sections with several requests go in; what the operations are that they state comes out."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.extract.facts import OperationFact
from docgen.source import Source

BASE = dialects.load("base")


def operations(text: str) -> list[OperationFact]:
    return list(extract.extract(markdown.parse(Source("page.md", f"# Ferry\n\n## Boats\n\n{text}\n")), BASE).operations)


def titles(text: str) -> list[tuple[str, list[str]]]:
    return [(one.title, [f"{route.method} {route.target}" for route in one.routes]) for one in operations(text)]


ROWS = "| Parameter | In | Type |\n|---|---|---|\n| `{}` | query | string |\n"


def test_rows_below_each_request_are_its_own() -> None:
    text = f"`[GET] /boats`\n\n{ROWS.format('deck')}\n`[POST] /boats`\n\n{ROWS.format('captain')}"
    found = operations(text)
    assert [[route.method for route in one.routes] for one in found] == [["GET"], ["POST"]]
    assert [[row.name for row in one.query_parameters] for one in found] == [["deck"], ["captain"]]


def test_a_label_before_a_request_names_it() -> None:
    text = (
        "What boats are.\n\n**List boats**\n\nGET /boats\n\n    Headers:\n        none\n\n"
        "**Get a boat**\n\nOne of them.\n\nGET /boats/{id}\n\n    Headers:\n        none\n"
    )
    assert titles(text) == [("List boats", ["GET /boats"]), ("Get a boat", ["GET /boats/{id}"])]
    assert operations(text)[1].description == "One of them."


def test_text_below_each_request_describes_it() -> None:
    text = "`GET /boats`\n\nLists boats.\n\n`POST /boats`\n\nMakes a boat.\n"
    assert [(one.title, len(one.routes)) for one in operations(text)] == [("Lists boats.", 1), ("Makes a boat.", 1)]


@pytest.mark.parametrize(
    "text",
    [
        f"`GET /boats`\n\n`POST /boats`\n\n{ROWS.format('deck')}",
        f"`GET /boats`\n\nor\n\n`POST /boats`\n\n{ROWS.format('deck')}",
        f"`GET /boats`\n\nFor all of them:\n\n`GET /all/boats`\n\n{ROWS.format('deck')}",
        f"`GET /boats`\n\nAll.\n\n`GET /all/boats`\n\nReally all.\n\n### Parameters\n\n{ROWS.format('deck')}",
        "- `GET /boats`\n\n  All.\n\n- `POST /boats`\n\n  One.\n",
    ],
)
def test_what_stands_below_several_requests_is_about_all_of_them(text: str) -> None:
    assert [len(one.routes) for one in operations(text)] == [2]
