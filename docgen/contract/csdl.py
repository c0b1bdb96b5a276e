"""Reads the metadata document of an OData service (CSDL in XML, version 4) into schemas, actions and functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.parsers import expat

import msgspec

from docgen.contract.operations import Api, Callable
from docgen.contract.parts import Part, Way
from docgen.errors import DocgenError
from docgen.source import Source, Span, line_starts

_DEEPEST = 50  # elements inside each other
_TYPES: dict[str, dict[str, Any]] = {
    "Binary": {"type": "string", "format": "base64url"},
    "Boolean": {"type": "boolean"},
    "Byte": {"type": "integer", "format": "uint8"},
    "Date": {"type": "string", "format": "date"},
    "DateTimeOffset": {"type": "string", "format": "date-time"},
    "Decimal": {"type": "number", "format": "decimal"},
    "Double": {"type": "number", "format": "double"},
    "Duration": {"type": "string", "format": "duration"},
    "Guid": {"type": "string", "format": "uuid"},
    "Int16": {"type": "integer", "format": "int16"},
    "Int32": {"type": "integer", "format": "int32"},
    "Int64": {"type": "integer", "format": "int64"},
    "SByte": {"type": "integer", "format": "int8"},
    "Single": {"type": "number", "format": "float"},
    "Stream": {"type": "string", "format": "binary"},
    "String": {"type": "string"},
    "TimeOfDay": {"type": "string", "format": "time"},
}
_ENTITY, _COMPLEX, _ENUM, _DEFINITION = "EntityType", "ComplexType", "EnumType", "TypeDefinition"
_READ_ONLY = ("Core.V1.Computed", "Core.V1.Immutable")
_DEPRECATED = ("Core.V1.Revisions", "Core.V1.Deprecated")
_DESCRIBED = ("Core.V1.Description", "Core.V1.LongDescription")


class _Element(msgspec.Struct, gc=False):
    tag: str
    attributes: dict[str, str]
    start: int
    children: list[_Element] = []

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def each(self, *tags: str) -> Iterator[_Element]:
        return (child for child in self.children if child.tag in tags)


def read(source: Source) -> Api:
    """Return what a metadata document says; raise DocgenError where it is none of version 4."""
    root = _parse(source)
    if root.tag != "Edmx" or not root.get("Version").startswith("4"):
        raise DocgenError(
            f"{source.path} is no OData CSDL of version 4 (an Edmx element, or JSON and YAML for OpenAPI)"
        )
    schemas = [schema for services in root.each("DataServices") for schema in services.each("Schema")]
    return _Reader(source, schemas).api()


def _parse(source: Source) -> _Element:
    """Return the root element; document types, and with them all entities, are refused."""
    text = source.text
    starts = line_starts(text)
    top = _Element("", {}, 0)
    open_elements = [top]
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > _DEEPEST:
            raise DocgenError(f"{source.path}: elements are nested more than {_DEEPEST} deep")
        # Offsets of expat count bytes; lines and columns are what is needed, and are as cheap.
        offset = starts[parser.CurrentLineNumber - 1] + parser.CurrentColumnNumber
        element = _Element(name.rpartition(" ")[2], attributes, offset)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_name: str) -> None:
        open_elements.pop()

    def refuse(*_args: object) -> int:
        raise DocgenError(f"{source.path}: a document type is declared, which is not read")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        problem = expat.errors.messages.get(error.code, "not well-formed")
        raise DocgenError(f"{source.path}: line {error.lineno}: not valid XML: {problem}") from error
    return top.children[0] if top.children else top


class _Home:
    """The document that is made of a metadata document, with the place of each part."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root = Part({"components": {"schemas": {}}, "callables": {}}, self)
        self.places: dict[Way, int] = {}

    def follow(self, _part: Part, reference: str) -> Part | None:
        name = reference.removeprefix("#/components/schemas/")
        found = self.root.below("components", "schemas", name)
        return found if isinstance(found.value, dict) else None

    def spans(self, wanted: Iterable[Part]) -> Mapping[int, Span]:
        return {id(part): self._span(part.way) for part in wanted}

    def _span(self, way: Way) -> Span:
        while way and way not in self.places:
            way = way[:-1]
        start = self.places.get(way, 0)
        end = self.source.text.find(">", start) + 1
        return self.source.span(start, end or start)

    def states(self, part: Part) -> bool:
        return part.value is not None

    def remarks(self, _part: Part) -> frozenset[str]:
        return frozenset()


