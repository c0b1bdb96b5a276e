"""A page and its dialect go in; what the page says comes out. Nothing is repaired and nothing resolved here."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import examples, links, operations, placeholders, resources
from docgen.extract.classify import Placed, choose, page_kind, place, title_of
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import PageFacts
from docgen.extract.types import Context, context_of
from docgen.markdown import inline
from docgen.markdown.page import Page, Paragraph

__all__ = ["Outline", "PageFacts", "choose", "extract", "facts", "outline"]


class Outline(msgspec.Struct, frozen=True, gc=False):
    """A page as it is read: sections with their roles, code blocks, and what is wrong with their annotations."""

    page: Page
    context: Context
    placed: tuple[Placed, ...]
    blocks: tuple[CodeBlock, ...]
    diagnostics: tuple[Diagnostic, ...]


def extract(page: Page, dialect: Dialect, *, name: str | None = None) -> PageFacts:
    """Return the facts of a page. ``name`` is its path below the docset's root (its own path by default)."""
    return facts(outline(page, dialect), name=page.path if name is None else name)


def outline(page: Page, dialect: Dialect) -> Outline:
    """Return what facts and checks of a page are made from."""
    context = context_of(page, dialect)
    placed = place(page, dialect)
    return Outline(page, context, placed, *examples.code_blocks(placed, context))


def facts(outline: Outline, *, name: str) -> PageFacts:
    """Return what a page says."""
    page, context, placed, blocks = outline.page, outline.context, outline.placed, outline.blocks
    dialect = context.dialect
    title = title_of(placed)
    kind = page_kind(page, placed, title, dialect, name.split("/")[:-1])
    findings = [*page.diagnostics, *placeholders.find(page, placed, dialect)]
    if kind == "include":
        return PageFacts(page.path, name, kind, dialect.name, diagnostics=tuple(findings))
    namespace = _namespace(placed, context)
    found_operations, operation_findings = operations.read(placed, blocks, context) if kind != "enum" else ((), ())
    found_resources, resource_findings = resources.read(placed, blocks, kind, namespace, context)
    findings.extend((*outline.diagnostics, *operation_findings, *resource_findings))
    linked, anchors = links.read(placed, context.definitions)
    return PageFacts(
        path=page.path,
        name=name,
        kind=kind,
        dialect=dialect.name,
        title=inline.plain(title.title).strip() if title else _front_title(page, dialect),
        namespace=namespace,
        area=_front(page, dialect.front_matter.area, dialect),
        operations=found_operations,
        resources=found_resources,
        enums=resources.enums(placed, kind, namespace or dialect.document.default_namespace, context),
        links=linked,
        anchors=anchors,
        diagnostics=tuple(findings),
        author=_front(page, dialect.front_matter.author, dialect),
    )


def _namespace(placed: Sequence[Placed], context: Context) -> str:
    """Return the namespace that the line below the title states, the dialect's own where there is no such line."""
    for here in placed:
        if here.section.level != 1:
            continue
        for block in here.section.blocks:
            if isinstance(block, Paragraph):
                for line in block.text.value.split("\n"):
                    match = context.dialect.sentences["namespace"].pattern.match(line)
                    if match and match["name"]:
                        return match["name"].strip(".")
    return context.dialect.document.default_namespace


def _front(page: Page, keys: Sequence[str], dialect: Dialect) -> str:
    if page.front_matter is None:
        return ""
    for key in keys:
        value = placeholders.without(page.front_matter.get(key), dialect).strip()
        if value:
            return value
    return ""


def _front_title(page: Page, dialect: Dialect) -> str:
    return _front(page, dialect.front_matter.title, dialect)
