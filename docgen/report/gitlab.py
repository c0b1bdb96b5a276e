"""A Code Quality report, which GitLab shows beside the lines of a merge request."""

from __future__ import annotations

import json

from docgen.diagnostic import Severity
from docgen.report.items import Findings, items

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Findings) -> str:
    """Return the findings as a JSON array; the code begins the description, since GitLab shows nothing else."""
    listed = [
        {
            "description": f"{item.diagnostic.code}: {item.diagnostic.told}",
            "check_name": item.diagnostic.name,
            "fingerprint": item.fingerprint,
            "severity": _SEVERITIES[item.diagnostic.severity],
            "location": {
                "path": item.place.path,
                "positions": {
                    "begin": {"line": item.place.start.line, "column": item.place.start.column},
                    "end": {"line": item.place.end.line, "column": item.place.end.column},
                },
            },
        }
        for item in items(report)
    ]
    return json.dumps(listed, indent=2) + "\n"
