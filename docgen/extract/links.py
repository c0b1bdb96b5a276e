"""A page goes in; the links to other pages that it holds, and the anchors that links can lead to, come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from docgen.extract.classify import flat
from docgen.extract.facts import LinkFact
from docgen.extract.types import resolve
from docgen.markdown import inline
from docgen.markdown.page import Page, Paragraph, Section, Table
from docgen.source import Text

_NO_WORD = re.compile(r"[^\w\- ]")
_NAMED = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)


def read(page: Page, definitions: Mapping[str, str]) -> tuple[LinkFact, ...]:
    """Return the relative links to pages, each target once, where it stands first."""
    found: dict[tuple[str, str], LinkFact] = {}
    for section in page.root.walk():
        for text in _texts(section):
            for link in inline.links(text.value, definitions) if "[" in text.value else ():
                # A link in an included file starts from the folder of that file.
                target, anchor = resolve(text.span.path, link.target)
                if target.lower().endswith(".md") and not target.startswith("/") and (target, anchor) not in found:
                    at = text.value.rfind(link.target, link.start, link.end)
                    span = text.at(at, at + len(link.target)) if at > 0 else text.at(link.start, link.end)
                    found[target, anchor] = LinkFact(target, anchor.lower(), link.target, span)
    return tuple(found.values())


def anchors(page: Page) -> tuple[str, ...]:
    """Return the anchors of all headings, as a renderer makes them, and those named in HTML."""
    out: dict[str, None] = {}
    times: Counter[str] = Counter()
    for section in page.root.walk():
        if section.level:
            name = _NO_WORD.sub("", inline.plain(section.title.value).strip().lower()).replace(" ", "-")
            out[f"{name}-{times[name]}" if times[name] else name] = None
            times[name] += 1
        for text in _texts(section):
            if "<a" in text.value:
                out.update(dict.fromkeys(match[1].lower() for match in _NAMED.finditer(text.value)))
    return tuple(out)


def _texts(section: Section) -> Iterator[Text]:
    yield section.title
    for block in flat(section.blocks):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if "](" in cell.text or "][" in cell.text:
                        yield Text(cell.text, cell.span)
