"""Lays out the help of a command: its options in groups, and examples of its use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import click

_OTHERS = "Other options"
_GROUPS = {
    "Where it goes": ("output", "format", "split", "source_map"),
    "Document": (
        *("openapi", "profile", "compact", "operation_ids", "schema_names", "function_quotes", "discriminator"),
        *("navigation", "mark_sources", "overlay", "fill", "validate"),
    ),
    "Part of the document": (
        *("include_path", "include_tag", "include_operation"),
        *("exclude_path", "exclude_tag", "exclude_operation"),
    ),
    "Which findings": ("select", "ignore", "lowest", "fail_on", "exit_zero", "since", "only", "baseline"),
    "How findings are shown": (
        *("output_format", "output_file", "color", "statistics", "max_findings", "every"),
        *("revision", "revision_date"),
    ),
    "What is done instead": (
        *("check", "fix", "unsafe_fixes", "diff", "add_suppressions", "update_baseline", "watch"),
    ),
    "How pages are read": ("config", "isolated", "dialect", "exclude", "jobs", "cache", "stdin_filename"),
}
"""The options of a group by the names of their parameters, for all commands; a group without options is not shown."""
_GROUP_OF: Mapping[str, str] = {name: title for title, names in _GROUPS.items() for name in names}


class Command(click.Command):
    """A command whose help shows its options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each group, with what stands in none at the end."""
        sections: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record and isinstance(parameter, click.Option):
                sections[_GROUP_OF.get(parameter.name or "", _OTHERS)].append(record)
        for title in (*_GROUPS, _OTHERS):
            if sections[title]:
                with formatter.section(title):
                    formatter.write_dl(sections[title])


def examples(*lines: tuple[str, str]) -> str:
    """Return the epilog of a command: command lines, each with what it does."""
    width = max(len(command) for command, _ in lines)
    shown = [f"  {command:{width}}  {does}" for command, does in lines]
    return "\n".join(("\b", "Examples:", *shown))


def rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Sequence[Any]:
    """Return the rules that complete a list with commas: by their codes, or by their names where one is begun."""
    from click.shell_completion import CompletionItem

    from docgen.findings import selection

    before, comma, begun = incomplete.rpartition(",")
    known = selection.catalogue().values()
    codes = [(one.code, one.name) for one in known if one.code.startswith(begun.upper())]
    names = [(one.name, one.code) for one in known if begun and one.name.startswith(begun)]
    return [CompletionItem(f"{before}{comma}{word}", help=text) for word, text in codes + names]
