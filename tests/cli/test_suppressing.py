"""``docgen lint --add-suppressions``: comments that suppress findings, put where they hold and change nothing else."""

from __future__ import annotations

from pathlib import Path

import docgen

TODO = "**TODO: Add Description**"
PAGE = f"""---
title: "**TODO: Name it**"
---

# Lamps

{TODO}

## List lamps

<!-- {{ "blockType": "request" }} -->

```http
GET /lamps
```

|Name|Type|Description|
|:---|:---|:---|
|size|String|{TODO}|
|height|String|{TODO}|

- a list

  {TODO}
"""


def told() -> list[str]:
    return [one.code for one in docgen.lint(["docs_input/lamps.md"]).diagnostics if one.code.startswith("DG2")]


def test_comments_stand_above_the_blocks_and_suppress_what_was_found(books, run):
    page = Path("docs_input/lamps.md")
    page.write_text(PAGE)
    before = told()
    assert {"DG203", "DG205"} <= set(before)
    done = run("lint", "docs_input/lamps.md", "--add-suppressions", "DG201,DG203,DG204,DG205")
    assert done.code == 0
    assert done.err == f"Suppressed {len(before)} findings in 1 page.\n"
    assert told() == []
    added = [line for line in page.read_text().splitlines() if line.startswith("<!-- docgen:")]
    assert (
        "".join(line for line in page.read_text().splitlines(keepends=True) if not line.startswith("<!-- docgen:"))
        == PAGE
    )
    assert "<!-- docgen: ignore-file DG203, DG205 -->" in added
    assert "DG019" not in {one.code for one in docgen.lint(["docs_input/lamps.md"]).diagnostics}


def test_a_rule_that_does_not_exist_or_is_always_told_is_refused(books, run):
    for name in ("DG999", "DG901"):
        done = run("lint", "--add-suppressions", name)
        assert done.code == 2
        assert name in done.err
