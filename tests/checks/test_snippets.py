"""JSON in code blocks of which nothing is read, and commands on several lines."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

PAGE = """# Get a kite

`GET /kites/{{id}}`

## Response

Returns `200 OK`.

## Sample notification 1

```{0}
{1}
```
"""
KITE = """# kite resource type

A kite.

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
|tail|String|The tail.|

## JSON representation

```json
{"id": "String", "tail": "String",}
```
"""


def told(folder, page):
    (folder / "docs").mkdir()
    (folder / "docs" / "kite.md").write_text(page, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [one.message for one in report.diagnostics if one.code in ("DG501", "DG502", "DG529")]


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ('{\n  "value": [],\n}', "trailing comma"),
        ('{\n  "value": []\n  "more": 1\n}', "missing comma"),
        ('{\n  "value: : null\n}', "unterminated string"),
    ],
)
def test_json_that_no_program_reads(tmp_path, code, problem):
    assert told(tmp_path, PAGE.format("json", code)) == [f"this is not valid JSON: {problem}"]


@pytest.mark.parametrize(
    ("code", "info"),
    [
        ('{\n  "value": []\n}', "json"),
        ('{\n  "value": 1 // how many\n}', "json"),
        ('{\n  "value": 1,\n  ...\n}', "json"),
        ('{\n  "value": [],\n}', "js"),
        ('{\n  "value": [],\n}', "jsonc"),
        ("{id}", "json"),
        ("GET /kites", "json"),
    ],
)
def test_what_readers_understand(tmp_path, code, info):
    assert told(tmp_path, PAGE.format(info, code)) == []


def test_json_that_is_read_is_told_once(tmp_path):
    assert told(tmp_path, KITE) == ["this is not valid JSON: trailing comma"]


@pytest.mark.parametrize(
    ("command", "count"),
    [
        ("curl \\\n  --request DELETE\n  https://kites.example/kites/1", 1),
        ('curl \\\n  --request DELETE\n  "https://kites.example/kites/1"', 1),
        ("curl \\\n  --request DELETE\n  --header 'Accept: */*' \\\n  https://kites.example/kites/1", 1),
        ("curl \\\n  --request DELETE \\\n  https://kites.example/kites/1", 0),
        ("curl \\\n  --request DELETE\nhttps://kites.example/kites/1", 0),  # what the command prints
    ],
)
def test_a_command_that_an_address_goes_on_with(tmp_path, command, count):
    page = PAGE.format("bash", command).replace("## Sample notification 1", "## Example")
    assert len(told(tmp_path, page)) == count
