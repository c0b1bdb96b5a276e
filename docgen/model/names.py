"""Names of parameters go in; what they share, and what they may be called, comes out."""

from __future__ import annotations

import re
from functools import lru_cache

_FOLD = re.compile(r"[^a-z0-9]")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Return what names have in common that differ in letter case and punctuation alone."""
    return _FOLD.sub("", name.lower())


@lru_cache(maxsize=8192)
def safe(name: str) -> str:
    """Return a parameter name of letters, digits, "_" and "-" only."""
    return _UNSAFE.sub("-", name.strip()).strip("-")
