"""Includes inside a text: what a file of one paragraph says stands in their place, and every place is right."""

from __future__ import annotations

import pytest

import docgen

PAGE = """# book resource type

A book. [!INCLUDE [more](includes/more.md)] It can be `lent`. TODO: say more.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key. [!INCLUDE [more](includes/more.md)]|
|name||[!INCLUDE [more](includes/more.md)] The name.|
"""


@pytest.fixture
def build(tmp_path, monkeypatch):
    def run(included):
        (tmp_path / "includes").mkdir()
        (tmp_path / "book.md").write_text(PAGE)
        if included is not None:
            (tmp_path / "includes/more.md").write_text(included)
        monkeypatch.chdir(tmp_path)
        built = docgen.build(["."], settings=docgen.Settings())
        found = {(one.code, one.span.start, one.span.end) for one in built.report.diagnostics}
        return built.document.content["components"]["schemas"]["book"], found

    return run


def test_a_paragraph_goes_into_texts_and_cells(build):
    schema, found = build("It has a *number*\non its back, and many pages that one can turn.\n")
    said = "It has a *number* on its back, and many pages that one can turn."
    assert schema["description"].split("\n") == ["A book.", said, "It can be `lent`. say more."]
    assert schema["properties"]["id"]["description"] == f"The key. {said}"
    assert schema["properties"]["name"]["description"] == f"{said} The name."
    codes = {code for code, _, _ in found}
    assert "DG118" not in codes
    (todo,) = [start for code, start, _ in found if code.startswith("DG20")]
    assert PAGE[todo:].startswith("TODO")
    assert all(0 <= start <= end <= len(PAGE) for _, start, end in found)


@pytest.mark.parametrize("included", ["## More\n\nText.\n", "- one\n- two\n", "One.\n\nTwo.\n"])
def test_anything_else_is_told(build, included):
    schema, found = build(included)
    assert [code for code, _, _ in found].count("DG118") == 3
    assert "It can be" in schema["description"]


def test_a_missing_file_is_told_once_at_each_include(build):
    _, found = build(None)
    codes = [code for code, _, _ in found]
    assert codes.count("DG012") == 3
    assert "DG118" not in codes
