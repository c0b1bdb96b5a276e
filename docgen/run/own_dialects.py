"""The dialects of a team's own that settings name: files beside the settings, and tables in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docgen import dialects
from docgen.dialects import DialectError, DialectFile, Own
from docgen.settings import Found, Settings, display_name

DIALECT_TABLE = "[dialect]"  # the name of the dialect whose tables stand in the settings
_ENDING = ".toml"
_WITHIN = {"pyproject.toml": ("tool", "docgen", "dialect")}


def own_dialects(found: Found) -> tuple[Own, ...]:
    """Return the dialects that are not of the package; raises DialectError for one that cannot be read or used."""
    return tuple(dialects.read_own(name, file) for name, file in own_files(found).items())


def own_files(found: Found) -> dict[str, DialectFile]:
    """Return the files of the dialects that are not of the package, by what they are called in settings and facts."""
    out = {}
    if not isinstance(found.settings.dialect, str):
        out[DIALECT_TABLE] = _from_settings(found)
    for name in dict.fromkeys(_names(found.settings)):
        if name.endswith(_ENDING):
            out[name] = DialectFile.parse(display_name(found.folder / name), _text(found.folder / name))
        else:
            dialects.load(name)
    return out


def dialect_files(settings: Settings) -> tuple[str, ...]:
    """Return the dialect files that settings name, as they name them."""
    return tuple(name for name in dict.fromkeys(_names(settings)) if name.endswith(_ENDING))


def _names(settings: Settings) -> Iterator[str]:
    if isinstance(settings.dialect, str) and settings.dialect:
        yield settings.dialect
    yield from (choice.name for choice in settings.dialects)


def _from_settings(found: Found) -> DialectFile:
    assert isinstance(found.settings.dialect, dict)
    if found.file is None:
        return DialectFile(DIALECT_TABLE, found.settings.dialect)
    within = _WITHIN.get(found.file.name, ("dialect",))
    return DialectFile.parse(display_name(found.file), _text(found.file), within)


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
