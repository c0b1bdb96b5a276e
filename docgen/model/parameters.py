"""Decide the parameters of an operation: those of the path, the query and the headers, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from docgen.extract.facts import PageFacts, PropertyFact
from docgen.model.api import (
    AUTHORIZATION,
    Parameter,
)
from docgen.model.properties import member
from docgen.model.resolve import Resolver
from docgen.model.routes import Route, Statement, arguments
from docgen.model.types import Member, Type
from docgen.names import folded

_SIMPLE = frozenset({AUTHORIZATION, "content-type", "accept"})  # OpenAPI says these elsewhere
_TEXT = Type("string")
_CALLED_WITH = re.compile(r"[(,]\s*(\w+)\s*=")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")


def parameters_of(route: Route, resolver: Resolver) -> Iterator[Parameter]:
    """Yield the parameters; of those whose names differ in letter case and punctuation alone only the first.

    One of which the page itself says where it stands is another one than a parameter of the path.
    """
    seen: set[str] = set()
    exact: set[tuple[str, str]] = set()
    for parameter in (
        *_path_parameters(route, resolver),
        *_query_parameters(route, resolver),
        *_headers(route, resolver),
    ):
        name = folded(parameter.name)
        is_other = parameter.located and (parameter.location, parameter.name.lower()) not in exact
        if name not in seen or is_other:
            seen.add(name)
            exact.add((parameter.location, parameter.name.lower()))
            yield parameter


def _path_parameters(route: Route, resolver: Resolver) -> Iterator[Parameter]:
    first = route.statements[0]
    rows = [(folded(row.name), row, s.page) for s in route.statements for row in arguments(s.operation)]
    only = _left_over(rows, route)
    for number, (name, slot) in enumerate(route.slots):
        row, page = _row(rows, (name, slot.written, slot.argument))
        if row is None and only:
            row, page = only
        fixed = tuple(_fixed(route, number)) if slot.literal else ()
        listed = tuple(member(v) for v in row.values) if row and (row.values_closed or not _is_text(row)) else ()
        type_ = _argument(row, page, resolver, quoted=slot.quoted) if row and page else _TEXT
        yield Parameter(
            name=name,
            location="path",
            type=type_,
            span=row.span if row else first.route.span,
            description=row.description if row else "",
            required=True,
            values=listed or (fixed if type_.type == "string" else ()),
            example=row.example if row else "",
            unfinished=bool(row and row.unfinished),
            typed=row is not None and row.type is not None,
        )


def _left_over(
    rows: Sequence[tuple[str, PropertyFact, PageFacts]], route: Route
) -> tuple[PropertyFact, PageFacts] | None:
    """Return the row about the only slot without a row of its name: the only row that says it is in the path."""
    named = [{folded(one) for one in (name, slot.written, slot.argument) if one} for name, slot in route.slots]
    known = {name for name, _, _ in rows}
    taken = set[str]().union(*named)
    left = {name: (row, page) for name, row, page in rows if row.location == "path" and name not in taken}
    alone = len(left) == 1 and sum(known.isdisjoint(names) for names in named) == 1
    return next(iter(left.values())) if alone else None


def _fixed(route: Route, number: int) -> Iterator[Member]:
    """Yield the values of a parameter in the path, where each statement writes one."""
    written = [[slot for segment in s.path.segments for slot in segment.slots] for s in route.statements]
    literals = dict.fromkeys([slots[number].literal for slots in written if number < len(slots)])
    if "" not in literals:
        for literal in literals:
            yield Member(literal, None, "", route.statements[0].route.span)


def _is_text(row: PropertyFact) -> bool:
    return row.type is None or row.type.primitive != ""


def _argument(row: PropertyFact, page: PageFacts, resolver: Resolver, *, quoted: bool) -> Type:
    """Return the type of a parameter in the path: what stands in quotes is text, or one of listed names."""
    found = _type(row, page, resolver)
    return _TEXT if quoted and found.name not in resolver.enums else found


def _type(row: PropertyFact, page: PageFacts, resolver: Resolver) -> Type:
    """Return the type of a parameter that is written into a path or query: text where nothing else is said."""
    return resolver.resolve(row.type, page) if row.type else _TEXT


def _of_query(name: str, type_: Type) -> Type:
    """Return the type of a query parameter: one whose name ends with brackets stands once for each of its values."""
    return msgspec.structs.replace(type_, collection=True) if name.endswith("[]") and not type_.collection else type_


def _row(
    rows: Sequence[tuple[str, PropertyFact, PageFacts]], names: tuple[str, ...]
) -> tuple[PropertyFact | None, PageFacts | None]:
    """Return the row of a parameter table that describes a path parameter; the rows stand with their folded names."""
    if not rows:
        return None, None
    wanted = {folded(n) for n in names if n}
    return next(((row, page) for name, row, page in rows if name in wanted), (None, None))


def _query_rows(statement: Statement, route: Route) -> Sequence[PropertyFact]:
    """Return the rows of query parameters: also optional arguments, and those that stand in a GET's body section."""
    operation = statement.operation
    body = operation.request_body
    if route.method != "get":
        return operation.query_parameters
    # What another request of the page writes as an argument is one, and left out here.
    called = {folded(name) for one in operation.routes for name in _CALLED_WITH.findall(one.target)}
    misplaced = body.properties if body and body.in_url else ()
    others = [*misplaced, *(row for row in arguments(operation) if row.optional)]
    if called:
        rows = (*operation.query_parameters, *others)
        return tuple(row for row in rows if row.location or folded(row.name) not in called)
    if not others:
        return operation.query_parameters
    bound = {folded(name) for name, _ in route.slots}
    return (*operation.query_parameters, *(row for row in others if folded(row.name) not in bound))


