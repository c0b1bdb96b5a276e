"""Drops findings that follow from another finding, and lowers severities that depend on missing pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.checks.examples import LACKING
from docgen.diagnostic import Diagnostic, Rule, Severity, also, elsewhere
from docgen.source import Span

_KINDS = frozenset({"operation", "resource", "enum"})
_SEVERAL = 2  # pages whose front matter can tell what is usual
_FEW = 0.1  # the share of missing pages in a folder up to which it counts as given completely

# What hides the rest of the page: nothing that follows from the loss is worth saying.
_BREAKS = frozenset(rule.code for rule in (rules.UNCLOSED_FENCE, rules.UNCLOSED_COMMENT, rules.UNCLOSED_FRONT_MATTER))
_LOSSES = frozenset(
    rule.code
    for rule in (
        rules.MISSING_SECTION,
        rules.UNSTATED_RESPONSE,
        rules.MISSING_PERMISSIONS,
        rules.UNPAIRED_REQUEST,
        rules.MISSING_FRONT_MATTER,
        rules.MISSING_TITLE,
        rules.INFERRED_SCHEMA,
    )
)
_SHOWN: tuple[Rule, ...] = (
    rules.MALFORMED_JSON,
    rules.UNREADABLE_JSON,
    rules.UNKNOWN_PROPERTY,
    rules.PROPERTY_LETTER_CASE,
    rules.SAMPLE_VALUE,
    rules.BODY_WITHOUT_CONTENT,
    rules.UNEXPANDED_MACRO,
    rules.IMPOSSIBLE_DATE,
)


def _codes(causes: Mapping[Rule, Sequence[Rule]]) -> Mapping[str, tuple[str, ...]]:
    return {rule.code: tuple(cause.code for cause in listed) for rule, listed in causes.items()}


# A finding, and those that are its cause when they stand inside or around its place.
_BY_PLACE = _codes(
    {
        rules.MISFIT_EXAMPLE: _SHOWN,
        rules.MISFIT_MEMBER: _SHOWN,
        rules.HIDDEN_MEMBER: _SHOWN,
        rules.CONTRADICTING_PATH: (rules.UNFILLED_PARAMETER_VALUE, rules.EMPTY_REQUEST_URL, rules.MISSING_URI),
        rules.UNREADABLE_PATH: (rules.MISSING_URI, rules.UNBALANCED_PATH),
        rules.MISSING_TYPE: (rules.UNKNOWN_TYPE_MARKER, rules.MISSING_CELL),
        rules.UNREADABLE_TYPE: (rules.UNKNOWN_TYPE_MARKER, rules.MISSING_CELL, rules.SWAPPED_CELLS),
        rules.UNREADABLE_NAME: (rules.EXTRA_CELL, rules.MISSING_CELL, rules.BROKEN_ROW),
        rules.UNDESCRIBED_TYPE: (
            rules.UNKNOWN_TYPE_MARKER,
            rules.SWAPPED_CELLS,
            rules.BROKEN_ANCHOR,
            rules.MISNAMED_STRUCTURE,
        ),
        rules.MISSING_CELL: (rules.BROKEN_ROW,),
        rules.EMPTY_DESCRIPTION: (rules.MISSING_CELL,),
        rules.INLINE_INCLUDE: (
            rules.MISSING_INCLUDE,
            rules.INCLUDE_OUTSIDE_ROOT,
            rules.CYCLIC_INCLUDE,
            rules.EXCESSIVE_INCLUDES,
        ),
        rules.BODY_ON_GET: (rules.MISFIT_EXAMPLE,),
        rules.FOREIGN_ROW: (rules.OTHER_THING,),
        rules.BODY_WITHOUT_CONTENT: (rules.CONTRADICTING_STATUS,),
        rules.MISSING_SEPARATOR: (rules.STRAY_ROW,),
        rules.INVALID_DATE_TIME: (rules.IMPOSSIBLE_DATE,),
        rules.PATH_LETTER_CASE: (rules.UNUSUAL_SPELLING,),
        rules.UNSENT_ARGUMENT: (rules.UNUSUAL_SPELLING,),
        rules.UNKNOWN_NAME: (rules.MISSPELT_NAME,),
    }
)
# A finding, and those that are its cause when they stand anywhere on its page.
_BY_PAGE = _codes(
    {
        rules.MISSING_PERMISSIONS: (rules.TODO_IN_PERMISSIONS,),
        rules.MISSING_PERMISSION_KIND: (rules.MISSPELT_PERMISSION_KIND,),
        rules.CONTRADICTING_OPERATIONS: (rules.OBJECT_WITHOUT_CONTENT, rules.COLLECTION_FOR_SINGLE),
        rules.BODY_WITHOUT_CONTENT: (rules.OBJECT_WITHOUT_CONTENT,),
        rules.MISSING_FRONT_MATTER: (rules.INVALID_FRONT_MATTER,),
        rules.INFERRED_SCHEMA: (rules.UNKNOWN_SECTION, rules.MISSING_SEPARATOR),
        rules.CONTRADICTING_TYPES: (rules.CONTRADICTING_REPRESENTATION,),
        rules.CONTRADICTING_PATH: (rules.COLLECTION_FOR_ITEM,),
        rules.MISSING_TABLE: (rules.MISSING_SEPARATOR, rules.UNKNOWN_COLUMN, rules.UNKNOWN_SECTION),
        rules.UNLISTED_OPERATION: (
            rules.MISLEADING_LINK,
            rules.MISSING_PAGE,
            rules.OTHER_VERSION,
            rules.BROKEN_MARKUP,
            rules.UNDEFINED_REFERENCE,
        ),
        rules.REPEATED_NAME: (rules.REPEATED_OPERATION, rules.CONTRADICTING_OPERATIONS, rules.DISAGREEING_TITLES),
    }
)
# A finding, and those that are its cause when they are about the same thing on its page.
_BY_SUBJECT = _codes(
    {
        rules.MISSING_SECTION: (rules.UNKNOWN_SECTION,),
        rules.MISSING_TYPE: (rules.UNREADABLE_TYPE, rules.TODO_IN_CELL),
        rules.CONTRADICTING_RETURN: (rules.MISLEADING_LINK,),
        rules.OTHER_EVENT: (rules.COPIED_DESCRIPTION,),
        # What the example shows is then as the relationship: the sentence is wrong.
        rules.SINGLE_FOR_COLLECTION: (rules.CONTRADICTING_RELATIONSHIP,),
        rules.COLLECTION_FOR_SINGLE: (rules.CONTRADICTING_RELATIONSHIP,),
    }
)
# A finding, and the role of the section whose lack or misspelling is its cause.
_BY_SECTION = {rules.UNSTATED_RESPONSE.code: "response", rules.MISSING_PERMISSIONS.code: "permissions"}
_SECTIONS = (rules.MISSING_SECTION.code, rules.UNKNOWN_SECTION.code)
_FOLLOWING = frozenset((*_BY_PLACE, *_BY_PAGE, *_BY_SUBJECT, *_BY_SECTION))
_CAUSES = frozenset(
    (*_SECTIONS, *(code for table in (_BY_PLACE, _BY_PAGE, _BY_SUBJECT) for codes in table.values() for code in codes))
)


_IN_DOUBT = "JSON that lacks something"  # for the places of malformed JSON that nobody can mend for sure
_OF_REQUEST = frozenset((rules.CONTRADICTING_PATH.code, rules.CONTRADICTING_METHOD.code))


def fold_consequences(found: Iterable[Diagnostic], whole: DocsetView) -> list[Diagnostic]:
    """Return the findings that are worth telling, with the severity that the completeness of the input allows."""
    kept = list(_unbroken(_unusual(dict.fromkeys(found), whole)))
    kept = list(_unexplained(kept, whole))
    kept = list(_with_links(kept))
    kept = list(_told_once(kept))
    return list(_weighed(kept, whole))


def _unusual(found: Iterable[Diagnostic], whole: DocsetView) -> Iterator[Diagnostic]:
    """Leave out the keys of front matter that no page of the set has: there the set has other habits.

    What the settings require is a warning, and stays.
    """
    found = list(found)
    without = {
        one.span.path for one in found if one.code in (rules.MISSING_FRONT_MATTER.code, rules.MISSING_TITLE.code)
    }
    pages = {page.path for page in whole.pages if page.path not in without and page.kind in _KINDS}
    lacking = Counter(one.subject for one in found if one.code == rules.MISSING_KEY.code and one.span.path in pages)
    for one in found:
        usual = one.code != rules.MISSING_KEY.code or one.severity is not rules.MISSING_KEY.severity
        if usual or len(pages) < _SEVERAL or lacking[one.subject] < len(pages):
            yield one


def _unbroken(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what follows from a break that hides the rest of its page."""
    found = list(found)
    breaks: dict[str, int] = {}
    for one in found:
        if one.code in _BREAKS:
            breaks[one.span.path] = min(one.span.start, breaks.get(one.span.path, one.span.start))
    for one in found:
        start = breaks.get(one.span.path)
        lost = start is not None and (one.code in _LOSSES or one.span.end > start)
        if breaks and one.code == rules.ORPHAN_RESOURCE.code:
            continue
        if not lost or one.code in _BREAKS:
            yield one


