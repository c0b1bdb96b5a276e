"""Groups the routes of all pages by operation, each with one canonical path."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from docgen.dialects import Dialect
from docgen.extract import paths
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact, RouteFact
from docgen.extract.paths import Path, Segment, Slot, fits
from docgen.model.placement import placed
from docgen.model.resolve import singular
from docgen.names import folded, safe, unique_name

Key = TypeVar("Key", bound=Hashable)
_TEMPLATE = re.compile(r"\{([^{}]*)\}|<([^<>]*)>|\b(\w+)=")


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One page's statement of one operation; ``shape`` is that of its path, ``dialect`` that of the page."""

    page: PageFacts
    operation: OperationFact
    route: RouteFact
    path: Path
    shape: str
    dialect: Dialect

    @property
    def passing(self) -> bool:
        """Tell whether the page lists the operation in passing: with a query, for something it can also do."""
        return bool(self.path.query)

    @property
    def rank(self) -> tuple[bool, bool, int, str, int]:
        """Order statements of one operation: pages that list it in passing come last."""
        return (
            self.route.from_example,
            self.passing,
            len(self.operation.routes),
            self.page.name,
            self.route.span.start,
        )


class Route(msgspec.Struct, frozen=True, gc=False):
    """An operation's identity with all its statements, the deciding one first.

    ``slots`` are the parameters of the path in order: (name in the path, slot of the deciding statement). A ``raw``
    path asks for a value as it is, not for a representation of it.
    """

    method: str
    path: str
    shape: str
    slots: tuple[tuple[str, Slot], ...]
    statements: tuple[Statement, ...]
    raw: bool

    @property
    def intended(self) -> tuple[Statement, ...]:
        """Return the statements without those in passing; all where there are no others."""
        return tuple([one for one in self.statements if not one.passing]) or self.statements

    @property
    def owners(self) -> tuple[Statement, ...]:
        """Return the statements of pages that are about the operation, and not about many resources; all for none.

        A page that says how something goes on many resources tells nothing of the answer of one that has its own page.
        """
        if len(self.statements) == 1:
            return self.statements
        owning = tuple([s for s in self.statements if s.operation.responses and is_about_one(s.operation)])
        return owning if 0 < len(owning) < len(self.statements) else self.statements


def is_about_one(operation: OperationFact) -> bool:
    """Tell whether all requests of a page are about one resource: the words that their paths end with are the same."""
    words = {singular(text) for route in operation.routes if route.path and (text := _last_words(route.path))}
    return len(words) < 2


def _last_words(path: Path) -> str:
    """Return the last segment of a path that is no parameter, in small letters."""
    return next((one.shape.lower() for one in reversed(path.segments) if not one.shape.startswith("{")), "")


