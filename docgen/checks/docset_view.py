"""What the checks across pages look up in the Api and its pages, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from docgen.codeblocks.json_value import Located
from docgen.extract.facts import PageFacts
from docgen.model.api import Api, Enum, Property, Schema, Type
from docgen.model.resolve import qualify
from docgen.source import Source, Span, Text

Read = Callable[[str], Source | None]
"""Takes the path of a page and returns its source, None when there is none."""
_DATES = ("date-time", "date")
_NULL = type(None)
_ANYTHING = Type()
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "string": (str, _NULL),
    "boolean": (bool, _NULL),
    "integer": (int, _NULL),
    "number": (int, float, _NULL),
    "object": (dict, str, bool, int, float, _NULL),
}


@dataclass(frozen=True)
class Members:
    """The properties that an object can have, by name; ``complete`` tells whether it can have no others.

    ``plain`` are the Python types for each of which any value is right: most values need no closer look.
    """

    known: Mapping[str, Property]
    plain: Mapping[str, tuple[type, ...]]
    complete: bool = True

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Return the names by what they are in lower case."""
        return {name.lower(): name for name in self.known}


@dataclass(frozen=True)
class DocsetView:
    """All pages as the checks see them.

    ``derived`` holds the names of the types directly below a type, ``described`` those that pages are about and
    ``folders`` the folders of pages, both in lower case. ``bodies`` and the others at the end hold what was worked out
    so far.
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
    folders: frozenset[str]
    bodies: dict[Span, Located | None] = field(default_factory=dict)
    lineages: dict[str, tuple[Schema, ...]] = field(default_factory=dict)
    known: dict[str, Members] = field(default_factory=dict)

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

    def members(self, name: str) -> Members:
        """Return the own and inherited properties of a type, where all are known with those of derived types.

        All are known where a page describes it, and all its bases, and none is open.
        """
        if name not in self.known:
            lineage = self.lineage(name)
            complete = bool(lineage) and not lineage[-1].base and bool(lineage[0].properties)
            complete &= all(schema.name.lower() in self.described and not schema.open for schema in lineage)
            below = map(self.schemas.__getitem__, self.below(name)) if complete else ()
            found: dict[str, Property] = {}
            for schema in (*lineage, *below):
                for prop in schema.properties:
                    found.setdefault(prop.name, prop)
            self.known[name] = members(found, complete=complete)
        return self.known[name]

    def below(self, name: str) -> Iterable[str]:
        """Yield the names of all types derived from a type."""
        for child in self.derived.get(name, ()):
            yield child
            yield from self.below(child)


def folder(path: str) -> str:
    """Return the folder of a page, given its path relative to the working directory."""
    return path.rpartition("/")[0]


def members(known: Mapping[str, Property], *, complete: bool = True) -> Members:
    """Return what is known of an object with some properties."""
    return Members(known, {name: _plain(prop) for name, prop in known.items()}, complete)


def _plain(prop: Property) -> tuple[type, ...]:
    """Return the Python types for each of which any value of a property is right."""
    type_ = prop.type
    if type_ == _ANYTHING or type_.alternatives:
        return (*_PLAIN["object"], list)
    if type_.collection or type_.name or type_.format in _DATES or prop.closed or prop.members:
        return (_NULL,)
    return _PLAIN.get(type_.type, (_NULL,))


def docset_view(api: Api, read: Read) -> DocsetView:
    """Return the view of all pages. ``read`` gives the source of a page, to find the place inside an example."""
    derived: dict[str, list[str]] = defaultdict(list)
    for schema in api.schemas:
        if schema.base:
            derived[schema.base].append(schema.name)
    schemas = {schema.name: schema for schema in api.schemas}
    pages = api.pages
    by_path = {page.path.lower(): page for page in pages}
    return DocsetView(
        pages,
        api,
        read,
        schemas,
        {enum.name: enum for enum in api.enums},
        {name.lower(): name for name in schemas},
        {name: tuple(names) for name, names in derived.items()},
        frozenset(qualify(one.name, page.namespace).lower() for page in pages for one in page.resources),
        by_path,
        frozenset(map(folder, by_path)),
    )
