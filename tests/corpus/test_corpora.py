"""Whole sets of real pages make a valid document without collisions, and every unfinished text is found.

The pages are not part of the project: ``DOCGEN_SHARED`` names the folder that holds them as ``corpus``.
``-m "not corpus"`` leaves these tests out.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest

import docgen

pytestmark = pytest.mark.corpus
CORPUS = Path(os.environ.get("DOCGEN_SHARED", "nowhere")) / "corpus"
STUBS = sorted(each.name for each in (CORPUS / "stubs").glob("*") if each.is_dir())
UNFINISHED = 28_630
_todo: Counter[str] = Counter()


def build(folder: Path, validate: Literal["auto", "full"]) -> docgen.Build:
    """Return the build of a folder; ``full`` lets openapi-spec-validator judge it, however large it is."""
    return docgen.build([folder], settings=docgen.Settings(validate=validate))


def check(built: docgen.Build) -> None:
    """Assert what holds for every document."""
    assert built.valid
    operations = [
        (path, method, operation)
        for path, item in built.document.content["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict)
    ]
    ids = Counter(re.sub(r"[^a-z0-9]", "", operation["operationId"].lower()) for _, _, operation in operations)
    assert [name for name, count in ids.items() if count > 1] == []
    shapes = Counter((re.sub(r"\{[^{}]*\}", "{}", path), method) for path, method, _ in operations)
    assert [shape for shape, count in shapes.items() if count > 1] == []
    folded = Counter(name.lower() for name in built.document.content["components"]["schemas"])
    assert [name for name, count in folded.items() if count > 1] == []
    assert not re.search(r"\bTODO:", built.text)


@pytest.fixture(scope="session", autouse=True)
def _corpora() -> None:
    if not STUBS:
        pytest.skip("DOCGEN_SHARED does not name a folder with corpora")


@pytest.mark.parametrize("name", STUBS or ["none"])
def test_a_set_of_stubs_becomes_a_valid_document(name):
    built = build(CORPUS / "stubs" / name, "full")
    check(built)
    _todo[name] = sum("todo" in one.name for one in built.report.diagnostics)


def test_every_unfinished_text_of_the_stubs_is_found():
    if set(_todo) != set(STUBS):
        pytest.skip("counted where all sets are built")
    assert sum(_todo.values()) == UNFINISHED


def test_the_published_pages_become_a_valid_document():
    check(build(CORPUS / "graph" / "api-reference" / "v1.0", "auto"))
