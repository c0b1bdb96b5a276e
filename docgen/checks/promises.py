"""Reports bodies of examples that are not what their operation, or their annotation, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.operations import is_main
from docgen.checks.wording import listing, words
from docgen.diagnostic import Diagnostic, Related, also
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, ResourceFact, ResponseFact
from docgen.model.types import Schema
from docgen.near import NearWords
from docgen.source import Span

_LISTED = 3  # names in a message
_PLAIN: Mapping[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "text"),
    "boolean": ((bool,), "Boolean"),
    "int32": ((int,), "number"),
    "int64": ((int,), "number"),
    "double": ((int, float), "number"),
}
_SHOWN = {str: "text", bool: "Boolean", int: "number", float: "number", dict: "JSON object", list: "list"}
_SELECTS = ("$select", "$expand", "$orderby")


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield what the examples of operations show against what is said of them."""
    for page in whole.pages:
        for operation in page.operations:
            for example in operation.examples:
                yield from _request(example, operation, page, whole)
                yield from _selected(example, operation, whole)
            for response in operation.responses:
                if len(response.types) == 1 and not response.types[0].primitive:
                    for example in operation.examples:
                        yield from _answer(example, response, operation, page, whole)


def wrappers(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the examples that wrap the one object that is promised."""
    for page in whole.pages:
        for operation in page.operations:
            for response in operation.responses:
                if len(response.types) == 1 and not response.types[0].primitive and not response.types[0].collection:
                    for example in operation.examples:
                        yield from _wrapped(example, response, operation, page, whole)


def _wrapped(
    example: ExampleFact, response: ResponseFact, operation: OperationFact, page: PageFacts, whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield an answer that holds the object that is promised, and nothing else, in a member that it does not have."""
    body, form = example.response_body, whole.dialect(page).document
    if body is None or example.status != response.status or not isinstance(body.value, dict):
        return
    own = [name for name in body.value if not form.is_annotation(name)]
    if len(own) != 1 or not isinstance(body.value[own[0]], dict) or not is_main(example, operation):
        return
    (member,) = own
    schema = whole.schema(response.types[0])
    known = whole.types.members(schema.name) if schema else {}
    if (
        schema is None
        or member in known
        or (member != form.collection_member and known.keys().isdisjoint(body.value[member]))
    ):
        return
    place = whole.place(body.span, (member,), key=True)
    if place:
        short = response.types[0].short
        related = (Related(response.span, "stated here"),)
        yield rules.WRAPPED_OBJECT.at(place, related=related, member=member, subject=short)


def plain(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the answers that show other values than the plain ones, such as texts, that are promised."""
    for page in whole.pages:
        member = whole.dialect(page).document.collection_member
        for operation in page.operations if member else ():
            for response in operation.responses:
                fact = response.types[0] if len(response.types) == 1 else None
                wanted = _PLAIN.get(fact.primitive) if fact and not fact.alternatives else None
                if wanted is None:
                    continue
                for example in operation.examples:
                    if example.status == response.status and is_main(example, operation):
                        yield from _not_plain(example, member, wanted, response, page, whole)


def _not_plain(
    example: ExampleFact,
    member: str,
    wanted: tuple[tuple[type, ...], str],
    response: ResponseFact,
    page: PageFacts,
    whole: DocsetView,
) -> Iterator[Diagnostic]:
    """Yield an answer with a value of another type than the one that is wanted, or with such an item."""
    body = example.response_body
    if body is None or body.repaired or not isinstance(body.value, dict) or member not in body.value:
        return
    types_, stated = wanted
    value = body.value[member]
    odd = [one for one in (value if isinstance(value, list) else [value]) if not isinstance(one, types_)]
    if not odd or odd[0] is None or (isinstance(odd[0], str) and whole.dialect(page).primitive(odd[0].lower())):
        return  # the name of the type stands for a value
    place = whole.place(body.span, (member,), key=True)
    if place:
        shown = _SHOWN.get(type(odd[0]), "value")
        related = (Related(response.span, "stated here"),)
        yield rules.OTHER_TYPE.at(place, related=related, shown=shown, stated=stated, subject=stated)


def _request(
    example: ExampleFact, operation: OperationFact, page: PageFacts, whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield a body that holds a list where one thing is sent."""
    form = whole.dialect(page).document
    member, body, fact = form.collection_member, example.request_body, operation.request_body
    if not member or body is None or not isinstance(body.value, dict) or list(body.value) != [member]:
        return
    if not isinstance(body.value[member], list) or fact is None or not is_main(example, operation):
        return
    named = fact.types[0] if fact.types else None
    rows = {row.name for row in fact.properties}
    schema = whole.schema(named) if named and not named.collection else None
    if member in rows or (schema and member in whole.types.members(schema.name)) or (named and named.collection):
        return
    if schema or rows:
        place = whole.place(body.span, (member,), key=True)
        related = (Related(fact.span, "stated here"),)
        yield rules.COLLECTION_FOR_SINGLE.at(place or body.span, related=related, name="the body")


def _answer(
    example: ExampleFact, response: ResponseFact, operation: OperationFact, page: PageFacts, whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the body of an answer: what stands beside its items, its type, what it leaves out."""
    body, form = example.response_body, whole.dialect(page).document
    if body is None or body.repaired or example.status != response.status or not isinstance(body.value, dict):
        return
    if not is_main(example, operation) or not form.collection_member:
        return
    type_, member = response.types[0], form.collection_member
    schema = whole.schema(type_)
    inner = body.value.get(member)
    own = {name for name in body.value if not form.is_annotation(name)}
    related = (Related(response.span, "stated here"),)
    if schema is None or member in whole.types.members(schema.name):
        return
    if not type_.collection and isinstance(inner, dict) and own == {member}:
        return  # told for all pages together
    if type_.collection and isinstance(inner, list) and len(own) > 1:
        beside = [name for name in body.value if name in own and name != member]
        place = whole.place(body.span, (beside[0],), key=True)
        if place:
            yield rules.MEMBER_BESIDE.at(
                place, related=related, names=_listing(beside), member=member, subject=beside[0]
            )
    if type_.collection and isinstance(inner, list) and example.annotated and not example.annotated_collection:
        short = example.annotated.rsplit(".", 1)[-1]
        place = example.annotated_span or body.span
        yield rules.ANNOTATION_AGAINST_PAGE.at(
            place,
            related=related,
            shown=f"one {short} is returned",
            stated="the answer is a collection; isCollection is not true",
            subject=short,
        )
    shown = inner[0] if type_.collection and isinstance(inner, list) and inner else body.value
    if isinstance(shown, dict):
        at = (member, 0) if shown is not body.value else ()
        yield from _other_type(shown, at, schema, example, response, page, whole)
        if example.whole:
            yield from _left_out(shown, schema, example, page, whole)


def _other_type(
    shown: Mapping[str, Any],
    at: tuple[str | int, ...],
    schema: Schema,
    example: ExampleFact,
    response: ResponseFact,
    page: PageFacts,
    whole: DocsetView,
) -> Iterator[Diagnostic]:
    """Yield an object that says that it is of another type than the one that the sentence promises."""
    marker = whole.dialect(page).document.type_member
    written = shown.get(marker)
    own = whole.types.schema(written) if isinstance(written, str) else None
    if own is None or example.response_body is None or own.name == schema.name:
        return
    related = {one.name for one in (*whole.types.lineage(own.name), *whole.types.derived(own.name))}
    named = words(schema.name.rsplit(".", 1)[-1]) <= words(own.name.rsplit(".", 1)[-1])
    if (
        not named
        and schema.name not in related
        and own.name not in {one.name for one in whole.types.lineage(schema.name)}
    ):
        place = whole.place(example.response_body.span, (*at, marker))
        if place:
            yield rules.OTHER_TYPE.at(
                place,
                related=(Related(response.span, "stated here"),),
                shown=own.name.rsplit(".", 1)[-1],
                stated=schema.name.rsplit(".", 1)[-1],
                subject=own.name,
            )


def _left_out(
    shown: Mapping[str, Any], schema: Schema, example: ExampleFact, page: PageFacts, whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield the members that an example leaves out although its annotation calls it whole."""
    form = whole.dialect(page).document
    known = [name for name, (_, prop) in whole.types.members(schema.name).items() if not prop.navigation]
    lacking = [name for name in known if name not in shown and not form.is_annotation(name)]
    if lacking and example.response_body and shown.keys() & set(known):
        place = example.annotated_span or example.response_body.span
        yield rules.MEMBERS_LEFT_OUT.at(place, names=_listing(lacking), subject=schema.name)


def _selected(example: ExampleFact, operation: OperationFact, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the properties that the query of an example names, and that the type of the answer does not have."""
    if example.method != "GET" or example.path is None or "$" not in example.target or not is_main(example, operation):
        return
    types = [fact for r in operation.responses if r.status < 300 for fact in r.types if not fact.primitive]
    schema = whole.schema(types[0]) if len({fact.name for fact in types}) == 1 else None
    if schema is None:
        return
    lineage = whole.types.lineage(schema.name)
    known = set(whole.types.members(schema.name))
    for derived in whole.types.derived(schema.name):
        known.update(prop.name for prop in derived.properties)
    closed = not lineage[-1].base and all(
        one.name.lower() in whole.types.described and not one.open and one.properties for one in lineage
    )
    for query in example.path.query:
        if query.name.lower() not in _SELECTS or not query.sample or "(" in query.sample or "{" in query.sample:
            continue
        for piece in query.sample.replace("%20", " ").replace("%2C", ",").split(","):
            name = piece.strip().split(" ")[0].split("+")[0].split("/")[0]
            if not name.isidentifier() or name in known or name.lower() in map(str.lower, known):
                continue
            close = NearWords(known).of(name)
            span = _find(example, name, whole) if closed or close else None
            if span:
                yield rules.UNKNOWN_SELECTED.at(
                    span,
                    option=query.name,
                    name=name,
                    type=schema.name.rsplit(".", 1)[-1],
                    suggestion=f"; did you mean {close[0]}?" if close else "",
                    subject=name,
                )


def _find(example: ExampleFact, name: str, whole: DocsetView) -> Span | None:
    """Return where a name stands in the target of an example."""
    text = whole.text(example.span)
    start = text.value.find("?") if text else -1
    at = text.value.find(name, start) if text and start >= 0 else -1
    return text.at(at, at + len(name)) if text and at >= 0 else None


def _listing(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def names(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the names of examples that stand twice: tools keep what they make of an example under its name."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations:
            for name, span in dict.fromkeys(
                (one.name, one.span) for one in operation.examples if one.name and one.method
            ):
                found[name.lower()].append((name, span))
    for several in found.values():
        if len(several) > 1:
            (_, first), *others = sorted(several, key=lambda one: one[1])
            name, span = others[0]
            related = [Related(first, "the first one"), *also((one for _, one in others[1:]), "and here")]
            stem = first.path.rpartition("/")[2]
            yield rules.REPEATED_NAME.at(
                span, related=tuple(related), count=len(several), name=name, page=stem, subject=name
            )


def types(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the types whose key is no property of theirs, and those with a representation and no table."""
    for page in whole.pages:
        for resource in page.resources:
            schema = whole.types.by_span.get(resource.span)
            if schema is None:
                continue
            shape = resource.representation.value if resource.representation else None
            members = whole.types.members(schema.name)
            lineage = whole.types.lineage(schema.name)
            sure = bool(members) and all(one.name.lower() in whole.types.described for one in lineage)
            if resource.key and sure and resource.key not in members and not lineage[-1].base:
                close = NearWords(members).of(resource.key)
                yield rules.UNKNOWN_KEY.at(
                    _of_key(
                        resource.key, resource.representation.span if resource.representation else resource.span, whole
                    ),
                    key=resource.key,
                    type=schema.name.rsplit(".", 1)[-1],
                    suggestion=f"; did you mean {close[0]}?" if close else "",
                    subject=resource.key,
                )
            if sure and resource.has_table and not lineage[-1].base:
                yield from _lacked(resource, schema, members, page, whole)
            untabled = not resource.has_table and not resource.properties and not resource.open
            if page.kind == "resource" and isinstance(shape, dict) and untabled:
                own = [name for name in shape if name.isidentifier()]
                inherited = {name for one in lineage[1:] for name in (prop.name for prop in one.properties)}
                if set(own) - inherited:
                    yield rules.MISSING_TABLE.at(
                        resource.span, type=schema.name.rsplit(".", 1)[-1], names=_listing(own), subject=schema.name
                    )


def _lacked(
    resource: ResourceFact, schema: Schema, members: Collection[str], page: PageFacts, whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield the properties that the annotation of a type lets examples leave out, and that the type does not have."""
    form = whole.dialect(page).document
    unknown = [name for name in resource.may_lack if name not in members and not form.is_annotation(name)]
    if unknown:
        close = NearWords(members).of(unknown[0]) if len(unknown) == 1 else []
        below = resource.representation.span if resource.representation else resource.span
        yield rules.UNKNOWN_OPTIONAL.at(
            _of_key(unknown[0], below, whole),
            name=listing(unknown),
            type=schema.name.rsplit(".", 1)[-1],
            suggestion=f"; did you mean {close[0]}?" if close else "",
            subject=unknown[0],
        )


def _of_key(key: str, below: Span, whole: DocsetView) -> Span:
    """Return where the name of a key stands in the annotation before a representation."""
    source = whole.read(below.path)
    at = source.text.rfind(f'"{key}"', 0, below.start) if source else -1
    return Span(below.path, at + 1, at + 1 + len(key)) if at >= 0 else below
