"""Reports requests without the beginning of the path with which their examples, and other requests, have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import ExampleFact, OperationFact, RouteFact
from docgen.extract.paths import Path

_ENOUGH = 3  # requests that begin in one way before another one lacks it
_LONGEST = 3  # pieces of what a request may lack
_Lacking = tuple[RouteFact, ExampleFact]


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the requests whose path lacks what more requests of the set begin with, and their own examples, too."""
    found: dict[tuple[str, ...], list[_Lacking]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations:
            lacking = _lacking(operation)
            if lacking:
                found[lacking[0]].append(lacking[1])
    if not found:
        return
    relative = [shape for shape, stated in whole.stated.items() if not all(_server(route) for _, route in stated)]
    begun = Counter(start for shape in relative for start in _starts(shape))
    for start, several in found.items():
        if begun[start] < max(_ENOUGH, len({route.path.shape for route, _ in several if route.path})):
            continue
        prefix = "/" + "/".join(start)
        for route, example in several:
            yield rules.CUT_PATH.at(
                route.span,
                related=(Related(example.span, "called here"),),
                prefix=prefix,
                count=begun[start],
                path=prefix + route.target.partition("?")[0],
                subject=route.target,
            )


def _lacking(operation: OperationFact) -> tuple[tuple[str, ...], _Lacking] | None:
    """Return what stands before the path of the only request of an operation wherever its examples call it."""
    routes = [route for route in operation.routes if not route.from_example]
    calls = [one for one in operation.examples if one.path and one.method]
    if len(routes) != 1 or not calls or routes[0].path is None or _server(routes[0]):
        return None
    before = {_before(routes[0].path, one.path) for one in calls if one.path}
    start = before.pop()
    return (start, (routes[0], calls[0])) if start and not before else None


def _server(route: RouteFact) -> str:
    return route.path.server if route.path else ""


def _before(path: Path, called: Path) -> tuple[str, ...]:
    """Return the words of a call up to the one with which a path begins; () for none, or where an identifier stands."""
    first = path.segments[0].shape
    shapes = [segment.shape for segment in called.segments]
    at = shapes.index(first) if first in shapes and "{" not in first else 0
    start = tuple(shapes[:at])
    return start if at <= _LONGEST and all(one and "{" not in one for one in start) else ()


def _starts(shape: str) -> Iterator[tuple[str, ...]]:
    pieces = shape[1:].split("/")
    yield from (tuple(pieces[:count]) for count in range(1, min(_LONGEST + 1, len(pieces))))
