"""Find the rows that describe parameters and properties: of tables, lists, definition lists and elements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Columns, Dialect
from docgen.markdown import inline
from docgen.markdown.page import Block, Cell, Definition, Fence, Paragraph, Table
from docgen.outline import declared_code
from docgen.outline.parts import Part, fold
from docgen.outline.row import Row
from docgen.source import Span, Text

_TYPED = ("table", "definition")
_LISTING = frozenset({"parameters", "path_parameters", "query_parameters", "request_body"})
_LONGEST = 4_000  # characters of an item in which a row is looked for
IDENTIFIER = r"[@$:]?[A-Za-z_][\w@$-]*(?:(?:\.|->|/)[\w@$*-]+|\[[\w$.*-]*\])*"
_MARKED = re.compile(
    rf"(?P<open>[*_`\"]{{1,4}})(?P<name>{IDENTIFIER}[?!]?)(?:=(?P<value>[^`*\n]*))?(?P<close>[*_`\"]{{1,4}}):?"
)
_LINKED = re.compile(rf"[*_`]{{0,4}}\[[*_`]{{0,4}}(?P<name>{IDENTIFIER})[*_`]{{0,4}}\]\([^()\s]*\)[*_`]{{0,4}}")
_BARE = re.compile(rf"(?P<name>{IDENTIFIER})(?=\s*(?:\(|[-–—:=]\s|[-–—:=]$))")
_NAMED = re.compile(rf"`{IDENTIFIER}[?!]?`")
_ALONE = re.compile(rf"\s*(?P<name>{IDENTIFIER}[?!]?)\s*")
# A type with the values that it may have: "string: low, high"; one alone is a default.
VALUES = re.compile(r"(?P<type>[A-Za-z]\w*): (?P<values>[\w.+/-]+(?:, ?[\w.+/-]+)+)")
_PARENS = re.compile(r"[ \t]*[`*_]*[(\[](?P<inner>[^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*)[)\]][`*_]*:?(?!\()")
_CODE = re.compile(
    r"(?:[ \t]*[,:–—-])?[ \t]*(?:`(?P<code>[^`\n]+)`|[*_]{1,3}(?P<emphasis>[^*_`\n]+)[*_]{1,3}|<(?P<tag>[^<>\s]+)>"
    r"|\{(?P<braces>[^{}\n]+)\})"
)
# What stands behind the type under the title of a column: `, format: `date``.
_SAID = re.compile(r"[ \t]*,[ \t]*(?P<key>[A-Za-z][A-Za-z ]{1,20}):[ \t]*(?P<mark>`+)(?P<value>[^`\n]+)(?P=mark)")
_QUOTED_VALUE = re.compile(r"\"(?P<quoted>[^\"\n]*)\"|(?P<bare>[^,\"\n]+)")
_PLAIN_TYPE = re.compile(r"[ \t]+(?P<plain>[A-Za-z][\w\[\]<>| ]{1,40}?)(?=[ \t]*(?:[(\[{]|[-–—:,.]\s|$))")
_MOST_MARKS = 5  # behind a name
_LISTED = re.compile(r"`\$\w+`[^,.\n]{0,200},\s*(?:and |or )?`\$")  # a sentence that lists options
_SEPARATOR = re.compile(r"[ \t]*(?:[-–—:=.,;]+|\\?\n)[ \t]*")
SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<name>[\w-]+)\s*[%>]\}\}")
_INDENT = re.compile(
    r"(?:&nbsp;|&emsp;|&ensp;|\xa0|\u2003|[»›↳└→├─│•·>]|&#8627;|&rdsh;|&raquo;|--?(?=\s*\w)|\+(?=\s*\w)|\s)+"
)
_STEP = re.compile(r"[»›↳└→├•·>]|&#8627;|&rdsh;|&raquo;|--?(?=\s*\w)|\+(?=\s*\w)|(?:&nbsp;|\xa0){2,}|(?:&emsp;|\u2003)")


_TERM = re.compile(
    rf"[*_`\"]{{0,4}}(?P<name>{IDENTIFIER}[?!]?)[*_`\":]{{0,4}}(?:\s*[*_`]{{0,3}}\((?P<inner>[^()]*)\)[*_`]{{0,3}})?"
)


class Layout(msgspec.Struct, frozen=True, gc=False):
    """Which column of a table holds what; -1 for none. ``value`` is one that may hold types where no other does.

    ``others`` are those with a title that the vocabulary does not know.
    """

    name: int
    type: int
    required: int
    optional: int
    default: int
    description: int
    notes: int
    location: int
    value: int
    example: int
    others: tuple[int, ...] = ()


def head(table: Table) -> tuple[str, ...]:
    """Return the titles of the columns, plain and folded."""
    return _titles(tuple([cell.text for cell in table.head.cells]))


@lru_cache(maxsize=1024)
def _titles(texts: tuple[str, ...]) -> tuple[str, ...]:
    owned = [text[match.end() :] if (match := _OWNER.match(text)) else text for text in texts]
    return tuple(re.sub(r"\s+", " ", inline.plain(text)).strip().strip("*").lower() for text in owned)


@lru_cache(maxsize=1024)
def layout(titles: tuple[str, ...], columns: Columns) -> Layout:
    """Return which column of a table holds what."""
    name = column(titles, columns.name)
    type_ = column(titles, columns.type, (name,))
    required = column(titles, columns.required)
    second = column(titles, columns.type, (name, type_))
    if required < 0 and second >= 0 and titles[type_] == "type" and titles[second] in ("data type", "datatype"):
        required, type_ = type_, second  # a "type" beside a "data type" tells whether it is required
    location = column(titles, columns.location, (name, type_))
    description = column(titles, columns.description, (name, type_, required))
    value = column(titles, (*columns.value, ""), (name, description)) if type_ < 0 else -1
    taken = (name, type_, required, location, description)
    found = Layout(
        name=name,
        type=type_,
        required=required,
        optional=column(titles, columns.optional, taken),
        default=column(titles, columns.default, taken),
        description=description,
        notes=column(titles, columns.notes, taken),
        location=location,
        value=value,
        example=column(titles, columns.example, taken),
    )
    known = {getattr(found, field) for field in found.__struct_fields__ if field != "others"}
    others = tuple([index for index, title in enumerate(titles) if title and index not in known])
    return msgspec.structs.replace(found, others=others) if others else found


def column(titles: tuple[str, ...], names: tuple[str, ...], taken: tuple[int, ...] = ()) -> int:
    """Return the number of the column that has the first of some titles, -1 for none."""
    for name in names:
        for index, title in enumerate(titles):
            if title == name and index not in taken:
                return index
    return -1


def is_property_table(table: Table, dialect: Dialect) -> bool:
    """Tell whether a table has a column of names and one that says something of them."""
    titles = head(table)
    if len(titles) < 2:
        return False
    found = layout(titles, dialect.columns)
    if not any(titles):
        return _is_headless(table, dialect)
    if found.type < 0 and found.name >= 0 and titles[found.name] in dialect.columns.member_only:
        return False  # the members of an enumeration
    return 0 <= found.name < max(2, len(titles) - 1) if "list" in dialect.outline.rows else 0 <= found.name < 2


def _is_headless(table: Table, dialect: Dialect) -> bool:
    """Tell whether a table whose head is empty holds names, types and descriptions in this order, as most do."""
    return bool(table.rows) and all(
        len(row.cells) > 1
        and _PLAIN_NAME.match(inline.plain(row.cells[0].text).strip())
        and is_type(row.cells[1].text, dialect)
        for row in table.rows
    )


# The type that a description begins with; what stands in brackets behind it describes.
_FIRST_TYPE = re.compile(
    r"(?P<type>[^.,;:\n(–—]{2,60}?)\s*(?:[.,;:\n–—]\s*|\s-\s+|$|(?=\([^()\n]{1,100}\)[ \t]*(?:[.,;:\n]|$)))"
)
# The row above whose members a table lists, in the title of its names: "`crew[]` attribute".
_OWNER = re.compile(r"[*_`]{1,4}(?P<name>[\w.\[\]-]+)[*_`]{1,4}\s+(?=[A-Za-z]+\s*\Z)")
_HEADLESS = ("name", "type", "description")


def of_table(table: Table, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows of a property table, those left out that only label the rows below."""
    titles = head(table)
    found = _by_cells(table, layout(titles if any(titles) else _HEADLESS, dialect.columns), dialect)
    owner = _OWNER.match(table.head.cells[found.name].text) if found.name >= 0 else None
    for row in () if says_none(table, found.name, dialect) else table.rows:
        cells = row.cells
        if found.name >= len(cells) or _is_label(cells, found.name):
            continue
        name = cells[found.name]
        place = cell_at(cells, found.location)
        is_typed = found.type < 0 and place is not None and is_type(place.text, dialect)  # a "kind" may be either
        told = cell_at(cells, found.description)
        names_type = found.type < 0 and told is not None and _names_type(told.text, dialect)  # of a value, in "<>"
        written = place if is_typed else told if names_type else None
        yield Row(
            row.span,
            Cell(f"{owner['name']}.{inline.plain(name.text).strip()}", name.span) if owner else name,
            "table",
            type=written or cell_at(cells, found.type if found.type >= 0 else found.value),
            type_sure=found.type >= 0 or written is not None,
            required=cell_at(cells, found.required),
            optional=cell_at(cells, found.optional),
            default=cell_at(cells, found.default),
            description=None if names_type else told,
            notes=cell_at(cells, found.notes),
            location=None if is_typed else place,
            example=cell_at(cells, found.example),
            depth=_depth(cells[found.name].text),
            sure=found.type >= 0 or found.required >= 0,
            others=_others(table, cells, found) if found.others else (),
        )


