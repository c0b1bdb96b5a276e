"""Read type cells that hold more than a name: objects and arrays that are written out, listed values, a default."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import TypeFact
from docgen.source import Span

NOWHERE = Span("", 0, 0)
_DEEPEST = 12  # objects and arrays inside each other
_MEMBER = re.compile(r"[*`\s]*\"?(?P<name>[\w$@.-]+)\"?[?*`]*\s*:(?!/)[*`]*\s*")
_PIECE_END = re.compile(r"[{}\[\]]|,(?=\s*[*`]*\"[^\"]*\"[*`]*\s*:)|,(?=\s*[\w$@.-]+\??\s*:)")
_BRACKETED = re.compile(r"\[\s*[\[{\]]|\{\s*(?:[\"*}]|[\w$@.-]+\??\s*:)|\[.*(?::|\n)", re.DOTALL)
_ITEM = re.compile(r"\s*(?:\"(?P<quoted>[^\"]*)\"|`(?P<code>[^`]*)`|(?P<bare>-?[\w.+/-]+))\s*")
_NEXT = re.compile(r",\s*(?=[\"`\w-])(?![\"`]?[\w$@. -]*[\"`]?[*]*\s*:)")
_MARKS = " \t\n*`:,;"

Read = Callable[[str], TypeFact | None]


def read(text: str, one: Read, dialect: Dialect) -> TypeFact | None:
    """Return the type that a cell names or writes out; ``one`` reads what is neither an object nor an array."""
    stripped = text.strip()
    if stripped[:1] in ("{", "[") and _BRACKETED.match(stripped):
        found = _Reader(stripped, one, dialect).type()
        if found is not None:
            return found
    return _scalar(text, one, dialect)


def _scalar(text: str, one: Read, dialect: Dialect) -> TypeFact | None:
    """Return a type with the values and the default that stand behind it."""
    forms = dialect.type_forms
    default: str | None = None
    match = forms["default"].search(text)
    if match:
        default, text = match["default"].strip('"` '), text[: match.start()]
    values: tuple[str, ...] = ()
    match = forms["values"].search(text)
    if match:
        values = _items(text, match.end())
        text = text[: match.start()] if values else text
    fact = one(text) if text.strip(_MARKS + "<br/>") else None
    if not values and default is None:
        return fact
    fact = fact or TypeFact("string" if values else "any", NOWHERE, "string" if values else "any")
    return msgspec.structs.replace(fact, values=values, default=default, enumeration=fact.enumeration or bool(values))


def _items(text: str, at: int) -> tuple[str, ...]:
    """Return the values of a list that begins somewhere in a text."""
    out: dict[str, None] = {}
    while match := _ITEM.match(text, at):
        out[next(group for group in match.groups() if group is not None)] = None
        following = _NEXT.match(text, match.end())
        if not following:
            break
        at = following.end()
    return tuple(out)


class _Reader:
    """Reads ``{ name: type, ... }`` and ``[ type ]``, one inside the other."""

    def __init__(self, text: str, one: Read, dialect: Dialect) -> None:
        self.text = text
        self.one = one
        self.dialect = dialect
        self.at = 0

    def blanks(self, more: str = "") -> str:
        """Pass over blanks, and some signs; return what stands there."""
        while self.text[self.at : self.at + 1] and self.text[self.at] in " \t\n" + more:
            self.at += 1
        return self.text[self.at : self.at + 1]

    def type(self, depth: int = 0) -> TypeFact | None:
        sign = self.blanks()
        if depth > _DEEPEST:
            return None
        if sign == "{":
            return self.object(depth)
        if sign == "[":
            self.at += 1
            item = self.type(depth + 1)
            if self.blanks() == "]":
                self.at += 1
            if item is None or item.collection:  # the items of an array of arrays are not told
                return TypeFact("any", NOWHERE, "any", collection=True)
            return msgspec.structs.replace(item, collection=True)
        end = _PIECE_END.search(self.text, self.at)
        piece = self.text[self.at : end.start() if end else len(self.text)]
        self.at += len(piece)
        return _scalar(piece, self.one, self.dialect) if piece.strip(_MARKS) else None

    def object(self, depth: int) -> TypeFact:
        self.at += 1
        members: dict[str, TypeFact] = {}
        while match := _MEMBER.match(self.text, self.at):
            self.at = match.end()
            members.setdefault(match["name"], self.type(depth + 1) or TypeFact("any", NOWHERE, "any"))
            self.blanks(",")
        if self.blanks() == "}":
            self.at += 1
        return TypeFact("object", NOWHERE, "any-object", members=tuple(members.items()))
