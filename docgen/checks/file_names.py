"""Reports files of the set that a text names, and that are not there."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Diagnostic, Severity
from docgen.near import nearest
from docgen.source import Span, Text

_ENDINGS = (".md", ".mdx", ".apib")
_ENDING = re.compile(r"\.(?:mdx?|apib)(?![\w-])")
_PATH = re.compile(r"(?:[\w.-]++/)++[\w.-]++")  # of at least one folder
_BEFORE = " \t\n`*"  # what a word of a text stands behind: what a link leads to stands behind a bracket
_LONGEST = 200  # characters of a path
_DATA = ('"', "'", "{", "}", "[", "]")  # how lines of JSON begin


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the paths in texts whose folder is one of the set, and in which there is no such file."""
    paths = [page.path for page in whole.pages if page.path.endswith(_ENDINGS)]
    folders: Mapping[str, Mapping[str, str]] | None = None
    for page in whole.pages:
        if not whole.dialect(page).outline.tells_unread:
            continue  # links name the pages there
        source = whole.read(page.path)
        text = source.text if source else ""
        if not any(ending in text for ending in _ENDINGS):
            continue
        for written in _paths(text, page.path):
            folders = folders if folders is not None else _folders(paths)
            beside = _beside(written, folders)
            places = dict.fromkeys((folder(page.path), *map(folder, beside.values())))
            names = (written.value, posixpath.basename(written.value))
            if beside and not any(whole.exists(posixpath.join(at, name)) for at in places for name in names):
                yield _missing(written, beside)


def _paths(text: str, page: str) -> Iterator[Text]:
    """Yield the paths of files that are words of a text, and no part of JSON."""
    line = 0  # where that of the path begins
    for match in _ENDING.finditer(text):
        start = max(text.rfind(mark, max(0, match.start() - _LONGEST), match.start()) for mark in _BEFORE) + 1
        line = max(line, text.rfind("\n", line, start) + 1)
        word = text[start : match.end()]
        if _PATH.fullmatch(word) and not text[line : min(start, line + _LONGEST)].lstrip().startswith(_DATA):
            yield Text(word, Span(page, start, match.end()))


def _folders(paths: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the paths of pages by their names in lower case, for all ends that the path of their folder has."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        pieces = folder(path).lower().split("/")
        for at in range(len(pieces)):
            out["/".join(pieces[at:])][posixpath.basename(path).lower()] = path
    return out


def _beside(text: Text, folders: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the pages in the folder that a path names, none where there is no such folder, or a page at the path."""
    written = posixpath.normpath(text.value.lower())
    there = posixpath.normpath(posixpath.join(folder(text.span.path).lower(), written))
    for path in (there, written):
        if posixpath.basename(path) in folders.get(folder(path), {}):
            return {}
    return folders.get(folder(written), folders.get(folder(there), {}))


def _missing(text: Text, beside: Mapping[str, str]) -> Diagnostic:
    """Return the finding about a path where there is no page, with the page of nearly that name in its folder."""
    names = [posixpath.basename(path) for path in beside.values()]
    name = posixpath.basename(text.value)
    longer = [one for one in names if one.startswith(posixpath.splitext(name)[0])]
    close = nearest(name, names) or (longer[0] if len(longer) == 1 else "")
    return rules.MISSING_PAGE.at(
        text.span,
        severity=Severity.WARNING,
        target=text.value,
        suggestion=f"; did you mean {text.value[: -len(name)]}{close}?" if close else "",
        subject=posixpath.join(folder(text.span.path), text.value),
    )
