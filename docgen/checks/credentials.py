"""Reports ways to say who asks that differ from the one that the page, or all its neighbors, state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related
from docgen.extract.facts import ExampleFact
from docgen.source import Span

_HEADER = "authorization"
_SCHEME = re.compile(r"\W*(basic|bearer|digest)\b", re.IGNORECASE)  # what the description of a header begins with
_SENT = re.compile(r"authorization[\"']?\s*[:=]\s*[\"']?(?P<scheme>basic|bearer|digest)\b", re.IGNORECASE)
_ENOUGH = 10  # pages of a folder that agree before another one is wrong
_FEW = 0.02  # the share of pages up to which what they state may be a slip


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the examples that send another scheme than the page states, and the few pages that state another one."""
    stated: dict[tuple[str, str], dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for page in whole.pages:
        for operation in page.operations:
            row = next((one for one in operation.headers if one.name.lower() == _HEADER), None)
            match = _SCHEME.match(row.description) if row else None
            if row is None or match is None:
                continue
            scheme = match[1].lower()
            stated[page.family][scheme].append(row.name_span)
            for example in operation.examples:
                yield from _sent(example, row.name_span, scheme, whole)
    for schemes in stated.values():
        usual = max(schemes, key=lambda scheme: len(schemes[scheme]))
        many = len(schemes[usual])
        for scheme, rows in schemes.items():
            if scheme != usual and many >= _ENOUGH and len(rows) <= _FEW * many + 1:
                where = f"{many} other pages of the folder say"
                yield from [_finding(place, scheme, usual, where) for place in rows]


def _sent(example: ExampleFact, row: Span, scheme: str, whole: DocsetView) -> Iterator[Diagnostic]:
    text = whole.text(example.span)
    match = _SENT.search(text.value) if text and "uthorization" in text.value else None
    if text and match and match["scheme"].lower() != scheme:
        place = text.at(*match.span("scheme"))
        yield _finding(place, match["scheme"], scheme, "the page says", Related(row, "stated here"))


def _finding(place: Span, shown: str, stated: str, where: str, *related: Related) -> Diagnostic:
    return rules.CONTRADICTING_CREDENTIAL.at(
        place, related=related, shown=shown.title(), stated=stated.title(), where=where, subject=shown
    )
