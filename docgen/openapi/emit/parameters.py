"""Emits Parameter Objects: those that the dialect knows with type and use, keys in paths with what they identify."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docgen.dialects.tables import KnownParameter
from docgen.model.api import Api, Array, Collection, One, Operation, Parameter, types_of
from docgen.model.plurals import one_of
from docgen.model.types import Type
from docgen.names import folded
from docgen.openapi.document import OPTIONAL, UNPLACED, UNTYPED
from docgen.openapi.emit.origins import Node, Spans
from docgen.openapi.emit.schemas import Emitter
from docgen.openapi.emit.values import default_of, example_of, sized, with_example
from docgen.statuses import FAILURES

_KEY = "id"
_TEXT = Type("string")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Parameters:
    """Writes the parameters of one Api."""

    def __init__(self, api: Api, emitter: Emitter, spans: Spans) -> None:
        self.form = api.form
        self.emitter = emitter
        self.spans = spans
        self._known = {name.lower(): known for name, known in api.form.parameters.items()}
        self._hierarchy = api.types
        described = [one.name for one in api.schemas if not one.missing]
        self._described = frozenset(described)
        self._types = {folded(_short(name)): name for name in described}
        self._answers = _answers(api.operations) if api.form.identifies else {}
        self._urls = api.dialect.urls
        self._words = api.dialect.types, api.dialect.primitive

    def node(self, parameter: Parameter, operation: Operation) -> Node:
        """Return the Parameter Object of a parameter of an operation.

        Where pages only name one that the dialect knows, its type and its description are those of the dialect. It
        stands in the operation all the same: many tools that read operations follow no reference there.
        """
        known = self._known.get(parameter.name.lower()) if parameter.location == "query" else None
        if known is None:
            return self._node(
                parameter, parameter.type, parameter.description or self._identified(parameter, operation)
            )
        type_ = parameter.type if parameter.type != _TEXT else self._type(known)
        return self._node(parameter, type_, parameter.description or known.description)

    def _type(self, known: KnownParameter) -> Type:
        types, primitive = self._words
        found = types[primitive(known.type)]
        return Type(found.type, found.format)

    def _identified(self, parameter: Parameter, operation: Operation) -> str:
        """Return what a parameter in the path identifies, "" where nothing tells.

        It is the type that it names, or whose word it stands behind, unless the path that ends with it answers another.
        """
        text = self.form.identifies
        if parameter.location != "path" or not text:
            return ""
        named = self._named(parameter, operation)
        answered = self._answered(parameter, operation)
        related = not answered or (named and self._hierarchy.are_related(named, answered))
        name = named if related else answered
        return text.replace("{type}", _short(name)) if name else ""

    def _named(self, parameter: Parameter, operation: Operation) -> str:
        words = parameter.name.rpartition("=")[2]
        if not folded(words).endswith(_KEY):
            return ""
        stem = words[: -len(_KEY)].rstrip("-_") or _before(operation.path, parameter.name)
        stems = map(folded, (stem, one_of(stem, self._urls)))
        return next((self._types[one] for one in stems if one in self._types), "")

    def _answered(self, parameter: Parameter, operation: Operation) -> str:
        path, found, _ = operation.path.partition(f"/{{{parameter.name}}}")
        name = self._answers.get(f"{_alike(path)}/{{}}", "") if found else ""
        return name if name in self._described else ""

    def _node(self, parameter: Parameter, type_: Type, description: str) -> Node:
        node = self.spans.node(parameter.span, name=parameter.name)
        node["in"] = parameter.location
        if description:
            node["description"] = description
        if parameter.required or parameter.location == "path":
            node["required"] = True
        if parameter.deprecated:
            node["deprecated"] = True
        schema = self.emitter.type(type_)
        if parameter.values:
            schema = self.emitter.listing(schema, parameter.values)
        default = default_of(schema, parameter.default) if parameter.location != "path" else None
        if default is not None:
            schema = {**schema, "default": default}
        example = example_of(schema, parameter.example)
        schema = sized(schema, default, example)
        node["schema"] = schema
        said = ((OPTIONAL, parameter.optional), (UNPLACED, parameter.unplaced), (UNTYPED, not parameter.typed))
        self.spans.remark(node, *(remark for remark, holds in said if holds))
        if parameter.unfinished:
            node["x-docgen-missing"] = True
        if example is not None:
            node["example"] = example
        elif parameter.example:
            node["description"] = with_example(description, parameter.example)
        return node


def _before(path: str, name: str) -> str:
    """Return the segment before the one that is a parameter, "" where that is one, too."""
    segments = path.split("/")
    at = segments.index(f"{{{name}}}") if f"{{{name}}}" in segments else 0
    return segments[at - 1] if at and not segments[at - 1].startswith("{") else ""


def _answers(operations: Sequence[Operation]) -> Mapping[str, str]:
    """Return the type of what a path that ends with a key answers, else of the items of the list before the key."""
    items: dict[str, str] = {}
    lists: dict[str, str] = {}
    for operation in operations:
        if operation.method != "get":
            continue
        path = _alike(operation.path)
        successes = (response for response in operation.responses if response.status < FAILURES)
        for shape in (content.shape for response in successes for content in response.content):
            types = types_of(shape)
            if len(types) != 1:
                continue
            if isinstance(shape, One):
                items.setdefault(path, types[0].name)
            elif isinstance(shape, Collection | Array):
                lists.setdefault(f"{path}/{{}}", types[0].name)
    return {**lists, **items}


def _alike(path: str) -> str:
    return _PLACEHOLDER.sub("{}", path)


def _short(name: str) -> str:
    return name.rsplit(".", 1)[-1]
