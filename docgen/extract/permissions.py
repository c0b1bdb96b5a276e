"""Reads the permissions of a page: alternatives of scopes, for each kind of permission."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen.dialects import Dialect
from docgen.extract.facts import ScopeFact
from docgen.extract.placeholders import without
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.footnotes import without_footnotes
from docgen.markdown.page import Paragraph, Table
from docgen.outline.parts import Part
from docgen.outline.table_rows import head

_BREAK = re.compile(r"<\s*+(?:/\s*+)?br\s*+(?:/\s*+)?>", re.IGNORECASE)


def read(parts: Sequence[Part], context: Context) -> tuple[tuple[ScopeFact, ...], bool]:
    """Return the scopes, and whether the page states permissions at all (also that nothing is supported)."""
    tables = [
        (here, block)
        for here in parts
        for block in here.shown
        if type(block) is Table and _is_permission_table(block, context.dialect)
    ]
    if not tables:
        found = tuple(dict.fromkeys(_in_prose(parts, context.dialect)))
        return found, bool(found)
    out: list[ScopeFact] = []
    stated = False
    headed = len({here for here, _ in tables}) > 1  # tables below different headings share the permissions of the page
    for here, table in tables:
        subject = inline.plain(here.title).strip() if headed else ""
        stated |= _read_table(table, subject, context.dialect, out)
    return tuple(dict.fromkeys(out)), stated


def _in_prose(parts: Sequence[Part], dialect: Dialect) -> Iterator[ScopeFact]:
    for here in parts:
        for block in here.shown if here.inside("permissions") else ():
            if isinstance(block, Paragraph):
                for scopes in _alternatives(block.text.value, dialect):
                    yield ScopeFact(dialect.permissions.fallback, scopes, block.text.span)


def _is_permission_table(table: Table, dialect: Dialect) -> bool:
    return tells_permissions(head(table), dialect)


@lru_cache(maxsize=1024)
def tells_permissions(titles: tuple[str, ...], dialect: Dialect) -> bool:
    """Tell whether a table with some titles, folded, is one of permissions."""
    if not titles:
        return False
    return dialect.holds_permission_kinds(titles[0]) or any(map(dialect.permission_kind, titles[1:]))


def _read_table(table: Table, subject: str, dialect: Dialect, out: list[ScopeFact]) -> bool:
    """Add the scopes of one table; tell whether any cell states something."""
    titles = head(table)
    by_column = list(map(dialect.permission_kind, titles))
    most_first = any(map(dialect.permissions.most_first.search, titles))
    apart = any(by_column[1:])
    kind = ""
    stated = False
    for row in table.rows:
        label = inline.plain(row.cells[0].text).replace("\u00a0", " ").strip() if row.cells else ""
        kind = dialect.permission_kind(label) or kind
        for index, cell in enumerate(row.cells[1:], 1):
            alternatives = _alternatives(cell.text, dialect) or _plain(cell.text, dialect)
            stated = stated or bool(alternatives) or _says_none(cell.text, dialect)
            owner = (by_column[index] if apart else kind) or dialect.permissions.fallback
            about = label if apart else subject
            found = [ScopeFact(owner, scopes, cell.span, about) for scopes in alternatives]
            out.extend(reversed(found) if most_first else found)
    return stated


@lru_cache(maxsize=256)
def _says_none(text: str, dialect: Dialect) -> bool:
    plain = inline.plain(without(text, dialect))
    return any(form.match(plain) for form in (dialect.permissions.none, dialect.permissions.refusal))


def _plain(text: str, dialect: Dialect) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives of a cell that holds nothing but scopes in small letters."""
    if "." not in text and ":" not in text:
        return ()
    forms = dialect.permissions
    parts = [part.strip() for part in forms.alternative.split(inline.plain(_BREAK.sub(" , ", text)))]
    return tuple((part,) for part in parts) if all(map(forms.plain.match, parts)) else ()


@lru_cache(maxsize=1024)
def _alternatives(text: str, dialect: Dialect) -> tuple[tuple[str, ...], ...]:
    """Return the scopes of each alternative of a cell; those joined by "and" stay together."""
    forms = dialect.permissions
    plain = inline.plain(_BREAK.sub(" , ", without_footnotes(without(text, dialect))))
    if forms.none.match(plain) or forms.refusal.match(plain):
        return ()
    clauses = forms.clause.split(plain)
    granted = [clause for clause in clauses if not forms.refused.search(clause)]
    if not granted:
        return ()
    out: list[tuple[str, ...]] = []
    for part in forms.alternative.split("\n".join(granted)):
        scopes = tuple(dict.fromkeys(forms.scope.findall(part)))
        if len(scopes) > 1 and not forms.together.search(part):
            out.extend((scope,) for scope in scopes)
        elif scopes:
            out.append(scopes)
    return tuple(out)
