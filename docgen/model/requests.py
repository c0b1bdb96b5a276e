"""Decides the request body of an operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from docgen import rules
from docgen.dialects import DocumentForm
from docgen.extract.facts import BodyFact, ExampleFact, JsonFact, PropertyFact, TypeFact
from docgen.model import contents, example_matching, schema_from_example, shown_types
from docgen.model.api import Array, Body, Collection, Content, Object, One, Sample, Shape, Stream, Value
from docgen.model.bodies import FORMS, OCTETS, are_forms, holds_anything, media_types, of_bytes, sample_shape
from docgen.model.example_matching import Shown
from docgen.model.link_state import LinkState
from docgen.model.properties import property_of
from docgen.model.routes import Route, Statement
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Type

_CREATED = 201
_WITHOUT = frozenset({"get", "head", "options", "trace"})


class _Asked(msgspec.Struct, frozen=True, gc=False):
    """What one page shows and says of a request, and what the operation answers with.

    ``creates`` tells a path that can also be read, or has items: a POST to it makes one and calls nothing. ``fields``
    are the media types of forms that examples send, of which they show the fields and no body.
    """

    route: Route
    statement: Statement
    examples: Sequence[ExampleFact]
    returned: Type | None
    join: LinkState
    creates: bool
    fact: BodyFact | None
    fields: tuple[str, ...] = ()

    def sent_types(self) -> tuple[str, ...]:
        """Return the media types that examples state."""
        return (*(e.request_type for e in self.examples if e.request_type), *self.fields)

    @property
    def stands_for(self) -> Type | None:
        """Return the type whose members rows and examples show in part, where pages of the dialect do so."""
        return self.returned if self.statement.dialect.document.requests_in_part else None

    @property
    def body(self) -> JsonFact | None:
        return next((e.request_body for e in self.examples if e.request_body is not None), None)


def build(
    route: Route, examples: Sequence[Shown], returned: Type | None, join: LinkState, *, creates: bool
) -> Body | None:
    """Return the request body. ``returned`` is the single type that the operation (or its path) answers with."""
    if route.method in _WITHOUT and not any(_is_placed(statement) for statement in route.statements):
        return None
    sent = [e for e in examples if e.example.request_body is not None or e.example.request_text.strip()]
    forms = [e for e in examples if e.example.request_type in FORMS]
    found: list[tuple[_Asked, Shape]] = []
    for statement in route.statements:
        near = [e.example for e in sent if example_matching.is_beside(e, statement)]
        fields = tuple(e.example.request_type for e in forms if example_matching.is_beside(e, statement))
        fact = statement.operation.request_body
        asked = _Asked(route, statement, near, returned, join, creates, fact, fields)
        shape = _shape(asked)
        in_part = statement.dialect.document.requests_in_part
        if shape and not (in_part and route.method == "delete" and not near and not isinstance(shape, Object)):
            found.append((asked, shape))
        for one in fact.others if fact else ():
            further = _Asked(route, statement, (), returned, join, creates, one)
            found.extend([(further, other)] if (other := _shape(further)) else ())
    if not found:
        return None
    asked, shape = next((pair for pair in found if not isinstance(pair[1], Sample)), found[0])
    unites = all(one.statement.dialect.outline.answers for one, _ in found)
    fact = asked.fact
    if fact and isinstance(shape, One):
        shape = msgspec.structs.replace(shape, required=tuple(dict.fromkeys(_required(fact, shape.types, asked))))
    stated = (*asked.sent_types(), *(_media_types(fact) if fact else ()))
    media = media_types(stated, shape)
    if fact and fact.media_types and not asked.statement.dialect.document.requests_in_part:
        media = tuple(sorted(fact.media_types, key=lambda one: "json" not in one))
    content: tuple[Content, ...] = (Content(media, shape, tuple(example_matching.requests(sent, shape, join.types))),)
    if unites:
        content = _contents(found, asked, shape, sent, join)
    span = fact.span if fact else asked.statement.route.span
    must = all(_is_required(one.shape) for one in content)
    required = must if fact is None or fact.required is None else fact.required
    texts = dict.fromkeys(one.fact.description for one, _ in found if one.fact and one.fact.description)
    text = "\n\n".join(texts) if unites else fact.description if fact else ""
    return Body(content, span, text, required=required)


def _contents(
    found: Sequence[tuple[_Asked, Shape]], first: _Asked, shape: Shape, sent: Sequence[Shown], join: LinkState
) -> tuple[Content, ...]:
    """Return the contents of a request that several statements tell; ``shape`` is what the first says."""
    told = []
    for asked, other in found:
        stated = asked.sent_types()
        media = sorted(_media_types(asked.fact), key=lambda one: "json" not in one) if asked.fact else ()
        told.append(contents.Told(shape if asked is first else other, tuple(media) or stated))
    return contents.of(told, lambda whole: example_matching.requests(sent, whole, join.types), join.types)


def _is_placed(statement: Statement) -> bool:
    """Tell whether the syntax of a page itself says that members stand in a body, whatever the method."""
    fact = statement.operation.request_body
    return fact is not None and fact.placed and bool(fact.properties)


def _media_types(fact: BodyFact) -> Sequence[str]:
    return fact.media_types or ((OCTETS,) if fact.stream else ())


def _is_required(shape: Shape) -> bool:
    """Tell whether a body must be sent: unless all of its members may be left out."""
    if isinstance(shape, Object):
        return any(prop.required for prop in shape.properties)
    return isinstance(shape, One | Collection | Stream)


def _shape(asked: _Asked) -> Shape | None:
    """Return what one page says the body is: the type that it names, its table, else what its example shows."""
    fact, body = asked.fact, asked.body
    if asked.route.raw:
        return Stream()
    sends_text = asked.statement.dialect.outline.answers and _sends_text(asked)
    if body is None and (
        (fact is None and not sends_text) or (fact is not None and fact.none and not _sends_text(asked))
    ):
        return None
    if fact:
        is_vague = not asked.stands_for and all(map(holds_anything, fact.types))
        extended = _extended(fact, asked) if fact.extends else None
        if extended:
            return extended
        named = None if is_vague and (fact.properties or body is not None) else _named(fact, fact.types, asked)
        if named:
            return named
        if fact.properties:
            return _tabled(fact, asked)
        stated = _media_types(fact)
        if stated and not any("json" in media for media in stated):
            return Stream()
        if body is not None and asked.creates and _is_returned(body.value, asked):
            return _of_returned(asked)
        named = _named(fact, fact.mentioned, asked)
        if named:
            return named
    if body is None:
        first = asked.examples[0] if asked.examples else None
        return Stream() if first and first.request_text and first.request_type else None
    if _is_returned(body.value, asked):
        return _of_returned(asked)
    return sample_shape(body, asked.statement.page, asked.join.resolver)


def _sends_text(asked: _Asked) -> bool:
    """Tell whether an example sends a body that is said to be no JSON: "no body is needed" is not the whole truth."""
    return any(e.request_text.strip() and e.request_type and "json" not in e.request_type for e in asked.examples)


def _named(fact: BodyFact, types: Sequence[TypeFact], asked: _Asked) -> Shape | None:
    """Return the types that the section names, alternatives; None where its table is about something else."""
    join, page = asked.join, asked.statement.page
    if not types or asked.statement.dialect.urls.reference.search(asked.route.path):
        return None
    resolved = [join.resolver.resolve(one, page) for one in types]
    type_ = resolved[0]
    if not type_.name:
        return Stream() if type_.format == "binary" else of_bytes(Value((type_,)), fact.media_types)
    rows = {p.name.lower() for p in fact.properties}
    known = frozenset[str]().union(*(join.types.folded_members(one.name) for one in resolved if one.name))
    whole = asked.creates or asked.route.method != "post"
    same = whole and asked.returned is not None and asked.returned.name == type_.name
    if rows and not known and _rows_of_returned(rows, asked):
        return None
    if rows and known and not same and (2 * len(rows & known) < len(rows) or _is_call(rows, known, asked)):
        return None
    body = asked.body
    if body is not None and _is_argument(body.value, type_, known, asked):
        return Object((Property(next(iter(body.value)), type_, fact.span),))
    alternatives = tuple([msgspec.structs.replace(one, collection=False) for one in resolved if one.name])
    is_wrapped = asked.statement.dialect.document.collection_member != ""
    if type_.collection and is_wrapped and (body is None or isinstance(body.value, dict)):
        return Collection(alternatives)
    if type_.collection or (not is_wrapped and body is not None and isinstance(body.value, list)):
        return Array(alternatives)
    return One(alternatives)


def _required(fact: BodyFact, types: Sequence[Type], asked: _Asked) -> Iterator[str]:
    """Yield the members that must be given when something is made; what is changed may be given in part.

    A row about what none of the types has is told: a document that requires it would not be valid.
    """
    if asked.route.method != "post":
        return
    members = [asked.join.types.members(type_.name) for type_ in types]
    known = {name.lower(): name for found in members for name in found}
    told = {name.lower() for found in members for name, (_, prop) in found.items() if prop.required}
    for row in fact.properties:
        if not row.required or (row.name.lower() in told and not asked.stands_for):
            continue
        if row.name.lower() in known:
            yield known[row.name.lower()]
        else:
            short = " or ".join(type_.name.rpartition(".")[2] for type_ in types)
            asked.join.findings.append(
                rules.UNKNOWN_REQUIRED_MEMBER.at(row.name_span, name=row.name, type=short, subject=row.name)
            )


def _is_call(rows: Set[str], known: Set[str], asked: _Asked) -> bool:
    """Tell whether rows and example give arguments of an action that is about a type, rather than the type."""
    body = asked.body
    if asked.route.method != "post" or asked.creates or body is None or not isinstance(body.value, dict):
        return False
    given = set(_names(body.value, asked))
    return not rows <= known and given <= rows and not given <= known


def _is_argument(value: object, type_: Type, known: Set[str], asked: _Asked) -> bool:
    """Tell whether a body shows the named type as the one argument of an action, not as what is created."""
    route = asked.route
    if route.method != "post" or not isinstance(value, dict) or len(value) != 1:
        return False
    name = str(next(iter(value))).lower()
    short = type_.name.rpartition(".")[2].lower()
    last = route.path.rpartition("/")[2].lower()
    return (
        name == short
        and name not in known
        and last not in (short, f"{short}s", f"{short}es")
        and not _makes(type_, asked)
    )


def _makes(type_: Type, asked: _Asked) -> bool:
    """Tell whether an operation makes a thing of a type: it says so, and returns one."""
    created = any(response.status == _CREATED for response in asked.statement.operation.responses)
    return created and asked.returned is not None and asked.returned.name == type_.name


def _extended(fact: BodyFact, asked: _Asked) -> Shape | None:
    """Return an object of the rows and the members of the types that it extends; None where those have none."""
    types = asked.join.types
    resolved = [asked.join.resolver.resolve(one, asked.statement.page) for one in fact.types]
    found = [prop for one in resolved if one.name for _, prop in types.members(one.name).values()]
    own = _tabled(fact, asked) if found else None
    if not isinstance(own, Object):
        return own
    return msgspec.structs.replace(own, properties=tuple({one.name: one for one in (*found, *own.properties)}.values()))


def _tabled(fact: BodyFact, asked: _Asked) -> Shape:
    """Return the type that the rows belong to, where it is the one that the path is about; else an object of them."""
    returned, join = asked.stands_for, asked.join
    if returned and asked.route.method in ("patch", "put", "post"):
        stated = {p.name.lower() for p in fact.properties}
        known = join.types.folded_members(returned.name)
        body = asked.body
        given = set(_names(body.value, asked)) if body else set()
        whole = not fact.placed and (asked.route.method != "post" or asked.creates)
        fits = _mostly(stated, known) and _mostly(given or known, known)
        if (fits or _is_derived(body, asked)) if whole else stated | given <= known:
            return One((Type(name=returned.name),))
    page = asked.statement.page
    shown = shown_types.of_body(asked.body)
    facts = _fields(fact.properties) if are_forms(_media_types(fact) or asked.sent_types()) else fact.properties
    rows = [property_of(row, page, join.resolver, join.listed, join.findings, shown.get(row.name)) for row in facts]
    others = schema_from_example.besides(facts, asked.body, page, join.resolver)
    return Object((*rows, *others), many=fact.many)


def _fields(rows: Sequence[PropertyFact]) -> Sequence[PropertyFact]:
    """Return the rows of a form under the names that it sends: an array written ``ids[]`` is sent as ``ids[]=1``."""
    return [
        msgspec.structs.replace(row, name=f"{row.name}[]") if row.bracketed and not row.members else row for row in rows
    ]


def _rows_of_returned(rows: Set[str], asked: _Asked) -> bool:
    """Tell whether rows belong to the type that the path is about."""
    return asked.stands_for is not None and _mostly(rows, asked.join.types.folded_members(asked.stands_for.name))


def _is_derived(body: JsonFact | None, asked: _Asked) -> bool:
    """Tell whether an example names a type derived from the one that the path is about."""
    member = asked.statement.dialect.document.type_member
    stated = body.value.get(member) if body and isinstance(body.value, dict) else None
    name = asked.join.resolver.find(stated, asked.statement.page.namespace) if isinstance(stated, str) else None
    return name is not None and asked.returned is not None and asked.returned.name in asked.join.types.ancestors(name)


def _is_returned(value: object, asked: _Asked) -> bool:
    form = asked.statement.dialect.document
    return asked.stands_for is not None and _shows(value, asked.stands_for, asked.join.types, form)


def _of_returned(asked: _Asked) -> Shape:
    assert asked.returned is not None
    return One((Type(name=asked.returned.name),))


def _mostly(names: Set[str], known: Set[str]) -> bool:
    return 2 * len(names & known) > len(names)


def _shows(value: object, type_: Type, types: TypeHierarchy, form: DocumentForm) -> bool:
    """Tell whether an object has only members of a type."""
    known = types.folded_members(type_.name)
    if not isinstance(value, dict) or not known:
        return False
    own = {form.annotated(str(name).lower()) for name in value} - {""}
    return bool(own) and own <= known


def _names(value: object, asked: _Asked) -> Iterable[str]:
    """Yield the names of the members of an object; any other value has none."""
    form = asked.statement.dialect.document
    return (str(k).lower() for k in value if not form.is_annotation(str(k))) if isinstance(value, dict) else ()
