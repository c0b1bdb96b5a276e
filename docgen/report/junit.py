"""JUnit XML: a suite for each page, a failed case for each finding."""

from __future__ import annotations

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

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
    counts = f'tests="{len(found) or 1}" failures="{len(found)}" errors="0"'
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="docgen" {counts}>\n'
    return f"{opening}{''.join(suites)}</testsuites>\n"


def _suite(path: str, found: list[Item]) -> str:
    cases = "".join(_case(item) for item in found)
    counts = f'tests="{len(found)}" failures="{len(found)}" errors="0"'
    return f" <testsuite name={_attribute(path)} {counts}>\n{cases} </testsuite>\n"


def _case(item: Item) -> str:
    one, where = item.diagnostic, item.place
    name = _attribute(f"{one.code} {one.name} ({where.start.line}:{where.start.column})")
    told = f"{where.path}:{where.start.line}:{where.start.column}: {one.message}"
    told += f"\n{one.help}" if one.help else ""
    return (
        f"  <testcase name={name} classname={_attribute(where.path)}>\n"
        f"   <failure type={_attribute(one.severity.value)} message={_attribute(one.message)}>"
        f"{escape(_text(told))}</failure>\n  </testcase>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_text(" ".join(text.split("\n"))))


def _text(text: str) -> str:
    return "\n".join(_NO_XML.sub("\ufffd", visible(line)) for line in text.split("\n"))
