"""Reports requests that pages speak of otherwise than the page of the operation does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, plural, rewritten
from docgen.extract.facts import MentionFact, RouteFact

_Stated = Mapping[tuple[str, str], Sequence[RouteFact]]  # requests, by method and by the shape of their path


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the requests in other letter case, beside a link to another page, or without the begin of their path."""
    mentions = [(one, page.dialect) for page in whole.pages for one in page.mentions]
    if not mentions:
        return
    stated: dict[tuple[str, str], list[RouteFact]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations:
            for route in operation.routes:
                if route.path and not route.from_example:
                    stated[route.method, route.path.shape].append(route)
    for one, dialect in mentions:
        routes = stated.get((one.method, one.path.shape), ())
        if routes:
            yield from _letter_case(one, routes)
            yield from _link(one, routes, whole)
        elif not one.shown and whole.dialects[dialect].outline.request_parts:
            yield from _cut(one, stated)


def _letter_case(one: MentionFact, routes: Sequence[RouteFact]) -> Iterator[Diagnostic]:
    """Yield a segment that all pages of the operation write in other letter case."""
    count = len(one.path.segments)
    paths = [route.path for route in routes if route.path and len(route.path.segments) == count]
    for number, segment in enumerate(one.path.segments):
        written = [path.segments[number].text for path in paths]
        if segment.slots or segment.call or not written or segment.text in written:
            continue
        usual, pages = written[0], len({route.span.path for route in routes})
        meant = one.target.replace(f"/{segment.text}", f"/{usual}", 1)
        yield rules.PATH_LETTER_CASE.at(
            one.span,
            fix=rewritten((one.span,), meant, safe=True),
            related=(Related(routes[0].span, f"written as {usual} here"),),
            text=segment.text,
            usual=usual,
            pages=plural(pages, "page"),
            verb="writes" if pages == 1 else "write",
            more="",
            subject=segment.text,
        )
        return


def _link(one: MentionFact, routes: Sequence[RouteFact], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield a link to the page of other operations than the request beside it."""
    page = whole.page(one.leads_to) if one.leads_to else None
    if page is None or one.link is None or not page.operations:
        return
    pages = {route.span.path for route in routes}
    if page.path not in pages:
        yield rules.MISLEADING_LINK.at(
            one.link,
            related=(Related(routes[0].span, f"{one.method} {one.target} is described here"),),
            text=one.text,
            page=page.title,
            subject=one.text,
        )


def _cut(one: MentionFact, stated: _Stated) -> Iterator[Diagnostic]:
    """Yield a request of no page whose path is the end of only one that is."""
    if not any(not segment.slots for segment in one.path.segments):
        return
    found = [
        routes for (method, shape), routes in stated.items() if method == one.method and shape.endswith(one.path.shape)
    ]
    if len(found) == 1:
        path = found[0][0].path
        assert path is not None
        begin = "".join(f"/{segment.text}" for segment in path.segments[: -len(one.path.segments)])
        yield rules.CONTRADICTING_PATH.at(
            one.span,
            fix=None,
            related=(Related(found[0][0].span, "this one is described"),),
            who="no page",
            path=one.target,
            advice=f"write {begin.replace('{}', '{id}')}{one.target}",
            subject=one.path.shape,
        )
