"""Reports links whose text is the name of one page and that lead to another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from posixpath import basename

from docgen import rules
from docgen.checks.docset_view import DocsetView, folder
from docgen.checks.wording import CAMEL, do_differ, verb_of, words
from docgen.diagnostic import Diagnostic, Fix, rewritten
from docgen.extract.facts import PageFacts
from docgen.model.resolve import singular
from docgen.names import folded
from docgen.source import Span


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the links whose text is the name of one type, or the title of one page, and that lead to another."""
    types = whole.pages_of_types
    named = frozenset(types.values())
    titled: dict[str, list[str]] = defaultdict(list)
    for page in whole.pages:
        if page.kind == "operation":
            titled[page.title.lower()].append(page.path)
    for page in whole.pages:
        verbs = whole.dialect(page).title_verbs
        for link in page.links:
            target = whole.page(link.target)
            if target is None or link.target == page.path:
                continue
            own = types.get(link.target, "") if not link.anchor else ""
            is_operation = target.kind == "operation"
            told = {own or target.title}
            if told.issuperset(link.texts) or not (own or is_operation):  # quick to tell, of nearly all links
                continue
            for (written, span), text in zip(((link.written, link.span), *link.again), link.texts, strict=True):
                if text in told:
                    continue
                told.add(text)
                name = text if text in named else singular(text)
                wrong = own != "" and name in named and _is_other_type(name, own, page)
                if not wrong and is_operation and text.lower() in titled:
                    wrong = _is_other_title(text, target, verbs)
                if wrong:
                    pages = _called(name, types) if own else titled.get(text.lower(), [])
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
    """Tell whether a text names a type, and not another one; a single word may be one of the sentence.

    What such a word stands for may be called the same and more.
    """
    own = words(text)
    if folded(text) == folded(name):
        return False
    return CAMEL.match(text) is not None or (
        not own <= words(name) and (len(own) > 1 or own <= words(page.title.partition(" ")[2]))
    )


def _is_other_title(text: str, target: PageFacts, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a title lacks a noun of a link's text, or does something else."""
    verb, other = verb_of(text, verbs), verb_of(target.title, verbs)
    if verb and other and do_differ(verb, other, verbs):
        return True
    nouns = words(text.partition(" ")[2] if verb else text)
    if folded(text) in folded(target.title) or folded(text.rpartition(" ")[2]) in folded(target.name):
        return False
    return not nouns <= words(target.title) | words(target.name.rpartition("/")[2])
