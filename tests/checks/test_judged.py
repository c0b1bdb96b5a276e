"""A sample of the findings on a large published docset was judged by hand; nearly all are worth saying."""

from pathlib import Path

from docgen import rules
from docgen.diagnostic import Rule

ROWS = [line.split("\t") for line in (Path(__file__).parent / "judged.tsv").read_text("utf-8").splitlines()[1:]]


def test_two_hundred_findings_are_judged_each_with_a_reason() -> None:
    codes = {rule.code for rule in vars(rules).values() if isinstance(rule, Rule)}
    assert len(ROWS) == 200
    assert {row[0] for row in ROWS} <= codes
    assert all(verdict in ("right", "wrong") and reason for _, _, _, verdict, reason in ROWS)


def test_at_least_95_of_100_findings_are_right_and_worth_saying() -> None:
    assert sum(row[3] == "right" for row in ROWS) >= 0.95 * len(ROWS)
