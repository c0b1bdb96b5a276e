"""The same pages give the same bytes, whatever the hash seed, the working directory, the order and the jobs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import docgen
from docgen import dialects, extract, files, markdown, model
from docgen.openapi import serialize
from docgen.openapi.emit.document import emit
from docgen.source import decode

PROJECT = Path(__file__).parent.parent
RUN = "from docgen.cli import main; import sys; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def docset(tmp_path_factory) -> Path:
    """Return a folder that holds a copy of the project's pages."""
    folder = tmp_path_factory.mktemp("docset")
    shutil.copytree(PROJECT / "docs_input", folder / "docs_input")
    return folder


def run(folder: Path, *arguments: str, seed: str = "0") -> tuple[bytes, bytes]:
    """Return what a build in a process of its own writes and reports."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1"}
    command = [sys.executable, "-c", RUN, "build", *arguments, "-o", "-"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stdout.startswith(b"openapi:")
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def expected(docset) -> bytes:
    """Return the document of a plain build."""
    return run(docset, "docs_input")[0]


def test_hash_seed_and_number_of_jobs_change_nothing(docset, expected):
    assert run(docset, "docs_input", "--jobs", "2", seed="4242")[0] == expected


def test_the_working_directory_changes_nothing(docset, expected, tmp_path):
    found, _ = run(tmp_path, str(docset / "docs_input"))
    assert found == expected
    assert str(docset).encode() not in found


def test_the_order_in_which_files_are_listed_changes_nothing(docset, monkeypatch):
    monkeypatch.chdir(docset)
    names = sorted(each.as_posix() for each in Path("docs_input").rglob("*.md"))
    first, second = (docgen.build(listed, settings=docgen.Settings()) for listed in (names, names[::-1]))
    assert first.text == second.text
    assert first.report.diagnostics == second.report.diagnostics


def test_the_order_of_pages_changes_no_byte(docset, monkeypatch):
    monkeypatch.chdir(docset)
    facts = []
    for file in files.discover(["docs_input"]):
        page = markdown.parse(decode(file.path, Path(file.path).read_bytes()))
        facts.append(extract.extract(page, extract.choose(page, dialects.available()), name=file.name))
    first, second = (emit(model.link(pages)) for pages in (facts, facts[::-1]))
    assert serialize.to_yaml(first.content) == serialize.to_yaml(second.content)
    assert first.origins == second.origins


SETS = (PROJECT / "docs_input", *sorted(PROJECT.glob("tests/golden/*/pages")), PROJECT / "tests/checks/library")


@pytest.mark.parametrize("folder", ["docs/api/x", "lib", "resources/x", "concepts/x", "Seiten über API/neue Fassung"])
@pytest.mark.parametrize("pages", SETS, ids=lambda path: path.parent.name)
def test_the_folder_that_pages_lie_in_changes_nothing_but_their_paths(pages, folder, tmp_path, monkeypatch):
    def built(place: str) -> tuple[str, list[tuple[str, ...]]]:
        shutil.copytree(pages, tmp_path / place)
        made = docgen.build([place], settings=docgen.Settings())
        prefix = len(f"{place}/")
        return made.text, [
            (one.span.path[prefix:], str(one.span.start), one.code, one.message, one.subject.replace(place, ""))
            for one in made.report.diagnostics
        ]

    monkeypatch.chdir(tmp_path)
    assert built(folder) == built("somewhere")
