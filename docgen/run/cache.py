"""What is kept between runs, in one SQLite database in ``.docgen_cache/``.

No result depends on it. Whatever is wrong with it (it is missing, damaged, locked, of another version, on a full disk)
ends the use of it for the run, which goes on as without a cache; a damaged one is deleted, and made anew by the next
run. What it holds is data only: it names no file that is written.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from docgen import __version__
from docgen.fingerprints import digest, stamp

FOLDER = ".docgen_cache"
MAX_BYTES = 256 * 1024 * 1024  # a database that has grown above this is begun anew
_FORMAT = "2"  # of the table and of what stands in it
_MAX_RUNS = 4  # each may hold a document
_FEW = 20  # entries; for more, reading the whole scope is faster than asking for each
_PATIENCE = 2.0  # seconds to wait for another run that writes
_TABLE = """
CREATE TABLE IF NOT EXISTS kept (scope BLOB, name BLOB, data BLOB, seal BLOB, PRIMARY KEY (scope, name));
"""
# Rows are large, and nothing is lost with them that cannot be made anew.
_PRAGMAS = "PRAGMA synchronous=OFF; PRAGMA page_size=16384; PRAGMA trusted_schema=OFF;"
_SELECT = "SELECT name, data, seal FROM kept WHERE scope=?"
# What keeps a run from using a database with which nothing is wrong.
_PASSING = frozenset(
    (
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR),
    )
)
_NOTE = "# Made by docgen. It can be deleted at any time.\n"
_FILES = {".gitignore": f"{_NOTE}*\n", "CACHEDIR.TAG": f"Signature: 8a477f597d28d172789f06886806bc55\n{_NOTE}"}

_T = TypeVar("_T")


class _Damaged(Exception):
    """A row is not as docgen wrote it."""


@lru_cache(maxsize=1)
def tool() -> bytes:
    """Return what stands for what makes the entries: their format, docgen and its files, Python, installed packages."""
    pieces = [_FORMAT, __version__, sys.version]
    places = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while places:
        with os.scandir(places.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir():
                    places += [entry.path] * (entry.name != "__pycache__")
                else:
                    pieces.append(f"{entry.name} {stamp(entry.stat()).hex()}")
    return digest(*(piece.encode() for piece in (*pieces, *packages())))


def packages() -> list[str]:
    """Return the packages that are installed, each with its version, by the names of the folders that describe them."""
    found = []
    for place in sys.path:
        with suppress(OSError):
            found += [name for name in os.listdir(place or os.curdir) if name.endswith((".dist-info", ".egg-info"))]
    return sorted(found)


class Cache:
    """The cache of a project, beside its settings file. Entries are found by a scope and a name."""

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER
        self._tool = tool()
        self.file = self.folder / f"docgen-{self._tool.hex()[:12]}.sqlite"
        self._runs = self.scope(b"runs")
        self._usable = True

    def scope(self, *pieces: bytes) -> bytes:
        """Return the scope of what is made with the same settings by the same tool."""
        return digest(self._tool, *pieces)

    def entries(
        self, scope: bytes, names: Collection[bytes], decoder: msgspec.msgpack.Decoder[_T]
    ) -> Iterator[tuple[bytes, _T]]:
        """Yield what is kept by some names, as it is read."""
        if not self._usable or not self.file.exists():
            return
        with self._guarded(), self._open() as database:
            for name, data, seal in _rows(database, scope, names):
                if name in names:
                    if seal != self._seal(scope, name, data):
                        raise _Damaged
                    yield name, decoder.decode(data)

    def keep(self, scope: bytes, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep packed data by their names."""
        rows = [(scope, name, data, self._seal(scope, name, data)) for name, data in entries]
        if rows and self._usable:
            with self._guarded():
                self._make()
                with self._open() as database, database:
                    database.executescript(f"{_PRAGMAS} BEGIN IMMEDIATE; {_TABLE}")
                    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                    latest = "SELECT rowid FROM kept WHERE scope=?1 ORDER BY rowid DESC LIMIT ?2"
                    database.execute(
                        f"DELETE FROM kept WHERE scope=?1 AND rowid NOT IN ({latest})", (self._runs, _MAX_RUNS)
                    )

    def run(self, key: bytes, decoder: msgspec.msgpack.Decoder[_T]) -> _T | None:
        """Return what is kept of a run."""
        return next((run for _, run in self.entries(self._runs, (key,), decoder)), None)

    def keep_run(self, key: bytes, run: bytes) -> None:
        """Keep what a run gave; only the latest few are kept."""
        self.keep(self._runs, [(key, run)])

    def _seal(self, scope: bytes, name: bytes, data: bytes) -> bytes:
        """Return the checksum of a row, which nobody can make who does not know the installation."""
        check = blake2b(len(name).to_bytes(8, "big"), key=self._tool, digest_size=16)
        for piece in (scope, name, data):
            check.update(piece)
        return check.digest()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Give the database up for the rest of the run, whatever goes wrong with it; delete one that is damaged."""
        try:
            yield
        except Exception as error:
            self._usable = False
            passes = isinstance(error, OSError) or getattr(error, "sqlite_errorcode", -1) & 0xFF in _PASSING
            if not passes:
                with suppress(OSError):
                    self.file.unlink()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the database that there is."""
        database = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)
        try:
            yield database
        finally:
            database.close()

    def _make(self) -> None:
        """Make the folder and an empty database; delete those of other versions, and one that is too large."""
        if self.folder.is_symlink():
            raise OSError(f"{FOLDER} is a link")  # to a place that is not ours
        if not self.file.exists() or self.file.stat().st_size > MAX_BYTES:
            self.folder.mkdir(exist_ok=True)
            for name, text in _FILES.items():
                with suppress(FileExistsError), (self.folder / name).open("x", encoding="utf-8") as file:
                    file.write(text)
            for other in self.folder.glob("docgen-*.sqlite*"):
                with suppress(OSError):
                    other.unlink()
            self.file.touch()


def _rows(database: sqlite3.Connection, scope: bytes, names: Collection[bytes]) -> Iterator[tuple[Any, Any, Any]]:
    if len(names) > _FEW:
        yield from database.execute(_SELECT, (scope,))
        return
    for name in names:
        yield from database.execute(f"{_SELECT} AND name=?", (scope, name))
