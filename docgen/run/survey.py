"""Looks at pages: what carries their requests and rows, and which of their words mean something to the dialect."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import islice

import msgspec

from docgen.dialects import Dialect
from docgen.extract.block_coverage import account
from docgen.extract.facts import PageFacts
from docgen.extract.row_names import is_name
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Paragraph, Table
from docgen.outline import Outline, Part
from docgen.outline.parts import fold, label_text
from docgen.outline.rows import groups
from docgen.outline.table_rows import cell_at, head
from docgen.outline.text_rows import is_type
from docgen.statuses import FAILURES

Words = Counter[tuple[str, str]]
"""How often each word stands on pages, with what it is taken for; of a word without meaning, what it may mean."""

_MEANINGS = (
    *("name", "type", "description", "required", "optional", "default", "notes", "location", "value"),
    *("status", "schema", "meaning", "header", "security", "scopes", "listed_value", "member", "member_value"),
)
_WITHOUT_ROWS = frozenset({"permissions", "methods", "derived_types", "see_also", "remarks"})
_LONGEST = 60  # characters of a word
_MOST_WORDS = 6  # of a heading; what is longer is a sentence
_MOST = 5  # blocks behind a label that may be what it is about: a sentence or two stand before a table


class Survey(msgspec.Struct, frozen=True, gc=False):
    """What pages use. ``giving`` are the paths of those that give operations or types, ``dialects`` how they are read.

    ``requests`` and ``rows`` count what carries them; ``headings`` (with labels), ``columns`` and ``types`` the words
    that mean something, ``other_headings`` and ``other_columns`` those that do not, ``told`` and ``unread`` the blocks.
    ``answers`` are the objects that examples show as answers, ``members`` those of them that hold further ones.
    """

    pages: int = 0
    giving: tuple[str, ...] = ()
    dialects: Counter[str] = msgspec.field(default_factory=Counter)
    requests: Counter[str] = msgspec.field(default_factory=Counter)
    rows: Counter[str] = msgspec.field(default_factory=Counter)
    headings: Words = msgspec.field(default_factory=Counter)
    columns: Words = msgspec.field(default_factory=Counter)
    types: Words = msgspec.field(default_factory=Counter)
    other_headings: Words = msgspec.field(default_factory=Counter)
    other_columns: Words = msgspec.field(default_factory=Counter)
    told: int = 0
    unread: int = 0
    answers: int = 0
    members: Counter[str] = msgspec.field(default_factory=Counter)

    def __add__(self, other: Survey) -> Survey:
        """Return what the pages of both use."""
        return Survey(*[getattr(self, name) + getattr(other, name) for name in self.__struct_fields__])


def together(surveys: Sequence[Survey]) -> Survey:
    """Return what all pages use."""
    return reduce(operator.add, surveys, Survey())


def look(outline: Outline, facts: PageFacts) -> Survey:
    """Return what one page uses."""
    dialect = outline.dialect
    scoped = {part for scope in outline.scopes for part in scope.parts}
    scoped |= {part for described in outline.types for part in described.parts}
    heads = {scope.head for scope in outline.scopes} | {described.head for described in outline.types}
    gives = bool(facts.operations or facts.resources or facts.enums)
    parts = [part for part in outline.parts if part in scoped] if gives else []
    asked = [part for part in parts if part.role not in _WITHOUT_ROWS] if dialect.outline.tells_unread else []
    states = Counter(one.state for one in account(outline, facts))
    rows = [row for part in parts if part.shown for _, found in groups(part, dialect) for row in found]
    shown = list(_answers(facts))
    return Survey(
        pages=1,
        giving=(facts.path,) if gives else (),
        dialects=Counter([facts.dialect] if gives else []),
        requests=Counter(one.carrier for scope in outline.scopes for one in scope.statements),
        rows=Counter(row.carrier for row in rows),
        headings=Counter((fold(part.title, dialect), part.role) for part in parts if part.named and not part.marked),
        columns=Counter(_columns(parts, dialect, known=True)),
        types=Counter(_types([row.type.text for row in rows if row.type], dialect)),
        other_headings=Counter(_headings(asked, heads, dialect)),
        other_columns=Counter(_columns(asked, dialect, known=False)),
        told=states["read"] + states["known"],
        unread=states["unread"],
        answers=len(shown),
        members=Counter(name for one in shown for name, value in one.items() if isinstance(value, dict | list)),
    )


def _answers(facts: PageFacts) -> Iterator[dict[str, object]]:
    """Yield the first object that an example of each operation shows as its answer."""
    for operation in facts.operations:
        bodies = (example.response_body for example in operation.examples if example.status < FAILURES)
        yield from islice((body.value for body in bodies if body and isinstance(body.value, dict)), 1)


def _types(cells: Sequence[str], dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield the words for plain types that stand alone in their cell, with the key of the type table."""
    for text in cells:
        word = inline.plain(text).strip(" \n`*_").lower()
        key = dialect.primitive(word) if word else ""
        if key:
            yield word, key


