"""Lists the links of a page to other pages, and the anchors that a link to the page can name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.extract.facts import LinkFact, NameFact
from docgen.extract.types import resolve
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.outline.parts import Part
from docgen.source import Span, Text

_Place = tuple[str, Span, str]  # a target as written, where, and the text of the link
_Read = tuple[tuple[LinkFact, ...], tuple[str, ...], tuple[NameFact, ...]]
_SITE = re.compile(r"/[\w-][\w/.-]*")  # an address of the site that a page is published on
_NAMED = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)


def read(parts: Sequence[Part], definitions: Mapping[str, str]) -> _Read:
    """Return the relative links to pages, each target once, where it stands first and again; the anchors; and links.

    The last are the addresses of the site that links lead to, each where it stands first.

    Anchors are those of all headings, as they state them or a renderer makes them, and those named in HTML.
    """
    found: dict[tuple[str, str], list[_Place]] = {}
    sites: dict[str, Span] = {}
    anchors: dict[str, None] = {}
    times: dict[str, int] = {}
    sections: set[int] = set()  # a section may have many parts
    for here in parts:
        is_first = id(here.section) not in sections
        sections.add(id(here.section))
        name = here.section.anchor.lower() or inline.slug(here.section.title.value) if here.section.level else ""
        if name and is_first:
            before = times.get(name, 0)
            anchors[f"{name}-{before}" if before else name] = None
            times[name] = before + 1
        for text in _texts(here, with_title=is_first):
            if "[" in text.value:
                _add_links(text, definitions, found, sites)
            if "<a" in text.value:
                anchors.update(dict.fromkeys(match[1].lower() for match in _NAMED.finditer(text.value)))
    links = (
        LinkFact(
            target,
            anchor.lower(),
            *places[0][:2],
            tuple([place[:2] for place in places[1:]]),
            tuple([place[2] for place in places]),
        )
        for (target, anchor), places in found.items()
    )
    return tuple(links), tuple(anchors), tuple([NameFact("link", name, span) for name, span in sites.items()])


def _texts(here: Part, *, with_title: bool) -> Iterator[Text]:
    """Yield the texts of a part in which there is a bracket of any kind."""
    title = here.section.title
    if with_title and ("[" in title.value or "<" in title.value):
        yield title
    for block in here.blocks:
        if type(block) is Paragraph:
            if "[" in block.text.value or "<" in block.text.value:
                yield block.text
        elif type(block) is Table:
            for row in block.rows:
                for cell in row.cells:
                    if "](" in cell.text or "][" in cell.text:
                        yield Text(cell.text, cell.span)


def _add_links(
    text: Text, definitions: Mapping[str, str], found: dict[tuple[str, str], list[_Place]], sites: dict[str, Span]
) -> None:
    """Add the links of a text to those found, as they are written and where."""
    for link in inline.links(text.value, definitions):
        if link.target.startswith("/"):
            site = _SITE.match(link.target)
            at = text.value.find(link.target, link.start, link.end)
            if site and at >= 0:
                sites.setdefault(site[0], text.at(at, at + len(site[0])))
            continue
        # A link in an included file starts from the folder of that file.
        page = resolve(text.span.path, link.target)
        if page[0][-3:].lower() == ".md":
            at = text.value.rfind(link.target, link.start, link.end)
            span = text.at(at, at + len(link.target)) if at > 0 else text.at(link.start, link.end)
            found.setdefault(page, []).append((link.target, span, link.text))
