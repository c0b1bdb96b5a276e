"""The operations of all pages go in; where examples, annotations and other pages say otherwise comes out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, Related
from docgen.dialects import Dialect
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, ResourceFact, RouteFact, TypeFact
from docgen.extract.paths import Path
from docgen.model import routes
from docgen.model.resolve import qualify
from docgen.model.types import Schema
from docgen.source import Span

_MAX_TARGET = 80  # characters of a URL in a message
_SERVER = re.compile(r"https?://(?P<host>[^/]+)(?:/(?P<version>.+))?\Z")
_SLOT = "{}"
_TYPE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+\Z")
_ENOUGH = 2  # examples that must agree before another one is wrong

# The paths of all pages, each with its first piece, by their number of pieces and by the last one.
Known = Mapping[tuple[int, str], Sequence[tuple[str, Path]]]


class Call(msgspec.Struct, frozen=True, gc=False):
    """The request of an example: its path, the version that it calls, and whether that is another API's."""

    page: PageFacts
    operation: OperationFact
    example: ExampleFact
    path: Path
    version: str
    foreign: bool


def addresses(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the examples that call another version than the others of their folder, or a path that no page has."""
    calls = list(_calls(whole))
    versions = _versions(calls)
    known: Known | None = None
    for call in calls:
        example, path = call.example, call.path
        main = versions.get(_family(call.page), "") if call.version else ""
        if main and call.version.lower() != main.lower():
            place = _at(example.target, example.span, whole)
            if place:
                yield rules.CONTRADICTING_VERSION.at(place, shown=call.version, stated=main)
            continue
        if call.foreign or _on_page(call.operation, path, whole.dialect(call.page)):
            continue
        known = known or _all_paths(whole)
        if not any(_is_known(variant, known) for variant in _variants(path)) and not _is_alias(path, known):
            place = _at(example.target, example.span, whole)
            if place:
                # Two examples of a page that call the same address wrongly are one mistake.
                yield rules.CONTRADICTING_PATH.at(place, path=_short(example.target), subject=path.shape)


def _calls(whole: DocsetView) -> Iterator[Call]:
    for page in whole.pages:
        dialect = whole.dialect(page)
        for operation in page.operations:
            if all(route.from_example for route in operation.routes):
                continue
            for example in operation.examples:
                if example.path and example.method and "[" not in example.target:
                    yield Call(page, operation, example, example.path, *_server(example.path.server, dialect))


@lru_cache(maxsize=1024)  # most examples call the same few
def _server(server: str, dialect: Dialect) -> tuple[str, bool]:
    """Return the version in the address of a server, and whether it is that of another API."""
    match = _SERVER.match(server)
    if match is None:
        return "", False
    return match["version"] or "", dialect.url_patterns["api_host"].match(match["host"]) is None


def _family(page: PageFacts) -> tuple[str, str]:
    """Return what pages that belong together share: folder and dialect."""
    return folder(page.path), page.dialect


def _versions(calls: Iterable[Call]) -> dict[tuple[str, str], str]:
    """Return for each family of pages the version that its examples call, where nearly all agree."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for call in calls:
        if call.version and not call.foreign:
            votes[_family(call.page)][call.version] += 1
    found = {}
    for family, counter in votes.items():
        version, count = max(counter.items(), key=lambda item: (item[1], item[0]))
        if count >= _ENOUGH and count >= 2 * (counter.total() - count):
            found[family] = version
    return found


def _on_page(operation: OperationFact, path: Path, dialect: Dialect) -> bool:
    written = [route.path for route in operation.routes if route.path]
    called = (template for _, template in routes.routes_with_arguments(operation, dialect))
    return any(routes.fits(template.shape, path.shape) for template in (*written, *called))


def _all_paths(whole: DocsetView) -> Known:
    found: dict[str, Path] = {}
    for page in whole.pages:
        for operation in page.operations:
            for route in operation.routes:
                path = None if route.from_example else route.path
                if path is not None:
                    found.setdefault(path.shape, path)
    out: dict[tuple[int, str], list[tuple[str, Path]]] = defaultdict(list)
    for shape, path in found.items():
        length, first, last = _form(shape)
        out[length, last].append((first, path))
    return out


def _form(shape: str) -> tuple[int, str, str]:
    """Return the number of pieces of a path, the first and the last one; those with slots are all alike."""
    pieces = shape[1:].split("/")
    first, last = (_SLOT if _SLOT in piece else piece for piece in (pieces[0], pieces[-1]))
    return len(pieces), first, last


def _is_known(path: Path, known: Known) -> bool:
    length, first, last = _form(path.shape)
    return any(
        routes.fits(template.shape, path.shape)
        for end in dict.fromkeys((last, _SLOT))
        for begin, template in known.get((length, end), ())
        if begin in (first, _SLOT)
    )


def _is_alias(path: Path, known: Known) -> bool:
    """Tell whether a path is that of one item, called by a name of its own: ``/me/books`` for ``/users/{id}/books``."""
    if len(path.segments) < 2 or "{}" in path.segments[0].shape:
        return False
    rest = msgspec.structs.replace(path, segments=path.segments[1:])
    length, _, last = _form(path.shape)
    for end in dict.fromkeys((last, _SLOT)):
        for _, template in known.get((length + 1, end), ()):
            after = template.segments[2:]
            if not after or template.segments[1].shape != _SLOT:
                continue
            if routes.fits(msgspec.structs.replace(template, segments=after).shape, rest.shape):
                return True
    return False


def _variants(path: Path) -> Iterator[Path]:
    """Yield a path, and those that it is part of when it ends with a cast, or asks for a count, value or reference."""
    yield path
    while len(path.segments) > 1 and ("." in path.segments[-1].text or path.segments[-1].text.startswith("$")):
        path = msgspec.structs.replace(path, segments=path.segments[:-1])
        yield path


def _short(target: str) -> str:
    return target if len(target) <= _MAX_TARGET else target[: _MAX_TARGET - 3] + "..."


def _at(words: str, span: Span, whole: DocsetView) -> Span | None:
    """Return where words stand in a code block."""
    text = whole.text(span)
    at = text.value.find(words) if text and words else -1
    return text.at(at, at + len(words)) if text and at >= 0 else None


def annotation_mismatches(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the response annotations that name another type than the sentence about the response."""
    for page in whole.pages:
        for operation in page.operations:
            for example in operation.examples:
                stated = [t for r in operation.responses if r.status == example.status for t in r.types]
                if len(stated) != 1 or not _TYPE.match(example.annotated) or example.response_span is None:
                    continue
                if stated[0].primitive or stated[0].alternatives or _agree(example.annotated, stated[0], page, whole):
                    continue
                place = _before(example.annotated, example.response_span, whole)
                if place:
                    yield rules.CONTRADICTING_ANNOTATION.at(
                        place,
                        related=(Related(stated[0].span, "stated here"),),
                        shown=example.annotated,
                        stated=stated[0].short,
                        subject=example.annotated,
                    )


def _agree(annotated: str, stated: TypeFact, page: PageFacts, whole: DocsetView) -> bool:
    """Tell whether two types are one, related, or not both known well enough to say."""
    if annotated.rsplit(".", 1)[-1].lower() == stated.short.lower():
        return True
    target = {
        resource.name.rsplit(".", 1)[-1].lower()
        for other in (whole.page(stated.target),)
        if other
        for resource in other.resources
    }
    if annotated.rsplit(".", 1)[-1].lower() in target:
        return True
    first = (
        whole.types.schema(qualify(stated.name, page.namespace))
        or whole.types.schema(stated.short)
        or next(
            (found for name in sorted(target) if (found := whole.types.schema(qualify(name, page.namespace)))), None
        )
    )
    second = whole.types.schema(annotated)
    if first is None or first.missing:
        return True
    return second is not None and (
        first in whole.types.lineage(second.name) or second in whole.types.lineage(first.name)
    )


def _before(words: str, span: Span, whole: DocsetView) -> Span | None:
    """Return where words stand last before a code block."""
    text = whole.text(Span(span.path, 0, span.start))
    at = text.value.rfind(words) if text else -1
    return text.at(at, at + len(words)) if text and at >= 0 else None


def bases(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the types for which two base types are stated of which neither is a base of the other."""
    for page in whole.pages:
        for resource in page.resources:
            stated: list[tuple[TypeFact, Schema]] = []
            for fact in resource.bases:
                found = _described(fact, page, whole)
                if found and not found.missing:
                    stated.append((fact, found))
            for fact, found in stated[1:]:
                first, known = stated[0]
                if found not in whole.types.lineage(known.name) and known not in whole.types.lineage(found.name):
                    yield rules.CONTRADICTING_BASES.at(
                        fact.span,
                        related=(Related(first.span, "stated here"),),
                        name=resource.name.rsplit(".", 1)[-1],
                        first=found.name.rsplit(".", 1)[-1],
                        second=known.name.rsplit(".", 1)[-1],
                        subject=resource.name,
                    )
                    break


def _described(fact: TypeFact, page: PageFacts, whole: DocsetView) -> Schema | None:
    target = whole.page(fact.target) if fact.target else None
    names = [resource.name for resource in target.resources] if target else []
    wanted = names[0] if len(names) == 1 and target else fact.name
    return whole.types.schema(qualify(wanted, (target or page).namespace)) or whole.types.schema(fact.short)


def repetitions(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that describe, with the same answer, the very operation of another page."""
    described: dict[tuple[str, str], list[tuple[PageFacts, OperationFact]]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations:
            route = operation.routes[0]
            path = None if route.from_example else route.path
            if path is not None and not path.query:
                described[route.method, path.shape].append((page, operation))
    for (method, shape), several in described.items():
        first: dict[tuple[str, ...], tuple[PageFacts, RouteFact]] = {}
        for page, operation in sorted(several, key=lambda one: one[0].name) if len(several) > 1 else ():
            route = operation.routes[0]
            key = (*_answer(operation), page.title.lower(), *_family(page))
            other, known = first.setdefault(key, (page, route))
            if other.path != page.path:
                yield rules.REPEATED_OPERATION.at(
                    route.span,
                    related=(Related(known.span, "described here, too"),),
                    operation=f"{method} {route.target}",
                    page=other.name,
                    subject=f"{method} {shape}",
                )


def _answer(operation: OperationFact) -> tuple[str, ...]:
    """Return the types of the responses of an operation with their statuses, without any the statuses alone."""
    typed = tuple(f"{response.status} {type_.name}" for response in operation.responses for type_ in response.types)
    return typed or tuple(str(response.status) for response in operation.responses)


def types(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that give a type other properties than the first page about it."""
    first: dict[tuple[str, str, str], tuple[PageFacts, ResourceFact]] = {}
    for page in sorted([page for page in whole.pages if page.resources], key=lambda one: one.name):
        for resource in page.resources:
            if not resource.properties:
                continue
            full = qualify(resource.name, page.namespace)
            other, known = first.setdefault((full.lower(), *_family(page)), (page, resource))
            if other.path != page.path and _names(resource) != _names(known):
                short = full.rsplit(".", 1)[-1]
                yield rules.CONTRADICTING_PAGES.at(
                    resource.span,
                    related=(Related(known.span, "described here, too"),),
                    type=short,
                    page=other.name,
                    subject=full,
                )


def _names(resource: ResourceFact) -> set[str]:
    return {row.name.lower() for row in resource.properties}
