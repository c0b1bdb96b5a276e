"""``docgen inspect --why``: as what each block of a page is read, and which key of which file says so."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = """# Rooms

## Book a room

`POST /rooms/{room}/bookings`

**What goes in**:

| Feld | Kind | Meaning | Quirk |
|---|---|---|---|
| from | whole number | The hour it begins. | a |
| until | string | The hour it ends. | b |

### What you get back

`201 Created`

```json
{"id": 1}
```

### Odd

| a | b |
|---|---|
| 1 | 2 |
"""
TEAM = """[headings.words]
request_body = ["what goes *"]
response = ["what you get*"]

[columns]
name = ["feld"]
type = ["kind"]

[types.any-integer]
words = ["whole number"]
"""


@pytest.fixture
def page(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "team.toml").write_text(TEAM)
    (tmp_path / "rooms.md").write_text(PAGE)
    return tmp_path / "rooms.md"


def lines(run, *arguments: str) -> list[str]:
    code, out, _ = run("inspect", "--why", *arguments)
    assert code == 0
    return [" ".join(line.split()) for line in out.splitlines()]


def test_each_block_is_told_with_the_key_and_the_file_that_say_what_it_is(page, run):
    told = [line for line in lines(run, "rooms.md", "--dialect", "team.toml") if "base.toml" not in line]
    assert told == [
        "rooms.md: a page of the kind operation, read with team.toml, which the settings name",
        "1 heading known Rooms",
        "3 heading read Book a room",
        "5 request read POST /rooms/{room}/bookings",
        "7 label What goes in: = request_body",
        "headings.words.request_body: what goes * team.toml:2",
        "9 rows read feld | kind | meaning | quirk",
        "columns.name: feld team.toml:6",
        "columns.type: kind team.toml:7",
        "types.any-integer.words: whole number team.toml:10",
        "no key has: quirk",
        "14 heading known What you get back = response",
        "headings.words.response: what you get* team.toml:3",
        "16 text known 201 Created",
        '18 code read {"id": 1}',
        "22 heading unread Odd",
        "a heading in an operation",
        "24 rows unread a | b",
        "a table with the columns a | b",
    ]


def test_words_of_the_package_are_told_with_its_file(page, run):
    told = lines(run, "rooms.md")
    assert told[0] == "rooms.md: a page of the kind operation, read with base"
    assert any(line.startswith("outline.statements: code base.toml:") for line in told)


def test_patterns_are_told_by_their_role(page, run):
    page.write_text("# Rooms\n\n## List rooms\n\n`GET /rooms`\n\n### Query parameters\n\n- `a` (string) - Text.\n")
    assert any(line.startswith("headings.sections: query_parameters base.toml:") for line in lines(run, "rooms.md"))


def test_a_request_of_a_method_of_the_team_is_told_with_what_it_stands_for(page, run):
    page.write_text("# Rooms\n\n## List rooms\n\n`LIST /rooms`\n")
    assert any(line.startswith("outline.verbs.LIST: GET ?list=true base.toml:") for line in lines(run, "rooms.md"))


def test_a_folder_is_no_page(page, run):
    (page.parent / "other.md").write_text("# Other\n")
    code, _, err = run("inspect", "--why", ".")
    assert (code, err) == (2, "error: . holds 2 pages; name one\n")
