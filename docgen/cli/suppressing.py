"""Writes comments into pages that suppress the findings of some rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from docgen import files
from docgen.cli.fixing import rewrite_pages
from docgen.cli.terminal import State
from docgen.diagnostic import Edit, plural
from docgen.findings import selection, suppression
from docgen.markdown import parse

if TYPE_CHECKING:
    from docgen.run.results import Report


def add_suppressions(report: Report, selectors: Sequence[str], state: State) -> None:
    """Put a comment above each block with findings of some rules; above the page where a block cannot have one."""
    codes: set[str] = set()
    for selector in selectors:
        if problem := suppression.refused(selector):
            raise click.UsageError(f"--add-suppressions: {problem}")
        codes |= selection.codes_of(selector)
    edits: list[Edit] = []
    # The places of one cause are told once, and suppressed each.
    pages = {span.path for one in report.diagnostics for span in one.spans}
    found = [one for one in report.compared.new if one.code in codes and one.span.path in pages]
    for path, group in groupby(sorted(found, key=lambda one: one.span), lambda one: one.span.path):
        original = report.originals.get(path)
        source = files.source(path, original.digest) if original else None
        if source is not None:
            edits += suppression.comments(parse(source), source, tuple(group))
    written = rewrite_pages(edits, report)
    told = Counter(one.code for one in found if one.span.path in written)
    state.note(f"Suppressed {plural(told.total(), 'finding')} in {plural(len(written), 'page')}.")
