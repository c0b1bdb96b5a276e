"""Loads the dialects of pages: the vocabulary of their headings, tables and sentences, as TOML files state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, reduce
from importlib import resources
from typing import Any

import msgspec

from docgen.dialects.forms import Form, expression, form_of, match_forms
from docgen.dialects.layers import DialectError, DialectFile, Key, Said, advice, at, lay, only, said, unknown
from docgen.dialects.tables import (
    Annotations,
    Columns,
    Detect,
    Dialect,
    DocumentForm,
    FrontMatterKeys,
    Headings,
    OutlineForm,
    Permissions,
    Primitive,
    Rewriting,
    Samples,
    Security,
    Urls,
)

__all__ = [
    "DEFAULT",
    "Annotations",
    "Columns",
    "Detect",
    "Dialect",
    "DialectError",
    "DialectFile",
    "DocumentForm",
    "Form",
    "FrontMatterKeys",
    "Headings",
    "OutlineForm",
    "Own",
    "Permissions",
    "Primitive",
    "Rewriting",
    "Said",
    "Samples",
    "Security",
    "Urls",
    "available",
    "by_name",
    "explain",
    "load",
    "match_forms",
    "names",
    "read_own",
]


DEFAULT = "base"
_JSON_NAMES = {list: "array", bool: "bool", int: "int", float: "float"}


class Own(msgspec.Struct, frozen=True):
    """A dialect of a team's own: the name by which settings and facts call it, and all its tables as JSON."""

    name: str
    tables: str


def names() -> tuple[str, ...]:
    """Return the names of the dialects that come with the package, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def load(name: str) -> Dialect:
    """Return a dialect of the package; raises DialectError when there is none of this name."""
    return _converted({**_read(name), "name": name})


@cache
def available() -> tuple[Dialect, ...]:
    """Return all dialects, the most specific first."""
    return tuple(sorted(map(load, names()), key=lambda d: (-d.detect.priority, d.name)))


@cache
def by_name(own: tuple[Own, ...] = ()) -> Mapping[str, Dialect]:
    """Return the dialects of the package and some of a team's own by their names."""
    teams = {one.name: _converted(msgspec.json.decode(one.tables)) for one in own}
    return {**{dialect.name: dialect for dialect in available()}, **teams}


def read_own(name: str, file: DialectFile) -> Own:
    """Return the dialect that a team wrote, laid on the one that it extends: ``base``, unless it names another.

    ``name`` is what it is called. Raises DialectError where the file says what no dialect can say.
    """
    from docgen.dialects.checking import check, check_whole  # most runs have no such dialect

    extended = file.tables.get("extends", DEFAULT)
    if extended not in names():
        raise file.error(("extends",), f"{extended!r} is {unknown(str(extended), names())}")
    base = _read(extended)
    check(file, base)
    whole = {**lay(base, file.tables), "name": name}
    try:
        dialect = _converted(whole)
    except msgspec.ValidationError as error:
        raise _located(file, base, str(error)) from error
    check_whole(file, dialect)
    return Own(name, msgspec.json.encode(whole, order="sorted").decode())


# What msgspec says: "Object contains unknown field `x` - at `$.columns`", "Expected `array`, got `str` - at `$.a[0]`".
_PLACE = re.compile(r" - at `(?:key in )?\$([^`]*)`$")
_STEP = re.compile(r"\.[^.\[]+|\[[^\[\]]*\]")
_MISSING = re.compile(r"missing required field `(.*)`")


def _located(file: DialectFile, base: Mapping[str, Any], message: str) -> DialectError:
    """Return what msgspec says of the tables of a file as an error about one of its keys."""
    place = _PLACE.search(message)
    keys = _keys(file, base, place[1] if place else "")
    words = message[: place.start()] if place else message
    if found := _MISSING.search(words):
        return file.error(keys, f"the key {found[1]!r} is missing")
    words = words[:1].lower() + words[1:].replace("`", "")
    return file.error(keys, words)


def _keys(file: DialectFile, base: Mapping[str, Any], place: str) -> tuple[Key, ...]:
    """Return the key at a place that msgspec tells, in which ``[...]`` stands for any key of a table."""
    keys: tuple[Key, ...] = ()
    for part in _STEP.findall(place):
        held = at(file.tables, keys)
        if part == "[...]":
            keys = next(
                ((*keys, key) for key in held or () if not _fits(lay(base, only(file.tables, (*keys, key))))), keys
            )
        elif part.startswith("."):
            keys = (*keys, part[1:])
        elif isinstance(held, list) and all(isinstance(one, dict) for one in held):
            keys = (*keys, int(part[1:-1]))  # of several tables of one name
    return keys


def _fits(tables: Mapping[str, Any]) -> bool:
    try:
        _converted({**tables, "name": ""})
    except msgspec.ValidationError:
        return False
    return True


def explain(file: DialectFile | None, name: str = DEFAULT) -> Iterator[Said]:
    """Yield everything that holds in a dialect of a team's own, or in one of the package, with file and line."""
    above = _layers(str(file.tables.get("extends", DEFAULT)) if file else name)
    return said((*above, file) if file else above)


@cache
def _layers(name: str) -> tuple[DialectFile, ...]:
    """Return the file of a dialect of the package after those that it extends, the most general first."""
    place = resources.files(__package__).joinpath(f"{name}.toml")
    if not place.is_file():
        raise DialectError(f"there is no dialect {name!r}; {advice(name, names())}")
    file = DialectFile.parse(f"{name}.toml", place.read_text(encoding="utf-8"))
    base = file.tables.get("extends", "")
    return (*_layers(base), file) if base else (file,)


@cache
def _read(name: str) -> dict[str, Any]:
    """Return the tables of a dialect of the package, laid on those of the ones that it extends."""
    return reduce(lay, (file.tables for file in _layers(name)), {})


def _converted(tables: Mapping[str, Any]) -> Dialect:
    return msgspec.convert(tables, Dialect, dec_hook=_compiled)


def _compiled(kind: Any, written: Any) -> Any:
    """Return what a text of a dialect file is where a pattern or a form is wanted."""
    if not isinstance(written, str):
        raise TypeError(f"Expected `str`, got `{_JSON_NAMES.get(type(written), 'object')}`")
    return form_of(written) if kind is Form else expression(written)
