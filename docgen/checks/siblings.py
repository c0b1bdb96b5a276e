"""Reports what operations of one page say differently of one request, or of one parameter of their paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import listing, split, words
from docgen.diagnostic import Diagnostic, Related, also
from docgen.dialects import Dialect
from docgen.extract.facts import OperationFact, PropertyFact, RouteFact, TypeFact
from docgen.names import folded

_MOST_ROUTES = 2  # requests of an operation without rows: a longer list of them leads to where they are described

_KINDS = words("id name")  # pieces of a path that tell by what the thing before them is found

_Place = tuple[str, str]  # the path up to a parameter, and its name


class _Seen(msgspec.Struct, frozen=True):
    """An operation of a page: its first request, the places of its parameters, the rows about what is sent."""

    operation: OperationFact
    route: RouteFact
    places: tuple[_Place, ...]
    rows: Mapping[str, PropertyFact]


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield what the operations of a page contradict each other about."""
    if len(view.facts.operations) < 2:
        return
    seen = [one for operation in view.facts.operations for one in _seen(operation)]
    by_place: dict[_Place, list[_Seen]] = defaultdict(list)
    by_request: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for one in seen:
        for place in one.places:
            by_place[place].append(one)
        if one.route.path:
            by_request[one.route.method, one.route.path.shape].append(one)
    shared = {folded(row.name) for row in view.facts.shared}
    for (_, name), several in by_place.items():
        if len(several) > 1 and folded(name) not in shared:
            yield from _undescribed(name, several, by_request)
            yield from _types(name, several, view.dialect)
            yield from _things(name, several, view.dialect)
    for several in by_request.values():
        if len(several) > 1:
            yield from _required(several)


def _seen(operation: OperationFact) -> Iterator[_Seen]:
    """Yield an operation that a page states, and not only shows."""
    routes = [route for route in operation.routes if route.path and not route.from_example]
    if routes:
        places = dict.fromkeys(place for route in routes for place in _places(route))
        body = operation.request_body.properties if operation.request_body else ()
        asked = (operation.path_parameters, operation.function_parameters, operation.parameters)
        tables = (*asked, operation.query_parameters, operation.headers, body)
        rows = {folded(row.name): row for table in reversed(tables) for row in table}
        yield _Seen(operation, routes[0], tuple(places), rows)


def _places(route: RouteFact) -> Iterator[_Place]:
    """Yield the parameters of a path, each with the path up to it."""
    above = ""
    for segment in route.path.segments if route.path else ():
        above = f"{above}/{segment.shape}"
        if not segment.call:
            yield from ((above, slot.written) for slot in segment.slots if slot.written)


def _undescribed(
    name: str, several: Sequence[_Seen], by_request: Mapping[tuple[str, str], Sequence[_Seen]]
) -> Iterator[Diagnostic]:
    """Yield the operations that describe a parameter of the path nowhere, where others with the same path do."""
    key = folded(name)
    described = [one for one in several if key in one.rows]
    missing = [one for one in several if key not in one.rows and not _is_described(one, name, by_request)]
    tabled = [one for one in missing if one.rows]
    untold = missing if len(described) >= len(missing) else tabled
    if untold and len(described) >= len(untold):  # else it is the habit of the page to describe it once
        places = [one.route.span for one in untold]
        yield rules.UNDESCRIBED_AGAIN.at(
            places[0],
            related=(Related(described[0].rows[key].name_span, "described here"), *also(places[1:])),
            places=places,
            name=name,
            subject=name,
        )


def _is_described(one: _Seen, name: str, by_request: Mapping[tuple[str, str], Sequence[_Seen]]) -> bool:
    """Tell whether an operation has no need of a row.

    Another variant of it has one, or its own table tells it itself, or it may describe the parameter in other words or
    under another name.
    """
    operation, path, key = one.operation, one.route.path, folded(name)
    if operation.path_parameters or (not one.rows and len(operation.routes) > _MOST_ROUTES):
        return True
    end = split(name)[-1:]
    slots = {folded(written) for _, written in one.places}
    renamed = any(r.required and other not in slots and split(r.name)[-1:] == end for other, r in one.rows.items())
    alike = by_request[one.route.method, path.shape] if path else ()
    # A text that speaks of a request may stand beside its description.
    variants = [other for other in alike if not one.rows or other.operation.span == operation.span]
    return renamed or any(key in other.rows for other in variants) or f"`{name}`" in operation.description


