"""``docgen compare``: says where pages and a contract disagree."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli import helping, options, reporting
from docgen.cli.terminal import State, progress

_ONLY = {"documented": ("DG80",), "undocumented": ("DG81",), "different": ("DG82", "DG83")}
_MODES = (
    "lowest",
    "every",
    "output_format",
    "output_file",
    "color",
    "statistics",
    "max_findings",
    "exit_zero",
    "baseline",
    "update_baseline",
)


@click.command(
    cls=helping.Command,
    short_help="Say where pages and a contract disagree.",
    epilog=helping.examples(
        ("docgen compare service.yaml", "the inputs of the settings"),
        ("docgen compare service.yaml docs/", "other pages"),
    ),
)
@click.argument("contract", required=False, metavar="[CONTRACT]")
@options.paths
@click.option(
    "--only",
    type=click.Choice(tuple(_ONLY)),
    multiple=True,
    help="Report only what pages alone say, what the contract alone says, or what differs; repeatable.",
)
@options.reporting
@options.listing
@options.comparing
@options.configuring
@options.talking
@click.pass_obj
def compare(
    state: State, /, *, contract: str | None, paths: tuple[str, ...], only: tuple[str, ...], **given: Any
) -> int:
    """Say where pages and a contract disagree, at the lines of both.

    CONTRACT is a document in OpenAPI 3.0 or 3.1, Swagger 2.0 or OData CSDL; without it, the one that the settings name.
    PATHS are the pages; without any, the inputs of the settings. What pages do not say is no difference, except that a
    part of the contract is not documented at all.
    """
    from docgen.run import pipeline

    modes = {name: given.pop(name) for name in _MODES}
    modes["lowest"] = modes["lowest"] or "info"  # what is not documented is a note, and asked for
    found = options.settings_of(contract=contract, **given)
    if modes["baseline"]:
        found = reporting.with_baseline(found, modes["baseline"], may_be_new=modes["update_baseline"])
    options.show_settings(state, found)
    with progress(state) as callback:
        result = pipeline.compare(
            paths, settings=found, progress=callback, cached=found.settings.cache, done=state.stage
        )
    report = result.report
    if only:
        codes = tuple(code for each in only for code in _ONLY[each])
        report = report.replace(tuple(one for one in report.diagnostics if one.code.startswith(codes)))
    code = reporting.finish(report, found, state, modes)
    if words := result.cover.words():
        state.note(f"{words}.")
    return code
