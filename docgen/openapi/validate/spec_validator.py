"""Validates a document with openapi-spec-validator, unchanged."""

from __future__ import annotations

import sys
import threading
from typing import Any

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.validators import SpecValidator

from docgen.openapi.examples.json_schema import shortened

# The package follows references from schema to schema by recursion: hundreds of schemas that refer to one another are
# nested more deeply than the interpreter allows by default, and than the stack of the main thread holds.
_RECURSION_LIMIT = 100_000
_STACK_BYTES = 256 * 1024 * 1024  # reserved, not used


def objections(content: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return (path from the root, problem) for every error; an exception that ends the validation is one, too."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(_RECURSION_LIMIT)
    try:
        thread = threading.Thread(target=_collect, args=(content, found))
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)
        _forget()
    return found


def _forget() -> None:
    """Let the package forget the document: a cache of its class keeps every one that was ever validated."""
    method: Any = SpecValidator.iter_errors
    while method is not None:
        getattr(method, "cache_clear", lambda: None)()
        method = getattr(method, "__wrapped__", None)


def _collect(content: dict[str, Any], found: list[tuple[tuple[str | int, ...], str]]) -> None:
    is_30 = str(content.get("openapi", "")).startswith("3.0")
    try:
        validator = (OpenAPIV30SpecValidator if is_30 else OpenAPIV31SpecValidator)(content)
        found.extend((tuple(error.absolute_path), shortened(error.message)) for error in validator.iter_errors())
    except Exception as problem:  # the package raises for some faults instead of yielding an error
        words = str(problem) if len(str(problem)) < 1000 else ""
        found.append(((), f"the validator stops with {type(problem).__name__}: {shortened(words)}".rstrip(": ")))
