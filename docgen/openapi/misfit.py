"""The ways in which an example differs from what the pages say of it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Literal

import msgspec

from docgen.source import Span

Pointer = tuple[str | int, ...]
Side = Literal["request", "response"]
REQUIRED = re.compile(r'"(?P<name>.*)" is a required property\Z')
"""What JSON Schema says of an object that lacks a member."""


class Kind(StrEnum):
    """What is wrong with a value, or with the member that holds it."""

    COLLECTION_FOR_SINGLE = "collection-for-single"
    SINGLE_FOR_COLLECTION = "single-for-collection"
    WRONG_TYPE = "wrong-type"
    INVALID_DATE_TIME = "invalid-date-time"
    UNLISTED_VALUE = "unlisted-value"
    UNKNOWN_MEMBER = "unknown-member"
    LETTER_CASE = "letter-case"
    UNDESCRIBED_TYPE = "undescribed-type"
    MISNAMED_TYPE = "misnamed-type"  # its last word is the name of one type
    HIDDEN_MEMBER = "hidden-member"  # only the other side, request or response, shows it
    FORMAT = "format"  # a text that JSON Schema does not read as its format
    SCHEMA = "schema"  # anything else that JSON Schema finds


# What the types of the Api say of a value; JSON Schema says the same of many.
TYPE_KINDS = frozenset(
    (
        Kind.COLLECTION_FOR_SINGLE,
        Kind.SINGLE_FOR_COLLECTION,
        Kind.WRONG_TYPE,
        Kind.INVALID_DATE_TIME,
        Kind.UNLISTED_VALUE,
    )
)


class Misfit(msgspec.Struct, frozen=True, gc=False):
    """One value of an example that does not fit.

    ``pointer`` leads to the value from the JSON that the page shows. ``subject`` says what the value is an instance of,
    ``name`` what it is called in a message. ``value`` is what is shown, of a list of words the wrong one. ``expected``
    is what should be there: a JSON type, the name as its table row spells it, or a problem in the words of JSON Schema.
    ``stated`` is the table row that says so, ``owner`` the type that lacks a member, ``known`` the names of which the
    shown one may be a slip. ``dropped`` says what the document leaves out because of it.
    """

    kind: Kind
    pointer: Pointer
    subject: str = ""
    value: Any = None
    name: str = ""
    owner: str = ""
    expected: str = ""
    stated: Span | None = None
    known: tuple[str, ...] = ()
    dropped: Literal["", "member", "example"] = ""


class Misfits(msgspec.Struct, frozen=True, gc=False):
    """All misfits of one example: the span of the JSON that the page shows, and the side that it is an example of."""

    body: Span
    side: Side
    found: tuple[Misfit, ...]
