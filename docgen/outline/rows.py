"""Find the rows that describe parameters and properties: of tables, lists, definition lists and elements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Cell, Definition, Fence, Paragraph, Table
from docgen.outline import declared_code
from docgen.outline.parts import Part, fold
from docgen.outline.row import Row
from docgen.outline.table_rows import is_property_table, of_table
from docgen.outline.text_rows import IDENTIFIER, of_definition, of_text, told_below, unnamed
from docgen.source import Text

_TYPED = ("table", "definition")
_LISTING = frozenset({"parameters", "path_parameters", "query_parameters", "request_body"})
_NAMED = re.compile(rf"`{IDENTIFIER}[?!]?`")
_LISTED = re.compile(r"`\$\w+`[^,.\n]{0,200},\s*(?:and |or )?`\$")  # a sentence that lists options


def groups(part: Part, dialect: Dialect, *, carriers: Collection[str] = ()) -> Iterator[tuple[Block, tuple[Row, ...]]]:
    """Yield the rows of each table, list, definition list and run of elements of a part, with its first block.

    ``carriers`` are those that count, by default the ones of the dialect. A list without a type or mark beside a table
    or definitions that have some is prose: it says how something goes, or which values there are.
    """
    if part.rows is not None:
        yield from part.rows
        return
    found = list(_groups(part, dialect, carriers))
    typed = any(are_typed(rows) for _, rows in found)
    for block, rows in found:
        if not (typed and are_words(rows)):
            yield block, rows


def are_typed(rows: Sequence[Row]) -> bool:
    """Tell whether rows are those of a table or of definitions, of which some tell a type."""
    return bool(rows) and rows[0].carrier in _TYPED and any(row.sure for row in rows)


def are_words(rows: Sequence[Row]) -> bool:
    """Tell whether rows are items of a list of which none has a type or a mark."""
    return bool(rows) and rows[0].carrier == "list" and not any(row.sure for row in rows)


def _groups(part: Part, dialect: Dialect, carriers: Collection[str]) -> Iterator[tuple[Block, tuple[Row, ...]]]:
    carriers = carriers or dialect.outline.rows
    run: list[Paragraph | Definition] = []
    shown = part.shown
    for number, block in enumerate(shown):
        if isinstance(block, Table):
            yield from _of_run(run, part, dialect)
            if "table" in carriers and is_property_table(block, dialect):
                yield block, tuple(of_table(block, dialect))
        elif isinstance(block, (Paragraph, Definition)) and _is_item(block, run, carriers):
            if run and type(run[0]) is not type(block):
                yield from _of_run(run, part, dialect)
            run.append(block)
        elif run and _is_inside(block, shown[number + 1 : number + 4]) and not _declared(block, part, dialect):
            continue
        elif not run or not isinstance(block, Paragraph) or not block.depth:
            yield from _of_run(run, part, dialect)
            if "schema" in carriers and (declared := _declared(block, part, dialect)):
                yield block, declared
    yield from _of_run(run, part, dialect)
    if "paragraph" in carriers and part.role:
        yield from _of_paragraphs(part, dialect)


def _is_item(block: Paragraph | Definition, run: Sequence[Block], carriers: Collection[str]) -> bool:
    """Tell whether a block is an item of a list that counts, or text in one."""
    if isinstance(block, Definition):
        return "definition" in carriers
    return "list" in carriers and (block.item > 0 or (bool(run) and block.depth > 0))


def _is_inside(block: Block, below: Sequence[Block]) -> bool:
    """Tell whether a block is code in an item of a list: what follows it is an item inside another one."""
    if not isinstance(block, Fence):
        return False
    following = next((one for one in below if not isinstance(one, Fence)), None)
    return isinstance(following, Paragraph) and (following.item or following.depth) > 1


def _declared(block: Block, part: Part, dialect: Dialect) -> tuple[Row, ...]:
    """Return the members of the type that a block of code declares; () for any other block."""
    return declared_code.of(block, part, dialect).rows if isinstance(block, Fence) else ()


def _of_paragraphs(part: Part, dialect: Dialect) -> Iterator[tuple[Block, tuple[Row, ...]]]:
    """Yield the paragraphs of a part that begin with a marked name and its type, or whether it is required, as rows.

    Below a label they may stand inside its item, on lines of their own and below a word that marks all of them.
    """
    inside = part.label is not None and part.named
    texts = [b for b in part.shown if isinstance(b, Paragraph) and not b.item and b.text.value[:1] in "`*_"]
    returned = dialect.responses["returned"]
    mark: Text | None = None
    found: list[tuple[Paragraph, Row]] = []
    for block in texts:
        if _LISTED.match(block.text.value) or returned.search(block.text.value) or (block.depth and not inside):
            continue
        if (
            block.depth
            and fold(block.text.value, dialect) in dialect.outline.required_words | dialect.outline.optional_words
        ):
            mark = block.text
            continue
        for text in _lines(block.text) if block.depth else (block.text,):
            row = of_text(text, dialect, "paragraph")
            if row and row.sure:
                found.append((block, _marked_as(row, mark, dialect) if mark else row))
    if found:
        yield found[0][0], tuple([row for _, row in found])


def _lines(text: Text) -> Iterator[Text]:
    """Yield the lines of a text where each begins with a mark, else the whole."""
    lines = text.value.split("\n")
    if not all(line[:1] in ("`", "*", "_") for line in lines):
        yield text
        return
    at = 0
    for line in lines:
        yield text.slice(at, at + len(line))
        at += len(line) + 1


def _marked_as(row: Row, mark: Text, dialect: Dialect) -> Row:
    """Return a row with a word that stands above it."""
    cell = Cell(fold(mark.value, dialect), mark.span)
    is_required = cell.text in dialect.outline.required_words
    return msgspec.structs.replace(row, required=cell) if is_required else msgspec.structs.replace(row, optional=cell)


def _of_run(run: list[Paragraph | Definition], part: Part, dialect: Dialect) -> Iterator[tuple[Block, tuple[Row, ...]]]:
    """Yield the rows of a list; one of names in code alone has some only where its part lists parameters."""
    if not run:
        return
    first = run[0]
    are_names = part.named and part.role in _LISTING and _are_names(run, part, dialect)
    if isinstance(first, Definition):
        rows = [row for block in run if isinstance(block, Definition) if (row := of_definition(block, dialect))]
    else:
        rows = list(_of_items([block for block in run if isinstance(block, Paragraph)], dialect))
    run.clear()
    if are_names or any(row.sure or row.description for row in rows):
        yield first, tuple(rows)


def _are_names(run: Sequence[Paragraph | Definition], part: Part, dialect: Dialect) -> bool:
    """Tell whether a list holds names in code and nothing else, and no sentence of its part calls them values."""
    if not all(isinstance(one, Paragraph) and _NAMED.fullmatch(one.text.value) for one in run):
        return False
    said = [block.text.value for block in part.shown if isinstance(block, Paragraph) and not block.item]
    forms = [dialect.sentences[key] for key in ("values", "values_open")]
    return not any(form.search(text) for form in forms for text in said)


def _of_items(items: Sequence[Paragraph], dialect: Dialect) -> Iterator[Row]:
    """Yield the items that begin with a name; those inside an item that is no row are left out.

    Items behind one that ends with a colon, whose names have other marks than its own, are inside it: many pages indent
    them by too few blanks.
    """
    levels: list[int] = []  # of the items around that are rows
    announcing: tuple[int, str] | None = None  # the level of an item that ends with a colon, and the mark of its name
    for number, block in enumerate(items):
        if not block.item:
            continue
        mark = block.text.value[:1]
        inside = announcing is not None and announcing[0] == block.item and mark in "`*_" and mark != announcing[1]
        level = block.item + inside
        while levels and levels[-1] >= level:
            levels.pop()
        row = of_text(block.text, dialect) or unnamed(block.text, dialect)
        if row is None or (levels and levels[-1] != level - 1):
            continue
        if row.type is None and row.description is None and number + 1 < len(items):
            row = told_below(row, block, items[number + 1], dialect)
        if not levels and level > min(one.item for one in items if one.item):
            continue
        if not inside:
            ends = block.text.value.rstrip().endswith(":")
            announcing = (block.item, mark) if ends and mark in "`*_" else None
        yield msgspec.structs.replace(row, depth=len(levels))
        levels.append(level)
