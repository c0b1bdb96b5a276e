"""A page and its dialect go in; what the page says comes out. Nothing is repaired and nothing resolved here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen import rules
from docgen.diagnostics import Diagnostic
from docgen.dialects import Dialect
from docgen.extract import examples, operations, placeholders, resources
from docgen.extract.classify import Placed, choose, page_kind, place, stated_kind
from docgen.extract.facts import PageFacts
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Page, Paragraph
from docgen.source import Span

__all__ = ["PageFacts", "choose", "extract"]


def extract(page: Page, dialect: Dialect, *, name: str | None = None) -> PageFacts:
    """Return the facts of a page. ``name`` is its path below the docset's root (its own path by default)."""
    name = page.path if name is None else name
    context = Context(page.path, dict(page.definitions), dialect)
    placed = place(page, dialect)
    kind = page_kind(page, placed, dialect, name.split("/")[:-1])
    findings: list[Diagnostic] = [*page.diagnostics, *placeholders.find(page, placed, dialect)]
    if kind == "include":
        return PageFacts(page.path, name, kind, dialect.name, diagnostics=tuple(findings))
    namespace = _namespace(placed, context)
    blocks, noted = examples.code_blocks(placed, context)
    found_operations, operation_findings = operations.read(placed, blocks, context) if kind != "enum" else ((), ())
    found_resources, resource_findings = resources.read(placed, blocks, kind, namespace, context)
    findings.extend((*noted, *operation_findings, *resource_findings, *_structure(page, placed, kind, dialect)))
    return PageFacts(
        path=page.path,
        name=name,
        kind=kind,
        dialect=dialect.name,
        title=inline.plain(page.title.value).strip() if page.title else _front_title(page, dialect),
        namespace=namespace,
        area=_front(page, dialect.front_matter.area, dialect),
        operations=found_operations,
        resources=found_resources,
        enums=resources.enums(placed, kind, namespace or dialect.document.default_namespace, context),
        diagnostics=tuple(findings),
    )


def _namespace(placed: Sequence[Placed], context: Context) -> str:
    """Return the namespace that the line below the title states, the dialect's own where there is no such line."""
    for here in placed:
        if here.section.level != 1:
            continue
        for block in here.section.blocks:
            if isinstance(block, Paragraph):
                for line in block.text.value.split("\n"):
                    match = context.dialect.sentences["namespace"].match(line)
                    if match and match["name"]:
                        return match["name"].strip(".")
    return context.dialect.document.default_namespace


def _front(page: Page, keys: Sequence[str], dialect: Dialect) -> str:
    if page.front_matter is None:
        return ""
    return next((v for v in (placeholders.without(page.front_matter.get(k), dialect).strip() for k in keys) if v), "")


def _front_title(page: Page, dialect: Dialect) -> str:
    return _front(page, dialect.front_matter.title, dialect)


_CONTRADICTIONS = frozenset(
    {
        ("operation", "resource"),
        ("operation", "enum"),
        ("resource", "operation"),
        ("enum", "operation"),
        ("enum", "resource"),
    }
)  # (what the front matter says, what the page is); an enumeration may stand on a page of resource type


def _structure(page: Page, placed: Sequence[Placed], kind: str, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield what is wrong with the skeleton of the page."""
    if any(d.code in (rules.BINARY_FILE.code, rules.OVERSIZED_PAGE.code) for d in page.diagnostics):
        return
    top = Span(page.path, 0, 0)
    unclosed = any(d.code == rules.UNCLOSED_FRONT_MATTER.code for d in page.diagnostics)
    if page.front_matter is None and not unclosed and not dialect.front_matter.optional:
        yield rules.MISSING_FRONT_MATTER.at(top)
    if page.title is None:
        yield rules.MISSING_TITLE.at(top)
    stated = stated_kind(page, dialect)
    if page.front_matter and stated and (stated, kind) in _CONTRADICTIONS:
        entry = next(e for e in page.front_matter.entries if e.key == dialect.front_matter.kind)
        yield rules.CONTRADICTING_DOC_TYPE.at(entry.value_span, stated=entry.value, actual=f"a page of {kind} type")
    if kind == "operation":
        roles = {p.role for p in placed}
        for role, title in (("permissions", "Permissions"), ("response", "Response")):
            if role not in roles:
                yield rules.MISSING_SECTION.at(page.title.span if page.title else top, section=title, subject=title)
