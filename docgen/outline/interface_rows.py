"""Read a type that code declares, such as ``{ name?: string }`` or ``interface Lamp { ... }``, as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from docgen.markdown.page import Cell
from docgen.outline.row import Declared, Row
from docgen.outline.schema_rows import REFERENCE
from docgen.source import Text

_DEEPEST = 20
_HOLDING = ("object", "array of object")
_BLANK = re.compile(r"[\s;,]*")
_REMARK = re.compile(r"//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/")
_REMARK_MARKS = re.compile(r"^[ \t]*(?://+|/\*+|\*+(?!/))[ \t]?|\*/", re.MULTILINE)
_LAST_REMARK = re.compile(r"[ \t;,]*(?P<remark>//[^\n]*)")
_DECLARED = re.compile(
    r"(?:export\s+)?(?:declare\s+)?(?:interface\s+[\w$]+\s*(?:extends\s(?P<bases>[^{;]+))?(?=\{)|type\s+[\w$]+\s*=\s*)"
)
_MEMBER = re.compile(
    r"(?:readonly\s+)?(?:(?P<bare>[A-Za-z_$@][\w$@.-]*)|\"(?P<double>[^\"\n]+)\"|'(?P<single>[^'\n]+)')"
    r"(?P<optional>\??)[ \t]*:[ \t]*"
)
_ANY_MEMBER = re.compile(r"\[\s*\w+\s*:\s*\w+\s*\]\s*\??:[ \t]*")
_BEHIND_OBJECT = re.compile(r"(?P<array>(?:\[\])*)(?P<null>(?:[ \t]*\|[ \t]*(?:null|undefined)\b)*)(?!\s*[|&])")
_PIECE = re.compile(
    r"\"[^\"\n]*\"|'[^'\n]*'|\s*[|&]\s*|(?P<opens>[<(\[{])|(?P<closes>[>)\]}])|[^\s;,|&<>()\[\]{}\"'/]+|/(?![/*])"
    r"|[ \t]+(?=\w)|(?P<inside>,|[\s;]+)"
)
_NAMED = re.compile(r"[#\w./<>\[\]-]+(?:\s*[|&]\s*[#\w./<>\[\]-]+)*")
_ENUM = re.compile(r"enum\s*\[(?P<values>[^\[\]]*)\](?P<array>(?:\[\])*)")
_LITERAL = re.compile(r"\s*(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<number>-?\d+(?:\.\d+)?))\s*")
_UNDEFINED = re.compile(r"\|\s*undefined\b")
_NULL = re.compile(r"\|\s*null\b|\bnull\s*\|")
_HOLDS_OBJECT = re.compile(r"(?P<array>Array\s*<\s*)?\{")


class _NoTypeError(Exception):
    """The code is something else than the declaration of one type."""


class _Type(msgspec.Struct, frozen=True, gc=False):
    """A type with the place behind it: its cell, the values that it lists, and the rows of its members."""

    end: int
    cell: Cell
    values: tuple[Cell, ...] = ()
    rows: tuple[Row, ...] = ()
    many: bool = False


def read(text: Text) -> Declared:
    """Return the type that code declares, without rows for any other code; members may stand without braces."""
    reader = _Reader(text)
    try:
        return reader.whole()
    except _NoTypeError:
        return Declared()


def _is_data(rows: Sequence[Row]) -> bool:
    """Return whether all members have values and no types: the code shows an object."""
    return all(len(row.values) == 1 or (row.type and row.type.text in _HOLDING) for row in rows)


def _named(text: str) -> str:
    """Return a text with the name of a type in place of each pointer that leads to it."""
    return REFERENCE.sub(r"\g<name>", text) if "#/" in text else text


class _Reader:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.value = text.value

    def whole(self) -> Declared:
        """Return what the whole text declares."""
        at, _ = self.blank(0)
        declared = _DECLARED.match(self.value, at)
        at = declared.end() if declared else at
        many = False
        if not declared and _MEMBER.match(self.value, at):
            rows, end = self.members(at, 0)
        else:
            found = self.type_at(at, 0)
            rows, end, many = list(found.rows), found.end, found.many
            if declared and declared["bases"]:
                rows = [*_Reader(self.text.slice(*declared.span("bases"))).bases(), *rows]
            elif not rows:
                written = found.cell.text
                if not (_NAMED.fullmatch(written) and (declared or "#/" in self.value or written.endswith("[]"))):
                    raise _NoTypeError
                rows = [self.unnamed(found)]
        if self.blank(end)[0] < len(self.value) or _is_data(rows):
            raise _NoTypeError
        return Declared(tuple(rows), many)

    def bases(self) -> Iterator[Row]:
        """Yield a row without a name for each of the types that the text lists: those that an interface extends."""
        at = 0
        while (at := self.blank(at)[0]) < len(self.value):
            found = self.type_at(at, 0)
            yield self.unnamed(found)
            at = found.end

    def unnamed(self, found: _Type) -> Row:
        """Return the row of a type that is no member of another one."""
        span = found.cell.span
        return Row(span, Cell("", span), "list", type=found.cell, sure=True, values=found.values, exact=True)

    def blank(self, at: int) -> tuple[int, tuple[int, int] | None]:
        """Return where blanks, separators and remarks end, and where the remarks stand."""
        place: tuple[int, int] | None = None
        while True:
            match = _BLANK.match(self.value, at)
            at = match.end() if match else at
            remark = _REMARK.match(self.value, at)
            if remark is None:
                return at, place
            place = (place[0] if place else at, remark.end())
            at = remark.end()

    def members(self, at: int, depth: int) -> tuple[list[Row], int]:
        """Return the rows of members, and where the brace stands that closes them, or the end."""
        rows: list[Row] = []
        if depth > _DEEPEST:
            raise _NoTypeError
        while True:
            at, said = self.blank(at)
            if at >= len(self.value) or self.value[at] == "}":
                return rows, at
            member = _MEMBER.match(self.value, at)
            signature = _ANY_MEMBER.match(self.value, at) if member is None else None
            if signature:
                at = self.type_at(signature.end(), depth).end  # of members whose names nobody knows
            elif member:
                at = self.member(member, said, depth, rows)
            else:
                raise _NoTypeError

    def member(self, member: re.Match[str], said: tuple[int, int] | None, depth: int, rows: list[Row]) -> int:
        """Add the row of one member and those inside it; return the place behind it and its remark."""
        group = next(key for key in ("bare", "double", "single") if member[key])
        found = self.type_at(member.end(), depth + 1)
        behind = _LAST_REMARK.match(self.value, found.end)
        span = self.text.at(*member.span(group))
        is_optional = bool(member["optional"])
        rows.append(
            Row(
                span,
                Cell(member[group], span),
                "list",
                type=found.cell,
                required=None if is_optional else Cell("required", span),
                optional=Cell("optional", span) if is_optional else None,
                description=self.remark(said, behind.span("remark") if behind else None),
                depth=depth,
                sure=True,
                values=found.values,
                closed=bool(found.values),
                exact=True,
            )
        )
        rows.extend(found.rows)
        return behind.end() if behind else found.end

    def remark(self, *places: tuple[int, int] | None) -> Cell | None:
        """Return what the remarks before and behind a member say, without their marks."""
        whole = [place for place in places if place]
        words = [_REMARK_MARKS.sub("", self.value[start:end]).strip() for start, end in whole]
        said = "\n".join(part for part in words if part)
        return Cell(said, self.text.at(*whole[0])) if said else None

    def type_at(self, at: int, depth: int) -> _Type:
        """Return the type that begins at a place: an object with its members, or what stands up to the next member."""
        if self.value.startswith("{", at):
            rows, end = self.members(at + 1, depth)
            behind = _BEHIND_OBJECT.match(self.value, end + 1) if self.value.startswith("}", end) else None
            if behind is None:
                raise _NoTypeError
            word = f"{'array of ' if behind['array'] else ''}object{' or null' if 'null' in behind['null'] else ''}"
            return _Type(behind.end(), Cell(word, self.text.at(at, end)), (), tuple(rows), bool(behind["array"]))
        end = self.end_of_type(at)
        written = self.value[at:end].strip()
        if not written:
            raise _NoTypeError
        span = self.text.at(at, at + len(written))
        if "{" in written:
            holds = _HOLDS_OBJECT.match(written)
            return _Type(end, Cell("array of object" if holds and holds["array"] else "object", span))
        listed = _listed(_NULL.sub("", written))
        if listed is None:
            return _Type(end, Cell(_named(_UNDEFINED.sub("", written).strip()), span))
        word, values = listed
        word += " or null" if _NULL.search(written) else ""
        return _Type(end, Cell(word, span), tuple([Cell(value, span) for value in values]))

    def end_of_type(self, at: int) -> int:
        """Return where a type ends that is no object: before a remark, a separator, or a new line."""
        depth = 0
        while match := _PIECE.match(self.value, at):
            if (match["inside"] or match["closes"]) and not depth:
                return at
            depth += bool(match["opens"]) - bool(match["closes"])
            at = match.end()
        return at


def _listed(written: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the type of the values that a type lists, and the values; None for a type that lists none."""
    match = _ENUM.fullmatch(written)
    array = "[]" if match and match["array"] else ""
    pieces = match["values"].split(",") if match else written.split("|")
    literals = [_LITERAL.fullmatch(piece) for piece in pieces]
    if match and not all(literals):
        return f"string{array}", tuple(piece.strip().strip("\"'") for piece in pieces if piece.strip())
    if not all(literals):
        return None
    values = tuple(next(text for text in one.groups() if text is not None) for one in literals if one)
    is_number = all(one and one["number"] for one in literals)
    kind = ("number" if any("." in value for value in values) else "integer") if is_number else "string"
    return f"{kind}{array}", values