def _unexplained(found: Sequence[Diagnostic], whole: DocsetView) -> Iterator[Diagnostic]:
    """Leave out the findings whose cause is told."""
    places: dict[tuple[str, str], list[Span]] = defaultdict(list)
    subjects: set[tuple[str, str, str]] = set()
    for one in found:
        if one.code in _CAUSES:
            places[one.code, one.span.path].append(one.span)
            if one.code == rules.MALFORMED_JSON.code and one.fix is None:
                places[_IN_DOUBT, one.span.path].append(one.span)
            subjects.add((one.code, one.span.path, one.subject))
    sections: dict[str, set[str]] = defaultdict(set)
    for dialect in whole.dialects.values():
        for role, title in dialect.headings.required:
            sections[role].add(title)
    lost = {one.subject for one in found if one.code == rules.SWAPPED_CELLS.code}  # properties that a row does not name
    for one in found:
        if one.code == rules.UNKNOWN_PROPERTY.code and one.subject.rpartition(".")[2] in lost:
            continue
        if one.code in _FOLLOWING and _follows(one, places, subjects, sections):
            continue
        yield one


def _with_links(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Tell the links to the missing page of a type that no page describes where that type is told: it is one cause."""
    undescribed = {_type(one) for one in found if one.code == rules.UNDESCRIBED_TYPE.code}
    links: dict[str, list[Span]] = defaultdict(list)
    rest: list[Diagnostic] = []
    for one in found:
        name = _about(one.subject, undescribed) if one.code == rules.MISSING_PAGE.code and undescribed else None
        if name is None:
            rest.append(one)
        else:
            links[name].append(one.span)
    for one in rest:
        spans = links.pop(_type(one), ()) if one.code == rules.UNDESCRIBED_TYPE.code else ()
        others = [span for span in spans if span.path != one.span.path]
        if not others:
            yield one
            continue
        related = (*one.related, *also(others))
        places = (*one.spans, *others)
        yield msgspec.structs.replace(one, related=related, more=elsewhere(places))


def _told_once(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out of the requests that are in no operation those whose address or method is told to be another one."""
    told: dict[str, list[Span]] = defaultdict(list)
    for one in found:
        if one.code in _OF_REQUEST:
            told[one.span.path].append(one.span)
    for one in found:
        if one.code != rules.UNREAD_REQUEST.code or not told:
            yield one
            continue
        places = one.spans
        rest = [at for at in places if not any(at.start <= span.start < at.end for span in told.get(at.path, ()))]
        if len(rest) == len(places):
            yield one
        elif rest:
            related = also(rest[1:])
            yield msgspec.structs.replace(one, span=rest[0], related=related, more=elsewhere(rest))


def _follows(
    one: Diagnostic,
    places: Mapping[tuple[str, str], Sequence[Span]],
    subjects: Container[tuple[str, str, str]],
    sections: Mapping[str, Iterable[str]],
) -> bool:
    """Tell whether a finding follows from another one: near it, anywhere on its page, or about the same thing."""
    path = one.span.path
    for cause in _BY_PLACE.get(one.code, ()):
        if one.subject == LACKING and cause == rules.SAMPLE_VALUE.code:
            continue
        # A comma too few hides no member.
        told = _IN_DOUBT if one.subject == LACKING and cause == rules.MALFORMED_JSON.code else cause
        for span in places.get((told, path), ()):
            if span.start <= one.span.end and one.span.start <= span.end:
                return True
    if any((cause, path) in places for cause in _BY_PAGE.get(one.code, ())):
        return True
    if any((cause, path, one.subject) in subjects for cause in _BY_SUBJECT.get(one.code, ())):
        return True
    titles = sections.get(_BY_SECTION.get(one.code, ""), ())
    return any((cause, path, title) in subjects for cause in _SECTIONS for title in titles)


def _type(one: Diagnostic) -> str:
    """Return the name of the type that no page describes, without its namespace."""
    return one.subject.rsplit(".", 1)[-1].lower()


def _about(target: str, types: Container[str]) -> str | None:
    """Return which of the types that no page describes a page that is missing would describe."""
    return next((stem for stem in _stems(target.lower()) if stem in types), None)


def _stems(target: str) -> tuple[str, str, str]:
    """Return what the type may be called that a page is about, by the path of the page in lower case."""
    stem = target.rpartition("/")[2].removesuffix(".md")
    return stem, stem.rpartition("-")[2], stem.rpartition(".")[2]


def _weighed(found: Sequence[Diagnostic], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the findings; what may well stand in pages that were not given is told as a note."""
    written = {link.target for page in whole.pages for link in page.links}
    targets = {target: folder(target) for target in map(str.lower, written)}
    partial = _partial_folders(whole, targets)
    undescribed = {_type(one) for one in found if one.code == rules.UNDESCRIBED_TYPE.code}
    linked: dict[str, set[str]] = defaultdict(set)
    for target, above in targets.items():
        for name in undescribed.intersection(_stems(target)):
            linked[name].add(above)
    described = any(page.enums or not all(one.failure for one in page.resources) for page in whole.pages)
    for one in found:
        if one.code == rules.MISSING_PAGE.code:
            uncertain = folder(one.subject).lower() in partial
        elif one.code == rules.UNDESCRIBED_TYPE.code:
            folders = linked.get(_type(one), set())
            uncertain = not described or any(above not in whole.folders or above in partial for above in folders)
        else:
            uncertain = False
        yield msgspec.structs.replace(one, severity=Severity.INFO) if uncertain else one


def _partial_folders(whole: DocsetView, targets: Mapping[str, str]) -> set[str]:
    """Return the folders of which so many linked pages are missing that only a part of them was given.

    ``targets`` are all pages that links lead to, with their folders.
    """
    count = Counter(targets.values())
    missing = Counter(above for target, above in targets.items() if target not in whole.by_path)
    return {above for above, number in missing.items() if number > 1 and number > _FEW * count[above]}
