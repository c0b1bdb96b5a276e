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
    paths = [path for path in whole.by_path if path.endswith(_ENDINGS)]
    folders: dict[str, list[str]] | None = None
    for page in whole.pages:
        if not whole.dialect(page).outline.tells_unread:
            continue  # links name the pages there
        source = whole.read(page.path)
        text = source.text if source else ""
        if not any(ending in text for ending in _ENDINGS):
            continue
        for written in _paths(text, page.path):
            folders = folders if folders is not None else _folders(paths)
            finding = _missing(written, folders)
            if finding and whole.exists(posixpath.join(folder(page.path), written.value)) is not True:
                yield finding


def _paths(text: str, page: str) -> Iterator[Text]:
    """Yield the paths of files that are words of a text, and no part of JSON."""
    for match in _ENDING.finditer(text):
        start = max(text.rfind(mark, max(0, match.start() - _LONGEST), match.start()) for mark in _BEFORE) + 1
        word = text[start : match.end()]
        line = text[text.rfind("\n", 0, start) + 1 : start].lstrip()
        if _PATH.fullmatch(word) and not line.startswith(_DATA):
            yield Text(word, Span(page, start, match.end()))


def _folders(paths: Sequence[str]) -> dict[str, list[str]]:
    """Return the paths of the pages in each folder, by all ends that the path of the folder has."""
    out: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        pieces = folder(path).split("/")
        for at in range(len(pieces)):
            out["/".join(pieces[at:])].append(path)
    return out


def _missing(text: Text, folders: Mapping[str, Sequence[str]]) -> Diagnostic | None:
    """Return the finding about a path whose folder is known, and in which there is no such page."""
    written, page = text.value.lower(), text.span.path
    there = posixpath.normpath(posixpath.join(folder(page).lower(), written))
    for path in (there, posixpath.normpath(written)):
        if path in folders.get(folder(path), ()) or any(
            one.endswith(f"/{path}") for one in folders.get(folder(path), ())
        ):
            return None
    beside = folders.get(folder(written), folders.get(folder(there), ()))
    if not beside:
        return None
    names = [posixpath.basename(one) for one in beside]
    name = posixpath.basename(written)
    stem = posixpath.splitext(name)[0]
    longer = [one for one in names if one.startswith(stem)]
    close = nearest(name, names) or (longer[0] if len(longer) == 1 else "")
    target = text.value[: -len(name)] + close
    return rules.MISSING_PAGE.at(
        text.span,
        severity=Severity.WARNING,
        target=text.value,
        suggestion=f"; did you mean {target}?" if close else "",
        subject=there,
    )
