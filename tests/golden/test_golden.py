"""The document, findings and the facts of one page of small docsets are compared with what was accepted.

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
# The page of each docset whose facts are compared.
CASES = {
    "answers": "pages/lines.md",
    "blueprint": "pages/orchard.apib",
    "bookstore": "pages/books.md",
    "contradictions": "pages/resources/shelf.md",
    "gitbook": "pages/lamps.md",
    "mintlify": "pages/site/api/create-boat.mdx",
    "operations-only": "pages/api/shelf-list-books.md",
    "page-alone": "pages/shelf-post-books.md",
    "published": "pages/api/shelf-post-books.md",
    "resources-only": "pages/resources/book.md",
    "stub": "pages/api/readingroom-post-seats.md",
    "template-2015": "pages/api/room_post_rooms.md",
    "types-by-headings": "pages/entities/Hive.md",
    "types-of-a-client": "pages/Models/Gate.md",
    "types-on-a-page": "pages/index.html.md",
}


@pytest.mark.parametrize("case", CASES)
def test_a_docset_becomes_what_was_accepted(case, monkeypatch, request):
    monkeypatch.chdir(HERE / case)
    settings = docgen.Settings()
    built = docgen.build(["pages"], settings=settings)
    facts, source = pipeline.inspect(CASES[case], settings=settings)
    compare(
        {
            HERE / case / "openapi.yaml": built.text,
            HERE / case / "diagnostics.txt": REPORTERS["concise"](built.report),
            HERE / case / "facts.json": json.dumps(plain(facts, source), indent=2) + "\n",
        },
        request,
    )
    assert built.valid


def test_every_docset_is_compared():
    assert sorted(each.name for each in HERE.iterdir() if (each / "pages").is_dir()) == sorted(CASES)


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
