"""Reports descriptions of rows that were copied from another row, of the same table or of another page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import is_about_other, split, words
from docgen.diagnostic import Diagnostic, Related, Severity
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact

_SHORTEST = 20  # characters of a description that is not the same in two rows by chance
_SENTENCE = 40  # characters of a description that says something of one row
_SHARED = 3  # rows that a description has by mistake; where more have it, it is about all of them
_OF_TYPE = 12  # characters of a sentence that can name a type, and say what is meant of it
_WHOLE, _FIRST = "word for word", "in its first sentence"


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the descriptions of rows that are those of another row, of their table or another page, and about that."""
    alike: dict[str, list[_Stated]] = defaultdict(list)
    for page in whole.pages:
        for owner, rows in _tables(page):
            yield from _rows(rows)
            for row in rows:
                if len(row.description) >= _OF_TYPE and row.inherited_from is None:
                    alike[row.description.partition(". ")[0].rstrip(".")].append(_Stated(page, owner, row))
    yield from _across(alike, whole)


def _tables(page: PageFacts) -> Iterator[tuple[str, tuple[PropertyFact, ...]]]:
    """Yield the tables of a page, each as the name of its type, "" for that of an operation, and its rows."""
    for resource in page.resources:
        yield resource.name.rpartition(".")[2], resource.properties
    for operation in page.operations:
        for rows in _of_operation(operation):
            if rows:
                yield "", rows


def _of_operation(operation: OperationFact) -> Iterator[tuple[PropertyFact, ...]]:
    yield operation.request_body.properties if operation.request_body else ()
    yield operation.path_parameters
    yield operation.function_parameters
    yield operation.query_parameters


def _rows(some: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for one, other in pairwise(some):
        if len(one.description) < _SHORTEST or one.description != other.description:
            continue
        for copy, source in ((other, one), (one, other)):
            if is_about_other(copy.description, copy.name, source.name):
                told.add(one.description)
                yield _copied(copy, source)
                break
    yield from _alike(some, told)


def _alike(some: tuple[PropertyFact, ...], told: Container[str]) -> Iterator[Diagnostic]:
    """Yield the rows that have the description of one row above, where not many rows share it.

    They are notes where the text is not about that row alone.
    """
    alike: dict[str, list[PropertyFact]] = defaultdict(list)
    for row in some:
        if len(row.description) >= _SENTENCE and not row.values and row.inherited_from is None:
            alike[row.description].append(row)
    for text, rows in alike.items():
        if 1 < len(rows) <= _SHARED and text not in told:
            first = rows[0]
            for copy in rows[1:]:
                if copy.name != first.name:
                    kind = words(first.type.name) if first.type else frozenset()
                    said = " ".join(words(text) - kind)  # what a type is called says nothing of one row
                    if is_about_other(said, copy.name, first.name):
                        yield _copied(copy, first)
                    elif len(rows) == 2 and is_about_other(said, first.name, copy.name):
                        yield _copied(first, copy)
                    else:
                        yield _copied(copy, first, Severity.INFO)


def _across(alike: Mapping[str, Sequence[_Stated]], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the rows that have the first sentence of a row of another page, and one about that or its type."""
    named: dict[tuple[str, str], list[tuple[_Stated, _Stated]]] = defaultdict(list)
    for text, several in alike.items():
        if len(several) > 1 and _may_be_copies(text, several):
            said = words(text)
            for copy, source in _of_types(several, said):
                named[copy.page.path, source.owner].append((copy, source))
            yield from _of_names(several, said)
    for (_, owner), pairs in named.items():
        page, other = pairs[0][0].page, pairs[0][1].page
        if not _is_about(owner, page, [copy.row for copy, _ in pairs], whole) and not _is_derived(page, other, whole):
            yield from (_copied(copy.row, source.row, of=owner) for copy, source in pairs)


class _Stated(NamedTuple):
    """A row with its page, and the type that it belongs to, "" for none."""

    page: PageFacts
    owner: str
    row: PropertyFact


def _may_be_copies(text: str, several: Sequence[_Stated]) -> bool:
    """Tell whether rows of one text have different names, or it may name the type of one; quick to tell."""
    first = several[0].row.name
    low = text.lower()
    return any(one.row.name != first or any(word in low for word in split(one.owner)[:1]) for one in several)


def _of_types(several: Sequence[_Stated], said: frozenset[str]) -> Iterator[tuple[_Stated, _Stated]]:
    """Yield the rows whose text is that of a row of the same name and names its type, each with that one."""
    named = {one.owner: one for one in several if one.owner and words(one.owner) <= said}
    for owner, source in named.items():
        copies = [one for one in several if one.owner != owner and one.row.name == source.row.name]
        types = {one.owner for one in copies} - {""}
        # What many types have is a member of a base that they do not name.
        if words(owner) and not words(owner) & words(source.row.name) and len(types) < _SHARED:
            yield from ((copy, source) for copy in copies)


def _is_about(owner: str, page: PageFacts, rows: Sequence[PropertyFact], whole: DocsetView) -> bool:
    """Tell whether a page names a type in its title, or in another place than some rows."""
    if words(owner) <= words(page.title):
        return True
    source = whole.read(page.path)
    name = re.compile(r"\W?".join(split(owner)), re.IGNORECASE)
    return source is None or any(
        not any(row.span.start <= found.start() < row.span.end for row in rows) for found in name.finditer(source.text)
    )


def _is_derived(page: PageFacts, source: PageFacts, whole: DocsetView) -> bool:
    """Tell whether a type of one page and one of another are derived one from the other."""
    schemas = [[whole.types.by_span.get(one.span) for one in each.resources] for each in (page, source)]
    return any(
        one and other and whole.types.are_related(one.name, other.name) for one in schemas[0] for other in schemas[1]
    )


def _of_names(several: Sequence[_Stated], said: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield the rows whose text is the name of another row that has it, where their page has no such row."""
    named = {one.row.name: one for one in several if len(words(one.row.name)) > 1 and words(one.row.name) <= said}
    for copy in several if named else ():
        own = words(copy.row.name)
        kind = words(copy.row.type.name) if copy.row.type else frozenset()
        for name, source in named.items():
            if not (said | words(name)) & own and not said & kind and not _has(copy.page, name):
                yield _copied(copy.row, source.row)
                break


def _has(page: PageFacts, name: str) -> bool:
    """Tell whether a page has a row of some name."""
    return any(row.name == name for _, rows in _tables(page) for row in rows)


def _copied(copy: PropertyFact, source: PropertyFact, severity: Severity | None = None, *, of: str = "") -> Diagnostic:
    return rules.COPIED_DESCRIPTION.at(
        copy.name_span,
        severity=severity,
        related=(Related(source.name_span, "the same text stands here"),),
        name=copy.name,
        source=f"{of}.{source.name}" if of else source.name,
        extent=_WHOLE if copy.description == source.description else _FIRST,
        subject=copy.name,
    )
