"""A sample of the findings on a large published docset was judged by hand; nearly all are worth saying.

The pages are not part of the project: ``DOCGEN_SHARED`` names the folder that holds them as ``corpus``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import docgen
from docgen import rules
from docgen.diagnostic import Rule
from docgen.source import Source, Span

PAGES = Path(os.environ.get("DOCGEN_SHARED", "nowhere")) / "corpus" / "graph" / "api-reference" / "v1.0"
ROWS = [line.split("\t") for line in (Path(__file__).parent / "judged.tsv").read_text("utf-8").splitlines()[1:]]
CODES = {rule.code for rule in vars(rules).values() if isinstance(rule, Rule)}


def test_two_hundred_findings_are_judged_each_with_a_reason() -> None:
    assert len(ROWS) == 200
    assert {code for code, *_ in ROWS} <= CODES
    assert all(verdict in ("right", "wrong") and reason for _, _, _, verdict, reason in ROWS)


@pytest.mark.corpus
def test_what_was_judged_right_is_told_and_little_else() -> None:
    if not PAGES.is_dir():
        pytest.skip("DOCGEN_SHARED does not name a folder with corpora")
    report = docgen.build([PAGES]).report
    told = {
        _place(one.code, span, report.sources[span.path])
        for one in report.diagnostics
        for span in (one.span, *(other.span for other in one.related))
    }
    judged = {(code, page, line): verdict for code, page, line, verdict, _ in ROWS}
    assert [place for place, verdict in judged.items() if verdict == "right" and place not in told] == []
    still = [verdict for place, verdict in judged.items() if place in told]
    assert still.count("right") >= 0.95 * len(still)


def _place(code: str, span: Span, source: Source) -> tuple[str, str, str]:
    return code, "/".join(span.path.split("/")[-2:]), str(source.position(span.start).line)
