"""What ``--fix`` changes in a page, and what it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import docgen
import docgen.run.pipeline
from docgen import rules
from docgen.diagnostic import Applicability, Edit, Fix
from docgen.findings import fixes
from docgen.source import Span, decode

START = '---\ntitle: "A"\ndescription: "B"\n---\n\n# A\n\nB\n\n'
EXAMPLE = START + "## Examples\n\n``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{}\n```\n"


def once(data: bytes, path: Path, *, unsafe: bool) -> bytes:
    """Return the page after its fixes are made once."""
    path.write_bytes(data)
    found = docgen.lint([path]).diagnostics
    return fixes.apply(data, fixes.edits(found, unsafe=unsafe))


def fixed(text: str | bytes, name: str = "docs_input/a.md", *, unsafe: bool = False) -> bytes:
    """Return a page after its safe fixes, or all, are made once; a second time must change nothing."""
    path = Path(name)
    data = text.encode() if isinstance(text, str) else text
    new = once(data, path, unsafe=unsafe)
    assert once(new, path, unsafe=unsafe) == new
    if not unsafe:
        assert fixes.says_the_same(decode(name, data).text, decode(name, new).text)
    return new


def example(body: str) -> str:
    return EXAMPLE.replace("{}", body)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{ "a": 1, }', '{ "a": 1 }'),
        ('{\n  "a": [1, 2,],\n  "b": {"c": 1,},\n}', '{\n  "a": [1, 2],\n  "b": {"c": 1}\n}'),
        ("{ “a”: “b” }", '{ "a": "b" }'),
        ('{ "a":\u00a01,\u200b "b": 2 }', '{ "a": 1, "b": 2 }'),
        ("{ “a”:\u00a0“b”, }", '{ "a": "b" }'),
    ],
    ids=["trailing comma", "nested commas", "smart quotes", "invisible", "all"],
)
def test_json_of_examples_is_corrected(books, before, after):
    assert fixed(example(before)).decode() == example(after)


@pytest.mark.parametrize(
    "body",
    [
        '{ "a": 1 "b": 2 }',
        '{ "a": “say "so" to me” }',
        '{ "a": 1, ... }',
        "{ a: 1 }",
        '{ "a": "one,}" }',
        '{ "a": "“b”\u00a0c" }',
        '{ "a": 1, "a": 2 }',
    ],
)
def test_json_that_may_mean_something_else_is_left_alone(books, body):
    assert fixed(example(body)).decode() == example(body)


def test_only_the_sure_part_of_a_broken_example_is_corrected(books):
    assert fixed(example('{ "a": 1 "b": [2,] }')).decode() == example('{ "a": 1 "b": [2] }')


def test_what_is_repaired_depends_on_what_is_reported(books):
    body = '{\n  "a": [1,],\n  "b": [2,],\n}'
    comment = "<!-- docgen: ignore DG501 -- so it is -->\n"
    page = Path("docs_input/a.md")
    page.write_text(example(body).replace("``` http", f"{comment}``` http"))
    assert not any(one.fix for one in docgen.lint([page]).diagnostics)
    assert fixed(example(body)).decode() == example('{\n  "a": [1],\n  "b": [2]\n}')


def test_what_is_included_is_repaired_once(books):
    part = Path("docs_input/includes/part.md")
    part.parent.mkdir()
    part.write_text('``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ "a": [1,] }\n```\n')
    for name in ("a", "b"):
        Path(f"docs_input/{name}.md").write_text(START + "## Examples\n\n[!INCLUDE [part](includes/part.md)]\n")
    reports = [docgen.run.pipeline.lint(["docs_input"], cached=cached) for cached in (False, True, True)]
    assert reports[0].diagnostics == reports[1].diagnostics == reports[2].diagnostics
    assert [edit.span.path for edit in fixes.edits(reports[0].diagnostics)] == [str(part)]


def test_annotations_become_json(books):
    annotation = '<!-- {\n  blockType: \'response\'\n  "name": "a",\n} -->'
    page = f"{START}## Examples\n\n{annotation}\n``` http\nHTTP/1.1 204 No Content\n```\n"
    expected = page.replace("blockType: 'response'", '"blockType": "response",').replace('"a",', '"a"')
    assert fixed(page).decode() == expected


@pytest.mark.parametrize(
    ("marks", "expected"), [("|:--|:--|", "|:--|:--|:--|"), ("|---|:-:|--:|---|", "|---|:-:|--:|")]
)
def test_the_line_below_a_table_head_gets_as_many_cells(books, marks, expected):
    page = START + "## Properties\n\n| Property | Type | Description |\n{}\n| id | String | The identifier. |\n"
    assert fixed(page.format(marks), unsafe=True).decode() == page.format(expected)
    assert fixed(page.format(marks)).decode() == page.format(marks)


def test_a_line_that_fits_the_rows_below_it_is_left_alone(books):
    page = START + "## Properties\n\n| Property | Type |\n|:--|:--|:--|\n| id | String | The identifier. |\n"
    assert fixed(page, unsafe=True).decode() == page


@pytest.mark.parametrize("before", ["", "- ", "1. ", "- a\n  - ", "Text:\n\n* a\n\n  ", "A sentence.\n"])
def test_a_table_without_a_separator_gets_one(books, before):
    below = " " * len(before.rpartition("\n")[2])
    rows = f"{before}| Property | Type | What \\| why |\n{{}}{below}| id | String | The identifier, or \\|. |\n"
    page = f"{START}## Properties\n\n{rows}"
    assert fixed(page.format(""), unsafe=True).decode() == page.format(f"{below}|:---|:---|:---|\n")
    assert fixed(page.format("")).decode() == page.format("")


@pytest.mark.parametrize(
    "rows",
    [
        "* .\n||||\n||||\n",
        "- a\n|b|c|\n|d|e|\n",
        "> a\n|b|c|\n|d|e|\n",
        "Text\n    |b|c|\n    |d|e|\n",
        "|a|b|\n|c|d|\nand a sentence\n",
        "- |a|b|\n|c|d|\n",
    ],
)
def test_rows_that_no_line_of_dashes_makes_a_table_are_left_alone(books, rows):
    page = f"{START}## Properties\n\n{rows}"
    assert fixed(page, unsafe=True).decode() == page


def test_invisible_characters_in_tables_are_removed(books):
    page = START + "## Properties\n\n| Property | Type | Description |\n|:--|:--|:--|\n| {} | String | {} |\n"
    before = page.format("i\u200bd\u200b", "The\u00a0identifier.\ufeff")
    assert fixed(before).decode() == page.format("id", "The\u00a0identifier.")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("HTTP reqest", "HTTP request"),
        ("Permisions", "Permissions"),
        ("Repsonse", "Response"),
        ("RESPONES", "Response"),
    ],
)
def test_misspelt_headings_are_corrected_where_unsafe_fixes_are_wanted(books, wrong, right):
    page = Path("docs_input/book-get.md").read_text().replace("---\n\n#", "doc_type: apiPageType\n---\n\n#")
    broken = page.replace(f"## {right}\n", f"## {wrong}\n")
    assert broken != page
    assert fixed(broken, "docs_input/book-get.md", unsafe=True).decode() == page
    assert fixed(broken, "docs_input/book-get.md").decode() == broken


@pytest.mark.parametrize(
    "heading", ["Responsibilities", "Optionl qury paramtrs", "URL Parameters", "[Repsonse](Book.md)", "`Repsonse`"]
)
def test_a_heading_that_is_not_nearly_known_is_left_alone(books, heading):
    page = Path("docs_input/book-get.md").read_text() + f"\n## {heading}\n\nNone.\n"
    name = "docs_input/book-get.md"
    assert f"## {heading}\n" in fixed(page, name, unsafe=True).decode().replace("(book.md)", "(Book.md)")


def test_the_letter_case_of_links_is_that_of_the_file_wherever_they_stand(books):
    page = Path("docs_input/book-get.md")
    code = "`[a](Book.MD)`\n\n``` md\n[a](Book.MD)\n```\n"
    more = "\n## More\n\nSee [book]({0}), [book](./{0} 'A book') and [book]({0}#properties).\n\n"
    right = page.read_text() + more.format("book.md")
    wrong = right.replace("book.md", "Book.MD")
    assert fixed(wrong + code, str(page)).decode() == right + code
    assert "DG602" not in {one.code for one in docgen.lint(["docs_input"]).diagnostics}


@pytest.mark.parametrize("link", ["[book](sub/../Book.md)", "[book](Book%20list.md)", "[book](Twin.md)"])
def test_links_whose_page_or_place_is_in_doubt_are_left_alone(books, link):
    for name in ("book list.md", "tWin.md", "twiN.md"):
        Path("docs_input", name).write_text("# A\n")
    page = Path("docs_input/book-get.md").read_text() + f"\n## More\n\n{link}\n"
    assert fixed(page, "docs_input/book-get.md", unsafe=True).decode() == page


def test_the_letter_case_of_a_link_is_corrected_where_it_is_defined(books):
    page = (
        Path("docs_input/book-get.md").read_text()
        + "\n## More\n\n[book][1], [it][2]\n\n[1]: Book.md\n[2]: Book.md 'A'\n"
    )
    assert fixed(page, "docs_input/book-get.md").decode() == page.replace(": Book.md", ": book.md")


def test_the_letter_case_of_folders_is_corrected_as_well(books):
    Path("docs_input/lists").mkdir()
    Path("docs_input/lists/all.md").write_text("# All\n")
    page = Path("docs_input/book-get.md").read_text() + "\n## More\n\n[all](./Lists/all.md)\n"
    assert fixed(page, "docs_input/book-get.md").decode() == page.replace("Lists", "lists")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_byte_order_mark_line_ends_and_odd_bytes_stay(books, mark, line_end):
    before = example('{ "a": “b”, }') + "\nS\udce9me bytes.\n"
    after = example('{ "a": "b" }') + "\nS\udce9me bytes.\n"

    def data(text: str) -> bytes:
        return mark + text.replace("\n", line_end).encode("utf-8", errors="surrogateescape")

    assert fixed(data(before)) == data(after)


@given(
    text=st.text(st.sampled_from("ab\r\n\u00e9\u200b\udce9"), max_size=40),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    places=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=4),
)
def test_an_edit_changes_its_span_and_nothing_else(text, mark, places):
    data = mark + text.encode("utf-8", errors="surrogateescape")
    source = decode("a.md", data)
    if source.binary:
        return
    wanted, changes, last = "", [], 0
    for start, length in sorted(places):
        end = min(start + length, len(source.text))
        if last <= start <= end:
            wanted += source.text[last:start] + "X"
            changes.append(Edit(Span("a.md", start, end), "X"))
            last = end
    kept = [edit for index, edit in enumerate(changes) if not index or edit.span.start > changes[index - 1].span.start]
    if len(kept) < len(changes):
        return
    wanted += source.text[last:]
    new = fixes.apply(data, changes)
    assert new.startswith(mark)
    after = decode("a.md", new)
    assert after.binary or after.text == wanted  # with fewer letters, more of it is no text


def test_of_two_fixes_that_overlap_the_second_waits():
    def made(start: int, end: int, applicability: Applicability = Applicability.SAFE):
        span = Span("a.md", start, end)
        return rules.TODO_IN_CELL.at(span, fix=Fix("", (Edit(span, ""),), applicability))

    assert [edit.span.start for edit in fixes.edits([made(0, 5), made(3, 8), made(8, 9), made(8, 8)])] == [0, 8]
    assert [edit.span.start for edit in fixes.edits([made(0, 5), made(0, 5), made(4, 4), made(5, 5)])] == [0, 5]
    both = [made(0, 5, Applicability.UNSAFE), made(3, 8)]
    assert [edit.span.start for edit in fixes.edits(both)] == [3]
    assert [edit.span.start for edit in fixes.edits(both, unsafe=True)] == [0]


@pytest.mark.parametrize("code", ["DG010", "DG020", "DG103", "DG108", "DG112", "DG501", "DG602"])
def test_fixes_make_the_example_of_the_page_of_a_rule_silent(books, code):
    from docgen.rules import pages

    example = pages.page(code).partition("## Use instead")[0]
    folder = books / "example"
    for path, body in re.findall(r"^`{5}markdown(?: (\S+))?\n(.*?)^`{5}$", example, re.DOTALL | re.MULTILINE):
        file = folder / (path or "api/page.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(re.sub(r"[ \t]*⟵ DG\d{3}$", "", body, flags=re.MULTILINE), encoding="utf-8")
    before = docgen.lint(["example"]).diagnostics
    assert code in {one.code for one in before}
    edits = fixes.edits(before, unsafe=True)
    for edit_path in {edit.span.path for edit in edits}:
        changes = [edit for edit in edits if edit.span.path == edit_path]
        Path(edit_path).write_bytes(fixes.apply(Path(edit_path).read_bytes(), changes))
    assert code not in {one.code for one in docgen.lint(["example"]).diagnostics}


def test_each_finding_has_the_fix_of_its_own_place(books):
    Path("docs_input/a.md").write_text(example('{ "a": [1,], “b”: { "c": 2, }, }'))
    found = [one for one in docgen.lint(["docs_input/a.md"]).diagnostics if one.code == "DG501"]
    assert all(one.fix for one in found)
    edits = [edit for one in found if one.fix for edit in one.fix.edits]
    assert len(edits) == len(set(edits)) == 5


_PIECES = [
    *('{ "a": 1, }', "“b”: 2,", "[1,,,,]", '\xa0"d": {"e": “f”,},', "{", "}", ",", "{ 'a': 'b' }"),
    *(
        "|a|b|",
        "|---|",
        "|---|:-:|",
        "|\u200bx|y\xa0|",
        "|\u200b*x*|\u200b&amp;|",
        "|`a`\u200b|b\\\u200b|",
        "x|\u200b|",
    ),
    *("  |a|b|", "    |a|b|", "> |a|b|", "* |a|b|", "- ", "> ", "1. a"),
    *('<!-- { blockType: "response", } -->', "    <!-- { 'blockType': 'request' \"a\": 1 } -->"),
    *("## Repsonse", "## Examples", "``` json", "``` http", "```", "~~~", "<div>", "HTTP/1.1 200 OK", "", "", "Text."),
]


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(_PIECES), max_size=20),
    before=st.sampled_from(["", "> ", "  ", "- "]),
    inside=st.booleans(),
)
def test_fixes_converge_whatever_the_page_looks_like(pieces, before, inside):
    text = "\n".join(f"{before}{piece}" for piece in pieces)
    data = (example(text) if inside else f"{EXAMPLE}{text}\n").encode()

    def made(data: bytes, *, unsafe: bool) -> bytes:
        found = docgen.run.pipeline.lint_text(data, "a.md", settings=docgen.Settings()).diagnostics
        return fixes.apply(data, fixes.edits(found, unsafe=unsafe))

    new = made(data, unsafe=False)
    assert made(new, unsafe=False) == new
    for _ in range(5):
        data, new = new, made(new, unsafe=True)
    assert new == data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=20), before=st.sampled_from(["", "> ", "  ", "- "]))
def test_the_command_changes_nothing_that_a_reader_sees_whatever_the_page_looks_like(books, run, pieces, before):
    page = Path("docs_input/a.md")
    text = EXAMPLE + "\n".join(f"{before}{piece}" for piece in pieces) + "\n"
    page.write_text(text, encoding="utf-8")
    run("lint", "--fix", "--no-cache", "docs_input/a.md")
    once = page.read_text("utf-8")
    assert fixes.says_the_same(text, once)
    run("lint", "--fix", "--no-cache", "docs_input/a.md")
    assert page.read_text("utf-8") == once
