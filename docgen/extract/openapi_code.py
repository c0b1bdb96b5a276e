"""Read the OpenAPI documents in blocks of code, and what attributes of elements hold of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from docgen.codeblocks import json_data
from docgen.dialects import Dialect
from docgen.dialects.tables import METHODS
from docgen.extract import paths, property_rows
from docgen.extract.facts import (
    HTTP_SCHEMES,
    BodyFact,
    EnumFact,
    ExampleFact,
    JsonFact,
    MemberFact,
    OperationFact,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    RouteFact,
    SchemeFact,
    SecurityFact,
    TypeFact,
    UnreadFact,
)
from docgen.extract.openapi_unread import unread
from docgen.extract.types import Context, read_type
from docgen.markdown.page import Attribute, Element, Fence
from docgen.outline import Part, Scope, openapi_code, schema_rows
from docgen.outline.row import Declared
from docgen.source import Span, Text
from docgen.statuses import OTHERS, RANGES

_COUNTED = frozenset({"number", "integer", "boolean"})
_PLACES = ("path", "query", "header", "cookie")
_TOLD = frozenset({"accept", "authorization", "content-type"})  # headers that OpenAPI tells in other words
_MOST_STEPS = 10

_Object = Mapping[str, Any]


class Documented(msgspec.Struct, frozen=True, gc=False):
    """What the documents on a page say."""

    operations: tuple[OperationFact, ...] = ()
    resources: tuple[ResourceFact, ...] = ()
    enums: tuple[EnumFact, ...] = ()
    schemes: tuple[SchemeFact, ...] = ()
    unread: tuple[UnreadFact, ...] = ()


def read(parts: Sequence[Part], scopes: Sequence[Scope], context: Context) -> Documented:
    """Return what the documents of a page say; those in code among examples say nothing of its API."""
    if "schema" not in context.dialect.outline.rows:
        return Documented()
    found = [
        _Document(document, block.text, context)
        for here in parts
        if not here.inside("examples")
        for block in here.blocks
        if isinstance(block, Fence) and (document := openapi_code.of(block))
    ]
    found += [_Document(*said, context) for scope in scopes for said in _of_elements(scope, context.dialect)]
    types = [one for document in found for one in document.types()]
    return Documented(
        tuple([one for document in found for one in document.operations()]),
        tuple([one for one in types if isinstance(one, ResourceFact)]),
        tuple([one for one in types if isinstance(one, EnumFact)]),
        tuple([one for document in found for one in document.schemes()]),
        tuple([one for document in found for one in unread(document.content, document.text)]),
    )


def _of_elements(scope: Scope, dialect: Dialect) -> Iterator[tuple[Mapping[str, Any], Text]]:
    """Yield the document that attributes of elements behind each request make, with the path of that."""
    stated = [one for one in scope.statements if one.carrier == "element"]
    operations: list[dict[str, Any]] = [{} for _ in stated]
    number = 0
    for block in (block for here in scope.parts for block in here.own if stated and isinstance(block, Element)):
        number = next((n for n, one in enumerate(stated) if one.block is block), number)
        _take(block, operations[number], dialect)
    for one, operation in zip(stated, operations, strict=True):
        if operation:
            yield {"paths": {one.target: {one.method.lower(): operation}}}, Text(one.target, one.span)


def _take(element: Element, operation: dict[str, Any], dialect: Dialect) -> None:
    """Put what the attributes of an element hold of an operation into that."""
    names = dialect.attributes
    for attribute in element.attributes:
        name = attribute.name.lower()
        if name in names.parameters and (value := _json(attribute)):
            listed = value if isinstance(value, list) else [value]
            operation["parameters"] = [*operation.get("parameters", ()), *listed]
        elif name in names.body and isinstance(value := _json(attribute), dict) and "content" in value:
            operation["requestBody"] = value
        elif name in names.responses and isinstance(value := _json(attribute), dict):
            operation["responses"] = value


def _json(attribute: Attribute) -> Any:
    """Return the object or list that an attribute holds, None for anything else."""
    text = attribute.value or ""
    try:
        return json_data.read(text) if text.startswith(("[", "{")) else None
    except json_data.DataError:
        return None


class _Document:
    """Reads one document; the facts stand at the keys of paths, types and schemes in its text."""

    def __init__(self, content: _Object, text: Text, context: Context) -> None:
        self.content = content
        self.text = text
        self.context = context
        servers = [one.get("url") for one in _objects(content.get("servers"))]
        self.server = next((one for one in servers if isinstance(one, str) and "://" in one), "").rstrip("/")

    def operations(self) -> Iterator[OperationFact]:
        """Yield the operations of all paths."""
        for path, item in openapi_code.members(self.content.get("paths")):
            for method in METHODS:
                operation = item.get(method.lower())
                if isinstance(operation, dict):
                    yield self._operation(path, method, item, operation)

    def types(self) -> Iterator[ResourceFact | EnumFact]:
        """Yield the named types."""
        for name, schema in openapi_code.members(self._components("schemas")):
            yield self._type(name, schema)

    def schemes(self) -> Iterator[SchemeFact]:
        """Yield the ways to say who asks."""
        for name, scheme in openapi_code.members(self._components("securitySchemes")):
            span = self._place(name, "securitySchemes")
            match str(scheme.get("type", "")).lower(), str(scheme.get("scheme", "")).lower():
                case "http", kind if kind in HTTP_SCHEMES:
                    yield SchemeFact(name, kind, span)
                case "apikey", _:
                    yield SchemeFact(name, "apiKey", span, _text(scheme, "in"), _text(scheme, "name"))
                case "oauth2", _:
                    yield from self._oauth(name, scheme, span)

    def _oauth(self, name: str, scheme: _Object, span: Span) -> Iterator[SchemeFact]:
        """Yield the scheme of the first flow."""
        flow, said = next(openapi_code.members(scheme.get("flows")), ("", None))
        if said is not None:
            yield SchemeFact(
                name,
                "oauth2",
                span,
                flow=flow,
                authorization_url=_text(said, "authorizationUrl"),
                token_url=_text(said, "tokenUrl"),
                scopes=tuple([(one, str(text)) for one, text in _pairs(said.get("scopes"))]),
            )

    def _components(self, kind: str) -> Any:
        components = self.content.get("components")
        return components.get(kind) if isinstance(components, dict) else None

    def _place(self, key: str, within: str = "paths") -> Span:
        """Return the first place of a key behind another one; the beginning of the text for none."""
        text = self.text.value
        at = openapi_code.index_of(text, key, max(openapi_code.index_of(text, within, 0), 0))
        return self.text.at(max(at, 0), max(at, 0) + len(key))

    def _resolved(self, value: Any) -> _Object:
        """Return an object, or the one of the document that it refers to."""
        for _ in range(_MOST_STEPS):
            target = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(target, str) or not target.startswith("#/"):
                break
            value = self.content
            for step in target[2:].split("/"):
                value = value.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}

    def _operation(self, written: str, method: str, item: _Object, operation: _Object) -> OperationFact:
        span = self._place(written)
        path = paths.on_server(paths.read(written, self.context.dialect, concrete=False), self.server)
        route = RouteFact(method, written, span, path)
        parameters = self._parameters(item, operation, span)
        title = _text(operation, "summary")
        body = self._resolved(operation.get("requestBody"))
        answers = [(status, self._resolved(one)) for status, one in _pairs(operation.get("responses"))]
        return OperationFact(
            title=title or f"{method} {written}",
            description=_text(operation, "description"),
            span=span,
            routes=(route,),
            deprecated=operation.get("deprecated") is True,
            path_parameters=parameters["path"],
            query_parameters=parameters["query"],
            headers=parameters["header"],
            cookies=parameters["cookie"],
            request_body=self._body(body, span) if body else None,
            responses=tuple([self._answer(_status(status), one, span) for status, one in answers if _status(status)]),
            examples=tuple(self._examples(route, body, answers, span)),
            name=_text(operation, "operationId"),
            group=next((one for one in _list(operation.get("tags")) if isinstance(one, str)), ""),
            security=tuple(self._needs(operation, span)),
        )

    def _parameters(self, item: _Object, operation: _Object, span: Span) -> dict[str, tuple[PropertyFact, ...]]:
        """Return the parameters of an operation by where they stand; its own go before those of all of its path."""
        found: dict[tuple[str, str], PropertyFact] = {}
        for written in (*_list(operation.get("parameters")), *_list(item.get("parameters"))):
            one = self._resolved(written)
            name, where = _text(one, "name"), _text(one, "in")
            if name and where in _PLACES and not (where == "header" and name.lower() in _TOLD):
                for fact in self._described(name, one, span):
                    found.setdefault((where, name), fact)
        return {where: tuple([fact for (place, _), fact in found.items() if place == where]) for where in _PLACES}

    def _described(self, name: str, one: _Object, span: Span) -> tuple[PropertyFact, ...]:
        """Return a parameter or a header; what it says itself goes before what its schema says."""
        content = next(iter(openapi_code.members(one.get("content"))), ("", {}))[1]
        schema = dict(self._inline(one.get("schema") or content.get("schema")))
        schema.update({key: one[key] for key in ("description", "example", "deprecated") if key in one})
        rows = schema_rows.described_as(name, schema, span, required=one.get("required") is True)
        return property_rows.read(rows, self.context)

    def _inline(self, schema: Any) -> _Object:
        """Return a schema, in place of one that has no members the one that it refers to."""
        whole = self._resolved(schema)
        return whole if whole and "properties" not in whole else (schema if isinstance(schema, dict) else {})

    def _body(self, body: _Object, span: Span) -> BodyFact:
        type_, rows, many = self._content(body, span)
        return BodyFact(
            span,
            types=(type_,) if type_ else (),
            properties=rows,
            media_types=tuple([media for media, _ in openapi_code.members(body.get("content"))]),
            description=_text(body, "description"),
            many=many,
            placed=True,
            required=body.get("required") is True,
        )

    def _answer(self, status: int, answer: _Object, span: Span) -> ResponseFact:
        contents = list(openapi_code.members(answer.get("content")))
        type_, rows, many = self._content(answer, span)
        headers = [
            fact
            for name, written in openapi_code.members(answer.get("headers"))
            for fact in self._described(name, self._resolved(written), span)
        ]
        return ResponseFact(
            status,
            span,
            _text(answer, "description"),
            types=(type_,) if type_ else (),
            none=not contents,
            sure=type_ is not None,
            properties=rows,
            many=many,
            media_types=tuple([media for media, _ in contents]),
            headers=tuple(headers),
            location=any(one.name.lower() == "location" for one in headers),
        )

    def _shape(self, schema: Any, span: Span) -> tuple[TypeFact | None, tuple[PropertyFact, ...], bool]:
        """Return what a schema is: its type, its members, and whether it is an array of objects with those."""
        found = schema_rows.described(schema, span) if isinstance(schema, dict) else Declared()
        whole = read_type(found.whole.text, found.whole.span, self.context) if found.whole else None
        members = [row for row in found.rows if row.name.text or row.depth]
        return whole, property_rows.read(members, self.context), found.many

    def _content(self, holder: _Object, span: Span) -> tuple[TypeFact | None, tuple[PropertyFact, ...], bool]:
        """Return what the first schema of a body is; one that adds members to a type has those of the type as well."""
        schema = next((one.get("schema") for _, one in openapi_code.members(holder.get("content"))), None)
        whole, rows, many = self._shape(schema, span)
        if whole is None or not rows or schema is None:
            return whole, rows, many
        found = schema_rows.described(schema, span, self.content)
        return None, property_rows.read(found.rows, self.context), found.many

    def _type(self, name: str, schema: _Object) -> ResourceFact | EnumFact:
        span = self._place(name, "schemas")
        anchors = (name.lower(),)
        about = _text(schema, "description")
        values = schema.get("enum")
        if isinstance(values, list) and values and all(isinstance(one, str | int | float) for one in values):
            members = tuple([MemberFact(str(one), span) for one in values])
            kind = _text(schema, "type")
            return EnumFact(name, members, span, anchors, description=about, type=kind if kind in _COUNTED else "")
        whole, rows, many = self._shape(schema, span)
        value = whole if whole and not rows else None
        if many:
            value = TypeFact("object", span, "any-object", collection=True)
        return ResourceFact(
            name,
            span,
            about,
            open=bool(schema.get("additionalProperties")),
            deprecated=schema.get("deprecated") is True,
            has_table=True,
            properties=() if many else rows,
            anchors=anchors,
            value=value,
            includes=(whole,) if whole and rows and not many else (),
        )

    def _examples(
        self, route: RouteFact, body: _Object, answers: Sequence[tuple[str, _Object]], span: Span
    ) -> Iterator[ExampleFact]:
        """Yield the bodies that are shown."""
        for value in _shown(body):
            fact = JsonFact(value, span)
            yield ExampleFact("", span, method=route.method, target=route.target, path=route.path, request_body=fact)
        for status, answer in answers:
            for value in _shown(answer):
                fact = JsonFact(value, span)
                number = _status(status)
                yield ExampleFact(
                    "", span, answered=True, status=number, response_body=fact, response_span=span, marked=True
                )

    def _needs(self, operation: _Object, span: Span) -> Iterator[SecurityFact]:
        stated = operation.get("security", self.content.get("security"))
        for alternative in _objects(stated):
            needed = [SecurityFact(name, tuple(map(str, _list(scopes))), span) for name, scopes in alternative.items()]
            first, *others = needed or [SecurityFact("", (), span)]
            yield msgspec.structs.replace(first, others=tuple(others))
        if isinstance(stated, list) and not stated:
            yield SecurityFact("", (), span)


def _shown(body: _Object) -> Iterator[Any]:
    """Yield the values that are shown of a body; a text or number of several media types may be that of one alone."""
    contents = list(openapi_code.members(body.get("content")))
    for _, content in contents:
        named = [one.get("value") for _, one in openapi_code.members(content.get("examples"))]
        for value in (content.get("example"), *named):
            if isinstance(value, dict | list) or (value is not None and len(contents) == 1):
                yield value


def _status(written: str) -> int:
    """Return the number of a status; 0 for one that is none."""
    if written == "default":
        return OTHERS
    if written[1:].lower() == "xx":
        return RANGES.get(written[:1], 0)
    return int(written) if written.isascii() and written.isdigit() and len(written) == 3 else 0


def _text(value: _Object, key: str) -> str:
    found = value.get(key)
    return found.strip() if isinstance(found, str) else ""


def _pairs(value: Any) -> Sequence[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> Sequence[_Object]:
    return [one for one in _list(value) if isinstance(one, dict)]
