"""Finds what names a property: the rows that describe it, the rows of bodies that repeat it, and members of JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from docgen import markdown
from docgen.codeblocks.json_value import Located, read_json
from docgen.extract.facts import PageFacts, PropertyFact, ResourceFact
from docgen.markdown.page import Comment
from docgen.model.api import Api, Object, One, Shape, contents_of, types_of
from docgen.model.resolve import Resolver
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Type
from docgen.openapi.misfit import Pointer
from docgen.outline.parts import flat
from docgen.source import Source, Span, Text

Read = Callable[[str], Source | None]
_DEEPEST = 30  # objects inside one another


class Key(msgspec.Struct, frozen=True, gc=False):
    """A property: its ``owner`` is the full name of the type that states it, or the row of a member of no type."""

    owner: str | Span
    name: str


class Use(msgspec.Struct, frozen=True, gc=False):
    """Where a page names a property; ``stated`` tells that this is the row that describes it."""

    key: Key
    span: Span
    stated: bool = False


class _Json(msgspec.Struct, frozen=True, gc=False):
    """JSON of a page, and what it is an instance of."""

    value: Any
    span: Span
    shape: Shape
    within: str | None = None


class Members:
    """The properties of a docset, and where its pages name them. ``api`` is what the pages say together."""

    def __init__(self, api: Api, resolver: Resolver) -> None:
        self.api = api
        self.types: TypeHierarchy = api.types
        self.resolver = resolver

    def at(self, page: PageFacts, read: Read, offset: int) -> Use | None:
        """Return the name of a property at an offset of a page; ``read`` gives the text of a page by its path."""
        found = (*self._rows(page), *self._shown(page.path, read))
        return next((one for one in found if one.span.path == page.path and _holds(one.span, offset)), None)

    def of(self, key: Key, read: Read) -> tuple[Use, ...]:
        """Return where all pages name a property; ``read`` gives the text of a page by its path."""
        shown = (use for path in self._json for use in self._shown(path, read, key))
        found = {use.span: use for use in (*self.rows(key), *shown)}
        return tuple(found[span] for span in sorted(found))

    def rows(self, key: Key) -> Iterator[Use]:
        """Yield the names of a property in the rows of all pages."""
        return (use for page in self.api.pages for use in self._rows(page) if use.key == key)

    def annotated(self, key: Key, read: Read) -> Iterator[Span]:
        """Yield where annotations of the types that have a property name it, as their key or as one that may lack."""
        for page in self.api.pages:
            names = self.resolver.dialect(page).annotations
            for resource in page.resources:
                owner = self._owner(resource, page)
                if key.name not in (resource.key, *resource.may_lack) or self.key(owner, key.name) != key:
                    continue
                source = read(page.path)
                for comment in _comments(source) if source else ():
                    yield from _texts_in(comment, (*names.key, *names.optional, *names.nullable), key.name)

    def taken(self, key: Key, name: str) -> bool:
        """Tell whether the type of a property has another one with a name, or one that is derived from it has."""
        if isinstance(key.owner, Span):
            return False
        derived = (schema.name for schema in self.types.derived(key.owner))
        return any(name in self.types.members(one) for one in (key.owner, *derived))

    def types_on(self, page: PageFacts) -> tuple[str, ...]:
        """Return the full names of the types that a page describes, and of those in the bodies of its operations."""
        own = (self._owner(one, page) for one in page.resources)
        return tuple(dict.fromkeys((*own, *self._bodies.get(page.path, ()))))

    def values(self, page: PageFacts, name: str) -> tuple[str, ...]:
        """Return the values that a member or parameter may have: as the types of a page say, else as any page does."""
        for owner in self.types_on(page):
            _, one = self.types.members(owner).get(name, ("", None))
            if one and (listed := self._listed(one)):
                return listed
        return tuple(self._values.get(name, ()))

    def _listed(self, one: Property) -> tuple[str, ...]:
        enum = self.types.enums.get(one.type.name)
        return tuple(value.name for value in (enum.members if enum else one.values))

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, None]]:
        """Return the values of all members and parameters by their name."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for operation in self.api.operations:
            for parameter in operation.parameters:
                found[parameter.name].update((value.name, None) for value in parameter.values)
            for content in contents_of(operation):
                for one in content.shape.properties if isinstance(content.shape, Object) else ():
                    found[one.name].update(dict.fromkeys(self._listed(one)))
        for schema in self.api.schemas:
            for one in schema.properties:
                found[one.name].update(dict.fromkeys(self._listed(one)))
        return found

    @cached_property
    def scopes(self) -> Mapping[str, Sequence[str]]:
        """Return the scopes that operations need, by the kind of permission; those that most need are first."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for operation in self.api.operations:
            for needed in (part for one in operation.security for part in one.parts):
                found[needed.scheme].update(needed.scopes)
        return {kind: [scope for scope, _ in counted.most_common()] for kind, counted in found.items()}

    def key(self, owner: str, name: str) -> Key:
        """Return the property that a type has: that of the base type farthest away which states it."""
        states = [schema.name for schema in self.types.lineage(owner) if any(p.name == name for p in schema.properties)]
        return Key(states[-1] if states else owner, name)

    def _owner(self, resource: ResourceFact, page: PageFacts) -> str:
        """Return the full name of a type that a page describes."""
        return self.resolver.find(resource.name, page.namespace) or resource.name

    def _rows(self, page: PageFacts) -> Iterator[Use]:
        """Yield the names of properties in the rows of a page."""
        for resource in page.resources:
            owner = self._owner(resource, page)
            for row in resource.properties:
                yield Use(self.key(owner, row.name), row.name_span, stated=True)
                yield from _anonymous(row.members)
        bodies = self._bodies.get(page.path, ())
        for operation in page.operations:
            rows = operation.request_body.properties if operation.request_body else ()
            for row in (*rows, *(row for response in operation.responses for row in response.properties)):
                owned = next((owned for name in bodies if (owned := self.types.members(name).get(row.name))), None)
                if owned:
                    yield Use(self.key(owned[0], row.name), row.name_span)
                else:
                    yield from _anonymous((row,))
                yield from _anonymous(row.members)

    @cached_property
    def _bodies(self) -> Mapping[str, Sequence[str]]:
        """Return the types of the bodies of the operations of each page."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for operation in self.api.operations:
            names = [one.name for content in contents_of(operation) for one in types_of(content.shape) if one.name]
            for path in operation.pages:
                found[path].update(dict.fromkeys(names))
        return {path: tuple(names) for path, names in found.items()}

    @cached_property
    def _json(self) -> Mapping[str, Sequence[_Json]]:
        """Return the JSON that each page shows, with what it is an instance of."""
        found: defaultdict[str, list[_Json]] = defaultdict(list)
        for page in self.api.pages:
            for resource in page.resources:
                if shown := resource.representation:
                    shape = One((Type(name=self._owner(resource, page)),))
                    found[shown.span.path].append(_Json(shown.value, shown.span, shape))
        for operation in self.api.operations:
            for content in contents_of(operation):
                for one in content.examples:
                    if not one.text:
                        json = _Json(one.value, one.span, content.shape, within=one.within)
                        found[one.span.path].append(json)
        return found

    def _shown(self, path: str, read: Read, key: Key | None = None) -> Iterator[Use]:
        """Yield the keys in the JSON of a page that name properties, or the one that is asked for."""
        for json in self._json.get(path, ()):
            named = [(one, at) for one, at in self._named(json) if key is None or one == key]
            source = read(path) if named else None
            if source is None:
                continue
            located = Located(Text(source.text[json.span.start : json.span.end], json.span))
            if not located.sure:
                continue
            around = () if json.within is None else (json.within,)
            for one, pointer in named:
                span = located.at((*around, *pointer), key=True)
                inner = Span(span.path, span.start + 1, span.end - 1)
                if source.text[inner.start : inner.end] == one.name:
                    yield Use(one, inner)

    def _named(self, json: _Json) -> Iterator[tuple[Key, Pointer]]:
        if isinstance(json.shape, Object):
            for value, at in self._items(json.value, frozenset()):
                yield from self._object(value, {one.name: ("", one) for one in json.shape.properties}, at)
            return
        types = types_of(json.shape)
        known = frozenset(name for one in types for name in self.types.members(one.name))
        for value, at in self._items(json.value, known):
            yield from self._instance(value, types, at)

    def _items(self, value: Any, known: frozenset[str]) -> Iterator[tuple[Any, Pointer]]:
        """Yield the values of a body: those of a collection, or the one that it is."""
        member = self.api.form.collection_member
        inner = value.get(member) if isinstance(value, dict) and member not in known else None
        if isinstance(inner, list):
            yield from ((one, (member, index)) for index, one in enumerate(inner))
        else:
            yield value, ()

    def _instance(self, value: Any, types: Iterable[Type], at: Pointer) -> Iterator[tuple[Key, Pointer]]:
        """Yield the properties in a value of one of some types, or in those of a list."""
        if isinstance(value, list):
            types = tuple(types)
            for index, one in enumerate(value):
                yield from self._instance(one, types, (*at, index))
        elif isinstance(value, dict) and len(at) < _DEEPEST:
            marked = value.get(self.api.form.type_member) if self.api.form.type_member else None
            own = self.types.schema(marked) if isinstance(marked, str) else None
            names = [own.name] if own else [one.name for one in types if one.name in self.types.schemas]
            if names:
                best = max(names, key=lambda name: len(value.keys() & self.types.members(name).keys()))
                yield from self._object(value, self.types.members(best), at)

    def _object(
        self, value: Any, known: Mapping[str, tuple[str, Property]], at: Pointer
    ) -> Iterator[tuple[Key, Pointer]]:
        """Yield the properties in an object whose members are known, each with the name of its type ("" for none)."""
        if isinstance(value, list):
            for index, one in enumerate(value):
                yield from self._object(one, known, (*at, index))
        elif isinstance(value, dict) and len(at) < _DEEPEST:
            for name, inner in value.items():
                if name not in known:
                    continue
                owner, one = known[name]
                yield (self.key(owner, name) if owner else Key(one.span, name)), (*at, name)
                if one.members:
                    yield from self._object(inner, {each.name: ("", each) for each in one.members}, (*at, name))
                elif isinstance(inner, dict | list):
                    yield from self._instance(inner, (one.type, *one.type.alternatives), (*at, name))


def _comments(source: Source) -> Iterator[Text]:
    for section in markdown.parse(source).root.walk():
        yield from (block.text for block in flat(section.blocks) if isinstance(block, Comment))


def _texts_in(comment: Text, names: Iterable[str], text: str) -> Iterator[Span]:
    """Yield where some members of the JSON in a comment hold a text, or have it in their list."""
    read = read_json(comment)
    if read is None or not isinstance(read.value, dict):
        return
    located = Located(comment)
    for name in names:
        value = read.value.get(name)
        pointers: list[Pointer] = [(name,)] if value == text else []
        if isinstance(value, list):
            pointers = [(name, index) for index, one in enumerate(value) if one == text]
        for span in map(located.at, pointers) if located.sure else ():
            yield Span(span.path, span.start + 1, span.end - 1)


def _anonymous(rows: Iterable[PropertyFact]) -> Iterator[Use]:
    """Yield the names of members that no type has, and of those inside them."""
    for row in rows:
        yield Use(Key(row.span, row.name), row.name_span, stated=True)
        yield from _anonymous(row.members)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end
