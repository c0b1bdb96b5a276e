"""Decide what the whole API is called, and where its servers are, by what all pages say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import AboutFact, OperationFact, PageFacts
from docgen.extract.paths import Path, fits
from docgen.extract.placeholders import without

_HOST = re.compile(r"[a-z]+://[^/]*")


class About(msgspec.Struct, frozen=True, gc=False):
    """What pages say of the whole API; "" and () where they say nothing."""

    title: str = ""
    version: str = ""
    description: str = ""
    servers: tuple[str, ...] = ()


def of(pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> About:
    """Return what pages say of the whole API: its front page first."""
    page = front(pages, dialects)
    about = page.about if page else None
    servers = _servers(pages, about)
    if about is None:
        return About(servers=servers)
    return About(about.title, about.version, about.description, servers)


def front(pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> PageFacts | None:
    """Return the page that is about the whole: the only one, or the one with such a name nearest to the root."""
    told = [page for page in pages if page.about]
    if len(pages) == 1:
        return told[0] if told else None
    top = min((page.name.count("/") for page in pages), default=0)
    fronts = [page for page in told if page.name.count("/") == top and _is_front(page, dialects[page.dialect])]
    return min(fronts, key=lambda page: page.name, default=None)


def of_groups(pages: Sequence[PageFacts], dialects: Mapping[str, Dialect]) -> dict[str, str]:
    """Return what pages of several operations say of all of these, by the paths of the pages.

    That is the description in the front matter, else how the page begins. A page with the title of one of them is about
    that one, and the front page is about the whole.
    """
    whole = front(pages, dialects)
    several = [page for page in pages if len(page.operations) > 1 and page is not whole and not _is_of_one(page)]
    return {page.path: _introduction(page, dialects[page.dialect]) for page in several}


def _is_of_one(page: PageFacts) -> bool:
    title = page.about.span if page.about else None
    return any(operation.span == title or operation.title == page.title for operation in page.operations)


def _introduction(page: PageFacts, dialect: Dialect) -> str:
    """Return the description in the front matter of a page, else the first paragraph below its title."""
    front_matter = {entry.key: without(entry.value, dialect).strip() for entry in page.front_matter}
    said = next(filter(None, map(front_matter.get, dialect.front_matter.description)), "")
    return said or (page.about.description.partition("\n\n")[0] if page.about else "")


def _is_front(page: PageFacts, dialect: Dialect) -> bool:
    stem = page.name.lower().rpartition("/")[2].removesuffix(".mdx").removesuffix(".md")
    return dialect.naming["front_pages"].match(stem) is not None


def _servers(pages: Sequence[PageFacts], about: AboutFact | None) -> tuple[str, ...]:
    """Return the server that requests are written with, else those that pages state, else that of the examples."""
    routes = sum(len(operation.routes) for page in pages for operation in page.operations)
    written = Counter(_written(pages))
    if 2 * written.total() > routes:
        first = min(written, key=lambda s: (-written[s], not s.startswith("https"), s))
        return tuple(dict.fromkeys((first, *(other for page in pages for other in _others(first, page.servers)))))
    stated = about.servers if about and about.servers else [s for p in pages if p.about for s in p.about.servers]
    if stated:
        paths = [_text(r.path) for p in pages for o in p.operations for r in o.routes if r.path]
        return tuple(dict.fromkeys(_without_repeated(server.url, paths) for server in stated))
    shown = Counter(_shown(pages, _is_whole)) or Counter(_shown(pages, bool))
    return (min(shown, key=lambda s: (-shown[s], not s.startswith("https"), s)),) if shown else ()


def _others(server: str, site: Sequence[str]) -> Iterator[str]:
    """Yield the further servers of a site, each as far as a server is the first of them."""
    first = site[0].rstrip("/") if len(site) > 1 else ""
    for other in (one.rstrip("/") for one in site[1:]):
        if first and (server == first or server.startswith(f"{first}/")):
            yield f"{other}{server[len(first) :]}"
        elif first.startswith(f"{server}/") and other.endswith(first[len(server) :]):
            yield other.removesuffix(first[len(server) :])


def below_servers(pages: Sequence[PageFacts], servers: Sequence[str]) -> Sequence[PageFacts]:
    """Return pages in which a request with its whole address has the path below that of a server of the document."""
    bases = sorted({base for url in servers if (base := _base(url))}, key=len, reverse=True)
    if not bases:
        return pages
    return [_below(page, bases) if any(map(_has_address, page.operations)) else page for page in pages]


def _has_address(operation: OperationFact) -> bool:
    return any(route.path and route.path.server for route in operation.routes)


def _below(page: PageFacts, bases: Sequence[tuple[str, ...]]) -> PageFacts:
    operations = tuple(
        msgspec.structs.replace(
            operation,
            routes=tuple(
                msgspec.structs.replace(route, path=_shortened(route.path, bases)) if route.path else route
                for route in operation.routes
            ),
        )
        for operation in page.operations
    )
    return msgspec.structs.replace(page, operations=operations)


def _shortened(path: Path, bases: Sequence[tuple[str, ...]]) -> Path:
    """Return the path of an address with what it begins with of the paths of servers as a part of its server."""
    texts = tuple(segment.text for segment in path.segments)
    for base in bases if path.server else ():
        if len(texts) > len(base) and texts[: len(base)] == base and _base(path.server) != base:
            server = "/".join((path.server, *base))
            return msgspec.structs.replace(path, segments=path.segments[len(base) :], server=server)
    return path


def _base(url: str) -> tuple[str, ...]:
    """Return the words of the path of a server; () for none."""
    host = _HOST.match(url)
    return tuple(filter(None, url[host.end() if host else 0 :].split("/")))


def _written(pages: Sequence[PageFacts]) -> Iterator[str]:
    """Yield the server of each request that a page states with one."""
    for page in pages:
        for operation in page.operations:
            for route in operation.routes:
                if route.path and _is_whole(route.path.server) and not route.from_example:
                    yield route.path.server


def _shown(pages: Sequence[PageFacts], counts: Callable[[str], bool]) -> Iterator[str]:
    """Yield the server of each request with one, in examples with what stands before the path that they show.

    ``counts`` tells which servers do: a placeholder is none where others are named.
    """
    for page in pages:
        for operation in page.operations:
            paths = [route.path for route in operation.routes if route.path]
            for path in (*(example.path for example in operation.examples), *paths):
                if path and counts(path.server):
                    yield path.server + _prefix(path, operation)


def _is_whole(server: str) -> bool:
    return bool(server) and "{" not in server


def _prefix(path: Path, operation: OperationFact) -> str:
    """Return what the path of an example has before that of the request that it shows; "" for none."""
    have = [segment.shape for segment in path.segments]
    for route in operation.routes:
        count = len(route.path.segments) if route.path else 0
        before = len(have) - count
        plain = before > 0 and not any(segment.slots for segment in path.segments[:before])
        if route.path and plain and fits(route.path.shape, "/" + "/".join(have[before:])):
            return "".join(f"/{segment.text}" for segment in path.segments[:before])
    return ""


def _text(path: Path) -> str:
    return "/" + "/".join(segment.text for segment in path.segments)


def _without_repeated(url: str, paths: Sequence[str]) -> str:
    """Return an address without the path that most requests repeat."""
    host = _HOST.match(url)
    base = url[host.end() :] if host else url
    repeated = base and 2 * sum(path == base or path.startswith(f"{base}/") for path in paths) > len(paths)
    return (host[0] if host else "/") if repeated else url
