"""Reports rows whose name or type the JSON beside them contradicts, where no operation or type holds the two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.codeblocks.json_value import Located, read_json
from docgen.diagnostic import Diagnostic, Related
from docgen.dialects import Dialect
from docgen.extract.block_coverage import span_of
from docgen.extract.facts import JsonFact, PropertyFact, TypeFact
from docgen.extract.types import read_type
from docgen.markdown import inline
from docgen.markdown.page import Fence
from docgen.near import are_forms, nearest
from docgen.outline.rows import groups
from docgen.source import Span, Text

_SHOWN = {str: "a string", bool: "a Boolean", int: "a number", float: "a number", dict: "an object"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_LINE = re.compile(r"[^\n]+")
_WORD = 5  # letters of a name that another one is a slip of
_ALIKE = 2  # members of an object by which the rows about it are known
_NUMBERS = ("integer", "number")
_STATED = {
    "string": "a string",
    "boolean": "a Boolean",
    "integer": "an integer",
    "number": "a number",
    "object": "an object",
}


class _Row(msgspec.Struct, frozen=True):
    name: str
    span: Span
    type: TypeFact | None


class _Value(msgspec.Struct, frozen=True):
    """A value of a member that some JSON shows: ``text`` is the JSON, None where it stands in another block."""

    value: Any
    text: Text | None
    pointer: tuple[str | int, ...]


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows that JSON of their page contradicts, where the rows, or the JSON, are part of nothing else.

    What operations and types say is held against their examples there.
    """
    if not view.dialect.outline.tells_unread:
        return
    unread = {fact.span for fact in view.facts.unread if fact.kind == "rows"}
    loose = list(_loose(view))
    if not unread and not loose:
        return
    shown: dict[str, list[_Value]] = defaultdict(list)
    objects: list[frozenset[str]] = []  # the names of the members of each object of JSON that is part of nothing
    for text in loose:
        found = read_json(text)
        if found:
            _collect(found.value, text, (), shown, objects)
    rows = list(_rows_of_objects(view, objects))
    if rows or unread:
        for value in _bodies(view):
            _collect(value, None, (), shown, [])
    left = list(_unread_rows(view, unread)) if unread else []
    told: set[str] = set()
    for row in (*left, *rows):
        values = shown.get(row.name, ())
        sure = [one for one in values if not _is_vague(one.value)]
        if (
            row.name not in told
            and sure
            and row.type
            and not any(_fits(v.value, row.type, view.dialect) for v in values)
        ):
            told.add(row.name)
            yield _finding(row, row.type, sure, view.dialect)
    yield from _misspelt(left, shown, view)


