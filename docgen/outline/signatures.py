"""Read the line that describes a member in API Blueprint: its name, value, type and marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Cell
from docgen.outline.bullets import Bullet
from docgen.source import Text

_NAME = re.compile(
    r"\*{0,2}(?:`(?P<code>[^`\n]+)`|\"(?P<quoted>[^\"\n]+)\""
    r"|(?P<bare>[^\s:(=`*]+(?::(?=[^\s:(=`]+[ \t]*[(-])[^\s:(=`]+)*))\*{0,2}"
)
_WORDS = re.compile(r"(?P<bare>[^:(=`\n]{2,60}?)\s*(?=[:(]|$)")
_BEHIND = re.compile(r"[ \t]*(?:$|-+[ \t]|[–—]|\.{2,}|…|:[ \t])")
_LEAD = re.compile(r"[ \t]*+(?:-+|[–—]|\.{2,}|…|:)?[ \t]*")
DASH = re.compile(r"[ \t](?:-|–|—|\.\.\.)[ \t]")
_TYPE = re.compile(r"(?:array|enum|object)?\s*\[.*\]\Z|[A-Za-z_][\w. -]*\Z", re.IGNORECASE)
_NAMED = re.compile(r"[A-Za-z_][\w.-]*(?: [A-Z][\w.-]*)*\Z")  # as a type is called: no words of a sentence
ARRAY = re.compile(r"(?:array|list)\b", re.IGNORECASE)
INNER = re.compile(r"\w+\s*\[(?P<inner>.*)\]\Z")
CHOICE = re.compile(r"enum\s*\[(?P<inner>.*)\]\Z", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"(?P<word>[A-Za-z]++(?:[ -][A-Za-z]++)?)(?P<rest>.*)\Z", re.DOTALL)
PLAIN = re.compile(r"[\w.-]+")  # an item that needs no quotation marks
_ENUM_INSIDE = re.compile(r"\benum\s*\[([^\[\]]*)\]", re.IGNORECASE)
_EVEN = str.maketrans("", "", "`*")


class Signature(msgspec.Struct, frozen=True, gc=False):
    """What stands on the line of a bullet: each piece with its place, None where it is missing.

    ``quoted`` tells that the name stands in back-ticks or quotation marks.
    """

    name: Cell | None
    value: Cell | None
    type: Cell | None
    required: Cell | None = None
    optional: Cell | None = None
    nullable: bool = False
    is_default: bool = False
    default: Cell | None = None
    description: Cell | None = None
    marked: bool = False
    quoted: bool = False


@lru_cache(maxsize=4096)
def keyword(text: str, dialect: Dialect) -> tuple[str, str]:
    """Return what a bullet is by the keyword that it begins with, and the rest of its text; ("", text) for none."""
    match = _WORD.match(text)
    if match is None:
        return "", text
    word = match["word"]
    for candidate in (word, re.split(r"[ -]", word)[0]):
        meaning = dialect.bullet_meanings.get(candidate.lower())
        behind = text[len(candidate) :]
        if meaning and not re.match(r"[\w.-]", behind):
            return meaning, behind.strip()
    return "", text


def is_sentence(bullet: Bullet, dialect: Dialect) -> bool:
    """Tell whether a bullet says when what follows holds, and is no member that is called like such a word."""
    said = signature(bullet.text, dialect)
    return not said.marked and said.value is None


def signature(text: Text, dialect: Dialect) -> Signature:
    """Return what the line of a bullet says of a member, whichever syntax it is written in."""
    value = text.value
    begin, name, quoted = 0, None, False
    if not value.startswith("("):
        match = _NAME.match(value)
        if match and match["bare"] and not _BEHIND.match(value, match.end()) and value[match.end()] not in " \t(:=":
            match = None
        words = _WORDS.match(value) if match is None or match["bare"] else None
        if words and match and " " in words["bare"] and not DASH.search(words["bare"]):
            is_name = _marks(value, words.end(), dialect) is not None and "=" not in words["bare"]
            match = words if is_name else match
        if match is None:
            return Signature(None, None, None)
        group = match.lastgroup or "bare"
        name = Cell(without_quotes(match[group]), text.at(*match.span(group)))
        begin, quoted = match.end(), group != "bare"
    marks = _marks(value, begin, dialect)
    stop = marks[0] if marks else len(value)
    dash = DASH.search(value, begin, stop) if not marks else None
    if dash:
        stop = dash.start()
    told = _value_cell(text, begin, stop)
    before = None if told or not marks else DASH.search(value, begin, stop)
    behind = marks[1] if marks else (dash.start() if dash else len(value))
    lead = _LEAD.match(value, behind)
    at = lead.end() if lead else behind
    said = Cell(value[at:].rstrip(), text.at(at, len(value.rstrip()))) if value[at:].strip() else None
    if before and marks:  # the marks stand in the text, or behind it
        around = f"{value[before.end() : marks[0]]} {value[at:]}".split()
        said = Cell(" ".join(around), text.at(before.end(), len(value.rstrip())))
    found = Signature(name, told, None, description=said, marked=marks is not None, quoted=quoted)
    return _with_marks(found, text, marks, dialect) if marks else found


def _value_cell(text: Text, begin: int, end: int) -> Cell | None:
    """Return the value that stands behind the colon, or the sign of equality of the first syntax."""
    written = text.value[begin:end]
    stated = written.strip().lstrip(":=").strip() if written.strip()[:1] in (":", "=") else ""
    at = text.value.find(stated, begin)
    return Cell(without_quotes(stated), text.at(at, at + len(stated))) if stated else None


def without_quotes(text: str) -> str:
    """Return a name or value without the marks around it."""
    bare = inline.plain(text).strip() if "`" in text or "*" in text else text.strip()
    is_quoted = len(bare) > 1 and bare[0] == bare[-1] == '"' and '"' not in bare[1:-1]
    return bare[1:-1] if is_quoted else bare


def _marks(value: str, begin: int, dialect: Dialect) -> tuple[int, int] | None:
    """Return where the parentheses with the marks of a member stand; the value before them may hold some, too."""
    last: tuple[int, int] | None = None
    depth = start = 0
    for index in range(begin, len(value)):
        char = value[index]
        if char == "(":
            start = index if not depth else start
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth:
                continue
            marked = [_is_mark(piece, dialect) for piece in _pieces(value[start + 1 : index])]
            if any(marked) and (all(marked) or _BEHIND.match(value, index + 1)):
                return start, index + 1
            if _BEHIND.match(value, index + 1):
                if not value[begin:start].strip() and _NAMED.match(value[start + 1 : index].strip(" `")):
                    return start, index + 1
                last = (start, index + 1)
    is_text = value[begin:].lstrip()[:1] not in (":", "=") and last and DASH.search(value, begin, last[0])
    if (
        last
        and not is_text
        and last[1] >= len(value.rstrip())
        and _TYPE.match(value[last[0] + 1 : last[1] - 1].strip(" `"))
    ):
        return last
    return None


def chosen(type_: Cell, dialect: Dialect) -> Cell:
    """Return the type that the values of an enumeration have, where it is told and is no text."""
    choice = CHOICE.match(type_.text)
    inner = choice["inner"].strip() if choice else ""
    known = dialect.types.get(dialect.words.get(inner.lower(), ""))
    return Cell(inner, type_.span) if known and known.type not in ("", "string") else type_


def _choice(type_: Cell, dialect: Dialect) -> Cell:
    """Return the types that an enumeration has to choose from as one type: plain ones parted by "or", else any."""
    choice = CHOICE.match(type_.text)
    pieces = [piece.strip() for piece in _pieces(choice["inner"])] if choice else []
    if len(pieces) < 2:
        return type_
    plain = all(piece.lower() in dialect.words for piece in pieces)
    return Cell(" or ".join(pieces) if plain else "any", type_.span)


def _pieces(inner: str) -> list[str]:
    """Return what commas and semicolons part, but those in brackets."""
    out, start, depth = [], 0, 0
    for index, char in enumerate(inner):
        depth += (char in "[(") - (char in "])")
        if char in ",;" and depth <= 0:
            out.append(inner[start:index])
            start = index + 1
    return [*out, inner[start:]]


@lru_cache(maxsize=2048)
def _is_mark(piece: str, dialect: Dialect) -> bool:
    folded = piece.translate(_EVEN).strip().lower()
    form = dialect.outline
    if folded in form.required_words or folded in form.optional_words or folded in dialect.mark_meanings:
        return True
    return folded in dialect.words or bool(re.match(r"(?:array|enum)\b", folded))


def _stated(mark: Cell, dialect: Dialect) -> Cell | None:
    """Return the value that a mark states behind a colon, as "default: red"; None for any other mark."""
    word, colon, value = mark.text.partition(":")
    known = colon and word.strip().lower() in dialect.mark_meanings
    return Cell(without_quotes(value.strip()), mark.span) if known and value.strip() else None


def _items(array: str) -> str:
    """Return an array with the types of its items as alternatives: an item is any of them."""
    plain = _ENUM_INSIDE.sub(r"\1", array)
    inner = INNER.match(plain)
    several = [piece.strip() for piece in _pieces(inner["inner"])] if inner else []
    return f"array[{' or '.join(several)}]" if len(several) > 1 else plain


def _with_marks(found: Signature, text: Text, marks: tuple[int, int], dialect: Dialect) -> Signature:
    at = marks[0] + 1
    others: list[Cell] = []
    noted: list[str] = []
    for piece in _pieces(text.value[marks[0] + 1 : marks[1] - 1]):
        word = piece.translate(_EVEN).strip()
        cell = Cell(word, text.at(at, at + len(piece)))
        at += len(piece) + 1
        marked = _with_mark(found, cell, dialect)
        if marked is None and word.lower() in dialect.outline.row_marks and "`" not in piece:
            noted.append(word)
        elif marked is None and word:
            others.append(cell)
        found = marked or found
    found = _with_others(found, others)
    if noted:
        said = found.description
        words = " ".join([*([said.text] if said else []), f"({', '.join(noted)})"])
        found = msgspec.structs.replace(found, description=Cell(words, said.span if said else text.at(*marks)))
    return found


def _with_mark(found: Signature, mark: Cell, dialect: Dialect) -> Signature | None:
    """Return what a mark says, besides what is found; None for one that the vocabulary does not know."""
    folded = mark.text.lower()
    if folded in dialect.outline.required_words:
        return msgspec.structs.replace(found, required=mark)
    if folded in dialect.outline.optional_words:
        return msgspec.structs.replace(found, optional=mark)
    meant = dialect.mark_meanings.get(folded, "")
    if meant:
        nullable, is_default = found.nullable or meant == "nullable", found.is_default or meant == "default"
        return msgspec.structs.replace(found, nullable=nullable, is_default=is_default)
    if mark.text and found.type is None and _is_mark(mark.text, dialect):
        return msgspec.structs.replace(found, type=_choice(mark, dialect))
    stated = _stated(mark, dialect)
    if stated is None:
        return None
    if dialect.mark_meanings[folded.partition(":")[0].strip()] == "default":
        return msgspec.structs.replace(found, default=stated)
    return msgspec.structs.replace(found, value=found.value or stated)


def _with_others(found: Signature, others: Sequence[Cell]) -> Signature:
    """Return what is found with the type and the value that words tell which are no marks."""
    if found.type and ARRAY.match(found.type.text):
        found = msgspec.structs.replace(found, type=Cell(_items(found.type.text), found.type.span))
    for cell in others:
        if found.type is None and _TYPE.match(cell.text):
            found = msgspec.structs.replace(found, type=Cell(inline.plain(cell.text), cell.span))
        elif found.value is None:
            found = msgspec.structs.replace(found, value=cell)
    return found
