"""Which findings a format shows, and what is said of the others."""

from __future__ import annotations

import json

from docgen import rules
from docgen.diagnostic import Diagnostic, Severity
from docgen.report import REPORTERS, limits
from docgen.report.items import summary
from docgen.report.overview import causes, folders, overview, places
from docgen.run.results import Report
from docgen.source import Source, Span

SOURCES = {path: Source(path, "x" * 500) for path in ("api/a.md", "api/b.md", "resources/c.md")}


def warning(number: int, path: str = "api/a.md") -> Diagnostic:
    return rules.TODO_IN_PROSE.at(Span(path, number, number + 1))


def report(found: tuple[Diagnostic, ...], left_out: int = 0) -> Report:
    return Report(found, SOURCES, 3, left_out=left_out)


NOTE = rules.EMPTY_DESCRIPTION.at(Span("resources/c.md", 1, 2), names="size", beside="", subject="size")
ERROR = rules.MISSING_TITLE.at(Span("api/b.md", 0, 0))


def test_people_see_warnings_and_programs_see_notes():
    for output_format in ("full", "concise", "github", "gitlab"):
        assert limits.lowest_shown(output_format, None, "error") is Severity.WARNING
    for output_format in ("json", "json-lines", "sarif", "junit", "html"):
        assert limits.lowest_shown(output_format, None, "error") is Severity.INFO
        assert limits.lowest_shown(output_format, "error", "error") is Severity.ERROR


def test_what_makes_a_run_fail_is_shown():
    assert limits.lowest_shown("full", None, "info") is Severity.INFO
    assert limits.lowest_shown("full", "warning", "info") is Severity.WARNING
    assert limits.lowest_shown("full", None, "never") is Severity.WARNING


def test_a_format_keeps_the_severe_findings_and_some_of_every_rule():
    many = tuple(warning(number) for number in range(200))
    found = (*many, ERROR, rules.MISSING_SLASH.at(Span("resources/c.md", 5, 6), path="a"), NOTE)
    kept = limits.within(found, "full")
    assert len(kept) == 100
    assert [one.code for one in kept] == ["DG205"] * 98 + ["DG101", "DG404"]
    assert kept[0] is many[0]
    assert limits.within(found, "concise") == found


def test_github_gets_ten_of_each_severity_and_is_told_of_the_rest():
    found = (ERROR, *(warning(number) for number in range(30)))
    kept = limits.within(found, "github")
    assert [one.severity for one in kept] == [Severity.ERROR, *[Severity.WARNING] * 9]
    lines = REPORTERS["github"](report(kept, len(found) - len(kept))).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "::notice title=docgen::21 more findings are not shown here: docgen lint prints all"


def test_sarif_tells_how_many_are_left_out():
    (run,) = json.loads(REPORTERS["sarif"](report((ERROR,), 7)))["runs"]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "7 more findings left out"
    assert "invocations" not in json.loads(REPORTERS["sarif"](report((ERROR,))))["runs"][0]


def test_the_last_line_counts_what_is_not_shown():
    found = report((warning(1), NOTE))
    assert summary(found) == "Found 2 problems (1 warning, 1 note) in 2 pages."
    shown = summary(found, Severity.WARNING)
    assert shown == "Found 1 problem (1 warning) in 1 page. 1 note is not shown (--severity info)."
    none = summary(found, Severity.ERROR)
    assert none == "No problems in 3 pages. 1 warning, 1 note are not shown (--severity info)."


def test_the_overview_names_rules_folders_causes_and_ways_on():
    shared = [
        rules.UNKNOWN_PROPERTY.at(Span(path, 3, 4), type="book", name="isbm", suggestion="", subject="book.isbm")
        for path in SOURCES
    ]
    found = (*shared, *(warning(number) for number in range(10)))
    assert folders(found) == ["12  api", " 1  resources"]
    assert causes(found) == ["3  DG505  book has no property isbm"]
    lines = overview(report(found))
    assert "  10  DG205  warning       todo-in-prose" in lines
    assert any(line.startswith("  docgen lint --update-baseline") for line in lines)
    assert not any("--fix" in line for line in lines)  # nothing can be fixed
    assert max(map(len, lines)) <= 80
    assert "api" in places(report(found))
    assert places(report((ERROR,))) == ""
