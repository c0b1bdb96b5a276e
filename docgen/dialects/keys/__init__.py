"""Says which keys a dialect has and what each means, as `descriptions.toml` beside this module states it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

ANY = "*"  # in place of a key of any name
_ITSELF = ""  # the key of what describes a table itself


def known(keys: Sequence[str] = ()) -> Mapping[str, Any] | None:
    """Return the keys of a table with what describes them, ``ANY`` for any; None where the key is no table."""
    here = _at(keys)
    return {key: value for key, value in here.items() if key != _ITSELF} if isinstance(here, dict) else None


def describe(keys: Sequence[str]) -> str:
    """Return what a key means, "" for one that no dialect has."""
    here = _at(keys)
    return str(here.get(_ITSELF, "")) if isinstance(here, dict) else here or ""


def _at(keys: Sequence[str]) -> Any:
    here: Any = _descriptions()
    for key in keys:
        here = here.get(key, here.get(ANY)) if isinstance(here, dict) and key != _ITSELF else None
        here = here[0] if isinstance(here, list) else here
    return here


@cache
def _descriptions() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("descriptions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
