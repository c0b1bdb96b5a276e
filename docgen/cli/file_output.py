"""A path and bytes go in; the file is written, compared or shown as a difference."""

from __future__ import annotations

import difflib
from pathlib import Path

from docgen.atomic_write import write_atomically
from docgen.errors import DocgenError
from docgen.files import display


def write(path: str, data: bytes) -> bool:
    """Write bytes where the file does not hold them already; return whether they were written."""
    try:
        return write_atomically(Path(path), data)
    except OSError as error:
        raise unusable("written", path, error) from error


def written(path: str) -> bytes | None:
    """Return what a file holds, None when there is no such file."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unusable("read", path, error) from error


def difference(path: str, old: bytes | None, new: bytes) -> str:
    """Return the unified difference between what a file holds and what it would hold."""
    name = display(path)
    before = "/dev/null" if old is None else name
    lines = difflib.unified_diff(_lines(old or b""), _lines(new), before, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    return data.decode(errors="surrogateescape").splitlines(keepends=True)


def unusable(verb: str, path: str, error: OSError) -> DocgenError:
    """Return the error that a file cannot be read or written, for the person at the keyboard."""
    return DocgenError(f"{display(path)} cannot be {verb}: {error.strerror or type(error).__name__}")
