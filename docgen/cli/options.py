"""Options that several commands share, and the settings that they and the settings file give together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import click

from docgen.cli import helping
from docgen.cli.terminal import State, coloured

if TYPE_CHECKING:
    from docgen.diagnostic import Severity
    from docgen.run.results import Report
    from docgen.settings import Found

_Command = Callable[..., Any]
FORMATS = ("full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "html")


def paths(command: _Command) -> _Command:
    """Take any number of files, folders and globs."""
    return click.argument("paths", nargs=-1, metavar="[PATHS]...")(command)


def talking(command: _Command) -> _Command:
    """Take ``-q``, ``-v`` and ``--timings``; they end up in the State of the run."""

    def remember(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
        def callback(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  click calls it so
            if value:
                setattr(context.ensure_object(State), name, True)

        return callback

    for flags, name, text in (
        (("-q", "--quiet"), "quiet", "Print findings only."),
        (("-v", "--verbose"), "verbose", "Say which settings are used; show the traceback of a failure."),
        (("--timings",), "timings", "Say how long each stage took."),
    ):
        option = click.option(*flags, is_flag=True, expose_value=False, callback=remember(name), help=text)
        command = option(command)
    return command


def configuring(command: _Command) -> _Command:
    """Take what says which settings hold and how pages are read."""
    return _all(
        click.option("--config", type=click.Path(), metavar="FILE", help="Use this settings file."),
        click.option("--isolated", is_flag=True, help="Use no settings file."),
        click.option("--dialect", metavar="NAME|FILE", help="The dialect of all pages, or a file with one."),
        click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave pages out, as in .gitignore."),
        click.option("--jobs", type=click.IntRange(min=0), metavar="N", help="Processes that read; 0: as suits."),
        click.option("--cache/--no-cache", default=None, help="Whether to use and to fill .docgen_cache (yes)."),
    )(command)


def choosing(command: _Command) -> _Command:
    """Take what says which findings are reported."""
    rules: dict[str, Any] = {"multiple": True, "callback": split, "metavar": "RULES", "shell_complete": helping.rules}
    return _all(
        click.option("--select", **rules, help="Report only these: codes, prefixes or names, with commas."),
        click.option("--ignore", **rules, help="Do not report these."),
    )(command)


def shaping(command: _Command) -> _Command:
    """Take what says how the document is written, and which part of it."""
    many: dict[str, Any] = {"multiple": True, "callback": split}
    return _all(
        click.option("--openapi", type=click.Choice(("3.0", "3.1")), help="The version of OpenAPI (3.0)."),
        click.option("--profile", type=click.Choice(("portable", "graph")), help="The forms that are used (portable)."),
        click.option("--compact/--no-compact", default=None, help="Write what tools of language models need, no more."),
        click.option(
            "--operation-ids",
            type=click.Choice(("resource", "path", "page")),
            help="What names are made of (resource).",
        ),
        click.option(
            "--schema-names", type=click.Choice(("qualified", "short")), help="Names with namespaces or without."
        ),
        click.option(
            "--function-quotes",
            type=click.Choice(("plain", "encoded", "none")),
            help="Quotes of function arguments in paths (plain).",
        ),
        click.option("--no-function-quotes", "function_quotes", flag_value="none", help="The same as none."),
        click.option("--discriminator/--no-discriminator", default=None, help="Name derived types in base types."),
        click.option("--navigation/--no-navigation", default=None, help="Keep navigation properties in schemas."),
        click.option(
            "--mark-sources/--no-mark-sources", default=None, help="Say in the document what comes from where."
        ),
        click.option(
            "--overlay", type=click.Path(), multiple=True, metavar="FILE", help="Apply an OpenAPI Overlay; repeatable."
        ),
        click.option("--include-path", **many, metavar="PATHS", help="Keep only these and what is below them."),
        click.option("--include-tag", **many, metavar="TAGS", help="Keep only the operations with these."),
        click.option("--include-operation", **many, metavar="IDS", help="Keep only these operationIds."),
        click.option("--exclude-path", **many, metavar="PATHS", help="Leave these out, and what is below them."),
        click.option("--exclude-tag", **many, metavar="TAGS", help="Leave out the operations with these."),
        click.option("--exclude-operation", **many, metavar="IDS", help="Leave out these operationIds."),
    )(command)


def reporting(command: _Command) -> _Command:
    """Take what says which findings are reported and how."""
    return _all(
        choosing,
        click.option("--output-format", type=click.Choice(FORMATS), default="full", help="How findings are written."),
        click.option(
            "--severity",
            "lowest",
            type=click.Choice(("error", "warning", "info")),
            help="The lowest severity that is shown (warning; info in formats for programs).",
        ),
        click.option(
            "--fail-on",
            type=click.Choice(("error", "warning", "info", "never")),
            help="The lowest severity that makes the exit code 1 (error).",
        ),
        click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colour."),
        click.option("--revision", metavar="NAME", help="The commit of the pages, which the HTML report names."),
        click.option("--revision-date", metavar="DATE", help="Its date."),
    )(command)


def listing(command: _Command) -> _Command:
    """Take where and how many of the findings are printed."""
    return _all(
        click.option(
            "--output-file", type=click.Path(), metavar="FILE", help="Write the findings there, not to stdout."
        ),
        click.option("--statistics", is_flag=True, help="Print how often each rule is broken, not each finding."),
        click.option(
            "--max-findings", type=click.IntRange(min=1), metavar="N", help="Print no more than N of each rule."
        ),
        click.option("--all", "every", is_flag=True, help="Print every finding, however many."),
        click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    )(command)


def comparing(command: _Command) -> _Command:
    """Take the baseline of known findings."""
    return _all(
        click.option("--baseline", type=click.Path(), metavar="FILE", help="Known findings (docgen-baseline.json)."),
        click.option("--update-baseline", is_flag=True, help="Write all findings of this run to the baseline."),
    )(command)


def settings_of(*, config: str | None, isolated: bool, **overrides: Any) -> Found:
    """Return the settings of a run: options, whose value is not None, over the settings file over the defaults."""
    import msgspec

    from docgen import settings

    if config and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    found = settings.load(config) if config else settings.default() if isolated else settings.find()
    values = {key: value for key, value in overrides.items() if value is not None and value != ()}
    if "output" in values:
        # An option is relative to the working directory, and says by its ending which format it wants.
        values["output"] = os.path.abspath(values["output"]) if values["output"] != "-" else "-"
        values.setdefault("format", "")
    for name in ("split", "source_map", "contract", "fill"):
        if name in values:
            values[name] = os.path.abspath(values[name])
    if values.get("dialect", "").endswith(".toml"):
        values["dialect"] = os.path.relpath(values["dialect"], found.folder).replace(os.sep, "/")
    if "overlay" in values:
        values["overlay"] = tuple(os.path.abspath(file) for file in values["overlay"])
    return msgspec.structs.replace(found, settings=msgspec.structs.replace(found.settings, **values))


def show_settings(state: State, found: Found) -> None:
    """Say with ``-v`` where the settings come from."""
    from docgen.settings import display_name

    state.detail(f"settings: {display_name(found.file) if found.file else 'none, only defaults'}")


def lowest_shown(output_format: str, wanted: str | None, found: Found) -> Severity:
    """Return the severity from which on findings are shown: as wanted, else as the format and ``fail-on`` have it."""
    from docgen.report import limits

    return limits.lowest_shown(output_format, wanted or found.settings.lint.show or None, found.settings.fail_on)


def with_room(report: Report, output_format: str) -> tuple[Report, list[str]]:
    """Return a report with the findings that a format has room for, and what is to be said of the others."""
    from docgen.diagnostic import plural
    from docgen.report import limits

    kept = limits.within(report.diagnostics, output_format)
    left_out = len(report.diagnostics) - len(kept)
    verb = "is" if left_out == 1 else "are"
    told = f"{plural(left_out, 'more finding')} {verb} not shown; docgen lint --all shows all."
    return report.replace(kept, left_out=left_out), [told] if left_out else []


def render(report: Report, output_format: str, color: str, stream: TextIO) -> str:
    """Return the findings in a format; colours are for people in front of a terminal."""
    from docgen.report import REPORTERS, full

    if output_format == "full" and coloured(color, stream):
        return full.render_coloured(report)
    return REPORTERS[output_format](report)


def show(text: str, stream: TextIO | None = None) -> None:
    """Print text as it is, before anything that is said on stderr afterwards."""
    stream = stream or sys.stdout
    stream.write(text)
    stream.flush()


def _all(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def split(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Return the values of an option that takes several, and several with commas between."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
