"""Reports members that descriptions of rows speak of, and that nothing has: what to use instead, what rules a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.names_in_sentences import names_of_page, of_operation
from docgen.checks.wording import listing, split
from docgen.diagnostic import Diagnostic, also
from docgen.extract.facts import PageFacts, PropertyFact
from docgen.names import folded
from docgen.near import nearest
from docgen.source import Span

_HUMP = re.compile(r"[a-z][A-Z]")
_WORD = re.compile(r"\w+")
_STEM = 4  # letters by which words of names are compared


class _Cited(NamedTuple):
    """A name in the description of a row, and whether the row says to use it instead."""

    name: str
    row: PropertyFact
    is_successor: bool


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages with rows that speak of members that there are not."""
    cited = {page.path: found for page in whole.pages if (found := _of_page(page, whole))}
    known = _known(whole) if cited else None
    for page in whole.pages if known else ():
        for some in _alike(cited.get(page.path, ())):
            if known:
                yield from _unknown(some, page, known, whole)


def _of_page(page: PageFacts, whole: DocsetView) -> list[_Cited]:
    """Return the names that the rows of a page speak of, where it calls its members so, too."""
    sentences, found = whole.dialect(page).sentences, []
    successor, cites = sentences["successor"], sentences["cites"]
    for row in _rows(page):
        text = row.description
        if not _HUMP.search(text):
            continue
        folded_text = text.lower()
        for form in (successor, cites):
            if form.match_in(text, folded_text):
                for match in form.pattern.finditer(text):
                    name = next(filter(None, match.groups()), "")
                    if name:
                        found.append(_Cited(name, row, form is successor))
    if not found:
        return found
    own = {folded(row.name) for row in _rows(page)}
    is_cased = any(_HUMP.search(row.name) for row in _rows(page))
    return [one for one in found if is_cased and folded(one.name) not in own]


def _alike(cited: Iterable[_Cited]) -> Iterable[list[_Cited]]:
    """Return names of one kind that begin with the same word together: what lacks one of them lacks all."""
    found: dict[tuple[bool, str], list[_Cited]] = defaultdict(list)
    for one in cited:
        found[one.is_successor, next(iter(split(one.name)), "")].append(one)
    return found.values()


def _rows(page: PageFacts) -> Iterator[PropertyFact]:
    for resource in page.resources:
        yield from resource.properties
    for operation in page.operations:
        for rows in operation.tables:
            yield from rows


class _Known(NamedTuple):
    """All names of a set without letter case and marks: of members, and of anything else."""

    members: frozenset[str]
    others: frozenset[str]


def _known(whole: DocsetView) -> _Known:
    members, others = set(whole.property_names), set(whole.type_names | whole.value_names)
    for page in whole.pages:
        others.update(_WORD.findall(page.title))
        for operation in page.operations:
            members.update(of_operation(operation))
            others.update(word for route in operation.routes for word in _WORD.findall(route.target))
    return _Known(frozenset(map(folded, members)), frozenset(map(folded, others)))


def _unknown(some: Iterable[_Cited], page: PageFacts, known: _Known, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield one finding about the names of one kind that a page has, and that nothing is called.

    What is to be used instead is a member of the same type, or of one that the page leads to.
    """
    own: Mapping[str, str] | None = None
    strange: dict[str, _Cited] = {}
    elsewhere = False
    for one in some:
        low = folded(one.name)
        forms = {low, low.removesuffix("s"), f"{low}s"}
        is_member = not forms.isdisjoint(known.members)
        if not forms.isdisjoint(known.others) or (is_member and not one.is_successor):
            continue
        if own is None:
            own = {folded(name): name for name in names_of_page(page, whole).values()}
        if forms.isdisjoint(own):
            elsewhere = elsewhere or is_member
            strange.setdefault(low, one)
    if strange and own is not None:
        first = next(iter(strange.values()))
        places = [_place(one, whole) for one in strange.values()]
        meant = _near(first, own)
        yield rules.UNKNOWN_NAME.at(
            places[0],
            related=also(places[1:]),
            row=first.row.name,
            names=listing([one.name for one in strange.values()]),
            where="this page" if elsewhere else "any page",
            suggestion=f"; there is {meant}" if meant else "",
            subject=first.row.name,
        )


def _near(cited: _Cited, own: Mapping[str, str]) -> str:
    """Return the other name of a page that is nearly a name, or has most of its words; "" where none or several do."""
    others = {low: name for low, name in own.items() if name != cited.row.name}
    low = folded(cited.name)
    near = nearest(low, others)
    if near:
        return others[near]
    said = {word[:_STEM] for word in split(cited.name)}
    alike = [name for name in others.values() if 2 * len(said & {w[:_STEM] for w in split(name)}) > len(said)]
    return alike[0] if len(alike) == 1 else ""


def _place(one: _Cited, whole: DocsetView) -> Span:
    """Return where a name stands in the description of its row; the name of the row where it is not found."""
    text = whole.text(Span(one.row.span.path, one.row.name_span.end, one.row.span.end))
    at = text.value.find(one.name) if text else -1
    return text.at(at, at + len(one.name)) if text and at >= 0 else one.row.name_span
