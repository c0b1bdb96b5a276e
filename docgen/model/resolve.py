"""Resolves the names and links of types to the types that pages describe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import MemberFact, PageFacts, PropertyFact, ResourceFact, TypeFact
from docgen.model import shown_types
from docgen.model.types import Type
from docgen.source import Span

_NUMBER = re.compile(r"-\d+\Z")  # behind the anchor of a heading whose name another one has
_ABOUT_TYPES = ("resource", "enum")  # kinds of pages


def qualify(name: str, namespace: str) -> str:
    """Return a name with its namespace."""
    return name if "." in name or not namespace else f"{namespace}.{name}"


def singular(name: str) -> str:
    """Return the name of one of the things that a name in the plural means."""
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


class Resolver:
    """Look-ups from names and link targets to the full names of described types.

    ``resources`` holds what pages say of each type; ``missing`` collects the types that are named but described
    nowhere, with every place that names them, ``external`` those of them to which a link out of the set leads.
    ``dialects`` are those of the pages, by name.

    That something is a type is said by a page about it, by the cell of a table and by an annotation. A word or link in
    a sentence is a type only where one of them says so (``is_type``); what folders are called says nothing.
    """

    def __init__(self, pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> None:
        self.dialects = dialects
        self.described: dict[str, str] = {}
        self.enums: set[str] = set()
        self.resources: dict[str, list[tuple[PageFacts, ResourceFact]]] = defaultdict(list)
        self.missing: dict[str, list[Span]] = defaultdict(list)
        self.external: set[str] = set()
        self.in_words: set[str] = set()  # missing types whose links lead to a section, which describes them in words
        self._short: dict[str, list[str]] = defaultdict(list)
        self._by_page: dict[str, list[str]] = defaultdict(list)
        self._by_anchor: dict[tuple[str, str], str] = {}
        self._shown: dict[str, Mapping[str, Any]] = {}
        self._anchored: set[str] = set()  # pages with types that have an anchor
        self._anchors = {page.path: frozenset(page.anchors) for page in pages}
        self._anywhere: dict[str, set[str]] = defaultdict(set)  # types by their anchors
        self._missing_names: dict[str, str] = {}
        self._named: set[str] = set()
        self._is_about_type: dict[str, bool] = {}
        self._folders: dict[str, list[str]] = defaultdict(list)
        self._default_namespaces = sorted({d.document.default_namespace for d in dialects.values()})
        for page in pages:
            self._note(page)
            if not page.resources and not page.enums:
                continue
            keys = keys_of(page.path)
            for resource in page.resources:
                name = self._describe(qualify(resource.name, page.namespace))
                self.resources[name].append((page, resource))
                self._lead(keys, resource.anchors, name)
            for enum in page.enums:
                name = self._describe(qualify(enum.name, page.namespace))
                self.enums.add(name)
                self._lead(keys, enum.anchors, name)

    def _lead(self, keys: Sequence[str], anchors: Sequence[str], name: str) -> None:
        """Note what leads to a type on a page."""
        for key in keys:
            for anchor in anchors:
                if anchor:
                    self._anchored.add(key)
                    self._by_anchor.setdefault((key, anchor), name)
                    self._anywhere[anchor].add(name)
                else:
                    self._by_page[key].append(name)

    def shown(self, page: PageFacts) -> Mapping[str, Any]:
        """Return the values that the examples of a page show for members, by name."""
        if page.path not in self._shown:
            self._shown[page.path] = shown_types.of_page(page)
        return self._shown[page.path]

    def dialect(self, page: PageFacts) -> Dialect:
        """Return the dialect that a page is read in."""
        return self.dialects[page.dialect]

    def _note(self, page: PageFacts) -> None:
        """Note whether a page is about a type, and the types that its cells and annotations name."""
        about = page.kind in _ABOUT_TYPES or bool(page.resources or page.enums)
        for key in keys_of(page.path):
            self._is_about_type[key] = about or self._is_about_type.get(key, False)
        self._folders[_folder(page.path)].append(page.path)
        for name in _declared(page):
            self._named.add(qualify(name.lstrip("#"), page.namespace).lower())

    def _describe(self, name: str) -> str:
        """Note a described type; the first spelling of a name stays."""
        known = self.described.setdefault(name.lower(), name)
        shorts = self._short[known.rpartition(".")[2].lower()]
        if known not in shorts:
            shorts.append(known)
        return known

    def find(self, name: str, namespace: str = "") -> str | None:
        """Return the described type that a name means, without a link; None when it is none or several."""
        low = name.lower().lstrip("#")
        exact = self.described.get(low) or self.described.get(qualify(low, namespace.lower()))
        if exact:
            return exact
        short = low.rpartition(".")[2]
        found = self._short.get(short, [])
        if len(found) == 1:
            return found[0]
        for default in (namespace, *self._default_namespaces):
            for full in found:
                if default and full.lower() == f"{default.lower()}.{short}":
                    return full
        return None

    def linked(self, fact: TypeFact) -> str | None:
        """Return the described type that a link leads to; the text decides where a page describes several."""
        for key in keys_of(fact.target) if fact.target else ():
            if fact.anchor:
                found = self._by_anchor.get((key, fact.anchor.lower()))
                if found:
                    return found
            names = self._by_page.get(key, ())
            for name in names:
                if name.rpartition(".")[2].lower() == fact.short.lower():
                    return name
        return self._elsewhere(fact) if fact.anchor else None

    def _elsewhere(self, fact: TypeFact) -> str | None:
        """Return the type that a link means to an anchor which its own page lacks: of pages that are shown as one."""
        if not leads_elsewhere(fact, self._anchors):
            return None
        names = next((found for anchor in anchors_elsewhere(fact) if (found := self._anywhere.get(anchor))), ())
        return next(iter(names)) if len(names) == 1 else None

    def target_only(self, fact: TypeFact) -> str | None:
        """Return the one type of the page that a link leads to, whatever the text says."""
        for key in keys_of(fact.target) if fact.target and not fact.anchor else ():
            names = list(dict.fromkeys(self._by_page.get(key, ())))
            if len(names) == 1:
                return names[0]
        return None

    def _shortened(self, fact: TypeFact) -> str | None:
        """Return the one type of the page that a link leads to, where the text is the end of its name."""
        name = self.target_only(fact)
        return name if name and name.lower().endswith(fact.short.lower()) else None

    def resolve(self, fact: TypeFact, page: PageFacts) -> Type:
        """Return the type that a fact names; one that no page describes is noted as missing."""
        kind = form = name = ""
        found = self.described_by(fact, page)
        if fact.primitive and not found:
            primitive = self.dialect(page).types[fact.primitive]
            kind, form = primitive.type, primitive.format
        else:
            name = found or (self.stand_in(fact.name, page.namespace, fact.span) if fact.name.strip("#") else "")
            if not found and (fact.external or fact.target.startswith("/")):
                self.external.add(name)
            elif not found and not _anchors_of(fact).isdisjoint(self._anchors.get(fact.target, ())):
                self.in_words.add(name)
        others = tuple([self.resolve(other, page) for other in fact.alternatives]) if fact.alternatives else ()
        entries = self._entries(fact.entries, page) if fact.entries else None
        return Type(kind, form, name, fact.collection, others, fact.depth, fact.together, entries)

    def _entries(self, fact: TypeFact, page: PageFacts) -> Type | None:
        """Return the type of what an object with any names holds; None where words tell it that call no type."""
        one = msgspec.structs.replace(fact, name=singular(fact.name))
        fact = fact if fact.primitive or not self.described_by(one, page) else one
        is_stated = fact.primitive or not fact.weak or self.described_by(fact, page)
        return self.resolve(fact, page) if is_stated else None

    def described_by(self, fact: TypeFact, page: PageFacts) -> str | None:
        """Return the described type that a fact names; None where no page describes it, or it is a plain type."""
        linked = self.linked(fact) if fact.target else None
        if linked or fact.primitive:
            return linked
        found = self._shortened(fact) or self.find(fact.name, page.namespace) or self.target_only(fact)
        if found is None and fact.collection and self.dialect(page).outline.labels:  # a list of Pets holds a Pet each
            return self.find(singular(fact.name), page.namespace)
        return found

    def listing(self, row: PropertyFact, page: PageFacts) -> PropertyFact:
        """Return a row; one typed as "red or green", of which nothing is described, is a text with these values."""
        fact = row.type
        if fact is None or not fact.alternatives or fact.together or row.values:
            return row
        several = (msgspec.structs.replace(fact, alternatives=()), *fact.alternatives)
        if not self.dialect(page).outline.labels or any(
            one.primitive or one.target or one.collection or not one.name[:1].islower() or self.described_by(one, page)
            for one in several
        ):
            return row
        text = TypeFact("string", fact.span, "string", enumeration=True, nullable=fact.nullable)
        values = tuple([MemberFact(one.name, fact.span) for one in several])
        return msgspec.structs.replace(row, type=text, values=values, values_closed=True)

    def named(self, fact: TypeFact, page: PageFacts) -> str:
        """Return the full name of the type that a fact names, whether or not a page describes it."""
        found = self.linked(fact) or self._shortened(fact) or self.find(fact.name, page.namespace)
        found = found or self.target_only(fact)
        return found or qualify(fact.name.lstrip("#"), page.namespace)

    def is_type(self, fact: TypeFact, page: PageFacts) -> bool:
        """Tell whether a word or link of a sentence is a type.

        It is one if a page is about it, if a cell or annotation names the emphasized word, or if it links to a page
        about a type. A link to a page that is missing counts if it is called like that page and nothing speaks against
        it: no page about something else lies there.
        """
        if fact.primitive or self.find(fact.name, page.namespace):
            return True
        if fact.weak:
            return qualify(fact.name, page.namespace).lower() in self._named
        known = [self._is_about_type[key] for key in keys_of(fact.target) if key in self._is_about_type]
        if known:
            return known[0] and (self.linked(fact) is not None or not self._tells_by_anchor(fact))
        if not fact.target or fact.target.startswith("/") or "-" in fact.name:  # out of the set, or no name of a type
            return False
        beside = [path for path in self._folders.get(_folder(fact.target), ()) if path != page.path]
        near = any(self._is_about_type[keys_of(path)[0]] for path in beside) or not beside
        return near and fact.target.lower().removesuffix(".md").endswith(fact.short.lower())

    def _tells_by_anchor(self, fact: TypeFact) -> bool:
        """Tell whether the anchor of a link says which of the types on a page it leads to, or that it leads to none."""
        keys = [key for key in keys_of(fact.target) if key in self._anchored]
        return any(fact.anchor or not self._by_page.get(key) for key in keys)

    def stand_in(self, name: str, namespace: str, span: Span) -> str:
        """Return the name of the placeholder schema for a type that no page describes."""
        full = qualify(name.lstrip("#"), namespace)
        full = self._missing_names.setdefault(full.lower(), full)
        self.missing[full].append(span)
        return full


def anchors_elsewhere(fact: TypeFact) -> tuple[str, str]:
    """Return what a link to another page may mean: its anchor, or what stands there behind the page and a slash."""
    anchor = fact.anchor.lower()
    return anchor, anchor.rpartition("/")[2]


def _anchors_of(fact: TypeFact) -> set[str]:
    """Return the anchors that a link may lead to: generators number headings of one name, some over several pages."""
    anchor = fact.anchor.lower()
    return {anchor, _NUMBER.sub("", anchor)} - {""}


def leads_elsewhere(fact: TypeFact, anchors: Mapping[str, Container[str]]) -> bool:
    """Tell whether a link leads to an anchor of its own page that is not there; ``anchors`` are those of all pages."""
    if not fact.anchor or fact.target != fact.span.path:
        return False
    return fact.anchor.lower() not in anchors.get(fact.target, ())


def _declared(page: PageFacts) -> Iterator[str]:
    """Yield the names of types in the cells and annotations of a page."""
    tables = [resource.properties for resource in page.resources]
    for operation in page.operations:
        tables += [operation.path_parameters, operation.function_parameters, operation.query_parameters]
        if operation.request_body:
            tables.append(operation.request_body.properties)
        tables += [response.properties for response in operation.responses]
        yield from (example.annotated for example in operation.examples if example.annotated)
    for rows in tables:
        for row in rows:
            for fact in row.type.within() if row.type else ():
                if not fact.primitive:
                    yield fact.name


def _folder(path: str) -> str:
    return path.lower().rpartition("/")[0]


@lru_cache(maxsize=32768)
def keys_of(path: str) -> tuple[str, ...]:
    """Return the forms under which a page is looked up: its path, and its folder and file name."""
    low = path.lower().removesuffix(".md")
    folder, _, file = low.rpartition("/")
    short = f"*/{folder.rstrip('/').rpartition('/')[2]}/{file}"
    return (short,) if path.startswith("/") else (low, short)
