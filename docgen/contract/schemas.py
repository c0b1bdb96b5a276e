"""Says what a schema allows once references, parts and alternatives are followed: types, members, values, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from docgen.contract.parts import Part

LIMITS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
)
_DEEPEST = 20  # parts and alternatives inside each other
_FLAGS = {"readOnly": "read_only", "writeOnly": "write_only", "deprecated": "deprecated"}
_MISSING = object()


class Shape(msgspec.Struct, gc=False):
    """What a schema allows. ``types`` are JSON types without null, none where any value will do.

    ``members`` are the properties with all parts that describe them (several where there are alternatives),
    ``required`` those that every alternative requires, ``required_somewhere`` those that one does. ``values`` are the
    listed ones, None where none are; ``items`` and ``others`` the schemas of array items and of further members.
    ``name`` is the component that it is, "" for none. ``nullable`` and the flags are None where nothing is said of
    them. ``inferred`` marks what only an example shows, ``missing`` what a page leaves open, ``base`` the component
    that its first part refers to.
    """

    part: Part
    name: str = ""
    types: frozenset[str] = frozenset()
    format: str = ""
    nullable: bool | None = None
    members: dict[str, tuple[Part, ...]] = {}
    required: frozenset[str] = frozenset()
    required_somewhere: frozenset[str] = frozenset()
    values: tuple[Any, ...] | None = None
    values_part: Part | None = None
    items: tuple[Part, ...] = ()
    others: Part | None = None
    closed: bool = False
    limits: dict[str, Any] = {}
    default: Any = _MISSING
    read_only: bool | None = None
    write_only: bool | None = None
    deprecated: bool | None = None
    inferred: bool = False
    missing: bool = False
    alternatives: int = 0
    base: str = ""
    text: str = ""

    @property
    def has_default(self) -> bool:
        """Tell whether a default is stated."""
        return self.default is not _MISSING

    @property
    def says_nothing(self) -> bool:
        """Tell whether any value will do."""
        return self.missing or not (self.types or self.members or self.values or self.items)


class Shapes:
    """Works out shapes, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[Shape, tuple[Part, ...]]] = {}

    def of(self, *parts: Part) -> Shape:
        """Return the shape of a schema, or of several that are alternatives."""
        key = tuple([id(part.value) for part in parts])
        known = self._known.get(key)
        if known is None:
            shape = _gather(parts[0], ()) if len(parts) == 1 else _united(parts[0], [_gather(p, ()) for p in parts])
            known = self._known[key] = (shape, parts)  # the parts stay alive, so that no other takes their identity
        return known[0]


def _gather(part: Part, above: tuple[int, ...]) -> Shape:
    target = part.resolved() if part.get("$ref") is not None else part
    shape = Shape(part=target)
    value = target.value
    if not isinstance(value, dict) or id(value) in above or len(above) > _DEEPEST:
        return shape
    if target.trail is not None:
        shape.name = _component(target)
    inside = (*above, id(value))
    _say_own(shape, target)
    for number, each in enumerate(target.each("allOf")):
        inner = _gather(each, inside)
        if number == 0 and each.get("$ref") is not None:
            shape.base = inner.name
        _add(shape, inner)
    for key in ("oneOf", "anyOf"):
        listed = list(target.each(key))
        given = [each for each in listed if each.get("type") != "null"]
        if len(given) < len(listed):
            shape.nullable = True
        if given:
            inner = _united(given[0], [_gather(each, inside) for each in given])
            _add(shape, inner)
            if not shape.name and len(given) == 1:
                shape.name = inner.name
    single = target.value.get("allOf")
    if not shape.name and isinstance(single, list) and len(single) == 1:
        shape.name = shape.base
    if part is not target and isinstance(part.value, dict) and len(part.value) > 1:
        _say_flags(shape, part.value)
    return shape


def _component(part: Part) -> str:
    """Return the name of a component or definition, "" for any other schema."""
    way = part.trail
    if way is not None and way[0] is not None and way[0][1] in ("schemas", "definitions") and isinstance(way[1], str):
        return way[1]
    return ""


