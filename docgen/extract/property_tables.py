"""Tables go in; rows that describe properties or parameters come out, with what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import descriptions, prose
from docgen.extract.facts import MemberFact, PropertyFact, TypeFact
from docgen.extract.numbers import whole_number
from docgen.extract.placeholders import is_mark
from docgen.extract.types import Context, placed, read_type
from docgen.markdown import inline
from docgen.markdown.page import Cell, Table
from docgen.outline.row import Row
from docgen.outline.rows import column, head, is_type

_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$-]*(?:/[\w@.-]+)*\Z")
_INTEGER = re.compile(r"-?\d+\Z")
_LONGEST = 300  # characters of a cell in which a name is looked for
_DOTS = re.compile(r"(?:\[[^\]]*\])?(?:\.|->)|\[\]?|\]\[?")
_FOOTNOTE = re.compile(r"<sup>.*?</sup>|\[\^?\d+\]|[\u00b9\u00b2\u00b3\u2020\u2021]", re.IGNORECASE | re.DOTALL)
_NAME_WITH_MARKS = re.compile(
    r"[^\w@$:]*:?(?P<name>[@$]?[A-Za-z_][\w@$-]*(?:(?:\.|->|/)[\w@$*-]+|\[[\w$.*-]*\])*)"
    r"(?P<marks>[?!*\u2217]*)(?P<rest>(?:[\s(\[{<,:][^\n]*|\n[\s\S]*)?)\Z"
)
_NO_LETTER = re.compile(r"[\W_]+")
_MOST_WORDS = 6  # behind a name in its cell
_NAME_MARKS = "`*_<[("  # a cell that begins with one of them begins with a name and not with a sentence
_STATED = frozenset({"required", "optional", "deprecated"})
_VALUE = re.compile(r"[^\s<>]{1,60}")
_NO_DEFAULT = frozenset(
    {
        "required",
        "optional",
        "none",
        "null",
        "nil",
        "-",
        "\u2013",
        "\u2014",
        "n/a",
        "no",
        "[]",
        "{}",
        "undefined",
        "unset",
    }
)
_DEPRECATED = re.compile(r"\s*\(\s*deprecated\s*\)\s*$", re.IGNORECASE)


def read(
    rows: Sequence[Row], context: Context, *, navigation: bool = False, nested: bool = False
) -> tuple[PropertyFact, ...]:
    """Return what rows describe, those of members inside the row that they belong to.

    With ``nested`` a dotted or bracketed name is a member of what stands before the dot; else it is a name.
    """
    found: list[tuple[int, PropertyFact]] = []
    for row in rows:
        fact = _fact(row, context, navigation=navigation)
        if fact:
            found.append((row.depth, fact))
    if not any(depth for depth, _ in found) and not (nested and any(_DOTS.search(fact.name) for _, fact in found)):
        return tuple([fact for _, fact in found])
    return _nested(found, dotted=nested)


def nest(facts: Sequence[PropertyFact]) -> tuple[PropertyFact, ...]:
    """Return rows in which one with a dotted or bracketed name is a member of what stands before the dot."""
    if not any(_DOTS.search(fact.name) for fact in facts):
        return tuple(facts)
    return _nested([(0, fact) for fact in facts], dotted=True)


def bare_name(text: str) -> str:
    """Return a name without letter case, blanks and punctuation."""
    return _NO_LETTER.sub("", text.lower())


def with_members(fact: PropertyFact, names: Collection[str], members: tuple[PropertyFact, ...]) -> PropertyFact | None:
    """Return a row with members put into it, or into the one inside it, that has one of some folded names.

    The name is its own or that of its type, plurals included; None where no row has one.
    """
    type_ = (fact.type.short, fact.type.anchor) if fact.type else ()
    called = {bare_name(name) for name in (fact.name, *type_)}
    if any(name in names or name.removesuffix("s") in names for name in called - {""}):
        return msgspec.structs.replace(fact, members=(*fact.members, *members))
    for number, inner in enumerate(fact.members):
        found = with_members(inner, names, members)
        if found is not None:
            whole = (*fact.members[:number], found, *fact.members[number + 1 :])
            return msgspec.structs.replace(fact, members=whole)
    return None


def _nested(found: Sequence[tuple[int, PropertyFact]], *, dotted: bool) -> tuple[PropertyFact, ...]:
    """Return rows with their members in them, by depth and by the names before dots."""
    top: list[_Node] = []
    open_: list[tuple[int, _Node]] = []
    for depth, fact in found:
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        siblings = open_[-1][1].members if open_ else top
        path = [p for p in _DOTS.split(fact.name) if p and p not in ("*", "$")] if dotted else [fact.name]
        for step in path[:-1]:
            node = next((one for one in siblings if one.fact.name == step), None)
            if node is None:
                many = f"{step}[]" in fact.name
                node = _Node(_implied(step, fact, many=many), [])
                siblings.append(node)
            siblings = node.members
        last = path[-1] if path else fact.name
        named = msgspec.structs.replace(fact, name=last, members=()) if last != fact.name or fact.members else fact
        node = _Node(named, [_Node(member, []) for member in fact.members])
        siblings.append(node)
        open_.append((depth, node))
    return tuple([node.whole() for node in top])


def _implied(name: str, fact: PropertyFact, *, many: bool) -> PropertyFact:
    """Return the object, or the array of objects, that the name of one of its members implies."""
    type_ = TypeFact("object", fact.name_span, "any-object", collection=many)
    return PropertyFact(name=name, span=fact.span, name_span=fact.name_span, type=type_)


class _Node(msgspec.Struct):
    """A row with its members while they are collected."""

    fact: PropertyFact
    members: list[_Node]

    def whole(self) -> PropertyFact:
        if not self.members:
            return self.fact
        return msgspec.structs.replace(self.fact, members=tuple([one.whole() for one in self.members]))


def _typing(cell: Cell | None, context: Context) -> Cell | None:
    """Return a cell of a "value" column, where what it holds is a type and no sample."""
    fact = read_type(cell.text, cell.span, context) if cell else None
    return cell if fact and (fact.primitive or fact.target) else None


def _fact(row: Row, context: Context, *, navigation: bool) -> PropertyFact | None:
    dialect = context.dialect
    name = _name(row.name.text, dialect)
    if name is None:
        return None
    type_ = row.type if row.type_sure else _typing(row.type, context)
    if name.type and not (type_ and type_.text.strip()):
        type_ = Cell(name.type, row.name.span)
    text = row.description.text if row.description else ""
    marked = _marked(row, dialect)
    if name.required or name.optional:
        marked = name.required
    is_typed = type_ and type_.text.strip() and not is_mark(type_.text, dialect)
    fact = read_type(type_.text, type_.span, context) if type_ and is_typed else None
    says = descriptions.read(text, context)
    if row.notes and row.notes is not row.description and row.notes.text:
        noted = descriptions.read(row.notes.text, context)
        says = msgspec.structs.replace(
            says,
            required=says.required or noted.required,
            optional=says.optional or noted.optional or "[optional]" in row.notes.text.lower(),
            description=says.description or noted.description,
        )
    default = _default(row.default)
    return msgspec.structs.replace(
        says,
        name=name.stated,
        span=row.span,
        name_span=row.name.span,
        type=fact,
        required=says.required or marked is True,
        optional=says.optional or marked is False,
        read_only=says.read_only or bool(fact and fact.read_only),
        nullable=True if says.nullable is None and (row.nullable or (fact and fact.nullable)) else says.nullable,
        deprecated=says.deprecated or name.deprecated,
        navigation=navigation,
        values=_listed(row, says),
        values_closed=says.values_closed or bool(row.values),
        max_length=(fact.max_length if fact else None) or says.max_length,
        inherited_from=placed(says.inherited_from, row.span) if says.inherited_from else None,
        default=says.default if default is None else default,
        location=_location(row, name.location, dialect),
        example=row.example.text if row.example else "",
    )


def _listed(row: Row, says: PropertyFact) -> tuple[MemberFact, ...]:
    """Return the values that a row lists, else those that its description does."""
    if row.values:
        return tuple([MemberFact(value.text, value.span) for value in row.values])
    return tuple([MemberFact(value.name, row.span) for value in says.values]) if says.values else ()


def _marked(row: Row, dialect: Dialect) -> bool | None:
    """Tell whether a row is marked as required; None where it is marked neither way."""
    yes, no = dialect.sentences["required_mark"], dialect.sentences["optional_mark"]
    for cell, meant in ((row.required, True), (row.optional, False), (row.default, True)):
        text = inline.plain(cell.text).strip() if cell else ""
        if text and cell is row.required:
            if row.carrier in ("list", "definition") or yes.search(text.strip("<>[]* ")):
                return True
            return False if no.search(text) else None
        if text and cell is row.optional:
            return not meant if yes.search(text) is None and row.carrier == "table" else meant
        if text and text.lower().strip("<>") in dialect.outline.required_words:
            return True
    return None


def _default(cell: Cell | None) -> str | None:
    """Return the default that a cell states; marks such as "required" and "none" are no values."""
    text = inline.plain(cell.text).strip().strip("\"'") if cell else ""
    return text if text and _VALUE.fullmatch(text) and text.lower() not in _NO_DEFAULT else None


def _location(row: Row, named: str, dialect: Dialect) -> str:
    """Return where a row, or the cell of its name, says that the parameter stands, "" where it says nothing."""
    written = inline.plain(row.location.text).strip().lower() if row.location else row.located or named
    found = next((where for where in dialect.outline.locations if re.sub("[ -]", "", written).startswith(where)), "")
    return "form" if found == "formdata" else found or ("path" if written.startswith(("url", "uri", "route")) else "")


class _Name(msgspec.Struct, frozen=True, gc=False):
    """What a cell of names says: a name, and what else it says of the row."""

    stated: str
    deprecated: bool
    required: bool = False
    optional: bool = False
    type: str = ""
    location: str = ""


def _name(text: str, dialect: Dialect) -> _Name | None:
    """Return what a cell of names says; most hold a name and nothing else."""
    if text.isalnum() and text.isascii() and len(text) <= _LONGEST and _NAME.match(text):
        return _Name(text, False)
    if dialect.outline.labels:
        return _marked_name(text, dialect) or _known_name(text)
    return _known_name(text)


@lru_cache(maxsize=1024)
def _known_name(text: str) -> _Name | None:
    stated = inline.plain(_FOOTNOTE.sub("", text)).strip().strip("\"'")[:_LONGEST]
    deprecated = _DEPRECATED.search(stated) is not None
    stated, _, rest = _DEPRECATED.sub("", stated).partition(" ")
    if not _NAME.match(stated) or (rest and not rest.startswith("(") and len(rest.split()) > 3):
        return None
    return _Name(stated, deprecated, required=rest.strip() == "*")


@lru_cache(maxsize=1024)
def _marked_name(text: str, dialect: Dialect) -> _Name | None:
    """Return what a cell says whose name has marks around it: of nesting, of what is required, of footnotes."""
    plain = inline.plain(_FOOTNOTE.sub("", text)).replace("\\", "").strip()
    match = _NAME_WITH_MARKS.match(plain.replace("~~", ""))
    if match is None or len(match["rest"].split()) > _MOST_WORDS:
        return None
    rest = match["rest"].lower()
    if text.lstrip()[:1] not in _NAME_MARKS and _is_prose(rest, dialect):
        return None
    required = "required" in rest.split("not required")[0] or "*" in match["marks"] or plain.startswith("*")
    optional = "optional" in rest or "not required" in rest or "?" in match["marks"]
    pieces = [piece.strip(" \t\n*_`()[]{}<>:") for piece in re.split(r"[,;\n]|\)\s*\(|\s(?=[(\[{<*_`])", match["rest"])]
    places = (piece.lower().removeprefix("in ") for piece in pieces)
    return _Name(
        match["name"],
        "deprecated" in rest or "~~" in plain,
        required and not optional,
        optional,
        type=next((piece for piece in pieces if piece and is_type(piece, dialect)), ""),
        location=next((place for place in places if place in dialect.outline.locations), ""),
    )


def _is_prose(rest: str, dialect: Dialect) -> bool:
    """Tell whether what follows the first word of a cell, in lower case, is a sentence: no type and no mark."""
    if not re.match(r"[ \t]+\w", rest):
        return False
    words = [word.strip("()[]<>.,;:*_`") for word in rest.split()]
    return not any(word in _STATED or word in dialect.words for word in words)


def members(table: Table, context: Context) -> tuple[MemberFact, ...]:
    """Return the members that a table of an enumeration lists; () when it is no such table."""
    titles = head(table)
    columns = context.dialect.columns
    name = column(titles, columns.member)
    if name < 0:
        return ()
    value = column(titles, columns.member_value, (name,))
    description = column(titles, columns.description, (name, value))
    out = []
    for row in table.rows:
        cell = _at(row.cells, name)
        stated = inline.plain(cell.text).strip().strip("\"'") if cell else ""
        if not stated:
            continue
        number = _at(row.cells, value)
        digits = inline.plain(number.text).strip() if number else ""
        about = _at(row.cells, description)
        text = prose.clean(about.text, context) if about else ""
        if number and digits and not _INTEGER.match(digits) and description < 0:
            text = prose.clean(number.text, context)
        out.append(MemberFact(stated, row.span, whole_number(digits) if _INTEGER.match(digits) else None, text))
    return tuple(out)


def _at(cells: tuple[Cell, ...], index: int) -> Cell | None:
    return cells[index] if 0 <= index < len(cells) else None


def duplicates(facts: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    """Yield a finding for each name that stands twice in one table."""
    seen: dict[str, PropertyFact] = {}
    for fact in facts:
        first = seen.setdefault(fact.name, fact)
        if first is not fact:
            yield rules.DUPLICATE_ROW.at(fact.name_span, name=fact.name, subject=fact.name)
