"""Reads the description of a property or parameter: its text for the document, and what its sentences state."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect, match_forms
from docgen.extract.facts import MemberFact, PropertyFact
from docgen.extract.numbers import whole_number
from docgen.extract.placeholders import without
from docgen.extract.prose import clean, link_of, linked_type, squeeze
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.source import NOWHERE

_OPTION = re.compile(r"\$\w+")
_REMARK = re.compile(r"\([^()]*\)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NEXT = re.compile(r"[,;\n]|\.\s")  # ends a remark between two values
_CODE = re.compile(r"`([^`]+)`")
_SENTENCE = re.compile(r"\.(?:\s|$)")
_NULL = "null"
_FORMS = (
    *("required", "optional", "read_only", "write_only", "not_nullable", "nullable", "deprecated", "key", "default"),
    *("values", "values_open", "range", "max_items", "max_length", "inherited", "options"),
)

_SAYS = "says_"  # before the key of a type
_HINTS = tuple(
    _SAYS + key for key in ("stream", "string", "boolean", "any-integer", "any-number", "array", "any-object")
)

_SILENT = PropertyFact(name="", span=NOWHERE, name_span=NOWHERE, type=None)


class Description(msgspec.Struct, frozen=True, gc=False):
    """What a description says: its text, "" for a word such as "none"; what its sentences state; what of other things.

    The ``fact`` lacks name, type and places. ``subjects`` are "required" and "deprecated" as it says them of things
    that it names, by their names in lower case.
    """

    text: str
    fact: PropertyFact
    subjects: Mapping[str, frozenset[str]]


def read(text: str, context: Context) -> Description:
    """Return what a description says: the same words stand on many pages."""
    return _read(text, context.for_text(text))


@lru_cache(maxsize=4096)
def _read(text: str, context: Context) -> Description:
    if context.dialect.sentences["nothing"].search(text):
        text = ""
    told, shown = _cut(text, "example", context.dialect)
    told, enum = _cut(told, "enum", context.dialect)
    fact = _of(told, context)
    if shown or enum:
        values = tuple([MemberFact(unquoted(value), NOWHERE) for value in _CODE.findall(enum)]) or fact.values
        closed = fact.values_closed or bool(enum)
        fact = msgspec.structs.replace(fact, example=unquoted(shown), values=values, values_closed=closed)
    return Description(text, fact, _subjects(text, context.dialect))


def _subjects(text: str, dialect: Dialect) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for match in dialect.sentences["subject"].find_all(text):
        said = frozenset(key for key in ("required", "deprecated") if match[key])
        found[match["name"].lower()] = found.get(match["name"].lower(), frozenset()) | said
    return found


def _cut(text: str, key: str, dialect: Dialect) -> tuple[str, str]:
    """Return a description without the value, or the values, that it shows apart, and these; "" for none."""
    match = dialect.sentences[key].search(text) if dialect.outline.labels and text.endswith("`") else None
    return (text[: match.start()], match["value"]) if match else (text, "")


def unquoted(value: str, quotes: str = '"') -> str:
    """Return a value without the quotes around it; ``quotes`` are the marks that count as such."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in quotes
    return value[1:-1] if is_quoted and value[0] not in value[1:-1] else value


def _of(text: str, context: Context) -> PropertyFact:
    plain = squeeze(inline.unemphasized(without(text, context.dialect)))
    found = match_forms(context.dialect.sentences, _FORMS, plain)
    hint = _hint(plain, context.dialect)
    if not found:
        return msgspec.structs.replace(_SILENT, description=clean(text, context), hint=hint)
    listed = _values(plain, found.get("values"), found.get("values_open"), context.dialect)
    default = _default(found.get("default"), listed.names) or listed.default
    takes_null = "nullable" in found or listed.null or default == _NULL
    bounds = found["range"].groupdict() if "range" in found else {}
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
        nullable=False if "not_nullable" in found else (True if takes_null else None),
        deprecated="deprecated" in found,
        key="key" in found,
        default=None if default == _NULL else default,
        values=tuple(MemberFact(name, NOWHERE) for name in listed.names),
        values_closed=listed.closed,
        minimum=_bound(bounds, "minimum"),
        maximum=_bound(bounds, "maximum"),
        max_items=_number(found.get("max_items")),
        max_length=_number(found.get("max_length")),
        inherited_from=linked_type(*link_of(inherited), NOWHERE, context) if inherited else None,
        options=_options(found.get("options")),
        hint=hint,
    )


