"""``docgen rule``: prints the page of a rule."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State, coloured

if TYPE_CHECKING:
    from docgen.diagnostic import Rule

_WIDTH = 100


@click.command(
    cls=helping.Command,
    short_help="Explain a rule.",
    epilog=helping.examples(
        ("docgen rule", "all rules, one a line"),
        ("docgen rule DG501", "one by its code"),
        ("docgen rule malformed-json", "or by its name"),
    ),
)
@click.argument("rule", required=False, metavar="[CODE|NAME]", shell_complete=helping.rules)
@click.option("--all", "everything", is_flag=True, help="Print the pages of all rules.")
@click.option(
    "--output-format", type=click.Choice(("text", "json", "markdown")), default="text", help="How it is written."
)
@options.talking
@click.pass_obj
def rule(_state: State, /, *, rule: str | None, everything: bool, output_format: str) -> int:
    """Explain a rule: what it finds, why that matters, an example, what to write instead.

    Without a rule, all are listed, one a line.
    """
    from docgen.findings import selection

    catalogue = selection.catalogue()
    if rule and everything:
        raise click.UsageError("--all prints every rule; name none with it")
    chosen = [catalogue[code] for code in _codes(rule)] if rule else list(catalogue.values())
    options.show(_text(chosen, output_format, listed=not rule and not everything))
    return 0


def _codes(words: str) -> list[str]:
    """Return the codes of the rules that are meant, letter case ignored in a code; fail where there is none."""
    from docgen.findings import selection

    upper = words.upper() if words.upper().startswith("DG") else words
    codes = sorted(selection.codes_of(upper))
    if not codes:
        raise click.UsageError(selection.unknown(words))
    return codes


def _text(chosen: list[Rule], output_format: str, *, listed: bool) -> str:
    import json

    from docgen.rules import pages

    if output_format == "json":
        return json.dumps([_object(one) for one in chosen], indent=2) + "\n"
    if listed:
        if output_format == "markdown":
            return _table(chosen)
        width = max(len(one.name) for one in chosen)
        return "".join(
            f"{one.code}  {one.severity.value:7}  {one.name:{width}}  {pages.summary(one.code)}\n" for one in chosen
        )
    if output_format == "markdown":
        return "\n".join(pages.page(one.code).rstrip("\n") + "\n" for one in chosen)
    return _for_reading("\n\n".join(f"{_head(one)}\n{pages.page(one.code).partition(chr(10))[2]}" for one in chosen))


def _head(one: Rule) -> str:
    """Return the heading of a page as a terminal shows it, with what only the catalogue knows."""
    return f"# {one.code} {one.name} ({one.severity.value})"


def _for_reading(text: str) -> str:
    """Return Markdown as a terminal shows it, with colours where it has them."""
    import sys

    from rich.console import Console
    from rich.markdown import Markdown

    with_colours = coloured("auto", sys.stdout)
    out = StringIO()
    console = Console(
        file=out, width=_WIDTH, force_terminal=with_colours, no_color=not with_colours, legacy_windows=False
    )
    console.print(Markdown(text))
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _object(one: Rule) -> dict[str, str]:
    from docgen.rules import pages

    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": one.message,
        "help": one.help,
        "page": pages.page(one.code),
    }


def _table(chosen: list[Rule]) -> str:
    """Return the rules as a Markdown table."""
    from docgen.rules import pages

    rows = (
        f"| `{one.code}` | `{one.name}` | {one.severity.value} | {_cell(pages.summary(one.code))} |\n" for one in chosen
    )
    return "| Code | Name | Severity | What it does |\n|---|---|---|---|\n" + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
