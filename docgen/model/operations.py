"""Builds an operation from all statements about one route: parameters, bodies, security."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.dialects import Dialect, Urls
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact, ScopeFact
from docgen.model import example_matching, requests, responses, tags
from docgen.model.api import (
    AUTHORIZATION,
    HTTP_SCHEMES,
    Array,
    Body,
    Collection,
    One,
    Operation,
    Parameter,
    Requirement,
    Response,
)
from docgen.model.link_state import LinkState
from docgen.model.resolve import Resolver, singular
from docgen.model.routes import Route, Statement, arguments
from docgen.model.schemas import member
from docgen.model.security import Schemes
from docgen.model.types import Member, Type
from docgen.names import folded

_CAMEL = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_SIMPLE = frozenset({AUTHORIZATION, "content-type", "accept"})  # OpenAPI says these elsewhere
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_TEXT = Type("string")
_AUTHENTICATION = re.compile(rf"\b({'|'.join(HTTP_SCHEMES)})\b", re.IGNORECASE)
_CALLED_WITH = re.compile(r"[(,]\s*(\w+)\s*=")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")


def build(routes: Sequence[Route], join: LinkState, schemes: Schemes, urls: Urls) -> tuple[Operation, ...]:
    """Return all operations, in the order of the routes; ``urls`` are those of the dialect of the whole."""
    examples = [(route, example_matching.examples_of(route)) for route in routes]
    answers = [(route, found, responses.build(route, found, join)) for route, found in examples]
    single = {(route.method, route.shape): _returned(answer) for route, _, answer in answers}
    shapes = {route.shape for route in routes}
    out = []
    for route, found, answer in answers:
        responses.unstated(route, answer, join)
        returned = single[route.method, route.shape] or single.get(("get", route.shape))
        creates = ("get", route.shape) in single or f"{route.shape}/{{}}" in shapes
        body = requests.build(route, found, returned, join, creates=creates)
        out.append(_operation(route, answer, body, schemes, join))
    by_grammar = any(route.statements[0].dialect.outline.grammar != "markdown" for route in routes)
    return tuple(_grouped(out, join, urls, stated=by_grammar))


def _grouped(operations: Sequence[Operation], join: LinkState, urls: Urls, *, stated: bool) -> Iterator[Operation]:
    """Yield the operations; those of no group, or that headings put all into one, are grouped by their paths.

    Where the grammar of pages says what a group is, one that holds all is ``stated`` like any other.
    """
    alone = len({operation.tag for operation in operations}) == 1 and not stated
    ungrouped = [one for one in operations if alone or not one.tag]
    made = iter(tags.of_paths(ungrouped, join.types, urls))
    for operation in operations:
        if operation.tag and not alone:
            yield operation
        else:
            yield msgspec.structs.replace(operation, tag=next(made), tag_description="")


def _returned(answers: Sequence[Response]) -> Type | None:
    """Return the one type that an operation answers with."""
    for response in answers:
        if 200 <= response.status < 300:
            for content in response.content:
                if isinstance(content.shape, One | Collection | Array) and content.shape.types[0].name:
                    return content.shape.types[0]
    return None


def _operation(
    route: Route, answers: tuple[Response, ...], body: Body | None, schemes: Schemes, join: LinkState
) -> Operation:
    resolver, findings = join.resolver, join.findings
    first = route.statements[0]
    scopes = _scopes(route)
    needed = scopes or schemes.required(route)
    said = needed or schemes.overall()
    if not said and not any(s.operation.permissions_stated for s in route.statements):
        operation = f"{route.method.upper()} {route.path}"
        findings.append(rules.MISSING_PERMISSIONS.at(first.operation.span, subject=operation, operation=operation))
    return Operation(
        method=route.method,
        path=route.path,
        id=_stated_id(route),
        tag=group.group if (group := _group(route)) else "",
        tag_description=group.group_description if group else "",
        summary=first.route.title or first.operation.title or f"{route.method.upper()} {route.path}",
        span=first.route.span,
        description=_description(route),
        parameters=tuple(_parameters(route, resolver)),
        body=body,
        responses=answers,
        security=needed or tuple(map(schemes.known, _authorization(route))),
        deprecated=all(s.operation.deprecated for s in route.statements),
        pages=tuple(dict.fromkeys(s.page.path for s in route.statements)),
        servers=tuple(dict.fromkeys(_servers(route))),
    )


def _literals(path: str) -> list[str]:
    """Return the segments of a path that are no parameters."""
    return [s for s in path.split("/") if s and not s.startswith("{")]


def _description(route: Route) -> str:
    """Return what pages say of the operation; where they name operations, each text once, with any other title it has.

    Of pages that name them, those count that are about the operation, and list no others beside it.
    """
    told = [s for s in route.statements if s is route.statements[0] or not s.route.from_example]
    if not route.statements[0].dialect.document.page_names:
        return next((one.operation.description for one in told if one.operation.description), "")
    few = min(len(one.operation.routes) for one in told)
    texts: dict[str, None] = {}
    for one in (one for one in told if len(one.operation.routes) == few):
        own = one.route.title or one.operation.title
        text = "\n\n".join(filter(None, (one.route.description, one.operation.description)))
        known = text in texts or folded(own) == folded(told[0].route.title or told[0].operation.title)
        title = "" if known or not own else f"**{own}**"
        if text not in texts:
            texts.setdefault("\n\n".join(filter(None, (title, text))))
    return "\n\n".join(filter(None, texts))


def _stated_id(route: Route) -> str:
    """Return the identifier that a page gives the operation; "" for none, and for one made of method and path."""
    made = folded(route.method + route.path)
    names = (statement.operation.name for statement in route.statements)
    return next((name for name in names if name and folded(name) != made), "")


def _group(route: Route) -> OperationFact | None:
    """Return what the first page says of the operation that tells which group it belongs to."""
    return next((s.operation for s in route.statements if s.operation.group), None)


def _parameters(route: Route, resolver: Resolver) -> Iterator[Parameter]:
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


def _scopes(route: Route) -> tuple[Requirement, ...]:
    """Return the permissions of all pages, one requirement for each alternative, in the order stated."""
    stated = [
        fact
        for statement in route.statements
        for fact in _applying(statement.operation.scopes, route.path, statement.dialect)
    ]
    return tuple(
        Requirement(kind, scopes) for kind, scopes in dict.fromkeys([(fact.kind, fact.scopes) for fact in stated])
    )


def _authorization(route: Route) -> Iterator[Requirement]:
    """Yield what pages without permissions say of the Authorization header: its scheme, and whether it can be left out.

    Where they name no scheme, the header as a whole is the key.
    """
    rows = [
        row for s in route.statements for row in s.operation.headers if row.name.strip("_").lower() == AUTHORIZATION
    ]
    named = [match[1].lower() for row in rows if (match := _AUTHENTICATION.search(row.description))]
    for scheme in dict.fromkeys(named or ([AUTHORIZATION] if rows else [])):
        yield Requirement(scheme, ())
    if rows and all(row.optional for row in rows):
        yield Requirement("", ())


def _applying(facts: Sequence[ScopeFact], path: str, dialect: Dialect) -> Sequence[ScopeFact]:
    """Return the scopes for a path: where tables are about things, those of the thing that the path ends with."""
    subjects = {fact.subject for fact in facts if fact.subject}
    if not subjects:
        return facts
    places: dict[str, int] = {}
    for number, segment in enumerate(_literals(path), 1):
        for word in _stems(dialect.urls.aliases.get(segment, segment)):
            places[word] = number
    scores = {subject: _likeness(subject, places) for subject in subjects}
    best = max(scores.values())
    return [f for f in facts if not f.subject or not best[0] or scores[f.subject] == best]


def _likeness(subject: str, places: Mapping[str, int]) -> tuple[int, int, int]:
    """Return how well words fit a path: the last segment that they name, how many they name, how few they miss."""
    words = _stems(subject)
    named = [place for word in words if (place := _place(word, places))]
    return (max(named, default=0), len(named), len(named) - len(words))


def _place(word: str, places: Mapping[str, int]) -> int:
    """Return the segment that names a word, or what the word ends with; 0 for none."""
    if word in places:
        return places[word]
    return max([place for name, place in places.items() if len(name) > 3 and word.endswith(name)], default=0)


@lru_cache(maxsize=4096)
def _stems(name: str) -> frozenset[str]:
    """Return the words of a name without letter case and the ends of plurals."""
    return frozenset(singular(word.lower()) for word in _CAMEL.findall(name))


def _servers(route: Route) -> Iterator[str]:
    """Yield the servers that the requests of a route name: those in passing only where there are no others."""
    for statement in route.intended:
        for one in statement.operation.routes:
            path = one.path if one.method == statement.route.method and not one.from_example else None
            if path and path.server and path.shape == statement.shape:
                yield path.server


def on_own_servers(built: Sequence[Operation], whole: Sequence[str]) -> tuple[Operation, ...]:
    """Return operations of which only those have servers that name others than the whole document has."""
    return tuple(
        msgspec.structs.replace(one, servers=()) if one.servers and set(one.servers) <= set(whole) else one
        for one in built
    )


def beside_versions(built: Sequence[Operation], whole: Sequence[str], urls: Urls) -> tuple[Operation, ...]:
    """Return operations of which those whose path begins with a version have the server without its own version.

    Pages that state addresses in full name the version as a part of the server, those that state paths do not.
    """
    address, _, last = whole[0].rstrip("/").rpartition("/") if whole else ("", "", "")
    if not address or not urls.version.fullmatch(f"/{last}"):
        return tuple(built)
    return tuple(
        msgspec.structs.replace(one, servers=(address,)) if not one.servers and urls.version.match(one.path) else one
        for one in built
    )


def servers(pages: Sequence[PageFacts]) -> tuple[str, ...]:
    """Return the server that most requests name, one with a placeholder only where there is no other; () for none."""
    votes: Counter[str] = Counter()
    for page in pages:
        for operation in page.operations:
            paths = [route.path for route in operation.routes] + [example.path for example in operation.examples]
            for path in paths:
                if path and path.server:
                    votes[path.server] += 1
    return (min(votes, key=lambda s: ("{" in s, -votes[s], s)),) if votes else ()
