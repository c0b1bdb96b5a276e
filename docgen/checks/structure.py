"""Reports problems of the skeleton of a page: front matter, sections, tabs, tables, annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from posixpath import commonprefix

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix, rewritten
from docgen.dialects import Dialect
from docgen.extract.page_kind import stated_kind
from docgen.markdown.inline_includes import INCLUDE
from docgen.markdown.page import Block, Callout, Comment, Include, Page, Paragraph, Tab, Table
from docgen.markdown.tables import split_row
from docgen.names import folded
from docgen.near import differences, nearest
from docgen.outline.parts import Part, fold
from docgen.outline.table_rows import head
from docgen.source import Span

_UNREAD = frozenset(
    rule.code for rule in (rules.BINARY_FILE, rules.OVERSIZED_PAGE, rules.UNCLOSED_FRONT_MATTER, rules.UNREADABLE_PAGE)
)
_CONTRADICTIONS = frozenset(
    {
        ("operation", "resource"),
        ("operation", "enum"),
        ("resource", "operation"),
        ("enum", "operation"),
        ("enum", "resource"),
    }
)  # (what the front matter says, what the page is); an enumeration may stand on a page of resource type
_TEMPLATE = frozenset({"permissions", "http_request"})
_PAGES = {"operation": "an operation", "resource": "a type", "enum": "an enumeration"}
_ROW = re.compile(r"[ \t]*\|[^\n]*\|[ \t]*\Z")
_TYPING_ERRORS = 2  # letters in which a heading may differ from the one that is meant to be corrected to it
_LONGEST_NOTICE = 1_000  # characters of a page that only says where something stands now
_CODE_INDENT = 4  # columns of blanks before a line that is no head of a table


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield what is wrong with the skeleton of the page."""
    if view.facts.kind == "include" or any(d.code in _UNREAD for d in view.page.diagnostics):
        return
    for each in (
        _front_matter,
        _kind,
        _sections,
        _introduction,
        _headings,
        _tabs,
        _separators,
        _stray_rows,
        _inline_includes,
        _annotations,
    ):
        yield from each(view)


def _is_redirect(view: PageView) -> bool:
    """Tell whether a page states nothing of its own, but that something stands elsewhere now."""
    facts, front, matter = view.facts, view.dialect.front_matter, view.page.front_matter
    if facts.operations or facts.resources or facts.enums:
        return False
    keys = {folded(key) for key in front.redirect}
    if matter and any(folded(entry.key) in keys for entry in matter.entries):
        return True
    return len(view.page.text) < _LONGEST_NOTICE and bool(front.moved and front.moved.search(view.page.text))


def _front_matter(view: PageView) -> Iterator[Diagnostic]:
    matter, wanted = view.page.front_matter, view.dialect.front_matter
    if _is_redirect(view):
        return
    titled = view.dialect.outline.labels and view.facts.title
    if not titled and not any(here.section.level == 1 for here in view.parts):
        yield rules.MISSING_TITLE.at(Span(view.page.path, 0, 0))
    if matter is None:
        if not wanted.optional:
            yield rules.MISSING_FRONT_MATTER.at(Span(view.page.path, 0, 0))
        return
    if any(d.code == rules.INVALID_FRONT_MATTER.code for d in view.page.diagnostics):
        return
    keys = {entry.key for entry in matter.entries}
    for names in wanted.required if matter.entries else ():
        if keys.isdisjoint(names):
            start = matter.span.start
            yield rules.MISSING_KEY.at(Span(matter.span.path, start, start + 3), key=names[0], subject=names[0])


def _kind(view: PageView) -> Iterator[Diagnostic]:
    matter, kind = view.page.front_matter, view.facts.kind
    if matter and (stated_kind(view.page, view.dialect), kind) in _CONTRADICTIONS:
        keys = view.dialect.front_matter
        entry = next(e for e in matter.entries if e.key == keys.kind)
        meant = _in_case_of(entry.value, next(iter(keys.kinds.get(kind, ())), kind))
        place = entry.value_span
        written = view.page.text[place.start : place.end]
        if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
            place, written = Span(place.path, place.start + 1, place.end - 1), written[1:-1]
        yield rules.CONTRADICTING_DOC_TYPE.at(
            entry.value_span,
            fix=rewritten((place,), meant, safe=True) if written == entry.value and kind in keys.kinds else None,
            key=keys.kind,
            stated=entry.value,
            actual=_PAGES[kind],
            kind=meant,
        )


def _in_case_of(written: str, word: str) -> str:
    """Return a word whose end has the letter case of the same end of another one."""
    same = len(commonprefix((written.lower()[::-1], word[::-1])))
    return word[: len(word) - same] + written[len(written) - same :]


