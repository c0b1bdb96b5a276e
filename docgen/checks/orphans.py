"""Reports pages of operations that nothing leads to, and those that the page of their type leaves out of its table."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Related, Severity
from docgen.extract.facts import OperationFact, PageFacts
from docgen.extract.paths import REFERENCE
from docgen.source import Source

# Files of DocFX, MkDocs and Mintlify that list pages; what lists them in Markdown has links.
_CONTENTS = ("toc.yml", "TOC.yml", "mkdocs.yml", "docs.json", "mint.json")
_NAVIGATION = "navigation"  # the key of a JSON file below which pages stand, without the ends of their names
_BETWEEN = re.compile(r"[\s/\\\"'(){}\[\],:?#]+")
_END = ".md"  # and more
_LINKED = 0.9  # the share of pages with a link to them from which on a page without one is an oversight


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the pages that nothing leads to, in sets whose other pages are linked, and those that tables leave out."""
    told = dict(_orphans(whole))
    yield from told.values()
    yield from _unlisted(whole, told)


def _orphans(whole: DocsetView) -> Iterator[tuple[str, Diagnostic]]:
    """Yield the paths of pages that nothing leads to, with what is told of them."""
    described = [page for page in whole.pages if page.kind == "operation" and page.operations]
    orphans = [page for page in described if page.path.lower() not in whole.linked]
    listed: dict[str, frozenset[str]] = {}
    few = len(orphans) <= (1 - _LINKED) * len(described)
    for page in orphans:
        contents = _contents(folder(page.path), whole, listed)
        name = posixpath.splitext(posixpath.basename(page.path))[0]
        if (contents or few) and name.lower() not in contents:
            severity = None if contents else Severity.INFO  # the contents may be kept elsewhere
            found = rules.ORPHAN_OPERATION.at(page.operations[0].span, severity=severity, subject=page.name)
            yield page.path, found


_Call = tuple[str, str]  # a method, and the shape of a path


def _unlisted(whole: DocsetView, told: Mapping[str, Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the types whose table of operations leaves out pages that no other page of a type leads to either.

    The operations of a type are those on the path by which one of it is read, and on what stands right below that.
    """
    types = {page.path: page for page in whole.pages if len(page.resources) == 1 and page.returns}
    pages = [(page, page.operations[0]) for page in whole.pages if len(page.operations) == 1] if types else []
    owners = _owners(whole, types, pages)
    led = {link.target.lower() for page in whole.pages if page.kind == "resource" for link in page.links}
    listed = {call for page, operation in pages if page.path.lower() in led for call in _calls(operation)}
    missing: dict[str, list[OperationFact]] = defaultdict(list)
    for page, operation in pages if owners else ():
        if page.path in told or page.path.lower() in led:
            continue
        calls = _calls(operation)
        found = set().union(*(_owner(path, owners) for _, path in calls))
        if len(found) == 1 and listed.isdisjoint(calls) and all(_owner(path, owners) for _, path in calls):
            missing[found.pop()].append(operation)
    for path, operations in missing.items():
        yield rules.UNLISTED_OPERATION.at(
            types[path].returns[0].span,
            related=tuple(Related(one.span, "it has a page") for one in operations),
            names=listing([one.title for one in operations]),
            subject=types[path].title,
        )


def _owners(
    whole: DocsetView, types: Mapping[str, PageFacts], pages: list[tuple[PageFacts, OperationFact]]
) -> dict[str, set[str]]:
    """Return the pages of types by the paths at which one object of the type is read."""
    owners: dict[str, set[str]] = defaultdict(set)
    for _, operation in pages:
        answers = [one for one in operation.responses if 200 <= one.status < 300]
        type_ = answers[0].types[0] if len(answers) == 1 and len(answers[0].types) == 1 else None
        if type_ is None or type_.collection or not type_.target:
            continue
        page = whole.page(type_.target)
        for route in operation.routes if page and page.path in types else ():
            if page and route.method == "GET" and route.path and "?" not in route.target:
                shape = route.path.shape
                if shape.endswith("/{}"):
                    owners[shape].add(page.path)
    return owners


def _calls(operation: OperationFact) -> list[_Call]:
    return [(one.method, one.path.shape) for one in operation.routes if one.path and not one.from_example]


def _owner(path: str, owners: Mapping[str, set[str]]) -> set[str]:
    """Return the pages of types that a path is about: it reads one object, or leads to what stands right below it."""
    above = path.removesuffix(REFERENCE).removesuffix("/{}").rpartition("/")[0]
    return owners.get(path) or owners.get(above) or set()


def _contents(path: str, whole: DocsetView, listed: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the names that the contents of a folder list, its own or those of a folder above it, in lower case.

    A file that names no page lists none: MkDocs then shows all.
    """
    if path not in listed:
        found = (whole.read(posixpath.join(path, name)) for name in _CONTENTS)
        own = frozenset(name for source in found if source for name in _names(source))
        listed[path] = own or (_contents(folder(path), whole, listed) if path else own)
    return listed[path]


def _names(source: Source) -> Iterator[str]:
    words = _BETWEEN.split(source.text.lower())
    if not source.path.endswith(".json"):
        yield from filter(None, (word.rpartition(_END)[0] for word in words))
    elif _NAVIGATION in words:
        yield from words
