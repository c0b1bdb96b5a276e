"""What tests of pages share: a page as a compact text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from docgen.markdown.page import (
    Block,
    Callout,
    Comment,
    Definition,
    Element,
    Fence,
    Include,
    Page,
    Paragraph,
    Section,
    Tab,
    Table,
)
from docgen.source import Source


@pytest.fixture
def dump() -> Callable[[Page, Source], str]:
    """Return a function that writes a page as text."""
    return _dump


def _dump(page: Page, source: Source) -> str:
    """Return front matter, sections, definitions and findings, one per line."""
    return "\n".join(_lines(page, source))


def _lines(page: Page, source: Source) -> Iterator[str]:
    if page.front_matter:
        for entry in page.front_matter.entries:
            yield f"{entry.key}: {entry.value!r} at {_place(source, entry.value_span.start)}"
    for section in page.root.walk():
        if section.level:
            title = section.title.value.replace("\n", "⏎")
            yield f"{'#' * section.level} {title}" + (f" #{section.anchor}" if section.anchor else "")
        yield from _blocks(section, "")
    for label, target in page.definitions:
        yield f"[{label}] {target}"
    for finding in page.diagnostics:
        yield f"! {finding.name} at {_place(source, finding.span.start)}"


def _blocks(parent: Section | Callout, indent: str) -> Iterator[str]:
    for block in parent.blocks:
        yield indent + _block(block)
        if isinstance(block, Table):
            for row in block.rows:
                yield indent + "  " + " ¦ ".join(cell.text.replace("\n", "⏎") for cell in row.cells)
        elif isinstance(block, Callout):
            yield from _blocks(block, indent + "  ")


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        item = f".{block.item}" if block.item else ""
        return f"text{block.depth or ''}{item} {block.text.value!r}"
    if isinstance(block, Definition):
        return f"term {block.term.value!r} {block.text.value!r}"
    if isinstance(block, Element):
        attributes = "".join(f" {one.name}={one.value!r}" for one in block.attributes)
        return f"element {block.name} {block.kind}{attributes}" + (f" text={block.text.value!r}" if block.text else "")
    if isinstance(block, Callout):
        return f"callout {block.kind or '-'}"
    if isinstance(block, Table):
        return "table " + " ¦ ".join(cell.text for cell in block.head.cells)
    if isinstance(block, Fence):
        return f"fence {block.info or '-'} {block.text.value!r}"
    if isinstance(block, Comment):
        return f"comment {block.text.value!r}"
    if isinstance(block, Include):
        return f"include {block.title!r} {block.target}"
    assert isinstance(block, Tab)
    return f"tab {block.name or '-'}"


def _place(source: Source, offset: int) -> str:
    position = source.position(offset)
    return f"{position.line}:{position.column}"
