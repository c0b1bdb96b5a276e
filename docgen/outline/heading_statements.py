"""Find the requests that headings state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Paragraph
from docgen.outline.parts import Part
from docgen.outline.statement import Statement, verbs_of
from docgen.outline.table_statements import requests_in
from docgen.outline.targets import BRACKETED, SURE_TARGET, first_target, path_of, whole_target

_TITLED = re.compile(r"(?P<verb>[A-Z]+)\s?(?:[:–—-]\s)\s*(?P<title>\S.*)\Z")  # the address stands below
LINE_PAIR = re.compile(r"[*_`]*(?P<key>[A-Za-z][A-Za-z ]{1,20}?)[*_`]*\s*:\s*+(?:[*_]{1,3}\s*+)?(?P<value>\S.*)\Z")


def folded_key(key: str) -> str:
    """Return a label as the words of a dialect are written: in lower case, with one blank between words."""
    return " ".join(key.split()).lower()


def path_above(here: Part, above: Part | None, dialect: Dialect) -> Part | None:
    """Return the heading of a path that holds for a heading, and for those after it that name methods, at any level."""
    if path_of(here.section.title.value):
        return here
    if above is None or here.section.level > above.section.level:
        return above
    found = _heading(here.section.title.value, dialect)
    return above if found and not found[1] else None


def in_heading(here: Part, above: Part | None, dialect: Dialect) -> Iterator[Statement]:
    """Yield the requests of a heading; one with a method alone takes the path of the heading above."""
    title = here.section.title
    if not dialect.outline.verb_word.search(title.value):
        return
    several = requests_in(inline.plain(title.value), dialect)
    if several:
        yield from [Statement(method, target, title.span, here, "heading") for method, target in several]
        return
    found = _heading(title.value, dialect)
    if found is None:
        yield from _in_titled(here, dialect)
        return
    methods, target, rest = found
    block: Block | None = None
    if not target:
        target = next((t for t in (path_of(one.section.title.value) for one in reversed(here.ancestors)) if t), "")
    if not target:
        block, target = next(((one, t) for one in here.shown[:2] if (t := _path_below(one))), (None, ""))
    target = target or (path_of(above.section.title.value) if above else "")
    around = here.ancestors[-1] if here.ancestors else here
    is_pair = around.is_section and around.section.level > 0 and bool(_paired(inline.plain(title.value), dialect))
    span = block.text.span if isinstance(block, Fence) else title.span
    for method in verbs_of(methods, dialect.outline) if target else ():
        if is_pair:  # "Method: GET" says something of what the heading around it is about
            yield Statement(method, target, span, around, "pair", block, rest)
        else:
            yield Statement(method, target, title.span, here, "heading", None, rest)


def _in_titled(here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the request of a heading that says its method and what it does, where code below it is its address."""
    match = _TITLED.match(inline.plain(here.section.title.value).strip())
    if match is None or not dialect.outline.verb_only.fullmatch(match["verb"]):
        return
    for block in here.shown:
        target = _path_below(block)
        if target and isinstance(block, Paragraph):
            yield Statement(match["verb"], target, block.text.span, here, "heading", block, match["title"])
            return


def _path_below(block: Block) -> str:
    """Return the path, or the address behind a variable, that code or a paragraph in code is; "" for any other."""
    if isinstance(block, Fence):
        target = whole_target(block.text.value)
        return target if target and "\n" not in target else ""
    if not isinstance(block, Paragraph) or not block.text.value.startswith("`") or "\n" in block.text.value:
        return ""
    text = block.text.value.strip("`")
    return path_of(block.text.value) or (text if text.startswith("{{") and "/" in text and whole_target(text) else "")


@lru_cache(maxsize=2048)
def _heading(title: str, dialect: Dialect) -> tuple[str, str, str] | None:
    """Return methods, target and title of a heading that states a request; no target where it only names methods."""
    plain = inline.plain(title).replace("~~", "").strip()
    ending = BRACKETED.search(plain)
    if ending:
        inside = (ending["inner"] or ending["round"] or "").strip()
        match = dialect.outline.verb_start.match(inside)
        if match:
            target = whole_target(inside[match.end() :].strip(" :"))
            if target:
                return match["verb"].upper(), target, plain[: ending.start()].strip(" -–—:")
        bare = dialect.outline.verb_only.fullmatch(inside)
        if bare and ending["inner"] is not None and ending.start():
            return bare["verb"].upper(), "", plain[: ending.start()].strip()
    opened = plain.lstrip("[(`").strip()
    match = dialect.outline.verb_start.match(opened)
    if match:
        rest = opened[match.end() :].lstrip(" ])`:|(")
        target = first_target(rest)
        if target and (match["verb"].isupper() or SURE_TARGET.match(target)):
            is_open = target.count("]") > target.count("[") or target.count(")") > target.count("(")
            shut = target.rstrip("`])") if is_open or "`" in target else target
            title = rest[len(target) :].strip(" `])-–—:|")
            return match["verb"].upper(), shut, title.lstrip("(") if ")" not in title else title
    bare = dialect.outline.verb_only.fullmatch((_paired(plain, dialect) or plain).strip("[]`"))
    if bare and bare["verb"].isupper():
        return bare["verb"].upper(), "", ""
    for number, word in enumerate(words := plain.split()):
        if number and dialect.outline.verb_only.fullmatch(word.strip("[(`*:")) and word.strip("[(`*:").isupper():
            target = first_target(" ".join(words[number + 1 :]).strip("`])*"))
            if target and SURE_TARGET.match(target):
                return word.strip("[(`*:").upper(), target, " ".join(words[:number]).strip(" -–—:|%")
    return None


def _paired(plain: str, dialect: Dialect) -> str:
    """Return what a heading gives as the method, as in "Method: GET"; "" for any other heading."""
    pair = LINE_PAIR.match(plain)
    return pair["value"] if pair and folded_key(pair["key"]) in dialect.outline.method_words else ""
