"""Reads the files of a contract: the one that is named, and those of its own folder that it refers to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docgen.codeblocks import json_data
from docgen.contract import places
from docgen.contract.parts import Part
from docgen.errors import DocgenError
from docgen.files import display
from docgen.openapi.objects import Trail
from docgen.source import Source, Span, decode

MOST_BYTES = 100_000_000  # of a contract, all its files together
_MOST_FILES = 1_000


def read_text(path: str, *, most: int = MOST_BYTES) -> Source:
    """Return the text of a file; raise DocgenError where it cannot be read, is no text, or is larger than ``most``."""
    name = display(path)
    try:
        if not os.path.isfile(path):
            raise DocgenError(f"the contract {name} {'is no file' if os.path.exists(path) else 'does not exist'}")
        if os.path.getsize(path) > most:
            raise DocgenError(f"the contract {name} is larger than the {MOST_BYTES // 1_000_000} MB that are read")
        data = Path(path).read_bytes()
    except OSError as error:
        raise DocgenError(f"the contract {name} cannot be read: {error.strerror}") from error
    except ValueError as error:  # a null character in the path
        raise DocgenError(f"the contract {name!r} cannot be read") from error
    source = decode(name, data)
    if source.binary or source.undecodable:
        raise DocgenError(f"the contract {name} is no text in UTF-8")
    return source


class Folder:
    """The files of one contract, each read when a reference leads to it."""

    def __init__(self, first: Source, content: dict[str, Any]) -> None:
        self._folder = os.path.dirname(os.path.realpath(first.path))
        self._files: dict[str, File] = {}
        self._left = MOST_BYTES - len(first.text)
        self.first = self._add(os.path.realpath(first.path), first, content)

    @property
    def sources(self) -> dict[str, Source]:
        """Return the texts that were read, by path."""
        return {file.source.path: file.source for file in self._files.values()}

    def _add(self, real: str, source: Source, content: Any) -> File:
        file = self._files[real] = File(self, source, content, os.path.dirname(real))
        return file

    def file(self, base: str, target: str) -> File:
        """Return a file that a reference names from a folder; raise DocgenError where it may not or cannot be read."""
        if ":" in target.partition("/")[0] or target.startswith("//"):
            raise DocgenError(f"the contract refers to {target[:200]}, and only files of its own folder are read")
        real = os.path.realpath(os.path.join(base, unquote(target)).replace("\0", ""))
        if real in self._files:
            return self._files[real]
        if not Path(real).is_relative_to(self._folder):
            raise DocgenError(f"the contract refers to {target[:200]}, which lies outside of its folder")
        if len(self._files) >= _MOST_FILES:
            raise DocgenError(f"the contract has more than {_MOST_FILES:,} files")
        source = read_text(real, most=self._left)
        self._left -= len(source.text)
        return self._add(real, source, parse(source))


class File:
    """One file of a contract."""

    def __init__(self, folder: Folder, source: Source, content: Any, base: str) -> None:
        self.folder = folder
        self.source = source
        self.root = Part(content, self)
        self._base = base
        self._moved: dict[int, Trail] = {}

    def move(self, part: Part) -> Part:
        """Keep the place of a part that stands somewhere else in what is read from it."""
        self._moved[id(part.value)] = part.trail
        return part

    def follow(self, part: Part, reference: str) -> Part | None:
        """Return what a reference leads to, in this file or another one of the folder."""
        target, _, fragment = reference.partition("#")
        file = self.folder.file(self._base, target) if target else self
        found = file.root
        for raw in fragment.strip("/").split("/") if fragment.strip("/") else ():
            step = unquote(raw).replace("~1", "/").replace("~0", "~")
            try:
                found = found.at(int(step) if isinstance(found.value, list) else step)
            except (LookupError, TypeError, ValueError):
                return None
        return found if found.value is not part.value else None

    def spans(self, wanted: Iterable[Part]) -> Mapping[int, Span]:
        """Return the places of parts of this file."""
        ways = {id(part): Part(None, self, self._moved.get(id(part.value), part.trail)).way for part in wanted}
        found = places.find(self.source.text, set(ways.values()))
        return {key: self.source.span(*found[way]) for key, way in ways.items()}

    def states(self, part: Part) -> bool:
        """Tell that the part is said: a contract says all that it holds."""
        return part.value is not None

    def remarks(self, _part: Part) -> frozenset[str]:
        """Return nothing: a contract is OpenAPI itself."""
        return frozenset()


def parse(source: Source) -> Any:
    """Return the data of a file; raise DocgenError where it is neither JSON nor YAML."""
    try:
        return json_data.read(source.text, aliases=True)
    except json_data.DataError as error:
        raise DocgenError(f"the contract {source.path}: {error}") from error
