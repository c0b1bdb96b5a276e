"""Lists the operations and types of pages, for the outline of a page and the search in all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import DocumentSymbol, SymbolInformation, SymbolKind
from pygls.workspace import PositionCodec

from docgen import files
from docgen.extract.facts import EnumFact, OperationFact, PageFacts, ResourceFact
from docgen.server import convert
from docgen.source import Source, Span

_MOST = 200  # symbols of an answer: the editor asks again as the words get longer


def of_page(facts: PageFacts, source: Source, codec: PositionCodec) -> list[DocumentSymbol]:
    """Return the operations of a page, and its types with their members, in the order written."""
    found = []
    for one, name, kind in _symbols(facts):
        rows: Iterable[tuple[str, str, Span, SymbolKind]] = ()
        if isinstance(one, ResourceFact):
            rows = (
                (row.name, row.type.name if row.type else "", row.span, SymbolKind.Property) for row in one.properties
            )
        elif isinstance(one, EnumFact):
            rows = ((row.name, "", row.span, SymbolKind.EnumMember) for row in one.members)
        children = [
            DocumentSymbol(name, kind, place, place, detail=detail)
            for name, detail, span, kind in rows
            if name and span.path == source.path
            for place in (convert.range_of(source, span.start, span.end, codec),)
        ]
        title = convert.range_of(source, one.span.start, one.span.end, codec)
        whole = convert.around(title, *(child.range for child in children))
        detail = one.title if isinstance(one, OperationFact) else ""
        found.append(DocumentSymbol(name, kind, whole, title, detail=detail, children=children))
    return found


def of_docset(pages: Iterable[PageFacts], words: str, codec: PositionCodec) -> list[SymbolInformation]:
    """Return the operations and types whose names or titles hold some words, letter case ignored."""
    low = words.lower()
    named = ((facts, one, name, kind) for facts in pages for one, name, kind in _symbols(facts))
    fitting = [
        (name.lower() != low, not name.lower().startswith(low), name, one.span, kind, facts.title)
        for facts, one, name, kind in named
        if low in name.lower() or (isinstance(one, OperationFact) and low in one.title.lower())
    ]
    return [
        SymbolInformation(convert.location_of(span, files.source(span.path), codec), name, kind, container_name=title)
        for _, _, name, span, kind, title in sorted(fitting, key=lambda one: one[:4])[:_MOST]
    ]


def _symbols(facts: PageFacts) -> Iterator[tuple[OperationFact | ResourceFact | EnumFact, str, SymbolKind]]:
    """Yield what a page describes, with its name."""
    found: list[tuple[OperationFact | ResourceFact | EnumFact, str, SymbolKind]] = []
    for operation in facts.operations:
        requests = [f"{route.method} {route.target}" for route in operation.routes]
        found.append((operation, requests[0] if requests else operation.title, SymbolKind.Method))
    found += [(resource, resource.name, SymbolKind.Struct) for resource in facts.resources]
    found += [(enum, enum.name, SymbolKind.Enum) for enum in facts.enums]
    found.sort(key=lambda one: one[0].span)
    yield from (one for one in found if one[1] and one[0].span.path == facts.path)
