"""Reports members of examples for which a body that the page describes itself, by rows, has no row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.operations import is_main
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, also
from docgen.extract.facts import BodyFact, ExampleFact, JsonFact, OperationFact, PageFacts, PropertyFact
from docgen.names import folded
from docgen.source import Span

_Pointer = tuple[str | int, ...]
_DEEPEST = 6  # objects inside each other
_CHANGES = "PATCH"


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the members of examples that the rows of their body leave out; one finding for a side of an operation."""
    for page in whole.pages:
        is_annotation = whole.dialect(page).document.is_annotation
        for operation in page.operations:
            found: dict[tuple[str, str], Span] = {}
            known = _keys(operation, whole)
            for example in operation.examples:
                for side, body, rows in _sides(example, operation, whole):
                    for pointer in _undescribed(body.value, rows, (), is_answer=side == "response"):
                        name = str(pointer[-1])
                        if (side, name) in found or is_annotation(name) or folded(name) in known:
                            continue
                        place = whole.place(body.span, pointer, key=True)
                        if place:
                            found[side, name] = place
            for side in ("request", "response"):
                places = [span for (one, _), span in found.items() if one == side]
                names = [name for one, name in found if one == side]
                if names and not (side == "request" and _is_of_required(page, whole)):
                    yield rules.UNDESCRIBED_MEMBER.at(
                        places[0],
                        related=also(places[1:]),
                        side=side,
                        names=listing(names),
                        verb="have" if len(names) > 1 else "has",
                        subject=names[0],
                    )


def _keys(operation: OperationFact, whole: DocsetView) -> frozenset[str]:
    """Return the folded names of what identifies an object that an operation changes: it may be sent with the rest."""
    types = operation.request_body.types if operation.request_body else ()
    schemas = (whole.schema(type_) for type_ in types if not type_.primitive)
    return frozenset(folded(one.name) for schema in schemas if schema for one in schema.properties if one.key)


def _is_of_required(page: PageFacts, whole: DocsetView) -> bool:
    """Tell whether a page lists only what is required to be sent."""
    source = whole.read(page.path)
    return source is None or whole.dialect(page).sentences["required_when"].search(source.text) is not None


def _sides(
    example: ExampleFact, operation: OperationFact, whole: DocsetView
) -> Iterator[tuple[str, JsonFact, Sequence[PropertyFact]]]:
    """Yield the bodies of an example whose members are all described by rows of the page, each with these rows."""
    if not is_main(example, operation):
        return
    body, sent, got = operation.request_body, example.request_body, example.response_body
    if body is not None and sent is not None and not sent.repaired and _is_whole(body, operation, whole):
        yield "request", sent, body.properties
    if got is not None and not got.repaired:
        for response in operation.responses:
            if response.status == example.status and response.properties and not response.types:
                yield "response", got, response.properties


def _is_whole(body: BodyFact, operation: OperationFact, whole: DocsetView) -> bool:
    """Tell whether the rows of a body are all that it may have: those of a type may be what is required of it."""
    if body.extends or body.others or not body.properties:
        return False
    types = [type_ for type_ in (*body.types, *body.mentioned) if not type_.primitive]
    if not types:
        return True
    schemas = [whole.schema(type_) for type_ in types]
    is_change = all(route.method == _CHANGES for route in operation.routes)
    return is_change and all(schema is not None and not schema.open for schema in schemas)


def _undescribed(value: Any, rows: Sequence[PropertyFact], at: _Pointer, *, is_answer: bool) -> Iterator[_Pointer]:
    """Yield the places of members that have no row, where others have one; what has none at all is another thing.

    Of an answer, a page may describe what matters alone: then most members have no row.
    """
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _undescribed(inner, rows, (*at, number), is_answer=is_answer)
        return
    if not isinstance(value, dict) or len(at) > _DEEPEST or any(row.open for row in rows):
        return
    known = {name: row for row in rows for name in _names(row)}
    described = {name: known[folded(name)] for name in value if folded(name) in known}
    rest = [name for name in value if not (name in described or name.startswith("_") or _object(name) in known)]
    if described and (not is_answer or len(rest) < len(described)):
        yield from ((*at, name) for name in rest)
    for name, row in described.items():
        if row.members:
            yield from _undescribed(value[name], row.members, (*at, name), is_answer=is_answer)


def _names(row: PropertyFact) -> tuple[str, str]:
    return folded(row.name), _object(row.name)


def _object(name: str) -> str:
    """Return the folded name of the object that a member is in where its name is written as a path, else the name."""
    return folded(name.replace("/", ".").partition(".")[0])
