"""Decides the responses of an operation: one for each status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec

from docgen import rules
from docgen.diagnostic import Related
from docgen.extract.facts import ExampleFact, PageFacts, ResponseFact
from docgen.model import bodies, contents, envelopes, example_matching, united_bodies
from docgen.model.api import Array, Collection, Content, One, Parameter, Response, Shape, Stream, types_of
from docgen.model.bodies import JSON, OCTETS
from docgen.model.example_matching import Shown
from docgen.model.link_state import LinkState
from docgen.model.routes import Route, Statement
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Type
from docgen.statuses import BODILESS, FAILURES, OTHERS

SUCCESS = 200  # of which no page says the status
_UNCHANGED = 304  # which answers only those that have the rest already

_CONTRADICTORY: tuple[set[type], ...] = ({One, Collection}, {One, Array})

Stated = tuple[Statement, ResponseFact]


def build(route: Route, examples: Sequence[Shown], join: LinkState) -> tuple[Response, ...]:
    """Return one response per status that a page states, or that an example shows where none states one."""
    stated: dict[int, list[Stated]] = {}
    for statement in route.owners:
        for fact in statement.operation.responses:
            if fact.status and _is_of(fact, route):
                stated.setdefault(fact.status, []).append((statement, fact))
    if not _first(stated):
        _from_examples(stated, examples)
    _failures_of_examples(stated, examples)
    missing = not any(200 <= status < FAILURES and status != _UNCHANGED for status in stated)
    if missing:
        _from_unnumbered(stated, route, examples)
    also = _unstated(stated, examples)
    first = _first(stated)
    out: list[Response] = []
    for status, facts in sorted(stated.items()):
        if status < FAILURES:
            out.append(_response(status, facts, route, examples, join, also if status == first else ()))
        else:
            out.append(_failure(status, facts, examples, _returned(out), join))
    out = [msgspec.structs.replace(r, missing=True) if missing and r.status == SUCCESS else r for r in out]
    out = sorted((*out, *_of_others(route, out)), key=lambda one: one.status)
    return tuple(_with_success(_redirected(out, route, examples, join), route))


def _is_of(fact: ResponseFact, route: Route) -> bool:
    """Tell whether an answer may be one of a route: its sentence may name the methods that give it."""
    return not fact.methods or route.method in fact.methods


def _of_others(route: Route, own: Sequence[Response]) -> Iterator[Response]:
    """Yield the statuses that only pages about many resources state, with the body of the operation's own success."""
    if route.owners is route.statements:
        return
    success = next((one.content for one in own if 200 <= one.status < 300), ())
    content = tuple([msgspec.structs.replace(one, examples=()) for one in success])
    known = {one.status for one in own}
    for statement in route.statements:
        for fact in statement.operation.responses:
            if fact.status and fact.status not in known and not fact.excepted and _is_of(fact, route):
                known.add(fact.status)
                empty = fact.status >= FAILURES or _is_empty(fact)
                yield Response(fact.status, fact.span, fact.description, () if empty else content)


def _with_success(responses: Iterable[Response], route: Route) -> Iterator[Response]:
    """Yield the responses, before them one of success where pages state none and none that stands for any status.

    An operation of which a redirect is stated may have no other answer.
    """
    found = tuple(responses)
    if not any(200 <= r.status < 300 or r.status == OTHERS or _is_redirect(r) for r in found):
        yield Response(SUCCESS, route.statements[0].operation.span, missing=True)
    yield from found


def _is_redirect(response: Response) -> bool:
    return 300 <= response.status < 400 and response.status != _UNCHANGED


def _from_examples(stated: dict[int, list[Stated]], examples: Sequence[Shown]) -> None:
    own = any(e.own and 200 <= e.example.status < 300 for e in examples)
    for each in examples:
        status = each.example.status if each.own or not own else 0
        if 200 <= status < 300:
            span = each.example.response_span or each.example.span
            stated.setdefault(status, []).append((each.statement, ResponseFact(status, span)))


def _failures_of_examples(stated: dict[int, list[Stated]], examples: Sequence[Shown]) -> None:
    """Add the failures that only examples show, where the dialect says that examples may add to what is stated."""
    for each in examples:
        status = each.example.status
        if each.own and status >= FAILURES and each.statement.dialect.document.examples_add and status not in stated:
            span = each.example.response_span or each.example.span
            stated[status] = [(each.statement, ResponseFact(status, span))]