def _names_type(text: str, dialect: Dialect) -> bool:
    """Tell whether a text stands for a value of the type that it names in angle brackets: ``<integer>``."""
    return text[:1] == "<" and text[-1:] == ">" and is_type(text[1:-1], dialect)


def says_none(table: Table, name: int, dialect: Dialect) -> bool:
    """Tell whether the only row of a table, in whose column of names "none" stands, says that there are none."""
    cell = cell_at(table.rows[0].cells, name) if len(table.rows) == 1 else None
    return cell is not None and dialect.sentences["no_rows"].search(cell.text) is not None


def _by_cells(table: Table, found: Layout, dialect: Dialect) -> Layout:
    """Return a layout without the columns whose cells say that they hold something else than their titles tell.

    A "type" may be a place where another column has the types, and a "status" whether a parameter is required.
    """
    second = column(head(table), dialect.columns.type, (found.name, found.type)) if found.location < 0 else -1
    if second >= 0 and _are_all(table, found.type, dialect.outline.locations):
        found = _taken(found, second, location=found.type, type=second)
    marks = (*dialect.outline.required_words, *dialect.outline.optional_words)
    if found.required < 0:
        mark = next((index for index in found.others if _are_all(table, index, marks)), -1)
        found = _taken(found, mark, required=mark) if mark >= 0 else found
    return found


