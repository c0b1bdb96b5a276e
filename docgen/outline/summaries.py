"""Take the summaries of what can be expanded for headings, where they state requests."""

from __future__ import annotations

import re

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Block, Page, Paragraph, Section
from docgen.markdown.tree import TreeBuilder
from docgen.source import Text

_SUMMARY = re.compile(
    r"(?:</details>\s*+)?<details\b[^<>]*+>\s*+<summary\b[^<>]*+>\s*+(?P<title>[^\n]+?)</summary>", re.IGNORECASE
)
_END = "</details>"
_LONGEST = 2_000  # characters of a paragraph with a summary


def as_headings(page: Page, dialect: Dialect) -> Section:
    """Return the sections of a page, with one for each summary that states a request: what it holds stands inside."""
    if "<summary" not in page.text or not dialect.outline.labels:
        return page.root
    sections = list(page.root.walk())
    if not any(_request(block, dialect) for section in sections for block in section.blocks):
        return page.root
    tree = TreeBuilder(page.root.title.span.path)
    level = lifted = 0  # of the section around, and how much deeper headings inside a summary are
    is_open = False
    for section in sections:
        if section.level:
            if section.level <= level or not is_open:
                is_open, level, lifted = False, section.level, 0
            else:
                lifted = lifted or int(section.level == level + 1)
            tree.begin(section.level + lifted, section.title, section.anchor)
        for block in section.blocks:
            found = _request(block, dialect)
            if found:
                is_open, lifted = True, 0
                title, rest = found
                tree.begin(level + 1, title)
                if rest.value:
                    tree.add(Paragraph(rest))
            elif isinstance(block, Paragraph) and block.text.value.strip().lower() == _END:
                is_open = False
            else:
                tree.add(block)
    return tree.root()


def _request(block: Block, dialect: Dialect) -> tuple[Text, Text] | None:
    """Return the text of a summary that states a request, and what stands behind it; None for any other block."""
    if not isinstance(block, Paragraph) or not block.text.value.startswith("<"):
        return None
    match = _SUMMARY.match(block.text.value[:_LONGEST])
    if match is None:
        return None
    plain = inline.plain(match["title"]).replace("`", " ").replace("*", " ").strip()
    verb = dialect.outline.verb_start.match(plain)
    if verb is None or not verb["verb"].isupper() or not plain[verb.end() :].lstrip(" :").startswith(("/", "http")):
        return None
    begin = match.start("title")
    behind = block.text.value[match.end() :]
    rest = behind.strip().removesuffix(_END).rstrip()
    at = match.end() + len(behind) - len(behind.lstrip())
    return block.text.slice(begin, begin + len(match["title"].rstrip())), block.text.slice(at, at + len(rest))
