"""``docgen rule`` and ``docgen config``."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from docgen.findings import selection
from docgen.rules import pages


def test_without_a_rule_all_are_listed(run):
    lines = run("rule").out.splitlines()
    assert [line.split()[0] for line in lines] == list(selection.catalogue())
    table = run("rule", "--output-format", "markdown").out.splitlines()
    assert len(table) == len(lines) + 2
    assert all(line.startswith("| `DG") for line in table[2:])


@pytest.mark.parametrize("words", ["DG201", "dg201", "todo-in-description"])
def test_a_rule_is_found_by_code_or_name(run, words):
    assert run("rule", words, "--output-format", "markdown").out == pages.page("DG201").rstrip("\n") + "\n"


def test_text_is_for_reading(run):
    text = run("rule", "DG201").out
    assert "todo-in-description" in text
    assert "\x1b" not in text
    assert not any(line.startswith("#") for line in text.splitlines())


def test_json_holds_row_and_page(run):
    (one,) = json.loads(run("rule", "DG201", "--output-format", "json").out)
    assert set(one) == {"code", "name", "severity", "message", "help", "page"}
    assert one["name"] == "todo-in-description"


def test_a_prefix_stands_for_its_family_and_all_for_every_rule(run):
    family = json.loads(run("rule", "DG2", "--output-format", "json").out)
    assert {one["code"][:3] for one in family} == {"DG2"}
    every = json.loads(run("rule", "--all", "--output-format", "json").out)
    assert [one["code"] for one in every] == list(selection.catalogue())


def test_a_rule_that_does_not_exist_is_an_error(run):
    assert run("rule", "DG2O1") == (2, "", "error: there is no rule 'DG2O1'; did you mean DG201?\n")
    assert run("rule", "DG201", "--all").code == 2


def test_config_tells_each_setting_and_where_it_comes_from(books, run, monkeypatch):
    Path("docgen.toml").write_text('fail-on = "warning"\nignore = ["DG1"]\nseverity = { DG2 = "error" }\n')
    monkeypatch.setenv("DOCGEN_CONFIG_DIALECT", "base")
    out = run("config", "--ignore", "DG2", "--jobs", "3").out
    assert 'fail-on = "warning"  # docgen.toml\n' in out
    assert 'ignore = ["DG2"]  # command line\n' in out
    assert "jobs = 3  # command line\n" in out
    assert 'dialect = "base"  # environment\n' in out
    assert 'output = "build/openapi.yaml"  # default\n' in out
    read = tomllib.loads(out)
    assert read["severity"] == {"DG2": "error"}
    listed = json.loads(run("config", "--output-format", "json").out)
    assert listed["fail-on"] == {"value": "warning", "from": "docgen.toml"}


def test_config_prints_the_schema_of_settings(run):
    assert json.loads(run("config", "--schema").out)["properties"]["fail-on"]
