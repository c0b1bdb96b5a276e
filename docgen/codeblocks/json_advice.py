"""Says for each deviation from JSON what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

_ADVICE: Mapping[str, str] = {
    "bad-escape": "write a backslash in a text as \\\\",
    "bare-word": "put the text in double quotation marks",
    "comment": "remove the comment; JSON has none",
    "control-character": "write a line break in a text as \\n, a tab as \\t",
    "doubled-quote": "remove one of the two quotation marks",
    "duplicate-key": "remove one of the two members of this name",
    "ellipsis": "show the members, or leave them out without dots",
    "extra-bracket": "remove this bracket, or add the one that it closes",
    "extra-comma": "remove this comma",
    "grouped-digits": "write the number without commas",
    "half-character": "write the character itself",
    "leading-zero": "write the number without the zero, or in quotation marks",
    "member-in-list": "put the members of an item in braces, or write the value without a name",
    "mismatched-bracket": "close with the bracket that fits the opening one",
    "missing-braces": "write { before the first member and } after the last one",
    "missing-colon": "write a colon between the name and the value",
    "missing-comma": "write a comma here",
    "missing-key": "write the name of the member and a colon before its value",
    "missing-value": "write a value here, or null",
    "not-a-number": "put the value in double quotation marks",
    "odd-number": "write the number as in 12, 1.5 or 1e9",
    "odd-space": "write a plain space here",
    "oversized-number": "write a number that programs can hold",
    "several-values": "put the values in square brackets, or each in a code block of its own",
    "single-quotes": "use double quotation marks",
    "smart-quotes": "use straight quotation marks",
    "stray-character": "remove this character",
    "stray-word": "remove this, or write a comma and a name before it",
    "text-after-value": "move the text out of the code block",
    "text-before-value": "move the text out of the code block",
    "too-deep": "show fewer levels",
    "trailing-comma": "remove this comma",
    "unclosed-bracket": "write the closing brackets here",
    "unquoted-key": "put the name in double quotation marks",
    "unterminated-string": "write the closing quotation mark",
    "values-of-a-stream": "say that the body is a stream of values, or put them in square brackets",
    "wrong-literal": "write true, false or null in small letters",
}
_GENERAL = "make it valid JSON"


def advice(kind: str) -> str:
    """Return what to do about a deviation of a kind that ``read_json`` reports."""
    return _ADVICE.get(kind, _GENERAL)
