"""Find the status that a text begins with: of a heading, a label, an item or a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.extract import response_sentences
from docgen.extract.types import Context
from docgen.markdown.page import Block, Paragraph
from docgen.outline import Part
from docgen.statuses import FAILURES, OTHERS, RANGES

LONGEST_LEAD = 400  # characters of a paragraph in which a status is looked for
_LONGEST_TITLE = 800  # characters of a heading or label in which one is
MARKS = " \t\n:*_`–—-().,"
ANSWERS = frozenset({"response", "errors"})


class Lead(msgspec.Struct, frozen=True, gc=False):
    """The status that a text begins with, where it stands, and where the rest of the text begins."""

    status: int
    start: int
    end: int
    rest: int
    label: bool


def status_of(part: Part, dialect: Dialect) -> int:
    """Return the status that a heading or label gives to what stands below it; 0 for none."""
    if part.status:
        return part.status
    for here in (part, *reversed(part.ancestors)):
        if here.role not in ANSWERS:
            return 0
        found = lead(here.title, dialect, item=here.is_section)
        if found:
            return found.status
    return 0


def label_status(blocks: Sequence[Block], number: int, dialect: Dialect) -> int:
    """Return the status that one of some blocks gives to those below it; 0 for one that gives none.

    A paragraph may, or the only item of a list.
    """
    block = blocks[number]
    if not isinstance(block, Paragraph) or len(block.text.value) > LONGEST_LEAD:
        return 0
    if block.depth and not _is_only_item(blocks, number):
        return 0
    found = lead(block.text.value, dialect, item=block.item > 0)
    return found.status if found else 0


def failure_of(block: Paragraph, dialect: Dialect) -> int:
    """Return the one status of a failure that the sentence before a block of code names; 0 for none."""
    text = block.text.value
    if not text.endswith(":") or len(text) > LONGEST_LEAD:
        return 0
    stated = {response_sentences.code_of(match) for match in dialect.responses["status"].find_all(text)}
    return stated.pop() if len(stated) == 1 and min(stated) >= FAILURES else 0


def _is_only_item(blocks: Sequence[Block], number: int) -> bool:
    """Tell whether a block is an item, and those around it are none."""
    around = (*blocks[:number][-1:], *blocks[number + 1 :][:1])
    return _is_item(blocks[number]) and not any(map(_is_item, around))


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.item > 0


@lru_cache(maxsize=2048)
def lead(text: str, dialect: Dialect, *, item: bool = False) -> Lead | None:
    """Return the status that a heading, label, item or paragraph begins with."""
    text = text[:_LONGEST_TITLE]
    match = dialect.responses["lead"].search(text)
    if match is None and item:
        match = dialect.responses["item"].search(text)
    if match is None:
        return None
    status = _status(match["code"])
    rest = text[match.end() :]
    return Lead(status, match.start("code"), match.end("code"), match.end(), not rest.strip(MARKS))


def _status(code: str) -> int:
    code = code.lower()
    if code == "default":
        return OTHERS
    if code.endswith("xx"):
        return RANGES.get(code[0], 0)
    return int(code)


def media_in(text: str, context: Context) -> Iterator[str]:
    """Yield the media types that a text names."""
    for match in context.dialect.bodies["media"].find_all(text):
        yield match["type"].lower().rstrip(".")
