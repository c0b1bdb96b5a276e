"""An object of a document goes in; whether it is surely sound, which most are, comes out at a glance.

What is passed over here must be nothing that a closer look finds fault with; what is not is only looked at closer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from docgen.openapi.objects import SECTIONS, Passed

COMPONENT = re.compile(r"[A-Za-z0-9._-]+")  # the name of one
_SCALARS = (None, "string", "boolean", "integer", "number", "object")
_SAYING = frozenset(("type", "format", "description", "title", "nullable", "readOnly", "writeOnly"))
_DESCRIBING = _SAYING | {"properties", "items", "allOf"}
_PARAMETER = frozenset(("name", "in", "description", "required", "schema", "example"))
_MEDIA_TYPE = frozenset(("schema", "examples"))
_BODY = frozenset(("description", "content", "required"))
_RESPONSE = frozenset(("description", "content"))
_DEPTH = 20  # of parts in parts; what lies deeper is looked at with care


class Glance:
    """Tells objects of a document that are sound with all that they hold.

    ``known`` are references, by kind, that lead where they should: those to what stands among the components, and
    those that were found so.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        components = content.get("components")
        self.known: set[tuple[str, str]] = {
            (kind, f"#/components/{section}/{name}")
            for kind, section in SECTIONS.items()
            for name, value in _members(components, section)
            if COMPONENT.fullmatch(str(name)) and isinstance(value, dict) and "$ref" not in value
        }

    @property
    def passed(self) -> Passed:
        """The kinds that a glance may do for."""
        return {
            "schema": self.schema,
            "parameter": self.parameter,
            "request body": self.request_body,
            "response": self.response,
            "media type": self.media_type,
            "example": _example,
        }

    def schema(self, value: Any, depth: int = 0) -> bool:
        """Tell that a schema says nothing that could be wrong, nor do its parts, or that it is a known reference."""
        if not isinstance(value, dict):
            return False
        if _SAYING.issuperset(value):
            return value.get("type") in _SCALARS
        if "$ref" in value:
            return self._is_known(value, "schema")
        says = [key for key in value if key not in _SAYING and not str(key).startswith("x-")]
        if len(says) > 1 or depth > _DEPTH:
            return False
        inside = value[says[0]] if says else None
        if says == ["items"]:
            return value.get("type") == "array" and self.schema(inside, depth + 1)
        if value.get("type") not in _SCALARS:
            return False
        if says == ["properties"]:
            return isinstance(inside, dict) and all(self.schema(each, depth + 1) for each in inside.values())
        if says == ["allOf"]:
            return isinstance(inside, list) and bool(inside) and all(self.schema(each, depth + 1) for each in inside)
        return not says

    def parameter(self, value: Any) -> bool:
        """Tell that a parameter is plain, and so is its schema."""
        if not isinstance(value, dict) or not _PARAMETER.issuperset(value):
            return False
        return (value.get("in") != "path" or value.get("required") is True) and self.schema(value.get("schema"))

    def request_body(self, value: Any) -> bool:
        """Tell that the media types of a request body are plain."""
        return isinstance(value, dict) and _BODY.issuperset(value) and _all(self.media_type, value.get("content", {}))

    def response(self, value: Any) -> bool:
        """Tell that a response is described, and that its media types are plain, or that it is a known reference."""
        if not isinstance(value, dict):
            return False
        if not _RESPONSE.issuperset(value):
            return self._is_known(value, "response")
        return isinstance(value.get("description"), str) and _all(self.media_type, value.get("content", {}))

    def media_type(self, value: Any) -> bool:
        """Tell that a media type has examples of its own, and a schema that is known or has no parts."""
        if not isinstance(value, dict) or not _MEDIA_TYPE.issuperset(value):
            return False
        return self.schema(value.get("schema")) and _all(_example, value.get("examples", {}))

    def _is_known(self, value: dict[str, Any], kind: str) -> bool:
        if len(value) != 1 or "$ref" not in value:
            return False
        reference = value["$ref"]
        return isinstance(reference, str) and (kind, reference) in self.known


def _members(value: Any, key: str) -> Iterable[tuple[Any, Any]]:
    held = value.get(key) if isinstance(value, dict) else None
    return held.items() if isinstance(held, dict) else ()


def _example(value: Any) -> bool:
    return isinstance(value, dict) and "$ref" not in value


def _all(passes: Callable[[Any], bool], held: Any) -> bool:
    return isinstance(held, dict) and all(map(passes, held.values()))


def _is_plain_schema(schema: dict[str, Any]) -> bool:
    if not _DESCRIBING.issuperset(schema) or ("allOf" in schema and not schema["allOf"]):
        return False
    kind = schema.get("type")
    return kind in _SCALARS or (kind == "array" and "items" in schema)


# For a kind what tells that nothing can be wrong with an object itself, whatever it holds.
SOUND: dict[str, Callable[[dict[str, Any]], bool]] = {
    "media type": lambda value: "example" not in value or "examples" not in value,
    "path item": lambda value: "parameters" not in value,
    "response": lambda value: isinstance(value.get("description"), str),
    "schema": _is_plain_schema,
}
