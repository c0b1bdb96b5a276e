"""Unite what several statements, variants and examples of one operation say of a body: nothing of it is dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from docgen.model import samples
from docgen.model.api import Property, Shape, Type

_NAMED = frozenset({"type", "collection", "array"})
_OBJECTS = frozenset({"object", "objects"})
Known = Callable[[str], Mapping[str, Property]]
"""Takes the name of a type; returns its members, inherited ones too."""
_MANY = frozenset({"objects", "array", "collection"})


def shapes(found: Sequence[Shape], known: Known) -> Shape:
    """Return the body that some say together; there must be at least one.

    Stated members count before what examples show. A member is required only where all that state members require it.
    """
    first = next((shape for shape in found if shape.kind != "sample"), found[0])
    stated = [shape for shape in found if shape.kind in _OBJECTS]
    if first.kind == "sample":
        together = samples.united([shape.sample for shape in found])
        return msgspec.structs.replace(first, sample=first.sample if together is None else together)
    if first.kind not in _OBJECTS and first.kind not in _NAMED:
        return first
    if not stated:
        return first
    listed = [shape.properties for shape in stated]
    for shape in found:
        inner = _members(shape, known)
        if inner:
            listed.append(inner)
    if len(listed) == 1:
        return stated[0] if first.kind in _OBJECTS else first
    return Shape("objects" if first.kind in _MANY else "object", properties=properties(listed))


def _members(shape: Shape, known: Known) -> tuple[Property, ...]:
    """Return the members of the types that a body is of."""
    if shape.kind not in _NAMED:
        return ()
    return properties([tuple(known(one.name).values()) for one in shape.types if one.name])


def properties(variants: Sequence[Sequence[Property]]) -> tuple[Property, ...]:
    """Return the members of all variants, in the order in which they are stated first."""
    out: dict[str, list[Property]] = {}
    for variant in variants:
        for name, prop in {prop.name: prop for prop in reversed(variant)}.items():
            out.setdefault(name, []).append(prop)
    order = {prop.name: None for variant in variants for prop in variant}
    return tuple([_property(out[name], everywhere=len(out[name]) == len(variants)) for name in order])


def _property(found: Sequence[Property], *, everywhere: bool) -> Property:
    first = found[0]
    required = everywhere and all(prop.required for prop in found)
    if len(found) == 1:
        return first if first.required == required else msgspec.structs.replace(first, required=required)
    inner = [prop.members for prop in found if prop.members]
    listed = {member.name: member for prop in reversed(found) for member in prop.values}
    return msgspec.structs.replace(
        first,
        type=next((prop.type for prop in found if prop.type != Type()), first.type),
        description=next((prop.description for prop in found if prop.description), ""),
        required=required,
        nullable=True if any(prop.nullable for prop in found) else first.nullable,
        values=tuple(listed.values()) if all(prop.values for prop in found) else (),
        members=properties(inner) if len(inner) > 1 else (inner[0] if inner else ()),
    )
