"""The dialects of a team's own that settings name: files beside the settings, and tables in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docgen import dialects
from docgen.dialects import DialectError, Own
from docgen.settings import Found, Settings, display_name

DIALECT_TABLE = "[dialect]"  # the name of the dialect whose tables stand in the settings
_ENDING = ".toml"
_WITHIN = {"pyproject.toml": ("tool", "docgen", "dialect")}


def own_dialects(found: Found) -> tuple[Own, ...]:
    """Return the dialects that are not of the package; raises DialectError for one that cannot be read or used."""
    out = []
    if not isinstance(found.settings.dialect, str):
        out.append(_from_settings(found))
    for name in dict.fromkeys(_names(found.settings)):
        if name.endswith(_ENDING):
            file = found.folder / name
            out.append(dialects.read_own(name, _text(file), source=display_name(file)))
        else:
            dialects.load(name)
    return tuple(out)


def dialect_files(settings: Settings) -> tuple[str, ...]:
    """Return the dialect files that settings name, as they name them."""
    return tuple(name for name in dict.fromkeys(_names(settings)) if name.endswith(_ENDING))


def _names(settings: Settings) -> Iterator[str]:
    if isinstance(settings.dialect, str) and settings.dialect:
        yield settings.dialect
    yield from (choice.name for choice in settings.dialects)


def _from_settings(found: Found) -> Own:
    assert isinstance(found.settings.dialect, dict)
    if found.file is None:
        return dialects.own_tables(DIALECT_TABLE, found.settings.dialect)
    within = _WITHIN.get(found.file.name, ("dialect",))
    return dialects.read_own(DIALECT_TABLE, _text(found.file), source=display_name(found.file), within=within)


def _text(file: Path) -> str:
    name = display_name(file)
    if not os.path.isfile(file):
        raise DialectError(f"there is no dialect file {name}")
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise DialectError(f"the dialect {name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DialectError(f"the dialect {name} is not UTF-8") from error
