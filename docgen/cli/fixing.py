"""A report goes in; the pages with its fixes made come out, on disk or as a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.cli import options
from docgen.cli.file_output import difference, unusable, write
from docgen.cli.terminal import State
from docgen.findings import fixes
from docgen.report.items import plural
from docgen.source import decode

if TYPE_CHECKING:
    from docgen.diagnostic import Diagnostic, Edit
    from docgen.run.pipeline import Report

_MOST_PASSES = 5  # a fix may uncover another; more than this would be a fault of ours


def apply_fixes(lint: Callable[[], Report], state: State) -> Report:
    """Make all fixes, lint again until there is nothing to fix, and return the last report."""
    report = lint()
    fixed: list[Diagnostic] = []
    pages: set[str] = set()
    for _ in range(_MOST_PASSES):
        changes = list(_changes(report))
        for path, _, new in changes:
            write(path, new)
        if not changes:
            break
        fixed += [one for one in report.diagnostics if one.fix]
        pages.update(path for path, _, _ in changes)
        report = lint()
    left = sum(one.fix is not None for one in report.diagnostics)
    if pages:
        state.note(f"Fixed {plural(max(len(fixed) - left, 1), 'problem')} in {plural(len(pages), 'page')}.")
    return report


def show_fixes(report: Report) -> bool:
    """Print the difference that fixes would make; return whether there is one."""
    shown = False
    for path, old, new in _changes(report):
        options.show(difference(path, old, new))
        shown = True
    return shown


def _changes(report: Report) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield path, bytes as they are and as they would be, for every page that fixes change."""
    for path, group in groupby(fixes.edits(report.diagnostics), lambda edit: edit.span.path):
        changes: Sequence[Edit] = tuple(group)
        try:
            old = Path(path).read_bytes()
        except OSError as error:
            raise unusable("read", path, error) from error
        source = report.sources.get(path)
        if source is None or decode(path, old).text != source.text:
            continue  # it was changed since it was read
        new = fixes.apply(old, changes)
        if new != old:
            yield path, old, new
