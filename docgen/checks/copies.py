"""Reports titles, introductions, descriptions and links that were copied from another place and not changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise
from posixpath import basename

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.checks.wording import is_about_other, words
from docgen.diagnostic import Diagnostic, Fix, Related, Severity, rewritten
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact
from docgen.markdown import inline
from docgen.names import folded
from docgen.near import are_forms, nearest
from docgen.source import Span

_SHORTEST = 20  # characters of a sentence that is not the same on two pages by chance
_WORD = 5  # letters of a word that another one is a slip of
_SENTENCE = 40  # characters of a description that says something of one row
_SHARED = 3  # rows that a description has by mistake; where more have it, it is about all of them
_CAMEL = re.compile(r"[a-z]+[A-Z]")  # a name that is no word of a sentence
_NAME = re.compile(r"[A-Za-z]+")
_INTRODUCTION = 400  # characters behind a title in which a link is part of what introduces the page
_DESCRIBED = frozenset(("operation", "resource", "enum"))


def titles(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the titles in front matter that are about another thing than the level-1 heading."""
    headed = frozenset(page.title.lower() for page in whole.pages if page.kind in _DESCRIBED)
    for page in whole.pages:
        keys = whole.dialect(page).front_matter.title
        entry = next((one for one in page.front_matter if one.key in keys and one.value), None)
        if entry is None or not page.title or page.kind not in _DESCRIBED or entry.value == page.title:
            continue
        said, own = words(entry.value), words(page.title)
        if not said or not own or said == own or folded(entry.value) == folded(page.title):
            continue
        text = whole.read(page.path)
        slip = _is_slip(said - own, own - said)
        foreign = not said & own and text is not None and not said <= words(_body(text.text, page))
        foreign = foreign or (not said & own and inline.slug(entry.value) in page.anchors)  # a heading below the title
        if foreign or slip or (entry.value.lower() in headed and _is_other_page(entry.value, page, whole)):
            yield rules.CONTRADICTING_TITLE.at(
                entry.value_span, title=entry.value, heading=page.title, subject=entry.value
            )


