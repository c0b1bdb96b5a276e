"""Dialect files as they are written: laid one on the other, and checked, with every mistake told at its line.

A file says only what differs from the one that it extends. A list that it gives is put before the list that holds
already; ``key.replace = [...]`` puts it in its place. Any other value replaces the one that holds; a pattern that
``key.add`` gives holds besides it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from docgen.errors import DocgenError
from docgen.near import nearest

ADD, REPLACE = "add", "replace"
Key = str | int  # of a table, or the number of one of several tables of one name
_HEADER = re.compile(r"\s*\[(?P<several>\[)?(?P<keys>[^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?P<keys>(?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PART = re.compile(r"[\w-]+|\"([^\"]*)\"|'([^']*)'")


class DialectError(DocgenError):
    """A dialect cannot be used; the message names the file, and the line and key where it can."""


class DialectFile:
    """The tables of a dialect, and the text of the file that they stand in, within further tables.

    ``text`` is "" where there is no file.
    """

    def __init__(self, name: str, tables: Mapping[str, Any], text: str = "", within: Sequence[str] = ()) -> None:
        self.name = name
        self.tables = tables
        self.text = text
        self.within = tuple(within)

    @classmethod
    def parse(cls, name: str, text: str, within: Sequence[str] = ()) -> DialectFile:
        """Return the dialect in a text; raises DialectError where it is not TOML."""
        try:
            tables: Any = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise DialectError(f"{name}: not valid TOML: {error}") from error
        for key in within:
            tables = tables[key]
        return cls(name, tables, text, within)

    def place(self, keys: Sequence[Key]) -> str:
        """Return the file, and the line of a key where it can be told."""
        line = line_of(self.text, (*self.within, *keys))
        return f"{self.name}:{line}" if line else self.name

    def error(self, keys: Sequence[Key], message: str) -> DialectError:
        """Return the error about a key, given with the tables that it stands in."""
        named = ".".join([key for key in keys if isinstance(key, str)])
        return DialectError(": ".join(filter(None, (self.place(keys), named, message))))


def line_of(text: str, keys: Sequence[Key]) -> int:
    """Return the line, from 1, of the longest beginning of a key that stands in the text of a TOML file; 0 for none."""
    wanted = tuple(keys)
    best = (0, 0)
    for line, found in _keys(text):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, wanted, strict=False)))
        if shared > best[0]:
            best = (shared, line)
    return best[1]


def _keys(text: str) -> Iterator[tuple[int, tuple[Key, ...]]]:
    """Yield the line and the whole key of each table and value of a TOML file that begins a line."""
    table: tuple[Key, ...] = ()
    several: Counter[tuple[Key, ...]] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.match(line):
            table = _parts(match["keys"])
            if match["several"]:
                several[table] += 1
                table = (*table, several[table] - 1)
            yield number, table
        elif match := _KEY.match(line):
            yield number, (*table, *_parts(match["keys"]))


def _parts(keys: str) -> tuple[str, ...]:
    return tuple(match[1] or match[2] or match[0] for match in _PART.finditer(keys))


def lay(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of ``over`` laid on those of ``base``."""
    out = dict(base)
    for key, value in over.items():
        out[key] = _laid(out.get(key), value)
    return out


def _laid(base: Any, value: Any) -> Any:
    if isinstance(value, list) and isinstance(base, list):
        return _before(value, base)
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= {ADD, REPLACE} and not isinstance(base, dict):
        if isinstance(value.get(ADD), str):
            return either(value[ADD], value.get(REPLACE, base))
        held = value.get(REPLACE, base if isinstance(base, list) else [])
        added = value.get(ADD, [])
        return _before(added, held) if isinstance(added, list) and isinstance(held, list) else value
    return lay(base if isinstance(base, dict) else {}, value)


def either(added: str, held: Any) -> str:
    """Return the pattern of what one of two patterns matches; of "", which no text is asked for, nothing is left."""
    return f"(?:{added})|{held}" if held else added


def _before(added: Sequence[Any], held: Sequence[Any]) -> list[Any]:
    return [*added, *(one for one in held if one not in added)]


class Said(NamedTuple):
    """A value that holds, or one member of a list that holds, under its key, and the file and line that say it."""

    keys: tuple[str, ...]
    value: Any
    origin: str


def said(files: Sequence[DialectFile]) -> Iterator[Said]:
    """Yield everything that holds where each file is laid on the one before it."""
    whole: dict[str, Any] = {}
    for file in files:
        whole = lay(whole, file.tables)
    yield from _said(whole, (), files[::-1])


def _said(tables: Mapping[str, Any], above: tuple[str, ...], files: Sequence[DialectFile]) -> Iterator[Said]:
    for key, value in tables.items():
        keys = (*above, key)
        if isinstance(value, dict):
            yield from _said(value, keys, files)
            continue
        if isinstance(value, str):
            yield from _stated(files, keys)
            continue
        for one in value if isinstance(value, list) else (value,):
            yield Said(keys, one, next((f.place(keys) for f in files if _says(f, keys, one)), ""))


def _says(file: DialectFile, keys: Sequence[str], value: Any) -> bool:
    held = at(file.tables, keys)
    return value == held or any(value == one for one in _members(held))


def _stated(files: Sequence[DialectFile], keys: Sequence[str]) -> Iterator[Said]:
    """Yield a text, each part of a pattern to which files add, as they stand in the files."""
    for file in files:
        held = at(file.tables, keys)
        if isinstance(held, dict) and isinstance(held.get(ADD), str):
            yield Said(tuple(keys), held[ADD], file.place(keys))
            held = held.get(REPLACE)
        if held is not None:
            yield Said(tuple(keys), held, file.place(keys))
            return


def _members(held: Any) -> Iterator[Any]:
    """Yield the members of a list, or of what is added to one or put in its place."""
    if isinstance(held, list):
        yield from held
    elif isinstance(held, dict):
        for key in (ADD, REPLACE):
            yield from _members(held.get(key, []))


def only(tables: Any, keys: Sequence[Key]) -> dict[Any, Any]:
    """Return the tables with nothing in them but what stands at a key."""
    first, *rest = keys
    return {first: only(tables[first], rest) if rest else tables[first]}


def at(tables: Mapping[str, Any], keys: Sequence[Key]) -> Any:
    """Return what stands at a key of tables, None where nothing does."""
    here: Any = tables
    for key in keys:
        if isinstance(here, list) and isinstance(key, int):
            here = here[key]
        else:
            here = here.get(key) if isinstance(here, dict) else None
    return here


def fold(text: str) -> str:
    """Return a column's name as tables are asked for it."""
    return re.sub(r"\s+", " ", text.strip().lower())


def unknown(name: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    """Return what to say of a name that is not known, with the nearest that is."""
    return f"unknown; {advice(name, known)}"


def advice(name: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    """Return the known name that one is nearest to, or all of them, as a sentence."""
    close = nearest(name, known, sure=True)
    return f"did you mean {close}?" if close else f"known are {', '.join(sorted(known))}"
