"""Which pages are found, in which order, and what prevents one from being read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen import files
from docgen.errors import DocgenError
from docgen.files import discover, matcher, read


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Return a function that writes files below the working directory."""
    monkeypatch.chdir(tmp_path)

    def write(*names: str, text: str = "# Page\n") -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def names(*paths, **options):
    return [page.name for page in discover(paths, **options)]


def test_folders_are_searched_to_the_bottom_and_sorted_by_name(tree):
    tree(
        "docs/b.md",
        "docs/a.markdown",
        "docs/api/c.MD",
        "docs/d.mdx",
        "docs/e.html.md",
        "docs/f.apib",
        "docs/notes.txt",
        "docs/image.png",
    )
    assert names("docs") == ["a.markdown", "api/c.MD", "b.md", "d.mdx", "e.html.md", "f.apib"]


def test_the_displayed_path_is_relative_to_the_working_directory(tree, monkeypatch):
    root = tree("docs/api/a.md", "elsewhere/x.md")
    assert [page.path for page in discover(["docs"])] == ["docs/api/a.md"]
    monkeypatch.chdir(root / "elsewhere")
    assert [page.path for page in discover([root / "docs"])] == ["../docs/api/a.md"]


def test_neither_the_order_of_arguments_nor_the_working_directory_matters(tree, monkeypatch):
    root = tree("one/b.md", "one/a.md", "two/a.md", "two/c/d.md")
    expected = [page.real for page in discover(["one", "two"])]
    assert [page.real for page in discover(["two", "one"])] == expected
    monkeypatch.chdir(root / "one")
    assert [page.real for page in discover(["../two", "."])] == expected


def test_a_page_given_twice_counts_once_and_takes_the_widest_root(tree):
    tree("docs/api/a.md")
    for paths in (["docs", "docs/api/a.md", "docs/api"], ["docs/api", "docs/api/a.md", "docs"]):
        assert names(*paths) == ["api/a.md"]


def test_hidden_files_and_folders_are_left_out(tree):
    tree("docs/a.md", "docs/.git/x.md", "docs/.hidden/y.md", "docs/.z.md")
    assert names("docs") == ["a.md"]


def test_ignored_files_are_left_out_but_not_when_they_are_named(tree):
    tree("docs/a.md", "docs/draft-b.md", "docs/out/c.md", "docs/out/deep/d.md")
    tree("docs/.gitignore", text="draft-*\nout/\n")
    assert names("docs") == ["a.md"]
    assert names("docs", "docs/draft-b.md") == ["a.md", "draft-b.md"]
    assert names("docs/out") == ["c.md", "deep/d.md"]


def test_a_deeper_gitignore_overrides_a_higher_one(tree):
    tree("docs/x-a.md", "docs/keep/x-b.md")
    tree("docs/.gitignore", text="x-*\n")
    tree("docs/keep/.gitignore", text="!x-b.md\n")
    assert names("docs") == ["keep/x-b.md"]


def test_the_gitignore_files_of_the_repository_above_hold(tree):
    tree(".git/HEAD", "docs/a.md", "docs/generated/b.md")
    tree(".gitignore", text="/docs/generated/\n")
    assert names("docs") == ["a.md"]


def test_gitignore_files_outside_the_repository_do_not_hold(tree):
    tree("repository/.git/HEAD", "repository/docs/a.md")
    tree(".gitignore", text="*.md\n")
    assert names("repository/docs") == ["a.md"]


def test_excluded_patterns_are_left_out_but_not_when_they_are_named(tree):
    root = tree("docs/a.md", "docs/old/b.md", "docs/c.draft.md")
    patterns = ["docs/old/", "*.draft.md"]
    assert names("docs", exclude=patterns, folder=root) == ["a.md"]
    assert names("docs/c.draft.md", exclude=patterns, folder=root) == ["c.draft.md"]


def test_excluded_patterns_start_from_their_folder(tree, monkeypatch):
    root = tree("docs/a.md", "docs/old/b.md")
    monkeypatch.chdir(root / "docs")
    assert names(".", exclude=["/docs/old"], folder=root) == ["a.md"]


def test_a_glob_is_expanded_when_the_shell_did_not(tree):
    tree("docs/a.md", "docs/b.txt", "docs/api/c.md", "docs/api/deep/d.md", "docs/.hidden/e.md")
    assert names("docs/*.md") == ["a.md"]
    assert names("docs/**/*.md") == ["a.md", "api/c.md", "api/deep/d.md"]
    assert names("docs/a*") == ["a.md", "api/c.md", "api/deep/d.md"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tree):
    tree("docs/a[1].md", "docs/a1.md")
    assert names("docs/a[1].md") == ["a[1].md"]


def test_the_root_of_the_settings_replaces_that_of_every_path(tree):
    root = tree("docs/api/a.md", "docs/resources/b.md")
    assert names("docs/api", "docs/resources/b.md", root=root / "docs") == ["api/a.md", "resources/b.md"]


