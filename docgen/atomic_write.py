"""A path and bytes go in; the file holds them afterwards, all or none."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> bool:
    """Write bytes and return True, or return False where the file holds them already.

    They go to a temporary file beside the target, which then takes its place: a reader never sees half of them.
    Missing folders are created, permission bits are kept, a symbolic link is written through, and what is no regular
    file (``/dev/stdout``, a pipe) is written directly. Raises OSError.
    """
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
    _replace(target, data, stat.S_IMODE(status.st_mode))
    return True


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    temporary = target.parent / f".docgen-{secrets.token_hex(8)}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(data)
        if mode is not None:
            temporary.chmod(mode)
        os.replace(temporary, target)
    except BaseException:  # also an interrupt leaves nothing behind
        with suppress(OSError):
            temporary.unlink()
        raise
