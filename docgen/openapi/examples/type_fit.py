"""Compares an example with the types of the Api that its body is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec

from docgen.dialects import Dialect
from docgen.model.api import Collection, Object, One, Shape
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Enum, Property, Type
from docgen.near import NearWords
from docgen.openapi.misfit import Kind, Misfit, Pointer
from docgen.source import Span

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:[Zz]|[+-]\d\d:?\d\d)\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?\Z")
_TEXT_NUMBERS = frozenset(("int64", "decimal"))  # JSON may hold them as text, so that no digit is lost
_CHECKED_TYPES = frozenset(("string", "boolean", "integer", "number"))
_QUALIFIED = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+\Z")
_SHORTEST_SLIP = 5  # letters of a name of which another one is a slip, although anything may stand there
_MAX_DEPTH = 12
_DATES = ("date-time", "date")
_NULL = type(None)
_ANYTHING = Type()
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "string": (str, _NULL),
    "boolean": (bool, _NULL),
    "integer": (int, _NULL),
    "number": (int, float, _NULL),
    "object": (dict, str, bool, int, float, _NULL),
}


class Members:
    """The properties that an object can have, by name; ``complete`` tells whether it can have no others.

    ``plain`` are the Python types of which any value fits a property: most values need no closer look.
    """

    def __init__(self, known: Mapping[str, Property], *, complete: bool = True) -> None:
        self.known = known
        self.complete = complete
        self.plain = {name: _plain(prop) for name, prop in known.items()}

    @cached_property
    def by_lower_case(self) -> Mapping[str, Property]:
        """Return the properties by their names in lower case."""
        return {name.lower(): prop for name, prop in self.known.items()}

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(self.known)

    def is_slip(self, name: str, beside: Mapping[str, Any]) -> bool:
        """Tell whether a name that an object may have is a slip of a known one.

        Where the object has that one, too, only letters that are swapped tell a slip.
        """
        if name.lower() in self.by_lower_case:
            return False
        return any(
            len(near) >= _SHORTEST_SLIP and (near not in beside or sorted(near) == sorted(name))
            for near in self._near.of(name)
        )


def _plain(prop: Property) -> tuple[type, ...]:
    type_ = prop.type
    if type_ == _ANYTHING or type_.alternatives:
        return (*_PLAIN["object"], list)
    if type_.collection or type_.name or type_.format in _DATES or prop.closed or prop.values or prop.members:
        return (_NULL,)
    return _PLAIN.get(type_.type, (_NULL,))


class _Place(msgspec.Struct, frozen=True, gc=False):
    """A value of an example: where it is, what it is called, and what the misfits in it are about."""

    pointer: Pointer
    name: str
    subject: str = ""
    prop: Property | None = None
    depth: int = 0

    @property
    def stated(self) -> Span | None:
        """Return the table row that states the property."""
        return self.prop.span if self.prop else None

    def misfit(self, kind: Kind, value: Any, *, expected: str = "") -> Misfit:
        """Return a misfit of the value here."""
        return Misfit(kind, self.pointer, self.subject, value, self.name, expected=expected, stated=self.stated)

    def item(self, index: int) -> _Place:
        """Return the place of an item of the list at this place."""
        return msgspec.structs.replace(self, pointer=(*self.pointer, index))


class TypeFit:
    """Finds what does not fit in examples; remembers the members of types."""

    def __init__(self, types: TypeHierarchy, dialect: Dialect) -> None:
        self.types = types
        self.form = dialect.document
        self.samples = dialect.samples
        self._members: dict[str, Members] = {}

    def misfits(self, value: Any, shape: Shape) -> Iterable[Misfit]:
        """Return what does not fit in the body of a request or response, each with its pointer from the value."""
        member = self.form.collection_member
        root = _Place((), "the body")
        if isinstance(shape, Object) and isinstance(value, dict):
            return self._object(value, Members({p.name: p for p in shape.properties}), root)
        if isinstance(shape, One) and len(shape.types) == 1 and not shape.types[0].alternatives:
            # A collection where one value is promised is reported with the sentence that promises it.
            items = value.get(member) if isinstance(value, dict) else None
            if isinstance(items, list) and member not in self.types.members(shape.types[0].name):
                return self._items(items, shape.types[0])
            return self._single(value, shape.types[0], root)
        if isinstance(shape, Collection) and len(shape.types) == 1 and isinstance(value, dict):
            items = value.get(member)
            if isinstance(items, list):
                return self._items(items, shape.types[0])
            if isinstance(items, dict) and len(value) > 1:
                return (Misfit(Kind.SINGLE_FOR_COLLECTION, (member,), "body", items, name=member),)
        return ()

    def _items(self, items: Sequence[Any], type_: Type) -> Iterable[Misfit]:
        """Return what does not fit in the items of the collection that a body is."""
        at = _Place((self.form.collection_member,), "an item")
        return chain.from_iterable(self._single(each, type_, at.item(i)) for i, each in enumerate(items))

    def members(self, name: str) -> Members:
        """Return the own and inherited properties of a type, where these are all with those of derived types, too.

        They are all where a page describes the type and each of its bases, and none of them is open.
        """
        if name not in self._members:
            types = self.types
            lineage = types.lineage(name)
            complete = bool(lineage) and not lineage[-1].base and bool(lineage[0].properties)
            complete &= all(schema.name.lower() in types.described and not schema.open for schema in lineage)
            found = {member: prop for member, (_, prop) in types.members(name).items()}
            for schema in types.derived(name) if complete else ():
                for prop in schema.properties:
                    found.setdefault(prop.name, prop)
            self._members[name] = Members(found, complete=complete)
        return self._members[name]

    def _object(self, value: Mapping[str, Any], allowed: Members, at: _Place, owner: str = "") -> Iterator[Misfit]:
        """Yield what does not fit in the members of an object; ``owner`` is what they are members of."""
        owner = owner or at.name
        known, plain = allowed.known, allowed.plain
        for name, inner in value.items():
            if type(inner) in plain.get(name, ()):
                continue
            prop = known.get(name)
            if prop is not None:
                place = _Place((*at.pointer, name), name, f"{owner}.{name}", prop, at.depth + 1)
                yield from self._property(inner, prop.type, place)
            elif known and self._is_name(name) and (allowed.complete or allowed.is_slip(name, value)):
                yield _undeclared(name, allowed, owner, at)

    def _is_name(self, name: str) -> bool:
        """Tell whether a member is called like a property, and is no entry by the key of what it is about."""
        if self.form.map_keys and self.form.map_keys.fullmatch(name):
            return False
        return bool(re.match(r"\w", name)) and not (self.form.is_annotation(name) or self.samples.is_sample(name))

    def _property(self, value: Any, type_: Type, at: _Place) -> Iterable[Misfit]:
        """Return what does not fit in the value of a property."""
        type_ = self._meant(type_)
        if at.depth > _MAX_DEPTH or type_.alternatives:
            return ()
        if isinstance(value, list):
            if type_.depth:
                inner = msgspec.structs.replace(type_, depth=type_.depth - 1)
                return chain.from_iterable(self._property(each, inner, at.item(i)) for i, each in enumerate(value))
            if type_.collection:
                return chain.from_iterable(self._single(each, type_, at.item(i)) for i, each in enumerate(value))
            return (at.misfit(Kind.COLLECTION_FOR_SINGLE, value),)
        if type_.collection:
            return () if self.samples.may_be_no_value(value) else (at.misfit(Kind.SINGLE_FOR_COLLECTION, value),)
        return self._single(value, type_, at)

    def _meant(self, type_: Type) -> Type:
        """Return what a type is: where a page says that the named one is no object, what it is instead."""
        schema = self.types.schemas.get(type_.name)
        if schema is None or schema.value is None or schema.value.name in self.types.schemas:
            return type_
        value = schema.value
        depth = type_.depth + value.depth + (type_.collection and value.collection)
        return msgspec.structs.replace(value, collection=type_.collection or value.collection, depth=depth)

    def _single(self, value: Any, type_: Type, at: _Place) -> Iterable[Misfit]:
        """Return what does not fit in a single value. A text that may stand for a value fits everything."""
        if value is None:
            return ()
        prop = at.prop
        if not at.subject:
            at = msgspec.structs.replace(at, subject=type_.name or at.name)
        enum = self.types.enums.get(type_.name)
        if enum or (prop and prop.closed and prop.values and type_.type == "string"):
            return self._listed(value, enum, at)
        if prop and prop.values and isinstance(value, str) and _is_other_case(value, prop):
            return self._listed(value, None, at)
        if type_.name in self.types.schemas:
            return self._instance(value, type_.name, at)
        if type_.type == "object" or (prop and prop.members):
            if isinstance(value, dict) and prop and prop.members:
                # A row such as ``cover.size`` says that there is a cover, and nothing of what else that holds.
                implied = any(p.span == prop.span for p in prop.members)
                members = Members({p.name: p for p in prop.members}, complete=not (prop.open or implied))
                return self._object(value, members, at)
        elif type_.type in _CHECKED_TYPES and not _is_of_type(value, type_):
            if not self.samples.may_be_no_value(value):
                return (at.misfit(Kind.WRONG_TYPE, value, expected=type_.type),)
        elif isinstance(value, str) and _is_no_date(value, type_.format) and not self.samples.may_be_no_value(value):
            return (at.misfit(Kind.INVALID_DATE_TIME, value),)
        return ()

    def _instance(self, value: Any, type_: str, at: _Place) -> Iterable[Misfit]:
        """Return what does not fit in an object of a type, or of the type that the object itself names."""
        if not isinstance(value, dict):
            if not self.members(type_).complete or self.samples.may_be_no_value(value):
                return ()
            return (at.misfit(Kind.WRONG_TYPE, value, expected="object"),)
        marker = self.form.type_member
        written = value.get(marker) if marker else None
        own = self.types.schema(written) if isinstance(written, str) else None
        if own:
            type_ = own.name
        elif isinstance(written, str) and not self.samples.is_sample(written):
            name = written.lstrip("#")
            namespace = self.form.default_namespace or " "
            if self.types.described and _QUALIFIED.match(name) and name.startswith(namespace):
                return (
                    Misfit(Kind.UNDESCRIBED_TYPE, (*at.pointer, marker), name, value, name=name.rsplit(".", 1)[-1]),
                )
            meant = self.types.only(name.rpartition(".")[2])
            if meant and meant.name.lower() in self.types.described:
                pointer = (*at.pointer, marker)
                return (Misfit(Kind.MISNAMED_TYPE, pointer, meant.name, written, name=name, expected=meant.name),)
            return ()
        found = self.members(type_)
        return self._object(value, found, at, type_.rsplit(".", 1)[-1] if found.complete else type_)

    def _listed(self, value: Any, enum: Enum | None, at: _Place) -> Iterable[Misfit]:
        """Return a value that is no member of an enumeration, or none of the values that a row lists."""
        if not isinstance(value, str):
            if enum is None or not isinstance(value, int):
                return (at.misfit(Kind.WRONG_TYPE, value, expected="string"),)
            return ()
        listed = enum.members if enum else at.prop.values if at.prop else ()
        known = tuple([member.name for member in listed])
        if value in known:
            return ()
        words = (word.strip() for word in value.split(","))
        wrong = next((word for word in words if word and word not in known), None)
        if wrong is None or not known or wrong.isdigit() or self.samples.may_be_no_value(value):
            return ()
        stated = at.stated or (enum.span if enum else None)
        return (msgspec.structs.replace(at.misfit(Kind.UNLISTED_VALUE, wrong), known=known, stated=stated),)


def _is_other_case(value: str, prop: Property) -> bool:
    """Tell whether a value is one of a list that may not be complete but for letter case."""
    names = [member.name for member in prop.values]
    return value not in names and value.lower() in map(str.lower, names)


def _is_of_type(value: Any, type_: Type) -> bool:
    if type_.type == "string":
        return isinstance(value, str)
    if type_.type == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        return type_.format in _TEXT_NUMBERS and bool(re.match(r"-?\d", value))
    whole_number = isinstance(value, int) or (isinstance(value, float) and value == int(value))
    return whole_number if type_.type == "integer" else isinstance(value, (int, float))


def _is_no_date(value: str, form: str) -> bool:
    if form == "date-time":
        return not _DATE_TIME.match(value)
    return form == "date" and not _DATE.match(value)


def _undeclared(name: str, allowed: Members, owner: str, at: _Place) -> Misfit:
    """Return the misfit of a member that no table has: another spelling of one, or an unknown one."""
    pointer, subject = (*at.pointer, name), f"{owner}.{name}"
    stated = allowed.by_lower_case.get(name.lower())
    if stated:
        return Misfit(Kind.LETTER_CASE, pointer, subject, name=name, expected=stated.name, stated=stated.span)
    return Misfit(
        Kind.UNKNOWN_MEMBER, pointer, subject, name=name, owner=owner.rsplit(".", 1)[-1], known=tuple(allowed.known)
    )
