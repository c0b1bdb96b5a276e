"""Finds marks of unfinished text, and removes them from text for the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen import rules
from docgen.diagnostic import Diagnostic, Rule
from docgen.dialects import Dialect, Form, match_forms
from docgen.markdown import inline
from docgen.markdown.page import Cell, Page, Paragraph, Table
from docgen.outline.heading_rows import heading_row
from docgen.outline.parts import Part
from docgen.outline.rows import groups
from docgen.source import Span, Text

_MARKS = ("todo", "macro")
_LONGEST_MARK = 60  # characters
_LEFTOVER = re.compile(r"^[\s.,;:*]+|^\W*$")  # of a mark that a text begins with
_NOTHING_SAID = re.compile(r"^\W*$")


@lru_cache(maxsize=1024)
def without(text: str, dialect: Dialect) -> str:
    """Return a text without its placeholders; "" when nothing else is said."""
    for key in _MARKS if is_unfinished(text, dialect) else ():
        if match := dialect.placeholders[key].search(text):
            left = _LEFTOVER if _LEFTOVER.fullmatch(text[: match.start()]) or not match.start() else _NOTHING_SAID
            text = left.sub("", dialect.placeholders[key].pattern.sub(" ", text)).strip()
    empty = dialect.placeholders["empty"]
    says_nothing = empty.may_stand_in(text.lower()) and empty.pattern.match(text)
    return "" if says_nothing or is_mark(text, dialect) else text


@lru_cache(maxsize=1024)
def is_unfinished(text: str, dialect: Dialect) -> bool:
    """Tell whether a mark of the unfinished stands in a text."""
    return bool(match_forms(dialect.placeholders, _MARKS, text))


@lru_cache(maxsize=1024)
def is_mark(text: str, dialect: Dialect) -> bool:
    """Tell whether a text of a row is nothing but a mark of the unfinished."""
    return len(text) < _LONGEST_MARK and dialect.placeholders["mark"].search(text.strip(" \t`*_")) is not None


def find(page: Page, parts: Sequence[Part], dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a finding for every unfinished text outside code: front matter, introduction, prose and cells."""
    todo = dialect.placeholders["todo"]
    stands = todo.may_stand_in(page.text.lower())
    for entry in page.front_matter.entries if stands and page.front_matter else ():
        if todo.search(entry.value):
            yield rules.TODO_IN_FRONT_MATTER.at(entry.value_span, key=entry.key, subject=entry.key)
    told: set[int] = set()  # where marks stand that a row tells already
    if dialect.outline.labels:
        for finding in _in_rows(parts, dialect):
            told.add(finding.span.start)
            yield finding
    for here in parts if stands else ():
        for finding in _in_part(here, dialect, todo):
            if finding.span.start not in told:
                yield finding


def _in_part(here: Part, dialect: Dialect, todo: Form) -> Iterator[Diagnostic]:
    if here.is_section:
        yield from _in_text(here.section.title, rules.TODO_IN_PROSE, todo)
    for block in here.blocks:
        if isinstance(block, Paragraph):
            rule = rules.TODO_IN_INTRODUCTION if here.section.level <= 1 else rules.TODO_IN_PROSE
            yield from _in_text(block.text, rule, todo)
        elif isinstance(block, Table):
            yield from _in_table(block, here, dialect)


def _in_rows(parts: Sequence[Part], dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a finding for each type or description of a row that is still to be written, whatever carries the row."""
    for here in parts:
        if not here.role and not any(isinstance(block, Table) for block in here.shown):
            continue
        headed = heading_row(here, dialect, bare=here.inherits)
        for _, rows in ((here.section, (headed,)),) if headed else groups(here, dialect):
            for row in rows:
                for cell, rule in ((row.type, rules.TODO_IN_CELL), (row.description, rules.TODO_IN_DESCRIPTION)):
                    found = _mark_in(cell, dialect) if cell else None
                    if found:
                        yield rule.at(found, subject=inline.plain(row.name.text))


def _mark_in(cell: Cell, dialect: Dialect) -> Span | None:
    """Return where the mark of the unfinished stands in a cell."""
    if is_mark(cell.text, dialect):
        return cell.span
    match = _search(cell.text, dialect.placeholders["todo"])
    if match is None or "\n" in cell.text:
        return cell.span if match else None
    return _span(Text(cell.text, cell.span), 0, match)


def _mask(text: str) -> str:
    return inline.COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), inline.mask_code(text))


def _search(text: str, todo: Form) -> re.Match[str] | None:
    """Return where a mark of the unfinished stands first outside of code and comments."""
    return todo.pattern.search(_mask(text)) if todo.may_stand_in(text.lower()) else None


def _in_text(text: Text, rule: Rule, todo: Form) -> Iterator[Diagnostic]:
    """Yield one finding a line, at its first marker."""
    start = 0
    for line in _mask(text.value).split("\n") if todo.may_stand_in(text.value.lower()) else ():
        match = todo.pattern.search(line)
        if match:
            yield rule.at(_span(text, start, match))
        start += len(line) + 1


def _span(text: Text, start: int, match: re.Match[str]) -> Span:
    found = match.group()
    left = len(found) - len(found.lstrip())
    return text.at(start + match.start() + left, start + match.end() - (len(found) - len(found.rstrip())))


def _in_table(table: Table, here: Part, dialect: Dialect) -> Iterator[Diagnostic]:
    titles = [inline.plain(cell.text).strip().lower() for cell in table.head.cells]
    permissions = here.inside("permissions") or dialect.holds_permission_kinds(titles[0] if titles else "")
    for row in (table.head, *table.rows):
        for column, cell in enumerate(row.cells):
            match = _search(cell.text, dialect.placeholders["todo"])
            if match is None:
                continue
            title = titles[column] if column < len(titles) else ""
            if permissions and row is not table.head:
                rule = rules.TODO_IN_PERMISSIONS
            elif title in dialect.columns.description or "description" in title:
                rule = rules.TODO_IN_DESCRIPTION if row is not table.head else rules.TODO_IN_CELL
            else:
                rule = rules.TODO_IN_CELL
            subject = inline.plain(row.cells[0].text) if row.cells else ""
            yield rule.at(_span(Text(cell.text, cell.span), 0, match), subject=subject)
            break
