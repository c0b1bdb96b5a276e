"""Compares names without letter case and punctuation, and makes them safe and unique."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from itertools import count

_FOLD = re.compile(r"[^a-z0-9]")
_VALUE = re.compile(r"[A-Za-z0-9_@#+./ -]+\Z")
_SIGNS = ("-", "+")  # generators tell a value that begins with one apart from the same without it
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
NO_KEY = re.compile(r"[^A-Za-z0-9._-]+")  # what keys of components, and names of files, do not have


@lru_cache(maxsize=32768)
def folded(name: str) -> str:
    """Return the lower-case letters and digits of a name: names equal in them differ in case and punctuation only."""
    return _FOLD.sub("", name.lower())


@lru_cache(maxsize=8192)
def safe(name: str) -> str:
    """Return a parameter name of letters, digits, "_" and "-" only."""
    return _UNSAFE.sub("-", name.strip()).strip("-")


def unique_name(stem: str, taken: Container[str], *, fold: Callable[[str], str] = folded, separator: str = "_") -> str:
    """Return ``stem``, or the first of ``stem_2``, ``stem_3``, ... whose folded form is not taken."""
    if fold(stem) not in taken:
        return stem
    numbered = (f"{stem}{separator}{number}" for number in count(2))
    return next(name for name in numbered if fold(name) not in taken)


def value_key(value: str) -> str:
    """Return what tells a value of an enumeration from others: its folded form, or itself where it has a sign."""
    return value if value.startswith(_SIGNS) else folded(value)


def is_value(value: str) -> bool:
    """Tell whether generators can make a name of a value of an enumeration."""
    return _VALUE.match(value) is not None and value_key(value) != ""
