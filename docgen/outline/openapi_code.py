"""Tell which blocks of code hold an OpenAPI document, of a whole API or of some operations, and read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from docgen.codeblocks import json_data
from docgen.markdown.page import Block, Fence

_FIRST = 200  # characters of a document in which its version stands
_VERSION = re.compile(r"^[ \t]*+\{?[ \t]*+[\"']?openapi[\"']?[ \t]*+:[ \t]*+[\"']?3\.", re.MULTILINE)


def of(block: Block) -> Mapping[str, Any] | None:
    """Return the OpenAPI document that a block of code holds; None for any other block."""
    if type(block) is not Fence or "openapi" not in block.text.value[:_FIRST]:
        return None
    return _document(block.text.value) if _VERSION.search(block.text.value[:_FIRST]) else None


@lru_cache(maxsize=64)
def _document(text: str) -> Mapping[str, Any] | None:
    try:
        found = json_data.read(text, aliases=True)
    except json_data.DataError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("info"), dict):
        return None
    return found if isinstance(found.get("paths"), dict) or isinstance(found.get("components"), dict) else None


def members(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the members of an object that are objects."""
    if isinstance(value, dict):
        yield from ((name, one) for name, one in value.items() if isinstance(one, dict))


def index_of(text: str, key: str, start: int) -> int:
    """Return where a key begins in the text of a document, from an index on; -1 where it does not stand there."""
    at = text.find(key, start)
    while at >= 0:
        behind = text[at + len(key) : at + len(key) + 4].lstrip("\"' ")
        if behind.startswith(":") and not text[max(at - 1, 0) : at].strip("\"'{, \t\n"):
            return at
        at = text.find(key, at + 1)
    return -1
