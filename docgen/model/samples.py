"""Unite what several JSON values show of one shape: the items of a list, and the examples of one body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from docgen.dialects import Dialect, DocumentForm
from docgen.model.types import Type

_DEEPEST = 12


class Nullable(msgspec.Struct, frozen=True, gc=False):
    """A value in whose place another example shows null."""

    value: Any


def are_names(value: Mapping[str, Any], form: DocumentForm) -> bool:
    """Tell whether the members of an object have names, and are not entries by the keys of what they are about."""
    keys = form.map_keys.fullmatch if form.map_keys else None
    return not value or keys is None or not all(map(keys, value))


def named_type(text: str, dialect: Dialect) -> Type | None:
    """Return the type of the value that a text stands for, which only names it in angle brackets: ``<integer>``."""
    text = text.strip()
    known = dialect.primitive(text[1:-1].strip()) if text[:1] == "<" and text[-1:] == ">" else ""
    return Type(dialect.types[known].type, dialect.types[known].format) if known else None


def with_types(value: Any, dialect: Dialect) -> Any:
    """Return a value with types in place of the texts that only name one."""
    if isinstance(value, Nullable):
        return Nullable(with_types(value.value, dialect))
    if isinstance(value, dict):
        return {name: with_types(inner, dialect) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_types(inner, dialect) for inner in value]
    return (named_type(value, dialect) or value) if isinstance(value, str) else value


def united(values: Iterable[Any], depth: int = 0) -> Any:
    """Return one value that has all members which some values have, each list with one such item.

    A member that is null somewhere is ``Nullable``; one whose values are of different kinds is None.
    """
    values = list(values)
    has_null = any(value is None or isinstance(value, Nullable) for value in values)
    found = [value.value if isinstance(value, Nullable) else value for value in values]
    some = [value for value in found if value is not None]
    if not some or depth > _DEEPEST:
        return None
    whole: Any
    if all(isinstance(value, dict) for value in some):
        names = dict.fromkeys(name for value in some for name in value)
        whole = {name: united([value[name] for value in some if name in value], depth + 1) for name in names}
    elif all(isinstance(value, list) for value in some):
        items = [item for value in some for item in value]
        whole = [united(items, depth + 1)] if items else []
    else:
        whole = _scalar(some)
    return Nullable(whole) if has_null and whole is not None and depth else whole


def _scalar(values: list[Any]) -> Any:
    """Return a value of the kind of all values; None where they are of several kinds."""
    kinds = {type(value) for value in values}
    if kinds == {int, float}:
        return next(value for value in values if isinstance(value, float))
    if len(kinds) > 1:
        return None
    return max(values, key=abs) if kinds == {int} else values[0]
