"""What ``docgen lint --fix`` writes, what it leaves as it is, and what it says of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from docgen import fingerprints
from docgen.findings import fixes

PAGE = Path("docs_input/book-get.md")
EXAMPLE = '\n## Examples\n\n``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ "id": "1"%s }\n```\n'
HEADING = "\n## Requst headers\n\nNone.\n"


@pytest.fixture
def comma(books) -> Path:
    """Return the working directory, with a page that has a comma too many."""
    PAGE.write_text(PAGE.read_text() + EXAMPLE % ",")
    return books


def is_fixed(page: Path = PAGE) -> bool:
    return page.read_text().endswith(EXAMPLE % "")


def saving_before(monkeypatch, module, name: str, text: str) -> None:
    """Have the page saved by somebody else just before a function is called for the first time."""
    real, waiting = getattr(module, name), [text]

    def late(*args, **options):
        if waiting:
            PAGE.write_text(waiting.pop())
        return real(*args, **options)

    monkeypatch.setattr(module, name, late)


@pytest.mark.parametrize(("module", "name"), [(fixes, "chosen"), (os, "fsync")], ids=["after reading", "while writing"])
@pytest.mark.parametrize("cached", ["--cache", "--no-cache"])
def test_a_page_that_is_saved_meanwhile_is_left_as_it_was_saved(comma, run, monkeypatch, module, name, cached):
    saved = "# Another\n" + PAGE.read_text()
    saving_before(monkeypatch, module, name, saved)
    done = run("lint", "--fix", cached, "--select", "DG501")
    assert PAGE.read_text() == saved
    assert done.err.splitlines()[0] == "docs_input/book-get.md is left as it is: it was saved meanwhile"
    run("lint", "--fix", cached)
    assert PAGE.read_text() == saved.replace('"1",', '"1"')


def test_a_page_that_looks_unchanged_to_the_cache_is_read_for_fixes(comma, run, monkeypatch):
    monkeypatch.setattr(fingerprints, "_CLOCKS_DIFFER", -(10**18))
    monkeypatch.setattr(fingerprints, "stamp", lambda status: bytes(32))
    run("lint")
    PAGE.write_text(PAGE.read_text().replace("## Response", "More.\n\n## Response"))
    before = PAGE.read_text()
    assert run("lint", "--diff", "--select", "DG501").out
    run("lint", "--fix", "--select", "DG501")
    assert PAGE.read_text() == before.replace('"1",', '"1"')


def test_the_rest_is_corrected_when_one_page_is_read_only(comma, run):
    other = Path("docs_input/other.md")
    other.write_text(PAGE.read_text())
    PAGE.chmod(0o444)
    done = run("lint", "--fix", "--select", "DG501")
    assert "docs_input/book-get.md is left as it is: it is read-only" in done.err.splitlines()
    assert "Fixed 1 problem in 1 page." in done.err.splitlines()
    assert not is_fixed() and is_fixed(other)
    assert stat.S_IMODE(PAGE.stat().st_mode) == 0o444


def test_hard_links_symbolic_links_and_modes_stay(comma, run):
    PAGE.chmod(0o640)
    twin, target, link = Path("twin.md"), Path("docs_input/real/other.md"), Path("docs_input/link.md")
    twin.hardlink_to(PAGE)
    target.parent.mkdir()
    target.write_text(PAGE.read_text())
    target.chmod(0o600)
    link.symlink_to(Path("real/other.md"))
    assert run("lint", "--fix", "docs_input/link.md", "docs_input/book-get.md", "--exit-zero").code == 0
    assert is_fixed() and is_fixed(twin) and is_fixed(target)
    assert twin.samefile(PAGE) and PAGE.stat().st_nlink == 2
    assert link.is_symlink()
    assert (stat.S_IMODE(PAGE.stat().st_mode), stat.S_IMODE(target.stat().st_mode)) == (0o640, 0o600)


def test_a_link_out_of_the_folder_is_not_written_through(comma, run):
    outside = comma / "elsewhere.md"
    outside.write_text(PAGE.read_text())
    link = Path("docs_input/link.md")
    link.symlink_to(outside)
    for paths in ((), ("docs_input/link.md",)):
        done = run("lint", "--fix", *paths)
        assert not is_fixed(outside)
    assert "docs_input/link.md is left as it is: it lies outside the given folders" in done.err.splitlines()
    assert link.is_symlink()


def test_only_unsafe_fixes_change_what_a_reader_sees(comma, run):
    PAGE.write_text(PAGE.read_text().replace("\n## Response", f"{HEADING}\n## Response"))
    before = PAGE.read_text()
    said = run("lint", "--select", "DG103,DG501").err
    assert said.endswith(" 1 can be fixed with docgen lint --fix. 1 can be fixed with docgen lint --unsafe-fixes.\n")
    assert "Requst" not in run("lint", "--diff").out
    assert "+## Request headers" in run("lint", "--diff", "--unsafe-fixes").out
    assert PAGE.read_text() == before
    run("lint", "--fix")
    assert is_fixed() and HEADING in PAGE.read_text()
    run("lint", "--unsafe-fixes")
    assert HEADING not in PAGE.read_text()
    assert run("lint", "--diff", "--unsafe-fixes").code == 0


def test_a_fix_that_a_reader_would_see_on_this_page_is_left_to_unsafe_fixes(books, run):
    page = Path("docs_input/book.md")
    before = page.read_text() + "\n## Examples\n\n    <!-- { blockType: 'ignored', } -->\n"
    page.write_text(before)
    done = run("lint", "--fix")
    assert done.err.startswith("docs_input/book.md is left as it is: its fixes would change what the page says")
    assert page.read_text() == before
    run("lint", "--unsafe-fixes")
    assert page.read_text() == before.replace("blockType: 'ignored',", '"blockType": "ignored"')


def test_a_comma_in_an_included_file_is_corrected_once(comma, run):
    part = Path("docs_input/includes/part.md")
    part.parent.mkdir()
    part.write_text((EXAMPLE % ",").removeprefix("\n## Examples\n\n"))
    for name in ("a", "b"):
        Path(f"docs_input/{name}.md").write_text("# A\n\n## Examples\n\n[!INCLUDE [part](includes/part.md)]\n")
    run("lint", "--fix")
    assert part.read_text() == (EXAMPLE % "").removeprefix("\n## Examples\n\n")
    assert run("lint", "--diff", "--unsafe-fixes") == (0, "", "")
