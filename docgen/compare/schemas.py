"""Walks through the schemas of two sides at once: types, values, limits and members."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from docgen.compare.components import Index
from docgen.compare.differences import REQUEST, Difference, plain, shown, words
from docgen.compare.names import near
from docgen.contract.operations import Api
from docgen.contract.parts import Part
from docgen.contract.schemas import Shape, Shapes
from docgen.names import folded
from docgen.openapi.document import NOT_NULL, OPTIONAL

_FORMS = {
    "guid": "uuid",
    "byte": "bytes",
    "binary": "bytes",
    "base64": "bytes",
    "base64url": "bytes",
    "datetime": "date-time",
    "url": "uri",
}
_UNREADABLE = re.compile(r"[^\w.$@:\[\]/-]")
_OCTETS = ("int8", "uint8")
_SAME_SIDE = {"integer": "number"}
_Parts = tuple[Part, ...]
_Key = tuple[str, int, str]  # property or value, the identity of what tells it, and the value


Met = tuple[Part, Shape, Shape]


class _Task(msgspec.Struct, frozen=True, gc=False):
    """Two schemas to compare.

    ``site`` are the parts at which they are said. Of what is ``inferred`` only an example tells, of what is ``untyped``
    no page says the type.
    """

    left: _Parts
    right: _Parts
    where: str
    use: str
    site: tuple[Part, Part]
    inferred: bool = False
    untyped: bool = False


class SchemaWalk:
    """Compares pairs of schemas, each once; what is found is added to a list."""

    def __init__(self, shapes: Shapes, found: list[Difference], right: Api, *, complete: bool) -> None:
        self.shapes, self.found, self.complete = shapes, found, complete
        self.right = right
        self._index = Index(right.components)
        self.met_pairs: list[Met] = []
        self._waiting: deque[_Task] = deque()
        self._seen: set[tuple[Any, ...]] = set()
        self._pairs: set[tuple[int, int]] = set()
        self._documented: set[_Key] = set()  # what of the right side is on the left one
        self._absent: dict[_Key, Difference] = {}
        self._placed: set[int] = set()
        self._told: set[tuple[Any, str]] = set()  # where a value of both sides is listed, and the value

    def push(
        self,
        left: _Parts,
        right: _Parts,
        where: str,
        use: str,
        *,
        site: tuple[Part, Part],
        inferred: bool = False,
        untyped: bool = False,
    ) -> None:
        """Have two schemas compared, unless they were."""
        key = (tuple(id(p.value) for p in left), tuple(id(p.value) for p in right), use)
        if key not in self._seen:
            self._seen.add(key)
            self._waiting.append(_Task(left, right, where, use, site, inferred, untyped))

    def skip(self, parts: Iterable[Part]) -> None:
        """Leave schemas out of the figures: the other side says nothing of them."""

    def met(self, part: Part) -> None:
        """Keep in mind that the left side has a member of the right one, at another place."""
        self._documented.add(_key(part))

    def placed(self, part: Part) -> None:
        """Keep in mind that a member of the left side is told to stand at another place."""
        self._placed.add(id(part.value))

    def run(self) -> None:
        """Compare what waits."""
        while self._waiting:
            self._compare(self._waiting.popleft())

    def by_name(self, left: Api, right: Api) -> None:
        """Have components of one name compared to which no operation led at once."""
        index = self._index
        for name, part in left.components.items():
            if not part.home.states(part):
                continue
            other = index.find(name)
            if other is not None and (id(part.value), id(other.value)) not in self._pairs:
                self.push((part,), (other,), name, "", site=(part, other))
            elif other is None and right.kind == "csdl" and not part.get("x-docgen-inferred"):
                self.found.append(Difference("type name", "", name, part, None))
        if right.kind == "csdl":
            used = {index.name(name) for name in left.components}
            for name, part in right.components.items():
                if name not in used:
                    self.found.append(Difference("type name", "", name, None, part))

    def close(self) -> None:
        """Take down the members of the right side that the left one has nowhere."""
        self.found += [one for key, one in self._absent.items() if key not in self._documented]
        if not self.complete:
            self._drop_shared()

    def _drop_shared(self) -> None:
        """Leave out values that the right side lists elsewhere: one list of pages may be about all of a name."""
        alone = [one for one in self.found if one.kind == "value" and one.left and not one.right]
        told = {(id(one.left.value), one.name) for one in alone if one.left and self._is_told(one)}
        if told:
            self.found[:] = [
                one
                for one in self.found
                if one.kind != "value" or one.right or not one.left or (id(one.left.value), one.name) not in told
            ]

    def _is_told(self, one: Difference) -> bool:
        return (_spot(one.subject), one.name) in self._told or (one.left and id(one.left.value), one.name) in self._told

    def figures(self) -> tuple[int, int]:
        """Return how many properties both sides have, and how many the right one has in what was compared."""
        met = sum(key[0] == "property" for key in self._documented)
        return met, met + sum(key[0] == "property" for key in self._absent.keys() - self._documented)

    # -- one pair

    def _compare(self, task: _Task) -> None:
        left, right = self.shapes.of(*task.left), self.shapes.of(*task.right)
        self._pairs.add((id(left.part.value), id(right.part.value)))
        silent = left.says_nothing or right.says_nothing
        if self._is_bare(left) or (silent and not (self.complete and left.says_nothing != right.says_nothing)):
            return
        if self._is_other_type(left, right):
            self._add("type", left, right, task, old=left.name, new=right.name)
            return
        if left.types <= {"object"} and right.types <= {"object"}:
            is_own = left.name and (self.complete or left.part.home.states(left.part))
            named = left.name if is_own else right.name
            task = msgspec.structs.replace(task, where=named) if named else task
        inferred = task.inferred or left.inferred
        if self._describes_items(left, right):
            self.push((left.part,), right.items, task.where, task.use, site=task.site, inferred=inferred)
            return
        if not task.untyped and self._types_differ(left, right, task, inferred=inferred):
            return
        self.met_pairs.append((task.left[0], left, right))
        if not task.untyped and not inferred:
            self._values_of_type(left, right, task)
        self._values(left, right, task)
        if left.items and right.items:
            self.push(
                left.items, right.items, task.where, task.use, site=task.site, inferred=inferred, untyped=task.untyped
            )
        if left.others and right.others:
            self.push((left.others,), (right.others,), task.where, task.use, site=task.site, inferred=inferred)
        if left.members and right.members:
            self._members(left, right, task, inferred=inferred)
        is_type = left.base != left.name  # and not only a property of a type
        if self.right.kind == "csdl" and left.base and is_type and not self._same_name(left.base, right.base):
            self._add("base", left, right, task, old=left.base or "none", new=right.base or "none")

    def _is_bare(self, left: Shape) -> bool:
        """Tell whether pages name a type and say nothing of it: it may be anything."""
        return not self.complete and bool(left.name) and left.types == {"object"} and not (left.members or left.others)

    def _is_other_type(self, left: Shape, right: Shape) -> bool:
        """Tell whether two sides name two types, where names are part of the contract: in CSDL they are."""
        if self.right.kind != "csdl" or not left.name or not right.name:
            return False
        return self._index.name(left.name) not in (None, right.name)

    def _describes_items(self, left: Shape, right: Shape) -> bool:
        """Tell whether pages describe, under the name of an array, what its items are: a table cannot say both."""
        if self.complete or not (left.name and right.name) or left.types != {"object"} or right.types != {"array"}:
            return False
        inside = self.shapes.of(*right.items).members if right.items else {}
        return sum(name in inside for name in left.members) * 2 > len(left.members)

    @staticmethod
    def _same_name(one: str, other: str) -> bool:
        return folded(one.rpartition(".")[2]) == folded(other.rpartition(".")[2])

    def _add(self, kind: str, left: Shape, right: Shape, task: _Task, *, old: Any, new: Any, name: str = "") -> None:
        is_named = (
            kind in ("type", "base")
            and not self._is_other_type(left, right)
            and left.name
            and right.name
            and left.part.home.states(left.part)
        )
        site = (left.part, right.part) if is_named else task.site
        where = left.name if is_named else task.where
        cause = (kind, name, *(id(part.value) for part in task.right), id(site[1].value))
        self.found.append(
            Difference(
                kind,
                where,
                name,
                site[0],
                site[1],
                old=shown(old),
                new=shown(new),
                use=task.use,
                cause=cause,
            )
        )

    def _types_differ(self, left: Shape, right: Shape, task: _Task, *, inferred: bool) -> bool:
        if self.complete and left.types != right.types:
            kinds = (left.types, right.types) if left.types and right.types else ()
            old, new = (words(shape, self.shapes) or "any value" for shape in (left, right))
            self._add("type", left, right, task, old=old, new=new)
            return not kinds or not left.types & right.types
        if not left.types or not right.types or left.types & right.types:
            return False
        if left.format in _OCTETS and right.format == "byte":
            return False  # the word "byte" is also what OpenAPI calls bytes in text
        if left.members and right.members and not self.complete:
            return False  # an array with properties: the contract contradicts itself
        if inferred:
            widened = {_SAME_SIDE.get(each, each) for each in left.types}
            if widened & {_SAME_SIDE.get(each, each) for each in right.types}:
                return False
        self._add("type", left, right, task, old=words(left, self.shapes), new=words(right, self.shapes))
        return True

    def _values_of_type(self, left: Shape, right: Shape, task: _Task) -> None:
        """Compare what is said of a value besides its type."""
        if left.format in _OCTETS and right.format == "byte":
            return
        forms = [_FORMS.get(form.lower(), form.lower()) for form in (left.format, right.format)]
        if forms == ["date", "date-time"] and not self.complete and self.right.kind != "csdl":
            forms[0] = forms[1]  # what pages call a date may have a time; the names of Edm do not leave that open
        if forms[0] != forms[1] and (all(forms) or self.complete):
            self._add("format", left, right, task, old=left.format or "none", new=right.format or "none")
        site = task.site[0]
        remarks = site.home.remarks(site)
        says = self.right.says_absence
        old, new = bool(left.nullable), bool(right.nullable)
        stated = old or NOT_NULL in remarks or self.complete
        if old != new and stated and (says or right.nullable is not None):
            self._add("nullable", left, right, task, old=yes(old), new=yes(new))
        for kind, key in (("read-only", "read_only"), ("write-only", "write_only"), ("deprecated", "deprecated")):
            old, new = bool(getattr(left, key)), bool(getattr(right, key))
            if old != new and (old or self.complete) and (says or getattr(right, key) is not None):
                self._add(kind, left, right, task, old=yes(old), new=yes(new))
        a, b = (shape.default if shape.has_default else None for shape in (left, right))
        both = left.has_default and right.has_default
        if (both or self.complete) and plain(a) != plain(b):
            self._add("default", left, right, task, old=_limit(a), new=_limit(b))
        for key in dict.fromkeys((*left.limits, *right.limits)):
            a, b = left.limits.get(key), right.limits.get(key)
            if a != b and (self.complete or (a is not None and b is not None)):
                self._add("limit", left, right, task, old=_limit(a), new=_limit(b), name=key)
        if self.complete and left.text != right.text:
            self._add("text", left, right, task, old="", new="", name="description")

    def _values(self, left: Shape, right: Shape, task: _Task) -> None:
        """Compare listed values."""
        if left.values is None or right.values is None:
            if self.complete and (left.values or right.values):
                kind = "values"
                self._add(kind, left, right, task, old=yes(bool(left.values)), new=yes(bool(right.values)))
            return
        a, b = ({plain(value): number for number, value in enumerate(s.values or ())} for s in (left, right))
        place = right.values_part
        for value in a.keys() & b.keys():
            self._documented.add(_key(place, value))
            self._told.update(((_spot(task.where), value), (id(task.site[0].value), value)))
        if not self.complete:
            a.pop("", None)
            if right.nullable:
                a.pop("null", None)
        only_left, only_right = [v for v in a if v not in b], [v for v in b if v not in a]
        meant = near(only_left, only_right)
        for value in only_left:
            cause = ("value", value, id(place.value) if place else 0)
            if value in meant:
                self._documented.add(_key(place, meant[value]))
                self.found.append(
                    Difference(
                        "value",
                        task.where,
                        value,
                        task.site[0],
                        _item(place, meant[value]) or task.site[1],
                        old=value,
                        new=meant[value],
                        use=task.use,
                        cause=cause,
                        renamed=True,
                    )
                )
            else:
                self.found.append(
                    Difference(
                        "value", task.where, value, task.site[0], None, near=task.site[1], use=task.use, cause=cause
                    )
                )
        for value in only_right:
            if value not in meant.values() and (self.complete or folded(value)):  # a list hides a lone sign
                self._absent.setdefault(
                    _key(place, value),
                    Difference(
                        "value",
                        task.where,
                        value,
                        None,
                        _item(place, value) or task.site[1],
                        near=task.site[0],
                        use=task.use,
                    ),
                )

    # -- members

    def _members(self, left: Shape, right: Shape, task: _Task, *, inferred: bool) -> None:
        a, b = left.members, right.members
        both = [name for name in a if name in b]
        dotted = {} if self.complete else self._dotted(a, b)
        only_left = [
            name for name in a if name not in b and name not in dotted and self._is_said(a[name], inferred=inferred)
        ]
        written = {name for names in dotted.values() for name in names}
        only_right = [name for name in b if name not in a and name not in written]
        if not self.complete:  # a name that is none on pages cannot be looked for there
            odd = {name for name in only_right if _UNREADABLE.search(name) or name == "additionalProperties"}
            only_right = [name for name in only_right if name not in odd]
            starts = {name.split(maxsplit=1)[0] for name in odd if name.strip()}
            only_left = [name for name in only_left if name not in starts]
        self._documented.update(_key(part) for name in written for part in b[name])
        meant = near(only_left, only_right)
        for name in both:
            self._member(left, right, name, name, task, inferred=inferred)
        for name, other in meant.items():
            self.found.append(
                Difference(
                    "property",
                    task.where,
                    name,
                    a[name][0],
                    b[other][0],
                    old=name,
                    new=other,
                    use=task.use,
                    cause=("property", name, id(b[other][0].value)),
                    renamed=True,
                )
            )
            self._member(left, right, name, other, task, inferred=inferred)
        for name in only_left:
            if name not in meant and not (right.others and not b):
                self.found.append(
                    Difference(
                        "property",
                        task.where,
                        name,
                        a[name][0],
                        None,
                        near=task.site[1] if not right.name else right.part,
                        use=task.use,
                        cause=("property", name, id(next(iter(b.values()))[0].value)),
                    )
                )
        for name in only_right:
            if name not in meant.values():
                self._missing(name, left, right, task)

    def _dotted(self, a: Mapping[str, _Parts], b: Mapping[str, _Parts]) -> dict[str, list[str]]:
        """Return which members of the left side are the first words of names with dots on the right one."""
        found: dict[str, list[str]] = {}
        for name in b:
            first, dot, rest = name.partition(".")
            if dot and first in a and first not in b and rest in self.shapes.of(*a[first]).members:
                found.setdefault(first, []).append(name)
        return found

    def _is_said(self, parts: _Parts, *, inferred: bool) -> bool:
        """Tell whether pages say a member themselves: in a row, or in an example."""
        if self.complete or inferred:
            return True
        return (
            any(p.home.states(p) or p.get("x-docgen-inferred") for p in parts)
            and id(parts[0].value) not in self._placed
        )

    def _missing(self, name: str, left: Shape, right: Shape, task: _Task) -> None:
        """Keep in mind that the left side does not have a member here."""
        parts = right.members[name]
        shape = self.shapes.of(*parts)
        hidden = shape.read_only if task.use == REQUEST else shape.write_only
        if hidden and not self.complete:
            return
        for part in parts:
            self._absent.setdefault(
                _key(part),
                Difference(
                    "property",
                    task.where,
                    name,
                    None,
                    part,
                    near=left.part if left.name else task.site[0],
                    use=task.use,
                    old="required" if name in right.required else "",
                ),
            )

    def _member(self, left: Shape, right: Shape, name: str, other: str, task: _Task, *, inferred: bool) -> None:
        a, b = left.members[name], right.members[other]
        for part in b:
            self._documented.add(_key(part))
        where = f"{task.where}.{name}" if task.where else name
        site = (a[0], b[0])
        remarks = a[0].home.remarks(a[0])
        old, new = name in left.required, other in right.required
        stated = self.complete or (old and other not in right.required_somewhere) or (not old and OPTIONAL in remarks)
        if old != new and stated and self.right.says_absence and not inferred:
            hidden = self.shapes.of(*b).read_only and task.use == REQUEST
            if not hidden or self.complete:
                self.found.append(
                    Difference(
                        "required",
                        where,
                        "",
                        a[0],
                        b[0],
                        old=yes(old),
                        new=yes(new),
                        use=task.use,
                        cause=("required", id(b[0].value)),
                    )
                )
        self.push(a, b, where, task.use, site=site, inferred=inferred)


def _spot(where: str) -> str:
    """Return the type and the name of the property that are at the ends of a way."""
    return f"{where.partition('.')[0]}.{where.rpartition('.')[2]}"


def _key(part: Part | None, value: str = "") -> _Key:
    """Return what a member of the right side, or a value of its list, is known by."""
    return "value" if value else "property", id(part.value) if part else 0, value


def _item(place: Part | None, value: str) -> Part | None:
    """Return the item of a list of values."""
    if place is None or not isinstance(place.value, list):
        return place
    return next((place.at(number) for number, each in enumerate(place.value) if plain(each) == value), place)


def _limit(value: Any) -> Any:
    return "none" if value is None else value


def yes(value: bool) -> str:  # noqa: FBT001  a value to be shown
    """Return what a value that is true or false is in words."""
    return "yes" if value else "no"
