"""Gives failures of several operations that answer with objects alike, of which no page tells a name, one schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from docgen.model.api import Content, Object, Operation, Sample, Shape
from docgen.openapi.emit.component_names import Names
from docgen.openapi.emit.origins import Node
from docgen.statuses import FAILURES

_SAID = ("description", "example")  # what differs between schemas of one type


class Alike:
    """The components of such failures that are used, by key. Their names come before those of all other bodies."""

    def __init__(self, operations: Sequence[Operation], body: Callable[[Shape], Node], names: Names) -> None:
        """Find them; ``body`` writes the schema of a shape."""
        self.components: dict[str, Node] = {}
        self._shared: dict[int, tuple[str, Node]] = {}  # key and schema, by the identity of the body
        found: dict[str, list[tuple[Operation, str, Content, Node]]] = {}
        for operation in operations:
            for code, content in _unnamed(operation):
                schema = body(content.shape)
                if schema.get("type") == "object" and schema.get("properties"):
                    found.setdefault(_bare(schema), []).append((operation, code, content, schema))
        repeated = [one for one in found.values() if any(operation is not one[0][0] for operation, *_ in one)]
        for number, uses in enumerate(sorted(repeated, key=len, reverse=True)):
            key = _name(uses[0][0], uses[0][1], names, usual=not number)
            if not key:
                continue
            names.free(key)
            first, *others = [schema for *_, schema in uses]
            _agree(first, others)
            self._shared.update({id(content): (key, first) for _, _, content, _ in uses})

    def reference(self, content: Content) -> Node | None:
        """Return the reference to the component of a body; None where it shares none."""
        if id(content) not in self._shared:
            return None
        key, schema = self._shared[id(content)]
        self.components[key] = schema
        return {"$ref": f"#/components/schemas/{key}"}


def _unnamed(operation: Operation) -> Iterator[tuple[str, Content]]:
    """Yield the bodies of failures that may be objects without a name, each with its status."""
    for response in operation.responses:
        for content in response.content if response.status >= FAILURES else ():
            in_parts = any(media.startswith("multipart/") for media in content.media_types)
            if isinstance(content.shape, Object | Sample) and not in_parts:
                yield response.code, content


def _name(operation: Operation, code: str, names: Names, *, usual: bool) -> str:
    """Return the name of a component, "" where all that would do are taken: no number may tell it apart."""
    own = f"{operation.id[:1].upper()}{operation.id[1:]}"
    stems = (*(("Error", "ErrorResponse") if usual else ()), f"{own}Error", f"{own}{code}Error")
    return next((key for key in map(names.qualified, stems) if not names.is_taken(key)), "")


def _bare(schema: Node) -> str:
    """Return what a schema says of a type, as text: schemas that differ in what is told about it alone are one."""

    def without(part: Node) -> Node:
        out = {key: value for key, value in part.items() if key not in _SAID}
        if "properties" in part:
            out["properties"] = {name: without(inner) for name, inner in part["properties"].items()}
        if "items" in part:
            out["items"] = without(part["items"])
        return out

    return json.dumps(without(schema), sort_keys=True)


def _agree(schema: Node, others: Sequence[Node]) -> None:
    """Take out of a schema what others that are alike do not tell about it."""
    for key in _SAID:
        if any(one.get(key) != schema.get(key) for one in others):
            schema.pop(key, None)
    for name, inner in schema.get("properties", {}).items():
        _agree(inner, [one["properties"][name] for one in others])
    if "items" in schema:
        _agree(schema["items"], [one["items"] for one in others])
