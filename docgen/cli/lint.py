"""``docgen lint``: reports findings on pages; ``--fix`` corrects the pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import helping, options, process, reporting
from docgen.cli.terminal import State, progress

if TYPE_CHECKING:
    from docgen.run.results import Report
    from docgen.settings import Found

_STDIN = "-"


@click.command(
    cls=helping.Command,
    epilog=helping.examples(
        ("docgen lint", "the pages of the settings"),
        ("docgen lint docs/book.md --select DG2,DG501", "some rules on one page"),
        ("docgen lint --fix --diff", "what --fix would change"),
        ("docgen lint --since main --output-format github", "in CI: changed pages"),
    ),
)
@options.paths
@options.reporting
@options.listing
@click.option("--fix", is_flag=True, help="Correct what changes no meaning, then print what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Correct also what may change words; look at it afterwards.")
@click.option("--diff", is_flag=True, help="Show what --fix, or --unsafe-fixes, would change, and write nothing.")
@click.option("--since", metavar="REV", help="Print only findings on pages changed since a Git revision.")
@click.option("--only", is_flag=True, help="Read the inputs of the settings, print only findings on PATHS.")
@options.comparing
@click.option(
    "--add-suppressions",
    multiple=True,
    callback=options.split,
    shell_complete=helping.rules,
    metavar="RULES",
    help="Write comments into pages that suppress the findings of some rules.",
)
@click.option("--stdin-filename", type=click.Path(), metavar="FILE", help="What the page read from stdin is called.")
@click.option("--watch", is_flag=True, help="Run again whenever a page changes, until interrupted.")
@options.configuring
@options.talking
@click.pass_obj
def lint(state: State, /, *, paths: tuple[str, ...], watch: bool, **given: Any) -> int:
    """Say what is unfinished, broken or contradictory in pages.

    PATHS are files, folders and globs; without any, the inputs of the settings are read (docs_input). With a page also
    the inputs that hold it are read, or else its folder, and only its own findings are printed. A single - is one page
    from stdin, checked by itself.
    """
    modes = {name: given.pop(name) for name in _MODES}
    _refuse(paths, modes, watch=watch)
    found = options.settings_of(**given)
    if modes["baseline"]:
        found = reporting.with_baseline(found, modes["baseline"], may_be_new=modes["update_baseline"])
    options.show_settings(state, found)
    if watch:
        from docgen.cli.watching import again

        return again(paths, found, state, lambda: _run(state, paths, found, modes))
    return _run(state, paths, found, modes)


_MODES = (
    *("output_format", "output_file", "color", "lowest", "statistics", "max_findings", "every", "exit_zero"),
    *(
        "fix",
        "unsafe_fixes",
        "diff",
        "since",
        "only",
        "baseline",
        "update_baseline",
        "add_suppressions",
        "stdin_filename",
    ),
)


def _refuse(paths: Sequence[str], modes: dict[str, Any], *, watch: bool) -> None:
    """Fail where options exclude each other."""
    if _STDIN in paths:
        excluded = [
            name
            for name in ("fix", "unsafe_fixes", "diff", "only", "since", "update_baseline", "add_suppressions")
            if modes[name]
        ]
        if len(paths) > 1 or watch or excluded:
            raise click.UsageError("a page from stdin is checked by itself: no other path, --fix, --watch or the like")
    elif modes["stdin_filename"]:
        raise click.UsageError("--stdin-filename names the page that is read when the path is -")
    if modes["only"] and not paths:
        raise click.UsageError("--only needs the pages to print findings on")


def _run(state: State, paths: Sequence[str], found: Found, modes: dict[str, Any]) -> int:
    """Lint once, print what is found, and return the exit code."""

    def report() -> Report:
        return _restricted(_report(state, paths, found, modes), paths, found, modes)

    if modes["add_suppressions"]:
        from docgen.cli.suppressing import add_suppressions

        add_suppressions(report(), modes["add_suppressions"], state)
        return 0
    if modes["diff"]:
        from docgen.cli.fixing import show_fixes

        return int(show_fixes(report(), unsafe=modes["unsafe_fixes"]) and not modes["exit_zero"])
    if modes["fix"] or modes["unsafe_fixes"]:
        from docgen.cli.fixing import apply_fixes

        made = apply_fixes(report, state, unsafe=modes["unsafe_fixes"])
    else:
        made = report()
        process.keep(made)
    return reporting.finish(made, found, state, modes)


def _report(state: State, paths: Sequence[str], found: Found, modes: dict[str, Any]) -> Report:
    from docgen.run import pipeline

    if _STDIN in paths:
        return pipeline.lint_text(sys.stdin.buffer.read(), modes["stdin_filename"] or "stdin.md", settings=found)
    with progress(state) as callback:
        return pipeline.lint(
            () if modes["only"] else paths,
            settings=found,
            progress=callback,
            cached=found.settings.cache,
            stamps_suffice=not (modes["fix"] or modes["unsafe_fixes"] or modes["diff"]),
            done=state.stage,
        )


def _restricted(report: Report, paths: Sequence[str], found: Found, modes: dict[str, Any]) -> Report:
    """Return a report with the findings on some pages alone, where that is wanted."""
    if not modes["only"] and not modes["since"]:
        return report
    from docgen import files
    from docgen.cli.git_changes import changed
    from docgen.run.reporting import found_on

    only = {page.real for page in files.discover(paths, folder=found.folder)} if modes["only"] else None
    since = changed(modes["since"], found.folder) if modes["since"] else None
    places = {span.path for one in report.compared.new for span in one.spans}
    real = {path: os.path.realpath(path) for path in places}
    kept = {path for path, place in real.items() if all(chosen is None or place in chosen for chosen in (only, since))}
    return report.replace(found_on(report, kept))