def _from_unnumbered(stated: dict[int, list[Stated]], route: Route, examples: Sequence[Shown]) -> None:
    """Take a body that is told or shown without a status as that of 200."""
    for statement in route.statements:
        for fact in statement.operation.responses:
            if not fact.status and (fact.types or fact.properties or fact.sure) and _is_of(fact, route):
                stated.setdefault(SUCCESS, []).append((statement, msgspec.structs.replace(fact, status=SUCCESS)))
    for each in examples if SUCCESS not in stated else ():
        example = each.example
        if each.own and not example.status and _has_body(example) and each.statement.dialect.document.examples_add:
            span = example.response_span or example.span
            stated.setdefault(SUCCESS, []).append((each.statement, ResponseFact(SUCCESS, span)))


def unstated(route: Route, responses: Sequence[Response], join: LinkState) -> None:
    """Tell of an operation for which no page states a status."""
    facts = [fact for statement in route.statements for fact in statement.operation.responses]
    told = any(fact.types and not fact.status for fact in facts)
    if any(not r.missing or (r.content and not told) for r in responses) or any(fact.status for fact in facts):
        return
    operation = f"{route.method.upper()} {route.path}"
    span = route.statements[0].operation.span
    join.findings.append(rules.UNSTATED_RESPONSE.at(span, operation=operation, subject=operation))


def _redirected(
    responses: Sequence[Response], route: Route, examples: Sequence[Shown], join: LinkState
) -> Iterable[Response]:
    """Yield the responses; a redirect brings the content it leads to, as bytes and as the type annotated for it.

    That is so where the dialect says it; elsewhere a redirect leads anywhere.
    """
    moved = next((r for r in responses if _is_redirect(r)), None)
    followed = route.statements[0].dialect.document.redirects_bring
    if moved is None or route.method != "get" or not followed:
        yield from responses
        return
    typed = tuple(_annotated_contents(examples, join))
    success = [r for r in responses if 200 <= r.status < 300]
    for response in responses:
        known = {media for content in response.content for media in content.media_types}
        if response in success and JSON not in known:
            yield msgspec.structs.replace(response, content=(*typed, *response.content))
        else:
            yield response
    if not success:
        yield Response(200, moved.span, "The content.", (*typed, Content((OCTETS,), Stream())))


def _annotated_contents(examples: Sequence[Shown], join: LinkState) -> Iterable[Content]:
    """Yield the type that the example of a redirect is annotated with; one of a variant of the call will do."""
    for each in examples:
        if 300 <= each.example.status < 400 and each.example.annotated:
            fact = bodies.annotated(each.example.annotated, each.example.span, each.statement.dialect)
            type_ = join.resolver.resolve(fact, each.statement.page) if fact else None
            if type_ and type_.name:
                yield Content((JSON,), One((msgspec.structs.replace(type_, collection=False),)))
                return


def _first(stated: Mapping[int, object]) -> int:
    """Return the first status that tells success."""
    return min([s for s in stated if 200 <= s < 300], default=0)


def _unstated(stated: Mapping[int, object], examples: Sequence[Shown]) -> tuple[int, ...]:
    """Return the statuses that examples show for success where the page states another: a slip in one of the two."""
    shown_ = {e.example.status for e in examples if 200 <= e.example.status < 300}
    return tuple(sorted(shown_.difference(stated)))


def _response(
    status: int,
    facts: Sequence[Stated],
    route: Route,
    examples: Sequence[Shown],
    join: LinkState,
    also: Sequence[int],
) -> Response:
    """Return the response with one status; examples of the statuses ``also`` belong to it, too."""
    statuses = (status, 0, *also)
    own = [e for e in examples if e.example.answered and e.example.status in statuses]
    shapes = []
    about = _about(facts, route)
    if _is_empty(about[0][1]):
        about = []
    for statement, fact in about:
        near = [e.example for e in own if example_matching.is_beside(e, statement)]
        found = _shape(fact, statement, near, route, join)
        if found is not None:
            body = next((e.response_body for e in near if e.response_body is not None), None)
            found = envelopes.wrapped(found, body, statement.page, fact.span, join.resolver, join.types)
            shapes.append((statement, fact, found))
    main = [s for s in shapes if not s[0].passing] or shapes
    shape = _decide([s for _, _, s in main], join.types)
    location = any(f.location for _, f in facts) or any(e.example.location for e in own)
    text = _description((*about, *facts))
    span = facts[0][1].span
    headers = tuple(_headers(facts, join))
    if shape is None or status in BODILESS or 300 <= status < 400:
        return Response(status, span, text, (), location, headers=headers)
    _contradictions(route, shape, main, join)
    content = _content(shape, shapes, facts, own, join)
    return Response(status, span, text, content, location, headers=headers)


