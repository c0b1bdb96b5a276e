"""Reads the types and enumerations that a page describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.extract import examples, property_rows, prose, value_rows
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import EnumFact, JsonFact, PropertyFact, ResourceFact, TypeFact
from docgen.extract.operations import is_deprecated
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.outline.parts import Part, fold, shown, title_of
from docgen.outline.rows import groups
from docgen.source import Span

_CARRIERS = frozenset({"table", "list", "definition"})  # of properties, whatever carries parameters
_ONE_WORD = re.compile(r"`?[a-z_][\w.]*`?\Z")


def read(
    parts: Sequence[Part],
    blocks: Sequence[CodeBlock],
    kind: str,
    namespace: str,
    context: Context,
    *,
    stated: bool = False,
) -> tuple[tuple[ResourceFact, ...], tuple[Diagnostic, ...]]:
    """Return the types that a page describes, with findings about their tables.

    ``stated`` tells that the front matter says that the page is about a type: then one word as its title is a name.
    """
    findings: list[Diagnostic] = []
    noted = [b for b in blocks if b.kind == "resource" and b.annotation]
    names = list(dict.fromkeys(n for n in (_stated(b) for b in noted) if n))
    title = title_of(parts)
    if title is None or (kind != "resource" and not names):
        return (), ()
    stated = stated and any(here.role in ("properties", "json", "relationships") for here in parts)
    headed = _titled(fold(title.title, context.dialect), context, stated=stated)
    if not names:
        if not headed or kind != "resource" or not context.dialect.outline.request_parts:
            return (), ()
        names = [_qualified(_heading_name(title, headed), namespace)]
    main = _main(names, headed)
    out = []
    for name in names:
        block = next((b for b in noted if _stated(b) == name), None)
        shape_block = block or (_json_block(blocks) if name == main else None)
        shape = _shape(shape_block, blocks, findings) if shape_block else None
        own = tuple(_rows(parts, shape, context, findings)) if name == main else ()
        out.append(_resource(name, own, title, block, shape, kind, context))
    return tuple(out), tuple(findings)


def _titled(title: str, context: Context, *, stated: bool) -> str:
    """Return the name of a type that a folded title holds, "" for none."""
    match = context.dialect.titles["resource"].search(title)
    if match:
        return match["name"]
    return title.strip("`") if stated and _ONE_WORD.match(title) else ""


def _main(names: Sequence[str], heading: str) -> str:
    """Return the name that the page's tables are about: the one in the title, else the first."""
    return next((n for n in names if n.rsplit(".", 1)[-1].lower() == heading.lower()), names[0])


def _stated(block: CodeBlock) -> str:
    note = block.annotation
    return note.type if note else ""


def _heading_name(title: Part, folded: str) -> str:
    """Return the name as the heading spells it."""
    start = title.title.lower().find(folded)
    return title.title[start : start + len(folded)] if start >= 0 else folded


def _qualified(name: str, namespace: str) -> str:
    return f"{namespace}.{name}" if namespace and "." not in name else name


def _rows(
    parts: Sequence[Part], shape: JsonFact | None, context: Context, findings: list[Diagnostic]
) -> Iterator[PropertyFact]:
    """Yield the rows of the property tables; one below a strange heading counts if the representation has its names."""
    members = set(shape.value) if shape and isinstance(shape.value, dict) else None
    for here in parts:
        if here.role not in ("properties", "relationships"):
            continue
        tabled = any(isinstance(block, Table) for block in here.shown)
        for _, rows in groups(here, context.dialect, carriers=_CARRIERS):
            if not rows or (rows[0].carrier != "table" and (tabled or not all(row.sure for row in rows))):
                continue  # a list beside a table, or of sentences, describes no properties
            found = property_rows.read(rows, context, navigation=here.role == "relationships")
            if here.inherits and members is not None and members.isdisjoint(row.name for row in found):
                continue
            findings.extend(property_rows.duplicates(found))
            yield from found


def _resource(
    name: str,
    rows: tuple[PropertyFact, ...],
    title: Part,
    block: CodeBlock | None,
    shape: JsonFact | None,
    kind: str,
    context: Context,
) -> ResourceFact:
    note = block.annotation if block else None
    intro = [b for b in shown(title.section.blocks, context.dialect) if isinstance(b, Paragraph)]
    text = prose.squeeze("\n".join(b.text.value for b in intro))
    span = title.section.title.span
    return ResourceFact(
        name=name,
        span=span,
        description=prose.paragraphs(intro, context) if kind == "resource" else "",
        bases=tuple(bases(intro, rows, context, block if note else None)),
        key=note.key if note else "",
        open=bool(note and note.open) or prose.matches_form("open", text, context),
        abstract=bool(note and note.abstract) or prose.matches_form("abstract", text, context),
        deprecated=is_deprecated(title, context),
        has_table=bool(rows),
        properties=_nullable(rows, note.nullable) if note and note.nullable else rows,
        representation=shape,
        may_lack=note.optional if note else (),
    )


