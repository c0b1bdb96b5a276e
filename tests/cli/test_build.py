"""``docgen build``: what is written, what is said, and with which code it ends."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from docgen import atomic_write, rules
from docgen.run import pipeline
from docgen.source import Span

OUTPUT = Path("build/openapi.yaml")


def test_the_document_is_written_where_the_settings_say(books, run):
    code, out, err = run("build")
    assert (code, out) == (0, "")
    assert err.splitlines() == ["No problems in 2 pages.", err.splitlines()[-1]]
    assert err.splitlines()[-1].startswith("wrote build/openapi.yaml (1 path, ")
    assert OUTPUT.read_text().startswith("openapi:")


def test_a_document_too_large_for_a_generator_says_how_to_write_it(books, run, monkeypatch):
    monkeypatch.setattr("docgen.cli.build._LARGE", 100)
    assert "-o FILE.json writes JSON" in run("build").err
    assert "FILE.json" not in run("build", "-o", "build/openapi.json").err


def test_a_document_that_did_not_change_is_not_written_again(books, run):
    run("build")
    os.utime(OUTPUT, (1, 1))
    assert "unchanged: build/openapi.yaml" in run("build").err
    assert OUTPUT.stat().st_mtime == 1


def test_findings_go_to_stdout_and_the_rest_to_stderr(todo, run):
    code, out, err = run("build", "--output-format", "concise")
    assert code == 0
    assert out.startswith("docs_input/book.md:")
    assert "DG2" in out
    assert err.startswith("Found 1 problem (1 warning) in 1 page.")
    assert json.loads(run("build", "--output-format", "json").out)[0]["path"] == "docs_input/book.md"


def test_quiet_says_findings_only(books, run):
    assert run("build", "-q") == (0, "", "")


def test_the_option_wins_over_the_environment_over_the_file(books, run, monkeypatch):
    Path("docgen.toml").write_text('output = "file.yaml"\n')
    run("build", "-q")
    assert Path("file.yaml").exists()
    monkeypatch.setenv("DOCGEN_BUILD_OUTPUT", "environment.yaml")
    run("build", "-q")
    assert Path("environment.yaml").exists()
    run("build", "-q", "--output", "option.json")
    assert json.loads(Path("option.json").read_text())["openapi"] == "3.0.3"


def test_a_dash_writes_the_document_to_stdout_and_the_findings_to_stderr(todo, run):
    code, out, err = run("build", "-o", "-", "--format", "json")
    assert code == 0
    assert json.loads(out)["openapi"] == "3.0.3"
    assert "warning[DG2" in err
    assert not Path("build").exists()


def test_check_fails_when_the_document_is_missing_or_stale_and_writes_nothing(books, run):
    code, _, err = run("build", "--check")
    assert code == 1
    assert "build/openapi.yaml does not exist; docgen build writes it" in err
    assert not OUTPUT.exists()
    run("build")
    assert run("build", "--check").code == 0
    OUTPUT.write_text(OUTPUT.read_text().replace("/books/", "/shelves/"))
    stale = OUTPUT.read_bytes()
    code, _, err = run("build", "--check")
    assert code == 1
    assert "build/openapi.yaml is not up to date" in err
    assert OUTPUT.read_bytes() == stale


def test_check_tells_a_stale_document_last_and_in_one_line_however_quiet_it_is(todo, run):
    line = "build/openapi.yaml does not exist; docgen build writes it\n"
    assert run("build", "--check", "--quiet").err == line
    run("build")
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace("The identifier", "The number"))
    line = line.replace("does not exist", "is not up to date")
    assert run("build", "--check", "--quiet").err == line
    assert run("build", "--check").err.endswith("\n" + line)
    assert run("build", "--check", "--quiet", "--source-map", "map.json").err == (
        "build/openapi.yaml and 1 other file are not up to date; docgen build writes them\n"
    )


@pytest.mark.parametrize("folder", ["docs_input", "./docs_input/../docs_input", "link"])
def test_a_page_is_never_overwritten(books, run, folder):
    Path("link").symlink_to("docs_input")
    before = Path("docs_input/book.md").read_bytes()
    for command in (("build", "-o"), ("build", "--source-map"), ("lint", "--output-file")):
        code, _, err = run(*command, f"{folder}/book.md")
        assert code == 2
        assert err.splitlines()[-1].startswith("error: ")
        assert "book.md is an input and is not overwritten; name another file to write" in err
        assert Path("docs_input/book.md").read_bytes() == before


def test_no_other_file_that_a_build_reads_is_overwritten(books, run):
    Path("docgen.toml").write_text('openapi = "3.1"\n')
    Path("overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: A, version: '1'}\nactions: [{target: $, update: {}}]\n"
    )
    part = Path("docs_input/includes/part.md")
    part.parent.mkdir()
    part.write_text("A part.\n")
    page = Path("docs_input/book.md")
    page.write_text(page.read_text() + "\n## More\n\n[!INCLUDE [part](includes/part.md)]\n")
    for path in (Path("docgen.toml"), Path("overlay.yaml"), part):
        before = path.read_bytes()
        assert run("build", "--overlay", "overlay.yaml", "-o", path).code == 2
        assert path.read_bytes() == before


def test_diff_shows_what_would_change_and_writes_nothing(books, run):
    run("build")
    assert run("build", "--diff")[:2] == (0, "")
    OUTPUT.write_text(OUTPUT.read_text().replace("/books/", "/shelves/"))
    stale = OUTPUT.read_bytes()
    code, out, _ = run("build", "--diff")
    assert code == 1
    assert out.startswith("--- build/openapi.yaml\n+++ build/openapi.yaml\n@@")
    assert "-  /shelves/{id}:" in out
    assert "+  /books/{id}:" in out
    assert OUTPUT.read_bytes() == stale


@pytest.mark.parametrize(("lowest", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_exit_code_follows_fail_on(todo, run, lowest, code):
    assert run("build", "--fail-on", lowest).code == code
    assert OUTPUT.exists()
    Path("docgen.toml").write_text(f'fail-on = "{lowest}"\n')
    assert run("build").code == code


def test_an_invalid_document_is_not_written(books, run, monkeypatch):
    from docgen.openapi.validate import run as validation

    finding = rules.INVALID_DOCUMENT.at(Span("docs_input/book.md", 0, 1), pointer="/paths", problem="is wrong")
    monkeypatch.setattr(validation, "validate", lambda _document, **_options: (finding,))
    code, out, err = run("build", "--fail-on", "never", "--ignore", "DG9")
    assert code == 1
    assert "error[DG901] /paths: is wrong" in out
    assert "build/openapi.yaml is not written: it would not be valid OpenAPI" in err
    assert not OUTPUT.exists()


def leftovers():
    return [path for path in Path("build").iterdir() if path.name != OUTPUT.name]


@pytest.mark.parametrize(
    ("number", "message"), [(errno.ENOSPC, "No space left on device"), (errno.EACCES, "Permission denied")]
)
def test_a_document_that_cannot_be_written_leaves_the_old_one_whole(books, run, monkeypatch, number, message):
    run("build")
    OUTPUT.write_text("old\n")

    def fail(*_args, **_options):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic_write.os, "replace", fail)
    code, _, err = run("build", "-q")
    assert (code, err) == (2, f"error: build/openapi.yaml cannot be written: {message}\n")
    assert OUTPUT.read_text() == "old\n"
    assert leftovers() == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_one_clear_line(books, run):
    Path("build").mkdir()
    Path("build").chmod(0o555)
    code, _, err = run("build", "-q")
    assert (code, err) == (2, "error: build/openapi.yaml cannot be written: Permission denied\n")


def test_an_output_below_a_file_is_one_clear_line(books, run):
    Path("build").write_text("a file, not a folder\n")
    code, _, err = run("build", "-q")
    assert code == 2
    assert err.startswith("error: build/openapi.yaml cannot be ")
    assert err.count("\n") == 1


def test_ctrl_c_while_pages_are_read_says_so_and_writes_nothing(books, run, monkeypatch):
    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", interrupt)
    code, out, err = run("build")
    assert (code, out, err.strip()) == (130, "", "interrupted")
    assert not OUTPUT.exists()


def test_timings_name_the_stages_and_change_nothing_else(books, run):
    plain = run("build", "--no-cache")
    told = run("build", "--no-cache", "--timings")
    stages = [line.split(" s  ")[1] for line in told.err.splitlines() if " s  " in line]
    assert (told.code, told.out) == (plain.code, plain.out)
    wanted = ["find pages", "read pages", "link", "emit", "validate", "serialize", "report", "write"]
    assert [stage for stage in stages if stage in wanted] == wanted
    assert "read pages" in run("lint", "--timings").err


def test_the_last_word_is_asked_about_large_documents_only_where_that_is_wanted(books, run, monkeypatch):
    from docgen.openapi.validate import run as validation
    from docgen.openapi.validate import spec_validator

    monkeypatch.setattr(validation, "_FULL_BELOW", 0)
    monkeypatch.setattr(spec_validator, "objections", lambda _content: [(("paths",), "is refused")])
    assert run("build").code == 0
    code, out, _ = run("build", "--validate", "full")
    assert code == 1
    assert "is refused" in out


PROSE = "# Welcome\n\nHow the library works.\n"
SHOWN = "# Lend a book\n\nHow to lend one.\n\n## Call it\n\nSend `POST /books/{id}/lend`.\n"
SHELF = "# shelf resource type\n\n## Properties\n\n|Property|Type|\n|:---|:---|\n|size|Int32|\n"


@pytest.fixture
def written(books, run):
    """Return the bytes of a document that was built from pages that are gone."""
    run("build", "-q")
    for page in Path("docs_input").iterdir():
        page.unlink()
    return OUTPUT.read_bytes()


@pytest.mark.parametrize("pages", [[PROSE], [PROSE, SHOWN], [SHELF, SHOWN]])
@pytest.mark.parametrize("options", [(), ("--fail-on", "never"), ("--ignore", "DG"), ("--check",), ("--diff",)])
def test_a_good_document_is_not_replaced_by_an_empty_one(written, run, pages, options):
    for number, text in enumerate(pages):
        Path(f"docs_input/{number}.md").write_text(text)
    for _ in range(2):  # the second time from the cache
        code, out, err = run("build", "--output-format", "concise", *options)
        assert code == 1
        assert ("DG607" in out) == ("--ignore" not in options and "--diff" not in options)
        assert "build/openapi.yaml is not written: " in err
        assert "no page describes an operation" in err
        assert "looked for a request such as GET /books" in err
        assert OUTPUT.read_bytes() == written


def test_what_looks_like_a_request_is_shown_at_its_line(written, run):
    Path("docs_input/lend.md").write_text(SHOWN)
    assert "docs_input/lend.md:7:7: error: DG607 requests are shown" in run("build", "--output-format", "concise").out
    assert "docs_input/lend.md:7:7: error: DG607" in run("lint", "--output-format", "concise").out
    assert "DG607" not in run("lint", "--output-format", "concise", "docs_input/lend.md").out


def test_types_alone_are_a_document(written, run):
    Path("docs_input/shelf.md").write_text(SHELF)
    code, _, err = run("build")
    assert code == 0
    assert "wrote build/openapi.yaml (0 paths, 1 schema)" in err


def test_an_empty_document_does_not_go_to_stdout_either(written, run):
    Path("docs_input/welcome.md").write_text(PROSE)
    code, out, err = run("build", "-o", "-")
    assert (code, out) == (1, "")
    assert "the document is not written: no page describes an operation or a type" in err


def test_what_came_of_a_build_is_not_shown_again_when_a_part_that_is_no_page_has_changed(books, run):
    part = Path("docs_input/parts/note.txt")
    part.parent.mkdir()
    part.write_text("A first note.\n")
    page = Path("docs_input/book.md")
    page.write_text(page.read_text().replace("A book of", "[!INCLUDE [note](parts/note.txt)]\n\nA book of"))
    run("build")
    assert "unchanged" in run("build").err
    assert "A first note." in OUTPUT.read_text()
    part.write_text("A second note.\n")
    run("build")
    assert "A second note." in OUTPUT.read_text()


def test_known_findings_are_not_hidden_without_a_word(todo, run):
    run("lint", "--update-baseline")
    assert "1 known finding in docgen-baseline.json not shown" in run("build").err
