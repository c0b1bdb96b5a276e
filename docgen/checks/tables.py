"""Reports tables that end too early, cells in the wrong columns, and sections that hold nothing or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, Related, Severity
from docgen.dialects import Dialect
from docgen.extract.placeholders import is_unfinished
from docgen.markdown import inline
from docgen.markdown.page import Callout, Comment, Paragraph, Row, Table
from docgen.markdown.tables import split_row
from docgen.outline.parts import Part
from docgen.outline.table_rows import head
from docgen.source import Span

_ROW = re.compile(r"[ \t]*\|[^\n]*\|[ \t]*\Z")
_NAME = re.compile(r"[`*]{0,3}[a-z][\w.-]*[`*]{0,3}\Z")
_ONCE = frozenset(
    (
        *("permissions", "http_request", "request_body", "request_headers", "query_parameters", "path_parameters"),
        *("function_parameters", "response", "properties", "relationships", "json", "methods"),
    )
)  # roles of sections that a page has once
_DESCRIBED = frozenset(("properties", "relationships", "request_body", "path_parameters", "query_parameters"))
_OF_TYPES = frozenset(("properties", "relationships"))
_NO_PART = frozenset(("response", "examples"))  # what no section of rows holds
_CODE = re.compile(r"[1-5]\d\d\b")
_LONGEST_TYPE = 24  # characters of the name of a type that is known everywhere
_LISTS = frozenset((*_DESCRIBED, "function_parameters", "request_headers", "parameters", "permissions", "members"))


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield what is wrong with the tables and sections of a page of a template."""
    if view.facts.kind not in ("operation", "resource", "enum"):
        return
    yield from _ended(view)
    yield from _sections(view)
    for here, table in view.tables:
        if here.inside("examples"):
            continue
        if not table.rows:
            yield from _without_rows(here, table, view.dialect)
            continue
        yield from _columns(here, table, view)
        if view.dialect.outline.request_parts:
            yield from _repeated(here, table, view)
        yield from _statuses(table, view)


