"""The named types of an Api: look-up by name, base types, inherited members and derived types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docgen.model.types import Enum, Property, Schema
from docgen.source import Span

Members = Mapping[str, tuple[str, Property]]
"""Properties by name, each with the name of the type that states it."""


@dataclass(frozen=True)
class TypeHierarchy:
    """Schemas and enumerations by name, and which schema is derived from which. Bases lead to no cycles.

    ``described`` are the names, in lower case, of the types that a page is about; the others are known from requests,
    examples or references alone. Nothing changes after it is made: what is asked for is worked out once.
    """

    schemas: Mapping[str, Schema]
    enums: Mapping[str, Enum]
    described: Collection[str] = frozenset()
    _lineages: dict[str, tuple[Schema, ...]] = field(default_factory=dict, compare=False, repr=False)
    _members: dict[str, Members] = field(default_factory=dict, compare=False, repr=False)
    _folded: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {name.lower(): name for name in self.schemas}

    @cached_property
    def _by_short_name(self) -> Mapping[str, Schema | None]:
        out: dict[str, Schema | None] = {}
        for schema in self.schemas.values():
            short = schema.name.rpartition(".")[2].lower()
            out[short] = None if short in out else schema
        return out

    @cached_property
    def _derived(self) -> Mapping[str, list[str]]:
        derived: dict[str, list[str]] = defaultdict(list)
        for schema in self.schemas.values():
            if schema.base:
                derived[schema.base].append(schema.name)
        return derived

    @cached_property
    def by_span(self) -> Mapping[Span, Schema]:
        """Return the schemas by the place that states each first."""
        return {schema.span: schema for schema in self.schemas.values()}

    def schema(self, name: str) -> Schema | None:
        """Return the schema that a written name means, letter case and a leading # ignored."""
        return self.schemas.get(self._names.get(name.lstrip("#").lower(), ""))

    def only(self, short: str) -> Schema | None:
        """Return the one schema that has a name behind its last dot, letter case ignored; None where several do."""
        return self._by_short_name.get(short.lower())

    def lineage(self, name: str) -> tuple[Schema, ...]:
        """Return a schema and its base types, nearest first; nothing for a name that no schema has."""
        if name not in self._lineages:
            out: list[Schema] = []
            schema = self.schemas.get(name)
            while schema:
                out.append(schema)
                schema = self.schemas.get(schema.base)
            self._lineages[name] = tuple(out)
        return self._lineages[name]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the names of the base types of a type, nearest first; the last may be one that no schema has."""
        return tuple([schema.base for schema in self.lineage(name) if schema.base])

    def are_related(self, one: str, other: str) -> bool:
        """Tell whether two types are one, or one of them is a base of the other."""
        return one == other or one in self.ancestors(other) or other in self.ancestors(one)

    def members(self, name: str) -> Members:
        """Return the own and inherited properties of a type, and those of included ones; of one name the nearest."""
        if name not in self._members:
            found: dict[str, tuple[str, Property]] = {}
            for schema in self.lineage(name):
                for prop in schema.properties:
                    found.setdefault(prop.name, (schema.name, prop))
                for included in schema.includes:  # they lead to no cycles
                    for key, owned in self.members(included).items():
                        found.setdefault(key, owned)
            self._members[name] = found
        return self._members[name]

    def folded_members(self, name: str) -> frozenset[str]:
        """Return the names of the own and inherited properties of a type in lower case."""
        if name not in self._folded:
            self._folded[name] = frozenset(map(str.lower, self.members(name)))
        return self._folded[name]

    def derived(self, name: str) -> Iterator[Schema]:
        """Yield the schemas that are derived from a type, directly or through others."""
        waiting = self._derived.get(name, [])[::-1]
        while waiting:
            child = waiting.pop()
            yield self.schemas[child]
            waiting += self._derived.get(child, [])[::-1]
