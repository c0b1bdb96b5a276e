"""Writes a file, compares it with what it would hold, or prints the difference."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.atomic_write import write_atomically
from docgen.errors import DocgenError
from docgen.files import display

if TYPE_CHECKING:
    from docgen.run.results import Report
    from docgen.settings import Found


def write(path: str, data: bytes) -> bool:
    """Write bytes where the file does not hold them already; return whether they were written."""
    try:
        return write_atomically(Path(path), data)
    except OSError as error:
        raise unusable("written", path, error) from error


def refuse_inputs(outputs: Iterable[str], report: Report, found: Found) -> None:
    """Raise DocgenError where a file that is to be written was read: a page, settings, an overlay, a contract ..."""
    from docgen.run.own_dialects import dialect_files

    wanted = found.settings
    real = [original.real for original in report.originals.values()]
    named = (*wanted.overlay, *dialect_files(wanted), *filter(None, (wanted.contract, wanted.fill)))
    others = [found.file, *(found.folder / name for name in named)]
    read = {path.lower(): path for path in (*real, *(os.path.realpath(other) for other in others if other))}
    for path in outputs:
        same = read.get(os.path.realpath(path).lower())  # some file systems ignore letter case
        if same is not None and os.path.exists(path) and os.path.samefile(path, same):
            raise DocgenError(f"{display(path)} is an input and is not overwritten; name another file to write")


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
    return DocgenError(f"{display(path)} cannot be {verb}: {reason(error)}")


def reason(error: OSError) -> str:
    """Return why a file cannot be read or written."""
    return error.strerror or str(error) or type(error).__name__
