"""A SARIF 2.1.0 log, for services that collect findings of tools."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from docgen import __version__, rules
from docgen.diagnostic import Diagnostic, Edit, Fix, Rule, Severity, plural
from docgen.report.items import Findings, Item, Place, items, place
from docgen.rules import pages

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Findings) -> str:
    """Return the findings as a log of one run; columns count characters, paths are relative."""
    codes = sorted({one.code for one in report.diagnostics})
    catalogue = {rule.code: rule for rule in vars(rules).values() if isinstance(rule, Rule)}
    driver = {
        "name": "docgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(catalogue[code]) for code in codes],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The working directory."}}},
        "results": [_result(item, report, codes.index(item.diagnostic.code)) for item in items(report)],
    }
    if report.left_out:
        told = {"level": "note", "message": {"text": f"{plural(report.left_out, 'more finding')} left out"}}
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [told]}]
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    page = pages.page(rule.code)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": pages.summary(rule.code)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(item: Item, report: Findings, index: int) -> dict[str, Any]:
    one = item.diagnostic
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.told}\n{one.help}" if one.help else one.told},
        "locations": [{"physicalLocation": _location(item.place)}],
        "partialFingerprints": {"docgen/v1": item.fingerprint},
    }
    if one.related:
        result["relatedLocations"] = _related(one, report)
    if one.fix:
        result["fixes"] = [_fix(one.fix, report)]
    return result


def _related(one: Diagnostic, report: Findings) -> list[dict[str, Any]]:
    return [
        {"physicalLocation": _location(place(report, other.span)), "message": {"text": other.message}}
        for other in one.listed
    ]


def _fix(fix: Fix, report: Findings) -> dict[str, Any]:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.span.path, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(path),
            "replacements": [
                {"deletedRegion": _region(place(report, edit.span)), "insertedContent": {"text": edit.text}}
                for edit in edits
            ],
        }
        for path, edits in by_path.items()
    ]
    return {"description": {"text": fix.message}, "artifactChanges": changes}


def _location(where: Place) -> dict[str, Any]:
    return {"artifactLocation": _artifact(where.path), "region": _region(where)}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, errors="replace"), "uriBaseId": "ROOT"}


def _region(where: Place) -> dict[str, int]:
    return {
        "startLine": where.start.line,
        "startColumn": where.start.column,
        "endLine": where.end.line,
        "endColumn": where.end.column,
    }
