"""Dialect files as they are written: laid one on the other, and checked, with every mistake told at its line.

A file says only what differs from the one that it extends. A list that it gives is put before the list that holds
already; ``key.replace = [...]`` puts it in its place. Any other value replaces the one that holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any, NamedTuple

from docgen.dialects.repetition import slowness
from docgen.errors import DocgenError

ADD, REPLACE = "add", "replace"
# Tables whose keys are names that code asks for: each has to be one that a dialect of the package knows.
ROLES = ("sections", "in_examples", "labels")  # the lists of headings that pair a role with a pattern
PLAIN = (("permissions", "fallback"),)  # texts that are no patterns, beside patterns
CLOSED = ("titles", "folders", "tabs", "type_forms", "sentences", "responses", "bodies", "placeholders")
_HEADER = re.compile(r"\s*\[\[?(?P<keys>[^\[\]]+)\]\]?\s*(?:#.*)?$")
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

    def place(self, keys: Sequence[str]) -> str:
        """Return the file, and the line of a key where it can be told."""
        line = line_of(self.text, (*self.within, *keys))
        return f"{self.name}:{line}" if line else self.name

    def error(self, keys: Sequence[str], message: str) -> DialectError:
        """Return the error about a key, given with the tables that it stands in."""
        return DialectError(": ".join(filter(None, (self.place(keys), ".".join(keys), message))))


def line_of(text: str, keys: Sequence[str]) -> int:
    """Return the line, from 1, of the longest beginning of a key that stands in the text of a TOML file; 0 for none."""
    wanted = tuple(keys)
    best = (0, 0)
    for line, found in _keys(text):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, wanted, strict=False)))
        if shared > best[0]:
            best = (shared, line)
    return best[1]


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the line and the whole key of each table and value of a TOML file that begins a line."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.match(line):
            table = _parts(match["keys"])
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
        held = value.get(REPLACE, base if isinstance(base, list) else [])
        return _before(value.get(ADD, []), held)
    return lay(base if isinstance(base, dict) else {}, value)


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
        for one in value if isinstance(value, list) else (value,):
            yield Said(keys, one, next((f.place(keys) for f in files if _says(f, keys, one)), ""))


def _says(file: DialectFile, keys: Sequence[str], value: Any) -> bool:
    held = at(file.tables, keys)
    return value == held or any(value == one for one in _members(held))


def _members(held: Any) -> Iterator[Any]:
    """Yield the members of a list, or of what is added to one or put in its place."""
    if isinstance(held, list):
        yield from held
    elif isinstance(held, dict):
        for key in (ADD, REPLACE):
            yield from _members(held.get(key, []))


def only(tables: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Return the tables with nothing in them but what stands at a key."""
    first, *rest = keys
    return {first: only(tables[first], rest) if rest else tables[first]}


def at(tables: Mapping[str, Any], keys: Sequence[str]) -> Any:
    """Return what stands at a key of tables, None where nothing does."""
    here: Any = tables
    for key in keys:
        here = here.get(key) if isinstance(here, dict) else None
    return here


def check(file: DialectFile, base: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raise DialectError where a file says what no dialect can say.

    ``base`` are the tables that it is laid on, ``known`` all keys that the dialects of the package have.
    """
    for key in file.tables:
        if key == "detect":
            raise file.error((key,), "a dialect of your own is chosen by settings, and not by what pages look like")
        if key not in known:
            raise file.error((key,), unknown(key, known))
    for name in CLOSED:
        table = file.tables.get(name)
        for key in table if isinstance(table, dict) else ():
            if key not in known[name]:
                raise file.error((name, key), unknown(key, known[name]))
    for keys, text in _texts(file.tables.get("columns"), ("columns",)):
        if keys[-1] != "permission_kind" and text != fold(text):
            raise file.error(keys, f"columns are compared in small letters; write {fold(text)!r} for {text!r}")
    _check_roles(file, base)
    for keys, pattern in patterns_of(file.tables):
        _check_pattern(file, keys, pattern, at(base, keys))


def _check_roles(file: DialectFile, base: Mapping[str, Any]) -> None:
    held = base.get("headings", {})
    roles = {pair[0] for name in ROLES for pair in held.get(name, ())}
    written = file.tables.get("headings")
    for name, value in written.items() if isinstance(written, dict) else ():
        if name == "words" and isinstance(value, dict):
            named: list[tuple[tuple[str, ...], Any]] = [((name, role), role) for role in value]
        elif name in ROLES:
            named = [((name,), pair[0]) for pair in _listed(value) if isinstance(pair, list) and pair]
        else:
            continue
        for keys, role in named:
            if role not in roles:
                raise file.error(("headings", *keys), f"the role {role!r} is {unknown(str(role), sorted(roles))}")


def _listed(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _listed(one)


def patterns_of(tables: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each regular expression of a dialect's tables, with its key."""
    for name in (*CLOSED, "urls", "permissions"):
        table = tables.get(name)
        for key, value in table.items() if isinstance(table, dict) else ():
            if isinstance(value, str) and (name, key) not in PLAIN:
                yield (name, key), value
    headings = tables.get("headings")
    for key, value in headings.items() if isinstance(headings, dict) else ():
        if key == "drop" and isinstance(value, str):
            yield ("headings", key), value
        elif key in ROLES:
            yield from ((("headings", key), pair[1]) for pair in _listed(value) if len(pair) == 2)
    yield from _texts(tables.get("boilerplate"), ("boilerplate",))


def _check_pattern(file: DialectFile, keys: tuple[str, ...], pattern: str, held: Any) -> None:
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError) as error:
        raise file.error(keys, f"not a regular expression: {error}") from error
    wanted = set(re.compile(held).groupindex) if isinstance(held, str) else set()
    missing = sorted(group for group in wanted - set(compiled.groupindex) if not group[-1].isdigit())
    if missing:
        raise file.error(keys, f"the group (?P<{missing[0]}>...) is missing")
    if problem := slowness(pattern):
        raise file.error(keys, problem)


def _texts(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text of a table with its key; what adds and what replaces counts alike."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, keys)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, keys if key in (ADD, REPLACE) else (*keys, key))


def fold(text: str) -> str:
    """Return a column's name as tables are asked for it."""
    return re.sub(r"\s+", " ", text.strip().lower())


def unknown(name: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    """Return what to say of a name that is not known, with the nearest that is."""
    return f"unknown; {advice(name, known)}"


def advice(name: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    """Return the known name that one is nearest to, or all of them, as a sentence."""
    close = get_close_matches(name, list(known), n=1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(sorted(known))}"
