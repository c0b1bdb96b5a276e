"""Read the parameters of an operation: which rows are some, and where in the request each stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import (
    nested_rows,
    paths,
    property_rows,
    prose,
    response_parts,
    row_names,
    value_rows,
)
from docgen.extract.facts import (
    SENDING,
    ExampleFact,
    MemberFact,
    ParameterFact,
    PropertyFact,
    RouteFact,
)
from docgen.extract.types import Context
from docgen.markdown.page import Block, Fence, Paragraph, Table
from docgen.outline import Scope
from docgen.outline.heading_rows import heading_row
from docgen.outline.parts import Part, fold
from docgen.outline.row import Row
from docgen.outline.rows import groups

MARKED_NAME = re.compile(r"[*`_\[](?P<name>[\w.]{1,200})[*`_\]]")
_WORD = re.compile(r"(?<=[{<:$(\[`?&])[A-Za-z_][\w-]*|^[A-Za-z_][\w-]*$")
_OPTION = re.compile(r"(?<![\w/])\$[A-Za-z]+\b")
_LOCATIONS = {
    "path_parameters": "path",
    "function_parameters": "function",
    "query_parameters": "query",
    "request_headers": "header",
    "cookie_parameters": "cookie",
    "request_body": "body",
    "parameters": "",
}


def placed_rows(scope: Scope, context: Context, findings: list[Diagnostic]) -> dict[str, tuple[PropertyFact, ...]]:
    """Return the rows of a scope by where they stand: "" for those that nothing places.

    What a row says of itself counts before the label above it, and that before what only a header is called.
    """
    out: dict[str, list[PropertyFact]] = {}
    form = context.dialect.outline
    stating = {id(one.block) for one in scope.statements}
    values = _listed_values(scope, context)
    for here in scope.parts:
        location = _LOCATIONS.get(here.role)
        is_shown = here.inside("examples")
        if location is None and not is_shown and (here.role or not _may_be_unlabelled(here, scope, context)):
            continue
        may_be_headed = here.inherits and location is not None and not is_shown
        headed = heading_row(here, context.dialect, bare=True) if may_be_headed else None
        if headed:
            for fact in property_rows.read((headed,), context):
                out.setdefault(fact.location or location or "", []).append(fact)
            continue
        for block, rows in groups(here, context.dialect):
            if is_shown and not all(row.location and row.type for row in rows):
                continue  # rows below an example are values of it, unless they say where they stand
            if id(block) in stating or (location is None and not is_shown and not _are_of_request(block, rows, scope)):
                continue
            if isinstance(block, Table) and value_rows.values(block, context, listed=here.role == "listed_values"):
                continue
            dotted = location == "body" and form.labels and (here.rows is None or rows[0].carrier == "element")
            found = _as_titled(here, property_rows.read(rows, context, nested=dotted), context.dialect)
            if _are_members(_owners(here, block, location, context), found, out):
                continue
            findings.extend(property_rows.duplicates(found) if location == "body" else ())
            for fact in found:
                where = fact.location or location or ("header" if form.header_names.fullmatch(fact.name) else "")
                if where != "query" or not context.dialect.sentences["unsupported"].search(fact.description):
                    out.setdefault(where, []).append(value_rows.listing(fact, values))
    return {location: tuple(found) for location, found in out.items()}


def _as_titled(here: Part, found: tuple[PropertyFact, ...], dialect: Dialect) -> tuple[PropertyFact, ...]:
    """Return rows as required or optional where what stands above them begins with that, and they say neither."""
    word = fold(here.title, dialect).partition(" ")[0] if here.named else ""
    if word not in dialect.outline.required_words and word not in dialect.outline.optional_words:
        return found
    mark = "required" if word in dialect.outline.required_words else "optional"
    return tuple([f if f.required or f.optional else msgspec.structs.replace(f, **{mark: True}) for f in found])


def _owners(here: Part, block: Block, location: str | None, context: Context) -> frozenset[str]:
    """Return what the things may be called, folded, whose members the rows of a block describe."""
    headed = context.dialect.outline.labels and here.inherits
    called = _called(here, context.dialect) if headed else frozenset()
    return called | _announced(here, block, context) if location == "body" else called


def _called(here: Part, dialect: Dialect) -> frozenset[str]:
    """Return what the heading of a part may call the thing whose members stand below it, folded."""
    title = fold(here.title, dialect)
    return frozenset(map(row_names.bare_name, (title, dialect.outline.member_headings.sub("", title))))


def _announced(here: Part, table: Block, context: Context) -> frozenset[str]:
    """Return the marked words, folded, of the sentence before a table that says whose members it lists."""
    before = next((one for one, block in pairwise(here.shown) if block is table), None)
    if not isinstance(before, Paragraph) or not prose.matches_form("announces", before.text.value, context):
        return frozenset()
    return frozenset(map(row_names.bare_name, MARKED_NAME.findall(before.text.value)))


def _are_members(
    names: Collection[str], found: tuple[PropertyFact, ...], out: Mapping[str, list[PropertyFact]]
) -> bool:
    """Put rows into the row above that has one of some names, or the type of such a name; tell whether there is one."""
    if not names:
        return False
    for facts in out.values():
        for number, fact in enumerate(facts):
            whole = nested_rows.with_members(fact, names, found)
            if whole is not None:
                facts[number] = whole
                return True
    return False


def _are_of_request(block: Block, rows: Sequence[Row], scope: Scope) -> bool:
    """Tell whether rows that nothing places are of a request; a type that code declares is, where one has a body."""
    if isinstance(block, Fence):
        return any(one.method in SENDING for one in scope.statements)
    return all(row.sure for row in rows) or _name_slots(rows, scope)


def _name_slots(rows: Sequence[Row], scope: Scope) -> bool:
    """Tell whether one of some rows is about a slot of a request, so that all are about what the request takes."""
    written = {word for one in scope.statements for word in _WORD.findall(one.target)}
    return any(word in written for row in rows for word in _WORD.findall(row.name.text)[:1])


def _listed_values(scope: Scope, context: Context) -> dict[str, list[MemberFact]]:
    """Return the values that tables of their own list for the parameters of a scope, by name."""
    out: dict[str, list[MemberFact]] = {}
    for here in scope.parts:
        if not context.dialect.columns.listed_value or here.inside("response") or here.inside("examples"):
            continue
        for block in here.shown:
            if isinstance(block, Table):
                for name, members in value_rows.values(block, context, listed=here.role == "listed_values").items():
                    out.setdefault(name, []).extend(members)
    return out


def _may_be_unlabelled(here: Part, scope: Scope, context: Context) -> bool:
    """Tell whether rows in a part that has no role describe parameters: the part that states the requests does."""
    if any(response_parts.encloses(one.part, scope.parts) for one in scope.statements):
        return False  # what the parameters are stands inside the element
    return context.dialect.outline.labels and any(one.part.section is here.section for one in scope.statements)


def listed_options(parts: Sequence[Part], dialect: Dialect) -> Iterator[ParameterFact]:
    """Yield the query options that the text of the query section names, without those that it rules out."""
    seen: set[str] = set()
    for here in parts:
        if here.role != "query_parameters":
            continue
        for block in here.shown:
            if not isinstance(block, Paragraph) or "$" not in block.text.value:
                continue
            ruled_out = _ruled_out(block.text.value, dialect)
            for match in _OPTION.finditer(block.text.value):
                if match.group().lower() not in seen and not any(a <= match.start() < b for a, b in ruled_out):
                    seen.add(match.group().lower())
                    yield ParameterFact(match.group(), block.text.at(match.start(), match.end()))


@lru_cache(maxsize=256)
def _ruled_out(text: str, dialect: Dialect) -> tuple[tuple[int, int], ...]:
    """Return where the clauses stand that say of query options that they are not supported."""
    sentences = dialect.sentences
    ends = [match.start() for match in sentences["options_clause"].pattern.finditer(text)]
    clauses = zip([0, *ends], [*ends, len(text)], strict=True)
    out: list[tuple[int, int]] = []
    is_negated = False  # whether the clause before says that something is not supported
    for start, end in clauses:
        clause = text[start:end]
        if sentences["options_except"].search(clause):
            is_ruled_out = not is_negated
        else:
            is_negated = any(sentences[key].search(clause) for key in ("options_not", "options_none"))
            is_ruled_out = is_negated and not sentences["options_if"].search(clause)
        if is_ruled_out:
            out.append((start, end))
    return tuple(out)


def shown_queries(
    routes: Sequence[RouteFact],
    shown_examples: Sequence[ExampleFact],
    rows: Mapping[str, tuple[PropertyFact, ...]],
    context: Context,
) -> Iterator[ParameterFact]:
    """Yield the query parameters that examples of the requests send and no row describes."""
    if not context.dialect.outline.labels:
        return
    known = {row_names.bare_name(row.name) for found in rows.values() for row in found}
    for example in shown_examples:
        if not example.path or not example.path.query or not any(_is_example_of(example, route) for route in routes):
            continue
        for query in example.path.query:
            whole = row_names.bare_name(query.name.partition("[")[0])  # of which an example may send items
            if known.isdisjoint((whole, row_names.bare_name(query.name))):
                known.add(row_names.bare_name(query.name))
                yield ParameterFact(query.name, example.span)


def _is_example_of(example: ExampleFact, route: RouteFact) -> bool:
    """Tell whether the path of an example ends as that of a request does."""
    if example.path is None or route.path is None or example.method != route.method:
        return False
    ending = example.path.segments[-len(route.path.segments) :]
    return paths.fits(route.path.shape, "/" + "/".join(segment.shape for segment in ending))
