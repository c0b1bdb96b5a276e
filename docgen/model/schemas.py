"""The resources and enumerations of all pages go in; one schema per type, merged and resolved, comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from docgen import dialects, rules
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import EnumFact, MemberFact, PageFacts, PropertyFact, ResourceFact, TypeFact
from docgen.model import schema_from_example
from docgen.model.api import Enum, Member, Operation, Property, Schema, Type
from docgen.model.resolve import Index, qualify
from docgen.source import Span


class Described(msgspec.Struct, frozen=True):
    """What a page about an operation says of a type: rows of a request body, or an example."""

    name: str
    page: PageFacts
    span: Span
    rows: tuple[PropertyFact, ...] = ()
    sample: object = None


class Types(msgspec.Struct, frozen=True):
    """All schemas and enumerations by name."""

    schemas: Mapping[str, Schema]
    enums: Mapping[str, Enum]
    _folded: dict[str, frozenset[str]] = {}  # what is known so far

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the base types of a type, nearest first."""
        out: list[str] = []
        schema = self.schemas.get(name)
        while schema and schema.base and schema.base not in out:
            out.append(schema.base)
            schema = self.schemas.get(schema.base)
        return tuple(out)

    def members(self, name: str) -> dict[str, Property]:
        """Return the own and inherited properties of a type, by name."""
        found: dict[str, Property] = {}
        for owner in (name, *self.ancestors(name)):
            for prop in self.schemas[owner].properties if owner in self.schemas else ():
                found.setdefault(prop.name, prop)
        return found

    def folded_members(self, name: str) -> frozenset[str]:
        """Return the names of the own and inherited properties of a type in lower case."""
        known = self._folded.get(name)
        if known is None:
            known = self._folded[name] = frozenset([member.lower() for member in self.members(name)])
        return known


Listed = dict[str, dict[str, Member]]


def build(
    pages: Sequence[PageFacts], described: Sequence[Described], index: Index, listed: Listed, findings: list[Diagnostic]
) -> Types:
    """Return the types that pages describe. ``listed`` collects the values of types that only rows list."""
    enums = _enums(pages, index)
    schemas: dict[str, Schema] = {}
    for name in sorted(set(index.resources) - set(enums)):
        schemas[name] = _merge(name, index.resources[name], index, listed, findings)
    for name, parts in sorted(_by_name(described).items()):
        if name in schemas:
            schemas[name] = _with_values(schemas[name], parts)
        elif name not in enums:
            schemas[name] = _from_bodies(name, parts, index, listed, findings)
    schemas = _without_cycles(schemas)
    types = Types(schemas, enums)
    return Types({name: _without_inherited(schema, types, findings) for name, schema in schemas.items()}, enums)


def complete(
    types: Types, index: Index, listed: Listed, operations: Iterable[Operation], findings: list[Diagnostic]
) -> Types:
    """Return the types with those that are named but described nowhere: listed values, or a stand-in and a finding.

    Only what operations or other types refer to gets a stand-in.
    """
    schemas, enums = dict(types.schemas), dict(types.enums)
    for name in sorted(listed):
        if name not in schemas and name not in enums:
            first = next(iter(listed[name].values()))
            enums[name] = Enum(name, tuple(listed[name].values()), first.span)
    used = frozenset(_used(operations, types.schemas.values()))
    for name, places in sorted(index.missing.items()):
        if name in schemas or name in enums:
            continue
        related = tuple(Related(span, "also named here") for span in places[1:4])
        rule = rules.UNDESCRIBED_TYPE if name in used else rules.UNDESCRIBED_INSTANCE_TYPE
        findings.append(rule.at(places[0], related=related, subject=name, type=name))
        if name in used:
            schemas[name] = Schema(name, places[0], missing=True)
    return Types(schemas, enums)


def _used(operations: Iterable[Operation], schemas: Iterable[Schema]) -> Iterator[str]:
    """Yield the names of types that operations and schemas refer to."""
    for operation in operations:
        for parameter in operation.parameters:
            yield from _names(parameter.type)
        bodies = (operation.body.content if operation.body else (), *(r.content for r in operation.responses))
        for content in chain(*bodies):
            for type_ in content.shape.types:
                yield from _names(type_)
            yield from _names_of(content.shape.properties)
    for schema in schemas:
        yield schema.base
        yield from _names_of(schema.properties)


def _names_of(properties: Iterable[Property]) -> Iterator[str]:
    for prop in properties:
        yield from _names(prop.type)
        yield from _names_of(prop.members)


