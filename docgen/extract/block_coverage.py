"""Tell of each block of a page what became of it: read into facts, known by its role, or unread."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import BlockCount, PageFacts, UnreadFact
from docgen.markdown.page import Block, Comment, Definition, Element, Fence, Paragraph, Table
from docgen.outline import Outline, Part, Scope, Statement
from docgen.outline.rows import groups
from docgen.outline.scopes import is_example
from docgen.outline.table_rows import head, layout, says_none
from docgen.source import Span

KINDS = ("request", "rows", "code", "heading", "text")
_KNOWN_ROLES = frozenset({"see_also", "remarks", "methods", "derived_types", "notification", "bound_actions"})
_MENTION = re.compile(
    r"(?<![\w/-])(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[`*_\]:]{0,4}[ \t|]{1,3}[`*_|\[]{0,3}[ \t]*"
    r"(?P<target>https?://[^\s`|<>\"')\]]+/(?:[^\s`|\"'()]|\([^\s`|\"()]*\))*|/(?=[\w{:<($\[])(?:\([^()\s][^()\n`|\"']{0,60}\)|[^\s`|\"'])*)"
)
_MARKS = " *_:>"
_EXAMPLE = "a request shown in an example"
_DATA = ("json", "http", "https", "")
_BODIES = ("request_body", "response")


class Accounted(msgspec.Struct, frozen=True, gc=False):
    """A block with its account: ``read``, ``known`` or ``unread``.

    ``kind`` is one of ``KINDS``, ``cause`` tells why the block is unread, ``statement`` is the request that it states.
    """

    kind: str
    state: str
    span: Span
    cause: str = ""
    statement: tuple[str, str] = ("", "")


class _Read:
    """The spans of all facts of a page, looked up by the block that holds them."""

    def __init__(self, facts: PageFacts) -> None:
        self._starts: dict[str, list[int]] = {}
        for span in _spans((facts.operations, facts.resources, facts.enums, facts.shared)):
            if span.end > span.start:
                self._starts.setdefault(span.path, []).append(span.start)
        for starts in self._starts.values():
            starts.sort()

    def holds(self, span: Span) -> bool:
        """Tell whether a fact begins inside a span."""
        starts = self._starts.get(span.path, [])
        at = bisect_left(starts, span.start)
        return at < len(starts) and starts[at] < max(span.end, span.start + 1)


def holder_of_facts(facts: PageFacts) -> Callable[[Span], bool]:
    """Return what tells whether a fact about an operation or a type begins inside a span."""
    return _Read(facts).holds


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _spans(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if isinstance(inner, (Span, tuple, list, msgspec.Struct)):
                yield from _spans(inner)


def account(outline: Outline, facts: PageFacts) -> tuple[Accounted, ...]:
    """Return the account of every block of a page, in the order written."""
    read = _Read(facts)
    scoped = {part: scope for scope in outline.scopes if scope.statements for part in scope.parts}
    out: list[Accounted] = []
    stating: dict[int, list[Statement]] = {}
    for one in outline.statements:
        stating.setdefault(id(one.block), []).append(one)
        out.append(_of_statement(one, outline, read))
    for part in outline.parts:
        out.extend(_of_part(part, scoped.get(part), read, stating, outline.dialect))
    if facts.operations or outline.statements:
        out.extend(_mentions(outline, out))
    return tuple(sorted(out, key=lambda one: (one.span, KINDS.index(one.kind))))


def _of_statement(one: Statement, outline: Outline, read: _Read) -> Accounted:
    stated = (outline.dialect.outline.known_method(one.method), one.target)
    if any(one in scope.statements for scope in outline.scopes):
        state = "read" if read.holds(one.span) else "unread"
        return Accounted("request", state, one.span, "" if state == "read" else "a request without a path", stated)
    if is_example(one):
        return Accounted("request", "known", one.span, _EXAMPLE, stated)
    return Accounted("request", "unread", one.span, "a request that belongs to no operation", stated)


def _of_part(
    part: Part, scope: Scope | None, read: _Read, stating: dict[int, list[Statement]], dialect: Dialect
) -> Iterator[Accounted]:
    rows = {id(block): tuple(found) for block, found in groups(part, dialect)} if part.shown else {}
    below: list[Accounted] = []
    for block in part.shown:
        if id(block) in stating and not isinstance(block, Fence):
            below.append(Accounted("request", "read", span_of(block)))
        else:
            has_rows = bool(rows.get(id(block)))
            below.append(_of_block(block, part, scope, read, dialect, has_rows=has_rows))
    if part.is_section and part.section.level:
        yield _of_heading(part, scope, below)
    yield from below


def span_of(block: Block) -> Span:
    """Return where the text of a block stands."""
    return block.text.span if isinstance(block, Paragraph) else block.span


def _of_heading(part: Part, scope: Scope | None, below: Sequence[Accounted]) -> Accounted:
    """Return the account of a heading: in a scope, one that names no role is unread where something below it is."""
    span = part.section.title.span
    if scope is None or part.named or part is scope.head:
        return Accounted("heading", "read" if scope and part is scope.head else "known", span)
    if any(one.state == "unread" for one in below):
        return Accounted("heading", "unread", span, "a heading in an operation")
    return Accounted("heading", "known", span)


def _of_block(
    block: Block, part: Part, scope: Scope | None, read: _Read, dialect: Dialect, *, has_rows: bool
) -> Accounted:
    span = span_of(block)
    kind = _kind(block, has_rows=has_rows)
    if kind in ("rows", "code") and read.holds(span):
        return Accounted(kind, "read", span)
    if kind == "text" or part.role in _KNOWN_ROLES:
        return Accounted(kind, "known", span)
    where = f'below "{part.title.strip(_MARKS)}"' if part.named else "in an operation, below no label"
    if isinstance(block, Table):
        titles = " | ".join(head(block))
        if says_none(block, layout(head(block), dialect.columns).name, dialect):
            return Accounted(kind, "known", span)
        if has_rows or (scope is not None and (part.role or block.rows)):
            return Accounted(kind, "unread", span, f"a table with the columns {titles}")
        return Accounted(kind, "known", span)
    if isinstance(block, Fence):
        info = block.info.split(None, 1)[0].strip("{}.") if block.info else ""
        may_describe = info in _DATA or (info in dialect.outline.type_languages and part.role in _BODIES)
        if scope is None or not may_describe or part.role in ("errors", "permissions"):
            return Accounted(kind, "known", span)
        return Accounted(kind, "unread", span, f"code {where}")
    if scope is not None and (part.role or scope.head is part):
        cause = "an element without a name" if isinstance(block, Element) else f"a list {where}"
        return Accounted(kind, "unread", span, cause)
    return Accounted(kind, "known", span)


def _kind(block: Block, *, has_rows: bool) -> str:
    if isinstance(block, Table) or (has_rows and isinstance(block, (Paragraph, Definition, Element))):
        return "rows"
    if isinstance(block, Fence):
        return "code"
    return "text"


def _mentions(outline: Outline, told: Sequence[Accounted]) -> Iterator[Accounted]:
    """Yield the texts that look like a request and stand in none that is told already."""
    page = outline.page
    requests = [one.span for one in told if one.kind == "request"]
    blocks = (block for section in page.root.walk() for block in section.blocks)
    comments = [block.span for block in blocks if type(block) is Comment]
    for path, text in page.files or ((page.path, page.text),):
        spans = sorted((span.start, span.end) for span in requests if span.path == path)
        starts = [start for start, _ in spans]
        hidden = [span for span in comments if span.path == path]
        for match in _MENTION.finditer(text):
            if any(span.start <= match.start() < span.end for span in hidden):
                continue
            at = bisect_left(starts, match.start() + 1) - 1
            if any(start <= match.start() < end for start, end in spans[max(0, at - 2) : at + 1]):
                continue
            span = Span(path, match.start(), match.end())
            target = _without_ending(match["target"])
            yield Accounted("request", "unread", span, "a request in running text", (match["method"], target))


def _without_ending(target: str) -> str:
    """Return a target without the marks of the sentence behind it, but with the brackets that it opens itself."""
    target = target.partition("](")[0]
    bare = target.rstrip(".,;:*_)")
    return target[: len(bare) + max(0, bare.count("(") - bare.count(")"))]


def counts(accounts: Iterable[Accounted]) -> tuple[BlockCount, ...]:
    """Return how many blocks of each kind are in each account."""
    found = Counter((one.kind, one.state) for one in accounts)
    return tuple([BlockCount(kind, state, number) for (kind, state), number in sorted(found.items())])


def unread(accounts: Iterable[Accounted]) -> tuple[UnreadFact, ...]:
    """Return what was not read, as facts of the page, with the requests of examples: of what they are tells the set."""
    return tuple(
        [
            UnreadFact(one.kind, one.cause, one.span, *one.statement, shown=one.state != "unread")
            for one in accounts
            if one.state == "unread" or (one.cause == _EXAMPLE and one.statement[1])
        ]
    )
