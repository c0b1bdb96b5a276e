"""The sentences of a Response section go in; each stated status with what its body is comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.extract import prose
from docgen.extract.classify import Placed
from docgen.extract.facts import ResponseFact, TypeFact
from docgen.extract.types import Context, in_place, read_link, read_type
from docgen.markdown import inline
from docgen.markdown.page import Paragraph
from docgen.source import Span, Text

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\[*])")
_LONGEST = 8000  # characters of a paragraph that are read
_IN_EXAMPLES = frozenset({"examples", "request"})
_NEAR = 300  # characters before a link that tell what it is
_MOST = 40  # statuses of one paragraph
_ASIDE = re.compile(r"\([^()]*\)|\*\*[^*]*\*\*")
_RETURNS = re.compile(r"\breturns?\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?:\*\*|`)([A-Za-z][\w.]*)(?:\*\*|`)")


def read(placed: Sequence[Placed], context: Context) -> tuple[ResponseFact, ...]:
    """Return the stated responses in order; a sentence that tells a body without a status comes with status 0."""
    sections = [p for p in placed if p.role == "response"]
    apart = [p for p in sections if _IN_EXAMPLES.isdisjoint(p.roles)]
    out = _sections(apart, context)
    return tuple(out or [f for f in _sections(sections, context) if f.status])


def _sections(sections: Sequence[Placed], context: Context) -> list[ResponseFact]:
    out: list[ResponseFact] = []
    for here in sections:
        for block in here.shown:
            if isinstance(block, Paragraph):
                value = block.text.value
                stated = _known(value, context.for_text(value), item=block.depth > 0)
                out.extend([_in_place(fact, block.text) for fact in stated])
    return out


@lru_cache(maxsize=1024)
def _known(value: str, context: Context, *, item: bool) -> tuple[ResponseFact, ...]:
    """Return what a paragraph states, its places counted from its beginning: the same words stand on many pages."""
    text = Text(value, Span("", 0, len(value)))
    return tuple(_item(text, context) if item else _paragraph(text, context))


def _in_place(fact: ResponseFact, text: Text) -> ResponseFact:
    span = text.at(fact.span.start, fact.span.end)
    return msgspec.structs.replace(fact, span=span, types=tuple([in_place(type_, text) for type_ in fact.types]))


def _item(text: Text, context: Context) -> list[ResponseFact]:
    """Return what one item of a list says: a status, or one of the bodies that the text before the list announces."""
    found = _paragraph(text, context)
    if found and (found[0].status or any(not t.weak for t in found[0].types)):
        return found
    fact = read_type(_ASIDE.sub("", text.value).strip(" .;,"), text.span, context)
    label = _EMPHASIS.search(text.value)
    if fact is None or not fact.primitive:
        return found
    return [ResponseFact(0, text.span, types=(fact,), label=label[1] if label else "")]


def _paragraph(text: Text, context: Context) -> list[ResponseFact]:
    value = text.value[:_LONGEST]
    marks = [m for m in context.dialect.responses["status"].find_all(value) if _plausible(m)][:_MOST]
    before = value[: marks[0].start()] if marks else value
    types, collection = body_types(before, text, 0, context)
    # Without a status only a link or a verb tells that a type is meant: other emphasised words are members, headers.
    named = bool(types) and (bool(types[0].target) or _RETURNS.search(before) is not None)
    out = [ResponseFact(0, text.span, types=types, collection=collection)] if named else []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(value)
        rest = value[mark.end() : end]
        if number + 1 < len(marks):
            rest = _until_next(rest)
        out.append(_stated(int(mark["code"] or mark["bare"]), rest, mark, text, context))
    return out


def _plausible(mark: re.Match[str]) -> bool:
    """Tell whether a number is a status: in code marks or right after a verb, unlike "Microsoft 365"."""
    return bool(mark["bare"]) or "`" in mark.group()


def _until_next(rest: str) -> str:
    """Return what belongs to the first of two statuses: up to the last sentence or clause that opens the next."""
    parts = _SENTENCE.split(rest)
    return " ".join(parts[:-1]) if len(parts) > 1 else rest


def _stated(status: int, rest: str, mark: re.Match[str], text: Text, context: Context) -> ResponseFact:
    patterns = context.dialect.responses
    first = _SENTENCE.split(rest)[0] if rest.strip() else ""
    types, collection = body_types(first, text, mark.end(), context)
    if not types and rest != first and not patterns["none"].search(rest):
        types, collection = body_types(rest, text, mark.end(), context)
    location = patterns["location"].search(rest) is not None
    stream = not types and patterns["stream"].search(rest) is not None
    none = not types and not stream and patterns["none"].search(rest) is not None
    silent = not types and not stream and patterns["silent"].search(rest) is not None
    return ResponseFact(
        status=status,
        span=text.at(mark.start("code" if mark["code"] else "bare"), mark.end("code" if mark["code"] else "bare")),
        description=prose.clean(_sentence_around(text.value[:_LONGEST], mark.start()), context),
        types=types,
        collection=collection,
        none=none or status in (204, 304),
        silent=silent and not none,
        stream=stream,
        location=location,
    )


def _sentence_around(value: str, at: int) -> str:
    start = 0
    for match in _SENTENCE.finditer(value):
        if match.end() > at:
            return value[start : match.start()]
        start = match.end()
    return value[start:]


def body_types(rest: str, text: Text, offset: int, context: Context) -> tuple[tuple[TypeFact, ...], bool]:
    """Return the types that a clause says the body has, and whether it says a collection of them."""
    patterns = context.dialect.responses
    rest = rest[:_LONGEST]
    out: list[TypeFact] = []
    collection = False
    for link in inline.links(rest, context.definitions)[:_MOST]:
        before = rest[max(0, link.start - _NEAR) : link.start]
        if patterns["not_body"].search(before) or patterns["location"].search(before):
            continue
        linked = read_link(link, text.at(offset + link.start, offset + link.end), context)
        if not _may_be_type(linked.target):
            continue
        out.append(linked)
        after = rest[link.end : link.end + 40]
        collection |= bool(patterns["collection"].search(before[-60:]) or patterns["collection_after"].search(after))
        break_at = len(rest)
        if link.end < break_at and not context.dialect.type_forms["alternatives"].match(rest[link.end :]):
            break
    if out:
        return tuple(out), collection
    span = text.at(min(offset, len(text.value)), len(text.value))
    primitive = patterns["primitive"].search(rest)
    if primitive:
        fact = read_type(primitive["name"], span, context)
        many = bool(primitive["collection"]) or "collection" in primitive["after"].lower()
        return ((fact,), many) if fact else ((), False)
    return tuple(_emphasized(rest, span, context)), False


def _emphasized(rest: str, span: Span, context: Context) -> Iterator[TypeFact]:
    """Yield emphasized words as weak types, up to where a header is spoken of."""
    patterns = context.dialect.responses
    for word in _EMPHASIS.finditer(rest):
        if patterns["location"].search(rest[: word.end() + 20]):
            return
        fact = read_type(word[1], span, context)
        if fact:
            before, after = rest[: word.start()][-60:], rest[word.end() : word.end() + 40]
            many = patterns["collection"].search(before) or patterns["collection_after"].search(after)
            weak = not fact.primitive
            yield msgspec.structs.replace(fact, weak=weak, collection=fact.collection or bool(many))


def _may_be_type(page: str) -> bool:
    """Tell whether a link may lead to a type: one to a concept page, another operation or a web address does not."""
    return (
        bool(page)
        and "/api/" not in f"/{page}"
        and ("/resources/" in f"/{page}" or not page.startswith("/"))
        and "/concepts/" not in page
    )
