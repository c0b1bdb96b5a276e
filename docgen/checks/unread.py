"""Reports requests, rows, code, headings and parts of OpenAPI documents that are unread; one finding for a cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Rule, also
from docgen.dialects import Dialect
from docgen.extract import paths
from docgen.extract.facts import UnreadFact
from docgen.extract.paths import fits
from docgen.model.routes import routes_with_arguments

_RULES: Mapping[str, Rule] = {
    "request": rules.UNREAD_REQUEST,
    "rows": rules.UNREAD_ROWS,
    "code": rules.UNREAD_CODE,
    "heading": rules.UNREAD_HEADING,
    "openapi": rules.UNREAD_OPENAPI,
}
_LEFT_OUT = 4  # pieces of a path, and one, that running text may leave out before what it names
_Known = Mapping[tuple[str, int], list[tuple[str, ...]]]


def check(seen: DocsetView) -> Iterator[Diagnostic]:
    """Yield a finding for each cause, where it stands first, with the other places beside it."""
    causes: dict[tuple[str, str], list[UnreadFact]] = defaultdict(list)
    known: _Known | None = None
    for page in seen.pages:
        for one in page.unread:
            if one.kind == "request" and one.target:
                known = known if known is not None else _known(seen)
                if _is_known(one, seen.dialect(page), known):
                    continue
            causes[one.kind, one.cause].append(one)
    for (kind, cause), found in sorted(causes.items(), key=lambda item: item[1][0].span):
        places = sorted(one.span for one in found)
        related = also(places[1:])
        yield _RULES[kind].at(places[0], related=related, places=places, cause=cause, subject=cause)


def _known(seen: DocsetView) -> _Known:
    """Return the paths of all operations, in pieces, by method and number of pieces."""
    out: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
    for page in seen.pages:
        for operation in page.operations:
            for route, path in routes_with_arguments(operation, seen.dialect(page)):
                shapes = tuple([segment.shape for segment in path.segments])
                out[route.method, len(shapes)].append(shapes)
    return out


def _is_known(one: UnreadFact, dialect: Dialect, known: _Known) -> bool:
    """Tell whether a request is one of an operation that a page states, or an example of it."""
    path = paths.read(one.target, dialect, concrete=False)
    if path is None:
        return False
    if one.shown and dialect.urls.batch.match(path.segments[-1].text):
        return True  # it holds other requests
    if ("",) in known.get((one.method, 1), ()) and one.target.partition("?")[0].endswith("/"):
        return True  # the address of the server itself
    shapes = tuple([segment.shape for segment in path.segments])
    most = 2 if one.shown else _LEFT_OUT
    return any(
        fits("/".join(template), "/".join(shapes[-count:])) or template[-len(shapes) :] == shapes
        for count in range(1, len(shapes) + most)  # the host, as a placeholder, may be the first piece
        for template in known.get((one.method, count), ())
    )
