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

    monkeypatch.setattr(pages, "_made", lambda *_, **_options: os._exit(1))
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


class TestPagesThatDocgenFailsOn:
    """A mistake of docgen for one page is a finding, and the other pages are read."""

    @pytest.fixture(params=["parse", "outline", "annotate", "facts", "checks", "marks"])
    def failing(self, books, request, monkeypatch):
        """Return the working directory, with a page on which a stage raises."""
        from docgen.run import pages

        page = books / "docs_input/odd.md"
        page.write_text("# Odd\n")
        module, name = {
            "parse": (pages.markdown, "parse"),
            "outline": (pages, "outline"),
            "annotate": (pages.extract, "annotate"),
            "facts": (pages.extract, "facts"),
            "checks": (pages.checks, "page"),
            "marks": (pages.suppression, "read"),
        }[request.param]
        stage = getattr(module, name)

        def fail(*arguments, **options):
            if "odd.md" in repr(arguments):
                raise KeyError("a traceback")
            return stage(*arguments, **options)

        monkeypatch.setattr(module, name, fail)
        return books

    def test_it_is_told_and_the_others_are_read(self, failing, run):
        code, out, err = run("build", "--output-format", "concise", "--jobs", "1")
        assert code == 1
        assert out == "docs_input/odd.md:1:1: error: DG021 docgen failed on this page, please report (KeyError)\n"
        assert "Traceback" not in out + err
        assert "/books/{id}" in (failing / "build/openapi.yaml").read_text()

    def test_nothing_is_kept_of_it(self, failing, run, monkeypatch):
        run("build", "--output-format", "concise", "--jobs", "1")
        monkeypatch.undo()
        monkeypatch.chdir(failing)
        assert "DG021" not in run("build", "--output-format", "concise", "--jobs", "1").out

    def test_inspect_shows_where_it_is(self, failing, run):
        told = run("inspect", "-v", "docs_input/odd.md")
        assert told.code == 2
        assert "KeyError: 'a traceback'" in told.err

    def test_a_page_of_an_editor_is_told_as_well(self, failing):
        assert [one.code for one in pipeline.lint_text(b"# Odd\n", "docs_input/odd.md").diagnostics] == ["DG021"]


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt, DocgenError])
def test_what_no_page_is_to_blame_for_ends_the_run(books, monkeypatch, error):
    from docgen.run import pages

    def fail(*_):
        raise error("x")

    monkeypatch.setattr(pages.markdown, "parse", fail)
    with pytest.raises(error):
        pipeline.lint()


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_a_missing_include(books, name):
    page = books / "docs_input/book.md"
    page.write_text(f"{page.read_text()}\n{'Words. ' * 1200}\n\n[!INCLUDE [x]({name}.md)]\n")
    found = [one.name for one in pipeline.lint().diagnostics]
    assert "missing-include" in found or "include-outside-root" in found
