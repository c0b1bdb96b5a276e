"""Read the types that stand below headings of their own: their members, what they are, and their values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from docgen import rules
from docgen.codeblocks.http_message import read_message
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import examples, property_rows, prose, value_rows
from docgen.extract.facts import FAILURE, EnumFact, JsonFact, MemberFact, PropertyFact, ResourceFact, TypeFact
from docgen.extract.operations import is_deprecated
from docgen.extract.resources import bases
from docgen.extract.types import Context, read_link, read_type
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Paragraph, Table
from docgen.outline import Part, TypeScope, declared_code
from docgen.outline.heading_rows import heading_row
from docgen.outline.parts import LISTS_TYPES, fold, shown
from docgen.outline.row import Row
from docgen.outline.rows import are_typed, are_words, groups
from docgen.outline.text_rows import of_text
from docgen.outline.types import VARYING, tells_failures

_TAGS_ALONE = re.compile(r"\s*(?:<[^<>]*>\s*)+\Z")

_HOLDING = frozenset({"", "any", "any-object"})  # types that may have members, by their keys in the dialect
_CHOOSING = frozenset({"one", "any"})  # ways in which a value has some of the parts only

Types = tuple[tuple[ResourceFact, ...], tuple[EnumFact, ...]]


class _Described(msgspec.Struct):
    """What the parts of one scope say, while it is collected.

    ``combined`` are rows without a name, each with the way in which it goes together with the others: ``all``, ``one``,
    ``any``, or "" where nothing says so.
    """

    rows: list[PropertyFact]
    combined: list[tuple[str, PropertyFact]]
    values: dict[str, list[MemberFact]]
    has_table: bool = False
    open: bool = False


def read(scopes: Sequence[TypeScope], context: Context) -> tuple[Types, tuple[Diagnostic, ...]]:
    """Return the types and the enumerations that scopes describe, with the findings about their rows."""
    findings: list[Diagnostic] = []
    resources: list[ResourceFact] = []
    enums: list[EnumFact] = []
    known: dict[Part, Sequence[PropertyFact]] = {}  # the rows of the types so far, by their headings
    for scope in scopes:
        found = _described(scope, context, findings)
        around = next((known[one] for one in reversed(scope.head.ancestors) if one in known), ())
        if any(here.named and here.role in VARYING for here in scope.parts):
            found.rows = list(_varied(found.rows, around, scope, context))
        known[scope.head] = found.rows
        whole = _whole(scope, found)
        values = _values(whole, found) if whole else ()
        if whole and values and _is_text(whole.type):
            text = _description(scope, context) or whole.description
            anchors, sure = scope.anchors, scope.listed
            enums.append(EnumFact(scope.name, values, scope.span, anchors, description=text, sure=sure, row=whole.span))
        else:
            one = _resource(scope, found, whole, context, findings)
            resources.extend(_failing(one, scope, context, findings) or (one,))
        if whole and found.combined:
            findings.extend(_without_members(scope, found, whole))
    return (tuple(resources), tuple(enums)), tuple(findings)


def _varied(
    rows: Sequence[PropertyFact], around: Sequence[PropertyFact], scope: TypeScope, context: Context
) -> Iterator[PropertyFact]:
    """Yield the rows of a variant: those of the type around it but the removed, changed ones in place, then its own."""
    changed: dict[str, TypeFact | None] = {}
    for here in scope.parts:
        for block in here.shown if here.role in ("changed", "removed") else ():
            item = of_text(block.text, context.dialect) if isinstance(block, Paragraph) and block.item else None
            if item:
                changed[item.name.text] = _becomes(item, context) if here.role == "changed" else None
    own = {row.name for row in rows if row.name not in changed}
    for row in around:
        if row.name not in changed and row.name not in own:
            yield row
        elif type_ := changed.get(row.name):
            yield msgspec.structs.replace(row, type=type_, members=())
    yield from (row for row in rows if row.name in own)


def _becomes(row: Row, context: Context) -> TypeFact | None:
    """Return the type that a row gives to a member which the type around has, too."""
    cell = row.type or row.description
    if cell is None:
        return None
    match = context.dialect.sentences["becomes"].search(cell.text)
    return read_type(cell.text[match.end() :] if match else cell.text, cell.span, context)


def listed(parts: Sequence[Part], context: Context) -> Iterator[TypeFact]:
    """Yield the links of parts that list types."""
    for here in parts:
        if here.role != LISTS_TYPES or not here.named:
            continue
        for block in here.shown:
            if isinstance(block, Paragraph):
                for link in inline.links(block.text.value, context.definitions):
                    yield read_link(link, block.text.at(link.start, link.end), context)


def _is_text(fact: TypeFact | None) -> bool:
    return fact is None or (fact.primitive in ("", "string") and not fact.collection and not fact.target)


def _described(scope: TypeScope, context: Context, findings: list[Diagnostic]) -> _Described:
    out = _Described([], [], {})
    headed: list[Row] = []
    tabled = _is_tabled(scope, context)
    for here in scope.parts:
        if here.inside("examples"):
            continue
        row = heading_row(here, context.dialect)
        if row:
            headed.append(row)
            continue
        _tables(here, out, context, tabled=tabled)
    if headed:
        _take("", property_rows.read(headed, context, nested=True), out, context)
    out.rows = list(_listing(out.rows, out.values))
    findings.extend(property_rows.duplicates(tuple(out.rows)))
    return out


def _is_tabled(scope: TypeScope, context: Context) -> bool:
    """Tell whether rows with types describe a type: then lists without any are words about it."""
    return any(are_typed(rows) for here in scope.parts for _, rows in groups(here, context.dialect))


def _tables(here: Part, out: _Described, context: Context, *, tabled: bool) -> None:
    """Collect what the tables and lists of a part say; one that begins with nested rows goes on with the one before.

    Where the type is ``tabled``, lists without any type are words about it.
    """
    found_rows = groups(here, context.dialect)
    rows = {id(block): found for block, found in found_rows if not (tabled and are_words(found))}
    runs: list[tuple[str, list[Row]]] = []
    mode = ""
    for block in here.shown:
        if isinstance(block, Paragraph) and not block.depth:
            mode = _combination(block, context) or mode
        if isinstance(block, Table):
            values = value_rows.values(block, context, listed=here.role == "listed_values")
            for name, members in values.items():
                out.values.setdefault(name, []).extend(members)
            if values:
                continue
        found = rows.get(id(block), ())
        if runs and found and found[0].depth:
            runs[-1][1].extend(found)
        elif id(block) in rows:
            runs.append((mode, list(found)))
    out.has_table = out.has_table or bool(runs)
    navigation = here.role == "relationships"
    for mode, run in runs:
        facts = property_rows.read(run, context, navigation=navigation, nested=True, keep_unnamed=True)
        _take(mode, facts, out, context)


def _combination(block: Paragraph, context: Context) -> str:
    """Return how what stands below a paragraph goes together, "" where the paragraph does not say it."""
    word = fold(block.text.value, context.dialect).partition(" - ")[0]
    return next((mode for mode, words in context.dialect.outline.combinations.items() if word in words), "")


def _take(mode: str, found: Sequence[PropertyFact], out: _Described, context: Context) -> None:
    for fact in found:
        if not fact.name:
            out.combined.append((mode, fact))
        elif fact.name.lower() in context.dialect.outline.any_names:
            out.open = True
        elif mode not in _CHOOSING:
            out.rows.append(fact)
        else:
            out.rows.append(msgspec.structs.replace(fact, required=False))


def _listing(rows: Sequence[PropertyFact], values: Mapping[str, Sequence[MemberFact]]) -> Iterator[PropertyFact]:
    """Yield rows with the values that tables of their own list for them."""
    shared = {name for name, count in Counter(_names(rows)).items() if count > 1} if values else ()
    for row in rows:
        yield value_rows.listing(row, values, shared)


def _names(rows: Sequence[PropertyFact]) -> Iterator[str]:
    for row in rows:
        yield row.name
        yield from _names(row.members)


def _whole(scope: TypeScope, found: _Described) -> PropertyFact | None:
    """Return the row that says what the type itself is: one without a name, or the only one, named like the type."""
    if len(found.rows) == 1 and not found.combined:
        only = found.rows[0]
        if only.name == scope.name and not only.members and not only.required and not only.optional:
            return only
    if len(found.combined) != 1:
        return None
    mode, fact = found.combined[0]
    is_plain = fact.type is not None and (fact.type.primitive not in _HOLDING or fact.type.collection)
    if found.rows and not is_plain:  # what stands besides a plain value or an array are no members of it
        return None
    return fact if mode in ("", "none") and not fact.members else None


def _without_members(scope: TypeScope, found: _Described, whole: PropertyFact) -> Iterator[Diagnostic]:
    """Yield the findings about rows beside the one that says what the type itself is."""
    kind = "an array" if whole.type and whole.type.collection else "a plain value"
    for row in found.rows:
        yield rules.MEMBER_OF_NO_OBJECT.at(row.span, name=row.name, type=scope.name, whole=kind)


def _values(whole: PropertyFact, found: _Described) -> tuple[MemberFact, ...]:
    return whole.values or tuple(found.values.get("", ()))


def _resource(
    scope: TypeScope,
    found: _Described,
    whole: PropertyFact | None,
    context: Context,
    findings: list[Diagnostic],
) -> ResourceFact:
    rows, includes, value = _united(found) if whole is None else ((), (), whole.type or _anything(whole))
    shape = _representation(scope, context.dialect, findings)
    intro = [block for block in shown(scope.head.own, context.dialect) if isinstance(block, Paragraph)]
    text = prose.squeeze("\n".join(block.text.value for block in intro))
    return ResourceFact(
        name=scope.name,
        span=scope.span,
        description=_description(scope, context) or (whole.description if whole else ""),
        bases=tuple(bases(intro, rows, context)),
        open=found.open or prose.matches_form("open", text, context),
        abstract=prose.matches_form("abstract", text, context),
        deprecated=is_deprecated(scope.head, context),
        has_table=found.has_table or bool(rows),
        properties=rows,
        representation=shape,
        anchors=scope.anchors,
        sure=scope.listed,
        value=value,
        includes=includes,
    )


def _failing(
    one: ResourceFact, scope: TypeScope, context: Context, findings: list[Diagnostic]
) -> tuple[ResourceFact, ...]:
    """Return what a heading about failures in general shows of their bodies, a fact for each; () for another type."""
    if scope.listed or not tells_failures(scope.name, context.dialect):
        return ()
    return tuple(
        msgspec.structs.replace(one, name=FAILURE, representation=body, failure=True, sure=True)
        for body in _bodies(scope, findings)
        if isinstance(body.value, dict) and body.value
    )


def _bodies(scope: TypeScope, findings: list[Diagnostic]) -> Iterator[JsonFact]:
    """Yield the JSON values below a heading, those of answers with a status line among them."""
    for here in scope.parts:
        for block in here.shown:
            message = read_message(block.text) if isinstance(block, Fence) else None
            if message and not message.request and (body := examples.json_fact(message.body, findings)):
                yield body


def _anything(whole: PropertyFact) -> TypeFact:
    return TypeFact("any", whole.span, "any")


def _united(found: _Described) -> tuple[tuple[PropertyFact, ...], tuple[TypeFact, ...], TypeFact | None]:
    """Return the members of a type, the types whose members it has besides, and what it is where it has none.

    Of alternatives that are written out nobody can say which holds: all of their members may stand in the type.
    """
    rows = list(found.rows)
    includes: list[TypeFact] = []
    others: list[TypeFact] = []
    for mode, fact in found.combined:
        chooses = mode in _CHOOSING
        named = fact.type is not None and not fact.type.primitive
        if fact.type and named and not chooses and not fact.type.collection:
            includes.append(fact.type)
        elif fact.members:
            rows += [msgspec.structs.replace(m, required=False) if chooses else m for m in fact.members]
        elif fact.type and chooses:
            others.append(fact.type)
    if others and not rows and not includes:
        return (), (), msgspec.structs.replace(others[0], alternatives=tuple(others[1:]))
    known: dict[str, PropertyFact] = {}
    for row in rows:
        known.setdefault(row.name, row)
    return tuple(known.values()), tuple(includes), None


def _representation(scope: TypeScope, dialect: Dialect, findings: list[Diagnostic]) -> JsonFact | None:
    """Return the first JSON value that represents a type, or shows one."""
    for here in scope.parts:
        for block in here.shown:
            if isinstance(block, Fence) and not declared_code.of(block, here, dialect).rows:
                fact = examples.json_fact(block.text, findings)
                if fact is not None:
                    return fact
    return None


def _description(scope: TypeScope, context: Context) -> str:
    tabled = _is_tabled(scope, context)
    rows = {id(one) for one, found in groups(scope.head, context.dialect) if not (tabled and are_words(found))}
    own = [block for block in shown(scope.head.own, context.dialect) if not _says_nothing(block, context)]
    return prose.paragraphs(list(prose.without_rows(own, rows)), context)


def _says_nothing(block: Block, context: Context) -> bool:
    """Tell whether a paragraph is a target of links, or a word that says how the tables around it go together."""
    if not isinstance(block, Paragraph):
        return False
    word = fold(block.text.value, context.dialect)
    combines = any(word in words for words in context.dialect.outline.combinations.values())
    return combines or _TAGS_ALONE.match(block.text.value) is not None
