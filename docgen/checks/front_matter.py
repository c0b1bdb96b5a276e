"""Reports keys of front matter that are empty, of another form than elsewhere, or missing, as the set shows it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, also, plural, rewritten
from docgen.extract import prose
from docgen.extract.facts import PageFacts
from docgen.extract.placeholders import is_unfinished
from docgen.markdown.page import Entry
from docgen.source import Span

_ENOUGH = 10  # pages of a kind that show what such a page has
_NEARLY_ALL = 0.9
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\s]+\)")
_NAMED = 3  # pages in a message
_DESCRIBED = ("operation", "resource", "enum")
_FORMS = ("a list", "a single value")
_EMPTY = frozenset(("", '""', "''", "~", "null"))
_MARKS = " .-\"'"
_SAYS = {"operation": "does", "resource": "is", "enum": "is"}


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the keys of which the other pages of the set show that a page has them, with a value, and of what form."""
    groups: dict[tuple[str, str], list[PageFacts]] = defaultdict(list)
    keys: dict[str, _Key] = defaultdict(_Key)
    linked: list[Entry] = []
    for page in whole.pages:
        if page.front_matter and page.kind in _DESCRIBED:
            groups[page.kind, page.dialect].append(page)
            undescribed = _undescribed(page, whole)
            if undescribed:
                yield _of_page(undescribed, page)
            for entry in page.front_matter:
                if entry is undescribed:
                    continue
                if "](" in entry.value and _LINK.search(entry.value) and not _is_open(entry, page, whole):
                    linked.append(entry)
                text = entry.value or _text(entry, whole)
                of_form = keys[entry.key]
                (of_form.empty if _is_empty(text) else of_form.single if entry.value else of_form.lists).append(entry)
    for name, key in keys.items():
        count = len(key.single) + len(key.lists)
        if key.empty and count >= len(key.empty):
            yield _empty(name, key.empty, count)
        few, many = sorted((key.lists, key.single), key=len)
        if count >= _ENOUGH and len(many) >= _NEARLY_ALL * count:
            shown, usual = (_FORMS if few is key.lists else _FORMS[::-1]) if few is not many else ("", "")
            for entry in few:
                yield rules.WRONG_FORM.at(entry.value_span, key=name, shown=shown, usual=usual, subject=name)
    yield from _markup(linked, whole)
    for pages in groups.values():
        yield from _missing(pages, whole)


def _undescribed(page: PageFacts, whole: DocsetView) -> Entry | None:
    """Return the key of the description of a page, where it has no value and no text below the title describes it."""
    keys = whole.dialect(page).front_matter.description
    entry = next((one for one in page.front_matter if one.key in keys), None)
    if entry is None or entry.value.strip(_MARKS) or not _is_empty(_text(entry, whole)):
        return None
    said = [
        *[one.description for one in page.operations],
        *[one.description for one in page.resources],
        *[one.description for one in page.enums],
    ]
    dialect = whole.dialect(page)
    return entry if said and not any(prose.says_more_than_base(text, dialect) for text in said) else None


def _of_page(entry: Entry, page: PageFacts) -> Diagnostic:
    """Return the finding about a page whose description is nowhere."""
    first = next(one.span for each in (page.operations, page.resources, page.enums) for one in each)
    related = (Related(first, "no sentence below this says it"),)
    kind = _SAYS[page.kind]
    return rules.UNDESCRIBED_PAGE.at(
        entry.value_span, related=related, kind=kind, title=page.title, key=entry.key, subject=entry.key
    )


def _is_empty(text: str) -> bool:
    """Tell whether a value says nothing: marks without a letter or digit."""
    return text in _EMPTY or not any(map(str.isalnum, text))


class _Key:
    """The entries of a key: without a value, with a single one, with a list or mapping."""

    def __init__(self) -> None:
        self.empty: list[Entry] = []
        self.single: list[Entry] = []
        self.lists: list[Entry] = []


def _empty(key: str, entries: list[Entry], count: int) -> Diagnostic:
    """Return the finding about all pages on which a key has no value."""
    first, *others = sorted(entries, key=lambda entry: entry.value_span)
    names = ", ".join(other.value_span.path.rpartition("/")[2] for other in others[:_NAMED])
    rest = ", ..." if len(others) > _NAMED else ""
    more = f", nor on {plural(len(others), 'other page')} ({names}{rest})" if others else ""
    related = also((other.value_span for other in others), "nor here")
    return rules.EMPTY_KEY.at(
        first.value_span, related=related, key=key, more=more, pages=plural(count, "page"), subject=key
    )


def _is_open(entry: Entry, page: PageFacts, whole: DocsetView) -> bool:
    """Tell whether a value is still to be written: then what it holds now says nothing."""
    return is_unfinished(entry.value, whole.dialect(page))


def _markup(linked: list[Entry], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the values that hold a link: they are shown where no Markdown is read. Where many do, it is one habit."""
    if len(linked) > _ENOUGH:
        places = sorted(entry.value_span for entry in linked)
        key, related = linked[0].key, also(places[1:])
        yield rules.MARKUP_IN_FRONT_MATTER.at(places[0], related=related, places=places, key=key, subject=key)
        return
    for entry in linked:
        written = whole.text(entry.value_span)
        plain = _LINK.sub(r"\1", written.value) if written else ""
        fix = rewritten((entry.value_span,), plain, safe=True) if written and plain != written.value else None
        yield rules.MARKUP_IN_FRONT_MATTER.at(entry.value_span, fix=fix, key=entry.key, subject=entry.key)


def _text(entry: Entry, whole: DocsetView) -> str:
    text = whole.text(entry.value_span)
    return text.value.strip() if text else ""


def _missing(pages: list[PageFacts], whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the keys that nearly all pages of a kind have, and one has not; those of the dialect are told elsewhere."""
    if len(pages) < _ENOUGH:
        return
    count = Counter(entry.key for page in pages for entry in page.front_matter)
    told = {name for names in whole.dialect(pages[0]).front_matter.required for name in names}
    usual = [
        key for key, number in count.items() if _NEARLY_ALL * len(pages) <= number < len(pages) and key not in told
    ]
    for page in pages:
        keys = {entry.key for entry in page.front_matter}
        for key in usual:
            if key not in keys:
                yield rules.MISSING_KEY.at(Span(page.path, 0, 3), key=key, subject=key)
