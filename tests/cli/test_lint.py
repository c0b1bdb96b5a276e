"""``docgen lint`` and ``docgen inspect``: what is printed where, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def test_pages_without_faults_are_silent(books, run):
    assert run("lint") == (0, "", "No problems in 2 pages.\n")


@pytest.mark.parametrize(
    ("args", "code"), [([], 0), (["--fail-on", "warning"], 1), (["--fail-on", "info", "--exit-zero"], 0)]
)
def test_the_exit_code_follows_fail_on(todo, run, args, code):
    done = run("lint", *args)
    assert done.code == code
    assert done.err == "Found 1 problem (1 warning) in 1 page.\n"
    assert "**TODO: Add Description**" in done.out


def test_rules_are_chosen_on_the_command_line(todo, run):
    assert run("lint", "--select", "DG1,DG3").out == ""
    assert run("lint", "--ignore", "DG2", "-q") == (0, "", "")
    Path("docgen.toml").write_text('select = ["DG1"]\n')
    assert run("lint").out == ""
    assert "DG2" in run("lint", "--select", "DG2").out
    assert "DG2" in run("lint", "--isolated").out


def test_severity_is_set_in_the_settings(todo, run):
    Path("docgen.toml").write_text('severity = { DG2 = "error" }\n')
    assert run("lint").code == 1


def test_every_format_is_the_same_however_pages_are_given(todo, run):
    for name in ("full", "concise", "json", "github", "html"):
        expected = run("lint", "--output-format", name).out
        assert run("lint", "docs_input/book.md", "docs_input/book-get.md", "--output-format", name).out == expected


def test_findings_can_go_to_a_file(todo, run):
    code, out, err = run("lint", "--output-format", "html", "--output-file", "out/report.html", "--color", "always")
    assert (code, out) == (0, "")
    assert err.startswith("Found 1 problem")
    assert Path("out/report.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("environment", "args", "expected"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["--output-format", "concise"], False),
    ],
)
def test_colours_are_for_terminals_and_for_those_who_ask(todo, run, monkeypatch, environment, args, expected):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("lint", *args).out) is expected


def test_verbose_says_which_settings_hold(books, run):
    assert "settings: none" in run("lint", "-v", "--isolated").err
    Path("docgen.toml").write_text("")
    assert "settings: docgen.toml\n" in run("lint", "-v").err


def test_inspect_prints_the_facts_of_a_page_with_places(books, run):
    code, out, err = run("inspect", "docs_input/book.md")
    assert (code, err) == (0, "")
    facts = json.loads(out)
    assert facts["path"] == "docs_input/book.md"
    (resource,) = facts["resources"]
    assert [row["name"] for row in resource["properties"]] == ["id", "title"]
    assert resource["properties"][0]["name_span"] == "14:2"


def test_inspect_says_why_a_page_cannot_be_read(books, run):
    with open("large.md", "wb") as file:
        file.truncate(50_000_000)
    code, out, err = run("inspect", "large.md")
    assert (code, out) == (2, "")
    assert err.startswith("error: large.md: the page has 50.0 MB")
