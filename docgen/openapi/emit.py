"""An Api goes in; the OpenAPI document comes out, with the origin of each of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from docgen import rules
from docgen.diagnostics import Diagnostic
from docgen.model.api import Api, Content, Example, Operation, Parameter, Response
from docgen.openapi.document import Document
from docgen.openapi.misfits import misfits
from docgen.openapi.nodes import Node, split
from docgen.openapi.repair import repair
from docgen.openapi.schemas import Emitter
from docgen.openapi.target import TARGETS

_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_ERROR = "error"


class Emission:
    """One run: the document grows here, examples wait until all schemas stand."""

    def __init__(self, api: Api, version: str) -> None:
        self.api = api
        self.emitter = Emitter(api, TARGETS[version])
        self.waiting: list[tuple[Node, dict[str, Any], Example]] = []
        self.diagnostics: list[Diagnostic] = []

    def document(self) -> Document:
        """Return the whole document."""
        api = self.api
        paths: dict[str, Any] = {}
        for operation in api.operations:
            paths.setdefault(operation.path, {})[operation.method] = self.operation(operation)
        schemas = self.emitter.components()
        schemas.update(self.emitter.wrappers)
        components: dict[str, Any] = {"schemas": dict(sorted({**schemas, **self._error_schemas()}.items()))}
        if api.operations:
            components["responses"] = {_ERROR: self._error_response()}
        components["securitySchemes"] = self._schemes()
        self._settle(components)
        content = Node(
            None,
            openapi=self.emitter.target.version,
            info=self._info(),
            servers=[{"url": url} for url in api.servers or ("/",)],
            security=[{next(iter(components["securitySchemes"])): []}],
            tags=[{"name": t.name, "description": t.description} for t in api.tags],
            paths=paths,
            components=components,
        )
        plain, origins = split(content)
        return Document(plain, origins, self.emitter.target.version, tuple(self.diagnostics))

    def _info(self) -> dict[str, Any]:
        out: dict[str, Any] = {"title": self.api.title, "version": self.api.version}
        out["description"] = self.api.description or f"What the reference pages of {self.api.title} say."
        if self.api.form.terms:
            out["license"] = {"name": "Terms of use", "url": self.api.form.terms}
        return out

    # -- operations

    def operation(self, operation: Operation) -> Node:
        """Return an Operation Object."""
        node = Node(
            operation.span,
            tags=[operation.tag],
            summary=operation.summary,
            description=operation.description or operation.summary,
            operationId=operation.id,
        )
        if operation.deprecated:
            node["deprecated"] = True
        if operation.parameters:
            node["parameters"] = [self.parameter(p) for p in operation.parameters]
        if operation.body:
            body = Node(operation.body.span, content=self.content(operation.body.content))
            if operation.body.description:
                body["description"] = operation.body.description
            if operation.body.required:
                body["required"] = True
            node["requestBody"] = body
        node["responses"] = self.responses(operation.responses)
        if operation.security:
            node["security"] = [{r.scheme: list(r.scopes)} for r in operation.security]
        return node

    def parameter(self, parameter: Parameter) -> Node:
        """Return a Parameter Object."""
        node = Node(parameter.span, name=parameter.name)
        node["in"] = parameter.location
        if parameter.description:
            node["description"] = parameter.description
        if parameter.required or parameter.location == "path":
            node["required"] = True
        schema = self.emitter.type(parameter.type)
        if parameter.values and schema.get("type") == "string":
            schema = self.emitter.listed(parameter.values, closed=True)
        node["schema"] = schema
        if parameter.example and schema.get("type") == "string" and "enum" not in schema and "format" not in schema:
            node["example"] = parameter.example
        return node

    def responses(self, responses: Sequence[Response]) -> dict[str, Any]:
        """Return the Responses Object: the stated statuses, and the shared error."""
        out: dict[str, Any] = {}
        for response in responses:
            text = response.description or _phrase(response.status)
            node = Node(response.span, description=text)
            if response.location:
                node["headers"] = {"Location": {"schema": {"type": "string"}}}
            content = self.content(response.content)
            if content:
                node["content"] = content
            out[str(response.status)] = node
        if not any(code.startswith("2") for code in out):
            out["2XX"] = {"description": "Success.", "x-docgen-missing": True}
        if not any(code.startswith("4") for code in out):
            out["4XX"] = {"$ref": f"#/components/responses/{_ERROR}"}
        return out

    def content(self, parts: Sequence[Content]) -> dict[str, Any]:
        """Return the media types of a body; examples are added once all schemas are known."""
        out: dict[str, Any] = {}
        for part in parts:
            schema = self.emitter.body(part.shape)
            for media in part.media_types:
                node = Node(None, schema=schema)
                out[media] = node
                for example in part.examples:
                    if not example.text:
                        self.waiting.append((node, schema, example))
        return out

    # -- examples

    def _settle(self, components: Mapping[str, Any]) -> None:
        """Add each example that fits its schema, repaired where that is certain; tell of the others."""
        plain, _ = split(components)
        cases = [(split(schema)[0], repair(example.value, schema, plain)) for _, schema, example in self.waiting]
        problems = misfits(plain, cases)
        for (node, _, example), (_, value), problem in zip(self.waiting, cases, problems, strict=True):
            if problem is not None:
                self.diagnostics.append(rules.MISFIT_EXAMPLE.at(example.span, problem=problem))
                continue
            named = node.setdefault("examples", {})
            if not any(e["value"] == value for e in named.values()):
                named[_free(example.name, named)] = Node(example.span, **_summary(example), value=value)

    # -- components

    def _error_schemas(self) -> dict[str, Any]:
        name = self.api.form.error
        if not name or not self.api.operations:
            return {}
        inner = {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}
        return {name: {"type": "object", "properties": {"error": inner}}}

    def _error_response(self) -> dict[str, Any]:
        out: dict[str, Any] = {"description": "The request was refused."}
        if self.api.form.error:
            schema = {"$ref": f"#/components/schemas/{self.api.form.error}"}
            out["content"] = {"application/json": {"schema": schema}}
        return out

    def _schemes(self) -> dict[str, Any]:
        """Return the security schemes: one a kind of permission, with every scope that is used."""
        scopes: dict[str, set[str]] = {}
        for operation in self.api.operations:
            for requirement in operation.security:
                scopes.setdefault(requirement.scheme, set()).update(requirement.scopes)
        security = self.api.security
        if security.scheme != "oauth2":
            return {name: {"type": "http", "scheme": "bearer"} for name in sorted(scopes) or ["bearer"]}
        return {
            name: {"type": "oauth2", "flows": self._flows(name, sorted(scopes[name]) if name in scopes else [])}
            for name in sorted(scopes) or ["delegatedWork"]
        }

    def _flows(self, name: str, scopes: Sequence[str]) -> dict[str, Any]:
        security = self.api.security
        listed = {scope: scope for scope in scopes}
        if name == "application":
            return {"clientCredentials": {"tokenUrl": security.token_url, "scopes": listed}}
        return {
            "authorizationCode": {
                "authorizationUrl": security.authorization_url,
                "tokenUrl": security.token_url,
                "scopes": listed,
            }
        }


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"


def _summary(example: Example) -> dict[str, str]:
    return {"summary": example.title} if example.title else {}


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """Return a name for an example that is not taken yet."""
    stem = _NAME.sub("_", name).strip("_") or "example"
    return next(n for n in _numbered(stem) if n not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}_{number}"
        number += 1


def emit(api: Api, *, version: str = "3.0") -> Document:
    """Return the document of an Api in OpenAPI "3.0" or "3.1" (a full version such as "3.0.3" will do)."""
    return Emission(api, version[:3]).document()
