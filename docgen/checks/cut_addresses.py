"""Reports addresses that lack the last letters of another one of their page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, Related, also
from docgen.near import are_forms
from docgen.source import Span

_BEFORE = 12  # characters in which a method stands
_METHOD = re.compile(r"\b[A-Z]{3,7}[ \t]+\Z")  # before the address of a request, which stands as it is called
_ADDRESS = re.compile(r"https?://[^\s\"'`<>()\[\]|\\,*{}]+")
_WORD = re.compile(r"[A-Za-z]{3,}\Z")
_MOST = 1  # letters that a slip leaves out at the end: words that go on for more may be others


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the addresses whose last word is cut: another address of the page goes on for a letter."""
    text = view.page.text
    if text.count("://") < 2:
        return
    found: dict[str, list[Span]] = {}
    for match in _ADDRESS.finditer(text):
        if _METHOD.search(text, max(0, match.start() - _BEFORE), match.start()):
            continue
        address = match[0].rstrip(".;:/")
        found.setdefault(address, []).append(Span(view.page.path, match.start(), match.start() + len(address)))
    for short, whole in pairwise(sorted(found)):
        rest = whole[len(short) :]
        if not whole.startswith(short) or len(rest) > _MOST or not rest.isalpha():
            continue
        word = short.rpartition("/")[2]
        if _WORD.match(word) and not are_forms(word.lower(), f"{word}{rest}".lower()):
            places = found[short]
            yield rules.CUT_ADDRESS.at(
                places[0],
                related=(Related(found[whole][0], "the whole address"), *also(places[1:])),
                places=places,
                word=word,
                meant=f"{word}{rest}",
                subject=short,
            )
