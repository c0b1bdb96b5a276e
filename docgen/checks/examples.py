"""Examples and the Api go in; findings about values that do not fit what the tables say come out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView, Members, members
from docgen.checks.placeholders import is_sample
from docgen.diagnostic import Diagnostic, Related, Rule
from docgen.model.api import Content, Enum, Example, Property, Shape, Type
from docgen.source import Span

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:[Zz]|[+-]\d\d:?\d\d)\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?\Z")
_NO_VALUE = re.compile(
    r"[<{\[(].*[>}\])]\Z|.*(?:\.\.\.|…)\Z|.* value\Z|\s*\Z|@odata\.type|#?[a-z]+(?:\.\w+){2,}\Z|"
    r"(?:string|boolean|integer|number|timestamp|date-?time|guid|binary|duration|enum\w*|int\d\d|double)"
    r"(?: \([^()]*\))?\Z",
    re.DOTALL | re.IGNORECASE,
)
_LOOSE_NUMBERS = frozenset(("int64", "decimal"))  # JSON may hold them as text, so that no digit is lost
_WORDS = {str: "a string", bool: "a Boolean", int: "a number", float: "a number", dict: "an object", list: "a list"}
_STATED = {"string": "a string", "boolean": "a Boolean", "integer": "an integer", "number": "a number"}
_QUALIFIED = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+\Z")
_DEEPEST = 12
_MOST = 50  # findings of one example

Pointer = tuple[str | int, ...]


_DOCSET_WIDE = (rules.UNKNOWN_PROPERTY, rules.UNDESCRIBED_INSTANCE_TYPE)


class _Misfit(msgspec.Struct, frozen=True):
    """What does not fit: the rule, where in the value, what it is about, and the words of the message.

    ``known`` are the names of which the unknown one may be a slip.
    """

    rule: Rule
    pointer: Pointer
    subject: str
    values: dict[str, str]
    key: bool = False
    stated: Span | None = None
    known: Collection[str] = ()


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield what does not fit in the bodies of all examples, each cause once."""
    seen: set[Span] = set()
    told: set[tuple[str, ...]] = set()
    for example, shape in _bodies(whole):
        if example.text or example.span in seen:
            continue
        seen.add(example.span)
        fresh: list[_Misfit] = []
        for misfit in _of_body(example.value, shape, whole):
            # A property that a table lacks is one cause, however many pages show it.
            page = "" if misfit.rule in _DOCSET_WIDE else example.span.path
            key = (misfit.rule.code, page, misfit.subject, misfit.values.get("value", ""))
            if key not in told:
                told.add(key)
                fresh.append(misfit)
            if len(fresh) == _MOST:
                break
        yield from _findings(fresh, example, whole)


def _bodies(whole: DocsetView) -> Iterator[tuple[Example, Shape]]:
    for operation in whole.api.operations:
        contents: list[Content] = [*(operation.body.content if operation.body else ())]
        contents += [content for response in operation.responses for content in response.content]
        for content in contents:
            for example in content.examples:
                yield example, content.shape


