"""The schemas of a document go in; what a schema that refers to them means comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_DEPTH = 40
_LEADING_ON = frozenset(("$ref", "anyOf", "allOf"))
_ANYTHING: Mapping[str, Any] = {}


class Lookup:
    """Follows references, and remembers the properties of schemas: none of them may change while it is in use."""

    def __init__(self, components: Mapping[str, Any]) -> None:
        self._schemas: Mapping[str, Any] = components["schemas"]
        # By identity; the schema stands beside them so that no other can take its place in memory.
        self._known: dict[int, tuple[Any, dict[str, Any]]] = {}

    def target(self, reference: str) -> Any:
        """Return the schema that a reference leads to, an empty one for nowhere."""
        return self._schemas.get(reference.rsplit("/", 1)[-1], _ANYTHING)

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a schema means: references followed, single wrappers and null alternatives taken off."""
        for _ in range(_DEPTH):
            if _LEADING_ON.isdisjoint(schema):
                break
            if "$ref" in schema:
                schema = self.target(schema["$ref"])
            elif "anyOf" in schema:
                schema = schema["anyOf"][0]
            elif "allOf" in schema and len(schema["allOf"]) == 1:
                schema = schema["allOf"][0]
            else:
                break
        return schema

    def properties(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the properties of a schema with those of its bases."""
        schema = self.resolved(schema)
        known = self._known.get(id(schema))
        if known is None:
            found: dict[str, Any] = {}
            known = self._known[id(schema)] = (schema, found)  # before its parts, one of which may be itself
            for part in schema.get("allOf", ()):
                found.update(self.properties(part))
            found.update(schema.get("properties", {}))
        return known[1]

    def items(self, schema: Mapping[str, Any]) -> Any:
        """Return the schema of the items of a list."""
        return self.resolved(schema).get("items", _ANYTHING)
