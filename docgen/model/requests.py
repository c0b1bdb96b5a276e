"""What pages say of the request body of an operation goes in; one body comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from docgen.extract.facts import BodyFact, ExampleFact, JsonFact
from docgen.model import shown
from docgen.model.api import Body, Content, Property, Shape, Type
from docgen.model.join import Join
from docgen.model.responses import media_types, sample_shape
from docgen.model.routes import Route, Statement
from docgen.model.schemas import Types, property_of
from docgen.model.shown import Shown

_WITHOUT = frozenset({"get", "head", "options", "trace"})


def build(route: Route, examples: Sequence[Shown], returned: Type | None, join: Join) -> Body | None:
    """Return the request body. ``returned`` is the single type that the operation (or its path) answers with."""
    if route.method in _WITHOUT:
        return None
    asked = [e for e in examples if e.example.request_body is not None or e.example.request_text.strip()]
    for statement in route.statements:
        fact = statement.operation.request_body
        near = [e.example for e in asked if e.statement.page is statement.page]
        shape = _shape(fact, near, statement, route, returned, join)
        if shape is None or (route.method == "delete" and not near and shape.kind != "object"):
            continue
        stated = (*(e.request_type for e in near), *(fact.media_types if fact else ()))
        content = Content(media_types(stated, shape), shape, tuple(shown.requests(asked, shape, join.types)))
        span = fact.span if fact else statement.route.span
        return Body((content,), span, fact.description if fact else "", required=_is_required(shape))
    return None


def _is_required(shape: Shape) -> bool:
    """Tell whether a body must be sent: unless all of its members may be left out."""
    return shape.kind in ("type", "collection", "stream") or any(p.required for p in shape.properties)


def _shape(
    fact: BodyFact | None,
    near: Sequence[ExampleFact],
    statement: Statement,
    route: Route,
    returned: Type | None,
    join: Join,
) -> Shape | None:
    """Return what one page says the body is: the type that it names, its table, else what its example shows."""
    example = next((e for e in near if e.request_body is not None), None)
    if fact is None and example is None:
        return None
    if fact and fact.none and example is None:
        return None
    named = _named(fact, example.request_body if example else None, route, statement, join) if fact else None
    if named:
        return named
    if fact and fact.properties:
        return _tabled(fact, example, statement, route, returned, join)
    if fact and fact.media_types and not any("json" in m for m in fact.media_types):
        return Shape("stream")
    if example is None or example.request_body is None:
        return Shape("stream") if near and near[0].request_text and near[0].request_type else None
    if returned and _shows(example.request_body.value, returned, join.types):
        return Shape("type", (Type(name=returned.name),))
    return sample_shape(example.request_body, statement.page, join.index)


def _named(fact: BodyFact, body: JsonFact | None, route: Route, statement: Statement, join: Join) -> Shape | None:
    """Return the type that the section names; None where its table is about something else."""
    if not fact.types or route.path.endswith("/$ref"):
        return None
    stated = join.index.known(fact.types, statement.page)
    if not stated:
        return None
    type_ = join.index.resolve(stated[0], statement.page)
    rows = {p.name.lower() for p in fact.properties}
    known = _members(type_, join.types)
    if rows and known and 2 * len(rows & known) < len(rows):
        return None
    if body is not None and _is_argument(body.value, type_, known, route):
        argument = Property(next(iter(body.value)), type_, fact.span)
        return Shape("object", properties=(argument,))
    required = tuple(p.name for p in fact.properties if p.required) if route.method == "post" else ()
    if not type_.name:
        return Shape("value", (type_,))
    one = msgspec.structs.replace(type_, collection=False)
    return Shape("collection" if type_.collection else "type", (one,), required=required)


def _is_argument(value: object, type_: Type, known: set[str], route: Route) -> bool:
    """Tell whether a body shows the named type as the one argument of an action, not as what is created or changed."""
    if route.method != "post" or not isinstance(value, dict) or len(value) != 1 or not type_.name:
        return False
    name = str(next(iter(value))).lower()
    short = type_.name.rsplit(".", 1)[-1].lower()
    last = route.path.rsplit("/", 1)[-1].lower()
    return name == short and name not in known and last not in (short, f"{short}s")


def _tabled(
    fact: BodyFact,
    example: ExampleFact | None,
    statement: Statement,
    route: Route,
    returned: Type | None,
    join: Join,
) -> Shape:
    """Return the type that the rows belong to, where it is the one that the path is about; else an object of them."""
    if returned and route.method in ("patch", "put", "post"):
        stated = {p.name.lower() for p in fact.properties}
        body = example.request_body if example else None
        creates = route.method != "post" or body is None or _shows(body.value, returned, join.types)
        if creates and stated <= _members(returned, join.types):
            required = tuple(p.name for p in fact.properties if p.required) if route.method == "post" else ()
            return Shape("type", (Type(name=returned.name),), required=required)
    rows = fact.properties
    page = statement.page
    return Shape(
        "object",
        properties=tuple(property_of(row, page, join.index, join.listed, join.findings) for row in rows),
    )


def _members(type_: Type, types: Types) -> set[str]:
    return {n.lower() for n in types.members(type_.name)} if type_.name in types.schemas else set()


def _shows(value: object, type_: Type, types: Types) -> bool:
    """Tell whether an object has only members of a type."""
    known = _members(type_, types)
    if not isinstance(value, dict) or not known:
        return False
    own = set(_names(value))
    return bool(own) and own <= known


def _names(value: Iterable[object]) -> Iterable[str]:
    return (str(k).lower() for k in value if "@" not in str(k))
