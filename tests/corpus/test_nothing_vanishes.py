"""Every text of other teams' pages that looks like a request is an operation, an example of one, or in a finding.

The pages are not part of the project: ``DOCGEN_SHARED`` names the folder that holds ``teams`` and ``roundtrip``. What
looks like a request is said here by an expression of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import docgen
from docgen.run import pipeline

pytestmark = pytest.mark.corpus
SHARED = Path(os.environ.get("DOCGEN_SHARED", "nowhere"))
SETS = sorted(
    [*(SHARED / "teams" / "pages").glob("*"), *(SHARED / "roundtrip" / "pages").glob("*/*")],
    key=lambda one: one.as_posix(),
)
_REQUEST = re.compile(
    r"^[`*]*(GET|POST|PUT|PATCH|DELETE)[`*]* +[`*]*(?:https?://[^/\s`]+)?(/(?:\([^()\n]*\)|[^\s`|?#])*)", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SLOT = re.compile(r"\{[^{}]*\}|<[^<>]*>|:[A-Za-z][\w-]*|\([^()/]*\)")


def shapes(path: str) -> Iterator[tuple[str, ...]]:
    """Yield the pieces of a path without the names of its slots, and those without what may be a base path."""
    pieces = tuple(_SLOT.sub("{}", piece).lower() for piece in path.replace("\\", "").strip("/").split("/"))
    for start in range(len(pieces)):
        yield pieces[start:]
    if path.endswith("/"):  # the root below a base path
        yield ("",)


def fits(template: tuple[str, ...], concrete: tuple[str, ...]) -> bool:
    return len(template) == len(concrete) and all(
        one == other or "{}" in one or "{}" in other for one, other in zip(template, concrete, strict=True)
    )


@pytest.mark.parametrize("folder", SETS, ids=["-".join(one.parts[-2:]) for one in SETS])
def test_a_request_is_an_operation_or_an_example_of_one_or_told(folder: Path) -> None:
    built = docgen.build([folder], settings=docgen.Settings(baseline=""))
    known = [
        (method.upper(), next(shapes(path)))
        for path, item in built.document.content["paths"].items()
        for method in item
    ]
    told: dict[str, list[tuple[int, int]]] = {}
    for finding in built.report.diagnostics:
        for span in (finding.span, *(one.span for one in finding.related)):
            told.setdefault(Path(span.path).name, []).append((span.start, span.end))
    lost = []
    for file in sorted(one for one in folder.rglob("*") if one.suffix in (".md", ".mdx")):
        text = file.read_text(encoding="utf-8", errors="replace")
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        for match in _REQUEST.finditer(text):
            if any(match[1] == m and fits(t, s) for m, t in known for s in shapes(match[2])):
                continue
            if any(start <= match.end() and match.start() <= end for start, end in told.get(file.name, ())):
                continue
            lost.append((file.name, match[0]))
    assert lost == []


@pytest.mark.skipif(not SETS, reason="set DOCGEN_SHARED to the folder that holds the pages")
def test_coverage_counts_every_request_of_the_teams() -> None:
    total = pipeline.coverage([SHARED / "teams" / "pages" / "docker"]).total
    assert total.of("read", ["request"]) > 70
