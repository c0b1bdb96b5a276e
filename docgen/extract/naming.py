"""Read what a page calls an operation: its identifier, its summary, and the group that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from docgen.extract import prose
from docgen.extract.facts import OperationFact
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Block, Comment, Paragraph, Table
from docgen.names import folded
from docgen.outline import Scope, Statement
from docgen.outline.parts import Part, title_of
from docgen.outline.table_rows import column
from docgen.outline.table_rows import head as titles

_ANCHOR = re.compile(r"<a\s[^<>]*\b(?:id|name)\s*=\s*[\"']?(?P<name>[\w.-]+)", re.IGNORECASE)
# An anchor says that it is an identifier; a heading does by its form, or it is a word.
_OF_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*")
_IDENTIFIER = re.compile(r"[a-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*|[A-Z][a-z0-9]+[A-Z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?\s+(?=\D)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LONGEST_SUMMARY = 120  # characters


class Named(msgspec.Struct, frozen=True, gc=False):
    """What a page calls an operation.

    ``id`` is an identifier that the page itself gives, "" for none. ``summary`` is what it does in one line, ``about``
    what the page says besides. ``group`` is the title of what holds it, ``group_about`` what is said of that.
    """

    id: str = ""
    summary: str = ""
    about: str = ""
    group: str = ""
    group_about: str = ""


def read(
    scope: Scope,
    parts: Sequence[Part],
    front: str,
    operation: OperationFact,
    context: Context,
    stating: Collection[int] = (),
) -> Named:
    """Return what a page calls the operation of a scope.

    ``parts`` are those of the whole page, ``front`` is the title that its front matter gives it. ``operation`` has the
    title and description that are written. ``stating`` are the ids of the blocks that state requests.
    """
    head = scope.head
    title = operation.title or ("" if title_of(parts) else front)
    states = any(one.carrier == "heading" and one.part is head for one in scope.statements)
    name = _identifier(head, title, context) if len(scope.statements) == 1 and not states else ""
    description = operation.description
    summary, about = title, description
    stated = next((one.title for one in scope.statements if one.title and one.carrier == "heading"), "")
    if not description and len(scope.statements) == 1:
        description = _of_row(scope.statements[0], context)
        about = description
    named = _named_above(head) if states and not stated else None
    if states:
        summary = inline.plain(named.title).strip() if named else stated
    is_phrase = " " in title and "/" not in title  # "Get file" is a name, whatever it is called
    made = (
        not named
        and not is_phrase
        and any(folded(title) == folded(one.method + one.target) for one in scope.statements)
    )
    if not summary or made or (name and _IDENTIFIER.fullmatch(title)):
        first, rest = _first_line(description)
        summary, about = (first, rest) if first else (summary, description)
    group = _group(named or head, parts, context)
    return Named(
        name,
        summary,
        about,
        _NUMBER.sub("", inline.plain(group.title).strip()) if group else _other_than(front, head),
        prose.paragraphs(prose.introduction(group, stating, context), context) if group else "",
    )


def _named_above(head: Part) -> Part | None:
    """Return the part of the heading that names the operation of a heading that only states a request: a phrase."""
    around = head.ancestors[-1] if head.ancestors else None
    if around is None or around.role or not around.is_section or around.section.level < 2:
        return None
    is_phrase = " " in around.title.strip() and "/" not in around.title
    return around if is_phrase and len(around.section.sections) == 1 else None


def _identifier(head: Part, title: str, context: Context) -> str:
    """Return the identifier that an anchor or the heading of an operation gives it."""
    pattern = context.dialect.naming["anchor"]
    for anchor in (head.section.anchor, *_anchors(head.section.blocks)):
        match = pattern.match(anchor)
        if match and _OF_ANCHOR.fullmatch(match["name"]):
            return match["name"]
    return title if _IDENTIFIER.fullmatch(title) else ""


def _anchors(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the anchors that stand before everything else below a heading."""
    for block in blocks:
        if isinstance(block, Comment):
            continue
        if not isinstance(block, Paragraph) or not block.text.value.startswith("<a"):
            return
        yield from (match["name"] for match in _ANCHOR.finditer(block.text.value))


def _first_line(description: str) -> tuple[str, str]:
    """Return the first sentence of a description as a summary, with what it says besides; "" where it is none."""
    first, _, rest = description.partition("\n\n")
    line = inline.plain(first).strip()
    sentence = _SENTENCE.split(line, maxsplit=1)[0]
    if not line or "\n" in sentence or len(sentence) > _LONGEST_SUMMARY or line.startswith(("-", "|", ">")):
        return "", description
    return sentence, rest if sentence == line else description


def told_beside(scope: Scope, one: Statement, context: Context) -> tuple[str, str]:
    """Return title and description of a request in a list or table of several: what its line or row says of it."""
    if len(scope.statements) < 2 or not (one.carrier in ("table", "code", "text") or (one.block and one.title)):
        return "", ""
    says = _of_row(one, context) if one.carrier == "table" else prose.clean(one.title, context)
    return _first_line(says)


def _of_row(one: Statement, context: Context) -> str:
    """Return what the row that states a request says of it."""
    if not isinstance(one.block, Table):
        return ""
    number = column(titles(one.block), context.dialect.columns.description)
    for row in one.block.rows:
        if 0 <= number < len(row.cells) and any(cell.span == one.span for cell in row.cells):
            return prose.clean(row.cells[number].text, context)
    return ""


def _other_than(front: str, head: Part) -> str:
    """Return the title of a page as that of a group, where it is not the title of the operation itself."""
    same = head.section.level <= 1 or front.lower() == inline.plain(head.title).strip().lower()
    return "" if same else front


def _group(head: Part, parts: Sequence[Part], context: Context) -> Part | None:
    """Return the part of the heading that groups operations: the one around, else the title before all of them."""
    stated = context.dialect.naming["stated_version"]
    around = next(
        (
            part
            for part in reversed(head.ancestors)
            if part.is_section and part.section.level and not part.role and not stated.search(part.title.strip())
        ),
        None,
    )
    if around is not None:
        return around
    if context.dialect.outline.grammar != "markdown":
        return None  # its grammar says what a group is
    title = title_of(parts)
    if title is None or title is head or context.dialect.naming["generic"].search(inline.plain(title.title).strip()):
        return None
    return title