def test_a_path_outside_the_root_of_the_settings_is_an_error(tree):
    root = tree("docs/a.md", "other/b.md")
    with pytest.raises(DocgenError, match="other lies outside the root docs"):
        names("other", root=root / "docs")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "nowhere does not exist"),
        ("empty", r"no pages in empty \(looked for \*.md, \*.markdown, \*.mdx, \*.apib\)"),
        ("empty/*.md", "no pages in empty/"),
        ("no/where/*.md", "matches nothing"),
        ("nul\0byte", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ],
)
def test_a_path_that_holds_no_page_is_an_error_that_names_it(tree, path, message):
    (tree() / "empty").mkdir()
    with pytest.raises(DocgenError, match=message):
        discover([path])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_neither_file_nor_folder_is_an_error_and_does_not_wait(tree):
    os.mkfifo(tree() / "pipe.md")
    with pytest.raises(DocgenError, match="neither a file nor a folder"):
        discover(["pipe.md"])


def test_links_out_of_the_root_are_findings_and_are_not_read(tree):
    root = tree("docs/a.md", "secret/s.md")
    (root / "docs/file.md").symlink_to(root / "secret/s.md")
    (root / "docs/folder").symlink_to(root / "secret")
    found = {page.name: read(page) for page in discover(["docs"])}
    assert found["a.md"].source is not None
    for name, target in (("file.md", "secret/s.md"), ("folder", "secret")):
        assert found[name].source is None
        (finding,) = found[name].diagnostics
        assert finding.name == "page-outside-root"
        assert finding.span.path == f"docs/{name}"
        assert target in finding.message


def test_links_inside_the_root_are_the_pages_they_lead_to(tree):
    root = tree("docs/real/a.md")
    (root / "docs/again.md").symlink_to("real/a.md")
    (root / "docs/zfolder").symlink_to("real")
    assert names("docs") == ["real/a.md"]


def test_links_in_a_circle_end(tree):
    root = tree("docs/a/b/c.md")
    (root / "docs/a/b/up").symlink_to(root / "docs")
    (root / "docs/self").symlink_to("self")
    (root / "docs/self.md").symlink_to("self.md")
    pages = {page.name: read(page) for page in discover(["docs"])}
    assert sorted(pages) == ["a/b/c.md", "self.md"]
    assert [one.name for one in pages["self.md"].diagnostics] == ["unreadable-page"]


def test_a_link_that_is_named_itself_is_followed(tree):
    root = tree("elsewhere/a.md")
    (root / "docs").symlink_to("elsewhere")
    assert names("docs") == ["a.md"]
    (root / "page.md").symlink_to("elsewhere/a.md")
    assert names("page.md") == ["page.md"]


def test_a_folder_that_cannot_be_listed_is_a_finding(tree, monkeypatch):
    tree("docs/a.md", "docs/locked/b.md")
    entries = files._entries

    def refuse(folder):
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return entries(folder)

    monkeypatch.setattr(files, "_entries", refuse)
    found = {page.name: read(page) for page in discover(["docs"])}
    assert found["a.md"].source is not None
    assert [one.name for one in found["locked"].diagnostics] == ["unreadable-page"]


def test_a_page_that_cannot_be_opened_is_a_finding(tree):
    root = tree("docs/a.md")
    (page,) = discover(["docs"])
    (root / "docs/a.md").unlink()
    (finding,) = read(page).diagnostics
    assert (finding.name, finding.span.path) == ("unreadable-page", "docs/a.md")
    assert "No such file" in finding.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_only_regular_files_are_pages_and_nothing_waits_for_another(tree):
    root = tree("docs/a.md")
    os.mkfifo(root / "docs/pipe.md")
    os.mkfifo(root / "docs/.gitignore")
    (root / "docs/link.md").symlink_to("pipe.md")
    assert names("docs") == ["a.md", "pipe.md"]
    reading = read(discover(["docs"])[1])
    assert reading.source is None
    assert [one.message for one in reading.diagnostics] == ["the page cannot be read: it is no regular file"]
    assert files.source("docs/pipe.md") is None


def test_a_source_is_that_of_a_digest_or_none(tree):
    tree("docs/a.md")
    reading = read(discover(["docs"])[0])
    assert files.source("docs/a.md", reading.digest) == reading.source
    tree("docs/a.md", text="# Pages\n")
    assert files.source("docs/a.md", reading.digest) is None


def test_a_page_that_is_too_large_is_a_finding_and_is_not_read(tree):
    root = tree("docs/a.md")
    with open(root / "docs/a.md", "wb") as file:
        file.truncate(50_000_000)
    (page,) = discover(["docs"])
    reading = read(page)
    assert reading.source is None
    assert [one.name for one in reading.diagnostics] == ["oversized-page"]
    assert "50.0 MB" in reading.diagnostics[0].message


def test_a_matcher_takes_patterns_as_git_does(tmp_path):
    matches = matcher(["api/*.md", "!api/b.md", "old/"], tmp_path)
    assert matches(tmp_path / "api/a.md")
    assert not matches(tmp_path / "api/b.md")
    assert matches(tmp_path / "deep/old/c.md")
    assert not matches(tmp_path / "other/api/a.md")


def test_a_pattern_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(DocgenError, match="pattern"):
        matcher(["!"], tmp_path)
