"""Decide what the body of an answer is: which of the things that pages and examples say of it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from docgen.extract.facts import ExampleFact, PageFacts, ResponseFact
from docgen.model import bodies, united_bodies
from docgen.model.api import Array, Collection, One, Shape, Stream, types_of
from docgen.model.link_state import LinkState
from docgen.model.routes import Route, Statement
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Type
from docgen.statuses import BODILESS


def has_body(example: ExampleFact) -> bool:
    """Tell whether an example shows what is answered, as JSON or as text."""
    return example.response_body is not None or bool(example.response_text.strip())


def is_empty(fact: ResponseFact) -> bool:
    """Tell whether a page says that there is no body."""
    return fact.status in BODILESS or (fact.none and not fact.silent)


def shape_of(
    fact: ResponseFact, statement: Statement, examples: Sequence[ExampleFact], route: Route, join: LinkState
) -> Shape | None:
    """Return what one page says the body is; None for no body."""
    page, resolver = statement.page, join.resolver
    if is_empty(fact):
        return None
    if route.raw and route.method == "get":
        return Stream()
    if fact.stream and not fact.types:
        return Stream()
    example = next(filter(has_body, examples), None)
    item = route.path.endswith("}")
    told = _told(fact, statement, route)
    if told and bodies.is_vague(told, example):
        told = None
    if told is None and fact.properties:
        return bodies.tabled(fact, example, statement, join)
    if told and not (example and told is not fact and _contradicts(example, told, page, join)):
        named = bodies.typed(told.types, example, page, resolver, item=item)
        return named if not fact.properties else _with_rows(named, fact, example, statement, join)
    if example is None:
        noted = next((e.annotated for e in examples if e.annotated), "")
        found = bodies.annotated(noted, fact.span, statement.dialect) if noted else None
        return bodies.typed((found,), None, page, resolver, item=item) if found else None
    if example.annotated:
        many = bool(example.annotated_collection)
        found = bodies.annotated(example.annotated, example.span, statement.dialect, collection=many)
        if found is not None:
            return bodies.typed((found,), example, page, resolver, item=item)
    if example.response_body is None:
        return Stream()
    return bodies.sampled([e.response_body for e in examples if e.response_body is not None], page, resolver)


def _with_rows(
    named: Shape, fact: ResponseFact, example: ExampleFact | None, statement: Statement, join: LinkState
) -> Shape:
    """Return a body of a named type below which rows stand: those that the type lacks are of another body."""
    if isinstance(named, Collection | Array) and _is_envelope(fact, named, statement, join):
        return bodies.tabled(msgspec.structs.replace(fact, many=False), None, statement, join)
    known = frozenset[str]().union(*(join.types.folded_members(type_.name) for type_ in types_of(named)))
    if not known or all(row.name.lower() in known for row in fact.properties):
        return named
    return united_bodies.shapes([named, bodies.tabled(fact, example, statement, join)], join.types)


def _is_envelope(fact: ResponseFact, named: Shape, statement: Statement, join: LinkState) -> bool:
    """Tell whether rows describe what holds a collection: one of them is an array of its type."""
    arrays = [row.type for row in fact.properties if row.type and row.type.collection]
    found = {join.resolver.resolve(one, statement.page).name for one in arrays}
    return any(type_.name in found for type_ in types_of(named) if type_.name)


def _told(fact: ResponseFact, statement: Statement, route: Route) -> ResponseFact | None:
    """Return the fact that tells the types of a body: the one with the status, else one that the page adds to it.

    Of several that it adds, the one whose type or label the path ends with counts.
    """
    if fact.types:
        return fact
    added = [f for f in statement.operation.responses if not f.status and f.types]
    last = re.sub(r"[^a-z]", "", route.path.rpartition("/")[2].lower())
    for other in added:
        names = {other.label.lower(), *(t.short.lower() for t in other.types if not t.primitive)}
        if last and last in names:
            return other
    return next((f for f in added if not f.label), None)


def _contradicts(example: ExampleFact, told: ResponseFact, page: PageFacts, join: LinkState) -> bool:
    """Tell whether the annotated type of an example has nothing to do with one that is only told somewhere else."""
    noted = join.resolver.find(example.annotated, page.namespace) if example.annotated else None
    if noted is None:
        return False
    names = {join.resolver.resolve(fact, page).name for fact in told.types}
    return not names & {noted, *join.types.ancestors(noted)}


def decide(shapes: Sequence[Shape], types: TypeHierarchy) -> Shape | None:
    """Return the shape that all statements together give: the first, its types widened to what others name.

    Where pages name types of which one is the base of the others, the base covers them; else they are alternatives.
    """
    if not shapes:
        return None
    first = shapes[0]
    if not isinstance(first, One | Collection | Array):
        return first
    named: dict[Type, None] = {}
    for shape in shapes:
        if type(shape) is type(first):
            named.update(dict.fromkeys(types_of(shape)))
    if len(named) == len(first.types) == 1:
        return first
    keep = united_bodies.uncovered(tuple(named), types)
    related = [t for t in keep if t in first.types or _share_base(t, first.types, types)]
    return msgspec.structs.replace(first, types=tuple(related or keep))


def _share_base(one: Type, others: Iterable[Type], types: TypeHierarchy) -> bool:
    """Tell whether a type shares a base, other than the root of all, with another."""
    above = set(types.ancestors(one.name)[:-1])
    return any(above & set(types.ancestors(o.name)[:-1]) for o in others)
