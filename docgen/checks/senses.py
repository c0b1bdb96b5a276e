"""Reports descriptions of rows that say the opposite of what the name says, or what another event is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.row_contradictions import tables
from docgen.checks.wording import split
from docgen.diagnostic import Diagnostic, also
from docgen.dialects import Dialect
from docgen.extract.facts import PropertyFact
from docgen.source import Span

_WORD = re.compile(r"[a-z]+")
_SENTENCE = re.compile(r"[.;]\s|\n")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows of a page whose description does not fit their name."""
    polarity, events = view.dialect.polarity, view.dialect.events
    names_event = view.dialect.sentences["names_event"]
    blocks, allows = polarity.get("blocks", frozenset()), polarity.get("allows", frozenset())
    opposed: list[tuple[PropertyFact, str, str]] = []
    for rows in tables(view.facts):
        for row in rows:
            words = split(row.name)
            is_block, is_allow = not blocks.isdisjoint(words), not allows.isdisjoint(words)
            if is_block is not is_allow and row.description and _is_boolean(row, view.dialect):
                said = _opposite(row.description, "allowed" if is_block else "blocked", view.dialect)
                if said:
                    opposed.append((row, next(word for word in words if word in (blocks | allows)), said))
            if not events.keys().isdisjoint(words) and names_event.search(" ".join(words)):
                yield from _other_event(row, words, events, view)
    yield from _reversed(opposed, view)


def _is_boolean(row: PropertyFact, dialect: Dialect) -> bool:
    key = row.type.primitive if row.type and not row.type.collection else row.hint
    return key in dialect.types and dialect.types[key].type == "boolean"


def _opposite(text: str, side: str, dialect: Dialect) -> str:
    """Return the words of a description that say of true what a side does, "" where others say that it does not."""
    match = dialect.sentences[f"says_{side}"].search(text)
    if match is None or dialect.sentences["blocks" if side == "allowed" else "allows"].search(text):
        return ""
    return next(words for words in match.groups() if words)


def _reversed(opposed: list[tuple[PropertyFact, str, str]], view: PageView) -> Iterator[Diagnostic]:
    """Yield one finding about all rows of a page whose description is the opposite of their name."""
    if opposed:
        row, stated, said = opposed[0]
        places = [_place(said, one, view) for one, _, said in opposed]
        yield rules.REVERSED_MEANING.at(
            places[0],
            related=also(places[1:]),
            places=places,
            name=row.name,
            stated=stated,
            said=said,
            subject=row.name,
        )


def _other_event(
    row: PropertyFact, words: tuple[str, ...], events: Mapping[str, str], view: PageView
) -> Iterator[Diagnostic]:
    """Yield a row whose first sentence is about another event than its name, of which no sentence says a word."""
    named = [word for word in words if word in events]
    told = set(_WORD.findall(row.description.lower())) & events.keys()
    if not told or len({events[word] for word in named}) != 1:
        return
    other = events[named[0]]
    if any(events[word] == other for word in told):
        return
    first = _SENTENCE.split(row.description, 1)[0]
    said = [word for word in _WORD.findall(first.lower()) if word in told and events.get(events[word]) == other]
    if said:
        yield rules.OTHER_EVENT.at(
            _place(said[0], row, view), name=row.name, said=said[0], stated=named[0], subject=row.name
        )


def _place(words: str, row: PropertyFact, view: PageView) -> Span:
    """Return where words of a description stand behind the name of its row; the name where they are not found."""
    text = view.page.text_of(row.span.path)[: row.span.end]
    found = re.search(rf"\b{re.escape(words)}\b", text[row.name_span.end :], re.IGNORECASE)
    at = row.name_span.end
    return Span(row.span.path, at + found.start(), at + found.end()) if found else row.name_span
