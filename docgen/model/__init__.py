"""The facts of all pages go in; one Api comes out, every name resolved and every contradiction told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import DEFAULT, Dialect, by_name
from docgen.extract.facts import OperationFact, PageFacts
from docgen.model import (
    file_types,
    nullability,
    operations,
    responses,
    routes,
    schemas,
    sentences,
    type_evidence,
)
from docgen.model.api import Api, Operation, Tag
from docgen.model.link_state import LinkState
from docgen.model.names import folded, unique_name
from docgen.model.resolve import Index
from docgen.model.schemas import Described, Listed

__all__ = ["Api", "LinkOptions", "link"]


class LinkOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings say about the whole document; empty values are taken from the pages."""

    title: str = ""
    version: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()
    security: str = ""


def link(
    pages: Sequence[PageFacts], options: LinkOptions | None = None, dialects: Mapping[str, Dialect] | None = None
) -> Api:
    """Return what all pages say together. The order of ``pages`` does not matter.

    ``dialects`` are those that the pages are read in, by name; those of the package by default.
    """
    options = options or LinkOptions()
    dialects = dialects or by_name()
    pages = file_types.separate(sorted(pages, key=lambda page: (page.name, page.path)), dialects)
    findings: list[Diagnostic] = []
    listed: Listed = {}
    pages = type_evidence.settle(pages)
    index = Index(pages, dialects)
    pages = [sentences.decide(page, index) for page in pages]
    found_routes = routes.gather(pages, dialects)
    types = schemas.build(pages, tuple(_described(pages, index)), index, listed, findings)
    built = operations.build(found_routes, LinkState(index, types, listed, findings))
    dialect = dialects[_dialect(pages)]
    types = schemas.complete(types, index, listed, built, findings)
    findings.extend(routes.repetitions(found_routes))
    findings.extend(responses.contradicting_annotations(pages, index, types))
    types = nullability.allow(built, types, dialect.document.collection_member)
    server = options.servers or operations.servers(pages)
    return Api(
        title=options.title or dialect.document.title,
        version=options.version or _version(server),
        description=options.description,
        servers=server,
        operations=_unique_ids(built),
        schemas=tuple(types.schemas[name] for name in sorted(types.schemas)),
        enums=tuple(types.enums[name] for name in sorted(types.enums)),
        types=types,
        tags=tuple(_tags(built)),
        dialect=dialect,
        undescribed=tuple(
            sorted(name for name in index.missing if name not in types.schemas and name not in types.enums)
        ),
        required_scheme=options.security,
        pages=tuple(pages),
        diagnostics=tuple(findings),
    )


def _dialect(pages: Sequence[PageFacts]) -> str:
    """Return the dialect that speaks for the whole: of the family that most pages belong to, the most general."""
    votes = Counter([page.dialect for page in pages if page.operations or page.resources])
    return min(votes, key=lambda name: (-votes[name], name)) if votes else DEFAULT


def _version(servers: Sequence[str]) -> str:
    """Return the version that the server's address ends with."""
    last = servers[0].rstrip("/").rsplit("/", 1)[-1] if servers else ""
    return last if last and "." not in last.lstrip("v0123456789.") and ":" not in last else "0.0.0"


def _described(pages: Sequence[PageFacts], index: Index) -> Iterator[Described]:
    """Yield what operations show of types: all there is of those without a page, and what their pages leave open."""
    for page in pages:
        for operation in page.operations:
            yield from _of_request(operation, page, index)
            yield from _of_response(operation, page, index)


def _of_request(operation: OperationFact, page: PageFacts, index: Index) -> Iterator[Described]:
    fact = operation.request_body
    if not fact or not fact.types or fact.types[0].primitive:
        return
    name = index.resolve(fact.types[0], page).name
    if fact.properties:
        yield Described(name, page, fact.span, fact.properties)
    if name not in index.missing:
        return
    for example in operation.examples:
        body = example.request_body
        if body is not None:
            yield Described(name, page, body.span, sample=_inner(body.value, name, index.dialect(page)))


def _of_response(operation: OperationFact, page: PageFacts, index: Index) -> Iterator[Described]:
    returned: set[str] = set()
    for response in sorted(operation.responses, key=lambda one: one.status):
        if len(response.types) != 1 or response.types[0].primitive or response.types[0].collection:
            continue
        name = index.resolve(response.types[0], page).name
        failed = response.status >= responses.FAILURES
        if not failed:
            returned.add(name)
        elif name in returned:
            continue
        statuses = (response.status,) if failed else (response.status, 0)
        for example in operation.examples if name in index.missing else ():
            body = example.response_body
            if body is not None and example.status in statuses:
                yield Described(name, page, body.span, sample=_inner(body.value, name, index.dialect(page)))


def _inner(value: object, name: str, dialect: Dialect) -> object:
    """Return the object that an example wraps in a member called like its type."""
    if isinstance(value, dict) and len(value) == 1:
        key, inner = next(iter(value.items()))
        member = dialect.document.collection_member
        if isinstance(inner, dict) and str(key).lower() in (member, name.rsplit(".", 1)[-1].lower()):
            return inner
    return value


def _unique_ids(built: Sequence[Operation]) -> tuple[Operation, ...]:
    """Return the operations with identifiers that differ in more than letter case and punctuation."""
    taken: set[str] = set()
    out = []
    for operation in built:
        name = unique_name(operation.id, taken, separator="")
        taken.add(folded(name))
        out.append(operation if name == operation.id else msgspec.structs.replace(operation, id=name))
    return tuple(out)


def _tags(built: Sequence[Operation]) -> Iterator[Tag]:
    paths: dict[str, str] = {}
    for operation in built:
        paths.setdefault(operation.tag, operation.path)
    for name in sorted(paths):
        yield Tag(name, f"Operations on {' of '.join(reversed(name.split('.')))}.")
