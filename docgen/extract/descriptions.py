"""The description of a property or parameter goes in; its text for the document and what it says come out."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.extract.placeholders import without
from docgen.extract.prose import cleaned, forms, link_of, squeeze
from docgen.extract.types import Context
from docgen.markdown import inline

_OPTION = re.compile(r"\$\w+")
_FORMS = (
    *("required", "optional", "read_only", "write_only", "not_nullable", "nullable", "deprecated", "key", "default"),
    *("values", "values_open", "range", "max_items", "max_length", "inherited", "options"),
)


class Description(msgspec.Struct, frozen=True, gc=False):
    """What a description says, wherever it stands: the fields of a PropertyFact that need no place.

    ``inherited`` is the link to the type that the row is inherited from: its name and target, as written.
    """

    text: str
    required: bool = False
    optional: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool | None = None
    deprecated: bool = False
    key: bool = False
    default: str | None = None
    values: tuple[str, ...] = ()
    values_closed: bool = False
    minimum: str = ""
    maximum: str = ""
    max_items: int | None = None
    max_length: int | None = None
    inherited: tuple[str, str] | None = None
    options: tuple[str, ...] = ()


def read(text: str, context: Context) -> Description:
    """Return what a description says; the same words stand on many pages and are read once."""
    return _read(text, context.for_text(text))


@lru_cache(maxsize=4096)
def _read(text: str, context: Context) -> Description:
    plain = squeeze(without(text, context.dialect))
    found = forms(_FORMS, plain, context.dialect)
    values, closed = _values(plain, found.get("values"), found.get("values_open"), context.dialect)
    bounds = found.get("range")
    inherited = found.get("inherited")
    return Description(
        text=cleaned(text, context),
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
        inherited=link_of(inherited) if inherited else None,
        options=_options(found.get("options")),
    )


def _number(match: re.Match[str] | None) -> int | None:
    stated = next((value for value in match.groups() if value), None) if match else None
    return int(stated) if stated else None


def _values(
    text: str, closed: re.Match[str] | None, open_: re.Match[str] | None, dialect: Dialect
) -> tuple[tuple[str, ...], bool]:
    """Return the values that a description lists, and whether the list is said to be closed."""
    phrase = closed or open_
    if not phrase or "`" not in text:
        return (), False
    tail = text[phrase.end() :]
    end = dialect.sentences["values_end"].search(inline.mask_code(tail))
    if end:
        tail = tail[: end.start()]
    names = dict.fromkeys(match["value"].strip() for match in dialect.sentences["value"].finditer(tail))
    return tuple(name for name in names if name), closed is not None


def _default(match: re.Match[str] | None) -> str | None:
    return (match["code"] or match["word"]).strip().strip("\"'") if match else None


def _options(match: re.Match[str] | None) -> tuple[str, ...]:
    """Return the query options that a property supports."""
    return tuple(dict.fromkeys(_OPTION.findall(match["options"]))) if match else ()
