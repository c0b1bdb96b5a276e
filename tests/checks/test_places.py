"""A fix of a name changes the name that is wrong, and no other one that holds it or looks alike."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

PAGE = (
    "# {title} boat\n\n{title} a boat.\n\n## HTTP request\n\n```http\nPOST {path}\n```\n\n"
    "## Response\n\nIf successful, this method returns `204 No Content`.\n"
)


@pytest.mark.parametrize("titles", [("Add", "Put"), ("Add", "Put", "Set")])  # with more pages another rule tells it
@pytest.mark.parametrize(
    ("usual", "path"),
    [
        ("/boathouses/Boat/{id}/", "/boathouses/⟵boat/{id}/mend"),
        ("/house-boats/Boat/{id}/", "/house-boats/⟵boat/{id}/mend"),
        ("/boat/{id}/Boat/", "/boat/{id}/⟵boat/mend"),
    ],
)
def test_the_segment_that_is_meant_is_changed(tmp_path, titles, usual, path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for title in titles:
        page = PAGE.format(title=title, path=usual + title.lower())
        (folder / f"{title.lower()}.md").write_text(page, encoding="utf-8")
    page = PAGE.format(title="Mend", path=path)
    (folder / "mend.md").write_text(page.replace("⟵", ""), encoding="utf-8")
    report = docgen.lint([str(folder)], settings=Settings(cache=False))
    (edit,) = [edit for one in report.diagnostics if one.code in ("DG608", "DG617") for edit in one.fix.edits]
    assert (edit.span.start, edit.text) == (page.index("⟵"), "Boat")
