"""Read bullets that describe members: name, value, marks in parentheses in any order, text, and what is nested."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Cell
from docgen.outline.bullets import Bullet, text_of
from docgen.outline.row import Row
from docgen.source import Span, Text

_NAME = re.compile(
    r"\*{0,2}(?:`(?P<code>[^`\n]+)`|\"(?P<quoted>[^\"\n]+)\""
    r"|(?P<bare>[^\s:(=`*]+(?::(?=[^\s:(=`]+[ \t]*[(-])[^\s:(=`]+)*))\*{0,2}"
)
_WORDS = re.compile(r"(?P<bare>[^:(=`\n]{2,60}?)\s*(?=[:(]|$)")
_BEHIND = re.compile(r"[ \t]*(?:$|-+[ \t]|[–—]|\.{2,}|…|:[ \t])")
_LEAD = re.compile(r"[ \t]*+(?:-+|[–—]|\.{2,}|…|:)?[ \t]*")
_DASH = re.compile(r"[ \t](?:-|–|—|\.\.\.)[ \t]")
_TYPE = re.compile(r"(?:array|enum|object)?\s*\[.*\]\Z|[A-Za-z_][\w. -]*\Z", re.IGNORECASE)
_NAMED = re.compile(r"[A-Za-z_][\w.-]*(?: [A-Z][\w.-]*)*\Z")  # as a type is called: no words of a sentence
_ARRAY = re.compile(r"(?:array|list)\b", re.IGNORECASE)
_INNER = re.compile(r"\w+\s*\[(?P<inner>.*)\]\Z")
_CHOICE = re.compile(r"enum\s*\[(?P<inner>.*)\]\Z", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"(?P<word>[A-Za-z]++(?:[ -][A-Za-z]++)?)(?P<rest>.*)\Z", re.DOTALL)
_SEVERAL = re.compile(r"[^\w@$.\[\]-]")  # in a name: a word behind which no mark stands
_COLON = re.compile(r"\w`?:\s")  # between the name of a member and its value
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PLAIN = re.compile(r"[\w.-]+")  # an item that needs no quotation marks
_BARE_ARRAYS = frozenset({"array", "list"})
LISTED = "enum"  # the type of a member whose values are listed and whose type is not told
_ENUM_INSIDE = re.compile(r"\benum\s*\[([^\[\]]*)\]", re.IGNORECASE)
_HOLDING = "object"  # of one that holds others
_DEEPEST = 20
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


Named = Callable[[str], "tuple[Row, ...] | None"]
"""Takes the name of a type of the file; returns the rows of all its members, None where the file has no such type."""

Spelled = Callable[[str], str]
"""Takes a written type; returns it with each name of a type of the file in it as one word."""


class Members(msgspec.Struct, frozen=True, gc=False):
    """What reading bullets needs to know: the text of their file, the dialect, and the types of the file."""

    source: str
    path: str
    dialect: Dialect
    named: Named
    spelled: Spelled

    def rows(self, bullets: Sequence[Bullet], depth: int = 0) -> Iterator[Row]:
        """Yield the rows of bullets and of all inside them."""
        for one in bullets:
            if depth < _DEEPEST:
                yield from self._rows(one, depth)

    def _rows(self, bullet: Bullet, depth: int) -> Iterator[Row]:
        meaning, rest = keyword(bullet.text.value, self.dialect)
        if meaning in ("members", "items") and not rest:
            yield from self.rows(bullet.items, depth)
        elif meaning == "one_of" and not rest:
            for number, one in enumerate(bullet.items):
                for row in self.rows([one], depth):
                    choice = (bullet.start, number) if row.depth == depth else row.choice
                    yield msgspec.structs.replace(row, choice=choice)
        elif meaning == "condition" and _is_sentence(bullet, self.dialect):
            for row in self.rows(bullet.items, depth):
                yield msgspec.structs.replace(row, required=None)
        elif meaning == "include":
            yield from self._shifted(rest.strip(" `()"), depth)
        elif (said := signature(bullet.text, self.dialect)).name is None:
            yield from self.rows(bullet.items, depth)  # an item of an array, which has no name
        else:
            row, nested = self._row(bullet, said, depth)
            yield row
            yield from nested

    def _shifted(self, name: str, depth: int) -> Iterator[Row]:
        for row in self.named(name) or ():
            yield msgspec.structs.replace(row, depth=row.depth + depth)

    def _row(self, bullet: Bullet, said: Signature, depth: int) -> tuple[Row, Iterator[Row]]:
        assert said.name is not None
        settled = {"default": said.default or (said.value if said.is_default else None), "example": said.value}
        values: list[Bullet] = []
        shown: list[Bullet] = []
        inside: list[Bullet] = []
        kind = said.type.text if said.type else ""
        for one in bullet.items:
            meaning, rest = keyword(one.text.value, self.dialect)
            if meaning in ("default", "sample") and self._is_value(one, rest, kind):
                settled["default" if meaning == "default" else "example"] = self._value(one, rest)
            elif meaning == "values" and not rest:
                values.extend(one.items)
            elif kind.lower().startswith("enum"):
                values.append(one)
            else:
                (shown if self.is_sample(one, kind) else inside).append(one)
        choices = self._listed_item(kind, inside)
        if choices:  # an array of one of them
            values, inside = [*values, *choices], []
        listed = list(self.listed(values))
        cells = [row.name for row in listed]
        if kind.lower().startswith("enum") and not values and said.value and "," in said.value.text:
            cells = [Cell(_bare(one), said.value.span) for one in said.value.text.split(",") if one.strip()]
            settled["example"] = None
        elif _ARRAY.match(kind):
            settled["example"] = _as_array(settled["example"], list(self._values(shown)))
        written = Cell("array[string]", said.type.span) if choices and said.type else said.type
        stated = chosen(written, self.dialect) if written else self._untyped(said, inside, cells)
        if stated and stated.text.lower() in _BARE_ARRAYS and shown and not inside:
            item = signature(shown[0].text, self.dialect).type
            stated = Cell(f"{stated.text}[{item.text}]", stated.span) if item else stated
        type_, members = self.typed(stated, inside, depth)
        row = Row(
            Span(self.path, bullet.start, max(bullet.text.span.end, bullet.start)),
            said.name,
            "list",
            type=type_,
            required=said.required,
            optional=said.optional,
            default=settled["default"],
            description=_with_listed(self._description(bullet, said), listed),
            depth=depth,
            sure=said.marked,
            values=tuple(cells),
            closed=bool(cells),
            example=settled["example"],
            nullable=said.nullable,
            exact=(said.quoted or _SEVERAL.search(said.name.text) is not None)
            and (said.marked or " " not in said.name.text),
        )
        return row, members

    def _untyped(self, said: Signature, inside: Sequence[Bullet], values: Sequence[Cell]) -> Cell | None:
        """Return the type of a member that states none: that of a text, where it neither holds others nor lists any."""
        assert said.name is not None
        kind = LISTED if values else _HOLDING if inside else self.dialect.outline.untyped
        return Cell(kind, said.name.span) if kind else None

    def _listed_item(self, kind: str, inside: Sequence[Bullet]) -> Sequence[Bullet]:
        """Return the values of the items of an array, where its only item is an enumeration; () for any other."""
        if not _ARRAY.match(kind) or len(inside) != 1:
            return ()
        item = signature(inside[0].text, self.dialect)
        return inside[0].items if item.name is None and item.type and _CHOICE.match(item.type.text) else ()

    def typed(self, type_: Cell | None, inside: Sequence[Bullet], depth: int) -> tuple[Cell | None, Iterator[Row]]:
        """Return the type of a member and its members: with some of its own it is no longer the type that it names."""
        type_ = type_ and Cell(self.spelled(type_.text), type_.span)
        if not inside:
            return type_, iter(())
        many = type_ is not None and _ARRAY.match(type_.text)
        inner = _INNER.match(type_.text) if type_ and many else None
        name = inner["inner"].strip() if inner else ("" if many or type_ is None else type_.text)
        if many and not inner and len(inside) == 1:
            item = signature(inside[0].text, self.dialect)
            if item.name is None and item.type and type_:
                name = item.type.text
                type_ = Cell(f"{type_.text}[{name}]", type_.span)
                if not inside[0].items:
                    return type_, iter(())
        base = self.named(name) if name else None
        if base is None:
            return type_, self.rows(inside, depth + 1)
        assert type_ is not None
        whole = [msgspec.structs.replace(row, depth=row.depth + depth + 1) for row in base]
        own = list(self.rows(inside, depth + 1))
        there = {row.name.text for row in own if row.depth == depth + 1}
        kept = list(_without(whole, there, depth + 1))
        return Cell("array[object]" if many else "object", type_.span), iter((*kept, *own))

    def listed(self, bullets: Sequence[Bullet]) -> Iterator[Row]:
        """Yield the values of an enumeration as rows, each with what is said of it."""
        for one in bullets:
            meaning, rest = keyword(one.text.value, self.dialect)
            if meaning in ("values", "items", "members") and not rest:
                yield from self.listed(one.items)
                continue
            for value in self._values([one]) if meaning not in ("default", "sample") else ():
                said = signature(one.text, self.dialect)
                yield Row(value.span, value, "list", description=self._description(one, said), sure=True)

    def _is_value(self, bullet: Bullet, rest: str, kind: str) -> bool:
        """Tell whether a bullet named like a keyword is one: with marks of its own it is a member of an object."""
        if rest and rest.lstrip()[:1] not in ":=":
            return False
        primitive = self.dialect.types.get(self.dialect.words.get(kind.lower(), ""))
        is_plain = primitive is not None and primitive.type not in ("", "object")
        return is_plain or kind.lower().startswith("enum") or not signature(bullet.text, self.dialect).marked

    def _value(self, bullet: Bullet, rest: str) -> Cell | None:
        stated = rest.strip().lstrip(":=").strip()
        if stated:
            code = re.match(r"`[^`]+`", stated)
            stated = code[0] if code else re.sub(r"(?<!\s)\s+\([^()]*\)\Z", "", stated)
            at = bullet.text.value.rfind(stated)
            return Cell(_bare(stated), bullet.text.at(at, at + len(stated)))
        if any(_COLON.search(one.text.value) or one.items for one in bullet.items):
            said = ", ".join(one.text.value for one in bullet.items)
            return Cell(said, bullet.items[0].text.span)
        return next(iter(self._values(bullet.items)), None)

    def _values(self, bullets: Sequence[Bullet]) -> Iterator[Cell]:
        """Yield the values that bullets list, without what is said of each."""
        for one in bullets:
            text = one.text.value
            code = re.match(r"[*_]*`([^`\n]+)`", text)
            stop = _DASH.search(text) or re.search(r"\s\(|:\s", text)
            value = code[1] if code else (text[: stop.start()] if stop else text)
            if value.strip():
                yield Cell(_bare(value), one.text.span)

    def is_sample(self, bullet: Bullet, kind: str) -> bool:
        """Tell whether a bullet in an array only shows one of its items."""
        if not _ARRAY.match(kind) or bullet.items:
            return False
        said = signature(bullet.text, self.dialect)
        if said.name and _NUMBER.fullmatch(said.name.text):
            return True
        is_bare = not said.marked and said.description is None
        return said.name is not None and is_bare and not any(line.end > line.start for line in bullet.lines)

    def _description(self, bullet: Bullet, said: Signature) -> Cell | None:
        below = text_of(self.source, bullet.lines, self.path)
        if below is None:
            return said.description
        if said.description is None:
            return Cell(below.value, below.span)
        return Cell(f"{said.description.text}\n\n{below.value}", said.description.span)


def _without(rows: Sequence[Row], names: set[str], depth: int) -> Iterator[Row]:
    """Yield rows without those of some names, and without what is nested in them."""
    skipped = False
    for row in rows:
        if row.depth <= depth:
            skipped = row.name.text in names
        if not skipped:
            yield row


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


def _is_sentence(bullet: Bullet, dialect: Dialect) -> bool:
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
        if words and match and " " in words["bare"] and not _DASH.search(words["bare"]):
            is_name = _marks(value, words.end(), dialect) is not None and "=" not in words["bare"]
            match = words if is_name else match
        if match is None:
            return Signature(None, None, None)
        group = match.lastgroup or "bare"
        name = Cell(_bare(match[group]), text.at(*match.span(group)))
        begin, quoted = match.end(), group != "bare"
    marks = _marks(value, begin, dialect)
    stop = marks[0] if marks else len(value)
    dash = _DASH.search(value, begin, stop) if not marks else None
    if dash:
        stop = dash.start()
    told = _value_cell(text, begin, stop)
    before = None if told or not marks else _DASH.search(value, begin, stop)
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
    return Cell(_bare(stated), text.at(at, at + len(stated))) if stated else None


def _bare(text: str) -> str:
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
    is_text = value[begin:].lstrip()[:1] not in (":", "=") and last and _DASH.search(value, begin, last[0])
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
    choice = _CHOICE.match(type_.text)
    inner = choice["inner"].strip() if choice else ""
    known = dialect.types.get(dialect.words.get(inner.lower(), ""))
    return Cell(inner, type_.span) if known and known.type not in ("", "string") else type_


def _as_array(value: Cell | None, shown: Sequence[Cell]) -> Cell | None:
    """Return the items that a member shows, with commas or one a bullet, as the text of an array."""
    cells = shown or ([Cell(one.strip(), value.span) for one in value.text.split(",") if one.strip()] if value else ())
    if not cells or (value and value.text.startswith("[")):
        return value
    items = [cell.text if _PLAIN.fullmatch(cell.text) else f'"{cell.text}"' for cell in map(_quoteless, cells)]
    return Cell(f"[{', '.join(items)}]", cells[0].span)


def _quoteless(cell: Cell) -> Cell:
    return Cell(_bare(cell.text), cell.span)


def _with_listed(description: Cell | None, values: Sequence[Row]) -> Cell | None:
    """Return a description with the values of which something is said; without any as it is."""
    lines = [f"- `{one.name.text}`: {one.description.text}" for one in values if one.description]
    if not lines:
        return description
    text = "\n".join(lines)
    return Cell(f"{description.text}\n\n{text}", description.span) if description else Cell(text, values[0].span)


def _choice(type_: Cell, dialect: Dialect) -> Cell:
    """Return the types that an enumeration has to choose from as one type: plain ones parted by "or", else any."""
    choice = _CHOICE.match(type_.text)
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
    return Cell(_bare(value.strip()), mark.span) if known and value.strip() else None


def _items(array: str) -> str:
    """Return an array with the types of its items as alternatives: an item is any of them."""
    plain = _ENUM_INSIDE.sub(r"\1", array)
    inner = _INNER.match(plain)
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
    if found.type and _ARRAY.match(found.type.text):
        found = msgspec.structs.replace(found, type=Cell(_items(found.type.text), found.type.span))
    for cell in others:
        if found.type is None and _TYPE.match(cell.text):
            found = msgspec.structs.replace(found, type=Cell(inline.plain(cell.text), cell.span))
        elif found.value is None:
            found = msgspec.structs.replace(found, value=cell)
    return found
