"""Reports values that one list of an enumeration spells otherwise than the other lists of the same one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import split
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import MemberFact, PageFacts, PropertyFact
from docgen.names import folded
from docgen.near import are_forms, nearest
from docgen.source import Span

_DIGIT = re.compile(r"\d")
_COMMON = 2  # values that two lists of one enumeration have in common, at least
_SHORT = 4  # letters of a value that is as likely another one


class _Values(msgspec.Struct, frozen=True, gc=False):
    """The values that a list names, each with its place, in the order of the page."""

    page: str
    places: dict[str, Span]


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the values that are a slip of one in the other lists of their enumeration."""
    several: dict[str, list[_Values]] = defaultdict(list)
    for page in whole.pages:
        for label, members in _lists(page):
            if len(members) > _COMMON:
                places = {member.name: member.span for member in reversed(members)}
                several[label.lower()].append(_Values(page.path, places))
    for lists in several.values():
        distinct = list({frozenset(one.places): one for one in reversed(lists)}.values())
        if len(distinct) > 1:
            yield from _of_enumeration(lists, distinct, whole)


def _of_enumeration(lists: Sequence[_Values], distinct: Sequence[_Values], whole: DocsetView) -> Iterator[Diagnostic]:
    uses = Counter(name for one in lists for name in one.places)
    told: set[str] = set()

    def is_rarer(name: str, meant: str) -> bool:
        return (uses[name], _commonest(name, whole)) < (uses[meant], _commonest(meant, whole))

    for one in lists:
        for other in distinct:
            for name, meant in _slips(one, other):
                if is_rarer(name, meant) and not told & {name, meant}:
                    told.add(name)
                    yield rules.DIFFERING_VALUE.at(
                        _at(name, one.places[name], whole),
                        related=(Related(_at(meant, other.places[meant], whole), f"{meant} here"),),
                        name=name,
                        meant=meant,
                        page=other.page.rpartition("/")[2],
                        subject=name,
                    )


def _commonest(name: str, whole: DocsetView) -> int:
    """Return how many values and properties of the set hold the rarest word of a value."""
    return min([whole.word_counts[word] for word in split(name)], default=0)


def _at(name: str, span: Span, whole: DocsetView) -> Span:
    """Return where a value stands in the row or sentence that names it."""
    return next(iter(whole.places(name, span)), span)


def _lists(page: PageFacts) -> Iterator[tuple[str, Sequence[MemberFact]]]:
    """Yield the lists of values of a page, each with what its enumeration is called: its type, else its property."""
    for enum in page.enums:
        yield enum.name.rpartition(".")[2], enum.members
    rows = [row for resource in page.resources for row in resource.properties]
    for operation in page.operations:
        body = operation.request_body
        rows += [*(body.properties if body else ()), *operation.query_parameters, *operation.function_parameters]
    for row in rows:
        yield _label(row), row.values


def _label(row: PropertyFact) -> str:
    return row.name if row.type is None or row.type.primitive else row.type.short


def _slips(one: _Values, other: _Values) -> Iterator[tuple[str, str]]:
    """Yield the values of a list that the other one lacks, each with the only one that stands there for it."""
    own = [name for name in one.places if name not in other.places]
    if not own or len(one.places) - len(own) < max(_COMMON, len(own)):
        return
    others = [name for name in other.places if name not in one.places]
    for name in own:
        found = [meant for meant in others if _is_slip(name, meant)]
        if len(found) == 1:
            yield name, found[0]


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two values differ in letter case, or in few letters that are no digits."""
    if one.lower() == other.lower():
        return True
    one, other = folded(one), folded(other)
    if min(len(one), len(other)) < _SHORT or _DIGIT.findall(one) != _DIGIT.findall(other) or are_forms(one, other):
        return False
    return nearest(one, (other,)) != ""
