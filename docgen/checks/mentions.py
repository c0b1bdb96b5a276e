"""Reports requests that pages speak of otherwise than the page of the operation does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, plural, rewritten
from docgen.extract.facts import MentionFact, RouteFact


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the requests in other letter case, beside a link to another page, or without the begin of their path."""
    mentions = [(one, page.dialect) for page in whole.pages for one in page.mentions]
    if not mentions:
        return
    for one, dialect in mentions:
        routes = [route for _, route in whole.stated.get(one.path.shape, ()) if route.method == one.method]
        if routes:
            yield from _letter_case(one, routes)
            yield from _link(one, routes, whole)
        elif not one.shown and whole.dialects[dialect].outline.request_parts:
            yield from _cut(one, whole)


def _letter_case(one: MentionFact, routes: Sequence[RouteFact]) -> Iterator[Diagnostic]:
    """Yield a segment that all pages of the operation write in other letter case."""
    count = len(one.path.segments)
    paths = [route.path for route in routes if route.path and len(route.path.segments) == count]
    for number, segment in enumerate(one.path.segments):
        written = [path.segments[number].text for path in paths]
        if segment.slots or segment.call or not written or segment.text in written:
            continue
        usual, pages = written[0], len({route.span.path for route in routes})
        begin = "".join([f"/{before.text}" for before in one.path.segments[:number]])
        meant = f"{begin}/{usual}{one.target[len(begin) + 1 + len(segment.text) :]}"
        yield rules.PATH_LETTER_CASE.at(
            one.span,
            fix=rewritten((one.span,), meant, safe=False) if one.target.startswith(begin) else None,
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
    if page.path not in pages and one.text.lower() != page.title.lower():
        yield rules.MISLEADING_LINK.at(
            one.link,
            related=(Related(routes[0].span, f"{one.method} {one.target} is described here"),),
            text=one.text,
            page=page.title,
            subject=one.text,
        )


def _cut(one: MentionFact, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield a request of no page whose path is the end of only one that is."""
    end, count = one.path.shape, len(one.path.segments)
    if all(segment.slots for segment in one.path.segments):
        return
    longer = [routes for shape, routes in whole.stated.items() if shape.endswith(end)]
    found = [route for routes in longer for _, route in routes if route.method == one.method]
    if len({route.path.shape for route in found if route.path}) == 1 and found[0].path:
        begin = "".join([f"/{segment.text}" for segment in found[0].path.segments[:-count]])
        yield rules.CONTRADICTING_PATH.at(
            one.span,
            related=(Related(found[0].span, "this one is described"),),
            who="no page",
            path=one.target,
            advice=f"write {begin.replace('{}', '{id}')}{one.target}",
            subject=end,
        )
