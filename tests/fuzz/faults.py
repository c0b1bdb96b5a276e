"""Tries what machines do to a run: ``python tests/fuzz/faults.py`` kills it, fills its disk, damages its cache.

- Killed at a write (of a file, a rename, the cache), a build or ``lint --fix`` leaves every file as it was or as it was
  to be; the next run gives what it would have given, and nothing else lies around.
- On a full disk (a small one is mounted, where that is allowed) no page and no document is spoiled.
- Whatever bytes of the cache are flipped, a build gives the same.
- A page that is saved between reading and writing stays as it was saved.

Each run is a process of its own, forked from this one. Exit code 1 tells that something was spoiled.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import mutator
import trying
import warm  # noqa: F401  # so that processes that are forked need not load anything

import docgen
from docgen.cli.app import main as docgen_command
from docgen.findings import fixes
from docgen.settings import Settings
from docgen.source import decode

_WRITES = (
    "write",
    "flush",
    "fsync",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "ftruncate",
    "execute",
    "executemany",
    "commit",
)
_DISK = (4, 16, 48, 96, 160, 256, 512)  # KiB that are left of a disk
_BUILD = ("build", "docs", "-o", "build/api.yaml", "--fail-on", "never", "-q")
_FIX = ("lint", "docs", "--fix", "--fail-on", "never", "-q")


def main() -> int:
    """Try all faults, print how many of each, and what was spoiled."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, count in (("kills", 100), ("caches", 500), ("saves", 200)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    spoiled: list[str] = []
    for what, found in (
        ("kills", kills(options.kills, chance)),
        ("full disks", full_disks()),
        ("damaged caches", damaged_caches(options.caches, chance)),
        ("saved pages", saves(options.saves)),
    ):
        results = list(found)
        bad = [one for one in results if one]
        print(f"{len(results)} {what}: {len(bad)} spoil something", *dict.fromkeys(bad), sep="\n  ", flush=True)
        spoiled += bad
    return 1 if spoiled else 0


