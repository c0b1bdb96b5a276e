"""Every command and snippet of the guide and of the README does what the page says.

A page is a session in an empty folder:

- a block with a title (```` ```md title="docs/books.md" ````) is a file, and is written; the commands of docgen in a
  workflow (``.yml``) are run, and must find something to do;
- a block ``console`` holds commands behind ``$ `` and what each prints, ``...`` standing for any lines;
- a block ``sh`` or ``python`` is run, and must succeed;
- a block below ``<!-- from: FILE -->`` quotes a file of the session or of the checkout: its stretches between lines
  ``...`` stand there as they are;
- a block below ``<!-- not run: REASON -->`` is only shown, as is one that ``.ci/run`` takes from the README.

Any other block is a mistake. ``pytest tests/docs --update-golden`` writes anew what commands print.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
# The pages that are written by hand, and the heads of those that are made from the code.
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs/pages").rglob("*.md")),
    *sorted((ROOT / "docs").glob("*.head.md")),
]
_NOT_RUN = re.compile(r"<!-- (?:not run|command): \S.*-->\s*$")
_FROM = re.compile(r"<!-- from: (?P<file>\S+) -->\s*$")
_TITLE = re.compile(r'\btitle="(?P<title>[^"]+)"')


class Block(NamedTuple):
    """A code block: its first word, the title, the text, the comment above it, and the line of its text from 0."""

    language: str
    title: str
    text: str
    above: str
    line: int


class Command(NamedTuple):
    """A command of a console block, what it is said to print, and the lines of that in the page, from 0."""

    text: str
    output: list[str]
    line: int


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page, those inside lists and tabs too, whatever their indentation."""
    lines = page.splitlines()
    for token in MarkdownIt().parse(re.sub(r"(?m)^ {4}(?=(?: {4})*[`\S])", "    ", page)):
        if token.type != "fence" or token.map is None:
            continue
        above = next((one for one in reversed(lines[: token.map[0]]) if one.strip()), "")
        title = _TITLE.search(token.info)
        first = token.info.split()[0] if token.info.split() else ""
        yield Block(first, title["title"] if title else "", token.content, above, token.map[0] + 1)


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a console block; a command goes on behind a backslash."""
    lines = block.text.splitlines()
    number = 0
    while number < len(lines):
        assert lines[number].startswith("$ "), f"no command: {lines[number]}"
        words = [lines[number][2:]]
        while words[-1].endswith("\\"):
            number += 1
            words.append(lines[number])
        number += 1
        start = number
        while number < len(lines) and not lines[number].startswith("$ "):
            number += 1
        yield Command("\n".join(words), lines[start:number], block.line + start)


class Session:
    """An empty folder in which the blocks of a page are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = str(Path(sys.executable).parent)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("DOCGEN", "GIT_"))}
        self.environment = {
            **kept,
            "PATH": programs + os.pathsep + os.environ["PATH"],
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.com",
        }

    def run(self, block: Block) -> None:
        """Do what a block says; raise AssertionError where something else comes out."""
        if _NOT_RUN.search(block.above):
            return
        quoted = _FROM.search(block.above)
        if quoted:
            file = self.folder / quoted["file"]
            _stands_in(
                block.text, (file if file.is_file() else ROOT / quoted["file"]).read_text("utf-8"), quoted["file"]
            )
        elif block.title:
            self._write(block.title, block.text)
            if block.title.endswith(".yml"):
                for command in _own_commands(yaml.safe_load(block.text)):
                    code, printed = self._run(["bash", "-c", command])
                    assert code < 2, f"{command}\n{printed}"
        elif block.language == "console":
            for command in commands(block):
                same(command, self.output(command.text))
        elif block.language in ("sh", "bash"):
            code, printed = self._run(["bash", "-euo", "pipefail", "-c", block.text])
            assert code == 0, f"{block.text}\n{printed}"
        elif block.language == "python":
            code, printed = self._run([sys.executable, "-c", block.text])
            assert code == 0, f"{block.text}\n{printed}"
        else:
            raise AssertionError(f"line {block.line}: give the block a title, or say above it why it is not run")

    def output(self, command: str) -> list[str]:
        """Return the lines that a command prints, those on standard error too."""
        return self._run(["bash", "-c", command])[1].splitlines()

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        assert path.resolve().is_relative_to(self.folder.resolve())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _run(self, command: list[str]) -> tuple[int, str]:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, re.sub(r"\b\d+(?:\.\d+)? s\b", "0.1 s", done.stdout)