def _ended(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows that a comment or a blank line separates from their table."""
    for here, table in view.tables:
        text = view.page.text_of(table.span.path)
        inside = "<!--" in text[table.span.start : table.span.end]
        for comment in here.section.blocks if inside else ():
            row = _behind(comment, table, text) if isinstance(comment, Comment) else None
            if row:
                yield rules.STRAY_ROW.at(
                    row.span,
                    cause="a comment",
                    advice="put the comment in front of the table",
                    subject=row.cells[0].text,
                )
    for barred in view.barred:
        lines = barred.block.text.value.split("\n")
        if barred.table is None or len(lines) < 2 or not all(map(_ROW.match, lines)):
            continue
        if len(split_row(lines[0].strip(), 0, "")) == len(barred.table.head.cells):
            yield rules.STRAY_ROW.at(
                barred.block.text.at(0, len(lines[0])), cause="a blank line", advice="remove the blank line"
            )
    for table, block in _followed(view):
        yield from _in_callout(block, table)


def _followed(view: PageView) -> Iterator[tuple[Table, Callout]]:
    """Yield the tables that a quotation stands right behind."""
    if "\n>" not in view.page.text:
        return
    for section in {id(here.section): here.section for here, _ in view.tables}.values():
        for table, block in pairwise(section.blocks):
            if isinstance(table, Table) and isinstance(block, Callout):
                yield table, block


def _in_callout(callout: Callout, table: Table) -> Iterator[Diagnostic]:
    """Yield a row below a quotation, whose last paragraph goes on to it."""
    last = callout.blocks[-1] if callout.blocks else None
    if not isinstance(last, Paragraph) or "|" not in last.text.value:
        return
    at = 0
    for line in last.text.value.split("\n"):
        if _ROW.match(line) and len(split_row(line.strip(), 0, "")) == len(table.head.cells):
            yield rules.STRAY_ROW.at(
                last.text.at(at, at + len(line)),
                cause="a quotation",
                advice="put the quotation behind the table",
                subject=line,
            )
            return
        at += len(line) + 1


def _behind(comment: Comment, table: Table, text: str) -> Row | None:
    """Return the row below a comment that stands on lines of its own inside a table; None for any other comment."""
    start = comment.span.start
    same_file = comment.span.path == table.span.path
    is_inside = same_file and table.span.start < start and comment.span.end < table.span.end
    begins = is_inside and not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return next((row for row in table.rows if row.span.start > comment.span.end), None) if begins else None


def _sections(view: PageView) -> Iterator[Diagnostic]:
    """Yield the sections that are empty, and those of which a page has one, where it has another."""
    first: dict[tuple[str, str], Part] = {}
    parts = [here for here in view.parts if here.section.level]
    for here, following in pairwise((*parts, None)):
        assert here is not None
        if not (here.is_section and here.named):
            continue
        title = inline.plain(here.title).strip()
        is_empty = here.role in _LISTS and not here.section.blocks and not _is_filled(here, following)
        if is_empty and not here.inside("examples"):
            yield rules.EMPTY_SECTION.at(here.section.title.span, what="section", section=title, subject=title)
        if here.role in _ONCE and not here.inside("examples") and here.section.level == 2:
            known = first.setdefault((here.role, title.lower()), here)
            if known is not here and len(view.facts.operations) < 2:
                yield rules.REPEATED_SECTION.at(
                    here.section.title.span,
                    related=(Related(known.section.title.span, "the first one"),),
                    section=title,
                    subject=title,
                )


def _is_filled(here: Part, following: Part | None) -> bool:
    """Tell whether a section without text holds a deeper one that is part of it, and does not only stand too deep."""
    if following is None or following.section.level <= here.section.level:
        return False
    return following.inherits or following.role == here.role or following.role not in _NO_PART


def _without_rows(here: Part, table: Table, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a table that has nothing but its head, and no text behind it such as "None."."""
    behind = here.own[here.own.index(table) + 1 :]
    is_said = any(type(one) is Paragraph and dialect.sentences["nothing"].search(one.text.value) for one in behind)
    if here.named and not is_said and (here.role in _LISTS or here.role == "methods"):
        title = inline.plain(here.title).strip()
        severity = Severity.INFO if here.role in _OF_TYPES else None
        yield rules.EMPTY_SECTION.at(table.head.span, severity=severity, what="table", section=title, subject=title)


def _columns(here: Part, table: Table, view: PageView) -> Iterator[Diagnostic]:
    """Yield a table of rows without descriptions, and the rows whose cells are in each other's columns."""
    titles, words = head(table), view.dialect.columns
    if here.role not in _LISTS or not titles or titles[0] not in words.name:
        return
    at = next((i for i, title in enumerate(titles) if title in words.type), 0)
    about = next((i for i, title in enumerate(titles) if title in words.description), 0)
    if here.named and here.role in _DESCRIBED and at and not about and set(titles) <= {*words.name, *words.type}:
        yield rules.MISSING_COLUMN.at(table.head.span, subject=here.title)
    if not at:
        return
    for row in table.rows:
        if not (_may_be_type(row.cells[0].text) or _may_be_type(row.cells[about].text)):
            continue
        name, kind = (inline.plain(row.cells[i].text).strip() for i in (0, at))
        if _is_type(name, view) and not view.dialect.primitive(kind.lower()) and _NAME.match(kind):
            yield rules.SWAPPED_CELLS.at(_both(row, 0, at), name=name, type=kind, subject=kind)
        elif (
            about > at
            and " " in kind
            and not _is_type(kind, view)
            and _is_type(inline.plain(row.cells[about].text).strip(), view)
        ):
            yield rules.SWAPPED_CELLS.at(row.cells[at].span, name=kind[:40], type=row.cells[about].text, subject=name)


def _both(row: Row, first: int, last: int) -> Span:
    """Return the part of a row from one cell to another one."""
    return Span(row.span.path, row.cells[first].span.start, row.cells[last].span.end)


def _may_be_type(text: str) -> bool:
    """Tell at a glance whether a cell that holds a name or a description may hold a type: most do not."""
    return len(text) <= _LONGEST_TYPE and text[:1].isupper()


def _is_type(text: str, view: PageView) -> bool:
    return text[:1].isupper() and bool(view.dialect.primitive(text.lower()))


def _statuses(table: Table, view: PageView) -> Iterator[Diagnostic]:
    """Yield the only status that has two rows in a table; where several have, the rows tell causes apart."""
    titles, columns = head(table), view.dialect.columns
    if len(titles) < 2 or titles[0] not in columns.status or len(table.rows) < 2:
        return
    if titles[1] not in columns.meaning and titles[1] not in columns.description:
        return
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        match = _CODE.match(inline.plain(row.cells[0].text).strip())
        if match:
            rows.setdefault(match[0], []).append(row)
    several = [(status, found) for status, found in rows.items() if len(found) > 1]
    if len(several) == 1 and len(several[0][1]) == 2:
        status, (first, second) = several[0]
        related = (Related(first.cells[0].span, "the first one"),)
        yield rules.DUPLICATE_ROW.at(second.cells[0].span, related=related, name=status, subject=status)


def _repeated(here: Part, table: Table, view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows that stand twice in a table, outside those whose rows are looked at as properties."""
    if here.role in ("properties", "relationships", "") or len(table.rows) < 2:
        return
    titles = head(table)
    columns = view.dialect.columns
    by_kind = bool(titles) and view.dialect.holds_permission_kinds(titles[0])
    named = bool(titles) and (titles[0] in columns.name or titles[0] in columns.member)
    if not (named or by_kind or here.role == "methods"):
        return
    seen: dict[str, Row] = {}
    for row in table.rows:
        name = inline.plain(row.cells[0].text).replace("\u00a0", " ").strip()
        key = row.cells[0].text if here.role == "methods" else name.lower() if by_kind else name
        known = seen.setdefault(key, row)
        if known is row or not name or is_unfinished(name, view.dialect):
            continue
        if not by_kind or view.dialect.permission_kind(name):
            yield rules.DUPLICATE_ROW.at(
                row.cells[0].span, related=(Related(known.cells[0].span, "the first one"),), name=name, subject=name
            )