def _content(
    shape: Shape,
    found: Sequence[tuple[Statement, ResponseFact, Shape]],
    facts: Sequence[Stated],
    examples: Sequence[Shown],
    join: LinkState,
) -> tuple[Content, ...]:
    """Return the contents of an answer: of the shape that was decided, or of all where the pages are united."""
    if _unites(facts):
        return _contents(found, examples, join)
    shape = bodies.of_bytes(shape, _stated_media(facts))
    media = _stated_media(facts) or bodies.media_types((e.example.response_type for e in examples), shape)
    return (Content(media, shape, tuple(example_matching.answers(examples, shape, join.types))),)


def _contents(
    found: Sequence[tuple[Statement, ResponseFact, Shape]], examples: Sequence[Shown], join: LinkState
) -> tuple[Content, ...]:
    """Return the contents of an answer that several statements tell."""
    told = []
    for statement, fact, shape in found:
        near = [e.example.response_type for e in examples if example_matching.is_beside(e, statement)]
        whole = bodies.of_bytes(shape, fact.media_types)
        told.append(contents.Told(whole, fact.media_types or tuple(filter(None, near))))
    return contents.of(told, lambda shape: example_matching.answers(examples, shape, join.types), join.types)


def _description(facts: Sequence[Stated]) -> str:
    """Return what is said of an answer: by the first that says something, or by all where they are united."""
    texts = dict.fromkeys(fact.description for _, fact in facts if fact.description)
    return "\n\n".join(texts) if _unites(facts) else next(iter(texts), "")


def _stated_media(facts: Sequence[Stated]) -> tuple[str, ...]:
    """Return the media types that pages state of a body."""
    return tuple(dict.fromkeys(media for _, fact in facts for media in fact.media_types))


def _headers(facts: Sequence[Stated], join: LinkState) -> Iterator[Parameter]:
    """Yield the headers that pages state of an answer, each once."""
    seen: set[str] = set()
    for statement, fact in facts:
        for row in fact.headers:
            if row.name.lower() not in seen:
                seen.add(row.name.lower())
                type_ = join.resolver.resolve(row.type, statement.page) if row.type else Type("string")
                yield Parameter(row.name, "header", type_, row.span, row.description, example=row.example)


def _returned(answers: Iterable[Response]) -> frozenset[str]:
    """Return the names of the types that an operation answers with."""
    return frozenset(
        t.name for answer in answers for content in answer.content for t in types_of(content.shape) if t.name
    )


def _failure(
    status: int, facts: Sequence[Stated], examples: Sequence[Shown], returned: Set[str], join: LinkState
) -> Response:
    """Return the response with a status of failure.

    Its body is what its own sentence or example says, and never one of the types that the operation returns.
    """
    own = [e for e in examples if e.example.status == status]
    sure = any(fact.sure for _, fact in facts)
    told = []
    for statement, fact in facts:
        near = [e.example for e in own if example_matching.is_beside(e, statement)]
        possible = _failure_shapes(fact, near, statement, join)
        found = next((one for one in possible if sure or not _returns(one, returned, join.types)), None)
        if found is not None:
            told.append((statement, fact, found))
    shape = told[0][2] if told else None
    text = _description(facts)
    location = any(fact.location for _, fact in facts) or any(e.example.location for e in own)
    headers = tuple(_headers(facts, join))
    if shape is None:
        return Response(status, facts[0][1].span, text, (), location, headers=headers)
    content = _content(shape, told, facts, own, join)
    return Response(status, facts[0][1].span, text, content, location, headers=headers)


