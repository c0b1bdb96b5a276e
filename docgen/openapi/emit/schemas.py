"""Emits Schema Objects for the types, properties and bodies of an Api."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from docgen.model.api import Api, Array, Collection, Object, One, Sample, Shape, Stream, Value
from docgen.model.samples import Nullable, are_names, united
from docgen.model.types import Enum, Member, Property, Schema, Type
from docgen.names import folded, is_value, value_key
from docgen.openapi.document import NOT_NULL, OPTIONAL, UNPLACED
from docgen.openapi.emit import failures
from docgen.openapi.emit.component_names import Names
from docgen.openapi.emit.options import TARGETS, Options, any_of
from docgen.openapi.emit.origins import Node, Spans
from docgen.openapi.emit.profiles import PROFILES
from docgen.openapi.emit.values import counted, default_of, example_of, limits, with_example

_ANNOTATION = re.compile(r"/|^\$")  # in the names that OData gives a meaning
_TEXT_MEDIA = re.compile(r"^text/|json$")
_CHOOSING = frozenset({"oneOf", "anyOf", "allOf"})


class Emitter:
    """Writes schemas for one Api and target; collects the shared collection schemas that are needed."""

    def __init__(self, api: Api, options: Options, spans: Spans) -> None:
        self.api = api
        self.options = options
        self.spans = spans
        self.target = TARGETS[options.version]
        self.profile = PROFILES[options.profile]
        self.names = Names(api, options.schema_names)
        self.bases = frozenset(schema.base for schema in api.schemas)
        self.extended: set[str] = set()  # types of which requests require members
        self.referred: set[str] = set()  # types of which something is: a body, a property, a parameter
        self.extensions = api.form.extensions
        self.failures = {name: self.names.free(self.names.qualified(name)) for name in api.form.failure.types}
        self.wrappers: dict[str, Node] = {}

    # -- components

    def components(self) -> dict[str, Node]:
        """Return the schema of every type and enumeration, by component key."""
        out = {self.names.key(s.name): self.schema(s) for s in self.api.schemas}
        out.update({self.names.key(e.name): self.enum(e) for e in self.api.enums})
        if self.options.discriminator or self.profile.discriminator:
            self._discriminate(out)
        return out

    def failure(self) -> dict[str, Any]:
        """Return the schema of what a failure answers with where its page does not say it; {} where nothing does."""
        body = self.api.form.failure.body
        if not body:
            return {}
        if self.failures[body] not in self.wrappers:
            self.wrappers.update(failures.types(self.api.dialect, self.failures))
        return {"$ref": f"#/components/schemas/{self.failures[body]}"}

    def _discriminate(self, components: dict[str, Node]) -> None:
        """Let each type that stands for those derived from it name all of them."""
        member = self.api.form.type_member
        derived: dict[str, list[str]] = {}
        for schema in self.api.schemas:
            base = self._standing_for(schema)
            if base:
                derived.setdefault(base, []).append(schema.name)
        for base, names in derived.items() if member else ():
            node = components[self.names.key(base)]
            mapping = {f"#{name}": self.reference(name) for name in names}
            node.setdefault("properties", {}).setdefault(member, {"type": "string"})
            node["discriminator"] = {"propertyName": member, "mapping": mapping}
        if member and not self.profile.discriminator:
            for name in filter(None, sorted(self.bases | self.extended)):
                self._settable(components[self.names.key(name)])

    def _standing_for(self, schema: Schema) -> str:
        """Return the base that may stand for a type, "" for none: the farthest that something other is of, or itself.

        Bases of which nothing is stay as they are: generated code reads no answer of a derived type that leaves its
        type out where its base has a discriminator, and true answers do.
        """
        lineage = self.api.types.lineage(schema.name)
        if self.profile.discriminator:
            return lineage[-1].name if schema.base else ""
        found = [one.name for one in lineage if one.name in self.bases and one.name in self.referred]
        return found[-1] if found and not schema.abstract else ""

    @staticmethod
    def _settable(node: Node) -> None:
        """Let all members of a base type be written: who inherits a field cannot set one that may only be read."""
        for part in (node, *node.get("allOf", ())):
            for prop in part.get("properties", {}).values():
                prop.pop("readOnly", None)

    def schema(self, schema: Schema) -> Node:
        """Return the schema of a type: an object, or a base with what is added to it."""
        if schema.value is not None:
            return self._of_value(schema, schema.value)
        own: Node = {"type": "object"}
        every = _offered(schema.properties)
        plain = [self._unlisted(prop, schema) for prop in every if prop.choice is None]
        properties = self.properties(plain)
        if schema.open:
            own["additionalProperties"] = True
        is_object = not schema.missing or schema.name in self.bases  # a missing type may be an enumeration
        if not schema.base and self.api.form.type_member and is_object:
            properties.setdefault(self.api.form.type_member, {"type": "string"})
        if properties:
            own["properties"] = properties
        required = [p.name for p in self._written(every) if p.required and p.name in properties]
        if required and self.api.form.types_require:
            own["required"] = required
        own.update(self._chosen(every))
        node = self.spans.node(schema.span)
        parts = [{"$ref": self.reference(name)} for name in (schema.base, *schema.includes) if name]
        if parts:
            node["allOf"] = [*parts, own] if len(own) > 1 or schema.base else parts
        else:
            node.update(own)
        self._tell(node, schema)
        return node

    def _tell(self, node: Node, schema: Schema) -> None:
        """Add what is said of a type as a whole."""
        if schema.description:
            node["description"] = schema.description
        if self.names.is_short(schema.name):
            node["x-docgen-name"] = schema.name
        if schema.deprecated:
            node["deprecated"] = True
        if schema.base and self.api.form.type_member:
            node[self.extensions.discriminator_value] = f"#{schema.name}"
        if schema.abstract:
            node["x-docgen-abstract"] = True
        if schema.missing:
            node["x-docgen-missing"] = True
        if schema.inferred:
            node["x-docgen-inferred"] = True

    def _of_value(self, schema: Schema, value: Type) -> Node:
        """Return the schema of a type that is no object of its own: an array, a plain type, another type."""
        node = self.spans.node(schema.span)
        told = self.type(value)
        node.update({"allOf": [told]} if "$ref" in told else told)
        self._tell(node, schema)
        return node

    def _unlisted(self, prop: Property, schema: Schema) -> Property:
        """Return a property; its values are only told where generated code would name them as another type is named."""
        if prop.closed and prop.values and self.names.is_taken(f"{self.names.key(schema.name)}.{prop.name}"):
            return msgspec.structs.replace(prop, closed=False)
        return prop

    def enum(self, enum: Enum) -> Node:
        """Return the schema of an enumeration."""
        plain = {"type": enum.type or "string"}
        node = self.spans.node(enum.span, **self.listing(plain, enum.members))
        if enum.description:
            node["description"] = enum.description
        if self.names.is_short(enum.name):
            node["x-docgen-name"] = enum.name
        values = [
            {"value": m.name if not enum.type else default_of(plain, m.name), "name": m.name, **_about(m)}
            for m in enum.members
        ]
        evolvable = self.api.form.future_value in {m.name for m in enum.members}
        if evolvable or any("description" in v for v in values):
            short = enum.name.rsplit(".", 1)[-1]
            node[self.extensions.enumeration] = {"name": short, "modelAsString": evolvable, "values": values}
        if enum.flags:
            node[self.extensions.flags] = {"isFlags": True}
        return node

    def properties(self, properties: Sequence[Property]) -> dict[str, Any]:
        """Return properties by name; of names that differ in letter case or punctuation only the first."""
        return {prop.name: self.property(prop) for prop in self._written(properties)}

    def _object(self, properties: Sequence[Property], *, requires: bool = True) -> dict[str, Any]:
        """Return the schema of an object without a name."""
        properties = _offered(properties)
        plain = [prop for prop in properties if prop.choice is None]
        required = [prop.name for prop in self._written(plain) if prop.required] if requires else []
        chosen = self._chosen(properties)
        out: dict[str, Any] = {"type": "object"}
        if plain or not chosen:
            out["properties"] = self.properties(plain)
        return {**out, **({"required": required} if required else {}), **chosen}

    def _chosen(self, properties: Sequence[Property]) -> dict[str, Any]:
        """Return what a schema says of members of which others may stand in their place: the alternatives, one each.

        An object that holds one of them may hold none of another; where an alternative requires nothing, nobody could
        tell which of them an object is, and any will do.
        """
        offered: dict[int, dict[int, list[Property]]] = {}
        for prop in properties:
            if prop.choice:
                offered.setdefault(prop.choice[0], {}).setdefault(prop.choice[1], []).append(prop)
        choices = []
        for alternatives in offered.values():
            alone = [[msgspec.structs.replace(p, choice=None) for p in found] for found in alternatives.values()]
            parts = [self._object(_must(found)) for found in alone]
            choices.append({"oneOf" if all("required" in part for part in parts) else "anyOf": parts})
        return {"allOf": choices} if len(choices) > 1 else choices[0] if choices else {}

    def _written(self, properties: Iterable[Property]) -> Iterator[Property]:
        taken: set[str] = set()
        for prop in properties:
            if prop.navigation and not self.options.navigation:
                continue
            name = prop.name
            same = folded(name)
            is_marked = self.api.form.type_member and _ANNOTATION.search(name)
            if not same or same in taken or is_marked or self.api.form.is_annotation(name):
                continue
            taken.add(same)
            yield prop

    def _has(self, name: str) -> frozenset[str]:
        """Return the names of the own and inherited properties that the schema of a type has."""
        lineage = self.api.types.lineage(name)
        return frozenset([prop.name for schema in lineage for prop in self._written(schema.properties)])

    # -- parts

    def reference(self, name: str) -> str:
        """Return the reference to a type's component."""
        return f"#/components/schemas/{self.names.key(name)}"

    def property(self, prop: Property) -> Node:
        """Return the schema of a property, with what is said of it."""
        schema = self._nullable(prop, self._of_property(prop))
        about: dict[str, Any] = {}
        example = example_of(schema, prop.example)
        if prop.description or (prop.example and example is None):
            about["description"] = with_example(prop.description, prop.example if example is None else "")
        if prop.read_only:
            about["readOnly"] = True
        if prop.write_only and not prop.read_only:
            about["writeOnly"] = True
        if prop.deprecated:
            about["deprecated"] = True
        if prop.unfinished:
            about["x-docgen-missing"] = True
        if prop.navigation:
            about[self.extensions.navigation] = True
        if prop.key:
            about["x-docgen-key"] = True
        if example is not None:
            about["example"] = example
        if prop.inferred:
            about["x-docgen-inferred"] = True
        if prop.options:
            about["x-docgen-query-options"] = list(prop.options)
        if "$ref" in schema and about:
            schema = {"allOf": [schema]}
        node = self.spans.node(prop.span, **schema, **about)
        self._remark(node, prop)
        return node

    def _remark(self, node: Node, prop: Property) -> None:
        """Keep what is said of a property and no schema holds."""
        said = ((OPTIONAL, prop.optional), (UNPLACED, prop.unplaced), (NOT_NULL, prop.nullable is False))
        self.spans.remark(node, *(remark for remark, holds in said if holds))

    def _of_property(self, prop: Property) -> dict[str, Any]:
        type_ = prop.type
        if prop.members:
            item = self._object(prop.members, requires=self.api.form.types_require)
        elif prop.values and not type_.name and type_.type in ("string", ""):
            item = self.listed(prop.values, closed=prop.closed and bool(type_.type), form=type_.format)
        elif prop.values and prop.closed and not type_.name and not type_.alternatives:
            item = counted(self.one(type_), prop.values)
        else:
            item = self.one(type_)
        if prop.open and item.get("type") == "object":
            item.setdefault("additionalProperties", True)
        if not type_.collection:
            return limits(item, prop)
        out: dict[str, Any] = {"type": "array", "items": item}
        if prop.max_items is not None:
            out["maxItems"] = prop.max_items
        return out

    def _nullable(self, prop: Property, schema: dict[str, Any]) -> dict[str, Any]:
        if not prop.nullable:
            return schema
        if "$ref" in schema:
            return self.target.nullable_reference(schema)
        return self.target.nullable(schema)

    def type(self, type_: Type) -> dict[str, Any]:
        """Return the schema of a type, collections as arrays."""
        item = self.one(type_)
        return {"type": "array", "items": item} if type_.collection else item

    def one(self, type_: Type) -> dict[str, Any]:
        """Return the schema of one item of a type, which may be an array itself."""
        item = self._single(type_)
        for _ in range(type_.depth):
            item = {"type": "array", "items": item}
        return item

    def _single(self, type_: Type) -> dict[str, Any]:
        if type_.alternatives:
            first = Type(type_.type, type_.format, type_.name, entries=type_.entries)
            parts = [self.one(first), *map(self.type, type_.alternatives)]
            if type_.together:
                return {"allOf": parts}
            # What is one value or many is best sent as many: some generators take the first of alternatives only.
            return any_of(sorted(parts, key=lambda part: part.get("type") != "array"))
        if type_.name:
            self.referred.add(type_.name)
            return {"$ref": self.reference(type_.name)}
        if type_.entries:
            return {"type": "object", "additionalProperties": self.type(type_.entries)}
        out: dict[str, Any] = {}
        if type_.type:
            out["type"] = type_.type
        if type_.format:
            # Inside JSON bytes are text; generators take ``binary`` for the bytes of a whole body.
            out["format"] = "base64url" if type_.format == "binary" else type_.format
        return self.profile.plain(out)

    def listed(self, members: Iterable[Member], *, closed: bool, form: str = "") -> dict[str, Any]:
        """Return a string with the values that it may have.

        Spellings that differ in letter case and punctuation alone are one value, the first of them: generators cannot
        tell them apart. All are told beside it, as are values that generators cannot take at all.
        """
        values = list(dict.fromkeys(m.name for m in members))
        distinct: dict[str, str] = {}
        for value in values:
            distinct.setdefault(value_key(value), value)
        out: dict[str, Any] = {"type": "string"}
        if form:
            out["format"] = form
        if values and closed and all(map(is_value, values)):
            out["enum"] = list(distinct.values())
        if values and out.get("enum") != values:
            out["x-docgen-known-values"] = values
        return out

    def listing(self, schema: dict[str, Any], members: Sequence[Member]) -> dict[str, Any]:
        """Return the schema of a plain type, or of an array of it, with the values that it may have."""
        if schema.get("type") == "string":
            return self.listed(members, closed=True)
        if schema.get("type") == "array":
            return {**schema, "items": self.listing(schema["items"], members)}
        return counted(schema, members)

    # -- bodies

    def body(self, shape: Shape) -> dict[str, Any]:
        """Return the schema of a request or response body."""
        match shape:
            case Stream():
                return {"type": "string", "format": "binary"}
            case Collection():
                return self._collection(shape)
            case One():
                return self._alternatives([self._requiring(type_, shape.required) for type_ in shape.types])
            case Array():
                return {"type": "array", "items": self._alternatives(list(map(self.one, shape.types)))}
            case Value():
                member, inner = self.api.form.collection_member, self.type(shape.types[0])
                return {"type": "object", "properties": {member: inner}} if member else inner
            case Object():
                out = self._object(shape.properties)
                return {"type": "array", "items": out} if shape.many else out
            case Sample():
                return self.sampled(shape.value)

    def bodies(self, shape: Shape, name: str, media_types: Sequence[str], *, shared: bool) -> list[dict[str, Any]]:
        """Return the schema of a body, once for each of its media types; an object without a name gets the given one.

        Else a generator would name it, and another one after the next change of the pages. With ``shared`` it becomes
        a component; else its title is the name, which generators take as well.
        """
        if isinstance(shape, Stream) and not shared:
            return [{"type": "string"} if _TEXT_MEDIA.search(media) else self.body(shape) for media in media_types]
        in_parts = [media.startswith("multipart/") for media in media_types]
        schemas = [_of_parts(self.body(shape)) if parts else self.body(shape) for parts in in_parts]
        items = [schema.get("items", {}) if schema.get("type") == "array" else schema for schema in schemas]
        if (
            not self.api.form.names_bodies
            or not isinstance(shape, Object | Sample | Value)
            or not (items[0].get("properties") or items[0].keys() & _CHOOSING)
        ):
            return schemas
        title = f"{name}Item" if items[0] is not schemas[0] else name
        is_component = shared and len(set(in_parts)) == 1
        key = self.names.free(self.names.qualified(title) if is_component else title)
        if is_component:
            self.wrappers[key] = items[0]
            named = [{"$ref": f"#/components/schemas/{key}"} for _ in items]
        else:
            named = [{"title": key, **item} for item in items]
        return [{"type": "array", "items": one} for one in named] if items[0] is not schemas[0] else named

    @staticmethod
    def _alternatives(parts: list[dict[str, Any]]) -> dict[str, Any]:
        return parts[0] if len(parts) == 1 else any_of(parts)

    def _requiring(self, type_: Type, names: Sequence[str]) -> dict[str, Any]:
        """Return the schema of a type with those of its members required that are among some names."""
        schema = self.one(type_)
        has = self._has(type_.name) if names else frozenset()
        required = [name for name in names if name in has]
        if required and "$ref" in schema:
            # Members that are required stand in the part that requires them: beside allOf generators overlook them.
            own = {prop.name: prop for one in reversed(self.api.types.lineage(type_.name)) for prop in one.properties}
            self.extended.add(type_.name)
            members = {name: _without_values(self._of_property(own[name])) for name in required}
            return {"allOf": [schema, {"type": "object", "required": required, "properties": members}]}
        return schema

    def _collection(self, shape: Collection) -> dict[str, Any]:
        """Return the reference to a shared collection schema, made on first use."""
        if len(shape.types) > 1:
            return self._wrapper(any_of([self.one(t) for t in shape.types]))
        type_ = shape.types[0]
        key = self.names.wrapper(type_.name or self.names.qualified(type_.format or type_.type or "any"))
        if key not in self.wrappers:
            self.wrappers[key] = self._wrapper(self.one(type_))
        return {"$ref": f"#/components/schemas/{key}"}

    def _wrapper(self, item: dict[str, Any]) -> Node:
        form = self.api.form
        properties: dict[str, Any] = {name: {"type": "string"} for name in form.link_members}
        if form.count_member:
            properties[form.count_member] = {"type": "integer", "format": "int64"}
        properties[form.collection_member] = {"type": "array", "items": item}
        return {"type": "object", "properties": properties}

    def sampled(self, value: Any, depth: int = 0) -> dict[str, Any]:
        """Return the schema that a value shows, for bodies that nothing else describes."""
        if isinstance(value, Nullable):
            return self.target.nullable(self.sampled(value.value, depth))
        if isinstance(value, Type):
            return self.one(value)
        if isinstance(value, dict) and not are_names(value, self.api.form):
            inner = self.sampled(united(value.values()), depth + 1)
            return {"type": "object", "additionalProperties": inner, "x-docgen-inferred": True}
        if isinstance(value, dict) and depth < 8:
            properties: dict[str, Any] = {}
            taken: set[str] = set()
            for name, inner in value.items():
                if folded(name) and folded(name) not in taken and name != "$ref":
                    taken.add(folded(name))
                    properties[name] = self.sampled(inner, depth + 1)
            more = {"additionalProperties": True} if not all(map(folded, value)) else {}
            told = {"properties": properties} if properties else {}
            return {"type": "object", **told, **more, "x-docgen-inferred": True}
        if isinstance(value, list):
            return {"type": "array", "items": self.sampled(value[0], depth + 1) if value else {}}
        if isinstance(value, bool):
            return {"type": "boolean"}
        if isinstance(value, int):
            return {"type": "integer"}
        if isinstance(value, float):
            return {"type": "number"}
        return {"type": "string"} if isinstance(value, str) else {}