class _Reader:
    def __init__(self, source: Source, schemas: list[_Element]) -> None:
        self.home = _Home(source)
        self.schemas = schemas
        self.aliases = {s.get("Alias"): s.get("Namespace") for s in schemas if s.get("Alias")}
        self.notes: dict[str, list[_Element]] = {}
        for schema in schemas:
            for group in schema.each("Annotations"):
                self.notes.setdefault(self.full(group.get("Target")), []).extend(group.each("Annotation"))

    def full(self, name: str) -> str:
        """Return a name with its namespace in place of the alias."""
        first, dot, rest = name.partition(".")
        return (
            f"{self.aliases[first]}.{rest}" if dot and first in self.aliases and "." not in rest.split("/")[0] else name
        )

    def api(self) -> Api:
        components = self.home.root.value["components"]["schemas"]
        for schema in self.schemas:
            for element in schema.each(_ENTITY, _COMPLEX, _ENUM, _DEFINITION):
                name = f"{schema.get('Namespace')}.{element.get('Name')}"
                way = ("components", "schemas", name)
                self.home.places[way] = element.start
                components[name] = self.of_type(element, name, way)
        callables = tuple(self.callables())
        listed = dict(self.home.root.below("components").items("schemas"))
        return Api(self.home.root, "csdl", (), listed, callables=callables)

    def of_type(self, element: _Element, name: str, way: Way) -> dict[str, Any]:
        if element.tag == _ENUM:
            return {**self.told(element, name), **self.of_enum(element, way)}
        if element.tag == _DEFINITION:
            return {**self.told(element, name), **self.of_name(element.get("UnderlyingType"))}
        own: dict[str, Any] = {"type": "object"}
        base = self.full(element.get("BaseType"))
        inner = (*way, "allOf", 1) if base else way
        own["properties"] = self.properties(
            element.each("Property", "NavigationProperty"), name, (*inner, "properties")
        )
        if not base:
            return {**self.told(element, name), **own}
        return {**self.told(element, name), "allOf": [{"$ref": f"#/components/schemas/{base}"}, own]}

    def of_enum(self, element: _Element, way: Way) -> dict[str, Any]:
        values = []
        for number, member in enumerate(element.each("Member")):
            values.append(member.get("Name"))
            self.home.places[*way, "enum", number] = member.start
        return {"type": "string", "enum": values}

    def properties(self, elements: Iterable[_Element], owner: str, way: Way) -> dict[str, Any]:
        out = {}
        for element in elements:
            name = element.get("Name")
            self.home.places[*way, name] = element.start
            out[name] = self.property(element, f"{owner}/{name}")
        return out

    def property(self, element: _Element, target: str) -> dict[str, Any]:
        schema = self.of_name(element.get("Type"))
        about = self.told(element, target)
        stated = element.get("Nullable")
        if "items" not in schema and stated:
            about["nullable"] = stated != "false"
        if element.get("MaxLength").isdigit():
            about["maxLength"] = int(element.get("MaxLength"))
        if "DefaultValue" in element.attributes:
            about["default"] = element.get("DefaultValue")
        if element.tag == "NavigationProperty":
            about["x-navigation"] = True
        return {"allOf": [schema], **about} if about and "$ref" in schema else {**schema, **about}

    def of_name(self, name: str) -> dict[str, Any]:
        """Return the schema of a type by its name."""
        if name.startswith("Collection(") and name.endswith(")"):
            return {"type": "array", "items": self.of_name(name[len("Collection(") : -1])}
        if name.startswith("Edm."):
            return dict(_TYPES.get(name.removeprefix("Edm."), {}))
        return {"$ref": f"#/components/schemas/{self.full(name)}"} if name else {}

    def told(self, element: _Element, target: str) -> dict[str, Any]:
        """Return what annotations say of an element."""
        out: dict[str, Any] = {}
        for note in (*element.each("Annotation"), *self.notes.get(target, ())):
            term, text = note.get("Term"), note.get("String")
            if term.endswith(_DESCRIBED) and text:
                out.setdefault("description", text)
            elif term.endswith(_READ_ONLY[0]) and note.get("Bool") != "false":
                out["readOnly"] = True
            elif term.endswith(_DEPRECATED) and note.get("Bool") != "false":
                out["deprecated"] = True
        return out

    def callables(self) -> Iterator[Callable]:
        held = self.home.root.value["callables"]
        for schema in self.schemas:
            for element in schema.each("Action", "Function"):
                name = element.get("Name")
                key = f"{schema.get('Namespace')}.{name}#{len(held)}"
                self.home.places["callables", key] = element.start
                rows = list(element.each("Parameter"))
                bound = element.get("IsBound") == "true"
                owner = f"{schema.get('Namespace')}.{name}"
                way = ("callables", key, "properties")
                held[key] = {
                    "type": "object",
                    "properties": self.properties(rows[1:] if bound else rows, owner, way),
                }
                part = self.home.root.below("callables", key)
                yield Callable(name, part, element.tag == "Function")
