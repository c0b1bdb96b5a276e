"""Tells as what each block of a page is read, and which keys of its dialect say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from docgen.dialects import Dialect
from docgen.dialects.checking import ROLES
from docgen.extract.block_coverage import Accounted, account, span_of
from docgen.extract.facts import PageFacts
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Paragraph, Table
from docgen.outline import Outline, Part, Statement
from docgen.outline.parts import fold
from docgen.outline.row import Row
from docgen.outline.rows import groups
from docgen.outline.table_rows import head, layout
from docgen.source import Span

_MOST = 60  # characters of a text that are shown


class Said(NamedTuple):
    """A key of the dialect with the word, or with the role and the pattern, that holds of a block."""

    keys: tuple[str, ...]
    value: str | tuple[str, str]


class Reading(msgspec.Struct, frozen=True):
    """A block of a page: its place and kind, its first words, whether it is read, and what says so.

    ``state`` is ``read``, ``known``, ``unread``, or "" for a label; ``cause`` is why a block is unread. ``role`` is
    that of the part which it begins or stands in. ``unknown`` are the words of it that no key has.
    """

    span: Span
    kind: str
    text: str
    state: str = ""
    cause: str = ""
    role: str = ""
    because: tuple[Said, ...] = ()
    unknown: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """A page: the name of its dialect, what kind of page it is, and its blocks in the order written."""

    dialect: str
    kind: str
    readings: tuple[Reading, ...]


def why(outline: Outline, facts: PageFacts) -> Page:
    """Return as what the blocks of a page are read."""
    dialect = outline.dialect
    blocks = {span_of(block): (block, part) for part in outline.parts for block in part.shown}
    rows = {
        span_of(block): tuple(found) for part in outline.parts if part.shown for block, found in groups(part, dialect)
    }
    headings = {part.section.title.span: part for part in outline.parts if part.is_section}
    stated = {one.span: one for one in outline.statements}
    readings = []
    told: dict[tuple[Span, str], Accounted] = {}
    for one in account(outline, facts):
        told.setdefault((one.span, one.kind), one)  # a paragraph that is a request is one block of a kind
    for one in told.values():
        block, part = blocks.get(one.span, (None, headings.get(one.span)))
        because: tuple[Said, ...] = ()
        if one.kind == "heading" and part:
            because = tuple(_role(part, dialect))
        elif one.kind == "request":
            because = tuple(_carrier(stated.get(one.span), dialect))
        elif one.kind == "rows":
            because = tuple(_words(block, rows.get(one.span, ()), dialect))
        text = " ".join(one.statement) if one.statement[1] else _first(block, part)
        if not text:
            continue  # a comment
        unknown = tuple(_unknown(block, rows.get(one.span, ()), because)) if one.kind == "rows" else ()
        role = part.role if part and (block or part.named) else ""
        readings.append(Reading(one.span, one.kind, text, one.state, one.cause, role, because, unknown))
    for part in outline.parts:
        if part.label is not None:
            found = tuple(_role(part, dialect))
            readings.append(Reading(part.label.span, "label", _short(part.label.value), role=part.role, because=found))
    return Page(facts.dialect, facts.kind, tuple(sorted(readings, key=lambda one: (one.span.start, one.kind))))


def _first(block: Block | None, part: Part | None) -> str:
    """Return the first words of a block, or the heading of a part."""
    if isinstance(block, Table):
        return _short(" | ".join(head(block)))
    if isinstance(block, (Paragraph, Fence)):
        return _short(block.text.value)
    return _short(part.section.title.value) if part and block is None else ""


def _short(text: str) -> str:
    line = " ".join(inline.plain(text.strip()[: 4 * _MOST]).split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 3].rstrip()}..."


def _role(part: Part, dialect: Dialect) -> Iterator[Said]:
    """Yield what gives a heading or label its role: one of the plain words, else a pattern."""
    if not part.named or part.marked:
        return
    folded = fold(inline.plain(part.title).strip().rstrip(":"), dialect)
    wanted = {part.role, *(f"{before}.{part.role}" for before in part.roles)}
    for role, words in dialect.headings.words.items():
        for word in words:
            if role in wanted and _stands_for(word, folded):
                yield Said(("headings", "words", role), word)
                return
    for table in ROLES if part.is_section else (*ROLES[1:], ROLES[0]):
        for role, pattern in getattr(dialect.headings, table):
            if role in wanted and pattern.search(folded):
                yield Said(("headings", table), (role, pattern.pattern))
                return


def _stands_for(word: str, folded: str) -> bool:
    """Tell whether a heading is a word of a dialect, in which "*" stands for anything."""
    first, *others = word.strip().lower().split("*")
    if not others:
        return folded == first
    at = len(first)
    for piece in others[:-1]:
        at = folded.find(piece, at) + len(piece) if piece in folded[at:] else len(folded) + 1
    return folded.startswith(first) and at <= len(folded) and folded[at:].endswith(others[-1])


def _carrier(one: Statement | None, dialect: Dialect) -> Iterator[Said]:
    if one is None:
        return
    carrier = "fence" if one.carrier == "indented" else one.carrier
    if carrier in dialect.outline.statements:
        yield Said(("outline", "statements"), carrier)
    if one.method in dialect.outline.verbs:
        yield Said(("outline", "verbs", one.method), dialect.outline.verbs[one.method])


def _words(block: Block | None, rows: Sequence[Row], dialect: Dialect) -> Iterator[Said]:
    """Yield the columns of a table and the types of rows that mean something, each once."""
    if isinstance(block, Table):
        titles = head(block)
        found = layout(titles, dialect.columns)
        for name in found.__struct_fields__:
            number = getattr(found, name)
            if not isinstance(number, int):  # columns that the vocabulary does not know
                continue
            if 0 <= number < len(titles) and titles[number] in getattr(dialect.columns, name):
                yield Said(("columns", name), titles[number])
    elif rows:
        yield Said(("outline", "rows"), rows[0].carrier)
    types = [inline.plain(row.type.text).strip(" \n`*_").lower() for row in rows if row.type]
    for word in dict.fromkeys(types):
        key = dialect.primitive(word) if word else ""
        if key:
            yield Said(("types", key, "words"), word)


def _unknown(block: Block | None, rows: Sequence[Row], because: Sequence[Said]) -> Iterator[str]:
    """Yield the columns of a table of rows that mean nothing."""
    known = {said.value for said in because if said.keys[0] == "columns"}
    if isinstance(block, Table) and rows:
        yield from (title for title in head(block) if title and title not in known)
