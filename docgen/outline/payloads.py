"""Read the keywords that describe a request or an answer: attributes, body, schema, headers, model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from docgen.markdown.page import Block, Cell, Fence, Paragraph, Section
from docgen.outline import schema_rows
from docgen.outline.bullets import Bullet, Line, text_of
from docgen.outline.members import LISTED, Members
from docgen.outline.parts import Part
from docgen.outline.row import Row
from docgen.outline.signatures import chosen, keyword, signature
from docgen.source import Span, Text

ASSETS = frozenset({"body", "schema", "headers"})
MESSAGES = frozenset({"request", "response", "model"})
SECTIONS = ASSETS | MESSAGES | {"parameters", "attributes", "relation"}
_CODE = 8  # columns behind a bullet from which on a text is a body
_STATUS = re.compile(r"(?P<status>[1-5]\d\d)\b")
_MEDIA = re.compile(r"\((?P<inner>[^()]*)\)\s*\Z")
_MEDIA_TYPE = re.compile(r"(?<![a-z])[a-z]+/[\w.+*-]+", re.IGNORECASE)
_LOOKS_LIKE_BODY = re.compile(r"[{\[<\"]")
_MODEL = re.compile(r"\[(?P<name>[^\[\]]+)\]\s*\[(?P<second>[^\[\]]*)\]\s*\Z")
_HEADER = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*:[ \t]*+(?P<value>.*)")

Model = Callable[[str], "tuple[Bullet, Members] | None"]
"""Takes a name; returns the bullet of the model of that name, with what its members need."""


_HOLDING = frozenset({"attributes", "body", "schema"})


def said_alone(bullet: Bullet, members: Members) -> Text | None:
    """Return what is said of a request that has no body; None for one that has, and where nothing is said."""
    text, shown = _told_apart(bullet, members)
    meanings = {keyword(one.text.value, members.dialect)[0] for one in bullet.items}
    return None if shown or meanings & _HOLDING else text_of(members.source, text, members.path)


def no_model(_name: str) -> None:
    """Return that there is no model."""


class Payload(msgspec.Struct, frozen=True, gc=False):
    """A request or an answer as parts; ``status`` is 0 for a request."""

    status: int = 0
    parts: tuple[Part, ...] = ()


def part(
    head: Part,
    role: str,
    bullet: Bullet,
    path: str,
    *,
    rows: Sequence[Row] | None = None,
    blocks: Sequence[Block] = (),
    status: int = 0,
    media: str = "",
    type: Cell | None = None,  # noqa: A002 (the name of the field)
    is_example: bool = False,
    label: str = "",
) -> Part:
    """Return a part below the heading of an action; its rows stand where the bullet does."""
    named = Text(label, Span(path, bullet.text.span.start, bullet.text.span.start + len(label)))
    place = Paragraph(Text("", Span(path, bullet.start, bullet.end)), depth=1)
    held = (*blocks, place) if rows else tuple(blocks)
    roles = ("examples", role) if is_example else (role,)
    return Part(
        Section(head.section.level + 1, named, (), ()),
        role,
        (head,),
        inherits=False,
        roles=roles,
        own=held,
        blocks=held,
        shown=held,
        label=named,
        rows=((place, tuple(rows)),) if rows else (),
        status=status,
        media=media,
        type=type,
        marked=True,
    )


def of(bullet: Bullet, members: Members, head: Part, role: str, model: Model = no_model) -> Payload:
    """Return what a request, an answer, or the attributes of an action say."""
    return Payload(*_Reader(bullet, members, head, role, model).read())


class _Reader:
    def __init__(self, bullet: Bullet, members: Members, head: Part, role: str, model: Model) -> None:
        self.bullet = bullet
        self.members = members
        self.head = head
        self.role = role
        self.model = model
        meaning, rest = keyword(bullet.text.value, members.dialect)
        found = _STATUS.match(rest) if role == "response" else None
        # An answer without a status is one of 200, as the language says.
        self.status = (int(found["status"]) if found else 200) if role == "response" else 0
        inner = _MEDIA.search(rest) if meaning in MESSAGES else None
        media = _MEDIA_TYPE.match(inner["inner"].strip()) if inner else None
        self.media = media[0].lower() if media else ""
        self.reason = inner["inner"].strip() if inner and not media else ""
        name = rest[found.end() if found else 0 : inner.start() if inner else len(rest)].strip(" -:")
        self.name = name
        self.is_attributes = meaning == "attributes"

    def read(self) -> tuple[int, tuple[Part, ...]]:
        if self.is_attributes:
            return self.status, tuple(self._attributes(self.bullet, self.members))
        out = list(self._content(self.bullet, self.members, depth=0))
        about = [one for one in out if one.role == self.role and not one.inside("examples")]
        if self.role == "response":
            if not about or not any(one.own for one in about):
                words = self.name or self.reason
                out.insert(0, self._part("response", blocks=self._sentences(words)))
        elif about and self.name and not any(one.inside("examples") for one in out):
            out.insert(0, self._part(self.role, blocks=self._sentences(self.name)))
        return self.status, tuple(out)

    def _part(self, role: str, bullet: Bullet | None = None, **given: Any) -> Part:
        status = self.status if role == "response" else 0
        return part(self.head, role, bullet or self.bullet, self.members.path, status=status, media=self.media, **given)

    def _sentences(self, words: str) -> tuple[Block, ...]:
        at = self.bullet.text.value.find(words)
        return (Paragraph(self.bullet.text.slice(at, at + len(words))),) if words and at >= 0 else ()

    def _content(self, bullet: Bullet, members: Members, depth: int) -> Iterator[Part]:
        """Yield the parts of a message: the members first, which say what a body is, then its schema, its example."""
        inside: dict[str, list[Bullet]] = {}
        for one in bullet.items:
            inside.setdefault(keyword(one.text.value, members.dialect)[0], []).append(one)
        said, shown = _told_apart(bullet, members)
        text = text_of(members.source, said, members.path)
        if text and (self.role == "response" or shown or not _HOLDING.isdisjoint(inside)):
            yield self._part(self.role, bullet, blocks=(Paragraph(text),))
        attributes = inside.get("attributes", [])
        for one in attributes:
            yield from self._attributes(one, members)
        described = any(one.items or "(" in one.text.value for one in attributes)
        for one in inside.get("schema", ()):
            found = text_of(members.source, one.lines, members.path)
            rows = schema_rows.read(found) if found and not described else ()
            if rows:
                yield self._part(self.role, one, rows=rows)
        for one in inside.get("headers", ()):
            yield from self._headers(one, members)
        bodies = [(one, text_of(members.source, one.lines, members.path)) for one in inside.get("body", ())]
        for one, body in (*bodies, (bullet, text_of(members.source, shown, members.path))):
            yield from self._body(one, body, depth)

    def _attributes(self, bullet: Bullet, members: Members) -> Iterator[Part]:
        """Yield the members of a body; those of the type that it names are put before its own."""
        behind = keyword(bullet.text.value, members.dialect)[1]
        written = f"x {behind}"
        at = bullet.text.span.end - len(behind) - 2
        said = signature(Text(written, Span(members.path, at, bullet.text.span.end)), members.dialect)
        if said.type and said.type.text.lower().startswith(LISTED):
            listed = members.listed(bullet.items)
            texts = [Text(f"- `{one.name.text}`", one.name.span) for one in listed]
            yield self._part(
                self.role, bullet, type=chosen(said.type, members.dialect), blocks=tuple(map(Paragraph, texts))
            )
            return
        type_, nested = members.typed(said.type, bullet.items, -1)
        rows = tuple(nested)
        if rows or type_:
            kind = None if type_ is None or (rows and type_.text.lower() == "object") else type_
            yield self._part(self.role, bullet, rows=rows, type=kind)

    def _headers(self, bullet: Bullet, members: Members) -> Iterator[Part]:
        """Yield the headers as rows."""
        rows = []
        for line in bullet.lines:
            match = _HEADER.match(members.source[line.start : line.end])
            if match:
                span = Span(members.path, line.start, line.end)
                name = Cell(match["name"], Span(members.path, line.start, line.start + match.end("name")))
                value = match["value"].strip()
                shown = Cell(value, span) if value else None
                rows.append(Row(span, name, "list", example=shown, located="header", sure=True))
        if rows:
            yield self._part("request_headers" if self.role == "request_body" else "response", bullet, rows=rows)

    def _body(self, bullet: Bullet, body: Text | None, depth: int) -> Iterator[Part]:
        if body is None:
            return
        named = _MODEL.match(body.value.strip())
        found = self.model(named["name"]) if named and not depth else None
        if found:
            model, members = found
            inner = _MEDIA_TYPE.search(model.text.value)
            self.media = self.media or (inner[0].lower() if inner else "")
            yield from self._content(model, members, depth + 1)
            return
        fence = Fence("", body, body.span)
        yield self._part(self.role, bullet, blocks=(fence,), is_example=True, label=self.name)


def _told_apart(bullet: Bullet, members: Members) -> tuple[list[Line], list[Line]]:
    """Return the lines of sentences directly below a message, and those of a body."""
    lines = bullet.lines
    for number, line in enumerate(lines):
        text = members.source[line.start : line.end]
        if text and (line.indent >= bullet.indent + _CODE or _LOOKS_LIKE_BODY.match(text) or text.startswith("```")):
            return lines[:number], lines[number:]
    return lines, []
