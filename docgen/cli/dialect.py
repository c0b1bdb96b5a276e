"""``docgen dialect``: what the dialect of the pages says."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.dialects import Said


@click.group()
def dialect() -> None:
    """Show what the words on pages are taken for."""


@dialect.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@options.configuring
@options.talking
@click.pass_obj
def show(state: State, /, *, keys: tuple[str, ...], **given: Any) -> int:
    """Show what holds in the dialect that the settings name, and the file and line that say it.

    A KEY such as columns.name shows that part alone.
    """
    from docgen import dialects
    from docgen.run.own_dialects import DIALECT_TABLE, own_files

    found = options.settings_of(**given)
    options.show_settings(state, found)
    chosen = found.settings.dialect if isinstance(found.settings.dialect, str) else DIALECT_TABLE
    files = own_files(found)
    for name, file in files.items():
        dialects.read_own(name, file)
    everything = list(dialects.explain(files.get(chosen), chosen or dialects.DEFAULT))
    options.show("".join(f"{line}\n" for line in _lines(_wanted(everything, keys))))
    return 0


def _wanted(everything: Iterable[Said], keys: tuple[str, ...]) -> Iterator[Said]:
    """Yield what stands at the keys or below, everything where there are none."""
    from docgen.dialects.layers import unknown

    all_of = list(everything)
    names = {".".join(one.keys[:depth]) for one in all_of for depth in range(1, len(one.keys) + 1)}
    for key in keys:
        if key not in names:
            raise DocgenError(f"{key}: {unknown(key, sorted(names))}")
    for one in all_of:
        if not keys or any(one.keys[: len(parts)] == parts for key in keys if (parts := tuple(key.split(".")))):
            yield one


def _lines(everything: Iterable[Said]) -> Iterator[str]:
    for keys, members in groupby(everything, lambda one: one.keys):
        yield ".".join(keys)
        for origin, same in groupby(members, lambda one: one.origin):
            yield f"  {', '.join(_shown(one.value) for one in same)}  {origin}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " = ".join(map(_shown, value))
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'
