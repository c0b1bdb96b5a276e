"""The description of a property or parameter goes in; its text for the document and what it says come out."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.extract.placeholders import without
from docgen.extract.prose import cleaned, form, link_of, squeeze
from docgen.extract.types import Context
from docgen.markdown import inline

_OPTION = re.compile(r"\$\w+")


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
    dialect = context.dialect
    plain = squeeze(without(text, dialect))
    folded = plain.lower()

    def found(key: str) -> re.Match[str] | None:
        return form(key, plain, folded, dialect)

    values, closed = _values(plain, found("values"), found("values_open"), dialect)
    bounds = found("range")
    inherited = found("inherited")
    return Description(
        text=cleaned(text, context),
        required=found("required") is not None,
        optional=found("optional") is not None,
        read_only=found("read_only") is not None,
        write_only=found("write_only") is not None,
        nullable=False if found("not_nullable") else (True if found("nullable") else None),
        deprecated=found("deprecated") is not None,
        key=found("key") is not None,
        default=_default(found("default")),
        values=values,
        values_closed=closed,
        minimum=bounds["minimum"] if bounds else "",
        maximum=bounds["maximum"] if bounds else "",
        max_items=_number(found("max_items")),
        max_length=_number(found("max_length")),
        inherited=link_of(inherited) if inherited else None,
        options=_options(found("options")),
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
