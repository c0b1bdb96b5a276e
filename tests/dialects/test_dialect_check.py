"""``docgen dialect check``: what a dialect file changes, entry by entry, and what a contract has besides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PAGE = """# Books

## Search books

`GET /books`

### What you send

| Feld | Art | Meaning |
| --- | --- | --- |
| q | whole number | What to look for. |

### Response

Returns `200 OK`:

```json
{"payload": {"id": 1}}
```
"""
TEAM = """[headings.words]
parameters = ["what you send"]
remarks = ["fine print"]

[columns]
name = ["feld", "merkmal"]
type = ["art"]

[types.any-integer]
words = ["whole number"]

[sentences]
required.add = "\\\\bpflichtfeld\\\\b"

[document]
envelope = "payload"
count_member = "total"

[[rewrite]]
find = "What to"
with = "Which book to"

[[rewrite]]
find = "nowhere"
with = "here"
"""


SMALL = '[headings.words]\nparameters = ["what you send"]\n[columns]\nname = ["feld"]\n'


@pytest.fixture
def books(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs_input").mkdir()
    (tmp_path / "docs_input" / "books.md").write_text(PAGE)
    (tmp_path / "team.toml").write_text(TEAM)
    (tmp_path / "docgen.toml").write_text('dialect = "team.toml"\n')
    return tmp_path


def test_figures_are_told_without_and_with_the_file_and_what_each_entry_changes(books, run):
    code, out, _ = run("dialect", "check")
    figures, entries = out.split("\n\n")
    assert [line.split() for line in figures.splitlines()][:3] == [
        ["without", "with"],
        ["operations", "1", "1"],
        ["parameters", "0", "1", "+1"],
    ]
    assert entries == (
        "team.toml:2: headings.words.parameters: what you send\n  changes docs_input/books.md first\n"
        "team.toml:3: headings.words.remarks: fine print\n  changes nothing\n"
        "team.toml:6: columns.name: feld\n  changes docs_input/books.md first\n"
        "team.toml:6: columns.name: merkmal\n  changes nothing\n"
        "team.toml:7: columns.type: art\n  changes docs_input/books.md first\n"
        "team.toml:10: types.any-integer.words: whole number\n  changes docs_input/books.md first\n"
        "team.toml:13: sentences.required: \\bpflichtfeld\\b\n  changes nothing\n"
        "team.toml:16: document.envelope: payload\n  changes nothing\n"
        "team.toml:17: document.count_member: total\n  changes nothing\n"
        "team.toml:19: rewrite: What to -> Which book to\n  changes docs_input/books.md first\n"
        "team.toml:23: rewrite: nowhere -> here\n  changes nothing\n"
    )
    assert code == 1


def test_a_file_of_which_each_entry_does_something_is_clean(books, run):
    (books / "team.toml").write_text(SMALL)
    assert run("dialect", "check").code == 0


OTHER = {
    "openapi": "3.1.0",
    "servers": [{"url": "https://library.example/v1"}],
    "paths": {
        "/books": {
            "parameters": [{"$ref": "#/components/parameters/page"}],
            "get": {"parameters": [{"name": "q", "in": "query"}]},
            "post": {},
        }
    },
    "components": {"parameters": {"page": {"name": "page", "in": "query"}}},
}


@pytest.mark.parametrize("name", ["other.json", "other.yaml"])
def test_a_contract_tells_what_the_pages_do_not_give(books, run, name):
    (books / "team.toml").write_text(SMALL)
    (books / name).write_text(json.dumps(OTHER))
    code, out, _ = run("dialect", "check", "--against", name)
    assert code == 1
    rows = [line.split() for line in out.split("\n\n")[2].splitlines()]
    assert rows[:3] == [
        ["documented", "without", "with"],
        ["operations", "1", "of", "2", "1", "of", "2"],
        ["parameters", "0", "of", "3", "1", "of", "3"],
    ]
    assert out.endswith("no page documents the query parameter page of GET /books\nno page documents POST /books\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "the contract other.json does not exist"),
        ("{", "the contract other.json: not valid "),
        ("[]", "other.json is no contract that is known"),
    ],
)
def test_a_contract_that_cannot_be_read_is_told(books, run, text, message):
    if text is not None:
        (books / "other.json").write_text(text)
    code, out, err = run("dialect", "check", "--against", "other.json")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}")


def test_there_has_to_be_a_dialect_of_the_own(books, run):
    (books / "docgen.toml").write_text("")
    code, _, err = run("dialect", "check")
    assert (code, err) == (
        2,
        'error: no dialect of your own is set; name one: dialect = "team.toml", or --dialect team.toml\n',
    )
