"""Reports sentences that call an object after the property that holds it, as if that were its type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import words
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix, also
from docgen.extract.facts import PageFacts
from docgen.source import Span

_ARTICLE = r"\b(?:[Aa]n?|new|[Tt]he) [*_`]{{0,3}}({})[*_`]{{0,3}} object\b"


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that name objects after properties, where they are about what the properties hold."""
    asked = [(page, name) for page in whole.pages for name in page.names if name.kind == "object"]
    types = {name.lower() for name in whole.type_names} if asked else set()
    strange = [(page, name) for page, name in asked if name.text.lower() not in types]
    held = _held(whole) if strange else {}
    of_pages: dict[str, list[_Named]] = defaultdict(list)
    for page, name in strange:
        meant = _meant(name.text, held.get(name.text.lower(), frozenset()), page, whole)
        places = _places(name.text, page, whole) if meant else []
        if places:
            of_pages[page.path].append(_Named(name.text, meant, places))
    for found in of_pages.values():
        yield _told(found)


class _Named(NamedTuple):
    """A property that a page calls objects after, the type that they have, and where it does so."""

    name: str
    type: str
    places: list[Span]


def _held(whole: DocsetView) -> Mapping[str, frozenset[str]]:
    """Return the described types that properties hold, by the name of the property in lower case."""
    found: dict[str, set[str]] = defaultdict(set)
    for schema in whole.api.schemas:
        for prop in schema.properties:
            if prop.type.name and whole.types.schema(prop.type.name):
                found[prop.name.lower()].add(prop.type.name)
    return {name: frozenset(types) for name, types in found.items()}


def _meant(name: str, held: frozenset[str], page: PageFacts, whole: DocsetView) -> str:
    """Return the type of what a page calls by the name of a property, "" where it is not sure, or only shortens it."""
    if not held or not _is_about(name.lower(), page):
        return ""
    shorts = {one.rpartition(".")[2] for one in held}
    pages = whole.pages_of_types
    linked = {pages[link.target] for link in page.links if link.target in pages} | {pages.get(page.path, "")}
    meant = shorts & linked if len(shorts) > 1 else shorts
    if len(meant) != 1:
        return ""
    type_ = meant.pop()
    is_short = words(name) <= words(type_) and (not name.endswith("s") or type_.lower().endswith(name.lower()))
    return "" if is_short else type_


def _is_about(name: str, page: PageFacts) -> bool:
    """Tell whether a page describes a type, or an operation on what the property of a name holds."""
    if page.kind == "resource":
        return bool(page.returns)
    paths = (route.path for operation in page.operations for route in operation.routes)
    return any(path is not None and f"/{name}" in path.shape.lower() for path in paths)


def _places(name: str, page: PageFacts, whole: DocsetView) -> list[Span]:
    """Return where a page calls an object by a name: that of a type only in the rows of its operations."""
    source = whole.read(page.path)
    if source is None:
        return []
    text = source.text
    places = [one.span(1) for one in re.finditer(_ARTICLE.format(re.escape(name)), text)]
    if page.kind == "resource":
        lines = {text.rfind("\n", 0, row.span.start) for row in page.returns}
        places = [place for place in places if text.rfind("\n", 0, place[0]) in lines]
    return [Span(page.path, *place) for place in places]


def _told(found: Sequence[_Named]) -> Diagnostic:
    """Return the finding about a page."""
    first = found[0]
    places = [place for one in found for place in one.places]
    edits = tuple(Edit(place, one.type) for one in found for place in one.places)
    return rules.PROPERTY_FOR_TYPE.at(
        places[0],
        related=also(places[1:]),
        places=places,
        fix=Fix(f"write {first.type}", edits, Applicability.UNSAFE),
        name=first.name,
        type=first.type,
        subject=first.name,
    )
