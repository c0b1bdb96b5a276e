"""``docgen coverage``: what share of pages is read, in which form it is told, and what fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

READ = """# Shelves

## List shelves

`GET /shelves`

**Query parameters**:

- `page` (integer) - The page.

**Status codes**:

- **200** – no error
"""

UNREAD = """# Rooms

## List rooms

`GET /rooms`

### Parameters

|Floor|Meaning|
|-|-|
|1|The first floor.|

|Floor|Meaning|
|-|-|
|2|The second floor.|

Rooms of a house: call GET /houses/{id}/rooms for them.
"""


@pytest.fixture
def pages(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/shelves.md").write_text(READ)
    (tmp_path / "pages/rooms.md").write_text(UNREAD)
    return tmp_path


def test_the_text_has_sums_causes_and_the_worst_pages_first(pages, run):
    done = run("coverage", "pages")
    assert done.code == 0
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[0] == "read known unread told"
    assert [line.split()[0] for line in lines[1:7]] == ["request", "rows", "code", "heading", "text", "all"]
    assert "2 rows: a table with the columns floor | meaning" in lines
    assert "1 request: a request in running text" in lines
    assert lines[-1].endswith("unread pages/rooms.md")


def test_pages_without_unread_blocks_are_not_listed(pages, run):
    done = run("coverage", "pages/shelves.md")
    assert done.code == 0
    assert "unread, by cause" not in done.out
    assert done.out.splitlines()[-1].split()[-2:] == ["100.0", "%"]


def test_json_has_every_page_with_its_counts_and_causes(pages, run):
    told = json.loads(run("coverage", "pages", "--output-format", "json").out)
    assert [page["path"] for page in told["pages"]] == ["pages/rooms.md", "pages/shelves.md"]
    assert told["pages"][1]["told"] == 100.0
    assert told["pages"][1]["blocks"]["request"]["unread"] == 0
    assert {"kind": "rows", "cause": "a table with the columns floor | meaning", "count": 2} in told["total"]["unread"]
    for kind, counts in told["total"]["blocks"].items():
        for state, number in counts.items():
            assert number == sum(page["blocks"][kind][state] for page in told["pages"])


@pytest.mark.parametrize(("share", "code"), [("1", 0), ("99", 1), ("100", 1)])
def test_a_share_that_is_too_small_fails(pages, run, share, code):
    assert run("coverage", "pages", "--fail-under", share).code == code


@pytest.mark.parametrize("share", ["-1", "101", "most"])
def test_a_share_that_is_none_is_refused(pages, run, share):
    done = run("coverage", "pages", "--fail-under", share)
    assert done.code == 2
    assert "--fail-under" in done.err


def test_a_page_that_is_not_there_is_an_error(pages, run):
    assert run("coverage", "nowhere.md").code == 2


def test_the_html_report_shows_what_is_read(pages, run):
    told = run("lint", "pages", "--output-format", "html").out
    assert '<h2 id="coverage">What is read</h2>' in told
    assert "a table with the columns floor | meaning" in told
    assert "pages/rooms.md" in told.partition("Unread, by page")[2]


def test_a_file_that_a_page_includes_is_counted_with_that_page(pages, run):
    (pages / "pages/_notes.md").write_text("`GET /notes`\n\nText.\n")
    (pages / "pages/notes.md").write_text("# Notes\n\n## List notes\n\n[!INCLUDE [notes](_notes.md)]\n")
    told = json.loads(run("coverage", "pages", "--output-format", "json").out)
    assert "pages/_notes.md" not in [page["path"] for page in told["pages"]]
    assert "pages/notes.md" in [page["path"] for page in told["pages"]]


def test_a_file_that_a_page_includes_is_no_page_of_its_own(pages, run):
    (pages / "pages/_notes.md").write_text("`GET /notes`\n\nText.\n")
    (pages / "pages/notes.md").write_text("# Notes\n\n## List notes\n\n[!INCLUDE [notes](_notes.md)]\n")
    done = run("build", "pages", "-o", "-", "--fail-on", "never")
    assert "summary: List notes" in done.out
    assert "_notes.md:1:1: the page has no" not in done.err
    assert "level-1 heading" not in done.err
