"""The rules for tags that are blocks: HTML headings and tables, components, template tags and directives."""

# ruff: noqa: FBT001 (the library calls the rules by position)

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock

from docgen.markdown.html_tables import read_table
from docgen.markdown.lines import Heading, bounds, cut, emit, notes
from docgen.markdown.page import Attribute, Element
from docgen.source import Span, Text

_LONGEST = 20_000  # characters of one tag
_HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*)?)>([^\n]*?(?:\n[^\n]+?){0,3}?)</h\1\s*>", re.IGNORECASE)
_PATH = re.compile(r"(?:/|https?://)\S*", re.IGNORECASE)
_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([\w.:%/-]+)", re.IGNORECASE)
_TABLE = re.compile(r"<table(?=[\s>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z_@:][\w.:@-]*)(?:\s*=\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'"""
    r"""|\{(?P<braces>[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*)\}|(?P<bare>[^\s"'>{}%]+)))?""",
    re.DOTALL,
)
# A template tag may hold quotation marks inside a value: the one that ends it stands before the next name.
_TEMPLATE_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z_@:][\w.:@-]*)(?:\s*=\s*(?:"(?P<double>[^"]*(?:"(?!\s+[A-Za-z_@:][\w.:@-]*\s*=|\s*\Z)[^"]*)*)\""""
    r"""|'(?P<single>[^']*(?:'(?!\s+[A-Za-z_@:][\w.:@-]*\s*=|\s*\Z)[^']*)*)'|(?P<braces>(?!))|(?P<bare>[^\s"'>{}%]+)))?"""
)
# A component begins with a capital letter; its attributes may go on over lines.
_COMPONENT = re.compile(r"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?=[\s/>])")
_TEMPLATE = re.compile(r"\{(?P<mark>[%]|\{[%<])-?\s*(?P<end>end|/\s*)?(?P<name>[A-Za-z_][\w.-]*)")
_TEMPLATE_END = {"%": "%}", "{%": "%}}", "{<": ">}}"}
_DIRECTIVE = re.compile(r":::++[ \t]*+(?P<name>[A-Za-z][\w-]*+)?[ \t]*+(?P<rest>[^\n]*)\Z")


def html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a heading or table written in HTML, or the tag of a component that begins a line."""
    begin, _ = bounds(state, start)
    src = state.src
    mark = src[begin + 1 : begin + 3]
    if not mark or not src.startswith("<", begin):
        return False
    if mark[0] in "hH" and mark[1:].isdigit():
        return _heading(state, start, begin, silent)
    if mark[0] in "tT" and _TABLE.match(src, begin):
        return _table(state, start, end, begin, silent)
    if mark[0].isupper() or (mark[0] == "/" and mark[1:].isupper()):
        return _component(state, start, end, begin, silent)
    return False


def _heading(state: StateBlock, start: int, begin: int, silent: bool) -> bool:
    match = _HEADING.match(state.src, begin, begin + _LONGEST)
    if match is None or (_PATH.fullmatch(match[3].strip()) and _follows_tag(state, start)):
        return False
    if not silent:
        title = match[3].strip()
        at = match.start(3) + len(match[3]) - len(match[3].lstrip())
        anchor = _ID.search(match[2])
        span = Span(notes(state).path, at, at + len(title))
        _go_on(state, start, match.end())
        emit(state, Heading(int(match[1]), Text(title, span), begin, anchor[1] if anchor else ""))
    return True


def _follows_tag(state: StateBlock, line: int) -> bool:
    """Tell whether the line before one ends a tag: what stands in a block of HTML with other tags is no heading."""
    before, finish = bounds(state, line - 1) if line else (0, 0)
    return before < finish and state.src[before] == "<" and state.src[finish - 1] == ">"


def _table(state: StateBlock, start: int, end: int, begin: int, silent: bool) -> bool:
    last = state.eMarks[max(start, end - 1)]
    found = read_table(state.src, begin, last, notes(state).path)
    if found is None:
        return False
    if not silent:
        _go_on(state, start, found.span.end)
        emit(state, found)
    return True


def _component(state: StateBlock, start: int, end: int, begin: int, silent: bool) -> bool:
    src = state.src
    match = _COMPONENT.match(src, begin)
    if match is None:
        return False
    closing = _closing(src, match.end(), min(state.eMarks[max(start, end - 1)], begin + _LONGEST), ">")
    if closing < 0:
        return False
    if silent:
        return True
    behind = closing + 1
    is_empty = src[closing - 1] == "/"
    name = match["name"]
    if match["end"]:
        kind, text = "close", None
    elif is_empty:
        kind, text = "empty", None
    else:
        kind, text, behind = _content(state, start, behind, f"</{name}>")
    _count(state, name, kind, behind)
    found = _element(name, kind, Span(notes(state).path, begin, behind), src, match.end(), closing - is_empty, text)
    _go_on(state, start, behind)
    emit(state, found)
    return True


def _count(state: StateBlock, name: str, kind: str, behind: int) -> None:
    """Note that a component begins or ends; one that ends nowhere holds nothing."""
    written = notes(state)
    if kind == "close":
        written.elements = max(0, written.elements - 1)
    elif kind == "open" and state.src.find(f"</{name}", behind) >= 0:
        written.elements += 1