def _bound(bounds: Mapping[str, str | None], key: str) -> str:
    """Return the bound that a form of ranges states, "" for none."""
    return next((value for name, value in bounds.items() if value and name.startswith(key)), "")


def _hint(text: str, dialect: Dialect) -> str:
    """Return the type that a description speaks of, "" for none."""
    if not dialect.outline.labels or not text:
        return ""
    found = match_forms(dialect.sentences, _HINTS, inline.plain(text))
    return next((key.removeprefix(_SAYS) for key in _HINTS if key in found), "")


def _number(match: re.Match[str] | None) -> int | None:
    stated = next((value for value in match.groups() if value), None) if match else None
    return whole_number(stated) if stated else None


class _Listed(msgspec.Struct, frozen=True):
    """The values that a description lists: whether they are all, which one is the default, whether null is one."""

    names: tuple[str, ...] = ()
    closed: bool = False
    default: str | None = None
    null: bool = False


_NONE = _Listed()


def _values(text: str, closed: re.Match[str] | None, open_: re.Match[str] | None, dialect: Dialect) -> _Listed:
    """Return the values that a description lists, without what remarks between them name."""
    phrase = closed or open_
    if not phrase or dialect.sentences["values_not"].pattern.search(text[: phrase.start()]):
        return _NONE
    tail = text[phrase.end() :]
    if dialect.sentences["values_not_behind"].search(tail):
        return _NONE
    if phrase["short"] is not None:  # only such a sentence lists them, what follows may name anything
        tail = _SENTENCE.split(tail, maxsplit=1)[0]
    end = dialect.sentences["values_end"].search(_ASIDE.sub(_blank, inline.mask_code(tail)))
    marked = list(_marked_values(tail[: end.start()] if end else tail, dialect))
    found = marked or list(_bare_values(tail, dialect))
    names = dict.fromkeys([name for name, _ in found if name and name != _NULL])
    default = next((name for name, is_default in found if is_default), None)
    whole = closed is not None and "`" in tail and all(name for name, _ in found)
    return _Listed(tuple(names), whole, default, any(name == _NULL for name, _ in found))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _marked_values(tail: str, dialect: Dialect) -> Iterator[tuple[str, bool]]:
    """Yield the values of a list that have marks around them, and whether a remark calls one the default.

    The value is "" where what is marked is none that can be read.
    """
    sentences = dialect.sentences
    is_code = "`" in tail
    remarks = [match.span() for match in _REMARK.finditer(tail)]
    last = 0
    is_aside = False
    for match in sentences["value" if is_code else "value_marked"].pattern.finditer(tail):
        between = tail[last : match.start()]
        if not last and not is_code and not sentences["value_lead"].pattern.match(between):
            return
        is_remark = last > 0 and any(last <= start < match.start() < end for start, end in remarks)
        is_aside = sentences["value_aside"].search(between) is not None or (is_aside and not _NEXT.search(between))
        if not is_remark:
            last = match.end()
        name = next(filter(None, match.groups()), "")
        if not is_remark and not is_aside:
            yield name.strip(), sentences["value_default"].pattern.match(tail, match.end()) is not None


def _bare_values(tail: str, dialect: Dialect) -> Iterator[tuple[str, bool]]:
    """Yield the values of a list of words without marks that fills its sentence, as above; none where one is a type."""
    match = dialect.sentences["value_list"].pattern.match(_REMARK.sub("", tail))
    names = dialect.sentences["value_apart"].pattern.split(match["list"]) if match else []
    if any(name.lower().removesuffix("s") in dialect.words for name in names):
        return
    remark = dialect.sentences["value_default"].pattern
    for name in names:
        yield name, any(remark.match(tail, found.end()) for found in re.finditer(rf"\b{re.escape(name)}\b", tail))


def _default(match: re.Match[str] | None, listed: Collection[str]) -> str | None:
    """Return the default that a sentence states; a word without marks is one where it is a listed value."""
    stated = next((value for value in match.groups() if value), "") if match else ""
    if match and match["plain"] and stated not in listed:
        return None
    return stated.strip().strip("\"'") or None


def _options(match: re.Match[str] | None) -> tuple[str, ...]:
    """Return the query options that a property supports."""
    return tuple(dict.fromkeys(_OPTION.findall(match["options"]))) if match else ()
