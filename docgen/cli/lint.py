"""``docgen lint``: pages go in, findings come out."""

from __future__ import annotations

import sys
from typing import Any

import click

from docgen.cli import options
from docgen.cli.terminal import State, progress


@click.command()
@options.paths
@options.reporting
@click.option("--output-file", type=click.Path(), metavar="FILE", help="Write the findings there, not to stdout.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@options.configuring
@options.talking
@click.pass_obj
def lint(
    state: State,
    /,
    *,
    paths: tuple[str, ...],
    output_format: str,
    output_file: str | None,
    exit_zero: bool,
    color: str,
    **given: Any,
) -> int:
    """Say what is unfinished, broken or contradictory in pages.

    PATHS are files, folders and globs; without any, the inputs of the settings are read (docs_input).
    """
    from docgen import pipeline
    from docgen.report.items import summary

    found = options.settings_of(**given)
    options.show_settings(state, found)
    with progress(state) as callback:
        report = pipeline.lint(paths, settings=found, progress=callback)
    if output_file and output_file != "-":
        from docgen.cli.writing import write

        write(output_file, options.render(report, output_format, "never", sys.stdout))
    else:
        options.show(options.render(report, output_format, color, sys.stdout))
    state.note(summary(report))
    return int(not exit_zero and report.fails(found.settings.fail_on))
