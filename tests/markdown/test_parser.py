"""The blocks, sections, definitions, spans and findings of pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.markdown import parse
from docgen.markdown.page import Block, Callout, Comment, Definition, Element, Fence, Page, Paragraph, Row, Table
from docgen.source import Source, Text, decode

Dump = Callable[[Page, Source], str]


def cases(name: str) -> list[tuple[str, str, str]]:
    """Return (title, input, expected) of a fixture file: the parts are closed by a line with a single dot."""
    lines = (Path(__file__).parent / "fixtures" / name).read_text(encoding="utf-8").split("\n")
    found: list[tuple[str, str, str]] = []
    part: list[str] = []
    parts: list[str] = []
    for line in lines:
        if line != ".":
            part.append(line)
            continue
        parts.append("\n".join(part))
        part = []
        if len(parts) == 3:
            found.append((parts[0].strip(), parts[1], parts[2]))
            parts = []
    assert not parts, f"{name} ends in the middle of a case"
    return found


def sections(page: Page) -> list[tuple[int, str, list[str]]]:
    """Return level, title and the titles directly below, of every section."""
    return [(s.level, s.title.value, [inner.title.value for inner in s.sections]) for s in page.root.walk()]


FIXTURES = ("blocks.txt", "tables.txt", "fences.txt", "comments.txt", "frontmatter.txt")
ALL_CASES = [(f"{name}: {title}", text, expected) for name in FIXTURES for title, text, expected in cases(name)]


def page_of(text: str) -> Page:
    return parse(Source("page.md", text))


def all_blocks(page: Page) -> Iterator[Block]:
    for section in page.root.walk():
        yield from _inner(section.blocks)


def _inner(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from _inner(block.blocks)


def rows(page: Page) -> Iterator[Row]:
    for block in all_blocks(page):
        if isinstance(block, Table):
            yield block.head
            yield from block.rows


def check_text(source: str, text: Text) -> None:
    if not text.starts:
        assert source[text.span.start : text.span.end] == text.value
        return
    for line, start in zip(text.value.split("\n"), text.starts, strict=True):
        assert source[start : start + len(line)] == line
    assert text.starts[0] == text.span.start


def check_inner(source: str, block: Definition | Element) -> None:
    """The texts and attributes of a block slice back to what is written."""
    if isinstance(block, Definition):
        check_text(source, block.term)
    else:
        for attribute in block.attributes:
            written = source[attribute.span.start : attribute.span.end]
            assert attribute.value in (None, written.strip().strip("\"'`"), written.strip())
    if block.text:
        check_text(source, block.text)


def check_spans(source: str, page: Page) -> None:
    """Every span slices back to its text, and all stay inside the source."""
    for section in page.root.walk():
        check_text(source, section.title)
    for block in all_blocks(page):
        if isinstance(block, Paragraph | Fence | Comment):
            check_text(source, block.text)
        if isinstance(block, Definition | Element):
            check_inner(source, block)
        if not isinstance(block, Paragraph):
            assert 0 <= block.span.start <= block.span.end <= len(source)
    for row in rows(page):
        for cell in row.cells:
            assert source[cell.span.start : cell.span.end] == cell.text == cell.text.strip()
            assert row.span.start <= cell.span.start <= cell.span.end <= row.span.end
    for finding in page.diagnostics:
        assert 0 <= finding.span.start <= finding.span.end <= len(source)
    if page.front_matter:
        for entry in page.front_matter.entries:
            assert page.front_matter.span.start < entry.value_span.start <= entry.value_span.end
            assert entry.value_span.end <= page.front_matter.span.end


@pytest.mark.parametrize(("title", "text", "expected"), ALL_CASES, ids=[title for title, _, _ in ALL_CASES])
def test_page_is_read_as_the_fixture_says(title: str, text: str, expected: str, dump: Dump) -> None:
    source = Source("page.md", text)
    page = parse(source)
    assert dump(page, source) == expected, title
    check_spans(text, page)


@pytest.mark.parametrize(("title", "text", "expected"), ALL_CASES, ids=[title for title, _, _ in ALL_CASES])
def test_windows_line_ends_and_byte_order_mark_change_nothing(title: str, text: str, expected: str, dump: Dump) -> None:
    source = decode("page.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert dump(parse(source), source) == expected, title


def test_sections_nest_by_the_stack_of_headings() -> None:
    page = page_of("# A\n### B\n##### C\n##### D\n## E\n### F\n# G\n")
    assert sections(page) == [
        (0, "", ["A", "G"]),
        (1, "A", ["B", "E"]),
        (3, "B", ["C", "D"]),
        (5, "C", []),
        (5, "D", []),
        (2, "E", ["F"]),
        (3, "F", []),
        (1, "G", []),
    ]
    assert page.title is not None
    assert page.title.value == "A"


def test_spans_of_blocks_cover_what_is_written() -> None:
    text = "# A\n\n- x\n  ```http\n  GET /\n  ```\n\n"
    text += "> [!NOTE]\n> b\n\n|a|\n|-|\n|1|\n\n<!-- c --> d\n[!INCLUDE [e](f.md)]\n"
    spans = [text[b.span.start : b.span.end] for b in all_blocks(page_of(text)) if not isinstance(b, Paragraph)]
    assert spans == [
        "```http\n  GET /\n  ```",
        "> [!NOTE]\n> b",
        "|a|\n|-|\n|1|",
        "<!-- c -->",
        "[!INCLUDE [e](f.md)]",
    ]


def test_padding_cells_stand_at_the_end_of_their_row() -> None:
    text = "|a|b|\n|-|-|\n|1|\n"
    padded = list(rows(page_of(text)))[1].cells[1]
    assert (padded.text, padded.span.start, padded.span.end) == ("", 15, 15)


def test_undecodable_bytes_leave_one_finding_at_the_first() -> None:
    page = parse(decode("page.md", b"# A\n\nplain text, then \xff and \xfe, and more text that is fine\n"))
    assert [(d.name, d.span.start, d.message[0]) for d in page.diagnostics] == [("undecodable-bytes", 22, "2")]
    assert page.root.sections[0].title.value == "A"


def test_binary_file_leaves_an_empty_page() -> None:
    page = parse(decode("page.md", b"\0\1\2"))
    assert [d.name for d in page.diagnostics] == ["binary-file"]
    assert (page.root.level, page.root.blocks, page.root.sections) == (0, (), ())


SCALARS = st.one_of(
    st.text("ab1 :#-'\"\\\\&*!|>%@`,[]{}?~.é\u00a0\u2028\x85\ufeff", min_size=1, max_size=8),
    st.text("ab1 :#-'é,", max_size=8).map(lambda text: f'"{text}"'),
)


@given(st.dictionaries(st.sampled_from(["title", "ms.date", "a-b", "<<", "1", "no"]), SCALARS, min_size=1, max_size=3))
def test_front_matter_is_what_yaml_makes_of_it(entries: dict[str, str]) -> None:
    block = "".join(f"{key}: {value}\n" for key, value in entries.items())
    page = parse(Source("page.md", f"---\n{block}---\n"))
    try:
        loaded = yaml.load(block, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeEncodeError):
        assert page.diagnostics
        return
    if page.front_matter and not page.diagnostics:
        texts = {key: value.strip() if isinstance(value, str) else "" for key, value in loaded.items()}
        assert {entry.key: entry.value for entry in page.front_matter.entries} == texts


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("a: " + "[" * 60_000, "nested too deeply"),
        ("a: b\n" * 20_000, "larger than 64 KiB"),
        ("a: \x07\n", "not allowed"),
        ("é: \x07\n", "not allowed"),
        ("a: \ud800\n", "not allowed"),
        ("a: &x [1]\nb: [*x, *x]\n", "aliases are not supported"),
        ("a: 1\na: 2\n", "the key a is there twice"),
    ],
)
def test_unreadable_front_matter_is_a_finding_and_the_body_is_read(block: str, problem: str) -> None:
    text = f"---\n{block}\n---\n# A\n"
    page = page_of(text)
    assert problem in page.diagnostics[0].message
    assert page.diagnostics[0].name == "invalid-front-matter"
    assert [section.title.value for section in page.root.sections] == ["A"]
    check_spans(text, page)


@pytest.mark.parametrize(
    ("block", "problem", "place"),
    [
        ("a: " + "[" * 60, "nested too deeply", 3 + 49),
        ("a: " + "[" * 60_000, "nested too deeply", 3 + 49),
        ("a: " + "[" * 2_000 + "]" * 2_000, "nested too deeply", 3 + 49),
        ("b: 1\na: " + "{" * 5_000, "nested too deeply", 8 + 49),
        ("a:\n  " + "- " * 5_000 + "x", "nested too deeply", 5 + 2 * 49),
        ("[" * 5_000, "not a mapping", 0),
    ],
)
def test_deep_front_matter_is_refused_at_the_same_place_by_every_release_of_the_library(block, problem, place) -> None:
    page = page_of(f"---\n{block}\n---\n# A\n")
    assert problem in page.diagnostics[0].message
    assert page.diagnostics[0].span.start == len("---\n") + place


def test_hostile_pages_are_read() -> None:
    pages = [
        ">" * 10_000 + "x",
        "- " * 10_000 + "x",
        "".join("  " * i + "- x\n" for i in range(200)),
        "|" * 100_000,
        "|" * 50_000 + "\n" + "|-" * 50_000 + "\n|a\n|b\n|c\n",
        "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|a\n" * 5_000,
        "x `y` <!-- a --> " * 5_000,
        "```http\n" * 5_000,
        "[" * 10_000 + "]" * 10_000,
    ]
    for text in pages:
        check_spans(text, page_of(text))


def test_text_deeper_than_the_limit_is_kept() -> None:
    texts = [block.text.value for block in all_blocks(page_of("- " * 200 + "x")) if isinstance(block, Paragraph)]
    assert len(texts) == 1
    assert texts[0].endswith("- x")


_PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\t",
        "|",
        "|a|b|\n|-|-|\n",
        "|-|",
        "\\|",
        "`",
        "```",
        "```http\n",
        "~~~",
        "<!--",
        "-->",
        "<!-- x -->",
        "> ",
        "- ",
        "1. ",
        "# ",
        "### ",
        "---",
        "---\n",
        "***",
        "title: a\n",
        "[!NOTE]",
        "[!INCLUDE [a](b.md)]",
        "# [HTTP](#tab/http)\n",
        "[a]: b\n",
        "[a]",
        "(b)",
        ": ### B",
        "text",
        "é",
        "\xa0",
        "\x0b",
        "\u2028",
        "&x *x",
        "{",
        "\0",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_parsing_never_raises_and_spans_slice_back(text: str) -> None:
    source = decode("page.md", text.encode())
    check_spans(source.text, parse(source))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    source = decode("page.md", text.encode("utf-8", "surrogatepass"))
    check_spans(source.text, parse(source))


def test_every_page_of_the_corpus_is_read_with_exact_spans() -> None:
    shared = os.environ.get("DOCGEN_SHARED")
    if not shared:
        pytest.skip("DOCGEN_SHARED does not name a folder with corpora")
    count = 0
    for path in sorted(Path(shared, "corpus", "graph").rglob("*.md")):
        source = decode(path.as_posix(), path.read_bytes())
        check_spans(source.text, parse(source))
        count += 1
    assert count > 3_000


@pytest.mark.parametrize(
    ("row", "codes"), [("red | yes |", []), ("| red | yes |", ["DG105"]), ("red | yes", ["DG105"])]
)
def test_a_bar_that_ends_a_row_without_another_at_its_beginning_ends_no_cell(row: str, codes: list[str]) -> None:
    page = page_of(f"# A\n\nName | Old | About\n-----|-----|------\n{row}\n")
    assert [one.code for one in page.diagnostics] == codes
