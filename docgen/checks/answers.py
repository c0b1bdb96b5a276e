"""Findings about sentences that state a response: what they promise against its status and its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.operations import is_main
from docgen.codeblocks.json_value import locate
from docgen.diagnostic import Diagnostic, Related
from docgen.dialects import DocumentForm
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, PropertyFact, ResponseFact
from docgen.source import Span
from docgen.statuses import BODILESS, FAILURES

_SENTENCE = 12  # characters of a description that is no mere word
_ENOUGH = 2  # members of a type by which its objects are known
_STATUS_LINE = re.compile(r"HTTP[^\n]*")


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield what is wrong with the promises of sentences; only the whole set tells which words of them are types."""
    for page in whole.pages:
        for operation in page.operations:
            yield from _statuses(operation, whole)
            yield from _promised(operation)
            yield from _wholes(operation, page, whole)
            yield from _unwrapped(operation, whole)
            yield from _alike(operation)


def _alike(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the failures that are described with the words of an answer that succeeds."""
    succeed = {one.description: one for one in operation.responses if 200 <= one.status < 300 and one.description}
    for failure in operation.responses if succeed else ():
        success = succeed.get(failure.description) if failure.status >= FAILURES else None
        told = (str(success.status), str(failure.status)) if success else ()  # a sentence that tells both apart
        if success and len(failure.description) >= _SENTENCE and not any(one in failure.description for one in told):
            yield rules.SHARED_MEANING.at(
                failure.span,
                related=(Related(success.span, "described here"),),
                failure=failure.status,
                success=success.status,
                subject=str(failure.status),
            )


def _statuses(operation: OperationFact, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the examples that succeed with another status than the text states."""
    stated = {r.status: r for r in operation.responses if r.status < 400 and (r.status or r.types)}
    if not stated or 0 in stated or any(map(_is_broken_promise, stated.values())):
        return
    for example in operation.examples:
        if not 200 <= example.status < 300 or example.status in stated or not is_main(example, operation):
            continue
        span = _status_line(example, whole)
        first = next(iter(stated.values()))
        if span and any(200 <= status < 300 for status in stated):
            yield rules.CONTRADICTING_STATUS.at(
                span, related=(Related(first.span, "stated here"),), shown=example.status, stated=first.status
            )


def _status_line(example: ExampleFact, whole: DocsetView) -> Span | None:
    """Return the status line of an example's response, the last one up to its body."""
    body = example.response_span
    text = whole.text(Span(body.path, 0, body.end)) if body else None
    if body is None or text is None:
        return None
    lines = [match for match in _STATUS_LINE.finditer(text.value) if match.start() <= body.start]
    return text.at(lines[-1].start(), lines[-1].end()) if lines else None


def _is_broken_promise(response: ResponseFact) -> bool:
    return response.status in BODILESS and bool(response.types)


def _promised(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the first sentence that gives a body to a status that has none."""
    for response in operation.responses:
        if _is_broken_promise(response):
            yield rules.OBJECT_WITHOUT_CONTENT.at(response.span)
            return


def _wholes(operation: OperationFact, page: PageFacts, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the bodies that show one object where the text promises a collection, and the other way round."""
    form = whole.dialect(page).document
    member = form.collection_member
    for response in operation.responses:
        if len(response.types) != 1 or response.types[0].primitive:
            continue
        many = response.types[0].collection
        related = (Related(response.span, "stated here"),)
        for example in operation.examples:
            body = example.response_body
            if body is None or example.status != response.status or not isinstance(body.value, dict):
                continue
            if not body.value or many == (member in body.value) or not is_main(example, operation):
                continue
            if many and not member and any(map(_is_of_objects, body.value.values())):
                continue  # some member holds the collection
            if many:
                at = _first_line(body.span, whole)
                yield rules.SINGLE_FOR_COLLECTION.at(at, related=related, name="the body")
            elif isinstance(body.value.get(member), list) and _is_bare(body.value, form):
                text = whole.text(body.span)
                at = locate(text, (member,), key=True) if text else body.span
                yield rules.COLLECTION_FOR_SINGLE.at(at, related=related, name="the body")


def _unwrapped(operation: OperationFact, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the answers that show what a member of them is said to hold, and none of the members that are listed."""
    for response in operation.responses:
        rows = () if response.many or response.types or response.status >= FAILURES else response.properties
        for example in operation.examples if rows else ():
            body = example.response_body
            if body is None or not isinstance(body.value, dict) or example.status not in (response.status, 0):
                continue
            if not body.value.keys().isdisjoint(row.name for row in rows) or not is_main(example, operation):
                continue
            row = next((row for row in rows if _is_object_of(body.value, row, whole)), None)
            if row and row.type:
                yield rules.UNWRAPPED_OBJECT.at(
                    _first_line(body.span, whole),
                    related=(Related(row.name_span, "listed here"),),
                    member=row.name,
                    type=row.type.short,
                    subject=row.name,
                )


def _is_object_of(value: Mapping[str, Any], row: PropertyFact, whole: DocsetView) -> bool:
    """Tell whether most members of an object are those of the type of a row."""
    schema = whole.schema(row.type) if row.type and not row.type.primitive and not row.type.collection else None
    known = whole.types.members(schema.name) if schema else {}
    return len(known) >= _ENOUGH and 2 * len(value.keys() & known.keys()) > len(value)


def _is_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _first_line(body: Span, whole: DocsetView) -> Span:
    text = whole.text(body)
    return text.at(0, len(text.value.partition("\n")[0])) if text else body


def _is_bare(value: dict[str, object], form: DocumentForm) -> bool:
    """Tell whether an object holds nothing but its collection and what the protocol adds."""
    return all(name == form.collection_member or form.is_annotation(name) for name in value)