def _failure_shapes(
    fact: ResponseFact, examples: Sequence[ExampleFact], statement: Statement, join: LinkState
) -> Iterator[Shape]:
    """Yield what the body of a failure may be, the most trusted first."""
    page, resolver = statement.page, join.resolver
    example = next(filter(_has_body, examples), None)
    if fact.types and not bodies.is_vague(fact, example):
        yield bodies.typed(fact.types, example, page, resolver, item=False)
    if fact.properties:
        yield bodies.tabled(fact, example, statement, join)
    if example is None:
        return
    many = bool(example.annotated_collection)
    noted = bodies.annotated(example.annotated, example.span, resolver.dialect(page), collection=many)
    if noted is not None:
        yield bodies.typed((noted,), example, page, resolver, item=False)
    shown = [e.response_body for e in examples if e.response_body is not None]
    yield bodies.sampled(shown, page, resolver) if example.response_body else Stream()


def _returns(shape: Shape, returned: Set[str], types: TypeHierarchy) -> bool:
    """Tell whether a body is of one of the types that an operation returns, of one of their bases, or derived."""
    for type_ in types_of(shape):
        lineage = {type_.name, *types.ancestors(type_.name)} if type_.name else set()
        if lineage & returned or any(type_.name in types.ancestors(name) for name in returned):
            return True
    return False


def _has_body(example: ExampleFact) -> bool:
    return example.response_body is not None or bool(example.response_text.strip())


def _is_empty(fact: ResponseFact) -> bool:
    """Tell whether a page says that there is no body."""
    return fact.status in BODILESS or (fact.none and not fact.silent)


def _about(facts: Sequence[Stated], route: Route) -> Sequence[Stated]:
    """Return the statements about this route, where a page tells raw values and objects apart."""
    out = [(s, f) for s, f in facts if bool(f.stream) == route.raw]
    return out if out and any(f.types or f.stream for _, f in out) else facts


def _contradictions(
    route: Route, shape: Shape, shapes: Sequence[tuple[Statement, ResponseFact, Shape]], join: LinkState
) -> None:
    """Tell of pages that answer otherwise than the deciding one: one object for a collection, or another type."""
    for statement, fact, other in shapes[1:]:
        if statement.page is shapes[0][0].page:
            continue
        if {type(shape), type(other)} in _CONTRADICTORY or _is_another(shapes[0][2], other, join.types):
            operation = f"{route.method.upper()} {route.path}"
            own, said = _said(other), _said(shapes[0][2])
            if own == said:  # types of two namespaces
                own, said = _said(other, whole=True), _said(shapes[0][2], whole=True)
            join.findings.append(
                rules.CONTRADICTING_OPERATIONS.at(
                    fact.span,
                    related=(Related(shapes[0][1].span, f"{said} here"),),
                    operation=operation,
                    verb="answers with",
                    own=own,
                    other=said,
                    page=shapes[0][0].page.name,
                    subject=operation,
                )
            )


def _said(shape: Shape, *, whole: bool = False) -> str:
    """Return what a body is, in the words of a finding; ``whole`` asks for names with their namespaces."""
    found = (type_.name if whole else type_.name.rpartition(".")[2] for type_ in types_of(shape))
    names = " or ".join(dict.fromkeys(filter(None, found)))
    if not names:
        return "another body"
    return f"many {names}" if isinstance(shape, Collection | Array) else f"one {names}"


def _is_another(shape: Shape, other: Shape, types: TypeHierarchy) -> bool:
    """Tell whether a body is of a type that has nothing to do with those of the page that decides."""
    if type(shape) is not type(other) or not isinstance(shape, One | Collection | Array):
        return False
    kept = {name for one in shape.types for name in (one.name, *types.ancestors(one.name))}
    return not any(one.name in kept or kept & set(types.ancestors(one.name)) for one in types_of(other))


