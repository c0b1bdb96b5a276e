"""Reports the operations that several pages describe: with one answer, or so that not all of them can be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import OperationFact, TypeFact
from docgen.model.resolve import Resolver, singular
from docgen.model.routes import Route, Statement, is_about_one
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.names import folded
from docgen.source import Span

_SUCCESS = range(200, 300)
_NO_BODY = {True: "no body", False: "a body"}
_ANSWERS, _TAKES = "answers", "takes"


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What a page says of the answer or of the body of an operation, in the words of a finding, and where."""

    verb: str
    words: str
    span: Span


def findings(routes: Iterable[Route], resolver: Resolver, types: TypeHierarchy) -> Iterator[Diagnostic]:
    """Yield the pages that describe the very operation of another page of their family.

    A page is compared with the first one that something is found against; other titles are told once.
    """
    for route in routes:
        described = _described(route) if len(route.statements) > 1 else ()
        told = False
        for at, one in enumerate(described):
            found = next(filter(None, (_compared(one, other, resolver, types) for other in described[:at])), None)
            is_title = found is not None and found.code == rules.DISAGREEING_TITLES.code
            if found is not None and not (is_title and told):
                yield found
            told = told or is_title


def _described(route: Route) -> Sequence[Statement]:
    """Return the statements of pages that begin with the operation, one of each page, by the names of the pages."""
    stated = [s for s in route.statements if not (s.route.from_example or s.passing)]
    first = {s.page.path: s for s in reversed(stated) if s.route is s.operation.routes[0]}
    return sorted(first.values(), key=lambda s: s.page.name)


def _compared(one: Statement, other: Statement, resolver: Resolver, types: TypeHierarchy) -> Diagnostic | None:
    """Return what is wrong with a page that describes the operation of another one, None where nothing is."""
    if one.page.family != other.page.family:
        return None
    same_answer = _answer(one.operation) == _answer(other.operation)
    same_title = one.page.title.lower() == other.page.title.lower()
    operation = f"{one.route.method} {one.route.target}"
    subject = f"{one.route.method} {one.path.shape}"
    if not same_title and _are_about_other_types(one, other, resolver):
        return None
    are_about_one = is_about_one(one.operation) and is_about_one(other.operation)
    said = (_statuses(one, other) or _bodies(one, other, resolver, types)) if are_about_one else None
    if said is not None:
        own, others = said
        return rules.CONTRADICTING_OPERATIONS.at(
            own.span,
            related=(Related(others.span, f"{others.verb} {others.words} here"),),
            operation=operation,
            verb=own.verb,
            own=own.words,
            other=others.words,
            page=other.page.name,
            subject=subject,
        )
    if same_answer and same_title:
        return rules.REPEATED_OPERATION.at(
            one.route.span,
            related=(Related(other.route.span, "described here, too"),),
            operation=operation,
            page=other.page.name,
            subject=subject,
        )
    if same_answer and are_about_one and len(one.page.operations) == len(other.page.operations) == 1:
        return rules.DISAGREEING_TITLES.at(
            one.operation.span,
            related=(Related(other.operation.span, "the other title"),),
            operation=operation,
            title=one.page.title,
            other=other.page.title,
            page=other.page.name,
            subject=subject,
        )
    return None


def _answer(operation: OperationFact) -> tuple[str, ...]:
    """Return the types of the responses of an operation with their statuses, without any the statuses alone."""
    typed = tuple(
        f"{response.status} {type_.name} {type_.collection}"
        for response in operation.responses
        for type_ in response.types
    )
    return typed or tuple(str(response.status) for response in operation.responses)


def _are_about_other_types(one: Statement, other: Statement, resolver: Resolver) -> bool:
    """Tell whether two titles name different types: those of derived types have the requests of their base."""
    if _noun(one.page.title) == _noun(other.page.title):
        return False
    own, others = _types(one, resolver), _types(other, resolver)
    return bool(own and others and own != others)


def _noun(title: str) -> str:
    return singular(folded(title.partition(" ")[2]))


def _types(one: Statement, resolver: Resolver) -> frozenset[str]:
    """Return the described types that a title names."""
    words = [word.strip(":,()`*") for word in one.page.title.split()]
    found = (
        resolver.find(word, one.page.namespace) or resolver.find(singular(word), one.page.namespace) for word in words
    )
    return frozenset(filter(None, found))


def _statuses(one: Statement, other: Statement) -> tuple[_Said, _Said] | None:
    """Return the statuses of success that two pages state, where they have none in common.

    That they answer with different types is told where the answer is decided.
    """
    mine, theirs = _successes(one.operation), _successes(other.operation)
    if not mine or not theirs:
        return None
    if set(mine) & set(theirs):
        return None
    return _with_statuses(mine), _with_statuses(theirs)


def _successes(operation: OperationFact) -> dict[int, Span]:
    """Return the stated statuses of success, each with its place."""
    return {one.status: one.span for one in reversed(operation.responses) if one.status in _SUCCESS}


def _with_statuses(some: Mapping[int, Span]) -> _Said:
    return _Said(_ANSWERS, f"with {' and '.join(map(str, sorted(some)))}", min(some.values()))


def _bodies(one: Statement, other: Statement, resolver: Resolver, types: TypeHierarchy) -> tuple[_Said, _Said] | None:
    """Return what two pages say of the request body, where both cannot be right; None where they can."""
    mine, theirs = one.operation.request_body, other.operation.request_body
    if mine is None or theirs is None:
        return None
    if mine.none != theirs.none:
        return _Said(_TAKES, _NO_BODY[mine.none], mine.span), _Said(_TAKES, _NO_BODY[theirs.none], theirs.span)
    if _contradict(one, mine.types, other, theirs.types, resolver, types):
        return _Said(_TAKES, _named(mine.types), mine.span), _Said(_TAKES, _named(theirs.types), theirs.span)
    return None


def _contradict(
    one: Statement,
    own: Sequence[TypeFact],
    other: Statement,
    others: Sequence[TypeFact],
    resolver: Resolver,
    types: TypeHierarchy,
) -> bool:
    """Tell whether two pages name one described type each, of which neither is a base of the other."""
    if len(own) != 1 or len(others) != 1:
        return False
    (mine,), (theirs,) = own, others
    first, second = resolver.described_by(mine, one.page), resolver.described_by(theirs, other.page)
    if first and second and not types.are_related(first, second):
        return True
    return bool(first and first == second and mine.collection != theirs.collection)


def _named(some: Sequence[TypeFact]) -> str:
    (fact,) = some
    return f"many {fact.short}" if fact.collection else f"one {fact.short}"
