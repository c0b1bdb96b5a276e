"""Marks of the unfinished in rows: told with their place whatever carries the row, and marked in the document."""

from __future__ import annotations

from pathlib import Path

import pytest

import docgen

CARRIERS = {
    "table": "|Name|Type|Description|\n|-|-|-|\n|title|TYPE|TEXT|\n|size|integer|Pages.|",
    "HTML table": "<table><tr><th>Name</th><th>Type</th><th>Description</th></tr>"
    "<tr><td>title</td><td>TYPE</td><td>TEXT</td></tr></table>",
    "list": "- `title` (TYPE) - TEXT\n- `size` (integer) - Pages.",
    "definition list": "title\n: TYPE. TEXT\n\nsize\n: Integer. Pages.",
    "definition list with types in its terms": "title (TYPE)\n: TEXT\n\nsize (integer)\n: Pages.",
    "heading": "#### `title`\n\n**Type:** TYPE\n\nTEXT\n\n#### `size`\n\n**Type:** integer\n\nPages.",
    "element": '<ParamField body="title" type="TYPE">\nTEXT\n</ParamField>',
    "template tag": '{% swagger-parameter in="body" name="title" type="TYPE" %}\nTEXT\n{% endswagger-parameter %}',
    "paragraph": "`title` (TYPE): TEXT\n\n`size` (integer): Pages.",
}
MARKS = ["TODO", "TBD", "FIXME", "Coming soon", "[description]", "-"]
# To CommonMark a line that is a lone "-" begins a list, and is no text.
NO_TEXT = {("-", "heading"), ("-", "element"), ("-", "template tag"), ("-", "paragraph")}


def built(tmp_path: Path, rows: str) -> tuple[list[tuple[str, int, int, str]], dict[str, object]]:
    """Return the findings of marks as (code, line, column, text), and the node of the property ``title``."""
    text = (
        f"# Books\n\n## Make\n\n`POST /books`\n\n### Parameters\n\n{rows}\n\n### Response\n\nReturns `201 Created`.\n"
    )
    page = tmp_path / "page.md"
    page.write_text(text)
    done = docgen.build([page], settings=docgen.Settings(baseline="", cache=False))
    found = []
    for one in done.report.diagnostics:
        if one.code.startswith("DG2"):
            before = text[: one.span.start]
            place = (before.count("\n") + 1, one.span.start - before.rfind("\n"))
            found.append((one.code, *place, text[one.span.start : one.span.end]))
    body = done.document.content["paths"]["/books"]["post"]["requestBody"]["content"]["application/json"]
    name = body["schema"]["$ref"].rsplit("/", 1)[-1]
    return found, done.document.content["components"]["schemas"][name]["properties"]["title"]


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_description(tmp_path, mark, carrier):
    if (mark, carrier) in NO_TEXT:
        pytest.skip("a lone dash is no text there")
    rows = CARRIERS[carrier].replace("TYPE", "string").replace("TEXT", mark)
    found, node = built(tmp_path, rows)
    lines = f"# Books\n\n## Make\n\n`POST /books`\n\n### Parameters\n\n{rows}".split("\n")
    ((code, line, column, text),) = found
    assert (code, text) == ("DG201", mark)
    assert lines[line - 1][column - 1 :].startswith(mark)
    assert node["x-docgen-missing"] is True
    assert node["type"] == "string"
    assert "description" not in node


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_type(tmp_path, mark, carrier):
    if (mark, carrier) == ("-", "definition list"):
        pytest.skip("a dash before a sentence is no word")
    rows = CARRIERS[carrier].replace("TYPE", mark).replace("TEXT", "The title.")
    found, node = built(tmp_path, rows)
    ((code, _, _, text),) = found
    assert (code, text) == ("DG206", mark)
    assert node["x-docgen-missing"] is True
    assert node["description"] == "The title."
    assert "type" not in node


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_is_written_is_not_marked(tmp_path, carrier):
    rows = CARRIERS[carrier].replace("TYPE", "string").replace("TEXT", "The to-do list of a reader.")
    found, node = built(tmp_path, rows)
    assert found == []
    assert node == {"type": "string", "description": "The to-do list of a reader."}


def test_a_parameter_of_the_query_is_marked(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Books\n\n`GET /books`\n\n### Query parameters\n\n|Name|Type|Description|\n|-|-|-|\n|page|int|TBD|\n"
    )
    done = docgen.build([page], settings=docgen.Settings(baseline="", cache=False))
    (parameter,) = done.document.content["paths"]["/books"]["get"]["parameters"]
    assert parameter["x-docgen-missing"] is True
