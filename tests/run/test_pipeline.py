"""The stages together: what goes in as folders comes out as a document and findings."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

import docgen
from docgen.findings import baseline
from docgen.run import pipeline
from docgen.settings import DialectChoice, Info, Settings


def found(report):
    return [(one.name, one.span.path) for one in report.diagnostics]


def test_the_inputs_of_the_settings_are_read_when_no_path_is_given(books):
    assert docgen.lint().pages == 2
    (books / "docs_input").rename(books / "pages")
    (books / "docgen.toml").write_text('inputs = ["pages"]\n')
    assert docgen.lint().pages == 2
    with pytest.raises(docgen.DocgenError, match="docs_input does not exist"):
        docgen.lint(settings=Settings())


def test_inputs_start_from_the_folder_of_the_settings_file(books, monkeypatch):
    (books / "docgen.toml").write_text("")
    (books / "sub").mkdir()
    monkeypatch.chdir(books / "sub")
    report = docgen.lint()
    assert report.pages == 2


def test_pages_without_faults_give_a_document_and_no_finding(books):
    built = docgen.build()
    assert found(built.report) == []
    assert built.valid
    assert "/books/{id}" in built.document.content["paths"]
    assert built.text.startswith("openapi:")


def test_the_settings_choose_version_format_title_and_servers(books):
    settings = Settings(
        openapi="3.1", format="json", info=Info(title="Library", version="2"), servers=("https://x.example",)
    )
    content = json.loads(docgen.build(settings=settings).text)
    assert content["openapi"] == "3.1.1"
    assert (content["info"]["title"], content["info"]["version"]) == ("Library", "2")
    assert [server["url"] for server in content["servers"]] == ["https://x.example"]


def many(folder, count):
    for number in range(count):
        page = "# Page\n\n|a|\n" if number % 7 else f"---\ntitle: Get {number}\n---\n\n# Get {number}\n\n**TODO**\n"
        (folder / f"p{number:03}.md").write_text(page)


def test_nothing_depends_on_the_number_of_processes(books):
    many(books / "docs_input", 150)
    alone = docgen.build(settings=Settings(jobs=1))
    together = docgen.build(settings=Settings(jobs=2))
    assert alone.text == together.text
    assert alone.report.diagnostics == together.report.diagnostics
    assert alone.report.sources == together.report.sources


def test_nothing_depends_on_the_order_of_the_paths(books):
    names = sorted((books / "docs_input").iterdir())
    assert docgen.build(names).text == docgen.build(names[::-1]).text


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_to_the_number_of_pages(books, jobs):
    many(books / "docs_input", 100)
    calls = []
    docgen.lint(settings=Settings(jobs=jobs), progress=lambda done, total: calls.append((done, total)))
    assert calls[0] == (0, 102)
    assert calls[-1] == (102, 102)
    assert calls == sorted(calls)


def test_a_page_that_cannot_be_read_does_not_stop_the_others(books):
    (books / "docs_input/image.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9)
    with open(books / "docs_input/large.md", "wb") as file:
        file.truncate(50_000_000)
    built = docgen.build()
    assert found(built.report) == [
        ("binary-file", "docs_input/image.md"),
        ("oversized-page", "docs_input/large.md"),
    ]
    assert "/books/{id}" in built.document.content["paths"]


def own(report, page):
    return tuple(one for one in report.diagnostics if one.span.path == page)


@pytest.mark.parametrize("page", ["docs_input/book-get.md", "docs_input/lists/all.md"])
def test_a_page_is_linted_against_the_inputs_that_hold_it(books, page):
    Path("docs_input/lists").mkdir()
    Path("docs_input/lists/all.md").write_text("# All\n\n**TODO** of [books](../Book.md) and [none](../no.md)\n")
    Path("docs_input/book.md").write_text(Path("docs_input/book.md").read_text() + "**TODO**\n")
    whole, alone = docgen.lint(), docgen.lint([page])
    assert alone.diagnostics == own(whole, page)
    assert alone.pages == 1
    assert "DG602" in {one.code for one in docgen.lint(["docs_input/lists/all.md"]).diagnostics}


def test_a_page_outside_the_inputs_is_linted_against_its_folder(books):
    Path("elsewhere").mkdir()
    for page in ("book.md", "book-get.md"):
        Path("docs_input", page).rename(Path("elsewhere", page))
    assert docgen.lint(["elsewhere/book-get.md"]).diagnostics == ()
    Path("docs_input/other.md").write_text("# Other\n\n**TODO**\n")
    pages = ["elsewhere/book-get.md", "docs_input/other.md"]
    found = docgen.lint(pages)
    assert {one.span.path for one in found.diagnostics} == {"docs_input/other.md"}
    assert found.pages == 2


def test_a_page_that_is_excluded_is_linted_when_it_is_named(books):
    settings = Settings(exclude=("book-get.md",))
    page = Path("docs_input/book-get.md")
    page.write_text(page.read_text() + "\n**TODO**\n")
    assert {one.code for one in docgen.lint([page], settings=settings).diagnostics} == {"DG205"}


def test_a_page_that_no_folder_would_give_is_linted_by_itself(books):
    Path("notes").mkdir()
    Path("notes/page.mdx").write_text("# A\n\n**TODO**\n")
    assert {one.code for one in docgen.lint(["notes/page.mdx"]).diagnostics} == {"DG006", "DG204"}
    both = docgen.lint(["notes/page.mdx", "docs_input/book.md"])
    assert (both.pages, len(both.diagnostics)) == (2, 2)


def test_the_baseline_of_a_page_keeps_what_it_knows_of_others(books):
    for page in ("book.md", "book-get.md"):
        path = Path("docs_input", page)
        path.write_text(path.read_text() + "\n## More\n\n**TODO**\n")
    Path("docgen-baseline.json").write_text(baseline.text(docgen.lint().renewed))
    report = docgen.lint(["docs_input/book.md"])
    assert (report.diagnostics, report.known, report.stale) == ((), 1, ())
    assert len(report.renewed) == 2


def test_every_finding_is_sorted_and_has_its_source(books):
    (books / "docs_input/a.md").write_text("# A\n\n**TODO**\n\n**TODO**\n")
    report = docgen.lint()
    spans = [one.span for one in report.diagnostics]
    assert spans == sorted(spans)
    assert set(report.sources) == {"docs_input/a.md"}


def test_a_fault_of_the_document_that_no_page_explains_is_shown_at_its_file(books, monkeypatch):
    from docgen import rules
    from docgen.openapi.validate import run
    from docgen.source import Span

    (books / "build").mkdir()
    (books / "build/openapi.yaml").write_text("old\n")
    finding = rules.INVALID_DOCUMENT.at(Span("", 0, 0), pointer="", problem="is wrong")
    monkeypatch.setattr(run, "validate", lambda _document, **_options: (finding,))
    built = docgen.build()
    assert found(built.report) == [("invalid-document", "build/openapi.yaml")]
    assert not built.valid
    assert built.report.sources == {}


def include(target):
    return f"---\ntitle: A\n---\n\n# A\n\n[!INCLUDE [part]({target})]\n"


def test_included_files_are_read_below_the_root_only(books):
    (books / "secret.md").write_text("secret\n")
    docs = books / "docs_input"
    (docs / "parts").mkdir()
    (docs / "parts/outside.md").symlink_to(books / "secret.md")
    (docs / "a.md").write_text(include("../secret.md"))
    (docs / "b.md").write_text(include("../../../../../../../../etc/passwd"))
    (docs / "c.md").write_text(include("parts/outside.md"))
    (docs / "d.md").write_text(include("nowhere.md"))
    names = {one.span.path[-4:]: one.name for one in docgen.lint().diagnostics if "include" in one.name}
    assert names == {
        "a.md": "include-outside-root",
        "b.md": "include-outside-root",
        "c.md": "include-outside-root",
        "d.md": "missing-include",
    }


def test_a_wider_root_in_the_settings_lets_includes_be_read(books):
    (books / "shared.md").write_text("A sentence.\n")
    (books / "docs_input/a.md").write_text(include("../shared.md"))
    names = [name for name, _ in found(docgen.lint(settings=Settings(root=".")))]
    assert "include-outside-root" not in names
    assert "missing-include" not in names


def test_an_include_in_a_circle_is_a_finding(books):
    docs = books / "docs_input"
    (docs / "includes").mkdir()
    (docs / "a.md").write_text(include("includes/x.md"))
    (docs / "includes/x.md").write_text("[!INCLUDE [y](y.md)]\n")
    (docs / "includes/y.md").write_text("[!INCLUDE [x](x.md)]\n")
    assert "cyclic-include" in {name for name, _ in found(docgen.lint())}


def test_an_included_file_that_is_no_text_is_a_finding(books):
    docs = books / "docs_input"
    (docs / "a.md").write_text(include("part.bin"))
    (docs / "part.bin").write_bytes(bytes(range(256)))
    assert ("binary-file", "docs_input/part.bin") in found(docgen.lint())


def test_a_dialect_can_be_chosen_by_the_path_of_a_page(books):
    (books / "docs_input/older").mkdir()
    (books / "docs_input/book.md").rename(books / "docs_input/older/book.md")
    choice = DialectChoice(paths=("older/",), name="microsoft-graph")
    found = docgen.lint(settings=Settings(dialect="base", dialects=(choice,))).diagnostics
    asked = {one.span.path for one in found if one.name == "missing-front-matter-key"}
    assert asked == {"docs_input/older/book.md"}, "only the one dialect asks for an author"


@pytest.mark.parametrize(
    "settings",
    [Settings(dialect="nope"), Settings(dialects=(DialectChoice(paths=("older/",), name="nope"),))],
)
def test_a_dialect_that_does_not_exist_is_an_error(books, settings):
    with pytest.raises(
        docgen.DocgenError, match="there is no dialect 'nope'; known are api-blueprint, api-blueprint-unmarked, base, "
    ):
        docgen.lint(settings=settings)


@pytest.mark.parametrize("line", ["|" * 100_000, "[" * 10_000, "> " * 10_000, '"' * 10_000, "*" * 50_000, "`" * 50_000])
def test_a_hostile_line_is_read_like_any_other(books, line):
    (books / "docs_input/a.md").write_text(f"---\ntitle: A\n---\n\n# A\n\n{line}\n\n## Response\n\n{line}\n")
    assert docgen.build().report.pages == 3


def test_an_alias_bomb_in_the_front_matter_is_harmless(books):
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefghi"))
    (books / "docs_input/a.md").write_text(f"---\ntitle: A\n{bomb}---\n\n# A\n")
    assert docgen.lint().pages == 3


def test_the_facts_of_one_page_can_be_looked_at(books):
    facts, source = pipeline.inspect("docs_input/book.md")
    assert facts.path == source.path == "docs_input/book.md"
    with pytest.raises(docgen.DocgenError, match="holds 2 pages"):
        pipeline.inspect("docs_input")


@pytest.mark.parametrize(
    ("module", "name", "stage"),
    [
        ("docgen.model", "link", "link"),
        ("docgen.openapi.emit.document", "emit", "emit"),
        ("docgen.checks", "docset", "check"),
        ("docgen.openapi.transform.slices", "cut", "change"),
        ("docgen.openapi.validate.run", "validate", "validate"),
        ("docgen.openapi.serialize", "to_json", "serialize"),
        ("docgen.findings.suppression", "apply", "report"),
    ],
)
def test_a_stage_that_fails_is_named_and_nothing_is_written(books, run, monkeypatch, module, name, stage):
    def fail(*_arguments, **_options):
        raise LookupError("no such thing")

    monkeypatch.setattr(f"{module}.{name}", fail)
    code, out, err = run("build", "-o", "out.json")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: docgen failed in its stage {stage}, at ")
    assert "(LookupError: no such thing)" in err
    assert "Traceback" not in err
    assert not (books / "out.json").exists()
    assert "Traceback" in run("build", "-o", "out.json", "-v").err
