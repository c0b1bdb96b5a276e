"""Names in sentences in other letter case than in the tables and examples of their page."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

KITE = """# kite resource type

A kite. {0}

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
|tail|String|Its tail.|
|spareTails|String collection|The other tails.|
|lineKind|String|Its line. Possible values are: `silkLine`, `wireLine`.|
|kiteString|String|Another one.|
{1}
## JSON representation

```json
{{"id": "String", "tail": "String", "spareTails": ["String"], "lineKind": "String", "kiteString": "String"}}
```
"""
STRING = """# KiteString resource type

A string.

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
"""


def told(folder, sentence, rows=""):
    pages = {"kite.md": KITE.format(sentence, rows), "kitestring.md": STRING}
    for name, page in pages.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    found = [one for one in report.diagnostics if one.code == "DG325"]
    return [(one.message, len(one.related), report.sources[one.span.path].text[one.span.start :][:10]) for one in found]


@pytest.mark.parametrize(
    ("sentence", "shown", "meant"),
    [
        ("Send `SpareTails` as well.", "SpareTails", "spareTails"),
        ("Send **SpareTails** as well.", "SpareTails", "spareTails"),
        ("It may be a `SilkLine`.", "SilkLine", "silkLine"),
        ("It may have a `lineKIND`.", "lineKIND", "lineKind"),
    ],
)
def test_other_letter_case(tmp_path, sentence, shown, meant):
    message = f"this page and those that it links to have no {shown}, but {meant}"
    assert [(one[0], one[1], one[2].startswith(shown)) for one in told(tmp_path, sentence)] == [(message, 0, True)]


def test_a_slip_that_is_repeated(tmp_path):
    ((message, related, _),) = told(tmp_path, "Send `SpareTails`. All **SpareTails** are sent.")
    assert "SpareTails" in message
    assert related == 1


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Send `spareTails` as well.", ""),
        ("Send the `Tail` as well.", ""),  # a word of English
        ("It is flown on a **KiteString**.", ""),  # the name of a type
        ("Send `SpareTails`.", '\n```json\n{"SpareTails": []}\n```\n'),
        ("Some have these:\n\n- `SpareTails` - tails of old kites.\n", ""),
    ],
)
def test_names_that_are_meant(tmp_path, sentence, rows):
    assert told(tmp_path, sentence, rows) == []
