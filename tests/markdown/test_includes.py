"""Pages with include directives hold the included content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from docgen.markdown import parse, resolve_includes
from docgen.markdown.includes import MAX_INCLUDES, Unresolved, included_paths
from docgen.markdown.page import Block, Callout, Page
from docgen.source import Source


def resolved(text: str, files: dict[str, str | Unresolved]) -> Page:
    def load(path: str) -> Page | Unresolved:
        found = files.get(path, Unresolved.MISSING)
        return found if isinstance(found, Unresolved) else parse(Source(path, found))

    return resolve_includes(parse(Source("docs/api/page.md", text)), load)


Lines = Callable[[Page], list[str]]


@pytest.fixture
def lines(dump: Callable[[Page, Source], str]) -> Lines:
    return lambda page: [line for line in dump(page, Source("", "")).split("\n") if line[:1] not in "!["]


def findings(page: Page) -> list[str]:
    return [finding.name for finding in page.diagnostics]


def test_blocks_go_in_place_and_point_into_the_included_file(lines: Lines) -> None:
    page = resolved(
        "# A\nb\n[!INCLUDE [x](../inc/x.md)]\nc\n", {"docs/inc/x.md": "---\ntitle: t\n---\nx\n\n|a|\n|-|\n|1|\n"}
    )
    assert lines(page) == ["# A", "text 'b'", "text 'x'", "table a", "  1", "text 'c'"]
    assert [block.text.span.path for block in page.root.sections[0].blocks if hasattr(block, "text")] == [
        "docs/api/page.md",
        "docs/inc/x.md",
        "docs/api/page.md",
    ]
    assert findings(page) == []


def test_headings_of_the_included_file_join_the_stack() -> None:
    page = resolved("# A\n## B\n[!INCLUDE [x](x.md)]\n## C\n", {"docs/api/x.md": "x\n### D\ny\n## E\n"})
    assert [(s.level, s.title.value, len(s.sections)) for s in page.root.walk()] == [
        (0, "", 1),
        (1, "A", 3),
        (2, "B", 1),
        (3, "D", 0),
        (2, "E", 0),
        (2, "C", 0),
    ]


def test_nested_includes_are_relative_to_their_own_file(lines: Lines) -> None:
    files: dict[str, str | Unresolved] = {
        "docs/inc/x.md": "[!INCLUDE [y](sub/y.md#part)]\n",
        "docs/inc/sub/y.md": "y\n",
    }
    assert lines(resolved("[!INCLUDE [x](../inc/x.md)]\n", files)) == ["text 'y'"]


def test_missing_outside_and_cyclic_includes_stay_and_leave_findings(lines: Lines) -> None:
    files: dict[str, str | Unresolved] = {
        "out.md": Unresolved.OUTSIDE,
        "docs/api/cycle.md": "c\n\n[!INCLUDE [c](./cycle.md)]\n",
    }
    text = "[!INCLUDE [m](m.md)]\n[!INCLUDE [o](../../out.md)]\n[!INCLUDE [c](cycle.md)]\n[!INCLUDE [p](page.md)]\n"
    page = resolved(text, files)
    assert lines(page) == [
        "include 'm' m.md",
        "include 'o' ../../out.md",
        "text 'c'",
        "include 'c' ./cycle.md",
        "include 'p' page.md",
    ]
    assert findings(page) == ["missing-include", "include-outside-root", "cyclic-include", "cyclic-include"]
    assert page.diagnostics[0].span.path == "docs/api/page.md"
    assert page.diagnostics[2].span.path == "docs/api/cycle.md"


def test_includes_in_tabs_of_other_languages_are_left_alone(lines: Lines) -> None:
    text = "# [HTTP](#tab/http)\n[!INCLUDE [x](x.md)]\n"
    text += "# [C#](#tab/csharp)\n[!INCLUDE [y](y.md)]\n\n---\n[!INCLUDE [x](x.md)]\n"
    page = resolved(text, {"docs/api/x.md": "x\n"})
    assert lines(page) == ["tab http", "text 'x'", "tab csharp", "include 'y' y.md", "tab -", "text 'x'"]
    assert findings(page) == []
    assert included_paths(parse(Source("docs/api/page.md", text))) == ("docs/api/x.md",)


def test_includes_in_quotes_are_resolved_without_sections(lines: Lines) -> None:
    page = resolved("> [!NOTE]\n> [!INCLUDE [x](x.md)]\n", {"docs/api/x.md": "x\n## H\ny\n"})
    assert lines(page) == ["callout note", "  text 'x'", "  text1 'H'", "  text 'y'"]


def test_findings_and_definitions_of_included_files_are_added_once() -> None:
    files: dict[str, str | Unresolved] = {"docs/api/x.md": "[a]: x.md\n[b]: x.md\n```http\nx\n"}
    page = resolved("[a]: page.md\n[!INCLUDE [x](x.md)]\n[!INCLUDE [x](x.md)]\n", files)
    assert page.definitions == (("a", "page.md"), ("b", "x.md"))
    assert findings(page) == ["unclosed-fence"]


def test_a_page_without_includes_is_returned_as_it_is() -> None:
    page = parse(Source("page.md", "# A\ntext [x](x.md)\n\n> [!NOTE]\n> text\n"))
    assert resolve_includes(page, lambda path: Unresolved.MISSING) is page


def test_a_bomb_of_includes_stays_bounded(lines: Lines) -> None:
    files: dict[str, str | Unresolved] = {
        f"docs/api/{i}.md": "x\n\n" + f"[!INCLUDE [n]({i + 1}.md)]\n" * 10 for i in range(12)
    }
    page = resolved("[!INCLUDE [n](0.md)]\n", files)
    assert "excessive-includes" in findings(page)
    assert len(lines(page)) < MAX_INCLUDES * 15


def test_a_long_chain_of_includes_ends() -> None:
    files: dict[str, str | Unresolved] = {f"docs/api/{i}.md": f"[!INCLUDE [n]({i + 1}.md)]\n" for i in range(500)}
    assert findings(resolved("[!INCLUDE [n](0.md)]\n", files)) == ["excessive-includes"]


def test_quotes_with_includes_inside_each_other_end_at_a_depth() -> None:
    quoted = "> " * 30
    files = {f"docs/api/{n}.md": f"{quoted}text\n{quoted}\n{quoted}[!INCLUDE [x]({n + 1}.md)]\n" for n in range(15)}
    page = resolved(f"# A\n\n{quoted}[!INCLUDE [x](0.md)]\n", files)
    assert findings(page) == ["excessive-includes"]
    assert 30 < nesting(page.root.sections[0].blocks) <= 80


def nesting(blocks: Sequence[Block]) -> int:
    """Return how many quotes stand inside each other."""
    return max((1 + nesting(block.blocks) for block in blocks if isinstance(block, Callout)), default=0)
