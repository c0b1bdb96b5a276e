"""Cleans descriptions and sentences for the document, and finds the dialect's closed forms in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from docgen.dialects import Dialect
from docgen.extract.facts import TypeFact
from docgen.extract.placeholders import is_unfinished, without
from docgen.extract.types import Context, resolve
from docgen.markdown import inline
from docgen.markdown.inline_includes import INCLUDE
from docgen.markdown.page import Block, Comment, Element, Paragraph
from docgen.outline.parts import Part, label_text, shown
from docgen.source import Span

_BREAK = re.compile(r" ?< ?/? ?br ?/? ?> ?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?p>", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n{3,}")
_TAG = re.compile(r"</?(?:script|style|iframe)\b[^<>]*>|<a\s+(?:id|name)=[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
_ABSOLUTE = re.compile(r"^(?:https?|mailto):", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\u00a0\u200b]+")
_RUN = re.compile(r"\s{2,}")
_SENTENCE_END = re.compile(r"(?<=[.!?:])(\s+)(?=[A-Z`\[*])")
_LIMIT = 8000  # characters of a cell that are searched for closed forms


def clean(text: str, context: Context) -> str:
    """Return a text as CommonMark for the document: no placeholder, no relative link, no include, one blank."""
    unfinished = is_unfinished(text, context.dialect)
    text = _without_closed_forms(text, context.dialect) if unfinished else without(text, context.dialect)
    if "!" in text:
        text = INCLUDE.sub("", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", inline.COMMENT.sub("", text)))
        if _PARAGRAPH.search(text):
            text = _EMPTY_LINES.sub("\n\n", _PARAGRAPH.sub("\n\n", text))
    if "[" in text:
        text = _plain_links(text, context.definitions)
    text = text.replace("\\|", "|").replace("&nbsp;", " ").replace("*/", "*\u200b/")
    if "  " in text or "\t" in text or not text.isascii():
        text = _BLANKS.sub(" ", text)
    if "\\\n" in text and context.dialect.outline.labels:
        text = text.replace("\\\n", "\n")  # a hard break
    if "\n" in text:
        text = "\n".join(map(str.strip, text.split("\n")))
    return text.strip()


def _without_closed_forms(text: str, dialect: Dialect) -> str:
    """Return what an unfinished text still says besides what its closed forms mean."""
    kept = without(text, dialect)
    rest = kept
    sentences = dialect.sentences
    for key in ("inherited", "required", "optional"):
        rest = sentences[key].pattern.sub(" ", rest)
    match = sentences["values"].search(rest)
    if match:
        rest = rest[: match.start()]
    return kept if re.search(r"\w{2}", rest) else ""


def _plain_links(text: str, definitions: Mapping[str, str]) -> str:
    out: list[str] = []
    last = 0
    for link in inline.links(text, definitions):
        if _ABSOLUTE.match(link.target) and text[link.end - 1] == ")":
            continue
        out.append(text[last : link.start])
        out.append(link.text)
        last = link.end
    out.append(text[last:])
    return "".join(out)


def introduction(part: Part, stating: Collection[int], context: Context) -> list[Block]:
    """Return the text that a part begins with, without what states requests or tells where the servers are.

    ``stating`` are the ids of the blocks that state requests.
    """
    address = context.dialect.naming["address"]
    return [
        one
        for one in shown(part.own, context.dialect)
        if id(one) not in stating and not (isinstance(one, Paragraph) and address.search(one.text.value))
    ]


def paragraphs(blocks: Sequence[Block], context: Context) -> str:
    """Return the cleaned running text of blocks, without boilerplate and what announces a table or code block."""
    out: list[str] = []
    seen = [block for block in blocks if not isinstance(block, Comment)]
    for block, following in zip_longest(seen, seen[1:]):
        said = block.text if isinstance(block, (Paragraph, Element)) else None
        if said is None:
            continue
        text = _paragraph(said.value, context.for_text(said.value), isinstance(following, Paragraph))
        if text:
            out.append(f"- {text}" if isinstance(block, Paragraph) and block.depth else text)
    return "\n\n".join(out).replace("\n\n- ", "\n- ")


@lru_cache(maxsize=1024)
def _paragraph(text: str, context: Context, continued: bool) -> str:  # noqa: FBT001 (a part of the key)
    boilerplate = context.dialect.boilerplate
    text = "\n".join([line for line in text.split("\n") if not any(form.match(line) for form in boilerplate)])
    return clean(text if continued else _without_announcements(text, context.dialect), context)


def _without_announcements(text: str, dialect: Dialect) -> str:
    """Return a text without the sentences that only point to what stands behind it, as in "the following table"."""
    form = dialect.sentences["announces"]
    if not form.may_stand_in(text.lower()):
        return text
    pieces = _SENTENCE_END.split(text)  # sentences, and the blanks between them
    kept = [
        piece
        for number, piece in enumerate(pieces, start=1)
        if not _announces(form.pattern.search(piece)) or (piece.endswith(":") and number < len(pieces))
    ]
    return text if len(kept) == len(pieces) else "".join(kept).strip()


def _announces(found: re.Match[str] | None) -> bool:
    """Tell whether what a sentence points to does not stand in it, behind a colon."""
    return found is not None and ":" not in found.string[found.end() :].rstrip(" :*_")


def squeeze(text: str) -> str:
    """Return the part of a text in which closed forms are looked for, each run of blanks as one."""
    text = text[:_LIMIT]
    if "  " not in text and text.isprintable():  # the only blank that can be printed is the space
        return text
    return _RUN.sub(lambda m: "\n" if "\n" in m.group() else " ", text) if _RUN.search(text) else text


def matches_form(key: str, text: str, context: Context) -> bool:
    """Tell whether a squeezed text holds a closed form of the dialect."""
    return context.dialect.sentences[key].search(text) is not None


def base(text: str, span: Span, context: Context) -> TypeFact | None:
    """Return the base type that a sentence states; a word without marks is weak: the set tells whether it is one."""
    found = context.dialect.sentences["inherits"].search(text)
    if found is None:
        return None
    name = found["marked"] or found["plain"]
    if name:
        return TypeFact(name.lstrip("#").rstrip("."), span, weak=not found["marked"])
    return linked_type(*link_of(found), span, context)


def says_more_than_base(text: str, dialect: Dialect) -> bool:
    """Tell whether a description says more than what a type inherits from."""
    inherits = dialect.sentences["inherits"]
    if not text or not inherits.search(text):
        return bool(text)
    return any(map(str.isalnum, inherits.pattern.sub("", text)))


def link_of(match: re.Match[str]) -> tuple[str, str]:
    """Return name and target of the link that a closed form holds."""
    return match["name"] or "", match["target"] or ""


def linked_type(written: str, target: str, span: Span, context: Context) -> TypeFact:
    """Return the type that a link in a sentence names."""
    name = inline.plain(written).strip()
    page, anchor = resolve(context.path, target)
    if not re.fullmatch(r"[\w.]+", name):
        name = page.rsplit("/", 1)[-1].removesuffix(".md") if page else name
    return TypeFact(name, span, target=page, anchor=anchor)


def without_rows(blocks: Sequence[Block], rows: Collection[int]) -> Iterator[Block]:
    """Yield blocks without the lists that are rows and their labels; ``rows`` are the ids of their first items."""
    in_list = False
    for number, block in enumerate(blocks, start=1):
        is_before = any(id(one) in rows for one in blocks[number : number + 1])
        item = isinstance(block, Paragraph) and block.depth > 0
        in_list = item and (in_list or id(block) in rows)
        if not in_list and not (is_before and label_text(block)):
            yield block
