"""JSON: one array, or one object for each line; ``finding.schema.json`` describes an object."""

from __future__ import annotations

import json
from typing import Any

from docgen.diagnostic import Fix
from docgen.report.items import Findings, Item, Place, items, place


def render(report: Findings) -> str:
    """Return the findings as JSON; lines and columns count from 1, an end is the position after the last character."""
    lines = [_line(item, report) for item in items(report)]
    return "[\n  " + ",\n  ".join(lines) + "\n]\n" if lines else "[]\n"


def render_lines(report: Findings) -> str:
    """Return the findings as JSON objects, one a line."""
    return "".join(_line(item, report) + "\n" for item in items(report))


def _line(item: Item, report: Findings) -> str:
    # Escapes keep whatever a page holds (control characters, lone surrogates) harmless in any terminal.
    return json.dumps(_object(item, report))


def _object(item: Item, report: Findings) -> dict[str, Any]:
    one = item.diagnostic
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": one.told,
        **_place(item.place),
        "help": one.help,
        "subject": one.subject,
        "fix": _fix(one.fix, report) if one.fix else None,
        "related": [{"message": other.message, **_place(place(report, other.span))} for other in one.listed],
        "fingerprint": item.fingerprint,
    }


def _fix(fix: Fix, report: Findings) -> dict[str, Any]:
    edits = [{"text": edit.text, **_place(place(report, edit.span))} for edit in fix.edits]
    return {"message": fix.message, "applicability": fix.applicability.value, "edits": edits}


def _place(where: Place) -> dict[str, Any]:
    return {
        "path": where.path,
        "line": where.start.line,
        "column": where.start.column,
        "end_line": where.end.line,
        "end_column": where.end.column,
    }
