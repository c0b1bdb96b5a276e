"""What a team requires of its pages in the settings, [lint]: each requirement speaks once, where it is not met."""

from __future__ import annotations

from pathlib import Path

import pytest

import docgen
from docgen import settings as settings_module

PAGE = """---
title: Get kite
ms.topic: reference
---

# Get kite

Read one kite.

## Permissions

None.

## HTTP request

```http
GET /kites/{id}
```

## Response

Returns `200 OK`.

## Examples

```http
GET https://api.example.com/v1.0/kites/1
Accept: application/json
```

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"id": "1"}
```
"""
SECTIONS = '[lint.sections]\noperation = ["Permissions", "HTTP request", "Request headers?", "Response", "Examples"]\n'
CASES = [
    # settings, what stands on the page, what stands there instead, the findings: rule, line, a part of the message
    (SECTIONS, "", "", []),
    (SECTIONS, "## Response\n", "## Answer\n", [("DG102", 6, "no Response section")]),
    (SECTIONS, "## HTTP request", "## HTTP Request", [("DG142", 14, "HTTP request")]),
    (
        SECTIONS,
        "## Permissions\n\nNone.\n\n## HTTP request\n\n```http\nGET /kites/{id}\n```\n",
        "## HTTP request\n\n```http\nGET /kites/{id}\n```\n\n## Permissions\n\nNone.\n",
        [("DG141", 10, "HTTP request stands before Permissions")],
    ),
    (SECTIONS, "## Examples", "## Notes\n\nNone.\n\n## Examples", []),
    (f"{SECTIONS}others = false\n", "## Examples", "## Notes\n\nNone.\n\n## Examples", [("DG143", 24, "Notes")]),
    ('[lint.front-matter]\ntitle = []\nowner = []\n"ms.date?" = []\n', "", "", [("DG110", 1, "owner")]),
    (
        '[lint.front-matter]\n"ms.topic" = ["reference", "article"]\n',
        "topic: reference",
        "topic: refrence",
        [("DG144", 3, "did you mean reference?")],
    ),
    ('[lint]\nheaders = ["Accept", "Prefer"]\n', "", "", []),
    ('[lint]\nheaders = ["Accept", "Prefer"]\n', "Accept:", "Acept:", [("DG145", 28, "did you mean Accept?")]),
    ('[lint]\ncontent-types = ["application/json"]\n', "", "", []),
    ('[lint]\ncontent-types = ["text/csv"]\n', "", "", [("DG146", 33, "application/json")]),
    ('[lint]\nmethods = ["POST", "PATCH"]\n', "", "", [("DG147", 17, "GET")]),
    ('[lint]\nunfinished = ["REVIEW:", "??"]\n', "Read one kite.", "Read one REVIEW: kite.", [("DG205", 8, "text")]),
    ('[lint]\nunfinished = ["REVIEW"]\n', "Read one kite.", "Read one REVIEWED kite.", []),
    ('[lint]\nunfinished = ["REVIEW"]\n', "title: Get kite", "title: REVIEW", [("DG203", 2, "title")]),
]


def found(tmp_path, text: str, config: str) -> list[tuple[str, int, str]]:
    page = tmp_path / "kite-get.md"
    page.write_text(text)
    (tmp_path / "docgen.toml").write_text(f"cache = false\nbaseline = ''\n{config}")
    report = docgen.lint([tmp_path], settings=settings_module.load(tmp_path / "docgen.toml"))
    source = page.read_text()
    return [
        (one.code, source[: one.span.start].count("\n") + 1, one.message)
        for one in report.diagnostics
        if one.severity != "info"
    ]


@pytest.mark.parametrize(("config", "old", "new", "wanted"), CASES)
def test_a_requirement_speaks_where_it_is_not_met(tmp_path, config, old, new, wanted):
    assert old in PAGE
    text = PAGE.replace(old, new, 1)
    usual = found(tmp_path, text, "")
    told = [one for one in found(tmp_path, text, config) if one not in usual or one[0] == "DG102"]
    assert [(code, line) for code, line, _ in told] == [(code, line) for code, line, _ in wanted]
    assert all(part in one[2] for one, (_, _, part) in zip(told, wanted, strict=True))


def test_a_name_that_is_accepted_is_not_told(tmp_path):
    rows = "## Path parameters\n\n|Name|Description|\n|:---|:---|\n|id|Which.|\n|kite-id|Which.|\n\n## Response"
    text = PAGE.replace("## Response", rows)
    usual = found(tmp_path, PAGE, "")
    assert [one[0] for one in found(tmp_path, text, "") if one not in usual] == ["DG417"]
    assert "DG417" not in [one[0] for one in found(tmp_path, text, '[lint]\naccept = ["kite-id"]\n')]


def test_the_lowest_severity_that_is_shown_is_a_setting(books, run):
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace("The identifier of the book.", ""))
    assert "DG314" not in run("lint").out
    Path("docgen.toml").write_text('[lint]\nshow = "info"\n')
    assert "DG314" in run("lint").out
    assert "DG314" not in run("lint", "--severity", "warning").out


def test_a_misspelt_key_of_lint_is_told(tmp_path):
    (tmp_path / "docgen.toml").write_text("[lint]\nheader = []\n")
    with pytest.raises(docgen.DocgenError, match=r"unknown key lint\.header; did you mean headers\?"):
        settings_module.load(tmp_path / "docgen.toml")
