"""Reports dates and ranges that do not exist, and descriptions that stop in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, also
from docgen.extract.facts import PropertyFact
from docgen.markdown.page import Paragraph, Table
from docgen.outline.table_rows import head
from docgen.source import Span, Text

# Begins with a plain sign, so that to look for it in a whole page takes next to no time.
_ANY_DATE = re.compile(r"-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
# All begin alike, so that the search goes from one year to the next.
_ODD = re.compile(
    r"(?:19|20)\d\d-(?:"
    r"(?:00|1[3-9]|[2-9]\d)-\d\d(?!\d|-)|\d\d-(?:00|3[2-9]|[4-9]\d)(?![\d-])"
    r"|(?:02-(?:29|3[01])|(?:0[469]|11)-31)(?![\d-])"
    r"|\d\d-\d\dT(?:2[4-9]|[3-9]\d):\d\d|\d\d-\d\dT\d\d:[6-9]\d"
    r"|\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z[+-]\d\d:?\d\d|[+-]\d\d:?\d\dZ|ZZ+)\b)"
)
_ZONES = ", which is a time of UTC and of another zone"
_TWICE = ", which has the Z of UTC twice"
_SHORTEST = 12  # characters of a sentence
_DESCRIBED = (
    "properties",
    "relationships",
    "request_body",
    "path_parameters",
    "query_parameters",
    "function_parameters",
    "methods",
)


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the impossible values and unfinished sentences of one page."""
    if view.facts.kind not in ("operation", "resource", "enum"):
        return
    yield from _dates(view)
    yield from _cut(view)
    yield from _ranges(view)


def _dates(view: PageView) -> Iterator[Diagnostic]:
    text = view.page.text
    zones = any(mark in text for mark in ("Z+", "Z-", "ZZ", "0Z"))
    if not (zones or any(_may_be_odd(*parts) for parts in set(_ANY_DATE.findall(text)))):
        return
    told: dict[str, list[tuple[str, Span]]] = {}
    for piece in _texts(view):
        for match in _ODD.finditer(piece.value):
            before = piece.value[match.start() - 1 : match.start()]
            if (before and (before.isalnum() or before in "-.")) or _exists(match[0]):
                continue
            why = "" if "Z" not in match[0] else _TWICE if match[0].endswith("ZZ") else _ZONES
            # What writes a zone twice writes it so everywhere on a page; each date that does not exist is another slip.
            told.setdefault(why or match[0], []).append((match[0], piece.at(*match.span())))
    for why, found in told.items():
        value, place = found[0]
        others = [span for _, span in found[1:]]
        if "Z" in value:
            yield rules.IMPOSSIBLE_DATE.at(
                place, related=also(others), places=[place, *others], value=value, why=why, subject=value
            )
            continue
        for span in (place, *others):
            yield rules.IMPOSSIBLE_DATE.at(span, value=value, why="", subject=value)


def _may_be_odd(month: str, day: str, hour: str, minute: str) -> bool:
    """Tell whether the parts of a date may be those of one that does not exist; hour and minute may be ""."""
    if month > "12" or day > "31" or "00" in (month, day) or hour > "23" or minute > "59":
        return True
    return (month == "02" and day > "28") or (day == "31" and month in ("04", "06", "09", "11"))


def _exists(value: str) -> bool:
    if "Z" in value:
        return False  # a time of UTC, and of another zone
    day, _, time = value.partition("T")
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    hour, _, minute = time.partition(":")
    return not time or (int(hour) < 24 and int(minute) < 60) or time == "24:00"


def _texts(view: PageView) -> Iterator[Text]:
    for here in view.parts:
        for block in here.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Table):
                yield from (Text(cell.text, cell.span) for row in block.rows for cell in row.cells)
    for code in view.blocks:
        yield code.fence.text


def _cut(view: PageView) -> Iterator[Diagnostic]:
    """Yield the descriptions that end with a word that no sentence ends with."""
    cut, without_verb, verb = (view.dialect.sentences[key].pattern for key in ("cut", "cut_without_verb", "verb"))
    for here, table in view.tables:
        if here.role not in _DESCRIBED or here.inside("examples"):
            continue
        titles = head(table)
        about = next((i for i, title in enumerate(titles) if title in view.dialect.columns.description), 0)
        for row in table.rows if about else ():
            cell = row.cells[about]
            text = cell.text
            if len(text) <= _SHORTEST:
                continue
            last = text[-1:] if text.endswith(",") else text[text.rfind(" ") + 1 :]
            if last == "," or cut.match(last) or (without_verb.match(last) and not verb.search(text)):
                start = cell.span.end - len(last)
                place = Span(cell.span.path, start, cell.span.end)
                yield rules.CUT_DESCRIPTION.at(place, extent="stops", word=last, subject=text)


def _ranges(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows whose smallest value is greater than the greatest one."""
    for resource in view.facts.resources:
        yield from _of_rows(resource.properties)
    for operation in view.facts.operations:
        body = operation.request_body.properties if operation.request_body else ()
        for rows in (body, operation.query_parameters, operation.path_parameters, operation.parameters):
            yield from _of_rows(rows)


def _of_rows(rows: tuple[PropertyFact, ...]) -> Iterator[Diagnostic]:
    for row in rows:
        if row.minimum and row.maximum and float(row.minimum) > float(row.maximum):
            yield rules.EMPTY_RANGE.at(
                row.name_span, name=row.name, first=row.minimum, last=row.maximum, subject=row.name
            )
