"""Parts of a document go in; which of them were found sound in an earlier document comes out."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from docgen.openapi.serialize import Part, Parts

_SIZE = 16  # bytes that stand for a part
_HOLDING = ("paths", "components")  # parts, two levels below


class Sound:
    """What is known of the parts of a document, by their identity.

    ``values`` were found sound, with all that they hold, in a valid document of the same version whose components
    have the same names, so that references lead where they did. ``depending`` are those that are never taken down as
    sound: whether they are hangs on what other parts say.
    """

    def __init__(self, content: dict[str, Any], parts: Sequence[Part], known: Parts) -> None:
        self.depending: set[int] = set()
        self._parts = parts
        self._known = known
        self._scope = _scope(content)
        before = (known.get(self._scope) if self._scope else None) or b""
        keys = {before[start : start + _SIZE] for start in range(0, len(before), _SIZE)}
        self.values = {id(part.value) for part in parts if part.key in keys and isinstance(part.value, dict)}

    def rest(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return a document without what was found sound."""
        return {key: self._without(each, 2) if key in _HOLDING else each for key, each in content.items()}

    def _without(self, value: Any, depth: int) -> Any:
        if depth == 0 or not isinstance(value, dict):
            return value
        return {key: self._without(each, depth - 1) for key, each in value.items() if id(each) not in self.values}

    def keep(self) -> None:
        """Take down that all parts of the document are sound."""
        if self._scope:
            keys = {part.key for part in self._parts if id(part.value) not in self.depending}
            self._known[self._scope] = b"".join(sorted(keys))


def _scope(content: dict[str, Any]) -> bytes:
    """Return what stands for the version and the names of components; b"" where a component is a mere reference."""
    components = content.get("components")
    sections = components.items() if isinstance(components, dict) else ()
    names: list[tuple[str, list[str]]] = []
    for section, held in sections:
        if not isinstance(held, dict) or any(not isinstance(each, dict) or "$ref" in each for each in held.values()):
            return b""
        names.append((str(section), sorted(map(str, held))))
    packed = msgspec.msgpack.encode((str(content.get("openapi")), sorted(names)))
    return blake2b(packed, digest_size=_SIZE).digest()
