"""Links the facts of all pages to one Api: names resolved, statements merged, contradictions reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import DEFAULT, Dialect, by_name
from docgen.extract.facts import OperationFact, PageFacts
from docgen.model import (
    annotated_answers,
    api_info,
    envelopes,
    failures,
    file_types,
    nulls_in_examples,
    operation_ids,
    operations,
    repeated_operations,
    routes,
    samples,
    schemas,
    sentences,
    shared_parameters,
    tags,
    type_evidence,
)
from docgen.model.api import Api, Operation
from docgen.model.link_state import LinkState
from docgen.model.properties import Listed
from docgen.model.resolve import Resolver
from docgen.model.schemas import Described
from docgen.model.security import Schemes
from docgen.statuses import FAILURES

__all__ = ["Api", "LinkOptions", "link"]

_NUMBERED = re.compile(r"v?\d[\w.]*\Z")


class LinkOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings say about the whole document; empty values are taken from the pages."""

    title: str = ""
    version: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()
    security: str = ""
    operation_ids: operation_ids.Style = "resource"


def link(
    pages: Sequence[PageFacts], options: LinkOptions | None = None, dialects: Mapping[str, Dialect] | None = None
) -> Api:
    """Return what all pages say together. The order of ``pages`` does not matter.

    ``dialects`` are those that the pages are read in, by name; those of the package by default.
    """
    options = options or LinkOptions()
    dialects = dialects or by_name()
    pages = _in_namespace(sorted(pages, key=lambda page: (page.name, page.path)))
    pages = shared_parameters.spread([envelopes.opened(page, dialects[page.dialect]) for page in pages])
    pages = file_types.separate(pages, dialects)
    findings: list[Diagnostic] = []
    listed: Listed = {}
    pages = failures.gathered(type_evidence.settle(pages))
    resolver = Resolver(pages, dialects)
    pages = [sentences.decide(page, resolver) for page in pages]
    dialect = dialects[_dialect(pages)]
    said = (
        api_info.of(pages, dialects)
        if dialect.document.page_names
        else api_info.About(servers=operations.servers(pages))
    )
    server = options.servers or said.servers
    pages = api_info.below_servers(pages, server)
    found_routes = routes.gather(pages, dialects)
    types = schemas.build(pages, tuple(_described(pages, resolver)), resolver, listed, findings)
    schemes = Schemes(pages, api_info.front(pages, dialects))
    built = operations.build(found_routes, LinkState(resolver, types, listed, findings), schemes, dialect.urls)
    types = schemas.complete(types, resolver, listed, built, findings)
    findings.extend(repeated_operations.findings(found_routes, resolver, types))
    findings.extend(annotated_answers.contradictions(pages, resolver, types))
    types = nulls_in_examples.allow(built, types, dialect.document.collection_member)
    failure = failures.of_all(pages, resolver)
    if failure:
        built = failures.named(built, failure, types)
    built = operations.on_own_servers(built, server if not options.servers else _stated(built))
    built = built if options.servers else operations.beside_versions(built, server, dialect.urls)
    return Api(
        title=options.title or said.title or dialect.document.title,
        version=options.version or said.version or _version(server, any_word=not dialect.document.page_names),
        description=options.description or said.description,
        servers=server,
        operations=operation_ids.identify(built, options.operation_ids, dialect.urls),
        schemas=tuple(types.schemas[name] for name in sorted(types.schemas)),
        enums=tuple(types.enums[name] for name in sorted(types.enums)),
        types=types,
        tags=tuple(tags.described(built, types, dialect, api_info.of_groups(pages, dialects))),
        dialect=dialect,
        namespace=dialect.document.default_namespace or _usual_namespace(pages),
        undescribed=tuple(
            sorted(name for name in resolver.missing if name not in types.schemas and name not in types.enums)
        ),
        required_scheme=options.security,
        schemes=tuple(schemes.by_name.values()),
        security=schemes.overall(),
        failure=failure or failures.of_others(built),
        refusals=failure is not None or dialect.document.refusals,
        pages=tuple(pages),
        diagnostics=tuple(findings),
    )


