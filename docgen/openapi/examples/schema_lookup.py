"""Follows the references of schemas, and looks up their properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

MAX_DEPTH = 40  # schemas inside one another, and references that lead to references
_LEADING_ON = frozenset(("$ref", "anyOf", "allOf"))
_ANYTHING: Mapping[str, Any] = {}


class _Known(msgspec.Struct, frozen=True, gc=False):
    """The properties of a schema; ``chosen`` tells that they are those of the first of alternatives."""

    schema: Any
    properties: dict[str, Any]
    chosen: bool = False


class Lookup:
    """Follows references, and remembers the properties of schemas: none of them may change while it is in use."""

    def __init__(self, components: Mapping[str, Any]) -> None:
        self._schemas: Mapping[str, Any] = components["schemas"]
        # By identity; the schema stands in what is known of it so that no other can take its place in memory.
        self._known: dict[int, _Known] = {}

    def target(self, reference: str) -> Any:
        """Return the schema that a reference leads to, an empty one for nowhere."""
        return self._schemas.get(reference.rsplit("/", 1)[-1], _ANYTHING)

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a schema means: references followed, single wrappers and null alternatives taken off."""
        return schema if _LEADING_ON.isdisjoint(schema) else self._led(schema, _first)

    def alternatives(self, schema: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
        """Yield what a schema means, references followed: several schemas where it allows any of them."""
        if _LEADING_ON.isdisjoint(schema) or depth > MAX_DEPTH:
            yield schema
            return
        several: list[Any] = []

        def choose(alternatives: Sequence[Any]) -> Any:
            several.extend(alternatives)
            return _ANYTHING

        meant = self._led(schema, choose)
        if not several:
            yield meant
        for each in several:
            yield from self.alternatives(each, depth + 1)

    def _led(self, schema: Any, choose: Callable[[Sequence[Any]], Any]) -> Any:
        for _ in range(MAX_DEPTH):
            if _LEADING_ON.isdisjoint(schema):
                break
            if "$ref" in schema:
                schema = self.target(schema["$ref"])
            elif "anyOf" in schema:
                schema = choose(schema["anyOf"])
            elif "allOf" in schema and len(schema["allOf"]) == 1:
                schema = schema["allOf"][0]
            else:
                break
        return schema

    def properties(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the properties of a schema with those of its bases."""
        return (self._known.get(id(schema)) or self._know(schema)).properties

    def _know(self, schema: Mapping[str, Any]) -> _Known:
        choices: list[Any] = []

        def choose(alternatives: Sequence[Any]) -> Any:
            choices.append(alternatives)
            return _first(alternatives)

        meant = self._led(schema, choose)
        known = self._known.get(id(meant))
        if known is None:
            found: dict[str, Any] = {}
            known = self._known[id(meant)] = _Known(meant, found)  # before its parts, one of which may be itself
            for part in meant.get("allOf", ()):
                found.update(self.properties(part))
            found.update(meant.get("properties", {}))
        if schema is not meant:
            known = self._known[id(schema)] = _Known(schema, known.properties, bool(choices))
        return known

    def meant(self, schema: Any, value: Mapping[str, Any]) -> Any:
        """Return what a schema means for an object: of alternatives the one that declares most of its members.

        It is the first where all do alike.
        """
        return self._led(
            schema, lambda several: min(several, key=lambda each: len(value.keys() - self.properties(each).keys()))
        )

    def declared(self, schema: Any, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the properties of what a schema means for an object."""
        known = self._known.get(id(schema)) or self._know(schema)
        return self.properties(self.meant(schema, value)) if known.chosen else known.properties

    def items(self, schema: Mapping[str, Any]) -> Any:
        """Return the schema of the items of a list."""
        return self.resolved(schema).get("items", _ANYTHING)


def _first(alternatives: Sequence[Any]) -> Any:
    return alternatives[0]
