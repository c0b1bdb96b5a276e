"""Shortens a document for tools of language models: no examples, few words, and bodies of few levels, written out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from docgen.openapi.document import Document
from docgen.openapi.objects import METHODS
from docgen.openapi.transform.slices import prune

LEVELS = 3  # of objects in objects
LARGEST = 8_000  # characters of JSON in the schema of an answer; a hundred tools are to stay below a megabyte
_SENTENCE = re.compile(r"(?s)(.+?[.!?])(?:\s+(?=[A-Z`\"'(\[*])|\s*\Z)")
_KEPT = ("type", "format", "enum", "default", "minimum", "maximum", "maxLength", "maxItems", "nullable")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")  # what names language models take
_UNITED = ("anyOf", "oneOf")

Node = dict[str, Any]


def compact(document: Document) -> Document:
    """Return a document whose bodies refer to nothing: each schema is written out, ``LEVELS`` objects deep.

    Objects that are deeper say no more than that they are objects; so do those in large answers, of which fewer levels
    are written. What a request cannot set is left out of its body, and what is optional and has a name that language
    models do not take. Summaries that are equal get the path, and the method where they have that in common, too.
    """
    content = document.content
    writer = _Writer(content.get("components", {}))
    paths = {
        path: {key: writer.operation(value) if key in METHODS else value for key, value in item.items()}
        for path, item in content.get("paths", {}).items()
    }
    _tell_apart(paths)
    out = {**content, "paths": paths}
    out["info"] = _shortened(content["info"])
    out["tags"] = [_shortened(tag) for tag in content.get("tags", ())]
    components = prune(out)
    components["parameters"] = {
        name: writer.parameter(parameter) for name, parameter in components.get("parameters", {}).items()
    }
    components["responses"] = {
        name: writer.response(response) for name, response in components.get("responses", {}).items()
    }
    components.pop("schemas", None)
    out["components"] = {name: part for name, part in components.items() if part}
    origins = {pointer: span for pointer, span in document.origins.items() if pointer.count("/") < 4}
    return msgspec.structs.replace(document, content=out, origins=origins)


def _tell_apart(paths: Mapping[str, Node]) -> None:
    """Add the path to summaries that several operations have, and the method where they have that in common, too."""
    told = [(path, key, one) for path, item in paths.items() for key, one in item.items() if key in METHODS]
    counts = Counter(one["summary"] for _, _, one in told)
    on_path = Counter((one["summary"], path) for path, _, one in told)
    for path, method, one in told:
        summary = one["summary"]
        if counts[summary] > 1:
            place = f"{method.upper()} {path}" if on_path[summary, path] > 1 else path
            one["summary"] = f"{summary} ({place})"


def _shortened(node: Node) -> Node:
    """Return a part of the document without extensions, its description cut to the first sentence."""
    out = {key: value for key, value in node.items() if not key.startswith("x-")}
    if "description" in out:
        out["description"] = first_sentence(out["description"])
    return out


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, in one line."""
    found = _SENTENCE.match(text.strip())
    return " ".join((found[1] if found else text).split())


