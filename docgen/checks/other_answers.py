"""Reports answers that name or place things otherwise than the other answers of their operation, and copied ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Related, also
from docgen.extract.facts import ExampleFact, OperationFact
from docgen.source import Span
from docgen.statuses import FAILURES

_NAME = re.compile(r"[a-z][\w-]*(?:\.[A-Za-z][\w-]*){2,}")  # api.books.list: no host, no version, no sentence
_ENOUGH = 2  # answers that agree
_SEVERAL = 2  # members by which an object is known
_TELLING = 3  # values by which a body is known as a copy of another one


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the answers of an operation that give it another name than those that agree."""
    for page in whole.pages:
        for operation in page.operations:
            if len(operation.examples) > 1:
                yield from _copied(operation, whole)
            if len(operation.examples) > _ENOUGH:
                yield from _other(operation, whole)
                yield from _misplaced(operation, whole)


def _copied(operation: OperationFact, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the failures that show the very body of an answer that succeeds."""
    bodies = [(one.status, one.response_body) for one in operation.examples if one.status and one.response_body]
    if not any(status >= FAILURES for status, _ in bodies):
        return
    for status, body in bodies:
        if status < FAILURES or len(set(_told(body.value))) < _TELLING:
            continue
        for other, success in bodies:
            if other < FAILURES and success.value == body.value:
                yield rules.SHARED_ANSWER.at(
                    whole.place(body.span, ()) or body.span,
                    related=(Related(success.span, f"the answer of {other}"),),
                    status=status,
                    other=other,
                    subject=str(status),
                )
                break


def _told(value: Any) -> Iterator[str]:
    """Yield the texts and numbers of a body that are not empty."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _told(one)
    elif isinstance(value, list):
        for one in value:
            yield from _told(one)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and value not in ("", 0):
        yield str(value)


def _other(operation: OperationFact, whole: DocsetView) -> Iterator[Diagnostic]:
    named: dict[str, dict[str, list[ExampleFact]]] = defaultdict(lambda: defaultdict(list))
    for example in operation.examples:
        body = example.response_body.value if example.response_body else None
        for member, value in body.items() if isinstance(body, dict) else ():
            if isinstance(value, str) and "." in value and _NAME.fullmatch(value):
                named[member][value].append(example)
    for member, values in named.items():
        usual = max(values, key=lambda value: len(values[value]))
        agreeing = values[usual]
        # What only failures show, and each another, is the name of the failure.
        succeeding = [one for several in values.values() for one in several if 0 < one.status < FAILURES]
        if len(values) < 2 or len(agreeing) < _ENOUGH or not succeeding:
            continue
        for value, examples in values.items():
            place = _place(examples[0], member, whole)
            is_alike = value.partition(".")[0] == usual.partition(".")[0]
            if value == usual or len(examples) >= len(agreeing) or not is_alike or place is None:
                continue
            first = _place(agreeing[0], member, whole)
            yield rules.OTHER_CONSTANT.at(
                place,
                related=(Related(first, "in another answer"),) if first else (),
                name=member,
                value=value,
                usual=usual,
                count=len(agreeing),
                subject=value,
            )


def _misplaced(operation: OperationFact, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the answer in which members stand beside an object in which all other answers have them."""
    bodies = [(one, one.response_body.value) for one in operation.examples if one.response_body]
    objects = [(example, body) for example, body in bodies if isinstance(body, dict)]
    held: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, body in objects:
        for name, value in body.items():
            for member in value if isinstance(value, dict) else ():
                held[name][member] += 1
    for example, body in objects:
        for name, members in held.items():
            around = body.get(name)
            if not isinstance(around, dict):
                continue
            others = sum(isinstance(other.get(name), dict) for _, other in objects) - 1
            beside = [
                member
                for member, count in members.items()
                if member in body and member not in around and count == others >= _ENOUGH
            ]
            beside = [member for member in beside if sum(member in other for _, other in objects) == 1]
            places = [place for member in beside if (place := _place(example, member, whole, key=True))]
            if len(beside) >= _SEVERAL and places:
                yield rules.MISPLACED_MEMBER.at(
                    places[0], related=also(places[1:]), names=listing(beside), name=name, subject=beside[0]
                )


def _place(example: ExampleFact, member: str, whole: DocsetView, *, key: bool = False) -> Span | None:
    return whole.place(example.response_body.span, (member,), key=key) if example.response_body else None