def _without_values(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a member that another part describes: two lists of values would become two types."""
    return {
        key: schema[key]
        for key in ("$ref", "type", "format", "items", "additionalProperties", "anyOf", "allOf")
        if key in schema
    }


def _offered(properties: Sequence[Property]) -> Sequence[Property]:
    """Return properties, those that nothing else can stand in the place of as any other that may be left out."""
    numbers: dict[int, set[int]] = {}
    for prop in properties:
        if prop.choice:
            numbers.setdefault(prop.choice[0], set()).add(prop.choice[1])
    alone = {offer for offer, found in numbers.items() if len(found) < 2}
    if not alone:
        return properties
    return [
        msgspec.structs.replace(prop, choice=None, required=False) if prop.choice and prop.choice[0] in alone else prop
        for prop in properties
    ]


def _must(alternative: Sequence[Property]) -> Sequence[Property]:
    """Return the members of an alternative; the only one must be there, unless the page says otherwise."""
    if len(alternative) > 1 or alternative[0].optional:
        return alternative
    return [msgspec.structs.replace(alternative[0], required=True)]


def _of_parts(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a form whose parts hold bytes as they are, and not as text."""
    properties = {name: _as_bytes(inner) for name, inner in schema.get("properties", {}).items()}
    return {**schema, "properties": properties} if properties else schema


def _as_bytes(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part of a form, or of several of one name: bytes as they are."""
    if schema.get("type") == "array":
        items = _as_bytes(schema["items"])
        return {**schema, "items": items} if items is not schema["items"] else schema
    return {**schema, "format": "binary"} if schema.get("format") in ("base64url", "byte") else schema


def _about(member: Member) -> dict[str, str]:
    return {"description": member.description} if member.description else {}