def _dialect(pages: Sequence[PageFacts]) -> str:
    """Return the dialect that speaks for the whole: of the family that most pages belong to, the most general."""
    votes = Counter([page.dialect for page in pages if page.operations or page.resources])
    return min(votes, key=lambda name: (-votes[name], name)) if votes else DEFAULT


def _in_namespace(pages: Sequence[PageFacts]) -> Sequence[PageFacts]:
    """Return pages of which those that name their types without a namespace have the one of most others of the set."""
    usual = _usual_namespace(pages)
    return [msgspec.structs.replace(page, namespace=page.namespace or usual) for page in pages] if usual else pages


def _usual_namespace(pages: Sequence[PageFacts]) -> str:
    """Return the namespace that most pages state for their types, "" where most state none, or each another one."""
    votes = Counter([page.namespace for page in pages if page.resources or page.enums])
    bare = votes.pop("", 0)
    usual = min(votes, key=lambda name: (-votes[name], name), default="")
    return usual if usual and votes[usual] * 2 >= votes.total() and votes[usual] >= bare else ""


def _stated(built: Sequence[Operation]) -> tuple[str, ...]:
    """Return every server that an operation names: the settings say another for all of them."""
    return tuple(server for one in built for server in one.servers)


def _version(servers: Sequence[str], *, any_word: bool) -> str:
    """Return the version that the server's address ends with: ``any_word``, or what has a number."""
    last = servers[0].rstrip("/").rpartition("/")[2] if servers else ""
    if not any_word and not _NUMBERED.match(last):
        return "0.0.0"
    return last if last and "." not in last.lstrip("v0123456789.") and ":" not in last else "0.0.0"


def _described(pages: Sequence[PageFacts], resolver: Resolver) -> Iterator[Described]:
    """Yield what operations show of types: all there is of those without a page, and what their pages leave open."""
    for page in pages:
        for operation in page.operations:
            yield from _of_request(operation, page, resolver)
            yield from _of_response(operation, page, resolver)


def _of_request(operation: OperationFact, page: PageFacts, resolver: Resolver) -> Iterator[Described]:
    fact = operation.request_body
    if not fact or not fact.types or fact.types[0].primitive:
        return
    name = resolver.resolve(fact.types[0], page).name
    if fact.properties:
        yield Described(name, page, fact.span, fact.properties)
    if name not in resolver.missing:
        return
    for example in operation.examples:
        body = example.request_body
        if body is not None:
            yield Described(name, page, body.span, sample=_inner(body.value, name, resolver.dialect(page)))


def _of_response(operation: OperationFact, page: PageFacts, resolver: Resolver) -> Iterator[Described]:
    returned: set[str] = set()
    for response in sorted(operation.responses, key=lambda one: one.status):
        adds = resolver.dialect(page).document.examples_add
        if len(response.types) != 1 or response.types[0].primitive or (response.types[0].collection and not adds):
            continue
        name = resolver.resolve(response.types[0], page).name
        failed = response.status >= FAILURES
        if not failed:
            returned.add(name)
        elif name in returned:
            continue
        statuses = (response.status,) if failed else (response.status, 0)
        for example in operation.examples if adds or name in resolver.missing else ():
            body = example.response_body
            if body is not None and example.status in statuses:
                value = samples.united(body.value) if isinstance(body.value, list) else body.value
                yield Described(name, page, body.span, sample=_inner(value, name, resolver.dialect(page)))


def _inner(value: object, name: str, dialect: Dialect) -> object:
    """Return the object that an example wraps in a member called like its type."""
    if isinstance(value, dict) and len(value) == 1:
        key, inner = next(iter(value.items()))
        member = dialect.document.collection_member
        if isinstance(inner, dict) and str(key).lower() in (member, name.rpartition(".")[2].lower()):
            return inner
    return value
