"""What the checks across pages look up in the Api and its pages, worked out once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from docgen.checks.wording import split, words
from docgen.codeblocks.json_value import Located
from docgen.dialects import Dialect
from docgen.extract.facts import OperationFact, PageFacts, RouteFact, TypeFact
from docgen.model.api import Api
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Schema
from docgen.openapi.misfit import Misfits
from docgen.source import Source, Span, Text

Read = Callable[[str], Source | None]
"""Takes the path of a page and returns its source, None when there is none."""
Exists = Callable[[str], bool | None]  # None for what lies outside the given folders
"""Takes the path of any file and tells whether it is there."""


@dataclass(frozen=True)
class DocsetView:
    """All pages as the checks see them, with the types of the Api and what is wrong with its examples.

    ``folders`` are the folders of pages, in lower case. ``bodies`` caches the JSON of examples by span.
    """

    pages: tuple[PageFacts, ...]
    api: Api
    types: TypeHierarchy
    misfits: tuple[Misfits, ...]
    read: Read
    by_path: Mapping[str, PageFacts]
    folders: frozenset[str]
    dialects: Mapping[str, Dialect]
    exists: Exists
    bodies: dict[Span, Located | None] = field(default_factory=dict)

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

    def dialect(self, page: PageFacts) -> Dialect:
        """Return the dialect that a page is read in."""
        return self.dialects[page.dialect]

    def schema(self, type_: TypeFact) -> Schema | None:
        """Return the schema that a type of a page names: that of its link, else the only one of its name."""
        page = self.page(type_.target) if type_.target else None
        found = [self.types.by_span.get(resource.span) for resource in page.resources] if page else []
        if len(found) == 1:
            return found[0]
        return self.types.schema(type_.name) or self.types.only(type_.short)

    @cached_property
    def shown_as_lists(self) -> frozenset[str]:
        """The types whose page shows a list of what its table describes."""
        return frozenset(
            resource.name
            for page in self.pages
            for resource in page.resources
            if resource.properties and resource.representation and isinstance(resource.representation.value, list)
        )

    @cached_property
    def pages_of_types(self) -> Mapping[str, str]:
        """Return the paths of the pages that describe one type, with the name of the type."""
        return {
            page.path: page.resources[0].name.rpartition(".")[2]
            for page in self.pages
            if page.kind == "resource" and len(page.resources) == 1
        }

    @cached_property
    def held(self) -> Mapping[str, set[str]]:
        """Return what the properties of all types hold: the words of types, by the property's name in lower case."""
        out: dict[str, set[str]] = defaultdict(set)
        for schema in self.api.schemas:
            for prop in schema.properties:
                if prop.type.name:
                    out[prop.name.lower()].update(words(prop.type.name.rsplit(".", 1)[-1]))
        return out

    @cached_property
    def linked(self) -> frozenset[str]:
        """Return the paths, in lower case, that another page has a link to."""
        return frozenset(link.target.lower() for page in self.pages for link in page.links if link.target != page.path)

    @cached_property
    def stated(self) -> Mapping[str, Sequence[tuple[OperationFact, RouteFact]]]:
        """Return the requests that pages state, and not only show, by the shape of their path."""
        out: dict[str, list[tuple[OperationFact, RouteFact]]] = defaultdict(list)
        for page in self.pages:
            for operation in page.operations:
                for route in operation.routes:
                    if route.path and not route.from_example:
                        out[route.path.shape].append((operation, route))
        return dict(out)

    @cached_property
    def type_names(self) -> frozenset[str]:
        """Return the names of all types without their namespaces, those that no page describes among them."""
        names = (*(one.name for one in self.api.schemas), *(one.name for one in self.api.enums))
        return frozenset(name.rpartition(".")[2] for name in names)

    @cached_property
    def property_names(self) -> frozenset[str]:
        """Return the names of the properties of all types."""
        return frozenset(prop.name for schema in self.api.schemas for prop in schema.properties)

    @cached_property
    def value_names(self) -> frozenset[str]:
        """Return the values that properties list, and those of enumerations."""
        listed = (value.name for schema in self.api.schemas for prop in schema.properties for value in prop.values)
        return frozenset((*listed, *(member.name for enum in self.api.enums for member in enum.members)))

    @cached_property
    def word_counts(self) -> Counter[str]:
        """Return how many properties and values of enumerations hold each word."""
        names = [prop.name for schema in self.api.schemas for prop in schema.properties]
        names += [value.name for schema in self.api.schemas for prop in schema.properties for value in prop.values]
        names += [member.name for enum in self.api.enums for member in enum.members]
        return Counter(word for name in names for word in set(split(name)))

    def places(self, name: str, span: Span) -> list[Span]:
        """Return where a name stands by itself in what a span holds, and not within another name."""
        text = self.text(span)
        alone = rf"(?:(?<![\w.$-])|(?=/)){re.escape(name)}(?![\w$-]|\.\w)"
        return [text.at(*match.span()) for match in re.finditer(alone, text.value)] if text else []

    def page(self, path: str) -> PageFacts | None:
        """Return the page at a path, letter case ignored."""
        return self.by_path.get(path.lower())


def folder(path: str) -> str:
    """Return the folder of a page, given its path relative to the working directory."""
    return path.rpartition("/")[0]


def docset_view(
    api: Api, misfits: tuple[Misfits, ...], read: Read, dialects: Mapping[str, Dialect], exists: Exists
) -> DocsetView:
    """Return the view of all pages.

    ``read`` gives the source of a page, to find the place inside an example; ``exists`` is asked for other files.
    """
    by_path = {page.path.lower(): page for page in api.pages}
    return DocsetView(
        api.pages, api, api.types, misfits, read, by_path, frozenset(map(folder, by_path)), dialects, exists
    )
