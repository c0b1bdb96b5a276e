"""Reports template text and made-up values that the author of a page did not replace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, Rule, also
from docgen.dialects import Dialect, Form, Samples
from docgen.extract.examples import CodeBlock
from docgen.markdown import inline
from docgen.markdown.page import Comment, Paragraph, Table
from docgen.names import folded
from docgen.outline.parts import flat
from docgen.source import Span, Text

_RULES = {
    "no_uri": rules.MISSING_URI,
    "unknown_marker": rules.UNKNOWN_TYPE_MARKER,
    "not_documented": rules.NOT_DOCUMENTED_TEXT,
    "argument": rules.UNFILLED_PARAMETER_VALUE,
    "macro": rules.UNEXPANDED_MACRO,
}
# What is one, its rule, what of it is text in code, and what is none.
_Marks = Sequence[tuple[Form, Rule, Form | None, Form | None]]
_BARE_URL = re.compile(
    r"(?:GET|POST|PUT|PATCH|DELETE)(?:[^\S\n]*https?://[^/\s]+(?:/(?:beta|v\d+(?:\.\d+)?))?/?)?(?=[^\S\n]*$)",
    re.MULTILINE,
)
_MESSAGES = ("request", "response")
_REQUEST = re.compile(r"\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\b")
_LENGTH = re.compile(r"^[ \t]*Content-Length[ \t]*:[ \t]*[xX]{2,}[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(r"^[^\S\n]*[{\[]", re.MULTILINE)
_NAME_IN_BRACES = re.compile(r"\{\{[A-Za-z][\w-]*\}\}")
_BRACES = re.compile(r"\{[^{}]*\}")
_TOKEN = re.compile(r'(?<!\\)"([^"\\\n]*(?:\\.[^"\\\n]*)*)"([^\S\n]*:)?')


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield every placeholder outside of the TODO family."""
    marks = _standing_in(view.page.text, _every(view.dialect))
    if marks:
        yield from _unexplained(_in_wording(view, marks), view)
    for code in view.blocks:
        if code.fence.info in view.dialect.samples.languages:
            if marks:
                yield from _in_text(code.fence.text, marks, code=True)
            yield from _in_code(code, view)


def _unexplained(found: Iterator[Diagnostic], view: PageView) -> Iterator[Diagnostic]:
    """Yield findings but those about names in braces that code of the page has, too: readers fill them in."""
    for one in found:
        written = view.page.text_of(one.span.path)[one.span.start : one.span.end]
        is_name = one.code == rules.UNEXPANDED_MACRO.code and _NAME_IN_BRACES.fullmatch(written)
        if not is_name or not any(written in code.fence.text.value for code in view.blocks):
            yield one


@lru_cache(maxsize=64)
def _every(dialect: Dialect) -> _Marks:
    """Return the marks of a dialect."""
    forms = dialect.placeholders
    besides = {"macro": (forms["template"], forms["tag"])}
    return [(forms[key], rule, *besides.get(key, (None, None))) for key, rule in _RULES.items()]


def _standing_in(text: str, marks: _Marks) -> _Marks:
    """Return those of some marks that may stand in a text."""
    lower = text.lower()
    return [mark for mark in marks if mark[0].may_stand_in(lower)]


def _in_wording(view: PageView, marks: _Marks) -> Iterator[Diagnostic]:
    """Yield the marks outside of code."""
    macros = [mark for mark in marks if mark[1] is rules.UNEXPANDED_MACRO]
    undocumented = [mark for mark in marks if mark[1] is rules.NOT_DOCUMENTED_TEXT]
    if view.page.front_matter:
        for entry in view.page.front_matter.entries:
            for some in (macros, undocumented):
                yield from _in_text(Text(entry.value, entry.value_span), some, entry.key)
    for here in view.parts:
        if here.section.level:
            yield from _in_text(here.section.title, marks)
        for block in flat(here.section.blocks):
            if isinstance(block, Paragraph):
                yield from _in_text(block.text, marks)
            elif isinstance(block, Comment):
                yield from _in_text(block.text, macros)
            elif isinstance(block, Table):
                yield from _in_table(block, marks)


def _in_table(table: Table, marks: _Marks) -> Iterator[Diagnostic]:
    marks = _standing_in("\n".join([cell.text for row in (table.head, *table.rows) for cell in row.cells]), marks)
    for row in (table.head, *table.rows) if marks else ():
        found: dict[str, Diagnostic] = {}
        for cell in row.cells:
            for one in _in_text(Text(cell.text, cell.span), marks, subject=row.cells[0].text[:80]):
                found.setdefault(one.code, one)
        yield from found.values()


def _in_text(text: Text, marks: _Marks, subject: str = "", *, code: bool = False) -> Iterator[Diagnostic]:
    """Yield one finding a line and rule, at its first mark."""
    marks = _standing_in(text.value, marks)
    if not marks:
        return
    start = 0
    for line in text.value.split("\n"):
        for form, rule, text_in_code, tag in marks:
            text_of = tag.pattern.sub(lambda found: " " * len(found[0]), line) if tag and "{" in line else line
            match = form.pattern.search(text_of)
            if match and text_in_code and text_in_code.pattern.fullmatch(match.group()):
                match = None if code else form.pattern.search(inline.mask_code(text_of))
            if match:
                at = text.at(start + match.start(), start + match.end())
                yield rule.at(at, text=match.group(), subject=subject)
        start += len(line) + 1