def _query_parameters(route: Route, resolver: Resolver) -> Iterator[Parameter]:
    for statement in route.statements:
        operation = statement.operation
        for stated in _query_rows(statement, route):
            row = resolver.listing(stated, statement.page)
            yield Parameter(
                name=row.name,
                location="query",
                type=_of_query(row.name, _type(row, statement.page, resolver)),
                span=row.span,
                description=_described(row),
                required=row.required,
                located=bool(row.location),
                unfinished=row.unfinished,
                default=row.default,
                values=tuple(member(v) for v in row.values) if _is_closed(row) else (),
                example=row.example,
                optional=row.optional,
                typed=row.type is not None,
                unplaced=row.unplaced,
                deprecated=row.deprecated,
            )
        for query in statement.path.query:
            yield Parameter(
                query.name,
                "query",
                _of_query(query.name, _TEXT),
                statement.route.span,
                example=query.sample,
                typed=False,
            )
        for option in operation.query_options:
            type_ = _of_query(option.name, _TEXT)
            yield Parameter(option.name, "query", type_, option.span, option.description, typed=False)


def _is_closed(row: PropertyFact) -> bool:
    """Tell whether a row lists all values that a parameter may have."""
    return row.values_closed or (row.type is not None and row.type.enumeration)


def _described(row: PropertyFact) -> str:
    """Return the description of a parameter, with what the rows inside its own say of the values that it takes."""
    inside = [f"- `{one.name}`: {_described(one)}".rstrip(": ") for one in row.members]
    return "\n\n".join([text for text in (row.description, "\n".join(inside)) if text])


def _headers(route: Route, resolver: Resolver) -> Iterator[Parameter]:
    """Yield the parameters that stand in headers, those in the header of cookies last."""
    for statement in route.statements:
        operation = statement.operation
        placed = [*(("header", row) for row in operation.headers), *(("cookie", row) for row in operation.cookies)]
        for location, row in placed:
            name = row.name.strip("_") if location == "header" else row.name
            if location == "cookie" or (name.lower() not in _SIMPLE and _HEADER.match(name)):
                yield Parameter(
                    name=name,
                    location=location,
                    type=_type(row, statement.page, resolver),
                    span=row.span,
                    description=row.description,
                    required=row.required,
                    located=bool(row.location),
                    example=row.example,
                    unfinished=row.unfinished,
                    default=row.default,
                    optional=row.optional,
                    typed=row.type is not None,
                    deprecated=row.deprecated,
                )
