"""Reads inline Markdown in linear time: links, plain text, code spans."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

_NO_DEFINITIONS: Mapping[str, str] = {}
_SHORT = 1_000  # texts up to this length are often said again, on other pages: their wording is kept
_MAX_LABEL = 999  # the limit of CommonMark; it also keeps nested brackets linear

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TICKS = re.compile(r"`+")
_SIMPLE_CODE = re.compile(r"`[^`]*`")
_SIMPLE_LINK = re.compile(r"\[([^\[\]]*)\]\(([^\s()<>\[\]]*)\)")
_ANCHOR = re.compile(
    r"<a\s(?:[^<>]*?\s)?href\s*=\s*(?:\"(?P<target>[^\"<>]*)\"|'(?P<target2>[^'<>]*)')[^<>]*>"
    r"(?P<text>(?:[^<]|<(?!/?a[\s>]))*)</a\s*>",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_SHORTCODE_TARGET = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"([^\"\n]*)\"[^{}\n]*[%>]\}\}")  # of Hugo
_ANGLE_TARGET = re.compile(r"<([^<>\n]*)>")
_TARGET = re.compile(r"[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*")
_TARGET_END = re.compile(r"""\s*(?:(?<=\s)(?:"[^"]*"|'[^']*'|\([^()]*\))\s*)?\)""")
_SPACE = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_MARK = re.compile(r"[`\\<&*_]")
_MARKUP = re.compile(
    r"(?P<code>`+)|\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<comment><!--)"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]*)(?:[ \t\n/][^<>]*)?>"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<delimiter>\*+|_+)"
)
_CLOSING_TAG = re.compile(r"</([a-z][a-z0-9]*)")
_BREAKS = frozenset(
    ("br", "p", "li", "ul", "ol", "tr", "div", "table", "hr", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6")
)
_VOID = frozenset(("br", "hr", "p", "li", "img", "wbr", "td", "th", "tr", "dt", "dd"))
_TAGS = (
    _BREAKS
    | _VOID
    | frozenset(
        (
            "a",
            "b",
            "i",
            "em",
            "strong",
            "u",
            "s",
            "sub",
            "sup",
            "span",
            "code",
            "pre",
            "kbd",
            "var",
            "samp",
            "small",
            "font",
            "center",
            "del",
            "ins",
            "mark",
            "thead",
            "tbody",
            "tfoot",
            "caption",
            "col",
            "colgroup",
            "blockquote",
            "details",
            "summary",
            "abbr",
            "cite",
            "strike",
            "tt",
            "big",
        )
    )
)
_EMPHASIZED = re.compile(r"(?<!\w)_(?P<inner>(?:[^\W_]|[\[(])(?:[^_\n]|_(?=\w)){0,200})_(?!\w)")
_NO_WORD = re.compile(r"[^\w\- ]")


class Link(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A link: its text as written, its target, and the slice of the value that it takes.

    ``broken`` tells a link whose closing parenthesis is missing.
    """

    text: str
    target: str
    start: int
    end: int
    broken: bool = False


class _Found(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A link or an image: ``start`` of the mark, ``[`` + 1, ``]``, the end, the target."""

    start: int
    first: int
    last: int
    end: int
    target: str
    image: bool
    broken: bool


def fold(label: str) -> str:
    """Return the form under which the label of a link definition is looked up."""
    return " ".join(label.split()).casefold()


def links(value: str, definitions: Mapping[str, str] = _NO_DEFINITIONS) -> tuple[Link, ...]:
    """Return the links of a text in the order written, images and code spans left out.

    ``definitions`` maps folded labels to targets: ``dict(page.definitions)``.
    """
    if "[" not in value and "<a" not in value:
        return ()
    if definitions or len(value) > _SHORT:
        return _links(value, definitions)
    return _known_links(value)


@lru_cache(maxsize=2048)
def _known_links(value: str) -> tuple[Link, ...]:
    return _links(value, _NO_DEFINITIONS)


def _links(value: str, definitions: Mapping[str, str]) -> tuple[Link, ...]:
    masked = mask_code(value)
    anchors = [_anchor(value, match) for match in _ANCHOR.finditer(masked)] if "<a" in value else []
    if anchors:
        bare = _without(value, anchors)
        rest = _links(bare, definitions) if "[" in bare else ()
        return tuple(sorted((*anchors, *rest), key=lambda link: link.start))
    simple = _simple_links(value, masked)
    if simple:
        return tuple(simple)
    found = _find_any(value, masked, definitions)
    return tuple([Link(value[f.first : f.last], f.target, f.start, f.end, f.broken) for f in found if not f.image])


def images(value: str) -> tuple[Link, ...]:
    """Return the pictures of a text whose target stands with them, in the order of their ends."""
    found = _find_any(value, mask_code(value), _NO_DEFINITIONS) if "![" in value else ()
    return tuple([Link(value[f.first : f.last], f.target, f.start, f.end, f.broken) for f in found if f.image])


def _anchor(value: str, match: re.Match[str]) -> Link:
    """Return the link that an element is."""
    target = next(target for target in (match["target"], match["target2"]) if target is not None)
    return Link(value[match.start("text") : match.end("text")], html.unescape(target), *match.span())


def _without(value: str, links: Sequence[Link]) -> str:
    """Return a text of the same length in which blanks stand for links."""
    pieces: list[str] = []
    last = 0
    for link in links:
        pieces += (value[last : link.start], " " * (link.end - link.start))
        last = link.end
    return "".join((*pieces, value[last:]))


def plain(value: str, definitions: Mapping[str, str] = _NO_DEFINITIONS) -> str:
    """Return the wording of a text: no link targets, emphasis, code marks, tags, entities or escapes.

    Marks that mean nothing stay, such as the star of ``*.xml`` or the bars of ``user_id``; so do names in angle
    brackets that are no HTML. Line breaks of any kind become a single newline.
    """
    if value.isalnum():
        return value
    if len(value) > _SHORT or (definitions and "[" in value):
        return _wording(value, definitions)
    return _known_wording(value)


def unemphasized(value: str) -> str:
    """Return a text without the underscores that emphasize words; those of names stay."""
    return _EMPHASIZED.sub(r"\g<inner>", value) if "_" in value else value


@lru_cache(maxsize=2048)
def slug(heading: str) -> str:
    """Return the anchor that a renderer gives a heading: its words in lower case, joined by "-"."""
    return _NO_WORD.sub("", plain(heading).strip().lower()).replace(" ", "-")


@lru_cache(maxsize=4096)
def _known_wording(value: str) -> str:
    return _wording(value, _NO_DEFINITIONS)


def _wording(value: str, definitions: Mapping[str, str]) -> str:
    if "\xa0" in value:
        value = value.replace("\xa0", " ")
    cuts = _cuts(value, definitions) if "[" in value else []
    if cuts or _MARK.search(value):
        value = _unmark(value, cuts)
    if "\n" in value:
        return "\n".join([line for line in map(str.strip, value.split("\n")) if line])
    return value.strip()


def mask_code(value: str) -> str:
    """Return the text with its code spans blanked out, of the same length and with the same lines."""
    if "`" not in value:
        return value
    if "``" not in value and "\\" not in value:  # then marks stand in pairs
        return _SIMPLE_CODE.sub(lambda match: _blanks(match[0]), value)
    parts = []
    done = 0
    for start, end, _ in _code_spans(value):
        parts.append(value[done:start])
        parts.append(_blanks(value[start:end]))
        done = end
    parts.append(value[done:])
    return "".join(parts)


def _blanks(code: str) -> str:
    return " " * len(code) if "\n" not in code else "\n".join(" " * len(line) for line in code.split("\n"))


def _code_spans(value: str) -> list[tuple[int, int, int]]:
    """Return (start, end, number of ticks) of every code span."""
    if "`" not in value:
        return []
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(value)]
    closers: dict[int, int] = {}
    following = [-1] * len(runs)
    for i in range(len(runs) - 1, -1, -1):
        length = runs[i][1] - runs[i][0]
        following[i] = closers.get(length, -1)
        closers[length] = i
    spans = []
    i = 0
    while i < len(runs):
        start, end = runs[i]
        escaped = start > 0 and value[start - 1] == "\\" and value[start - 2 : start - 1] != "\\"
        if following[i] < 0 or escaped:
            i += 1
            continue
        spans.append((start, runs[following[i]][1], end - start))
        i = following[i] + 1
    return spans


def _find(value: str, definitions: Mapping[str, str]) -> Iterable[_Found]:
    """Return links and images by their closing bracket, inner ones first."""
    masked = mask_code(value)
    simple = _simple_links(value, masked)
    if simple:
        return [_Found(x.start, x.start + 1, x.start + 1 + len(x.text), x.end, x.target, False, False) for x in simple]
    return _find_any(value, masked, definitions)


def _simple_links(value: str, masked: str) -> list[Link]:
    """Return all links of a text in which brackets stand for nothing else, as nearly always; else nothing."""
    if "\\" in masked or "![" in masked:
        return []
    parts = _SIMPLE_LINK.split(masked)
    if len(parts) // 3 != masked.count("["):
        return []
    found = []
    end = len(parts[0])
    for text, target, between in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        start, end = end, end + len(text) + len(target) + len("[]()")
        found.append(Link(value[start + 1 : start + 1 + len(text)], target, start, end))
        end += len(between)
    return found


def _find_any(value: str, masked: str, definitions: Mapping[str, str]) -> Iterator[_Found]:
    openers: list[int] = []
    done = 0
    for match in _BRACKET.finditer(masked):
        at = match.start()
        mark = match.group()
        if at < done or mark[0] == "\\":
            continue
        if mark == "[":
            openers.append(at)
            continue
        if not openers:
            continue
        opener = openers.pop()
        image = opener > 0 and masked[opener - 1] == "!"
        found = _close(value, masked, opener, at, definitions)
        if found is None:
            continue
        target, end, broken = found
        done = end
        if not image:
            openers.clear()  # no link stands inside another one
        yield _Found(opener - image, opener + 1, at, end, target, image, broken)


def _close(
    value: str, masked: str, opener: int, at: int, definitions: Mapping[str, str]
) -> tuple[str, int, bool] | None:
    """Return target, end and whether it is broken for the brackets ``opener`` to ``at``, if they are a link."""
    follows = masked[at + 1 : at + 2]
    if follows == "(":
        inline = _target(value, at + 2)
        if inline is not None:
            return inline
    if not definitions or at - opener > _MAX_LABEL:
        return None
    if follows == "[":
        end = masked.find("]", at + 2, at + 3 + _MAX_LABEL)
        if end > at + 2:
            target = definitions.get(fold(value[at + 2 : end]))
            return None if target is None else (target, end + 1, False)
    target = definitions.get(fold(value[opener + 1 : at]))
    if target is None:
        return None
    return target, at + 3 if masked.startswith("[]", at + 1) else at + 1, False


def _target(value: str, start: int) -> tuple[str, int, bool] | None:
    """Read ``target "title")`` and return the target, its end and whether the parenthesis is missing."""
    space = _SPACE.match(value, start)
    start = space.end() if space else start
    match = _ANGLE_TARGET.match(value, start) or _SHORTCODE_TARGET.match(value, start)
    target = match.group(1) if match else ""
    if match is None:
        match = _TARGET.match(value, start)
        if match is None:
            return None
        target = match.group()
    end = _TARGET_END.match(value, match.end())
    if end is not None:
        return _ESCAPE.sub(r"\1", target), end.end(), False
    if target and (match.end() == len(value) or value[match.end()].isspace()):
        return target.rstrip(".,;"), match.start() + len(target.rstrip(".,;")), True
    return None


def _cuts(value: str, definitions: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the slices that are link syntax and not wording, in order."""
    cuts = []
    for found in _find(value, definitions):
        cuts.append((found.start, found.first))
        cuts.append((found.last, found.end))
    cuts.sort()
    return cuts


def _unmark(value: str, cuts: list[tuple[int, int]]) -> str:
    """Remove the cuts and all markup of a text."""
    pieces: list[str] = []
    delimiters: list[tuple[int, bool, bool]] = []  # place in pieces, opens, closes
    code = {start: (end, ticks) for start, end, ticks in _code_spans(value)}
    closed: set[str] | None = None
    position = 0
    next_cut = 0
    while position < len(value):
        limit = cuts[next_cut][0] if next_cut < len(cuts) else len(value)
        match = _MARKUP.search(value, position, limit)
        if match is None:
            pieces.append(value[position:limit])
            position = max(position, limit)
            if next_cut < len(cuts):
                position = max(position, cuts[next_cut][1])
                next_cut += 1
            continue
        pieces.append(value[position : match.start()])
        position = match.end()
        kind = match.lastgroup
        if kind == "delimiter":
            delimiters.append((len(pieces), *_flanking(value, match.start(), match.end())))
            pieces.append(match.group())
        elif kind == "code":
            end, ticks = code.get(match.start(), (match.end(), 0))
            pieces.append(_code_text(value[match.start() + ticks : end - ticks]) if ticks else match.group())
            position = end
            while next_cut < len(cuts) and cuts[next_cut][0] < end:
                next_cut += 1
        elif kind == "escaped":
            pieces.append(match["escaped"])
        elif kind == "entity":
            pieces.append(html.unescape(match.group()).replace("\xa0", " "))
        elif kind == "comment":
            end = value.find("-->", match.end())
            position = end + 3 if end >= 0 else len(value)
            while next_cut < len(cuts) and cuts[next_cut][0] < position:
                next_cut += 1
        else:
            if closed is None:
                closed = set(_CLOSING_TAG.findall(value.lower()))
            pieces.append(_tag_text(match, closed))
    _drop_emphasis(pieces, delimiters)
    return "".join(pieces)


def _code_text(code: str) -> str:
    if len(code) > 2 and code[0] == code[-1] == " " and code.strip():
        return code[1:-1]
    return code


def _tag_text(match: re.Match[str], closed: set[str]) -> str:
    """Return what stands for a tag: nothing, a line break, or itself when it is no HTML."""
    name = match["tag"].lower()
    if name not in _TAGS:
        return match.group()
    if name in _BREAKS:
        return "\n"
    closing = match.group()[1] == "/"
    paired = closing or name in _VOID or name in closed
    return "" if paired else match.group()


def _flanking(value: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether a run of stars or bars may open and may close emphasis (the rules of CommonMark)."""
    before = value[start - 1] if start else " "
    after = value[end] if end < len(value) else " "
    before_space, after_space = before.isspace(), after.isspace()
    before_mark = not before_space and not before.isalnum()
    after_mark = not after_space and not after.isalnum()
    left = not after_space and (not after_mark or before_space or before_mark)
    right = not before_space and (not before_mark or after_space or after_mark)
    if value[start] == "_":
        return left and (not right or before_mark), right and (not left or after_mark)
    return left, right


def _drop_emphasis(pieces: list[str], delimiters: list[tuple[int, bool, bool]]) -> None:
    """Remove matching runs from the pieces; a run that finds no partner stays."""
    stacks: dict[str, list[int]] = {"*": [], "_": []}
    for place, opens, closes in delimiters:
        char = pieces[place][0]
        own, other = stacks[char], stacks["_" if char == "*" else "*"]
        while closes and own and pieces[place]:
            opener = own[-1]
            width = min(len(pieces[opener]), len(pieces[place]))
            pieces[opener] = pieces[opener][width:]
            pieces[place] = pieces[place][width:]
            if not pieces[opener]:
                own.pop()
            while other and other[-1] > opener:
                other.pop()
        if opens and pieces[place]:
            own.append(place)
