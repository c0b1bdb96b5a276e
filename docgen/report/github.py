"""Workflow commands, which GitHub shows beside the lines of a change."""

from __future__ import annotations

from docgen.diagnostic import Severity, plural
from docgen.report.items import Findings, Item, items
from docgen.report.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Findings) -> str:
    """Return the findings, one workflow command a line, and how many are left out."""
    lines = [_command(item) for item in items(report)]
    if report.left_out:
        verb = "is" if report.left_out == 1 else "are"
        told = f"{plural(report.left_out, 'more finding')} {verb} not shown here: docgen lint prints all"
        lines.append(f"::notice title=docgen::{_data(told)}")
    return "".join(line + "\n" for line in lines)


def _command(item: Item) -> str:
    one, where = item.diagnostic, item.place
    properties = {"title": f"{one.code} {one.name}", "file": where.path, "line": where.start.line}
    if where.start.line == where.end.line:
        properties |= {"col": where.start.column, "endLine": where.end.line, "endColumn": where.end.column}
    else:  # columns are only allowed on one line
        properties |= {"endLine": where.end.line}
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = f"{one.told}\nhelp: {one.help}" if one.help else one.told
    return f"::{_COMMANDS[one.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message; the percent sign first, since it begins every escape."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
