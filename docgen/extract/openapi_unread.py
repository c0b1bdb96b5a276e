"""Tell what an OpenAPI document in code says that is not read from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.dialects.tables import METHODS
from docgen.extract.facts import HTTP_SCHEMES, UnreadFact
from docgen.outline.openapi_code import index_of, members
from docgen.source import Text

_Said = Iterator[tuple[str, tuple[str, ...]]]  # what it is, and the keys that lead to it


def unread(content: Mapping[str, Any], text: Text) -> Iterator[UnreadFact]:
    """Yield what is not read, each at the first place of its key behind that of what holds it."""
    for cause, keys in (*_of_root(content), *_of_operations(content), *_of_components(content)):
        at = 0
        for key in keys:
            at = max(index_of(text.value, key, at), at)
        yield UnreadFact("openapi", cause, text.at(at, at + len(keys[-1])))


def _of_root(content: Mapping[str, Any]) -> _Said:
    if content.get("webhooks"):
        yield "what it says of webhooks", ("webhooks",)


def _of_operations(content: Mapping[str, Any]) -> _Said:
    for path, item in members(content.get("paths")):
        for method, operation in members(item):
            if method.upper() not in METHODS:
                continue
            if operation.get("callbacks"):
                yield "what it says of callbacks", (path, method, "callbacks")
            if operation.get("servers"):
                yield "that an operation has servers of its own", (path, method, "servers")
            for status, answer in members(operation.get("responses")):
                yield from _of_content(answer, (path, method, status))
            body = operation.get("requestBody")
            yield from _of_content(body if isinstance(body, dict) else {}, (path, method, "requestBody"))


def _of_content(holder: Mapping[str, Any], keys: tuple[str, ...]) -> _Said:
    """Yield the links of an answer, and the media types of a body whose schema differs from the first one's."""
    if holder.get("links"):
        yield "what it says of links", (*keys, "links")
    contents = [*members(holder.get("content"))]
    for media, one in contents[1:]:
        if one.get("schema") not in (None, contents[0][1].get("schema")):
            yield f"the schema of a further media type ({media})", (*keys, media)


def _of_components(content: Mapping[str, Any]) -> _Said:
    components = content.get("components")
    if not isinstance(components, dict):
        return
    for place in ("requestBodies", "responses"):
        for name, holder in members(components.get(place)):
            yield from _of_content(holder, ("components", place, name))
    for name, scheme in members(components.get("securitySchemes")):
        kind, of_http = str(scheme.get("type", "")), str(scheme.get("scheme", ""))
        keys = ("securitySchemes", name)
        if kind.lower() == "http" and of_http.lower() not in HTTP_SCHEMES:
            yield f"a security scheme of type http, {of_http}", keys
        elif kind.lower() not in ("http", "apikey", "oauth2"):
            yield f"a security scheme of type {kind}", keys
        for flow, _ in [*members(scheme.get("flows"))][1:]:
            yield f"a further flow of OAuth 2.0 ({flow})", (*keys, flow)