def _shape(
    fact: ResponseFact, statement: Statement, examples: Sequence[ExampleFact], route: Route, join: LinkState
) -> Shape | None:
    """Return what one page says the body is; None for no body."""
    page, resolver = statement.page, join.resolver
    if _is_empty(fact):
        return None
    if route.raw and route.method == "get":
        return Stream()
    if fact.stream and not fact.types:
        return Stream()
    example = next(filter(_has_body, examples), None)
    item = route.path.endswith("}")
    told = _told(fact, statement, route)
    if told and bodies.is_vague(told, example):
        told = None
    if told is None and fact.properties:
        return bodies.tabled(fact, example, statement, join)
    if told and not (example and told is not fact and _contradicts(example, told, page, join)):
        named = bodies.typed(told.types, example, page, resolver, item=item)
        return named if not fact.properties else _with_rows(named, fact, example, statement, join)
    if example is None:
        noted = next((e.annotated for e in examples if e.annotated), "")
        found = bodies.annotated(noted, fact.span, statement.dialect) if noted else None
        return bodies.typed((found,), None, page, resolver, item=item) if found else None
    if example.annotated:
        many = bool(example.annotated_collection)
        found = bodies.annotated(example.annotated, example.span, statement.dialect, collection=many)
        if found is not None:
            return bodies.typed((found,), example, page, resolver, item=item)
    if example.response_body is None:
        return Stream()
    return bodies.sampled([e.response_body for e in examples if e.response_body is not None], page, resolver)


def _unites(facts: Sequence[Stated]) -> bool:
    """Tell whether what pages say of an answer is united: the template that describes one operation a page decides."""
    return all(statement.dialect.outline.answers for statement, _ in facts)


def _with_rows(
    named: Shape, fact: ResponseFact, example: ExampleFact | None, statement: Statement, join: LinkState
) -> Shape:
    """Return a body of a named type below which rows stand: those that the type lacks are of another body."""
    if isinstance(named, Collection | Array) and _is_envelope(fact, named, statement, join):
        return bodies.tabled(msgspec.structs.replace(fact, many=False), None, statement, join)
    known = frozenset[str]().union(*(join.types.folded_members(type_.name) for type_ in types_of(named)))
    if not known or all(row.name.lower() in known for row in fact.properties):
        return named
    return united_bodies.shapes([named, bodies.tabled(fact, example, statement, join)], join.types)


def _is_envelope(fact: ResponseFact, named: Shape, statement: Statement, join: LinkState) -> bool:
    """Tell whether rows describe what holds a collection: one of them is an array of its type."""
    arrays = [row.type for row in fact.properties if row.type and row.type.collection]
    found = {join.resolver.resolve(one, statement.page).name for one in arrays}
    return any(type_.name in found for type_ in types_of(named) if type_.name)


def _told(fact: ResponseFact, statement: Statement, route: Route) -> ResponseFact | None:
    """Return the fact that tells the types of a body: the one with the status, else one that the page adds to it.

    Of several that it adds, the one whose type or label the path ends with counts.
    """
    if fact.types:
        return fact
    added = [f for f in statement.operation.responses if not f.status and f.types]
    last = re.sub(r"[^a-z]", "", route.path.rpartition("/")[2].lower())
    for other in added:
        names = {other.label.lower(), *(t.short.lower() for t in other.types if not t.primitive)}
        if last and last in names:
            return other
    return next((f for f in added if not f.label), None)


def _contradicts(example: ExampleFact, told: ResponseFact, page: PageFacts, join: LinkState) -> bool:
    """Tell whether the annotated type of an example has nothing to do with one that is only told somewhere else."""
    noted = join.resolver.find(example.annotated, page.namespace) if example.annotated else None
    if noted is None:
        return False
    names = {join.resolver.resolve(fact, page).name for fact in told.types}
    return not names & {noted, *join.types.ancestors(noted)}


def _decide(shapes: Sequence[Shape], types: TypeHierarchy) -> Shape | None:
    """Return the shape that all statements together give: the first, its types widened to what others name.

    Where pages name types of which one is the base of the others, the base covers them; else they are alternatives.
    """
    if not shapes:
        return None
    first = shapes[0]
    if not isinstance(first, One | Collection | Array):
        return first
    named: dict[Type, None] = {}
    for shape in shapes:
        if type(shape) is type(first):
            named.update(dict.fromkeys(types_of(shape)))
    if len(named) == len(first.types) == 1:
        return first
    keep = united_bodies.uncovered(tuple(named), types)
    related = [t for t in keep if t in first.types or _share_base(t, first.types, types)]
    return msgspec.structs.replace(first, types=tuple(related or keep))


def _share_base(one: Type, others: Iterable[Type], types: TypeHierarchy) -> bool:
    """Tell whether a type shares a base, other than the root of all, with another."""
    above = set(types.ancestors(one.name)[:-1])
    return any(above & set(types.ancestors(o.name)[:-1]) for o in others)
