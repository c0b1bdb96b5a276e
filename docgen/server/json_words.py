"""Tells what may stand at a place in JSON: of an annotation, or of a code block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from docgen import markdown
from docgen.dialects import Dialect
from docgen.dialects.tables import Annotations
from docgen.extract.facts import PageFacts
from docgen.markdown.page import Fence
from docgen.outline.parts import flat
from docgen.server.lookup import Docset
from docgen.source import Source

_OPEN, _CLOSE = "<!--", "-->"


class Place(NamedTuple):
    """A place of a page: its text, the line up to there, the facts and the dialect of the page, and all pages."""

    source: Source
    offset: int
    line: str
    page: PageFacts | None
    dialect: Dialect
    docset: Docset


def at(place: Place) -> tuple[str, Iterable[str]] | None:
    """Return the text begun at a place of an annotation or of a code block, and what may stand there; else None."""
    if _is_in_annotation(place.source.text, place.offset):
        return _annotation(place)
    if place.line.count('"') % 2 and _is_in_fence(place.source, place.offset):
        return _json(place)
    return None


def _is_in_fence(source: Source, offset: int) -> bool:
    sections = markdown.parse(source).root.walk()
    blocks = (block for section in sections for block in flat(section.blocks))
    return any(isinstance(block, Fence) and block.span.start <= offset <= block.span.end for block in blocks)


def _is_in_annotation(text: str, offset: int) -> bool:
    """Tell whether an offset is in a text in quotes, of a comment that holds JSON."""
    start = text.rfind(_OPEN, 0, offset)
    inside = text[start + len(_OPEN) : offset]
    return start >= 0 and _CLOSE not in inside and inside.lstrip().startswith("{") and inside.count('"') % 2 == 1


def _annotation(place: Place) -> tuple[str, Iterable[str]]:
    """Return the word begun in an annotation, and the members, kinds, types and properties that may stand there."""
    name, word = _json_place(place)
    names = place.dialect.annotations
    members = place.docset.members
    if not name:
        return word, _members(names)
    if name == names.kind:
        return word, names.kinds
    if name in (*names.type, *names.base):
        return word, members.types.schemas
    if name in names.scopes:
        return word.rpartition(" ")[2], chain.from_iterable(members.scopes.values())
    if name in (*names.key, *names.optional, *names.nullable) and place.page:
        return word, _properties(place)
    return word, ()


def _json(place: Place) -> tuple[str, Iterable[str]]:
    """Return the word begun in JSON of a code block, and the members or values that may stand there."""
    name, word = _json_place(place)
    marker = place.docset.members.api.form.type_member
    if name and name == marker:
        return word.removeprefix("#"), place.docset.members.types.schemas
    if place.page is None:
        return word, ()
    return word, place.docset.members.values(place.page, name) if name else _properties(place)


def _properties(place: Place) -> Iterator[str]:
    """Yield the properties of the types that a page is about."""
    for name in place.docset.members.types_on(place.page) if place.page else ():
        yield from place.docset.members.types.members(name)


def _json_place(place: Place) -> tuple[str, str]:
    """Return the member whose value, or a text of whose list, is begun at a place, "" for a member; and the text."""
    before, _, word = place.line.rpartition('"')
    before = before.rstrip()
    if before.endswith((",", "[")):
        bracket = before.rfind("[")
        before = before[:bracket].rstrip() if bracket > max(before.rfind("]"), before.rfind("{")) else ""
    if not before.endswith(":"):
        return "", word
    return before[:-1].rstrip().removesuffix('"').rpartition('"')[2], word


def _members(names: Annotations) -> Iterator[str]:
    """Yield what the members of an annotation are called, each as it is usually written."""
    yield names.kind
    for group in (
        *(names.type, names.name, names.scopes, names.key, names.base, names.open, names.abstract, names.optional),
        *(names.nullable, names.collection, names.items, names.truncated, names.empty, names.error),
    ):
        yield from group[:1]
