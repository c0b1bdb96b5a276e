"""Keeps the output of a build, and gives it again while no input has changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from docgen.fingerprints import Manifest
from docgen.run.cache import Cache

if TYPE_CHECKING:
    from docgen.settings import Found

FileName = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-][A-Za-z0-9._-]*\Z")]


class Product(msgspec.Struct, frozen=True, array_like=True):
    """What comes of a build: the findings as they are printed, the summary, and what is written.

    ``refusal`` tells why nothing may be written, "" where it may; ``contents`` tells in words what is in the document.
    ``tags`` are the documents of the tags by the names of their files; ``source_map`` is b"" where none is asked for.
    Where all of it is written only the settings say.
    """

    findings: str
    summary: str
    refusal: str
    fails: bool
    document: bytes
    contents: str = ""
    tags: dict[FileName, bytes] = {}
    source_map: bytes = b""


class _Run(msgspec.Struct, frozen=True, array_like=True):
    manifest: Manifest
    product: Product


_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(_Run)


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
        run = self._cache.run(self._key, _UNPACK) if self._cache else None
        manifest = run.manifest.renewed() if run else None
        if run is None or manifest is None:
            return None
        if manifest is not run.manifest:
            self.keep(run.product, manifest)
        return run.product

    def keep(self, product: Product, manifest: Manifest | None) -> None:
        """Remember what came of a build."""
        if self._cache and manifest is not None:
            self._cache.keep_run(self._key, _PACK.encode(_Run(manifest, product)))
