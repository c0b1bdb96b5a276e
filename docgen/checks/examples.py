"""Reports what is wrong with the values of examples."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.schema_words import Said, said
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Fix, Related, Rule, Severity, also, rewritten
from docgen.model.api import contents_of
from docgen.near import differences, nearest
from docgen.openapi.misfit import Kind, Misfit, Misfits
from docgen.source import Span

_RULES: dict[Kind, Rule] = {
    Kind.COLLECTION_FOR_SINGLE: rules.COLLECTION_FOR_SINGLE,
    Kind.SINGLE_FOR_COLLECTION: rules.SINGLE_FOR_COLLECTION,
    Kind.WRONG_TYPE: rules.WRONG_JSON_TYPE,
    Kind.INVALID_DATE_TIME: rules.INVALID_DATE_TIME,
    Kind.UNLISTED_VALUE: rules.UNLISTED_VALUE,
    Kind.UNKNOWN_MEMBER: rules.UNKNOWN_PROPERTY,
    Kind.LETTER_CASE: rules.PROPERTY_LETTER_CASE,
    Kind.UNDESCRIBED_TYPE: rules.UNDESCRIBED_INSTANCE_TYPE,
    Kind.MISNAMED_TYPE: rules.MISNAMED_INSTANCE_TYPE,
}
_MEMBER_KINDS = (Kind.UNKNOWN_MEMBER, Kind.LETTER_CASE)  # their places are those of keys
# A property that a table lacks is one cause, however many pages show it.
_DOCSET_WIDE = (Kind.UNKNOWN_MEMBER, Kind.UNDESCRIBED_TYPE)
_SCHEMA_KINDS = (Kind.SCHEMA, Kind.FORMAT)
_SHOWN = {str: "a string", bool: "a Boolean", int: "a number", float: "a number", dict: "an object", list: "a list"}
_EXPECTED = {
    "string": "a string",
    "boolean": "a Boolean",
    "integer": "an integer",
    "number": "a number",
    "object": "an object",
}
LACKING = "a member that is missing"  # the subject of a finding that no value shown can be the cause of
_NO_OBJECT = 'is not of type "object"'
_NUMBERS = {"integer": re.compile(r"\A-?(?:0|[1-9]\d*)\Z"), "number": re.compile(r"\A-?(?:0|[1-9]\d*)(?:\.\d+)?\Z")}
_SLIPS = 2  # letters of a name that is corrected, where it is no more than misspelt
_MAX_FINDINGS = 50  # of one example
_MAX_VALUES = 6  # values in a message
_MAX_VALUE = 40  # characters of a value in a message


_Again = Mapping[tuple[str, ...], list[tuple[Span, Misfit]]]  # the bodies that show a misfit, by what it is


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield what does not fit in the bodies of all examples, each cause once."""
    told: dict[tuple[str, ...], list[tuple[Span, Misfit]]] = {}
    fresh: dict[Span, list[Misfit]] = {}
    bodies = _by_body(whole)
    for body, several in bodies.items():
        new = fresh.setdefault(body, [])
        for misfit in several[0].found:
            if misfit.kind in _RULES:
                shown = told.setdefault(_cause(misfit, body), [])
                if not shown and len(new) < _MAX_FINDINGS:
                    new.append(misfit)
                if not shown or shown[-1][0] != body:
                    shown.append((body, misfit))
    for body, several in bodies.items():
        yield from _of_types(fresh[body], body, whole, told)
        yield from _hidden(several, whole)
        yield from _of_schemas(several, whole)


def _by_body(whole: DocsetView) -> dict[Span, list[Misfits]]:
    """Return the misfits of each body, in the order of the operations; several operations may show one example."""
    found: dict[Span, list[Misfits]] = defaultdict(list)
    for misfits in whole.misfits:
        found[misfits.body].append(misfits)
    out: dict[Span, list[Misfits]] = {}
    for operation in whole.api.operations:
        for content in contents_of(operation):
            out.update((one.span, found[one.span]) for one in content.examples if one.span in found)
    return out


def _cause(misfit: Misfit, body: Span) -> tuple[str, ...]:
    """Return what misfits of one cause share."""
    page = "" if misfit.kind in _DOCSET_WIDE else body.path
    value = _quoted(misfit.value) if misfit.kind in (Kind.UNLISTED_VALUE, Kind.INVALID_DATE_TIME) else ""
    return (misfit.kind, page, misfit.subject, value)


