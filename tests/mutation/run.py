"""Measure how many small faults in the code the tests notice: ``python tests/mutation/run.py --seed 1``.

cosmic-ray (``pip install cosmic-ray coverage``) lists every mutant of some folders. Mutants that cannot change what the
code does are left out: those in annotations, which nothing evaluates, and those of ``gc=False``, which only saves time.
Of the others a number is drawn at random. Each is put into a copy of the checkout, and the tests that reach its lines
run until one fails, those first that are quick or have noticed others. Lines that run when a module is imported are
every test's. The share of mutants at which a test fails is printed, and every survivor with its place.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import json
import os
import pkgutil
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult
from coverage import CoverageData

_Place = tuple[int, int]  # line from 1, column from 0
_Reached = dict[tuple[str, int], set[str]]  # by file and line, the tests that run it
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docgen/extract", "docgen/model")
# Those of tests/openapi/validate judge documents, however made.
TESTS = "tests/model tests/extract tests/outline tests/golden tests/checks tests/rules tests/openapi/emit"
CONFIG = """
[cosmic-ray]
module-path = {folders}
timeout = 300.0
excluded-modules = []
test-command = ""
[cosmic-ray.distributor]
name = "local"
"""
PYTEST = ("-q", "-p", "no:cacheprovider", "-m", "not corpus")
MOST_SECONDS = 120  # of the processor, for the tests of one mutant
MOST_MEMORY = 4 << 30
FIRST = 40  # tests that are tried before the others are even collected


def main() -> None:
    """Draw mutants, run the tests on each, and print the score and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", default=FOLDERS, help="folders to mutate, from the root of the checkout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutants", type=int, default=400)
    parser.add_argument("--tests", default=TESTS, help="what pytest runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        os.chdir(copy)
        reached, seconds = _reached(options.folders, options.tests.split(), Path(folder))
        config, session = Path(folder) / "config.toml", Path(folder) / "session.sqlite"
        config.write_text(CONFIG.format(folders=[*options.folders]))
        program = Path(sys.executable).parent / "cosmic-ray"
        subprocess.run([program, "init", config, session], check=True)
        with sqlite3.connect(session) as database:
            _draw(database, copy, options.mutants, options.seed)
        with use_db(session, mode=WorkDB.Mode.open) as work:
            _try_all(work, reached, seconds)
        with sqlite3.connect(session) as database:
            _report(database, options.seed)


def _reached(folders: list[str], tests: list[str], scratch: Path) -> tuple[_Reached, dict[str, float]]:
    """Run the tests as the code is; return which of them run each line, and the seconds that each takes."""
    settings, data, durations = (scratch / name for name in ("coveragerc", "coverage", "durations"))
    settings.write_text(f"[run]\ndata_file = {data}\nsource = {','.join(folders)}\n")
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHONDONTWRITEBYTECODE": "",
        "DURATIONS": str(durations),
    }
    # Compiled files that are compared by content serve every run; by date, a mutant could be taken for the code before.
    compiled = (sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "docgen")
    subprocess.run(compiled, check=True)
    coverage = (sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", *PYTEST)
    subprocess.run([*coverage, "-p", "contexts", *tests], env=environment, check=True)
    lines = CoverageData(str(data))
    lines.read()
    reached: _Reached = {}
    for path in lines.measured_files():
        for line, contexts in lines.contexts_by_lineno(path).items():
            reached[str(Path(path).relative_to(Path.cwd())), line] = set(contexts)
    return reached, json.loads(durations.read_text())


def _try_all(work: WorkDB, reached: _Reached, seconds: dict[str, float]) -> None:
    """Put in each mutant and run the tests that reach it, until one fails."""
    _import_libraries()
    if failing := _failing(list(seconds)[:FIRST]):
        raise SystemExit(f"{failing} fails without a mutant")
    items = [*work.pending_work_items]
    killed = 0
    noticed: Counter[str] = Counter()  # by file of tests
    for number, item in enumerate(items, 1):
        (mutation,) = item.mutations
        path = Path(mutation.module_path)
        tests: set[str] = set()
        for line in range(mutation.start_pos[0], mutation.end_pos[0] + 1):
            tests |= reached.get((str(path), line), set())
        if "" in tests:  # it runs when the module is imported
            tests = set(seconds)
        ordered = sorted(tests, key=lambda test: seconds[test] / (1 + noticed[test.partition("::")[0]]))
        operator = get_operator(mutation.operator_name)(**mutation.operator_args)
        with use_mutation(path, operator, mutation.occurrence) as (before, after):
            batches = (ordered[:FIRST], ordered[FIRST:])
            failing = next((found for batch in batches if batch and (found := _failing(batch))), "")
        lines = difflib.unified_diff(before.split("\n"), after.split("\n"), str(path), str(path), lineterm="")
        outcome = TestOutcome.KILLED if failing else TestOutcome.SURVIVED
        diff = "\n".join(lines)
        work.set_result(item.job_id, WorkResult(WorkerOutcome.NORMAL, "", outcome, diff))
        noticed[failing.partition("::")[0]] += 1
        killed += bool(failing)
        place = f"{path}:{mutation.start_pos[0]} {mutation.operator_name}, {len(tests)} tests"
        sys.stdout.write(f"{killed} of {number} of {len(items)}: {place} {failing or 'SURVIVED'}\n")
        if not failing:
            sys.stdout.write(f"{diff}\n")
        sys.stdout.flush()


def _import_libraries() -> None:
    """Import what docgen imports, so that the processes of all mutants have it, and forget docgen itself."""
    sys.path.insert(0, str(Path.cwd()))
    sys.dont_write_bytecode = True
    package = importlib.import_module("docgen")
    for module in pkgutil.walk_packages(package.__path__, "docgen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in [name for name in sys.modules if name.partition(".")[0] == "docgen"]:
        del sys.modules[name]


def _failing(tests: Sequence[str]) -> str:
    """Run tests in a process of their own; return the first that fails, ``?`` where it cannot be told, "" for none."""
    end, start = os.pipe()
    child = os.fork()
    if child:
        os.close(start)
        with os.fdopen(end) as pipe:
            told = pipe.read()
        return told if os.waitpid(child, 0)[1] == 0 else told or "?"
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = pytest.main([*PYTEST, "-x", *tests], plugins=[_Teller(start)])
        os._exit(code)
    finally:
        os._exit(1)


class _Teller:
    """Writes the name of the test that fails."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.pipe, report.nodeid.encode())


def _draw(database: sqlite3.Connection, root: Path, count: int, seed: int) -> None:
    """Leave ``count`` mutants in the session, of those that can change what the code does."""
    dead = {path: [*_without_effect(root / path)] for (path,) in database.execute(_PATHS)}
    mutants = [
        job
        for job, path, row, column in database.execute(_PLACES)
        if not any(start <= (row, column) < end for start, end in dead[path])
    ]
    drawn = set(random.Random(seed).sample(mutants, min(count, len(mutants))))
    left_out = [(job,) for (job,) in database.execute("SELECT job_id FROM work_items") if job not in drawn]
    for table in ("mutation_specs", "work_items"):
        database.executemany(f"DELETE FROM {table} WHERE job_id=?", left_out)


_PATHS = "SELECT DISTINCT module_path FROM mutation_specs"
# A job's own name is random: mutants are drawn by their place and kind, so that a seed draws the same ones again.
_PLACES = """SELECT job_id, module_path, start_pos_row, start_pos_col FROM mutation_specs
    ORDER BY module_path, start_pos_row, start_pos_col, operator_name, operator_args, occurrence"""


def _without_effect(path: Path) -> Iterator[tuple[_Place, _Place]]:
    """Yield where code begins and ends that nothing evaluates, or that only saves time."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.keyword) and node.arg == "gc":
            parts.append(node.value)
        for part in parts:
            if part is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def _report(database: sqlite3.Connection, seed: int) -> None:
    rows = database.execute(
        "SELECT module_path, start_pos_row, operator_name, test_outcome, diff "
        "FROM mutation_specs JOIN work_results USING (job_id) ORDER BY 1, 2"
    ).fetchall()
    survivors = [row for row in rows if row[3] not in {"KILLED", "killed"}]
    for path, row, operator, outcome, diff in survivors:
        sys.stdout.write(f"{path}:{row}: {operator} {outcome}\n{diff}\n")
    killed = len(rows) - len(survivors)
    sys.stdout.write(f"{killed} of {len(rows)} mutants noticed ({killed / len(rows):.1%}), seed {seed}\n")


if __name__ == "__main__":
    main()
