"""Reports parameters that the table, the path and the examples of a page say different things of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.row_contradictions import beyond
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Related, also
from docgen.extract.facts import ExampleFact, OperationFact, PropertyFact, RouteFact
from docgen.extract.paths import Query, Slot, fits, identifiers
from docgen.markdown.page import Paragraph
from docgen.names import folded
from docgen.near import are_forms, nearest
from docgen.source import Span
from docgen.statuses import FAILURES

_OPTIONAL = ("(/", "[/", "}?", "?}", "[:", "[{")  # what marks a piece that a path may leave out
_STANDS_FOR = frozenset("{}<>")
_ELSEWHERE = ("query", "header", "cookie", "body", "form")
_TEMPLATED = "={"  # in an address with a query that is a template
_ARGUMENT = re.compile(r"[(,](?P<name>\w+)=(?P<value>[A-Za-z][\w-]*)(?=[,)])")
_USUAL = 3  # requests of a page that end alike before another one is a slip


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the contradictions about the parameters of each operation of a page."""
    for operation in view.facts.operations:
        yield from _fixed(operation)
        yield from _unmarked(operation)
        yield from _of_path(operation)
        yield from _undescribed_in_path(operation)
        yield from _endings(operation)
        yield from _of_template(operation, whole=view.dialect.outline.grammar == "blueprint")
        if operation.examples and view.dialect.urls.calls:
            yield from _uncalled(operation)
        if operation.examples:
            yield from _of_examples(operation, view)
            yield from _of_options(operation, view)


