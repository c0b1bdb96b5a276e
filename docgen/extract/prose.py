"""Text of descriptions and sentences goes in; text fit for a document, and what its closed forms mean, comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docgen.extract.facts import MemberFact, TypeFact
from docgen.extract.placeholders import without
from docgen.extract.types import Context, resolve
from docgen.markdown import inline
from docgen.markdown.page import Block, Paragraph
from docgen.source import Span

_INCLUDE = re.compile(r"\[!\s*INCLUDE\s*\[[^\]\n]*\]\s*\([^()\n]*\)\s*\]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r" ?< ?/? ?br ?/? ?> ?", re.IGNORECASE)
_TAG = re.compile(r"</?(?:script|style|iframe)\b[^>]*>", re.IGNORECASE)
_ABSOLUTE = re.compile(r"^(?:https?|mailto):", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\u00a0\u200b]+")
_RUN = re.compile(r"\s{2,}")
_OPTION = re.compile(r"\$\w+")
_LIMIT = 8000  # characters of a cell that are searched for closed forms


def clean(text: str, context: Context) -> str:
    """Return a text as CommonMark for the document: no placeholder, no relative link, no include, one blank."""
    unfinished = "TODO" in text or "$(" in text
    text = _without_closed_forms(text, context) if unfinished else without(text, context.dialect)
    if "!" in text:
        text = _INCLUDE.sub("", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _COMMENT.sub("", text)))
    if "[" in text:
        text = _plain_links(text, context)
    text = text.replace("\\|", "|").replace("&nbsp;", " ").replace("*/", "*\u200b/")
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def _without_closed_forms(text: str, context: Context) -> str:
    """Return what an unfinished text still says besides what its closed forms mean."""
    kept = without(text, context.dialect)
    rest = kept
    sentences = context.dialect.sentences
    for key in ("inherited", "required", "optional"):
        rest = sentences[key].sub(" ", rest)
    match = sentences["values"].search(rest)
    if match:
        rest = rest[: match.start()]
    return kept if re.search(r"\w{2}", rest.replace("Possible values are", "")) else ""


def _plain_links(text: str, context: Context) -> str:
    out: list[str] = []
    last = 0
    for link in inline.links(text, context.definitions):
        if _ABSOLUTE.match(link.target) and text[link.end - 1] == ")":
            continue
        out.append(text[last : link.start])
        out.append(link.text)
        last = link.end
    out.append(text[last:])
    return "".join(out)


def paragraphs(blocks: Sequence[Block], context: Context) -> str:
    """Return the cleaned running text of blocks, boilerplate paragraphs left out."""
    out: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        value = block.text.value
        lines = [ln for ln in value.split("\n") if not any(p.match(ln) for p in context.dialect.boilerplate)]
        text = clean("\n".join(lines), context)
        if text:
            out.append(f"- {text}" if block.depth else text)
    return "\n\n".join(out).replace("\n\n- ", "\n- ")


def squeeze(text: str) -> str:
    """Return the part of a text in which closed forms are looked for, each run of blanks as one."""
    text = text[:_LIMIT]
    return _RUN.sub(lambda m: "\n" if "\n" in m.group() else " ", text) if _RUN.search(text) else text


def says(key: str, text: str, context: Context) -> bool:
    """Tell whether a squeezed text holds a closed form of the dialect."""
    return _holds(context.dialect.sentences[key], text)


@lru_cache(maxsize=16384)
def _holds(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def number(key: str, text: str, context: Context, group: str = "n") -> int | None:
    """Return the number of a closed form, or None."""
    match = context.dialect.sentences[key].search(text)
    if not match:
        return None
    found = match.groupdict().get(group) or next((v for v in match.groupdict().values() if v), None)
    return int(found) if found else None


def values(text: str, span: Span, context: Context) -> tuple[tuple[MemberFact, ...], bool]:
    """Return the values that a description lists, and whether the list is said to be closed."""
    sentences = context.dialect.sentences
    phrase = sentences["values"].search(text)
    closed = phrase is not None
    phrase = phrase or sentences["values_open"].search(text)
    if not phrase or "`" not in text:
        return (), False
    tail = text[phrase.end() :]
    end = sentences["values_end"].search(inline.mask_code(tail))
    if end:
        tail = tail[: end.start()]
    names = dict.fromkeys(match["value"].strip() for match in sentences["value"].finditer(tail))
    return tuple(MemberFact(name, span) for name in names if name), closed


def default(text: str, context: Context) -> str | None:
    """Return the default value that a description states."""
    match = context.dialect.sentences["default"].search(text)
    return (match["code"] or match["word"]).strip().strip("\"'") if match else None


def options(text: str, context: Context) -> tuple[str, ...]:
    """Return the query options that a property supports."""
    match = context.dialect.sentences["options"].search(text)
    return tuple(dict.fromkeys(_OPTION.findall(match["options"]))) if match else ()


def inherited(text: str, span: Span, context: Context) -> TypeFact | None:
    """Return the type that a row says it is inherited from."""
    return _type_of(context.dialect.sentences["inherited"].search(text), span, context)


def base(text: str, span: Span, context: Context) -> TypeFact | None:
    """Return the base type that a sentence states."""
    return _type_of(context.dialect.sentences["inherits"].search(text), span, context)


def _type_of(match: re.Match[str] | None, span: Span, context: Context) -> TypeFact | None:
    if not match:
        return None
    groups = match.groupdict()
    suffix = next((s for s in ("", "2", "3") if groups.get("name" + s)), "")
    name = inline.plain(groups.get("name" + suffix) or "").strip()
    page, anchor = resolve(context.path, groups.get("target" + suffix) or "")
    if not re.fullmatch(r"[\w.]+", name):
        name = page.rsplit("/", 1)[-1].removesuffix(".md") if page else name
    return TypeFact(name, span, target=page, anchor=anchor)
