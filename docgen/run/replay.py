"""The options of a build go in; what it told and wrote the last time comes out, if nothing has changed since."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from docgen.fingerprints import Manifest
from docgen.run.cache import Cache, Run

if TYPE_CHECKING:
    from docgen.settings import Found


class File(msgspec.Struct, frozen=True, array_like=True):
    """A file that a build writes: its path ("-" is stdout), its data, and in words what is in it."""

    path: str
    data: bytes
    contents: str = ""


class Product(msgspec.Struct, frozen=True, array_like=True):
    """What comes of a build: the findings as they are printed, the summary, and the files; first the document.

    ``refusal`` tells why the files must not be written, "" where they may be.
    """

    findings: str
    summary: str
    refusal: str
    fails: bool
    files: tuple[File, ...]


class Memory:
    """The place in the cache for a build with certain options; ``found`` without a cache remembers nothing."""

    def __init__(self, found: Found, *options: object) -> None:
        self._cache = Cache(found.folder) if found.settings.cache else None
        parts = (os.getcwd(), str(found.folder), *map(repr, options))
        self._key = b""
        if self._cache:
            settings = msgspec.json.encode(found.settings, order="sorted")
            self._key = self._cache.scope(settings, *(part.encode(errors="surrogateescape") for part in parts))

    def recall(self) -> Product | None:
        """Return what came of the same build before; None when anything that it was made from has changed."""
        packed = self._cache.manifest(self._key) if self._cache else None
        if self._cache is None or packed is None:
            return None
        try:
            before = msgspec.msgpack.decode(packed, type=Manifest)
            manifest = before.renewed()
            run = self._cache.run(self._key) if manifest else None
            if manifest is None or run is None or run.manifest != packed:
                return None
            product = msgspec.msgpack.decode(run.result, type=Product)
        except msgspec.MsgspecError:
            return None
        if manifest is not before:
            self._keep(manifest, run.result)
        return product

    def keep(self, product: Product, manifest: Manifest | None) -> None:
        """Remember what came of a build."""
        if self._cache and manifest is not None:
            self._keep(manifest, msgspec.msgpack.encode(product))

    def _keep(self, manifest: Manifest, result: bytes) -> None:
        assert self._cache is not None
        self._cache.keep_run(self._key, Run(msgspec.msgpack.encode(manifest), result))
