"""Reports contradictions between the request and response sections of a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set
from itertools import pairwise

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Fix, Related, Severity, also, rewritten
from docgen.dialects import Dialect
from docgen.extract.facts import SENDING, ExampleFact, OperationFact, PropertyFact, RouteFact
from docgen.extract.paths import Path, fits
from docgen.markdown.page import Paragraph, Table
from docgen.names import folded
from docgen.near import nearest
from docgen.source import Span
from docgen.statuses import BODILESS

_HOST = re.compile(r"https?://([^/?#]+)")
_JSON = "application/json"
_HEAD_END = re.compile(r"\n[A-Za-z][^\n]*\n[ \t]*\n\Z")
_LONGEST_LINE = 2000  # characters of a header before a body
_WITHOUT_BODY = frozenset(("GET", "HEAD", "DELETE"))


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the contradictions inside one operation page."""
    for operation in view.facts.operations:
        for each in (_bodiless, _messages, _methods, _unsent):
            yield from each(operation, view)
        yield from _sent(operation, view.dialect)
        yield from _parameters(operation, view.dialect)
    yield from _required_when(view)
    yield from _required_to_create(view)


def is_main(example: ExampleFact, operation: OperationFact) -> bool:
    """Tell whether an example calls the page's own operation, and not another on the way to it."""
    if not example.method:
        return True
    routes = [route for route in operation.routes if route.method == example.method]
    return any(_fits(route.path, example.path) for route in routes) or _ends_alike(routes, example.path)


def _ends_alike(routes: Sequence[RouteFact], path: Path | None) -> bool:
    """Tell whether an example that fits no request ends as all of them do: then it calls the operation elsewhere."""
    ends = {route.path.segments[-1].shape.lower() for route in routes if route.path and route.path.segments}
    return path is not None and len(ends) == 1 and "{" not in (end := ends.pop()) and _last(path) == end


def _last(path: Path) -> str:
    return path.segments[-1].shape.lower() if path.segments else ""


def _fits(template: Path | None, concrete: Path | None) -> bool:
    return template is not None and concrete is not None and fits(template.shape, concrete.shape)


