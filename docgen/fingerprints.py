"""Records the state of the files and folders that a run read, and tells whether it is still the same."""

from __future__ import annotations

import errno
import os
import struct
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG

import msgspec

OUTSIDE = b"outside"
MISSING = b"missing"
NOT_REGULAR = "it is no regular file"
_CLOCKS_DIFFER = 2_000_000_000  # nanoseconds by which the clock of a file system may lag, or round
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_STAMP = struct.Struct("<qqqQ")


def digest(*pieces: bytes) -> bytes:
    """Return a short hash of some pieces; it depends on where one ends and the next begins."""
    if len(pieces) == 1:
        return blake2b(pieces[0], digest_size=16).digest()
    return digest(b"".join(digest(piece) for piece in pieces))


def stamp(status: os.stat_result) -> bytes:
    """Return what changes, as a rule, when a file does: its times, its size and its inode.

    Programs can set the time of modification back, but not that of the last change of the inode.
    """
    return _STAMP.pack(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino & (1 << 64) - 1)


def modified(state: bytes) -> int:
    """Return the time at which a file of a stamp was changed last."""
    return max(int.from_bytes(state[:8], "little"), int.from_bytes(state[8:16], "little"))


def settled(state: bytes, kept: int) -> bool:
    """Tell whether a stamp says enough at a time: a file changed just before may change once more unseen."""
    return modified(state) + _CLOCKS_DIFFER < kept


def now() -> int:
    """Return the time as entries are kept with it."""
    return time.time_ns()


class DiscoveryLog(msgspec.Struct):
    """What a search for pages looked at besides the pages.

    ``folders`` holds stamp and names of each folder, ``looked`` the state of the files that say what is left out.
    ``sure`` is false where that is not all: links can be turned elsewhere, and globs match what is not there yet.
    """

    folders: dict[str, tuple[bytes, bytes]] = {}
    looked: dict[str, bytes] = {}
    sure: bool = True


class Manifest(msgspec.Struct, frozen=True, array_like=True):
    """All that a run was made from: ``files`` and ``folders`` by path, with stamps and digests of the time ``kept``.

    ``parts`` are (root, path, state) of included files; ``looked`` are states of what may or may not exist.
    """

    kept: int
    paths: tuple[str, ...]
    stamps: tuple[bytes, ...]
    digests: tuple[bytes, ...]
    folders: dict[str, tuple[bytes, bytes]]
    looked: dict[str, bytes]
    parts: tuple[tuple[str, str, bytes], ...]

    def renewed(self) -> Manifest | None:
        """Return the manifest of the same run as of now, None when something has changed.

        It is this one, unless stamps did not suffice to tell.
        """
        began = now()
        folders = {path: folder_state(path, self.kept, was) for path, was in self.folders.items()}
        if any(names != self.folders[path][1] for path, (_, names) in folders.items()):
            return None
        if not all(file_state(path) == was for path, was in self.looked.items()):
            return None
        if not all(part_state(path, Path(root)) == was for root, path, was in self.parts):
            return None
        stamps = []
        sure = all(settled(state, self.kept) for state, _ in folders.values())
        for path, was, content in zip(self.paths, self.stamps, self.digests, strict=True):
            try:
                state = stamp(os.stat(path))
            except OSError:
                return None
            if state != was or not settled(state, self.kept):
                if file_state(path) != content:
                    return None
                sure = False
            stamps.append(state)
        return self if sure else msgspec.structs.replace(self, kept=began, stamps=tuple(stamps), folders=folders)


def manifest(
    kept: int,
    stamps: Mapping[str, bytes],
    digests: Mapping[str, bytes],
    seen: DiscoveryLog,
    looked: Mapping[str, bytes],
    parts: Iterable[tuple[str, str, bytes]],
) -> Manifest | None:
    """Return the manifest of a run; None where something can change unseen."""
    parts = tuple(sorted(set(parts)))
    if not seen.sure or set(stamps) != set(digests) or not all(state for _, _, state in parts):
        return None
    # What was changed last is likely to be changed next, and then nothing else need be looked at.
    paths = tuple(sorted(stamps, key=lambda path: modified(stamps[path]), reverse=True))
    return Manifest(
        kept,
        paths,
        tuple(stamps[path] for path in paths),
        tuple(digests[path] for path in paths),
        seen.folders,
        {**seen.looked, **looked},
        parts,
    )


def stamps_of(paths: Iterable[str]) -> dict[str, bytes]:
    """Return the stamps of files; one that is not there has none."""
    found = {}
    for path in paths:
        try:
            found[path] = stamp(os.stat(path))
        except OSError:
            continue
    return found


def folder_state(path: str, kept: int, was: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return stamp and names of a folder; those known from before while the stamp says that they still hold."""
    try:
        state = stamp(os.stat(path))
        if state == was[0] and settled(state, kept):
            return was
        with os.scandir(path) as entries:
            return state, names_of(entry for entry in entries if not entry.name.startswith("."))
    except OSError:
        return b"", b""


def names_of(entries: Iterable[os.DirEntry[str]]) -> bytes:
    """Return what stands for the names in a folder, and for which of them are folders."""
    names = sorted(entry.name + "/" * entry.is_dir(follow_symlinks=False) for entry in entries)
    return digest(os.fsencode("\0".join(names)))


def content(path: str | Path, most: int | None = None) -> tuple[bytes, os.stat_result]:
    """Return what a regular file holds, b"" where that is more than ``most`` bytes, and its status.

    Raises OSError for anything else, at once: to open a pipe without anybody at its other end would wait for ever.
    """
    file = os.open(path, _READ)  # without what an object of the library does for each of thousands of files
    try:
        status = os.fstat(file)
        if S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
        if most is not None and status.st_size > most:
            return b"", status
        data = os.read(file, status.st_size)
        if len(data) < status.st_size or not data:  # a file system that tells no size, or gives less at a time
            with open(file, "rb", closefd=False) as rest:
                data += rest.read(-1 if most is None else most + 1)
        return data, status
    finally:
        os.close(file)


def file_state(path: str) -> bytes:
    """Return what stands for the content of a file (for a folder: that it is there), b"" when it is not there."""
    try:
        return digest(content(path)[0])
    except IsADirectoryError:
        return b"folder"
    except (OSError, ValueError):
        return b""


def part_state(path: str, root: Path) -> bytes:
    """Return what stands for an included file, b"" when it cannot be read."""
    try:
        real = os.path.realpath(path)
    except ValueError:  # a null character in it
        return OUTSIDE
    if not Path(real).is_relative_to(root):
        return OUTSIDE
    return file_state(real) if os.path.isfile(real) else MISSING
