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
_ITEM = re.compile(
    r"\s*(?:(?P<quote>[\"'`])(?P<quoted>(?:(?!(?P=quote)).)*+)(?P=quote)|(?P<bare>-?[\w.+/-]++))(?!\s*:)"
)
_OPENED = re.compile(r"\s*[\[(]")
_MARKED = re.compile(r"\s+(?=[\"`])")
_GOES_ON = re.compile(r"(?:\s|<br ?/?>)*+[\w`\"]", re.IGNORECASE)
_SENTENCE = re.compile(r"\.(?:\s|\Z)")
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'|null")  # one of the alternatives that are all values
_AT_END = re.compile(r"(?:[\s,:;*`]|<br ?/?>){1,40}\Z", re.IGNORECASE)
_AROUND = " \t\n*`:,;.|()[]"
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
        return msgspec.structs.replace(stated, values=_items(listed["values"], 0, dialect)[0], enumeration=True)
    default: str | None = None
    match = forms["default"].search(text)
    if match:
        default, text = match["default"].strip().strip('"` '), text[: match.start()]
    values: tuple[str, ...] = ()
    behind = ""
    match = forms["values"].search(text)
    if match:
        values, rest = _items(text, match.end(), dialect)
        behind = _text_of(rest if values else text[match.start() :], dialect) if rest.strip(_AROUND) else ""
        text = _closed(text[: match.start()]) if values or text[: match.start()].strip(_BARE) else text
    fact = one(text) if text.strip(_BARE) else None
    if fact and fact.note and not values:
        values = _noted(fact.note, dialect)
        fact = msgspec.structs.replace(fact, note="") if values else fact
    if fact and behind:
        fact = msgspec.structs.replace(fact, note="\n".join(filter(None, (fact.note, behind))))
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
    values, rest = _items(note, match.end(), dialect) if match else ((), "")
    return values if len(values) > 1 and not rest.strip() else ()


def _text_of(rest: str, dialect: Dialect) -> str:
    """Return what a text behind values says; "" where it only marks the row."""
    said = rest.strip(_AROUND)
    words = [word.strip(_AROUND).lower() for word in said.split()]
    return "" if all(word in dialect.outline.row_marks for word in words) else said


def _items(text: str, at: int, dialect: Dialect) -> tuple[tuple[str, ...], str]:
    """Return the values of a list that begins somewhere in a text, and what stands behind it.

    One of which it is not certain where a value ends holds none: all of it stands behind it.
    """
    apart = dialect.sentences["value_apart"].pattern
    out: dict[str, None] = {}
    begin, joints = at, ""
    opened = _OPENED.match(text, at)
    at = opened.end() if opened else at
    is_bare = False
    while match := _ITEM.match(text, at):
        is_bare = match["bare"] is not None
        out[match["bare"].rstrip(".") if is_bare else match["quoted"]] = None
        at = match.end()
        joint = apart.match(text, at) or (None if is_bare else _MARKED.match(text, at))
        mark = joint[0].strip()[:1] if joint else ""
        if joint is None or (joints and mark in ",;|/" and mark != joints):
            break
        joints, at = joints or mark, joint.end()
    rest = text[at:]
    if is_bare and not text[at - 1 : at].endswith(".") and _GOES_ON.match(rest):
        sentence = _SENTENCE.split(rest, maxsplit=1)[0]
        if len(out) == 1 or apart.search(sentence):
            return (), text[begin:]
    return tuple(out), rest