def _sections(view: PageView) -> Iterator[Diagnostic]:
    """Yield the sections that a page of its kind cannot do without."""
    wanted: dict[str, str] = {}
    if view.facts.kind == "operation":
        # Other pages than those of a template have headings of their own, unless they show that they follow it.
        expected = view.dialect.outline.request_parts or _TEMPLATE.issubset(here.role for here in view.parts)
        wanted = dict(view.dialect.headings.required) if expected else {}
    elif view.facts.kind == "resource" and view.facts.resources:
        described = any(resource.has_table or resource.representation for resource in view.facts.resources)
        wanted = {} if described else {"properties": "Properties"}
    stated = {here.role for here in view.parts if here.role in wanted and not here.inside("examples")}
    for role, title in wanted.items():
        if role not in stated:
            yield rules.MISSING_SECTION.at(view.top, section=title, subject=title)


def _introduction(view: PageView) -> Iterator[Diagnostic]:
    """Yield a page of a template that goes on with its first section right below the title."""
    facts = view.facts
    described = [one.description for some in (facts.operations, facts.resources, facts.enums) for one in some]
    matter, keys = view.page.front_matter, view.dialect.front_matter.description
    is_empty = matter is not None and any(one.key in keys and not one.value for one in matter.entries)  # told by itself
    if described != [""] or is_empty or not view.dialect.outline.request_parts:
        return
    for here, following in pairwise(view.parts):
        if here.section.level == 1 and here.is_section:
            said = (block for block in here.own if type(block) is not Comment and type(block) is not Include)
            if following.named and all(_is_no_text(block, view) for block in said):
                what = "the operation does" if facts.operations else "it is"
                yield rules.MISSING_INTRODUCTION.at(here.section.title.span, what=what, subject=here.title)
            return


def _is_no_text(block: Block, view: PageView) -> bool:
    """Tell whether a block below a title is the line of the namespace, or was taken in from another file."""
    namespace = view.dialect.sentences["namespace"].pattern
    if type(block) is Paragraph:
        return block.text.span.path != view.page.path or namespace.match(block.text.value) is not None
    return type(block) is Callout and block.span.path != view.page.path


def _headings(view: PageView) -> Iterator[Diagnostic]:
    """Yield the headings that are nearly one of the vocabulary."""
    if view.facts.kind not in ("operation", "resource"):
        return
    types = {folded(resource.name) for resource in view.facts.resources}
    for here in view.parts:
        best = _meant(here.section.title.value, view.dialect) if here.section.level > 1 else ""
        if best and folded(here.title) not in types:
            yield rules.UNKNOWN_SECTION.at(
                here.section.title.span,
                heading=here.title.strip(),
                suggestion=f"; did you mean {best}?",
                best=best,
                subject=best,
                fix=_renamed(here, best, view.dialect),
            )


@lru_cache(maxsize=4096)
def _meant(heading: str, dialect: Dialect) -> str:
    """Return the heading of the vocabulary that one is nearly, "" where it is known itself, or like none."""
    written = fold(heading, dialect)
    if not _is_unknown(written, dialect):
        return ""
    usual = {name.lower(): name for name in reversed(dialect.headings.usual)}
    close = nearest(written, usual)
    return usual[close] if close and close.removesuffix("s") != written.removesuffix("s") else ""


def _renamed(here: Part, best: str, dialect: Dialect) -> Fix | None:
    """Return the fix of a heading with typing errors; None where more is different, or marks stand in it."""
    title = here.section.title
    written = title.value.lower()
    if written != fold(title.value, dialect) or differences(written, best.lower()) > _TYPING_ERRORS:
        return None
    return Fix(f"write {best}", (Edit(title.span, best),), Applicability.UNSAFE)


@lru_cache(maxsize=1024)
def _is_unknown(written: str, dialect: Dialect) -> bool:
    return not any(
        pattern.search(written)
        for table in (dialect.headings.sections, dialect.headings.in_examples)
        for _, pattern in table
    )


def _tabs(view: PageView) -> Iterator[Diagnostic]:
    """Yield the tab groups that no line of dashes ends before the next heading."""
    for _, tabs in groupby(view.tabs, itemgetter(0)):
        group: Tab | None = None
        for _, tab in tabs:
            if tab.name:
                group = group or tab
            elif tab.span.start < tab.span.end:  # a heading ends a group, too, but takes no place
                group = None
        if group:
            yield rules.UNCLOSED_TABS.at(group.span)