def _in_code(code: CodeBlock, view: PageView) -> Iterator[Diagnostic]:
    text = code.fence.text
    value = text.value
    if not value or value.isspace():
        shown = _is_template(code) or (_is_example(code) and code.fence.info in ("", "http"))
        if shown and not _is_unclosed(code, view):
            yield rules.EMPTY_HTTP_BLOCK.at(Span(code.fence.span.path, *_first_line(code)))
        return
    bare = _BARE_URL.match(value)
    if bare and _is_example(code):
        yield rules.EMPTY_REQUEST_URL.at(text.at(0, bare.end()))
    for match in _LENGTH.finditer(value) if "xx" in value.lower() else ():
        yield rules.UNFILLED_CONTENT_LENGTH.at(text.at(match.start(), match.end()))
    samples = view.dialect.samples
    if _may_hold_sample(value, samples):
        example = _is_example(code)
        if example or _is_template(code):
            yield from _samples(text, _sample_spots(value, samples, json=example and not _is_shape(code)))


def _may_hold_sample(value: str, samples: Samples) -> bool:
    return samples.ending in value or ' value"' in value or samples.quoted_type_name.search(value) is not None


def _is_template(code: CodeBlock) -> bool:
    return code.place.inside("http_request")


def _is_example(code: CodeBlock) -> bool:
    if _is_template(code):
        return False
    return code.kind in _MESSAGES or any(code.place.inside(role) for role in ("examples", "request", "response"))


def _is_shape(code: CodeBlock) -> bool:
    """Tell whether a block shows the shape of a type, in which type names are no made-up values."""
    if code.kind == "resource" or code.place.inside("json"):
        return True
    if code.kind in _MESSAGES or _REQUEST.match(code.fence.text.value):
        return False
    return code.place.inside("request_body")


def _is_unclosed(code: CodeBlock, view: PageView) -> bool:
    faults = (rules.UNCLOSED_FENCE.code, rules.SWALLOWED_FENCE.code)
    span = code.fence.span
    return any(d.code in faults and span.start <= d.span.start <= span.end for d in view.page.diagnostics)


def _first_line(code: CodeBlock) -> tuple[int, int]:
    start = code.fence.span.start
    return start, min(code.fence.span.end, start + 3 + len(code.fence.info))


def _samples(text: Text, spots: list[tuple[int, int]]) -> Iterator[Diagnostic]:
    """Yield one finding for all made-up values of a block: at the first, the others related."""
    if not spots:
        return
    related = also((text.at(start, end) for start, end in spots[1:]), "another one")
    more = f" (and {len(spots) - 1} more)" if len(spots) > 1 else ""
    start, end = spots[0]
    yield rules.SAMPLE_VALUE.at(text.at(start, end), related=related, text=text.value[start:end], more=more)


def _sample_spots(value: str, samples: Samples, *, json: bool) -> list[tuple[int, int]]:
    """Return where made-up values stand, one a line; names of types under a key like "type" count beside others."""
    dashed = list(_lines_with(samples.ending, value)) if samples.ending in value else []
    sure: dict[int, tuple[int, int]] = {}  # by where the line begins
    for at, line in dashed:
        found = samples.bare.search(_BRACES.sub(lambda m: " " * len(m[0]), line)) if _REQUEST.match(line) else None
        if found:
            sure[at] = at + found.start(), at + found.end()
    body = _BODY.search(value) if json else None
    if body is None:
        return sorted(sure.values())
    doubtful: list[tuple[int, int]] = []
    names = False
    key = ""
    for token in _TOKEN.finditer(value, body.start()):
        word, colon = token.groups()
        if colon is not None:
            key = word
            continue
        sample = samples.sample.fullmatch(word)
        if sample and sample["type"] and not sample["note"] and key.lower().endswith("type"):
            doubtful.append(token.span())
        elif sample or _in_words(word, key):
            names = names or bool(sample and sample["type"])
            sure.setdefault(value.rfind("\n", 0, token.start()) + 1, token.span())
    for at, line in dashed:
        naked = samples.bare_value.search(line) if at >= body.start() and at not in sure else None
        if naked:
            sure[at] = at + naked.start(1), at + naked.end(1)
    return sorted({*sure.values(), *(doubtful if names else ())})


def _lines_with(sign: str, value: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold a sign, and where they begin."""
    start = 0
    while (found := value.find(sign, start)) >= 0:
        begin = value.rfind("\n", 0, found) + 1
        start = value.find("\n", found) + 1 or len(value) + 1
        yield begin, value[begin : start - 1]


def _in_words(value: str, key: str) -> bool:
    """Tell whether a value is the name of its property in words: "Display Name value"."""
    if not value.endswith(" value") or not key:
        return False
    said, named = folded(value[:-6]), folded(key)
    return said in (named, named.removesuffix("s"))
