"""Reads the rows that describe properties or parameters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.dialects import Columns, Dialect, match_forms
from docgen.extract import descriptions, prose
from docgen.extract.facts import MemberFact, PropertyFact, TypeFact
from docgen.extract.numbers import whole_number
from docgen.extract.placeholders import is_mark
from docgen.extract.types import Context, placed, read_type, resolve
from docgen.markdown import inline
from docgen.markdown.footnotes import without_footnotes
from docgen.markdown.page import Block, Cell, Definition, Paragraph, Table
from docgen.outline import notation
from docgen.outline.row import Row
from docgen.outline.table_rows import cell_at, column, head
from docgen.outline.text_rows import is_type
from docgen.source import NOWHERE

_LITERAL = re.compile(r"`([\w.-]+)`")
_NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$#-]*(?:/[\w@.-]+)*\Z")
_PLAIN_KINDS = frozenset({"string", "integer", "number", "boolean"})
_MARK_OF_NONE = re.compile(r"[\s\-\u2013\u2014]*+(?:(?:n/?a|none)\s*)?\Z", re.IGNORECASE)  # a cell that shows nothing
_NO_TEXT = re.compile(r"(?:-?\d+(?:\.\d+)?|true|false|null)\Z", re.IGNORECASE)
_INTEGER = re.compile(r"-?\d+\Z")
_LONGEST = 300  # characters of a cell in which a name is looked for
_DOTS = re.compile(r"(?:\[[^\[\]]*\])?(?:\.|->)|\[\]?|\]\[?")
_NAME_WITH_MARKS = re.compile(
    r"[^\w@$:]*:?(?P<name>[@$]?[A-Za-z_][\w@$-]*(?:(?:\.|->|/)[\w@$*-]+|\[[\w$.*-]*\])*)"
    r"(?P<marks>[?!*\u2217]{0,9})(?P<rest>(?:[\s(\[{<,:][^\n]*|\n[\s\S]*)?)\Z"
)
_BADGE = re.compile(r"<(?:span|small|kbd|mark)\b[^<>]*>([^<>]*)</", re.IGNORECASE)
_THING = re.compile(r"\b(?:an?|of|the|each)\s+[*`_\[]{0,3}([A-Za-z]\w+)")  # what a description calls a thing
_NO_LETTER = re.compile(r"[\W_]+")
_LISTING_COLUMNS = 3  # of a table that lists values
_MOST_WORDS = 6  # behind a name in its cell
_NAME_MARKS = "`*_<[("  # a cell that begins with one of them begins with a name and not with a sentence
_NAME_FORMS = ("name_required", "name_optional", "name_deprecated")
_MOST_MARKS = 3
# A word, or two, that begins or ends the cell of a type: "string, not required", "optional string".
_ENDING = re.compile(r"(?<![\s,(\[*_])[\s,(\[*_]+(?P<words>(?:[A-Za-z]+ )?(?P<word>[A-Za-z]+))[\s)\].*_]*\Z")
_BEGINNING = re.compile(r"\W{0,9}(?P<words>(?P<word>[A-Za-z]+))\b")
_CODE = re.compile(r"`[^`\n]{1,60}`")
_LISTED_MEMBER = re.compile(r"[`*\"']{0,3}(?P<name>[\w.-]+)[`*\"']{0,3}\s*(?:\Z|[-–—:=]{1,2}\s+|(?=\())")
_REMARK = re.compile(r"\s\([^()]*\)\Z")
_VALUE = re.compile(r"[^\s<>]{1,60}")
_NOTHING: frozenset[str] = frozenset()
_OBJECT = PropertyFact(name="", span=NOWHERE, name_span=NOWHERE, type=None)
_EMPHASIZED = re.compile(r"[^\w*]*[*_]{1,4}(?P<word>\w+)[*_]{1,4}\s*\Z")


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
    marks_optional = any(_notes_optional(row, context.dialect) for row in rows)
    for row in rows:
        if unread is not None and row.depth > unread:
            continue
        facts = _facts(row, context, navigation=navigation)
        if marks_optional and _notes_optional(row, context.dialect) is False:
            facts = [msgspec.structs.replace(fact, required=not fact.optional) for fact in facts]
        unread = None if facts else row.depth
        found.extend([(row.depth, fact) for fact in facts])
    if not any(depth or not fact.name for depth, fact in found) and not (
        nested and any(_DOTS.search(fact.name) for _, fact in found)
    ):
        return tuple([fact for _, fact in found])
    whole = _nested(found, dotted=nested)
    if context.dialect.outline.labels:
        whole = tuple([_with_values(_opened(fact, context.dialect), context.dialect) for fact in whole])
    return whole if keep_unnamed else tuple(_hoisted(whole))


def _opened(fact: PropertyFact, dialect: Dialect) -> PropertyFact:
    """Return a row without the member that stands for all other names: the row is open then."""
    if not fact.members:
        return fact
    named = [one for one in fact.members if one.name.lower() not in dialect.outline.any_names]
    members = tuple([_opened(one, dialect) for one in named])
    return msgspec.structs.replace(fact, members=members, open=fact.open or len(named) < len(fact.members))


def _with_values(fact: PropertyFact, dialect: Dialect) -> PropertyFact:
    """Return a row; what stands inside one of a plain type, and says no type of its own, are values of it."""
    if not fact.members:
        return fact
    members = tuple([_with_values(one, dialect) for one in fact.members])
    kind = dialect.types[fact.type.primitive].type if fact.type and fact.type.primitive else ""
    if kind not in _PLAIN_KINDS or any(one.type or one.members or one.required or one.optional for one in members):
        return msgspec.structs.replace(fact, members=members)
    values = tuple([MemberFact(one.name, one.span, description=one.description) for one in members])
    listed = [f"- `{one.name}`: {one.description}".rstrip(": ") for one in members]
    text = "\n\n".join([part for part in (fact.description, "\n".join(listed)) if part])
    return msgspec.structs.replace(fact, members=(), values=fact.values or values, description=text)


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


def bare_name(text: str) -> str:
    """Return a name without letter case, blanks and punctuation."""
    return _NO_LETTER.sub("", text.lower())


def with_members(fact: PropertyFact, names: Collection[str], members: tuple[PropertyFact, ...]) -> PropertyFact | None:
    """Return a row with members put into it, or into the one inside it, that has one of some folded names.

    The name is its own, that of its type, or what its description calls it, plurals included; None where none has one.
    """
    type_ = (fact.type.short, fact.type.anchor) if fact.type else ()
    is_object = fact.type is not None and fact.type.primitive in ("any", "any-object")
    said = _THING.findall(fact.description) if is_object else ()  # the description may say what the object is
    called = {bare_name(name) for name in (fact.name, *type_, *said)}
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
                many = any(f"{step}{mark}" in fact.name for mark in ("[]", "[*]"))
                node = _Node(_implied(step, fact, many=many), [], supposed=True)
                siblings.append(node)
            siblings = node.members
        last = path[-1] if path else fact.name
        bracketed = fact.bracketed or fact.name == f"{last}[]"
        named = msgspec.structs.replace(fact, name=last, members=(), bracketed=bracketed)
        node = next((one for one in siblings if one.supposed and one.fact.name == last), None)
        if node is None:
            node = _Node(named, [])
            siblings.append(node)
        node.fact, node.supposed = named, False
        node.members.extend(_Node(member, []) for member in fact.members)
        open_.append((depth, node))
    return tuple([node.whole() for node in top])


def _implied(name: str, fact: PropertyFact, *, many: bool) -> PropertyFact:
    """Return the object, or the array of objects, that the name of one of its members implies."""
    type_ = TypeFact("object", fact.name_span, "any-object", collection=many)
    bracketed = not many and fact.name.startswith(f"{name}[")
    return PropertyFact(name=name, span=fact.span, name_span=fact.name_span, type=type_, bracketed=bracketed)


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


def _facts(row: Row, context: Context, *, navigation: bool) -> Sequence[PropertyFact]:
    """Return what a row describes: one thing, or several of which its cell lists the names."""
    dialect = context.dialect
    text = row.name.text
    name = _Name(text) if row.exact else _unnamed(text, dialect) or _name(text, dialect)
    if name is None:
        return ()
    fact = _fact(row, name, context, navigation=navigation)
    return (fact, *[msgspec.structs.replace(fact, name=other) for other in name.others])


def _fact(row: Row, name: _Name, context: Context, *, navigation: bool) -> PropertyFact:
    dialect = context.dialect
    text = row.description.text if row.description else ""
    others = [*row.others, *_told_default(row, dialect)]
    if others:  # what the vocabulary does not know may still say something in words
        known = descriptions.read(text, context).text
        text = "\n".join(filter(None, [known, *[f"{title}: {cell.text}" for title, cell in others]]))
    told = descriptions.read(text, context)
    type_ = row.type if row.type_sure else _typing(row.type, context)
    if name.type and not (type_ and type_.text.strip()):
        type_ = Cell(name.type, row.name.span)
    marked = _marked(row, dialect)
    if name.required or name.optional:
        marked = name.required
    is_typed = type_ and type_.text.strip() and not is_mark(type_.text, dialect)
    written = notation.read(type_) if type_ and is_typed and dialect.outline.labels and "{" in type_.text else None
    if written and written.rows:
        type_ = Cell("array of object" if written.many else "object", row.name.span)
    fact = read_type(type_.text, type_.span, context) if type_ and is_typed else None
    if fact and fact.primitive and dialect.types[fact.primitive].format == "byte":
        fact = _digit(fact, told.text, dialect)
    members = read(written.rows, context) if written and written.rows else ()
    says = told.fact
    default = _default(row.default, dialect) or (fact.default if fact else None)
    if fact is None and not (written and written.rows):
        hint, place = says.hint or _kind_of(default or says.default, dialect), row.description or row.default
        fact = _hinted(hint, place) if hint and place else None
    if fact and fact.primitive and row.closed:
        fact = msgspec.structs.replace(fact, enumeration=True)
    if fact and fact.note:
        says, fact = _with_remark(says, fact.note, context), msgspec.structs.replace(fact, note="")
    if row.notes and row.notes is not row.description:
        says = _with_notes(says, row.notes.text, context)
    subject = told.subjects.get(name.stated.lower(), _NOTHING)
    listed = says.values or tuple([MemberFact(value, NOWHERE) for value in fact.values]) if fact else says.values
    return msgspec.structs.replace(
        says,
        name=name.stated,
        span=row.span,
        name_span=row.name.span,
        type=fact,
        required=(says.required or "required" in subject or marked is True) and marked is not False,
        optional=says.optional or marked is False,
        read_only=says.read_only or bool(fact and fact.read_only),
        nullable=True if says.nullable is None and (row.nullable or (fact and fact.nullable)) else says.nullable,
        deprecated=row.deprecated
        or says.deprecated
        or name.deprecated
        or "deprecated" in subject
        or (type_ is not None and dialect.sentences["deprecated"].search(type_.text) is not None),
        navigation=navigation,
        values=_listed(row, listed),
        values_closed=says.values_closed or bool(row.values) or bool(fact and fact.values),
        max_length=(fact.max_length if fact else None) or says.max_length,
        inherited_from=placed(says.inherited_from, row.span) if says.inherited_from else None,
        default=says.default if default is None else default,
        location=_location(row, name.location, dialect) or _said_place(told.text, dialect),
        leads_to=_leads_to(row.name.text, context) if fact and not fact.primitive and not fact.target else "",
        unfinished=dialect.outline.labels
        and any(cell and is_mark(cell.text, dialect) for cell in (type_, row.description)),
        example=_shown(row.example) or says.example,
        members=members,
        choice=row.choice,
    )


def _with_remark(says: PropertyFact, remark: str, context: Context) -> PropertyFact:
    """Return what a description says, with what stands in brackets behind the type."""
    noted = descriptions.read(remark, context).fact
    return msgspec.structs.replace(
        says,
        description="\n".join(filter(None, [says.description, noted.description])),
        minimum=says.minimum or noted.minimum,
        maximum=says.maximum or noted.maximum,
    )


def _said_place(text: str, dialect: Dialect) -> str:
    """Return where a description says that a parameter stands; "" where it does not."""
    is_told = dialect.outline.labels and "query" in text.lower()
    return "query" if is_told and dialect.sentences["in_query"].search(text) else ""


def _leads_to(name: str, context: Context) -> str:
    """Return the page to which the name of a row leads, "" for none."""
    link = next(iter(inline.links(name, context.definitions)), None) if "](" in name else None
    page = resolve(context.path, link.target)[0] if link else ""
    return page if page != context.path else ""


def _listed(row: Row, others: Iterable[MemberFact]) -> tuple[MemberFact, ...]:
    """Return the values that a row lists, else those that its type or its description does."""
    if row.values:
        return tuple([MemberFact(value.text, value.span) for value in row.values])
    return tuple([MemberFact(value.name, row.span) for value in others])


def _digit(fact: TypeFact, description: str, dialect: Dialect) -> TypeFact:
    """Return a type of bytes; that of a number where the description says that it is 0 or 1, or tells whether."""
    if not dialect.sentences["digits"].search(description):
        return fact
    return msgspec.structs.replace(fact, primitive="any-integer", values=("0", "1"), enumeration=True)


def _kind_of(default: str | None, dialect: Dialect) -> str:
    """Return the type that a default tells which is true, false or a whole number; "" for any other."""
    if not default or not dialect.outline.labels:
        return ""
    return "boolean" if default in ("true", "false") else "any-integer" if _INTEGER.match(default) else ""


def _hinted(hint: str, description: Cell) -> TypeFact:
    """Return the type that a description speaks of."""
    if hint == "array":
        return TypeFact(hint, description.span, "any", collection=True)
    return TypeFact(hint, description.span, hint)


def _with_notes(says: PropertyFact, notes: str, context: Context) -> PropertyFact:
    """Return what a description says, with what the notes beside it say."""
    told = descriptions.read(notes, context)
    text, noted = told.text, told.fact
    if not text:
        return says
    access = context.dialect.sentences["access"].search(text)
    kind = access["kind"].lower() if access else ""
    note = context.dialect.sentences["note"]
    marks = {_meant(match): (match["value"] or "").strip() for match in note.find_all(text)}
    values = [value.strip() for value in marks.get("enum", "").split(",") if value.strip()]
    default = marks.get("default")
    is_text = not access and note.pattern.sub("", text).strip()
    optional = says.optional or noted.optional or "optional" in marks
    return msgspec.structs.replace(
        says,
        required=says.required or noted.required or ("default" in marks and not optional),
        optional=optional,
        read_only=says.read_only or noted.read_only or kind == "read",
        write_only=says.write_only or noted.write_only or kind == "write",
        description=says.description or (noted.description if is_text else ""),
        values=says.values or tuple([MemberFact(value, NOWHERE) for value in values]),
        values_closed=says.values_closed or bool(values),
        default=says.default or (default if default and _is_default(default, context.dialect) else None),
    )


def _notes_optional(row: Row, dialect: Dialect) -> bool | None:
    """Tell whether the notes of a row mark it as optional in brackets, None where they say anything else.

    Where some rows of a table have that mark, the ones without it are required.
    """
    if row.notes is None or row.notes is row.description:
        return None
    text = row.notes.text
    note = dialect.sentences["note"]
    if "[" in text and any(_meant(match) == "optional" for match in note.find_all(text)):
        return True
    return None if note.pattern.sub("", text).strip() else False


def _meant(note: re.Match[str]) -> str:
    """Return what a remark among notes is about, "" for what is told otherwise as well."""
    return next((kind for kind in ("optional", "enum", "default") if note[kind]), "")


def _unnamed(text: str, dialect: Dialect) -> _Name | None:
    """Return a name that says nothing where a cell holds an emphasized word that stands for no name at all."""
    match = _EMPHASIZED.match(text) if not text[:1].isalnum() else None  # most begin with their name
    return _Name("") if match and match["word"].lower() in dialect.outline.unnamed else None


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
    return _marked_type(row.type.text, dialect) if row.type and row.type_sure else None


@lru_cache(maxsize=4096)
def _marked_type(text: str, dialect: Dialect) -> bool | None:
    """Tell whether the text of a type marks its row as required; None where it marks it neither way."""
    for found in (_ENDING.search(text), _BEGINNING.match(text)):
        for words in (found["words"].lower(), found["word"].lower()) if found else ():
            if words in dialect.outline.optional_words:
                return False
            if words in dialect.outline.required_words:
                return True
    return None


def _shown(cell: Cell | None) -> str:
    """Return the value that a cell of examples shows, "" for none."""
    return descriptions.unquoted(inline.plain(cell.text).strip()) if cell and not _MARK_OF_NONE.match(cell.text) else ""


def _default(cell: Cell | None, dialect: Dialect) -> str | None:
    """Return the default that a cell states; marks such as "required" and "none" are no values."""
    text = inline.plain(cell.text).strip() if cell else ""
    if cell and _CODE.fullmatch(cell.text.strip()):
        text = text.strip("\"'")
    else:
        text = _REMARK.sub("", text).strip("\"'")
        text = text if _VALUE.fullmatch(text) else ""
    return text if text and _is_default(text, dialect) else None


def _told_default(row: Row, dialect: Dialect) -> Iterator[tuple[str, Cell]]:
    """Yield the cell of a default that says in words what it is, with the title of its column."""
    cell = row.default
    if not cell or row.carrier != "table" or " " not in cell.text:
        return
    if _default(cell, dialect) is None and _is_default(inline.plain(cell.text).strip(), dialect):
        yield dialect.columns.default[0].capitalize(), cell


def _is_default(text: str, dialect: Dialect) -> bool:
    return text.lower() not in dialect.outline.no_defaults


def _location(row: Row, named: str, dialect: Dialect) -> str:
    """Return where a row, or the cell of its name, says that the parameter stands, "" where it says nothing."""
    written = inline.plain(row.location.text).strip().lower() if row.location else row.located or named
    if not written:
        return ""
    bare = written.replace(" ", "").replace("-", "")
    found = next((where for where in dialect.outline.locations if bare.startswith(where)), "")
    words = written.split()
    found = found or next((where for where in dialect.outline.locations if where in words[1:]), "")
    in_path = written.startswith(dialect.outline.path_locations)
    return "form" if found == "formdata" else found or ("path" if in_path else "")


class _Name(msgspec.Struct, frozen=True, gc=False):
    """What a cell of names says: a name, perhaps further ones, and what marks behind it say of the row."""

    stated: str
    deprecated: bool = False
    required: bool = False
    optional: bool = False
    others: tuple[str, ...] = ()
    type: str = ""
    location: str = ""


def is_name(text: str, dialect: Dialect) -> bool:
    """Tell whether the cell of a row names a property or parameter."""
    return _name(text, dialect) is not None


def _name(text: str, dialect: Dialect) -> _Name | None:
    """Return what a cell of names says; most hold a name and nothing else."""
    if text.isalnum() and text.isascii() and len(text) <= _LONGEST and _NAME.match(text):
        return _Name(text)
    known = _known_name(text, dialect)
    if known and (known.others or not dialect.outline.labels):
        return known
    return _marked_name(text, dialect) or known


@lru_cache(maxsize=1024)
def _known_name(text: str, dialect: Dialect) -> _Name | None:
    stated = inline.plain(without_footnotes(text)).strip().strip("\"'")[:_LONGEST]
    ending = dialect.sentences["name_deprecated_end"]
    deprecated = ending.search(stated) is not None
    stated, blank, rest = ending.pattern.sub("", stated).partition(" ")
    if blank or "," in stated or "\n" in stated:
        several = _several(f"{stated} {rest}".strip(), dialect)
        if several and not _are_marks(" ".join(several[1:]), dialect):
            return _Name(several[0], deprecated, others=several[1:])
    if not _NAME.match(stated) or (rest and not rest.startswith("(") and not _are_marks(rest, dialect)):
        return None
    marks = {word.strip("()[],.*").lower() for word in rest.split()}
    required = rest.strip() == "*" or (not marks.isdisjoint(dialect.outline.required_words) and "not" not in marks)
    optional = not marks.isdisjoint(dialect.outline.optional_words) or (bool(marks) and "not required" in rest.lower())
    return _Name(stated, deprecated, required, optional)


def _several(text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the names that a cell lists with a separator between them; () where it holds anything else."""
    names = tuple(dialect.sentences["names_apart"].pattern.split(text))
    return names if len(names) > 1 and all(map(_NAME.match, names)) else ()


