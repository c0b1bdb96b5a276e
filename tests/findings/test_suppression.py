"""What comments in a page suppress, and what is said of comments that suppress nothing."""

from __future__ import annotations

import pytest

import docgen
from docgen import rules
from docgen.findings.suppression import apply, read
from docgen.markdown import parse
from docgen.settings import Settings
from docgen.source import Source, Span

PAGE = """---
title: "A"
---

# A

{before}
**TODO: write this**

## Second

{between}
| Property | Type | Description |
|:--|:--|:--|
| id | String | **TODO: describe** |{behind}
| name | String | **TODO: describe** |

Further text. **TODO: more**
{last}
"""


def lint(books, *, select=("DG2", "DG018", "DG019"), **parts):
    text = PAGE.format(**{"before": "", "between": "", "behind": "", "last": "", **parts})
    (books / "docs_input/a.md").write_text(text)
    report = docgen.lint(settings=Settings(select=select))
    return [(one.code, report.sources[one.span.path].position(one.span.start).line) for one in report.diagnostics]


def test_without_comments_everything_is_reported(books):
    assert lint(books) == [("DG204", 8), ("DG201", 15), ("DG201", 16), ("DG205", 18)]


def test_ignore_on_the_line_before_a_block_holds_for_that_block(books):
    assert lint(books, before="<!-- docgen: ignore DG204 -- later -->") == [("DG201", 15), ("DG201", 16), ("DG205", 18)]
    assert lint(books, between="<!-- docgen: ignore todo-in-description -->") == [("DG204", 8), ("DG205", 18)]


def test_ignore_at_the_end_of_a_row_holds_for_that_row(books):
    assert lint(books, behind=" <!-- docgen: ignore DG201 -->") == [("DG204", 8), ("DG201", 16), ("DG205", 18)]


def test_ignore_before_a_heading_holds_for_the_heading_alone():
    text = "<!-- docgen: ignore DG1 -->\n# A\n\nText\n"
    page = Source("a.md", text)
    (mark,) = read(parse(page), page).marks
    assert text[mark.start : mark.end] == "<!-- docgen: ignore DG1 -->\n# A"


def test_disable_holds_until_enable_or_the_end(books):
    both = {"before": "<!-- docgen: disable DG2 -->", "between": "<!-- docgen: enable DG2 -->"}
    assert lint(books, **both) == [("DG201", 15), ("DG201", 16), ("DG205", 18)]
    assert lint(books, between="<!-- docgen: disable DG2 -->") == [("DG204", 8)]


def test_ignore_file_holds_everywhere(books):
    assert lint(books, last="\n<!-- docgen: ignore-file DG201, DG204 -->") == [("DG205", 18)]
    (books / "docs_input/untitled.md").write_text("Text\n\n<!-- docgen: ignore-file DG1 DG0 -->\n")
    assert docgen.lint(["docs_input/untitled.md"]).diagnostics == ()


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("<!-- docgen: ignore -->", "it names no rule"),
        ("<!-- docgen: ignore -- because -->", "it names no rule"),
        ("<!-- docgen: ignore DG20X -->", "there is no rule 'DG20X'; did you mean DG201?"),
        ("<!-- docgen: ignore-line DG201 -->", "'ignore-line' is none of ignore, disable, enable and ignore-file"),
        ("<!-- docgen: -->", "'nothing' is none of ignore"),
        ("<!-- docgen: enable DG2 -->", "DG2 is not disabled"),
        ("<!-- docgen: ignore-file DG901 -->", "DG901 cannot be suppressed in a page"),
        ("<!-- docgen: ignore DG019 -->", "DG019 cannot be suppressed in a page"),
        ("<!-- docgen: ignore-file DG -->", "DG names too much"),
    ],
)
def test_a_comment_that_cannot_work_is_a_finding(comment, problem):
    source = Source("a.md", f"# A\n\n{comment}\n\nText\n")
    marks = read(parse(source), source)
    assert marks.marks == ()
    (found,) = marks.diagnostics
    assert found.code == "DG018"
    assert problem in found.message


def test_a_comment_that_suppresses_nothing_is_a_finding_for_each_rule_it_names(books):
    found = lint(books, before="<!-- docgen: ignore DG204, DG206 -->")
    assert found == [("DG019", 7), ("DG201", 15), ("DG201", 16), ("DG205", 18)]
    report = docgen.lint()
    (unused,) = [one for one in report.diagnostics if one.code == "DG019"]
    assert unused.message == "nothing is found here that DG206 would suppress"
    source = report.sources["docs_input/a.md"]
    assert source.text[unused.span.start : unused.span.end] == "DG206"


def test_a_comment_in_a_code_block_suppresses_nothing():
    source = Source("a.md", "# A\n\n``` md\n<!-- docgen: ignore-file DG2 -->\n```\n\n`<!-- docgen: ignore DG2 -->`\n")
    assert read(parse(source), source).marks == ()


def test_a_comment_in_an_included_file_holds_for_that_file_on_every_page(books):
    parts = books / "docs_input/includes"
    parts.mkdir()
    (parts / "part.md").write_text("<!-- docgen: ignore DG204 DG205 -->\n**TODO: write this**\n")
    for name in ("a", "b"):
        page = f"---\ntitle: {name}\n---\n# {name}\n\nText.\n\n## More\n\n[!INCLUDE [part](includes/part.md)]\n"
        (books / f"docs_input/{name}.md").write_text(page)
    settings = Settings(select=("DG0", "DG2"))
    assert docgen.lint(settings=settings).diagnostics == ()


def test_what_is_wrong_with_the_document_is_always_said():
    mark_source = Source("a.md", "<!-- docgen: ignore-file DG5 -->\n")
    marks = read(parse(mark_source), mark_source).marks
    invalid = rules.INVALID_DOCUMENT.at(Span("a.md", 0, 1), pointer="/", problem="is wrong")
    hidden = rules.MALFORMED_JSON.at(Span("a.md", 0, 1), problem="x", advice="y")
    assert apply((invalid, hidden), marks) == [invalid]


def test_the_same_comment_seen_twice_counts_once():
    source = Source("a.md", "<!-- docgen: ignore-file DG5 -->\n")
    marks = read(parse(source), source).marks
    assert [one.code for one in apply((), marks * 2)] == ["DG019"]


def test_comments_do_not_reach_the_document(books):
    page = (books / "docs_input/book.md").read_text()
    (books / "docs_input/book.md").write_text(
        page.replace("of the book.|\n", "of the book.| <!-- docgen: ignore DG201 -->\n").replace(
            "A book of the library.\n\n##", "<!-- docgen: disable DG2 -->\nA book of the library.\n\n##"
        )
    )
    assert "docgen" not in docgen.build().text.replace("x-docgen", "")


def test_of_a_page_picked_out_of_its_folder_nobody_knows_what_is_unused(books):
    page = books / "docs_input/book.md"
    page.write_text(page.read_text() + "\n<!-- docgen: ignore-file DG604 -->\n")
    assert "DG019" in {one.code for one in docgen.lint().diagnostics}
    assert "DG019" in {one.code for one in docgen.lint([page]).diagnostics}  # the others are read with it
    assert docgen.build([page]).report.diagnostics == ()
