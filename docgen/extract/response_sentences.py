"""Reads the sentences about responses: each status, and what its body is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

import msgspec

from docgen.extract import property_rows, prose
from docgen.extract.facts import ResponseFact, TypeFact
from docgen.extract.types import Context, in_place, read_link, read_type
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.outline.parts import Part
from docgen.outline.table_rows import is_property_table, of_table
from docgen.source import Span, Text
from docgen.statuses import BODILESS

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\[*])")
_LONGEST = 8000  # characters of a paragraph that are read
_IN_EXAMPLES = frozenset({"examples", "request"})
_NEAR = 300  # characters before a link that tell what it is
_BEFORE = 60  # characters before and after a type that tell whether it is a collection
_AFTER = 40
_HEADER_AHEAD = 20  # characters after a word that tell that it is a header
_MOST = 40  # statuses of one paragraph
_ASIDE = re.compile(r"\([^()]*\)|\*\*[^*]*\*\*")
# Around a link: an array of what it leads to.
_OPEN, _SHUT = re.compile(r"\[(?:\s|&nbsp;){0,3}\Z"), re.compile(r"(?:\s|&nbsp;){0,3}\]")
_EMPHASIS = re.compile(r"(?:\*\*|`)([A-Za-z][\w.]*)(?:\*\*|`)")


def read(parts: Sequence[Part], context: Context) -> tuple[ResponseFact, ...]:
    """Return the stated responses in order; a sentence that tells a body without a status comes with status 0."""
    sections = [p for p in parts if p.role == "response"]
    apart = [p for p in sections if _IN_EXAMPLES.isdisjoint(p.roles)]
    out = _sections(apart, context)
    return tuple(out or [f for f in _sections(sections, context) if f.status])


def _sections(sections: Sequence[Part], context: Context) -> list[ResponseFact]:
    out: list[ResponseFact] = []
    for here in sections:
        for block in here.shown:
            if isinstance(block, Paragraph):
                out.extend(said(block.text, context, item=block.depth > 0))
            elif isinstance(block, Table) and out and announces_headers(here, block, context):
                rows = tuple(of_table(block, context.dialect)) if is_property_table(block, context.dialect) else ()
                headers = property_rows.read(rows, context)
                out[-1] = msgspec.structs.replace(out[-1], headers=(*out[-1].headers, *headers))
    return out


def announces_headers(here: Part, table: Table, context: Context) -> bool:
    """Tell whether the heading above a table, or the paragraph before it, says that it lists headers."""
    before = next((one for one, block in pairwise(here.shown) if block is table), None)
    said = before.text.value if isinstance(before, Paragraph) else here.title if before is None else ""
    return context.dialect.responses["headers"].search(said) is not None


def said(text: Text, context: Context, *, item: bool) -> list[ResponseFact]:
    """Return what the sentences of a paragraph, or of an item of a list, state."""
    stated = _known(text.value, context.for_text(text.value), item=item)
    return [_in_place(fact, text) for fact in stated]


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
    if found and (found[0].status or any(t.primitive for t in found[0].types)):
        return found
    fact = read_type(_ASIDE.sub("", text.value).strip(" .;,"), text.span, context)
    label = _EMPHASIS.search(text.value)
    if fact is None or not fact.primitive:
        return found
    links = tuple([t for t in found[0].types if not t.weak]) if found else ()
    return [ResponseFact(0, text.span, types=(*links, fact), label=label[1] if label else "")]


def _paragraph(text: Text, context: Context) -> list[ResponseFact]:
    value = text.value[:_LONGEST]
    marks = context.dialect.responses["status"].find_all(value)[:_MOST]
    marks = _without_numbers(marks, value)
    before = value[: marks[0].start()] if marks else value
    types = body_types(before, text, 0, context)
    if not context.dialect.responses["verb"].search(before):
        # Without a status only a link or a verb tells that a type is meant: emphasised words are members, headers.
        types = tuple([type_ for type_ in types if type_.target])
    out = [ResponseFact(0, text.span, types=types)] if types else []
    media = () if marks or types else _media(value, context)
    if media:
        return [ResponseFact(0, text.span, stream=True, media_types=media)]
    for mark, following in zip_longest(marks, marks[1:]):
        rest = value[mark.end() : following.start()] if following else value[mark.end() :]
        out.append(_stated(_until_next(rest) if following else rest, mark, text, context))
    return out


def _without_numbers(marks: Sequence[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Return the statuses of a text, without numbers behind a comma that go on with no status."""
    out: list[re.Match[str]] = []
    for mark in marks:
        goes_on = out and (out[-1].end() == mark.start() or text.startswith("or", mark.start()))
        if goes_on or not mark["further"]:
            out.append(mark)
    return out


def code_of(mark: re.Match[str]) -> int:
    """Return the status that a sentence states."""
    return int(mark[_group(mark)])


def _group(mark: re.Match[str]) -> str:
    return next(name for name in ("code", "bare", "named", "set", "further") if mark[name])


def _until_next(rest: str) -> str:
    """Return what belongs to the first of two statuses: up to the last sentence or clause that opens the next."""
    parts = _SENTENCE.split(rest)
    return " ".join(parts[:-1]) if len(parts) > 1 else rest


def _media(text: str, context: Context) -> tuple[str, ...]:
    """Return the media types that a text names, () where JSON is the only one."""
    found = [match["type"].lower().rstrip(".") for match in context.dialect.bodies["media"].find_all(text)]
    return tuple(dict.fromkeys(found)) if not all("json" in one for one in found) else ()