def _columns(parts: Sequence[Part], dialect: Dialect, *, known: bool) -> Iterator[tuple[str, str]]:
    """Yield the titles of columns with what they mean, or those that mean nothing with what they may mean."""
    for part in parts:
        for block in part.shown:
            if isinstance(block, Table) and block.rows:
                titles = head(block)
                for number, title in enumerate(titles):
                    meaning = _meaning(title, dialect)
                    if known and meaning:
                        yield title, meaning
                    elif title and not known and not meaning and len(title) <= _LONGEST:
                        yield title, _guessed_column(block, number, dialect)


def _meaning(title: str, dialect: Dialect) -> str:
    words = next((key for key in _MEANINGS if title in getattr(dialect.columns, key)), "")
    form = dialect.outline
    if not words and title in (form.target_columns | form.method_words | form.target_words):
        return "request"
    return words or ("permission_kind" if dialect.holds_permission_kinds(title) else "")


def _guessed_column(table: Table, number: int, dialect: Dialect) -> str:
    """Return what a column may hold, by what its cells look like."""
    cells = [inline.plain(cell.text).strip() for row in table.rows if (cell := cell_at(row.cells, number))]
    cells = [text for text in cells if text]
    yes, no = dialect.sentences["required_mark"], dialect.sentences["optional_mark"]
    tests: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("type", lambda text: is_type(text, dialect)),
        ("required", lambda text: yes.search(text) or no.search(text)),
        ("name", lambda text: number == 0 and is_name(text, dialect)),
    )
    for meaning, test in tests:
        if cells and 2 * sum(bool(test(text)) for text in cells) > len(cells):
            return meaning
    return "description"


def _headings(parts: Sequence[Part], heads: set[Part], dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield headings and labels of operations that have no role, and the role that may be theirs."""
    answered = False
    for part in parts:
        if part in heads:
            answered = False
        answered = (answered and not part.named) or (part.named and part.role in ("response", "errors"))
        if part.is_section and part.section.level and not part.named and part not in heads:
            role = _guessed_role(part.shown, answered=answered)
            if role:
                yield from _word(part.title, role, dialect)
        for number, block in enumerate(part.shown):
            text = label_text(block)
            role = _guessed_role(part.shown[number + 1 :], answered=answered) if text else ""
            if text and role:
                yield from _word(text.value, role, dialect)


def _word(title: str, role: str, dialect: Dialect) -> Iterator[tuple[str, str]]:
    folded = fold(inline.plain(title).strip(), dialect)
    is_title = any(map(str.isalpha, folded)) and len(folded) <= _LONGEST and len(folded.split()) <= _MOST_WORDS
    if is_title and folded[-1:] not in ".?!" and not dialect.responses["lead"].search(title):
        yield folded, role


def _guessed_role(below: Sequence[Block], *, answered: bool) -> str:
    """Return the role that a heading may have, by what stands below it up to the next label; "" for text alone."""
    for block in below[:_MOST]:
        if isinstance(block, Table) or (isinstance(block, Paragraph) and block.item):
            return "response" if answered else "parameters"
        if isinstance(block, Fence):
            return "examples.response" if answered or block.text.value.lstrip()[:1] in "{[" else "examples"
        if label_text(block):
            return ""
    return ""
