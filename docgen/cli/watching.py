"""Runs a task now, and again whenever a page below some paths changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.cli.process import goes_on
from docgen.cli.terminal import State, say
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from watchfiles import Change

    from docgen.settings import Found

_CLEAR = "\x1b[2J\x1b[H"


def again(paths: Sequence[str], found: Found, state: State, run: Callable[[], int]) -> int:
    """Run a task at once and after every change, until interrupted; return the exit code of the last run."""
    code = _tolerant(run)
    state.note("Waiting for changes; Ctrl-C ends.")
    for _changes in changes(paths, found):
        if sys.stdout.isatty():
            sys.stdout.write(_CLEAR)
        code = _tolerant(run)
        sys.stdout.flush()
        state.note("Waiting for changes; Ctrl-C ends.")
    return code


def changes(paths: Sequence[str], found: Found) -> Iterator[object]:
    """Yield whenever pages below the paths have changed, until interrupted."""
    from watchfiles import watch

    goes_on()
    places = sorted({_place(path, found) for path in paths or found.settings.inputs})
    return watch(*places, watch_filter=_is_page)


def _tolerant(run: Callable[[], int]) -> int:
    """Run a task; a page that is gone for a moment, while it is saved, does not end the watch."""
    try:
        return run()
    except DocgenError as error:
        say(f"error: {error}")
        return 2


def _place(path: str, found: Found) -> str:
    """Return the file or folder to watch for a path, a glob or an input of the settings."""
    place = os.path.abspath(os.path.join(found.folder, path))
    while not os.path.exists(place) or not _WILDCARDS.isdisjoint(os.path.basename(place)):
        place = os.path.dirname(place)
    return place


_WILDCARDS = frozenset("*?[")


def _is_page(_change: Change, path: str) -> bool:
    from docgen.files import SUFFIXES

    return path.lower().endswith(SUFFIXES)