def same(command: Command, printed: list[str]) -> None:
    """Raise AssertionError unless a command prints what the page says; ``...`` stands for any lines."""
    parts = "\n".join(command.output).split("\n...\n") if "..." in command.output else ["\n".join(command.output)]
    pattern = ".*".join(re.escape(part.removesuffix("\n...").removeprefix("...\n")) for part in parts)
    ends = (".*" if command.output[:1] == ["..."] else "", ".*" if command.output[-1:] == ["..."] else "")
    if not re.fullmatch(ends[0] + pattern + ends[1], "\n".join(printed), re.DOTALL):
        told = "\n".join(difflib.unified_diff(command.output, printed, "the page", "the command", lineterm=""))
        raise AssertionError(f"$ {command.text}\n{told}\n--update-golden writes the page anew")


def _own_commands(job: object) -> Iterator[str]:
    """Yield the commands of docgen in a workflow, however deep."""
    if isinstance(job, str) and job.startswith("docgen "):
        yield job
    elif isinstance(job, dict | list):
        for one in job.values() if isinstance(job, dict) else job:
            yield from _own_commands(one)


def _stands_in(excerpt: str, text: str, name: str) -> None:
    for part in re.split(r"(?m)^\s*\.\.\.\n", excerpt):
        assert part in text, f"not in {name}:\n{part}"


@pytest.fixture
def session(request, tmp_path):
    """Return an empty folder to run a page in; the README is run beside what stands beside it."""
    page = request.getfixturevalue("page")
    if page.name == "README.md":
        for name in ("docs_input", "tests/golden/bookstore"):
            shutil.copytree(ROOT / name, tmp_path / name)
    return Session(tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_blocks_do_what_the_page_says(page, session, request):
    text = page.read_text("utf-8")
    if request.config.getoption("--update-golden"):
        text = updated(text, session)
        page.write_text(text, "utf-8")
        return
    for block in blocks(text):
        session.run(block)


def updated(text: str, session: Session) -> str:
    """Return a page with what its commands print now; outputs with ``...`` stay."""
    lines = text.splitlines()
    changes: list[tuple[int, int, list[str]]] = []
    for block in blocks(text):
        if block.language != "console" or _NOT_RUN.search(block.above):
            if block.language != "python" and not _FROM.search(block.above):
                session.run(block)
            continue
        indent = " " * (len(lines[block.line]) - len(lines[block.line].lstrip()))
        for command in commands(block):
            printed = [(indent + line).rstrip() for line in session.output(command.text)]
            if "..." not in command.output:
                changes.append((command.line, len(command.output), printed))
    for line, count, printed in reversed(changes):
        lines[line : line + count] = printed
    return "\n".join(lines) + "\n"


def test_a_page_that_says_something_else_is_told(tmp_path):
    session = Session(tmp_path)
    page = "```console\n$ echo one; echo two\none\n...\n$ echo one\ntwo\n```\n"
    with pytest.raises(AssertionError, match="-two\n\\+one"):
        session.run(next(blocks(page)))
    with pytest.raises(AssertionError, match="give the block a title"):
        session.run(next(blocks("```yaml\na: 1\n```\n")))
    session.run(next(blocks('```text title="a.txt"\nx\n```\n')))
    with pytest.raises(AssertionError, match=r"not in a\.txt"):
        session.run(next(blocks("<!-- from: a.txt -->\n```text\ny\n```\n")))
