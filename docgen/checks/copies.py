"""Reports titles, introductions and descriptions that were copied from another page and not changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from posixpath import basename
from typing import NamedTuple

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import CAMEL, do_differ, is_about_other, verb_of, words
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import EnumFact, OperationFact, PageFacts, ResourceFact
from docgen.extract.placeholders import is_unfinished
from docgen.markdown import inline
from docgen.names import folded
from docgen.near import are_forms, nearest
from docgen.source import Span

_SHORTEST = 20  # characters of a sentence that is not the same on two pages by chance
_WORD = 5  # letters of a word that another one is a slip of
_HEADING = re.compile(r"^#++[ \t]++([^\n]+)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z]+")
_SENTENCE = re.compile(r"(?<=\.)\s")
_SHARED = 3  # operations that begin alike by mistake; where more do, they say what all of them have in common
_BEGINNING = 40  # characters by which a text is found
_INTRODUCTION = 400  # characters behind a title in which a link is part of what introduces the page
_READING = frozenset(("GET", "HEAD"))
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
    verb, own = verb_of(title, verbs), verb_of(page.title, verbs)
    if verb and own and do_differ(verb, own, verbs):
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
            verb = verb_of(operation.title, known)
            routes = [route for route in operation.routes if route.path and not route.from_example]
            if not verb or not routes:
                continue
            fits = known[verb]
            if all(route.path and route.path.shape in listed for route in routes) and verb not in ("create", "add"):
                fits = fits - {"POST"}  # a POST to what can be read, too, creates a member of it
            methods = dict.fromkeys(route.method for route in routes)
            said = verb_of(operation.description, known)
            if said and methods.keys() & fits and not methods.keys() & known[said] and do_differ(verb, said, known):
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


def uses(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the introductions by which the operations of a page change something, where all of them only read."""
    for page in whole.pages:
        routes = [route for operation in page.operations for route in operation.routes if not route.from_example]
        if len(page.operations) < 2 or not routes or {route.method for route in routes} - _READING:
            continue
        source = whole.read(page.path)
        end = min(route.span.start for route in routes if route.span.path == routes[0].span.path)
        form = whole.dialect(page).sentences["used_to_change"]
        match = form.search(source.text[:end]) if source and routes[0].span.path == page.path else None
        if match:
            yield rules.CONTRADICTING_VERB.at(
                Span(page.path, *match.span("verb")),
                related=(Related(routes[0].span, "the first request"),),
                where="introduction",
                verb=match["verb"],
                method="GET, as all of the page",
                subject=page.title,
            )