def _content(state: StateBlock, start: int, behind: int, closing: str) -> tuple[str, Text | None, int]:
    """Return kind and text of an element whose end stands on the line of its begin, and where it ends."""
    src = state.src
    line = bisect_left(state.eMarks, behind, start)
    stop = src.find(closing, behind, state.eMarks[line])
    if stop < 0:
        return "open", None, behind
    text = src[behind:stop]
    at = behind + len(text) - len(text.lstrip())
    text = text.strip()
    return "empty", Text(text, Span(notes(state).path, at, at + len(text))), stop + len(closing)


def _closing(src: str, at: int, stop: int, mark: str) -> int:
    """Return where a tag ends, quoted attributes and those in braces passed over, or -1."""
    while at < stop:
        char = src[at]
        if src.startswith(mark, at):
            return at
        if char in "\"'":
            closed = src.find(char, at + 1, stop)
            if closed < 0:
                return -1
            at = closed
        elif char == "{" and mark == ">":
            closed = _braces(src, at, stop)
            if closed < 0:
                return -1
            at = closed
        elif char == "<" and mark == ">":
            return -1
        elif char == "\n" and not src[at + 1 : src.find("\n", at + 1)].strip() and src.find("\n", at + 1) >= 0:
            return -1  # a blank line: what began is no tag
        at += 1
    return -1


def _braces(src: str, at: int, stop: int) -> int:
    depth = 0
    for index in range(at, stop):
        depth += (src[index] == "{") - (src[index] == "}")
        if not depth:
            return index
    return -1


def _element(
    name: str,
    kind: str,
    span: Span,
    src: str,
    start: int,
    end: int,
    text: Text | None,
    form: re.Pattern[str] = _ATTRIBUTE,
) -> Element:
    return Element(name, kind, span, tuple(_attributes(src, start, end, span.path, form)), text)


def _attributes(src: str, start: int, end: int, path: str, form: re.Pattern[str]) -> Iterator[Attribute]:
    while match := form.search(src, start, end):
        start = match.end()
        group = next((g for g in ("double", "single", "braces", "bare") if match[g] is not None), "name")
        closed = _braces(src, start + 1, end) if group == "name" and src.startswith("={", start) else -1
        if closed >= 0:  # an expression with more braces than a pattern can count
            yield Attribute(match["name"], src[start + 2 : closed].strip(), Span(path, start + 2, closed))
            start = closed + 1
            continue
        value = None if group == "name" else match[group].strip()
        value = _unquoted(value) if value and group == "braces" else value
        yield Attribute(match["name"], value, Span(path, *match.span(group)))


def _unquoted(value: str) -> str:
    """Return what an expression in braces says: the text of one that is a text, else the expression."""
    mark = value[0] if value[0] in "\"'`" else ""
    is_text = mark and len(value) > 1 and value.endswith(mark) and mark not in value[1:-1]
    return value[1:-1].strip() if is_text else value


def template(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a template tag that stands alone: ``{% name key="value" %}``, ``{{< name >}}``, ``{{% name %}}``."""
    begin, _ = bounds(state, start)
    src = state.src
    if not src.startswith("{", begin):
        return False
    match = _TEMPLATE.match(src, begin)
    if match is None:
        return False
    mark = _TEMPLATE_END[match["mark"]]
    closing = _closing(src, match.end(), min(state.eMarks[max(start, end - 1)], begin + _LONGEST), mark)
    if closing < 0:  # a quotation mark without its fellow
        closing = src.find(mark, match.end(), state.eMarks[start])
    if closing < 0:
        return False
    behind = closing + len(mark)
    line = bisect_left(state.eMarks, behind, start)
    rest = src[behind : state.eMarks[line]].strip()
    kind, text = ("close" if match["end"] else "open"), None
    if rest:
        ending = re.compile(r"\{(?:%|\{[%<])-?\s*(?:end|/\s*)" + re.escape(match["name"]) + r"\s*-?[%>]?\}\}?\Z")
        found = ending.search(src, behind, behind + len(src[behind : state.eMarks[line]].rstrip()))
        if match["end"] or found is None:
            return False  # text goes on: the tag is a word of a sentence
        kind, text = "empty", Text(src[behind : found.start()], Span(notes(state).path, behind, found.start()))
        behind = found.end()
    if silent:
        return True
    span = Span(notes(state).path, begin, behind)
    emit(state, _element(match["name"], kind, span, src, match.end(), closing, text, _TEMPLATE_ATTRIBUTE))
    _go_on(state, start, behind)
    return True


def directive(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a line that begins or ends a directive: ``:::note title``, ``:::``."""
    begin, finish = bounds(state, start)
    if not state.src.startswith(":::", begin):
        return False
    match = _DIRECTIVE.match(state.src[begin:finish].rstrip())
    if match is None:
        return False
    if not silent:
        state.line = start + 1
        path = notes(state).path
        span = Span(path, begin, begin + len(match[0]))
        text = Text(match["rest"], Span(path, begin + match.start("rest"), begin + match.end("rest")))
        kind = "open" if match["name"] else "close"
        emit(state, Element(match["name"] or "", kind, span, (), text if match["rest"] else None))
    return True


def _go_on(state: StateBlock, start: int, behind: int) -> None:
    """Let the next block begin behind a place, on its line or below it."""
    cut(state, bisect_left(state.eMarks, behind, start), behind)
