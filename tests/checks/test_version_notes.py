"""Notes that a version may change, on the pages of another version."""

from __future__ import annotations

import docgen
from docgen.settings import Settings

NOTE = "> **Important:** APIs under the /beta version may be changed, and are subject to change without a word.\n\n"
GET = """# Get {0}

{1}Get a [{0}](../resources/{0}.md).

## HTTP request

```http
GET /{0}s/{{id}}
```

## Response

Returns `200 OK` and a [{0}](../resources/{0}.md).

## Examples

### Request

```http
GET https://api.kites.example/{2}/{0}s/1
```

### Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{{"id": "1"}}
```
"""
TYPE = """# {0} resource type

{1}A {0}.

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
"""


def told(folder, **others):
    pages = {f"api/{name}-get.md": GET.format(name, "", "v1.0") for name in ("kite", "line", "tail", "reel")}
    pages |= {f"resources/{name}.md": TYPE.format(name, "") for name in ("kite", "line", "tail", "reel")}
    for name, page in (pages | others).items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    found = [one for one in report.diagnostics if one.code == "DG413"]
    return [(one.message, text(report, one.span), [text(report, also.span) for also in one.related]) for one in found]


def text(report, span):
    source = report.sources[span.path]
    return f"{span.path.rpartition('docs/')[2]}: {source.text[span.start : span.end]}"


def test_the_pages_without_a_note(tmp_path):
    assert told(tmp_path) == []


def test_a_note_on_an_operation_and_on_a_type_of_another_version(tmp_path):
    message = "this note is about version beta, but the pages of this folder are about v1.0"
    assert told(
        tmp_path,
        **{
            "api/kite-get.md": GET.format("kite", NOTE, "v1.0"),
            "resources/line.md": TYPE.format("line", NOTE.replace("/beta", "`/beta`")),
        },
    ) == [(message, "api/kite-get.md: beta", []), (message, "resources/line.md: beta", [])]


def test_a_note_that_is_included(tmp_path):
    page = GET.format("kite", "[!INCLUDE [note](../includes/preview.md)]\n\n", "v1.0")
    found = told(tmp_path, **{"api/kite-get.md": page, "includes/preview.md": NOTE})
    assert [place for _, place, _ in found] == ["api/kite-get.md: preview.md"]


def test_a_note_on_a_page_whose_example_calls_that_version(tmp_path):
    assert told(tmp_path, **{"api/kite-get.md": GET.format("kite", NOTE, "beta")}) == [
        (
            "the example calls version beta, but the pages of this folder are about v1.0",
            "api/kite-get.md: /beta",
            ["api/kite-get.md: beta"],
        )
    ]


def test_a_note_on_the_version_that_the_pages_are_about(tmp_path):
    pages = {f"api/{name}-get.md": GET.format(name, NOTE, "beta") for name in ("kite", "line", "tail", "reel")}
    assert told(tmp_path, **pages, **{"resources/kite.md": TYPE.format("kite", NOTE)}) == []


def test_a_sentence_about_another_version(tmp_path):
    sentence = "The APIs under the /beta version have further properties. Their names are subject to change.\n\n"
    assert told(tmp_path, **{"resources/kite.md": TYPE.format("kite", sentence)}) == []
