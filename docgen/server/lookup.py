"""Finds the type or link at a place of a page, and what it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from docgen import markdown
from docgen.dialects import Dialect
from docgen.extract.facts import EnumFact, PageFacts, PropertyFact, ResourceFact, TypeFact
from docgen.extract.types import resolve
from docgen.markdown import inline
from docgen.markdown.page import Page, Paragraph, Table
from docgen.model.api import Api
from docgen.model.resolve import Resolver
from docgen.outline.parts import flat
from docgen.server.members import Members
from docgen.source import Source, Span, Text

_SHOWN = 12  # properties or members that a hover lists


def types_of(page: PageFacts) -> tuple[ResourceFact | EnumFact, ...]:
    """Return the types that a page describes."""
    return (*page.resources, *page.enums)


class Docset:
    """What the pages of a docset say of their types, by name and by path; made at the first question, for all."""

    def __init__(self, api: Api, dialects: Mapping[str, Dialect]) -> None:
        self.api = api
        self.dialects = dialects
        self.pages = {page.path: page for page in api.pages}

    @cached_property
    def resolver(self) -> Resolver:
        """Return what tells which types names mean."""
        return Resolver(self.api.pages, self.dialects)

    @cached_property
    def members(self) -> Members:
        """Return the properties of the types."""
        return Members(self.api, self.resolver)

    @cached_property
    def enums(self) -> Mapping[str, EnumFact]:
        """Return the enumerations by full name."""
        return {
            name: enum
            for page in self.api.pages
            for enum in page.enums
            if (name := self.resolver.find(enum.name, page.namespace))
        }

    @cached_property
    def uses(self) -> Mapping[str, tuple[Span, ...]]:
        """Return where pages name each type that they describe, by its full name; made at the first question."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for page in self.pages.values():
            for fact in _types(page):
                if name := self.resolver.described_by(fact, page):
                    found[name].append(fact.span)
        return {name: tuple(sorted(dict.fromkeys(spans))) for name, spans in found.items()}

    @cached_property
    def links(self) -> Mapping[str, tuple[tuple[Span, str], ...]]:
        """Return the targets of the links that are called like the type they lead to, with their texts, by its name."""
        found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
        for page in self.pages.values():
            for link in page.links:
                spans = (link.span, *(span for _, span in link.again))
                for span, text in zip(spans, link.texts, strict=False):
                    name = self.resolver.linked(TypeFact(text, span, target=link.target, anchor=link.anchor))
                    if name and name.rpartition(".")[2].lower() == text.lower():
                        found[name].append((span, text))
        return {name: tuple(links) for name, links in found.items()}

    def mentions(self, name: str) -> tuple[Span, ...]:
        """Return where pages name the type with a full name, in cells and sentences that tell types or by a link."""
        uses = self.uses.get(name, ())
        behind = len("](")
        beside = (
            span
            for span, _ in self.links.get(name, ())
            if not any(use.path == span.path and use.start <= span.start <= use.end + behind for use in uses)
        )
        return tuple(sorted((*uses, *beside)))

    def described_at(self, page: PageFacts, offset: int) -> str | None:
        """Return the full name of the type that a page describes or names at an offset."""
        for one in types_of(page):
            if one.span.path == page.path and one.span.start <= offset <= one.span.end:
                return self.resolver.find(one.name, page.namespace)
        fact = type_at(page, offset)
        return self.resolver.described_by(fact, page) if fact else None

    def declarations(self, name: str) -> tuple[Span, ...]:
        """Return where pages describe the type with a full name."""
        return tuple(
            one.span
            for page in self.pages.values()
            for one in types_of(page)
            if self.resolver.find(one.name, page.namespace) == name
        )

    def named(self, fact: TypeFact, page: PageFacts) -> ResourceFact | EnumFact | None:
        """Return what pages say of the type that a cell or sentence names; None of one that no page describes."""
        name = self.resolver.resolve(fact, page).name
        resources = self.resolver.resources.get(name)
        return resources[0][1] if resources else self.enums.get(name)


def type_at(facts: PageFacts, offset: int) -> TypeFact | None:
    """Return the type that is named at an offset of a page."""
    for fact in _types(facts):
        if fact.span.path == facts.path and fact.span.start <= offset <= fact.span.end:
            return fact
    return None


def link_at(source: Source, offset: int) -> tuple[str, str] | None:
    """Return the path and the anchor that the link at an offset leads to."""
    page = markdown.parse(source)
    definitions = dict(page.definitions)
    for text in _texts(page):
        if not text.span.start <= offset <= text.span.end:
            continue
        for link in inline.links(text.value, definitions):
            span = text.at(link.start, link.end)
            if span.start <= offset <= span.end:
                return resolve(source.path, link.target)
    return None


def anchor_at(source: Source, anchor: str) -> int:
    """Return the offset of the heading that an anchor names, 0 where there is none."""
    for section in markdown.parse(source).root.walk():
        if anchor and section.level and (section.anchor.lower() or inline.slug(section.title.value)) == anchor.lower():
            return section.title.span.start
    return 0


def described(fact: TypeFact, page: PageFacts, docset: Docset) -> str:
    """Return what a type is, as Markdown for a hover."""
    found = docset.named(fact, page)
    many = "Collection of " if fact.collection else ""
    if found is None:
        resolved = docset.resolver.resolve(fact, page)
        if resolved.type:
            written = f"{resolved.type} ({resolved.format})" if resolved.format else resolved.type
            return f"{many}**{fact.name}**: {written}"
        return f"{many}**{fact.name}**: no page describes this type"
    if isinstance(found, EnumFact):
        names = [f"`{member.name}`" for member in found.members]
        return _card(f"{many}**{found.name}** (enumeration)", found.description, names)
    bases = f", based on {found.bases[0].name}" if found.bases else ""
    rows = [_row(row) for row in found.properties]
    return _card(f"{many}**{found.name}** (resource{bases})", found.description, rows)


def declared(fact: TypeFact, page: PageFacts, docset: Docset) -> Span | None:
    """Return where the type that a cell names is described."""
    found = docset.named(fact, page)
    if isinstance(found, EnumFact) and found.row:
        return found.row
    return found.span if found else None


def _card(head: str, description: str, listed: Sequence[str]) -> str:
    shown = [f"- {one}" for one in listed[:_SHOWN]]
    if len(listed) > _SHOWN:
        shown.append(f"- and {len(listed) - _SHOWN} more")
    return "\n\n".join(part for part in (head, description, "\n".join(shown)) if part)


def _row(row: PropertyFact) -> str:
    if row.type is None:
        return f"`{row.name}`"
    return f"`{row.name}`: {row.type.name}{' collection' if row.type.collection else ''}"


def _types(facts: PageFacts) -> Iterator[TypeFact]:
    """Yield the types that a page names in tables and sentences."""
    for resource in facts.resources:
        yield from resource.bases
        yield from _of_rows(resource.properties)
    for operation in facts.operations:
        for rows in (operation.path_parameters, operation.function_parameters, operation.query_parameters):
            yield from _of_rows(rows)
        if operation.request_body:
            yield from operation.request_body.types
            yield from _of_rows(operation.request_body.properties)
        for response in operation.responses:
            yield from response.types


def _of_rows(rows: Sequence[PropertyFact]) -> Iterator[TypeFact]:
    for row in rows:
        if row.type:
            yield from row.type.within()


def _texts(page: Page) -> Iterator[Text]:
    for section in page.root.walk():
        yield section.title
        for block in flat(section.blocks):
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Table):
                for row in (block.head, *block.rows):
                    yield from (Text(cell.text, cell.span) for cell in row.cells)
