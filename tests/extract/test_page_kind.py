"""What kind of page a page is, and which dialect it is read in, by what stands on it."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.source import Source

GRAPH = dialects.load("microsoft-graph")

OPERATION = "# Get a\n\n## HTTP request\n\n```http\nGET /a\n```\n"
RESOURCE = "# box resource type\n\n## Properties\n\n|Property|Type|\n|:--|:--|\n|id|String|\n"
ENUM = "# lid enum type\n\nText.\n"


def kind(text: str, name: str = "api/a.md") -> str:
    return extract.extract(markdown.parse(Source("docs/" + name, text)), GRAPH, name=name).kind


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (OPERATION, "operation"),
        (RESOURCE, "resource"),
        (ENUM, "enum"),
        ("# box resource type\n", "resource"),
        ("# box\n\n## JSON representation\n\nNone.\n", "resource"),
        ("# box\n\n## Relationships\n\nNone.\n", "resource"),
        ("# box\n\n## Members\n\nNone.\n", "enum"),
        ("# box\n\n## Members\n\nNone.\n\n## Properties\n\nNone.\n", "enum"),
        ("# box\n\n## lid values\n\nNone.\n", "enum"),
        ("# box\n\n## lid values\n\nNone.\n\n## Properties\n\nNone.\n", "resource"),
        ("# lid enum type\n\n## HTTP request\n\nNone.\n", "operation"),
        ("# box\n\nText.\n", "other"),
        ("---\ndoc_type: resourcePageType\n---\n\n# box\n", "resource"),
        ("---\ndoc_type: ' APIPageType '\n---\n\n# box\n", "operation"),
        ("---\ndoc_type: conceptualPageType\n---\n\n# box\n", "other"),
        ("---\ndoc_type: ''\n---\n\n# box\n", "other"),
        ("", "other"),
    ],
)
def test_the_kind_of_a_page(text: str, want: str) -> None:
    assert kind(text) == want


@pytest.mark.parametrize(
    ("text", "name", "want"),
    [
        ("# box\n\nText.\n", "includes/a.md", "include"),
        ("# box\n\nText.\n", "api/includes/b/a.md", "include"),
        ("# box\n\nText.\n", "api/includes.md", "other"),
        (RESOURCE, "includes/a.md", "include"),
        (OPERATION, "includes/a.md", "operation"),
    ],
)
def test_pages_in_folders_of_includes(text: str, name: str, want: str) -> None:
    assert kind(text, name) == want


def test_of_an_include_nothing_is_told_but_its_anchors_and_findings() -> None:
    text = "# Box\n\n[a](b.md)\n\n## Properties\n\n|Property|Type|\n|:--|:--|\n|id|String|x|\n|**TODO: x**|\n"
    found = extract.extract(markdown.parse(Source("docs/includes/a.md", text)), GRAPH, name="includes/a.md")
    assert (found.path, found.name, found.kind, found.dialect) == (
        "docs/includes/a.md", "includes/a.md", "include", "microsoft-graph",
    )  # fmt: skip
    assert (found.anchors, found.links, found.resources, found.title) == (("box", "properties"), (), (), "")
    assert sorted(one.name for one in found.diagnostics) == ["extra-cell", "todo-in-cell"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("# Box\n\nNamespace: microsoft.graph\n", "microsoft-graph"),
        ("# Box\n\nText.\n", "base"),
        ("# Box\n\n```http\nGET https://graph.microsoft.com/v1.0/a\n```\n", "microsoft-graph"),
        ('# Box\n\n## Deeper\n\n<!-- {"blockType": "ignored"} -->\n', "microsoft-graph"),
        ("# Box\n\n|A|\n|:--|\n|microsoft.graph.box|\n", "base"),
        ("# microsoft.graph.box\n\nText.\n", "base"),
        ("---\nms.prod: a\n---\n\n# Box\n", "microsoft-docs"),
        ("---\nms.subservice: a\n---\n\n# Box\n", "microsoft-docs"),
        ("---\nms.date: a\n---\n\n# Box\n", "base"),
        ("# Box\n\n## Prerequisites\n\n## HTTP request\n\nmicrosoft.graph.box\n", "microsoft-graph-2015"),
        ("# Box\n\nmicrosoft.graph.box\n\n## HTTP Request:\n\n## Prerequisites\n", "microsoft-graph-2015"),
        ("# Box\n\n## Prerequisites\n\nmicrosoft.graph.box\n", "microsoft-graph"),
        ("# Box\n\n## Prerequisites\n\n## HTTP request\n", "base"),
        ("# Box\n\n## HTTP request\n", "base"),
        ("# Box\n\n## Prerequisites\n", "base"),
        ("---\ntitle: x\n---\n\n# Box\n\n## Prerequisites\n\n## HTTP request\n", "base"),
        ("# Boxes [/boxes]\n\n## List [GET]\n\n+ Response 200\n", "api-blueprint-unmarked"),
        ("# Boxes [/boxes]\n\n## List [GET]\n\nText.\n", "base"),
        ("# Boxes\n\nText.\n\n+ Response 200\n", "base"),
        ("FORMAT: 1A\n\n# Boxes [/boxes]\n", "api-blueprint"),
        ("HOST: https://a.example\n\n# Boxes\n", "api-blueprint"),
        ("HOST: a.example\n\n# Boxes\n", "base"),
        ("# Boxes\n\nFORMAT: 1A\n", "base"),
        ("\n" * 399 + "FORMAT: 1A\n", "base"),
        ("\n\nFORMAT: 1A\n\n# Boxes\n", "api-blueprint"),
        ("", "base"),
    ],
)
def test_the_dialect_of_a_page(text: str, want: str) -> None:
    assert extract.choose(markdown.parse(Source("a.md", text)), dialects.available()).name == want
