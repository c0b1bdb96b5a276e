"""Missing pages are notes where a folder was given in part, and are told once with the type that they lack."""

from __future__ import annotations

import pytest

import docgen

TYPE = """# {name} resource type

## Properties

|Property|Type|Description|
|:---|:---|:---|
{row}
"""
PAGE = "# Books\n\nThe books of a library. See {links}.\n"


def severities(folder, given: int, missing: int) -> set[str]:
    """Return how severe links to missing pages are, in a folder with some pages that exist and some that do not."""
    links = ", ".join(f"[{n}](tomes/t{n}.md)" for n in range(given + missing))
    (folder / "tomes").mkdir(parents=True)
    (folder / "books.md").write_text(PAGE.format(links=links))
    for n in range(given):
        (folder / "tomes" / f"t{n}.md").write_text("# Tome\n\nOne tome.\n")
    found = docgen.lint([folder]).diagnostics
    return {one.severity.value for one in found if one.name == "missing-page"}


@pytest.mark.parametrize(
    ("given", "missing", "expected"),
    [(9, 1, "error"), (18, 2, "error"), (17, 2, "info"), (5, 4, "info"), (1, 1, "error")],
)
def test_a_tenth_of_the_pages_may_be_missing_before_the_folder_counts_as_given_in_part(
    tmp_path, monkeypatch, given, missing, expected
):
    monkeypatch.chdir(tmp_path)
    assert severities(tmp_path / "docs", given, missing) == {expected}


def test_links_to_the_missing_page_of_a_type_are_told_where_the_type_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pages = {
        "resources/book.md": TYPE.format(name="book", row="|cover|[cover](cover.md)|What is around it.|"),
        "resources/disc.md": TYPE.format(name="disc", row="|id|String|As that of a [cover](../resources/cover.md).|"),
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    found = [one for one in docgen.lint([tmp_path]).diagnostics if one.code in ("DG301", "DG601")]
    assert [(one.code, one.span.path) for one in found] == [("DG301", "resources/book.md")]
    assert [one.span.path for one in found[0].related] == ["resources/disc.md"]
    assert found[0].more == " (2 times, on 2 pages: book.md, disc.md)"
