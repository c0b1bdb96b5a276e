"""Tell which blocks of code hold an OpenAPI document, of a whole API or of some operations, and read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
