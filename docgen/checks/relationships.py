"""Reports paths without the relationship that the title names, and those that leave out whose relationship it is.

Only where paths are made of the names of properties, as in OData: elsewhere they have names of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Any

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import verb_of
from docgen.diagnostic import Diagnostic, Related, also
from docgen.dialects import Dialect
from docgen.extract.facts import OperationFact, PageFacts, RouteFact
from docgen.extract.paths import Path, Segment
from docgen.model.resolve import singular
from docgen.names import folded
from docgen.source import Span

_PARAMETER = "{}"
_SHORTEST = 4  # letters of a segment that may be a part of a name


class _Held(msgspec.Struct, frozen=True, gc=False):
    """A property of that name: where its row stands, the type that has it, the type that it holds, and whether many."""

    span: Span
    owner: str
    type: str
    many: bool


class _Set(msgspec.Struct, frozen=True):
    """The relationships of a set by their folded names, the types that it has, and whose operations pages are about.

    ``owners`` are the types whose tables lead to a page, ``identified`` the things that paths have an identifier of.
    """

    held: Mapping[str, Sequence[_Held]]
    types: Set[str]
    owners: Mapping[str, Set[str]]
    identified: Set[str]


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield what pages say of relationships that no relationship of the set is."""
    pages = [page for page in whole.pages if whole.dialect(page).document.link_member]
    known = _known(pages, whole)
    if not known.held:
        return
    for page in pages:
        if len(page.operations) == 1:
            yield from _address(page, page.operations[0], known, whole.dialect(page))
            yield from _of_one(page, page.operations[0], known, whole)
    yield from _identifiers(pages, known)


def _known(pages: Sequence[PageFacts], whole: DocsetView) -> _Set:
    """Return the relationships of the set."""
    held: dict[str, list[_Held]] = defaultdict(list)
    owners: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for resource in page.resources:
            owner = resource.name.rpartition(".")[2]
            for row in resource.properties:
                if row.type is not None and not row.type.primitive and row.type.short:
                    held[folded(row.name)].append(_Held(row.name_span, owner, row.type.short, row.type.collection))
            for operation in page.returns:
                owners[operation.target].add(owner)
    types = frozenset(map(folded, whole.type_names))
    pairs = {pair for shape in whole.stated for pair in pairwise(shape.split("/"))}
    identified = frozenset(folded(singular(one)) for one, other in pairs if other == _PARAMETER)
    return _Set(held, types, owners, identified)


