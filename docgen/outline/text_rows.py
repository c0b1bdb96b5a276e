"""Read rows in text: the name that an item or definition begins with, its type and marks behind it, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Cell, Definition, Paragraph
from docgen.outline.row import Row
from docgen.source import Span, Text

_LONGEST = 4_000  # characters of an item in which a row is looked for
IDENTIFIER = r"[@$:]?[A-Za-z_][\w@$-]*(?:(?:\.|->|/)[\w@$*-]+|\[[\w$.*-]*\])*"
_MARKED = re.compile(
    rf"(?P<open>[*_`\"]{{1,4}})(?P<name>{IDENTIFIER}[?!]?)(?:=(?P<value>[^`*\n]*))?(?P<close>[*_`\"]{{1,4}}):?"
)
_LINKED = re.compile(rf"[*_`]{{0,4}}\[[*_`]{{0,4}}(?P<name>{IDENTIFIER})[*_`]{{0,4}}\]\([^()\s]*\)[*_`]{{0,4}}")
_BARE = re.compile(rf"(?P<name>{IDENTIFIER})(?=\s*(?:\(|[-–—:=]\s|[-–—:=]$))")
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
_SEPARATOR = re.compile(r"[ \t]*(?:[-–—:=.,;]+|\\?\n)[ \t]*")
SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<name>[\w-]+)\s*[%>]\}\}")
_TERM = re.compile(
    rf"[*_`\"]{{0,4}}(?P<name>{IDENTIFIER}[?!]?)[*_`\":]{{0,4}}(?:\s*[*_`]{{0,3}}\((?P<inner>[^()]*)\)[*_`]{{0,3}})?"
)
# The type that a description begins with; what stands in brackets behind it describes.
_FIRST_TYPE = re.compile(
    r"(?P<type>[^.,;:\n(–—]{2,60}?)\s*(?:[.,;:\n–—]\s*|\s-\s+|$|(?=\([^()\n]{1,100}\)[ \t]*(?:[.,;:\n]|$)))"
)


def unnamed(text: Text, dialect: Dialect) -> Row | None:
    """Return the row of an item that begins with a type in parentheses, and only says what it holds: ``(object)``."""
    parens = _PARENS.match(text.value[:_LONGEST])
    inner = parens["inner"].strip() if parens else ""
    if parens is None or not is_type(inner, dialect):
        return None
    type_ = Cell(inner, text.at(*parens.span("inner")))
    return Row(text.at(0, len(text.value)), Cell("", text.at(0, 0)), "list", type=type_, sure=True, exact=True)


def told_below(row: Row, item: Paragraph, below: Paragraph, dialect: Dialect) -> Row:
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


def of_definition(block: Definition, dialect: Dialect) -> Row | None:
    """Return what a definition describes, None where its term is no name."""
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