def introductions(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the introductions, of operations and types, that are those of another page, or about another type."""
    same: dict[tuple[str, object], list[tuple[PageFacts, _Described]]] = defaultdict(list)
    for page in whole.pages:
        one = _described(page)
        if one is not None and len(one.description) >= _SHORTEST:
            same[one.description.lower(), page.family].append((page, one))
    for several in same.values():
        for page, one in several if len(several) > 1 else ():
            dialect = whole.dialect(page)
            found = (other for other in several if other[0] is not page)
            source = next((other for other in found if _is_copy(one, other[1], dialect.title_verbs)), None)
            if source is None or is_unfinished(one.description, dialect) or _is_led(page, one, source[1], whole):
                continue
            title = _title(one)
            if not isinstance(one, OperationFact) or not _is_held(title, words(one.description), whole):
                yield rules.COPIED_INTRODUCTION.at(
                    _at(whole, one.span, one.description),
                    related=(Related(source[1].span, "this page says the same"),),
                    page=source[0].name,
                    title=title,
                    subject=title,
                )
    yield from _foreign(whole)


def sentences(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the operations of pages with several that begin as one of another page, and with what only that is about.

    Both titles and paths tell what an operation is about.
    """
    same: dict[tuple[str, object], list[_Begun]] = defaultdict(list)
    for page in whole.pages:
        for operation in page.operations:
            route = next((one for one in operation.routes if one.path and not one.from_example), None)
            if route and route.path and len(operation.description) >= _SHORTEST:
                literal = " ".join([one.text for one in route.path.segments if not one.slots])
                first = " ".join(_SENTENCE.split(operation.description, maxsplit=1)[0].lower().split())
                same[first, page.family].append(_Begun(page, operation, f"{operation.title} {literal}"))
    for (text, _), several in same.items():
        for one in several if 1 < len({other.page.path for other in several}) <= _SHARED else ():
            if len(one.page.operations) < 2:
                continue  # its introduction is told as a whole
            known = whole.dialect(one.page).title_verbs
            said = words(text) - words(" ".join(known)) - _introduced(one.page, whole)
            own = words(one.about)
            others = (other for other in several if other.page is not one.page)
            source = next((other for other in others if _is_about(said, own, words(other.about), text)), None)
            if source and not is_unfinished(one.operation.description, whole.dialect(one.page)):
                yield rules.COPIED_INTRODUCTION.at(
                    _at(whole, one.operation.span, one.operation.description),
                    related=(Related(source.operation.span, "this operation says the same"),),
                    page=source.page.name,
                    title=one.operation.title,
                    subject=one.operation.title,
                )


class _Begun(NamedTuple):
    """An operation that begins with a sentence, and the words that tell what it is about."""

    page: PageFacts
    operation: OperationFact
    about: str


def _is_led(page: PageFacts, one: _Described, other: _Described, whole: DocsetView) -> bool:
    """Tell whether a text between a title and an introduction speaks of what the introduction has from another one."""
    source = whole.read(page.path)
    if source is None:
        return False
    above = words(source.text[one.span.end : _at(whole, one.span, one.description).start])
    return bool(words(one.description) & (words(_title(other)) - words(_title(one))) & above)


def _introduced(page: PageFacts, whole: DocsetView) -> frozenset[str]:
    """Return the words of a page before its first operation: what all of its operations may be about."""
    source = whole.read(page.path)
    return words(source.text[: min(one.span.end for one in page.operations)]) if source else words(page.title)


def _is_about(said: frozenset[str], own: frozenset[str], others: frozenset[str], text: str) -> bool:
    """Tell whether words are those of another operation, and their text has none that only the own one has."""
    return bool(said & (others - own)) and bool(own - others) and not words(text) & (own - others)


_Described = OperationFact | ResourceFact | EnumFact


def _described(page: PageFacts) -> _Described | None:
    """Return the one operation or type that a page is about, None where there are several, or none."""
    if len(page.operations) == 1:
        return page.operations[0]
    if page.kind in _DESCRIBED and not page.operations and len(page.resources) + len(page.enums) == 1:
        return page.resources[0] if page.resources else page.enums[0]
    return None


def _title(one: _Described) -> str:
    """Return the title of an operation, or the name of a type."""
    return one.title if isinstance(one, OperationFact) else one.name.rpartition(".")[2]


def _is_held(title: str, said: frozenset[str], whole: DocsetView) -> bool:
    """Tell whether a title names a property, and a text the type of what that holds."""
    return any(said & whole.held.get(word, frozenset()) for word in _named(title))


def _is_copy(one: _Described, other: _Described, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether the introduction of two pages is about what the other one does, does it to, or describes."""
    if not isinstance(one, OperationFact) or not isinstance(other, OperationFact):
        bases = one.bases if isinstance(one, ResourceFact) else ()
        above = {word for base in bases for word in words(base.short)}
        return is_about_other(" ".join(words(one.description) - above), _title(one), _title(other))
    verb, others = verb_of(one.title, verbs), verb_of(other.title, verbs)
    said = verb_of(one.description, verbs)
    if verb and others and said and do_differ(verb, said, verbs) and not do_differ(others, said, verbs):
        return True
    said = " ".join(words(one.description) - words(one.group_description))
    return is_about_other(said, _nouns(one.title, verbs), _nouns(other.title, verbs))


def _nouns(title: str, verbs: Mapping[str, frozenset[str]]) -> str:
    """Return a title without the verb that it begins with."""
    return title.partition(" ")[2] if verb_of(title, verbs) else title


def _at(whole: DocsetView, title: Span, said: str) -> Span:
    """Return where a text begins behind a title."""
    source = whole.read(title.path)
    if source is None:
        return title
    first = said.partition("\n")[0][:_BEGINNING]
    at = source.text.find(first, title.end)
    at = at if at >= 0 else source.text.find(first.split(maxsplit=1)[0], title.end)
    end = source.text.find("\n", at)
    return Span(title.path, at, end if end > 0 else len(source.text)) if at >= 0 else title


def _foreign(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the introductions that link to types, and to none that the title is about."""
    pages = whole.pages_of_types
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
        if nouns == words(types[own]) and not nouns & shown and not _is_held(operation.title, shown, whole):
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
    """Yield the descriptions in front matter that name another type than the page, or come from a later section."""
    named = {name.lower(): name for name in whole.pages_of_types.values() if CAMEL.match(name)}
    for page in whole.pages:
        if not page.front_matter or page.kind not in _DESCRIBED:
            continue
        keys = whole.dialect(page).front_matter.description
        entry = next((one for one in page.front_matter if one.key in keys and one.value), None)
        if entry is None:
            continue
        shown, stated = _other_type(entry.value, page, named) if page.kind == "operation" else ("", "")
        is_foreign = len(entry.value) >= _SHORTEST and not words(entry.value) & words(page.title)
        if not shown and is_foreign and not is_unfinished(entry.value, whole.dialect(page)):
            shown, stated = _section(entry.value, page, whole), page.title
        if shown:
            yield rules.FOREIGN_INTRODUCTION.at(
                entry.value_span, where="description", shown=shown, stated=stated, subject=shown
            )


def _other_type(text: str, page: PageFacts, named: Mapping[str, str]) -> tuple[str, str]:
    """Return the type that a text names, and the one that the title of its page names, where it is another one."""
    own = {word for one in page.operations for word in _named(one.title)} & named.keys()
    low = text.lower()
    if not own or any(name in low for name in own):
        return "", ""
    said = [word for word in _NAME.findall(text) if CAMEL.match(word) and _singular(word) in named]
    body = " ".join(one.description for one in page.operations).lower()
    if said and not any(_singular(word) in body for word in said) and _singular(said[0]) not in page.title.lower():
        return named[_singular(said[0])], named[min(own)]
    return "", ""


def _section(text: str, page: PageFacts, whole: DocsetView) -> str:
    """Return the heading below the title under which a paragraph begins with the sentence of a text, "" for none."""
    source = whole.read(page.path)
    sentence = text.partition(". ")[0].rstrip(".")
    at = source.text.rfind(f"\n{sentence}") if source else -1
    headings = _HEADING.findall(source.text, 0, at) if source and at > 0 else []
    return inline.plain(headings[-1].rstrip(" \t#")) if len(headings) > 1 else ""


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def _named(title: str) -> Iterator[str]:
    """Yield the words of a title as names of types, in the singular as well."""
    for word in title.split()[1:]:
        plain = word.strip(":,()`").lower()
        yield plain
        if plain.endswith("s"):
            yield plain[:-1]
