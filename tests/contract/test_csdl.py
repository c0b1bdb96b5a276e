"""The metadata of an OData service as a contract: what it says of types, members and actions."""
# ruff: noqa: E501  a row of a table stands on one line

from __future__ import annotations

import pytest

from docgen.compare import drift
from docgen.contract.load import load
from docgen.run import pipeline
from docgen.settings import Settings

HEAD = '<?xml version="1.0"?>\n<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">\n<edmx:DataServices>\n'
METADATA = (
    HEAD
    + """<Schema Namespace="microsoft.graph" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EnumType Name="binding"><Member Name="hard" Value="0"/><Member Name="soft" Value="1"/></EnumType>
<EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<EntityType Name="book" BaseType="self.entity">
<Property Name="title" Type="Edm.String"/>
<Property Name="pages" Type="Edm.Int32"/>
<Property Name="tags" Type="Collection(Edm.String)"/>
<Property Name="cover" Type="self.binding"/>
<NavigationProperty Name="sequel" Type="self.book"/>
</EntityType>
<Action Name="lend" IsBound="true"><Parameter Name="bindingParameter" Type="self.book"/><Parameter Name="reader" Type="Edm.String"/><Parameter Name="days" Type="Edm.Int32"/></Action>
</Schema></edmx:DataServices></edmx:Edmx>
"""
)
BOOK = """# book resource type

Namespace: microsoft.graph

A book. Inherits from [entity](entity.md).

## Properties

|Property|Type|Description|
|:---|:---|:---|
|cover|binding|How it is bound. Possible values are: `hard`, `soft`.|
|pages|Int32|How long it is.|
|tags|String collection|Words.|
|title|String|What it is called.|

## Relationships

|Relationship|Type|Description|
|:---|:---|:---|
|sequel|[book](book.md)|What follows.|
"""
ENTITY = "# entity resource type\n\nNamespace: microsoft.graph\n\nA thing.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n"
LEND = """# book: lend

Namespace: microsoft.graph

Lend a book.

## HTTP request

```http
POST /books/{id}/lend
```

## Request body

|Parameter|Type|Description|
|:---|:---|:---|
|reader|String|Who.|
|days|Int32|How long.|

## Response

If successful, this action returns a `204 No Content` response code.
"""


def found(folder, book=BOOK, metadata=METADATA, lend=LEND):
    for name, text in (("resources/book.md", book), ("resources/entity.md", ENTITY), ("api/book-lend.md", lend)):
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, "utf-8")
    (folder / "metadata.xml").write_text(metadata, "utf-8")
    document = pipeline.emitted([str(folder / "docs")], settings=Settings())
    findings = drift.drift(document, load(str(folder / "metadata.xml"))).findings
    return sorted((one.code, one.message) for one in findings)


def test_pages_that_agree_with_the_metadata(tmp_path):
    assert [one for one in found(tmp_path) if one[0] != "DG818"] == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('Name="pages" Type="Edm.Int32"', 'Name="pages" Type="Edm.String"', ("DG821", "microsoft.graph.book.pages is integer here, and string in the contract")),
        ('Name="pages" Type="Edm.Int32"', 'Name="pages" Type="Edm.Int64"', ("DG822", "microsoft.graph.book.pages has the format int32 here, and int64 in the contract")),
        ('Type="Collection(Edm.String)"', 'Type="Edm.String"', ("DG821", "microsoft.graph.book.tags is array of string here, and string in the contract")),
        ('<Property Name="pages" Type="Edm.Int32"/>\n', "", ("DG803", "the contract has no microsoft.graph.book.pages")),
        ('<Property Name="pages"', '<Property Name="shelf" Type="Edm.String"/>\n<Property Name="pages"', ("DG813", "no page documents microsoft.graph.book.shelf")),
        ('Name="pages"', 'Name="Pages"', ("DG830", "pages is spelt Pages in the contract")),
        ('<Member Name="soft" Value="1"/>', "", ("DG805", "the contract does not list the value soft of microsoft.graph.binding")),
        ('Value="1"/>', 'Value="1"/><Member Name="none"/>', ("DG815", "no page documents the value none of microsoft.graph.binding")),
        ('Name="days" Type="Edm.Int32"', 'Name="weeks" Type="Edm.Int32"', ("DG802", "the contract has no body parameter days of POST /books/{id}/lend")),
        ('Name="reader" Type="Edm.String"', 'Name="reader" Type="Edm.Int64"', ("DG821", "reader of POST /books/{id}/lend is string here, and integer in the contract")),
    ],
)  # fmt: skip
def test_what_differs_from_the_metadata(tmp_path, before, after, expected):
    assert before in METADATA
    assert expected in found(tmp_path, metadata=METADATA.replace(before, after))


def test_what_metadata_cannot_say_is_no_difference(tmp_path):
    lend = LEND.replace("`204 No Content`", "`202 Accepted`").replace("/books/{id}/lend", "/me/books/{id}/lend")
    assert [one for one in found(tmp_path, lend=lend) if one[0] != "DG818"] == []