def _fixed(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the requests with an identifier where a parameter should stand."""
    for route in operation.routes:
        if route.path is None or route.from_example:
            continue
        if any(not (slot.written or slot.argument) for segment in route.path.segments for slot in segment.slots):
            for sample in identifiers(route.target)[:1]:
                yield rules.FIXED_IDENTIFIER.at(route.span, sample=sample, subject=route.path.shape)


def _unmarked(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the arguments of functions for which a request has a letter, or their name, without braces around it."""
    found: dict[str, str] = {}
    places: list[Span] = []
    for route in operation.routes:
        if route.from_example or "(" not in route.target:
            continue
        for match in _ARGUMENT.finditer(route.target):
            name, value = match["name"], match["value"]
            if len(value) == 1 or (len(name) > 1 and value.lower().startswith(name.lower())):
                found.setdefault(name, value)
                places.append(route.span)
    if found:
        places = list(dict.fromkeys(places))
        yield rules.UNMARKED_ARGUMENT.at(
            places[0],
            related=also(places[1:]),
            places=places,
            shown=listing([f"{name}={value}" for name, value in found.items()]),
            meant=listing([f"{name}={{{name}}}" for name in found]),
            subject=next(iter(found)),
        )


def _of_path(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the rows about parameters of the path that say that these are somewhere else, or may be left out."""
    routes = [(route.target, route.path) for route in operation.routes if route.path and not route.from_example]
    names = [
        {folded(slot.written or slot.argument) for segment in path.segments for slot in segment.slots}
        for _, path in routes
    ]
    if not names or not any(names):
        return
    rows = (*operation.path_parameters, *operation.parameters, *operation.query_parameters, *operation.headers)
    placed = {folded(row.name) for row in rows if row.location in ("", "path")}
    may_lack = any(mark in target for target, _ in routes for mark in _OPTIONAL)
    for row in rows:
        name = folded(row.name)
        if row.location in _ELSEWHERE and name not in placed and all(name in each for each in names):
            yield rules.MISPLACED_PARAMETER.at(row.name_span, name=row.name, place=row.location, subject=row.name)
        elif _is_optional(row) and not may_lack and all(name in each for each in names):
            yield rules.OPTIONAL_PATH_PARAMETER.at(row.name_span, name=row.name, subject=row.name)


def _is_optional(row: PropertyFact) -> bool:
    return row.optional and not row.required and row.location in ("", "path")


def _undescribed_in_path(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the parameters of the path that a table leaves out that describes another one; see ``operations``."""
    if operation.path_parameters or operation.function_parameters:
        return
    described = {folded(row.name) for row in operation.parameters}
    described.update(folded(row.name) for row in operation.query_parameters if row.location == "path")
    body = operation.request_body.properties if operation.request_body else ()
    others = {folded(row.name) for row in (*operation.query_parameters, *operation.headers, *body)}
    routes = [route for route in operation.routes if route.path and not route.from_example]
    slots = {
        folded(name): name
        for route in routes
        for segment in (route.path.segments if route.path else ())
        for slot in segment.slots
        if (name := slot.written or slot.argument)
    }
    missing = [name for key, name in slots.items() if key not in described | others]
    if missing and described & set(slots):
        yield rules.UNDESCRIBED_PATH_PARAMETER.at(routes[0].span, name=listing(missing), subject=missing[0])


def _endings(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield the request whose last word is a slip of that with which all other requests of the page end."""
    ends = [
        (route.path.segments[-1].text, route)
        for route in operation.routes
        if route.path and route.path.segments and not route.from_example and not route.path.segments[-1].slots
    ]
    words = {text for text, _ in ends}
    if len(words) != 2 or len(ends) <= _USUAL:  # the slip, and what is meant
        return
    rare, usual = sorted(words, key=[text for text, _ in ends].count)
    places = [route for text, route in ends if text == rare]
    if len(places) == 1 and not are_forms(rare.lower(), usual.lower()) and nearest(rare, (usual,)):
        where = f"the other {len(ends) - 1} requests of the page end with {usual}"
        yield rules.UNUSUAL_SPELLING.at(
            places[0].span, kind="path segment", name=rare, where=where, meant=usual, subject=rare
        )


def _of_template(operation: OperationFact, *, whole: bool) -> Iterator[Diagnostic]:
    """Yield a query parameter of an address without a row, where a row that is a letter or two off is in no address.

    Where addresses are URI templates, and ``whole``, also rows that those with a query leave out.
    """
    rows = [row.name for row in (*operation.query_parameters, *operation.parameters)]
    named = [
        (query.name, route)
        for route in operation.routes
        if route.path and not route.from_example
        for query in route.path.query
    ]
    free = [name for name in rows if name not in {one for one, _ in named}] if named else []
    for name, route in named if free else ():
        close = nearest(name, free) if name not in rows else ""
        if close and not are_forms(name, close):
            yield rules.UNDESCRIBED_QUERY_PARAMETER.at(
                route.span, who="address", name=name, suggestion=f"; did you mean {close}?", subject=name
            )
            return
    if free and whole and _TEMPLATED in named[0][1].target:
        yield from _untemplated(operation, named)


def _untemplated(operation: OperationFact, named: Sequence[tuple[str, RouteFact]]) -> Iterator[Diagnostic]:
    """Yield the parameters that the URI templates of an operation leave out, although one has a query."""
    slots = [slot.written for _, route in named if route.path for one in route.path.segments for slot in one.slots]
    known = {folded(name) for name in (*slots, *(name for name, _ in named))}
    missing = [row for row in operation.query_parameters if folded(row.name) not in known]
    if missing:
        template = ",".join(dict.fromkeys([*(name for name, _ in named), *(row.name for row in missing)]))
        yield rules.UNTEMPLATED_PARAMETER.at(
            named[0][1].span,
            related=(Related(missing[0].name_span, "described here"),),
            names=listing([row.name for row in missing]),
            template=f"{{?{template}}}",
            subject=missing[0].name,
        )


def _uncalled(operation: OperationFact) -> Iterator[Diagnostic]:
    """Yield a request that names a function without the arguments with which an example calls it."""
    routes = [route for route in operation.routes if route.path and not route.from_example]
    rows = {folded(row.name): row.name for row in operation.function_parameters if not row.optional}
    if not rows or any(mark in route.target for route in routes for mark in "(?"):
        return
    for example in operation.examples:
        last = example.path.segments[-1] if example.path and example.path.segments else None
        slots = [slot for slot in (last.slots if last else ()) if folded(slot.argument) in rows]
        for route in routes if last and last.call and slots else ():
            end = route.path.segments[-1].text if route.path else ""
            if last and end.rpartition(".")[2].lower() == last.call.rpartition(".")[2].lower():
                passed = [rows[folded(slot.argument)] for slot in slots]
                call = f"{end}({','.join(map(_argument, slots))})"
                yield rules.MISSING_ARGUMENTS.at(
                    route.span,
                    related=(Related(example.span, "called here"),),
                    names=listing(passed),
                    call=call,
                    subject=end,
                )
                return


def _argument(slot: Slot) -> str:
    """Return an argument as the address of a request has it: its name, and a slot for its value."""
    quote = "'" if slot.quoted or slot.literal.startswith("'") else ""
    return f"{slot.argument}={quote}{{{slot.argument}}}{quote}"


def _of_examples(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield what the addresses of examples hold that no row describes, or that a row does not allow."""
    rows = {row.name: row for row in (*operation.query_parameters, *operation.parameters)}
    arguments = {folded(row.name): row for row in operation.function_parameters}
    if not rows and not arguments:
        return
    told: set[tuple[str, str]] = set()
    for example in operation.examples:
        if example.path is None or not example.method or not _is_of(example, operation):
            continue
        for query in example.path.query:
            row = rows.get(query.name)
            if row is not None:
                yield from _value(row, query.sample, example, view, told)
            elif rows and (query.name, "") not in told:
                told.add((query.name, ""))
                yield from _undescribed(query, example, rows, operation, view)
        for segment in example.path.segments:
            for slot in segment.slots if segment.call else ():
                row = arguments.get(folded(slot.argument))
                if row is not None:
                    yield from _value(row, _sample(slot), example, view, told)


def _sample(slot: Slot) -> str:
    return slot.literal.strip("'\"")


def _is_of(example: ExampleFact, operation: OperationFact) -> bool:
    """Tell whether an example calls a request of its operation, with whatever before the path."""
    shape = example.path.shape if example.path else ""
    return any(
        route.path
        and route.method == example.method
        and (fits(route.path.shape, shape) or shape.endswith(route.path.shape))
        for route in operation.routes
    )


def _value(
    row: PropertyFact, sample: str, example: ExampleFact, view: PageView, told: set[tuple[str, str]]
) -> Iterator[Diagnostic]:
    """Yield a value of an example that is none of those that the row of its parameter lists, or beyond its limits."""
    known = [member.name for member in row.values]
    if not sample or (row.name, sample) in told:
        return
    why = beyond(sample, row.minimum, row.maximum)
    if why:
        told.add((row.name, sample))
        yield _out_of_range(row.name, sample, why, row.name_span, example, view)
    if len(known) < 2:
        return
    if sample in known or _STANDS_FOR & set(sample) or not sample.isalnum():
        return
    told.add((row.name, sample))
    close = nearest(sample, known)
    yield rules.UNLISTED_ARGUMENT.at(
        _place(sample, example, view, after=row.name),
        related=(Related(row.name_span, "listed here"),),
        value=sample,
        name=row.name,
        suggestion=f"; did you mean {close}?" if close else "",
        known=listing(known),
        subject=sample,
    )


def _out_of_range(name: str, sample: str, why: str, stated: Span, example: ExampleFact, view: PageView) -> Diagnostic:
    return rules.ARGUMENT_OUT_OF_RANGE.at(
        _place(sample, example, view, after=name),
        related=(Related(stated, "stated here"),),
        value=sample,
        name=name,
        why=why,
        subject=name,
    )


def _of_options(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the query options of examples that succeed with a number beyond the limit that a sentence states."""
    for example in operation.examples:
        for query in example.path.query if example.path and 0 < example.status < FAILURES else ():
            if query.name.startswith("$") and query.sample.isdigit():
                for place, limit in _limits(query.name, view):
                    why = beyond(query.sample, "", limit)
                    if why:
                        yield _out_of_range(query.name, query.sample, why, place, example, view)
                        break


def _limits(name: str, view: PageView) -> Iterator[tuple[Span, str]]:
    """Yield the greatest values that sentences of a page state for a query option, each with its place."""
    form = view.dialect.sentences["option_limit"]
    for here in view.parts:
        for block in here.section.blocks:
            if type(block) is Paragraph and name in block.text.value:
                for match in form.find_all(block.text.value):
                    stated = [said for said in match.groups() if said]
                    if name in stated:
                        yield block.text.at(*match.span()), next(filter(str.isdigit, stated))


def _undescribed(
    query: Query, example: ExampleFact, rows: Collection[str], operation: OperationFact, view: PageView
) -> Iterator[Diagnostic]:
    """Yield a query parameter of an example that has no row, where its name stands nowhere else on the page."""
    name = query.name
    shown = {one.span for one in operation.examples}  # what only examples send is no option that a sentence names
    options = {option.name.lower() for option in operation.query_options if option.span not in shown}
    if name.startswith("$") or name.lower() in options or not name.isidentifier():
        return
    place = _place(name, example, view)
    if view.page.text.count(name, 0, place.start) or _written(operation, name):
        return
    sent = {one.name for one in example.path.query} if example.path else set()
    close = nearest(name, [row for row in rows if row not in sent])
    yield rules.UNDESCRIBED_QUERY_PARAMETER.at(
        place, who="example", name=name, suggestion=f"; did you mean {close}?" if close else "", subject=name
    )


def _written(operation: OperationFact, name: str) -> bool:
    """Tell whether a request of an operation names a query parameter."""
    return any(name == one.name for route in operation.routes if route.path for one in route.path.query)


def _place(text: str, example: ExampleFact, view: PageView, after: str = "") -> Span:
    """Return where a text stands in the address of an example."""
    whole = view.text(example.span)
    start = max(whole.value.find(after), 0) if whole and after else 0
    at = whole.value.find(text, start + len(after)) if whole else -1
    return whole.at(at, at + len(text)) if whole and at >= 0 else example.span
