"""Completes what stands left of the cursor: rules, headings, links, types, scopes, and members of JSON."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from lsprotocol.types import CompletionItem, CompletionItemKind

from docgen.dialects import Dialect
from docgen.extract.facts import EnumFact, PageFacts
from docgen.extract.permissions import tells_permissions
from docgen.extract.types import resolve
from docgen.findings import selection, suppression
from docgen.markdown.inline import plain
from docgen.rules import pages
from docgen.server import json_words
from docgen.server.lookup import Docset, types_of
from docgen.source import Source

TRIGGERS = ["[", "(", "#", "/", "|", " ", '"', "`"]
MOST = 200  # items of an answer: the editor asks again as the word gets longer

_COMMENT = re.compile(r"<!--\s*docgen:\s*(?:ignore|disable|enable|ignore-file)\s(?:(?!-->|--\s).)*?([\w-]*)$")
_VERB = re.compile(r"<!--\s*docgen:\s*([a-z-]*)$")
_HEADING = re.compile(r"^#{1,6}\s++(.*)$")
_TARGET = re.compile(r"\]\(([^()\s]*)$")
_LINK = re.compile(r"(?<!!)\[([^\[\]|]*)$")
_CELL = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"(?<![\w.])[\w.]*$")
_SCOPE = re.compile(r"(?<![\w.:/-])[\w.:/-]*$")
_CODE = re.compile(r"`([^`]+)`")


class Completion(NamedTuple):
    """What may stand at a place, without ranges, and the word there that it takes the place of."""

    word: str
    items: list[CompletionItem]


def at(source: Source, offset: int, page: PageFacts | None, dialect: Dialect, docset: Docset) -> Completion:
    """Return what may stand at an offset of a page."""
    line = source.text[source.text.rfind("\n", 0, offset) + 1 : offset]
    if match := _VERB.search(line):
        verbs = ("ignore", "ignore-file", "disable", "enable")
        return _of_words(match[1], verbs)
    if match := _COMMENT.search(line):
        return Completion(match[1], list(_rules(match[1])))
    if found := json_words.at(json_words.Place(source, offset, line, page, dialect, docset)):
        return _of_words(*found)
    if match := _HEADING.match(line):
        return _of_words(match[1], dialect.headings.usual)
    if match := _TARGET.search(line):
        return Completion(match[1], _best_first(_targets(source.path, match[1], page, docset), match[1]))
    if line.count("`") % 2 and page:
        word = line.rpartition("`")[2]
        return _of_words(word, docset.members.values(page, _named_in(line)))
    match = _LINK.search(line) or _WORD.search(line)
    word = match[0] if match else ""
    titles, index = _table(source.text, offset, line)
    if tells_permissions(titles, dialect) and index:
        begun = _SCOPE.search(line)
        return _of_words(begun[0] if begun else "", _scopes(titles, index, line, dialect, docset))
    title = titles[index] if index < len(titles) else ""
    if word.startswith("[") or title in (*dialect.columns.type, *dialect.columns.schema):
        plain_types = () if word.startswith("[") else _plain(word, dialect)
        types = _best_first(_types(source.path, word, docset), word.removeprefix("["))
        return Completion(word, [*plain_types, *types])
    return Completion(word, [])


def _of_words(word: str, words: Iterable[str]) -> Completion:
    """Return the words that begin with one, letter case ignored."""
    low = word.lower()
    fitting = dict.fromkeys(one for one in words if one.lower().startswith(low))
    return Completion(word, [CompletionItem(one, kind=CompletionItemKind.EnumMember) for one in fitting])


def _best_first(items: Iterable[CompletionItem], word: str) -> list[CompletionItem]:
    """Return items with those first that begin with a word, then those whose name does, without its folders."""
    whole = word.lower()
    name = whole.rpartition("/")[2]

    def order(one: CompletionItem) -> tuple[bool, bool]:
        label = one.label.lower()
        return not label.startswith(whole), not label.rpartition("/")[2].startswith(name)

    return sorted(items, key=order)


def _rules(word: str) -> Iterator[CompletionItem]:
    for code, rule in selection.catalogue().items():
        if suppression.refused(code):
            continue
        for label, detail in ((code, rule.name), (rule.name, code)):
            if label.lower().startswith(word.lower()):
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


def _table(text: str, offset: int, line: str) -> tuple[tuple[str, ...], int]:
    """Return the titles of the pipe table at an offset, folded, and the number of the column; no titles outside one."""
    column = len(_CELL.findall(line))
    if not column:
        return (), 0
    head = ""
    for before in reversed(text[:offset].split("\n")[:-1]):
        if not _CELL.search(before):
            break
        head = before
    titles = _CELL.split(head.strip().removeprefix("|").removesuffix("|")) if head else []
    index = column - int(line.lstrip().startswith("|"))
    return tuple(plain(title).strip().lower() for title in titles), index


def _scopes(titles: Sequence[str], index: int, line: str, dialect: Dialect, docset: Docset) -> Iterable[str]:
    """Return the scopes that may stand in a column of a table of permissions: of the kind that its row or title has."""
    label = plain(_CELL.split(line.strip().removeprefix("|"))[0]).strip()
    kinds = (dialect.permission_kind(titles[index]) if index < len(titles) else "", dialect.permission_kind(label))
    known = docset.members.scopes
    kind = next(filter(None, kinds), "")
    return known.get(kind, ()) if kind else chain.from_iterable(known.values())


def _named_in(line: str) -> str:
    """Return the name that a row or item of a list begins with."""
    cells = [cell for cell in _CELL.split(line) if cell.strip()]
    first = plain(cells[0]).strip() if len(cells) > 1 else ""
    code = _CODE.search(line)
    return first or (code[1] if code else "")


def _relative(path: str, other: str) -> str:
    return posixpath.relpath(other, posixpath.dirname(path) or ".")


def few(items: Iterable[CompletionItem]) -> tuple[list[CompletionItem], bool]:
    """Return no more items than an editor shows, and whether there are others."""
    listed = list(items)
    return listed[:MOST], len(listed) > MOST
