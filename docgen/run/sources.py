"""Gives the files that pages were read from: their sources, and whether another file is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from docgen import files
from docgen.files import PageFile
from docgen.fingerprints import MISSING, OUTSIDE, DiscoveryLog, file_state, folder_state
from docgen.run.pages import Read
from docgen.run.results import Original
from docgen.source import Source

ReadSource = Callable[[str], Source | None]


class Sources(msgspec.Struct, frozen=True):
    """The files that pages were read from, by path; the source of each; whether another file is there."""

    originals: Mapping[str, Original]
    read: ReadSource
    exists: Callable[[str], bool | None]


def sources_of(pages: Iterable[PageFile], said: Read, seen: DiscoveryLog) -> Sources:
    """Return the files of a run whose pages said this; the log notes what is looked at beside them."""
    originals = _originals(pages, said)
    return Sources(originals, _reader(originals, said.sources, seen), _presence(originals, seen))


def _originals(pages: Iterable[PageFile], said: Read) -> dict[str, Original]:
    """Return the files that were read, by path."""
    found = {
        page.path: Original(page.real, page.root, digest)
        for page in pages
        if (digest := said.digests.get(page.real, b""))
    }
    there = (part for part in said.parts if part[2] not in (MISSING, OUTSIDE, b""))
    for root, path, state in there:
        known = found.get(path)
        if known is None:
            found[path] = Original(os.path.realpath(path), Path(root), state)
        elif known.digest != state:
            found[path] = msgspec.structs.replace(known, digest=b"")
    return found


def _reader(originals: Mapping[str, Original], sources: Mapping[str, Source], seen: DiscoveryLog) -> ReadSource:
    """Return the function that gives the source of a file by its path, None where it is not what was read before.

    ``sources`` are those at hand. The log notes the files that are no pages, so that a result is not kept when one of
    them changes.
    """

    @cache
    def read(path: str) -> Source | None:
        if path in sources:
            return sources[path]
        original = originals.get(path)
        if original is None:
            seen.looked[os.path.abspath(path)] = file_state(path)
        return files.source(path, original.digest if original else b"")

    return read


def _presence(originals: Mapping[str, Original], seen: DiscoveryLog) -> Callable[[str], bool | None]:
    """Return the function that tells whether a file is there: a picture, an include that is not read.

    It is None for what lies outside the folders of the pages, where nobody looks. The log notes the other folders, so
    that a result is not kept when a file comes or goes.
    """
    roots = sorted({original.root for original in originals.values()})

    @cache
    def is_inside(folder: str) -> bool:
        real = next((real for root in roots if (real := files.below(folder, root)) is not None), None)
        if real is not None and str(real) not in seen.folders:
            seen.folders[str(real)] = folder_state(str(real), 0, (b"", b""))
        return real is not None

    @cache
    def exists(path: str) -> bool | None:
        real = os.path.realpath(path) if os.path.islink(path) else path
        return os.path.exists(real) if is_inside(os.path.dirname(real)) else None

    return exists
