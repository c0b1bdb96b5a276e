"""``docgen dialect``: what the dialect of the pages says."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.dialects import Said


_WIDTH = 80  # columns


@click.group()
def dialect() -> None:
    """Show what the words on pages are taken for."""


@dialect.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of dialect files instead.")
@options.configuring
@options.talking
@click.pass_obj
def show(state: State, /, *, keys: tuple[str, ...], schema: bool, **given: Any) -> int:
    """Show what holds in the dialect that the settings name, and the file and line that say it.

    A KEY such as columns.name shows that part alone, and what it means.
    """
    from docgen import dialects
    from docgen.run.own_dialects import DIALECT_TABLE, own_files

    if schema:
        from docgen.dialects.schema import schema_text

        options.show(schema_text())
        return 0
    found = options.settings_of(**given)
    options.show_settings(state, found)
    chosen = found.settings.dialect if isinstance(found.settings.dialect, str) else DIALECT_TABLE
    files = own_files(found)
    for name, file in files.items():
        dialects.read_own(name, file)
    everything = list(dialects.explain(files.get(chosen), chosen or dialects.DEFAULT))
    lines = [line for key in keys for line in _explained(key, everything)] if keys else _lines(everything)
    options.show("".join(f"{line}\n" for line in lines))
    return 0


def _explained(key: str, everything: Iterable[Said]) -> Iterator[str]:
    """Yield what a key means, and what holds at it or below."""
    from docgen.dialects import keys
    from docgen.dialects.layers import unknown

    everything = list(everything)
    parts = _parts(key, everything)
    if not keys.describe(parts):
        known = {".".join(one.keys[:depth]) for one in everything for depth in range(1, len(one.keys) + 1)}
        raise DocgenError(f"{key}: {unknown(key, sorted(known))}")
    below = [one for one in everything if one.keys[: len(parts)] == parts]
    for inner in (parts, *dict.fromkeys(one.keys for one in below if one.keys != parts)):
        yield ".".join(inner)
        yield from wrap(keys.describe(inner), _WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield from _held(one for one in below if one.keys == inner)


def _parts(key: str, everything: Iterable[Said]) -> tuple[str, ...]:
    """Return the parts of a key as it is written with dots, of which some stand in the parts themselves."""
    for one in everything:
        for depth in range(1, len(one.keys) + 1):
            if ".".join(one.keys[:depth]) == key:
                return one.keys[:depth]
    return tuple(key.split("."))


def _lines(everything: Iterable[Said]) -> Iterator[str]:
    for keys, members in groupby(everything, lambda one: one.keys):
        yield ".".join(keys)
        yield from _held(members)


def _held(members: Iterable[Said]) -> Iterator[str]:
    """Yield lines with the members of a list, each whole, and the place that says them behind the last."""
    for origin, same in groupby(members, lambda one: one.origin):
        *before, last = (_shown(one.value) for one in same)
        line = ""
        for piece in (*(f"{one}, " for one in before), f"{last}  {origin}"):
            if line and len(line) + len(piece.rstrip()) > _WIDTH - 2:
                yield f"  {line.rstrip()}"
                line = ""
            line += piece
        yield f"  {line}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " = ".join(map(_shown, value))
    if isinstance(value, dict):
        return " -> ".join(map(_shown, value.values()))
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'
