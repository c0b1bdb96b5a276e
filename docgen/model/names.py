"""Compares names without letter case and punctuation, and makes them safe and unique."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from itertools import chain, count

_FOLD = re.compile(r"[^a-z0-9]")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Return the lower-case letters and digits of a name: names equal in them differ in case and punctuation only."""
    return _FOLD.sub("", name.lower())


@lru_cache(maxsize=8192)
def safe(name: str) -> str:
    """Return a parameter name of letters, digits, "_" and "-" only."""
    return _UNSAFE.sub("-", name.strip()).strip("-")


def unique_name(stem: str, taken: Container[str], *, fold: Callable[[str], str] = folded, separator: str = "_") -> str:
    """Return ``stem``, or the first of ``stem_2``, ``stem_3``, ... whose folded form is not taken."""
    numbered = (f"{stem}{separator}{number}" for number in count(2))
    return next(name for name in chain((stem,), numbered) if fold(name) not in taken)