def _types(name: str, several: Sequence[_Seen], dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the row that gives a parameter of the path another type than the rows of most other operations do."""
    key = folded(name)
    typed: dict[object, list[PropertyFact]] = defaultdict(list)
    for row in dict.fromkeys(one.rows[key] for one in several if key in one.rows):
        if row.type is not None and row.type.primitive:
            typed[_meant(row.type, dialect)].append(row)
    if len(typed) == 2:
        usual, rare = sorted(typed.values(), key=len, reverse=True)
        yield rules.CONTRADICTING_TYPES.at(
            rare[0].name_span,
            related=(Related(usual[0].name_span, "the other type"), *also(row.name_span for row in rare[1:])),
            name=name,
            first=_shown(rare[0]),
            second=_shown(usual[0]),
            subject=name,
        )


def _things(name: str, several: Sequence[_Seen], dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the rows that call what a parameter of the path identifies otherwise than the path and another row do."""
    key, form = folded(name), dialect.sentences["identified"]
    rows = dict.fromkeys(one.rows[key] for one in several if key in one.rows)
    named = [(row, match["thing"]) for row in rows if (match := form.search(row.description))]
    if len({thing.lower() for _, thing in named}) < 2:
        return
    own = _before(name, several[0].route)
    right = next(((row, thing) for row, thing in named if words(thing) and words(thing) <= own), None)
    wrong = [
        (row, thing)
        for row, thing in named
        if right and words(thing) - own and words(right[1]) - words(thing) and not words(thing) & words(row.name)
    ]
    if right and wrong:
        places = [row.name_span for row, _ in wrong]
        yield rules.OTHER_THING.at(
            places[0],
            related=(Related(right[0].name_span, "that one"), *also(places[1:])),
            places=places,
            name=name,
            thing=wrong[0][1],
            meant=right[1],
            subject=name,
        )


def _before(name: str, route: RouteFact) -> frozenset[str]:
    """Return the words of the piece of a path before a parameter; of the one before that where it names no thing."""
    pieces: list[frozenset[str]] = []
    for segment in route.path.segments if route.path else ():
        if any(slot.written == name for slot in segment.slots):
            break
        if not segment.slots:
            pieces.append(words(segment.text) - _KINDS)
    return next((piece for piece in reversed(pieces) if piece), frozenset())


def _meant(type_: TypeFact, dialect: Dialect) -> object:
    """Return what a type is in JSON Schema, its formats left aside: a type, or several, and whether it is a list."""
    primitives = [one.primitive for one in (type_, *type_.alternatives)]
    return type_.collection, frozenset(dialect.types[one].type if one else one for one in primitives)


def _shown(row: PropertyFact) -> str:
    return " or ".join([one.name for one in (row.type, *row.type.alternatives)]) if row.type else ""


def _required(several: Sequence[_Seen]) -> Iterator[Diagnostic]:
    """Yield the rows that are required in one description of a request, and optional in another of the same title."""
    first = several[0]
    for other in several[1:]:
        if other.operation.span == first.operation.span or _title(other) != _title(first):
            continue
        pairs = [(row, first.rows[key]) for key, row in other.rows.items() if key in first.rows]
        opposed = [
            (row, before)
            for row, before in pairs
            if (row.required and before.optional) or (row.optional and before.required)
        ]
        if opposed:
            row, before = opposed[0]
            yield rules.CONTRADICTING_REQUIREMENT.at(
                row.name_span,
                related=(
                    Related(before.name_span, "the other description"),
                    *also(r.name_span for r, _ in opposed[1:]),
                ),
                names=listing([row.name for row, _ in opposed]),
                verb="is" if len(opposed) == 1 else "are",
                stated="required" if row.required else "optional",
                before="optional" if row.required else "required",
                title=other.operation.title,
                subject=row.name,
            )


def _title(one: _Seen) -> str:
    return folded(one.operation.title)
