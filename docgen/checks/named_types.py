"""Reports introductions that take what a path calls some objects for the name of their type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, also
from docgen.extract.facts import MethodFact, OperationFact, PageFacts
from docgen.source import Span

# One object, under a name that is no English word, or is in the plural.
_NAMED = re.compile(
    r"\b(?:an?|the) \[?(?P<name>[a-z]\w*[A-Z]\w*|(?<=\ban )[a-z]{3,}s|(?<=\ba )[a-z]{3,}s)"
    r"(?:\]\([^()\s]*\))? (?:object|resource|entity)\b"
)


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the operations that are said to be about an object of a type that no page has, but their path."""
    found = [
        (page, operation, match["name"])
        for page in whole.pages
        for operation in page.operations
        if (match := _NAMED.search(operation.description)) and _is_in_path(match["name"], operation)
    ]
    if not found:
        return
    types = _types(whole)
    properties = _properties(whole)
    rows: dict[str, list[tuple[PageFacts, MethodFact]]] = defaultdict(list)
    for page in whole.pages:
        for row in page.returns:
            rows[row.target.lower()].append((page, row))
    for page, operation, name in found:
        meant = "" if name.lower() in types else _meant(name, types, properties)
        if not meant:
            continue
        own = _places(name, Span(page.path, 0, len(_text(page, whole))), whole)
        first = next((place for place in own if place.start > operation.span.start), own[0] if own else None)
        if first is None:
            continue
        others = [place for place in own if place != first]
        for other, row in rows[page.path.lower()]:
            others += _places(name, _line(other, row, whole), whole)
        yield rules.PATH_NAME_AS_TYPE.at(first, related=also(others), name=name, type=meant, subject=name)


def _is_in_path(name: str, operation: OperationFact) -> bool:
    """Tell whether a name is one of the segments of the paths of an operation."""
    low = name.lower()
    return any(
        segment.text.lower() == low for route in operation.routes if route.path for segment in route.path.segments
    )


def _types(whole: DocsetView) -> Mapping[str, str]:
    """Return the names of all types, without their namespaces, by their lower case."""
    written = (*(one.name for one in whole.api.schemas), *(one.name for one in whole.api.enums))
    return {name.lower(): name for name in (one.rpartition(".")[2] for one in written)}


def _properties(whole: DocsetView) -> Mapping[str, set[str]]:
    """Return the types of what all properties hold, by the property's name in lower case.

    One that is an English word is in the plural only where the property is a collection.
    """
    out: dict[str, set[str]] = defaultdict(set)
    for schema in whole.api.schemas:
        for prop in schema.properties:
            if prop.type.name and (prop.type.collection or not prop.name.islower()):
                out[prop.name.lower()].add(prop.type.name.rpartition(".")[2])
    return out


def _meant(name: str, types: Mapping[str, str], properties: Mapping[str, set[str]]) -> str:
    """Return the type of what a name stands for in paths, "" where it is in doubt."""
    low = name.lower()
    held = properties.get(low, set())
    if len(held) == 1:
        return next(iter(held))
    singular = (f"{low[:-3]}y" if low.endswith("ies") else "", low[:-1] if low.endswith("s") else "")
    return "" if held or name.islower() else next((types[one] for one in singular if one in types), "")


def _places(name: str, span: Span, whole: DocsetView) -> list[Span]:
    """Return where a name stands for a type in what a span holds."""
    text = whole.text(span)
    matches = _NAMED.finditer(text.value) if text else ()
    return [text.at(*match.span("name")) for match in matches if text and match["name"] == name]


def _text(page: PageFacts, whole: DocsetView) -> str:
    source = whole.read(page.path)
    return source.text if source else ""


def _line(page: PageFacts, row: MethodFact, whole: DocsetView) -> Span:
    """Return the line of a row of a table of operations."""
    text = _text(page, whole)
    start = text.rfind("\n", 0, row.span.start) + 1
    end = text.find("\n", row.span.start)
    return Span(page.path, start, len(text) if end < 0 else end)
