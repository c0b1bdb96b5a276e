"""Reports rows of parameters that speak of the things of another operation, which has the same rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import words
from docgen.diagnostic import Diagnostic, Related, also
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact

_SHARED = 8  # rows that say the same by mistake; where more do, it is how the set puts it
_ENDS = 2  # words of a path that tell what an operation is about


class _Stated(NamedTuple):
    page: PageFacts
    operation: OperationFact
    row: PropertyFact


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the rows whose description names things that a row with the same words is about, and their own is not."""
    alike: dict[tuple[str, str], list[_Stated]] = defaultdict(list)
    for page in whole.pages:
        form = whole.dialect(page).sentences["named_thing"]
        for operation in page.operations:
            for row in {row.span: row for rows in operation.tables for row in rows}.values():
                if row.description and form.search(row.description):
                    alike[row.name, row.description].append(_Stated(page, operation, row))
    told: dict[tuple[str, str], list[tuple[_Stated, _Stated]]] = defaultdict(list)
    for (_, text), several in alike.items():
        if len({one.page.path for one in several}) > 1 and len(several) <= _SHARED:
            for one in several:
                match = whole.dialect(one.page).sentences["named_thing"].search(text)
                noun = next(filter(None, match.groups()), "") if match else ""
                source = next((other for other in several if _is_of(other, noun, ends=True)), None)
                if source and source.page is not one.page and not _is_of(one, noun):
                    told[one.page.path, noun].append((one, source))
    for (_, noun), pairs in told.items():
        one, source = pairs[0]
        places = list(dict.fromkeys(copy.row.name_span for copy, _ in pairs))
        yield rules.FOREIGN_ROW.at(
            places[0],
            related=(Related(source.row.name_span, "the same text stands here"), *also(places[1:])),
            places=places,
            name=one.row.name,
            noun=noun,
            page=source.page.name,
            title=one.operation.title,
            subject=noun,
        )


def _is_of(one: _Stated, noun: str, *, ends: bool = False) -> bool:
    """Tell whether an operation is about things of a name; with ``ends`` both its title and the end of its path."""
    wanted = words(noun)
    paths = [route.path for route in one.operation.routes if route.path and not route.from_example]
    literal = [[segment.text for segment in path.segments if not segment.slots] for path in paths]
    if ends:
        return wanted <= words(one.operation.title) and any(
            wanted <= words(" ".join(each[-_ENDS:])) for each in literal
        )
    said = (one.operation.title, one.operation.description, one.page.title, one.row.name, *map(" ".join, literal))
    return bool(wanted & words(" ".join(said)))
