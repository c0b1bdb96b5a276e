"""The facts of all pages and the Api go in; what the checks across pages look up comes out, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from docgen.codeblocks.json_value import SURE, locate, read_json
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
    case), ``sources`` what was read so far.
    """

    pages: tuple[PageFacts, ...]
    api: Api
    read: Read
    schemas: Mapping[str, Schema]
    enums: Mapping[str, Enum]
    by_fold: Mapping[str, str]
    derived: Mapping[str, tuple[str, ...]]
    sources: dict[str, Source | None]
    described: frozenset[str]
    by_path: Mapping[str, PageFacts]

    def text(self, span: Span) -> Text | None:
        """Return the text at a span; None when its page is gone."""
        if span.path not in self.sources:
            self.sources[span.path] = self.read(span.path)
        source = self.sources[span.path]
        return Text(source.text[span.start : span.end], span) if source else None

    def place(self, body: Span, pointer: Sequence[str | int], *, key: bool = False) -> Span | None:
        """Return where a value, or its key, stands in the JSON at a span; None where that JSON is in doubt."""
        text = self.text(body)
        found = read_json(text) if text else None
        if text is None or found is None or any(fault.kind not in SURE for fault in found.faults):
            return None
        return locate(text, tuple(pointer), key=key)

    def page(self, path: str) -> PageFacts | None:
        """Return the page at a path, letter case ignored."""
        return self.by_path.get(path.lower())

    def schema(self, name: str) -> Schema | None:
        """Return the schema that a written name means, letter case and a leading # ignored."""
        return self.schemas.get(self.by_fold.get(name.lstrip("#").lower(), ""))

    def lineage(self, name: str) -> tuple[Schema, ...]:
        """Return a schema and its base types, nearest first."""
        out: list[Schema] = []
        schema = self.schemas.get(name)
        while schema and schema not in out:
            out.append(schema)
            schema = self.schemas.get(schema.base)
        return tuple(out)

    def members(self, name: str) -> dict[str, Property]:
        """Return the own and inherited properties of a type, by name."""
        found: dict[str, Property] = {}
        for schema in self.lineage(name):
            for prop in schema.properties:
                found.setdefault(prop.name, prop)
        return found

    def is_complete(self, name: str) -> bool:
        """Tell whether all properties of a type are known: a page describes it, and all its bases; none is open."""
        lineage = self.lineage(name)
        if not lineage or lineage[-1].base or not lineage[0].properties:
            return False
        return all(schema.name.lower() in self.described and not schema.open for schema in lineage)

    def below(self, name: str) -> Iterable[str]:
        """Yield the names of all types derived from a type."""
        for child in self.derived.get(name, ()):
            yield child
            yield from self.below(child)


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
        {},
        frozenset(qualify(one.name, page.namespace).lower() for page in pages for one in page.resources),
        {page.path.lower(): page for page in pages},
    )
