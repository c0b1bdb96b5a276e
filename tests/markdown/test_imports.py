"""Pages with imported pieces and snippets, and the pages that come out with the pieces in them."""

from __future__ import annotations

import pytest

from docgen import markdown
from docgen.markdown import site
from docgen.markdown.includes import Unresolved
from docgen.markdown.page import Element, Page, Paragraph, Site
from docgen.source import Source

PIECE = '<ResponseField name="a" />\n'


def resolved(text: str, files: dict[str, str], path: str = "docs/api/page.mdx") -> Page:
    def load(target: str) -> Page | Unresolved:
        return markdown.parse(Source(target, files[target])) if target in files else Unresolved.MISSING

    return markdown.resolve_includes(markdown.parse(Source(path, text)), load)


def elements(page: Page) -> list[tuple[str, str]]:
    return [(b.name, b.span.path) for s in page.root.walk() for b in s.blocks if isinstance(b, Element)]


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("import Fields from '/snippets/f.mdx'\n\n<Fields />\n", "docs/snippets/f.mdx"),
        ('import { Fields } from "../f.mdx";\n\n<Fields isRequired />\n', "docs/f.mdx"),
        ('<Snippet file="f.mdx" />\n', "docs/snippets/f.mdx"),
        ('<Snippet file="f.mdx" />\n', "_snippets/f.mdx"),
        ("<!-- include(f.mdx) -->\n", "docs/api/f.mdx"),
    ],
)
def test_a_piece_stands_in_the_place_of_its_element(text: str, file: str) -> None:
    page = resolved(text, {file: PIECE})
    assert elements(page) == [("ResponseField", file)]
    assert page.text_of(file) == PIECE
    assert not page.diagnostics


def test_pieces_hold_pieces_and_never_themselves() -> None:
    files = {"a.mdx": "import B from '/b.mdx'\n\n<B />\n", "b.mdx": "import A from '/a.mdx'\n\n<A />\n"}
    page = resolved("import A from '/a.mdx'\n\n<A />\n", files, "page.mdx")
    assert [one.code for one in page.diagnostics] == ["DG012"]


def test_a_piece_that_is_missing_is_told_and_a_component_in_code_is_none() -> None:
    page = resolved("import A from '/a.mdx'\nimport B from '/b.jsx'\n\n<A />\n\n<B />\n", {})
    assert [one.code for one in page.diagnostics] == ["DG012"]


def test_what_stands_deep_inside_components_is_no_code() -> None:
    page = markdown.parse(
        Source("a.mdx", "<Tabs>\n    <Tab>\n        Text.\n\n        - item\n    </Tab>\n</Tabs>\n\n    code\n")
    )
    kinds = [type(block).__name__ for block in page.root.blocks]
    assert kinds == ["Element", "Element", "Paragraph", "Paragraph", "Element", "Element", "Fence"]
    assert isinstance(page.root.blocks[2], Paragraph)


ONE = Site("https://a.example", servers=("https://a.example",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"navigation": [], "api": {"mdx": {"server": "https://a.example"}}}', ONE),
        (
            '{"navigation": [], "api": {"mdx": {"server": ["https://a.example", "https://b.example"]}}}',
            Site("https://a.example", servers=("https://a.example", "https://b.example")),
        ),
        ('{"navigation": [], "api": {"baseUrl": "https://a.example"}}', ONE),
        ('{"navigation": []}', Site()),
        ('{"name": "x"}', None),
        ("[]", None),
        ("{", None),
    ],
)
def test_the_file_of_a_site_tells_its_server(text: str, expected: Site | None) -> None:
    assert site.read(Source("docs.json", text)) == expected


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("# Contents\n\n* [Home](README.md)\n\n## Fleet\n\n* [Boats](fleet/boats.md)\n", (("fleet/boats", "Fleet"),)),
        ("# Contents\n\n* [Fleet](fleet.md)\n  * [Boats](./boats.md#top)\n", (("boats", "Fleet"),)),
        ("# Contents\n\n* [Home](README.md)\n", None),
    ],
)
def test_a_table_of_contents_tells_the_groups_of_pages(text: str, groups: tuple[tuple[str, str], ...] | None) -> None:
    found = site.read(Source("SUMMARY.md", text))
    assert (found.groups if found else None) == groups