def _are_all(table: Table, index: int, words: Collection[str]) -> bool:
    """Tell whether the cells of a column are some words, as far as they hold any."""
    cells = [text for row in table.rows if index < len(row.cells) and (text := inline.plain(row.cells[index].text))]
    return bool(cells) and all(text.strip().strip("*").lower() in words for text in cells)


def _taken(found: Layout, index: int, **columns: int) -> Layout:
    """Return a layout with other columns, one of which is known now."""
    others = tuple([one for one in found.others if one != index])
    return msgspec.structs.replace(found, others=others, **columns)


def _others(table: Table, cells: Sequence[Cell], found: Layout) -> tuple[tuple[str, Cell], ...]:
    """Return what a row has in columns that the vocabulary does not know, with their titles."""
    return tuple(
        [
            (inline.plain(table.head.cells[index].text).strip(), cells[index])
            for index in found.others
            if index < len(cells) and _WORD.search(cells[index].text)
        ]
    )


_BOLD = re.compile(r"\*\*|<(?:b|strong)>", re.IGNORECASE)
_WORD = re.compile(r"\w")
_PLAIN_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$-]*(?:/[\w@.-]+)*\Z")


def _is_label(cells: tuple[Cell, ...], name: int) -> bool:
    """Tell whether a row only labels those below it: one bold cell, or one that is no name, and nothing beside it."""
    own = cells[name]
    for cell in cells:
        if cell.text and cell is not own and cell.text.strip():
            return False
    return len(cells) > 1 and (
        _BOLD.search(own.text) is not None or not _PLAIN_NAME.match(inline.plain(own.text).strip())
    )


def cell_at(cells: Sequence[Cell], index: int) -> Cell | None:
    """Return the cell of a column, None for a column that the row or the table does not have."""
    return cells[index] if 0 <= index < len(cells) else None


