"""Read bullets that describe members: name, value, marks in parentheses in any order, text, and what is nested."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Cell
from docgen.outline.bullets import Bullet, text_of
from docgen.outline.row import Row
from docgen.outline.signatures import (
    ARRAY,
    CHOICE,
    DASH,
    INNER,
    PLAIN,
    Signature,
    chosen,
    is_sentence,
    keyword,
    signature,
    without_quotes,
)
from docgen.source import Span

_SEVERAL = re.compile(r"[^\w@$.\[\]-]")  # in a name: a word behind which no mark stands
_COLON = re.compile(r"\w`?:\s")  # between the name of a member and its value
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BARE_ARRAYS = frozenset({"array", "list"})
LISTED = "enum"  # the type of a member whose values are listed and whose type is not told
_HOLDING = "object"  # of one that holds others
_DEEPEST = 20
Named = Callable[[str], "tuple[Row, ...] | None"]
"""Takes the name of a type of the file; returns the rows of all its members, None where the file has no such type."""
Spelled = Callable[[str], str]
"""Takes a written type; returns it with each name of a type of the file in it as one word."""


class Members(msgspec.Struct, frozen=True, gc=False):
    """What reading bullets needs to know: the text of their file, the dialect, and the types of the file."""

    source: str
    path: str
    dialect: Dialect
    named: Named
    spelled: Spelled

    def rows(self, bullets: Sequence[Bullet], depth: int = 0) -> Iterator[Row]:
        """Yield the rows of bullets and of all inside them."""
        for one in bullets:
            if depth < _DEEPEST:
                yield from self._rows(one, depth)

    def _rows(self, bullet: Bullet, depth: int) -> Iterator[Row]:
        meaning, rest = keyword(bullet.text.value, self.dialect)
        if meaning in ("members", "items") and not rest:
            yield from self.rows(bullet.items, depth)
        elif meaning == "one_of" and not rest:
            for number, one in enumerate(bullet.items):
                for row in self.rows([one], depth):
                    choice = (bullet.start, number) if row.depth == depth else row.choice
                    yield msgspec.structs.replace(row, choice=choice)
        elif meaning == "condition" and is_sentence(bullet, self.dialect):
            for row in self.rows(bullet.items, depth):
                yield msgspec.structs.replace(row, required=None)
        elif meaning == "include":
            yield from self._shifted(rest.strip(" `()"), depth)
        elif (said := signature(bullet.text, self.dialect)).name is None:
            yield from self.rows(bullet.items, depth)  # an item of an array, which has no name
        else:
            row, nested = self._row(bullet, said, depth)
            yield row
            yield from nested

    def _shifted(self, name: str, depth: int) -> Iterator[Row]:
        for row in self.named(name) or ():
            yield msgspec.structs.replace(row, depth=row.depth + depth)

    def _row(self, bullet: Bullet, said: Signature, depth: int) -> tuple[Row, Iterator[Row]]:
        assert said.name is not None
        settled = {"default": said.default or (said.value if said.is_default else None), "example": said.value}
        values: list[Bullet] = []
        shown: list[Bullet] = []
        inside: list[Bullet] = []
        kind = said.type.text if said.type else ""
        for one in bullet.items:
            meaning, rest = keyword(one.text.value, self.dialect)
            if meaning in ("default", "sample") and self._is_value(one, rest, kind):
                settled["default" if meaning == "default" else "example"] = self._value(one, rest)
            elif meaning == "values" and not rest:
                values.extend(one.items)
            elif kind.lower().startswith("enum"):
                values.append(one)
            else:
                (shown if self.is_sample(one, kind) else inside).append(one)
        choices = self._listed_item(kind, inside)
        if choices:  # an array of one of them
            values, inside = [*values, *choices], []
        listed = list(self.listed(values))
        cells = [row.name for row in listed]
        if kind.lower().startswith("enum") and not values and said.value and "," in said.value.text:
            cells = [Cell(without_quotes(one), said.value.span) for one in said.value.text.split(",") if one.strip()]
            settled["example"] = None
        elif ARRAY.match(kind):
            settled["example"] = _as_array(settled["example"], list(self._values(shown)))
        written = Cell("array[string]", said.type.span) if choices and said.type else said.type
        stated = chosen(written, self.dialect) if written else self._untyped(said, inside, cells)
        if stated and stated.text.lower() in _BARE_ARRAYS and shown and not inside:
            item = signature(shown[0].text, self.dialect).type
            stated = Cell(f"{stated.text}[{item.text}]", stated.span) if item else stated
        type_, members = self.typed(stated, inside, depth)
        row = Row(
            Span(self.path, bullet.start, max(bullet.text.span.end, bullet.start)),
            said.name,
            "list",
            type=type_,
            required=said.required,
            optional=said.optional,
            default=settled["default"],
            description=_with_listed(self._description(bullet, said), listed),
            depth=depth,
            sure=said.marked,
            values=tuple(cells),
            closed=bool(cells),
            example=settled["example"],
            nullable=said.nullable,
            exact=(said.quoted or _SEVERAL.search(said.name.text) is not None)
            and (said.marked or " " not in said.name.text),
        )
        return row, members

    def _untyped(self, said: Signature, inside: Sequence[Bullet], values: Sequence[Cell]) -> Cell | None:
        """Return the type of a member that states none: that of a text, where it neither holds others nor lists any."""
        assert said.name is not None
        kind = LISTED if values else _HOLDING if inside else self.dialect.outline.untyped
        return Cell(kind, said.name.span) if kind else None

    def _listed_item(self, kind: str, inside: Sequence[Bullet]) -> Sequence[Bullet]:
        """Return the values of the items of an array, where its only item is an enumeration; () for any other."""
        if not ARRAY.match(kind) or len(inside) != 1:
            return ()
        item = signature(inside[0].text, self.dialect)
        return inside[0].items if item.name is None and item.type and CHOICE.match(item.type.text) else ()

    def typed(self, type_: Cell | None, inside: Sequence[Bullet], depth: int) -> tuple[Cell | None, Iterator[Row]]:
        """Return the type of a member and its members: with some of its own it is no longer the type that it names."""
        type_ = type_ and Cell(self.spelled(type_.text), type_.span)
        if not inside:
            return type_, iter(())
        many = type_ is not None and ARRAY.match(type_.text)
        inner = INNER.match(type_.text) if type_ and many else None
        name = inner["inner"].strip() if inner else ("" if many or type_ is None else type_.text)
        if many and not inner and len(inside) == 1:
            item = signature(inside[0].text, self.dialect)
            if item.name is None and item.type and type_:
                name = item.type.text
                type_ = Cell(f"{type_.text}[{name}]", type_.span)
                if not inside[0].items:
                    return type_, iter(())
        base = self.named(name) if name else None
        if base is None:
            return type_, self.rows(inside, depth + 1)
        assert type_ is not None
        whole = [msgspec.structs.replace(row, depth=row.depth + depth + 1) for row in base]
        own = list(self.rows(inside, depth + 1))
        there = {row.name.text for row in own if row.depth == depth + 1}
        kept = list(_without(whole, there, depth + 1))
        return Cell("array[object]" if many else "object", type_.span), iter((*kept, *own))

    def listed(self, bullets: Sequence[Bullet]) -> Iterator[Row]:
        """Yield the values of an enumeration as rows, each with what is said of it."""
        for one in bullets:
            meaning, rest = keyword(one.text.value, self.dialect)
            if meaning in ("values", "items", "members") and not rest:
                yield from self.listed(one.items)
                continue
            for value in self._values([one]) if meaning not in ("default", "sample") else ():
                said = signature(one.text, self.dialect)
                yield Row(value.span, value, "list", description=self._description(one, said), sure=True)

    def _is_value(self, bullet: Bullet, rest: str, kind: str) -> bool:
        """Tell whether a bullet named like a keyword is one: with marks of its own it is a member of an object."""
        if rest and rest.lstrip()[:1] not in ":=":
            return False
        primitive = self.dialect.types.get(self.dialect.words.get(kind.lower(), ""))
        is_plain = primitive is not None and primitive.type not in ("", "object")
        return is_plain or kind.lower().startswith("enum") or not signature(bullet.text, self.dialect).marked

    def _value(self, bullet: Bullet, rest: str) -> Cell | None:
        stated = rest.strip().lstrip(":=").strip()
        if stated:
            code = re.match(r"`[^`]+`", stated)
            stated = code[0] if code else re.sub(r"(?<!\s)\s+\([^()]*\)\Z", "", stated)
            at = bullet.text.value.rfind(stated)
            return Cell(without_quotes(stated), bullet.text.at(at, at + len(stated)))
        if any(_COLON.search(one.text.value) or one.items for one in bullet.items):
            said = ", ".join(one.text.value for one in bullet.items)
            return Cell(said, bullet.items[0].text.span)
        return next(iter(self._values(bullet.items)), None)

    def _values(self, bullets: Sequence[Bullet]) -> Iterator[Cell]:
        """Yield the values that bullets list, without what is said of each."""
        for one in bullets:
            text = one.text.value
            code = re.match(r"[*_]*`([^`\n]+)`", text)
            stop = DASH.search(text) or re.search(r"\s\(|:\s", text)
            value = code[1] if code else (text[: stop.start()] if stop else text)
            if value.strip():
                yield Cell(without_quotes(value), one.text.span)

    def is_sample(self, bullet: Bullet, kind: str) -> bool:
        """Tell whether a bullet in an array only shows one of its items."""
        if not ARRAY.match(kind) or bullet.items:
            return False
        said = signature(bullet.text, self.dialect)
        if said.name and _NUMBER.fullmatch(said.name.text):
            return True
        is_bare = not said.marked and said.description is None
        return said.name is not None and is_bare and not any(line.end > line.start for line in bullet.lines)

    def _description(self, bullet: Bullet, said: Signature) -> Cell | None:
        below = text_of(self.source, bullet.lines, self.path)
        if below is None:
            return said.description
        if said.description is None:
            return Cell(below.value, below.span)
        return Cell(f"{said.description.text}\n\n{below.value}", said.description.span)


def _without(rows: Sequence[Row], names: set[str], depth: int) -> Iterator[Row]:
    """Yield rows without those of some names, and without what is nested in them."""
    skipped = False
    for row in rows:
        if row.depth <= depth:
            skipped = row.name.text in names
        if not skipped:
            yield row


def _as_array(value: Cell | None, shown: Sequence[Cell]) -> Cell | None:
    """Return the items that a member shows, with commas or one a bullet, as the text of an array."""
    cells = shown or ([Cell(one.strip(), value.span) for one in value.text.split(",") if one.strip()] if value else ())
    if not cells or (value and value.text.startswith("[")):
        return value
    items = [cell.text if PLAIN.fullmatch(cell.text) else f'"{cell.text}"' for cell in map(_quoteless, cells)]
    return Cell(f"[{', '.join(items)}]", cells[0].span)


def _quoteless(cell: Cell) -> Cell:
    return Cell(without_quotes(cell.text), cell.span)


def _with_listed(description: Cell | None, values: Sequence[Row]) -> Cell | None:
    """Return a description with the values of which something is said; without any as it is."""
    lines = [f"- `{one.name.text}`: {one.description.text}" for one in values if one.description]
    if not lines:
        return description
    text = "\n".join(lines)
    return Cell(f"{description.text}\n\n{text}", description.span) if description else Cell(text, values[0].span)
