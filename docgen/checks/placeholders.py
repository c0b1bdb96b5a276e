"""A page goes in; findings about what a generator of pages left in it to be filled in come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.view import View
from docgen.diagnostics import Diagnostic, Related, Rule
from docgen.extract.classify import flat
from docgen.extract.examples import CodeBlock
from docgen.markdown.page import Comment, Paragraph, Table
from docgen.source import Span, Text

_MARKS: tuple[tuple[str, Rule], ...] = (
    ("no_uri", rules.MISSING_URI),
    ("unknown_marker", rules.UNKNOWN_TYPE_MARKER),
    ("not_documented", rules.NOT_DOCUMENTED_TEXT),
    ("argument", rules.UNFILLED_PARAMETER_VALUE),
    ("macro", rules.UNEXPANDED_MACRO),
)
# Where none of these stands there is no mark; looking for them is much faster than the expressions.
_SIGNS = ("URI for", "uri for", "nknown", "NKNOWN", "ocumented", "OCUMENTED", "arameterValue", "$(")
_LANGUAGES = frozenset(("", "http", "json", "rest", "text", "xml", "sample", "odata", "msgraph-interactive"))
_BARE_URL = re.compile(r"\s*(?:GET|POST|PUT|PATCH|DELETE)\s*(?:https?://[^/\s]+(?:/(?:beta|v\d+(?:\.\d+)?))?/?)?\s*\Z")
_REQUEST = re.compile(r"\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\b")
_LENGTH = re.compile(r"^[ \t]*Content-Length[ \t]*:[ \t]*[xX]{2,}[ \t]*$", re.IGNORECASE | re.MULTILINE)
_MAY_HOLD_NAME = re.compile(
    r'"(?:String|Boolean|Integer|Int|Double|Single|Float|Decimal|Number|Guid|Binary|Byte|Stream|Date|TimeOfDay|Duration)'
)
_TYPE_NAME = re.compile(
    r"(?:String|Boolean|Integer|Int(?:16|32|64)|Double|Single|Float|Decimal|Number|Guid|Binary|Byte|Stream|Date"
    r"|DateTime|DateTimeOffset|TimeOfDay|Duration)(?P<note>\s*\((?:timestamp|identifier|etag|date|enum|enumeration)\))?"
)
_DASHED = re.compile(r"[A-Za-z_@][\w.@:-]*-value")
_NAKED = re.compile(r"(?<![\"\w'-])[A-Za-z_]\w*-value(?![\"\w-])")
_NAKED_VALUE = re.compile(r":\s*([A-Za-z_]\w*-value)\s*,?\s*$")
_BRACES = re.compile(r"\{[^{}]*\}")
_TYPE_KEY = re.compile(r"(?:odata\.type|type)\Z", re.IGNORECASE)
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?')
_LETTERS = re.compile(r"[^a-z0-9]")
_MOST_RELATED = 50


def check(view: View) -> Iterator[Diagnostic]:
    """Yield every placeholder outside of the TODO family."""
    if view.page.front_matter:
        for entry in view.page.front_matter.entries:
            for rule in (rules.UNEXPANDED_MACRO, rules.NOT_DOCUMENTED_TEXT):
                yield from _in_text(Text(entry.value, entry.value_span), view, (rule,), entry.key)
    for here in view.placed:
        if here.section.level:
            yield from _in_text(here.section.title, view)
        for block in flat(here.section.blocks):
            if isinstance(block, Paragraph):
                yield from _in_text(block.text, view)
            elif isinstance(block, Comment):
                yield from _in_text(block.text, view, (rules.UNEXPANDED_MACRO,))
            elif isinstance(block, Table):
                yield from _in_table(block, view)
    for code in view.blocks:
        if code.fence.info in _LANGUAGES:
            yield from _in_code(code, view)


def is_sample(value: str) -> bool:
    """Tell whether a text in an example is the name of a type, or of a property with "-value" behind it."""
    return bool(_TYPE_NAME.fullmatch(value) or _DASHED.fullmatch(value))


def _may_hold_mark(value: str) -> bool:
    return any(sign in value for sign in _SIGNS)


def _in_table(table: Table, view: View) -> Iterator[Diagnostic]:
    if not _may_hold_mark("\n".join([cell.text for row in (table.head, *table.rows) for cell in row.cells])):
        return
    for row in (table.head, *table.rows):
        found: dict[str, Diagnostic] = {}
        for cell in row.cells:
            for one in _in_text(Text(cell.text, cell.span), view, subject=row.cells[0].text[:80]):
                found.setdefault(one.code, one)
        yield from found.values()


def _in_text(text: Text, view: View, only: tuple[Rule, ...] = (), subject: str = "") -> Iterator[Diagnostic]:
    """Yield one finding a line and rule, at its first mark."""
    if not _may_hold_mark(text.value):
        return
    start = 0
    for line in text.value.split("\n"):
        for key, rule in _MARKS:
            match = view.dialect.placeholders[key].search(line) if not only or rule in only else None
            if match:
                at = text.at(start + match.start(), start + match.end())
                yield rule.at(at, text=match.group(), subject=subject)
        start += len(line) + 1


def _in_code(code: CodeBlock, view: View) -> Iterator[Diagnostic]:
    text = code.fence.text
    template = code.place.inside("http_request")
    example = not template and (_is_example(code) or code.kind in ("request", "response"))
    yield from _in_text(text, view)
    first = text.value.lstrip().partition("\n")[0]
    if not text.value.strip():
        if (template or (example and code.fence.info in ("", "http"))) and not _is_unclosed(code, view):
            yield rules.EMPTY_HTTP_BLOCK.at(Span(code.fence.span.path, *_first_line(code)))
        return
    if example and _BARE_URL.match(first) and first == text.value.partition("\n")[0]:
        start = text.value.index(first)
        yield rules.EMPTY_REQUEST_URL.at(text.at(start, start + len(first.rstrip())))
    for match in _LENGTH.finditer(text.value) if "xx" in text.value.lower() else ():
        yield rules.UNFILLED_CONTENT_LENGTH.at(text.at(match.start(), match.end()))
    if (template or example) and _may_hold_sample(text.value):
        yield from _samples(text, tuple(_sample_spots(text.value, json=example and not _is_shape(code, first))))


def _may_hold_sample(value: str) -> bool:
    return "-value" in value or ' value"' in value or _MAY_HOLD_NAME.search(value) is not None


def _is_example(code: CodeBlock) -> bool:
    return any(code.place.inside(role) for role in ("examples", "request", "response"))


def _is_shape(code: CodeBlock, first: str) -> bool:
    """Tell whether a block shows the shape of a type, in which type names are no made-up values."""
    if code.kind == "resource" or code.place.inside("json"):
        return True
    return code.place.inside("request_body") and not _REQUEST.match(first) and code.kind not in ("request", "response")


def _is_unclosed(code: CodeBlock, view: View) -> bool:
    faults = (rules.UNCLOSED_FENCE.code, rules.SWALLOWED_FENCE.code)
    span = code.fence.span
    return any(d.code in faults and span.start <= d.span.start <= span.end for d in view.page.diagnostics)


def _first_line(code: CodeBlock) -> tuple[int, int]:
    start = code.fence.span.start
    return start, min(code.fence.span.end, start + 3 + len(code.fence.info))


def _samples(text: Text, spots: tuple[tuple[int, int], ...]) -> Iterator[Diagnostic]:
    """Yield one finding for all made-up values of a block: at the first, the others related."""
    if not spots:
        return
    places = [text.at(start, end) for start, end in spots]
    related = tuple(Related(place, "another one") for place in places[1:_MOST_RELATED])
    more = f" (and {len(spots) - 1} more)" if len(spots) > 1 else ""
    start, end = spots[0]
    yield rules.SAMPLE_VALUE.at(places[0], related=related, text=text.value[start:end], more=more)


def _sample_spots(value: str, *, json: bool) -> Iterator[tuple[int, int]]:
    """Yield where made-up values stand, one a line; names of types under a key like "type" count beside others."""
    sure: list[tuple[int, int]] = []
    doubtful: list[tuple[int, int]] = []
    names = False
    at, key, body = 0, "", False
    for line in value.split("\n"):
        body = body or line.lstrip()[:1] in ("{", "[")
        found = _NAKED.search(_BRACES.sub(lambda m: " " * len(m[0]), line)) if _REQUEST.match(line) else None
        spot = (found.start(), found.end()) if found else None
        for token in _TOKEN.finditer(line) if json and body else ():
            if token[2] is not None:
                key = token[1]
                continue
            named = _TYPE_NAME.fullmatch(token[1])
            if named and not named["note"] and _TYPE_KEY.search(key):
                doubtful.append((at + token.start(), at + token.end()))
            elif named or _DASHED.fullmatch(token[1]) or _in_words(token[1], key):
                names = names or named is not None
                spot = spot or (token.start(), token.end())
        naked = _NAKED_VALUE.search(line) if json and body and not spot else None
        if naked:
            spot = naked.span(1)
        if spot:
            sure.append((at + spot[0], at + spot[1]))
        at += len(line) + 1
    yield from sorted({*sure, *(doubtful if names else ())})


def _in_words(value: str, key: str) -> bool:
    """Tell whether a value is the name of its property in words: "Display Name value"."""
    if not value.endswith(" value") or not key:
        return False
    said, named = _LETTERS.sub("", value[:-6].lower()), _LETTERS.sub("", key.lower())
    return said in (named, named.removesuffix("s"))
