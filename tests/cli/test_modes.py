"""What ``docgen lint`` reads and prints in its modes: stdin, changed pages, statistics, caps, fixes, watching."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TODO = "**TODO: Add Description**"
BROKEN = """---
title: "Get book"
description: "Read one book."
---

# Get book

Read one book.

## Permissions

|Permission type|Permissions|
|:---|:---|
|Delegated|Books.Read|
|Application|Not supported.|

## HTTP request

``` http
GET /books/{id}
```

## Response

If successful, this method returns a `200 OK` response code and a [book](book.md) object in the response body.

## Examples

``` http
GET https://api.example.com/books/1
```

``` http
HTTP/1.1 200 OK
Content-Type: application/json

{ "id": "1", }
```
"""


def stdin(monkeypatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def concise(run, *args) -> list[str]:
    return [line.split(" ")[0] for line in run("lint", "--output-format", "concise", *args).out.splitlines()]


def test_a_page_from_stdin_is_checked_by_itself(todo, run, monkeypatch):
    page = Path("docs_input/book.md").read_text()
    stdin(monkeypatch, page.replace("The identifier of the book.", TODO))
    assert len(concise(run, "-", "--stdin-filename", "docs_input/book.md")) == 2
    assert Path("docs_input/book.md").read_text() == page
    stdin(monkeypatch, page)
    assert concise(run, "-") == ["stdin.md:15:15:"]


def test_the_name_of_a_page_from_stdin_decides_what_is_ignored_and_included(todo, run, monkeypatch):
    Path("docgen.toml").write_text('per-file-ignores = { "docs_input/book.md" = ["DG2"] }\n')
    parts = Path("docs_input/includes")
    parts.mkdir()
    (parts / "part.md").write_text("**TODO: write this**\n")
    page = Path("docs_input/book.md").read_text() + "\n## More\n\n[!INCLUDE [part](includes/part.md)]\n"
    stdin(monkeypatch, page)
    found = concise(run, "-", "--stdin-filename", "docs_input/book.md")
    assert found == ["docs_input/includes/part.md:1:1:"]


@pytest.mark.parametrize(
    "args", [["-", "--fix"], ["-", "--unsafe-fixes"], ["-", "other.md"], ["--stdin-filename", "a.md"], ["--only"]]
)
def test_modes_that_exclude_each_other_are_refused(books, run, args):
    assert run("lint", *args).code == 2


def test_statistics_replace_the_findings(todo, run):
    done = run("lint", "--statistics")
    assert done.out == "1  DG201  warning       todo-in-description\n"
    assert done.err.startswith("Found 1 problem")
    listed = json.loads(run("lint", "--statistics", "--output-format", "json").out)
    assert listed[0]["count"] == 1


def test_no_more_than_so_many_findings_of_each_rule_are_printed_but_all_count(todo, run):
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace("The identifier of the book.", TODO))
    done = run("lint", "--max-findings", "1", "--fail-on", "warning")
    assert done.code == 1
    assert done.out.count("warning[DG201]") == 1
    assert done.err == "1 more of DG201 not shown\nFound 2 problems (2 warnings) in 1 page.\n"


def test_only_reads_the_inputs_and_prints_findings_on_some_pages(todo, run):
    Path("docs_input/other.md").write_text(f"---\ntitle: Other\n---\n# Other\n\n{TODO}\n")
    Path("README.md").write_text("TODO")
    assert concise(run, "docs_input/book-get.md") == concise(run, "--only", "docs_input/book-get.md") == []
    assert concise(run, "docs_input/book.md") == ["docs_input/book.md:15:15:"]
    assert concise(run, "--only", "docs_input/b*") == ["docs_input/book.md:15:15:"]
    assert concise(run, "--only", "docs_input/book.md", "README.md") == ["docs_input/book.md:15:15:"]


def test_what_several_pages_have_is_told_on_each_that_is_asked_for(todo, run):
    for name in ("ash", "elm", "fir", "oak", "sloe", "yew"):
        said = "" if name in ("ash", "oak") else "A tree."
        text = f"---\ntitle: {name}\ndescription: {said}\ndoc_type: resourcePageType\n---\n# {name}\n\nA tree.\n"
        Path(f"docs_input/{name}.md").write_text(text)
    assert concise(run, "--select", "DG124") == ["docs_input/ash.md:3:13:"]
    for name in ("ash", "oak"):
        assert concise(run, "--select", "DG124", f"docs_input/{name}.md") == [f"docs_input/{name}.md:3:13:"]
        assert concise(run, "--select", "DG124", "--only", f"docs_input/{name}.md") == [f"docs_input/{name}.md:3:13:"]
    assert "docs_input/ash.md:3:13" in run("lint", "--select", "DG124", "docs_input/oak.md").out
    assert run("lint", "--update-baseline").code == 0
    assert concise(run, "--select", "DG124", "docs_input/oak.md") == []


@pytest.mark.skipif(not shutil.which("git"), reason="no git on this machine")
def test_since_prints_findings_on_changed_pages_only(todo, run):
    def git(*args: str) -> None:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *args], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    assert concise(run, "--since", "HEAD") == []
    Path("docs_input/ümlaut.md").write_text(f"---\ntitle: Other\n---\n# Other\n\n{TODO}\n")
    assert concise(run, "--since", "HEAD", "--select", "DG2") == ["docs_input/ümlaut.md:6:1:"]
    git("add", ".")
    git("commit", "-qm", "second")
    assert concise(run, "--since", "HEAD~1", "--select", "DG2") == ["docs_input/ümlaut.md:6:1:"]
    assert run("lint", "--since", "nowhere").code == 2
    assert "error: --since:" in run("lint", "--since", "--output=x").err


def test_since_outside_a_repository_is_an_error(books, run):
    done = run("lint", "--since", "HEAD")
    assert done.code == 2
    assert "--since" in done.err


def test_fix_corrects_pages_and_prints_what_is_left(todo, run):
    Path("docs_input/book-get.md").write_text(BROKEN)
    done = run("lint", "--diff", "--select", "DG2,DG501")
    assert done.code == 1
    assert '-{ "id": "1", }\n+{ "id": "1" }\n' in done.out
    assert Path("docs_input/book-get.md").read_text() == BROKEN
    done = run("lint", "--fix", "--select", "DG2,DG501")
    assert (
        done.err == "Fixed 1 problem in 1 page.\n  1  DG501  malformed-json\nFound 1 problem (1 warning) in 1 page.\n"
    )
    assert Path("docs_input/book-get.md").read_text() == BROKEN.replace('"1", }', '"1" }')
    assert run("lint", "--diff", "--select", "DG2,DG501") == (0, "", "")


def test_rules_that_are_not_reported_are_not_fixed(todo, run):
    Path("docs_input/book-get.md").write_text(BROKEN)
    run("lint", "--fix", "--ignore", "DG5")
    assert Path("docs_input/book-get.md").read_text() == BROKEN


def test_the_summary_tells_how_many_can_be_fixed(books, run):
    Path("docs_input/book-get.md").write_text(BROKEN)
    assert run("lint", "--select", "DG501").err.endswith(" in 1 page. 1 can be fixed with docgen lint --fix.\n")


def test_watch_runs_again_after_each_change_until_interrupted(todo, run, monkeypatch):
    import watchfiles

    watched = []

    def changes(*places, watch_filter):
        watched.extend(places)
        page = Path("docs_input/book.md")
        page.write_text(page.read_text().replace(TODO, "The title."))
        assert watch_filter(watchfiles.Change.modified, str(page))
        assert not watch_filter(watchfiles.Change.modified, "docs_input/.book.md.swp")
        yield {(watchfiles.Change.modified, str(page))}
        page.unlink()
        Path("docs_input/book-get.md").unlink()
        yield set()

    monkeypatch.setattr(watchfiles, "watch", changes)
    done = run("lint", "--watch")
    assert watched == [str(todo / "docs_input")]
    said = [line for line in done.err.splitlines() if not line.startswith("Waiting")]
    assert said[0] == "Found 1 problem (1 warning) in 1 page."
    assert said[1] == "No problems in 2 pages."
    assert said[2].startswith("error: no pages in docs_input")
    assert done.code == 2
