"""An object that a page calls after the property that holds it, as if that were its type, is one finding a page."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

CREATE = """# Create chapter

{introduction}

## HTTP request

```http
POST /books/{{id}}/{segment}
```

## Response

Returns `201 Created` and a [chapter](../resources/chapter.md).
"""
CHAPTER = """# chapter resource type

Namespace: microsoft.graph

A chapter of a book.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The number of the chapter.|
"""
BOOK = """# book resource type

Namespace: microsoft.graph

A book. A sections object is nothing that this text should speak of.

## Methods

|Method|Return type|Description|
|:---|:---|:---|
|[Create chapter](../api/create.md)|[chapter](chapter.md)|{row}|

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The number on the shelf.|
|note|String|What a sections object is.|

## Relationships

|Relationship|Type|Description|
|:---|:---|:---|
|sections|[chapter](chapter.md) collection|The chapters of the book.|
|chapter|[chapter](chapter.md)|The chapter that is open.|
|lastChapter|[chapter](chapter.md)|The chapter at the end.|
"""


@pytest.fixture
def found(tmp_path, monkeypatch):
    """Return what is told of a page of an operation, a path, and a row of the table of operations."""

    def told(introduction="Add a chapter.", segment="sections", row="Add a chapter."):
        for name, text in (
            ("api/create.md", CREATE.format(introduction=introduction, segment=segment)),
            ("resources/chapter.md", CHAPTER),
            ("resources/book.md", BOOK.format(row=row)),
        ):
            file = tmp_path / "docs" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        report = docgen.lint(["docs"], settings=Settings())
        return [
            (one.span.path, report.sources[one.span.path].text[one.span.start : one.span.end], one.help, one.more)
            for one in report.diagnostics
            if one.name == "property-for-type"
        ]

    return told


@pytest.mark.parametrize("words", ["a new sections object", "a sections object", "the **sections** object"])
def test_a_property_for_the_type_of_what_is_created(found, words):
    assert found(f"Create {words}.") == [("docs/api/create.md", "sections", "write chapter", "")]


def test_a_property_for_a_type_in_the_table_of_operations(found):
    assert found(row="Create a new sections object.") == [("docs/resources/book.md", "sections", "write chapter", "")]


def test_all_places_of_a_page_are_one_finding(found):
    told = found("Create a new sections object. The sections object has to be short.")
    assert [one[3] for one in told] == [" (2 times on this page)"]


@pytest.mark.parametrize(
    ("introduction", "segment"),
    [
        ("Create a new chapter object.", "chapter"),
        ("Create a new sections object.", "chapters"),
        ("Create a new pages object.", "pages"),
        ("Create a new JSON object.", "sections"),
        ("Send the sections objective.", "sections"),
        ("Create a new object in sections.", "sections"),
    ],
    ids=["type", "another path", "no property", "JSON", "another word", "another place"],
)
def test_what_calls_an_object_otherwise_is_not_told(found, introduction, segment):
    assert found(introduction, segment) == []
