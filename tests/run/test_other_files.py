"""A picture that is missing is told by every build, and nobody looks for one outside of what was given."""

from __future__ import annotations

import pytest

PAGE = "# Boats\n\n## List boats\n\n`GET /boats`\n\n![a boat]({picture})\n\n`200 OK`\n"


@pytest.fixture
def told(tmp_path, monkeypatch, run):
    """Return a function that builds a page with a picture, and tells whether the picture is said to be missing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()

    def build(picture: str) -> bool:
        (tmp_path / "docs/boats.md").write_text(PAGE.format(picture=picture))
        return "DG612" in run("build", "docs", "-o", "boats.yaml", "--output-format", "concise").out

    return build


@pytest.mark.parametrize("folder", ["docs", "docs/images", "docs/.images"])
def test_a_picture_that_comes_or_goes_is_seen_by_the_next_build(told, tmp_path, folder):
    picture = f"{folder}/boat.png".removeprefix("docs/")
    assert told(picture)
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "boat.png").touch()
    assert not told(picture)
    (tmp_path / folder / "boat.png").unlink()
    assert told(picture)


def test_nobody_looks_outside_of_the_folder_that_was_given(told):
    assert not told("../boat.png")
