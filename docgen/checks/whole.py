"""The facts of all pages and the Api go in; what the checks across pages look up comes out, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from docgen.codeblocks.json_value import Located
from docgen.extract.facts import PageFacts
from docgen.model.api import Api, Enum, Property, Schema
from docgen.model.resolve import qualify
from docgen.source import Source, Span, Text

Read = Callable[[str], Source | None]
"""Takes the path of a page and returns its source, None when there is none."""


@dataclass(frozen=True)
class Whole:
    """All pages as the checks see them.

    ``derived`` holds the names of the types directly below a type, ``described`` those that pages are about (in lower
    case). ``bodies`` and the others at the end hold what was worked out so far.
    """

    pages: tuple[PageFacts, ...]
    api: Api
    read: Read
    schemas: Mapping[str, Schema]
    enums: Mapping[str, Enum]
    by_fold: Mapping[str, str]
    derived: Mapping[str, tuple[str, ...]]
    described: frozenset[str]
    by_path: Mapping[str, PageFacts]
    bodies: dict[Span, Located | None] = field(default_factory=dict)
    lineages: dict[str, tuple[Schema, ...]] = field(default_factory=dict)
    complete: dict[str, bool] = field(default_factory=dict)
    inherited: dict[str, Mapping[str, Property]] = field(default_factory=dict)
    reaches: dict[str, Mapping[str, Property]] = field(default_factory=dict)

    def text(self, span: Span) -> Text | None:
        """Return the text at a span; None when its page is gone."""
        source = self.read(span.path)
        return Text(source.text[span.start : span.end], span) if source else None

    def place(self, body: Span, pointer: Sequence[str | int], *, key: bool = False) -> Span | None:
        """Return where a value, or its key, stands in the JSON at a span; None where that JSON is in doubt."""
        if body not in self.bodies:
            text = self.text(body)
            self.bodies[body] = Located(text) if text else None
        located = self.bodies[body]
        return located.at(tuple(pointer), key=key) if located and located.sure else None

    def page(self, path: str) -> PageFacts | None:
        """Return the page at a path, letter case ignored."""
        return self.by_path.get(path.lower())

    def schema(self, name: str) -> Schema | None:
        """Return the schema that a written name means, letter case and a leading # ignored."""
        return self.schemas.get(self.by_fold.get(name.lstrip("#").lower(), ""))

    def lineage(self, name: str) -> tuple[Schema, ...]:
        """Return a schema and its base types, nearest first."""
        if name not in self.lineages:
            out: dict[str, Schema] = {}
            schema = self.schemas.get(name)
            while schema and schema.name not in out:
                out[schema.name] = schema
                schema = self.schemas.get(schema.base)
            self.lineages[name] = tuple(out.values())
        return self.lineages[name]

    def members(self, name: str) -> Mapping[str, Property]:
        """Return the own and inherited properties of a type, by name."""
        if name not in self.inherited:
            self.inherited[name] = _by_name(self.lineage(name))
        return self.inherited[name]

    def reach(self, name: str) -> Mapping[str, Property]:
        """Return the properties of a type and of all types derived from it, by name."""
        if name not in self.reaches:
            self.reaches[name] = _by_name((*self.lineage(name), *map(self.schemas.__getitem__, self.below(name))))
        return self.reaches[name]

    def is_complete(self, name: str) -> bool:
        """Tell whether all properties of a type are known: a page describes it, and all its bases; none is open."""
        if name not in self.complete:
            lineage = self.lineage(name)
            known = bool(lineage) and not lineage[-1].base and bool(lineage[0].properties)
            self.complete[name] = known and all(
                schema.name.lower() in self.described and not schema.open for schema in lineage
            )
        return self.complete[name]

    def below(self, name: str) -> Iterable[str]:
        """Yield the names of all types derived from a type."""
        for child in self.derived.get(name, ()):
            yield child
            yield from self.below(child)


def folder(path: str) -> str:
    """Return the folder of a page, given its path relative to the working directory."""
    return path.rpartition("/")[0]


def _by_name(schemas: Iterable[Schema]) -> dict[str, Property]:
    """Return the properties of types by name; of two with one name the first."""
    found: dict[str, Property] = {}
    for schema in schemas:
        for prop in schema.properties:
            found.setdefault(prop.name, prop)
    return found


def whole(pages: Sequence[PageFacts], api: Api, read: Read) -> Whole:
    """Return the view of all pages."""
    derived: dict[str, list[str]] = defaultdict(list)
    for schema in api.schemas:
        if schema.base:
            derived[schema.base].append(schema.name)
    schemas = {schema.name: schema for schema in api.schemas}
    return Whole(
        tuple(pages),
        api,
        read,
        schemas,
        {enum.name: enum for enum in api.enums},
        {name.lower(): name for name in schemas},
        {name: tuple(names) for name, names in derived.items()},
        frozenset(qualify(one.name, page.namespace).lower() for page in pages for one in page.resources),
        {page.path.lower(): page for page in pages},
    )
