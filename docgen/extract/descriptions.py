"""The description of a property or parameter goes in; its text for the document and what it says come out."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect, match_forms
from docgen.extract.facts import MemberFact, PropertyFact
from docgen.extract.numbers import whole_number
from docgen.extract.placeholders import without
from docgen.extract.prose import clean, link_of, linked_type, squeeze
from docgen.extract.types import NOWHERE, Context
from docgen.markdown import inline

_OPTION = re.compile(r"\$\w+")
_FORMS = (
    *("required", "optional", "read_only", "write_only", "not_nullable", "nullable", "deprecated", "key", "default"),
    *("values", "values_open", "range", "max_items", "max_length", "inherited", "options"),
)

_SAYS = "says_"  # before the key of a type
_HINTS = tuple(_SAYS + key for key in ("string", "boolean", "any-integer", "any-number", "array", "any-object"))

_SILENT = PropertyFact(name="", span=NOWHERE, name_span=NOWHERE, type=None)


def read(text: str, context: Context) -> PropertyFact:
    """Return what a description says; name and type are missing, and the places: the same words stand on many pages."""
    return _read(text, context.for_text(text))


@lru_cache(maxsize=4096)
def _read(text: str, context: Context) -> PropertyFact:
    plain = squeeze(without(text, context.dialect))
    found = match_forms(context.dialect.sentences, _FORMS, plain)
    hint = _hint(plain, context.dialect)
    if not found:
        return msgspec.structs.replace(_SILENT, description=clean(text, context), hint=hint)
    values, closed = _values(plain, found.get("values"), found.get("values_open"), context.dialect)
    bounds = found.get("range")
    inherited = found.get("inherited")
    return PropertyFact(
        name="",
        span=NOWHERE,
        name_span=NOWHERE,
        type=None,
        description=clean(text, context),
        required="required" in found,
        optional="optional" in found,
        read_only="read_only" in found,
        write_only="write_only" in found,
        nullable=False if "not_nullable" in found else (True if "nullable" in found else None),
        deprecated="deprecated" in found,
        key="key" in found,
        default=_default(found.get("default")),
        values=values,
        values_closed=closed,
        minimum=bounds["minimum"] if bounds else "",
        maximum=bounds["maximum"] if bounds else "",
        max_items=_number(found.get("max_items")),
        max_length=_number(found.get("max_length")),
        inherited_from=linked_type(*link_of(inherited), NOWHERE, context) if inherited else None,
        options=_options(found.get("options")),
        hint=hint,
    )


def _hint(text: str, dialect: Dialect) -> str:
    """Return the type that a description speaks of, "" for none."""
    if not dialect.outline.labels or not text:
        return ""
    found = match_forms(dialect.sentences, _HINTS, inline.plain(text))
    return next((key.removeprefix(_SAYS) for key in _HINTS if key in found), "")


def _number(match: re.Match[str] | None) -> int | None:
    stated = next((value for value in match.groups() if value), None) if match else None
    return whole_number(stated) if stated else None


def _values(
    text: str, closed: re.Match[str] | None, open_: re.Match[str] | None, dialect: Dialect
) -> tuple[tuple[MemberFact, ...], bool]:
    """Return the values that a description lists, and whether the list is said to be closed."""
    phrase = closed or open_
    if not phrase or "`" not in text:
        return (), False
    tail = text[phrase.end() :]
    end = dialect.sentences["values_end"].search(inline.mask_code(tail))
    if end:
        tail = tail[: end.start()]
    names = dict.fromkeys(match["value"].strip() for match in dialect.sentences["value"].pattern.finditer(tail))
    return tuple(MemberFact(name, NOWHERE) for name in names if name), closed is not None


def _default(match: re.Match[str] | None) -> str | None:
    return (match["code"] or match["word"]).strip().strip("\"'") if match else None


def _options(match: re.Match[str] | None) -> tuple[str, ...]:
    """Return the query options that a property supports."""
    return tuple(dict.fromkeys(_OPTION.findall(match["options"]))) if match else ()
