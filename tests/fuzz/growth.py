"""Measures how time grows with a text, four times of which may not take much more than four times as long.

``python tests/fuzz/growth.py`` measures all pages of a prefix, a unit that is repeated, and a place, and all regular
expressions of the code and the dialects on texts that begin as they match; it prints the highest. ``--share 0.1`` takes
a tenth of them, by a ``--seed``.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as op
from re import _parser
from typing import Any

import expressions
import oracles

from docgen.files import page_at
from docgen.run.pages import Job, read_page
from docgen.settings import Settings

MOST = 5.5  # times as long for four times the text; 16 where time grows with its square
FLOOR = 0.15  # seconds; below, the clock and what does not grow say more than the text
_SIZE = 5_000  # characters of the shorter text, unless units are long
_READING = 0.04  # seconds that reading the longer text may take, so that the rest of a build is not measured
_SEARCH = 0.004  # seconds; as FLOOR, for one expression
_TOLD = 20  # of the highest ratios
_CUTS = 6  # of what an expression matches, as beginnings of texts
_ENDS = "\n\0"  # of a text that an expression does not match to its end
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


def screened(prefix: str, unit: str, place: str, folder: Path) -> float:
    """Return the ratio, which is not measured where reading the page takes next to nothing."""
    path = folder / "page.md"
    count = max(1, _SIZE // len(unit)) * 4
    path.write_text(PLACES[place].format((prefix + unit * count).replace("\n", " ")), encoding="utf-8")
    job = Job(Settings(jobs=1), folder)
    if _processor_time(lambda: read_page(page_at(path, []), job)) < _READING:
        return 1
    return ratio(prefix, unit, place, folder)


def of_expression(pattern: re.Pattern[str]) -> tuple[float, str]:
    """Return the highest ratio of an expression on texts that begin as it matches, and that beginning and unit."""
    example = matched(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    step = max(1, len(example) // _CUTS)
    beginnings = dict.fromkeys(("", *(example[:at] for at in range(1, len(example) + 1, step))))
    highest = (1.0, "")
    for beginning in beginnings:
        for unit in UNITS:
            text, longer = (beginning + unit * (_SIZE // len(unit) * times) + _ENDS for times in (1, 4))
            long = _search_time(pattern, longer, 1)
            if long < _SEARCH or (long := min(long, _search_time(pattern, longer, 2))) < _SEARCH:
                continue
            found = long / max(_search_time(pattern, text, 3), _SEARCH / MOST)
            if found > MOST:  # or the machine did something else just then
                found = _search_time(pattern, longer, 5) / max(_search_time(pattern, text, 5), _SEARCH / MOST)
            highest = max(highest, (found, repr((beginning, unit))))
    return highest


def _search_time(pattern: re.Pattern[str], text: str, times: int) -> float:
    return min(_processor_time(lambda: pattern.search(text)) for _ in range(times))


def matched(items: Any) -> str:
    """Return a text that a pattern, or a part of one, more or less matches."""
    out = ""
    for code, value in items:
        if code is op.LITERAL:
            out += chr(value)
        elif code is op.IN:
            kind, first = next((one for one in value if one[0] is not op.NEGATE), (op.LITERAL, 97))
            out += chr(first if kind is op.LITERAL else first[0]) if kind in (op.LITERAL, op.RANGE) else "a"
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            out += matched(value[2]) * max(1, value[0])
        elif code is op.SUBPATTERN:
            out += matched(value[3])
        elif code is op.ATOMIC_GROUP:
            out += matched(value)
        elif code is op.BRANCH:
            out += matched(value[1][0])
        elif code in (op.ANY, op.NOT_LITERAL, op.CATEGORY):
            out += "a"
    return out


def _processor_time(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def main() -> int:
    """Print the highest ratios; exit code 1 tells that one is too high."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("pages", "expressions"))
    options = parser.parse_args()
    found: list[tuple[float, str]] = []
    if options.only != "pages":
        every = [*expressions.of_code(), *expressions.of_dialect_files(), *expressions.of_dialects()]
        different = list({(one.pattern, one.flags): one for one in every if one.searched}.values())
        for one in _some(different, options):
            highest, text = of_expression(re.compile(one.pattern, one.flags))
            found.append((highest, f"{one.place}: {one.pattern[:60]!r} on {text}"))
        _tell("expressions", found)
    if options.only != "expressions":
        chosen = _some(list(cases()), options)
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            pages = [(screened(*case, Path(folder)), repr(case)) for case in chosen]
            os.chdir("/")
        _tell("pages", pages)
        found += pages
    return 1 if max(found)[0] > MOST else 0


def _some(every: list[Any], options: argparse.Namespace) -> list[Any]:
    return random.Random(options.seed).sample(every, int(len(every) * options.share))


def _tell(what: str, found: list[tuple[float, str]]) -> None:
    print(f"{len(found):,} {what}; {sum(ratio > 1 for ratio, _ in found)} take long enough to be measured")
    for highest, text in sorted(found, reverse=True)[:_TOLD]:
        if highest > 1:
            print(f"  {highest:5.1f}  {text}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
