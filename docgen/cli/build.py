"""``docgen build``: pages go in, the OpenAPI document and findings come out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State, progress

if TYPE_CHECKING:
    from docgen.pipeline import Build


@click.command()
@options.paths
@click.option(
    "--output", "-o", type=click.Path(), metavar="FILE", help="The document (build/openapi.yaml); - is stdout."
)
@click.option("--openapi", type=click.Choice(("3.0", "3.1")), help="The version of OpenAPI (3.0).")
@click.option("--format", type=click.Choice(("yaml", "json")), help="The format; else by the ending of the output.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when the document is not up to date.")
@click.option("--diff", is_flag=True, help="Write nothing; show how the document would change.")
@options.reporting
@options.configuring
@options.talking
@click.pass_obj
def build(
    state: State,
    /,
    *,
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    output_format: str,
    color: str,
    **given: Any,
) -> int:
    """Write the OpenAPI document that pages describe, and say what is wrong with them.

    PATHS are files, folders and globs; without any, the inputs of the settings are read (docs_input). A document
    that is not valid OpenAPI is not written.
    """
    from docgen import pipeline
    from docgen.report.items import summary

    found = options.settings_of(**given)
    to_stdout = found.settings.output == "-"
    if to_stdout and (check or diff):
        raise click.UsageError("--check and --diff compare with a file; --output - names none")
    options.show_settings(state, found)
    with progress(state) as callback:
        result = pipeline.build(paths, settings=found, progress=callback)
    # Where the document or a difference goes to stdout, the findings make way.
    stream = sys.stderr if to_stdout or diff else sys.stdout
    options.show(options.render(result.report, output_format, color, stream), stream)
    state.note(summary(result.report))
    output = "-" if to_stdout else os.path.join(found.folder, found.settings.output)
    stale = _deliver(result, output, state, check=check, diff=diff)
    return int(stale or result.report.fails(found.settings.fail_on))


def _deliver(result: Build, output: str, state: State, *, check: bool, diff: bool) -> bool:
    """Write, compare or show the document; return whether that is a reason to fail."""
    from docgen.cli import writing
    from docgen.cli.terminal import say
    from docgen.files import display

    name = "the document" if output == "-" else display(output)
    if not result.valid:
        say(f"{name} is not written: it would not be valid OpenAPI (DG9)")
        return True
    if output == "-":
        options.show(result.text)
        return False
    if not (check or diff):
        verb = "wrote" if writing.write(output, result.text) else "unchanged:"
        state.note(f"{verb} {name} ({_contents(result)})")
        return False
    old = writing.written(output)
    if diff:
        options.show(writing.difference(output, old, result.text))
    if old == result.text:
        state.note(f"{name} is up to date")
        return False
    state.note(f"{name} {'does not exist' if old is None else 'is not up to date'}; docgen build writes it")
    return True


def _contents(result: Build) -> str:
    from docgen.report.items import plural

    content = result.document.content
    schemas = content.get("components", {}).get("schemas", {})
    return f"{plural(len(content.get('paths', {})), 'path')}, {plural(len(schemas), 'schema')}"