def _depth(text: str) -> int:
    """Return the nesting that marks before a name tell."""
    match = _INDENT.match(text)
    return len(_STEP.findall(match[0])) if match else 0


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
        rows = [row for block in run if isinstance(block, Definition) if (row := _of_definition(block, dialect))]
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
        row = of_text(block.text, dialect) or _unnamed(block.text, dialect)
        if row is None or (levels and levels[-1] != level - 1):
            continue
        if row.type is None and row.description is None and number + 1 < len(items):
            row = _told_below(row, block, items[number + 1], dialect)
        if not levels and level > min(one.item for one in items if one.item):
            continue
        if not inside:
            ends = block.text.value.rstrip().endswith(":")
            announcing = (block.item, mark) if ends and mark in "`*_" else None
        yield msgspec.structs.replace(row, depth=len(levels))
        levels.append(level)


def _unnamed(text: Text, dialect: Dialect) -> Row | None:
    """Return the row of an item that begins with a type in parentheses, and only says what it holds: ``(object)``."""
    parens = _PARENS.match(text.value[:_LONGEST])
    inner = parens["inner"].strip() if parens else ""
    if parens is None or not is_type(inner, dialect):
        return None
    type_ = Cell(inner, text.at(*parens.span("inner")))
    return Row(text.at(0, len(text.value)), Cell("", text.at(0, 0)), "list", type=type_, sure=True, exact=True)


def _told_below(row: Row, item: Paragraph, below: Paragraph, dialect: Dialect) -> Row:
    """Return the row of an item that only names something, with the paragraph inside it that begins with the type."""
    found = _told(row, below.text, 0, dialect, marked=True) if not below.item and below.depth == item.depth else None
    return found if found and found.type else row


def of_text(text: Text, dialect: Dialect, carrier: str = "list") -> Row | None:
    """Return the row that a text is which begins with a name: of an item, or of a heading."""
    value = text.value[:_LONGEST]
    match = _MARKED.match(value) or _LINKED.match(value) or _BARE.match(value)
    match = match or (_ALONE.fullmatch(value) if carrier == "heading" else None)
    if match is None:
        return None
    marked = match.re not in (_BARE, _ALONE)
    if match.re is _BARE and _is_call(value, match.end(), dialect):
        return None
    name = Cell(value[match.start("name") : match.end("name")], text.at(match.start("name"), match.end("name")))
    row = _assigned(match, Row(text.at(0, len(text.value)), name, carrier), text, dialect)
    return _told(row, text, match.end(), dialect, marked=marked)


def _is_call(value: str, at: int, dialect: Dialect) -> bool:
    """Tell whether the brackets directly behind a name hold arguments: several, of which none is a mark."""
    parens = _PARENS.match(value, at) if value.startswith("(", at) else None
    pieces = parens["inner"].split(",") if parens else []
    return len(pieces) > 1 and not any(_are_marks(piece, dialect) for piece in pieces)


def _told(row: Row, text: Text, at: int, dialect: Dialect, *, marked: bool) -> Row | None:
    """Return a row with the marks and the description that stand behind its name; None where no sign parts them."""
    value = text.value[:_LONGEST]
    row, end = _behind_name(row, text, at, dialect, marked=marked)
    separator = _SEPARATOR.match(value, end)
    said = separator is not None or end > at or end >= len(value.rstrip())
    if not said and not (marked and value[end : end + 1].isspace()):
        return None
    begin = separator.end() if separator else end + len(value[end:]) - len(value[end:].lstrip())
    rest = value[begin:].rstrip()
    described = Cell(rest, text.at(begin, begin + len(rest))) if rest else None
    if described and row.type is None:
        row, described = _typed(row, text, begin, described, dialect)
    if described:
        row, described = _with_first_mark(row, text, described, dialect)
    return msgspec.structs.replace(row, description=described)


def _assigned(match: re.Match[str], row: Row, text: Text, dialect: Dialect) -> Row:
    """Return a row with the type that stands for its value, as in "`limit=<number>`" or "`limit=[number]`"."""
    value = match.groupdict().get("value") or ""
    if value[:1] + value[-1:] not in ("<>", "[]") or not is_type(value[1:-1], dialect):
        return row
    start = match.start("value") + 1
    type_ = Cell(value[1:-1].strip(), text.at(start, start + len(value) - 2))
    return msgspec.structs.replace(row, type=type_, sure=True)


