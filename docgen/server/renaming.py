"""Renames on all pages: a type with its headings, qualified names and links; a property with its rows and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.diagnostic import Edit
from docgen.errors import DocgenError
from docgen.markdown.inline import slug
from docgen.server.lookup import Docset
from docgen.server.members import Key
from docgen.source import Source, Span

_NAME = re.compile(r"[A-Za-z_]\w*")
_MEMBER = re.compile(r"[\w@$][\w@$.:-]*")


def edits(docset: Docset, name: str, new: str, read: Callable[[str], Source | None]) -> tuple[Edit, ...]:
    """Return the edits that give the type with a full name another short one.

    ``read`` returns the text of a page as the docset was read from it. Raises DocgenError where the new name cannot be
    one or is taken, and where a heading that describes the type does not spell its name.
    """
    namespace, _, old = name.rpartition(".")
    if not _NAME.fullmatch(new):
        raise DocgenError(f"{new!r} cannot be the name of a type")
    taken = docset.resolver.find(new, namespace)
    if taken and taken != name:
        raise DocgenError(f"there is a type {taken} already")
    found: dict[Span, str] = {}
    moved: dict[tuple[str, str], str] = {}
    for span in docset.declarations(name):
        source = read(span.path)
        place = _spelt(source, span, old)
        if source is None or place is None:
            raise DocgenError(f"{span.path} does not spell the name {old} where it describes the type")
        found[place] = new
        title = source.text[span.start : span.end]
        after = source.text[span.start : place.start] + new + source.text[place.end : span.end]
        moved[span.path, slug(title)] = slug(after)
    for span in docset.uses.get(name, ()):
        if place := _spelt(read(span.path), span, old):
            found[place] = new
    for span, text in docset.links.get(name, ()):
        source, start = read(span.path), span.start - len(f"{text}](")
        if source and source.text[start : span.start] == f"{text}](":
            found[Span(span.path, start, start + len(text))] = new
    found.update(_anchors(docset, moved, read))
    if namespace:
        found.update(_qualified(docset, name, new, read))
    return tuple(Edit(span, text) for span, text in sorted(found.items()))


def edits_of_property(docset: Docset, key: Key, new: str, read: Callable[[str], Source | None]) -> tuple[Edit, ...]:
    """Return the edits that give a property another name, in rows, in JSON and in what annotations say of its type.

    Sentences stay as they are: nobody can tell which property, or which word, they mean. The rest is as with ``edits``.
    """
    if not _MEMBER.fullmatch(new):
        raise DocgenError(f"{new!r} cannot be the name of a property")
    if docset.members.taken(key, new):
        raise DocgenError(f"{key.owner} or a type derived from it has a property {new} already")
    found: dict[Span, str] = {}
    for use in docset.members.of(key, read):
        place = _spelt(read(use.span.path), use.span, key.name)
        if place:
            found[place] = new
        elif use.stated:
            raise DocgenError(f"{use.span.path} does not spell the name {key.name} where it describes the property")
    found.update((span, new) for span in docset.members.annotated(key, read))
    return tuple(Edit(span, text) for span, text in sorted(found.items()))


def _spelt(source: Source | None, span: Span, name: str) -> Span | None:
    """Return where a span spells a name, the target of a link left out."""
    shown = source.text[span.start : span.end].partition("](")[0] if source else ""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown, re.IGNORECASE)
    return Span(span.path, span.start + match.start(), span.start + match.end()) if match else None


def _anchors(
    docset: Docset, moved: dict[tuple[str, str], str], read: Callable[[str], Source | None]
) -> Iterator[tuple[Span, str]]:
    """Yield the anchors in links to headings that change."""
    for page in docset.pages.values():
        for link in page.links:
            new = moved.get((link.target, link.anchor))
            for span in (link.span, *(span for _, span in link.again)) if new else ():
                source = read(span.path)
                at = source.text.lower().find(f"#{link.anchor}", span.start, span.end) if source else -1
                if at >= 0 and new:
                    yield Span(span.path, at + 1, at + 1 + len(link.anchor)), new


def _qualified(docset: Docset, name: str, new: str, read: Callable[[str], Source | None]) -> Iterator[tuple[Span, str]]:
    """Yield where annotations, code, requests and sentences name the type with its namespace."""
    written = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\.?\w)", re.IGNORECASE)
    length = len(name.rpartition(".")[2])
    for path in docset.pages:
        source = read(path)
        for match in written.finditer(source.text) if source else ():
            yield Span(path, match.end() - length, match.end()), new
