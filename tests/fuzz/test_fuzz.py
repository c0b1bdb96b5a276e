"""Pages nobody wrote: those that failed once, some of a seed, and how time grows; ``run.py`` tries more."""

from __future__ import annotations

import random
from pathlib import Path

import growth
import mutator
import oracles
import pytest
import reducer
import trying

CASES = sorted((Path(__file__).parent / "cases").iterdir())
PAGES, BATCHES = 300, 6


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return an empty folder of pages below the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_failed_once_fails_no_more(case, folder):
    if case.suffix == ".toml":
        assert oracles.broken_toml(case.read_text(), own_dialect=case.name.startswith("dialect")) == []
        return
    for form in range(3):
        if case.is_dir():  # pages that are read together
            files = {file.relative_to(case).as_posix(): file.read_bytes() for file in case.rglob("*.*")}
            assert oracles.broken_set(files, folder, form) == []
        else:
            assert oracles.broken(case.read_bytes(), folder, form) == []


@pytest.mark.parametrize("batch", range(BATCHES))
def test_changed_pages_keep_every_promise(batch, folder):
    count = PAGES // BATCHES
    for number, (name, text) in enumerate(mutator.many(24, batch * count, count)):
        # A machine that does ten things at once may take longer for a page; what hangs takes longer still.
        assert (name, oracles.broken(mutator.data(text), folder, number, slowest=10)) == (name, [])


@pytest.mark.parametrize("number", range(60))
def test_changed_dialects_and_settings_are_read_or_refused(number):
    for own, texts in ((True, mutator.dialects()), (False, mutator.SETTINGS)):
        assert oracles.broken_toml(mutator.toml(f"24-{number}", texts), own_dialect=own) == []


def test_changed_pages_that_are_read_together_keep_every_promise():
    assert trying.batch(trying.Task(24, 0, 3 * trying.SET, 0)) == []


def test_a_seed_makes_the_same_page_each_time():
    assert dict(mutator.many(1, 0, 20)) == dict(mutator.many(1, 0, 20))
    assert len(set(dict(mutator.many(1, 0, 20)).values())) == 20


@pytest.mark.parametrize("case", random.Random(24).sample(list(growth.cases()), 40), ids=repr)
def test_time_grows_as_the_text_does(case, folder):
    assert growth.ratio(*case, folder) < growth.MOST


@pytest.mark.parametrize(
    ("text", "needed", "left"),
    [("a\nb\nc\nd\n", "c", "c"), ("a1\nb2\nc3\n", "2", "2"), ("x\n" * 50, "x\nx", "x\nx"), ("none", "", "")],
)
def test_a_failure_is_reduced_to_what_it_needs(text, needed, left):
    assert reducer.reduced(text, lambda new: needed in new) == left


def test_an_exception_is_told_with_its_place(folder, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise IndexError("no such line")

    monkeypatch.setattr(oracles.docgen, "build", fail)
    (problem,) = oracles.broken(b"# A\n", folder)
    assert problem.startswith("IndexError at test_fuzz.py:")
    assert problem.endswith(": no such line")
