"""Read what stands behind the type in a cell: the values that it lists, and the default."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import TypeFact
from docgen.outline.text_rows import VALUES
from docgen.source import NOWHERE

_NOTHING_IN_ARRAY = re.compile(r"\s*\[\s*\]\s*\Z")
_ITEM = re.compile(r"\s*(?:\"(?P<quoted>[^\"]*)\"|`(?P<code>[^`]*)`|(?P<bare>-?[\w.+/-]+))\s*(?P<more>,?)")
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'|null")  # one of the alternatives that are all values
_AT_END = re.compile(r"(?:[\s,:;*`]|<br ?/?>){1,40}\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"[|,]")
_VALUE = re.compile(r"[\w.+/-]{1,60}")
_BARE = " \t\n*`:,;<br/>"


def read(text: str, one: Callable[[str], TypeFact | None], dialect: Dialect) -> TypeFact | None:
    """Return the type that a cell names, with what stands behind it; ``one`` reads the type alone."""
    forms = dialect.type_forms
    if _NOTHING_IN_ARRAY.match(text):
        return TypeFact("any", NOWHERE, "any", collection=True)
    literals = [piece.strip() for piece in text.split("|")] if "|" in text and ('"' in text or "'" in text) else []
    if literals and all(map(_LITERAL.fullmatch, literals)):
        listed_values = tuple(dict.fromkeys(one.strip("\"'") for one in literals if one != "null"))
        null = "null" in literals
        return TypeFact("string", NOWHERE, "string", values=listed_values, enumeration=True, nullable=null)
    listed = VALUES.fullmatch(text.strip()) if ": " in text else None
    stated = one(listed["type"]) if listed else None
    if listed and stated and stated.primitive and not stated.collection:
        return msgspec.structs.replace(stated, values=_items(listed["values"], 0), enumeration=True)
    default: str | None = None
    match = forms["default"].search(text)
    if match:
        default, text = match["default"].strip().strip('"` '), text[: match.start()]
    values: tuple[str, ...] = ()
    match = forms["values"].search(text)
    if match:
        values = _items(text, match.end())
        text = _closed(text[: match.start()]) if values else text
    fact = one(text) if text.strip(_BARE) else None
    if fact and fact.note and not values:
        values = _noted(fact.note, dialect)
        fact = msgspec.structs.replace(fact, note="") if values else fact
    if not values and default is None:
        return fact
    fact = fact or TypeFact("string" if values else "any", NOWHERE, "string" if values else "any")
    has_values = fact.enumeration or bool(values)
    return msgspec.structs.replace(fact, values=values, default=default, enumeration=has_values)


def _closed(text: str) -> str:
    """Return a text that is cut off inside brackets with the brackets that close them."""
    opened = text.count("[") - text.count("]")
    return _AT_END.sub("", text) + "]" * opened if opened > 0 else text


def _noted(note: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the values that a note in brackets lists and says nothing besides: ``string (enum: on | off)``."""
    match = dialect.type_forms["values"].match(note)
    pieces = [piece.strip(" \t`'\"") for piece in _BETWEEN.split(note[match.end() :])] if match else []
    return tuple(pieces) if len(pieces) > 1 and all(map(_VALUE.fullmatch, pieces)) else ()


def _items(text: str, at: int) -> tuple[str, ...]:
    """Return the values of a list that begins somewhere in a text."""
    out: dict[str, None] = {}
    while match := _ITEM.match(text, at):
        out[next(group for group in match.groups()[:3] if group is not None)] = None
        at = match.end()
        if not match["more"]:
            break
    return tuple(out)
