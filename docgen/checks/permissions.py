"""Reports faults of tables of permissions: scopes with blanks in them, scopes given twice, kinds left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, rewritten
from docgen.dialects import Dialect
from docgen.extract.placeholders import is_unfinished
from docgen.markdown import inline
from docgen.markdown.page import Table
from docgen.names import folded
from docgen.near import are_forms, nearest
from docgen.outline.table_rows import head
from docgen.source import Text

# Parts of a scope's name with a blank in the wrong place: "Directory AccessAsUser.All", "User. Read.All".
_SPLIT_SCOPE = re.compile(r"[A-Z]\w*(?:(?:\s*\.\s*|\s)[A-Z]\w*)+\Z")
_MAY_BE_SPLIT = re.compile(r"[\w.]\s+[\w.]")
_SCOPE = re.compile(r"(?<![\w.]\s)\b[A-Z]\w*(?:\.\w+)+\b(?!\s[A-Z])")
_MOST_PARTS = 6  # of the name of a scope
_WORD_OF_CELL = re.compile(r"(?:(?!<br ?/?>)[^\s,;|])+", re.IGNORECASE)


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the faults of the tables of permissions of a page."""
    for here, table in view.tables:
        if here.inside("permissions"):
            yield from _permissions(table, view)


def _permissions(table: Table, view: PageView) -> Iterator[Diagnostic]:
    titles = head(table)
    if not titles or not view.dialect.holds_permission_kinds(titles[0]):
        return
    scopes: set[str] | None = None
    for row in table.rows:
        for cell in row.cells[1:]:
            unfinished = is_unfinished(cell.text, view.dialect)
            for begin, name in () if unfinished else _split_scopes(cell.text, view.dialect):
                if scopes is None:
                    scopes = {
                        scope for row in table.rows for cell in row.cells[1:] for scope in _SCOPE.findall(cell.text)
                    }
                if _is_beside_prose(name, scopes, view.dialect):
                    continue
                at = Text(cell.text, cell.span).at(begin, begin + len(name))
                meant = _mended_scope(name)
                fix = rewritten((at,), meant, safe=False)
                yield rules.MALFORMED_SCOPE.at(at, fix=fix, text=name, advice=meant, subject=name)
            for begin, name in _repeated_scopes(cell.text):
                at = Text(cell.text, cell.span).at(begin, begin + len(name))
                yield rules.REPEATED_SCOPE.at(at, scope=name, subject=name)
    yield from _kinds(table, view)
    yield from _misspelt_kinds(table, view.dialect)


def _mended_scope(name: str) -> str:
    """Return what a name with blanks was to be: several names with a comma between, or one with a dot."""
    words = re.split(r"\s+", re.sub(r"(?:(?<!\s)\s+)?\.\s*", ".", name))
    return (", " if all("." in word for word in words) else ".").join(words)


def _is_beside_prose(name: str, scopes: Set[str], dialect: Dialect) -> bool:
    """Tell whether one of two words is a scope and the other, before or behind it, only says something of it."""
    first, *rest = name.split()
    last = rest[-1]
    if first.endswith(".") or last.startswith("."):
        return False
    goes_on = dialect.permissions.ending.match(last) is not None
    if "." in first:
        return "." not in last and not goes_on and not any(scope.endswith(f".{last}") for scope in scopes)
    return "." in last and not goes_on


@lru_cache(maxsize=2048)
def _split_scopes(cell: str, dialect: Dialect) -> tuple[tuple[int, str], ...]:
    """Return the scopes of a cell with a blank in them, and where they begin."""
    if "`" in cell or "[" in cell or not _MAY_BE_SPLIT.search(cell):
        return ()
    between = (dialect.permissions.together, dialect.permissions.alternative)
    apart = sorted(match.span() for pattern in between for match in pattern.finditer(cell))
    found: list[tuple[int, str]] = []
    begin = 0
    for end, after in (*apart, (len(cell), len(cell))):
        name = cell[begin:end].strip(" *\u00a0.").strip()
        rest = name.split()[1:_MOST_PARTS]
        is_split = bool(rest) and _SPLIT_SCOPE.match(name)
        if is_split and ("." in name or all(map(dialect.permissions.ending.match, rest))):
            found.append((cell.index(name, begin), name))
        begin = after
    return tuple(found)


@lru_cache(maxsize=2048)
def _repeated_scopes(cell: str) -> tuple[tuple[int, str], ...]:
    """Return the scopes that stand twice in a cell of nothing else, and where they do so again."""
    if cell.count(".") < 2:
        return ()
    seen: set[str] = set()
    found: list[tuple[int, str]] = []
    for match in _WORD_OF_CELL.finditer(cell):
        word = match[0].strip("*`.")
        if "." not in word:
            return ()  # a sentence, which may well say a name again
        if word in seen:
            found.append((match.start() + match[0].index(word), word))
        seen.add(word)
    return tuple(found)


def _kinds(table: Table, view: PageView) -> Iterator[Diagnostic]:
    """Yield a permission table that leaves out a kind of permission; one that names none is of another form."""
    wanted = dict.fromkeys(kind for kind, _ in view.dialect.permissions.kinds)
    labels = [inline.plain(row.cells[0].text).replace("\u00a0", " ").strip() for row in table.rows]
    found = set(map(view.dialect.permission_kind, labels))
    missing = [kind for kind in wanted if kind not in found]
    if missing and found - {""}:
        names = " and ".join(view.dialect.permissions.labels.get(kind, kind) for kind in missing)
        yield rules.MISSING_PERMISSION_KIND.at(table.head.span, kinds=names, subject=names)


def _misspelt_kinds(table: Table, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the labels of rows that are a letter or two off a kind of permission that is known."""
    known = {label.lower(): label for label in dialect.known_names.get("permission_kind", ())}
    for row in table.rows if known else ():
        label = row.cells[0].text.strip()
        meant = "" if label.lower() in known else nearest(label.lower(), known)
        if meant and folded(meant) != folded(label) and not are_forms(label.lower().strip("()"), meant.strip("()")):
            place, best = row.cells[0].span, known[meant]
            fix = rewritten((place,), best, safe=False)
            yield rules.MISSPELT_PERMISSION_KIND.at(place, fix=fix, label=label, best=best, subject=label)
