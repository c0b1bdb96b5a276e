"""The profiles of a document: each is a row of the few functions that differ, which the emitter calls."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docgen.dialects import DocumentForm
from docgen.model.api import Collection, Operation
from docgen.model.bodies import OCTETS
from docgen.model.types import Schema

_FIRST = re.compile(r"[A-Za-z0-9]+")
_VERBS = {"get": "Get", "post": "Create", "patch": "Update", "put": "Set", "delete": "Delete"}

Plain = dict[str, Any]


@dataclass(frozen=True)
class Profile:
    """The forms of one profile.

    ``plain`` gets the schema of a JSON type, ``schema`` that of a described type and the member in which its instances
    name it, ``body`` a Request Body Object, ``operation`` an Operation Object, ``status`` a status code. ``errors`` are
    the codes that lead to the shared error. ``requires`` tells that ``schema`` asks for more of the instances.
    """

    plain: Callable[[Plain], Plain]
    schema: Callable[[Plain, Schema, str], None]
    body: Callable[[Plain], None]
    operation: Callable[[Plain, Operation, DocumentForm], None]
    status: Callable[[str], str]
    errors: tuple[str, ...]
    discriminator: bool
    requires: bool


def _same(schema: Plain) -> Plain:
    return schema


def _nothing(_node: Plain, _schema: Schema, _member: str) -> None:
    """Add nothing to a schema."""


def _as_it_is(_body: Plain) -> None:
    """Change nothing in a request body."""


def _one_kind_of_bytes(body: Plain) -> None:
    """Write bodies of text as bytes, and one content under one media type; an extension keeps the others.

    Generators drop operations with bodies of text, and write code that does not run for two kinds of bytes, or for two
    media types of one schema that must be given.
    """
    content = body["content"]
    kept = {media: each for media, each in content.items() if not media.startswith("text/")}
    kept = kept or {OCTETS: next(iter(content.values()))}
    if all(each.get("schema", {}).get("format") == "binary" for each in kept.values()):
        # A multipart body is an object of its parts, which nothing tells here: as a whole it is bytes, too.
        one = next((media for media in kept if not media.startswith("multipart/")), OCTETS)
        kept = {one: next(iter(kept.values()))}
    first, whole = next(iter(kept.items()))
    if body.get("required") and all(each == whole for each in kept.values()):
        kept = {first: whole}
    others = [media for media in content if media not in kept]
    if others:
        body["content"] = kept
        body["x-docgen-media-types"] = others


def _pages(node: Plain, operation: Operation, form: DocumentForm) -> None:
    """Say how to page through a collection: for generators that know ``x-ms-pageable``, and in words of our own."""
    if operation.method == "get" and form.next_link and _answers_with_collection(operation):
        node["x-ms-pageable"] = {"nextLinkName": form.next_link, "itemName": form.collection_member}
        node["x-docgen-pages"] = {"next": form.next_link, "items": form.collection_member}


def _answers_with_collection(operation: Operation) -> bool:
    return any(
        isinstance(content.shape, Collection)
        for response in operation.responses
        if 200 <= response.status < 300
        for content in response.content
    )


def _number(schema: Plain) -> Plain:
    return {**schema, "type": "number"} if schema.get("type") == "integer" else schema


def _instance(node: Plain, schema: Schema, member: str) -> None:
    """Give a schema its short name as title, and make its instances name their type."""
    last = node["allOf"][-1] if node.get("allOf") else node
    own = node if "$ref" in last else last  # what stands beside a reference counts for nothing
    own["title"] = schema.name.rsplit(".", 1)[-1]
    if member and not schema.base and member in own.get("properties", {}):
        own["required"] = [member]


def _range(status: str) -> str:
    return "2XX" if status.startswith("2") else status


def _no_range(status: str) -> str:
    """Write a range of failures as ``default``: generators write code with ``4XX`` in it that does not compile."""
    return "default" if status.endswith("XX") else status


def _service_operation(node: Plain, operation: Operation, form: DocumentForm) -> None:
    """Name an operation as the service does, and say of what kind it is, and how to page through its answer."""
    collection = _answers_with_collection(operation)
    last = operation.path.rsplit("/", 1)[-1]
    creates = any(response.status == 201 for response in operation.responses)
    kind = "operation"
    if "(" in last:
        kind = "function"
    elif operation.method == "post" and not creates and not last.startswith(("{", "$")):
        kind = "action"
    node["operationId"] = service_id(operation, kind, collection=collection)
    node["x-ms-docs-operation-type"] = kind
    if collection and operation.method == "get":
        names = {"nextLinkName": form.next_link, "operationName": "listMore", "itemName": form.collection_member}
        node["x-ms-pageable"] = names


def service_id(operation: Operation, kind: str, *, collection: bool) -> str:
    """Return ``users.contactFolders.ListContacts`` with four digits made of method and path, so that none repeats."""
    words = [
        "".join(_FIRST.findall(segment.partition("(")[0]))
        for segment in operation.path.split("/")
        if segment and not segment.startswith("{")
    ]
    words = [word for word in words if word] or ["root"]
    verb = "List" if collection and operation.method == "get" else _VERBS.get(operation.method, operation.method)
    name = words[-1] if kind != "operation" else f"{verb}{words[-1][:1].upper()}{words[-1][1:]}"
    digits = hashlib.sha256(f"{operation.method} {operation.path}".encode()).hexdigest()[:4]
    return ".".join((*words[:-1][:3], f"{name}-{digits}"))


PROFILES = {
    "portable": Profile(
        _same, _nothing, _one_kind_of_bytes, _pages, _no_range, ("default",), discriminator=False, requires=False
    ),
    "graph": Profile(
        _number, _instance, _as_it_is, _service_operation, _range, ("4XX", "5XX"), discriminator=True, requires=True
    ),
}
