"""What rows, addresses and examples of one page say against each other is one finding at its place."""

from __future__ import annotations

import pytest

import docgen
from docgen.run.pipeline import lint_text
from docgen.settings import Settings

PLACE = "⟵"  # marks the place of the finding in the new text; taken out before the page is read
PAGE = """# Boats

Boats that people rent at the lake.

## Rent a boat

Rents a boat for some hours.

`PUT /piers/{pier}/boats/{boat}/rent`

### Parameters

|Name|In|Type|Required|Description|
|:---|:---|:---|:---|:---|
|pier|path|string|true|The pier.|
|boat|path|integer|true|The number on the bow.|
|hours|query|integer|false|How long, from 1 to 8. The default value is `2`.|
|paddles|query|string|false|What kind of paddles. Possible values are: `short`, `long`, `none`.|

### Example request

```http
PUT https://lake.example.com/piers/north/boats/17/rent?hours=3&paddles=short HTTP/1.1
```

### Response

|Status|Description|
|:---|:---|
|200|The rent.|
|404|There is no such boat.|

### Example response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "boatNumber": 17,
  "startTime": "2024-05-02T08:00:00Z",
  "endTime": "2024-05-02T11:00:00Z"
}
```

## Get a boat

Returns a boat.

`GET /boats/{id}`

### Parameters

|Name|In|Type|Required|Description|
|:---|:---|:---|:---|:---|
|id|path|integer|true|The number on the bow.|

### Example request

```http
GET https://lake.example.com/boats/17 HTTP/1.1
```

### Response

|Status|Description|
|:---|:---|
|200|The boat.|

### Example response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "id": 17,
  "color": "red"
}
```
"""

# What is wrong, what stands there, what stands there instead with the mark at the place, the rule.
CONTRADICTIONS = [
    (
        "failure described as the success",
        "|200|The rent.|\n|404",
        "|200|There is no such boat.|\n|⟵404",
        "shared-meaning",
    ),
    ("path parameter in the query", "|boat|path|", "|⟵boat|query|", "misplaced-parameter"),
    ("path parameter in a header", "|pier|path|", "|⟵pier|header|", "misplaced-parameter"),
    ("optional path parameter", "|pier|path|string|true|", "|⟵pier|path|string|false|", "optional-path-parameter"),
    ("argument that is not listed", "paddles=short ", "paddles=⟵broad ", "unlisted-argument"),
    ("argument over the greatest value", "hours=3", "hours=⟵9", "argument-out-of-range"),
    ("argument a letter off", "paddles=short ", "paddles=⟵shrot ", "unlisted-argument"),
    ("query parameter a letter off", "?hours=3", "?⟵huors=3", "undescribed-query-parameter"),
    ("query parameter without a row", "?hours=3", "?⟵crew=2&hours=3", "undescribed-query-parameter"),
    (
        "query parameter of the address a letter off",
        "`PUT /piers/{pier}/boats/{boat}/rent`",
        "⟵`PUT /piers/{pier}/boats/{boat}/rent{?huors,paddles}`",
        "undescribed-query-parameter",
    ),
    ("default over the greatest value", "value is `2`.", "value is `9`.", "contradicting-default"),
    (
        "default that is not listed",
        "`short`, `long`, `none`.|",
        "`short`, `long`, `none`. The default value is `broad`.|",
        "contradicting-default",
    ),
    ("required by its description", "|How long,", "|Required. How long,", "contradicting-required"),
    ("optional by its description", "|The pier.|", "|The pier. Optional.|", "contradicting-required"),
    ("end before the beginning", '"2024-05-02T11:00:00Z"', '⟵"2024-05-01T11:00:00Z"', "reversed-period"),
    ("answer about another boat", '"id": 17', '"id": ⟵71', "other-identifier"),
    (
        "status that stands twice",
        "|404|There is no such boat.|",
        "|⟵200|There is no such boat.|",
        "duplicate-row",
    ),
    (
        "status line with a comma",
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  "id"',
        '⟵HTTP/1,1 200 OK\nContent-Type: application/json\n\n{\n  "id"',
        "malformed-status-line",
    ),
    ("back-tick", "Returns a boat.", "Returns a ⟵`boat.", "unclosed-code"),
]


def found(folder, text):
    file = folder / "boats.md"
    file.write_text(text, encoding="utf-8")
    report = docgen.lint([str(file)], settings=Settings())
    return [
        (one.name, report.sources[one.span.path].position(one.span.start))
        for one in report.diagnostics
        if one.severity != "info"
    ]


def test_the_page_is_clean(tmp_path):
    assert found(tmp_path, PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"), [one[1:] for one in CONTRADICTIONS], ids=[one[0] for one in CONTRADICTIONS]
)
def test_each_contradiction_is_one_finding_at_its_place(tmp_path, old, new, rule):
    assert PAGE.count(old) == 1
    whole = PAGE.replace(old, new)
    told = found(tmp_path, whole.replace(PLACE, ""))
    assert [name for name, _ in told] == [rule]
    if PLACE in whole:
        before = whole[: whole.index(PLACE)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert (told[0][1].line, told[0][1].column) == (line, column)


def test_a_description_that_tells_a_failure_and_the_success_apart(tmp_path):
    both = "Returns 200 for a boat, and 404 where there is none."
    text = PAGE.replace("|The rent.|", f"|{both}|", 1).replace("|There is no such boat.|", f"|{both}|", 1)
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('`(string: "")` - Which pier to ask. The default is `north`.', True),
        ("`(string: '')` - Which pier to ask. The default is `north`.", True),
        ('`(string: "north")` - Which pier to ask. The default is `north`.', False),
        ('`(string: "")` - Which pier to ask. The default is that of the lake.', False),
        ('`(string: "")` - Which pier to ask.', False),
        ("`(string)` - Which pier to ask. The default is `north`.", False),
    ],
)
def test_a_default_against_the_empty_one_behind_the_type(tmp_path, row, told):
    text = f"# Boats\n\n## List boats\n\nLists boats.\n\n`GET /boats`\n\n### Parameters\n\n- `pier` {row}\n"
    assert ("contradicting-default" in [one.name for one in lint_text(text.encode(), "boats.md").diagnostics]) is told
