"""Find the requests that tables state, one or several a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Row, Table
from docgen.outline.parts import Part, fold
from docgen.outline.statement import Statement, verbs_of
from docgen.outline.targets import SURE_TARGET, first_target, whole_target

_MOST_REQUESTS = 20  # in one cell or heading; a text of more is a list of something else
# Where the next of several requests begins.
_NEXT_REQUEST = re.compile(r"(?<=[^\s`*])[\s`*]++(?=[A-Z]{3,7}[\s`*]+(?:/|https?://))")
# A link of a row to a heading; generators write blanks into its target, which is no link to CommonMark.
ROW_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)?)\)")


def in_table(table: Table, here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the rows that hold a verb and a path, in one cell or in two, in any order."""
    if is_of_pairs(table, dialect):
        return
    titles = [fold(cell.text, dialect) for cell in table.head.cells]
    addressed = {n for n, title in enumerate(titles) if title in dialect.outline.target_columns}
    rows: Iterable[Row] = table.rows
    if _row_statement(table.head, addressed, dialect):
        rows = (table.head, *table.rows)
    for row in rows:
        several = [
            Statement(method, target, cell.span, here, "table", table)
            for cell in row.cells
            for method, target in requests_in(_cell(cell.text), dialect)
        ]
        yield from several
        found = _row_statement(row, addressed, dialect) if not several else None
        if found:
            methods, target, number, taken = found
            others = [cell for n, cell in enumerate(row.cells) if n not in taken]
            found_link = next((match for cell in others if (match := ROW_LINK.search(cell.text))), None)
            title = inline.plain(found_link["text"]).strip() if found_link else ""
            link = found_link["target"].strip() if found_link else ""
            for method in methods:
                yield Statement(method, target, row.cells[number].span, here, "table", table, title, link)


def requests_in(plain: str, dialect: Dialect) -> tuple[tuple[str, str], ...]:
    """Return methods and targets of a text that is several requests and nothing besides; () for any other."""
    parts = _NEXT_REQUEST.split(plain) if plain.count("/") > 1 else ()
    out: list[tuple[str, str]] = []
    for written in parts if 1 < len(parts) <= _MOST_REQUESTS else ():
        part = written.replace("`", " ").replace("*", " ").rstrip()
        for joint in dialect.outline.joints:
            part = part.removesuffix(f" {joint}" if joint.isalpha() else joint).rstrip()
        match = dialect.outline.verb_start.match(part.lstrip())
        target = whole_target(part.lstrip()[match.end() :].strip()) if match else None
        if match is None or target is None:
            return ()
        out.extend((method, target) for method in verbs_of(match["verb"], dialect.outline))
    return tuple(out)


def is_of_pairs(table: Table, dialect: Dialect) -> bool:
    """Tell whether the rows of a table are names with values, among them a method with an address."""
    form = dialect.outline
    if "pair" not in form.statements or len(table.head.cells) != 2:
        return False
    keys = {fold(row.cells[0].text, dialect) for row in (table.head, *table.rows) if row.cells}
    named = fold(table.head.cells[1].text, dialect)
    return not keys.isdisjoint(form.method_words) and not (
        keys.isdisjoint(form.target_words) or named in form.target_words or named in form.method_words
    )


def _row_statement(
    row: Row, addressed: set[int], dialect: Dialect
) -> tuple[tuple[str, ...], str, int, tuple[int, ...]] | None:
    """Return the methods of a row, its target, the number of the cell that holds it, and the cells of both."""
    form = dialect.outline
    plains = [_cell(cell.text) for cell in row.cells]
    for number, plain in enumerate(plains):
        match = form.verb_start.match(plain) if plain else None
        if match and (match["verb"].isupper() or number in addressed):
            target = whole_target(plain[match.end() :].strip(" :"))
            if target and (SURE_TARGET.match(target) or number in addressed):
                return verbs_of(match["verb"], form), target, number, (number,)
    for number, plain in enumerate(plains):
        methods = methods_in(plain, form.verb_only)
        if not methods:
            continue
        for other, text in enumerate(plains):
            target = first_target(text) if other != number and text else None
            if target is None and other in addressed and text and " " not in text:
                target = text
            if target and (SURE_TARGET.match(target) or other in addressed or "`" in row.cells[other].text):
                return methods, target, other, (number, other)
    return None


def methods_in(plain: str, verb_only: re.Pattern[str]) -> tuple[str, ...]:
    """Return the verbs that a text consists of: ``GET``, ``GET, POST``, ``GET|POST``; () for any other."""
    if not plain or len(plain) > 40 or not plain[0].isalpha():
        return ()
    words = [word for word in re.split(r"[\s,/|]+|\bor\b", plain.replace("\\", "")) if word]
    return tuple(w.upper() for w in words) if words and all(map(verb_only.fullmatch, words)) else ()


@lru_cache(maxsize=4096)
def _cell(text: str) -> str:
    return inline.plain(text).replace("\\", "").strip(" `*\n")
