"""Decide where the parameters stand that a page lists without saying so: in the path, the query or the body."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from docgen.extract.facts import BodyFact, OperationFact, PropertyFact
from docgen.extract.paths import Path
from docgen.extract.property_tables import nest
from docgen.model.names import folded

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def placed(operation: OperationFact, method: str, path: Path) -> OperationFact:
    """Return an operation in which each parameter stands where it belongs for one request.

    A name that is a slot of the path stands in the path. Of the others a row whose type is a link is the body itself,
    as is one called "body" wherever it stands; the rest are members of the body of a POST, PUT or PATCH, else of the
    query. So they are where the page says that there is no body.
    """
    body = operation.request_body
    if not operation.parameters and not (body and len(body.properties) == 1):
        return operation
    slots = {folded(slot.argument or slot.written) for segment in path.segments for slot in segment.slots}
    written = {slot.argument or slot.written for segment in path.segments for slot in segment.slots}
    exact = {folded(row.name) for row in operation.parameters if row.name in written}
    in_path = [row for row in operation.parameters if _is_slot(row, slots, written, exact)]
    others = [_beside(row, slots) for row in operation.parameters if row not in in_path]
    if method not in _WITH_BODY or (body and body.none and not body.properties):
        return msgspec.structs.replace(
            operation,
            path_parameters=(*operation.path_parameters, *in_path),
            query_parameters=(*operation.query_parameters, *others),
            parameters=(),
        )
    stated = body.properties if body else ()
    known = {row.name for row in stated}
    rows = (*stated, *(row for row in others if row.name not in known and row.location != "query"))
    whole = next((row for row in rows if _is_whole(row, placed=row in stated)), None) if len(stated) < 2 else None
    queried = tuple(row for row in others if row is not whole and (whole or row.location == "query"))
    return msgspec.structs.replace(
        operation,
        path_parameters=(*operation.path_parameters, *in_path),
        query_parameters=(*operation.query_parameters, *queried),
        request_body=_whole(whole, body) if whole else _with(rows, body),
        parameters=(),
    )


def _is_slot(row: PropertyFact, slots: Collection[str], written: Collection[str], exact: Collection[str]) -> bool:
    """Tell whether a row is about a slot: one that is spelled otherwise only where no other row has the very name."""
    return row.name in written or (folded(row.name) in slots and folded(row.name) not in exact)


def _beside(row: PropertyFact, slots: Collection[str]) -> PropertyFact:
    """Return a row that has nearly the name of a slot as one of the query, which is another parameter."""
    return msgspec.structs.replace(row, location="query") if folded(row.name) in slots else row


def _is_whole(row: PropertyFact, *, placed: bool) -> bool:
    """Tell whether a row is the body itself and not a member of it; ``placed`` is one that the page puts into it."""
    if folded(row.name) in ("body", "requestbody", "payload"):
        return True
    if placed or row.type is None or row.type.primitive or row.location:
        return False
    return bool(row.type.target)


def _whole(row: PropertyFact, body: BodyFact | None) -> BodyFact:
    known = body or BodyFact(row.span)
    type_ = row.type
    is_written_out = type_ is not None and type_.primitive != "" and bool(row.members)
    return msgspec.structs.replace(
        known,
        types=(type_,) if type_ and not is_written_out else (),
        properties=row.members,
        many=is_written_out and type_ is not None and type_.collection,
        description=known.description or row.description,
        required=True if row.required else (False if row.optional else known.required),
    )


def _with(rows: Collection[PropertyFact], body: BodyFact | None) -> BodyFact | None:
    if not rows:
        return body
    return msgspec.structs.replace(body or BodyFact(next(iter(rows)).span), properties=nest(tuple(rows)))
