"""Reports pages of operations that neither a page nor the contents of their folder lead to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, Severity

_CONTENTS = ("toc.yml", "TOC.yml", "mkdocs.yml")  # files of DocFX and MkDocs that list pages
_PAGE = ".md"
_LINKED = 0.9  # the share of pages with a link to them from which on a page without one is an oversight


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that nothing leads to, in sets whose other pages are linked."""
    described = [page for page in whole.pages if page.kind == "operation" and page.operations]
    orphans = [page for page in described if page.path.lower() not in whole.linked]
    listed: dict[str, str] = {}
    few = len(orphans) <= (1 - _LINKED) * len(described)
    for page in orphans:
        contents = _contents(folder(page.path), whole, listed)
        name = page.path.rpartition("/")[2]
        if (contents or few) and name.lower() not in contents:
            severity = None if contents else Severity.INFO  # the contents may be kept elsewhere
            yield rules.ORPHAN_OPERATION.at(page.operations[0].span, severity=severity, subject=page.name)


def _contents(path: str, whole: DocsetView, listed: dict[str, str]) -> str:
    """Return the contents that list the pages of a folder, its own or those of a folder above it, in lower case.

    A file that names no page lists none: MkDocs then shows all.
    """
    if path not in listed:
        found = (whole.read(posixpath.join(path, name)) for name in _CONTENTS)
        own = [source.text.lower() for source in found if source and _PAGE in source.text]
        listed[path] = "\n".join(own) or (_contents(folder(path), whole, listed) if path else "")
    return listed[path]