def _stated(rest: str, mark: re.Match[str], text: Text, context: Context) -> ResponseFact:
    group = _group(mark)
    status = int(mark[group])
    patterns = context.dialect.responses
    says_none = patterns["none"].search(rest) is not None
    # What a failure depends on, as in "404 if the shelf does not exist", is not what its body is.
    condition = patterns["condition"].search(rest) if status >= 400 else None
    told = rest[: condition.start()] if condition else rest
    first = _SENTENCE.split(told)[0] if told.strip() else ""
    types = body_types(first, text, mark.end(), context)
    if told != first and not says_none and not any(type_.weak or type_.primitive for type_ in types):
        types = body_types(told, text, mark.end(), context, plain=False)
    location = patterns["location"].search(rest) is not None
    media = _media(rest, context)
    if media and types and not any("json" in one for one in media):
        stated = context.dialect.bodies["media"].search(rest)
        at = mark.end() + stated.start() if stated else len(text.value)
        begins = text.at(at, at).start < types[0].span.start
        types, media = ((), media) if begins else (types, ())  # a file that holds what the link leads to
    stream = (bool(media) and not types) or patterns["stream"].search(rest) is not None
    none = not stream and says_none
    sentence, place = _sentence_around(text.value[:_LONGEST], mark.start())
    silent = not stream and patterns["silent"].search(rest) is not None
    return ResponseFact(
        status=status,
        span=text.at(*mark.span(group)),
        description=prose.clean(sentence, context),
        types=types,
        none=none or status in BODILESS,
        silent=silent and not none,
        stream=stream,
        location=location,
        media_types=media,
        excepted=patterns["exception"].search(sentence[:place]) is not None,
    )


def _sentence_around(value: str, at: int) -> tuple[str, int]:
    """Return the sentence that stands at a place, and where in it the place is."""
    start = 0
    for match in _SENTENCE.finditer(value):
        if match.end() > at:
            return value[start : match.start()], at - start
        start = match.end()
    return value[start:], at - start


def body_types(rest: str, text: Text, offset: int, context: Context, *, plain: bool = True) -> tuple[TypeFact, ...]:
    """Return what a clause may name as the type of a body: its links, a primitive type, emphasized and ``plain`` words.

    Which of them is a type is for the model to say, which knows what the set declares and where links lead.
    """
    rest = rest[:_LONGEST]
    span = text.at(min(offset, len(text.value)), len(text.value))
    links = _linked(rest, text, offset, context)
    primitive = context.dialect.responses["primitive"].search(rest)
    if not primitive:
        words = _plain(rest, span, context) if plain else ()
        return (*links, *_emphasized(rest, span, context), *words)
    fact = read_type(primitive["name"], span, context)
    many = bool(primitive["collection"]) or "collection" in primitive["after"].lower()
    return (*links, msgspec.structs.replace(fact, collection=many)) if fact else links


def _linked(rest: str, text: Text, offset: int, context: Context) -> tuple[TypeFact, ...]:
    """Return the links of a clause that may name the type of a body, those joined by "or" as alternatives."""
    patterns = context.dialect.responses
    chains: list[list[TypeFact]] = []
    joined = False
    for link in inline.links(rest, context.definitions)[:_MOST]:
        before = rest[: link.start][-_NEAR:]
        if patterns["not_body"].search(before) or patterns["location"].search(before):
            continue
        after = rest[link.end : link.end + _AFTER]
        many = patterns["collection"].search(before[-_BEFORE:]) or patterns["collection_after"].search(after)
        many = many or (_OPEN.search(before) and _SHUT.match(after))
        fact = read_link(link, text.at(offset + link.start, offset + link.end), context)
        fact = msgspec.structs.replace(fact, collection=fact.collection or bool(many))
        if joined:
            chains[-1].append(fact)
        else:
            chains.append([fact])
        joined = context.dialect.type_forms["alternatives"].match(rest[link.end :]) is not None
    return tuple([msgspec.structs.replace(first, alternatives=tuple(others)) for first, *others in chains])


def _plain(rest: str, span: Span, context: Context) -> Iterator[TypeFact]:
    """Yield words without marks in the place of a type, as weak types."""
    patterns = context.dialect.responses
    for found in patterns["plain"].find_all(rest):
        before = rest[: found.start()][-_NEAR:]
        if patterns["not_body"].search(before) or patterns["location"].search(before):
            continue
        many = found["items"] is not None or "collection" in found[0].lower()
        name = found["name"] or found["items"]
        for each in dict.fromkeys((name, name.removesuffix("s")) if many else (name,)):
            if not context.dialect.primitive(each.lower()):
                yield TypeFact(each, span, weak=True, collection=many)


def _emphasized(rest: str, span: Span, context: Context) -> Iterator[TypeFact]:
    """Yield emphasized words as weak types, up to where a header is spoken of."""
    patterns = context.dialect.responses
    for word in _EMPHASIS.finditer(rest):
        if patterns["location"].search(rest[: word.end() + _HEADER_AHEAD]):
            return
        fact = read_type(word[1], span, context)
        if fact:
            before, after = rest[: word.start()][-_BEFORE:], rest[word.end() : word.end() + _AFTER]
            many = patterns["collection"].search(before) or patterns["collection_after"].search(after)
            weak = not fact.primitive
            yield msgspec.structs.replace(fact, weak=weak, collection=fact.collection or bool(many))
