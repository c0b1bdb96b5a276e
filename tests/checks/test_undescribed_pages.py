"""A page without a description in its front matter and without a sentence below its title is told, each by itself."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

OPERATION = """---
title: "Renew loan"
{key}
author: "library"
---

# Renew loan

{introduction}

## HTTP request

```http
POST /loans/{{id}}/{action}
```

## Response

Returns `204 No Content`.
"""
TYPE = """---
title: "loan resource type"
description: ""
author: "library"
---

# loan resource type

Namespace: library

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The number of the loan.|
"""
RULES = ("undescribed-page", "empty-front-matter-key")


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Return the findings about descriptions of some pages."""

    def lint(*pages):
        (tmp_path / "docs").mkdir()
        for number, page in enumerate(pages):
            (tmp_path / f"docs/page{number}.md").write_text(page, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        report = docgen.lint(["docs"], settings=Settings())
        return [
            (one.name, one.span.path, report.sources[one.span.path].position(one.span.start).line)
            for one in report.diagnostics
            if one.name in RULES
        ]

    return lint


def operation(key='description: ""', introduction="", action="renew"):
    return OPERATION.format(key=key, introduction=introduction, action=action)


def test_each_page_that_nothing_describes_is_told(told):
    assert told(operation(), operation(action="end"), TYPE) == [
        ("undescribed-page", "docs/page0.md", 3),
        ("undescribed-page", "docs/page1.md", 3),
        ("undescribed-page", "docs/page2.md", 3),
    ]


@pytest.mark.parametrize(
    "key", ['description: "Keep a book for longer."', "subject: loans"], ids=["described", "no key"]
)
def test_a_page_whose_description_is_not_empty_is_not_told(told, key):
    assert told(operation(key)) == []


def test_an_empty_key_above_an_introduction_is_told_as_such(told):
    pages = [operation(introduction="Keep a book for longer."), operation('description: "About it."', action="end")]
    assert told(*pages) == [("empty-front-matter-key", "docs/page0.md", 3)]
