"""The section of requests on pages of the template, however the request in it is written."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.source import Source

FORMS = {
    "command": "```bash\ncurl -X GET https://harbour.example/v2/ships/{id}\n```",
    "inline code": "`GET /ships/{id}`",
    "lower case": "```http\nget /ships/{id}\n```",
    "table": "|Method|URL|\n|:---|:---|\n|GET|/ships/{id}|",
    "fence": "```http\nGET /ships/{id}\n```",
}
PAGE = "# Get ship\n\nRead a ship.\n\n## {heading}\n\n{form}\n\n## Response\n\nReturns `200 OK`.\n"


def stated(text: str, dialect: str) -> list[str]:
    facts = extract.extract(markdown.parse(Source("get.md", text)), dialects.load(dialect))
    return [f"{r.method} {r.path.shape}" for one in facts.operations for r in one.routes if r.path]


@pytest.mark.parametrize("dialect", ["base", "microsoft-docs", "microsoft-graph"])
@pytest.mark.parametrize("form", FORMS)
def test_a_request_is_read_in_any_form(form, dialect):
    assert stated(PAGE.format(heading="HTTP request", form=FORMS[form]), dialect) == ["GET /ships/{}"]


@pytest.mark.parametrize("heading", ["HTTP reqest", "Request", "Endpoint", "URL", "HTTP Request URL", "Syntax"])
def test_a_request_is_read_below_any_heading(heading):
    assert stated(PAGE.format(heading=heading, form=FORMS["fence"]), "base") == ["GET /ships/{}"]


def test_a_heading_is_a_request():
    assert stated("# Ships\n\nThings that float.\n\n## GET /ships\n\nList them.\n", "base") == ["GET /ships"]


def test_requests_below_headings_of_their_own_are_operations_of_their_own():
    text = "# Get a ship\n\nRead one.\n\n## Get the first\n\n```http\nGET /ships/first\n```\n\n"
    text += "## Get one of a fleet\n\n```http\nGET /fleets/{fleet-id}/ships/{id}\n```\n"
    assert stated(text, "base") == ["GET /ships/first", "GET /fleets/{}/ships/{}"]


def test_code_of_a_template_that_states_a_request_is_not_joined_by_other_forms():
    text = PAGE.format(
        heading="HTTP request", form=f"{FORMS['fence']}\n\nOr `GET /boats/{{id}}`:\n\n`GET /boats/{{id}}`"
    )
    assert stated(text, "microsoft-docs") == ["GET /ships/{}"]