def gather(pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> tuple[Route, ...]:
    """Return all operations of the docset, sorted by path and method."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in _without_repeated(tuple(_statements(pages, dialects))):
        groups[statement.shape, statement.route.method.lower()].append(statement)
    names, spellings = _votes(groups.values())
    queries: dict[str, set[str]] = defaultdict(set)
    for (shape, _), statements in groups.items():
        for statement in statements:
            queries[shape].update([folded(query.name) for query in statement.path.query])
    out = []
    for (shape, method), statements in groups.items():
        if len(statements) > 1:
            statements.sort(key=lambda s: s.rank)
        path, slots = _canonical(statements[0].path, names, spellings, queries[shape])
        raw = _is_raw(path.rpartition("/")[2], statements[0].dialect)
        out.append(Route(method, path, shape, slots, tuple(statements), raw))
    return tuple(sorted(out, key=lambda r: (r.path, _METHODS.get(r.method, 9))))


def _without_repeated(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements without those that only an example makes, where its path ends as one that a page states."""
    if not any(map(_may_repeat, statements)):
        yield from statements
        return
    stated: dict[tuple[str, int], dict[tuple[str, ...], None]] = defaultdict(dict)
    for one in statements:
        if not one.route.from_example:
            shapes = tuple([segment.shape for segment in one.path.segments])
            stated[one.route.method, len(shapes)][shapes] = None
    for one in statements:
        shapes = tuple([segment.shape for segment in one.path.segments])
        if _may_repeat(one) and any(
            fits("/".join(template), "/".join(shapes[-count:]))
            for count in range(1, len(shapes) + 1)
            for template in stated.get((one.route.method, count), ())
        ):
            continue
        yield one


def _may_repeat(one: Statement) -> bool:
    """Tell whether only an example makes a request, on a page whose examples may stand for themselves."""
    return one.route.from_example and not one.dialect.outline.request_parts


@lru_cache(maxsize=4096)
def _is_raw(segment: str, dialect: Dialect) -> bool:
    return dialect.urls.raw.match(segment) is not None


_METHODS = {name: n for n, name in enumerate(("get", "put", "post", "delete", "options", "head", "patch", "trace"))}


def _statements(pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> Iterator[Statement]:
    for page in pages:
        dialect = dialects[page.dialect]
        for operation in page.operations:
            seen: set[tuple[str, str]] = set()
            for route, path in routes_with_arguments(operation, dialect):
                shape = path.shape
                if (route.method, shape) not in seen or path.query:
                    seen.add((route.method, shape))
                    yield Statement(
                        page,
                        placed(operation, route.method, path, dialect.outline.body_names),
                        route,
                        path,
                        shape,
                        dialect,
                    )


def arguments(operation: OperationFact) -> tuple[PropertyFact, ...]:
    """Return the rows that describe arguments of a function, also those in a request body that a GET cannot have."""
    body = operation.request_body
    misplaced = body.properties if body and body.is_arguments else ()
    return (*operation.path_parameters, *operation.function_parameters, *misplaced)


Arguments = tuple[tuple[str, bool], ...]  # (name, whether it is text)


def _free_arguments(operation: OperationFact) -> Arguments:
    """Return the required arguments that no request line of a page writes."""
    rows = arguments(operation)
    if not rows:
        return ()
    bound = {folded("".join(m)) for r in operation.routes for m in _TEMPLATE.findall(r.target)}
    free = [row for row in rows if not row.optional and folded(row.name) not in bound and not row.name.startswith("$")]
    return tuple((row.name, row.type is None or row.type.primitive == "string") for row in free)


def routes_with_arguments(operation: OperationFact, dialect: Dialect) -> Iterator[tuple[RouteFact, Path]]:
    """Yield the routes with their paths; a function that is written without its arguments gets the free ones."""
    lacking = dialect.urls.calls and any(map(_may_lack_arguments, operation.routes))
    free = _free_arguments(operation) if lacking else ()
    for route in operation.routes:
        if route.path is not None:
            lacks = free and _may_lack_arguments(route)
            yield route, paths.with_arguments(route.path, free, dialect) if lacks else route.path
            shorter = None if route.from_example else _without_optional(route.path, operation, dialect)
            if shorter and not any(_is_other_call(other, route.path) for other in operation.routes):
                yield route, shorter


def _without_optional(path: Path, operation: OperationFact, dialect: Dialect) -> Path | None:
    """Return the path of a function without the arguments that may be left out; None where there are none.

    A parameter of a path cannot be optional, so that both are operations.
    """
    rows = (*arguments(operation), *operation.parameters)
    optional = {folded(row.name) for row in rows if row.optional}
    return paths.without_arguments(path, lambda name: folded(name) in optional, dialect) if optional else None


def _is_other_call(other: RouteFact, path: Path) -> bool:
    """Tell whether a request calls the same function with other arguments: then the page writes out all that can be."""
    if other.path is None or other.path.shape == path.shape:
        return False
    return other.path.shape.partition("(")[0] == path.shape.partition("(")[0]


def _may_lack_arguments(route: RouteFact) -> bool:
    if route.method != "GET" or route.path is None or route.from_example:
        return False
    last = route.path.segments[-1]
    return not last.slots and "(" not in last.text


def _prefixes(path: Path) -> Iterator[tuple[str, Segment]]:
    """Yield each segment with the shape of the path up to and including it."""
    prefix = ""
    for segment in path.segments:
        prefix += "/" + segment.shape
        yield prefix, segment


Names = Mapping[tuple[str, int], str]  # of the slots of each path prefix, by their number


def _votes(groups: Iterable[Sequence[Statement]]) -> tuple[Names, Mapping[str, str]]:
    """Return what most statements call each slot of each path prefix, and how they spell the prefix's last segment."""
    names: list[tuple[tuple[str, int], str]] = []
    spellings: list[tuple[str, str]] = []
    for statements in groups:
        for statement in statements:
            for prefix, segment in _prefixes(statement.path):
                spellings.append((prefix, segment.text))
                for number, slot in enumerate(segment.slots):
                    name = safe(slot.argument or slot.written)
                    if statement.dialect.urls.camel_parameters and not slot.argument:
                        name = _camel(name)
                    if name:
                        names.append(((prefix, number), name))
    return _elected(names), _elected(spellings)


def _elected(votes: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """Return for each key what most vote for; of several the first in the alphabet."""
    best: dict[Key, tuple[int, str]] = {}
    for (key, name), count in Counter(votes).items():
        if key not in best or (-count, name) < best[key]:
            best[key] = -count, name
    return {key: name for key, (_, name) in best.items()}


def _canonical(
    path: Path, names: Names, spellings: Mapping[str, str], queries: Collection[str]
) -> tuple[str, tuple[tuple[str, Slot], ...]]:
    """Return the path with one name for each of its parameters, unique also among its ``queries``."""
    out = ""
    slots: list[tuple[str, Slot]] = []
    taken = set(queries)
    before = ""
    for prefix, segment in _prefixes(path):
        text = spellings[prefix]
        if text.count("{}") != len(segment.slots):
            text = segment.text
        if segment.slots:
            called = segment.text.partition("(")[0] if "(" in segment.text else ""
            for number, slot in enumerate(segment.slots):
                owner = called if called and not slot.argument and "{" not in called else before
                name = _unique(names.get((prefix, number), ""), owner, taken)
                text = text.replace("{}", "\0" + name + "\1", 1)
                slots.append((name, slot))
            text = text.replace("\0", "{").replace("\1", "}")
        out += "/" + text
        if not segment.slots or segment.call:
            before = text
    return out, tuple(slots)


@lru_cache(maxsize=4096)
def _camel(name: str) -> str:
    """Return a name whose parts, which "-" and "_" separate, begin with a capital letter, but for the first."""
    first, *others = re.split(r"[-_]+", name)
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def _unique(name: str, before: str, taken: set[str]) -> str:
    """Return a parameter name that is new in its path: prefixed with the segment before it, then numbered."""
    candidate = name
    if not name or folded(name) in taken:
        stem = safe(before.partition("(")[0]).rpartition(".")[2]
        called = name or "id"
        longer = f"{stem}{called[:1].upper()}{called[1:]}" if stem else called
        candidate = unique_name(longer, taken, separator="")
    taken.add(folded(candidate))
    return candidate
