"""Builds an operation from all statements about one route: parameters, bodies, security."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from docgen import rules
from docgen.dialects import Urls
from docgen.extract.facts import OperationFact, PageFacts
from docgen.model import example_matching, requests, responses, tags
from docgen.model.api import (
    AUTHORIZATION,
    HTTP_SCHEMES,
    Array,
    Body,
    Collection,
    One,
    Operation,
    Requirement,
    Response,
)
from docgen.model.link_state import LinkState
from docgen.model.parameters import parameters_of
from docgen.model.permissions import scopes_of
from docgen.model.routes import Route
from docgen.model.security import Schemes
from docgen.model.types import Type
from docgen.names import folded

_LETTERS = re.compile(r"[A-Za-z0-9_-]+")
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_AUTHENTICATION = re.compile(rf"\b({'|'.join(HTTP_SCHEMES)})\b", re.IGNORECASE)


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
    scopes = scopes_of(route)
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
        parameters=tuple(parameters_of(route, resolver)),
        body=body,
        responses=answers,
        security=needed or tuple(map(schemes.known, _authorization(route))),
        deprecated=all(s.operation.deprecated for s in route.statements),
        pages=tuple(dict.fromkeys(s.page.path for s in route.statements)),
        servers=tuple(dict.fromkeys(_servers(route))),
    )


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
    """Return the identifier that a page gives the operation; "" for none, and for method and path with marks between.

    Generators of pages make up such as ``get__books_{id}``, and no ``getBooks``.
    """
    made = folded(route.method + route.path)
    names = (statement.operation.name for statement in route.statements)
    return next((name for name in names if name and (name.isalnum() or folded(name) != made)), "")


def _group(route: Route) -> OperationFact | None:
    """Return what the first page says of the operation that tells which group it belongs to."""
    return next((s.operation for s in route.statements if s.operation.group), None)


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
