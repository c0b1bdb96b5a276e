"""The dialect files that kinds of teams need, each tried on pages of our own.

Most kinds need none: requests in code blocks below headings with tables of attributes; one long page with bullets below
bold labels; definition lists; tables of answers with schemas on pages of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import docgen
from docgen import dialects
from docgen.dialects import DialectFile

FILES = sorted(Path(__file__).with_name("teams").glob("*.toml"))
PAGE = """# Books

## List books

| Method | Path |
| --- | --- |
| `LIST` | `/books` |

### Sample response

```json
{"request_id": "4711", "data": {"keys": ["one", "two"]}, "warnings": null}
```

## Read a book

| Method | Path |
| --- | --- |
| `GET` | `/books/:id` |

### Sample response

```json
{"request_id": "4712", "data": {"title": "The sea", "pages": 312}, "warnings": null}
```

## Borrow a book

| Method | Path |
| --- | --- |
| `POST` | `/books/:id/loans` |

### Sample response

```json
{"request_id": "4713", "data": null, "loan": {"until": "2030-01-01"}}
```
"""


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_file_is_short_and_valid_and_names_no_path(file):
    text = file.read_text()
    assert len(text.splitlines()) <= 15
    assert '"/' not in text
    dialects.read_own(file.name, DialectFile.parse(file.name, text))


@pytest.mark.parametrize(
    ("dialect", "members"),
    [
        ("", [["request_id", "data", "warnings"], ["request_id", "data", "warnings"], ["request_id", "data", "loan"]]),
        ("answers-in-an-envelope.toml", [["keys"], ["title", "pages"], ["request_id", "data", "loan"]]),
    ],
)
def test_answers_are_described_as_clients_hand_them_on(tmp_path, monkeypatch, dialect, members):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "books.md").write_text(PAGE)
    own = str(FILES[0].parent / dialect) if dialect else ""
    built = docgen.build(["books.md"], settings=docgen.Settings(dialect=own))
    assert built.valid
    content = built.document.content
    found = []
    for path, method in (("/books", "get"), ("/books/{id}", "get"), ("/books/{id}/loans", "post")):
        answer = content["paths"][path][method]["responses"]["200"]["content"]["application/json"]
        schema = answer["schema"]
        schema = content["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        found.append(list(schema["properties"]))
        shown = answer["examples"]
        assert set(next(iter(shown.values()))["value"]) == set(schema["properties"])
    assert found == members


SHARED = """# Paging

## Pagination

| Name | Type | Description |
| --- | --- | --- |
| page | integer | The page to return. |
| X-Trace-Id | string | What the answer is found by in logs. |
"""


def test_parameters_of_all_operations_stand_where_the_team_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "books.md").write_text(
        "# Books\n\n## List books\n\n`GET /books`\n\n## List loans\n\n`GET /loans?page=2`\n"
    )
    (tmp_path / "paging.md").write_text(SHARED)
    (tmp_path / "team.toml").write_text('[headings.words]\nshared_parameters = ["pagination"]\n')

    def parameters(dialect: str) -> list[tuple[str, str]]:
        content = docgen.build(["books.md", "paging.md"], settings=docgen.Settings(dialect=dialect)).document.content
        found = [one for path in ("/books", "/loans") for one in content["paths"][path]["get"].get("parameters", ())]
        return [(one["in"], one["name"]) for one in found]

    assert parameters("") == [("query", "page")]
    assert parameters("team.toml") == [("query", "page"), ("header", "X-Trace-Id")] * 2
