"""Compares findings with those of a baseline: which are new, and what a new baseline holds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.errors import DocgenError
from docgen.report.items import fingerprints

_DOCUMENT = "DG9"  # what is wrong with the document itself is always said
_VERSION = 1


class Entry(msgspec.Struct, frozen=True, gc=False, order=True):
    """One known finding. Only the fingerprint counts; the rest is for people who read the file."""

    path: str
    code: str
    fingerprint: str
    message: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """What a baseline did: new findings, how many are known, and which entries hold no more.

    ``found`` are all findings, ``kept`` the entries of pages and rules that were not looked at; paths in the baseline
    are relative to ``folder``.
    """

    new: tuple[Diagnostic, ...]
    known: int = 0
    stale: tuple[Entry, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    kept: tuple[Entry, ...] = ()
    folder: Path = Path()

    @property
    def renewed(self) -> tuple[Entry, ...]:
        """Return the entries that the baseline would hold if it were written anew."""
        entries = {*_entries(self.found, self.folder), *self.kept}
        return tuple(sorted(entry for entry in entries if not entry.code.startswith(_DOCUMENT)))


class _File(msgspec.Struct, frozen=True):
    version: int
    findings: tuple[Entry, ...]


def load(file: Path) -> tuple[Entry, ...]:
    """Return the entries of a baseline file; raise DocgenError when it is none."""
    try:
        content = msgspec.json.decode(file.read_bytes(), type=_File)
    except OSError as error:
        raise DocgenError(f"the baseline {file.name} cannot be read: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise DocgenError(f"{file.name} is no baseline: {error}") from error
    if content.version != _VERSION:
        raise DocgenError(f"{file.name} has version {content.version}, which is not known")
    if any("\0" in entry.path for entry in content.findings):
        raise DocgenError(f"{file.name} is no baseline: a null character stands in a path")
    return content.findings


def text(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline file: sorted, one line for each entry, so that changes of it merge well."""
    lines = [
        json.dumps({"fingerprint": one.fingerprint, "code": one.code, "path": one.path, "message": one.message})
        for one in sorted(set(entries))
    ]
    listed = "\n" + ",\n".join(f"  {line}" for line in lines) + "\n " if lines else ""
    return f'{{\n "version": {_VERSION},\n "findings": [{listed}]\n}}\n'


def compare(
    found: Sequence[Diagnostic], known: Sequence[Entry], *, folder: Path, judged: Callable[[Entry], bool]
) -> Comparison:
    """Return the findings that no entry knows.

    ``folder`` is what paths in the baseline are relative to; ``judged`` tells whether a run could have found an entry
    again: one of a page that was not read, or of a rule that was not asked for, is neither stale nor dropped.
    """
    if not known:
        return Comparison(tuple(found), found=tuple(found), folder=folder)
    remaining = {entry.fingerprint: entry for entry in known}
    new = []
    for one, entry in zip(found, _entries(found, folder), strict=True):
        if one.code.startswith(_DOCUMENT) or remaining.pop(entry.fingerprint, None) is None:
            new.append(one)
    stale = tuple(sorted(entry for entry in remaining.values() if judged(entry)))
    kept = tuple(entry for entry in remaining.values() if not judged(entry))
    return Comparison(tuple(new), len(found) - len(new), stale, tuple(found), kept, folder)


def _entries(found: Sequence[Diagnostic], folder: Path) -> Iterable[Entry]:
    paths = _relative({one.span.path for one in found}, folder)
    prints = fingerprints(found, paths)
    for one, fingerprint in zip(found, prints, strict=True):
        yield Entry(paths[one.span.path], one.code, fingerprint, " ".join(one.message.split()))


def _relative(paths: Iterable[str], folder: Path) -> dict[str, str]:
    """Return what paths are called from a folder, each folder of theirs looked at once."""
    prefixes: dict[str, str | None] = {}
    found: dict[str, str] = {}
    for path in paths:
        above, name = os.path.split(path)
        if above not in prefixes:
            prefixes[above] = _prefix(above, folder)
        prefix = prefixes[above]
        found[path] = path if prefix is None or not name else prefix + name
    return found


def _prefix(above: str, folder: Path) -> str | None:
    """Return what stands before the names of a folder's files; None for one on another drive."""
    try:
        relative = os.path.relpath(above or os.curdir, folder).replace(os.sep, "/")
    except ValueError:
        return None
    return "" if relative == os.curdir else f"{relative}/"
