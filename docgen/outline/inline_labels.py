"""Part labels from what stands behind them on their line: "**Response:** `200 OK`" is a label above a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from docgen.markdown.page import Block, Fence, Paragraph
from docgen.source import Text

# A label is no name: "**body**: ..." describes the parameter that is called so.
_LABEL = re.compile(
    r"^(?P<label>(?P<marks>\*\*|__)(?![a-z])[^*_:`\n]{2,40}"
    r"(?::(?P=marks)|(?P=marks)(?=[ \t]*\([1-5]\d\d\)[ \t]*:)|(?P=marks)[ \t]*:))[ \t]*(?P<rest>[^\s\\][^\n]*)",
    re.MULTILINE,
)
_JSON = re.compile(r"(?P<mark>`{1,2})\s*(?P<code>[{\[][^`\n]*[}\]])\s*(?P=mark)\s*\Z")
_ANNOUNCED = re.compile(r"\n(?P<marks>\*\*|__)[^*_:`\n]{2,40}(?::(?P=marks)|(?P=marks):)[ \t]*\Z")
_BREAK = re.compile(r"<br ?/?>\Z")
_STATUS = re.compile(r"(?<![\w.])[1-5]\d\d(?![\w.])")
_NAME = re.compile(r"`[\w.\[\]@$-]+`")
_NEXT = re.compile(r",[ \t]+(?:[^\W\d_]+[ \t]+)?(?=`)")  # with a word before the last of a list
_LISTING = frozenset({"parameters", "path_parameters", "query_parameters", "request_headers", "request_body"})

Role = Callable[[str], str]
"""Returns the role that a label names, "" for none."""


def begins(block: object) -> bool:
    """Tell whether a paragraph begins with a label of any kind, and other text behind it."""
    return type(block) is Paragraph and _LABEL.match(block.text.value) is not None


def may_hold(block: object) -> bool:
    """Tell whether a block is a paragraph in which a label may stand before other text."""
    return type(block) is Paragraph and ("**" in block.text.value or "__" in block.text.value)


def split(block: Paragraph, role_of: Role) -> Iterator[Block]:
    """Yield a paragraph as it is, or the labels on its lines, each with what stands behind it as blocks inside it.

    One in which lines with labels of no role follow lists what there is to say of an operation, and stays whole.
    """
    text = block.text
    every = [(match, role_of(match["label"])) for match in _LABEL.finditer(text.value)]
    first_role = next((number for number, (_, role) in enumerate(every) if role), len(every))
    found = every[first_role:]
    if not found or not all(role for _, role in found):
        yield from _answered(block, [match for match, _ in every])
        return
    first = found[0][0].start()
    if first:
        yield Paragraph(text.slice(0, first - 1), block.depth, block.item)
    ends = [match.start() - 1 for match, _ in found[1:]]
    for (match, role), end in zip(found, [*ends, len(text.value)], strict=True):
        yield Paragraph(text.slice(*match.span("label")), block.depth, 0 if first else block.item)
        yield from _below(text.slice(match.start("rest"), end), block.depth, role)


def _answered(block: Paragraph, lines: Sequence[re.Match[str]]) -> Iterator[Block]:
    """Yield a paragraph; where a status stands in it, the JSON behind a label at its end as code.

    A label with nothing behind it only announces what follows, and is left out there.
    """
    text = block.text
    body = _JSON.match(lines[-1]["rest"]) if lines and lines[-1].end() == len(text.value) else None
    announced = _ANNOUNCED.search(text.value) if body is None else None
    end = lines[-1].start() if body else announced.start() if announced else 0
    if not end or not _STATUS.search(text.value, 0, end):
        yield block
        return
    said = text.value[:end].rstrip().removesuffix("\\")
    yield Paragraph(text.slice(0, len(_BREAK.sub("", said))), block.depth, block.item)
    if body:
        yield from _below(text.slice(*lines[-1].span("rest")), block.depth, "")


def _below(rest: Text, depth: int, role: str) -> Iterator[Block]:
    """Yield what stands behind a label: JSON as code, names as items, all else as text."""
    code = _JSON.match(rest.value)
    if code:
        inner = rest.slice(*code.span("code"))
        yield Fence("json", inner, rest.span)
        return
    if role in _LISTING and _NAME.match(rest.value):
        begins = [0, *(match.end() for match in _NEXT.finditer(rest.value))]
        ends = [*(match.start() for match in _NEXT.finditer(rest.value)), len(rest.value)]
        for begin, end in zip(begins, ends, strict=True):
            yield Paragraph(rest.slice(begin, end), depth + 1, depth + 1)
        return
    yield Paragraph(rest, depth)
