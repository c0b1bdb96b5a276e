"""The facts of all pages go in; names and links of types lead to the types that pages describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from docgen import dialects
from docgen.extract.facts import PageFacts, ResourceFact, TypeFact
from docgen.model.api import Type
from docgen.source import Span


def qualify(name: str, namespace: str) -> str:
    """Return a name with its namespace."""
    return name if "." in name or not namespace else f"{namespace}.{name}"


class Index:
    """Look-ups from names and link targets to the full names of described types.

    ``resources`` holds what pages say of each type; ``missing`` collects the types that are named but described
    nowhere, with every place that names them.
    """

    def __init__(self, pages: Sequence[PageFacts]) -> None:
        self.described: dict[str, str] = {}
        self.enums: set[str] = set()
        self.resources: dict[str, list[tuple[PageFacts, ResourceFact]]] = defaultdict(list)
        self.missing: dict[str, list[Span]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        self._by_page: dict[str, list[str]] = defaultdict(list)
        self._by_anchor: dict[tuple[str, str], str] = {}
        self._missing_names: dict[str, str] = {}
        for page in pages:
            if not page.resources and not page.enums:
                continue
            keys = _keys(page.path)
            for resource in page.resources:
                name = self._describe(qualify(resource.name, page.namespace))
                self.resources[name].append((page, resource))
                for key in keys:
                    self._by_page[key].append(name)
            for enum in page.enums:
                name = self._describe(qualify(enum.name, page.namespace))
                self.enums.add(name)
                for key in keys:
                    if enum.anchor:
                        self._by_anchor.setdefault((key, enum.anchor), name)
                    else:
                        self._by_page[key].append(name)

    def _describe(self, name: str) -> str:
        """Note a described type; the first spelling of a name stays."""
        known = self.described.setdefault(name.lower(), name)
        shorts = self._short[known.rsplit(".", 1)[-1].lower()]
        if known not in shorts:
            shorts.append(known)
        return known

    def find(self, name: str, namespace: str = "") -> str | None:
        """Return the described type that a name means, without a link; None when it is none or several."""
        low = name.lower().lstrip("#")
        exact = self.described.get(low) or self.described.get(qualify(low, namespace.lower()))
        if exact:
            return exact
        found = self._short.get(low.rsplit(".", 1)[-1], [])
        if len(found) == 1:
            return found[0]
        for dialect_namespace in (namespace, *sorted({d.document.default_namespace for d in dialects.available()})):
            for full in found:
                if dialect_namespace and full.lower() == f"{dialect_namespace.lower()}.{low.rsplit('.', 1)[-1]}":
                    return full
        return None

    def linked(self, fact: TypeFact) -> str | None:
        """Return the described type that a link leads to; the text decides where a page describes several."""
        for key in _keys(fact.target) if fact.target else ():
            if fact.anchor:
                found = self._by_anchor.get((key, fact.anchor.lower()))
                if found:
                    return found
            names = self._by_page.get(key, ())
            for name in names:
                if name.rsplit(".", 1)[-1].lower() == fact.short.lower():
                    return name
        return None

    def target_only(self, fact: TypeFact) -> str | None:
        """Return the one type of the page that a link leads to, whatever the text says."""
        for key in _keys(fact.target) if fact.target and not fact.anchor else ():
            names = list(dict.fromkeys(self._by_page.get(key, ())))
            if len(names) == 1:
                return names[0]
        return None

    def _shortened(self, fact: TypeFact) -> str | None:
        """Return the one type of the page that a link leads to, where the text is the end of its name."""
        name = self.target_only(fact)
        return name if name and name.lower().endswith(fact.short.lower()) else None

    def has_page(self, fact: TypeFact) -> bool:
        """Tell whether a link leads to a page that describes something."""
        return any(key in self._by_page for key in (_keys(fact.target) if fact.target else ()))

    def resolve(self, fact: TypeFact, page: PageFacts) -> Type:
        """Return the type that a fact names; one that no page describes is noted as missing."""
        linked = self.linked(fact) if fact.target else None
        kind = form = name = ""
        if fact.primitive and not linked:
            primitive = dialects.load(page.dialect).primitives[fact.primitive]
            kind, form = primitive.type, primitive.format
        else:
            found = linked or self._shortened(fact) or self.find(fact.name, page.namespace) or self.target_only(fact)
            name = found or self.stand_in(fact.name, page.namespace, fact.span)
        others = tuple([self.resolve(other, page) for other in fact.alternatives]) if fact.alternatives else ()
        return Type(kind, form, name, fact.collection, others)

    def named(self, fact: TypeFact, page: PageFacts) -> str:
        """Return the full name of the type that a fact names, whether or not a page describes it."""
        found = self.linked(fact) or self._shortened(fact) or self.find(fact.name, page.namespace)
        found = found or self.target_only(fact)
        return found or qualify(fact.name.lstrip("#"), page.namespace)

    def known(self, facts: Iterable[TypeFact], page: PageFacts) -> tuple[TypeFact, ...]:
        """Return the facts that name a type: of emphasized words only the first that a page describes."""
        strong = tuple(f for f in facts if not f.weak)
        return strong or next(((f,) for f in facts if self.find(f.name, page.namespace)), ())

    def stand_in(self, name: str, namespace: str, span: Span) -> str:
        """Return the name of the placeholder schema for a type that no page describes."""
        full = qualify(name.lstrip("#"), namespace)
        full = self._missing_names.setdefault(full.lower(), full)
        self.missing[full].append(span)
        return full


@lru_cache(maxsize=8192)
def _keys(path: str) -> tuple[str, ...]:
    """Return the forms under which a page is looked up: its path, and its folder and file name."""
    low = path.lower().removesuffix(".md")
    folder, _, file = low.rpartition("/")
    short = f"*/{folder.rstrip('/').rpartition('/')[2]}/{file}"
    return (short,) if path.startswith("/") else (low, short)
