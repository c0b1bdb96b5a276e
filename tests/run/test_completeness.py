"""How much of what pages should say they say."""

from __future__ import annotations

import docgen
from docgen.report.figures import Completeness, Figures, Share


def test_finished_pages_are_complete(books):
    figures = docgen.lint().completeness
    assert figures.everything == Figures("all pages", Share(2, 2), Share(1, 1), Share(2, 2), Share(0, 0))
    assert [one.label for one in figures.pages] == ["docs_input/book-get.md", "docs_input/book.md"]


def test_a_placeholder_makes_page_and_property_incomplete(todo):
    figures = docgen.lint().completeness
    assert figures.everything.pages == Share(1, 2)
    assert figures.everything.properties == Share(1, 2)


def test_operations_need_permissions_only_where_pages_state_some(books):
    page = books / "docs_input/book-get.md"
    text = page.read_text()
    assert "## Permissions" in text
    before, _, rest = text.partition("## Permissions")
    without = before + "## " + rest.partition("\n## ")[2]
    page.write_text(without)
    assert docgen.lint().completeness.everything.operations == Share(1, 1)
    (books / "docs_input/other-get.md").write_text(text.replace("/books/", "/others/"))
    assert docgen.lint().completeness.everything.operations == Share(1, 2)
    assert docgen.lint(["docs_input/book-get.md"]).completeness.everything.operations == Share(0, 1)


def test_suppressed_and_unselected_findings_do_not_make_a_page_look_finished(todo, run):
    from docgen.settings import Settings

    assert docgen.lint(settings=Settings(ignore=("DG2",))).completeness.everything.pages == Share(1, 2)
    run("lint", "--update-baseline")
    assert docgen.lint().completeness.everything.pages == Share(1, 2)


def test_areas_come_from_the_front_matter_and_folders_from_the_path(books):
    page = books / "docs_input/book.md"
    page.write_text(page.read_text().replace("---\n\n#", 'ms.prod: "shelves"\n---\n\n#'))
    figures = docgen.lint().completeness
    assert [(one.label, one.pages.total) for one in figures.areas] == [("(no area)", 1), ("shelves", 1)]
    assert figures.authors == ()
    page.write_text(page.read_text().replace("---\n\n#", 'author: "anna"\n---\n\n#'))
    authors = docgen.lint().completeness.authors
    assert [(one.label, one.pages.total) for one in authors] == [("(no author)", 1), ("anna", 1)]
    assert [(one.label, one.pages.total) for one in figures.folders] == [("docs_input", 2)]


def test_an_example_is_complete_with_a_status_and_without_faults(books):
    page = books / "docs_input/book-get.md"
    example = '\n## Examples\n\n``` http\nGET /books/1\n```\n\n``` http\nHTTP/1.1 200 OK\n\n{ "id": "1" %s}\n```\n'
    finished = page.read_text()
    page.write_text(finished + example % "")
    assert docgen.lint().completeness.everything.examples == Share(1, 1)
    page.write_text(finished + example % ", ")
    assert docgen.lint().completeness.everything.examples == Share(0, 1)


def test_a_share_is_100_percent_only_when_all_is_complete():
    assert [Share(999, 1000).percent, Share(3, 3).percent, Share(0, 0).percent] == [99, 100, None]
    assert Completeness().everything.pages == Share(0, 0)
