"""Hold the types that a file declares, and what each of them has, inherited members included."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Cell, Paragraph, Section
from docgen.outline.bullets import Bullet
from docgen.outline.members import Members
from docgen.outline.parts import Part
from docgen.outline.row import Row
from docgen.outline.signatures import Signature, chosen, signature
from docgen.source import Span, Text

_NO_NAME = re.compile(r"[^\w.-]+")
_WORDS = re.compile(r"[^\[\]<>(),|]+")  # a name in a written type


class _Declared(msgspec.Struct, frozen=True, gc=False, eq=False):
    title: Text
    said: Signature
    bullets: list[Bullet]
    source: str
    text: tuple[Block, ...]


def safe(name: str) -> str:
    """Return the name of a type as one word."""
    words = [word for word in _NO_NAME.split(name) if word]
    return words[0] if len(words) == 1 else "".join(word[:1].upper() + word[1:] for word in words)


class TypesOfFile:
    """The types that one page declares, those of its included files among them."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.found: dict[str, _Declared] = {}
        self.last = ""
        self.open: set[str] = set()  # those whose members are being collected

    def declare(self, title: Text, bullets: Sequence[Bullet], source: str, text: tuple[Block, ...]) -> str:
        """Note a type that a heading names; return its name, "" for a heading that names none."""
        said = signature(title, self.dialect)
        if said.name is None or not (bullets or said.marked):
            return ""
        name = safe(said.name.text if said.marked else title.value)
        self.found.setdefault(name, _Declared(title, said, list(bullets), source, text))
        self.last = name
        return name

    def go_on(self, bullets: Sequence[Bullet], meaning: str) -> None:
        """Add what stands below a keyword in a heading of its own to the type before it; samples say nothing."""
        if self.last and meaning in ("values", "items", "members"):
            self.found[self.last].bullets.extend(bullets)

    def of_resource(self, title: Text, bullet: Bullet, source: str) -> None:
        """Note the attributes of a resource as the type that is called like it."""
        kind = signature(Text(f"x {bullet.text.value.partition(' ')[2]}", bullet.text.span), self.dialect).type
        said = Signature(Cell(title.value, title.span), None, kind)
        self.found.setdefault(safe(title.value), _Declared(title, said, bullet.items, source, ()))

    def members(self, source: str, path: str) -> Members:
        """Return what reads the bullets of a file, which may name these types."""
        return Members(source, path, self.dialect, self.rows, self.spelled)

    def spelled(self, written: str) -> str:
        """Return a type with each name of several words that the file declares as one word."""
        if not _NO_NAME.search(written):
            return written
        return _WORDS.sub(lambda m: name if (name := safe(m[0])) in self.found else m[0], written)

    def base(self, name: str) -> str:
        """Return the type of the file that a type is derived from, "" for none."""
        kind = self.found[name].said.type
        return safe(kind.text) if kind and safe(kind.text) in self.found else ""

    def own(self, name: str) -> tuple[Row, ...]:
        """Return the rows of the members that a type adds to its base."""
        one = self.found[name]
        members = self.members(one.source, one.title.span.path)
        kind = one.said.type.text if one.said.type else ""
        return tuple(members.rows([bullet for bullet in one.bullets if not members.is_sample(bullet, kind)]))

    def rows(self, name: str) -> tuple[Row, ...] | None:
        """Return the rows of all members of a type; None where there is none of that name, or one without members."""
        name = safe(name)
        if name not in self.found or name in self.open or self.is_listed(name):
            return None
        self.open.add(name)
        above = self.rows(self.base(name)) if self.base(name) else ()
        own = self.own(name)
        self.open.discard(name)
        there = {row.name.text for row in own if not row.depth}
        out: list[Row] = []
        skipped = False
        for row in above or ():
            skipped = row.name.text in there if not row.depth else skipped
            if not skipped:
                out.append(row)
        return (*out, *own)

    def is_listed(self, name: str) -> bool:
        """Tell whether a type is an enumeration."""
        passed: set[str] = set()  # a type may be said to be derived from itself
        while name and name not in passed:
            passed.add(name)
            kind = self.found[name].said.type
            if kind and kind.text.lower().startswith("enum"):
                return True
            name = self.base(name)
        return False

    def values(self, name: str) -> tuple[Row, ...]:
        """Return the values of an enumeration as rows."""
        if name in self.open:
            return ()
        one = self.found[name]
        members = self.members(one.source, one.title.span.path)
        self.open.add(name)
        base = self.values(self.base(name)) if self.base(name) else ()
        self.open.discard(name)
        return (*base, *members.listed(one.bullets))


def type_part(types: TypesOfFile, name: str) -> Part:
    """Return the part that describes a type."""
    one = types.found[name]
    listed, kind = types.is_listed(name), one.said.type
    rows = types.values(name) if listed else types.own(name)
    start = min((bullet.start for bullet in one.bullets), default=one.title.span.end)
    end = max((bullet.end for bullet in one.bullets), default=one.title.span.end)
    block = Paragraph(Text("", Span(one.title.span.path, start, end)), depth=1)
    blocks = (*(block for block in one.text if not (isinstance(block, Paragraph) and block.depth)), block)
    named = Text(name, one.title.span)
    role = "members" if listed else "properties"
    return Part(
        Section(2, named, blocks, ()),
        role,
        (),
        inherits=False,
        roles=(role,),
        own=blocks,
        blocks=blocks,
        shown=blocks,
        rows=((block, rows),) if rows else (),
        type=kind and chosen(Cell(types.spelled(kind.text), kind.span), types.dialect),
        describes=name,
    )
