"""Read facts off the outline of a page: what it says, as written. Nothing is repaired and nothing resolved here."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import (
    api_info,
    block_coverage,
    declared_types,
    described_types,
    examples,
    links,
    mentions,
    method_tables,
    openapi_code,
    operations,
    placeholders,
    resources,
    security,
    shared_parameters,
    uses,
    value_lists,
)
from docgen.extract.dialect_of_page import choose
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import NameFact, PageFacts
from docgen.extract.page_kind import page_kind, stated_kind
from docgen.extract.types import Context, context_of
from docgen.markdown import inline
from docgen.markdown.page import Page, Paragraph
from docgen.outline import Outline, Part, outline
from docgen.outline.parts import title_of

__all__ = ["Annotated", "PageFacts", "annotate", "choose", "extract", "facts"]


class Annotated(msgspec.Struct, frozen=True, gc=False):
    """The outline of a page with its code blocks, and what is wrong with their annotations."""

    outline: Outline
    context: Context
    blocks: tuple[CodeBlock, ...]
    diagnostics: tuple[Diagnostic, ...]


def extract(page: Page, dialect: Dialect, *, name: str | None = None) -> PageFacts:
    """Return the facts of a page. ``name`` is its path below the docset's root (its own path by default)."""
    return facts(annotate(outline(page, dialect)), name=page.path if name is None else name)


def annotate(found: Outline) -> Annotated:
    """Return what facts and checks of a page are made from."""
    context = context_of(found.page, found.dialect)
    return Annotated(found, context, *examples.code_blocks(found.parts, context))


def facts(annotated: Annotated, *, name: str) -> PageFacts:
    """Return what a page says."""
    context, blocks = annotated.context, annotated.blocks
    page, parts = annotated.outline.page, annotated.outline.parts
    dialect = context.dialect
    title = title_of(parts)
    kind = page_kind(annotated.outline, name.split("/")[:-1])
    findings = [*page.diagnostics, *placeholders.find(page, parts, dialect)]
    linked, anchors, led = links.read(parts, context.definitions)
    if kind == "include":
        return PageFacts(page.path, name, kind, dialect.name, anchors=anchors, diagnostics=tuple(findings))
    stated = _namespace(parts, context)
    namespace = stated.text if stated else dialect.document.default_namespace
    scopes = annotated.outline.scopes if kind != "enum" else ()
    found_operations, operation_findings = operations.read(
        scopes,
        parts,
        blocks,
        context,
        front=_front_title(page, dialect) if dialect.document.page_names else "",
        deprecated=_front(page, dialect.front_matter.deprecated, dialect).lower() == "true",
        about=_front(page, dialect.front_matter.description, dialect) if dialect.document.page_names else "",
        group=page.site.group(page.path) if page.site else "",
        site=security.of_site(page, dialect),
    )
    found_resources, resource_findings = resources.read(
        parts, blocks, kind, namespace, context, stated=stated_kind(page, dialect) == "resource"
    )
    (headed, listed), type_findings = described_types.read(annotated.outline.types, context)
    findings.extend((*annotated.diagnostics, *operation_findings, *resource_findings, *type_findings))
    read_already = {part for scope in annotated.outline.types for part in scope.parts}
    others = [part for part in parts if part not in read_already]
    tabled = resources.enums(others, kind, namespace or dialect.document.default_namespace, context)
    documented = openapi_code.read(parts, scopes, context)
    described, enums = value_lists.distribute(
        (*found_resources, *headed, *declared_types.resources(parts, context), *documented.resources),
        (*tabled, *listed, *declared_types.enums(parts, context), *documented.enums),
        parts,
        context,
    )
    all_operations = (*found_operations, *documented.operations)
    said = PageFacts(
        path=page.path,
        name=name,
        kind=kind,
        dialect=dialect.name,
        title=inline.plain(title.title).strip() if title else _front_title(page, dialect),
        namespace=namespace,
        area=_front(page, dialect.front_matter.area, dialect),
        operations=all_operations,
        resources=described,
        enums=enums,
        links=linked,
        anchors=anchors,
        diagnostics=tuple(findings),
        author=_front(page, dialect.front_matter.author, dialect),
        about=api_info.read(page, parts, operations.stating(scopes), context) if dialect.document.page_names else None,
        schemes=(*(security.schemes(parts, scopes, context) if dialect.outline.answers else ()), *documented.schemes),
        listed=tuple(described_types.listed(parts, context)),
        shared=tuple(shared_parameters.read(parts, context)),
        files=tuple(uses.files(page, parts)),
        names=(
            *led,
            *uses.names(blocks, dialect),
            *uses.set_apart(page),
            *uses.objects(page),
            *uses.previews(page, dialect),
            *((stated,) if stated else ()),
        ),
        front_matter=page.front_matter.entries if page.front_matter else (),
        servers=page.site.servers if page.site else (),
        unread=documented.unread,
        returns=method_tables.read(parts, context) if kind == "resource" else (),
        mentions=() if all_operations else mentions.read(page, parts, context),
    )
    if not dialect.outline.tells_unread:
        return said
    told = block_coverage.account(annotated.outline, said)
    unread = (*said.unread, *block_coverage.unread(told))
    return msgspec.structs.replace(said, unread=unread, blocks=block_coverage.counts(told))


def _namespace(parts: Sequence[Part], context: Context) -> NameFact | None:
    """Return the namespace that the line below the title states."""
    for here in parts:
        if here.section.level != 1:
            continue
        for block in here.section.blocks:
            if isinstance(block, Paragraph):
                start = 0
                for line in block.text.value.split("\n"):
                    match = context.dialect.sentences["namespace"].pattern.match(line)
                    if match and match["name"]:
                        place = block.text.at(start + match.start("name"), start + match.end("name"))
                        return NameFact("namespace", match["name"].strip("."), place)
                    start += len(line) + 1
    return None


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
