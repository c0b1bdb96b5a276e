"""Decide which of the headings that may describe a type do: those that rows, bodies and lists of types lead to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from docgen.extract.facts import EnumFact, OperationFact, PageFacts, PropertyFact, ResourceFact, TypeFact, UnreadFact
from docgen.model.resolve import anchors_elsewhere, keys_of, leads_elsewhere, singular

_UNUSED = "a table of members of what no type or body leads to"
_ANYWHERE = ""  # in the place of a page


def settle(pages: Sequence[PageFacts]) -> list[PageFacts]:
    """Return the pages without what only looks like a type: nothing in the set leads to it.

    What a type leads to is one as well, so that this is asked again until nothing changes.
    """
    open_ = [
        page for page in pages if not all(one.sure for one in page.resources) or not all(one.sure for one in page.enums)
    ]
    if not open_:
        return list(pages)
    evidence = _Evidence({page.path: frozenset(page.anchors) for page in pages})
    for page in pages:
        evidence.add(fact for operation in page.operations for fact in _of_operation(operation))
        evidence.add(page.listed)
        evidence.add(fact for one in page.resources if one.sure for fact in _of_resource(one))
    settled: set[tuple[str, int]] = set()
    while found := [
        (page, number, one)
        for page in open_
        for number, one in enumerate(page.resources)
        if not one.sure and (page.path, number) not in settled and evidence.leads_to(one, page)
    ]:
        for page, number, one in found:
            settled.add((page.path, number))
            evidence.add(_of_resource(one))
    changed = {page.path: _without_others(page, settled, evidence) for page in open_}
    return [changed.get(page.path, page) for page in pages]


def _without_others(page: PageFacts, settled: set[tuple[str, int]], evidence: _Evidence) -> PageFacts:
    kept = tuple(one for number, one in enumerate(page.resources) if one.sure or (page.path, number) in settled)
    enums = tuple(one for one in page.enums if one.sure or evidence.leads_to(one, page))
    unread = page.unread
    if not (page.operations or kept or enums):  # else it is about something besides
        lost = (one for one in page.resources if one.properties)
        unread = (*unread, *(UnreadFact("rows", _UNUSED, one.span) for one in lost))
    return msgspec.structs.replace(page, resources=kept, enums=enums, unread=unread)


class _Evidence:
    """The names and link targets of types; a link to a page that is missing only says a name."""

    def __init__(self, anchors: Mapping[str, Container[str]]) -> None:
        self.anchors = anchors
        self.pages = {key for path in anchors for key in keys_of(path)}
        self.names: set[str] = set()
        self.targets: set[tuple[str, str]] = set()

    def add(self, facts: Iterable[TypeFact]) -> None:
        for fact in facts:
            if fact.target:
                self.targets.update((key, fact.anchor.lower()) for key in keys_of(fact.target))
                if leads_elsewhere(fact, self.anchors):
                    self.targets.update((_ANYWHERE, anchor) for anchor in anchors_elsewhere(fact))
            is_missing = not self.pages.intersection(keys_of(fact.target)) if fact.target else True
            if is_missing and not fact.primitive and not fact.weak:
                self.names.add(fact.short.lower())
                if fact.collection:
                    self.names.add(singular(fact.short.lower()))

    def leads_to(self, one: ResourceFact | EnumFact, page: PageFacts) -> bool:
        if one.name.rpartition(".")[2].lower() in self.names:
            return True
        if any(anchor and (_ANYWHERE, anchor) in self.targets for anchor in one.anchors):
            return True
        return any((key, anchor) in self.targets for key in keys_of(page.path) for anchor in one.anchors)


def _of_operation(operation: OperationFact) -> Iterator[TypeFact]:
    rows = (*operation.path_parameters, *operation.query_parameters, *operation.headers, *operation.parameters)
    yield from _of_rows(rows)
    if operation.request_body:
        yield from _of_rows(operation.request_body.properties)
        yield from operation.request_body.types
    for response in operation.responses:
        yield from response.types
        yield from _of_rows((*response.properties, *response.headers))


def _of_resource(one: ResourceFact) -> Iterator[TypeFact]:
    yield from _of_rows(one.properties)
    yield from one.includes
    yield from one.value.within() if one.value else ()


def _of_rows(rows: Iterable[PropertyFact]) -> Iterator[TypeFact]:
    for row in rows:
        if row.type:
            yield from row.type.within()
        yield from _of_rows(row.members)
