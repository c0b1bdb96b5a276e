"""Writes what a team starts from: what its pages use, settings, a dialect file with the words that mean nothing yet."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import msgspec

from docgen import rules
from docgen.diagnostic import plural
from docgen.dialects import DEFAULT
from docgen.openapi.objects import METHODS
from docgen.report.coverage import percent
from docgen.report.wrapping import packed
from docgen.run.results import Build
from docgen.run.survey import Survey, Words

SETTINGS, DIALECT = "docgen.toml", "dialect.toml"
_WIDTH = 80  # columns
_MOST = 12  # words of a kind
_FEW_PAGES = 5  # in so few pages a word that stands once counts
_NEARLY_ALL = 0.9
_FEW_ANSWERS, _MOST_ANSWERS = 3, 0.5  # how many of them have to hold a member, in number and share
_TYPE_WORD = re.compile(r"[\w .:<>()/-]{1,40}")


class Findings(msgspec.Struct, frozen=True):
    """What was found: the words that mean nothing yet, and what the document says of the whole API ("" for nothing).

    ``envelope`` is the member that most answers have, with the number of those and that of all.
    """

    operations: int
    schemas: int
    headings: Words
    columns: Words
    types: Counter[str]
    title: str
    version: str
    servers: tuple[str, ...]
    envelope: tuple[str, int, int] | None

    @property
    def lacks(self) -> bool:
        """Tell whether a dialect of the team's own may help."""
        return not self.operations or bool(self.headings or self.columns or self.types or self.envelope)


def findings(survey: Survey, build: Build) -> Findings:
    """Return what a look at pages and a build of them give together."""
    document = build.document.content
    addresses = [one["url"] for one in document.get("servers", ())]
    least = 1 if survey.pages <= _FEW_PAGES else 2
    info = document["info"]
    return Findings(
        operations=sum(method in METHODS for item in document["paths"].values() for method in item),
        schemas=len(document.get("components", {}).get("schemas", ())),
        headings=_frequent(survey.other_headings, least),
        columns=_frequent(survey.other_columns, least),
        types=_frequent(_type_words(build), least),
        title=info["title"] if info["title"] != "API" else "",
        version=info["version"] if info["version"] != "0.0.0" else "",
        servers=tuple([url for url in addresses if "://" in url and "{" not in url]),
        envelope=_envelope(survey),
    )


def _envelope(survey: Survey) -> tuple[str, int, int] | None:
    for name, number in survey.members.most_common(1):
        if number >= max(_FEW_ANSWERS, _MOST_ANSWERS * survey.answers):
            return name, number, survey.answers
    return None


def _frequent(words: Counter[Any], least: int) -> Counter[Any]:
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return Counter(dict([item for item in ordered if item[1] >= least][:_MOST]))


def _type_words(build: Build) -> Counter[str]:
    """Return the words in cells of types that name neither a plain type nor one that a page describes."""
    found: Counter[str] = Counter()
    for one in build.report.diagnostics:
        source = build.report.sources.get(one.span.path)
        if one.code in (rules.UNDESCRIBED_TYPE.code, rules.UNREADABLE_TYPE.code) and source:
            word = source.text[one.span.start : one.span.end].strip(" `*_").lower()
            if _TYPE_WORD.fullmatch(word):
                found[word] += 1 + len(one.related)
    return found


def inputs(survey: Survey) -> tuple[str, tuple[str, ...]]:
    """Return the smallest folder that holds nearly all pages which give something, and the pages outside of it.

    Both are relative to the working directory.
    """
    pages = [Path(os.path.abspath(path)) for path in survey.giving]
    if not pages:
        return ".", ()
    holders = Counter(folder for page in pages for folder in page.parents)
    enough = [folder for folder, number in holders.items() if number >= _NEARLY_ALL * len(pages)]
    chosen = max(enough, key=lambda folder: len(folder.parts))
    outside = [path for path, page in zip(survey.giving, pages, strict=True) if chosen not in page.parents]
    return os.path.relpath(chosen).replace(os.sep, "/"), tuple(sorted(outside))


def report(survey: Survey, found: Findings) -> str:
    """Return what pages use as text of at most 80 columns."""
    told = percent(survey.told, survey.unread)
    dialects = ", ".join(f"{name} ({plural(number, 'page')})" for name, number in survey.dialects.most_common())
    size = f"{plural(found.operations, 'operation')}, {plural(found.schemas, 'schema')}"
    lines = [
        f"{plural(survey.pages, 'page')}, {len(survey.giving):,} of them about the API: {size}",
        *_row("dialect", [dialects] if len(survey.dialects) > 1 or DEFAULT not in survey.dialects else []),
        *_row("requests", _counted(survey.requests)),
        *_row("rows", _counted(survey.rows)),
        *_row("headings", _meaning(survey.headings)),
        *_row("columns", _meaning(survey.columns)),
        *_row("types", _meaning(survey.types)),
        *_row("told", [f"{told:.1f} % of {survey.told + survey.unread:,} blocks"]),
    ]
    if found.headings or found.columns or found.types:
        lines += ["", "words without a meaning, the most frequent first"]
        lines += _row("headings", _counted(_words(found.headings)))
        lines += _row("columns", _counted(_words(found.columns)))
        lines += _row("types", _counted(found.types))
    return "\n".join(lines) + "\n"


