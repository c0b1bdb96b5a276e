"""Emits the OpenAPI document of an Api, with the origin of each part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from docgen.model.api import (
    AUTHORIZATION,
    HTTP_SCHEMES,
    Api,
    Content,
    Example,
    Object,
    Operation,
    Requirement,
    Response,
    Scheme,
    Shape,
)
from docgen.model.bodies import FORMS, JSON
from docgen.names import NO_KEY, folded, unique_name
from docgen.openapi.document import Document
from docgen.openapi.emit import failures
from docgen.openapi.emit.alike_failures import Alike
from docgen.openapi.emit.options import Options
from docgen.openapi.emit.origins import Node, Origins, Spans
from docgen.openapi.emit.parameters import Parameters
from docgen.openapi.emit.schemas import Emitter
from docgen.openapi.emit.values import example_of, with_example
from docgen.openapi.examples.verdict import Case, declare_undeclared, judge, recheck
from docgen.openapi.misfit import Misfits, Side
from docgen.statuses import FAILURES

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_QUOTED = re.compile(r"'(\{[^{}]*\})'")
_QUOTES = {"plain": r"'\1'", "encoded": r"%27\1%27", "none": r"\1"}
# What each flow of OAuth 2.0 needs.
_URLS = {
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "clientCredentials": ("tokenUrl",),
    "authorizationCode": ("authorizationUrl", "tokenUrl"),
}
_ERROR = "error"


class Emission:
    """One run: the document grows here, examples wait until all schemas stand."""

    def __init__(self, api: Api, options: Options) -> None:
        self.api = api
        self.options = options
        self.spans = Spans()
        self.emitter = Emitter(api, options, self.spans)
        self.parameters = Parameters(api, self.emitter, self.spans)
        self.profile = self.emitter.profile
        found = _sorted(api.operations) if api.form.names_bodies else ()
        self.alike = Alike(found, self.emitter.body, self.emitter.names)
        self.ids: set[str] = set()  # of operations, folded
        self.cases: list[tuple[Node, Case]] = []
        self.misfits: tuple[Misfits, ...] = ()

    def document(self) -> Document:
        """Return the whole document."""
        api = self.api
        paths: dict[str, Any] = {}
        for operation in _sorted(api.operations):
            paths.setdefault(self.path(operation), {})[operation.method] = self.operation(operation)
        refused: dict[str, Any] = {}
        if api.operations and api.refusals:
            content = self.failing()
            refused = {_ERROR: {"description": "The request was refused.", **({"content": content} if content else {})}}
        schemas = self.emitter.components()
        schemas.update(self.emitter.wrappers)
        schemas.update(self.alike.components)
        if api.form.names_bodies:
            self.emitter.names.tell_apart([*schemas.items(), *_titled(paths)])
        components: dict[str, Any] = {"schemas": dict(sorted(schemas.items()))}
        if refused:
            components["responses"] = refused
        schemes = self._schemes()
        if schemes:
            components["securitySchemes"] = schemes
        self._add_examples(components)
        content = {
            "openapi": self.emitter.target.version,
            "info": self._info(),
            "servers": [_server(url) for url in api.servers or ("/",)],
            **({"security": self._overall()} if api.required_scheme or api.security else {}),
            "tags": [{"name": t.name, "description": t.description} for t in api.tags],
            "paths": paths,
            "components": components,
        }
        return Document(
            content, Origins(content, self.spans), self.emitter.target.version, self.misfits, self.spans.said
        )

    def _info(self) -> dict[str, Any]:
        out: dict[str, Any] = {"title": self.api.title, "version": self.api.version}
        out["description"] = self.api.description or f"What the reference pages of {self.api.title} say."
        if self.api.form.terms:
            out["termsOfService"] = self.api.form.terms
        return out

    # -- operations

    def path(self, operation: Operation) -> str:
        """Return the path of an operation as it is written."""
        return _QUOTED.sub(_QUOTES[self.options.function_quotes], operation.path)

    def operation(self, operation: Operation) -> Node:
        """Return an Operation Object."""
        node = self.spans.node(
            operation.span,
            tags=[operation.tag],
            summary=operation.summary,
            description=operation.description or operation.summary,
            operationId=operation.id,
        )
        if operation.deprecated:
            node["deprecated"] = True
        if operation.parameters:
            node["parameters"] = [self.parameters.node(one, operation) for one in operation.parameters]
        if operation.body:
            name = f"{_capital(operation.id)}Request"
            body = self.spans.node(operation.body.span, content=self.content(operation.body.content, "request", name))
            if operation.body.description:
                body["description"] = operation.body.description
            if operation.body.required:
                body["required"] = True
            self.profile.body(body)
            node["requestBody"] = body
        if operation.servers:
            node["servers"] = list(map(_server, operation.servers))
        node["responses"] = self.responses(operation)
        self._require_security(node, operation)
        self.profile.operation(node, operation, self.api.form)
        name = node["operationId"] = unique_name(node["operationId"], self.ids)
        self.ids.add(folded(name))
        return node

    def _overall(self) -> list[dict[str, list[str]]]:
        """Return the security requirements of operations that have none of their own."""
        if self.api.required_scheme:
            return [{self.api.required_scheme: []}]
        return [_requirement(one) for one in self.api.security]

    def _require_security(self, node: Node, operation: Operation) -> None:
        """Add the security requirements of an operation; scopes that they cannot hold stand beside them."""
        if not operation.security:
            return
        stated = [_requirement(one) for one in operation.security]
        takes = {scheme: self._takes_scopes(scheme) for each in stated for scheme in each}
        needed: list[dict[str, list[str]]] = []
        for each in stated:
            written = {scheme: scopes if takes[scheme] else [] for scheme, scopes in each.items()}
            needed += [written] if written not in needed else []
        # An empty list says alone that nothing is needed: an empty object makes Prism refuse whatever sends a token.
        node["security"] = needed if any(needed) else []
        if any(scopes and not takes[scheme] for each in stated for scheme, scopes in each.items()):
            node["x-docgen-security"] = stated

    def _takes_scopes(self, scheme: str) -> bool:
        """Tell whether a requirement of a scheme may name scopes: in OpenAPI 3.0 only one of OAuth 2.0."""
        return self.options.version != "3.0" or self._scheme(scheme, ())["type"] == "oauth2"

    def responses(self, operation: Operation) -> dict[str, Any]:
        """Return the Responses Object: the stated statuses, and the shared error."""
        out: dict[str, Any] = {}
        success = next((one.status for one in operation.responses if 200 <= one.status < 300), 0)
        for response in operation.responses:
            text = response.description or _phrase(response.code)
            if response.missing:
                text = f"{response.description.rstrip('.') or 'Success'}. No page states the status."
            node = self.spans.node(response.span, description=text)
            if response.missing:
                node["x-docgen-missing"] = True
            headers = self._headers(response)
            if headers:
                node["headers"] = headers
            code = "" if response.status == success else _capital(response.code)
            content = self._content_of(response, f"{_capital(operation.id)}{code}Response")
            if content and response.status < 200:
                node["x-docgen-media-types"] = list(content)  # what the connection goes on with is no body of HTTP
            elif content:
                node["content"] = content
            status = self.profile.status(response.code)
            out[status] = _united(out[status], node) if status in out else node
        for errors in self.profile.errors if self.api.refusals else ():
            out.setdefault(errors, {"$ref": f"#/components/responses/{_ERROR}"})
        return out

    def _content_of(self, response: Response, name: str) -> dict[str, Any]:
        """Return the media types of a response; a failure without any has those of all failures."""
        if response.status < FAILURES:
            return self.content(response.content, "response", name)
        if not response.content:
            return self.failing()
        out: dict[str, Any] = {}
        for part in response.content:
            of_all = self.emitter.failure() if failures.is_of_body(part.shape, self.api.form) else None
            schema = of_all or self.alike.reference(part)
            if schema:
                out.update(self._with_examples(part, [dict(schema) for _ in part.media_types], "response"))
            else:
                out.update(self.content([part], "response", name))
        return out

    def failing(self) -> dict[str, Any]:
        """Return the media types of what a failure answers with where its page does not say it; {} for nothing."""
        schema = self.emitter.failure()
        if schema:
            return {JSON: {"schema": schema}}
        if self.api.failure is None:
            return {}
        return {JSON: {"schema": self.emitter.one(self.api.failure), "x-docgen-inferred": True}}

    def _headers(self, response: Response) -> dict[str, Any]:
        """Return the Header Objects of a response."""
        out: dict[str, Any] = {}
        for header in response.headers:
            schema = self.emitter.type(header.type)
            example = example_of(schema, header.example)
            text = with_example(header.description, header.example if example is None else "")
            about = {"description": text} if text else {}
            shown = {"example": example} if example is not None else {}
            out.setdefault(header.name, self.spans.node(header.span, **about, schema=schema, **shown))
        if response.location:
            out.setdefault("Location", {"schema": {"type": "string"}})
        return out

    def content(self, parts: Sequence[Content], side: Side, name: str) -> dict[str, Any]:
        """Return the media types of a body; examples are added once all schemas are known.

        ``name`` is what an object without a name is called, where the dialect lets it.
        """
        out: dict[str, Any] = {}
        for part in parts:
            schemas = self.emitter.bodies(part.shape, name, part.media_types, shared=side == "request")
            out.update(self._with_examples(part, schemas, side))
        return out

    def _with_examples(self, part: Content, schemas: Sequence[dict[str, Any]], side: Side) -> dict[str, Any]:
        """Return the media types of a body with their schemas; its examples wait for all schemas."""
        out: dict[str, Any] = {}
        for media, schema in zip(part.media_types, schemas, strict=True):
            node = out[media] = {"schema": schema, **_encoded(part.shape, media)}
            for example in part.examples:
                if not example.text:
                    self.cases.append((node, Case(example, part.shape, schema, side)))
                elif self.api.dialect.outline.labels and "json" not in media and not media.startswith("multipart/"):
                    named = node.setdefault("examples", {})
                    shown = self.spans.node(example.span, **_summary(example), value=example.value)
                    named[_free(example.name, named)] = shown
        return out

    # -- examples

    def _add_examples(self, components: dict[str, Any]) -> None:
        """Add each example that fits its schema; keep what is wrong with the others."""
        cases = [case for _, case in self.cases]
        verdicts = judge(cases, components, self.api.types, self.api.dialect)
        changed = declare_undeclared(verdicts, self.api.form)
        self._require(components)
        recheck(verdicts, components, None if self.profile.requires else changed)
        self.misfits = tuple(each.misfits for each in verdicts if each.found)
        for (node, case), each in zip(self.cases, verdicts, strict=True):
            example, value = case.example, each.fitted.value
            named = node.get("examples", {})
            if each.shown and not any(other["value"] == value for other in named.values()):
                named[_free(example.name, named)] = self.spans.node(example.span, **_summary(example), value=value)
                node["examples"] = named

    def _require(self, components: Mapping[str, Any]) -> None:
        """Add what the profile says of types, which examples need not fulfil: those that do not are left out."""
        for schema in self.api.schemas:
            node = components["schemas"][self.emitter.names.key(schema.name)]
            self.profile.schema(node, schema, self.api.form.type_member)

    # -- components

    def _schemes(self) -> dict[str, Any]:
        """Return the security schemes that are required somewhere, with every scope that is used."""
        scopes: dict[str, set[str]] = {}
        for operation in self.api.operations:
            for part in (part for one in operation.security for part in one.parts):
                scopes.setdefault(part.scheme, set()).update(part.scopes)
        overall = {part.scheme for one in self.api.security for part in one.parts}
        names = {*scopes, self.api.required_scheme, *overall} - {""}
        return {name: self._scheme(name, sorted(scopes.get(name, ()))) for name in sorted(names)}

    def _scheme(self, name: str, scopes: Sequence[str]) -> dict[str, Any]:
        described = next((scheme for scheme in self.api.schemes if scheme.name == name), None)
        if described:
            return _described(described, scopes)
        if name in HTTP_SCHEMES:
            return {"type": "http", "scheme": name}
        if name == AUTHORIZATION:
            return {"type": "apiKey", "in": "header", "name": "Authorization"}
        if self.api.dialect.security.scheme == "oauth2":
            return {"type": "oauth2", "flows": self._flows(name, scopes)}
        return {"type": "http", "scheme": "bearer"}

    def _flows(self, name: str, scopes: Sequence[str]) -> dict[str, Any]:
        security = self.api.dialect.security
        listed = {scope: scope for scope in scopes}
        if name in security.without_user:
            return {"clientCredentials": {"tokenUrl": security.token_url, "scopes": listed}}
        return {
            "authorizationCode": {
                "authorizationUrl": security.authorization_url,
                "tokenUrl": security.token_url,
                "scopes": listed,
            }
        }


def _requirement(needed: Requirement) -> dict[str, list[str]]:
    """Return a Security Requirement Object, an empty one where nothing is needed."""
    return {part.scheme: list(part.scopes) for part in needed.parts if part.scheme}


def _encoded(shape: Shape, media: str) -> dict[str, Any]:
    """Return how fields of a form are sent that are written with brackets; without it objects are sent as JSON."""
    if media not in FORMS or not isinstance(shape, Object):
        return {}
    written = [one for one in shape.properties if one.bracketed and not (one.members and one.type.collection)]
    styles = {one.name: "deepObject" if one.members else "form" for one in written}
    return {"encoding": {name: {"style": style, "explode": True} for name, style in styles.items()}} if styles else {}


def _united(one: Node, other: Node) -> Node:
    """Return one response for two statuses that are written alike: any of their bodies."""
    content = {**other.get("content", {}), **one.get("content", {})}
    for media, node in other.get("content", {}).items():
        mine = content[media].get("schema")
        if mine != node["schema"]:
            known = mine.get("anyOf", [mine]) if mine.keys() == {"anyOf"} else [mine]
            content[media]["schema"] = {"anyOf": [*known, node["schema"]]}
    texts = dict.fromkeys((one["description"], other["description"]))
    one["description"] = " ".join(texts)
    return {**one, **({"content": content} if content else {})}


def _titled(paths: Mapping[str, Mapping[str, Node]]) -> Iterator[tuple[str, Node]]:
    """Yield the objects with a title that operations answer with or take, with their titles."""
    for operation in (one for item in paths.values() for one in item.values()):
        for part in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media in part.get("content", {}).values():
                body = media.get("schema", {})
                schema = body.get("items", body)
                if "title" in schema and "properties" in schema:
                    yield schema["title"], schema


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=128)
def _phrase(code: str) -> str:
    try:
        return HTTPStatus(int(code)).phrase
    except ValueError:
        return "Any other status." if code == "default" else f"Status {code}"


def _described(scheme: Scheme, scopes: Sequence[str]) -> dict[str, Any]:
    """Return the Security Scheme Object of a scheme that pages describe, with the scopes that operations need."""
    if scheme.kind == "apiKey":
        return {"type": "apiKey", "in": scheme.location, "name": scheme.parameter}
    if scheme.kind != "oauth2":
        return {"type": "http", "scheme": scheme.kind}
    flow: dict[str, Any] = {}
    missing = []
    for key, url in (("authorizationUrl", scheme.authorization_url), ("tokenUrl", scheme.token_url)):
        if key in _URLS[scheme.flow]:
            flow[key] = url or "/"
            missing += [] if url else [key]
    flow["scopes"] = {**{name: name for name in scopes}, **dict(scheme.scopes)}
    if missing:
        flow["x-docgen-missing"] = missing
    return {"type": "oauth2", "flows": {scheme.flow: flow}}


def _summary(example: Example) -> dict[str, str]:
    return {"summary": example.title} if example.title else {}


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """Return a name for an example that is not taken yet."""
    stem = NO_KEY.sub("_", name).strip("_") or "example"
    return unique_name(stem, taken, fold=str)


def _sorted(operations: Sequence[Operation]) -> list[Operation]:
    order = {path: _order(path) for path in {operation.path for operation in operations}}
    return sorted(operations, key=lambda operation: order[operation.path])


def _order(path: str) -> list[tuple[bool, str]]:
    """Return what paths are sorted by: a parameter comes before all words, as mock servers prefer the later path."""
    return [(not segment.startswith("{"), segment) for segment in path.split("/")]


def _server(url: str) -> dict[str, Any]:
    """Return a Server Object; the placeholders in its address stand for themselves where no page says what they are."""
    url = url.replace("{}", "{server}")  # a variable needs a name
    names = _PLACEHOLDER.findall(url)
    variables = {name: {"default": name, "x-docgen-missing": True} for name in names}
    return {"url": url, "variables": variables} if variables else {"url": url}


def emit(api: Api, *, version: str = "3.0", **options: Any) -> Document:
    """Return the document of an Api in OpenAPI "3.0" or "3.1" (a full version such as "3.0.3" will do).

    The other arguments are those of ``Options``.
    """
    return Emission(api, Options(version=version[:3], **options)).document()
