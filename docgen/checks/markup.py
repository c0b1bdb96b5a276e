"""Reports links and includes whose marks are not in order, so that readers see the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic
from docgen.markdown import inline

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
_EXCERPT = 40  # characters that tell one back-tick from others
_REFERENCE = re.compile(r"(?<![\w\])!\\])\[(?P<text>[^\[\]\n]+)\]\[(?P<label>[A-Za-z][^\[\]\n]*)\]")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the links, includes and code that are not written as such, and references that nothing defines."""
    yield from _unclosed_code(view)
    known = dict(view.page.definitions)
    for piece in view.bracketed:
        text = piece.value
        for mark, fault, words in _FAULTS:
            if mark in text and fault.search(text):
                for match in fault.finditer(inline.mask_code(text)):
                    yield rules.BROKEN_MARKUP.at(piece.at(match.start(), match.end()), what=words, subject=match[0])
        for match in _REFERENCE.finditer(inline.mask_code(text)) if "][" in text else ():
            if inline.fold(match["label"]) not in known:
                span = piece.at(match.start("label"), match.end("label"))
                yield rules.UNDEFINED_REFERENCE.at(span, label=match["label"], subject=match["label"])


def _unclosed_code(view: PageView) -> Iterator[Diagnostic]:
    """Yield a back-tick without a partner, on the first line that has an odd number of them."""
    for piece in view.ticked:
        text = piece.value
        if "``" in text or "\\`" in text or "<" in text:
            continue
        end = 0
        for line in text.split("\n"):
            end += len(line) + 1
            if line.count("`") % 2:
                break
        at = text.rfind("`", 0, end)
        yield rules.UNCLOSED_CODE.at(piece.at(at, at + 1), subject=text[at : at + _EXCERPT])
