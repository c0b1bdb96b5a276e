"""JUnit XML: a suite for each page, a failed case for each error and warning, a skipped one for each note."""

from __future__ import annotations

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from docgen.diagnostic import Severity
from docgen.report.items import Findings, Item, items
from docgen.report.visible import visible

_PASSED = """\
 <testsuite name="docgen" tests="1" failures="0" errors="0">
  <testcase name="no findings" classname="docgen"/>
 </testsuite>
"""
_NO_XML = re.compile("[\ufffe\uffff]")


def render(report: Findings) -> str:
    """Return the findings as XML. A report without any has one case that passed: some readers refuse an empty one."""
    found = list(items(report))
    suites = [_suite(path, list(group)) for path, group in groupby(found, lambda item: item.place.path)]
    if not suites:
        suites = [_PASSED]
    failures = sum(not _is_note(item) for item in found)
    counts = f'tests="{len(found) or 1}" failures="{failures}" errors="0"'  # skipped ones are counted by suite
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="docgen" {counts}>\n'
    return f"{opening}{''.join(suites)}</testsuites>\n"


def _suite(path: str, found: list[Item]) -> str:
    cases = "".join(_case(item) for item in found)
    notes = sum(map(_is_note, found))
    counts = f'tests="{len(found)}" failures="{len(found) - notes}" errors="0" skipped="{notes}"'
    return f" <testsuite name={_attribute(path)} {counts}>\n{cases} </testsuite>\n"


def _case(item: Item) -> str:
    one, where = item.diagnostic, item.place
    name = _attribute(f"{one.code} {one.name} ({where.start.line}:{where.start.column})")
    told = f"{where.path}:{where.start.line}:{where.start.column}: {one.told}"
    told += f"\n{one.help}" if one.help else ""
    result, kind = ("skipped", "") if _is_note(item) else ("failure", f" type={_attribute(one.severity.value)}")
    return (
        f"  <testcase name={name} classname={_attribute(where.path)}>\n"
        f"   <{result}{kind} message={_attribute(one.told)}>"
        f"{escape(_text(told))}</{result}>\n  </testcase>\n"
    )


def _is_note(item: Item) -> bool:
    return item.diagnostic.severity is Severity.INFO


def _attribute(text: str) -> str:
    return quoteattr(_text(" ".join(text.split("\n"))))


def _text(text: str) -> str:
    return "\n".join(_NO_XML.sub("\ufffd", visible(line)) for line in text.split("\n"))
