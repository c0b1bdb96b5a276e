"""Rows of what a request changes that are read-only."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

UPDATE = """# Update kite

Change a kite.

## HTTP request

```http
{0} /kites/{{id}}
```

## Request body

|Property|Type|Description|
|:--|:--|:--|
|name|String|What it is called.{1}|
|tail|String|Its tail.{1}|

## Response

Returns `200 OK` and {2}.
"""
KITE = """# kite resource type

A kite.

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
|name|String|What it is called. Read-only.|
|tail|String|Its tail.|
"""
LINKED = "a [kite](kite.md)"


def told(folder, method="PATCH", remark="", answer=LINKED, kite=KITE):
    (folder / "docs").mkdir()
    (folder / "docs" / "update.md").write_text(UPDATE.format(method, remark, answer), encoding="utf-8")
    (folder / "docs" / "kite.md").write_text(kite, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [
        (one.message, report.sources[one.span.path].position(one.span.start).line, len(one.related))
        for one in report.diagnostics
        if one.code == "DG460"
    ]


def test_rows_that_their_description_calls_read_only(tmp_path):
    assert told(tmp_path, remark=" Read-only.") == [
        ("the table of what can be changed calls name and tail read-only", 15, 1)
    ]


def test_a_row_that_is_read_only_on_the_page_of_the_type(tmp_path):
    assert told(tmp_path) == [("the table of what can be changed holds name, which kite has as read-only", 15, 1)]


@pytest.mark.parametrize(
    "page",
    [
        {"method": "PUT", "remark": " Read-only."},  # it replaces the whole
        {"answer": "nothing"},  # no type is named
        {"kite": KITE.replace(" Read-only.", "")},
        {"kite": KITE.replace("|name|", "|title|")},
        {"remark": " Whether it is read-only depends.", "kite": KITE.replace(" Read-only.", "")},
    ],
)
def test_rows_that_can_be_changed(tmp_path, page):
    assert told(tmp_path, **page) == []
