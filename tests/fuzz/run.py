"""Try pages nobody wrote: ``python -m tests.fuzz --hours 1 --seed 1``; or ``--pages 10000``.

Each page is one of the checkout's, changed at random by a seed (``mutator.py``), and has to keep the promises of
``oracles.py``: the quick ones in a set of pages, and one in ten all of them by itself. With it one dialect file and one
file of settings are read. What fails is reduced and written to a folder; mended, it belongs into ``tests/fuzz/cases``.
The work is done in processes that are replaced now and then. Exit code 1 tells that something failed.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

import mutator
from trying import ALONE, Failure, Task, kind, work

_BATCH = 1_000  # pages that one process tries before it is replaced


def main() -> int:
    """Try pages until the time is over or their number is reached; print what failed, and how many a second."""
    options = _options()
    began, tried, failures = time.monotonic(), 0, dict[str, Failure]()
    for task, found in _results(options, began):
        tried += task.count
        for one in found:
            if failures.setdefault(kind(one.problem), one) is one:
                _tell(one, options.out)
        if options.verbose:
            print(f"{task.seed}-{task.start}: {tried:,} pages, {time.monotonic() - began:.0f} s", flush=True)
    took = time.monotonic() - began
    print(
        f"seed {options.seed}: {tried:,} pages in {took:.0f} s, {tried / took:.0f} a second; {len(failures)} failures"
    )
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=1 / 60)
    parser.add_argument("--pages", type=int, default=0, help="so many pages, however long they take")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the number of the first page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", type=int, default=ALONE, help="of so many pages one is read alone; 0: none")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"), help="where to write what fails")
    parser.add_argument("--verbose", action="store_true", help="tell of every batch")
    return parser.parse_args()


class _Worker(NamedTuple):
    process: BaseProcess
    results: Connection
    task: Task


def _results(options: argparse.Namespace, began: float) -> Iterator[tuple[Task, list[Failure]]]:
    """Yield what batches give; one is begun when another ends, so that none is left when the time is over."""
    context = _context()
    tasks = _tasks(options, began)
    running = [_begin(context, task) for task in itertools.islice(tasks, options.jobs)]
    while running:
        ready = wait([worker.results for worker in running])
        for worker in [one for one in running if one.results in ready]:
            yield worker.task, _result(worker)
            running.remove(worker)
            running += [_begin(context, task) for task in itertools.islice(tasks, 1)]


def _context() -> BaseContext:
    """Return what begins processes: by a fork, where the system can, of one that has loaded everything."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["warm"])
    return context


def _begin(context: BaseContext, task: Task) -> _Worker:
    """Begin the process of a batch: it is a new one each time, so that no leak matters."""
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(task, there))
    process.start()
    there.close()
    return _Worker(process, here, task)


def _result(worker: _Worker) -> list[Failure]:
    """Return what failed in a batch; a process that ended by itself is a failure of the batch."""
    try:
        return worker.results.recv()
    except EOFError:
        worker.process.join()
        problem = f"a process ended with {worker.process.exitcode}"
        return [Failure(f"{worker.task.seed}-{worker.task.start}", problem, {}, {})]
    finally:
        worker.process.join()


def _tasks(options: argparse.Namespace, began: float) -> Iterator[Task]:
    start, end = options.first, options.first + options.pages
    while start < end if options.pages else time.monotonic() - began < options.hours * 3600:
        yield Task(options.seed, start, min(_BATCH, end - start) if options.pages else _BATCH, options.alone)
        start += _BATCH


def _tell(failure: Failure, folder: Path) -> None:
    """Write the files of a failure, and those that are reduced, and print what it is."""
    for suffix, files in (("-whole", failure.files), ("", failure.reduced)):
        place = folder / f"{failure.seed}{suffix}"
        for name, text in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(mutator.data(text))
    before, after = (sum(map(len, files.values())) for files in (failure.files, failure.reduced))
    print(f"{failure.seed}: {failure.problem}\n  {before:,} characters, reduced to {after:,}: {place}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
