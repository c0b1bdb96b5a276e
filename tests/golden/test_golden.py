"""The document, the findings and the facts of the pages of small docsets are compared with what was accepted.

``pytest --update-golden`` rewrites what is compared with; the difference is to be read before it is kept.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import docgen
from docgen.cli.inspect import plain
from docgen.report import REPORTERS
from docgen.run import pipeline

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
CASES = sorted(each.name for each in HERE.iterdir() if (each / "pages").is_dir())


@pytest.mark.parametrize("case", CASES)
def test_a_docset_becomes_what_was_accepted(case, monkeypatch, request):
    monkeypatch.chdir(HERE / case)
    settings = docgen.Settings()
    built = docgen.build(["pages"], settings=settings)
    pages = sorted(each.as_posix() for each in Path("pages").rglob("*") if each.suffix in (".md", ".mdx", ".apib"))
    facts = {page: plain(*pipeline.inspect(page, settings=settings)) for page in pages}
    compare(
        {
            HERE / case / "openapi.yaml": built.text,
            HERE / case / "diagnostics.txt": REPORTERS["concise"](built.report),
            HERE / case / "facts.json": json.dumps(facts, indent=1) + "\n",
        },
        request,
    )
    assert built.valid


def test_the_documents_of_the_project_are_up_to_date(monkeypatch, request):
    monkeypatch.chdir(PROJECT)
    built = docgen.build(["docs_input"], settings=docgen.Settings())
    compare({PROJECT / "build" / "openapi.yaml": built.text}, request)
    assert built.valid


def compare(files: dict[Path, str], request: pytest.FixtureRequest) -> None:
    """Compare texts with files, or rewrite the files where that is asked for."""
    for file, text in files.items():
        if request.config.getoption("--update-golden"):
            file.write_bytes(text.encode())
        assert file.read_bytes().decode() == text, file.name
