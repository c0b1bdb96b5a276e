"""Lists the links of a page to other pages, and the anchors that a link to the page can name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.extract.facts import LinkFact
from docgen.extract.types import resolve
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.outline.parts import Part
from docgen.source import Span, Text

_Place = tuple[str, Span, str]  # a target as written, where, and the text of the link
_NAMED = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)


def read(parts: Sequence[Part], definitions: Mapping[str, str]) -> tuple[tuple[LinkFact, ...], tuple[str, ...]]:
    """Return the relative links to pages, each target once, where it stands first and again; and the anchors.

    Anchors are those of all headings, as they state them or a renderer makes them, and those named in HTML.
    """
    found: dict[tuple[str, str], list[_Place]] = {}
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
                _add_links(text, definitions, found)
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
    return tuple(links), tuple(anchors)


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


def _add_links(text: Text, definitions: Mapping[str, str], found: dict[tuple[str, str], list[_Place]]) -> None:
    """Add the links of a text to those found, as they are written and where."""
    for link in inline.links(text.value, definitions):
        # A link in an included file starts from the folder of that file.
        page = resolve(text.span.path, link.target)
        if page[0][-3:].lower() == ".md" and not page[0].startswith("/"):
            at = text.value.rfind(link.target, link.start, link.end)
            span = text.at(at, at + len(link.target)) if at > 0 else text.at(link.start, link.end)
            found.setdefault(page, []).append((link.target, span, link.text))
