"""Read what an operation sends: its members, types and media types, and whether it is required."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect, match_forms
from docgen.extract import (
    examples,
    property_rows,
    prose,
    response_parts,
    response_sentences,
)
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import (
    BodyFact,
    PropertyFact,
    TypeFact,
)
from docgen.extract.response_leads import media_in
from docgen.extract.types import Context, in_place, read_type
from docgen.markdown import inline
from docgen.markdown.page import Block, Paragraph, Table
from docgen.outline import Scope, declared_code, notation
from docgen.outline.parts import Part, shown
from docgen.outline.rows import groups
from docgen.outline.table_rows import column, head
from docgen.source import Span, Text


def body_of(
    scope: Scope,
    rows: Mapping[str, tuple[PropertyFact, ...]],
    blocks: Sequence[CodeBlock],
    context: Context,
    findings: list[Diagnostic],
    sent: tuple[str, ...],
) -> BodyFact | None:
    """Return what the sections about the body and the rows in it say; None where nothing tells of a body.

    ``sent`` are the media types that a header says the request sends, and no JSON.
    """
    sections = [p for p in scope.parts if p.role == "request_body" and _is_about_body(p, context)]
    stated = (*rows.get("body", ()), *rows.get("form", ()))
    media = _content_type(rows)
    if not sections and not stated:
        silent = media is not None and "no_media" in _said(media.description, context.dialect)
        return BodyFact(media.span, none=True) if media and silent else None
    types: list[TypeFact] = []
    mentioned: list[TypeFact] = []
    texts: list[str] = []
    none = False
    stated_type = next((p.type for p in sections if p.type), None)
    whole_type = read_type(stated_type.text, stated_type.span, context) if stated_type else None
    if whole_type and not stated:
        types.append(whole_type)
    many = bool(stated and whole_type and whole_type.collection) or _are_items(sections, context)
    extends = False
    for here in sections:
        for block in here.shown:
            declared = declared_code.of(block, here, context.dialect)
            many = many or declared.many
            whole = read_type(declared.whole.text, declared.whole.span, context) if declared.whole else None
            types.extend([whole] if whole else ())
            extends |= whole is not None and any(row.name.text for row in declared.rows)
            if isinstance(block, Paragraph) and here.rows is None:
                texts.append(block.text.value)
                said = _said(block.text.value, context.dialect)
                none |= "none" in said
                (types if "representation" in said else mentioned).extend(_named_types(block.text, context))
    members: dict[str, PropertyFact] = {}
    for fact in stated:
        members.setdefault(fact.name, fact)
    text = "\n".join(texts)
    said = _said(text, context.dialect)
    for code in blocks if not context.dialect.outline.labels else ():  # there it is an example
        if code.place.role == "request_body" and code.kind not in ("request", "response"):
            examples.json_fact(code.fence.text, findings)
    marked = tuple(dict.fromkeys(p.media for p in sections if p.media))
    forms: tuple[str, ...] = ("multipart/form-data",) if rows.get("form") and not rows.get("body") else ()
    if not forms and context.dialect.outline.labels:
        forms = _form(sections, members.values(), context.dialect) or sent
    about = prose.paragraphs([b for p in sections for b in _text_of(p, context)], context)
    told = [found for here in sections for found in _told_whole(here, context)] if not members else []
    if told:
        first, *others = told
        about = "\n\n".join(dict.fromkeys(filter(None, (about, first.description))))
        return msgspec.structs.replace(first, description=about, others=tuple(others))
    return BodyFact(
        span=sections[0].section.title.span if sections else stated[0].span,
        types=tuple(types),
        mentioned=tuple(mentioned),
        properties=tuple(members.values()),
        none=none and not members,
        stream="stream" in said,
        is_arguments="arguments" in said,
        in_url="in_url" in said,
        media_types=_media(text, context.dialect) or forms or marked,
        many=many,
        placed=any(p.rows for p in sections),
        extends=extends,
        description=about,
    )


def _are_items(sections: Sequence[Part], context: Context) -> bool:
    """Tell whether a paragraph says that the rows of a body are members of the items of an array."""
    return context.dialect.outline.labels and any(
        response_parts.announces_items(here, block, context)
        for here in sections
        for block, _ in groups(here, context.dialect)
    )


def _form(sections: Sequence[Part], members: Iterable[PropertyFact], dialect: Dialect) -> tuple[str, ...]:
    """Return the media type of a body whose headings or labels call it a form: one of parts where it holds files."""
    if not any(dialect.bodies["form"].search(part.title) for part in sections if part.named):
        return ()
    has_file = any(
        dialect.bodies["parts"].search(one.description)
        or (one.type and one.type.primitive and dialect.types[one.type.primitive].format == "binary")
        for one in members
    )
    return ("multipart/form-data" if has_file else "application/x-www-form-urlencoded",)


def _told_whole(here: Part, context: Context) -> Iterator[BodyFact]:
    """Yield the bodies that tables without names of members tell as a whole: by their schema, a media type a row.

    One schema stands for all media types that have it.
    """
    columns = context.dialect.columns
    for block in here.shown:
        titles = head(block) if isinstance(block, Table) else ()
        schema = column(titles, columns.schema)
        if schema < 0 or column(titles, columns.name) >= 0 or not isinstance(block, Table) or not block.rows:
            continue
        mark = column(titles, columns.required)
        media, about = column(titles, columns.media), column(titles, columns.description, (schema,))
        found: dict[str, BodyFact] = {}
        for cells in (row.cells for row in block.rows):
            body = notation.read(cells[schema])
            type_ = read_type(body.type.text, body.type.span, context) if body.type else None
            stated = inline.plain(cells[mark].text).strip() if mark >= 0 else ""
            fact = BodyFact(
                cells[schema].span,
                types=(type_,) if type_ else (),
                properties=property_rows.read(body.rows, context),
                media_types=body.media or (tuple(media_in(cells[media].text, context)) if media >= 0 else ()),
                many=body.many,
                required=context.dialect.sentences["required_mark"].search(stated) is not None if stated else None,
                description=prose.clean(cells[about].text, context) if about >= 0 else "",
            )
            same = found.get(cells[schema].text)
            found[cells[schema].text] = _under_both(same, fact) if same else fact
        if len(block.rows) == 1 or all(one.media_types for one in found.values()):  # else its rows tell something else
            yield from found.values()


def _under_both(one: BodyFact, other: BodyFact) -> BodyFact:
    """Return a body that two rows tell, under the media types of both."""
    media = dict.fromkeys((*one.media_types, *other.media_types))
    texts = dict.fromkeys(filter(None, (one.description, other.description)))
    return msgspec.structs.replace(one, media_types=tuple(media), description="\n\n".join(texts))


def _text_of(here: Part, context: Context) -> Iterator[Block]:
    """Yield the blocks of a part that count, without the items of lists that are rows."""
    as_rows = "list" in context.dialect.outline.rows and any(
        rows[0].carrier == "list" for _, rows in groups(here, context.dialect) if rows
    )
    for block in shown(here.own, context.dialect):
        if not (as_rows and isinstance(block, Paragraph) and block.depth):
            yield block


def _is_about_body(here: Part, context: Context) -> bool:
    """Tell whether a part describes a body, and does not only show one."""
    return not context.dialect.outline.labels or not here.inside("examples")


def sent_media(rows: Mapping[str, tuple[PropertyFact, ...]], dialect: Dialect) -> tuple[str, ...]:
    """Return the media types that the row of the header says that a request sends, none where it may be JSON."""
    row = _content_type(rows)
    found = _media(row.description, dialect) if row else ()
    return () if any("json" in one for one in found) else found


def _content_type(rows: Mapping[str, tuple[PropertyFact, ...]]) -> PropertyFact | None:
    return next((row for row in rows.get("header", ()) if row.name.lower() == "content-type"), None)


def _media(text: str, dialect: Dialect) -> tuple[str, ...]:
    matches = dialect.bodies["media"].pattern.finditer(text) if "media" in _said(text, dialect) else ()
    return tuple(dict.fromkeys(match["type"].lower().rstrip(".") for match in matches))


@lru_cache(maxsize=1024)
def _said(text: str, dialect: Dialect) -> frozenset[str]:
    """Return the keys of what a text says of a body."""
    return frozenset(match_forms(dialect.bodies, dialect.bodies, text))


def _named_types(text: Text, context: Context) -> list[TypeFact]:
    return [in_place(type_, text) for type_ in _known_types(text.value, context.for_text(text.value))]


@lru_cache(maxsize=1024)
def _known_types(value: str, context: Context) -> tuple[TypeFact, ...]:
    """Return what a paragraph may name as a type, the places counted from its beginning."""
    return response_sentences.body_types(value, Text(value, Span("", 0, len(value))), 0, context, plain=False)
