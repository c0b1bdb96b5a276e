"""What one page says, as written: every fact with the span that states it, nothing repaired, nothing resolved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.extract.paths import Path
from docgen.markdown.page import Entry
from docgen.source import Span

SENDING = frozenset({"POST", "PUT", "PATCH"})  # methods whose requests have bodies
HTTP_SCHEMES = ("bearer", "basic", "digest")  # of a text that names several, the first
FAILURE = "Error"  # the type of what failures answer with, which pages show and do not name


class TypeFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A type as a cell or sentence names it.

    ``primitive`` is a key of the dialect's type table ("" when the name is no primitive). ``target`` is the link
    target as a path like ``Span.path`` ("" when there is no link), ``anchor`` what follows ``#`` in it.
    ``alternatives`` holds the other types of "A or B", or of "A & B" where ``together``. A ``weak`` fact is only an
    emphasized word of a sentence. ``values`` are those that the cell lists, ``default`` is the one that it states. An
    ``external`` fact is a link to another site. ``depth`` is how many arrays each item of a collection is inside.
    ``note`` is what stands in brackets behind a type and says no more of it. ``entries`` is the type of what an object
    with any names holds.
    """

    name: str
    span: Span
    primitive: str = ""
    collection: bool = False
    target: str = ""
    anchor: str = ""
    enumeration: bool = False
    alternatives: tuple[TypeFact, ...] = ()
    max_length: int | None = None
    read_only: bool = False
    weak: bool = False
    nullable: bool = False
    values: tuple[str, ...] = ()
    default: str | None = None
    external: bool = False
    depth: int = 0
    together: bool = False
    note: str = ""
    entries: TypeFact | None = None

    def within(self) -> Iterator[TypeFact]:
        """Yield the type, and all that it is made of: alternatives, and what an object with any names holds."""
        yield self
        for other in self.alternatives:
            yield from other.within()
        if self.entries:
            yield from self.entries.within()

    @property
    def short(self) -> str:
        """Return the name without its namespace."""
        return self.name.rpartition(".")[2]


class MemberFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One member of an enumeration."""

    name: str
    span: Span
    value: int | None = None
    description: str = ""


class EnumFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An enumeration with its members.

    ``anchors`` are what links lead to it by, "" for its page. One that is not ``sure`` is a type only where something
    leads to it. ``row`` is the row that says what it is, where there is one,
    ``type`` the JSON type of its members where they are no texts.
    """

    name: str
    members: tuple[MemberFact, ...]
    span: Span
    anchors: tuple[str, ...] = ("",)
    flags: bool = False
    description: str = ""
    sure: bool = True
    row: Span | None = None
    type: str = ""


class PropertyFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A row that describes a property or parameter, and what its description says of it.

    ``location`` is where the row itself says that the parameter stands (query, path, header, cookie, body, form), ""
    where it says nothing. ``members`` are the rows nested in it. ``hint`` is the type that the description speaks of, a
    key of the dialect's type table or ``array``. ``leads_to`` is the page to which the name leads, where the type has
    no link of its own. ``example`` is a value that it shows, "" for none.
    ``unfinished`` tells that its type or its description is a mark of what is still to be written, ``unplaced`` that
    nothing says whether it is of the query or of the body. One that is ``open`` may have other members, of any name.
    ``choice`` is that of ``Row``. ``bracketed`` tells that its name is written as forms send it: ``ids[]`` for each
    value of an array, ``box[lid]`` for each member of an object.
    """

    name: str
    span: Span
    name_span: Span
    type: TypeFact | None
    description: str = ""
    required: bool = False
    optional: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool | None = None
    deprecated: bool = False
    key: bool = False
    navigation: bool = False
    default: str | None = None
    values: tuple[MemberFact, ...] = ()
    values_closed: bool = False
    minimum: str = ""
    maximum: str = ""
    max_items: int | None = None
    max_length: int | None = None
    inherited_from: TypeFact | None = None
    options: tuple[str, ...] = ()
    location: str = ""
    members: tuple[PropertyFact, ...] = ()
    hint: str = ""
    unfinished: bool = False
    leads_to: str = ""
    example: str = ""
    unplaced: bool = False
    choice: tuple[int, int] | None = None
    open: bool = False
    bracketed: bool = False


class JsonFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A JSON value shown on the page: plain data, and whether it had to be repaired."""

    value: Any
    span: Span
    repaired: bool = False


class ResourceFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A type that a page describes.

    ``name`` is as stated (annotation first, else the heading); ``bases`` are all statements of its base type, the
    most trusted first. ``has_table`` tells whether a property table stands on the page. ``anchors`` and ``sure`` are
    those of ``EnumFact``. ``value`` is what a type is that is no object of ``properties``: an array, a plain type, or
    alternatives. ``includes`` are types whose members it has besides its own. ``may_lack`` are properties that what
    shows it may leave out. ``failure`` tells that it is the body of all failures whose own pages show none.
    """

    name: str
    span: Span
    description: str = ""
    bases: tuple[TypeFact, ...] = ()
    key: str = ""
    open: bool = False
    abstract: bool = False
    deprecated: bool = False
    has_table: bool = False
    properties: tuple[PropertyFact, ...] = ()
    representation: JsonFact | None = None
    anchors: tuple[str, ...] = ("",)
    sure: bool = True
    value: TypeFact | None = None
    includes: tuple[TypeFact, ...] = ()
    may_lack: tuple[str, ...] = ()
    failure: bool = False


class RouteFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One request line: method and target as written; ``from_example`` when only an example states it.

    ``path`` is the target taken apart, None when it holds no path. ``title`` and ``description`` are what its row or
    line says of it alone, where several are stated together.
    """

    method: str
    target: str
    span: Span
    path: Path | None
    from_example: bool = False
    title: str = ""
    description: str = ""


class MentionFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A request that a page speaks of, with the link beside it: its text, the page that it leads to, and its place.

    One that is ``shown`` stands in a code block, and may call one thing by its identifier.
    """

    method: str
    target: str
    span: Span
    path: Path
    shown: bool = False
    text: str = ""
    leads_to: str = ""
    link: Span | None = None


class ScopeFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Scopes that are needed together, for one kind of permission (a key of the dialect's permission kinds).

    ``subject`` is what the row is about, in a table whose rows are things rather than kinds of permission.
    """

    kind: str
    scopes: tuple[str, ...]
    span: Span
    subject: str = ""


class ParameterFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A parameter named outside a table (a query option in a sentence)."""

    name: str
    span: Span
    description: str = ""


class BodyFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a page says of a request body: the type it names, the table of its members, the sentence.

    ``types`` stand in sentences that say what to send, ``mentioned`` anywhere else in the section: what may be a type,
    of which the model says what is. ``stream`` tells that the section speaks of bytes.
    ``placed`` tells that the syntax of the page itself puts the members into a body.
    ``in_url`` tells that the table is about parameters of the URL after all, ``is_arguments`` that it lists what a
    function is called with. ``many`` tells that the body is an array of objects with the ``properties``; ``required``
    whether it must be sent, None where the page does not say it. ``extends`` tells that the body has the ``properties``
    besides those of its type. ``others`` are the bodies of further media types.
    """

    span: Span
    types: tuple[TypeFact, ...] = ()
    mentioned: tuple[TypeFact, ...] = ()
    properties: tuple[PropertyFact, ...] = ()
    none: bool = False
    stream: bool = False
    in_url: bool = False
    is_arguments: bool = False
    media_types: tuple[str, ...] = ()
    description: str = ""
    many: bool = False
    placed: bool = False
    required: bool | None = None
    extends: bool = False
    others: tuple[BodyFact, ...] = ()


class ResponseFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One stated status, with the sentence that states it and what the sentence may name as the type of the body.

    ``types`` stand the most trusted first (links, plain types, emphasized words); the model says which of them is one.
    ``status`` is 0 for a sentence that tells the body without a status. ``silent`` tells that the sentence ends
    after the status, saying neither that there is a body nor that there is none. ``label`` is the emphasized word
    of a list item that tells what it is for. ``sure`` tells that a cell or label for types names them, so that they
    are types whether or not a page describes them. ``properties`` are rows that describe members of the body, ``many``
    that the body is an array of such objects. ``status`` may be one of those in ``docgen.statuses``. ``methods`` are
    those that the sentence names, in lower case, where the page states requests with others, too. ``excepted`` tells
    that the status stands behind an exception of its sentence.
    """

    status: int
    span: Span
    description: str = ""
    types: tuple[TypeFact, ...] = ()
    none: bool = False
    silent: bool = False
    stream: bool = False
    location: bool = False
    label: str = ""
    sure: bool = False
    properties: tuple[PropertyFact, ...] = ()
    many: bool = False
    media_types: tuple[str, ...] = ()
    headers: tuple[PropertyFact, ...] = ()
    methods: tuple[str, ...] = ()
    excepted: bool = False


class ExampleFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A request and the response that answers it; either may be missing.

    ``path`` is the target taken apart, None when it holds no path or stands for one that is missing. ``annotated`` is
    the type that the response's annotation names, ``status`` 0 where no status line stands. ``credential`` is what
    the request sends to say who asks: ``basic``, ``bearer``, ``digest`` or the name of a header. ``marked`` tells an
    answer that the syntax of the page itself marks as one, ``whole`` one of which the annotation says that it leaves
    nothing out.
    """

    name: str
    span: Span
    title: str = ""
    method: str = ""
    target: str = ""
    path: Path | None = None
    request_type: str = ""
    request_body: JsonFact | None = None
    request_text: str = ""
    request_span: Span | None = None
    answered: bool = False
    status: int = 0
    response_type: str = ""
    response_body: JsonFact | None = None
    response_text: str = ""
    response_span: Span | None = None
    annotated: str = ""
    annotated_collection: bool | None = None
    annotated_span: Span | None = None
    location: str = ""
    credential: str = ""
    marked: bool = False
    whole: bool = False


class OperationFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a page says of an operation; several routes may share it.

    ``parameters`` are rows that the page does not place: where they stand depends on the path and the method.
    ``media_types`` are those that a header says the request has, and no JSON. ``name`` is the identifier that the page
    gives the operation, ``group`` the title of what it belongs to there, and ``group_description`` what is said of
    that; each is "" for none.
    """

    title: str
    description: str
    span: Span
    routes: tuple[RouteFact, ...]
    deprecated: bool = False
    scopes: tuple[ScopeFact, ...] = ()
    permissions_stated: bool = False
    path_parameters: tuple[PropertyFact, ...] = ()
    function_parameters: tuple[PropertyFact, ...] = ()
    query_parameters: tuple[PropertyFact, ...] = ()
    query_options: tuple[ParameterFact, ...] = ()
    headers: tuple[PropertyFact, ...] = ()
    cookies: tuple[PropertyFact, ...] = ()
    request_body: BodyFact | None = None
    responses: tuple[ResponseFact, ...] = ()
    examples: tuple[ExampleFact, ...] = ()
    parameters: tuple[PropertyFact, ...] = ()
    name: str = ""
    group: str = ""
    group_description: str = ""
    security: tuple[SecurityFact, ...] = ()
    media_types: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[tuple[PropertyFact, ...], ...]:
        """Return the rows of the operation, those that stand together in one: of parameters, body and answers."""
        return (
            *(self.path_parameters, self.query_parameters, self.function_parameters, self.headers, self.cookies),
            *(self.parameters, self.request_body.properties if self.request_body else ()),
            *[response.properties for response in self.responses],
        )


class LinkFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A link to a page: ``target`` is a path like ``Span.path``, ``anchor`` what follows ``#``, in lower case.

    ``written`` is the target as it is written first, at ``span``; ``again`` is the same for every other place.
    ``texts`` are what the links are on the page, in the same order.
    """

    target: str
    anchor: str
    written: str
    span: Span
    again: tuple[tuple[str, Span], ...] = ()
    texts: tuple[str, ...] = ()


class MethodFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A row of a table of operations: the page that it leads to, and what the operation returns, None for nothing."""

    target: str
    title: str
    span: Span
    type: TypeFact | None


class FileFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A file besides pages that a page shows or takes in: a picture, or an include of a tab that is not read.

    ``target`` is a path like ``Span.path``, ``written`` the same as it is written.
    """

    target: str
    written: str
    span: Span
    include: bool = False


class NameFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A name that a page uses, once a page: a ``header``, ``media`` type, ``host`` or ``query`` option of a message.

    A ``version`` stands in any address of a message, and is named behind its host: ``example.com/v1.0``. A ``preview``
    is the version that a note says may change. A name that is ``apart`` is code or bold in a sentence, that of a
    ``link`` is an address of the site, that of an ``object`` is what a sentence calls one, and that of a
    ``namespace`` is the one of the line below the title.
    """

    kind: str
    text: str
    span: Span


class UnreadFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Something on a page that gave no fact (a request, rows, code, a heading, a part of an OpenAPI document), and why.

    A request has its method, and its target as written. One that is only ``shown``, in an example, is unread where
    the set has no operation that it is one of.
    """

    kind: str
    cause: str
    span: Span
    method: str = ""
    target: str = ""
    shown: bool = False


class BlockCount(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How many blocks of one kind a page has that are ``read``, ``known`` or ``unread``."""

    kind: str
    state: str
    number: int


class SchemeFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A way to say who asks that a page describes.

    ``kind`` is ``basic``, ``bearer``, ``digest``, ``apiKey`` or ``oauth2``. ``name`` is what the page calls it, "" for
    nothing. A key stands in the ``parameter`` of a ``location`` (header, query, cookie). ``flow`` is one of OpenAPI's.
    """

    name: str
    kind: str
    span: Span
    location: str = ""
    parameter: str = ""
    flow: str = ""
    authorization_url: str = ""
    token_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


class SecurityFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One way in which an operation can be called: the name of a scheme, or what its examples send.

    ``sent`` is ``basic``, ``bearer``, ``digest`` or the name of a header. Both are "" where nothing is needed.
    ``others`` are the schemes that are needed together with it.
    """

    name: str
    scopes: tuple[str, ...]
    span: Span
    sent: str = ""
    others: tuple[SecurityFact, ...] = ()


class ServerFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An address that a page gives as the one of the API: absolute, or the path that all others begin with."""

    url: str
    span: Span


class AboutFact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a page says of the whole API, if it is a page about that; "" where it says nothing."""

    title: str
    version: str
    description: str
    servers: tuple[ServerFact, ...]
    span: Span


class PageFacts(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything one page says. ``name`` is its path below the docset's root, ``path`` the one people see.

    ``blocks`` are counted where the dialect of the page tells what is unread. ``listed`` are the links of parts that
    list types, ``shared`` the parameters that all operations of the set have. ``names`` are those whose
    spelling the other pages tell. ``servers`` are those of its site, the one of its requests first. ``returns`` are the
    rows of its tables of operations. ``mentions`` are requests that a page without operations speaks of.
    """

    path: str
    name: str
    kind: str
    dialect: str
    title: str = ""
    namespace: str = ""
    area: str = ""
    operations: tuple[OperationFact, ...] = ()
    resources: tuple[ResourceFact, ...] = ()
    enums: tuple[EnumFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    anchors: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    author: str = ""
    unread: tuple[UnreadFact, ...] = ()
    about: AboutFact | None = None
    schemes: tuple[SchemeFact, ...] = ()
    blocks: tuple[BlockCount, ...] = ()
    listed: tuple[TypeFact, ...] = ()
    shared: tuple[PropertyFact, ...] = ()
    files: tuple[FileFact, ...] = ()
    names: tuple[NameFact, ...] = ()
    front_matter: tuple[Entry, ...] = ()
    servers: tuple[str, ...] = ()
    returns: tuple[MethodFact, ...] = ()
    mentions: tuple[MentionFact, ...] = ()

    @property
    def family(self) -> tuple[str, str]:
        """Return what pages that belong together share: their folder and their dialect."""
        return self.path.rpartition("/")[0], self.dialect
