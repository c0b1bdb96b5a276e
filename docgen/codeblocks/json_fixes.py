"""Builds the edits that take deviations out of JSON text without changing the value that is read in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.codeblocks.json_value import SURE, Places, read_json
from docgen.codeblocks.messages import Fault, JsonValue
from docgen.diagnostic import Applicability, Edit, Fix
from docgen.source import Span, Text

_QUOTES = "quotation marks"
_WORDS = {
    "smart-quotes": _QUOTES,
    "single-quotes": _QUOTES,
    "unquoted-key": _QUOTES,
    "odd-space": "invisible characters",
    "trailing-comma": "commas",
    "extra-comma": "commas",
    "missing-comma": "commas",
    "wrong-literal": "literals",
}
_LITERALS = {"true": "true", "false": "false", "none": "null", "null": "null"}
EXAMPLE_KINDS = frozenset({"odd-space", "smart-quotes", "trailing-comma", "missing-comma", "wrong-literal"})
"""What is corrected in text that readers see."""
COMMENT_KINDS = frozenset(_WORDS)
"""What is corrected in text that no reader sees."""
_NO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_ODD = re.compile(r"[^\S \t\n]|[\u200b-\u200d\u2060\ufeff]")
_Change = tuple[int, int, str]  # a slice of the value, and what to put in its place


def edits_of_faults(text: Text, found: JsonValue, kinds: frozenset[str]) -> tuple[tuple[Edit, ...], ...]:
    """Return the edits that take away each fault of what ``read_json`` found in a text; () where it has to stay.

    Only faults of the given ``kinds`` are taken away, and only where the text with all these edits holds the same
    value, without a guess, and none of the faults that could be taken away is left in it.
    """
    none: tuple[tuple[Edit, ...], ...] = ((),) * len(found.faults)
    changes = _changes(text.value, found, kinds)
    flat = sorted(change for group in changes for change in group)
    if not flat or len({start for start, _, _ in flat}) < len(flat):
        return none
    pieces, last = [], 0
    for start, end, new in flat:
        pieces += [text.value[last:start], new]
        last = end
    value = "".join([*pieces, text.value[last:]])
    after = read_json(_alone(value))
    if after is None or after.value != found.value or not all(fault.kind in SURE for fault in after.faults):
        return none
    if any(_changes(value, after, kinds)):
        return none
    places = Places(text)
    return tuple(tuple([Edit(places.span(start, end), new) for start, end, new in group]) for group in changes)


def fix_of(corrected: Iterable[tuple[Fault, tuple[Edit, ...]]]) -> Fix | None:
    """Return the fix that makes the edits of some faults; None where there are none."""
    made = [(_WORDS[fault.kind], edits) for fault, edits in corrected if edits]
    if not made:
        return None
    words = " and ".join(sorted({word for word, _ in made}))
    return Fix(f"correct the {words}", tuple([edit for _, edits in made for edit in edits]), Applicability.SAFE)


def place(fault: Fault, text: Text) -> Span:
    """Return where a fault stands for people: a comma is missing behind the value before, on its line."""
    if fault.kind != "missing-comma":
        return fault.span
    places = Places(text)
    before = len(text.value[: places.index(fault.span.start)].rstrip())
    return places.span(max(before - 1, 0), before)


def _alone(value: str) -> Text:
    return Text(value, Span("", 0, len(value)))


def _changes(value: str, found: JsonValue, kinds: frozenset[str]) -> list[list[_Change]]:
    """Return the changes of a value that take away each fault, in the order of the faults."""
    if kinds.isdisjoint(fault.kind for fault in found.faults):
        return []
    # Read once more by itself, so that the spans of faults are slices of the value.
    again = read_json(_alone(value))
    return [_change(value, fault) if fault.kind in kinds else [] for fault in (again.faults if again else ())]


def _change(value: str, fault: Fault) -> list[_Change]:
    start, end = fault.span.start, fault.span.end
    if fault.kind in ("trailing-comma", "extra-comma"):
        return [(start, end, "")]
    if fault.kind == "wrong-literal":
        literal = _LITERALS.get(value[start:end].lower())
        return [(start, end, literal)] if literal else []
    if fault.kind == "odd-space":
        odd = _ODD.finditer(value, start, end)
        return [(match.start(), match.end(), "" if _NO_WIDTH.match(match[0]) else " ") for match in odd]
    if fault.kind == "missing-comma":
        before = len(value[:start].rstrip())
        # On one line something else may be missing.
        return [(before, before, ",")] if "\n" in value[before:start] else []
    if fault.kind == "unquoted-key":
        return [(start, start, '"'), (end, end, '"')]
    if any(char in value[start + 1 : end - 1] for char in '"\\\n'):
        return []
    return [(start, start + 1, '"'), (end - 1, end, '"')]
