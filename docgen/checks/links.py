"""Reports links without a target, and types that no page links to."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix, Severity, also, plural, rewritten
from docgen.extract.facts import LinkFact, PageFacts
from docgen.near import nearest
from docgen.source import Span

_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<target>[^\s>]+)", re.MULTILINE)
_PART = "_"  # how names of files begin that are parts of pages
_NUMBER = re.compile(r"-\d+\Z")  # behind the anchor of a heading whose name another one has
_APOSTROPHE = "-39-"  # of the entity &#39;
_VERSION = re.compile(r"(?:v?\d+(?:\.\d+)*|beta|alpha|preview|latest|stable|legacy|next)\Z", re.IGNORECASE)
_MARKS = re.compile(r"[-_]|/\Z")  # in an address of the site
_RARE = 5  # how many times more pages write an address otherwise
_UP = re.compile(r"(?:\.{1,2}/)+")


def targets(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the links to pages that do not exist, are spelt otherwise, or lack the heading."""
    pages = {page.path: page for page in whole.pages}
    folded: dict[str, list[str]] = {}
    for path in pages:
        folded.setdefault(path.lower(), []).append(path)
    for page in whole.pages:
        missing: set[str] = set()
        for link in page.links:
            known = pages.get(link.target)
            if known is not None:
                unknown = link.anchor and known.kind != "include" and link.anchor not in known.anchors
                if unknown and not _is_in_part(link, page, whole) and not _is_of_other(link, whole):
                    yield _broken_anchor(link, known)
            elif link.target.lower() in folded:
                yield from _spelling(whole, link, folded[link.target.lower()])
            elif link.target not in missing:
                missing.add(link.target)
                given = folder(link.target).lower() in whole.folders
                meant = _meant(link, pages)
                if other := "" if given else _other_version(link, pages):
                    yield _of_other_version(link, other)
                elif (given or meant) and whole.read(link.target) is None:
                    near = f"; did you mean {meant}?" if meant else _near(link, pages)
                    yield rules.MISSING_PAGE.at(link.span, target=link.written, suggestion=near, subject=link.target)


