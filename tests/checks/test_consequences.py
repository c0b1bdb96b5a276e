"""Where many pages of a folder are missing it was given in part, and missing pages are only notes."""

from __future__ import annotations

import pytest

import docgen

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
