"""Measures what docgen takes for a folder of pages, and prints it as a table and as JSON.

    python tests/benchmarks/run.py PAGES [--against CHECKOUT] [--rounds 5] [--rows NAMES] [--json FILE] [--no-growth]

Everything is CPU time of whole processes (user and system, with the processes they start), measured in turn, in
several rounds; a ratio is the median of the ratios of the rounds. Peak memory is that of the largest process. The
yardsticks are a process that reads, decodes and splits the pages (floor), one that renders them with cmark-gfm
(``pip install cmarkgfm``; left out where it is missing), and the libraries as they come (see naive.py).
``--against`` names another checkout of docgen, which runs with the same Python and libraries, in turn with this one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import docsets

HERE = Path(__file__).resolve().parent
_OTHER = ", other checkout"


class Cost(NamedTuple):
    """What one process took: seconds of CPU, seconds by the clock, MiB at its peak."""

    cpu: float
    wall: float
    peak: float


def run(*command: str | Path, cwd: Path, code: Path | None = None) -> Cost:
    """Run a process to its end, with the modules of a checkout; a build may exit with 1 because of findings."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*([str(code)] if code else []), *sys.path[1:]])}
    started = time.perf_counter()
    with open(os.devnull, "wb") as null, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(list(map(str, command)), cwd=cwd, stdout=null, stderr=errors, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            errors.seek(0)
            sys.exit(f"{' '.join(map(str, command))}\nfailed:\n{errors.read().decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024)


class Bench:
    """The docsets and folders of one benchmark, of one checkout."""

    def __init__(self, pages: Path, work: Path, code: Path) -> None:
        self.work = work
        self.code = code
        self.pages = docsets.copy(pages, work / "pages")
        self.one = max(docsets.pages(self.pages), key=lambda page: page.stat().st_size)
        self.document = work / "document.json"
        self.fresh = 0
        for path in docsets.pages(work):
            os.utime(path, (1_000_000_000, 1_000_000_000))
        self.docgen("build", "--isolated", "-q", self.pages, "-o", self.document, cwd=self.project())

    def docgen(self, command: str, *options: str | Path, cwd: Path) -> Cost:
        """Run docgen with the Python that runs this."""
        return run(sys.executable, "-m", "docgen", command, *options, cwd=cwd, code=self.code)

    def project(self) -> Path:
        """Return a folder without a cache."""
        self.fresh += 1
        folder = self.work / f"project-{self.fresh}"
        folder.mkdir()
        return folder

    def yardsticks(self) -> dict[str, Callable[[], Cost]]:
        """Return what other programs take, measured in each round, in turn."""

        def program(name: str, *more: Path) -> Callable[[], Cost]:
            return lambda: run(sys.executable, HERE / f"{name}.py", self.pages, *more, cwd=self.work)

        rows = {
            "floor": program("floor"),
            "cmark": program("cmark"),
            "naive": program("naive", self.document),
            "python": lambda: run(sys.executable, "-c", "pass", cwd=self.work),
        }
        if importlib.util.find_spec("cmarkgfm") is None:
            print("cmarkgfm is not installed: its row is left out", file=sys.stderr)
            del rows["cmark"]
        return rows

    def rows(self) -> dict[str, Callable[[], Cost]]:
        """Return what docgen is measured with in each round, in turn."""
        options = ("--isolated", "--output-format", "concise", self.pages)
        warm = self.project()
        self.docgen("build", *options, "-o", "out.yaml", cwd=warm)

        def edited() -> Cost:
            text = self.one.read_text(encoding="utf-8")
            self.one.write_text(text.replace("\n## ", "\nOne more sentence.\n\n## ", 1), encoding="utf-8")
            return self.docgen("build", *options, "-o", "out.yaml", cwd=warm)

        def cold(*more: str) -> Callable[[], Cost]:
            return lambda: self.docgen("build", *options, *more, "-o", "out.yaml", cwd=self.project())

        return {
            "help": lambda: self.docgen("--help", cwd=self.work),
            "build cold": cold("--jobs", "1"),
            "build cold with 2 jobs": cold("--jobs", "2"),
            "build after one edit": edited,
            "build again": lambda: self.docgen("build", *options, "-o", "out.yaml", cwd=warm),
            "lint cold": lambda: self.docgen("lint", *options, "--jobs", "1", cwd=self.project()),
            "lint again": lambda: self.docgen("lint", *options, cwd=warm),
            "lint of one page": lambda: self.docgen("lint", *options[:-1], self.one, cwd=warm),
        }


def table(costs: dict[str, list[Cost]]) -> dict[str, dict[str, float]]:
    """Return the medians and the ratios of all rows, and print them."""
    yardsticks = [name for name in ("floor", "cmark", "naive", "build cold", "python") if name in costs]
    print(f"{'':36}{'CPU s':>8}{'wall s':>8}{'MiB':>7}", *(f"{'/ ' + name:>13}" for name in [*yardsticks, "other"]))
    made = {}
    for name, taken in costs.items():
        row = {
            "cpu": median(one.cpu for one in taken),
            "wall": median(one.wall for one in taken),
            "peak": max(one.peak for one in taken),
        }
        for other in yardsticks:
            row[f"/ {other}"] = _ratio(taken, costs[other])
        if (other := f"{name}{_OTHER}") in costs:
            row["/ other"] = _ratio(taken, costs[other])
        made[name] = row
        ratios = (f"{ratio:13.3f}" for ratio in list(row.values())[3:])
        print(f"{name:36}{row['cpu']:8.3f}{row['wall']:8.3f}{row['peak']:7.0f}", *ratios)
    return made


def _ratio(taken: list[Cost], other: list[Cost]) -> float:
    return median(a.cpu / b.cpu for a, b in zip(taken, other, strict=True))


def growth(bench: Bench, rounds: int) -> dict[str, dict[str, float]]:
    """Return what a page takes in a quarter of the docset and in four copies of it, and print it."""
    sets = {
        "a quarter": docsets.quarter(bench.pages, bench.work / "quarter"),
        "the whole": bench.pages,
        "four copies": docsets.copies(bench.pages, bench.work / "copies", 4),
    }
    print(f"\n{'':26}{'pages':>8}{'MB':>8}{'CPU s':>8}{'ms/page':>9}{'MiB':>7}{'KiB/page':>10}")
    bare = run(sys.executable, "-c", "import docgen.pipeline", cwd=bench.work, code=bench.code).peak
    made = {}
    for name, folder in sets.items():
        pages = docsets.pages(folder)
        taken = [
            bench.docgen(
                "build", "--isolated", "--jobs", "1", "--output-format", "concise", folder, cwd=bench.project()
            )
            for _ in range(rounds)
        ]
        cpu, peak = median(one.cpu for one in taken), max(one.peak for one in taken)
        size = sum(page.stat().st_size for page in pages) / 1e6
        each = {"pages": len(pages), "MB": size, "cpu": cpu, "peak": peak}
        each |= {"ms/page": 1000 * cpu / len(pages), "KiB/page": 1024 * (peak - bare) / len(pages)}
        made[name] = each
        shown = f"{size:8.1f}{cpu:8.2f}{each['ms/page']:9.3f}{peak:7.0f}{each['KiB/page']:10.1f}"
        print(f"{name:26}{len(pages):8}{shown}")
    return made


def _folder(*parts: str) -> Path:
    path = Path(*parts)
    path.mkdir()
    return path


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure docgen on a folder of pages.")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="measure that one, too")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures there, not to standard output")
    parser.add_argument("--rows", help="only these, with commas")
    parser.add_argument("--no-growth", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as folder:
        # Everything is compiled once, as an installed package is, and nothing is written beside the sources.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(folder, "bytecode")
        bench = Bench(given.pages.resolve(), _folder(folder, "this"), HERE.parents[1])
        others = {}
        if given.against:
            others = Bench(given.pages.resolve(), _folder(folder, "other"), given.against.resolve()).rows()
        rows = bench.yardsticks()
        for name, measure in bench.rows().items():
            rows[name] = measure
            if name in others:
                rows[f"{name}{_OTHER}"] = others[name]
        chosen = given.rows.split(",") if given.rows else list(rows)
        rows = {name: rows[name] for name in rows if name.removesuffix(_OTHER) in chosen}
        costs: dict[str, list[Cost]] = defaultdict(list)
        for _ in range(given.rounds):
            for name, measure in rows.items():
                costs[name].append(measure())
                print(f"{name}: {costs[name][-1].cpu:.3f} s", file=sys.stderr, flush=True)
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        count = len(docsets.pages(bench.pages))
        print(f"{count:,} pages, {given.rounds} rounds, {machine}\n")
        figures = {"machine": machine, "pages": count, "rounds": given.rounds, "rows": table(costs)}
        if not given.no_growth:
            figures["growth"] = growth(bench, max(1, given.rounds // 2))
    text = json.dumps(figures, indent=1)
    if given.json:
        given.json.write_text(f"{text}\n", encoding="utf-8")
    else:
        print(f"\n{text}")


if __name__ == "__main__":
    main()
