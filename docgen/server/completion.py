"""Completes what stands left of the cursor: rules in comments, headings, targets of links, and types."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from lsprotocol.types import CompletionItem, CompletionItemKind

from docgen.dialects import Dialect
from docgen.extract.facts import EnumFact, PageFacts
from docgen.extract.types import resolve
from docgen.findings import selection, suppression
from docgen.markdown.inline import plain
from docgen.rules import pages
from docgen.server.lookup import Docset, types_of
from docgen.source import Source

TRIGGERS = ["[", "(", "#", "/", "|", " "]
MOST = 200  # items of an answer: the editor asks again as the word gets longer

_COMMENT = re.compile(r"<!--\s*docgen:\s*(?:ignore|disable|enable|ignore-file)\s(?:(?!-->|--\s).)*?([\w-]*)$")
_VERB = re.compile(r"<!--\s*docgen:\s*([a-z-]*)$")
_HEADING = re.compile(r"^#{1,6}\s++(.*)$")
_TARGET = re.compile(r"\]\(([^()\s]*)$")
_LINK = re.compile(r"(?<!!)\[([^\[\]|]*)$")
_CELL = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"(?<![\w.])[\w.]*$")


def at(source: Source, offset: int, page: PageFacts | None, dialect: Dialect, docset: Docset) -> list[CompletionItem]:
    """Return what may stand at an offset of a page, without a range: it takes the place of ``begun(...)``."""
    line = source.text[source.text.rfind("\n", 0, offset) + 1 : offset]
    word = begun(line)
    if _VERB.search(line):
        verbs = ("ignore", "ignore-file", "disable", "enable")
        return [CompletionItem(verb, kind=CompletionItemKind.Keyword) for verb in verbs if verb.startswith(word)]
    if _COMMENT.search(line):
        return list(_rules(word))
    if _HEADING.match(line):
        return [
            CompletionItem(title, kind=CompletionItemKind.Text)
            for title in dialect.headings.usual
            if title.lower().startswith(word.lower())
        ]
    if _TARGET.search(line):
        return _best_first(_targets(source.path, word, page, docset), word)
    if word.startswith("[") or _is_type_cell(source.text, offset, line, dialect):
        plain_types = () if word.startswith("[") else _plain(word, dialect)
        return [*plain_types, *_best_first(_types(source.path, word, docset), word.removeprefix("["))]
    return []


def begun(line: str) -> str:
    """Return the word at the end of what stands left of the cursor, which a completion replaces."""
    for pattern in (_VERB, _COMMENT, _HEADING, _TARGET):
        if match := pattern.search(line):
            return match[1]
    match = _LINK.search(line) or _WORD.search(line)
    return match[0] if match else ""


def _best_first(items: Iterable[CompletionItem], word: str) -> list[CompletionItem]:
    """Return items with those first whose name, without its folders, begins with a word."""
    begin = word.rpartition("/")[2].lower()
    return sorted(items, key=lambda one: not one.label.rpartition("/")[2].lower().startswith(begin))


def _rules(word: str) -> Iterator[CompletionItem]:
    for code, rule in selection.catalogue().items():
        if suppression.refused(code):
            continue
        for label, detail in ((code, rule.name), (rule.name, code)):
            if label.startswith(word) or label.lower().startswith(word.lower()):
                kind = CompletionItemKind.EnumMember
                yield CompletionItem(label, kind=kind, detail=detail, documentation=pages.summary(code))


def _targets(path: str, word: str, page: PageFacts | None, docset: Docset) -> Iterator[CompletionItem]:
    """Yield the pages that a link may lead to, or the anchors of the one that it leads to."""
    if "#" in word:
        before, _, anchor = word.partition("#")
        other = docset.pages.get(resolve(path, before)[0]) if before else page
        for name in other.anchors if other else ():
            if anchor.lower() in name:
                yield CompletionItem(f"{before}#{name}", kind=CompletionItemKind.Reference)
        return
    for other in docset.pages.values():
        target = _relative(path, other.path)
        if other.path != path and word.lower() in target.lower():
            yield CompletionItem(target, kind=CompletionItemKind.File, detail=other.title)


def _types(path: str, word: str, docset: Docset) -> Iterator[CompletionItem]:
    """Yield the types that pages describe, each as a link to where that is."""
    low = word.removeprefix("[").lower()
    for page in docset.pages.values():
        for one in types_of(page):
            name = one.name.rpartition(".")[2]
            if low not in one.name.lower():
                continue
            anchor = f"#{one.anchors[0]}" if one.anchors and one.anchors[0] else ""
            target = anchor if anchor and page.path == path else _relative(path, page.path) + anchor
            bracket = word[: len(word) - len(low)]
            yield CompletionItem(
                name,
                kind=CompletionItemKind.Enum if isinstance(one, EnumFact) else CompletionItemKind.Struct,
                detail=page.title,
                filter_text=bracket + name,
                insert_text=f"[{name}]({target})",
            )


def _plain(word: str, dialect: Dialect) -> Iterator[CompletionItem]:
    """Yield the words that the dialect has for plain types."""
    for written in dict.fromkeys(written for kind in dialect.types.values() for written in kind.words):
        if written.lower().startswith(word.lower()):
            yield CompletionItem(written, kind=CompletionItemKind.Keyword)


def _is_type_cell(text: str, offset: int, line: str, dialect: Dialect) -> bool:
    """Tell whether an offset is in a pipe table, below a head that announces types."""
    column = len(_CELL.findall(line))
    if not column:
        return False
    head = ""
    for before in reversed(text[:offset].split("\n")[:-1]):
        if not _CELL.search(before):
            break
        head = before
    if not head:
        return False
    titles = _CELL.split(head)
    shift = int(line.lstrip().startswith("|")) - int(head.lstrip().startswith("|"))
    index = column - shift
    title = plain(titles[index]).strip().lower() if 0 <= index < len(titles) else ""
    return title in (*dialect.columns.type, *dialect.columns.schema)


def _relative(path: str, other: str) -> str:
    return posixpath.relpath(other, posixpath.dirname(path) or ".")


def few(items: Iterable[CompletionItem]) -> tuple[list[CompletionItem], bool]:
    """Return no more items than an editor shows, and whether there are others."""
    listed = list(items)
    return listed[:MOST], len(listed) > MOST
