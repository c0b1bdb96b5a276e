"""What pages and runs gave goes in, and comes out again as long as nothing that it was made from has changed.

Everything lies in one SQLite database in ``.docgen_cache/``. Whatever is wrong with it (it is missing, corrupt, locked,
of another version, on a full disk) is a miss and nothing worse: it is made anew, and no result depends on it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from docgen import __version__
from docgen.fingerprints import digest, stamp

FOLDER = ".docgen_cache"
MAX_BYTES = 256 * 1024 * 1024  # a database that has grown above this is begun anew
_MAX_RUNS = 4  # each may hold a document
_FEW = 20  # pages; for more, reading the whole table is faster than asking for each
_PATIENCE = 2.0  # seconds to wait for another run that writes
_LIBRARIES = ("markdown_it", "msgspec", "yaml", "frontmatter", "jsonschema_rs", "openapi_spec_validator", "jinja2")
_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    scope BLOB, name BLOB, kept INTEGER, stamp BLOB, digest BLOB, parts BLOB, outcome BLOB, crc INTEGER,
    PRIMARY KEY (scope, name));
CREATE TABLE IF NOT EXISTS runs (key BLOB PRIMARY KEY, manifest BLOB, result BLOB, crc INTEGER);
"""
# Rows are large, and nothing is lost with them that cannot be made anew.
_PRAGMAS = "PRAGMA synchronous=OFF; PRAGMA page_size=16384;"
_NOTE = "# Made by docgen. It can be deleted at any time.\n"
_FILES = {".gitignore": f"{_NOTE}*\n", "CACHEDIR.TAG": f"Signature: 8a477f597d28d172789f06886806bc55\n{_NOTE}"}


class Entry(NamedTuple):
    """What is kept of a page: when, the stamp and the digest of its file, its parts, and what it said."""

    kept: int
    stamp: bytes
    digest: bytes
    parts: bytes
    outcome: bytes


class Run(NamedTuple):
    """What is kept of a run: the files it was made from, and what came of it."""

    manifest: bytes
    result: bytes


@lru_cache(maxsize=1)
def tool() -> bytes:
    """Return what stands for docgen as it is installed: its version and files, its libraries, and Python."""
    pieces = [__version__, sys.version]
    places = [os.path.dirname(os.path.abspath(__file__))]
    while places:
        with os.scandir(places.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir():
                    places += [entry.path] * (entry.name != "__pycache__")
                else:
                    pieces.append(f"{entry.name} {stamp(entry.stat()).hex()}")
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec and spec.origin:
            pieces.append(f"{library} {stamp(os.stat(spec.origin)).hex()}")
    return digest(*(piece.encode() for piece in pieces))


class Cache:
    """The cache of a project, beside its settings file."""

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER
        self.tool = tool()
        self.file = self.folder / f"docgen-{self.tool.hex()[:12]}.sqlite"

    def scope(self, *pieces: bytes) -> bytes:
        """Return the key of everything that is made with the same settings by the same tool."""
        return digest(self.tool, *pieces)

    def pages(self, scope: bytes, names: Sequence[str]) -> Iterator[tuple[str, Entry]]:
        """Yield what is kept of some pages (or of more), with their names, as it is read."""
        with suppress(sqlite3.Error, OSError), self._open() as database:
            for name, kept, stamped, content, parts, outcome, crc in _select(database, scope, names):
                if _crc(outcome, scope, name, str(kept).encode(), stamped, content, parts) == crc:
                    yield name.decode(errors="surrogateescape"), Entry(kept, stamped, content, parts, outcome)

    def keep(self, scope: bytes, entries: Iterable[tuple[str, Entry]]) -> None:
        """Keep what pages gave."""
        rows = []
        for key, entry in entries:
            name = key.encode(errors="surrogateescape")
            *fields, outcome = entry[1:]
            rows.append((scope, name, *entry, _crc(outcome, scope, name, str(entry.kept).encode(), *fields)))
        if rows:
            self._write("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def manifest(self, key: bytes) -> bytes | None:
        """Return the manifest of a run by itself; whether it is sound, ``run`` tells."""
        with suppress(sqlite3.Error, OSError), self._open() as database:
            for (manifest,) in database.execute("SELECT manifest FROM runs WHERE key=?", (key,)):
                return bytes(manifest)
        return None

    def run(self, key: bytes) -> Run | None:
        """Return what is kept of a run."""
        with suppress(sqlite3.Error, OSError), self._open() as database:
            for manifest, result, crc in database.execute("SELECT manifest, result, crc FROM runs WHERE key=?", (key,)):
                if _crc(result, key, manifest) == crc:
                    return Run(manifest, result)
        return None

    def keep_run(self, key: bytes, run: Run) -> None:
        """Keep what a run gave; only the latest few are kept."""
        row = (key, *run, _crc(run.result, key, run.manifest))
        self._write("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)", [row])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the database that there is; sqlite3.OperationalError when there is none."""
        database = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)
        try:
            yield database
        finally:
            database.close()

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Write rows in one transaction; a database that is broken is deleted, and made anew once."""
        for _ in range(2):
            try:
                self._make()
                with self._open() as database, database:
                    database.executescript(f"{_PRAGMAS} BEGIN IMMEDIATE; {_TABLES}")
                    database.executemany(statement, rows)
                    database.execute(
                        "DELETE FROM runs WHERE rowid NOT IN (SELECT rowid FROM runs ORDER BY rowid DESC LIMIT ?)",
                        (_MAX_RUNS,),
                    )
                return
            except sqlite3.OperationalError:  # locked, a full disk, a folder that cannot be written: do without
                return
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    self.file.unlink()
            except OSError:
                return

    def _make(self) -> None:
        """Make the folder and an empty database; delete those of other versions, and one that is too large."""
        if not self.file.exists() or self.file.stat().st_size > MAX_BYTES:
            self.folder.mkdir(exist_ok=True)
            for name, text in _FILES.items():
                if not (self.folder / name).exists():
                    (self.folder / name).write_text(text, encoding="utf-8")
            for other in self.folder.glob("docgen-*.sqlite*"):
                with suppress(OSError):
                    other.unlink()
            self.file.touch()


def _select(database: sqlite3.Connection, scope: bytes, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    columns = "SELECT name, kept, stamp, digest, parts, outcome, crc FROM pages WHERE scope=?"
    if len(names) > _FEW:
        yield from database.execute(columns, (scope,))
        return
    for name in names:
        yield from database.execute(f"{columns} AND name=?", (scope, name.encode(errors="surrogateescape")))


def _crc(longest: bytes, *others: bytes) -> int:
    """Return the checksum of a row; the longest piece is not copied for it."""
    return crc32(longest, crc32(b"".join(others)))
