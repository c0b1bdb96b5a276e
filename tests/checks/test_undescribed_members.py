"""Members of examples that the rows of their body leave out."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

PAGE = """# Fly kite

Fly a kite.

## HTTP request

```http
{0} /kites/{{id}}
```

## Request body

{1}

|Name|Type|Description|
|:--|:--|:--|
|height|Int32|How high.|
|line|Object|Its line.|
|line.length|Int32|How long.|
|tag.color|String|A name with a point.|

## Response

Returns `204 No Content`.

## Examples

### Request

```http
{0} https://api.kites.example/v1.0/kites/1
Content-Type: application/json

{2}
```
"""
KITE = """# kite resource type

A kite.

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
|height|Int32|How high.|
|wind|String|What wind it takes.|
|line|Object|Its line.|
|tag|Object|Its tag.|
"""
BLUEPRINT = """FORMAT: 1A

# Kites

# Fly [/kites/{{id}}/fly]

## POST

+ Parameters
    + `id`: `1` (required, string)

+ Request (application/json)
    + Attributes (object)
        + `height` (required, number)
    + Body

            {0}

+ Response 200 (application/json)
    + Attributes (object)
        + `seconds` (required, number)
        + `wind` (required, string)
    + Body

            {1}
"""
TYPED = "Send a [kite](kite.md) with:"


def told(folder, page, kite=KITE):
    (folder / "docs").mkdir()
    (folder / "docs" / "fly.md").write_text(page, encoding="utf-8")
    (folder / "docs" / "kite.md").write_text(kite, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [
        (one.message, len(one.related), report.sources[one.span.path].text[one.span.start : one.span.end])
        for one in report.diagnostics
        if one.code == "DG550"
    ]


def test_members_of_a_body_without_a_type(tmp_path):
    page = PAGE.format("POST", "Send these:", '{"height": 3, "wind": "west", "rain": false}')
    message = "wind and rain have no row in what the page says of the request"
    assert told(tmp_path, page) == [(message, 1, '"wind"')]


def test_a_member_of_an_object_inside(tmp_path):
    sent = '{"height": 3, "line": {"length": 30, "width": 1}}'
    message = "width has no row in what the page says of the request"
    assert [one[0] for one in told(tmp_path, PAGE.format("POST", "Send these:", sent))] == [message]


def test_what_a_request_changes(tmp_path):
    page = PAGE.format("PATCH", TYPED, '{"height": 3, "wind": "west"}')
    assert [one[0] for one in told(tmp_path, page)] == ["wind has no row in what the page says of the request"]


@pytest.mark.parametrize(
    ("method", "sentence", "body"),
    [
        ("POST", "Send these:", '{"height": 3}'),
        ("POST", "Send these:", '{"Height": 3}'),  # told elsewhere
        ("POST", "Send these:", '{"wind": "west"}'),  # another body
        ("POST", "Send these:", '{"height": 3, "@odata.type": "kite", "_links": {}}'),
        ("POST", "Send these:", '{"height": 3, "tag.color": "red"}'),
        ("POST", TYPED, '{"height": 3, "wind": "west"}'),  # the table may list what is required
        ("POST", "These are required when you fly it:", '{"height": 3, "wind": "west"}'),
    ],
)
def test_what_is_described_or_another_thing(tmp_path, method, sentence, body):
    assert told(tmp_path, PAGE.format(method, sentence, body)) == []


@pytest.mark.parametrize(
    ("sent", "got", "expected"),
    [
        ('{"height": 3}', '{"seconds": 9, "wind": "west"}', []),
        (
            '{"height": 3, "until": 9}',
            '{"seconds": 9, "wind": "west"}',
            [("until", "request")],
        ),
        (
            '{"height": 3}',
            '{"seconds": 9, "wind": "west", "fell": true}',
            [("fell", "response")],
        ),
        ('{"height": 3}', '{"seconds": 9, "wind": "west", "a": 1, "b": 2}', []),  # it describes what matters
    ],
)
def test_attributes_of_a_blueprint(tmp_path, sent, got, expected):
    messages = [f"{name} has no row in what the page says of the {side}" for name, side in expected]
    assert [one[0] for one in told(tmp_path, BLUEPRINT.format(sent, got))] == messages
