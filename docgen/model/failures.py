"""Decide what failures answer with whose own pages do not say it: what pages show of all, or what all others show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from docgen.extract.facts import FAILURE, PageFacts, ResourceFact
from docgen.model import samples
from docgen.model.api import One, Operation, Response, Sample, Shape, types_of
from docgen.model.bodies import JSON
from docgen.model.resolve import Resolver
from docgen.model.samples import Nullable
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Type
from docgen.statuses import FAILURES

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
}


def gathered(pages: Sequence[PageFacts]) -> Sequence[PageFacts]:
    """Return the pages, of which one at most tells the body of all failures: by rows, else by what all pages show.

    Where what they show has no member in common, or a type of this name is something else, it is the body of none.
    """
    told = [(page, one) for page in pages for one in page.resources if one.failure]
    if not told:
        return pages
    bodies = [one.representation.value for _, one in told if one.representation]
    others = [one for page in pages for one in page.resources if one.name == FAILURE and not one.failure]
    common = set(bodies[0]).intersection(*bodies, *({row.name for row in one.properties} for one in others))
    chosen, fact = next(((page, one) for page, one in told if one.properties), told[0])
    if not fact.properties and fact.representation:
        shown = msgspec.structs.replace(fact.representation, value=samples.united(bodies))
        fact = msgspec.structs.replace(fact, representation=shown)
    kept = (msgspec.structs.replace(fact, failure=bool(common)),) if common or fact.properties else ()
    return [_with(page, kept if page is chosen else ()) for page in pages]


def _with(page: PageFacts, found: tuple[ResourceFact, ...]) -> PageFacts:
    others = tuple([one for one in page.resources if not one.failure])
    return msgspec.structs.replace(page, resources=(*others, *found)) if len(others) < len(page.resources) else page


def of_all(pages: Iterable[PageFacts], resolver: Resolver) -> Type | None:
    """Return the type of what pages show that all failures answer with; None where they show nothing."""
    found = [resolver.find(one.name, page.namespace) for page in pages for one in page.resources if one.failure]
    return Type(name=found[0]) if found and found[0] else None


def of_others(operations: Iterable[Operation]) -> Type | None:
    """Return the type that all failures have of which pages tell a body, where there are several; None for none."""
    told: Counter[Type | None] = Counter()
    for operation in operations:
        for response in operation.responses:
            for content in response.content if response.status >= FAILURES else ():
                shape = content.shape
                is_one = isinstance(shape, One) and len(shape.types) == 1 and content.media_types == (JSON,)
                told[types_of(shape)[0] if is_one else None] += 1
    return next(iter(told)) if len(told) == 1 and told.total() > 1 else None


def named(operations: Sequence[Operation], failure: Type, types: TypeHierarchy) -> tuple[Operation, ...]:
    """Return operations whose failures have the type of all failures where they only show a body that is of it."""
    members = {prop.name: prop for one in types.lineage(failure.name) for prop in one.properties}
    return tuple(
        [
            msgspec.structs.replace(one, responses=tuple(_typed(one.responses, One((failure,)), members)))
            for one in operations
        ]
    )


def _typed(responses: Iterable[Response], whole: One, members: Mapping[str, Property]) -> Iterator[Response]:
    for response in responses:
        if response.status < FAILURES or not response.content:
            yield response
            continue
        content = [
            msgspec.structs.replace(one, shape=whole) if _is_of(one.shape, members) else one for one in response.content
        ]
        yield msgspec.structs.replace(response, content=tuple(content))


def _is_of(shape: Shape, members: Mapping[str, Property]) -> bool:
    """Tell whether a body that is only shown has no members but some, each with a value that it may have."""
    if not isinstance(shape, Sample) or not isinstance(shape.value, dict) or not shape.value:
        return False
    return all(name in members and _fits(value, members[name]) for name, value in shape.value.items())


def _fits(value: object, prop: Property) -> bool:
    inner = value.value if isinstance(value, Nullable) else value
    if prop.type.collection:
        return isinstance(inner, list)
    if prop.members:
        return isinstance(inner, dict)
    return not prop.type.type or type(inner) in _KINDS[prop.type.type]
