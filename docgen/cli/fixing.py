"""Makes the fixes of a report: in the pages, or as a difference that is shown."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.atomic_write import FileChanged, rewrite
from docgen.cli import options
from docgen.cli.file_output import difference, reason
from docgen.cli.terminal import State, say
from docgen.diagnostic import plural
from docgen.files import display
from docgen.findings import fixes
from docgen.fingerprints import content, digest
from docgen.source import decode

if TYPE_CHECKING:
    from docgen.diagnostic import Diagnostic, Edit
    from docgen.run.results import Original, Report

_MOST_PASSES = 5  # where a fix that changes what readers see uncovers another
_SAVED = "it was saved meanwhile"


class _Refused(Exception):
    """A page is left as it is; the text says why."""


def apply_fixes(lint: Callable[[], Report], state: State, *, unsafe: bool) -> Report:
    """Make the safe fixes, or all, in the pages; return the report of what is left.

    A page that cannot be changed, or does not hold any more what was read, is left as it is, and told in one line.
    """
    report = lint()
    refused: dict[str, str] = {}
    pages: set[str] = set()
    mended: Counter[tuple[str, str]] = Counter()
    for _ in range(_MOST_PASSES):
        found = list(fixes.chosen(report.diagnostics, unsafe=unsafe))
        changes = list(_changes(found, report, refused, unsafe=unsafe))
        written = {path for path, old, new in changes if _write(path, old, new, refused)}
        if not written:
            break
        pages |= written
        mended.update((one.code, one.name) for one in found if one.fix and written.issuperset(_paths(one.fix.edits)))
        report = lint()
    _tell(refused)
    if pages:
        state.note(f"Fixed {plural(mended.total(), 'problem')} in {plural(len(pages), 'page')}.")
        width = len(f"{max(mended.values(), default=0):,}")
        for (code, name), count in sorted(mended.items(), key=lambda row: (-row[1], row[0])):
            state.note(f"  {count:>{width},}  {code}  {name}")
    return report


def show_fixes(report: Report, *, unsafe: bool) -> bool:
    """Print the difference that the safe fixes, or all, would make; return whether there is one."""
    refused: dict[str, str] = {}
    changes = list(_changes(fixes.chosen(report.diagnostics, unsafe=unsafe), report, refused, unsafe=unsafe))
    for path, old, new in changes:
        options.show(difference(path, old, new))
    _tell(refused)
    return bool(changes)


def rewrite_pages(edits: Iterable[Edit], report: Report) -> frozenset[str]:
    """Make edits in the pages that a report is about; return the paths of those that are written."""
    refused: dict[str, str] = {}
    changes = list(_edited(edits, report, refused, unsafe=True))
    written = frozenset(path for path, old, new in changes if _write(path, old, new, refused))
    _tell(refused)
    return written


def _changes(
    found: Iterable[Diagnostic], report: Report, refused: dict[str, str], *, unsafe: bool
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield path, bytes as they are and as they would be, for every page that the fixes of findings change.

    Pages that are left as they are get into ``refused``, with the reason; those that are in it are passed over.
    """
    made = {edit for one in found if one.fix for edit in one.fix.edits}
    yield from _edited(made, report, refused, unsafe=unsafe)


def _edited(
    made: Iterable[Edit], report: Report, refused: dict[str, str], *, unsafe: bool
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield what ``_changes`` does, for some edits."""
    for path, group in groupby(sorted(made, key=lambda edit: edit.span), lambda edit: edit.span.path):
        edits = tuple(group)
        if path in refused:
            continue
        try:
            old = _content(path, report.originals.get(path))
            if not unsafe:
                _verify(path, old, edits)
        except _Refused as refusal:
            refused[path] = str(refusal)
            continue
        new = fixes.apply(old, edits)
        if new != old:
            yield path, old, new


def _content(path: str, original: Original | None) -> bytes:
    """Return what a page holds; raise _Refused where that is not what was read, or is none of the pages given."""
    try:
        if original is None or not Path(os.path.realpath(path)).is_relative_to(original.root):
            raise _Refused("it lies outside the given folders")
        data, _ = content(path)
    except OSError as error:
        raise _Refused(reason(error)) from error
    if digest(data) != original.digest:
        raise _Refused(_SAVED)
    return data


def _verify(path: str, old: bytes, edits: Sequence[Edit]) -> None:
    """Raise _Refused where fixes that are held to be safe change what the page says.

    They are safe on a page that docgen reads as others do: it takes some for a comment or code that they do not.
    """
    if not fixes.says_the_same(decode(path, old).text, decode(path, fixes.apply(old, edits)).text):
        raise _Refused("its fixes would change what the page says; --unsafe-fixes makes them")


def _write(path: str, old: bytes, new: bytes, refused: dict[str, str]) -> bool:
    """Write a page; return whether that was possible."""
    try:
        rewrite(Path(path), old, new)
    except FileChanged:
        refused[path] = _SAVED
    except OSError as error:
        refused[path] = reason(error)
    return path not in refused


def _paths(edits: Iterable[Edit]) -> set[str]:
    return {edit.span.path for edit in edits}


def _tell(refused: dict[str, str]) -> None:
    for path, why in sorted(refused.items()):
        say(f"{display(os.path.abspath(path))} is left as it is: {why}")
