"""Reports pages of operations that neither a page nor the contents of their folder lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, Severity
from docgen.source import Source

# Files of DocFX, MkDocs and Mintlify that list pages; what lists them in Markdown has links.
_CONTENTS = ("toc.yml", "TOC.yml", "mkdocs.yml", "docs.json", "mint.json")
_NAVIGATION = "navigation"  # the key of a JSON file below which pages stand, without the ends of their names
_BETWEEN = re.compile(r"[\s/\\\"'(){}\[\],:?#]+")
_END = ".md"  # and more
_LINKED = 0.9  # the share of pages with a link to them from which on a page without one is an oversight


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that nothing leads to, in sets whose other pages are linked."""
    described = [page for page in whole.pages if page.kind == "operation" and page.operations]
    orphans = [page for page in described if page.path.lower() not in whole.linked]
    listed: dict[str, frozenset[str]] = {}
    few = len(orphans) <= (1 - _LINKED) * len(described)
    for page in orphans:
        contents = _contents(folder(page.path), whole, listed)
        name = posixpath.splitext(posixpath.basename(page.path))[0]
        if (contents or few) and name.lower() not in contents:
            severity = None if contents else Severity.INFO  # the contents may be kept elsewhere
            yield rules.ORPHAN_OPERATION.at(page.operations[0].span, severity=severity, subject=page.name)


def _contents(path: str, whole: DocsetView, listed: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the names that the contents of a folder list, its own or those of a folder above it, in lower case.

    A file that names no page lists none: MkDocs then shows all.
    """
    if path not in listed:
        found = (whole.read(posixpath.join(path, name)) for name in _CONTENTS)
        own = frozenset(name for source in found if source for name in _names(source))
        listed[path] = own or (_contents(folder(path), whole, listed) if path else own)
    return listed[path]


def _names(source: Source) -> Iterator[str]:
    words = _BETWEEN.split(source.text.lower())
    if not source.path.endswith(".json"):
        yield from filter(None, (word.rpartition(_END)[0] for word in words))
    elif _NAVIGATION in words:
        yield from words
