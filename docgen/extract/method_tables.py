"""Reads the tables of resource pages that list operations with what each returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.extract.facts import MethodFact
from docgen.extract.types import Context, read_type, resolve
from docgen.markdown import inline
from docgen.markdown.page import Row, Table
from docgen.outline.parts import Part
from docgen.outline.table_rows import head


def read(parts: Sequence[Part], context: Context) -> tuple[MethodFact, ...]:
    """Return the rows that link to the page of an operation and say in a cell of types what it returns."""
    return tuple(_rows(parts, context))


def _rows(parts: Sequence[Part], context: Context) -> Iterator[MethodFact]:
    for here in parts:
        if here.role != "methods":
            continue
        for block in here.section.blocks:
            if type(block) is Table:
                at = next((i for i, title in enumerate(head(block)) if title in context.dialect.columns.type), 0)
                yield from (fact for row in block.rows if at and (fact := _row(row, at, context)))


def _row(row: Row, at: int, context: Context) -> MethodFact | None:
    """Return what a row says, None where it has no link or no type that can be read."""
    links = inline.links(row.cells[0].text, context.definitions)
    if len(links) != 1 or len(row.cells) <= at:
        return None
    cell = row.cells[at]
    none = context.dialect.sentences["nothing"].pattern.match(inline.plain(cell.text)) is not None
    type_ = None if none else read_type(cell.text, cell.span, context)
    if not none and type_ is None:
        return None
    return MethodFact(resolve(cell.span.path, links[0].target)[0], links[0].text, cell.span, type_)
