"""Finds out what dialect files of a team change: figures without and with them, and what each of their entries does."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from docgen import dialects, files, rules
from docgen.compare.drift import Cover
from docgen.dialects import DialectError, DialectFile
from docgen.dialects.layers import ADD, REPLACE, Key
from docgen.errors import DocgenError
from docgen.files import PageFile
from docgen.openapi.objects import METHODS
from docgen.run import pipeline
from docgen.run.inputs import job_of
from docgen.run.own_dialects import own_files
from docgen.run.pages import INCLUDES, Job, Outcome, Progress, read_page
from docgen.settings import Found

_LACKING = (
    rules.UNDOCUMENTED_OPERATION.code,
    rules.UNDOCUMENTED_PARAMETER.code,
    rules.UNDOCUMENTED_PROPERTY.code,
)
_WORDS = (("headings", "words"), ("columns",), ("types",))  # tables of plain words, which stand on pages as they are
_PIECE = re.compile(r"[a-z0-9]+")


class Figures(msgspec.Struct, frozen=True):
    """What the pages give: the parts of the document, the share of their blocks that is told, and the findings."""

    operations: int
    parameters: int
    bodies: int
    responses: int
    schemas: int
    properties: int
    told: float
    findings: int


class Entry(msgspec.Struct, frozen=True):
    """A word, a pattern or another value of a dialect file, its place, and the first page that it changes.

    ``page`` is "the document" where it changes that alone, and "" where it changes nothing.
    """

    key: str
    value: Any
    place: str
    page: str


class Check(msgspec.Struct, frozen=True):
    """The figures without and with the dialects of the team's own, and the entries of those."""

    without: Figures
    with_: Figures
    entries: tuple[Entry, ...]


class Against(msgspec.Struct, frozen=True):
    """How much of a contract pages document without and with the dialects, and in words what they lack with them."""

    without: Cover
    with_: Cover
    lacking: tuple[str, ...]


def check(found: Found, paths: Sequence[str], progress: Progress) -> Check:
    """Return what the dialects that settings name change; raises DocgenError where they name none of the team's own."""
    own = _own(found)
    before = _figures(paths, _bare(found), progress)
    after = _figures(paths, found, progress)
    effects = _Effects(job_of(found), pipeline.pages(paths, settings=found))
    entries = [
        Entry(_named(keys), value, file.place(keys), effects.of(name, file, keys, value))
        for name, file in own.items()
        for keys, value in entries_of(file.tables)
    ]
    return Check(before, after, tuple(entries))


def against(found: Found, paths: Sequence[str], contract: str) -> Against:
    """Return how much of a contract, the path of a file, pages document; raises DocgenError where it cannot be read."""
    _own(found)
    wanted = msgspec.structs.replace(found.settings, contract=os.path.abspath(contract))
    found = msgspec.structs.replace(found, settings=wanted)
    before, after = (pipeline.compare(paths, settings=each) for each in (_bare(found), found))
    lacking = [one.message for one in after.report.diagnostics if one.code in _LACKING]
    return Against(before.cover, after.cover, tuple(lacking))


def _own(found: Found) -> dict[str, DialectFile]:
    own = own_files(found)
    if not own:
        raise DocgenError('no dialect of your own is set; name one: dialect = "team.toml", or --dialect team.toml')
    return own


def _bare(found: Found) -> Found:
    """Return settings that name no dialect."""
    return msgspec.structs.replace(found, settings=msgspec.structs.replace(found.settings, dialect="", dialects=()))


def _figures(paths: Sequence[str], found: Found, progress: Progress) -> Figures:
    built = pipeline.build(paths, settings=found, progress=progress)
    content = built.document.content
    items = content["paths"].values()
    operations = [one for item in items for method, one in item.items() if method in METHODS]
    schemas = content.get("components", {}).get("schemas", {}).values()
    return Figures(
        operations=len(operations),
        parameters=sum(len(one.get("parameters", ())) for one in (*operations, *items)),
        bodies=sum("requestBody" in one for one in operations),
        responses=sum(len(one["responses"]) for one in operations),
        schemas=len(schemas),
        properties=sum(map(_properties, schemas)),
        told=pipeline.coverage(paths, settings=found).total.share,
        findings=len(built.report.diagnostics),
    )


def _properties(schema: Any) -> int:
    parts = (schema, *schema.get("allOf", ())) if isinstance(schema, dict) else ()
    return sum(len(one.get("properties", ())) for one in parts)


def entries_of(tables: Mapping[str, Any], above: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Any]]:
    """Yield the key and the value of each entry: of each member of a list, and of each other value."""
    for key, value in tables.items():
        where = (*above, key)
        if where in (("name",), ("extends",)):
            continue
        if isinstance(value, dict):
            yield from entries_of(value, where)
        elif isinstance(value, list) and value:
            for number, one in enumerate(value):
                yield ((*where, number) if isinstance(one, dict) else where), one
        else:
            yield where, value


def without(tables: Mapping[str, Any], keys: Sequence[Key], value: Any) -> dict[str, Any]:
    """Return the tables of a dialect file without one entry."""
    out = copy.deepcopy(dict(tables))
    *above, last = keys
    here: Any = out
    for key in above:
        here = here[key]
    if isinstance(here, dict) and isinstance(here[last], list) and here[last]:
        here[last] = [one for one in here[last] if one != value]
    elif isinstance(last, str) and last in (ADD, REPLACE) and len(here) == 1:
        return without(tables, above, value)  # the key that is added to, as a whole
    else:
        del here[last]
    return out


def _named(keys: Sequence[Key]) -> str:
    return ".".join([key for key in keys if isinstance(key, str) and key not in (ADD, REPLACE)])


class _Effects:
    """Finds what the entries of dialect files change, by reading pages without each of them until one differs."""

    def __init__(self, job: Job, pages: Sequence[PageFile]) -> None:
        self._job = job
        self._pages = pages
        self._contents = cache(lambda: pipeline.contents(pages, job))
        self._content = cache(lambda: self._contents()(job))
        self._text = cache(self._read)
        self._outcome = cache(lambda page: read_page(page, job))

    def _read(self, page: PageFile) -> str:
        source = files.read(page).source
        return source.text.lower() if source else ""

    def of(self, name: str, file: DialectFile, keys: Sequence[Key], value: Any) -> str:
        """Return the first page that is read in another way without an entry; "" where nothing changes."""
        changed = DialectFile(name, without(file.tables, keys, value))
        try:
            one = dialects.read_own(name, changed)
        except DialectError:  # the rest of the file needs it
            return file.name
        own = tuple([one if each.name == name else each for each in self._job.own])
        job = msgspec.structs.replace(self._job, own=own)
        is_word = isinstance(value, str) and any(tuple(keys[: len(table)]) == table for table in _WORDS)
        for page in self._pages:
            if is_word and not self._may_hold(page, value):
                continue
            if not _same(read_page(page, job), self._outcome(page)):
                return page.path
        if not is_word and self._contents()(job) != self._content():
            return "the document"
        return ""

    def _may_hold(self, page: PageFile, word: str) -> bool:
        text = self._text(page)
        return all(piece in text for piece in _PIECE.findall(word)) or any(mark.lower() in text for mark in INCLUDES)


def _same(one: Outcome, other: Outcome) -> bool:
    return one.facts == other.facts and one.diagnostics == other.diagnostics
