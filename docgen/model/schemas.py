"""Merges what all pages say of a type into one schema or enumeration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic, Related, Severity
from docgen.extract.facts import EnumFact, PageFacts, PropertyFact, ResourceFact, TypeFact
from docgen.model import schema_from_example, shown_types
from docgen.model.api import Object, Operation, contents_of, types_of
from docgen.model.properties import Listed, member, property_of
from docgen.model.resolve import Resolver, qualify
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Enum, Property, Schema, Type
from docgen.names import folded
from docgen.near import nearest
from docgen.source import Span


class Described(msgspec.Struct, frozen=True):
    """What a page about an operation says of a type: rows of a request body, or an example."""

    name: str
    page: PageFacts
    span: Span
    rows: tuple[PropertyFact, ...] = ()
    sample: object = None


def build(
    pages: Sequence[PageFacts],
    described: Sequence[Described],
    resolver: Resolver,
    listed: Listed,
    findings: list[Diagnostic],
) -> TypeHierarchy:
    """Return the types that pages describe. ``listed`` collects the values of types that only rows list."""
    enums = _enums(pages, resolver)
    schemas: dict[str, Schema] = {}
    for name in sorted(set(resolver.resources) - set(enums)):
        schemas[name] = _merge(name, resolver.resources[name], resolver, listed, findings)
        findings.extend(_differing(resolver.resources[name]))
    for name, parts in sorted(_by_name(described).items()):
        if name in schemas:
            schemas[name] = _with_shown(_with_values(schemas[name], parts), parts, resolver)
        elif name not in enums:
            schemas[name] = _from_bodies(name, parts, resolver, listed, findings)
    called = {folded(name): enum for name, enum in enums.items()}
    schemas = {name: _with_enumerations(schema, called) for name, schema in schemas.items()}
    types = TypeHierarchy(_without_cycles(schemas), enums)
    findings.extend(_contradicting_bases(resolver, types))
    shapes = (resource.representation for parts in resolver.resources.values() for _, resource in parts)
    shown = frozenset(shape.span for shape in shapes if shape)
    own = {name: _without_inherited(schema, types, shown, findings) for name, schema in types.schemas.items()}
    return TypeHierarchy(own, enums, frozenset(map(str.lower, resolver.resources)))


def _with_enumerations(schema: Schema, enums: Mapping[str, Enum]) -> Schema:
    """Return a schema whose listed values are those of the enumeration that is called like the type and the property.

    Generators call the type of such values so, and cannot have both. ``enums`` are by their folded names.
    """
    if not any(prop.closed and prop.values for prop in schema.properties):
        return schema

    def named(prop: Property) -> Property:
        enum = enums.get(folded(f"{schema.name}.{prop.name}")) if prop.closed and prop.values else None
        if enum is None or not {v.name for v in prop.values} <= {m.name for m in enum.members}:
            return prop
        return msgspec.structs.replace(prop, type=Type(name=enum.name, collection=prop.type.collection), values=())

    return msgspec.structs.replace(schema, properties=tuple(map(named, schema.properties)))


def complete(
    types: TypeHierarchy,
    resolver: Resolver,
    listed: Listed,
    operations: Sequence[Operation],
    findings: list[Diagnostic],
) -> TypeHierarchy:
    """Return the types with those that are named but described nowhere: listed values, or a stand-in and a finding.

    Only what operations or other types refer to gets a stand-in.
    """
    schemas, enums = dict(types.schemas), dict(types.enums)
    for name in sorted(listed):
        if name not in schemas and name not in enums:
            first = next(iter(listed[name].values()))
            enums[name] = Enum(name, tuple(listed[name].values()), first.span)
    used = frozenset(_used(operations, types.schemas.values()))
    texts = frozenset(_of_texts(operations))
    for name, places in sorted(resolver.missing.items()):
        if name in schemas or name in enums:
            continue
        others = [*dict.fromkeys(places)][1:4]
        related = tuple(Related(span, "also named here") for span in others)
        rule = rules.UNDESCRIBED_TYPE if name in used else rules.UNDESCRIBED_INSTANCE_TYPE
        if name not in resolver.external:
            # A section that is only words misleads nobody who reads it.
            severity = Severity.INFO if name in resolver.in_words else None
            findings.append(rule.at(places[0], related=related, subject=name, type=name, severity=severity))
        if name in used:
            schemas[name] = Schema(name, places[0], missing=True, value=Type("string") if name in texts else None)
    return TypeHierarchy(schemas, enums, types.described)


def _of_texts(operations: Iterable[Operation]) -> Iterator[str]:
    """Yield the names of types whose values are sent as one text: a part of the path, a header, a cookie."""
    for operation in operations:
        for parameter in operation.parameters:
            if parameter.location != "query":
                yield from _names(parameter.type)


def _used(operations: Iterable[Operation], schemas: Iterable[Schema]) -> Iterator[str]:
    """Yield the names of types that operations and schemas refer to."""
    for operation in operations:
        headers = (response.headers for response in operation.responses)
        for parameter in chain(operation.parameters, *headers):
            yield from _names(parameter.type)
        for content in contents_of(operation):
            for type_ in types_of(content.shape):
                yield from _names(type_)
            if isinstance(content.shape, Object):
                yield from _names_of(content.shape.properties)
    for schema in schemas:
        yield schema.base
        yield from schema.includes
        yield from _names(schema.value) if schema.value else ()
        yield from _names_of(schema.properties)


def _names_of(properties: Iterable[Property]) -> Iterator[str]:
    for prop in properties:
        yield from _names(prop.type)
        yield from _names_of(prop.members)


def _names(type_: Type) -> Iterator[str]:
    yield type_.name
    for other in (*type_.alternatives, type_.entries):
        yield from _names(other) if other else ()


def _by_name(described: Sequence[Described]) -> dict[str, list[Described]]:
    out: dict[str, list[Described]] = defaultdict(list)
    for part in described:
        out[part.name].append(part)
    return out


def _enums(pages: Sequence[PageFacts], resolver: Resolver) -> dict[str, Enum]:
    """Return the enumerations that tables list; tables of one name are united."""
    out: dict[str, Enum] = {}
    for page in pages:
        for fact in page.enums:
            name = resolver.described[qualify(fact.name, page.namespace).lower()]
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
        (known.type if known else "") or fact.type,
    )


def _merge(
    name: str,
    parts: Sequence[tuple[PageFacts, ResourceFact]],
    resolver: Resolver,
    listed: Listed,
    findings: list[Diagnostic],
) -> Schema:
    """Return one schema from all pages about a type: the union of their properties, the first statement wins."""
    parts = sorted(parts, key=lambda part: (not part[1].has_table, part[0].name))
    properties: dict[str, Property] = {}
    for page, resource in parts:
        shown = shown_types.of_body(resource.representation)
        for row in resource.properties:
            found = property_of(row, page, resolver, listed, findings, shown.get(row.name))
            known = properties.get(row.name)
            if known is None:
                properties[row.name] = found
            elif known.type != found.type and known.span.path != found.span.path:
                findings.append(_contradiction(name, known, found))
    if not any(resource.value for _, resource in parts):
        _add_shown(properties, parts, resolver)
    first = parts[0][1]
    key = next((r.key for _, r in parts if r.key), "")
    base = _base(name, parts, resolver)
    included = [resolver.resolve(fact, page).name for page, r in parts for fact in r.includes]
    stated = next(((r.value, page) for page, r in parts if r.value), None) if not properties and not included else None
    return Schema(
        name=name,
        span=first.span,
        description=next((r.description for _, r in parts if r.description), ""),
        base=base,
        properties=tuple([msgspec.structs.replace(p, key=True) if p.name == key else p for p in properties.values()]),
        key=key,
        open=any(r.open or _shows_any(r, page, resolver) for page, r in parts),
        abstract=any(r.abstract for _, r in parts),
        deprecated=all(r.deprecated for _, r in parts),
        inferred=_is_inferred(parts, resolver),
        value=resolver.resolve(*stated) if stated else None,
        includes=tuple(one for one in dict.fromkeys(included) if one not in ("", name, base)),
    )


def _add_shown(
    properties: dict[str, Property], parts: Sequence[tuple[PageFacts, ResourceFact]], resolver: Resolver
) -> None:
    """Add the members that representations of a type show and no row describes."""
    folded = {p.lower() for p in properties}
    for page, resource in parts:
        shape = resource.representation
        if shape is None:
            continue
        marked = resource.has_table and resolver.dialect(page).document.examples_add
        for extra in schema_from_example.properties(_telling(shape.value, folded), shape.span, page, resolver):
            if extra.name.lower() not in folded:
                properties[extra.name] = msgspec.structs.replace(extra, inferred=True) if marked else extra
                folded.add(extra.name.lower())


def _shows_any(resource: ResourceFact, page: PageFacts, resolver: Resolver) -> bool:
    shape = resource.representation
    return shape is not None and schema_from_example.is_open(shape.value, resolver.dialect(page).document)


def _is_inferred(parts: Sequence[tuple[PageFacts, ResourceFact]], resolver: Resolver) -> bool:
    """Tell whether only examples show a type, which say less than a representation of it."""
    page, _ = parts[0]
    shown = any(r.representation is not None for _, r in parts) and not any(r.has_table for _, r in parts)
    return shown and resolver.dialect(page).document.examples_add


def _telling(value: Any, known: Collection[str]) -> Any:
    """Return a value without the members that can neither add a property nor name a type."""
    if not isinstance(value, dict):
        return value
    return {
        name: inner
        for name, inner in value.items()
        if isinstance(inner, (dict, list)) or str(name).lower() not in known
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


def _base(name: str, parts: Sequence[tuple[PageFacts, ResourceFact]], resolver: Resolver) -> str:
    """Return the base type: of a sentence, the annotation and the rows, the one that the others are bases of."""
    found: dict[str, tuple[TypeFact, PageFacts]] = {}
    for page, resource in parts:
        for fact in resource.bases:
            full = resolver.named(fact, page)
            if full != name and not (fact.weak and full.lower() not in resolver.described):
                found.setdefault(full, (fact, page))
    if not found:
        return ""
    above = {resolver.named(base, p) for full in found for p, r in resolver.resources.get(full, ()) for base in r.bases}
    nearest = next((full for full in found if full not in above), next(iter(found)))
    if nearest.lower() not in resolver.described:  # the same name in full says more than the text of a link
        short = nearest.rpartition(".")[2].lower()
        same = [full for full in found if full.rpartition(".")[2].lower() == short]
        nearest = next((full for full in same if "." in found[full][0].name), nearest)
    return resolver.resolve(*found[nearest]).name  # only the one that counts may be missed


def _differing(parts: Sequence[tuple[PageFacts, ResourceFact]]) -> Iterator[Diagnostic]:
    """Yield the pages that give a type other properties than the first page of their family about it."""
    first: dict[tuple[str, str], tuple[PageFacts, ResourceFact]] = {}
    for page, resource in parts:
        if not resource.properties:
            continue
        other, known = first.setdefault(page.family, (page, resource))
        if other.path != page.path and _names_in(resource) != _names_in(known):
            full = qualify(resource.name, page.namespace)
            yield rules.CONTRADICTING_PAGES.at(
                resource.span,
                related=(Related(known.span, "described here, too"),),
                type=full.rpartition(".")[2],
                page=other.name,
                subject=full,
            )


def _names_in(resource: ResourceFact) -> set[str]:
    return {row.name.lower() for row in resource.properties}


def _contradicting_bases(resolver: Resolver, types: TypeHierarchy) -> Iterator[Diagnostic]:
    """Yield, for each page about a type, the first base type that is neither above nor below the one stated first."""
    for page, resource in (part for parts in resolver.resources.values() for part in parts if len(part[1].bases) > 1):
        stated = [(fact, name) for fact in resource.bases if (name := resolver.named(fact, page)) in types.schemas]
        for fact, name in stated[1:]:
            first, known = stated[0]
            if not types.are_related(name, known):
                yield rules.CONTRADICTING_BASES.at(
                    fact.span,
                    related=(Related(first.span, "stated here"),),
                    name=resource.name.rpartition(".")[2],
                    first=name.rpartition(".")[2],
                    second=known.rpartition(".")[2],
                    subject=resource.name,
                )
                break


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


def _with_shown(schema: Schema, parts: Sequence[Described], resolver: Resolver) -> Schema:
    """Return a schema with the members that examples show besides, where the dialect says that there may be some.

    An example counts that shows mostly what is known, or all of that: another may have it inside a member. A name that
    differs in a letter or two from a known one is a slip of the example, and no member.
    """
    properties = {p.name.lower(): p for p in schema.properties}
    if schema.value or not properties:
        return schema
    known = frozenset(properties)
    for part in parts:
        if not isinstance(part.sample, dict) or not resolver.dialect(part.page).document.examples_add:
            continue
        given = {str(name).lower() for name in part.sample}
        if 2 * len(known & given) < min(len(known), len(given)):
            continue
        for extra in schema_from_example.properties(part.sample, part.span, part.page, resolver):
            if extra.name.lower() not in properties and nearest(extra.name.lower(), known - given):
                continue
            properties.setdefault(extra.name.lower(), msgspec.structs.replace(extra, inferred=True))
    if len(properties) == len(known):
        return schema
    return msgspec.structs.replace(schema, properties=tuple(properties.values()))


def _from_bodies(
    name: str,
    parts: Sequence[Described],
    resolver: Resolver,
    listed: Listed,
    findings: list[Diagnostic],
) -> Schema:
    """Return a schema for a type without a page, from the tables of request bodies, else from examples."""
    tabled = [p for p in parts if p.rows]
    properties: dict[str, Property] = {}
    bases: list[str] = []
    for part in tabled:
        for row in part.rows:
            found = property_of(row, part.page, resolver, listed, findings)
            if row.inherited_from:
                base = resolver.resolve(row.inherited_from, part.page).name
                bases.append(base)
            properties.setdefault(row.name, msgspec.structs.replace(found, required=False))
    if not tabled:
        for part in parts:
            for extra in schema_from_example.properties(part.sample, part.span, part.page, resolver):
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
    for name in sorted(schemas):
        schema = out[name]
        includes = tuple(one for one in schema.includes if name not in _within(one, out))
        value = schema.value
        if value and not value.collection and value.name and name in _within(value.name, out):
            value = Type()
        if includes != schema.includes or value is not schema.value:
            out[name] = msgspec.structs.replace(schema, includes=includes, value=value)
    return out


def _within(name: str, schemas: Mapping[str, Schema]) -> set[str]:
    """Return the names of the types that a type consists of, its own among them."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here in seen or here not in schemas:
            continue
        seen.add(here)
        schema = schemas[here]
        waiting += [schema.base, *schema.includes]
        if schema.value and not schema.value.collection:
            waiting += [schema.value.name, *(other.name for other in schema.value.alternatives)]
    return seen


def _without_inherited(
    schema: Schema, types: TypeHierarchy, shown: Collection[Span], findings: list[Diagnostic]
) -> Schema:
    """Return a schema without the properties that its base types have; a contradiction is told, the base wins.

    What a representation shows (at the places ``shown``) of an inherited property is an example of it, and contradicts
    nothing.
    """
    inherited: dict[str, Property] = {}
    for base in types.lineage(schema.name)[1:]:
        for prop in base.properties:
            inherited.setdefault(prop.name.lower(), prop)
    included = {name.lower() for one in schema.includes for name in types.members(one)}
    if included:
        own_first = tuple(p for p in schema.properties if not (p.inferred and p.name.lower() in included))
        schema = msgspec.structs.replace(schema, properties=own_first)
    if not inherited:
        return schema
    own = []
    for prop in schema.properties:
        above = inherited.get(prop.name.lower())
        if above is None:
            own.append(prop)
        elif above.type != prop.type and prop.type != Type() and prop.span not in shown:
            findings.append(_contradiction(schema.name, above, prop))
    return msgspec.structs.replace(schema, properties=tuple(own))