def _behind_name(row: Row, text: Text, end: int, dialect: Dialect, *, marked: bool) -> tuple[Row, int]:
    """Return a row with the marks that follow its name, in brackets, code or emphasis, and where they end."""
    value = text.value[:_LONGEST]
    start = end
    for _ in range(_MOST_MARKS):
        pair = _SAID.match(value, end) if row.type is not None else None
        if pair and (
            told := _with_pair(row, pair["key"], pair["value"].strip(), text.at(*pair.span("value")), dialect)
        ):
            row, end = told, pair.end()
            continue
        parens = _PARENS.match(value, end)
        if parens and (end == start or _are_marks(parens["inner"], dialect)):
            row = _with_marks(row, text, parens.start("inner"), parens.end("inner"), dialect)
            end = parens.end()
            continue
        found = _CODE.match(value, end) or (_PLAIN_TYPE.match(value, end) if marked else None)
        group = found.lastgroup if found else None
        if found is None or group is None or not _is_mark(found[group], dialect):
            break
        if row.type is not None and is_type(found[group], dialect):
            break
        row = _with_marks(row, text, found.start(group), found.end(group), dialect)
        end = found.end()
    return row, end


def _with_pair(row: Row, key: str, value: str, span: Span, dialect: Dialect) -> Row | None:
    """Return a row with what stands behind its type under the title of a column; None for any other title."""
    columns, title = dialect.columns, key.strip().lower()
    if title in columns.default:
        return msgspec.structs.replace(row, default=Cell(value, span))
    if title in columns.example:
        return msgspec.structs.replace(row, example=Cell(value, span))
    if title in columns.listed_value:
        return msgspec.structs.replace(row, values=tuple([Cell(each, span) for each in _apart(value)]))
    if title in columns.type and row.type:
        return msgspec.structs.replace(row, type=Cell(f"{row.type.text} ({value})", row.type.span))
    return None


def _apart(values: str) -> Iterator[str]:
    """Yield values that commas part, without the quotation marks around them."""
    for match in _QUOTED_VALUE.finditer(values):
        found = match["quoted"] if match["quoted"] is not None else match["bare"].strip()
        if found:
            yield found


def _are_marks(text: str, dialect: Dialect) -> bool:
    return all(_is_mark(piece, dialect) for piece in re.split(r"[,;]", text))


def _with_first_mark(row: Row, text: Text, described: Cell, dialect: Dialect) -> tuple[Row, Cell | None]:
    """Return a row with the mark in brackets that its description begins with, and the rest of that."""
    match = _PARENS.match(described.text)
    at = described.span.start - text.span.start
    if match is None or text.value[at : at + len(described.text)] != described.text:
        return row, described
    if not _are_marks(match["inner"], dialect):
        return row, described
    row = _with_marks(row, text, at + match.start("inner"), at + match.end("inner"), dialect)
    rest = described.text[match.end() :].lstrip(" \t-–—:")
    begin = at + len(described.text) - len(rest)
    return row, Cell(rest, text.at(begin, begin + len(rest))) if rest else None


def _typed(row: Row, text: Text, begin: int, described: Cell, dialect: Dialect) -> tuple[Row, Cell | None]:
    """Return a row with the type that its description begins with, and the rest of that."""
    match = _FIRST_TYPE.match(described.text)
    unfinished = match is not None and dialect.placeholders["mark"].search(match["type"]) is not None
    if match is None or not (is_type(match["type"], dialect) or (unfinished and match.end() < len(described.text))):
        return row, described
    written = Cell(match["type"], text.at(begin, begin + len(match["type"])))
    rest = described.text[match.end() :]
    at = begin + match.end()
    found = msgspec.structs.replace(row, type=written, sure=True)
    return found, Cell(rest, text.at(at, at + len(rest))) if rest.strip() else None


def _with_marks(row: Row, text: Text, start: int, end: int, dialect: Dialect) -> Row:
    """Return a row with what stands in the parentheses behind its name: type, required or optional, default."""
    listed = VALUES.fullmatch(text.value[start:end])
    if listed and row.type is None and is_type(listed["type"], dialect) and not _are_marks(listed["values"], dialect):
        return msgspec.structs.replace(row, type=Cell(listed[0], text.at(start, end)), sure=True)
    pieces = re.split(r"([,;])(?!\s+or\s)(?![^<(\[]*[>)\]])", text.value[start:end])
    at = start
    for piece in pieces:
        word = piece.strip(" \t\n*_`")
        place = at + piece.find(word) if word else at
        at += len(piece)
        if not word or word in ",;":
            continue
        row = _with_mark(row, word, text, place, dialect)
    return row


