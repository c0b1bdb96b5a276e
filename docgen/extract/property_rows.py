"""Reads the rows that describe properties or parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import descriptions
from docgen.extract.facts import MemberFact, PropertyFact, TypeFact
from docgen.extract.nested_rows import DOTS, hoisted, opened, tree_of
from docgen.extract.placeholders import is_mark
from docgen.extract.row_names import Name, name_of, unnamed
from docgen.extract.types import Context, placed, read_type, resolve
from docgen.extract.value_rows import INTEGER
from docgen.markdown import inline
from docgen.markdown.page import Cell
from docgen.outline import notation
from docgen.outline.row import Row
from docgen.source import NOWHERE

_PLAIN_KINDS = frozenset({"string", "integer", "number", "boolean"})
_MARK_OF_NONE = re.compile(r"[\s\-\u2013\u2014]*+(?:(?:n/?a|none)\s*)?\Z", re.IGNORECASE)  # a cell that shows nothing
# A word, or two, that begins or ends the cell of a type: "string, not required", "optional string".
_ENDING = re.compile(r"(?<![\s,(\[*_])[\s,(\[*_]+(?P<words>(?:[A-Za-z]+ )?(?P<word>[A-Za-z]+))[\s)\].*_]*\Z")
_BEGINNING = re.compile(r"\W{0,9}(?P<words>(?P<word>[A-Za-z]+))\b")
_CODE = re.compile(r"`[^`\n]{1,60}`")
_REMARK = re.compile(r"\s\([^()]*\)\Z")
_VALUE = re.compile(r"[^\s<>]{1,60}")
_NOTHING: frozenset[str] = frozenset()
_OBJECT = PropertyFact(name="", span=NOWHERE, name_span=NOWHERE, type=None)
# What one of several texts about a row says for all of them.
_STATED = (
    *("required", "optional", "read_only", "write_only", "deprecated", "key", "default", "minimum", "maximum"),
    *("max_items", "max_length", "inherited_from", "options", "hint", "example"),
)


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
        nested and any(DOTS.search(fact.name) for _, fact in found)
    ):
        return tuple([fact for _, fact in found])
    whole = tree_of(found, dotted=nested)
    if context.dialect.outline.labels:
        whole = tuple([_with_values(opened(fact, context.dialect), context.dialect) for fact in whole])
    return whole if keep_unnamed else tuple(hoisted(whole))


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


def _typing(cell: Cell | None, context: Context) -> Cell | None:
    """Return a cell of a "value" column, where what it holds is a type and no sample."""
    fact = read_type(cell.text, cell.span, context) if cell else None
    return cell if fact and (fact.primitive or fact.target) else None


def _facts(row: Row, context: Context, *, navigation: bool) -> Sequence[PropertyFact]:
    """Return what a row describes: one thing, or several of which its cell lists the names."""
    dialect = context.dialect
    text = row.name.text
    name = Name(text) if row.exact else unnamed(text, dialect) or name_of(text, dialect)
    if name is None:
        return ()
    fact = _fact(row, name, context, navigation=navigation)
    return (fact, *[msgspec.structs.replace(fact, name=other) for other in name.others])


def _fact(row: Row, name: Name, context: Context, *, navigation: bool) -> PropertyFact:
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
    if fact and fact.primitive == "any-object" and told.fact.hint == "stream":
        fact = msgspec.structs.replace(fact, primitive="stream")  # what is sent as a part of a form is a file
    members = read(written.rows, context) if written and written.rows else ()
    is_noted = row.notes is not None and row.notes is not row.description
    says = _united(told.fact, _noted(row.notes.text, context)) if row.notes and is_noted else told.fact
    default = _default(row.default, dialect) or (fact.default if fact else None)
    if fact is None and not (written and written.rows):
        hint = says.hint or _kind_of(default or says.default, dialect)
        place = row.description or row.default
        fact = _hinted(hint, place) if hint and place else None
    if fact and fact.primitive and row.closed:
        fact = msgspec.structs.replace(fact, enumeration=True)
    if fact and fact.note:
        says = _united(says, descriptions.read(fact.note, context).fact)
        fact = msgspec.structs.replace(fact, note="")
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


def _united(says: PropertyFact, noted: PropertyFact) -> PropertyFact:
    """Return what a description says, with what another text of its row says; where both state a value, the first."""
    is_new = noted.description not in says.description.split("\n")
    return msgspec.structs.replace(
        says,
        description="\n".join(filter(None, [says.description, noted.description])) if is_new else says.description,
        **{name: getattr(says, name) or getattr(noted, name) for name in _STATED},
        nullable=noted.nullable if says.nullable is None else says.nullable,
        values=says.values or noted.values,
        values_closed=says.values_closed if says.values else noted.values_closed,
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
    return "boolean" if default in ("true", "false") else "any-integer" if INTEGER.match(default) else ""


def _hinted(hint: str, description: Cell) -> TypeFact:
    """Return the type that a description speaks of."""
    if hint == "array":
        return TypeFact(hint, description.span, "any", collection=True)
    return TypeFact(hint, description.span, hint)


def _noted(notes: str, context: Context) -> PropertyFact:
    """Return what the notes beside a description say, their text without the remarks in brackets."""
    told = descriptions.read(notes, context)
    text, noted = told.text, told.fact
    access, note = context.dialect.sentences["access"], context.dialect.sentences["note"]
    remarks = list(note.find_all(text))
    is_access = access.search(text)
    kinds = {found["kind"].lower() for one in (text, *(match[0] for match in remarks)) if (found := access.search(one))}
    marks = {_meant(match): (match["value"] or "").strip() for match in remarks}
    listed = marks.get("enum", "")
    pieces = listed.split(",") if "," in listed else context.dialect.sentences["value_apart"].pattern.split(listed)
    values = [value for piece in pieces if (value := piece.strip(" \t\"'`"))]
    default = descriptions.unquoted(marks.get("default", ""), "\"'`")
    optional = noted.optional or "optional" in marks
    bare = note.pattern.sub("", text).strip(" \t\n|") if marks else text
    form = context.dialect.outline
    is_mark_alone = is_access or bare.strip("()*_. ").lower() in form.required_words | form.optional_words
    if bare != text:
        noted = msgspec.structs.replace(noted, description=descriptions.read(bare, context).fact.description)
    return msgspec.structs.replace(
        noted,
        description="" if is_mark_alone else noted.description,
        required=noted.required or ("default" in marks and not optional),
        optional=optional,
        read_only=noted.read_only or "read" in kinds,
        write_only=noted.write_only or "write" in kinds,
        values=tuple([MemberFact(value, NOWHERE) for value in values]) or noted.values,
        values_closed=bool(values) or noted.values_closed,
        default=default if default and _is_default(default, context.dialect) else noted.default,
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
