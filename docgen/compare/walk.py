"""Walks through two sides at once, and takes down what differs in their operations."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from docgen.compare import routes
from docgen.compare.differences import REQUEST, RESPONSE, Difference
from docgen.compare.names import near
from docgen.compare.schemas import Met, SchemaWalk, yes
from docgen.contract.operations import Answer, Api, Body, Callable, Operation, Parameter
from docgen.contract.parts import Part, span_of
from docgen.contract.schemas import Shapes
from docgen.names import folded
from docgen.openapi.document import OPTIONAL, UNPLACED, UNTYPED

_NO_PARAMETERS = frozenset(("accept", "content-type", "authorization"))  # OpenAPI says them elsewhere
# Where pages say nothing of media types, or only that there is a form.
_ASSUMED = frozenset(("application/json", "application/octet-stream"))
_SHAPED = _ASSUMED | {"multipart/form-data", "application/x-www-form-urlencoded"}


class Result(msgspec.Struct, frozen=True):
    """All differences, the operations of both sides, and the figures of what is on both.

    ``met`` are the schemas that were compared and have no different types: the part of the left side, and both shapes.
    """

    differences: tuple[Difference, ...]
    pairs: routes.Pairs
    parameters: tuple[int, int] = (0, 0)
    properties: tuple[int, int] = (0, 0)
    met: tuple[Met, ...] = ()


def compare(left: Api, right: Api, *, complete: bool) -> Result:
    """Return what differs between two sides.

    Without ``complete`` the left side are pages, and what they do not say is no difference: only what they say of a
    thing, and the things that they leave out, count.
    """
    walk = _Walk(left, right, complete=complete)
    walk.run()
    return Result(
        tuple(walk.found),
        walk.pairs,
        (walk.met_parameters, walk.all_parameters),
        walk.schemas.figures(),
        tuple(walk.schemas.met_pairs),
    )


class _Walk:
    def __init__(self, left: Api, right: Api, *, complete: bool) -> None:
        self.left, self.right, self.complete = left, right, complete
        self.found: list[Difference] = []
        self.shapes = Shapes()
        self.schemas = SchemaWalk(self.shapes, self.found, right, complete=complete)
        self.pairs = routes.pair(left, right)
        self.met_parameters = self.all_parameters = 0
        self.keys = {_key_of(each) for api in (left, right) for each in _schemes(api)}

    def run(self) -> None:
        """Compare everything that has a counterpart."""
        for one, other in self.pairs.same:
            self.operation(one, other)
        spelt = {step for each in self.right.operations for step in each.path.split("/")}
        for one, other in self.pairs.near:
            if not self.complete and spelt.issuperset(routes.shape(one.path).replace("{}", "").split("/")):
                self.operation(one, other)  # a contract that spells a word in two ways cannot say which is right
                continue
            self.add("operation", "", one.words, one.part, other.part, old=one.words, new=other.words, renamed=True)
            self.operation(one, other)
        for one in self.pairs.left if self.right.kind != "csdl" else ():
            self.add("operation", "", one.words, one.part, None)
        for other in self.pairs.right:
            self.all_parameters += sum(1 for p in other.parameters if self.counts(p))
            self.add("operation", "", other.words, None, other.part)
        self.schemas.run()
        self.schemas.by_name(self.left, self.right)
        if self.right.callables:
            self.callables()
        self.schemas.run()
        self.schemas.close()

    def add(self, kind: str, subject: str, name: str, left: Part | None, right: Part | None, **more: Any) -> None:
        """Take down a difference."""
        self.found.append(Difference(kind, subject, name, left, right, **more))

    # -- operations

    def operation(self, one: Operation, other: Operation) -> None:
        """Compare two operations that are the same."""
        where = one.words
        self.parameters(one, other)
        self.body(one.body, other.body, one)
        self.answers(one, other)
        if self.complete:
            self.security(one, other)
        elif one.scopes and other.scopes is not None:
            for scope in sorted(one.scopes - other.scopes):
                self.add("scope", where, scope, one.part, None, near=other.part)
            for scope in sorted(other.scopes - one.scopes):
                self.add("scope", where, scope, None, other.part, near=one.part)
        if one.deprecated != other.deprecated and (one.deprecated or self.complete):
            self.add("deprecated", where, "", one.part, other.part, old=yes(one.deprecated), new=yes(other.deprecated))
        if self.complete:
            for key in ("summary", "description", "operationId"):
                if one.part.get(key) != other.part.get(key):
                    self.add("text", where, key, one.part, other.part)

    def security(self, one: Operation, other: Operation) -> None:
        """Compare what clients need to be allowed: each alternative that did must be enough still."""
        old, new = one.requirements, other.requirements
        if set(old) != set(new):
            enough = all(any(now <= before for now in new) for before in old) if old and new else not new
            self.add("security", one.words, "", one.part, other.part, new="less" if enough else "more")

    def counts(self, parameter: Parameter) -> bool:
        """Tell whether a parameter is compared at all."""
        if parameter.location == "header" and parameter.name.lower() in _NO_PARAMETERS:
            return False
        return (parameter.location, parameter.name.lower()) not in self.keys

    def parameters(self, one: Operation, other: Operation) -> None:
        """Compare the parameters of two operations."""
        where = one.words
        left = {(p.location, _named(p)): p for p in one.parameters if self.counts(p)}
        right = {(p.location, _named(p)): p for p in other.parameters if self.counts(p)}
        self.all_parameters += len(right)
        pairs = [(left.pop(a), right.pop(b)) for a, b in _slots(one.path, other.path, left, right)]
        pairs += [(left.pop(key), right.pop(key)) for key in [key for key in left if key in right]]
        for key, parameter in [*left.items()]:
            others = [k for k in right if k[0] != key[0] and "path" not in (k[0], key[0])]
            elsewhere = [k for k in others if folded(k[1]) == folded(key[1])]
            if elsewhere:
                found = right.pop(elsewhere[0])
                del left[key]
                self.met_parameters += 1
                self.moved(parameter.name, where, (parameter.part, found.site), (parameter.location, found.location))
        for location in ("query", "header", "cookie", "path"):
            lefts = {key[1]: key for key in left if key[0] == location}
            rights = {key[1]: key for key in right if key[0] == location}
            for name, meant in near(lefts, rights).items():
                a, b = left.pop(lefts[name]), right.pop(rights[meant])
                pairs.append((a, b))
                if location != "header" or name.lower() != meant.lower():
                    self.add(
                        "parameter", where, a.name, a.part, b.site, old=a.name, new=b.name, use=REQUEST, renamed=True
                    )
        self.met_parameters += len(pairs)
        for a, b in pairs:
            self.parameter(a, b, where)
        self.alone(left, right, one, other)

    def alone(
        self,
        left: dict[tuple[str, str], Parameter],
        right: dict[tuple[str, str], Parameter],
        one: Operation,
        other: Operation,
    ) -> None:
        """Take down the parameters that one side has, or that the other one has in the body."""
        where = one.words
        sent = {name: parts[0] for name, parts in self.members(other.body).items()}
        told = {name: parts[0] for name, parts in self.members(one.body).items()}
        for p in left.values():
            if p.name in sent and p.name not in told and p.location != "path":
                self.schemas.met(sent[p.name])
                self.moved(p.name, where, (p.part, sent[p.name]), (p.location, "body"))
            elif p.location != "path" and p.part.home.states(p.part):
                self.add("parameter", where, p.name, p.part, None, near=other.part, old=p.location, use=REQUEST)
        for p in right.values():
            if p.name in told and p.name not in sent:
                self.met_parameters += 1
                self.schemas.placed(told[p.name])
                self.moved(p.name, where, (told[p.name], p.site), ("body", p.location))
            elif p.location != "path":
                must = "required" if p.required else ""
                self.add("parameter", where, p.name, None, p.site, near=one.part, old=must, new=p.location, use=REQUEST)

    def moved(self, name: str, where: str, parts: tuple[Part, Part], places: tuple[str, str]) -> None:
        """Take down that a parameter stands at another place, unless the pages do not say where it stands."""
        if self.complete or UNPLACED not in parts[0].home.remarks(parts[0]):
            self.add("location", where, name, *parts, old=places[0], new=places[1], use=REQUEST)

    def members(self, body: Body | None) -> Mapping[str, tuple[Part, ...]]:
        """Return the members of a request body."""
        if body is None:
            return {}
        return self.shapes.of(next(iter(body.content.values()))).members

    def parameter(self, a: Parameter, b: Parameter, where: str) -> None:
        """Compare two parameters of one name."""
        remarks = a.part.home.remarks(a.part)
        about = f"{a.name} of {where}"
        stated = self.complete or a.required or OPTIONAL in remarks
        if a.location != "path" and stated and a.required != b.required:
            self.add("required", about, "", a.part, b.site, old=yes(a.required), new=yes(b.required), use=REQUEST)
        if a.deprecated != b.deprecated and (a.deprecated or self.complete):
            self.add("deprecated", about, "", a.part, b.site, old=yes(a.deprecated), new=yes(b.deprecated), use=REQUEST)
        if self.complete and a.part.get("description") != b.part.get("description"):
            self.add("text", about, "description", a.part, b.part)
        self.schemas.push(
            (a.schema,),
            (b.schema,),
            about,
            REQUEST,
            site=(a.part, b.site),
            untyped=UNTYPED in remarks and not self.complete,
        )

    # -- bodies

    def body(self, a: Body | None, b: Body | None, one: Operation) -> None:
        """Compare the bodies of two requests."""
        where = f"body of {one.words}"
        if a is None or b is None:
            if self.complete and (a or b):
                self.add(
                    "body",
                    one.words,
                    "request body",
                    a.part if a else None,
                    b.part if b else None,
                    old="required" if b and b.required else "",
                    use=REQUEST,
                )
            elif b is not None:
                self.schemas.skip(b.content.values())
            return
        if self.complete and a.required != b.required:
            self.add("required", where, "", a.part, b.part, old=yes(a.required), new=yes(b.required), use=REQUEST)
        self.content(a.content, b.content, where, REQUEST, (a.part, b.part))

    def answers(self, one: Operation, other: Operation) -> None:
        """Compare the responses of two operations by their statuses."""
        left = {a.code: a for a in one.answers}
        right = {b.code: b for b in other.answers}
        stated = {code: a for code, a in left.items() if self.complete or self.is_stated(a, one.answers)}
        for code, a in left.items():
            b = right.get(code) or (right.get("2XX") if code[:1] == "2" else None)
            if b is None and code not in stated and code[:1] == "2":
                b = next((each for each in other.answers if each.code[:1] == "2"), None)
            if b is not None:
                self.answer(a, b, f"{one.words} {code}")
        for code, a in stated.items():
            told = not self.complete and ("default" in right or _is_in_range(code, right))
            if code not in right and not told:
                self.add("status", one.words, code, a.part, None, near=other.part, use=RESPONSE)
        others = any(code[:1] in "45" or code not in right for code in left)
        for code, b in right.items() if stated else ():
            told = not self.complete and (_is_in_range(code, left) or (code == "default" and others))
            if code not in left and not told:
                self.add("status", one.words, code, None, b.site, near=one.part, use=RESPONSE)

    @staticmethod
    def is_stated(answer: Answer, answers: Iterable[Answer]) -> bool:
        """Tell whether pages say a status: a success at the place of a redirect is only what that leads to."""
        if answer.site.get("x-docgen-missing") or not answer.site.home.states(answer.site):
            return False
        moved = [each for each in answers if each.code[:1] == "3"] if answer.code[:1] == "2" else []
        return span_of(answer.site) not in [span_of(each.site) for each in moved]

    def answer(self, a: Answer, b: Answer, where: str) -> None:
        """Compare two responses."""
        if self.complete and a.part.get("description") != b.part.get("description"):
            self.add("text", where, "description", a.part, b.part)
        if a.content and b.content:
            self.content(a.content, b.content, where, RESPONSE, (a.part, b.part))
        elif a.content or b.content:
            if self.complete:
                self.add(
                    "body",
                    where,
                    "response body",
                    a.part if a.content else None,
                    b.part if b.content else None,
                    use=RESPONSE,
                )
            self.schemas.skip(b.content.values())
        known = {name.lower(): part for name, part in b.headers.items()}
        for name, header in a.headers.items():
            other = known.get(name.lower())
            if other is not None:
                self.schemas.push(
                    (_schema(header),),
                    (_schema(other),),
                    f"header {name} of {where}",
                    RESPONSE,
                    site=(header, other),
                    untyped=not self.complete,
                )

    def content(
        self, a: Mapping[str, Part], b: Mapping[str, Part], where: str, use: str, site: tuple[Part, Part]
    ) -> None:
        """Compare two bodies: their media types, and the schemas of the first that match."""
        left, right = {_media(m): p for m, p in a.items()}, {_media(m): p for m, p in b.items()}
        stated = self.complete or not _ASSUMED.issuperset(left)
        if stated:
            for media in left:
                if (self.complete or media not in _ASSUMED) and not any(_covers(known, media) for known in right):
                    self.add("media type", where, media, site[0], None, near=site[1], use=use)
            for media in right if self.complete or not _SHAPED.issuperset(left) else ():
                if not any(_covers(media, known) for known in left):
                    self.add("media type", where, media, None, right[media], near=site[0], use=use)
        if not self.complete and self.is_unplaced(next(iter(left.values()))):
            return
        chosen = next((m for m in left if m in right), None)
        first = left[chosen] if chosen else next(iter(left.values()))
        other = right[chosen] if chosen else next(iter(right.values()))
        if not stated:  # the pages tell one body, of whichever media type
            kinds = self.shapes.of(first).types
            fitting = [part for part in (other, *right.values()) if self.shapes.of(part).types & kinds]
            other = fitting[0] if fitting else other
        if chosen or not self.complete:
            self.schemas.push((first,), (other,), where, use, site=site)

    def is_unplaced(self, part: Part) -> bool:
        """Tell whether nothing says that the members of a body are members of a body."""
        members = [each for parts in self.shapes.of(part).members.values() for each in parts]
        return bool(members) and all(UNPLACED in each.home.remarks(each) for each in members)

    # -- actions and functions of CSDL

    def callables(self) -> None:
        """Compare operations whose path ends with an action or a function with its parameters."""
        by_name: dict[str, list[Callable]] = {}
        for each in self.right.callables:
            by_name.setdefault(each.name.lower(), []).append(each)
        for one in self.left.operations:
            name, arguments = _called(one.path)
            found = [each for each in by_name.get(name, ()) if each.is_function == (one.method == "get")]
            if found:
                self.called(one, found, arguments)

    def is_written_out(self, body: Body | None) -> bool:
        """Tell whether a page lists the members of a body, and does not only name a type."""
        if body is None:
            return False
        shape = self.shapes.of(next(iter(body.content.values())))
        return not (shape.name and shape.part.home.states(shape.part))

    def called(self, one: Operation, found: list[Callable], arguments: Iterable[str]) -> None:
        """Compare what an operation is called with, with the overload that has most of it."""
        slots = {p.name for p in one.parameters if p.location == "path"}
        written = self.members(one.body) if self.is_written_out(one.body) else {}
        told = {name: parts[0] for name, parts in written.items()}
        names = dict.fromkeys((*arguments, *told))
        best = _nearest(found, names, self.shapes)
        known = {n: p[0] for n, p in self.shapes.of(best.part).members.items()}
        every = {n for each in found for n in self.shapes.of(each.part).members}
        meant = near([n for n in names if n not in every], [n for n in known if n not in names])
        tell = partial(self.add, "parameter", one.words, use=REQUEST)
        for name in names:
            cause = ("parameter", name, id(best.part.value))  # pages state an action for many paths at once
            part = told.get(name, one.part)
            if name in meant:
                other = meant[name]
                tell(name, part, known[other], old=name, new=other, cause=cause, renamed=True)
            elif name not in every and name not in slots and (not told or part.home.states(part)):
                tell(name, part, None, near=best.part, old="body", cause=cause)
            elif name in known and name in told:
                where = f"{name} of {one.words}"
                self.schemas.push((told[name],), (known[name],), where, REQUEST, site=(part, known[name]))
        for name, part in known.items():
            if names and name not in names and name not in meant.values():
                tell(name, None, part, near=one.part, new="body", cause=("parameter", id(part.value)))


def _nearest(found: Iterable[Callable], names: Iterable[str], shapes: Shapes) -> Callable:
    """Return the overload of an action with most of some names, and the fewest others."""
    wanted = set(map(folded, names))

    def rank(one: Callable) -> tuple[int, int]:
        members = shapes.of(one.part).members
        return len(wanted & set(map(folded, members))), -len(members)

    return max(found, key=rank)


def _called(path: str) -> tuple[str, list[str]]:
    """Return the name in small letters of what the last segment of a path calls, and the names of its arguments."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    name, _, rest = last.partition("(")
    arguments = [part.partition("=")[0].strip() for part in rest.rstrip(")").split(",") if "=" in part]
    return name.rsplit(".", 1)[-1].lower(), arguments


def _slots(
    one: str, other: str, left: Mapping[tuple[str, str], Parameter], right: Mapping[tuple[str, str], Parameter]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the parameters that stand at one place of two paths, whatever they are called; from their ends."""
    a, b = ([slot.partition("}")[0] for slot in path.split("{")[1:]] for path in (one, other))
    for x, y in deque(zip(reversed(a), reversed(b), strict=False)):
        if ("path", x) in left and ("path", y) in right:
            yield ("path", x), ("path", y)


def _named(parameter: Parameter) -> str:
    return parameter.name.lower() if parameter.location == "header" else parameter.name


def _schema(part: Part) -> Part:
    schema = part.below("schema")
    return schema if isinstance(schema.value, dict) else part


def _media(media: str) -> str:
    return media.partition(";")[0].strip().lower()


def _covers(known: str, media: str) -> bool:
    """Tell whether a media type is one that a range (``text/*``) or a kind of JSON stands for."""
    if known in (media, "*/*") or (known.endswith("/*") and media.startswith(known[:-1])):
        return True
    return media == "*/*" or ("json" in known and "json" in media)


def _is_in_range(code: str, others: Iterable[str]) -> bool:
    """Tell whether a status is one of a range on the other side, or a range of which that has a status."""
    return any(other[:1] == code[:1] and "XX" in code + other for other in others)


def _schemes(api: Api) -> Iterator[Part]:
    places = (api.root.below("components"), "securitySchemes"), (api.root, "securityDefinitions")
    for part, key in places:
        for _, scheme in part.items(key):
            yield scheme.resolved()


def _key_of(scheme: Part) -> tuple[str, str]:
    """Return place and name of the key of a security scheme."""
    return str(scheme.get("in") or ""), str(scheme.get("name") or "").lower()
