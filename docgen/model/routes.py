"""Every route of every page goes in; routes that are one operation come out together, under one canonical path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial

import msgspec

from docgen import dialects
from docgen.dialects import Dialect
from docgen.extract import paths
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact, RouteFact
from docgen.extract.paths import Path, Segment, Slot
from docgen.model.names import folded, safe

_TEMPLATE = re.compile(r"\{([^{}]*)\}|<([^<>]*)>|(\w+)=")


class Statement(msgspec.Struct, frozen=True):
    """One page's statement of one operation."""

    page: PageFacts
    operation: OperationFact
    route: RouteFact
    path: Path

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


class Route(msgspec.Struct, frozen=True):
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


def gather(pages: Sequence[PageFacts]) -> tuple[Route, ...]:
    """Return all operations of the docset, sorted by path and method."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in _statements(pages):
        groups[statement.path.shape, statement.route.method.lower()].append(statement)
    names, spellings = _votes(groups)
    queries: dict[str, set[str]] = defaultdict(set)
    for (shape, _), statements in groups.items():
        queries[shape].update(folded(query.name) for s in statements for query in s.path.query)
    out = []
    for (shape, method), statements in groups.items():
        if len(statements) > 1:
            statements.sort(key=lambda s: s.rank)
        path, slots = _canonical(statements[0].path, names, spellings, queries[shape])
        raw = _is_raw(path.rsplit("/", 1)[-1], dialects.load(statements[0].page.dialect))
        out.append(Route(method, path, shape, slots, tuple(statements), raw))
    return tuple(sorted(out, key=lambda r: (r.path, _METHODS.index(r.method) if r.method in _METHODS else 9)))


@lru_cache(maxsize=4096)
def _is_raw(segment: str, dialect: Dialect) -> bool:
    return dialect.url_patterns["raw"].match(segment) is not None


_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def _statements(pages: Sequence[PageFacts]) -> Iterator[Statement]:
    for page in pages:
        dialect = dialects.load(page.dialect)
        for operation in page.operations:
            free = free_arguments(operation)
            seen: set[tuple[str, str]] = set()
            for route in operation.routes:
                if route.path is None:
                    continue
                path = route.path if route.from_example else called(route.path, route, free, dialect)
                key = (route.method, path.shape)
                if key not in seen or path.query:
                    seen.add(key)
                    yield Statement(page, operation, route, path)


def arguments(operation: OperationFact) -> tuple[PropertyFact, ...]:
    """Return the rows that describe arguments of a function, also those in a request body that a GET cannot have."""
    body = operation.request_body
    misplaced = body.properties if body and body.is_arguments else ()
    return (*operation.path_parameters, *operation.function_parameters, *misplaced)


Arguments = tuple[tuple[str, bool], ...]  # (name, whether it is text)


def free_arguments(operation: OperationFact) -> Arguments:
    """Return the required arguments that no request line of a page writes."""
    rows = arguments(operation)
    if not rows:
        return ()
    bound = {folded("".join(m)) for r in operation.routes for m in _TEMPLATE.findall(r.target)}
    free = [row for row in rows if not row.optional and folded(row.name) not in bound and not row.name.startswith("$")]
    return tuple((row.name, row.type is None or row.type.primitive == "string") for row in free)


def called(path: Path, route: RouteFact, free: Arguments, dialect: Dialect) -> Path:
    """Return the path of a function that is written without its arguments, with the ``free`` ones of its page."""
    last = path.segments[-1]
    if route.method != "GET" or not free or last.slots or "(" in last.text:
        return path
    return paths.with_arguments(path, free, dialect)


def _prefixes(path: Path) -> Iterator[tuple[str, Segment]]:
    """Yield each segment with the shape of the path up to and including it."""
    prefix = ""
    for segment in path.segments:
        prefix += "/" + segment.shape
        yield prefix, segment


Votes = defaultdict[str, int]


def _votes(
    groups: Mapping[tuple[str, str], Sequence[Statement]],
) -> tuple[dict[tuple[str, int], str], dict[str, str]]:
    """Return what most statements call each slot of each path prefix, and how they spell the prefix's last segment."""
    names: defaultdict[tuple[str, int], Votes] = defaultdict(_no_votes)
    spellings: defaultdict[str, Votes] = defaultdict(_no_votes)
    for statements in groups.values():
        for statement in statements:
            for prefix, segment in _prefixes(statement.path):
                spellings[prefix][segment.text] += 1
                for number, slot in enumerate(segment.slots):
                    name = safe(slot.argument or slot.written)
                    if name:
                        names[prefix, number][name] += 1
    return {key: _most(votes) for key, votes in names.items()}, {key: _most(votes) for key, votes in spellings.items()}


_no_votes = partial(defaultdict[str, int], int)


def _most(votes: Mapping[str, int]) -> str:
    """Return what most voted for; of several the first in the alphabet."""
    return min(votes, key=lambda name: (-votes[name], name)) if len(votes) > 1 else next(iter(votes))


def _canonical(
    path: Path, names: Mapping[tuple[str, int], str], spellings: Mapping[str, str], queries: Collection[str]
) -> tuple[str, tuple[tuple[str, Slot], ...]]:
    """Return the path with one name for each of its parameters, unique also among its ``queries``."""
    out = []
    slots: list[tuple[str, Slot]] = []
    taken = set(queries)
    before = ""
    for prefix, segment in _prefixes(path):
        text = spellings[prefix]
        if text.count("{}") != len(segment.slots):
            text = segment.text
        for number, slot in enumerate(segment.slots):
            name = _unique(names.get((prefix, number), ""), before, taken)
            text = text.replace("{}", "\0" + name + "\1", 1)
            slots.append((name, slot))
        out.append(text.replace("\0", "{").replace("\1", "}"))
        if not segment.slots or segment.call:
            before = text.partition("(")[0]
    return "/" + "/".join(out), tuple(slots)


def _unique(name: str, before: str, taken: set[str]) -> str:
    """Return a parameter name that is new in its path: prefixed with the segment before it, then numbered."""
    stem = safe(before).rsplit(".", 1)[-1]
    candidates = [name] if name else []
    candidates += [f"{stem}-{name or 'id'}"] if stem else [name or "id"]
    for candidate in candidates:
        if folded(candidate) not in taken:
            break
    else:
        number = 2
        while folded(f"{candidates[-1]}{number}") in taken:
            number += 1
        candidate = f"{candidates[-1]}{number}"
    taken.add(folded(candidate))
    return candidate
