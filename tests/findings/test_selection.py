"""Which findings are reported, and how severe they are."""

from __future__ import annotations

import pytest

from docgen import rules
from docgen.diagnostic import Severity
from docgen.errors import DocgenError
from docgen.findings.selection import check, select
from docgen.settings import Settings
from docgen.source import Span

TITLE = rules.MISSING_TITLE.at(Span("docs/b.md", 0, 0))
CELL = rules.TODO_IN_CELL.at(Span("docs/a.md", 9, 12))
PROSE = rules.TODO_IN_PROSE.at(Span("docs/a.md", 3, 5))
INVALID = rules.INVALID_DOCUMENT.at(Span("docs/a.md", 0, 1), pointer="/paths", problem="is wrong")
ALL = (TITLE, CELL, PROSE, INVALID)


def codes(**settings):
    return [one.code for one in select(ALL, Settings(**settings))]


def test_without_settings_everything_is_reported_in_the_order_of_the_pages():
    assert select(ALL, Settings()) == (INVALID, PROSE, CELL, TITLE)


def test_the_same_finding_is_reported_once():
    assert select((CELL, CELL), Settings()) == (CELL,)


def test_rules_are_chosen_by_code_prefix_or_name():
    assert codes(select=("DG206",)) == ["DG901", "DG206"]
    assert codes(select=("DG2",)) == ["DG901", "DG205", "DG206"]
    assert codes(select=("missing-title", "DG205")) == ["DG901", "DG205", "DG101"]
    assert codes(ignore=("DG2",)) == ["DG901", "DG101"]
    assert codes(select=("DG2",), ignore=("todo-in-cell",)) == ["DG901", "DG205"]


def test_a_family_without_findings_selects_nothing_else():
    assert codes(select=("DG7",)) == ["DG901"]


def test_errors_of_the_document_cannot_be_silenced_or_softened():
    silencing = Settings(
        ignore=("DG9",), severity={"DG9": Severity.INFO}, per_file_ignores={"docs/*": ("DG9", "DG1", "DG2")}
    )
    (only,) = select(ALL, silencing)
    assert (only.code, only.severity) == ("DG901", Severity.ERROR)


def test_rules_can_be_ignored_for_some_pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert codes(per_file_ignores={"docs/a.md": ("DG2",)}) == ["DG901", "DG101"]
    assert codes(per_file_ignores={"docs/b.md": ("DG2",)}) == ["DG901", "DG205", "DG206", "DG101"]


def test_the_closest_selector_gives_the_severity():
    wanted = {"todo-in-cell": Severity.INFO, "DG206": Severity.WARNING, "DG2": Severity.ERROR}
    found = {one.code: one.severity for one in select(ALL, Settings(severity=wanted))}
    assert found == {"DG101": "error", "DG205": "error", "DG206": "info", "DG901": "error"}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"select": ("DG20X",)}, "select: there is no rule 'DG20X'; did you mean DG20"),
        ({"ignore": ("todo-in-sell",)}, "ignore: there is no rule 'todo-in-sell'; did you mean todo-in-cell?"),
        ({"ignore": ("",)}, "ignore: there is no rule ''"),
        ({"severity": {"nope": Severity.INFO}}, "severity: there is no rule 'nope'"),
        ({"per_file_ignores": {"*": ("nope",)}}, "per-file-ignores: there is no rule 'nope'"),
    ],
)
def test_a_rule_that_does_not_exist_is_an_error(values, message):
    with pytest.raises(DocgenError) as caught:
        check(Settings(**values))
    assert str(caught.value).startswith(message)
