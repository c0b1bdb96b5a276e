"""The map over pages: the same outcomes whoever reads the pages."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import msgspec
import pytest

from docgen.errors import DocgenError
from docgen.run import pipeline
from docgen.run.pages import Outcome
from docgen.settings import Settings


@pytest.fixture
def many(books):
    """Return a docset of more pages than a worker gets at a time, one of which says what has no packed form."""
    docs = books / "docs_input"
    for page in list(docs.iterdir()):
        for number in range(70):
            text = page.read_text().replace("book", f"book{number}")
            (docs / page.name.replace("book", f"book{number}")).write_text(text)
    shown = '\n## JSON representation\n\n```json\n{"id": "\\ud800", "title": 123456789012345678901234567890}\n```\n'
    (docs / "book.md").write_text((docs / "book.md").read_text() + shown)
    return books


def plain(result):
    return result.text, result.report.diagnostics, result.report.pages


def test_processes_of_our_own_give_the_same(many):
    assert plain(pipeline.build(settings=Settings(jobs=3))) == plain(pipeline.build(settings=Settings(jobs=1)))


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same(many, kind):
    with kind(2) as executor:
        assert plain(pipeline.build(executor=executor)) == plain(pipeline.build())
        assert pipeline.lint(executor=executor) == pipeline.lint()


def test_a_local_cluster_gives_the_same(many):
    distributed = pytest.importorskip("dask.distributed", reason="dask.distributed is not installed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert plain(pipeline.build(executor=client.get_executor())) == plain(pipeline.build())


def test_a_worker_that_dies_is_an_error_and_no_traceback(many, monkeypatch):
    import os

    from docgen.run import pages

    monkeypatch.setattr(pages, "_made", lambda *_: os._exit(1))
    with pytest.raises(DocgenError, match="stopped from outside"):
        pipeline.build(settings=Settings(jobs=2))


def test_an_outcome_is_the_same_after_packing(many):
    from docgen import files
    from docgen.run import pages
    from docgen.settings import default

    job = pages.Job(default().settings, many)
    for page in files.discover(["docs_input"])[:4]:
        outcome = pages.read_page(page, job)
        if page.path != "docs_input/book.md":
            packed = msgspec.msgpack.encode(outcome)
            assert msgspec.msgpack.decode(packed, type=Outcome) == outcome
