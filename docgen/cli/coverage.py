"""``docgen coverage``: what share of the pages is read, by kind, cause and page."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State, progress


@click.command(
    cls=helping.Command,
    short_help="Say what share of the pages is read.",
    epilog=helping.examples(
        ("docgen coverage docs/", "by kind, cause and page"),
        ("docgen coverage --fail-under 95", "in CI: fail below"),
    ),
)
@options.paths
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How it is written.")
@click.option("--fail-under", type=click.FloatRange(0, 100), default=0.0, metavar="PERCENT", help="Exit with 1 below.")
@options.choosing
@options.configuring
@options.talking
@click.pass_obj
def coverage(state: State, /, *, paths: tuple[str, ...], output_format: str, fail_under: float, **given: Any) -> int:
    """Say what share of pages is read: their requests, rows, code blocks and headings.

    Each block is read (into a fact), known (prose, navigation, samples in a language) or unread.
    """
    from docgen.report import coverage as report
    from docgen.run import pipeline

    found = options.settings_of(**given)
    options.show_settings(state, found)
    with progress(state) as callback:
        measured = pipeline.coverage(paths, settings=found, progress=callback)
    options.show(report.json_text(measured) if output_format == "json" else report.text(measured))
    return 1 if measured.total.share < fail_under else 0