def _row(name: str, items: Iterable[str]) -> list[str]:
    lines = packed(items, _WIDTH - 11)
    return [f"{first:11}{line}" for first, line in zip(chain([name], repeat("")), lines, strict=False)]


def _counted(words: Mapping[str, int]) -> list[str]:
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return [f"{word} {number:,}" for word, number in ordered[:_MOST]]


def _meaning(words: Words) -> list[str]:
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return [f"{word}{'' if word == role else f' = {role}'} {number:,}" for (word, role), number in ordered[:_MOST]]


def _words(words: Words) -> Counter[str]:
    out: Counter[str] = Counter()
    for (word, _), number in words.items():
        out[word] += number
    return out


def settings_text(inputs: Sequence[str], found: Findings, *, dialect: bool) -> str:
    """Return a settings file: what pages say of the whole API, and marked as comments what they do not say."""
    lines = [
        '# The settings of docgen; "docgen config" shows all of them.',
        f"inputs = {_list(inputs)}",
        'output = "build/openapi.yaml"',
        f'dialect = "{DIALECT}"' if dialect else f'# dialect = "{DIALECT}"  # words of your own',
        f"servers = {_list(found.servers)}" if found.servers else '# servers = ["https://api.example.com/v1"]',
        "",
        "[info]",
        f"title = {_text(found.title)}" if found.title else '# title = "The name of the API"',
        f"version = {_text(found.version)}" if found.version else '# version = "1.0.0"',
    ]
    return "\n".join(lines) + "\n"


_HEAD = """\
# Words of these pages that docgen does not know, the most frequent first, each
# where it may belong. A line that begins with "#" says nothing yet: move what
# stands in the wrong place, and take the "#" away.
# "docgen dialect check" shows what that changes,
# "docgen dialect show KEY" explains a key.
"""
_NO_REQUEST = """
# No request was found. Say what one looks like, with method and path.
[outline]
# request_patterns = ['Call (?P<method>\\w+) (?P<path>/\\S+)']
"""
_HEADINGS = """
# Headings and labels by their role; * stands for anything: "what you get*".
# Further roles: path_parameters, query_parameters, request_headers, errors,
# request_body, examples, "examples.request", "examples.response", remarks.
[headings.words]
"""
_COLUMNS = """
# Columns of tables.
# Further ones: name, type, description, required, default, location, status.
[columns]
"""
_TYPES = """
# Words for types.
# Further types: string, any-integer, any-number, boolean, date, date-time, uuid.
[types]
"""
_ENVELOPE = """
# {number:,} of {total:,} answers shown are an object with the member {name}. With the first
# line all answers stand in it; with both, only what stands in it is described,
# as clients that take it out hand it on.
[document]
# envelope = {name}
# unwraps = true
"""


def dialect_text(found: Findings, dialects: Counter[str]) -> str:
    """Return a dialect file in which each word without a meaning has a place, as a comment.

    It extends the dialect by which most pages are read.
    """
    extends = next(iter(dict(dialects.most_common(1))), DEFAULT)
    text = _HEAD
    if extends != DEFAULT:
        text += f"extends = {_text(extends)}\n"
    if not found.operations:
        text += _NO_REQUEST
    if found.headings:
        text += _HEADINGS + _places(found.headings)
    if found.columns:
        text += _COLUMNS + _places(found.columns)
    if found.types:
        text += _TYPES + _commented("any.words", list(found.types))
    if found.envelope:
        name, number, total = found.envelope
        text += _ENVELOPE.format(name=_text(name), number=number, total=total)
    return text


def _places(words: Words) -> str:
    """Return a line for each place, with the words that may belong there."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for (word, place), _ in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        by_place[place].append(word)
    return "".join([_commented(_text(place) if "." in place else place, listed) for place, listed in by_place.items()])


def _commented(key: str, texts: Sequence[str]) -> str:
    """Return a key with a list as comments, in one line where there is room."""
    line = f"# {key} = {_list(texts)}\n"
    if len(line) <= _WIDTH:
        return line
    return "".join([f"# {key} = [\n", *(f"#   {one}\n" for one in packed(map(_text, texts), _WIDTH - 4)), "# ]\n"])


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
