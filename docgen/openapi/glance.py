"""An object of a document goes in; whether it is surely sound, which most are, comes out at a glance.

What is passed over here must be nothing that a closer look finds fault with; what is not is only looked at closer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docgen.openapi.walk import Passed

_SCALARS = (None, "string", "boolean", "integer", "number", "object")
_SAYING = frozenset(("type", "format", "description", "title", "nullable", "readOnly", "writeOnly"))
_DESCRIBING = _SAYING | {"properties", "items", "allOf"}
_PARAMETER = frozenset(("name", "in", "description", "required", "schema", "example"))
_MEDIA_TYPE = frozenset(("schema", "examples"))
_RESPONSE = frozenset(("description", "content"))


class Glance:
    """Tells objects that are sound with all that they hold. ``known`` are references, by kind, that were found so."""

    def __init__(self) -> None:
        self.known: set[tuple[str, str]] = set()

    @property
    def passed(self) -> Passed:
        """The kinds that a glance may do for."""
        return {
            "schema": self.schema,
            "parameter": self.parameter,
            "response": self.response,
            "media type": self.media_type,
            "example": _example,
        }

    def schema(self, value: Any) -> bool:
        """Tell that a schema has no parts and says nothing that could be wrong, or is a known reference."""
        if not isinstance(value, dict):
            return False
        return value.get("type") in _SCALARS if _SAYING.issuperset(value) else self._is_known(value, "schema")

    def parameter(self, value: Any) -> bool:
        """Tell that a parameter is plain, and so is its schema."""
        if not isinstance(value, dict) or not _PARAMETER.issuperset(value):
            return False
        return (value.get("in") != "path" or value.get("required") is True) and self.schema(value.get("schema"))

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
