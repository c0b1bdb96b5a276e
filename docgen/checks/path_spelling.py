"""Reports paths that pages write in two letter cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, plural, rewritten
from docgen.extract.facts import PageFacts
from docgen.source import Span

_CLEAR = 2  # how many times more pages write a segment in one way than in another one, where the first is right

_Place = tuple[Span, int]  # a request line, and how many segments of the same text stand before the segment
_Uses = Mapping[str, Mapping[str, list[_Place]]]  # the places of a segment, by how it is written and by page


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the segments of paths that most pages write in other letter case, once a page.

    A path is the same up to a segment where all before is the same but for the names of parameters.
    """
    told: set[tuple[str, str]] = set()
    for spellings in _gather(whole).values():
        if len(spellings) < 2:
            continue
        usual = _usual(spellings)
        for text in sorted(set(spellings) - {usual}):
            pages = sorted(spellings[text])
            clear = len(spellings[usual]) >= _CLEAR * len(pages)
            for page in pages if clear else pages[:1]:
                # Where no other page writes the path, it may have both.
                if (page, text) not in told and any(other != page for other in spellings[usual]):
                    told.update([(page, text)] if clear else [(other, text) for other in pages])
                    yield from _finding(text, usual, page, spellings, whole)


def _usual(spellings: _Uses) -> str:
    """Return how most pages write a segment; where that is not clear, with the capital letters of its words."""
    ranked = sorted(spellings, key=lambda text: (-len(spellings[text]), text))
    close = [text for text in ranked if _CLEAR * len(spellings[text]) > len(spellings[ranked[0]])]
    return next((text for text in close if not text.islower()), ranked[0])


def _gather(whole: DocsetView) -> Mapping[tuple[object, str, str], _Uses]:
    """Return how the segments of paths are written, by the family of pages and the path before each."""
    out: dict[tuple[object, str, str], dict[str, dict[str, list[_Place]]]] = defaultdict(dict)
    for page in whole.pages:
        for before, text, place in _segments(page):
            uses = out[page.family, before, text.lower()].setdefault(text, {})
            uses.setdefault(page.path, []).append(place)
    return out


def _segments(page: PageFacts) -> Iterator[tuple[str, str, _Place]]:
    """Yield the segments of the request lines of a page that hold no parameter, with the path before them."""
    for operation in page.operations:
        for route in operation.routes:
            before, seen = "", list[str]()
            for segment in route.path.segments if route.path and not route.from_example else ():
                if not segment.slots and not segment.call:
                    yield before, segment.text, (route.span, seen.count(segment.text))
                before += f"/{segment.shape}"
                seen.append(segment.text)


def _finding(text: str, usual: str, page: str, spellings: _Uses, whole: DocsetView) -> Iterator[Diagnostic]:
    places = [place for use in dict.fromkeys(spellings[text][page]) for place in _at(text, use, whole)]
    if not places:
        return
    others, alike = sorted(spellings[usual]), len(spellings[text])
    clear = len(others) >= _CLEAR * alike
    related = [Related(spellings[usual][other][0][0], f"written as {usual} here") for other in others[:2]]
    yield rules.PATH_LETTER_CASE.at(
        places[0],
        fix=rewritten(places, usual, safe=True) if clear else None,
        related=tuple(related),
        text=text,
        usual=usual,
        pages=plural(len(others), "page"),
        verb="writes" if len(others) == 1 else "write",
        more="" if clear or alike == 1 else f"; {alike} write it as here",
        subject=text,
    )


def _at(text: str, use: _Place, whole: DocsetView) -> Sequence[Span]:
    """Return the place of a segment in a request line, none where the line does not hold it as written."""
    span, before = use
    found = whole.places(f"/{text}", span)[before : before + 1]
    return [Span(one.path, one.start + 1, one.end) for one in found]
