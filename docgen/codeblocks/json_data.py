"""JSON data, written as JSON or in YAML: objects, lists, texts, numbers, Booleans and null, and nothing else.

YAML is read as version 1.2 has it, by its core schema: ``yes``, ``12:30`` and ``2020-01-01`` are texts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any

import msgspec
import yaml

DEEPEST = 100  # objects and lists inside each other
MOST_VALUES = 5_000_000  # of a text, each alias counted as all that it stands for
_SMALLEST, _GREATEST = -(2**63), 2**64 - 1
_MOST_DIGITS = 20
_TAG = "tag:yaml.org,2002:"
_LITERALS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGERS = {10: re.compile(r"\A[-+]?[0-9]+\Z"), 8: re.compile(r"0o[0-7]+\Z"), 16: re.compile(r"0x[0-9a-fA-F]+\Z")}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NO_JSON = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_KINDS = {str: "str", bool: "bool", int: "int", float: "float", type(None): "null"}


class DataError(ValueError):
    """Why a text is no JSON data."""


def read(text: str, *, aliases: bool = False) -> Any:
    """Return the data that a text holds. Raises DataError for a text that holds none, or anything besides.

    With ``aliases`` those of YAML are read, and ``<<`` takes over what it names; an alias is the very object that its
    anchor marks.
    """
    if text.lstrip().startswith("{"):
        try:
            return _shallow(_JSON.decode(text))
        except json.JSONDecodeError:
            pass  # an object of YAML begins like this, too
        except RecursionError as error:
            raise DataError(_TOO_DEEP) from error
    try:
        return _shallow(_data(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), aliases))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise DataError(f"not valid YAML or JSON: {' '.join(str(error).split())}") from error


_TOO_DEEP = f"it is nested more than {DEEPEST} deep"


def _shallow(data: Any) -> Any:
    """Return data, if it is not nested too deep."""
    level = [data]
    for _ in range(DEEPEST):
        held = {id(inner): inner for each in level for inner in _inside(each) if isinstance(inner, dict | list)}
        level = list(held.values())
        if not level:
            return data
    raise DataError(_TOO_DEEP)


def _inside(data: Any) -> Iterable[Any]:
    return data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise DataError(f"the key {key[:40]!r} stands twice in an object")
        out[key] = value
    return out


def _integer(text: str, base: int = 10) -> int:
    value = int(text, base) if len(text) <= _MOST_DIGITS else _GREATEST + 1
    if not _SMALLEST <= value <= _GREATEST:
        raise DataError(f"the number {text[:20]}... does not fit in 64 bits")
    return value


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise DataError(f"{text[:20]} is no number of JSON")
    return value


_JSON = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_float)


class _Open(msgspec.Struct):
    """An object or a list that is not closed yet; ``key`` is the one whose value comes next.

    ``anchor`` is what aliases name it by, ``size`` how many values are in it, and ``taken`` what ``<<`` takes over
    where it ``merges``.
    """

    items: dict[str, Any] | list[Any]
    key: str | None = None
    anchor: str | None = None
    merges: bool = False
    size: int = 1
    taken: list[Any] = []

    def take(self, value: Any, size: int = 1) -> None:
        """Put a value in, behind its key; ``size`` is how many values it is."""
        self.size += size
        if self.size > MOST_VALUES:
            raise DataError(f"it stands for more than {MOST_VALUES:,} values")
        if isinstance(self.items, list):
            self.items.append(value)
            return
        assert self.key is not None
        if self.merges and self.key == _MERGE and isinstance(value, dict | list):
            self.taken = [*self.taken, value]
        else:
            self.items[self.key] = value
        self.key = None

    def close(self) -> None:
        """Take over what is not said here."""
        for value in self.taken:
            for each in value if isinstance(value, list) else (value,):
                if isinstance(each, dict) and isinstance(self.items, dict):
                    self.items.update({key: inner for key, inner in each.items() if key not in self.items})


_MERGE = "<<"


def _data(events: Iterable[yaml.Event], aliases: bool) -> Any:  # noqa: FBT001  the one caller passes its own option on
    """Return the data of the one document of a YAML text."""
    documents = _Open([])
    stack = [documents]
    known: dict[str, tuple[Any, int]] | None = {} if aliases else None
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            closed = stack.pop()
            closed.close()
            _count(closed, stack[-1])
            if closed.anchor is not None and known is not None:
                known[closed.anchor] = closed.items, closed.size
        elif isinstance(event, yaml.NodeEvent):
            try:
                _take(event, stack, known)
            except DataError as error:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise DataError(f"line {line}: {error}") from error
    if len(documents.items) > 1:
        raise DataError("it holds several documents")
    return documents.items[0] if documents.items else None  # type: ignore[index]  # a list


def _count(closed: _Open, around: _Open) -> None:
    around.size += closed.size - 1
    if around.size > MOST_VALUES:
        raise DataError(f"it stands for more than {MOST_VALUES:,} values")


def _take(event: yaml.NodeEvent, stack: list[_Open], known: dict[str, tuple[Any, int]] | None) -> None:
    """Put what an event begins, or is, into what is open; ``known`` are the anchored values, None to refuse them."""
    if event.anchor is not None and known is None:
        raise DataError("anchors and aliases are not read")
    around = stack[-1]
    if isinstance(around.items, dict) and around.key is None:
        if not isinstance(event, yaml.ScalarEvent):
            raise DataError("a key is no text")
        if event.value in around.items:
            raise DataError(f"the key {event.value[:40]!r} stands twice in an object")
        around.key = event.value  # as it is written: 200 is the text "200"
    elif isinstance(event, yaml.AliasEvent):
        if known is None or event.anchor not in known:
            raise DataError(f"the alias {str(event.anchor)[:40]!r} stands for nothing that is complete before it")
        around.take(*known[event.anchor])
    elif isinstance(event, yaml.ScalarEvent):
        value = _scalar(event)
        if event.anchor is not None and known is not None:
            known[event.anchor] = value, 1
        around.take(value)
    elif isinstance(event, yaml.CollectionStartEvent):
        is_object = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in (None, "!", _TAG + ("map" if is_object else "seq")):
            raise DataError(f"{_short(event.tag)} is no type of JSON")
        opened = _Open({} if is_object else [], anchor=event.anchor, merges=known is not None)
        around.take(opened.items)
        stack.append(opened)


def _scalar(event: yaml.ScalarEvent) -> Any:
    tag, text = event.tag, event.value
    if tag in (_TAG + "str", "!") or (tag is None and not event.implicit[0]):
        return text
    value = _plain(text)
    if tag not in (None, _TAG + _KINDS[type(value)]):
        raise DataError(f"{text[:40]!r} is no {_short(tag)} of JSON")
    return value


def _plain(text: str) -> Any:
    """Return what a plain scalar stands for."""
    if text in _LITERALS:
        return _LITERALS[text]
    for base, pattern in _INTEGERS.items():
        if pattern.match(text):
            return _integer(text, base)
    if _FLOAT.match(text):
        return _float(text)
    if _NO_JSON.match(text):
        raise DataError(f"{text} is no number of JSON")
    return text


def _short(tag: str) -> str:
    return tag.replace(_TAG, "!!")
