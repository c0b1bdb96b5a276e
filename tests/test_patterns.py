"""Patterns of paths: what git says of them, in little time whatever they hold."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.patterns import PatternError, Patterns, readable


@pytest.mark.parametrize(
    ("lines", "out", "kept"),
    [
        (["*.tmp"], ["a.tmp", "x/y/a.tmp", ".tmp"], ["a.tmp.md", "atmp"]),
        (["drafts/"], ["drafts/a.md", "x/drafts/y/a.md"], ["drafts", "x/drafts"]),
        (["/drafts"], ["drafts", "drafts/a.md"], ["x/drafts", "draftsx"]),
        (["a/b"], ["a/b", "a/b/c"], ["x/a/b", "a/bc", "a"]),
        (["a/*"], ["a/b", "a/b/c"], ["a", "x/a/b"]),
        (["a/*/c"], ["a/b/c"], ["a/c", "a/b/b/c"]),
        (["a/**/c"], ["a/c", "a/b/c", "a/b/b/c"], ["a/bc", "c"]),
        (["**/a/b"], ["a/b", "x/y/a/b"], ["a/x/b"]),
        (["a/**"], ["a/b", "a/b/c"], ["a", "ab"]),
        (["**"], ["a", "a/b"], []),
        (["a**b"], ["ab", "axxb", "x/axb"], ["a/b"]),
        (["?.md"], ["a.md", "x/é.md"], ["ab.md", ".md"]),
        (["[a-c].md", "[!x]z"], ["b.md", "az"], ["d.md", "xz", "/z"]),
        (["[]-]", "[a\\]]x"], ["]", "-", "]x", "ax"], ["a"]),
        (["[[:digit:][:upper:]]"], ["5", "B"], ["b", "["]),
        (["[z-a]", "[^z-a]x"], ["ax"], ["z", "a", "/x"]),
        (["*", "!*.md", "x.md"], ["a", "x.md"], ["a.md"]),
        (["a", "!a/b"], ["a/b"], []),
        (["a/*", "!a/b"], ["a/c"], ["a/b"]),
        (
            ["\\#a", "\\!b", "c\\*", "d\\ ", "e  ", "#f", "", "g\r"],
            ["#a", "!b", "c*", "d ", "e", "g"],
            ["cx", "#f", "f"],
        ),
    ],
)
def test_what_is_left_out(lines, out, kept):
    patterns = Patterns(lines)
    assert [path for path in out if not patterns.leave_out(path)] == []
    assert [path for path in kept if patterns.leave_out(path)] == []


def test_a_file_or_folder_by_itself():
    patterns = Patterns(["a/", "!b"])
    assert patterns.verdict("a", folder=True) is True
    assert patterns.verdict("a", folder=False) is None
    assert patterns.verdict("a/x", folder=False) is None
    assert patterns.verdict("x/b", folder=False) is False


@pytest.mark.parametrize("line", ["[a", "a\\", "!", "/", "a//b", "[[:books:]]", "a" * 5000])
def test_a_pattern_that_can_match_nothing_is_refused_or_passed_over(line):
    with pytest.raises(PatternError):
        Patterns([line])
    assert list(readable([line, "a", "# b", ""])) == ["a", "# b", ""]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 60 + "b", "a" * 250 + ".md"),
        ("?*" * 60 + "b", "a" * 250),
        ("[ab]*" * 60 + "c", "ab" * 120),
        ("**/" * 60 + "b", "a/" * 500 + "a"),
        ("**/a/" * 60 + "b", "a/" * 500 + "a"),
        ("a/**/" * 30 + "*a" * 30 + "/b", "a/" * 100 + "a" * 250),
        ("*" * 2000 + "b", "a" * 2000),
    ],
)
def test_no_pattern_explodes(pattern, path):
    assert not Patterns([pattern]).leave_out(path)
    assert Patterns([pattern]).leave_out(f"{path}/{path}b") in (True, False)


PIECES = st.sampled_from(
    [*"ab?/ !#-]", "*", "**", "/**", "**/", "[ab]", "[!a]", "[a-b]", "[]a]", "[[:alpha:]]", "\\*", "\\a", ".md", "["]
)
# Two stars behind other characters of a name are one star to the manual of Git, and something else to Git.
LINES = st.lists(PIECES, min_size=1, max_size=6).map("".join).filter(lambda line: not re.search(r"[^/]\*\*+/", line))
NAMES = st.sampled_from(["a", "b", "ab", "a.md", "b.md", "aa", "a b", "[x]", "a]", "-", "!x", "#y", "A"])


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(LINES, min_size=1, max_size=3),
    paths=st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), min_size=5, max_size=10, unique=True),
)
def test_git_says_the_same(repository, lines, paths):
    (repository / ".gitignore").write_text("\n".join(lines) + "\n")
    command = ["git", "-C", repository, "check-ignore", "--no-index", "-v", "-n", "-z", "--stdin"]
    told = subprocess.run(command, input="\0".join(paths), capture_output=True, text=True, check=False).stdout
    fields = told.split("\0")
    by_git = {
        path: bool(line) and not line.startswith("!") for line, path in zip(fields[2::4], fields[3::4], strict=True)
    }
    patterns = Patterns(readable(lines))
    assert {path: patterns.leave_out(path) for path in paths} == by_git
