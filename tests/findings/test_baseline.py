"""What a baseline hides, what it tells, and how it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.findings.baseline import Entry, compare, load, text

TODO = "**TODO: Add Description**"
FILE = Path("docgen-baseline.json")


def entries():
    return json.loads(FILE.read_text())["findings"]


def test_known_findings_are_hidden_and_new_ones_fail(todo, run):
    assert run("lint", "--update-baseline") == (0, "", "wrote docgen-baseline.json (1 known finding)\n")
    done = run("lint", "--fail-on", "warning")
    assert (done.code, done.out) == (0, "")
    assert done.err == "1 known finding in docgen-baseline.json not shown\nNo problems in 2 pages.\n"
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace("The identifier of the book.", TODO))
    done = run("lint", "--fail-on", "warning", "--output-format", "concise")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1


def test_a_baseline_survives_moved_lines_and_another_working_directory(todo, run, monkeypatch):
    Path("docgen.toml").write_text("")
    run("lint", "--update-baseline")
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace("A book of the library.", "A book.\n\nOf the library.\n\nAnd more."))
    assert run("lint").out == ""
    monkeypatch.chdir("docs_input")
    assert run("lint").out == ""


def test_entries_that_no_longer_hold_are_told_and_dropped_on_update(todo, run):
    run("lint", "--update-baseline")
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace(TODO, "The title."))
    done = run("lint", "-v")
    assert done.code == 0
    assert "1 entry of docgen-baseline.json no longer holds; --update-baseline removes what is stale\n" in done.err
    assert "no longer found: docs_input/book.md: DG201 the description is still to be written\n" in done.err
    assert "(0 known findings)" in run("lint", "--update-baseline").err
    assert entries() == []


def test_pages_and_rules_that_are_not_looked_at_are_neither_stale_nor_dropped(todo, run):
    run("lint", "--update-baseline")
    assert "no longer" not in run("lint", "docs_input/book-get.md").err
    assert "no longer" not in run("lint", "--ignore", "DG2").err
    run("lint", "docs_input/book-get.md", "--select", "DG2", "--update-baseline")
    assert len(entries()) == 1


def test_entries_of_a_page_that_is_gone_are_stale(todo, run):
    run("lint", "--update-baseline")
    Path("docs_input/book.md").unlink()
    assert "1 entry of docgen-baseline.json no longer holds" in run("lint").err


def test_another_file_can_be_named_and_must_be_there(todo, run):
    assert run("lint", "--baseline", "known.json").code == 2
    assert run("lint", "--baseline", "known.json", "--update-baseline").code == 0
    assert run("lint", "--baseline", "known.json").out == ""
    assert run("lint").out != ""
    Path("docgen.toml").write_text('baseline = "known.json"\n')
    assert run("lint").out == ""


def test_a_baseline_is_the_same_text_for_the_same_findings_in_any_order(todo, run):
    some = [Entry("b.md", "DG201", "2" * 16, "x"), Entry("a.md", "DG301", "1" * 16, "y")]
    assert text(some) == text([*reversed(some), some[0]])
    assert [line[:18] for line in text(some).splitlines()[3:5]] == ['  {"fingerprint": ', '  {"fingerprint": ']
    FILE.write_text(text(some))
    assert load(FILE) == tuple(sorted(some))
    assert json.loads(text([])) == {"version": 1, "findings": []}
    run("lint", "--update-baseline")
    assert "unchanged: docgen-baseline.json" in run("lint", "--update-baseline").err


ENTRY = '{"version": 1, "findings": [{"path": "%s", "code": "DG101", "fingerprint": "x"}]}'


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", '{"version": 1}', '{"version": 9, "findings": []}', "\xff", "[" * 100_000, ENTRY % "a\\u0000b"),
        *('{"version": %s, "findings": []}' % ("9" * 5000), ENTRY % "\\ud800"),
    ],
    ids=lambda content: content[:60],
)
def test_a_file_that_is_no_baseline_is_an_error(books, run, content):
    FILE.write_text(content, encoding="latin-1")
    done = run("lint")
    assert done.code == 2
    assert done.err.startswith("error: docgen-baseline.json ")


def test_an_entry_of_a_name_that_no_file_can_have_is_stale(books, run):
    FILE.write_text(ENTRY % ("x" * 300))
    assert "1 entry of docgen-baseline.json no longer holds" in run("lint").err


def test_findings_that_are_alike_are_counted(books):
    from docgen import rules
    from docgen.source import Span

    alike = [rules.TODO_IN_CELL.at(Span("a.md", start, start + 1)) for start in (1, 5, 9)]
    first = compare(alike, (), folder=Path.cwd(), judged=lambda _: True)
    assert len({entry.fingerprint for entry in first.renewed}) == 3
    fewer = compare(alike[1:], first.renewed, folder=Path.cwd(), judged=lambda _: True)
    assert (fewer.new, fewer.known, len(fewer.stale)) == ((), 2, 1)


def test_what_is_wrong_with_the_document_is_never_known(books):
    from docgen import rules
    from docgen.source import Span

    invalid = rules.INVALID_DOCUMENT.at(Span("a.md", 0, 1), pointer="/", problem="is wrong")
    assert compare((invalid,), (), folder=Path.cwd(), judged=lambda _: True).renewed == ()


def test_build_hides_known_findings_too(todo, run):
    run("lint", "--update-baseline")
    assert run("build").out == ""