def _separators(view: PageView) -> Iterator[Diagnostic]:
    """Yield the tables that are read as text because no line of dashes follows their head."""
    for block in (barred.block for barred in view.barred):
        lines = block.text.value.split("\n")
        at = 0
        for number, (line, following) in enumerate(pairwise(lines)):
            if _ROW.match(line) and _ROW.match(following) and line.count("|") == following.count("|"):
                place = block.text.at(at, at + len(line))
                is_table = all(map(_ROW.match, lines[number:]))
                below = block.text.offset(at + len(line) + 1)
                fix = _dashes_fix(view.page, place, below, block.depth, first=not number) if is_table else None
                yield rules.MISSING_SEPARATOR.at(place, fix=fix)
                break
            at += len(line) + 1


def _inline_includes(view: PageView) -> Iterator[Diagnostic]:
    """Yield the includes inside a paragraph or a cell that are not put in: those of more than one paragraph."""
    for text in view.bracketed:
        for match in INCLUDE.finditer(text.value) if "[!" in text.value else ():
            yield rules.INLINE_INCLUDE.at(text.at(match.start(), match.end()), target=match["target"].strip())


def _stray_rows(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows that a blank line separates from the table before them."""
    for barred in view.barred:
        table, text = barred.table, barred.block.text
        if table is None or not barred.next_to or "\n" in text.value or not _ROW.match(text.value):
            continue
        if len(split_row(text.value.strip(), 0, "")) == len(table.head.cells):
            yield rules.STRAY_ROW.at(
                text.span,
                cause="a blank line",
                advice="remove the blank line",
                fix=_joined(view.page, table, barred.block),
            )


def _joined(page: Page, before: Table, row: Paragraph) -> Fix | None:
    """Return the fix that removes the blank line between a table and a row; None where more stands between them."""
    start, end = before.span.end, row.text.span.start
    if before.span.path != page.path or row.text.span.path != page.path or row.depth:
        return None
    between = page.text[start:end]
    blanks = Span(page.path, start, end)
    return rewritten((blanks,), "\n", "remove the blank line", safe=False) if not between.strip() else None


def _dashes_fix(page: Page, head: Span, below: int, depth: int, *, first: bool) -> Fix | None:
    """Return the fix that puts a line of dashes below a head; None where it may not end up in the same list or quote.

    ``below`` is where the row below begins, ``depth`` the number of lists and quotes around; ``first`` tells that the
    head begins its paragraph, so that its indentation is that of its list.
    """
    if head.path != page.path:  # the text of an included file is not at hand
        return None
    before = page.text[page.text.rfind("\n", 0, head.start) + 1 : head.start]
    indent = page.text[page.text.rfind("\n", 0, below) + 1 : below]
    width = len(indent.expandtabs())
    same = width == len(before.expandtabs()) and indent.count(">") == before.count(">")
    if not same or indent.strip("> \t") or (not first and (depth or width >= _CODE_INDENT)):
        return None
    columns = len(split_row(page.text[head.start : head.end].strip(), head.start, head.path))
    edit = Edit(Span(head.path, head.end, head.end), f"\n{indent}|{':---|' * columns}")
    # What was text with bars is a table afterwards.
    return Fix("add the line of dashes", (edit,), Applicability.UNSAFE)


def _annotations(view: PageView) -> Iterator[Diagnostic]:
    kinds, others = view.dialect.annotations.kinds, view.dialect.annotations.other_kinds
    known = frozenset(map(str.lower, (*kinds, *others)))
    for block in view.blocks:
        kind = block.kind
        if block.annotation and kind and kind not in known:
            close = nearest(kind, kinds, sure=True)
            suggestion = f"; did you mean {close}?" if close else ""
            yield rules.UNKNOWN_ANNOTATION.at(
                block.annotation.span, kind=kind, suggestion=suggestion, known=", ".join(kinds), subject=kind
            )


def columns(view: PageView) -> Iterator[Diagnostic]:
    """Yield the columns that keep a table of properties from being read: misspelt, or none that holds names."""
    dialect = view.dialect
    words = dialect.columns
    for here, table in view.tables:
        if here.role not in ("properties", "relationships") or _is_unknown(fold(here.title, dialect), dialect):
            continue
        titles = head(table)
        known = {*words.name, *words.type, *words.description, *words.required, *words.member, *words.member_value}
        if known.issuperset(titles):
            continue
        named = any(title in words.name for title in titles)
        for cell, title in zip(table.head.cells, titles, strict=True):
            close = nearest(title, known) if title and title not in known else ""
            if close or (title and title not in known and not named):
                usual = [some[0] for some in (words.name, words.type, words.description, words.required) if some]
                yield rules.UNKNOWN_COLUMN.at(
                    cell.span,
                    table=here.title.strip(),
                    column=cell.text,
                    suggestion=f"; did you mean {close}?" if close else "",
                    known=", ".join(usual),
                    subject=title,
                )
                break
