"""Looks up the named types of an Api, their bases and the types derived from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from docgen.model.api import Api, Enum, Schema
from docgen.model.resolve import qualify


class TypeHierarchy:
    """The schemas and enumerations of an Api by name, and which schema is derived from which.

    ``described`` are the names, in lower case, of the types that a page is about; the others are known from requests,
    examples or references alone.
    """

    def __init__(self, api: Api) -> None:
        self.schemas: Mapping[str, Schema] = {schema.name: schema for schema in api.schemas}
        self.enums: Mapping[str, Enum] = {enum.name: enum for enum in api.enums}
        self.described = frozenset(
            qualify(one.name, page.namespace).lower() for page in api.pages for one in page.resources
        )
        self._names = {name.lower(): name for name in self.schemas}
        self._derived: dict[str, list[str]] = defaultdict(list)
        for schema in api.schemas:
            if schema.base:
                self._derived[schema.base].append(schema.name)
        self._lineages: dict[str, tuple[Schema, ...]] = {}

    def schema(self, name: str) -> Schema | None:
        """Return the schema that a written name means, letter case and a leading # ignored."""
        return self.schemas.get(self._names.get(name.lstrip("#").lower(), ""))

    def lineage(self, name: str) -> tuple[Schema, ...]:
        """Return a schema and its base types, nearest first; nothing for a name that no schema has."""
        if name not in self._lineages:
            out: dict[str, Schema] = {}
            schema = self.schemas.get(name)
            while schema and schema.name not in out:
                out[schema.name] = schema
                schema = self.schemas.get(schema.base)
            self._lineages[name] = tuple(out.values())
        return self._lineages[name]

    def derived(self, name: str) -> Iterator[Schema]:
        """Yield the schemas that are derived from a type, directly or through others."""
        for child in self._derived.get(name, ()):
            yield self.schemas[child]
            yield from self.derived(child)
