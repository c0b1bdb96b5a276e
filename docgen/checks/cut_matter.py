"""Reports descriptions in front matter that are only a piece of a sentence of their page."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic
from docgen.extract.placeholders import is_unfinished
from docgen.markdown import inline
from docgen.markdown.page import Entry, Paragraph
from docgen.outline.parts import title_of
from docgen.source import Span

_SHORTEST = 12  # characters of a sentence
_OPENING = 6  # paragraphs behind the title that a description may be taken from
_ENDS = ".!?:;…)\"'”"
_FULL_STOPS = ".!?"
_OPENED = ".!?:|"  # behind these, and a blank, a sentence may begin
_QUOTED = "\"'“‘(["  # right before a sentence


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the description in the front matter of a page where it begins or stops in the middle of a sentence.

    Those who cut it out of the page took a line of a wrapped paragraph, or what stands between two links.
    """
    keys = view.dialect.front_matter.description
    entry = next((one for one in view.facts.front_matter if one.key in keys and one.value), None)
    if entry is None or is_unfinished(entry.value, view.dialect):
        return
    said = _plain(entry.value)
    if not any(map(str.isalnum, said)) or (said[-1] in _FULL_STOPS and said[0].isupper()):
        return
    if said[-1] not in _ENDS and len(said) > _SHORTEST and _stops(said, entry, view):
        word = "," if said.endswith(",") else entry.value.split()[-1]
        yield _finding(entry, entry.value.rfind(word), word, "stops", view)
    elif said[-1] in _FULL_STOPS and _begins(said, view):
        word = entry.value.split()[0]
        yield _finding(entry, 0, word, "begins", view)


def _stops(said: str, entry: Entry, view: PageView) -> bool:
    """Tell whether a description ends with a word that no sentence ends with, or where only a line of the page ends."""
    sentences, last = view.dialect.sentences, said.rpartition(" ")[2]
    if last.endswith(",") or said.count("(") > said.count(")") or sentences["cut"].pattern.match(last):
        return True
    low = said.lower()
    for paragraph in _opening(view):
        text = _plain(paragraph)
        rest = text[len(said) :]
        if not rest[:1].isspace() or text[: len(said)].lower() != low:
            continue
        if _written(entry, view)[1].isspace() or sentences["cut_without_verb"].pattern.match(last):
            return True
        lines = paragraph.split("\n")
        return any(_plain("\n".join(lines[:count])).lower() == low for count in range(1, len(lines)))
    return False


def _begins(said: str, view: PageView) -> bool:
    """Tell whether a description is the end of a sentence of the page, without its beginning."""
    for paragraph in _opening(view):
        before, found, _ = _plain(paragraph).partition(said)
        if found and before.strip():
            alone = not said[0].isalnum() or not (before[-1].isalnum() or before[-1] in _QUOTED)
            return alone and before.rstrip()[-1] not in _OPENED
    return False


def _opening(view: PageView) -> Iterator[str]:
    """Yield the first paragraphs below the title."""
    title = title_of(view.parts) or (view.parts[0] if view.parts else None)
    paragraphs = (block for block in title.own if isinstance(block, Paragraph)) if title else ()
    for _, block in zip(range(_OPENING), paragraphs, strict=False):
        yield block.text.value


def _plain(text: str) -> str:
    return " ".join(inline.plain(text).replace("`", "").split())


def _written(entry: Entry, view: PageView) -> tuple[str, str]:
    """Return the first and the last character of a value as it is written, inside its quotation marks."""
    text = view.page.text[entry.value_span.start : entry.value_span.end]
    inner = text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
    return inner[:1], inner[-1:]


def _finding(entry: Entry, at: int, word: str, extent: str, view: PageView) -> Diagnostic:
    """Return the finding at a word of a value, given the offset of the word in it, -1 where it is written otherwise."""
    span = entry.value_span
    start = view.page.text.find(entry.value, span.start, span.end)
    place = Span(span.path, start + at, start + at + len(word)) if start >= 0 and at >= 0 else span
    return rules.CUT_DESCRIPTION.at(place, extent=extent, word=word, subject=entry.value)
