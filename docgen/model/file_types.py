"""Tell the types apart that pages declare for themselves alone: of one name, but with other contents."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect
from docgen.extract.facts import EnumFact, JsonFact, PageFacts, ResourceFact, TypeFact
from docgen.names import folded
from docgen.source import Span

_WHOLE = (str, int, float, Span, JsonFact, Diagnostic, type(None))  # hold no types
_Declared = dict[str, ResourceFact | EnumFact]


def separate(pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> list[PageFacts]:
    """Return the pages, in each the types of its own under names that no other page gives to something else.

    The name itself stays with the content that most pages give it; the others stand behind the name of their page.
    """
    declared: dict[str, _Declared] = {}
    for page in pages:
        if dialects[page.dialect].document.types_of_file:
            found: _Declared = {one.name: one for one in page.resources}
            declared[page.name] = {**found, **{one.name: one for one in page.enums}}
    resources = (one.name for page in pages for one in page.resources)
    given = (*resources, *(one.name for page in pages for one in page.enums))
    renamed = _names(declared, set(map(folded, given)))
    return [_page(page, renamed[page.name]) if page.name in renamed else page for page in pages]


def _names(declared: Mapping[str, _Declared], taken: set[str]) -> dict[str, dict[str, str]]:
    """Return the new names of types, by page; ``taken`` are the names of all types, folded."""
    holders: dict[str, list[str]] = defaultdict(list)
    for page in sorted(declared):
        for name in declared[page]:
            holders[name].append(page)
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for name, pages in holders.items():
        if len(pages) < 2:
            continue
        groups: dict[Hashable, list[str]] = defaultdict(list)
        for page in pages:
            groups[_content(name, declared[page], ())].append(page)
        ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0]))
        for group in ordered[1:]:
            tails = _tails(group[0], [other[0] for other in ordered if other is not group])
            names = [f"{tail}.{name}" for tail in tails]
            new = next((one for one in names if folded(one) not in taken), names[-1])
            taken.add(folded(new))
            for page in group:
                out[page][name] = new
    return out


def _content(name: str, declared: _Declared, around: tuple[str, ...]) -> Hashable:
    """Return what a type is, those of its page that it refers to written out."""
    fact = declared.get(name)
    if fact is None or name in around:
        return name
    return tuple(_parts(fact, declared, (*around, name)))


def _parts(value: Any, declared: _Declared, around: tuple[str, ...]) -> Iterator[Hashable]:
    if isinstance(value, TypeFact):
        yield (value.primitive or _content(value.name, declared, around), value.collection, value.enumeration)
        yield from _parts((value.alternatives, value.entries), declared, around)
    elif isinstance(value, Span):
        pass
    elif isinstance(value, JsonFact):
        yield repr(value.value)
    elif isinstance(value, tuple):
        yield len(value)
        for one in value:
            yield from _parts(one, declared, around)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            if field != "description":
                yield from _parts(getattr(value, field), declared, around)
    else:
        yield value


def _tails(page: str, others: Sequence[str]) -> Iterator[str]:
    """Yield the ends of a page's path that tell it from others, the shortest first, as words with dots between them."""
    names = _words(page)
    for count in range(1, len(names)):
        tail = names[-count:]
        if all(_words(other)[-count:] != tail for other in others):
            yield ".".join(tail)
    yield ".".join(names)


def _words(page: str) -> list[str]:
    return page.rpartition(".")[0].split("/")


def _page(page: PageFacts, names: Mapping[str, str]) -> PageFacts:
    declared = [
        tuple([msgspec.structs.replace(one, name=names.get(one.name, one.name)) for one in facts])
        for facts in (page.resources, page.enums)
    ]
    named = msgspec.structs.replace(page, resources=declared[0], enums=declared[1])
    found: PageFacts = _renamed(named, names)
    return found


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return facts in which types have their new names."""
    if isinstance(value, _WHOLE):
        return value
    if isinstance(value, tuple):
        found = tuple([_renamed(one, names) for one in value])
        return value if all(map(operator.is_, found, value)) else found
    if not isinstance(value, msgspec.Struct):
        return value
    changed = {
        field: after
        for field in value.__struct_fields__
        if (after := _renamed(before := getattr(value, field), names)) is not before
    }
    if isinstance(value, TypeFact) and not value.primitive and value.name in names:
        changed["name"] = names[value.name]
    return msgspec.structs.replace(value, **changed) if changed else value
