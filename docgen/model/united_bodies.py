"""Unite what several statements, variants and examples of one operation say of a body: nothing of it is dropped."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from docgen.model import samples
from docgen.model.api import Array, Collection, Object, One, Sample, Shape, types_of
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Type


def shapes(found: Sequence[Shape], types: TypeHierarchy) -> Shape:
    """Return the body that some say together; there must be at least one.

    Stated members count before what examples show. A member is required only where all that state members require it.
    """
    first = next((shape for shape in found if not isinstance(shape, Sample)), found[0])
    if isinstance(first, Sample):
        together = samples.united([shape.value for shape in found if isinstance(shape, Sample)])
        return first if together is None else Sample(together)
    if not isinstance(first, One | Collection | Array | Object):
        return first
    listed = [shape.properties for shape in found if isinstance(shape, Object)]
    if not listed:
        return _alternatives(first, found, types)
    many = first.many if isinstance(first, Object) else not isinstance(first, One)
    for shape in found:
        inner = _members(shape, types)
        if inner:
            listed.append(inner)
    if len(listed) == 1:
        return next(shape for shape in found if isinstance(shape, Object)) if isinstance(first, Object) else first
    return Object(properties(listed), many=many)


def _alternatives(first: Shape, found: Sequence[Shape], types: TypeHierarchy) -> Shape:
    """Return the first shape with the types of all of its kind; a base covers what is derived from it."""
    if not isinstance(first, One | Collection | Array):
        return first
    named = dict.fromkeys(one for shape in found if type(shape) is type(first) for one in types_of(shape))
    keep = uncovered(tuple(named), types)
    return first if tuple(keep) == first.types else msgspec.structs.replace(first, types=tuple(keep))


def uncovered(named: Sequence[Type], types: TypeHierarchy) -> list[Type]:
    """Return types without those derived from another of them: a base covers them."""
    return [one for one in named if not any(other.name in types.ancestors(one.name) for other in named if other != one)]


def _members(shape: Shape, types: TypeHierarchy) -> tuple[Property, ...]:
    """Return the members of the types that a body is of."""
    if not isinstance(shape, One | Collection | Array):
        return ()
    known = [types.members(one.name).values() for one in shape.types if one.name]
    return properties([tuple([prop for _, prop in members]) for members in known])


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
        members=properties(inner) if inner else (),
    )
