"""Sets of small pages go in; the whole Api that they make comes out, each span with its place and its text.

A line ``=== PATH`` begins a page. ``pytest --update-golden`` rewrites what the fixtures expect; the difference is to be
read before it is kept.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from markdown_it.utils import read_fixture_file

from docgen.source import Source

FOLDER = Path(__file__).parent / "fixtures" / "whole"
WITHOUT = ("types", "dialect", "pages")
UNSAID = ("missing-permissions", "unstated-response")  # of every operation of pages as short as these
_PAGE = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def cases(file: Path) -> list[tuple[str, str, str]]:
    """Return the cases of a fixture file: title, pages, what is expected."""
    return [(title, text, want.rstrip("\n")) for _, title, text, want in read_fixture_file(file)]


def shown(text: str, join, written_out) -> str:
    _, *found = _PAGE.split(text)
    pages = dict(zip(found[::2], found[1::2], strict=True))
    sources = {path: Source(path, page) for path, page in pages.items()}
    api = join(pages).api
    findings = tuple(one for one in api.diagnostics if one.name not in UNSAID)
    return "\n".join(written_out(msgspec.structs.replace(api, diagnostics=findings), sources, *WITHOUT))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(text, want, id=f"{file.stem}: {title}")
        for file in sorted(FOLDER.glob("*.md"))
        for title, text, want in cases(file)
    ],
)
def test_pages_make_the_api_that_is_expected_and_nothing_else(text, want, join, written_out):
    assert shown(text, join, written_out) == want


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_fixtures_can_be_rewritten(file, join, written_out, request):
    """Rewrite them where that is asked for; what would be written is what stands there."""
    whole = "\n".join(f"{title}\n.\n{text}.\n{shown(text, join, written_out)}\n.\n" for title, text, _ in cases(file))
    if request.config.getoption("--update-golden"):
        file.write_text(whole, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == whole
