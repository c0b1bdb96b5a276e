"""Measure how many small faults in the code the tests notice: ``python tests/mutation/run.py --seed 1``.

cosmic-ray (``pip install cosmic-ray coverage``) lists every mutant of some folders or files. Mutants that cannot change
what the code does are left out: those in annotations, which nothing evaluates, those of ``gc``, ``array_like`` and
caches, which only save time, and ``==`` for ``is`` beside None or a class. Of the others a number is drawn at random.
The tests that reach the lines of each run until one fails, those first that are quick or have noticed others. The tests
are collected once: a process for each mutant takes the code of one function from it; where it changes what a module
does when it is imported, all tests are collected anew. The share of mutants at which a test fails is printed, and every
survivor with its place.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import gc
import importlib
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
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
TESTS = (
    "tests/model tests/extract tests/outline tests/golden tests/checks tests/rules tests/openapi/emit tests/run "
    "tests/dialects tests/corpus/test_accepted.py tests/test_immutable.py"
)
CONFIG = """
[cosmic-ray]
module-path = {folders}
timeout = 300.0
excluded-modules = []
test-command = ""
[cosmic-ray.distributor]
name = "local"
"""
PYTEST = ("-q", "-p", "no:cacheprovider")
MOST_SECONDS = 20  # of the processor, for a test with a mutant, and ten times what it takes without
ENOUGH_SECONDS = (
    30  # of the processor, after which a mutant counts as survived: sets of real pages take a minute in all
)
MOST_MEMORY = 4 << 30


def main() -> None:
    """Draw mutants, run the tests on each, and print the score and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", default=FOLDERS, help="folders or files to mutate, from the root")
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
            _try_all(work, reached, seconds, options.tests.split())
        with sqlite3.connect(session) as database:
            _report(database, options.seed)


def _reached(folders: list[str], tests: list[str], scratch: Path) -> tuple[_Reached, dict[str, float]]:
    """Run the tests as the code is; return which of them run each line, and the seconds that each takes."""
    settings, data, durations = (scratch / name for name in ("coveragerc", "coverage", "durations"))
    code = ",".join(place if place.endswith(".py") else f"{place}/*" for place in folders)
    settings.write_text(f"[run]\ndata_file = {data}\ninclude = {code}\n")
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


def _try_all(work: WorkDB, reached: _Reached, seconds: dict[str, float], tests: Sequence[str]) -> None:
    """Collect the tests, and try each mutant on them."""
    sys.path.insert(0, str(Path.cwd()))
    sys.dont_write_bytecode = True
    code = pytest.main([*PYTEST, "-s", *tests], plugins=[_Trial(work, reached, seconds)])
    if code:
        raise SystemExit(f"pytest ends with {code}")


