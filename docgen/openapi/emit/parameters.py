"""Emits Parameter Objects: those that the dialect knows as shared components, keys in paths with what they identify."""

from __future__ import annotations

from docgen.dialects.tables import KnownParameter
from docgen.model.api import Api, Operation, Parameter
from docgen.model.plurals import one_of
from docgen.model.types import Type
from docgen.names import folded, safe, unique_name
from docgen.openapi.emit.origins import Node, Spans
from docgen.openapi.emit.schemas import Emitter, default_of

_KEY = "id"
_TEXT = Type("string")


class Parameters:
    """Writes the parameters of one Api; collects the shared ones that are needed, by component key."""

    def __init__(self, api: Api, emitter: Emitter, spans: Spans) -> None:
        self.form = api.form
        self.emitter = emitter
        self.spans = spans
        self.shared: dict[str, Node] = {}
        self._known = {name.lower(): name for name in api.form.parameters}
        self._keys: dict[str, str] = {}
        self._types = {folded(one.name.rsplit(".", 1)[-1]): one.name for one in api.schemas if not one.missing}
        self._urls = api.dialect.urls
        self._words = api.dialect.types, api.dialect.primitive

    def node(self, parameter: Parameter, operation: Operation) -> Node:
        """Return the Parameter Object of a parameter of an operation, or a reference to the shared one."""
        name = self._known.get(parameter.name.lower(), "") if parameter.location == "query" else ""
        if not name:
            about = parameter.description or self._identified(parameter, operation)
            return self._node(parameter, parameter.type, about)
        known = self.form.parameters[name]
        stated = parameter.type if parameter.type != _TEXT else self._type(known)
        if parameter.name != name or self._says_more(parameter):
            return self._node(parameter, stated, parameter.description or known.description)
        if name not in self._keys:
            self._keys[name] = unique_name(safe(name) or name, self.shared, fold=str)
            self.shared[self._keys[name]] = self._node(
                Parameter(name, "query", self._type(known), parameter.span), self._type(known), known.description
            )
        node = self.spans.node(parameter.span)
        node["$ref"] = f"#/components/parameters/{self._keys[name]}"
        return node

    @staticmethod
    def _says_more(parameter: Parameter) -> bool:
        """Tell whether the pages say anything of a parameter besides that it is there."""
        facts = (parameter.description, parameter.values, parameter.default, parameter.example)
        return any(facts) or parameter.required or parameter.unfinished or parameter.type != _TEXT

    def _type(self, known: KnownParameter) -> Type:
        types, primitive = self._words
        found = types[primitive(known.type)]
        return Type(found.type, found.format)

    def _identified(self, parameter: Parameter, operation: Operation) -> str:
        """Return what a parameter in the path identifies, where it names a type, or stands behind the word for one."""
        text = self.form.identifies
        if parameter.location != "path" or not text:
            return ""
        words = parameter.name.rpartition("=")[2]
        if not folded(words).endswith(_KEY):
            return ""
        stem = words[: -len(_KEY)].rstrip("-_") or _before(operation.path, parameter.name)
        name = next(
            (self._types[one] for one in map(folded, (stem, one_of(stem, self._urls))) if one in self._types), ""
        )
        return text.replace("{type}", name.rsplit(".", 1)[-1]) if name else ""

    def _node(self, parameter: Parameter, type_: Type, description: str) -> Node:
        node = self.spans.node(parameter.span, name=parameter.name)
        node["in"] = parameter.location
        if description:
            node["description"] = description
        if parameter.required or parameter.location == "path":
            node["required"] = True
        schema = self.emitter.type(type_)
        if parameter.values:
            schema = self.emitter.listing(schema, parameter.values)
        default = default_of(schema, parameter.default) if parameter.location != "path" else None
        if default is not None:
            schema = {**schema, "default": default}
        node["schema"] = schema
        if parameter.unfinished:
            node["x-docgen-missing"] = True
        example = default_of(schema, parameter.example)
        if example is not None:
            node["example"] = example
        return node


def _before(path: str, name: str) -> str:
    """Return the segment before the one that is a parameter, "" where that is one, too."""
    segments = path.split("/")
    at = segments.index(f"{{{name}}}") if f"{{{name}}}" in segments else 0
    return segments[at - 1] if at and not segments[at - 1].startswith("{") else ""