def _names(type_: Type) -> Iterator[str]:
    yield type_.name
    for other in type_.alternatives:
        yield from _names(other)


def _by_name(described: Sequence[Described]) -> dict[str, list[Described]]:
    out: dict[str, list[Described]] = defaultdict(list)
    for part in described:
        out[part.name].append(part)
    return out


def member(fact: MemberFact) -> Member:
    """Return a listed member."""
    return Member(fact.name, fact.value, fact.description, fact.span)


def _enums(pages: Sequence[PageFacts], index: Index) -> dict[str, Enum]:
    """Return the enumerations that tables list; tables of one name are united."""
    out: dict[str, Enum] = {}
    for page in pages:
        for fact in page.enums:
            name = index.described[qualify(fact.name, page.namespace).lower()]
            out[name] = _united(out.get(name), name, fact)
    return out


def _united(known: Enum | None, name: str, fact: EnumFact) -> Enum:
    members = {m.name: m for m in known.members} if known else {}
    for found in fact.members:
        members.setdefault(found.name, member(found))
    return Enum(
        name,
        tuple(members.values()),
        known.span if known else fact.span,
        fact.flags or bool(known and known.flags),
        (known.description if known else "") or fact.description,
    )


def _merge(
    name: str,
    parts: Sequence[tuple[PageFacts, ResourceFact]],
    index: Index,
    listed: Listed,
    findings: list[Diagnostic],
) -> Schema:
    """Return one schema from all pages about a type: the union of their properties, the first statement wins."""
    parts = sorted(parts, key=lambda part: (not part[1].has_table, part[0].name))
    properties: dict[str, Property] = {}
    for page, resource in parts:
        for row in resource.properties:
            found = property_of(row, page, index, listed, findings)
            known = properties.get(row.name)
            if known is None:
                properties[row.name] = found
            elif known.type != found.type and known.span.path != found.span.path:
                findings.append(_contradiction(name, known, found))
    folded = {p.lower() for p in properties}
    for page, resource in parts:
        shape = resource.representation
        if shape is None:
            continue
        for extra in schema_from_example.properties(_telling(shape.value, folded), shape.span, page, index):
            if extra.name.lower() not in folded:
                properties[extra.name] = extra
                folded.add(extra.name.lower())
    first = parts[0][1]
    key = next((r.key for _, r in parts if r.key), "")
    base = _base(name, parts, index)
    return Schema(
        name=name,
        span=first.span,
        description=next((r.description for _, r in parts if r.description), ""),
        base=base,
        properties=tuple([msgspec.structs.replace(p, key=True) if p.name == key else p for p in properties.values()]),
        key=key,
        open=any(r.open for _, r in parts),
        abstract=any(r.abstract for _, r in parts),
        deprecated=all(r.deprecated for _, r in parts),
    )


def _telling(value: Any, known: Collection[str]) -> Any:
    """Return a value without the members that can neither add a property nor name a type."""
    if not isinstance(value, dict):
        return value
    return {
        name: inner
        for name, inner in value.items()
        if isinstance(inner, (dict, list)) or not isinstance(name, str) or name.lower() not in known
    }


def _contradiction(name: str, known: Property, found: Property) -> Diagnostic:
    return rules.CONTRADICTING_TYPES.at(
        found.span,
        related=(Related(known.span, "stated here"),),
        subject=f"{name}.{known.name}",
        name=known.name,
        first=words(found.type),
        second=words(known.type),
    )


def words(type_: Type) -> str:
    """Return a type in a few words, for messages."""
    one = type_.name or (f"{type_.type} ({type_.format})" if type_.format else type_.type or "anything")
    return f"a collection of {one}" if type_.collection else one


def _base(name: str, parts: Sequence[tuple[PageFacts, ResourceFact]], index: Index) -> str:
    """Return the base type: of a sentence, the annotation and the rows, the one that the others are bases of."""
    found: dict[str, tuple[TypeFact, PageFacts]] = {}
    for page, resource in parts:
        for fact in resource.bases:
            full = index.named(fact, page)
            if full != name and not (fact.weak and full.lower() not in index.described):
                found.setdefault(full, (fact, page))
    if not found:
        return ""
    # A described type counts before one that no page describes, of those a name in full before the text of a link.
    order = sorted(found, key=lambda full: (full.lower() not in index.described, "." not in found[full][0].name))
    above = {index.named(base, p) for full in found for p, r in index.resources.get(full, ()) for base in r.bases}
    nearest = next((full for full in order if full not in above), order[0])
    return index.resolve(*found[nearest]).name  # only the one that counts may be missed


