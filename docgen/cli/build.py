"""``docgen build``: writes the OpenAPI document of some pages, and reports findings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from docgen.cli import helping, options, process, reporting, side_outputs
from docgen.cli.terminal import State, coloured, progress

if TYPE_CHECKING:
    from docgen.fingerprints import Manifest
    from docgen.run.replay import Product
    from docgen.run.results import Build, Report
    from docgen.settings import Found


@click.command(
    cls=helping.Command,
    short_help="Write the OpenAPI document that pages describe.",
    epilog=helping.examples(
        ("docgen build", "write build/openapi.yaml"),
        ("docgen build docs/ -o api.json", "other pages, as JSON"),
        ("docgen build --check --fail-on warning", "in CI: fail where it is old"),
        ("docgen build -o - --include-tag books", "a part of it, on stdout"),
    ),
)
@options.paths
@click.option(
    "--output", "-o", type=click.Path(), metavar="FILE", help="The document (build/openapi.yaml); - is stdout."
)
@click.option("--format", type=click.Choice(("yaml", "json")), help="The format; else by the ending of the output.")
@options.shaping
@click.option("--split", type=click.Path(), metavar="DIR", help="Write one document per tag there, too.")
@click.option("--fill", type=click.Path(), metavar="CONTRACT", help="Take from a contract what pages leave out.")
@click.option("--source-map", type=click.Path(), metavar="FILE", help="Write where each part comes from, as JSON.")
@click.option(
    "--validate", type=click.Choice(("auto", "full")), help="full: ask openapi-spec-validator, however large."
)
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
    lowest: str | None,
    **given: Any,
) -> int:
    """Write the OpenAPI document that pages describe, and say what is wrong with them.

    PATHS are files, folders and globs; without any, the inputs of the settings are read (docs_input). A document
    that is not valid OpenAPI, or that holds neither operations nor types, is not written, and the exit code is 1.
    """
    from docgen.run.replay import Memory

    found = options.settings_of(**given)
    to_stdout = found.settings.output == "-"
    if to_stdout and (check or diff):
        raise click.UsageError("--check and --diff compare with a file; --output - names none")
    options.show_settings(state, found)
    # Where the document or a difference goes to stdout, the findings make way.
    stream = sys.stderr if to_stdout or diff else sys.stdout
    memory = Memory(found, "build", paths, output_format, coloured(color, stream), lowest)
    product = memory.recall()
    state.stage("look for changes")
    if product is None:
        product, manifest = _build(
            state, paths, found, lambda report: _findings(report, found, state, output_format, lowest, color, stream)
        )
        memory.keep(product, manifest)
        state.stage("keep")
    options.show(product.findings, stream)
    for line in product.summary.splitlines():
        state.note(line)
    stale = _deliver(product, found, state, check=check, diff=diff)
    state.stage("write")
    return int(stale or product.fails)


def _findings(
    report: Report, found: Found, state: State, output_format: str, wanted: str | None, color: str, stream: TextIO
) -> tuple[str, str]:
    """Return the findings as they are printed, and what is said of them on stderr."""
    from docgen.report import limits
    from docgen.report.items import summary

    lowest = options.lowest_shown(output_format, wanted, found)
    shown, more = options.with_room(report.replace(limits.from_severity(report.diagnostics, lowest)), output_format)
    said = [*more, summary(report, lowest), *reporting.told_of_baseline(report, found, state)]
    return options.render(shown, output_format, color, stream), "\n".join(said)


def _build(
    state: State, paths: tuple[str, ...], found: Found, render: Callable[[Report], tuple[str, str]]
) -> tuple[Product, Manifest | None]:
    """Return what comes of a build, and what it was made from."""
    from docgen.cli import file_output
    from docgen.run import pipeline
    from docgen.run.replay import Product

    state.stage("load")
    with progress(state) as callback:
        result = pipeline.build(paths, settings=found, progress=callback, cached=found.settings.cache, done=state.stage)
    process.keep(result)
    settings, report = found.settings, result.report
    said = (*render(report), result.refusal, report.fails(settings.fail_on))
    if result.refusal:
        product = Product(*said, result.written)
    else:
        tags = side_outputs.tags(result.document, settings)
        places = side_outputs.source_map(result.document, settings)
        product = Product(*said, result.written, f" ({_contents(result)})", tags, places)
    file_output.refuse_inputs([file.path for file in _files(product, found) if file.path != "-"], report, found)
    state.stage("print")
    return product, result.manifest


_LARGE = 3_000_000  # bytes


class _File(NamedTuple):
    """A file that a build writes: its path ("-" is stdout), its data, and in words what is in it."""

    path: str
    data: bytes
    contents: str = ""


def _files(product: Product, found: Found) -> list[_File]:
    """Return what is written, at the places that the settings name; first the document."""
    settings, folder = found.settings, found.folder
    output = "-" if settings.output == "-" else os.path.join(folder, settings.output)
    files = [_File(output, product.document, product.contents)]
    files += [_File(os.path.join(folder, settings.split, name), data) for name, data in product.tags.items()]
    if product.source_map:
        files.append(_File(os.path.join(folder, settings.source_map), product.source_map))
    return files


def _deliver(product: Product, found: Found, state: State, *, check: bool, diff: bool) -> bool:
    """Write, compare or show the files of a build; return whether that is a reason to fail."""
    from docgen.cli.terminal import say
    from docgen.files import display

    files = _files(product, found)
    if product.refusal:
        name = "the document" if files[0].path == "-" else display(files[0].path)
        say(f"{name} is not written: {product.refusal}")
        return True
    stale = []
    for file in files:
        if file.path == "-":
            options.show(file.data.decode())
        elif _deliver_file(file, state, check=check, diff=diff):
            stale.append(file)
    if stale:
        say(_told_stale(stale))
    return bool(stale)


def _deliver_file(file: _File, state: State, *, check: bool, diff: bool) -> bool:
    """Write or compare one file; return whether it is stale."""
    from docgen.cli import file_output
    from docgen.files import display

    name = display(file.path)
    if not (check or diff):
        verb = "wrote" if file_output.write(file.path, file.data) else "unchanged:"
        state.note(f"{verb} {name}{file.contents}")
        if len(file.data) > _LARGE and name.endswith((".yaml", ".yml")):
            state.note("openapi-generator reads no YAML of more than 3 MB; -o FILE.json writes JSON")
        return False
    old = file_output.written(file.path)
    if diff:
        options.show(file_output.difference(file.path, old, file.data))
    if old == file.data:
        state.note(f"{name} is up to date")
    return old != file.data


def _told_stale(stale: Sequence[_File]) -> str:
    """Return the line that says which files a build would write."""
    from docgen.diagnostic import plural
    from docgen.files import display

    first, *others = stale
    if not others:
        state = "is not up to date" if os.path.exists(first.path) else "does not exist"
        return f"{display(first.path)} {state}; docgen build writes it"
    return f"{display(first.path)} and {plural(len(others), 'other file')} are not up to date; docgen build writes them"


def _contents(result: Build) -> str:
    from docgen.diagnostic import plural

    content = result.document.content
    schemas = content.get("components", {}).get("schemas", {})
    return f"{plural(len(content.get('paths', {})), 'path')}, {plural(len(schemas), 'schema')}"
