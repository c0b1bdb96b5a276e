"""``docgen dialect``: what the dialect of the pages says."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State, progress
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.dialects import Said
    from docgen.run.dialect_check import Against, Check


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


@dialect.command("check")
@options.paths
@click.option("--against", type=click.Path(), metavar="FILE", help="A contract of the API to hold the pages against.")
@options.configuring
@options.talking
@click.pass_obj
def check_(state: State, /, *, paths: tuple[str, ...], against: str | None, **given: Any) -> int:
    """Show what the dialect of your own changes, and what each of its entries does.

    Figures of the pages are shown without and with it, then each entry with the first page that it changes. Exits with
    1 where an entry changes nothing, or where no page documents some operation, parameter or property of the contract.
    """
    from docgen.run import dialect_check

    found = options.settings_of(**given)
    options.show_settings(state, found)
    held = dialect_check.against(found, paths, against) if against else None
    with progress(state) as callback:
        result = dialect_check.check(found, paths, callback)
    options.show("".join(f"{line}\n" for line in _changes(result)))
    if held:
        options.show("".join(f"{line}\n" for line in _documented(held)))
    unused = any(not entry.page for entry in result.entries)
    return int(unused or bool(held and held.lacking))


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
    """Yield lines with the members of a list, and the place that says them behind the last."""
    from docgen.report.wrapping import packed

    for origin, same in groupby(members, lambda one: one.origin):
        *before, last = (_shown(one.value) for one in same)
        yield from (f"  {line}" for line in packed((*before, f"{last}  {origin}"), _WIDTH - 2))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " = ".join(map(_shown, value))
    if isinstance(value, dict):
        return " -> ".join(map(_shown, value.values()))
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'


_FIGURES = ("operations", "parameters", "bodies", "responses", "schemas", "properties", "told", "findings")
_MOST = 20  # of what is lacking


def _changes(result: Check) -> Iterator[str]:
    """Yield the figures without and with the dialect, and what each of its entries changes first."""
    yield f"{'':12}{'without':>12}{'with':>12}"
    for name in _FIGURES:
        before, after = getattr(result.without, name), getattr(result.with_, name)
        if isinstance(after, float):
            yield f"{name:12}{before:10.1f} %{after:10.1f} %"
        else:
            change = f"{after - before:+10,}" if after != before else ""
            yield f"{name:12}{before:12,}{after:12,}{change}"
    yield ""
    for entry in result.entries:
        yield f"{entry.place}: {entry.key}: {_shown(entry.value)}"
        yield f"  changes {entry.page} first" if entry.page else "  changes nothing"


def _documented(held: Against) -> Iterator[str]:
    """Yield how much of a contract the pages document without and with the dialect, and what they lack with it."""
    yield ""
    yield f"{'documented':12}{'without':>17}{'with':>17}"
    for name in ("operations", "parameters", "properties"):
        before, after = getattr(held.without, name), getattr(held.with_, name)
        yield f"{name:12}" + "".join(f"{f'{met:,} of {total:,}':>17}" for met, total in (before, after))
    yield from held.lacking[:_MOST]
    if len(held.lacking) > _MOST:
        yield f"and {len(held.lacking) - _MOST:,} more; docgen compare names them all"
