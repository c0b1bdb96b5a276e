"""Gives the parameters that pages describe for all operations to each operation that has none of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from docgen.extract.facts import OperationFact, PageFacts, PropertyFact


def spread(pages: Sequence[PageFacts]) -> list[PageFacts]:
    """Return pages in whose operations the parameters stand that a page of their dialect shares."""
    shared: dict[str, dict[tuple[str, str], PropertyFact]] = defaultdict(dict)
    for page in pages:
        for fact in page.shared:
            shared[page.dialect].setdefault((fact.location, fact.name.lower()), fact)
    return [_with(page, tuple(shared[page.dialect].values())) if page.dialect in shared else page for page in pages]


def _with(page: PageFacts, shared: Sequence[PropertyFact]) -> PageFacts:
    operations = tuple([_operation(one, shared) for one in page.operations])
    return msgspec.structs.replace(page, operations=operations)


def _operation(operation: OperationFact, shared: Sequence[PropertyFact]) -> OperationFact:
    queried = [fact for fact in shared if fact.location == "query"]
    sent = [fact for fact in shared if fact.location == "header"]
    own = (*operation.query_parameters, *operation.parameters, *operation.path_parameters)
    return msgspec.structs.replace(
        operation,
        query_parameters=(*operation.query_parameters, *_lacking(queried, own)),
        headers=(*operation.headers, *_lacking(sent, operation.headers)),
    )


def _lacking(shared: Iterable[PropertyFact], own: Iterable[PropertyFact]) -> tuple[PropertyFact, ...]:
    known = {fact.name.lower() for fact in own}
    return tuple([fact for fact in shared if fact.name.lower() not in known])
