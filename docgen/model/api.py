"""What all pages say together: operations by path and method, schemas and enumerations by name, all resolved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect, DocumentForm
from docgen.extract.facts import PageFacts
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Enum, Member, Property, Schema, Type
from docgen.source import Span
from docgen.statuses import OTHERS, RANGES

HTTP_SCHEMES = ("basic", "bearer", "digest")
AUTHORIZATION = "authorization"


class Parameter(msgspec.Struct, frozen=True, gc=False):
    """A parameter of an operation; ``location`` is path, query, header or cookie.

    ``located`` tells that the page itself says where it stands, ``unfinished`` that it leaves the type or the
    description to be written, ``optional`` that it says that it may be left out, ``typed`` that it states the type.
    ``unplaced`` is that of ``PropertyFact``.
    """

    name: str
    location: str
    type: Type
    span: Span
    description: str = ""
    required: bool = False
    values: tuple[Member, ...] = ()
    example: str = ""
    located: bool = False
    default: str | None = None
    unfinished: bool = False
    optional: bool = False
    typed: bool = True
    unplaced: bool = False
    deprecated: bool = False


class One(msgspec.Struct, frozen=True, gc=False, tag="type"):
    """One value of a named type; several types are alternatives.

    ``required`` names members that must be given besides what the type says: each alternative requires those it has.
    """

    types: tuple[Type, ...]
    required: tuple[str, ...] = ()


class Collection(msgspec.Struct, frozen=True, gc=False, tag="collection"):
    """An object with a list of values in the collection member; several types are alternatives."""

    types: tuple[Type, ...]


class Array(msgspec.Struct, frozen=True, gc=False, tag="array"):
    """A list of values of a named type, with nothing around it; several types are alternatives."""

    types: tuple[Type, ...]


class Value(msgspec.Struct, frozen=True, gc=False, tag="value"):
    """One plain value, of the first of the types, in an object with the collection member where there is one."""

    types: tuple[Type, ...]


class Object(msgspec.Struct, frozen=True, gc=False, tag="object"):
    """An object without a name, and its properties; with ``many`` an array of such objects."""

    properties: tuple[Property, ...]
    many: bool = False


class Sample(msgspec.Struct, frozen=True, gc=False, tag="sample"):
    """A body that only an example shows: ``value`` is JSON data, with a Type for each text that only names one."""

    value: Any


class Stream(msgspec.Struct, frozen=True, gc=False, tag="stream"):
    """Bytes or text."""


Shape = One | Collection | Array | Value | Object | Sample | Stream
"""What a body is."""


def types_of(shape: Shape) -> tuple[Type, ...]:
    """Return the types whose values a body holds, () where it names none."""
    return shape.types if isinstance(shape, One | Collection | Array | Value) else ()


class Example(msgspec.Struct, frozen=True, gc=False):
    """One example body: plain data (``value``), or text for a body that is no JSON.

    ``within`` is the member of the object in which a page shows the value, None where it shows the value itself.
    """

    name: str
    title: str
    value: Any
    span: Span
    text: bool = False
    within: str | None = None


class Content(msgspec.Struct, frozen=True, gc=False):
    """A body under one or more media types, with its examples."""

    media_types: tuple[str, ...]
    shape: Shape
    examples: tuple[Example, ...] = ()


class Body(msgspec.Struct, frozen=True, gc=False):
    """A request body."""

    content: tuple[Content, ...]
    span: Span
    description: str = ""
    required: bool = False


class Response(msgspec.Struct, frozen=True, gc=False):
    """The response with one status; without content there is no body.

    ``status`` may be ``OTHERS`` or one of ``RANGES``. ``missing`` marks the success of an operation of which no page
    says the status.
    """

    status: int
    span: Span
    description: str = ""
    content: tuple[Content, ...] = ()
    location: bool = False
    missing: bool = False
    headers: tuple[Parameter, ...] = ()

    @property
    def code(self) -> str:
        """Return the status as OpenAPI writes it: ``404``, ``4XX`` or ``default``."""
        ranges = {number: f"{digit}XX" for digit, number in RANGES.items()}
        return "default" if self.status == OTHERS else ranges.get(self.status, str(self.status))


class Scheme(msgspec.Struct, frozen=True, gc=False):
    """A security scheme that pages describe: of one ``kind`` of ``HTTP_SCHEMES``, ``apiKey`` or ``oauth2``.

    A key stands in the ``parameter`` of a ``location``. ``flow`` is the one of OAuth 2.0, ``scopes`` are (name, what is
    said of it).
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


class Requirement(msgspec.Struct, frozen=True, gc=False):
    """Scopes of one security scheme that are needed together, and with them the ``others``, of other schemes.

    ``scheme`` is a kind of permission, one of ``HTTP_SCHEMES``, ``AUTHORIZATION`` for that header where no page says
    what it holds, or "" where nothing is needed.
    """

    scheme: str
    scopes: tuple[str, ...]
    others: tuple[Requirement, ...] = ()

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """Return what is needed together, one for each scheme."""
        return (self, *self.others)


class Operation(msgspec.Struct, frozen=True, gc=False):
    """One operation.

    ``pages`` are the paths of all pages that describe it, the deciding one first. ``servers`` are those that its
    requests name, where they are others than that of the whole. ``tag_description`` is what pages say of the group that
    the tag names, "" where they say nothing.
    """

    method: str
    path: str
    id: str
    tag: str
    summary: str
    span: Span
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Requirement, ...] = ()
    deprecated: bool = False
    pages: tuple[str, ...] = ()
    tag_description: str = ""
    servers: tuple[str, ...] = ()


def contents_of(operation: Operation) -> Iterator[Content]:
    """Yield the contents of the body of an operation, then those of its responses."""
    if operation.body:
        yield from operation.body.content
    for response in operation.responses:
        yield from response.content


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A group of operations."""

    name: str
    description: str


class Api(msgspec.Struct, frozen=True, gc=False):
    """Everything that becomes the document, sorted by name and path; ``types`` is the hierarchy of its types.

    ``namespace`` is the one that most of its types stand in, "" where pages state none.
    ``undescribed`` are the names of types that pages name without need: no page describes them, nothing refers to them.
    ``required_scheme`` is the security scheme of the operations whose pages say nothing of it, "" for none;
    ``security`` is what pages say that all operations need, ``schemes`` are those that pages describe. ``failure``
    is the type of what failures answer with whose own pages do not say it, ``refusals`` tells that any request may fail
    so. ``pages`` is what pages say, for the checks: in their sentences only those types that are types.
    """

    title: str
    version: str
    description: str
    servers: tuple[str, ...]
    operations: tuple[Operation, ...]
    schemas: tuple[Schema, ...]
    enums: tuple[Enum, ...]
    types: TypeHierarchy
    tags: tuple[Tag, ...]
    dialect: Dialect
    namespace: str = ""
    undescribed: tuple[str, ...] = ()
    required_scheme: str = ""
    schemes: tuple[Scheme, ...] = ()
    security: tuple[Requirement, ...] = ()
    failure: Type | None = None
    refusals: bool = False
    pages: tuple[PageFacts, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def form(self) -> DocumentForm:
        """Return the names that the service's protocol uses in bodies."""
        return self.dialect.document
