"""Findings go in; a JSON array of objects comes out, one object a line."""

from __future__ import annotations

import json
from typing import Any

from docgen.report.items import Findings, Item, Place, items, place


def render(report: Findings) -> str:
    """Return the findings as JSON; lines and columns count from 1, an end is the position after the last character."""
    # Escapes keep whatever a page holds (control characters, lone surrogates) harmless in any terminal.
    lines = [json.dumps(_object(item, report)) for item in items(report)]
    return "[\n  " + ",\n  ".join(lines) + "\n]\n" if lines else "[]\n"


def _object(item: Item, report: Findings) -> dict[str, Any]:
    one = item.diagnostic
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": one.message,
        **_place(item.place),
        "help": one.help,
        "fix": None,
        "related": [{"message": other.message, **_place(place(report, other.span))} for other in one.related],
        "fingerprint": item.fingerprint,
    }


def _place(where: Place) -> dict[str, Any]:
    return {
        "path": where.path,
        "line": where.start.line,
        "column": where.start.column,
        "end_line": where.end.line,
        "end_column": where.end.column,
    }
