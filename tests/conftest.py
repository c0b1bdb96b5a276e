"""What tests of the whole share: a small set of pages, and the command line called in this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from docgen.source import Source, Span

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


_WIDEST = 118  # characters of what is written in one line
_LONGEST = 48  # characters of the text of a span


def _place(span: Span, sources: Mapping[str, Source]) -> str:
    if span.path not in sources:
        return f"{span.path or 'nowhere'} {span.start}-{span.end}"
    source = sources[span.path]
    at = source.position(span.start)
    text = source.text[span.start : span.end].replace("\n", "⏎")
    text = text if len(text) <= _LONGEST else f"{text[:20]} … {text[-20:]}"
    page = f"{span.path}:" if len(sources) > 1 else ""
    return f"{page}{at.line}:{at.column} [{text}]"


def _inline(value: Any, sources: Mapping[str, Source]) -> str:
    """Return a value in one line."""
    if isinstance(value, Span):
        return _place(value, sources)
    if isinstance(value, msgspec.Struct):
        said = ", ".join(f"{name}: {_inline(inner, sources)}" for name, inner in _said(value))
        return f"{value.__struct_config__.tag or ''} {{{said}}}".strip()
    if isinstance(value, tuple | list | frozenset):
        return f"({', '.join(_inline(one, sources) for one in value)})"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if value != value.strip() or not value or "\n" in value else value
    return json.dumps(value, default=lambda one: _inline(one, sources), ensure_ascii=False)


def _said(value: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    """Yield the fields that say something."""
    for field in msgspec.structs.fields(value):
        said = getattr(value, field.name)
        if field.name != "help" and said != field.default and said not in (None, (), ""):
            yield field.name, said


def _lines(name: str, value: Any, sources: Mapping[str, Source], indent: str) -> Iterator[str]:
    whole = f"{indent}{name}: {_inline(value, sources)}"
    if len(whole) <= _WIDEST or not isinstance(value, msgspec.Struct | tuple) or isinstance(value, Span):
        yield whole
        return
    tag = value.__struct_config__.tag if isinstance(value, msgspec.Struct) else None
    yield f"{indent}{name}: {tag or ''}".rstrip()
    parts = _said(value) if isinstance(value, msgspec.Struct) else (("-", one) for one in value)
    for inner, one in parts:
        yield from _lines(inner, one, sources, f"{indent}  ")


@pytest.fixture(scope="session")
def written_out() -> Callable[..., Iterator[str]]:
    """Return a function that yields the lines of a struct with all that it says, each span with its place and text."""

    def lines(value: msgspec.Struct, sources: Mapping[str, Source], *without: str) -> Iterator[str]:
        for name, one in _said(value):
            if name not in without:
                yield from _lines(name, one, sources, "")

    return lines
