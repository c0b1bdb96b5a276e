"""Decide where the parameters stand that a page lists without saying so: in the path, the query or the body."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from docgen.extract.facts import SENDING, BodyFact, OperationFact, PropertyFact
from docgen.extract.nested_rows import nest
from docgen.extract.paths import Path
from docgen.names import folded


def placed(operation: OperationFact, method: str, path: Path, body_names: Collection[str]) -> OperationFact:
    """Return an operation in which each parameter stands where it belongs for one request.

    ``body_names`` are what a row is called, folded, that is the whole body.
    A name that is a slot of the path stands in the path. Of the others one may be the body itself (see ``_whole_row``);
    the rest are of the query then. Else they are members of the body of a POST, PUT or PATCH, and of the query of
    other methods. So they are where the page says that there is no body.
    """
    body = _without_itself(operation.request_body, body_names)
    if body is not operation.request_body:
        operation = msgspec.structs.replace(operation, request_body=body)
    if not operation.parameters and not (body and len(body.properties) == 1):
        return operation
    slots = {folded(slot.argument or slot.written) for segment in path.segments for slot in segment.slots}
    written = {slot.argument or slot.written for segment in path.segments for slot in segment.slots}
    exact = {folded(row.name) for row in operation.parameters if row.name in written}
    in_path = [row for row in operation.parameters if _is_slot(row, slots, written, exact)]
    others = [_beside(row, slots) for row in operation.parameters if row not in in_path]
    stated = body.properties if body else ()
    has_none = body is not None and body.none and not stated
    whole = None if has_none or method in ("GET", "HEAD") else _whole_row(operation, stated, others, body_names)
    if not whole and (method not in SENDING or has_none):
        return msgspec.structs.replace(
            operation,
            path_parameters=(*operation.path_parameters, *in_path),
            query_parameters=(*operation.query_parameters, *others),
            parameters=(),
        )
    known = {row.name for row in stated}
    rows = (*stated, *(row for row in others if row.name not in known and row.location != "query"))
    queried = tuple(row for row in others if row is not whole and (whole or row.location == "query"))
    sent = operation.media_types
    return msgspec.structs.replace(
        operation,
        path_parameters=(*operation.path_parameters, *in_path),
        query_parameters=(*operation.query_parameters, *queried),
        request_body=_whole(whole, body, sent) if whole else _with(rows, body, sent),
        parameters=(),
    )


def _without_itself(body: BodyFact | None, body_names: Collection[str]) -> BodyFact | None:
    """Return a body without the row that lists the body itself among the parameters, where others are its members."""
    if body is None or len(body.properties) < 2:
        return body
    match [row for row in body.properties if row.location]:
        case [itself] if not itself.type and not itself.members and folded(itself.name) in body_names:
            members = tuple(row for row in body.properties if row is not itself)
            return msgspec.structs.replace(body, properties=members, required=itself.required or body.required)
    return body


def _is_slot(row: PropertyFact, slots: Collection[str], written: Collection[str], exact: Collection[str]) -> bool:
    """Tell whether a row is about a slot: one that is spelled otherwise only where no other row has the very name."""
    return row.name in written or (folded(row.name) in slots and folded(row.name) not in exact)


def _beside(row: PropertyFact, slots: Collection[str]) -> PropertyFact:
    """Return a row that has nearly the name of a slot as one of the query, which is another parameter."""
    if folded(row.name) in slots:
        return msgspec.structs.replace(row, location="query")
    return row if row.location else msgspec.structs.replace(row, unplaced=True)


def _whole_row(
    operation: OperationFact,
    stated: Collection[PropertyFact],
    others: Collection[PropertyFact],
    body_names: Collection[str],
) -> PropertyFact | None:
    """Return the row that is the body itself and not a member of it.

    It is the only row that a page puts into the body, called "body" or typed as one of the types that are described;
    or one that is not placed and typed so: the only one that is left, or called like its type. None of them is
    where an example shows that it is a member, or that the others are.
    """
    shown = _shown(operation)
    if len(stated) > 1 or any(row.name in shown for row in (*stated, *others)):
        return None
    for row in stated:
        if folded(row.name) in body_names or (row.location and _is_described(row)):
            return row
    free = [row for row in others if row.location != "query"]
    for row in free:
        if folded(row.name) in body_names and (_is_structured(row) or _sends_text(operation)):
            return row
    alone = len(free) == 1
    described = [row for row in free if not row.location and (_is_described(row) or (alone and _is_named_type(row)))]
    if stated or len(described) != 1:
        return None
    return described[0] if alone or (_is_called_like_type(described[0]) and not _is_anchored(described[0])) else None


def _shown(operation: OperationFact) -> frozenset[str]:
    """Return the names of the members that the examples of an operation send."""
    bodies = (example.request_body for example in operation.examples)
    return frozenset(_keys([body.value for body in bodies if body is not None and isinstance(body.value, dict)]))


def _keys(objects: Collection[dict[object, object]]) -> Iterator[str]:
    for one in objects:
        yield from map(str, one)


def _is_structured(row: PropertyFact) -> bool:
    """Tell whether a row is of a type that has members, as far as it says."""
    if row.members or row.location:
        return True
    return row.type is not None and row.type.primitive in ("", "any-object")


def _is_described(row: PropertyFact) -> bool:
    """Tell whether the type of a row is a link to what describes it."""
    return row.type is not None and not row.type.primitive and bool(row.type.target)


def _is_named_type(row: PropertyFact) -> bool:
    """Tell whether a row has a type that is no plain one, and is called like it."""
    return row.type is not None and not row.type.primitive and _is_called_like_type(row)


def _is_anchored(row: PropertyFact) -> bool:
    """Tell whether the type of a row is described on the page that it stands on, as are those of members."""
    return row.type is not None and row.type.target == row.span.path


def _is_called_like_type(row: PropertyFact) -> bool:
    """Tell whether a row has the name of its type, or of the page that describes the type."""
    if row.type is None:
        return False
    page = row.type.target.rpartition("/")[2].removesuffix(".md")
    return folded(row.name) in (folded(row.type.name), folded(row.type.short), folded(page))


def _sends_text(operation: OperationFact) -> bool:
    """Tell whether a page says that a request sends a content type that has no members."""
    stated = " ".join(operation.media_types)
    return stated != "" and "form" not in stated and "*/*" not in stated


def _whole(row: PropertyFact, body: BodyFact | None, media: tuple[str, ...]) -> BodyFact:
    known = body or BodyFact(row.span, media_types=media)
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


def _with(rows: Collection[PropertyFact], body: BodyFact | None, media: tuple[str, ...]) -> BodyFact | None:
    if not rows:
        return body
    known = body or BodyFact(next(iter(rows)).span, media_types=media)
    return msgspec.structs.replace(known, properties=nest(tuple(rows)))
