"""Reports links and includes whose marks are not in order, so that readers see the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.source import Text

_PLACE = r"(?:\.{0,2}/|#|https?://|[\w-]+(?:/[\w.-]+)*\.(?:md|html?|png|svg)\b)[^\s()\[\]]*"
_FAULTS = (
    (
        "](",
        # First that nothing closes the target: most links are in order.
        re.compile(
            r"\[[^\[\]\n]+\]\((?=[^\s()\[\]]*(?:\s|\Z))" + _PLACE + r"(?=\s+[^\s\"')][^)\n]*(?:\[|\n|\Z)|\s*\Z)"
        ),
        "a link without its closing parenthesis",
    ),
    ("] (", re.compile(r"\[[^\[\]\n]+\] +\(" + _PLACE + r"\)"), "a link with a blank between text and target"),
    (")[", re.compile(r"(?<![\w\]])\([^()\n]+\)\[" + _PLACE + r"\]"), "a link with its brackets exchanged"),
    ("]()", re.compile(r"\[[^\[\]\n]+\]\(\)"), "a link without a target"),
    ("[](", re.compile(r"(?<!!)\[\]\(" + _PLACE + r"\)"), "a link without a text"),
    (
        "[!",
        # Up to the next include: thousands of them in one line are looked at once each.
        re.compile(r"\[![Ii][Nn][Cc][Ll][Uu][Dd][Ee]\b(?:(?!\[!)[^\n()])*\([^()\n]*(?:\)(?!\s*\])|$)", re.MULTILINE),
        "an include that is not closed",
    ),
)
_OPEN = re.compile(r"\]\([^\s()]+(?:\s|\Z)")
_REFERENCE = re.compile(r"(?<![\w\])!\\])\[(?P<text>[^\[\]\n]+)\]\[(?P<label>[A-Za-z][^\[\]\n]*)\]")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the links and includes that are not written as such, and references that nothing defines."""
    text = view.page.text
    wanted = [one for one in _FAULTS if one[0] in text and _stands_in(one[0], one[1], text)]
    references = "][" in text and _REFERENCE.search(text) is not None
    if not wanted and not references:
        return
    known = {label for label, _ in view.page.definitions}
    for piece in _texts(view):
        if "[" not in piece.value:
            continue
        masked = inline.mask_code(piece.value)
        for mark, fault, words in wanted:
            for match in fault.finditer(masked) if mark in masked else ():
                yield rules.BROKEN_MARKUP.at(piece.at(match.start(), match.end()), what=words, subject=match[0])
        for match in _REFERENCE.finditer(masked) if references else ():
            if inline.fold(match["label"]) not in known:
                span = piece.at(match.start("label"), match.end("label"))
                yield rules.UNDEFINED_REFERENCE.at(span, label=match["label"], subject=match["label"])


def _stands_in(mark: str, fault: re.Pattern[str], text: str) -> bool:
    """Tell whether a fault stands in a text that holds its mark; nearly all links are closed, which is quickly seen."""
    return (mark != "](" or _OPEN.search(text) is not None) and fault.search(text) is not None


def _texts(view: PageView) -> Iterator[Text]:
    for here in view.parts:
        for block in here.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Table):
                yield from (Text(cell.text, cell.span) for row in (block.head, *block.rows) for cell in row.cells)
