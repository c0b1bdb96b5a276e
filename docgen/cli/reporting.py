"""Prints the findings of a run, and keeps its baseline: what the commands share that report findings."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State

if TYPE_CHECKING:
    from docgen.run.pipeline import Report
    from docgen.settings import Found

_STDOUT = "-"


def with_baseline(found: Found, path: str, *, may_be_new: bool) -> Found:
    """Return settings with another baseline."""
    import msgspec

    if not may_be_new and not os.path.isfile(path):
        raise click.UsageError(f"the baseline {path} does not exist; --update-baseline writes it")
    settings = msgspec.structs.replace(found.settings, baseline=os.path.abspath(path))
    return msgspec.structs.replace(found, settings=settings)


def _limited(report: Report, most: int | None) -> tuple[Report, list[str]]:
    """Return a report with no more than some findings of each rule, and a line for each rule cut short."""
    if most is None:
        return report, []
    from collections import Counter

    seen: Counter[str] = Counter()
    kept = []
    for one in report.diagnostics:
        seen[one.code] += 1
        if seen[one.code] <= most:
            kept.append(one)
    cut = [f"{count - most:,} more of {code} not shown" for code, count in sorted(seen.items()) if count > most]
    return report.replace(tuple(kept)), cut


def _print(report: Report, found: Found, modes: dict[str, Any]) -> None:
    """Print the findings in their format, or how many there are of each rule."""
    file = modes["output_file"]
    to_file = file not in (None, _STDOUT)
    color = "never" if to_file else modes["color"]
    if modes["statistics"]:
        from docgen.report import statistics

        as_json = modes["output_format"].startswith("json")
        text = statistics.render_json(report) if as_json else statistics.render(report)
    else:
        text = options.render(report, modes["output_format"], color, sys.stdout)
    if to_file:
        from docgen.cli.file_output import refuse_inputs, write

        refuse_inputs([file], report, found)
        write(file, text.encode())
    else:
        options.show(text)


def _told_of_baseline(report: Report, found: Found, state: State) -> list[str]:
    """Return what is to be said about the baseline."""
    from docgen.report.items import plural

    name = _baseline_name(found)
    told = []
    if report.known:
        told.append(f"{plural(report.known, 'known finding')} in {name} not shown")
    if report.stale:
        for entry in report.stale:
            state.detail(f"no longer found: {entry.path}: {entry.code} {entry.message}")
        holds = "entry of {} no longer holds" if len(report.stale) == 1 else "entries of {} no longer hold"
        told.append(f"{len(report.stale):,} {holds.format(name)}; --update-baseline removes what is stale")
    return told


def _update_baseline(report: Report, found: Found, state: State) -> int:
    """Write all findings of a run down, say so, and return the exit code."""
    from docgen.cli.file_output import refuse_inputs, write
    from docgen.findings import baseline
    from docgen.report.items import plural

    entries, file = report.renewed, os.path.join(found.folder, found.settings.baseline)
    refuse_inputs([file], report, found)
    written = write(file, baseline.text(entries).encode())
    verb = "wrote" if written else "unchanged:"
    state.note(f"{verb} {_baseline_name(found)} ({plural(len(entries), 'known finding')})")
    return 0


def _baseline_name(found: Found) -> str:
    from docgen.files import display

    return display(os.path.join(found.folder, found.settings.baseline))


def finish(report: Report, found: Found, state: State, modes: dict[str, Any]) -> int:
    """Print the findings of a run or write them to the baseline, say how many there are, and return the exit code."""
    from docgen.report.items import summary

    if modes["update_baseline"]:
        return _update_baseline(report, found, state)
    shown, hidden = _limited(report, modes["max_findings"])
    _print(shown, found, modes)
    for line in (*_told_of_baseline(report, found, state), *hidden):
        state.note(line)
    state.note(summary(report))
    return int(not modes["exit_zero"] and report.fails(found.settings.fail_on))
