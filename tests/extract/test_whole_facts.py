"""Small pages go in; everything that they say comes out, each span with its place and its text.

``pytest --update-golden`` rewrites what the fixtures expect; the difference is to be read before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it.utils import read_fixture_file

FOLDER = Path(__file__).parent / "fixtures" / "whole"
WITHOUT = ("path", "name")

Lines = Callable[..., Iterator[str]]


def cases(file: Path) -> list[tuple[str, str, str]]:
    """Return the cases of a fixture file: title, page, what is expected."""
    return [(title, text, want.rstrip("\n")) for _, title, text, want in read_fixture_file(file)]


def shown(text: str, read: Any, written_out: Lines) -> str:
    found = read(text, "shop/page.md")
    return "\n".join(written_out(found.facts, {"shop/page.md": found.source}, *WITHOUT))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(text, want, id=f"{file.stem}: {title}")
        for file in sorted(FOLDER.glob("*.md"))
        for title, text, want in cases(file)
    ],
)
def test_a_page_says_all_that_is_expected_and_nothing_else(text, want, read, written_out):
    assert shown(text, read, written_out) == want


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_fixtures_can_be_rewritten(file, read, written_out, request):
    """Rewrite them where that is asked for; what would be written is what stands there."""
    whole = "\n".join(f"{title}\n.\n{text}.\n{shown(text, read, written_out)}\n.\n" for title, text, _ in cases(file))
    if request.config.getoption("--update-golden"):
        file.write_text(whole, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == whole
