"""Reports names that only one page writes, a letter or two off a name that others write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import WORD, split
from docgen.diagnostic import Diagnostic, Related, rewritten
from docgen.extract.facts import PageFacts
from docgen.near import NearWords, are_forms
from docgen.source import Span

_PLAIN = re.compile(r"[A-Za-z][\w.$-]*\Z")
_FREE = frozenset(("header", "host", "media"))  # in which letter case means nothing
# What the kinds of names are called in a message.
_CALLED = {
    "scope": "permission",
    "host": "host",
    "header": "header",
    "media": "media type",
    "query": "query option",
    "namespace": "namespace",
    "segment": "path segment",
    "key": "front matter key",
}
_OF_MEDIA = ("content-type", "accept")
_MEDIA = re.compile(r"(?<![\w./+-])[a-z]+/[\w.+-]*\w", re.IGNORECASE)
_SHORT = 4  # letters of a word that is as likely another one
_SLIPS = 2  # places on a page that one slip gets to: its request and its example
_FEW_VALUES = 0.2  # the share of pages up to which the values of a key are names, and not texts
_USUAL = 3  # pages on which a name stands that another one differs from in letter case
_LONGEST = 60  # characters of a name


_Uses = dict[str, dict[str, Span]]  # of one kind: the pages that write each name, with the first place on each


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the names that one page alone writes, and that differ in a word from one that is known or written more."""
    uses = _gather(whole)
    words = _words(uses, whole)
    known = {kind: names for kind, names in whole.api.dialect.known_names.items() if kind != "word"}
    usual = frozenset(whole.api.dialect.known_names.get("word", ()))
    often = NearWords(
        usual.union(_of_names(uses), (word for names in known.values() for name in names for word in split(name)))
    )
    for kind, names in uses.items():
        same: dict[str, list[str]] = defaultdict(list)
        for name in names:
            same[name.lower()].append(name)
        listed = {name.lower(): name for name in known.get(kind, ())}
        for name, pages in names.items():
            if len(pages) > 1 or name.lower() in listed:
                continue
            meant = _other_case(name, kind, same, names) or _meant(name, same, listed, words, often)
            certain = meant.lower() in listed or meant.lower() == name.lower()
            if meant and (certain or not _is_habit(name, meant, pages, whole)):
                yield _finding(kind, name, meant, pages, names.get(meant, {}), whole)


def _of_names(uses: Mapping[str, _Uses]) -> set[str]:
    """Return the words of names that stand on several pages: those that another name may have been meant to hold."""
    return {word for names in uses.values() for name, pages in names.items() if len(pages) > 1 for word in split(name)}


def _other_case(name: str, kind: str, same: Mapping[str, list[str]], names: _Uses) -> str:
    """Return the name that is spelt the same in other letter case and stands on more pages, "" where there is none."""
    if kind in _FREE:
        return ""
    others = [other for other in same[name.lower()] if len(names[other]) >= _USUAL]
    return max(others, key=lambda other: (len(names[other]), other), default="")


def _meant(
    name: str,
    same: Mapping[str, list[str]],
    listed: Mapping[str, str],
    words: Mapping[str, set[str]],
    often: NearWords,
) -> str:
    """Return the known name that one is but for a word that stands nowhere else, "" where there is none."""
    for match in WORD.finditer(name):
        word = match[0].lower()
        if len(words.get(word, ())) > 1:
            continue
        for near in often.of(word):
            other = (name[: match.start()] + near + name[match.end() :]).lower()
            if are_forms(word, near):
                continue
            if other in listed:
                return listed[other]
            if other in same:
                return same[other][0]
    return ""


def _is_habit(name: str, meant: str, pages: Mapping[str, Span], whole: DocsetView) -> bool:
    """Tell whether the page of a name writes the word of it that is in doubt again and again, or it is a short one."""
    word, other = next(((a, b) for a, b in zip(split(name), split(meant), strict=False) if a != b), ("", ""))
    source = whole.read(next(iter(pages)))
    if not word or source is None:
        return False
    return max(len(word), len(other)) < _SHORT or len(re.findall(rf"{word}(?![a-z])", source.text.lower())) > _SLIPS


def _finding(
    kind: str, name: str, meant: str, pages: Mapping[str, Span], usual: Mapping[str, Span], whole: DocsetView
) -> Diagnostic:
    (span,) = pages.values()
    places = whole.places(name, span)
    others = [Related(other, f"written as {meant} here") for other in list(usual.values())[:3]]
    where = f"{len(usual)} other pages write {meant}" if len(usual) > 1 else f"{meant} is known"
    fix = rewritten(places[:1], meant, safe=name.lower() == meant.lower()) if places else None
    return rules.UNUSUAL_SPELLING.at(
        places[0] if places else span,
        fix=fix,
        related=tuple(others),
        kind=_CALLED.get(kind, kind),
        name=name,
        where=where,
        meant=meant,
        subject=name,
    )


def _gather(whole: DocsetView) -> dict[str, _Uses]:
    """Return the names of all pages by kind."""
    uses: dict[str, _Uses] = {kind: defaultdict(dict) for kind in _CALLED}
    values: dict[str, _Uses] = defaultdict(lambda: defaultdict(dict))
    matters = 0
    for page in whole.pages:
        path = page.path
        for kind, name, span in _of_page(page):
            if kind in uses:
                uses[kind][name].setdefault(path, span)
        matters += bool(page.front_matter)
        for entry in page.front_matter:
            uses["key"][entry.key].setdefault(path, entry.value_span)
            if entry.value and _PLAIN.match(entry.value) and len(entry.value) <= _LONGEST:
                values[entry.key][entry.value].setdefault(path, entry.value_span)
    for key, names in values.items():
        if len(names) <= max(2, _FEW_VALUES * matters):
            uses[f"value of {key}"] = names
    return uses


def _of_page(page: PageFacts) -> Iterator[tuple[str, str, Span]]:
    for name in page.names:
        yield name.kind, name.text.lower() if name.kind in _FREE and name.kind != "header" else name.text, name.span
    for operation in page.operations:
        for scope in operation.scopes:
            for text in scope.scopes:
                yield "scope", text, scope.span
        for row in operation.headers:
            yield "header", row.name, row.name_span
            if "/" in row.description and row.name.lower() in _OF_MEDIA:
                for media in _MEDIA.findall(row.description):
                    yield "media", media.lower(), row.span
        for route in operation.routes:
            if route.path and not route.from_example:
                for segment in route.path.segments:
                    if not segment.slots and not segment.call:
                        yield "segment", segment.text, route.span


def _words(uses: Mapping[str, _Uses], whole: DocsetView) -> dict[str, set[str]]:
    """Return the words of all names, each with the names that it stands in, as ``page name``."""
    out: dict[str, set[str]] = defaultdict(set)
    for names in uses.values():
        for name, pages in names.items():
            for word in split(name):
                out[word].update((f"{name} 1", f"{name} 2") if len(pages) > 1 else (f"{name} 1",))
    for schema in whole.api.schemas:
        for word in split(schema.name):
            out[word].add(f"{schema.name} 3")
        for prop in schema.properties:
            for word in split(prop.name):
                out[word].add(f"{schema.name}/{prop.name}")
    return out