def _shape(block: CodeBlock, blocks: Sequence[CodeBlock], findings: list[Diagnostic]) -> JsonFact | None:
    """Return the JSON that shows a type, with the members that further blocks of the page show of it.

    Such blocks show other versions of it, each in a zone, a tab or a section of its own.
    """
    first = examples.json_fact(block.fence.text, findings)
    others = [b for b in blocks if b.fence.span > block.fence.span and _is_of_same_type(b, block)]
    if first is None or not isinstance(first.value, dict) or not others:
        return first
    whole = dict(first.value)
    for other in others:
        found = examples.json_fact(other.fence.text, [])  # what is wrong with it is told of the first block alone
        if found and isinstance(found.value, dict) and found.value.keys() & first.value.keys():
            whole = {**found.value, **whole}
    return msgspec.structs.replace(first, value=whole)


def _is_of_same_type(other: CodeBlock, block: CodeBlock) -> bool:
    """Tell whether a block shows the type that another one shows: by its annotation, or where it has none its part."""
    if other.annotation:
        return other.kind == "resource" and _stated(other) == _stated(block) != ""
    return other.place is block.place or other.place.role == "json"


def _nullable(rows: Sequence[PropertyFact], names: Sequence[str]) -> tuple[PropertyFact, ...]:
    """Return rows of which those that an annotation names may be null, unless they say something else."""
    return tuple(
        msgspec.structs.replace(row, nullable=True) if row.name in names and row.nullable is None else row
        for row in rows
    )


def _json_block(blocks: Sequence[CodeBlock]) -> CodeBlock | None:
    return next((b for b in blocks if b.place.role == "json" and b.kind in ("", "ignored", "example")), None)


def bases(
    intro: Sequence[Paragraph], rows: Sequence[PropertyFact], context: Context, noted: CodeBlock | None = None
) -> Iterator[TypeFact]:
    """Yield the base types that a page states: in a sentence, in the annotation, in its rows."""
    for paragraph in intro:
        fact = prose.base(prose.squeeze(paragraph.text.value), paragraph.text.span, context)
        if fact:
            yield fact
    if noted and noted.annotation and noted.annotation.base:
        yield TypeFact(noted.annotation.base.lstrip("#"), noted.annotation.span)
    for row in rows:
        if row.inherited_from:
            yield row.inherited_from


def enums(parts: Sequence[Part], kind: str, namespace: str, context: Context) -> tuple[EnumFact, ...]:
    """Return the enumerations of a page: of the page itself, and of its "x values" sections."""
    out = []
    for here in parts:
        titled = here.section.level == 1 and kind == "enum"
        found = _enum_name(here, parts, context) if titled or here.role in ("members", "values") else None
        if not found:
            continue
        name, anchor, span = found
        tables = (value_rows.members(b, context, sure=True) for b in here.shown if isinstance(b, Table))
        rows = next(filter(None, tables), ()) or value_rows.members_of_items(here.shown, context)
        if rows:
            about = " ".join(b.text.value for b in here.section.blocks if isinstance(b, Paragraph))
            qualified = _qualified(name, namespace)
            said = [b for b in here.section.blocks if not (isinstance(b, Paragraph) and b.item)]
            text = prose.paragraphs(said, context) if anchor else _intro(parts, context)
            flags = prose.matches_form("flags", about, context)
            out.append(EnumFact(qualified, rows, span, (anchor,), flags, text))
    return tuple(out)


def _intro(parts: Sequence[Part], context: Context) -> str:
    title = title_of(parts)
    return prose.paragraphs(title.section.blocks, context) if title else ""


def _enum_name(here: Part, parts: Sequence[Part], context: Context) -> tuple[str, str, Span] | None:
    """Return name, anchor and place of the enumeration that a section of members or values describes."""
    if here.role == "members":
        title = title_of(parts)
        if title is None:
            return None
        match = context.dialect.titles["enum"].search(fold(title.title, context.dialect))
        name = match["name"] if match else fold(title.title, context.dialect).split(" ")[0]
        return _heading_name(title, name), "", title.section.title.span
    match = context.dialect.titles["values"].search(fold(here.title, context.dialect))
    if match:
        return _heading_name(here, next(filter(None, match.groups()))), inline.slug(here.title), here.section.title.span
    return None