def _is_slip(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether the words that only one of two titles has are one each, and nearly the same."""
    if len(one) != 1 or len(other) != 1:
        return False
    (first,), (second,) = one, other
    return min(len(first), len(second)) >= _WORD and nearest(first, (second,)) != "" and not are_forms(first, second)


def _is_other_page(title: str, page: PageFacts, whole: DocsetView) -> bool:
    """Tell whether a title has another verb than the heading of a page, or nouns that the heading lacks."""
    verbs = whole.dialect(page).title_verbs
    verb, own = _verb(title, verbs), _verb(page.title, verbs)
    if verb and own and _differ(verb, own, verbs):
        return True
    return not words(title.partition(" ")[2]) <= words(page.title)


def shared_titles(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the titles that two pages share, and that are about what only the path of the other one names."""
    same: dict[tuple[str, tuple[str, str]], list[tuple[PageFacts, OperationFact, str]]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations if len(page.operations) == 1 else ():
            path = next((route.path for route in operation.routes if route.path and not route.from_example), None)
            named = [one.text for one in path.segments if not one.slots] if path else []
            if operation.title and named:
                same[operation.title.lower(), page.family].append((page, operation, named[-1]))
    for several in same.values():
        for page, operation, own in several if len(several) > 1 else ():
            other = next((one for one in several if is_about_other(operation.title, own, one[2])), None)
            name = folded(basename(page.name))
            if other and not any(word in name for word in words(operation.title) & words(other[2]) - words(own)):
                yield rules.COPIED_TITLE.at(
                    operation.span,
                    related=(Related(other[1].span, "this page has it, too"),),
                    title=operation.title,
                    path=own,
                    page=other[0].name,
                    subject=operation.title,
                )


def _body(text: str, page: PageFacts) -> str:
    """Return the text of a page from its heading on."""
    return text[max(0, text.find(page.title)) :]


def verbs(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the titles whose verb no method of the operation carries out, and introductions that begin with another."""
    listed = {
        route.path.shape
        for page in whole.pages
        for operation in page.operations
        for route in operation.routes
        if route.method == "GET" and route.path and not route.from_example
    }
    for page in whole.pages:
        known = whole.dialect(page).title_verbs
        for operation in page.operations if len(page.operations) == 1 else ():
            verb = _verb(operation.title, known)
            routes = [route for route in operation.routes if route.path and not route.from_example]
            if not verb or not routes:
                continue
            fits = known[verb]
            if all(route.path and route.path.shape in listed for route in routes) and verb not in ("create", "add"):
                fits = fits - {"POST"}  # a POST to what can be read, too, creates a member of it
            methods = dict.fromkeys(route.method for route in routes)
            said = _verb(operation.description, known)
            if said and methods.keys() & fits and not methods.keys() & known[said] and _differ(verb, said, known):
                yield rules.CONTRADICTING_VERB.at(
                    _at(whole, operation.span, operation.description),
                    related=(Related(operation.span, "the title"),),
                    where="introduction",
                    verb=operation.description.split()[0],
                    method=" and ".join(methods),
                    subject=operation.title,
                )
            if not methods.keys() & fits:
                yield rules.CONTRADICTING_VERB.at(
                    operation.span,
                    related=(Related(routes[0].span, "the request"),),
                    where="title",
                    verb=operation.title.split()[0],
                    method=" and ".join(methods),
                    subject=operation.title,
                )


def _verb(text: str, known: Mapping[str, frozenset[str]]) -> str:
    """Return the verb of a title or sentence, in the form of the dialect, "" for none that it knows."""
    first = text.split(" ", 1)[0].lower() if text else ""
    return first if first in known else (first.removesuffix("s") if first.removesuffix("s") in known else "")


def introductions(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the introductions that are those of another page, word for word, or about another type."""
    kinds = _held(whole)
    same: dict[tuple[str, object], list[tuple[PageFacts, OperationFact]]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations if len(page.operations) == 1 else ():
            if len(operation.description) >= _SHORTEST:
                same[operation.description.lower(), page.family].append((page, operation))
    for several in same.values():
        for page, operation in several if len(several) > 1 else ():
            verbs = whole.dialect(page).title_verbs
            found = (one for one in several if one[0] is not page and _is_copy(operation, one[1], verbs))
            source = next(found, None)
            if source is not None and not _is_held(operation.title, words(operation.description), kinds):
                yield rules.COPIED_INTRODUCTION.at(
                    _at(whole, operation.span, operation.description),
                    related=(Related(source[1].span, "this page says the same"),),
                    page=source[0].name,
                    title=operation.title,
                    subject=operation.title,
                )
    yield from _foreign(whole, kinds)


def _held(whole: DocsetView) -> dict[str, set[str]]:
    """Return what the properties of all types hold: the words of types, by the name of the property in lower case."""
    out: dict[str, set[str]] = defaultdict(set)
    for schema in whole.api.schemas:
        for prop in schema.properties:
            if prop.type.name:
                out[prop.name.lower()].update(words(prop.type.name.rsplit(".", 1)[-1]))
    return out


def _is_held(title: str, said: frozenset[str], held: Mapping[str, set[str]]) -> bool:
    """Tell whether a title names a property, and a text the type of what that holds."""
    return any(said & held.get(word, set()) for word in _named(title))


def _is_copy(one: OperationFact, other: OperationFact, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether the introduction of two operations is about what the other one does, or does it to."""
    verb, others = _verb(one.title, verbs), _verb(other.title, verbs)
    said = _verb(one.description, verbs)
    if verb and others and said and _differ(verb, said, verbs) and not _differ(others, said, verbs):
        return True
    return is_about_other(one.description, one.title.partition(" ")[2], other.title.partition(" ")[2])


def _differ(one: str, other: str, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether no method but POST, which may do anything, does what two verbs say."""
    return not (verbs[one] & verbs[other]) - {"POST"}


def _at(whole: DocsetView, title: Span, said: str) -> Span:
    """Return where a text begins behind a title."""
    source = whole.read(title.path)
    if source is None:
        return title
    first = said.split(maxsplit=1)[0]
    at = source.text.find(first, title.end)
    end = source.text.find("\n", at)
    return Span(title.path, at, end if end > 0 else len(source.text)) if at >= 0 else title


def _foreign(whole: DocsetView, held: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    """Yield the introductions that link to types, and to none that the title is about."""
    pages = _pages_of_types(whole)
    types = {name.lower(): name for name in pages.values()}
    for page in whole.pages:
        if len(page.operations) != 1:
            continue
        operation = page.operations[0]
        wanted = list(dict.fromkeys(word for word in _named(operation.title) if word in types))
        if len(wanted) != 1:
            continue
        end = min(
            [
                operation.span.end + _INTRODUCTION,
                *(r.span.start for r in operation.routes),
                *(s.span.start for s in operation.scopes),
            ]
        )
        linked = [
            (link, pages[link.target])
            for link in page.links
            if link.target in pages and link.span.path == page.path and operation.span.end <= link.span.start < end
        ]
        own = wanted[0]
        if not linked or any(name.lower() == own for _, name in linked):
            continue
        said = words(operation.description)
        nouns = words(operation.title.partition(" ")[2])
        shown = said | words(linked[0][1])
        if nouns == words(types[own]) and not nouns & shown and not _is_held(operation.title, shown, held):
            link, name = linked[0]
            yield rules.FOREIGN_INTRODUCTION.at(
                link.span,
                related=(Related(operation.span, "the title"),),
                where="introduction",
                shown=name,
                stated=types[own],
                subject=name,
            )


def descriptions(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the descriptions in front matter that name a type of the set, and not the one that the page is about."""
    types = _pages_of_types(whole)
    named = {name.lower(): name for name in types.values() if _CAMEL.match(name)}
    for page in whole.pages if named else ():
        keys = whole.dialect(page).front_matter.description
        entry = next((one for one in page.front_matter if one.key in keys and one.value), None)
        if entry is None or page.kind != "operation":
            continue
        own = {word for one in page.operations for word in _named(one.title)} & named.keys()
        text = entry.value.lower()
        if not own or any(name in text for name in own):
            continue
        said = [word for word in _NAME.findall(entry.value) if _CAMEL.match(word) and _singular(word) in named]
        body = " ".join(one.description for one in page.operations).lower()
        if said and not any(_singular(word) in body for word in said) and _singular(said[0]) not in page.title.lower():
            shown, stated = named[_singular(said[0])], named[min(own)]
            yield rules.FOREIGN_INTRODUCTION.at(
                entry.value_span, where="description", shown=shown, stated=stated, subject=shown
            )


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def _named(title: str) -> Iterator[str]:
    """Yield the words of a title as names of types, in the singular as well."""
    for word in title.split()[1:]:
        plain = word.strip(":,()`").lower()
        yield plain
        if plain.endswith("s"):
            yield plain[:-1]


def _pages_of_types(whole: DocsetView) -> dict[str, str]:
    """Return the pages that describe one type, with the name of the type."""
    return {
        page.path: page.resources[0].name.rsplit(".", 1)[-1]
        for page in whole.pages
        if page.kind == "resource" and len(page.resources) == 1
    }


def rows(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the descriptions of rows that are those of the row above or below, and about that one."""
    for page in whole.pages:
        for resource in page.resources:
            yield from _rows(resource.properties)
        for operation in page.operations:
            yield from _of_operation(operation)


def _of_operation(operation: OperationFact) -> Iterator[Diagnostic]:
    body = operation.request_body.properties if operation.request_body else ()
    for some in (body, operation.path_parameters, operation.function_parameters, operation.query_parameters):
        yield from _rows(some)


def _rows(some: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for one, other in pairwise(some):
        if len(one.description) < _SHORTEST or one.description != other.description:
            continue
        for copy, source in ((other, one), (one, other)):
            if is_about_other(copy.description, copy.name, source.name):
                told.add(one.description)
                yield _copied(copy, source)
                break
    yield from _alike(some, told)


def _alike(some: tuple[PropertyFact, ...], told: Container[str]) -> Iterator[Diagnostic]:
    """Yield the rows that have the description of one row above, where not many rows share it.

    They are notes where the text is not about that row alone.
    """
    alike: dict[str, list[PropertyFact]] = defaultdict(list)
    for row in some:
        if len(row.description) >= _SENTENCE and not row.values and row.inherited_from is None:
            alike[row.description].append(row)
    for text, rows in alike.items():
        if 1 < len(rows) <= _SHARED and text not in told:
            first = rows[0]
            for copy in rows[1:]:
                if copy.name != first.name:
                    kind = words(first.type.name) if first.type else frozenset()
                    said = " ".join(words(text) - kind)  # what a type is called says nothing of one row
                    is_others = is_about_other(said, copy.name, first.name)
                    yield _copied(copy, first, None if is_others else Severity.INFO)


def _copied(copy: PropertyFact, source: PropertyFact, severity: Severity | None = None) -> Diagnostic:
    return rules.COPIED_DESCRIPTION.at(
        copy.name_span,
        severity=severity,
        related=(Related(source.name_span, "the same text stands here"),),
        name=copy.name,
        source=source.name,
        subject=copy.name,
    )


def link_texts(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the links whose text is the name of one type, or the title of one page, and that lead to another."""
    types = _pages_of_types(whole)
    named = frozenset(types.values())
    titled: dict[str, list[str]] = defaultdict(list)
    for page in whole.pages:
        if page.kind == "operation":
            titled[page.title.lower()].append(page.path)
    by_path = {page.path: page for page in whole.pages}
    for page in whole.pages:
        verbs = whole.dialect(page).title_verbs
        for link in page.links:
            target = by_path.get(link.target)
            if target is None or link.target == page.path:
                continue
            is_type, is_operation = link.target in types and not link.anchor, target.kind == "operation"
            places = ((link.written, link.span), *link.again)
            told: set[str] = set()
            for (written, span), text in zip(places, link.texts, strict=True) if is_type or is_operation else ():
                if text in told:
                    continue
                told.add(text)
                wrong = is_type and text in named and _is_other_type(text, types[link.target], page)
                if not wrong and is_operation and text.lower() in titled:
                    wrong = _is_other_title(text, target, verbs)
                if wrong:
                    pages = _called(text, types) if is_type else titled.get(text.lower(), [])
                    fix = _led_to(pages[0], link.target, written, span, whole) if len(pages) == 1 else None
                    yield rules.MISLEADING_LINK.at(span, fix=fix, text=text, page=target.title, subject=text)


def _called(text: str, types: Mapping[str, str]) -> list[str]:
    """Return the pages that describe a type of some name."""
    return [path for path, name in types.items() if name == text]


def _led_to(page: str, target: str, written: str, span: Span, whole: DocsetView) -> Fix | None:
    """Return the fix that leads a link to another page of the folder that it leads to."""
    name, text = basename(target), whole.text(span)
    if folder(page) != folder(target) or text is None or text.value != written or not written.endswith(name):
        return None
    new = written[: len(written) - len(name)] + basename(page)
    return rewritten((span,), new, safe=False)


def _is_other_type(text: str, name: str, page: PageFacts) -> bool:
    """Tell whether the name of a type has a word that another one lacks; a single word may be one of the sentence."""
    own = words(text)
    return (
        not own <= words(name)
        and folded(text) != folded(name)
        and (len(own) > 1 or own <= words(page.title.partition(" ")[2]))
    )


def _is_other_title(text: str, target: PageFacts, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a title lacks a noun of a link's text, or does something else."""
    verb, other = _verb(text, verbs), _verb(target.title, verbs)
    if verb and other and _differ(verb, other, verbs):
        return True
    nouns = words(text.partition(" ")[2] if verb else text)
    if folded(text) in folded(target.title) or folded(text.rpartition(" ")[2]) in folded(target.name):
        return False
    return not nouns <= words(target.title) | words(target.name.rpartition("/")[2])
