"""Try pages nobody wrote: ``python tests/fuzz/run.py --minutes 10 --seed 1``; or ``--pages 10000``.

Each page is one of the checkout's, changed at random by a seed (``mutator.py``), and has to keep the promises of
``oracles.py``. Every tenth try is a dialect file or settings instead. What fails is reduced and written to a folder;
mended, it belongs into ``tests/fuzz/cases``. The work is done in processes that are replaced now and then. Exit code 1
tells that something failed.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import mutator
import oracles
import reducer

_BATCH = 500  # pages that one process tries
_HANGS = 20  # seconds of processor time for a page, after which it is told that it hangs
_Failure = tuple[str, str, str, str]  # its seed, what broke, the text, and that text reduced


def main() -> int:
    """Try pages until the time is over or their number is reached; print what failed, and how many a second."""
    options = _options()
    began, tried, failures = time.monotonic(), 0, dict[str, _Failure]()
    with multiprocessing.get_context("spawn").Pool(options.jobs, maxtasksperchild=1) as pool:
        for start, found in _results(pool, options, began):
            tried += min(_BATCH, options.pages - start) if options.pages else _BATCH
            for one in found:
                if failures.setdefault(_kind(one[1]), one) is one:
                    _tell(one, options.out)
    took = time.monotonic() - began
    print(
        f"seed {options.seed}: {tried:,} pages in {took:.0f} s, {tried / took:.0f} a second; {len(failures)} failures"
    )
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--pages", type=int, default=0, help="so many pages, however long they take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"), help="where to write what fails")
    return parser.parse_args()


def _results(pool, options: argparse.Namespace, began: float):
    """Yield what batches give; one is begun when another ends, so that none is left when the time is over."""
    batches = _batches(options, began)
    running = [pool.apply_async(_batch, (one,)) for one in itertools.islice(batches, options.jobs)]
    while running:
        ready = next((one for one in running if one.ready()), None)
        if ready is None:
            running[0].wait(0.1)
            continue
        running.remove(ready)
        running += [pool.apply_async(_batch, (one,)) for one in itertools.islice(batches, 1)]
        yield ready.get()


def _batches(options: argparse.Namespace, began: float):
    start = 0
    while start < options.pages if options.pages else time.monotonic() - began < options.minutes * 60:
        yield options.seed, start, min(_BATCH, options.pages - start) if options.pages else _BATCH
        start += _BATCH


def _batch(task: tuple[int, int, int]) -> tuple[int, list[_Failure]]:
    seed, start, count = task
    signal.signal(signal.SIGVTALRM, _hangs)
    out: list[_Failure] = []
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        inner = Path(folder) / "docs"
        inner.mkdir()
        for number in range(start, start + count):
            name = f"{seed}-{number}"
            text, fails = _try(name, number, inner)
            for problem in fails(text):
                if _kind(problem) in seen:
                    continue
                seen.add(_kind(problem))
                small = _reduced(text, fails, _kind(problem))
                out.append((name, problem, text, small))
    return start, out


def _reduced(text: str, fails, kind: str) -> str:
    return reducer.reduced(text, lambda new: kind in map(_kind, fails(new)), seconds=30)


def _try(name: str, number: int, folder: Path):
    """Return what to try for a number, and what tells how it fails."""
    if number % 10 == 9:
        own = number % 20 == 9
        text = mutator.toml(name, mutator.dialects() if own else mutator.SETTINGS)
        return text, lambda new: _timed(lambda: oracles.broken_toml(new, own_dialect=own))
    return mutator.page(name), lambda new: _timed(lambda: oracles.broken(mutator.data(new), folder, number))


def _timed(check) -> list[str]:
    signal.setitimer(signal.ITIMER_VIRTUAL, _HANGS)
    try:
        return check()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _hangs(*_: object) -> None:
    raise TimeoutError("it hangs")


def _kind(problem: str) -> str:
    """Return what two failures share that are one."""
    return problem.partition(": ")[0] if " at " in problem else problem[:60]


def _tell(failure: _Failure, folder: Path) -> None:
    name, problem, text, small = failure
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.whole").write_bytes(mutator.data(text))
    (folder / name).write_bytes(mutator.data(small))
    print(f"{name}: {problem}\n  {len(text):,} characters, reduced to {len(small):,}: {folder / name}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