def _findings(misfits: list[_Misfit], example: Example, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the findings of one example; the unknown properties of one type are told together, at the first."""
    prefix = () if example.within is None else (example.within,)
    others: dict[str, list[_Misfit]] = {}
    for misfit in misfits:
        if misfit.rule is rules.UNKNOWN_PROPERTY:
            others.setdefault(misfit.values["type"], []).append(misfit)
    for misfit in misfits:
        group = others.get(misfit.values["type"], []) if misfit.rule is rules.UNKNOWN_PROPERTY else [misfit]
        if misfit is not group[0]:
            continue
        places = [whole.place(example.span, (*prefix, *m.pointer), key=m.key) for m in group]
        related = [Related(misfit.stated, "stated here")] if misfit.stated else []
        related += [Related(place, "and this one") for place in places[1:] if place]
        values = misfit.values
        if len(group) > 1:
            values = {**values, "name": _listing([m.values["name"] for m in group]), "suggestion": ""}
        elif misfit.known:
            values = {**values, "suggestion": _suggestion(get_close_matches(values["name"], misfit.known, 1, 0.8))}
        if places[0]:
            fields: dict[str, Any] = {**values}
            yield misfit.rule.at(places[0], related=tuple(related), subject=misfit.subject, **fields)


def _listing(names: list[str]) -> str:
    """Return names as a sentence has them: "a, b and 3 more"."""
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)


def _suggestion(close: Sequence[str]) -> str:
    return f"; did you mean {close[0]}?" if close else ""


def _of_body(value: Any, shape: Shape, whole: DocsetView) -> Iterable[_Misfit]:
    """Return what does not fit in a body."""
    member = whole.api.form.collection_member
    if shape.kind == "object" and isinstance(value, dict):
        return _members(value, members({p.name: p for p in shape.properties}), "the body", (), whole, 0)
    if shape.kind == "type" and len(shape.types) == 1 and not shape.types[0].alternatives:
        # A collection where one value is promised is told with the sentence that promises it.
        if isinstance(value, dict) and isinstance(value.get(member), list) and not _has(shape.types[0], member, whole):
            return ()
        return _one(value, shape.types[0], "the body", None, (), whole, 0)
    if shape.kind == "collection" and len(shape.types) == 1 and isinstance(value, dict):
        items = value.get(member)
        if isinstance(items, list):
            each = (_one(item, shape.types[0], "an item", None, (member, i), whole, 0) for i, item in enumerate(items))
            return chain.from_iterable(each)
        if isinstance(items, dict) and len(value) > 1:
            return (_Misfit(rules.SINGLE_FOR_COLLECTION, (member,), "body", {"name": member}),)
    return ()


def _has(type_: Type, member: str, whole: DocsetView) -> bool:
    return any(prop.name == member for schema in whole.lineage(type_.name) for prop in schema.properties)


def _value(value: Any, prop: Property, owner: str, at: Pointer, whole: DocsetView, depth: int) -> Iterable[_Misfit]:
    """Return what does not fit in the value of a property."""
    type_ = prop.type
    if depth > _DEEPEST:
        return ()
    subject = f"{owner}.{prop.name}"
    if isinstance(value, list):
        if type_.collection:
            each = (_one(item, type_, prop.name, prop, (*at, i), whole, depth, subject) for i, item in enumerate(value))
            return chain.from_iterable(each)
        return (_Misfit(rules.COLLECTION_FOR_SINGLE, at, subject, {"name": prop.name}, stated=prop.span),)
    if type_.collection:
        if _is_stand_in(value):
            return ()
        return (_Misfit(rules.SINGLE_FOR_COLLECTION, at, subject, {"name": prop.name}, stated=prop.span),)
    return _one(value, type_, prop.name, prop, at, whole, depth, subject)


def _is_stand_in(value: Any) -> bool:
    """Tell whether a text stands in for a value: a sample, an ellipsis, words in brackets."""
    return isinstance(value, str) and (is_sample(value) or _NO_VALUE.match(value) is not None)


def _one(
    value: Any,
    type_: Type,
    name: str,
    prop: Property | None,
    at: Pointer,
    whole: DocsetView,
    depth: int,
    subject: str = "",
) -> Iterable[_Misfit]:
    """Return what does not fit in a single value; whether it only stands in for one is asked where it does not."""
    if value is None:
        return ()
    stated = prop.span if prop else None
    subject = subject or type_.name or name
    enum = whole.enums.get(type_.name)
    if enum or (prop and prop.closed and prop.values and type_.type == "string"):
        return _listed(value, enum, prop, name, at, subject)
    if type_.name in whole.schemas:
        return _instance(value, type_.name, name, stated, at, whole, depth, subject)
    if type_.type == "object" or (prop and prop.members):
        if isinstance(value, dict) and prop and prop.members:
            return _members(value, members({p.name: p for p in prop.members}), name, at, whole, depth)
    elif type_.type in _STATED and not _is(value, type_):
        if not _is_stand_in(value):
            values = {"name": name, "shown": _WORDS.get(type(value), "a value"), "stated": _STATED[type_.type]}
            return (_Misfit(rules.WRONG_JSON_TYPE, at, subject, values, stated=stated),)
    elif isinstance(value, str) and _is_no_date(value, type_.format) and not _is_stand_in(value):
        return (_Misfit(rules.INVALID_DATE_TIME, at, subject, {"value": _quoted(value)}, stated=stated),)
    return ()


def _is(value: Any, type_: Type) -> bool:
    if type_.type == "string":
        return isinstance(value, str)
    if type_.type == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        return type_.format in _LOOSE_NUMBERS and bool(re.match(r"-?\d", value))
    whole_number = isinstance(value, int) or (isinstance(value, float) and value == int(value))
    return whole_number if type_.type == "integer" else isinstance(value, (int, float))


def _is_no_date(value: str, form: str) -> bool:
    if form == "date-time":
        return not _DATE_TIME.match(value)
    return form == "date" and not _DATE.match(value)


def _quoted(value: str) -> str:
    return f'"{value}"' if len(value) <= 40 else f'"{value[:37]}..."'


def _listed(
    value: Any, enum: Enum | None, prop: Property | None, name: str, at: Pointer, subject: str
) -> Iterable[_Misfit]:
    """Return a value that is no member of an enumeration, or none of the values that a row lists."""
    if not isinstance(value, str):
        if enum is None or not isinstance(value, int):
            values = {"name": name, "shown": _WORDS.get(type(value), "a value"), "stated": "a string"}
            return (_Misfit(rules.WRONG_JSON_TYPE, at, subject, values, stated=prop.span if prop else None),)
        return ()
    known = tuple([member.name for member in (enum.members if enum else prop.values if prop else ())])
    if value in known:
        return ()
    words = (word.strip() for word in value.split(","))
    wrong = next((word for word in words if word and word not in known), None)
    if wrong is None or not known or wrong.isdigit() or _is_stand_in(value):
        return ()
    stated = prop.span if prop else enum.span if enum else None
    values = {"value": _quoted(wrong), "name": name, "suggestion": _suggestion(_close(wrong, known))}
    return (_Misfit(rules.UNLISTED_VALUE, at, subject, values, stated=stated),)


@lru_cache(maxsize=256)  # pages are copied from each other with the values of their examples
def _close(wrong: str, known: tuple[str, ...]) -> list[str]:
    """Return the one of some names that another was meant to be, where there is such a one."""
    folded = {one.lower(): one for one in known}
    return [folded[wrong.lower()]] if wrong.lower() in folded else get_close_matches(wrong, known, 1, 0.75)


def _instance(
    value: Any, type_: str, name: str, stated: Span | None, at: Pointer, whole: DocsetView, depth: int, subject: str
) -> Iterable[_Misfit]:
    """Return what does not fit in an object of a type; the type that it names itself counts, where it is known."""
    if not isinstance(value, dict):
        if not whole.members(type_).complete or _is_stand_in(value):
            return ()
        values = {"name": name, "shown": _WORDS.get(type(value), "a value"), "stated": "an object"}
        return (_Misfit(rules.WRONG_JSON_TYPE, at, subject, values, stated=stated),)
    marker = whole.api.form.type_member
    written = value.get(marker) if marker else None
    own = whole.schema(written) if isinstance(written, str) else None
    if own:
        type_ = own.name
    elif isinstance(written, str) and not is_sample(written):
        name = written.lstrip("#")
        if whole.described and _QUALIFIED.match(name) and name.startswith(whole.api.form.default_namespace or " "):
            short = name.rsplit(".", 1)[-1]
            return (_Misfit(rules.UNDESCRIBED_INSTANCE_TYPE, (*at, marker), name, {"type": short}),)
        return ()
    found = whole.members(type_)
    return _members(value, found, type_.rsplit(".", 1)[-1] if found.complete else type_, at, whole, depth)


def _members(
    value: Mapping[str, Any], allowed: Members, owner: str, at: Pointer, whole: DocsetView, depth: int
) -> Iterator[_Misfit]:
    """Yield what does not fit in the members of an object."""
    known, plain = allowed.known, allowed.plain
    for name, item in value.items():
        if type(item) in plain.get(name, ()):
            continue
        if name in known:
            yield from _value(item, known[name], owner, (*at, name), whole, depth + 1)
        elif allowed.complete and known and "@" not in name and re.match(r"\w", name) and not is_sample(name):
            yield _unknown(name, allowed, owner, at)


def _unknown(name: str, allowed: Members, owner: str, at: Pointer) -> _Misfit:
    """Return what is to be said of a member that no table has."""
    known = allowed.known
    stated = known.get(allowed.folded.get(name.lower(), ""))
    pointer, subject = (*at, name), f"{owner}.{name}"
    if stated:
        values = {"name": name, "stated": stated.name}
        return _Misfit(rules.PROPERTY_LETTER_CASE, pointer, subject, values, key=True, stated=stated.span)
    values = {"name": name, "type": owner, "suggestion": ""}
    return _Misfit(rules.UNKNOWN_PROPERTY, pointer, subject, values, key=True, known=known)
