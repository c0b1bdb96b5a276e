"""Tables go in; rows that describe properties or parameters come out, with what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import descriptions, prose
from docgen.extract.facts import MemberFact, PropertyFact, TypeFact
from docgen.extract.numbers import whole_number
from docgen.extract.placeholders import is_mark
from docgen.extract.types import NOWHERE, Context, placed, read_type
from docgen.markdown import inline
from docgen.markdown.page import Cell, Table
from docgen.outline import notation
from docgen.outline.rows import Row, column, head

_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$-]*(?:/[\w@.-]+)*\Z")
_NO_TEXT = re.compile(r"(?:-?\d+(?:\.\d+)?|true|false|null)\Z", re.IGNORECASE)
_INTEGER = re.compile(r"-?\d+\Z")
_LONGEST = 300  # characters of a cell in which a name is looked for
_DOTS = re.compile(r"(?:\[[^\]]*\])?(?:\.|->)|\[\]?|\]\[?")
_FOOTNOTE = re.compile(r"<sup>.*?</sup>|\[\^?\d+\]|[\u00b9\u00b2\u00b3\u2020\u2021]", re.IGNORECASE | re.DOTALL)
_NAME_WITH_MARKS = re.compile(
    r"[^\w@$:]*:?(?P<name>[@$]?[A-Za-z_][\w@$-]*(?:(?:\.|->|/)[\w@$*-]+|\[[\w$.*-]*\])*)"
    r"(?P<marks>[?!*\u2217]*)(?P<rest>(?:[\s(\[{<,:][^\n]*|\n[\s\S]*)?)\Z"
)
_LISTING_COLUMNS = 3  # of a table that lists values
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
_OBJECT = PropertyFact(name="", span=NOWHERE, name_span=NOWHERE, type=None)
_EMPHASIZED = re.compile(r"[^\w*]*[*_]+(?P<word>\w+)[*_]+\s*\Z")
_NOTE = re.compile(
    r"\[(?P<key>optional|required|enum|default to)(?:[:\s]\s*(?P<value>[^\[\]]*(?:\[[^\[\]]*\])?[^\[\]]*))?\]", re.I
)
_DEPRECATED = re.compile(r"\s*\(\s*deprecated\s*\)\s*$", re.IGNORECASE)


def read(
    rows: Sequence[Row],
    context: Context,
    *,
    navigation: bool = False,
    nested: bool = False,
    keep_unnamed: bool = False,
) -> tuple[PropertyFact, ...]:
    """Return what rows describe, those of members inside the row that they belong to.

    With ``nested`` a dotted or bracketed name is a member of what stands before the dot; else it is a name. What rows
    without a name hold belongs to what is around them; with ``keep_unnamed`` those that nothing is around are returned,
    with the name "". The members of a row whose name cannot be read are left out with it, as members of nothing else.
    """
    found: list[tuple[int, PropertyFact]] = []
    unread: int | None = None  # the depth of the row whose members are left out
    for row in rows:
        if unread is not None and row.depth > unread:
            continue
        fact = _fact(row, context, navigation=navigation)
        unread = row.depth if fact is None else None
        if fact:
            found.append((row.depth, fact))
    if not any(depth or not fact.name for depth, fact in found) and not (
        nested and any(_DOTS.search(fact.name) for _, fact in found)
    ):
        return tuple([fact for _, fact in found])
    whole = _nested(found, dotted=nested)
    return whole if keep_unnamed else tuple(_hoisted(whole))


def _hoisted(facts: Sequence[PropertyFact]) -> Iterator[PropertyFact]:
    """Yield facts, in place of those without a name what they hold."""
    for fact in facts:
        if fact.name:
            yield fact
        else:
            yield from _hoisted(fact.members)


def nest(facts: Sequence[PropertyFact]) -> tuple[PropertyFact, ...]:
    """Return rows in which one with a dotted or bracketed name is a member of what stands before the dot."""
    if not any(_DOTS.search(fact.name) for fact in facts):
        return tuple(facts)
    return _nested([(0, fact) for fact in facts], dotted=True)


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
                node = _Node(
                    msgspec.structs.replace(_OBJECT, name=step, span=fact.span, name_span=fact.name_span),
                    [],
                    supposed=True,
                )
                siblings.append(node)
            siblings = node.members
        last = path[-1] if path else fact.name
        named = msgspec.structs.replace(fact, name=last, members=()) if last != fact.name or fact.members else fact
        node = next((one for one in siblings if one.supposed and one.fact.name == last), None)
        if node is None:
            node = _Node(named, [])
            siblings.append(node)
        node.fact, node.supposed = named, False
        node.members.extend(_Node(member, []) for member in fact.members)
        open_.append((depth, node))
    return tuple([node.whole() for node in top])


class _Node(msgspec.Struct):
    """A row with its members while they are collected; a supposed one has only been named before a dot so far."""

    fact: PropertyFact
    members: list[_Node]
    supposed: bool = False

    def whole(self) -> PropertyFact:
        if not self.members:
            return self.fact
        members = [one.whole() for one in self.members]
        unnamed = [fact.type for fact in members if not fact.name and fact.type and not fact.members]
        named = tuple(_once(members))
        if unnamed and not named and (self.fact.type is None or self.fact.type.primitive == "any"):
            many = bool(self.fact.type and self.fact.type.collection)
            type_ = msgspec.structs.replace(unnamed[0], alternatives=tuple(unnamed[1:]), collection=many)
            return msgspec.structs.replace(self.fact, type=type_)
        return msgspec.structs.replace(self.fact, members=named)


def _once(members: Sequence[PropertyFact]) -> Iterator[PropertyFact]:
    """Yield members, in place of each without a name what it holds and no other member is called."""
    taken = {fact.name for fact in members}
    for member in members:
        if member.name:
            yield member
            continue
        for fact in _hoisted((member,)):
            if fact.name not in taken:
                taken.add(fact.name)
                yield fact


def _typing(cell: Cell | None, context: Context) -> Cell | None:
    """Return a cell of a "value" column, where what it holds is a type and no sample."""
    fact = read_type(cell.text, cell.span, context) if cell else None
    return cell if fact and (fact.primitive or fact.target) else None


def _fact(row: Row, context: Context, *, navigation: bool) -> PropertyFact | None:
    dialect = context.dialect
    name = _unnamed(row.name.text, dialect) or _stated_name(row.name.text, dialect)
    if name is None:
        return None
    type_ = row.type if row.type_sure else _typing(row.type, context)
    text = _said(row.description, dialect)
    marked = _marked(row, dialect)
    if name.required:
        marked = True
    is_typed = type_ and type_.text.strip() and not is_mark(type_.text, dialect)
    written = notation.read(type_) if type_ and is_typed and dialect.outline.labels and "{" in type_.text else None
    if written and written.rows:
        type_ = Cell("array of object" if written.many else "object", row.name.span)
    fact = read_type(type_.text, type_.span, context) if type_ and is_typed else None
    says = descriptions.read(text, context)
    if fact is None and says.hint and row.description and not (written and written.rows):
        fact = _hinted(says.hint, row.description)
    notes = _said(row.notes, dialect)
    if notes and row.notes is not row.description:
        says = _with_notes(says, notes, context)
    default = _default(row.default) or (fact.default if fact else None)
    listed = says.values or tuple([MemberFact(value, NOWHERE) for value in fact.values]) if fact else says.values
    return msgspec.structs.replace(
        says,
        name=name.stated,
        span=row.span,
        name_span=row.name.span,
        type=fact,
        required=says.required or marked is True,
        optional=says.optional or marked is False,
        read_only=says.read_only or bool(fact and fact.read_only),
        nullable=True if says.nullable is None and fact and fact.nullable else says.nullable,
        deprecated=says.deprecated or name.deprecated,
        navigation=navigation,
        values=tuple([MemberFact(value.name, row.span) for value in listed]) if listed else (),
        values_closed=says.values_closed or bool(fact and fact.values),
        max_length=(fact.max_length if fact else None) or says.max_length,
        inherited_from=placed(says.inherited_from, row.span) if says.inherited_from else None,
        default=says.default if default is None else default,
        location=_location(row, dialect),
        members=read(written.rows, context) if written and written.rows else (),
    )


def _hinted(hint: str, description: Cell) -> TypeFact:
    """Return the type that a description speaks of."""
    if hint == "array":
        return TypeFact(hint, description.span, "any", collection=True)
    return TypeFact(hint, description.span, hint)


def _said(cell: Cell | None, dialect: Dialect) -> str:
    """Return what a cell says; a word such as "none" says that there is nothing to say."""
    text = cell.text if cell else ""
    return "" if text and dialect.sentences["nothing"].search(text) else text


def _with_notes(says: PropertyFact, text: str, context: Context) -> PropertyFact:
    """Return what a description says, with what the notes beside it say."""
    noted = descriptions.read(text, context)
    marks = {match["key"].lower(): match["value"] or "" for match in _NOTE.finditer(text)}
    values = [value.strip() for value in marks.get("enum", "").split(",") if value.strip()]
    default = marks.get("default to")
    bare = _NOTE.sub("", text).strip()
    optional = says.optional or noted.optional or "optional" in marks
    return msgspec.structs.replace(
        says,
        required=says.required or noted.required or ("default to" in marks and not optional),
        optional=optional,
        read_only=says.read_only or noted.read_only,
        write_only=says.write_only or noted.write_only,
        description=says.description or (noted.description if bare else ""),
        values=says.values or tuple([MemberFact(value, NOWHERE) for value in values]),
        values_closed=says.values_closed or bool(values),
        default=says.default or (default if default and default.lower() not in _NO_DEFAULT else None),
    )


def _unnamed(text: str, dialect: Dialect) -> _Name | None:
    """Return a name that says nothing where a cell holds an emphasized word that stands for no name at all."""
    match = _EMPHASIZED.match(text)
    return _Name("", False) if match and match["word"].lower() in dialect.outline.unnamed else None


def _marked(row: Row, dialect: Dialect) -> bool | None:
    """Tell whether a row is marked as required; None where it is marked neither way."""
    mark = dialect.sentences["required_mark"]
    for cell, meant in ((row.required, True), (row.optional, False), (row.default, True)):
        text = inline.plain(cell.text).strip() if cell else ""
        if text and cell is row.required:
            return row.carrier in ("list", "definition") or mark.search(text.strip("<>[]* ")) is not None
        if text and cell is row.optional:
            return not meant if mark.search(text) is None and row.carrier == "table" else meant
        if text and text.lower().strip("<>") in dialect.outline.required_words:
            return True
    return None


def _default(cell: Cell | None) -> str | None:
    """Return the default that a cell states; marks such as "required" and "none" are no values."""
    text = inline.plain(cell.text).strip().strip("\"'") if cell else ""
    return text if text and _VALUE.fullmatch(text) and text.lower() not in _NO_DEFAULT else None


def _location(row: Row, dialect: Dialect) -> str:
    """Return where a row says that the parameter stands, "" where it says nothing."""
    written = inline.plain(row.location.text).strip().lower() if row.location else row.located
    found = next((where for where in dialect.outline.locations if written.replace(" ", "").startswith(where)), "")
    return "form" if found == "formdata" else found or ("path" if written.startswith(("url", "uri", "route")) else "")


class _Name(msgspec.Struct, frozen=True, gc=False):
    """What a cell of names says: a name, and perhaps that it is deprecated, or required."""

    stated: str
    deprecated: bool
    required: bool = False


def is_name(text: str, dialect: Dialect) -> bool:
    """Tell whether the cell of a row names a property or parameter."""
    return _stated_name(text, dialect) is not None


def _stated_name(text: str, dialect: Dialect) -> _Name | None:
    return _name(text) or (_marked_name(text, dialect) if dialect.outline.labels else None)


def _name(text: str) -> _Name | None:
    """Return what a cell of names says; most hold a name and nothing else."""
    simple = text.isalnum() and len(text) <= _LONGEST and _NAME.match(text)
    return _Name(text, False) if simple else _known_name(text)


@lru_cache(maxsize=1024)
def _known_name(text: str) -> _Name | None:
    stated = inline.plain(text).strip().strip("\"'")[:_LONGEST]
    deprecated = _DEPRECATED.search(stated) is not None
    stated, _, rest = _DEPRECATED.sub("", stated).partition(" ")
    if not _NAME.match(stated) or (rest and not rest.startswith("(") and len(rest.split()) > 3):
        return None
    return _Name(stated, deprecated)


@lru_cache(maxsize=1024)
def _marked_name(text: str, dialect: Dialect) -> _Name | None:
    """Return what a cell says whose name has marks around it: of nesting, of what is required, of footnotes."""
    plain = inline.plain(_FOOTNOTE.sub("", text)).replace("\\", "").strip()
    match = _NAME_WITH_MARKS.match(plain)
    if match is None or len(match["rest"].split()) > _MOST_WORDS:
        return None
    rest = match["rest"].lower()
    if text.lstrip()[:1] not in _NAME_MARKS and _is_prose(rest, dialect):
        return None
    required = "required" in rest.split("not required")[0] or "*" in match["marks"] or plain.startswith("*")
    return _Name(match["name"], "deprecated" in rest, required and "optional" not in rest)


def _is_prose(rest: str, dialect: Dialect) -> bool:
    """Tell whether what follows the first word of a cell, in lower case, is a sentence: no type and no mark."""
    if not re.match(r"[ \t]+\w", rest):
        return False
    words = [word.strip("()[]<>.,;:*_`") for word in rest.split()]
    return not any(word in _STATED or word in dialect.words for word in words)


def values(table: Table, context: Context, *, listed: bool) -> dict[str, list[MemberFact]]:
    """Return what a table lists that has a row for each value of a property: the values by name, "" for no name.

    ``listed`` tells that the table stands below a heading that says so; elsewhere a name has to stand twice.
    """
    titles = head(table)
    columns = context.dialect.columns
    name, value = column(titles, columns.name), column(titles, columns.listed_value)
    if name != 0 or value != 1 or len(titles) > _LISTING_COLUMNS or column(titles, columns.type) >= 0:
        return {}
    description = column(titles, columns.description, (name, value))
    found: dict[str, list[MemberFact]] = {}
    for row in table.rows:
        stated = inline.plain(row.cells[value].text).strip()
        key = _unnamed(row.cells[0].text, context.dialect) or _marked_name(row.cells[0].text, context.dialect)
        if key is None:
            continue
        about = prose.clean(row.cells[description].text, context) if description >= 0 else ""
        found.setdefault(key.stated, []).append(MemberFact(stated.strip("\"'"), row.span, description=about))
    repeats = any(len(members) > 1 for members in found.values())
    return found if listed or repeats else {}


def listing(fact: PropertyFact, values: Mapping[str, Sequence[MemberFact]]) -> PropertyFact:
    """Return a row, and the rows inside it, with the values that tables list for their names."""
    if not values:
        return fact
    if fact.members:
        fact = msgspec.structs.replace(fact, members=tuple([listing(inner, values) for inner in fact.members]))
    found = values.get(fact.name)
    if not found or fact.members:
        return fact
    unique = {member.name: member for member in found}
    type_ = msgspec.structs.replace(fact.type, enumeration=True) if fact.type else None
    if type_ and type_.primitive == "any" and not all(map(_NO_TEXT.match, unique)):
        type_ = msgspec.structs.replace(type_, primitive="string")  # only text has such values
    return msgspec.structs.replace(fact, values=tuple(unique.values()), values_closed=True, type=type_)


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
    """Yield a finding for each name that stands twice in one table, or twice among the members of one row."""
    seen: dict[str, PropertyFact] = {}
    for fact in facts:
        first = seen.setdefault(fact.name, fact)
        if first is not fact:
            yield rules.DUPLICATE_ROW.at(fact.name_span, name=fact.name, subject=fact.name)
        yield from duplicates(fact.members)
