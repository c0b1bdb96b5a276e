"""Reports names in sentences that nothing has, and that are, but for a letter or letter case, one of their page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, also, rewritten
from docgen.extract.facts import NameFact, OperationFact, PageFacts, PropertyFact
from docgen.names import folded
from docgen.near import are_forms, nearest
from docgen.source import Span

_SLIPS = 2  # places on a page that one slip gets to
_DIGITS = re.compile(r"\d+")  # names with other numbers in them are two names
_DEEPEST = 8  # objects inside each other in an example
_WORDS = re.compile(r"[a-z0-9][A-Z_]|_[a-z]")  # where the second word of a name begins
_FIRST = re.compile(r"[\s|>*+`-]*\Z")  # what stands before a name that begins a row or an item, which describes it


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the names in sentences that no page of the set describes, where the page has nearly the same name."""
    types, names = _types(whole), whole.property_names | whole.value_names
    known = types | {name.lower() for name in names}
    for page in whole.pages:
        apart = [name for name in page.names if name.kind == "apart" and name.text not in names]
        other_case = [name for name in apart if name.text.lower() in known and name.text.lower() not in types]
        unused = [name for name in apart if name.text.lower() not in known and not _is_used(name, whole)]
        own = names_of_page(page, whole) if unused or other_case else {}
        for name in other_case:
            yield from _other_case(name, own, whole)
        for name in unused:
            meant = _meant(name.text, own)
            if meant:
                fix = rewritten((name.span,), meant, safe=False)
                yield rules.MISSPELT_NAME.at(name.span, fix=fix, name=name.text, meant=meant, subject=name.text)


def _meant(name: str, own: Mapping[str, str]) -> str:
    """Return the name that one is a letter or two off, not the first one, "" where there is none.

    In capitals the same words may name a type, and no member of it.
    """
    low = name.lower()
    near = nearest(low, (other for other in own if other[:1] == low[0]))
    is_same = near in ("", low) or are_forms(low, near) or (name[0].isupper() and folded(near) == folded(low))
    return "" if is_same or _DIGITS.findall(low) != _DIGITS.findall(near) else own[near]


def _other_case(name: NameFact, own: Mapping[str, str], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield a name of several words that its page has in other letter case, and neither describes nor shows as is."""
    meant, source = own.get(name.text.lower(), name.text), whole.read(name.span.path)
    if meant == name.text or not _WORDS.search(meant) or source is None or f'"{name.text}"' in source.text:
        return
    text = source.text
    marked = re.compile(rf"(?<=`){re.escape(name.text)}(?=`)|(?<=\*\*){re.escape(name.text)}(?=\*\*)")
    spans = [Span(name.span.path, *match.span()) for match in marked.finditer(text)]
    if not spans or any(_FIRST.match(text, text.rfind("\n", 0, span.start) + 1, span.start) for span in spans):
        return
    fix = rewritten(tuple(spans), meant, safe=False)
    related = also(spans[1:])
    yield rules.MISSPELT_NAME.at(
        spans[0], fix=fix, related=related, places=spans, name=name.text, meant=meant, subject=name.text
    )


def _types(whole: DocsetView) -> set[str]:
    """Return the names of all types, and the words of the titles of operations, in lower case."""
    found = {name.lower() for name in whole.type_names}
    for page in whole.pages:
        if page.operations:
            found.update(page.title.lower().split())
    return found


def names_of_page(page: PageFacts, whole: DocsetView) -> dict[str, str]:
    """Return the names in tables and examples of a page, and of the types that it links to, by their lower case."""
    found: set[str] = set()
    linked = [other for link in page.links if (other := whole.page(link.target)) is not None]
    for each in (page, *linked):
        for resource in each.resources:
            found.add(resource.name.rpartition(".")[2])
            found.update(whole.types.members(resource.name), _of_rows(resource.properties))
        for enum in each.enums:
            found.update(member.name for member in enum.members)
    for resource in page.resources:
        found.update(_keys(resource.representation.value if resource.representation else None))
    for operation in page.operations:
        found.update(of_operation(operation))
    return {name.lower(): name for name in sorted(found)}


def of_operation(operation: OperationFact) -> Iterator[str]:
    """Yield the names in the tables and examples of an operation."""
    for rows in operation.tables:
        yield from _of_rows(rows)
    for example in operation.examples:
        for json in (example.request_body, example.response_body):
            yield from _keys(json.value if json else None)


def _of_rows(rows: Iterable[PropertyFact]) -> Iterator[str]:
    """Yield the names of rows, of the values that they list, and of the rows inside them."""
    for row in rows:
        yield row.name
        yield from (value.name for value in row.values)
        yield from _of_rows(row.members)


def _keys(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the names of the members of a JSON value."""
    if depth < _DEEPEST and isinstance(value, dict | list):
        yield from value if isinstance(value, dict) else ()
        for one in value.values() if isinstance(value, dict) else value:
            yield from _keys(one, depth + 1)


def _is_used(name: NameFact, whole: DocsetView) -> bool:
    """Tell whether a page has a name again and again, or also where it is not set apart: in a request, an example."""
    source = whole.read(name.span.path)
    if source is None:
        return True
    text, written = source.text.lower(), name.text.lower()
    apart = text.count(f"`{written}`") + text.count(f"**{written}**")
    return text.count(written) > min(apart, _SLIPS)