def _say_own(shape: Shape, part: Part) -> None:
    """Fill in what a schema says itself."""
    value = part.value
    _say_type(shape, part)
    properties = value.get("properties")
    if isinstance(properties, dict) and properties:
        shape.members = {name: (each,) for name, each in part.items("properties") if isinstance(each.value, dict)}
    required = value.get("required")
    if isinstance(required, list):
        shape.required = frozenset(name for name in required if isinstance(name, str))
        shape.required_somewhere = shape.required
    items = value.get("items")
    if isinstance(items, dict):
        shape.items = (part.at("items"),)
    others = value.get("additionalProperties")
    if isinstance(others, dict) and others:
        shape.others = part.at("additionalProperties")
    shape.closed = others is False
    shape.limits = {key: value[key] for key in LIMITS if key in value}
    for key, limit in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if shape.limits.get(limit) is False:
            del shape.limits[limit]
        elif shape.limits.get(limit) is True and key in shape.limits:
            shape.limits[limit] = shape.limits.pop(key)  # as 3.1 writes it
    if "default" in value:
        shape.default = value["default"]
    _say_flags(shape, value)


def _say_type(shape: Shape, part: Part) -> None:
    value = part.value
    stated = value.get("type")
    types = [stated] if isinstance(stated, str) else [each for each in stated or () if isinstance(each, str)]
    form = value.get("format")
    if isinstance(form, str):
        shape.format = form
    if "file" in types:  # of Swagger
        types, shape.format = ["string"], "binary"
    if "null" in types:
        shape.nullable = True
    shape.types = frozenset(types) - {"null"}
    for key in ("nullable", "x-nullable"):
        if isinstance(value.get(key), bool):
            shape.nullable = value[key]
    key = next((key for key in ("x-docgen-known-values", "enum", "const") if key in value), "")
    if key:
        listed = value[key] if key != "const" else [value[key]]
        if isinstance(listed, list):
            if None in listed:
                shape.nullable = True
            shape.values = tuple(each for each in listed if each is not None)
            shape.values_part = part.at(key)
    if not shape.types:
        shape.types = _implied(value)


def _implied(value: Mapping[str, Any]) -> frozenset[str]:
    """Return the type that a schema has without saying so."""
    if isinstance(value.get("properties"), dict):
        return frozenset(("object",))
    if isinstance(value.get("items"), dict):
        return frozenset(("array",))
    return frozenset()


def _say_flags(shape: Shape, value: Mapping[str, Any]) -> None:
    for key, name in _FLAGS.items():
        if isinstance(value.get(key), bool):
            setattr(shape, name, value[key])
    if value.get("x-docgen-inferred"):
        shape.inferred = True
    if value.get("x-docgen-missing"):
        shape.missing = True
    text = value.get("description")
    if isinstance(text, str):
        shape.text = text


def _add(shape: Shape, other: Shape) -> None:
    """Add what a part of an ``allOf`` says; what is said already counts."""
    shape.types = shape.types or other.types
    shape.format = shape.format or other.format
    if other.members:
        shape.members = {**other.members, **shape.members}
    shape.required |= other.required
    shape.required_somewhere |= other.required_somewhere
    if shape.values is None:
        shape.values, shape.values_part = other.values, other.values_part
    shape.items = shape.items or other.items
    shape.others = shape.others or other.others
    shape.closed |= other.closed
    shape.limits = {**other.limits, **shape.limits}
    shape.default = shape.default if shape.has_default else other.default
    shape.nullable = other.nullable if shape.nullable is None else shape.nullable
    shape.inferred |= other.inferred
    shape.missing |= other.missing
    shape.alternatives = max(shape.alternatives, other.alternatives)
    shape.text = shape.text or other.text


def _united(part: Part, shapes: Iterable[Shape]) -> Shape:
    """Return what one of several schemas allows."""
    given = list(shapes)
    if len(given) == 1:
        return given[0]
    out = Shape(part=part, alternatives=len(given))
    open_ended = any(not one.types for one in given)
    out.types = frozenset() if open_ended else frozenset().union(*(one.types for one in given))
    forms = {one.format for one in given}
    out.format = forms.pop() if len(forms) == 1 else ""
    members: dict[str, tuple[Part, ...]] = {}
    for one in given:
        for name, parts in one.members.items():
            known = members.get(name, ())
            fresh = tuple(p for p in parts if all(p.value is not k.value for k in known))
            members[name] = (*known, *fresh)
    out.members = members
    out.required = frozenset.intersection(*(one.required for one in given))
    out.required_somewhere = frozenset().union(*(one.required_somewhere for one in given))
    if all(one.values is not None for one in given):
        out.values = tuple(dict.fromkeys(value for one in given for value in one.values or () if _is_plain(value)))
        out.values_part = given[0].values_part
    out.items = tuple(item for one in given for item in one.items)
    out.nullable = True if any(one.nullable for one in given) else None
    out.inferred = all(one.inferred for one in given)
    out.missing = all(one.missing for one in given)
    return out


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)
