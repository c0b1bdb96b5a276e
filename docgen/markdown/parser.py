"""Parses the source of a page: its sections and blocks, and findings about its Markdown."""

from __future__ import annotations

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.markdown import frontmatter
from docgen.markdown.engine import pieces
from docgen.markdown.lines import Notes
from docgen.markdown.page import Page
from docgen.markdown.tree import build
from docgen.source import Source


def parse(source: Source) -> Page:
    """Return the syntax of a page. Never raises: what cannot be read leaves a finding, in the order of the page."""
    path = source.path
    if source.binary:
        return Page(path, "", None, build(path, []), diagnostics=(rules.BINARY_FILE.at(source.span(0, 0)),))
    found: list[Diagnostic] = []
    if source.undecodable:
        first = source.undecodable[0]
        found.append(rules.UNDECODABLE_BYTES.at(source.span(first, first + 1), count=len(source.undecodable)))
    matter = frontmatter.read(path, source.text)
    written = Notes(path, matter.first_line)
    root = build(path, pieces(source.text, written))
    found += [*matter.diagnostics, *written.diagnostics]
    found.sort(key=lambda diagnostic: diagnostic.span.start)
    return Page(path, source.text, matter.front_matter, root, tuple(written.definitions.items()), tuple(found))
