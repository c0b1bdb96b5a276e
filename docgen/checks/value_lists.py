"""Reports values of a list that other lists of the same enumeration, or property, lack or spell otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence, Set

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import split
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import MemberFact, OperationFact, PageFacts, PropertyFact
from docgen.model.types import Property, Schema
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
    slips: set[str] = set()
    for lists in several.values():
        distinct = list({frozenset(one.places): one for one in reversed(lists)}.values())
        if len(distinct) > 1:
            told: set[str] = set()
            yield from _of_enumeration(lists, distinct, told, whole)
            slips |= told
    yield from _of_types(slips, whole)
    yield from _of_bodies(slips, whole)


def _of_types(slips: Set[str], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the properties whose list names a value that the table of their enumeration does not have."""
    for schema in whole.api.schemas:
        for prop in schema.properties:
            if prop.values and prop.type.name in whole.types.enums:
                own = _Listed(tuple([value.name for value in prop.values]), prop.span, prop.name, prop.closed)
                yield from _against(own, _known(prop, schema.name, whole), slips, whole)


def _of_bodies(slips: Set[str], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the rows about a body whose list names a value that the page of the type of the body does not have."""
    for page in whole.pages:
        for operation in page.operations:
            body = operation.request_body
            rows = [row for row in body.properties if row.values] if body else ()
            schema = _type_of_body(operation, whole) if rows else None
            for row in rows if schema else ():
                assert schema is not None
                owner, prop = whole.types.members(schema.name).get(row.name, ("", None))
                if prop and prop.span != row.span:
                    own = _Listed(tuple([value.name for value in row.values]), row.span, row.name, row.values_closed)
                    yield from _against(own, _known(prop, owner, whole), slips, whole)


def _type_of_body(operation: OperationFact, whole: DocsetView) -> Schema | None:
    """Return the type of what is sent: the one that its section names, else the only one that is answered."""
    body = operation.request_body
    named = body.types if body else ()
    if not named:
        named = tuple(fact for response in operation.responses for fact in response.types if not fact.collection)
    return whole.schema(named[0]) if len({fact.name for fact in named}) == 1 else None


class _Listed(msgspec.Struct, frozen=True, gc=False):
    """The values that a row or a table lists, what they are the values of, and whether they are all."""

    names: tuple[str, ...]
    span: Span
    of: str
    closed: bool


def _known(prop: Property, owner: str, whole: DocsetView) -> _Listed:
    """Return the values of a property: those of its enumeration, else those that its row lists."""
    enum = whole.types.enums.get(prop.type.name)
    if enum:
        names = tuple(member.name for member in enum.members)
        return _Listed(names, enum.span, f"the table of {enum.name.rpartition('.')[2]}", True)
    names = tuple(value.name for value in prop.values)
    return _Listed(names, prop.span, f"the row of {owner.rpartition('.')[2]}.{prop.name}", prop.closed)


def _against(own: _Listed, known: _Listed, slips: Set[str], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the first value of a list that another one lacks; one of another spelling may be told already.

    Where one of the lists may leave values out, only another letter case tells a mistake.
    """
    if len(known.names) < _COMMON:
        return
    forms = {one.lower(): one for one in known.names}
    wrong = []
    for value in _strangers(own.names, known.names):
        meant = forms.get(value.lower(), "")
        if not slips & {value, meant} and (meant or (own.closed and known.closed)):
            wrong.append((value, meant))
    if wrong:
        value, meant = wrong[0]
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        yield rules.CONTRADICTING_MEMBERS.at(
            _code_at(value, own.span, whole),
            related=(Related(known.span, "the members stand here"),),
            value=value + more,
            where=known.of,
            suggestion=f"; there it is {meant!r}" if meant else "",
            subject=own.of,
        )


def _strangers(listed: Sequence[str], names: Collection[str]) -> list[str]:
    """Return the values of a list that are no members; what stands behind the last member may be another sentence.

    A value in other letter case than its member is one, unless the list has that, too.
    """
    forms = {name.lower(): name for name in names}
    forms.setdefault("null", "null")
    last = max((i for i, value in enumerate(listed) if value.lower() in forms), default=len(listed) - 1)
    ends = listed[: last + 1] if len(listed) - last > _COMMON else listed
    return [value for value in ends if value not in names and forms.get(value.lower(), "") not in (*listed, "null")]


def _code_at(value: str, row: Span, whole: DocsetView) -> Span:
    """Return where a value stands as code in a row."""
    text = whole.text(row)
    at = text.value.find(f"`{value}`") if text else -1
    return text.at(at + 1, at + 1 + len(value)) if text and at >= 0 else row


def _of_enumeration(
    lists: Sequence[_Values], distinct: Sequence[_Values], told: set[str], whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield the slips of one enumeration, and note them in ``told``."""
    uses = Counter(name for one in lists for name in one.places)

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
