"""Decides the shape of one body from what a page says of it and shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import ExampleFact, JsonFact, PageFacts, ResponseFact, TypeFact
from docgen.model import samples, schema_from_example, shown_types
from docgen.model.api import Array, Collection, Object, One, Sample, Shape, Stream, Value
from docgen.model.example_matching import TEXTS
from docgen.model.link_state import LinkState
from docgen.model.properties import property_of
from docgen.model.resolve import Resolver
from docgen.model.routes import Statement
from docgen.model.types import Type
from docgen.source import Span

JSON = "application/json"
OCTETS = "application/octet-stream"
FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
_PARAMETERS = re.compile(r"(?:(?<!\s)\s+)?;[\s\S]*")
_MEDIA = re.compile(r"[a-z]+/[\w.+*-]+\Z")
_TEXTUAL = re.compile(rf"{TEXTS}|json|form|^\*/\*$")
_VAGUE = frozenset({"any", "any-object"})
_NAME = re.compile(r"#?[A-Za-z_][\w.]*\Z")


def is_vague(fact: ResponseFact, example: ExampleFact | None) -> bool:
    """Tell whether a page says only that a body is an object, or anything, and more of it somewhere else."""
    shown = example is not None and example.response_body is not None
    return bool(fact.types) and all(map(holds_anything, fact.types)) and (bool(fact.properties) or shown)


def holds_anything(fact: TypeFact) -> bool:
    """Tell whether a type says nothing of what it holds."""
    held = fact.entries
    return fact.primitive in _VAGUE and not fact.target and not (held and (held.primitive or held.target))


def tabled(fact: ResponseFact, example: ExampleFact | None, statement: Statement, join: LinkState) -> Shape:
    """Return a body of the members that rows describe, with those that an example shows besides."""
    page, resolver = statement.page, join.resolver
    body = example.response_body if example else None
    shown = shown_types.of_body(body)
    rows = [
        property_of(row, page, resolver, join.listed, join.findings, shown.get(row.name)) for row in fact.properties
    ]
    others = schema_from_example.besides(fact.properties, body, page, resolver)
    many = fact.many or (body is not None and isinstance(body.value, list))
    return Object((*rows, *others), many)


def typed(
    facts: Sequence[TypeFact], example: ExampleFact | None, page: PageFacts, resolver: Resolver, *, item: bool
) -> Shape:
    """Return a body of stated types; an example decides whether it is a collection, unless the path names one item."""
    resolved = tuple([resolver.resolve(fact, page) for fact in facts])
    if any(t.format == "binary" and not t.name for t in resolved):
        return Stream()
    collection = any(t.collection for t in resolved)
    body = example.response_body.value if example and example.response_body else None
    form = resolver.dialect(page).document
    member = form.collection_member
    if (isinstance(body, dict) and isinstance(body.get(member), list) and not item) or (
        isinstance(body, list) and not member and not _is_array(resolved, resolver)
    ):
        collection = True
    elif collection and isinstance(body, dict) and member not in body and form.key_member in body:
        collection = False  # one item is shown, with its key
    resolved = tuple([msgspec.structs.replace(t, collection=False) if t.collection else t for t in resolved])
    if collection:
        return Collection(resolved) if member else Array(resolved)
    return One(resolved) if all(t.name for t in resolved) else Value(resolved)


def _is_array(types: Sequence[Type], resolver: Resolver) -> bool:
    """Tell whether a type is described as an array: its examples are lists, and no lists of such."""
    values = [fact.value for one in types for _, fact in resolver.resources.get(one.name, ())]
    return any(value is not None and value.collection for value in values)


def sampled(bodies: Sequence[JsonFact], page: PageFacts, resolver: Resolver) -> Shape:
    """Return the shape of a body that only examples show: of the first, or of all where the dialect lets them add."""
    if not resolver.dialect(page).document.examples_add:
        return sample_shape(bodies[0], page, resolver)
    return Sample(samples.with_types(samples.united([body.value for body in bodies]), resolver.dialect(page)))


def sample_shape(body: JsonFact, page: PageFacts, resolver: Resolver) -> Shape:
    """Return the shape of a body that only an example shows."""
    form = resolver.dialect(page).document
    value = body.value
    inner = value.get(form.collection_member) if isinstance(value, dict) else None
    items = inner if isinstance(inner, list) else None
    one = items[0] if items else value
    stated = one.get(form.type_member) if form.type_member and isinstance(one, dict) else None
    if isinstance(stated, str) and _NAME.match(stated):
        found = resolver.find(stated, page.namespace)
        if found:
            return (Collection if items else One)((Type(name=found),))
    return Sample(samples.with_types(value, resolver.dialect(page)))


def annotated(name: str, span: Span, dialect: Dialect, *, collection: bool = False) -> TypeFact | None:
    """Return the type that an annotation names; None where it holds no name."""
    if not _NAME.match(name):
        return None
    return TypeFact(name, span, dialect.primitive(name), collection)


def of_bytes(shape: Shape, media: Sequence[str]) -> Shape:
    """Return a body as bytes where all media types that pages state of it are of no text: images, archives."""
    plain = isinstance(shape, Value) and shape.types[0].type in ("string", "") and not shape.types[0].collection
    return Stream() if plain and media and not any(map(_TEXTUAL.search, media)) else shape


def are_forms(media: Sequence[str]) -> bool:
    """Tell whether media types are stated, and all of them are those of forms."""
    return bool(media) and all(_PARAMETERS.sub("", one).strip().lower() in FORMS for one in media)


def media_types(stated: Iterable[str], shape: Shape) -> tuple[str, ...]:
    """Return the media types of a body: JSON, unless it is bytes, text, or the members of a form."""
    found = dict.fromkeys(_PARAMETERS.sub("", s).strip().lower() for s in stated if s)
    if not isinstance(shape, Stream):
        forms = tuple(media for media in found if media in FORMS)
        return (*([JSON] if any("json" in media for media in found) else []), *forms) if forms else (JSON,)
    return tuple(m for m in found if _MEDIA.match(m) and "json" not in m) or (OCTETS,)