def kills(count: int, chance: random.Random) -> Iterator[str]:
    """Kill runs at writes; yield what each spoils, "" for nothing."""
    for command in (_BUILD, _FIX):
        with _folder() as folder:
            _run(folder, _BUILD)
            _change(folder)
            before = _files(folder)
            events = _run(folder, command, counted=True)
            after = _files(folder)
            for number in sorted(chance.sample(range(1, events + 1), min(count // 2, events))):
                _restore(folder, before)
                code = _run(folder, command, killed_at=number)
                what = f"{command[0]} killed at {number} of {events}"
                here = {name: data for name, data in _files(folder).items() if not name.endswith(".tmp")}
                spoiled = (
                    _spoiled(before, after, here, what) if code == -signal.SIGKILL else f"{what} ended with {code}"
                )
                _run(folder, command)
                yield spoiled or _spoiled(after, after, _files(folder), f"the run after {what}")


def full_disks() -> Iterator[str]:
    """Run on small disks; yield what each spoils."""
    for command in (_BUILD, _FIX):
        with _folder() as whole:
            _run(whole, _BUILD)
            _change(whole)
            before = _files(whole)
            _run(whole, command)
            after = _files(whole)
        for left in _DISK:
            with _disk(before, left) as folder:
                if folder is None:
                    print("no disk can be mounted here")
                    return
                code = _run(folder, command)
                yield _spoiled(before, after, _files(folder), f"{command[0]} with {left} KiB left ended with {code}")


def _spoiled(before: dict[str, bytes], after: dict[str, bytes], here: dict[str, bytes], what: str) -> str:
    """Return which file is neither as it was nor as it was to be, or is left over, "" for none."""
    for name in before | after | here:
        if name.startswith(".docgen_cache") or name == "other":
            continue
        if name.endswith(".tmp"):
            return f"{what}: {name} is left over"
        if here.get(name) not in (before.get(name), after.get(name)):
            return f"{what}: {name} is spoiled"
    return ""


def damaged_caches(count: int, chance: random.Random) -> Iterator[str]:
    """Flip bytes of the cache; yield what a build then gives otherwise."""
    with _folder() as folder:
        _run(folder, _BUILD)
        before = _files(folder)
        caches = [name for name in before if name.startswith(".docgen_cache") and len(before[name]) > 100]
        document = before["build/api.yaml"]
        for _ in range(count):
            _restore(folder, before)
            name = chance.choice(caches)
            data = bytearray(before[name])
            for _ in range(chance.choice((1, 1, 4, 40, 4_000))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            if chance.random() < 0.1:
                del data[chance.randrange(len(data)) :]
            (folder / name).write_bytes(data)
            (folder / "build/api.yaml").unlink()
            if chance.random() < 0.5:
                _touch(folder)
            code = _run(folder, _BUILD)
            written = folder / "build/api.yaml"
            if code or not written.exists() or written.read_bytes() != document:
                yield f"a build with a damaged cache gives something else (exit code {code})"
            else:
                yield ""


def saves(count: int) -> Iterator[str]:
    """Save pages while they are fixed: before they are written, and after their new content is; yield what is lost."""
    with tempfile.TemporaryDirectory(dir=trying.memory()) as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        page = _fixable()
        for number in range(count):
            (folder / "docs" / f"page{number}.md").write_bytes(page)
        _run(folder, _FIX, saving=True)
        for number in range(count):
            held = (folder / "docs" / f"page{number}.md").read_bytes()
            yield "" if held == _saved(page) else f"page {number} does not hold what was saved"
        yield from [f"{one} is left over" for one in _files(folder) if one.endswith(".tmp")]


def _saved(page: bytes) -> bytes:
    return page + b"\nSaved meanwhile.\n"


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder with pages of the tests, of which some can be fixed, and settings."""
    with tempfile.TemporaryDirectory(dir=trying.memory()) as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        for number, text in enumerate(mutator.seeds()):
            (folder / "docs" / f"page{number}.md").write_text(text, encoding="utf-8")
        for number in range(3):
            (folder / "docs" / f"fixable{number}.md").write_bytes(_fixable())
        yield folder


def _fixable() -> bytes:
    """Return the first example of a rule whose safe fixes change it."""
    if not _FIXABLE:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "page.md"
            for text in mutator.pages():
                path.write_bytes(mutator.data(text))
                report = docgen.lint([path], settings=Settings(jobs=1))
                old = path.read_bytes()
                new = fixes.apply(old, fixes.edits(report.diagnostics))
                if new != old and fixes.says_the_same(decode("", old).text, decode("", new).text):
                    _FIXABLE.append(old)
                    break
    return _FIXABLE[0]


_FIXABLE: list[bytes] = []


def _change(folder: Path) -> None:
    """Change a page, so that the next build has something to write."""
    with open(folder / "docs" / "fixable0.md", "a", encoding="utf-8") as page:
        page.write("\n# Berths\n\n`GET /berths`\n")


def _touch(folder: Path) -> None:
    for page in (folder / "docs").iterdir():
        os.utime(page)


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _restore(folder: Path, files: dict[str, bytes]) -> None:
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@contextlib.contextmanager
def _disk(files: dict[str, bytes], left: int) -> Iterator[Path | None]:
    """Give a disk with some files, of which little is left; None where none can be mounted."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "disk"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            yield None
            return
        try:
            _restore(place, files)
            free = os.statvfs(place)
            (place / "other").write_bytes(bytes(free.f_bavail * free.f_frsize - left * 1024))
            yield place
        finally:
            subprocess.run(["umount", str(place)], check=True)


def _run(
    folder: Path, command: tuple[str, ...], *, counted: bool = False, killed_at: int = 0, saving: bool = False
) -> int:
    """Run a command in a process of its own; return its exit code, or the number of its writes if it is to count."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        code = 70
        try:
            code = _child(folder, command, writing, counted=counted, killed_at=killed_at, saving=saving)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return int(number) if counted else status


def _child(folder: Path, command: tuple[str, ...], writing: int, *, counted: bool, killed_at: int, saving: bool) -> int:
    os.chdir(folder)
    events = 0

    def note(_frame: FrameType, event: str, what: Any) -> None:
        nonlocal events
        if event in ("c_call", "c_return") and what.__name__ in _WRITES:
            events += 1
            if events == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)

    if saving:
        _save_meanwhile()
    elif counted or killed_at:
        sys.setprofile(note)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = docgen_command([*command])
    sys.setprofile(None)
    if counted:
        os.write(writing, str(events).encode())
    return code


def _save_meanwhile() -> None:
    """Save every page before docgen writes it: one half before it begins to, one when the new content is written."""
    from docgen import atomic_write
    from docgen.cli import fixing

    rewrite: Callable[[Path, bytes, bytes], None] = fixing.rewrite
    fsync = os.fsync
    waiting: list[tuple[Path, bytes]] = []

    def save(path: Path, old: bytes, new: bytes) -> None:
        if path.stem[-1] in "02468":
            path.write_bytes(_saved(old))
        else:
            waiting.append((path, _saved(old)))
        rewrite(path, old, new)

    def flush(descriptor: int) -> None:
        fsync(descriptor)
        if waiting:
            path, data = waiting.pop()
            path.write_bytes(data)

    fixing.rewrite = save
    atomic_write.os.fsync = flush


if __name__ == "__main__":
    sys.exit(main())
