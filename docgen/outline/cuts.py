"""Find where a section goes on with another operation that has no heading of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Paragraph, Section
from docgen.outline.parts import Cuts, Part, label_roles, label_text
from docgen.outline.scopes import is_example, section_role
from docgen.outline.statement import Statement
from docgen.source import Span

_CARRIERS = frozenset({"fence", "indented", "code", "text"})
_MOST_BEFORE = 4  # blocks between a label and the request that it names
_SHORT = 4  # characters of a paragraph that only joins two requests, as "or" does
_TOGETHER = frozenset({"http_request", "examples"})  # roles of sections whose requests are of one operation


class _Group(msgspec.Struct):
    """Requests with nothing between them: the numbers of the first and the last block, and where their text begins."""

    first: int
    last: int
    begin: int


def cuts(parts: Sequence[Part], statements: Sequence[Statement], dialect: Dialect) -> Cuts:
    """Return where operations begin in the sections that have several without headings.

    A section is cut where its requests stand apart and what follows them describes each: rows, labels or code below
    more than one of them, or text below all. Rows below the last one alone are about all of them.
    """
    by_section: dict[Span, tuple[Section, list[Statement]]] = {}
    headed: set[Span] = set()
    for one in statements:
        key = one.part.section.title.span
        if one.carrier in _CARRIERS and one.block is not None and not is_example(one):
            by_section.setdefault(key, (one.part.section, []))[1].append(one)
        else:
            headed.add(key)
    found: dict[Span, tuple[tuple[int, bool], ...]] = {}
    for key, (section, stated) in by_section.items():
        if len(stated) > 1 and key not in headed and _may_be_cut(section, parts, dialect):
            numbers = _numbers(section.blocks, stated, dialect)
            if numbers:
                found[key] = numbers
    return found


def _may_be_cut(section: Section, parts: Sequence[Part], dialect: Dialect) -> bool:
    """Tell whether a section may hold several operations: no heading in it says what holds for all of them."""
    own = next((here for here in parts if here.section is section), None)
    if own is None or not _TOGETHER.isdisjoint(own.roles) or own.named:
        return False
    roles = {section_role(one.title.value, dialect) for one in section.sections}
    return roles.isdisjoint(dialect.outline.role_headings)


def _numbers(blocks: Sequence[Block], stated: Sequence[Statement], dialect: Dialect) -> tuple[tuple[int, bool], ...]:
    places: Mapping[int, int] = {id(block): number for number, block in enumerate(blocks)}
    stating = sorted({places[id(one.block)] for one in stated if id(one.block) in places})
    groups: list[_Group] = []
    for number in stating:
        between = blocks[groups[-1].last + 1 : number] if groups else ()
        if groups and all(_joins(block) for block in between):
            groups[-1].last = number
        else:
            groups.append(_Group(number, number, _begin(blocks, number, dialect)))
    if len(groups) < 2 or any(_is_item(blocks[one.first]) for one in groups):
        return ()
    ends = [*(one.begin for one in groups[1:]), len(blocks)]
    below = [blocks[one.last + 1 : end] for one, end in zip(groups, ends, strict=True)]
    rich = [any(_describes(block, dialect) for block in found) for found in below]
    if sum(rich) > 1 or (not any(rich) and all(below)):
        return tuple((one.begin, one.begin < one.first) for one in groups)
    return ()


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.depth > 0


def _joins(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text.value) <= _SHORT


def _begin(blocks: Sequence[Block], number: int, dialect: Dialect) -> int:
    """Return where the text about a request begins: at the label that names it, with sentences in between or not."""
    for at in range(number - 1, max(-1, number - 1 - _MOST_BEFORE), -1):
        text = label_text(blocks[at])
        if text is not None and label_roles(text.value, dialect, in_examples=False):
            return number
        if text is not None and (at == number - 1 or text.value.startswith(("*", "_"))):
            return at
        if text is not None or not isinstance(blocks[at], Paragraph) or _is_item(blocks[at]):
            return number
    return number


def _describes(block: Block, dialect: Dialect) -> bool:
    """Tell whether a block says more of a request than a sentence does."""
    if not isinstance(block, Paragraph) or block.depth:
        return True
    text = label_text(block)
    return text is not None and bool(label_roles(text.value, dialect, in_examples=False))
