"""What tests of the whole share: a small set of pages, and the command line called in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

GET_BOOK = """---
title: "Get book"
description: "Read one book of the library."
---

# Get book

Read one book of the library.

## Permissions

|Permission type|Permissions|
|:---|:---|
|Delegated|Books.Read|
|Application|Not supported.|

## HTTP request

``` http
GET /books/{id}
```

## Response

If successful, this method returns a `200 OK` response code and a [book](book.md) object in the response body.
"""

BOOK = """---
title: "book resource type"
description: "A book of the library."
---

# book resource type

A book of the library.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The identifier of the book.|
|title|String|The title of the book.|
"""

TODO_PAGE = BOOK.replace("The title of the book.", "**TODO: Add Description**")


class Run(NamedTuple):
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes anew what golden tests compare with."""
    parser.addoption("--update-golden", action="store_true", help="rewrite what golden tests and fixtures expect")


@pytest.fixture
def books(tmp_path, monkeypatch) -> Path:
    """Return the working directory, with two pages in docs_input that have nothing wrong with them."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "DOCGEN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "docs_input"
    folder.mkdir()
    (folder / "book-get.md").write_text(GET_BOOK)
    (folder / "book.md").write_text(BOOK)
    return tmp_path


@pytest.fixture
def todo(books) -> Path:
    """Return the same as ``books``, but with one description that is still to be written."""
    (books / "docs_input/book.md").write_text(TODO_PAGE)
    return books


@pytest.fixture
def run(capsys) -> Callable[..., Run]:
    """Return a function that runs the command line with arguments."""
    from docgen.cli import main

    def call(*args: object) -> Run:
        code = main([str(arg) for arg in args])
        return Run(code, *capsys.readouterr())

    return call
