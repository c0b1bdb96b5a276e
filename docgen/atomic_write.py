"""Writes files whole or not at all: also when the process is killed, or the machine stops, while it writes."""

from __future__ import annotations

import os
import platform
import re
import secrets
import stat
import zlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

_TEMPORARY = re.compile(r"\.docgen-(?P<place>[0-9a-f]{8})-(?P<process>\d{1,9})-[0-9a-f]{16}\.tmp")


class FileChanged(Exception):
    """A file no longer holds what it is thought to hold."""


def write_atomically(path: Path, data: bytes) -> bool:
    """Write bytes and return True, or return False where the file holds them already.

    They go to a temporary file beside the target, which then takes its place: a reader never sees half of them.
    Missing folders are created, permission bits are kept, a symbolic link is written through, and what is no regular
    file (``/dev/stdout``, a pipe) is written directly. Raises OSError.
    """
    _sweep(os.path.dirname(os.path.realpath(path)))
    try:
        status = path.stat()
    except FileNotFoundError:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data, None)
        return True
    if not stat.S_ISREG(status.st_mode):
        path.write_bytes(data)
        return True
    target = Path(os.path.realpath(path))
    if status.st_size == len(data) and target.read_bytes() == data:
        return False
    _replace(target, data, status)
    return True


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace the bytes of a regular file, which has to hold ``old``, by others; links to it stay what they are.

    Raises FileChanged where it holds anything else at the last moment, PermissionError where it is read-only, and
    OSError. A file with further names (hard links) is written in place, since a new file would leave them behind.
    """
    target = Path(os.path.realpath(path))
    _sweep(os.path.dirname(target))
    status = target.stat()
    if not status.st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise PermissionError(_READ_ONLY)
    if status.st_nlink > 1:
        _overwrite(target, old, new)
    else:
        _replace(target, new, status, old)


_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_READ_ONLY = "it is read-only"


def _replace(target: Path, data: bytes, status: os.stat_result | None, old: bytes | None = None) -> None:
    """Put a new file in the place of a target, with mode and owner of ``status``, if that holds ``old`` (None: any)."""
    temporary = target.parent / f".docgen-{_place()}-{os.getpid()}-{secrets.token_hex(8)}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            if status is not None:
                _keep(temporary, status)
            os.fsync(file.fileno())
        if old is not None and target.read_bytes() != old:
            raise FileChanged
        os.replace(temporary, target)
    except BaseException:  # also an interrupt leaves nothing behind
        with suppress(OSError):
            temporary.unlink()
        raise
    _flush_names(target.parent)


@lru_cache(maxsize=256)
def _sweep(folder: str) -> None:
    """Delete the temporary files of runs that were killed, once for each folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _TEMPORARY.fullmatch(entry.name) if entry.name.startswith(".docgen-") else None
            if match and match["place"] == _place() and not _is_running(int(match["process"])):
                with suppress(OSError):
                    os.unlink(entry.path)


@lru_cache(maxsize=1)
def _place() -> str:
    """Return what tells apart machines and containers that share a folder: each counts its processes by itself."""
    names = platform.node()
    with suppress(OSError):
        names += os.readlink("/proc/self/ns/pid")
    return f"{zlib.crc32(names.encode()):08x}"


def _is_running(process: int) -> bool:
    """Tell whether there is a process; on Windows, where asking would end it, a file in use cannot be deleted."""
    if os.name == "nt":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _keep(path: Path, status: os.stat_result) -> None:
    """Give a new file the mode and, as far as that is allowed, the owner of another."""
    own = path.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


def _flush_names(folder: Path) -> None:
    """Have the names of a folder written to disk, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _overwrite(target: Path, old: bytes, new: bytes) -> None:
    """Write bytes into a file that has to hold others; a failure puts those back."""
    with open(target, "r+b") as file:
        if file.read() != old:
            raise FileChanged
        try:
            _fill(file.fileno(), new)
        except BaseException:
            _fill(file.fileno(), old)
            raise


def _fill(descriptor: int, data: bytes) -> None:
    """Make some bytes the whole content of an open file."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)