def _misspelt(rows: Sequence[_Row], shown: Mapping[str, Sequence[_Value]], view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows about what no JSON shows, where it shows a name a letter or two off that no row is about."""
    named = {*(row.name for row in rows), *(row.name for table in _tables(view) for row in table)}
    free = [name for name in shown if name not in named and len(name) >= _WORD]
    for row in {row.name: row for row in reversed(rows)}.values() if free else ():
        is_word = len(row.name) >= _WORD and row.name.isidentifier()
        close = nearest(row.name, free) if is_word and row.name not in shown else ""
        if close and not are_forms(row.name.lower(), close.lower()):
            place = _place(shown[close][0])
            yield rules.MISSPELT_ROW.at(
                row.span,
                related=(Related(place, "shown here"),) if place else (),
                name=row.name,
                meant=close,
                subject=row.name,
            )


def _loose(view: PageView) -> Iterator[Text]:
    """Yield the JSON that is the body of no example, and represents no type; each line of what has one on each."""
    bodies = sorted(span.start for span in _spans(view) if span.path == view.page.path)
    known = view.facts.operations or view.fences
    blocks = (block for section in view.page.root.walk() for block in section.blocks) if not known else view.fences
    for fence in blocks:
        if type(fence) is not Fence:
            continue
        text = fence.text
        if text.value.lstrip()[:1] in ("{", "[") and text.span.path == view.page.path:
            if any(text.span.start <= start <= text.span.end for start in bodies):
                continue
            lines = [line for line in _LINE.finditer(text.value) if line[0].strip()]
            if len(lines) > 1 and all(_is_object(line[0].strip()) for line in lines):
                yield from (text.slice(*line.span()) for line in lines)
            else:
                yield text


def _is_object(line: str) -> bool:
    return line[0] == "{" and line[-1] == "}"


def _spans(view: PageView) -> Iterator[Span]:
    yield from (body.span for body in _json(view))


def _bodies(view: PageView) -> Iterator[Any]:
    yield from (body.value for body in _json(view))


def _json(view: PageView) -> Iterator[JsonFact]:
    """Yield the bodies of examples, and what represents types."""
    for operation in view.facts.operations:
        for example in operation.examples:
            yield from (body for body in (example.request_body, example.response_body) if body)
    yield from (one.representation for one in view.facts.resources if one.representation)


def _collect(
    value: Any,
    text: Text | None,
    pointer: tuple[str | int, ...],
    out: Mapping[str, list[_Value]],
    objects: list[frozenset[str]],
) -> None:
    """Add the members of JSON to those that are known, by name, and their names to those of its objects."""
    if isinstance(value, dict):
        objects.append(frozenset(value))
        for name, one in value.items():
            out[name].append(_Value(one, text, (*pointer, name)))
            _collect(one, text, (*pointer, name), out, objects)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _collect(one, text, (*pointer, number), out, objects)


def _unread_rows(view: PageView, unread: set[Span]) -> Iterator[_Row]:
    """Yield the rows of the tables and lists that are no part of an operation or type."""
    for here in view.parts:
        for block, rows in groups(here, view.dialect):
            if span_of(block) not in unread:
                continue
            for row in rows:
                type_ = read_type(row.type.text, row.type.span, view.context) if row.type else None
                yield _Row(inline.plain(row.name.text).strip(), row.name.span, type_)


def _rows_of_objects(view: PageView, objects: Sequence[frozenset[str]]) -> Iterator[_Row]:
    """Yield the rows that stand with all members of an object: they describe it."""
    for rows in _tables(view) if objects else ():
        names = {row.name for row in rows}
        held = frozenset[str]().union(*(one for one in objects if len(one) >= _ALIKE and one <= names))
        yield from (_Row(row.name, row.name_span, row.type) for row in rows if row.name in held and row.type)


def _tables(view: PageView) -> Iterator[Sequence[PropertyFact]]:
    """Yield the rows that stand together, of bodies and types, and the members of each of them."""
    for operation in view.facts.operations:
        yield from _nested(operation.request_body.properties if operation.request_body else ())
        for response in operation.responses:
            yield from _nested(response.properties)
    for resource in view.facts.resources:
        yield from _nested(resource.properties)


def _nested(rows: Sequence[PropertyFact]) -> Iterator[Sequence[PropertyFact]]:
    if rows:
        yield rows
        for row in rows:
            yield from _nested(row.members)


def _is_vague(value: Any) -> bool:
    """Tell whether a value may be of any type: nothing at all, and a number that is written as a text."""
    return value is None or value in ("", []) or (isinstance(value, str) and _NUMBER.match(value) is not None)


def _fits(value: Any, type_: TypeFact, dialect: Dialect) -> bool:
    """Tell whether a value may be of a type; of a type that is no plain one, or of several, any value is."""
    stated = dialect.types[type_.primitive].type if type_.primitive else ""
    if type_.alternatives or not type_.primitive:
        return True
    if type_.collection or stated == "array":
        items = [one for one in value if one is not None] if isinstance(value, list) else []
        return isinstance(value, list) and (not items or any(_is(one, stated) for one in items))
    return _is(value, stated)


def _is(value: Any, stated: str) -> bool:
    """Tell whether a value is of a type of JSON Schema, "" for any; an identifier may be a number."""
    if stated in ("", "array"):
        return True
    if isinstance(value, bool):
        return stated == "boolean"
    if isinstance(value, (int, float)):
        return stated in (*_NUMBERS, "string")
    if isinstance(value, str):
        return stated == "string"
    return isinstance(value, dict) and stated == "object"


def _place(value: _Value) -> Span | None:
    """Return where the name of a member stands, None where its JSON is in doubt, or in another block."""
    located = Located(value.text) if value.text else None
    return located.at(value.pointer, key=True) if located and located.sure else None


def _finding(row: _Row, type_: TypeFact, values: Sequence[_Value], dialect: Dialect) -> Diagnostic:
    place = _place(values[0])
    return rules.ROW_AGAINST_JSON.at(
        row.span,
        related=(Related(place, "shown here"),) if place else (),
        name=row.name,
        stated=_stated(type_, dialect),
        shown=_shown(values[0].value),
        subject=row.name,
    )


def _stated(type_: TypeFact, dialect: Dialect) -> str:
    plain = dialect.types[type_.primitive].type
    if type_.collection:
        return f"a list of {_STATED[plain].partition(' ')[2]}s" if plain in _STATED else "a list"
    return _STATED.get(plain, "a list")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        kind = next((_SHOWN.get(type(one), "a list") for one in value if one is not None), "")
        return f"a list of {kind.partition(' ')[2]}s" if kind else "a list"
    return _SHOWN.get(type(value), "a value")
