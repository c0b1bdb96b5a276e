"""Reports groups of tabs that are not those of the other groups of their page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, Related
from docgen.markdown.page import Tab


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the groups that have a tab twice, fewer tabs than others of their kind, or another order of them."""
    groups = list(_groups(view)) if view.tabs else []
    named = [tuple(tab.name for tab in group) for group in groups]
    counts = Counter(names for names in named if len(set(names)) == len(names))
    if not counts:
        return
    usual = max(counts, key=lambda names: (len(names), counts[names], -named.index(names)))
    first = groups[named.index(usual)][0]
    for names, group in dict(zip(named[::-1], groups[::-1], strict=True)).items():
        if names != usual and set(names) & set(usual):
            yield rules.DIFFERING_TABS.at(
                group[0].span,
                related=(Related(first.span, "the other tabs"),),
                shown=", ".join(names),
                usual=", ".join(usual),
            )


def _groups(view: PageView) -> Iterator[list[Tab]]:
    """Yield the tabs of each group of the page; a heading ends a group, too."""
    group: list[Tab] = []
    for _, tab in view.tabs:
        if tab.name:
            group.append(tab)
        elif group:
            yield group
            group = []
    if group:
        yield group
