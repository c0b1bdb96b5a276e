"""Tell which blocks of code declare a type, as JSON Schema or as an interface, and what they say of it."""

from __future__ import annotations

from functools import lru_cache

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Fence
from docgen.outline import interface_rows, schema_rows
from docgen.outline.parts import Part
from docgen.outline.row import Declared
from docgen.source import Text

_NONE = Declared()
_SCHEMA_WORDS = ('"properties"', '"$ref"', '"items"', '"allOf"', '"oneOf"', '"anyOf"')


def of(block: Block, part: Part, dialect: Dialect) -> Declared:
    """Return the type that a block of code declares, without rows where it declares none; an example does not."""
    if not isinstance(block, Fence) or "schema" not in dialect.outline.rows or part.inside("examples"):
        return _NONE
    value = block.text.value
    if block.info in dialect.outline.type_languages:
        return _of_interface(block.text)
    if value[:1] in "{ \t\n" and any(word in value for word in _SCHEMA_WORDS) and value.lstrip().startswith("{"):
        return _of_schema(block.text)
    return _NONE


@lru_cache(maxsize=512)
def _of_interface(text: Text) -> Declared:
    return interface_rows.read(text)


@lru_cache(maxsize=512)
def _of_schema(text: Text) -> Declared:
    return schema_rows.declared(text)
