"""Decide which of the words and links of sentences about bodies are types, by what the whole set says."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from docgen.extract.facts import BodyFact, OperationFact, PageFacts, ResponseFact, TypeFact
from docgen.model.resolve import Index

_BODILESS = (204, 304)


def decide(page: PageFacts, index: Index) -> PageFacts:
    """Return what a page says, with only those types in its sentences that are types; several are alternatives."""
    if not page.operations:
        return page
    operations = tuple([_operation(operation, page, index) for operation in page.operations])
    return msgspec.structs.replace(page, operations=operations)


def _operation(operation: OperationFact, page: PageFacts, index: Index) -> OperationFact:
    body = operation.request_body
    return msgspec.structs.replace(
        operation,
        request_body=_body(body, page, index) if body else None,
        responses=tuple([_response(response, page, index) for response in operation.responses]),
    )


def _body(body: BodyFact, page: PageFacts, index: Index) -> BodyFact:
    types, mentioned = _types(body.types, page, index), _types(body.mentioned, page, index)
    said = not types
    return msgspec.structs.replace(
        body, types=types, mentioned=mentioned, none=body.none and said, stream=body.stream and said
    )


def _response(response: ResponseFact, page: PageFacts, index: Index) -> ResponseFact:
    if response.sure:
        return response
    types = _types(response.types, page, index)
    if not types:
        return msgspec.structs.replace(response, types=()) if response.types else response
    none = response.status in _BODILESS
    return msgspec.structs.replace(response, types=types, none=none, silent=False, stream=False)


def _types(candidates: Sequence[TypeFact], page: PageFacts, index: Index) -> tuple[TypeFact, ...]:
    """Return the first of what may be a type that is one, with its alternatives; emphasized words come last."""
    for fact in sorted(candidates, key=_is_weak):
        alone = msgspec.structs.replace(fact, alternatives=()) if fact.alternatives else fact
        found = [one for one in (alone, *fact.alternatives) if index.is_type(one, page)]
        if any(one.collection for one in found):
            found = [msgspec.structs.replace(one, collection=True) for one in found]
        if found:
            return tuple(found)
    return ()


def _is_weak(fact: TypeFact) -> bool:
    return fact.weak
