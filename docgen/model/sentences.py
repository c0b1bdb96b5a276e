"""Decide which of the words and links of sentences about bodies are types, by what the whole set says."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from docgen.extract.facts import BodyFact, OperationFact, PageFacts, ResponseFact, TypeFact
from docgen.model.resolve import Resolver
from docgen.statuses import BODILESS


def decide(page: PageFacts, resolver: Resolver) -> PageFacts:
    """Return what a page says, with only those types in its sentences that are types; several are alternatives."""
    if not page.operations:
        return page
    operations = tuple([_operation(operation, page, resolver) for operation in page.operations])
    return msgspec.structs.replace(page, operations=operations)


def _operation(operation: OperationFact, page: PageFacts, resolver: Resolver) -> OperationFact:
    body = operation.request_body
    return msgspec.structs.replace(
        operation,
        request_body=_body(body, page, resolver) if body else None,
        responses=tuple([_response(response, page, resolver) for response in operation.responses]),
    )


def _body(body: BodyFact, page: PageFacts, resolver: Resolver) -> BodyFact:
    types, mentioned = _types(body.types, page, resolver), _types(body.mentioned, page, resolver)
    said = not types
    return msgspec.structs.replace(
        body, types=types, mentioned=mentioned, none=body.none and said, stream=body.stream and said
    )


def _response(response: ResponseFact, page: PageFacts, resolver: Resolver) -> ResponseFact:
    if response.sure:
        return response
    types = _types(response.types, page, resolver)
    if not types:
        return msgspec.structs.replace(response, types=()) if response.types else response
    none = response.status in BODILESS
    return msgspec.structs.replace(response, types=types, none=none, silent=False, stream=False)


def _types(candidates: Sequence[TypeFact], page: PageFacts, resolver: Resolver) -> tuple[TypeFact, ...]:
    """Return the first of what may be a type that is one, with its alternatives; emphasized words come last."""
    for fact in sorted(candidates, key=_is_weak):
        alone = msgspec.structs.replace(fact, alternatives=()) if fact.alternatives else fact
        found = [one for one in (alone, *fact.alternatives) if resolver.is_type(one, page)]
        if any(one.collection for one in found):
            found = [msgspec.structs.replace(one, collection=True) for one in found]
        if fact.together and len(found) > len(fact.alternatives):
            return (fact,)
        if found:
            return tuple(found)
    return ()


def _is_weak(fact: TypeFact) -> bool:
    return fact.weak