def addresses(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the addresses of the site that few pages link to, and nearly all write with other marks or letter case."""
    found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for page in whole.pages:
        for name in page.names:
            if name.kind == "link":
                found[_MARKS.sub("", name.text.lower())][name.text].append(name.span)
    for spellings in found.values():
        usual = max(spellings, key=lambda text: (len(spellings[text]), text))
        for text, places in spellings.items() if len(spellings) > 1 else ():
            if text != usual and len(spellings[usual]) >= _RARE * len(places):
                yield rules.OTHER_LINK.at(
                    places[0],
                    related=also(places[1:]),
                    places=places,
                    fix=rewritten(places, usual, safe=False),
                    text=text,
                    usual=usual,
                    pages=plural(len(spellings[usual]), "page"),
                    subject=text,
                )


def _is_of_other(link: LinkFact, whole: DocsetView) -> bool:
    """Tell whether an anchor names a page and, behind a slash, an anchor of the set: its generator makes one page.

    Such generators put anchors together from a heading and one below it.
    """
    _, slash, anchor = link.anchor.rpartition("/")
    return bool(slash) and any(_is_anchor(anchor, other.anchors) for other in whole.pages)


def _is_anchor(anchor: str, known: Container[str]) -> bool:
    """Tell whether an anchor is known, or consists of two that are."""
    words = anchor.split("-")
    pairs = (("-".join(words[:at]), "-".join(words[at:])) for at in range(1, len(words)))
    return anchor in known or any(first in known and second in known for first, second in pairs)


def _is_in_part(link: LinkFact, page: PageFacts, whole: DocsetView) -> bool:
    """Tell whether an anchor stands in another part of the page that a generator puts together from parts.

    The parts of a page that is none itself stand in its folder, or below it.

    There headings of one name are numbered over all parts, and an apostrophe may be written as its number.
    """
    if link.target != page.path:
        return False
    above = folder(page.path)
    is_part = posixpath.basename(page.path).startswith(_PART)
    meant = {link.anchor, _NUMBER.sub("", link.anchor), link.anchor.replace(_APOSTROPHE, "")}
    return any(
        not meant.isdisjoint(other.anchors)
        for other in whole.pages
        if posixpath.basename(other.path).startswith(_PART)
        and (folder(other.path) == above if is_part else _is_within(folder(other.path), above))
    )


def _is_within(path: str, above: str) -> bool:
    """Tell whether a folder is another one, or stands in it."""
    return not above or path == above or path.startswith(f"{above}/")


def _broken_anchor(link: LinkFact, page: PageFacts) -> Diagnostic:
    close = nearest(link.anchor, page.anchors)
    return rules.BROKEN_ANCHOR.at(
        link.span,
        page=posixpath.basename(link.target),
        anchor=link.anchor,
        suggestion=f"; did you mean #{close}?" if close else "",
        advice=f"write #{close}" if close else "link to a heading of the page, or to the page as a whole",
        subject=link.written,
    )


def _near(link: LinkFact, pages: Iterable[str]) -> str:
    """Return the question whether a link was to lead to a page of the same name elsewhere, or of nearly that name."""
    name, above = posixpath.basename(link.target), folder(link.target)
    same = [path for path in pages if posixpath.basename(path) == name]
    beside = [posixpath.basename(path) for path in pages if folder(path) == above]
    close = "" if len(same) == 1 else nearest(name, beside)
    if len(same) != 1 and not close:
        return ""
    target = posixpath.join(above, close) if close else same[0]
    return f"; did you mean {posixpath.relpath(target, folder(link.span.path) or '.')}?"


def _meant(link: LinkFact, pages: Container[str]) -> str:
    """Return the target that a link has when it begins one folder higher or lower; "" where no page is there either."""
    at, written = folder(link.span.path), _path(link.written)
    for one in (f"../{written}", written.removeprefix("../"), f"../../{written}"):
        if one != written and posixpath.normpath(posixpath.join(at, one)) in pages:
            return one
    return ""


def _other_version(link: LinkFact, pages: Container[str]) -> str:
    """Return the page that a link would lead to in the version of its own page; "" where it leads to no other one."""
    own, there = link.span.path.split("/"), link.target.split("/")
    for at, (mine, other) in enumerate(zip(own[:-1], there[:-1], strict=False)):
        if mine != other:
            same = "/".join((*there[:at], mine, *there[at + 1 :]))
            return same if _VERSION.match(mine) and _VERSION.match(other) and same in pages else ""
    return ""


def _of_other_version(link: LinkFact, page: str) -> Diagnostic:
    own, there = page.split("/"), link.target.split("/")
    mine, other = next((a, b) for a, b in zip(own, there, strict=True) if a != b)
    target = posixpath.relpath(page, folder(link.span.path) or ".")
    return rules.OTHER_VERSION.at(link.span, shown=other, stated=mine, target=target, subject=link.written)


def files(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pictures that do not exist, and the missing includes of tabs whose content is not read.

    Where several files of a folder are missing, and none is there, it may be that the folder was not given.
    """
    pages = {page.path for page in whole.pages}
    there: dict[str, bool | None] = {}
    folders: dict[str, Counter[bool | None]] = defaultdict(Counter)
    for file in (file for page in whole.pages for file in page.files):
        if file.target not in there:
            there[file.target] = file.target in pages or whole.exists(file.target)
            folders[folder(file.target)][there[file.target]] += 1
    for file in (file for page in whole.pages for file in page.files):
        if there[file.target] is None and file.include:
            yield rules.INCLUDE_OUTSIDE_ROOT.at(file.span, target=file.written, subject=file.written)
        elif there[file.target] is False:
            count = folders[folder(file.target)]
            severity = Severity.INFO if count[False] > 1 and not count[True] else None
            rule = rules.MISSING_INCLUDE if file.include else rules.MISSING_FILE
            yield rule.at(file.span, severity=severity, target=file.written, subject=file.written)


def _spelling(whole: DocsetView, link: LinkFact, actual: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the finding about a link that leads to a page only when letter case is ignored."""
    name = _path(link.written)
    if name:
        spelt = _spelt(name, actual[0]) or name[: len(name) - len(posixpath.basename(name))] + posixpath.basename(
            actual[0]
        )
        places = ((link.written, link.span), *link.again)
        edits = [edit for place in places for edit in _respelt(whole, *place, actual[0])] if len(actual) == 1 else []
        fix = Fix(f"write {spelt}", tuple(edits), Applicability.SAFE) if edits else None
        yield rules.LINK_LETTER_CASE.at(link.span, fix=fix, target=name, actual=spelt, subject=link.written)


def _respelt(whole: DocsetView, written: str, span: Span, actual: str) -> Iterator[Edit]:
    """Yield the edit that gives a link the letter case of the path of its page.

    Where the target does not stand at the span, it stands in a definition.
    """
    name = _path(written)
    spelt = _spelt(name, actual)
    text = whole.text(span)
    if not spelt or spelt == name or text is None:
        return
    if text.value == written:
        yield Edit(Span(span.path, span.start, span.start + len(name)), spelt)
        return
    source = whole.read(span.path)
    for match in _DEFINITION.finditer(source.text) if source else ():
        if match["target"] == written:
            yield Edit(Span(span.path, match.start("target"), match.start("target") + len(name)), spelt)


def _spelt(name: str, actual: str) -> str:
    """Return the path of a link in the letter case of the path of its page, "" where more than that differs."""
    up = _UP.match(name)
    down = name[up.end() :] if up else name
    there = actual[-len(down) :]
    return name[: -len(down)] + there if down and there.lower() == down.lower() else ""


def _path(written: str) -> str:
    return written.partition("#")[0].partition("?")[0].replace("\\", "/")


def orphans(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the types that no other page leads to, in a docset that has operations."""
    if not any(page.operations for page in whole.pages):
        return
    named = {schema.base.lower() for schema in whole.api.schemas if schema.base}
    used = {prop.type.name for schema in whole.api.schemas for prop in schema.properties}
    for page in whole.pages:
        if page.kind != "resource" or not page.resources or page.path.lower() in whole.linked:
            continue
        resource = page.resources[0]
        schema = whole.types.by_span.get(resource.span)
        stands_for_base = schema is not None and schema.base in used - {""}  # such a type is met wherever its base is
        if resource.name.lower() not in named and not stands_for_base:
            short = resource.name.rsplit(".", 1)[-1]
            yield rules.ORPHAN_RESOURCE.at(resource.span, type=short, subject=short)
