"""Measure how many small faults in the code the tests notice: ``python tests/mutation/run.py --seed 1``.

cosmic-ray (``pip install cosmic-ray``) lists every mutant of some folders. Mutants that cannot change what the code
does are left out: those in annotations, which nothing evaluates, and those of ``gc=False``, which only saves time. Of
the others a number is drawn at random. Each is put into a copy of the checkout, and the tests that look at these
folders run until one fails. The share of mutants at which one fails is printed, and every survivor with its place.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_Place = tuple[int, int]  # line from 1, column from 0
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docgen/extract", "docgen/model")
# The quickest first, since the first failure ends a run; those of tests/openapi/validate judge documents, however made.
TESTS = "tests/model tests/extract tests/outline tests/golden tests/checks tests/rules tests/openapi/emit"
CONFIG = """
[cosmic-ray]
module-path = {folders}
timeout = 300.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -p no:cacheprovider -p no:randomly -m 'not corpus' {tests}"
[cosmic-ray.distributor]
name = "local"
"""


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
        config, session = Path(folder) / "config.toml", Path(folder) / "session.sqlite"
        config.write_text(CONFIG.format(folders=[*options.folders], python=sys.executable, tests=options.tests))
        _cosmic_ray("init", config, session, cwd=copy)
        with sqlite3.connect(session) as database:
            _draw(database, copy, options.mutants, options.seed)
        _cosmic_ray("exec", config, session, cwd=copy)
        with sqlite3.connect(session) as database:
            _report(database, options.seed)


def _cosmic_ray(command: str, *paths: Path, cwd: Path) -> None:
    program = Path(sys.executable).parent / "cosmic-ray"
    subprocess.run([program, command, *paths], cwd=cwd, check=True)


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