def property_of(
    row: PropertyFact,
    page: PageFacts,
    index: Index,
    listed: Listed,
    findings: list[Diagnostic],
) -> Property:
    """Return a row with its type resolved; values of a type without a page are noted in ``listed``."""
    type_ = index.resolve(row.type, page) if row.type else Type()
    if row.members and not type_.name:
        type_ = Type("object", collection=type_.collection)
    if row.type is None:
        findings.append(rules.MISSING_TYPE.at(row.name_span, name=row.name, subject=row.name))
    values = tuple(map(member, row.values)) if row.values else ()
    if type_.name and type_.name in index.missing and values:
        for value in values:
            listed.setdefault(type_.name, {}).setdefault(value.name, value)
    all_listed = row.values_closed and dialects.load(page.dialect).document.string_values == "closed"
    closed = bool(row.type and row.type.enumeration) or all_listed
    return Property(
        name=row.name,
        type=type_,
        span=row.span,
        description=row.description,
        required=row.required,
        read_only=row.read_only,
        write_only=row.write_only,
        nullable=row.nullable,
        deprecated=row.deprecated,
        navigation=row.navigation,
        key=row.key,
        default=row.default,
        values=values if not type_.name else (),
        closed=closed,
        minimum=row.minimum,
        maximum=row.maximum,
        max_items=row.max_items,
        max_length=row.max_length,
        options=row.options,
        members=tuple([property_of(inner, page, index, listed, findings) for inner in row.members])
        if row.members
        else (),
    )


def _with_values(schema: Schema, parts: Sequence[Described]) -> Schema:
    """Return a schema whose enumerations without values have those that the table of a request body lists."""
    listed = {row.name: row.values for part in parts for row in part.rows if row.values}
    if not any(p.closed and not p.values and not p.type.name and p.name in listed for p in schema.properties):
        return schema
    properties = tuple(
        msgspec.structs.replace(p, values=tuple(map(member, listed[p.name])))
        if p.closed and not p.values and not p.type.name and p.name in listed
        else p
        for p in schema.properties
    )
    return msgspec.structs.replace(schema, properties=properties)


def _from_bodies(
    name: str,
    parts: Sequence[Described],
    index: Index,
    listed: Listed,
    findings: list[Diagnostic],
) -> Schema:
    """Return a schema for a type without a page, from the tables of request bodies, else from examples."""
    tabled = [p for p in parts if p.rows]
    properties: dict[str, Property] = {}
    bases: list[str] = []
    for part in tabled:
        for row in part.rows:
            found = property_of(row, part.page, index, listed, findings)
            if row.inherited_from:
                base = index.resolve(row.inherited_from, part.page).name
                bases.append(base)
            properties.setdefault(row.name, msgspec.structs.replace(found, required=False))
    if not tabled:
        for part in parts:
            for extra in schema_from_example.properties(part.sample, part.span, part.page, index):
                properties.setdefault(extra.name, extra)
        findings.append(rules.INFERRED_SCHEMA.at(parts[0].span, type=name, subject=name))
    nearest = [b for b in dict.fromkeys(bases) if b != name]
    return Schema(
        name,
        parts[0].span,
        base=nearest[-1] if nearest else "",
        properties=tuple(properties.values()),
        inferred=not tabled,
    )


def _without_cycles(schemas: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the schemas without a base that leads back to its own type."""
    out = dict(schemas)
    for name in sorted(schemas):
        seen = {name}
        here = out[name]
        while here.base and here.base in out:
            if here.base in seen:
                out[here.name] = msgspec.structs.replace(here, base="")
                break
            seen.add(here.base)
            here = out[here.base]
    return out


def _without_inherited(schema: Schema, types: Types, findings: list[Diagnostic]) -> Schema:
    """Return a schema without the properties that its base types have; a contradiction is told, the base wins."""
    inherited: dict[str, Property] = {}
    for owner in types.ancestors(schema.name):
        for prop in types.schemas[owner].properties if owner in types.schemas else ():
            inherited.setdefault(prop.name.lower(), prop)
    if not inherited:
        return schema
    own = []
    for prop in schema.properties:
        above = inherited.get(prop.name.lower())
        if above is None:
            own.append(prop)
        elif above.type != prop.type and prop.type != Type():
            findings.append(_contradiction(schema.name, above, prop))
    return msgspec.structs.replace(schema, properties=tuple(own))
