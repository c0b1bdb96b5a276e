"""Says what changed between two documents, and whether it breaks clients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from docgen.compare import walk
from docgen.compare.differences import REQUEST, RESPONSE, Difference
from docgen.contract.operations import Api
from docgen.contract.parts import Part
from docgen.source import Span

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_WIDER = {("integer", "number"), ("int32", "int64"), ("float", "double")}


class Level(StrEnum):
    """What a change means to the clients of an API, the worst first."""

    BREAKING = "breaking"
    COMPATIBLE = "not breaking"
    TEXT = "text only"


class Change(msgspec.Struct, frozen=True):
    """One change: what it is about, what it was and is now, and where that is said (the new side, if it has it)."""

    level: Level
    kind: str
    subject: str
    message: str
    old: str
    new: str
    span: Span


def changes(old: Api, new: Api) -> tuple[Change, ...]:
    """Return what changed, the worst first, and each change once."""
    result = walk.compare(old, new, complete=True)
    found = [*result.differences, *_about(old, new)]
    spans = _spans(found)
    worst: dict[tuple[str, ...], Change] = {}
    for one in found:
        change = _change(one, spans)
        key = (change.kind, change.subject, change.message)
        known = worst.get(key)
        if known is None or _rank(change) < _rank(known):
            worst[key] = change
    return tuple(sorted(worst.values(), key=lambda each: (_rank(each), each.subject, each.kind, each.message)))


def _rank(change: Change) -> int:
    return list(Level).index(change.level)


def _about(old: Api, new: Api) -> Iterator[Difference]:
    """Yield what changed of the document as a whole."""
    for key in ("title", "version", "description"):
        a, b = old.root.below("info", key), new.root.below("info", key)
        if a.value != b.value:
            yield Difference("text", "info", key, a, b)
    before, after = ([each for each in api.root.each("servers") if each.get("url")] for api in (old, new))
    known = {each.get("url"): each for each in before}
    now = {each.get("url"): each for each in after}
    yield from (Difference("server", "", url, part, None) for url, part in known.items() if url not in now)
    yield from (Difference("server", "", url, None, part) for url, part in now.items() if url not in known)


def _spans(differences: Iterable[Difference]) -> Mapping[int, Span]:
    by_home: dict[int, list[Part]] = {}
    for one in differences:
        for part in (one.left, one.right):
            if part is not None:
                by_home.setdefault(id(part.home), []).append(part)
    return {key: span for parts in by_home.values() for key, span in parts[0].home.spans(parts).items()}


def _change(one: Difference, spans: Mapping[int, Span]) -> Change:
    side = one.right if one.right is not None else one.left
    span = spans.get(id(side), Span("", 0, 0))
    subject = one.whole if one.kind == "property" else one.subject or one.name
    return Change(_level(one), one.kind, subject, _message(one), one.old, one.new, span)


# -- levels


def _level(one: Difference) -> Level:
    if one.kind == "text":
        return Level.TEXT
    uses = (one.use,) if one.use else (REQUEST, RESPONSE)
    return Level.BREAKING if any(_breaks(one, use) for use in uses) else Level.COMPATIBLE


def _breaks(one: Difference, use: str) -> bool:
    """Tell whether a change breaks clients that send, or read, what it is about."""
    if one.renamed or one.kind in ("location", "security"):
        return one.kind != "security" or one.new != "less"
    if one.left is None or one.right is None:
        return _breaks_alone(one, use)
    narrower = _narrows(one)
    if one.kind in ("deprecated", "operation"):
        return False
    if one.kind == "required":
        return (one.new == "yes") == (use == REQUEST)
    if one.kind == "read-only":
        return use == REQUEST and one.new == "yes"
    if one.kind == "write-only":
        return use == RESPONSE and one.new == "yes"
    if one.kind == "default":
        return use == REQUEST and one.old != "none"
    return narrower is None or narrower == (use == REQUEST)


def _breaks_alone(one: Difference, use: str) -> bool:
    """Tell whether something that is gone, or that is new, breaks clients."""
    is_gone = one.right is None
    if one.kind in ("parameter", "property", "body") and not is_gone:
        return use == REQUEST and one.old == "required"
    if one.kind == "value":
        return is_gone == (use == REQUEST)
    if one.kind == "status":
        return is_gone and one.name[:1] == "2"
    return is_gone


def _narrows(one: Difference) -> bool | None:
    """Tell whether fewer values are allowed than before, None where they are others."""
    old, new = one.old, one.new
    if one.kind == "nullable":
        return new == "no"
    if one.kind == "values":
        return new == "yes"
    if "none" in (old, new):
        return old == "none"
    if one.kind == "limit":
        return _tightens(one.name, old, new)
    if (old, new) in _WIDER:
        return False
    if (new, old) in _WIDER:
        return True
    if one.kind == "type":
        before, after = set(old.split(" or ")), set(new.split(" or "))
        return False if before < after else True if after < before else None
    return None


def _tightens(name: str, old: str, new: str) -> bool | None:
    try:
        before, after = float(old), float(new)
    except ValueError:
        return None
    if name in _LOWER:
        return after > before
    return after < before if name in _UPPER else None


# -- words


def _message(one: Difference) -> str:
    """Return what changed, as a sentence without its subject."""
    name = f"{one.kind} {one.name}" if one.kind not in ("operation", "server", "property", "body", "text") else one.kind
    if one.kind == "body":
        name = one.name
    if one.renamed:
        return f"{one.old} is now called {one.new}"
    if one.kind == "text":
        return f"the {one.name or 'text'} is another one"
    if one.kind == "security":
        return "other permissions are needed"
    if one.left is None:
        needed = "required " if one.old == "required" else ""
        return f"{needed}{name} added" if one.kind != "operation" else "added"
    if one.right is None:
        return f"{name} removed" if one.kind != "operation" else "removed"
    if one.kind in _STATES:
        return _STATES[one.kind][one.new == "yes"]
    if one.kind == "limit":
        return f"{one.name} was {one.old} and is {one.new}"
    if one.kind == "location":
        return f"{one.name} was in the {one.old} and is in the {one.new}"
    return f"the {one.kind} was {one.old} and is {one.new}"


_STATES = {
    "required": ("is no longer required", "is required now"),
    "nullable": ("is never null now", "may be null now"),
    "read-only": ("is no longer read-only", "is read-only now"),
    "write-only": ("is no longer write-only", "is write-only now"),
    "deprecated": ("is no longer deprecated", "is deprecated now"),
    "values": ("any value is allowed now", "only listed values are allowed now"),
}
