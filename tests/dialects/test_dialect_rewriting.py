"""What a dialect says of text before it is read, and of requests in a form of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docgen
from docgen import dialects
from docgen.dialects import DialectFile
from docgen.run import dialect_rewriting, pipeline
from docgen.source import Source, Span


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs_input").mkdir()
    return tmp_path


def write(place: Path, page: str, dialect: str) -> None:
    (place / "docs_input" / "books.md").write_text(page)
    (place / "team.toml").write_text(dialect)
    (place / "docgen.toml").write_text('dialect = "team.toml"\n')


def operations() -> list[str]:
    paths = docgen.build().document.content["paths"]
    return [f"{method.upper()} {path}" for path, item in paths.items() for method in item if method != "parameters"]


@pytest.mark.parametrize(
    "text",
    [
        "Call: get <<books/{id}>>",
        "### Call: get <<books/{id}>>",
        "```\nCall: get <<books/{id}>>\n```",
        "| Call | |\n|---|---|\n| Call: get <<books/{id}>> | One book. |",
        "- Call: get <<books/{id}>>",
    ],
)
def test_a_request_has_the_form_that_the_dialect_says(place, text):
    page = f"# Books\n\n## Get a book\n\n{text}\n\nReturns `200 OK`.\n"
    write(place, page, "[outline]\nrequest_patterns = ['Call: (?P<method>\\w+) <<(?P<path>[^>]+)>>']\n")
    assert operations() == ["GET /books/{id}"]


def test_a_request_that_is_known_anyway_is_read_as_ever(place):
    page = "# Books\n\n## List books\n\n`GET /books`\n"
    write(place, page, "[outline]\nrequest_patterns = ['(?P<method>GET) (?P<path>/b)']\n")
    assert operations() == ["GET /books"]


def test_a_method_of_the_team_stands_for_one_of_openapi(place):
    page = "# Books\n\n## Fetch books\n\nFETCH /books\n\n## Sweep\n\nSWEEP /books\n"
    write(place, page, '[outline.verbs]\nFETCH = "GET"\nSWEEP = "DELETE ?all=true"\n')
    assert sorted(operations()) == ["DELETE /books", "GET /books"]


PAGE = """# Books

## Get a book

`GET $$BASE$$/books/{id}`

### Query parameters

| Name | Type | Description |
| --- | --- | --- |
| $$Q$$ | ??? | What %%x%% to take. |
"""
RULES = """[[rewrite]]
find = '\\$\\$BASE\\$\\$'
with = "/v2"

[[rewrite]]
find = '\\$\\$(\\w)\\$\\$'
with = 'a_long_name_\\1'

[[rewrite]]
find = '%%\\w+%% ?'
with = ""
"""


def test_text_is_rewritten_before_it_is_read_and_places_stay_those_of_the_file(place):
    write(place, PAGE, RULES)
    built = docgen.build()
    operation = built.document.content["paths"]["/v2/books/{id}"]["get"]
    parameter = operation["parameters"][1]
    assert (parameter["name"], parameter["description"]) == ("a_long_name_Q", "What to take.")
    found = [one for one in built.report.diagnostics if one.name == "todo-in-cell"]
    position = built.report.sources["docs_input/books.md"].position(found[0].span.start)
    assert (position.line, position.column) == (11, 11)
    facts, source = pipeline.inspect("docs_input/books.md")
    route = facts.operations[0].routes[0]
    assert source.text[route.span.start : route.span.end] == "`GET $$BASE$$/books/{id}`"
    row = facts.operations[0].query_parameters[0]
    assert source.text[row.name_span.start : row.name_span.end] == "$$Q$$"


def test_what_was_replaced_is_not_corrected(place):
    write(place, "# Books\n\nSee [x](Other.md).\n", "[[rewrite]]\nfind = 'Other'\nwith = 'other2'\n")
    (place / "docs_input" / "Other2.md").write_text("# Other\n")
    assert [one.fix for one in docgen.lint().diagnostics if one.name == "link-letter-case"] == [None]


def test_included_files_are_rewritten_as_well(place):
    (place / "docs_input" / "includes").mkdir()
    (place / "docs_input" / "includes" / "part.md").write_text("`GET $$BASE$$/books`\n")
    write(place, "# Books\n\n## List books\n\n[!INCLUDE [part](includes/part.md)]\n", RULES)
    assert operations() == ["GET /v2/books"]


def test_a_comment_suppresses_beside_what_it_stands_in_the_file(place):
    page = PAGE.replace("### Query", "<!-- docgen: ignore-file DG206 -->\n\n### Query")
    write(place, page, RULES)
    assert [one.name for one in docgen.build().report.diagnostics if one.name == "todo-in-cell"] == []


@given(st.text(alphabet="ab$ \n", max_size=40), st.data())
def test_places_lead_back_to_the_same_text(text, data):
    own = dialects.read_own(
        "t", DialectFile.parse("t", "[[rewrite]]\nfind = 'a\\$'\nwith = 'xyz'\n[[rewrite]]\nfind = 'yz|b'\nwith=''\n")
    )
    rules = dialects.by_name((own,))["t"].rewrite
    new, changes = dialect_rewriting.rewritten(Source("p", text), rules)
    assert new.text == text.replace("a$", "xyz").replace("yz", "").replace("b", "")
    start = data.draw(st.integers(0, len(new.text)))
    end = data.draw(st.integers(start, len(new.text)))
    span = dialect_rewriting.restored(Span("p", start, end), {"p": changes})
    assert 0 <= span.start <= span.end <= len(text)
    assert text.count("\n", 0, span.start) == new.text.count("\n", 0, start)
    assert new.text[start:end].count("x") <= text[span.start : span.end].count("a$")