def _with_mark(row: Row, word: str, text: Text, place: int, dialect: Dialect) -> Row:
    cell = Cell(word, text.at(place, place + len(word)))
    folded = word.strip("<>").lower()
    if folded in dialect.outline.required_words:
        return msgspec.structs.replace(row, required=cell, sure=True)
    if folded in dialect.outline.optional_words:
        return msgspec.structs.replace(row, optional=cell, sure=True)
    before, colon, after = word.partition(":")
    if not colon:
        before, colon, after = word.partition("=")
    where = before.strip().lower()
    if colon and where in dialect.columns.default:
        return msgspec.structs.replace(row, default=_inner(after, text, place + len(word) - len(after)), sure=True)
    if colon and where in dialect.columns.location:
        return msgspec.structs.replace(row, location=_inner(after, text, place + len(word) - len(after)))
    if colon and row.type is None and where in dialect.columns.type:
        return msgspec.structs.replace(row, type=_inner(after, text, place + len(word) - len(after)), sure=True)
    if where.removeprefix("in ").removeprefix("the ") in dialect.outline.locations:
        skip = len(where) - len(where.removeprefix("in ").removeprefix("the "))
        return msgspec.structs.replace(row, location=_inner(before[skip:], text, place + skip))
    if row.type is not None:
        return row
    if colon and after.strip().strip("<>").lower() in (
        *dialect.outline.required_words,
        *dialect.outline.optional_words,
    ):
        row = _with_mark(row, after.strip(), text, place + word.rfind(after.strip()), dialect)
    elif colon:
        row = msgspec.structs.replace(row, default=_inner(after, text, place + len(word) - len(after)))
    return msgspec.structs.replace(row, type=_inner(before, text, place), sure=True)


def _inner(value: str, text: Text, at: int) -> Cell:
    at += len(value) - len(value.lstrip())
    return Cell(value.strip(), text.at(at, at + len(value.strip())))


@lru_cache(maxsize=2048)
def is_type(text: str, dialect: Dialect) -> bool:
    """Tell whether a text is a word of the vocabulary for a type, or a collection of one."""
    folded = re.sub(r"\s+", " ", SHORTCODE.sub(" ", inline.plain(text)).strip().lower().rstrip("."))
    if not folded or len(folded) > 60:
        return False
    if folded in dialect.words or folded in dialect.enumeration_words:
        return True
    bare = dialect.type_forms["around"].sub("", folded).strip()
    parts = re.split(r"\s+(?:(?:or\s|[|/,])\s*)?|[|/,]\s*", bare)
    known = {*dialect.words, *dialect.enumeration_words, *dialect.outline.collection_words, "null", ""}
    return all(part in known or part.removesuffix("s") in known for part in parts)


def _of_definition(block: Definition, dialect: Dialect) -> Row | None:
    term = SHORTCODE.sub(" ", block.term.value).strip()
    match = _TERM.fullmatch(term)
    if match is None:
        return None
    start = block.term.value.find(match["name"])
    name = Cell(match["name"], block.term.at(start, start + len(match["name"])))
    row = Row(block.span, name, "definition")
    if match["inner"]:
        at = block.term.value.find(match["inner"])
        row = _with_marks(row, block.term, at, at + len(match["inner"]), dialect)
    for mark in (*SHORTCODE.finditer(block.term.value), *SHORTCODE.finditer(block.text.value)):
        source = block.term if mark.string is block.term.value else block.text
        row = (
            _with_mark(row, mark["name"], source, mark.start("name"), dialect)
            if mark["name"].lower() in (*dialect.outline.required_words, *dialect.outline.optional_words)
            else row
        )
        if mark["name"].lower() in dialect.outline.deprecated_words:
            row = msgspec.structs.replace(row, deprecated=True)
    value = block.text.value
    lead = re.match(r"(?:\s*\{\{[<%][^{}]*[%>]\}\})*\s*", value)
    begin = lead.end() if lead else 0
    rest = value[begin:].rstrip()
    described: Cell | None = Cell(rest, block.text.at(begin, begin + len(rest))) if rest else None
    if described and row.type is None:
        row, described = _typed(row, block.text, begin, described, dialect)
    return msgspec.structs.replace(row, description=described)


def _is_mark(word: str, dialect: Dialect) -> bool:
    """Tell whether a word says that a row is required or optional, where it stands, or what type it has."""
    folded = word.strip(" \t*_`<>").lower()
    if folded in dialect.outline.required_words or folded in dialect.outline.optional_words:
        return True
    return folded.removeprefix("in ") in dialect.outline.locations or is_type(folded, dialect)
