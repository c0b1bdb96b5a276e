"""Tells texts of examples that stand for a value from values: names of types, "name-value", words in brackets."""

from __future__ import annotations

import re

_TYPES = (
    "String|Boolean|Integer|Int(?:16|32|64)|Double|Single|Float|Decimal|Number|Guid|Binary|Byte|Stream|Date|DateTime"
    "|DateTimeOffset|TimeOfDay|Duration"
)
# The name of a type as generators of pages write it, with what they note behind it.
TYPE_NAME = rf"(?P<type>{_TYPES})(?P<note>\s*\((?:timestamp|identifier|etag|date|enum|enumeration)\))?"
SAMPLE = re.compile(rf"{TYPE_NAME}|[A-Za-z_@][\w.@:-]*-value")
_STAND_IN = re.compile(
    rf"(?:{_TYPES}|Timestamp)(?:\s*\([\w ,.-]*\))?|[A-Za-z_@][\w@.:-]*-value(?:-?\d{{1,3}})?|<[^<>]*>|\{{[^{{}}]*\}}"
    r"|.+ value",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"[<{\[(].*[>}\])]|.*(?:\.\.\.|…)|.* value|\s*|@odata\.type.*|#?[a-z]+(?:\.\w+){2,}|"
    r"(?:string|boolean|integer|number|timestamp|date-?time|guid|binary|duration|enum\w*|int\d\d|double)"
    r"(?: \([^()]*\))?",
    re.DOTALL | re.IGNORECASE,
)


def is_sample(text: str) -> bool:
    """Tell whether a text is the name of a type, or of a property with "-value" behind it, as generators write them."""
    return SAMPLE.fullmatch(text) is not None


def is_stand_in(text: str) -> bool:
    """Tell whether a text so surely stands for a value that a plain value may replace it."""
    return _STAND_IN.fullmatch(text) is not None


def may_be_no_value(text: str) -> bool:
    """Tell whether a text may stand for a value, as "..." does: then nothing can be said against it."""
    return is_sample(text) or _NO_VALUE.fullmatch(text) is not None
