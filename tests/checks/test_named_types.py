"""Introductions that take what a path calls some objects for the name of their type."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

UPDATE = """---
description: "{0}"
---

# Update

{0}

## HTTP request

```http
PATCH /kites/{{id}}/{1}/{{key}}
```

## Response

Returns `204 No Content`.
"""
KITE = """# kite resource type

A kite.

## Methods

|Method|Return type|Description|
|:--|:--|:--|
|[Update](../api/update.md)|None|Update the tail parts of a spareTails object.|

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
|spareTails|[tail](tail.md) collection|Its tails.|
|lines|[line](line.md) collection|Its lines.|
|address|[line](line.md)|Where it is.|
|tail|[tail](tail.md)|Its tail.|
"""
PART = """# {0} resource type

A part.

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
"""


def told(folder, text, segment, kite=KITE):
    pages = {
        "api/update.md": UPDATE.format(text, segment),
        "resources/kite.md": kite,
        "resources/tail.md": PART.format("tail"),
        "resources/line.md": PART.format("line"),
    }
    for name, page in pages.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [
        (one.message, [where(report, span) for span in (one.span, *(also.span for also in one.related))])
        for one in report.diagnostics
        if one.code == "DG340"
    ]


def where(report, span):
    source = report.sources[span.path]
    return span.path.rpartition("/")[2], source.position(span.start).line, source.text[span.start : span.end]


def test_a_relationship_that_is_called_a_type(tmp_path):
    assert told(tmp_path, "Update the properties of a spareTails object.", "spareTails") == [
        (
            "spareTails is no type, but what the path calls objects of the type tail",
            [("update.md", 7, "spareTails"), ("update.md", 2, "spareTails"), ("kite.md", 9, "spareTails")],
        )
    ]


@pytest.mark.parametrize(
    ("text", "segment", "type_"),
    [
        ("Update a [spareTails](../resources/tail.md) object.", "spareTails", "tail"),
        ("Update a lines object.", "lines", "line"),
        ("Update the spareTails resource.", "sparetails", "tail"),
    ],
)
def test_other_words(tmp_path, text, segment, type_):
    ((message, _),) = told(tmp_path, text, segment)
    assert message.endswith(f"what the path calls objects of the type {type_}")


def test_the_collection_of_a_type_that_no_property_holds(tmp_path):
    kite = KITE.replace("spareTails", "parts").replace("# kite resource", "# spareTail resource")
    ((message, _),) = told(tmp_path, "Update a spareTails object.", "spareTails", kite)
    assert message.endswith("of the type spareTail")


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("Update a tail object.", "tail"),
        ("Update the spareTails of a kite object.", "spareTails"),
        ("Update a spareTails object.", "tails"),  # not what the path says
        ("Update the lines resource.", "lines"),  # words of English
        ("Update an address object.", "address"),
        ("Update a usedTails object.", "usedTails"),  # nothing says what it holds
    ],
)
def test_what_is_right_or_in_doubt(tmp_path, text, segment):
    assert told(tmp_path, text, segment) == []
