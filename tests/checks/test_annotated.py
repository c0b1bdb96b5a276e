"""Annotations of code blocks against what stands beside them."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

PAGE = """# List kites

## Permissions

|Permission type|Permissions|
|:--|:--|
|Delegated|Kite.Read, Kite.ReadWrite.All|

## HTTP request

```http
GET /kites
```

## Response

Returns `200 OK` and a list of [kite](kite.md) objects.

## Examples

### Request

<!-- {{ "blockType": "request", "name": "list"{0} }} -->
```http
GET https://api.kites.example/kites
```

### Response

<!-- {{ "blockType": "response"{1} }} -->
```http
HTTP/1.1 200 OK
Content-Type: application/json

{{"kites": [{{"id": "1"}}]}}
```
"""
KITE = """# kite resource type

A kite, see [all](list.md).

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
|name|String|The name.|
|tail|String|Its tail.|

## JSON representation

<!-- {{ "blockType": "resource", "@odata.type": "kite"{0} }} -->
```json
{{"id": "1", "name": "Red"}}
```
"""


def told(folder, code, request="", response="", resource=""):
    (folder / "list.md").write_text(PAGE.format(request, response))
    (folder / "kite.md").write_text(KITE.format(resource))
    report = docgen.lint([str(folder)], settings=Settings())
    return [one.message for one in report.diagnostics if one.code == code]


@pytest.mark.parametrize(
    ("request_", "response", "message"),
    [
        (', "scopes": "kite.read"', "", None),
        (', "scopes": "kite.read kite.readwrite.all"', "", None),
        (', "scopes": "kite.write"', "", "that kite.write is needed, but the page does not name it"),
        (', "target": "action", "isComposable": true, "sampleKeys": ["1"]', "", None),
        ("", ', "collectionProperty": "kites"', None),
        ("", ', "collectionProperty": "items"', "that the items stand in items, but the answer has no such list"),
        ("", ', "isEmpty": true', "that nothing is returned, but the answer shows 1 of it"),
        ("", ', "expectError": true', "that this is a failure, but the answer is 200"),
        ("", ', "expectError": false', None),
    ],
)
def test_what_an_annotation_says_and_the_page_does_not(tmp_path, request_, response, message):
    expected = [f"the annotation says {message}"] if message else []
    assert told(tmp_path, "DG430", request_, response) == expected


def test_a_representation_may_leave_out_what_its_annotation_says(tmp_path):
    assert told(tmp_path, "DG311") == ["the table has tail, but the JSON representation does not"]
    assert told(tmp_path, "DG311", resource=', "optionalProperties": ["tail"]') == []
