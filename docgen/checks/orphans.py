"""Reports pages of operations that neither a page nor the contents of their folder lead to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, Severity

_CONTENTS = ("toc.yml", "TOC.yml", "mkdocs.yml")  # files of DocFX and MkDocs that list pages
_LINKED = 0.9  # the share of pages with a link to them from which on a page without one is an oversight


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that nothing leads to, in sets whose other pages are linked."""
    linked = {link.target.lower() for page in whole.pages for link in page.links if link.target != page.path}
    described = [page for page in whole.pages if page.kind == "operation" and page.operations]
    orphans = [page for page in described if page.path.lower() not in linked]
    listed: dict[str, str] = {}
    few = len(orphans) <= (1 - _LINKED) * len(described)
    for page in orphans:
        contents = _contents(folder(page.path), whole, listed)
        name = page.path.rpartition("/")[2]
        if (contents or few) and name.lower() not in contents:
            severity = None if contents else Severity.INFO  # the contents may be kept elsewhere
            yield rules.ORPHAN_OPERATION.at(page.operations[0].span, severity=severity, subject=page.name)


def _contents(path: str, whole: DocsetView, listed: dict[str, str]) -> str:
    """Return the contents that list the pages of a folder, its own or those of a folder above it, in lower case."""
    if path not in listed:
        own = [source.text.lower() for name in _CONTENTS if (source := whole.read(posixpath.join(path, name)))]
        listed[path] = "\n".join(own) or (_contents(folder(path), whole, listed) if path else "")
    return listed[path]