def _bodiless(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield examples that give a body to a status that has none."""
    for example in operation.examples:
        if example.status in BODILESS and (example.response_body or example.response_text.strip()):
            assert example.response_span is not None
            yield rules.BODY_WITHOUT_CONTENT.at(_line_of(example.response_span, view), status=example.status)


def _line_of(span: Span, view: PageView) -> Span:
    """Return the first line of a body."""
    text = view.text(span)
    return text.at(0, len(text.value.partition("\n")[0])) if text else span


def _message_line(span: Span, view: PageView) -> Span:
    """Return the first line of the message that a body belongs to."""
    for block in view.blocks:
        text = block.fence.text
        if text.span.path == span.path and text.span.start <= span.start <= text.span.end:
            return text.at(0, len(text.value.partition("\n")[0]))
    return _line_of(span, view)


def _messages(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield messages that lack a part: the status line, the type of the body, the answer."""
    for example in operation.examples:
        if example.marked:
            pass  # its syntax says what it is
        elif example.answered and not example.status and (example.response_body or example.response_text.strip()):
            assert example.response_span is not None
            if _is_message(example.response_span, view):
                yield rules.MISSING_STATUS_LINE.at(_message_line(example.response_span, view))
        elif example.status in BODILESS:
            pass  # told by what follows from the status
        elif (
            example.response_body
            and example.response_span
            and not example.response_type
            and _is_message(example.response_span, view)
        ):
            yield _without_type(example.response_span, view)
        if example.request_body and example.request_span:
            if example.method == "GET":
                yield rules.BODY_ON_GET.at(_line_of(example.request_span, view))
            elif example.method and not example.request_type:
                yield _without_type(example.request_span, view)
    asked = [example for example in operation.examples if example.method]
    answered = any(example.answered for example in operation.examples)
    unanswered = asked and not answered and _is_api(asked[-1], view) and _is_message(asked[-1].span, view)
    if unanswered and not _answers_in_words(view):
        yield rules.UNPAIRED_REQUEST.at(_request_line(asked[-1], view))


def _answers_in_words(view: PageView) -> bool:
    """Tell whether a text of the examples states the status of the answer, which is not shown then."""
    status = view.dialect.responses["status"]
    return any(
        isinstance(block, Paragraph) and status.search(block.text.value) is not None
        for here in view.parts
        if here.inside("examples")
        for block in here.blocks
    )


def _without_type(body: Span, view: PageView) -> Diagnostic:
    """Return the finding about the body of a message whose type no header says."""
    return rules.MISSING_CONTENT_TYPE.at(_line_of(body, view), fix=_type_added(body, view), media=_JSON)


def _type_added(body: Span, view: PageView) -> Fix | None:
    """Return the fix that says that a body is JSON, where it is, and where a blank line parts it from the headers."""
    text = view.page.text
    if body.path != view.page.path or text[body.start : body.start + 1] not in ("{", "["):
        return None
    if not _HEAD_END.search(text[max(0, body.start - _LONGEST_LINE) : body.start]):
        return None
    end = len(text[: body.start].rstrip())
    line = f"Content-Type: {_JSON}"
    return rewritten((Span(body.path, end, end),), f"\n{line}", f"add {line}", safe=True)


def _is_message(span: Span, view: PageView) -> bool:
    """Tell whether a block shows a whole HTTP message: elsewhere than in a template it may be a command, or a body."""
    if not view.dialect.outline.labels:
        return True
    blocks = (block.fence for block in view.blocks)
    info = next((f.info.lower() for f in blocks if f.text.span.start <= span.start < max(1, f.text.span.end)), "")
    return info.startswith("http")


def _is_api(example: ExampleFact, view: PageView) -> bool:
    """Tell whether a request goes to the service, and not to a host that the service named."""
    match = _HOST.match(example.target)
    return match is None or view.dialect.urls.api_host.match(match[1]) is not None


def _request_line(example: ExampleFact, view: PageView) -> Span:
    """Return the line of an example's request."""
    for block in view.blocks:
        text = block.fence.text
        start = text.value.find(f"{example.method} ") if text.span == example.span else -1
        if start >= 0:
            end = text.value.find("\n", start)
            return text.at(start, end if end > 0 else len(text.value))
    return example.span


def _methods(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the examples that call a path of the page with a method that it does not describe."""
    methods = {route.method for route in operation.routes}
    for example in operation.examples:
        if not example.method or example.method in methods or _may_be_either(methods, example.method, view):
            continue
        route = next((route for route in operation.routes if _fits(route.path, example.path)), None)
        route = route or _only(operation, example)
        if route and not route.from_example:
            yield rules.CONTRADICTING_METHOD.at(
                _request_line(example, view),
                related=(Related(route.span, "stated here"),),
                shown=example.method,
                stated=" or ".join(sorted(methods)),
            )


def _only(operation: OperationFact, example: ExampleFact) -> RouteFact | None:
    """Return the only request of an operation, where an example calls its first and last words, and one more between.

    Which of the two paths is right is told elsewhere.
    """
    routes = [route for route in operation.routes if not route.from_example]
    stated = [segment.shape for segment in routes[0].path.segments] if len(routes) == 1 and routes[0].path else []
    called = [segment.shape for segment in example.path.segments] if example.path else []
    at = next((i for i, (one, other) in enumerate(zip(stated, called, strict=False)) if one != other), 0)
    if not at or len(called) != len(stated) + 1 or "{" in stated[at]:
        return None
    return routes[0] if fits("/".join(stated[at:]), "/".join(called[at + 1 :])) else None


def _unsent(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the requests that show no body where the section says what to send, and another example sends it."""
    body = operation.request_body
    if body is None or body.none or body.stream or len(operation.examples) < 2:
        return
    own = [one for one in operation.examples if one.method in SENDING and one.target and is_main(one, operation)]
    sending = [one for one in own if one.request_body]
    for example in own if sending else ():
        text = view.text(example.span)
        is_message = text is not None and text.value.startswith(f"{example.method} ")  # a command may send a file
        if is_message and not example.request_body and not example.request_text.strip():
            yield rules.UNSENT_BODY.at(
                _request_line(example, view),
                related=(Related(sending[0].span, "this one sends it"),),
                method=example.method,
                subject=example.method,
            )


def _may_be_either(methods: Collection[str], other: str, view: PageView) -> bool:
    """Tell whether the page says of two methods that either may be used: ``POST`` or ``GET``, each as code."""
    if f"`{other}`" not in view.page.text:
        return False
    pairs = [pair for method in methods for pair in ((method, other), (other, method))]
    return any(re.search(rf"`{one}`[ ,]{{1,2}}[a-z]{{2,3}} `{two}`", view.page.text) for one, two in pairs)


def _sent(operation: OperationFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the section about a body that no request of the page sends."""
    body = operation.request_body
    methods = {route.method for route in operation.routes if not route.from_example}
    # On pages of no template a DELETE request may well have one.
    without = _WITHOUT_BODY if dialect.outline.request_parts else _WITHOUT_BODY - {"DELETE"}
    if body is None or body.none or not methods or not methods <= without:
        return
    method = " or ".join(sorted(methods))
    if body.in_url:
        yield rules.UNEXPECTED_BODY.at(
            body.span, severity=Severity.INFO, method=method, what="what to send in the URL", subject=method
        )
    elif body.types or body.is_arguments or (methods == {"DELETE"} and body.description and not body.properties):
        place = body.types[0].span if body.types else body.span
        yield rules.UNEXPECTED_BODY.at(place, method=method, what="what to send in one", subject=method)


def _required_when(view: PageView) -> Iterator[Diagnostic]:
    """Yield the sentences about a body that say what is required to do something else than the title says."""
    verbs, required_when = view.dialect.title_verbs, view.dialect.sentences["required_when"].pattern
    if len(view.facts.operations) != 1 or not verbs:
        return
    verb = view.facts.operations[0].title.partition(" ")[0].lower()
    creates = any(route.method == "POST" for route in view.facts.operations[0].routes)  # whatever the title calls it
    for here in view.parts if verb in verbs and not creates else ():
        if here.role != "request_body":
            continue
        for block in here.blocks:
            said = required_when.search(block.text.value) if type(block) is Paragraph else None
            if said and type(block) is Paragraph and said["verb"].lower() in verbs and said["verb"].lower() != verb:
                place = block.text.at(*said.span("verb"))
                fix = rewritten((place,), verb, safe=False)
                yield rules.OTHER_VERB.at(place, fix=fix, said=said["verb"].lower(), verb=verb, subject=verb)


def _required_to_create(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows that a sentence calls required to create something, and that are read-only, or are not sent.

    What the example leaves out is a note: it may be the sentence of a template.
    """
    operation = view.facts.operations[0] if len(view.facts.operations) == 1 else None
    body = operation.request_body if operation else None
    if operation is None or body is None or not body.properties or operation.routes[0].method != "POST":
        return
    found = _table_of_required(view)
    if found is None:
        return
    verb, table = found
    rows = [row for row in body.properties if table.path == row.span.path and table.start <= row.span.start < table.end]
    wrong = [row for row in rows if row.read_only]
    why, severity = "its description calls read-only", Severity.WARNING
    if not wrong:
        sent = _sent_names(operation)
        if sent.isdisjoint(row.name for row in rows):
            return
        wrong = [row for row in rows if row.name not in sent and not row.optional]
        why, severity = "the example leaves out", Severity.INFO
    if wrong:
        yield rules.UNMET_REQUIREMENT.at(
            wrong[0].name_span,
            severity=severity,
            related=also((row.name_span for row in wrong[1:]), "and this one"),
            verb=verb,
            why=why,
            subject=wrong[0].name,
        )


def _table_of_required(view: PageView) -> tuple[str, Span] | None:
    """Return the verb of the sentence that says for what the rows of the table below it are required, and the table."""
    verbs, required_when = view.dialect.title_verbs, view.dialect.sentences["required_when"].pattern
    for here in view.parts if verbs else ():
        for block, below in pairwise(here.blocks) if here.role == "request_body" else ():
            if type(block) is Paragraph and type(below) is Table:
                said = required_when.search(block.text.value)
                if said and said["verb"].lower() in verbs:
                    return said["verb"].lower(), below.span
    return None


def _sent_names(operation: OperationFact) -> Set[str]:
    """Return the names of the members that any example of an operation sends, at any depth."""
    names: set[str] = set()
    waiting: list[object] = [one.request_body.value for one in operation.examples if one.request_body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            names.update(value)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return names


def _parameters(operation: OperationFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the parameters that only the path, or only the table of path parameters, has.

    Where the path has none at all, only rows that say themselves that they are in the path.
    """
    rows = operation.path_parameters
    if not rows:
        return
    routes = [(r, r.path) for r in operation.routes if not r.from_example]
    targets = folded(" ".join(route.target for route in operation.routes))
    slots = {
        folded(name): name
        for _, path in routes
        for segment in (path.segments if path else ())
        for slot in segment.slots
        for name in (slot.written, slot.argument)
        if name
    }
    described = {folded(row.name) for row in (*rows, *operation.function_parameters)}
    words = {folded(segment.text) for _, path in routes for segment in (path.segments if path else ())}
    placed = rows if slots else [row for row in rows if row.location and words]
    headers: list[PropertyFact] = []
    for row in placed:
        name = folded(row.name)
        if slots and name in targets:
            continue
        if row.location and dialect.outline.header_names.fullmatch(row.name):
            headers.append(row)
            continue
        free = [name for key, name in slots.items() if key not in described]
        close = nearest(row.name, free, sure=True) or next(iter(free), "")
        advice = f"write {close}, or remove the row" if close else "remove the row"
        if not slots:
            advice = f"write {{{row.name}}} in the path" if name in words else "say where it stands instead"
        yield rules.UNUSED_PATH_PARAMETER.at(row.name_span, name=row.name, advice=advice, subject=row.name)
    if headers:
        names = listing([row.name for row in headers])
        others = also(row.name_span for row in headers[1:])
        yield rules.HEADER_IN_PATH.at(headers[0].name_span, related=others, names=names, subject=headers[0].name)
    missing = [name for key, name in slots.items() if key not in described]
    if missing and described & set(slots) and not operation.function_parameters:
        name = missing[0]
        yield rules.UNDESCRIBED_PATH_PARAMETER.at(routes[0][0].span, name=name, subject=name)
