"""Reports examples and notes of another version than the pages around them, and paths that no page describes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import takewhile

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Fix, Related, plural, rewritten
from docgen.dialects import Dialect
from docgen.extract.facts import ExampleFact, NameFact, OperationFact, PageFacts
from docgen.extract.paths import Path, fits
from docgen.model import routes
from docgen.names import folded
from docgen.source import Span

_MOST_LISTED = 3  # requests of a page in a message
_MAX_TARGET = 80  # characters of a URL in a message
_SERVER = re.compile(r"https?://(?P<host>[^/]+)(?:/(?P<version>.+))?\Z")
_SLOT = "{}"
_OF_PATH = re.compile(r"path$", re.IGNORECASE)
_COLON_NAME = re.compile(r"(?<=/):\w+")
_OPTIONAL = re.compile(r"\(/[^()]*\)")
_ENOUGH = 2  # examples that must agree before another one is wrong
_NOTED = "this note is about it as well"
_REMOVE = "remove the note, or move the page to those of that version"

# The paths of all pages, each with its first piece, by their number of pieces and by the last one.
Known = Mapping[tuple[int, str], Sequence[tuple[str, Path]]]


class Call(msgspec.Struct, frozen=True, gc=False):
    """The request of an example: its path, the version that it calls, and whether that is another API's."""

    page: PageFacts
    operation: OperationFact
    example: ExampleFact
    path: Path
    version: str
    foreign: bool


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the examples that call another version than the others of their folder, or a path that no page has."""
    calls = list(_calls(whole))
    versions = _versions(calls)
    both: dict[str, set[str]] = defaultdict(set)
    told: set[tuple[str, str]] = set()
    notes = {page.path: name for page in whole.pages for name in page.names if name.kind == "preview"}
    for call in calls:
        stated = [
            _server(route.path.server, whole.dialect(call.page))[0] for route in call.operation.routes if route.path
        ]
        both[call.page.path].update(stated)
    known: Known | None = None
    for call in calls:
        example, path = call.example, call.path
        if whole.dialect(call.page).urls.batch.match(path.segments[-1].text):
            continue
        main = versions.get(call.page.family, "") if call.version else ""
        if main and call.version.lower() != main.lower():
            if call.version in both[call.page.path] or call.version.lower() in example.title.lower().split():
                continue  # the page is about this version, too
            place = _at(f"/{call.version}", example.span, whole, within=example.target)
            if place:
                note = notes.get(call.page.path)
                related = (Related(note.span, _NOTED),) if note and note.text.lower() == call.version.lower() else ()
                told.add((call.page.path, call.version.lower()))
                fix = rewritten((place,), f"/{main}", safe=False)
                yield rules.CONTRADICTING_VERSION.at(
                    place,
                    fix=fix,
                    related=related,
                    what="the example calls",
                    shown=call.version,
                    stated=main,
                    advice=f"write {main}",
                )
            continue
        if call.foreign or _is_server(call) or _on_page(call.operation, path, call.version, whole.dialect(call.page)):
            continue
        known = known or _all_paths(whole)
        elsewhere = any(_is_known(variant, known) for variant in _variants(path))
        if not (_is_nearly_own(call, whole) if elsewhere else not _is_alias(path, known)):
            continue
        place = _at(example.target, example.span, whole)
        if place:
            meant = None if elsewhere else _respelt(path, known)
            spelling = _path_case(example.target, path, meant, place) if meant else None
            yield rules.CONTRADICTING_PATH.at(
                place,
                fix=spelling,
                who="only another page" if elsewhere else "no page",
                path=_short(example.target),
                advice=_advice(meant, call.operation),
                subject=path.shape,
            )
    called = {call.version.lower() for call in calls if not call.foreign}
    yield from _shown(whole, called, {*told, *((page, one.lower()) for page in both for one in both[page])})
    yield from _noted(notes, versions, told, whole)


def _noted(
    notes: Mapping[str, NameFact],
    versions: Mapping[tuple[str, str], str],
    told: Set[tuple[str, str]],
    whole: DocsetView,
) -> Iterator[Diagnostic]:
    """Yield the notes on a version that may change, on pages of another one: that of their folder, or those beside it.

    Where the example of the page calls that version, it is told there.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for (path, _), version in versions.items():
        beside[path.rpartition("/")[0]].add(version)
    for path, note in notes.items():
        page, low = whole.page(path), note.text.lower()
        own = versions.get(page.family) if page else None
        around = {own} if own else beside[path.rpartition("/")[0].rpartition("/")[0]]
        main = next(iter(around)) if len(around) == 1 else ""
        if main and main.lower() != low and (path, low) not in told:
            yield rules.CONTRADICTING_VERSION.at(
                note.span, what="this note is about", shown=note.text, stated=main, advice=_REMOVE, subject=note.text
            )


