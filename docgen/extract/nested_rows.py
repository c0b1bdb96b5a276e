"""Put what describes members of a row inside it: by depth, by dots in names, and by rows that are values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import PropertyFact, TypeFact
from docgen.extract.row_names import bare_name

DOTS = re.compile(r"(?:\[[^\[\]]*\])?(?:\.|->)|\[\]?|\]\[?")
_THING = re.compile(r"\b(?:an?|of|the|each)\s+[*`_\[]{0,3}([A-Za-z]\w+)")  # what a description calls a thing


def opened(fact: PropertyFact, dialect: Dialect) -> PropertyFact:
    """Return a row without the member that stands for all other names: the row is open then."""
    if not fact.members:
        return fact
    named = [one for one in fact.members if one.name.lower() not in dialect.outline.any_names]
    members = tuple([opened(one, dialect) for one in named])
    return msgspec.structs.replace(fact, members=members, open=fact.open or len(named) < len(fact.members))


def hoisted(facts: Sequence[PropertyFact]) -> Iterator[PropertyFact]:
    """Yield facts, in place of those without a name what they hold."""
    for fact in facts:
        if fact.name:
            yield fact
        else:
            yield from hoisted(fact.members)


def nest(facts: Sequence[PropertyFact]) -> tuple[PropertyFact, ...]:
    """Return rows in which one with a dotted or bracketed name is a member of what stands before the dot."""
    if not any(DOTS.search(fact.name) for fact in facts):
        return tuple(facts)
    return tree_of([(0, fact) for fact in facts], dotted=True)


def with_members(fact: PropertyFact, names: Collection[str], members: tuple[PropertyFact, ...]) -> PropertyFact | None:
    """Return a row with members put into it, or into the one inside it, that has one of some folded names.

    The name is its own, that of its type, or what its description calls it, plurals included; None where none has one.
    """
    type_ = (fact.type.short, fact.type.anchor) if fact.type else ()
    is_object = fact.type is not None and fact.type.primitive in ("any", "any-object")
    said = _THING.findall(fact.description) if is_object else ()  # the description may say what the object is
    called = {bare_name(name) for name in (fact.name, *type_, *said)}
    if any(name in names or name.removesuffix("s") in names for name in called - {""}):
        return msgspec.structs.replace(fact, members=(*fact.members, *members))
    for number, inner in enumerate(fact.members):
        found = with_members(inner, names, members)
        if found is not None:
            whole = (*fact.members[:number], found, *fact.members[number + 1 :])
            return msgspec.structs.replace(fact, members=whole)
    return None


def tree_of(found: Sequence[tuple[int, PropertyFact]], *, dotted: bool) -> tuple[PropertyFact, ...]:
    """Return rows with their members in them, by depth and by the names before dots."""
    top: list[_Node] = []
    open_: list[tuple[int, _Node]] = []
    for depth, fact in found:
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        siblings = open_[-1][1].members if open_ else top
        path = [p for p in DOTS.split(fact.name) if p and p not in ("*", "$")] if dotted else [fact.name]
        for step in path[:-1]:
            node = next((one for one in siblings if one.fact.name == step), None)
            if node is None:
                many = any(f"{step}{mark}" in fact.name for mark in ("[]", "[*]"))
                node = _Node(_implied(step, fact, many=many), [], supposed=True)
                siblings.append(node)
            siblings = node.members
        last = path[-1] if path else fact.name
        bracketed = fact.bracketed or fact.name == f"{last}[]"
        named = msgspec.structs.replace(fact, name=last, members=(), bracketed=bracketed)
        node = next((one for one in siblings if one.supposed and one.fact.name == last), None)
        if node is None:
            node = _Node(named, [])
            siblings.append(node)
        node.fact, node.supposed = named, False
        node.members.extend(_Node(member, []) for member in fact.members)
        open_.append((depth, node))
    return tuple([node.whole() for node in top])


def _implied(name: str, fact: PropertyFact, *, many: bool) -> PropertyFact:
    """Return the object, or the array of objects, that the name of one of its members implies."""
    type_ = TypeFact("object", fact.name_span, "any-object", collection=many)
    bracketed = not many and fact.name.startswith(f"{name}[")
    return PropertyFact(name=name, span=fact.span, name_span=fact.name_span, type=type_, bracketed=bracketed)


class _Node(msgspec.Struct):
    """A row with its members while they are collected; a supposed one has only been named before a dot so far."""

    fact: PropertyFact
    members: list[_Node]
    supposed: bool = False

    def whole(self) -> PropertyFact:
        if not self.members:
            return self.fact
        members = [one.whole() for one in self.members]
        unnamed = [fact.type for fact in members if not fact.name and fact.type and not fact.members]
        named = tuple(_once(members))
        if unnamed and not named and (self.fact.type is None or self.fact.type.primitive == "any"):
            many = bool(self.fact.type and self.fact.type.collection)
            type_ = msgspec.structs.replace(unnamed[0], alternatives=tuple(unnamed[1:]), collection=many)
            return msgspec.structs.replace(self.fact, type=type_)
        return msgspec.structs.replace(self.fact, members=named)


def _once(members: Sequence[PropertyFact]) -> Iterator[PropertyFact]:
    """Yield members, in place of each without a name what it holds and no other member is called."""
    taken = {fact.name for fact in members}
    for member in members:
        if member.name:
            yield member
            continue
        for fact in hoisted((member,)):
            if fact.name not in taken:
                taken.add(fact.name)
                yield fact
