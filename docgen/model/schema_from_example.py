"""Infers properties from a JSON value, for types without a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docgen.dialects import Dialect, DocumentForm
from docgen.extract.facts import JsonFact, PageFacts, PropertyFact, TypeFact
from docgen.model import samples
from docgen.model.resolve import Resolver
from docgen.model.samples import Nullable
from docgen.model.types import Member, Property, Type
from docgen.source import Span

_SIZES = frozenset({"int32", "double"})
_MAX_INT32 = 2**31 - 1
_NAME = re.compile(r"[A-Za-z_]\w*")
_ANY_NAME = re.compile(r"[^\s@$/][^\s@]*")  # where the protocol adds nothing to bodies
_TYPE_NAME = re.compile(r"#?[A-Za-z_][\w.]*")
_VALUES = re.compile(r"^[\w.-]+(?:\s*\|\s*[\w.-]+)+(?:\s*\|\s*\.\.\.)?$")
_DATE_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$")
_COLLECTION = re.compile(r"^(?:collection\((?P<of>[^()]*)\)|\[(?P<list>[^\[\]]*)\])$", re.IGNORECASE)


def properties(value: Any, span: Span, page: PageFacts, resolver: Resolver, depth: int = 0) -> tuple[Property, ...]:
    """Return a property for each member of an object; instance annotations are left out."""
    value = value.value if isinstance(value, Nullable) else value
    if not isinstance(value, dict) or depth > 8:
        return ()
    form = resolver.dialect(page).document
    allowed = _ANY_NAME if form.examples_add else _NAME
    if not samples.are_names(value, form):
        return ()
    others = form.any_members if is_open(value, form) else ()
    typed = not form.examples_add or _shows_types(value, resolver.dialect(page))
    return tuple(
        _property(name, inner, span, page, resolver, depth, typed=typed)
        for name, inner in value.items()
        if isinstance(name, str) and allowed.fullmatch(name) and name not in others
    )


def is_open(value: Any, form: DocumentForm) -> bool:
    """Tell whether an object shows that there may be any other members: by those that stand for them, all alike."""
    names = form.any_members
    if not names or not isinstance(value, dict) or not all(name in value for name in names):
        return False
    return all(value[name] == value[names[0]] for name in names)


def _shows_types(value: dict[str, Any], dialect: Dialect) -> bool:
    """Tell whether the texts of an object are names of types and no values: several of them are, and most."""
    texts = [inner for inner in value.values() if isinstance(inner, str)]
    named = [text for text in texts if dialect.primitive(text.strip())]
    return len(named) > 1 and 2 * len(named) > len(texts)


def besides(
    rows: Sequence[PropertyFact], shown: JsonFact | None, page: PageFacts, resolver: Resolver
) -> Iterator[Property]:
    """Yield the members that an example shows and no row describes, where the dialect says that there may be some."""
    if shown is None or not resolver.dialect(page).document.examples_add:
        return
    known = {row.name.lower() for row in rows}
    value = samples.united(shown.value if isinstance(shown.value, list) else [shown.value])
    for extra in properties(value, shown.span, page, resolver):
        if extra.name.lower() not in known:
            yield extra


def of_value(name: str, value: Any, span: Span, page: PageFacts, resolver: Resolver) -> Property:
    """Return what the value of a member shows of it; nothing of its type where it is null or None."""
    typed = not resolver.dialect(page).document.examples_add
    return _property(name, value, span, page, resolver, 0, typed=typed)


def _property(
    name: str, value: Any, span: Span, page: PageFacts, resolver: Resolver, depth: int, *, typed: bool
) -> Property:
    """Return what a value shows of a member; where ``typed``, a text may be the name of a type."""
    nullable = isinstance(value, Nullable) or None
    value = value.value if isinstance(value, Nullable) else value
    collection = isinstance(value, list)
    one = value[0] if isinstance(value, list) and value else (None if collection else value)
    if isinstance(one, str):
        wrapped = _COLLECTION.match(one.strip())
        if wrapped:
            collection, one = True, wrapped["of"] or wrapped["list"]
    found, values = _type(one, span, page, resolver, typed=typed)
    if found.format in _SIZES and resolver.dialect(page).document.examples_add:
        found = Type(found.type)  # how large others are is not shown
    members: tuple[Property, ...] = ()
    if found.type == "object" and not found.name:
        members = properties(one, span, page, resolver, depth + 1)
    return Property(
        name,
        Type(found.type, found.format, found.name, collection),
        span,
        values=values,
        nullable=nullable,
        closed=bool(values) and isinstance(one, str) and not one.endswith("..."),
        members=members,
    )


def _type(
    value: Any, span: Span, page: PageFacts, resolver: Resolver, *, typed: bool
) -> tuple[Type, tuple[Member, ...]]:
    """Return what a value shows of its type; an empty type where it shows nothing."""
    if isinstance(value, bool):
        return Type("boolean"), ()
    if isinstance(value, int):
        return Type("integer", "int32" if abs(value) <= _MAX_INT32 else "int64"), ()
    if isinstance(value, float):
        return Type("number", "double"), ()
    if isinstance(value, dict):
        return _object(value, span, page, resolver), ()
    if not isinstance(value, str):
        return Type(), ()
    dialect = resolver.dialect(page)
    named = samples.named_type(value, dialect)
    if named:
        return named, ()
    word = value.strip().lower()
    known = dialect.primitive(word) if typed or dialect.samples.is_sample(value.strip()) else ""
    if typed and not known and "(" in word:
        known = dialect.words.get(word.partition("(")[0].strip(), "")
    if known:
        primitive = dialect.types[known]
        return Type(primitive.type, primitive.format), ()
    if _VALUES.match(value):
        names = [n.strip() for n in value.split("|") if n.strip() != "..."]
        return Type("string"), tuple(Member(n, None, "", span) for n in dict.fromkeys(names))
    return Type("string", "date-time" if _DATE_TIME.match(value) else ""), ()


def _object(value: dict[str, Any], span: Span, page: PageFacts, resolver: Resolver) -> Type:
    member = resolver.dialect(page).document.type_member
    stated = value.get(member) if member else None
    if isinstance(stated, str) and _TYPE_NAME.fullmatch(stated):
        name = stated.lstrip("#")
        primitive = resolver.dialect(page).primitive(name)
        return resolver.resolve(TypeFact(name, span, primitive if "." in name else ""), page)
    return Type("object")