def _shown(whole: DocsetView, called: Set[str], known: Set[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Yield the addresses in messages that are of another version than those of nearly all pages of a folder.

    ``known`` are the versions that a page is told about already, or that it is about, by its path. A number may be
    that of another service behind the same host, unless some request of the set calls it.
    """
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    places: list[tuple[PageFacts, tuple[str, ...], str, Span]] = []
    for page in whole.pages:
        for name in page.names:
            if name.kind == "version":
                host, _, version = name.text.partition("/")
                votes[(*page.family, host)][version] += 1
                places.append((page, (*page.family, host), version, name.span))
    usual = {key: _usual(counter) for key, counter in votes.items() if len(counter) > 1}
    for page, key, version, span in places:
        main, low = usual.get(key, ""), version.lower()
        if main and version != main and low == main.lower():
            yield rules.PATH_LETTER_CASE.at(
                span,
                fix=rewritten((span,), main, safe=False),
                text=version,
                usual=main,
                pages=plural(votes[key][main], "page"),
                verb="writes" if votes[key][main] == 1 else "write",
                more="",
                subject=version,
            )
        if not main or low == main.lower() or (page.path, low) in known or page.kind == "other":
            continue
        if low in called or not any(map(str.isdigit, low)):
            fix = rewritten((span,), main, safe=False)
            yield rules.CONTRADICTING_VERSION.at(
                span,
                fix=fix,
                what="this address is of",
                shown=version,
                stated=main,
                advice=f"write {main}",
                subject=version,
            )


def _is_nearly_own(call: Call, whole: DocsetView) -> bool:
    """Tell whether a call is nearly a request of its page, and no example of the operation calls one.

    Where pages have no template, an example that calls what the request is a part of may well mean that.
    """
    operation, dialect = call.operation, whole.dialect(call.page)
    parts = bool(dialect.outline.request_parts)
    own = [one for one in operation.routes if one.method == call.example.method and not one.from_example]
    near = any(one.path and _is_near(one.path, call.path, parts=parts) for one in own)
    if not near or _is_alias(call.path, _known(one.path for one in own)):
        return False
    return not any(_on_page(operation, one.path, call.version, dialect) for one in operation.examples if one.path)


def _is_near(template: Path, path: Path, *, parts: bool) -> bool:
    """Tell whether a path has one segment more, less or otherwise than a template, or lacks one with its identifier.

    Without ``parts`` a path that lacks what the template ends with is another one.
    """
    want, have = ([segment.shape for segment in one.segments] for one in (template, path))
    begin = _alike(zip(want, have, strict=False))
    end = _alike(zip(want[begin:][::-1], have[begin:][::-1], strict=False))
    more, less = want[begin : len(want) - end], have[begin : len(have) - end]
    if not less and not end and not parts:
        return False
    if len(more) < 2 and len(less) < 2:
        return True
    return [len(more), len(less)] in ([2, 0], [0, 2]) and (more or less)[1] == _SLOT


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many segments of a template fit those of a path before one does not."""
    return sum(1 for _ in takewhile(lambda pair: fits(*pair), pairs))


def _calls(whole: DocsetView) -> Iterator[Call]:
    for page in whole.pages:
        dialect = whole.dialect(page)
        for operation in page.operations:
            if all(route.from_example for route in operation.routes):
                continue
            for example in operation.examples:
                if example.path and example.method and "[" not in example.target and " " not in example.target:
                    yield Call(page, operation, example, example.path, *_server(example.path.server, dialect))


@lru_cache(maxsize=1024)  # most examples call the same few
def _server(server: str, dialect: Dialect) -> tuple[str, bool]:
    """Return the version in the address of a server, and whether it is that of another API."""
    match = _SERVER.match(server)
    if match is None:
        return "", False
    return match["version"] or "", dialect.urls.api_host.match(match["host"]) is None


def _versions(calls: Iterable[Call]) -> dict[tuple[str, str], str]:
    """Return for each family of pages the version that its examples call, where nearly all agree."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for call in calls:
        if call.version and not call.foreign:
            votes[call.page.family][call.version] += 1
    return {family: _usual(counter) for family, counter in votes.items()}


def _usual(counter: Counter[str]) -> str:
    """Return the version that nearly all agree on, "" for none."""
    version, count = max(counter.items(), key=lambda item: (item[1], item[0]))
    return version if count >= _ENOUGH and count >= 2 * (counter.total() - count) else ""


def _on_page(operation: OperationFact, path: Path, version: str, dialect: Dialect) -> bool:
    written = [route.path for route in operation.routes if route.path]
    if _is_of(path, written):
        return True
    called = [template for _, template in routes.routes_with_arguments(operation, dialect)]
    if _is_of(path, called):
        return True
    templates = (*written, *called)
    if version and any(fits(template.shape, f"/{version}{path.shape}") for template in templates):
        return True
    if any(_holds_slashes(template) and fits(*_cut(template, path)) for template in templates):
        return True
    bare = _without_documented(path, operation)
    if bare and any(fits(template.shape, bare) for template in templates):
        return True
    # Where pages of no template leave out what all addresses begin with, examples have it.
    ends = {one: "/" + "/".join([s.shape for s in path.segments[-len(one.segments) :]]) for one in templates}
    return not dialect.outline.request_parts and any(fits(one.shape, end) for one, end in ends.items())


def _is_of(path: Path, templates: Iterable[Path]) -> bool:
    """Tell whether a path is one of some templates, with or without the pieces of them in parentheses."""
    return any(fits(shape, path.shape) for template in templates for shape in _shapes(template))


def _shapes(template: Path) -> tuple[str, ...]:
    """Return the shape of a path, or those with and without the pieces that stand in parentheses."""
    if "(/" not in template.shape:
        return (template.shape,)
    shape = _COLON_NAME.sub("{}", template.shape)
    return _OPTIONAL.sub("", shape), shape.replace("(/", "/").replace(")", "")


def _holds_slashes(template: Path) -> bool:
    """Tell whether the last piece of a template is a parameter that is a path itself."""
    slots = template.segments[-1].slots
    return template.segments[-1].shape == _SLOT and len(slots) == 1 and _OF_PATH.search(slots[0].written) is not None


def _cut(template: Path, path: Path) -> tuple[str, str]:
    """Return the shapes of a template and of as many pieces of a path."""
    count = len(template.segments)
    return template.shape, "/" + "/".join(segment.shape for segment in path.segments[:count])


def _is_server(call: Call) -> bool:
    """Tell whether a call is to the address of the server itself, which the page describes."""
    is_root = any(route.path and not route.path.segments[0].text for route in call.operation.routes)
    return is_root and call.example.target.partition("?")[0].endswith("/")


def _without_documented(path: Path, operation: OperationFact) -> str:
    """Return the shape of a call without its arguments, where the page has a row for each; "" for what is none."""
    last = path.segments[-1]
    names = [slot.argument for slot in last.slots]
    if not names or not all(names) or "(" not in last.shape:
        return ""
    known = {folded(row.name) for row in (*routes.arguments(operation), *operation.parameters)}
    if not known.issuperset(map(folded, names)):
        return ""
    return "/" + "/".join([*(one.shape for one in path.segments[:-1]), last.shape.partition("(")[0]])


def _all_paths(whole: DocsetView) -> Known:
    return _known(route.path for ((_, route), *_) in whole.stated.values())


def _known(paths: Iterable[Path | None]) -> Known:
    out: dict[tuple[int, str], list[tuple[str, Path]]] = defaultdict(list)
    for path in paths:
        if path is not None:
            length, first, last = _form(path.shape)
            out[length, last].append((first, path))
    return out


def _form(shape: str) -> tuple[int, str, str]:
    """Return the number of pieces of a path, the first and the last one; those with slots are all alike."""
    pieces = shape[1:].split("/")
    first, last = (_SLOT if _SLOT in piece else piece for piece in (pieces[0], pieces[-1]))
    return len(pieces), first, last


def _is_known(path: Path, known: Known) -> bool:
    length, first, last = _form(path.shape)
    return any(
        fits(template.shape, path.shape)
        for end in dict.fromkeys((last, _SLOT))
        for begin, template in known.get((length, end), ())
        if begin in (first, _SLOT)
    )


def _is_alias(path: Path, known: Known) -> bool:
    """Tell whether a path is that of one item, called by a name of its own: ``/me/books`` for ``/users/{id}/books``."""
    if len(path.segments) < 2 or "{}" in path.segments[0].shape:
        return False
    rest = msgspec.structs.replace(path, segments=path.segments[1:])
    length, _, last = _form(path.shape)
    for end in dict.fromkeys((last, _SLOT)):
        for _, template in known.get((length + 1, end), ()):
            after = template.segments[2:]
            if not after or template.segments[1].shape != _SLOT:
                continue
            if fits(msgspec.structs.replace(template, segments=after).shape, rest.shape):
                return True
    return False


def _variants(path: Path) -> Iterator[Path]:
    """Yield a path, and those that it is part of when it ends with a cast, or asks for a count, value or reference."""
    yield path
    while len(path.segments) > 1 and ("." in path.segments[-1].text or path.segments[-1].text.startswith("$")):
        path = msgspec.structs.replace(path, segments=path.segments[:-1])
        yield path


def _respelt(path: Path, known: Known) -> Path | None:
    """Return the path that one differs from in letter case only."""
    low = path.shape.lower()
    length, _, last = _form(low)
    for (pieces, end), listed in known.items():
        if pieces == length and end.lower() in (last, _SLOT):
            for _, template in listed:
                if fits(template.shape.lower(), low):
                    return template
    return None


def _path_case(target: str, path: Path, meant: Path, place: Span) -> Fix | None:
    """Return the fix that gives the segments of an address the letter case that pages describe."""
    written = target
    for one, other in zip(path.segments, meant.segments, strict=True):
        if _SLOT not in other.shape and one.text != other.text:
            if f"/{one.text}" not in written:
                return None
            written = written.replace(f"/{one.text}", f"/{other.text}", 1)
    return rewritten((place,), written, safe=True) if written != target else None


def _advice(meant: Path | None, operation: OperationFact) -> str:
    """Return what to do about an address: the path that is meant, or the requests of the page."""
    if meant is not None:
        return f"write /{'/'.join([segment.text for segment in meant.segments])}"
    stated = [f"{r.method} {r.target}".partition("?")[0] for r in operation.routes if not r.from_example]
    listed = ", ".join(dict.fromkeys(_short(one) for one in stated[:_MOST_LISTED]))
    return f"the page is about {listed}: correct the address, or add the request to the page"


def _short(target: str) -> str:
    return target if len(target) <= _MAX_TARGET else target[: _MAX_TARGET - 3] + "..."


def _at(words: str, span: Span, whole: DocsetView, within: str = "") -> Span | None:
    """Return where words stand in a code block, or in some text in it."""
    text = whole.text(span)
    around = text.value.find(within) if text and words else -1
    at = text.value.find(words, around) if text and around >= 0 else -1
    return text.at(at, at + len(words)) if text and at >= 0 else None