class _Trial:
    """Takes the place of the run of all tests: each mutant in turn, with the tests that reach it."""

    def __init__(self, work: WorkDB, reached: _Reached, seconds: dict[str, float]) -> None:
        self.work, self.reached, self.seconds = work, reached, seconds
        self.noticed: Counter[str] = Counter()  # by file of tests

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the mutants that have no result yet."""
        known = {item.nodeid: item for item in session.items}
        items = [*self.work.pending_work_items]
        killed = 0
        gc.freeze()  # the processes of the mutants need not look through what was collected
        for number, item in enumerate(items, 1):
            (mutation,) = item.mutations
            path = Path(mutation.module_path)
            lines = range(mutation.start_pos[0], mutation.end_pos[0] + 1)
            tests = set().union(*(self.reached.get((str(path), line), set()) for line in lines)) & {*known, ""}
            if "" in tests:  # it runs when the module is imported
                tests = set(known)
            ordered = sorted(tests, key=self._rank)
            operator = get_operator(mutation.operator_name)(**mutation.operator_args)
            with use_mutation(path, operator, mutation.occurrence) as (before, after):
                if not _compiles(after):  # cosmic-ray takes the star before keyword arguments for an operator
                    self.work.set_result(
                        item.job_id, WorkResult(WorkerOutcome.NO_TEST, "", TestOutcome.INCOMPETENT, "")
                    )
                    continue
                failing = self._failing([known[name] for name in ordered], _change(path, before, after))
            difference = difflib.unified_diff(before.split("\n"), after.split("\n"), str(path), str(path), lineterm="")
            diff = "\n".join(difference)
            outcome = TestOutcome.KILLED if failing else TestOutcome.SURVIVED
            self.work.set_result(item.job_id, WorkResult(WorkerOutcome.NORMAL, "", outcome, diff))
            killed += bool(failing)
            place = f"{path}:{mutation.start_pos[0]} {mutation.operator_name}, {len(tests)} tests"
            sys.stdout.write(f"{killed} of {number} of {len(items)}: {place} {failing or 'SURVIVED'}\n")
            sys.stdout.write("" if failing else f"{diff}\n")
            sys.stdout.flush()
        return True

    def _failing(self, tests: Sequence[pytest.Item], change: tuple[FunctionType, CodeType] | None) -> str:
        if not tests:
            return ""
        if change:
            failing = _failing(tests, change, self.seconds)
        else:
            sums = accumulate(self.seconds.get(test.nodeid, 1.0) for test in tests)
            failing = _failing_anew(
                [test.nodeid for test, sum_ in zip(tests, sums, strict=True) if sum_ < ENOUGH_SECONDS]
            )
        self.noticed[failing.partition("::")[0]] += 1
        return failing

    def _rank(self, test: str) -> float:
        return self.seconds.get(test, 1.0) / (1 + self.noticed[test.partition("::")[0]])


def _compiles(text: str) -> bool:
    try:
        _compiled(text)
    except SyntaxError:
        return False
    return True


def _compiled(text: str) -> CodeType:
    with warnings.catch_warnings(action="ignore"):  # of "is" with a number, which is no fault that a test has to notice
        return compile(text, "", "exec", dont_inherit=True)


def _change(path: Path, before: str, after: str) -> tuple[FunctionType, CodeType] | None:
    """Return the function that a mutant changes, with its code; None where it changes more than one function."""
    module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    old, new = (_functions(_compiled(text)) for text in (before, after))
    changed = [name for name in old if new.get(name) != old[name]]
    if old.keys() != new.keys() or len(changed) != 1 or not changed[0]:
        return None
    found: Any = module
    for name in changed[0].split("."):
        found = vars(found).get(name)
    found = getattr(found, "__func__", None) or getattr(found, "fget", None) or getattr(found, "func", None) or found
    found = getattr(found, "__wrapped__", found)
    if not isinstance(found, FunctionType) or found.__code__.co_firstlineno != old[changed[0]].co_firstlineno:
        return None
    return found, new[changed[0]]


def _functions(code: CodeType) -> dict[str, CodeType]:
    """Return the code of the functions and methods of a module by name, and as "" all that is in none of them."""
    consts = tuple(one for one in code.co_consts if not isinstance(one, CodeType))
    found = {"": code.replace(co_consts=consts, co_linetable=b"")}  # which tells where functions end, too
    for one in code.co_consts:
        if isinstance(one, CodeType) and one.co_flags & 2:  # CO_NEWLOCALS: a function
            found[one.co_qualname] = one
        elif isinstance(one, CodeType):
            inner = _functions(one)
            found[""] = found[""].replace(co_consts=(*found[""].co_consts, inner.pop("")))
            found |= inner
    return found


def _failing(tests: Sequence[pytest.Item], change: tuple[FunctionType, CodeType], seconds: Mapping[str, float]) -> str:
    """Run tests with other code in a process of their own; return the first that fails, how it ended, or ""."""
    end, start = os.pipe()
    child = os.fork()
    if child:
        os.close(start)
        with os.fdopen(end) as pipe:
            told = pipe.read()
        status = os.waitpid(child, 0)[1]
        return told or (f"status {status}" if status else "")
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        function, code = change
        function.__code__ = code
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            if time.process_time() > ENOUGH_SECONDS:
                break
            most = int(time.process_time() + MOST_SECONDS + 10 * seconds.get(test.nodeid, 1.0))
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
            if any(report.failed for report in runtestprotocol(test, log=False, nextitem=following)):
                os.write(start, test.nodeid.encode())
                os._exit(0)
        os._exit(0)
    finally:
        os._exit(1)


def _failing_anew(tests: Sequence[str]) -> str:
    """Run tests in a Python of their own; return how it ended where one fails, "" for none."""
    command = [sys.executable, "-m", "pytest", *PYTEST, "-x", *tests]
    status = subprocess.run(command, capture_output=True, check=False).returncode
    return f"pytest {status}" if status else ""


def _draw(database: sqlite3.Connection, root: Path, count: int, seed: int) -> None:
    """Leave ``count`` mutants in the session, of those that can change what the code does."""
    trees = {path: ast.parse((root / path).read_text(encoding="utf-8")) for (path,) in database.execute(_PATHS)}
    dead = {path: [*_without_effect(tree)] for path, tree in trees.items()}
    alike = {path: [*_of_identity(tree)] for path, tree in trees.items()}
    mutants = [
        job
        for job, path, operator, *place in database.execute(_PLACES)
        if not any(start <= tuple(place) < end for start, end in dead[path] + alike[path] * (operator in _SAME))
    ]
    drawn = set(random.Random(seed).sample(mutants, min(count, len(mutants))))
    left_out = [(job,) for (job,) in database.execute("SELECT job_id FROM work_items") if job not in drawn]
    for table in ("mutation_specs", "work_items"):
        database.executemany(f"DELETE FROM {table} WHERE job_id=?", left_out)


_PATHS = "SELECT DISTINCT module_path FROM mutation_specs"
# A job's own name is random: mutants are drawn by their place and kind, so that a seed draws the same ones again.
_PLACES = """SELECT job_id, module_path, operator_name, start_pos_row, start_pos_col FROM mutation_specs
    ORDER BY module_path, start_pos_row, start_pos_col, operator_name, operator_args, occurrence"""
_SAME = ("core/ReplaceComparisonOperator_Is_Eq", "core/ReplaceComparisonOperator_IsNot_NotEq")


def _of_identity(tree: ast.Module) -> Iterator[tuple[_Place, _Place]]:
    """Yield where comparisons begin and end whose last side is None or a class: these equal nothing but themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            last = node.comparators[-1]
            classes = isinstance(last, ast.Name) and last.id[:1].isupper() and not last.id.isupper()
            if classes or (isinstance(last, ast.Constant) and last.value is None):
                yield (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def _without_effect(tree: ast.Module) -> Iterator[tuple[_Place, _Place]]:
    """Yield where code begins and ends that nothing evaluates, or that only saves time."""
    for node in ast.walk(tree):
        parts = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.FunctionDef):
            parts += [one for one in node.decorator_list if ast.unparse(one).startswith(("lru_cache", "cache("))]
        if isinstance(node, ast.keyword) and node.arg in ("gc", "array_like"):
            parts.append(node.value)
        for part in parts:
            if part is not None:
                yield (part.lineno, part.col_offset - 1), (part.end_lineno, part.end_col_offset)


def _report(database: sqlite3.Connection, seed: int) -> None:
    rows = database.execute(
        "SELECT module_path, start_pos_row, operator_name, test_outcome, diff "
        "FROM mutation_specs JOIN work_results USING (job_id) ORDER BY 1, 2"
    ).fetchall()
    rows = [row for row in rows if row[3] != TestOutcome.INCOMPETENT.name]
    survivors = [row for row in rows if row[3] != TestOutcome.KILLED.name]
    for path, row, operator, outcome, diff in survivors:
        sys.stdout.write(f"{path}:{row}: {operator} {outcome}\n{diff}\n")
    killed = len(rows) - len(survivors)
    sys.stdout.write(f"{killed} of {len(rows)} mutants noticed ({killed / len(rows):.1%}), seed {seed}\n")


if __name__ == "__main__":
    main()