def _address(page: PageFacts, operation: OperationFact, known: _Set, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the requests of a page whose title names a relationship that none of them has in its path."""
    verb, _, name = operation.title.partition(" ")
    held = known.held.get(folded(name)) if name and " " not in name else None
    if held is None or not verb_of(verb, dialect.title_verbs):
        return
    names = {folded(name), folded(singular(name))}
    answers = {folded(one.short) for response in operation.responses for one in response.types}
    body = operation.request_body.types if operation.request_body else ()
    about = answers | {folded(one.short) for one in body}
    is_type = bool(names & known.types) and bool(names & about or about.isdisjoint(folded(one.type) for one in held))
    routes = [one for one in operation.routes if one.path and one.path.segments and not one.from_example]
    foreign = [one for one in routes if not any(_is_part(folded(segment), names) for segment in _literals(one))]
    if is_type:  # which the title may well name
        foreign = []
    if len(foreign) < len(routes):
        foreign = [one for one in foreign if folded(_literals(one)[-1]) in known.held]
    own, which = _own(held, page, known), _lack(foreign, routes)
    if 2 * len(foreign) <= len(routes):
        owner = _owner(page, held, names, known)
        foreign = [one for one in routes if owner and _is_alone(one, name, owner.owner, dialect)]
        if not owner or not foreign:
            return
        own, which = owner, f"{_lack(foreign, routes)} the {owner.owner} before"
    yield rules.FOREIGN_ADDRESS.at(
        foreign[0].span,
        related=(
            Related(operation.span, "the title"),
            Related(own.span, "the property"),
            *also([one.span for one in foreign[1:]]),
        ),
        which=which,
        name=name,
        type=own.owner,
        subject=name,
    )


def _lack(some: Sequence[RouteFact], routes: Sequence[RouteFact]) -> str:
    """Return the words that some of the requests of a page lack what follows."""
    if len(some) == len(routes):
        return "no request of the page has"
    return f"{len(some)} requests do not have" if len(some) > 1 else f"{some[0].target} does not have" if some else ""


def _own(held: Sequence[_Held], page: PageFacts, known: _Set) -> _Held:
    """Return the property of a type whose table leads to a page, or that the name of the page begins with."""
    name, owners = folded(page.name.rpartition("/")[2]), known.owners.get(page.path, ())
    own = (one for one in held if one.owner in owners)
    return next(own, None) or next((one for one in held if name.startswith(folded(one.owner))), held[0])


def _owner(page: PageFacts, held: Sequence[_Held], names: Set[str], known: _Set) -> _Held | None:
    """Return the property of the only type whose table leads to a page; None where a path needs no identifier of it."""
    own = [one for one in held if one.owner in known.owners.get(page.path, ())]
    is_sure = len(own) == 1 and folded(own[0].owner) in known.identified - names
    return own[0] if is_sure else None


def _is_alone(route: RouteFact, name: str, owner: str, dialect: Dialect) -> bool:
    """Tell whether a path ends with a relationship, and nothing before it says whose it is."""
    segments = route.path.segments if route.path else ()
    literals = _literals(route)
    if folded(literals[-1]) != folded(name) or any(
        one.slots or one.text.lower() in dialect.urls.aliases for one in segments
    ):
        return False
    own, before = folded(owner), [folded(singular(one)) for one in literals[:-1]]
    return not any(one in own or own in one for one in before)


def _of_one(page: PageFacts, operation: OperationFact, known: _Set, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield identifiers and words that make a collection of the relationship of the title, where it is one."""
    name = operation.title.partition(" ")[2]
    held = known.held.get(folded(name), ()) if name and " " not in name else ()
    own = [one for one in held if one.owner in known.owners.get(page.path, ())]
    if not own or any(one.many for one in held):
        return
    property_ = Related(own[0].span, "the property")
    told: dict[str, Any] = {"name": name, "type": own[0].owner, "held": own[0].type, "subject": name}
    routes = [one for one in operation.routes if not one.from_example and _ends_behind(one, name)]
    if routes:
        related = (property_, *also([one.span for one in routes[1:]]))
        yield rules.IDENTIFIER_BEHIND_ONE.at(routes[0].span, related=related, **told)
    words = f"{name} collection"
    source = whole.read(page.path) if words in operation.description else None
    at = source.text.find(words, operation.span.end) if source else -1
    if at >= 0:
        place = Span(page.path, at, at + len(words))
        yield rules.SINGLE_CALLED_COLLECTION.at(place, related=(property_,), **told)


def _ends_behind(route: RouteFact, name: str) -> bool:
    """Tell whether a path ends with a relationship and an identifier."""
    segments = route.path.segments if route.path else ()
    if len(segments) < 3 or segments[-1].text != _PARAMETER or segments[-1].call:
        return False
    return not segments[-2].slots and folded(segments[-2].text) == folded(name)


def _literals(route: RouteFact) -> list[str]:
    """Return the segments of a path that hold no parameter, without those that mean no relationship."""
    segments = route.path.segments if route.path else ()
    return [one.text for one in segments if not one.slots and one.text[:1] != "$"] or [""]


def _is_part(segment: str, names: Set[str]) -> bool:
    """Tell whether a segment holds one of some names, or is a part of one."""
    return len(segment) >= _SHORTEST and any(name in segment or segment in name for name in names)


def _identifiers(every: Sequence[PageFacts], known: _Set) -> Iterator[Diagnostic]:
    """Yield the paths with a relationship right behind a collection, where other pages have an identifier between."""
    pages: dict[tuple[str, ...], dict[str, RouteFact]] = defaultdict(dict)
    stated: list[tuple[PageFacts, RouteFact, tuple[str, ...]]] = []
    for page in every:
        for operation in page.operations:
            for route in operation.routes:
                if route.path and not route.from_example:
                    parts = _parts(route.path)
                    is_behind = False
                    for end, part in enumerate(parts[1:], 2):
                        if part != _PARAMETER and folded(part) in known.held:
                            pages[parts[:end]].setdefault(page.path, route)
                            is_behind = is_behind or parts[end - 2] != _PARAMETER
                    if is_behind:
                        stated.append((page, route, parts))
    told: set[tuple[str, tuple[str, ...]]] = set()
    for page, route, parts in stated:
        for i in range(len(parts) - 1):
            if parts[i] == _PARAMETER or folded(parts[i + 1]) not in known.held:
                continue
            usual = pages.get((*parts[: i + 1], _PARAMETER, parts[i + 1]))
            other = next((path for path in usual if path not in pages[parts[: i + 2]]), "") if usual else ""
            if usual and other and (page.path, parts[: i + 2]) not in told:
                told.add((page.path, parts[: i + 2]))
                assert usual[other].path is not None
                yield rules.MISSING_IDENTIFIER.at(
                    route.span,
                    related=(Related(usual[other].span, "it has the identifier"),),
                    shown=_written(route, i + 2),
                    usual=_written(usual[other], i + 3),
                    page=other.rpartition("/")[2],
                    subject="/".join(parts[: i + 2]),
                )


def _parts(path: Path) -> tuple[str, ...]:
    """Return the segments of a path in lower case, a parameter as ``{}``."""
    return tuple(_PARAMETER if one.slots and not one.call else one.text.lower() for one in path.segments)


def _written(route: RouteFact, end: int) -> str:
    """Return the first segments of a path as they are written."""
    segments = route.path.segments if route.path else ()
    return "".join(f"/{_named(one)}" for one in segments[:end])


def _named(segment: Segment) -> str:
    """Return a segment with the names of its parameters."""
    text = segment.text
    for slot in segment.slots:
        text = text.replace(_PARAMETER, f"{{{slot.written}}}", 1)
    return text
