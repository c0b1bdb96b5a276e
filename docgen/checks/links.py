"""The links of all pages go in; those that lead nowhere, and pages that no link leads to, come out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, Edit, Fix
from docgen.extract.facts import LinkFact
from docgen.model.resolve import qualify


def targets(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the links to pages that do not exist, are spelt otherwise, or lack the heading."""
    pages = {page.path: page for page in whole.pages}
    folded = {path.lower(): path for path in reversed(pages)}
    for page in whole.pages:
        missing: set[str] = set()
        for link in page.links:
            known = pages.get(link.target)
            if known is not None:
                if link.anchor and known.kind != "include" and link.anchor not in known.anchors:
                    yield rules.BROKEN_ANCHOR.at(
                        link.span, page=posixpath.basename(link.target), anchor=link.anchor, subject=link.written
                    )
            elif link.target.lower() in folded:
                yield from _spelling(link, folded[link.target.lower()])
            elif link.target not in missing and folder(link.target).lower() in whole.folders:
                missing.add(link.target)
                if whole.read(link.target) is None:
                    yield rules.MISSING_PAGE.at(link.span, target=link.written, subject=link.target)


def _spelling(link: LinkFact, actual: str) -> Iterator[Diagnostic]:
    name = link.written.partition("#")[0].partition("?")[0].replace("\\", "/")
    if name:
        spelt = name[: len(name) - len(posixpath.basename(name))] + posixpath.basename(actual)
        fix = Fix(f"write {spelt}", (Edit(link.span, link.written.replace(name, spelt, 1)),))
        at_target = link.span.end - link.span.start == len(link.written)
        yield rules.LINK_LETTER_CASE.at(
            link.span, fix=fix if at_target else None, target=name, actual=spelt, subject=link.written
        )


def orphans(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the types that no other page leads to, in a docset that has operations."""
    if not any(page.operations for page in whole.pages):
        return
    linked = {link.target.lower() for page in whole.pages for link in page.links if link.target != page.path}
    named = {schema.base.lower() for schema in whole.api.schemas if schema.base}
    used = {prop.type.name for schema in whole.api.schemas for prop in schema.properties}
    for page in whole.pages:
        if page.kind != "resource" or not page.resources or page.path.lower() in linked:
            continue
        resource = page.resources[0]
        schema = whole.schema(qualify(resource.name, page.namespace))
        stands_for_base = schema is not None and schema.base in used - {""}  # such a type is met wherever its base is
        if resource.name.lower() not in named and not stands_for_base:
            short = resource.name.rsplit(".", 1)[-1]
            yield rules.ORPHAN_RESOURCE.at(resource.span, type=short, subject=short)