def _are_marks(rest: str, dialect: Dialect) -> bool:
    """Tell whether what follows a name in its cell is words that say something of it, and no second half of it."""
    words = [word.strip("()[]<>.,;:*_`-").lower() for word in rest.split()]
    form = dialect.outline
    return len(words) <= _MOST_MARKS and all(
        not word or word in form.row_marks or word in form.collection_words or word in dialect.words for word in words
    )


@lru_cache(maxsize=1024)
def _marked_name(text: str, dialect: Dialect) -> _Name | None:
    """Return what a cell says whose name has marks around it: of nesting, of what is required, of footnotes."""
    plain = inline.plain(without_footnotes(text)).replace("\\", "").strip()
    match = _NAME_WITH_MARKS.match(plain.replace("~~", ""))
    if match is None or len(match["rest"].split()) > _MOST_WORDS:
        return None
    rest = match["rest"].lower()
    if text.lstrip()[:1] not in _NAME_MARKS and _is_prose(rest, dialect):
        return None
    badges = [badge.replace("\\", "").strip() for badge in _BADGE.findall(text)]
    noted = "\n".join([rest, *(badge.lower() for badge in badges)]).strip()
    says = match_forms(dialect.sentences, _NAME_FORMS, noted) if noted else {}
    starred = "*" in match["marks"] or rest.strip() == "*" or plain.startswith("*") or "*" in badges
    required = "name_required" in says or starred
    optional = "name_optional" in says or "?" in match["marks"]
    pieces = [piece.strip(" \t\n*_`()[]{}<>:") for piece in re.split(r"[,;\n]|\)\s*\(|\s(?=[(\[{<*_`])", match["rest"])]
    pieces += badges
    places = (piece.lower().removeprefix("in ") for piece in pieces)
    return _Name(
        match["name"],
        "name_deprecated" in says or "~~" in plain,
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
    known = dialect.outline.locations
    return not any(word in dialect.outline.row_marks or word in dialect.words or word in known for word in words)


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


def listing(
    fact: PropertyFact, values: Mapping[str, Sequence[MemberFact]], shared: Collection[str] = ()
) -> PropertyFact:
    """Return a row, and the rows inside it, with the values that tables list for their names.

    Of rows that ``shared`` a name, one that speaks of another value is not what the table lists values of.
    """
    if not values:
        return fact
    if fact.members:
        fact = msgspec.structs.replace(fact, members=tuple([listing(inner, values, shared) for inner in fact.members]))
    found = values.get(fact.name)
    if not found or fact.members:
        return fact
    if fact.name in shared and "`" in fact.description:
        literals = set(_LITERAL.findall(fact.description))
        if literals and not literals & {member.name for member in found}:
            return fact
    unique = {member.name: member for member in found}
    type_ = msgspec.structs.replace(fact.type, enumeration=True) if fact.type else None
    if type_ and type_.primitive == "any" and not all(map(_NO_TEXT.match, unique)):
        type_ = msgspec.structs.replace(type_, primitive="string")  # only text has such values
    return msgspec.structs.replace(fact, values=tuple(unique.values()), values_closed=True, type=type_)


def members(table: Table, context: Context, *, sure: bool = False) -> tuple[MemberFact, ...]:
    """Return the members that a table of an enumeration lists; () when it is no such table.

    ``sure`` tells that the heading says so: then a first column of single words holds them, whatever it is called.
    """
    titles = head(table)
    columns = context.dialect.columns
    name = _member_column(table, titles, columns)
    if name < 0 and sure:
        name = next((i for i in range(min(2, len(titles))) if not _are_integers(table, i) and _are_words(table, i)), -1)
    if name < 0:
        return ()
    value = next((i for i, title in enumerate(titles) if i != name and _are_integers(table, i)), -1)
    value = value if value >= 0 else column(titles, columns.member_value, (name,))
    description = column(titles, columns.description, (name, value))
    out = []
    for row in table.rows:
        cell = cell_at(row.cells, name)
        stated = inline.plain(without_footnotes(cell.text)).strip().strip("\"'") if cell else ""
        if not stated:
            continue
        number = cell_at(row.cells, value)
        digits = inline.plain(number.text).strip() if number else ""
        about = cell_at(row.cells, description)
        text = prose.clean(about.text, context) if about else ""
        if number and digits and not _INTEGER.match(digits) and description < 0:
            text = prose.clean(number.text, context)
        out.append(MemberFact(stated, row.span, whole_number(digits) if _INTEGER.match(digits) else None, text))
    return tuple(out)


def members_of_items(blocks: Iterable[Block], context: Context) -> tuple[MemberFact, ...]:
    """Return the members that the items of a list, or of a definition list, name; () where one is no single word."""
    out = []
    for block in blocks:
        if isinstance(block, Definition):
            name, text = inline.plain(block.term.value), block.text.value
        elif isinstance(block, Paragraph) and block.item == 1:
            match = _LISTED_MEMBER.match(block.text.value)
            if match is None:
                return ()
            name, text = match["name"], block.text.value[match.end() :]
        else:
            continue
        if not _NAME.match(name.strip()):
            return ()
        span = block.span if isinstance(block, Definition) else block.text.span
        out.append(MemberFact(name.strip(), span, description=prose.clean(text, context)))
    return tuple(out) if len(out) > 1 else ()


def _member_column(table: Table, titles: tuple[str, ...], columns: Columns) -> int:
    """Return the column of names, -1 for none: of those that may hold them the first whose cells are no numbers."""
    found = [titles.index(title) for title in columns.member if title in titles]
    return next((index for index in found if not _are_integers(table, index)), found[0] if found else -1)


def _are_integers(table: Table, index: int) -> bool:
    """Tell whether a column holds numbers and nothing else."""
    cells = [cell for row in table.rows if (cell := cell_at(row.cells, index))]
    return bool(cells) and all(_INTEGER.match(inline.plain(cell.text).strip()) for cell in cells)


def _are_words(table: Table, index: int) -> bool:
    """Tell whether a column holds one word in each of its cells."""
    cells = [cell for row in table.rows if (cell := cell_at(row.cells, index))]
    return bool(cells) and all(_NAME.match(inline.plain(without_footnotes(cell.text)).strip()) for cell in cells)


def duplicates(facts: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    """Yield a finding for each name that stands twice in one table, or twice among the members of one row."""
    seen: dict[tuple[str, int], PropertyFact] = {}
    for fact in facts:
        # Names that are written otherwise, such as ``size`` and ``size[width]``, stand for other things.
        first = seen.setdefault((fact.name, fact.name_span.end - fact.name_span.start), fact)
        # One term may have several definitions.
        if first is not fact and first.name_span != fact.name_span:
            yield rules.DUPLICATE_ROW.at(fact.name_span, name=fact.name, subject=fact.name)
        yield from duplicates(fact.members)
