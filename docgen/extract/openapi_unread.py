"""Tell what an OpenAPI document in code says that is not read from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.dialects.tables import METHODS
from docgen.extract.facts import UnreadFact
from docgen.source import Text

SCHEMES = frozenset({"basic", "bearer", "digest"})  # of HTTP, that are read


def unread(content: Mapping[str, Any], text: Text) -> Iterator[UnreadFact]:
    """Yield what is not read, each at the first place of its key behind that of what holds it."""
    for cause, keys in (*_of_root(content), *_of_operations(content), *_of_schemes(content)):
        at = 0
        for key in keys:
            at = max(text.value.find(key, at), at)
        yield UnreadFact("openapi", cause, text.at(at, at + len(keys[-1])))


_Said = Iterator[tuple[str, tuple[str, ...]]]  # what it is, and the keys that lead to it


def _of_root(content: Mapping[str, Any]) -> _Said:
    if content.get("webhooks"):
        yield "what it says of webhooks", ("webhooks",)


def _of_operations(content: Mapping[str, Any]) -> _Said:
    for path, item in _objects(content.get("paths")):
        for method, operation in _objects(item):
            if method.upper() not in METHODS:
                continue
            if operation.get("callbacks"):
                yield "what it says of callbacks", (path, method, "callbacks")
            if operation.get("servers"):
                yield "that an operation has servers of its own", (path, method, "servers")
            for status, answer in _objects(operation.get("responses")):
                if answer.get("links"):
                    yield "what it says of links", (path, method, status, "links")
                yield from _of_content(answer, (path, method, status))
            body = operation.get("requestBody")
            yield from _of_content(body if isinstance(body, dict) else {}, (path, method, "requestBody"))


def _of_content(holder: Mapping[str, Any], keys: tuple[str, ...]) -> _Said:
    """Yield the media types of a body whose schema differs from the first one's."""
    contents = [*_objects(holder.get("content"))]
    for media, one in contents[1:]:
        if one.get("schema") not in (None, contents[0][1].get("schema")):
            yield f"the schema of a further media type ({media})", (*keys, media)


def _of_schemes(content: Mapping[str, Any]) -> _Said:
    components = content.get("components")
    for name, scheme in _objects(components.get("securitySchemes") if isinstance(components, dict) else None):
        kind, of_http = str(scheme.get("type", "")), str(scheme.get("scheme", ""))
        keys = ("securitySchemes", name)
        if kind.lower() == "http" and of_http.lower() not in SCHEMES:
            yield f"a security scheme of type http, {of_http}", keys
        elif kind.lower() not in ("http", "apikey", "oauth2"):
            yield f"a security scheme of type {kind}", keys
        for flow, _ in [*_objects(scheme.get("flows"))][1:]:
            yield f"a further flow of OAuth 2.0 ({flow})", (*keys, flow)


def _objects(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the members of an object that are objects."""
    if isinstance(value, dict):
        yield from ((name, one) for name, one in value.items() if isinstance(one, dict))