class _Writer:
    """Writes parts of a document anew, with the component schemas of the whole one written out."""

    def __init__(self, components: Mapping[str, Any]) -> None:
        self.schemas = components.get("schemas", {})
        self.parameters = components.get("parameters", {})

    def operation(self, operation: Node) -> Node:
        out = _shortened(operation)
        if "parameters" in out:
            out["parameters"] = [self.parameter(one) for one in out["parameters"] if self._is_taken(one)]
        if "requestBody" in out:
            body = out["requestBody"] = _shortened(out["requestBody"])
            body["content"] = self._content(body["content"], request=True)
        out["responses"] = {status: self.response(one) for status, one in out["responses"].items()}
        return out

    def _is_taken(self, parameter: Node) -> bool:
        """Tell whether language models take a parameter, or it cannot be left out."""
        known = self.parameters.get(str(parameter.get("$ref", "")).rpartition("/")[2], parameter)
        return bool(known.get("required")) or _NAME.match(known["name"]) is not None

    def parameter(self, parameter: Node) -> Node:
        if "$ref" in parameter:
            return dict(parameter)
        out = _shortened(parameter)
        out.pop("example", None)
        if "schema" in out:
            out["schema"] = self.schema(out["schema"], 1, request=True)
        return out

    def response(self, response: Node) -> Node:
        if "$ref" in response:
            return dict(response)
        out = _shortened(response)
        out.pop("headers", None)
        if "content" in out:
            out["content"] = self._content(out["content"], request=False)
        return out

    def _content(self, content: Node, *, request: bool) -> Node:
        write = self._sent if request else self._answered
        return {media: {"schema": write(node["schema"])} if "schema" in node else {} for media, node in content.items()}

    def _sent(self, schema: Node) -> Any:
        return self.schema(schema, 1, request=True)

    def _answered(self, schema: Node) -> Any:
        """Return the schema of an answer, as many levels deep as are not too large; one in any case."""
        written: Any = {}
        for level in range(1, LEVELS + 1):
            written = self.schema(schema, level, request=False)
            if len(json.dumps(written, default=str)) <= LARGEST:
                break
        return written

    def schema(self, schema: Any, level: int, *, request: bool) -> Any:
        """Return a schema written out, which stands in ``level`` - 1 objects."""
        if not isinstance(schema, dict):
            return schema
        whole = self._whole(schema)
        united = next((key for key in _UNITED if key in whole), "")
        out: Node = {key: whole[key] for key in _KEPT if key in whole}
        if "description" in whole:
            out["description"] = first_sentence(whole["description"])
        if united:
            out[united] = [self.schema(part, level, request=request) for part in whole[united]]
        if "items" in whole:
            out["items"] = self.schema(whole["items"], level, request=request)
        if isinstance(whole.get("additionalProperties"), dict) and level <= LEVELS:
            out["additionalProperties"] = self.schema(whole["additionalProperties"], level + 1, request=request)
        if whole.get("properties"):
            out["type"] = whole.get("type", "object")
            if level <= LEVELS:
                out.update(self._members(whole, level, request=request))
        return _without_null(out) if united else out

    def _members(self, whole: Node, level: int, *, request: bool) -> Node:
        hidden = "readOnly" if request else "writeOnly"
        kept = {name: one for name, one in whole["properties"].items() if not self._whole(one).get(hidden)}
        if request:
            needed = whole.get("required", ())
            named = {name: one for name, one in kept.items() if name in needed or _NAME.match(name)}
            kept = named or kept
        out: Node = {"properties": {n: self.schema(one, level + 1, request=request) for n, one in kept.items()}}
        required = [name for name in whole.get("required", ()) if name in kept]
        return {**out, "required": required} if required else out

    def _whole(self, schema: Node, seen: tuple[str, ...] = ()) -> Node:
        """Return a schema with all that it refers to and all its parts in one."""
        name = str(schema.get("$ref", "")).rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        if name and name not in seen:
            whole = self._whole(self.schemas.get(name, {}), (*seen, name))
            return {**whole, **{key: value for key, value in schema.items() if key != "$ref"}}
        out: Node = {}
        for part in schema.get("allOf", ()):
            _unite(out, self._whole(part, seen))
        _unite(out, {key: value for key, value in schema.items() if key not in ("allOf", "$ref")})
        return out


def _unite(out: Node, part: Node) -> None:
    """Add a part of a schema to the whole of it."""
    for key, value in part.items():
        if key == "properties":
            out[key] = {**out.get(key, {}), **value}
        elif key == "required":
            out[key] = list(dict.fromkeys((*out.get(key, ()), *value)))
        else:
            out[key] = value


def _without_null(schema: Node) -> Node:
    """Return a schema of which one branch only allows null as the other one, with null allowed."""
    key = next(key for key in _UNITED if key in schema)
    others = [one for one in schema[key] if one.get("type") != "null" and one.get("enum") != [None]]
    if len(others) != 1 or len(others) == len(schema[key]):
        return schema
    about = {name: value for name, value in schema.items() if name != key}
    kind = others[0].get("type")
    null: Node = {"nullable": True} if any(one.get("nullable") for one in schema[key]) else {"type": [kind, "null"]}
    return {**others[0], **about, **(null if isinstance(kind, str) else {})}
