"""Measures how the time for a page grows: four times the text may not take much more than four times as long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import oracles

MOST = 5.5  # times as long for four times the text; 16 where time grows with its square
FLOOR = 0.15  # seconds; below, the clock and what does not grow say more than the text
_SIZE = 5_000  # characters of the shorter text, unless units are long
UNITS = (
    *(" ", "\t", "\u00a0", "a", "a ", " a", "A ", "aB", "1", ".", ". ", ",", ", ", ": ", "-", " - ", "–", "/"),
    *("//", "\\", "||", "?", "`a`, "),
    *("`", "``", "` ", "*", "**", "_", "**a ", "<", ">", "<a ", "<br", "<br/>", "</", "<!--", "-->", "&", "&amp;", "!"),
    *("[", "]", "[a]", "[a](", "[a](b) ", "](", "(", ")", "(a", "{", "}", "{a", "{a}", "{{", "${", "|", "\\|"),
    *("=", "a=", "&a=b", "'", '"', '":', "#", "$", "@", "...", "…", "TODO ", "or ", " and ", "[!INCLUDE ", "<script "),
    *("Collection(", "GET /", "GET /a ", "200 ", "https://", "String ", "Default is ", "Possible values are: "),
)  # fmt: skip
PREFIXES = ("", "a", "TODO", "A", "`", "[", "(", "<", "{", "**", "Default is ", "Possible values are: ", "GET /a", "/")
ROWS = ("|{}|String|The key.|\n", "- `a{}` (string): B\n", "a{}\n\n", "## a{}\n\n", "[a{0}](a{0}.md) ", "<b id=a{}>\n")
PLACES = {
    "text": "# Get book\n\n{}\n",
    "title": "# {}\n\nText.\n",
    "heading": "# Get book\n\n## {}\n\nText.\n",
    "name": "# book resource type\n\n## Properties\n\n|Property|Type|Description|\n|-|-|-|\n|{}|String|A.|\n",
    "type": "# book resource type\n\n## Properties\n\n|Property|Type|Description|\n|-|-|-|\n|id|{}|A.|\n",
    "description": "# book resource type\n\n## Properties\n\n|Property|Type|Description|\n|-|-|-|\n|id|String|{}|\n",
    "permission": "# Get book\n\n## Permissions\n\n|Permission type|Permissions|\n|-|-|\n|Application|{}|\n",
    "request": "# Get book\n\n## HTTP request\n\n```http\nGET /books/{}\n```\n",
    "header": "# Get book\n\n## Example\n\n```http\nGET /books\nAccept: {}\n```\n",
    "answer": "# Get book\n\n## HTTP request\n\n`GET /a`\n\n## Response\n\nIf successful, this method returns {}\n",
    "json": '# Get book\n\n## Example\n\n```http\nHTTP/1.1 200 OK\n\n{{"a": "{}"}}\n```\n',
    "code": "# Get book\n\n## Example\n\n```json\n{}\n```\n",
    "html": "# Get book\n\n<table><tr><th>Name</th><th>Type</th></tr><tr><td>{}</td><td>int</td></tr></table>\n",
    "comment": "# Get book\n\n<!-- {} -->\n",
    "bullet": "# Get book\n\n## Parameters\n\n- {}\n",
    "front matter": "---\ntitle: {}\n---\n\n# Get book\n",
}


def cases() -> Iterator[tuple[str, str, str]]:
    """Yield prefix, unit and place of every growth there is to measure."""
    for place in PLACES:
        for unit in UNITS:
            for prefix in PREFIXES:
                yield prefix, unit, place


def ratio(prefix: str, unit: str, place: str, folder: Path, *, size: int = _SIZE) -> float:
    """Return how many times as long four times the text takes; 1 where both take next to nothing."""
    count = max(1, size // len(unit))

    def page(times: int) -> str:
        return PLACES[place].format((prefix + unit * times).replace("\n", " "))

    return grown(page(count), page(count * 4), folder)


def grown(text: str, longer: str, folder: Path) -> float:
    """Return how many times as long the longer of two pages takes, the best of three; 1 below the floor."""
    long = _seconds(longer, folder, 1)
    if long < FLOOR:
        return 1
    long = min(long, _seconds(longer, folder, 2))
    return long / max(_seconds(text, folder, 3), FLOOR / MOST) if long >= FLOOR else 1


def _seconds(text: str, folder: Path, times: int) -> float:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8", errors="replace")
    took = []
    for _ in range(times):
        began = time.process_time()
        oracles.read(path)
        took.append(time.process_time() - began)
    return min(took)
