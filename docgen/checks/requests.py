"""Reports what a page says of its request, and no example sends: names of members, arguments, the body itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from docgen import rules
from docgen.checks.operations import is_main
from docgen.checks.page_view import PageView
from docgen.checks.wording import listing
from docgen.codeblocks.json_value import locate
from docgen.diagnostic import Diagnostic, Related, also
from docgen.dialects import Dialect
from docgen.extract.facts import SENDING, ExampleFact, OperationFact
from docgen.extract.paths import REFERENCE
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.outline.scopes import section_role
from docgen.source import Span

_CREATED = 201
# Headers that are told by themselves, or that clients send by themselves.
_USUAL = frozenset(("accept", "authorization", "content-length", "content-type", "host", "user-agent"))
_OF_NO_BODY = frozenset(("function_parameters", "path_parameters", "query_parameters", "request_headers"))


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a page says of its requests, as the examples show it."""
    for operation in view.facts.operations:
        yield from _reference(operation, view.dialect)
        yield from _unlisted(operation, view)
        yield from _bound(operation, view)
        yield from _undescribed(operation, view.dialect)
        yield from _unsent(operation, view)
    yield from _misplaced(view)


def _own(operation: OperationFact) -> Sequence[ExampleFact]:
    """Return the examples that call an operation itself."""
    return [one for one in operation.examples if one.method and is_main(one, operation)]


@lru_cache(maxsize=64)
def _heading(dialect: Dialect) -> str:
    """Return the usual heading of a section about the body of a request."""
    role = "request_body"
    return next((title for title in dialect.headings.usual if section_role(title, dialect) == role), role)


def _misplaced(view: PageView) -> Iterator[Diagnostic]:
    """Yield the sections of parameters of the URL, or of headers, that say that the request has no body."""
    none, names_body = view.dialect.bodies["none"], view.dialect.sentences["names_body"]
    for here in view.parts:
        if here.role not in _OF_NO_BODY or not here.named or any(type(block) is Table for block in here.own):
            continue
        for block in here.own:
            if type(block) is Paragraph and names_body.search(block.text.value) and none.search(block.text.value):
                title = inline.plain(here.title).strip()
                yield rules.MISPLACED_SENTENCE.at(
                    block.text.span, section=title, meant=_heading(view.dialect), subject=title
                )
                break


def _unlisted(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield a body of the fields that should change, where nothing says which there are, nor leads to what does."""
    body = operation.request_body
    if body is None or body.properties or body.types or body.mentioned or body.stream:
        return
    found = None if operation.parameters else view.dialect.sentences["fields_to_send"].search(body.description)
    if found:
        text = view.page.text_of(body.span.path)
        start, end = text.find(found[0], body.span.end), text.find("\n#", body.span.end)
        if "](" in text[body.span.end : end if end > 0 else None]:
            return
        place = Span(body.span.path, start, start + len(found[0])) if start > 0 else body.span
        yield rules.UNLISTED_FIELDS.at(place, subject=operation.title)


def _bound(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows of a body whose member is only sent as an annotation of it, which no text names."""
    body, mark = operation.request_body, view.dialect.document.annotation_mark
    examples = _own(operation) if body and body.properties else ()
    sent = {name: one for one in reversed(examples) for name in _members(one)}
    shown = {name.partition(mark)[0]: name for name in sent if mark and mark in name[1:]}
    rows = [row for row in (body.properties if body and shown else ()) if row.name in shown and row.name not in sent]
    start = min((one.span.start for one in examples), default=0)
    told = [row for row in rows if view.page.text.find(shown[row.name]) >= start]
    if told:
        name = shown[told[0].name]
        json = sent[name].request_body
        text = view.text(json.span) if json else None
        place = locate(text, (name,), key=True) if text else None
        yield rules.BOUND_MEMBER.at(
            told[0].name_span,
            related=(*([Related(place, "sent here")] if place else ()), *also([row.name_span for row in told[1:]])),
            names=listing([row.name for row in told]),
            shown=listing([shown[row.name] for row in told]),
            subject=told[0].name,
        )


def _members(example: ExampleFact) -> dict[str, Any]:
    """Return the members of the object that an example sends, none where it sends something else."""
    value = example.request_body.value if example.request_body else None
    return value if isinstance(value, dict) else {}


def _undescribed(operation: OperationFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield an operation of a template that sends a body, and has no section about it."""
    rows = operation.parameters or operation.function_parameters
    if operation.request_body is not None or rows or not dialect.outline.request_parts:
        return
    sending = next((one for one in _own(operation) if one.request_body and one.method in SENDING), None)
    if sending and any(route.method == sending.method and not route.from_example for route in operation.routes):
        related = (Related(sending.span, "sends a body"),)
        title = _heading(dialect)
        yield rules.MISSING_SECTION.at(operation.span, related=related, section=title, subject=title)


def _reference(operation: OperationFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a section that asks for a whole object where all that a request can send is a link to one."""
    routes = [one for one in operation.routes if one.method in SENDING and one.path and not one.from_example]
    body = operation.request_body
    if not routes or body is None or body.none or not all(one.target.rstrip("/").endswith(REFERENCE) for one in routes):
        return
    link = dialect.document.link_member
    rows = {row.name for row in body.properties}
    if not link or link in rows or not (rows or body.types):
        return
    if any(link in _members(one) for one in operation.examples):
        return
    place = min(one.span for one in body.types) if body.types else body.properties[0].name_span
    what = "a whole object" if body.types else "properties of an object"
    answers = [one.span for one in operation.responses if one.status == _CREATED and one.types]
    related = (Related(routes[0].span, "the request"), *[Related(span, "nothing is created") for span in answers])
    yield rules.ENTITY_FOR_REFERENCE.at(place, related=related, what=what, link=link, subject=operation.title)


def _unsent(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the arguments of a query, and the headers, that a page calls required, and that no example has."""
    required = {row.name: row.name_span for row in operation.query_parameters if row.required and not row.default}
    if len(view.facts.operations) == 1:
        required |= _demanded(operation, view)
    targets = unquote(" ".join(one.target for one in operation.examples)) if required else ""
    lacking = {name: span for name, span in required.items() if name not in targets}
    headers = [row for row in operation.headers if row.required and row.name.lower() not in _USUAL]
    shown = "\n".join(code.fence.text.value for code in view.blocks).lower() if headers else ""
    lacking |= {row.name: row.name_span for row in headers if row.name.lower() not in shown}
    examples = _own(operation) if lacking else ()
    if examples and all(one.path for one in examples):
        names = list(lacking)
        yield rules.UNSENT_ARGUMENT.at(
            lacking[names[0]],
            related=(Related(examples[0].span, "an example"),),
            names=listing(names),
            subject=names[0],
        )


def _demanded(operation: OperationFact, view: PageView) -> dict[str, Span]:
    """Return the query options that a sentence says that an operation which reads requires, each with its place."""
    form, text = view.dialect.sentences["requires_option"], view.page.text
    if all(route.method != "GET" for route in operation.routes):
        return {}
    found = form.search(text)
    return {f"${found['name'].lower()}": Span(view.page.path, *found.span("name"))} if found else {}