def _of_types(misfits: list[Misfit], body: Span, whole: DocsetView, again: _Again) -> Iterator[Diagnostic]:
    """Yield what the types say against one example; the unknown members of one type are one finding, at the first."""
    unknown: dict[str, list[Misfit]] = defaultdict(list)
    for misfit in misfits:
        if misfit.kind is Kind.UNKNOWN_MEMBER:
            unknown[misfit.owner].append(misfit)
    for misfit in misfits:
        group = unknown[misfit.owner] if misfit.kind is Kind.UNKNOWN_MEMBER else [misfit]
        if misfit is not group[0]:
            continue
        places = [_place(one, body, whole) for one in group]
        if places[0] is None or _is_list_of_page(misfit, whole):
            continue
        others = [_place(one, other, whole) for other, one in again[_cause(misfit, body)][1:]]
        elsewhere = [place for place in others if place]
        related = [Related(misfit.stated, "stated here")] if misfit.stated else []
        related += [Related(place, "and this one") for place in places[1:] if place]
        related += also(elsewhere)
        rule, words = _RULES[misfit.kind], _words(group)
        here = [places[0], *[place for place in elsewhere if place.path == body.path]]
        yield rule.at(
            places[0],
            fix=_fix(misfit, here, whole) if len(group) == 1 else None,
            related=tuple(related),
            places=(places[0], *elsewhere),
            subject=misfit.subject,
            **words,
        )


def _is_list_of_page(misfit: Misfit, whole: DocsetView) -> bool:
    """Tell whether a list is shown for a type whose page shows one, too; that is told there."""
    if misfit.kind is not Kind.WRONG_TYPE or not isinstance(misfit.value, list) or misfit.expected != "object":
        return False
    row = whole.text(misfit.stated) if misfit.stated and whole.shown_as_lists else None
    return row is not None and any(name in row.value for name in whole.shown_as_lists)


def _fix(misfit: Misfit, places: Sequence[Span], whole: DocsetView) -> Fix | None:
    """Return the fix of a misfit at its places on one page, where one thing only can be meant."""
    written = [text.value if (text := whole.text(place)) else "" for place in places]
    shown, safe = json.dumps(misfit.name), True
    if misfit.kind is Kind.LETTER_CASE:
        new = json.dumps(misfit.expected)
    elif misfit.kind is Kind.UNLISTED_VALUE:
        close = _close_value(misfit.value, misfit.known) if isinstance(misfit.value, str) else ""
        shown, new = json.dumps(misfit.value), json.dumps(close) if close else ""
        safe = bool(close) and close.lower() == misfit.value.lower()
        new = new if safe or (close and differences(misfit.value, close) <= _SLIPS) else ""
    elif misfit.kind is Kind.MISNAMED_TYPE:
        shown, safe = json.dumps(misfit.value), False
        new = json.dumps(misfit.value.replace(misfit.name, misfit.expected))
    elif misfit.kind is Kind.WRONG_TYPE:
        shown, new = written[0], _requoted(misfit)
    elif misfit.kind is Kind.UNKNOWN_MEMBER:
        close = nearest(misfit.name, misfit.known)
        new, safe = json.dumps(close) if close and differences(misfit.name, close) <= _SLIPS else "", False
    elif misfit.kind is Kind.SINGLE_FOR_COLLECTION and isinstance(misfit.value, str | int | float):
        shown, new, safe = written[0], f"[{written[0]}]", False
    else:
        return None
    right = [place for place, text in zip(places, written, strict=True) if text == shown]
    return rewritten(right, new, safe=safe) if new and right else None


def _requoted(misfit: Misfit) -> str:
    """Return a value with or without quotation marks, where that makes it one of the type that is stated."""
    value = misfit.value
    if isinstance(value, str):
        word = value.strip().lower()
        if misfit.expected == "boolean" and word in ("true", "false"):
            return word
        number = _NUMBERS.get(misfit.expected)
        return value.strip() if number and number.match(value.strip()) else ""
    if misfit.expected == "string" and isinstance(value, int | float):
        return f'"{json.dumps(value)}"'
    return ""


def _place(misfit: Misfit, body: Span, whole: DocsetView) -> Span | None:
    """Return where a misfit stands: a value that is a word at itself, anything else at the name of its member."""
    named = misfit.kind in _MEMBER_KINDS or isinstance(misfit.value, dict | list)
    return whole.place(body, misfit.pointer, key=named)


def _words(group: Sequence[Misfit]) -> dict[str, Any]:
    """Return the words of a message."""
    misfit = group[0]
    words: dict[str, Any] = {"name": misfit.name}
    if misfit.kind is Kind.WRONG_TYPE:
        stated, new = _EXPECTED[misfit.expected], _requoted(misfit)
        words |= {"shown": _SHOWN.get(type(misfit.value), "a value"), "stated": stated}
        words["advice"] = f"write {new}" if new else f"show {stated}, or correct the type in the table"
    elif misfit.kind is Kind.LETTER_CASE:
        words["stated"] = misfit.expected
    elif misfit.kind is Kind.UNDESCRIBED_TYPE:
        words = {"type": misfit.name}
    elif misfit.kind is Kind.MISNAMED_TYPE:
        words = {"type": misfit.name, "meant": misfit.expected}
    elif misfit.kind is Kind.UNLISTED_VALUE:
        close = _close_value(misfit.value, misfit.known)
        known = ", ".join([*misfit.known[:_MAX_VALUES], *(["..."] if len(misfit.known) > _MAX_VALUES else [])])
        advice = f"write {close}" if close else f"write one of its values ({known})" if known else "correct it"
        words |= {"value": _quoted(misfit.value), "suggestion": _suggestion(close)}
        words["advice"] = f"{advice}, or add this one to its list"
    elif misfit.kind is Kind.INVALID_DATE_TIME:
        words = {"value": _quoted(misfit.value)}
    elif misfit.kind is Kind.UNKNOWN_MEMBER:
        close = nearest(misfit.name, misfit.known) if len(group) == 1 else ""
        words = {"name": listing([one.name for one in group]), "type": misfit.owner, "suggestion": _suggestion(close)}
    return words


