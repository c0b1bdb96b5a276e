"""Prints the findings of a run, and keeps its baseline: what the commands share that report findings."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State

if TYPE_CHECKING:
    from docgen.run.results import Report
    from docgen.settings import Found

_STDOUT = "-"


def with_baseline(found: Found, path: str, *, may_be_new: bool) -> Found:
    """Return settings with another baseline."""
    import msgspec

    if not may_be_new and not os.path.isfile(path):
        raise click.UsageError(f"the baseline {path} does not exist; --update-baseline writes it")
    settings = msgspec.structs.replace(found.settings, baseline=os.path.abspath(path))
    return msgspec.structs.replace(found, settings=settings)


def _limited(report: Report, modes: dict[str, Any]) -> tuple[Report, list[str]]:
    """Return a report with the findings that are printed, and what is to be said of the others.

    These are so many of each rule where that is asked for, else what the format has room for.
    """
    from collections import Counter

    from docgen.report import limits

    most = modes["max_findings"]
    if modes["every"] or modes["statistics"]:
        return report, []
    if most is None:
        return options.with_room(report, modes["output_format"])
    kept = limits.of_each_rule(report.diagnostics, most)
    counts = Counter(one.code for one in report.diagnostics)
    cut = [f"{count - most:,} more of {code} not shown" for code, count in sorted(counts.items()) if count > most]
    return report.replace(kept), cut


def _print(report: Report, found: Found, modes: dict[str, Any]) -> None:
    """Print the findings in their format, or how many there are of each rule."""
    file = modes["output_file"]
    to_file = file not in (None, _STDOUT)
    color = "never" if to_file else modes["color"]
    if modes["statistics"]:
        from docgen.report import overview, statistics

        as_json = modes["output_format"].startswith("json")
        text = statistics.render_json(report) if as_json else statistics.render(report) + overview.places(report)
    else:
        text = options.render(report, modes["output_format"], color, sys.stdout)
    if to_file:
        from docgen.cli.file_output import refuse_inputs, write

        refuse_inputs([file], report, found)
        write(file, text.encode())
    else:
        options.show(text)


def told_of_baseline(report: Report, found: Found, state: State) -> list[str]:
    """Return what is to be said about the baseline."""
    from docgen.diagnostic import plural

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
    from docgen.diagnostic import plural
    from docgen.findings import baseline

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
    from docgen.report import limits
    from docgen.report.items import summary

    if modes["update_baseline"]:
        return _update_baseline(report, found, state)
    lowest = options.lowest_shown(modes["output_format"], modes["lowest"], found)
    chosen = report.replace(limits.from_severity(report.diagnostics, lowest))
    shown, hidden = _limited(chosen, modes)
    _print(shown, found, modes)
    if shown.left_out and modes["output_format"] == "full":
        from docgen.report.overview import overview

        hidden = [*overview(chosen), *hidden]
    for line in (*hidden, *told_of_baseline(report, found, state)):
        state.note(line)
    state.note(summary(report, lowest))
    return int(not modes["exit_zero"] and report.fails(found.settings.fail_on))
