"""Tries the pages, dialects and settings of some numbers of a seed; importing it loads what every process needs."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

import mutator
import oracles
import reducer

SET = 100  # pages that are read together
ALONE = 10  # of so many pages one is also read alone, and held against every promise; as many dialects are read
_MEMORY = 2 << 30  # bytes of addresses; the tests need an eighth of it
_HANGS = 10  # seconds of processor time for what is tried, after which it is told that it hangs
_FURTHER = 5  # of so many sets one has a dialect of its own, and one a site
_REDUCING = 30  # seconds
_Pages = dict[str, str]
_Check = Callable[[_Pages], list[str]]


class Failure(NamedTuple):
    """What broke, the files that did it by their names, and what of them is needed for it."""

    seed: str
    problem: str
    files: _Pages
    reduced: _Pages


class Task(NamedTuple):
    """The numbers of a seed that a process tries; of ``alone`` pages one is also read alone, of 0 none."""

    seed: int
    start: int
    count: int
    alone: int = ALONE


class Hang(BaseException):
    """What is tried takes too long; no exception of docgen's own, which it might handle."""


def work(task: Task, results: Connection) -> None:
    """Try the numbers of a task in a process of its own, and send what failed."""
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))  # what takes all memory raises an error
    results.send(batch(task))


def batch(task: Task) -> list[Failure]:
    """Try the numbers of a task, and return what failed, each kind of failure once."""
    signal.signal(signal.SIGVTALRM, _hangs)
    out: list[Failure] = []
    seen: set[str] = set()
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        os.chdir(folder)
        for name, files, check in _tries(task, Path(folder) / "docs"):
            for problem in _timed(check, files):
                if kind(problem) not in seen:
                    seen.add(kind(problem))
                    out.append(Failure(name, problem, files, _reduced(files, check, kind(problem))))
        os.chdir("/")
    return out


def kind(problem: str) -> str:
    """Return what two failures share that are one."""
    return problem.partition(": ")[0] if " at " in problem else problem[:60]


def memory() -> str | None:
    """Return a folder that is in memory where there is one: thousands of small files are written and deleted."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _tries(task: Task, folder: Path) -> Iterator[tuple[str, _Pages, _Check]]:
    """Yield what to try, and what tells how it fails."""
    for start in range(task.start, task.start + task.count, SET):
        numbers = range(start, min(start + SET, task.start + task.count))
        seeds = [f"{task.seed}-{number}" for number in numbers]
        pages = [mutator.page(seed) for seed in seeds]
        form = start // SET
        files = dict(zip(mutator.names(seeds[0], len(pages)), pages, strict=True))
        yield seeds[0], files | _beside(seeds[0], form), _set(folder, form)
        if not task.alone:
            continue
        for number, seed, page in zip(numbers, seeds, pages, strict=True):
            if number % task.alone == 0:
                yield seed, {"page.md": page}, _alone(folder, number // task.alone)
            elif number % task.alone == 1:
                yield seed, {oracles.DIALECT: mutator.toml(seed, mutator.dialects())}, _toml
            elif number % task.alone == 2:
                yield seed, {"docgen.toml": mutator.toml(seed, mutator.SETTINGS)}, _toml


def _beside(seed: str, form: int) -> _Pages:
    """Return what some sets have beside their pages: a dialect, or the file of a site."""
    if form % _FURTHER == 1:
        return {oracles.DIALECT: mutator.toml(seed, mutator.dialects())}
    return {"docs.json": mutator.site(seed)} if form % _FURTHER == 3 else {}


def _set(folder: Path, form: int) -> _Check:
    return lambda pages: oracles.broken_set({n: mutator.data(t) for n, t in pages.items()}, _empty(folder), form)


def _alone(folder: Path, form: int) -> _Check:
    return lambda pages: oracles.broken(mutator.data(pages["page.md"]), _empty(folder), form)


def _toml(files: _Pages) -> list[str]:
    ((name, text),) = files.items()
    return oracles.broken_toml(text, own_dialect=name == oracles.DIALECT)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _reduced(files: _Pages, check: _Check, wanted: str) -> _Pages:
    """Return fewer and shorter files that fail alike."""

    def fails(new: _Pages) -> bool:
        return bool(new) and wanted in map(kind, _timed(check, new))

    until = time.monotonic() + _REDUCING
    if len(files) > 1:
        files = dict(reducer.fewer(list(files.items()), lambda some: fails(dict(some)), until))
    for name in files:
        text = reducer.reduced(
            files[name], lambda new, name=name, files=files: fails({**files, name: new}), seconds=_REDUCING / len(files)
        )
        files = {**files, name: text}
    return files


def _timed(check: _Check, files: _Pages) -> list[str]:
    signal.setitimer(signal.ITIMER_VIRTUAL, _HANGS)
    try:
        return check(files)
    except Hang:
        return [f"hangs: more than {_HANGS} s"]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _hangs(*_: object) -> None:
    raise Hang
