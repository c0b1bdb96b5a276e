"""Reports pages without the line of the namespace below their title, which nearly all pages like them have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, plural
from docgen.extract.facts import PageFacts

_ENOUGH = 5  # pages of a kind that show what such a page has
_FEW = 0.05  # the share of pages up to which they lack the line by mistake; one may always do so
_NAMED = ("operation", "resource")


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages of operations and types that do not state their namespace."""
    groups: dict[tuple[str, str], list[tuple[PageFacts, str]]] = defaultdict(list)
    for page in whole.pages:
        if page.kind in _NAMED and (page.operations or page.resources):
            stated = next((name.text for name in page.names if name.kind == "namespace"), "")
            groups[page.kind, folder(page.path)].append((page, stated))
    for (kind, _), pages in groups.items():
        stating = [(page, stated) for page, stated in pages if stated]
        if len(stating) < _ENOUGH or len(pages) - len(stating) > max(1, _FEW * len(pages)):
            continue
        usual = Counter(stated for _, stated in stating).most_common(1)[0][0]
        for page, stated in pages:
            if not stated:
                about = (page.operations or page.resources)[0]
                yield rules.MISSING_NAMESPACE.at(
                    about.span,
                    count=plural(len(stating), "other page"),
                    kind="operations" if kind == "operation" else "types",
                    usual=usual,
                    subject=page.title,
                )