def _hidden(several: Sequence[Misfits], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield one finding for all members of an example that only the other side shows."""
    for each in several:
        hidden = [misfit for misfit in each.found if misfit.kind is Kind.HIDDEN_MEMBER]
        if hidden:
            names = ", ".join(dict.fromkeys(misfit.name for misfit in hidden))
            place = whole.place(each.body, hidden[0].pointer, key=True) or each.body
            yield rules.HIDDEN_MEMBER.at(place, names=names, side=each.side)


def _of_schemas(several: Sequence[Misfits], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield what the document leaves out of an example, for reasons that only its schema gives."""
    # The schema of a type that no page describes is an object; that a value is none is no news beside that.
    undescribed = any(schema.missing for schema in whole.api.schemas)
    found = dict.fromkeys(
        (misfit.dropped, misfit)
        for each in several
        for misfit in each.found
        if misfit.kind in _SCHEMA_KINDS and not (undescribed and misfit.expected.endswith(_NO_OBJECT))
    )
    body = several[0].body
    for effect, rule in (("member", rules.MISFIT_MEMBER), ("example", rules.MISFIT_EXAMPLE)):
        alike: dict[tuple[object, ...], list[tuple[Misfit, Said, Span]]] = defaultdict(list)
        for misfit in [misfit for dropped, misfit in found if dropped == effect][:_MAX_FINDINGS]:
            place = whole.place(body, misfit.pointer) or body
            shown = whole.text(place)
            words = said(misfit, is_null=shown is not None and shown.value == "null")
            if words.missing:
                if _is_in_path(words.missing, body, whole):
                    continue
                place = whole.place(body, misfit.pointer, key=True) or body
            alike[_likeness(misfit, words)].append((misfit, words, place))
        for group in alike.values():
            misfit, words, _ = group[0]
            places = [place for *_, place in group]
            yield rule.at(
                places[0],
                # The service may well take a text in another form than that of JSON Schema.
                severity=Severity.INFO if misfit.kind is Kind.FORMAT else None,
                related=also(places[1:]),
                problem=_of_each([words.problem for _, words, _ in group]),
                advice=words.advice,
                subject=LACKING if words.missing else "",
            )


def _likeness(misfit: Misfit, words: Said) -> tuple[object, ...]:
    """Return what members of one object, or of the items of one list, share that do not fit for one reason."""
    name = misfit.pointer[-1] if misfit.pointer else None
    if not isinstance(name, str) or not words.problem.startswith(f"{name} is "):
        return (misfit,)
    parent = tuple(piece if isinstance(piece, str) else None for piece in misfit.pointer[:-1])
    return (misfit.kind, parent, words.problem.removeprefix(name), words.advice)


def _of_each(problems: Sequence[str]) -> str:
    """Return what is wrong with several members for one reason."""
    names = list(dict.fromkeys(problem.partition(" is ")[0] for problem in problems))
    if len(names) == 1:
        return problems[0]
    return f"each of {listing(names)} is {problems[0].partition(' is ')[2]}"


def _is_in_path(name: str, body: Span, whole: DocsetView) -> bool:
    """Tell whether a path of the page of an example has a parameter of a name; other paths of it may lack that."""
    page = whole.page(body.path)
    return page is not None and any(
        name in (slot.written, slot.argument)
        for operation in page.operations
        for route in operation.routes
        if route.path
        for segment in route.path.segments
        for slot in segment.slots
    )


def _quoted(value: str) -> str:
    return f'"{value}"' if len(value) <= _MAX_VALUE else f'"{value[: _MAX_VALUE - 3]}..."'


def _suggestion(close: str) -> str:
    return f"; did you mean {close}?" if close else ""


@lru_cache(maxsize=256)  # pages are copied from each other with the values of their examples
def _close_value(wrong: str, known: tuple[str, ...]) -> str:
    """Return the listed value that another was meant to be, "" where there is no such one."""
    folded = {one.lower(): one for one in known}
    return folded.get(wrong.lower()) or nearest(wrong, known)
