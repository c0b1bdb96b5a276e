"""Reports values in rows that stand in the wrong place, or are none of the type that the row states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, also
from docgen.extract.facts import PropertyFact
from docgen.source import Span, Text

_ASSIGNED = re.compile(r"[A-Za-z_][\w.-]*=[^=\s][^=]*")
_MARKS = "\"'`* "
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_SCALARS = {"integer": "an integer", "number": "a number", "boolean": "a Boolean"}
_OF_PARAMETERS = ("parameters", "path_parameters", "query_parameters", "request_headers")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield names of rows that hold a value as well, and samples that are none of their type."""
    yield from _assigned(view)
    told: set[Span] = set()
    for operation in view.facts.operations:
        for rows in operation.tables:
            yield from _samples(rows, view, told)
    for resource in view.facts.resources:
        yield from _samples(resource.properties, view, told)


def _assigned(view: PageView) -> Iterator[Diagnostic]:
    """Yield the names of parameters that stand together with a value: ``mode=edit``."""
    found: dict[str, list[Text]] = {}
    for text in _names(view) if "=" in view.page.text else ():
        if "=" in text.value and _ASSIGNED.fullmatch(text.value.strip(_MARKS)):
            found.setdefault(text.value, []).append(text)
    for value, texts in found.items():
        places = [text.span for text in texts]
        name = value.partition("=")[0].strip(_MARKS)
        yield rules.VALUE_IN_NAME.at(
            places[0], related=also(places[1:]), places=places, text=value, name=name, subject=name
        )


def _names(view: PageView) -> Iterator[Text]:
    """Yield the names of elements, of which more may be written than is read, and those of tables of parameters."""
    page = view.page
    for here in view.parts:
        for _, rows in here.rows or ():
            for row in rows:
                span = row.name.span
                if span.path == page.path:
                    yield Text(page.text[span.start : span.end], span)
    for here, table in view.tables:
        if here.role in _OF_PARAMETERS:
            yield from (Text(row.cells[0].text, row.cells[0].span) for row in table.rows if row.cells)


def _samples(rows: Sequence[PropertyFact], view: PageView, told: set[Span]) -> Iterator[Diagnostic]:
    for row in rows:
        type_ = row.type
        if row.example and type_ and type_.primitive and not type_.collection and not type_.alternatives:
            stated = view.dialect.types[type_.primitive].type
            shown = row.example.strip("`\"' ")
            if stated in _SCALARS and row.span not in told and not _is(shown, stated):
                told.add(row.span)
                yield rules.MISFIT_SAMPLE.at(
                    row.name_span, name=row.name, value=shown, stated=_SCALARS[stated], subject=row.name
                )
        yield from _samples(row.members, view, told)


def _is(shown: str, stated: str) -> bool:
    """Tell whether a sample may be of a type: one with braces or blanks stands for a value, or is for people."""
    if not shown or shown.lower() == "null" or any(mark in shown for mark in "{}<> ,%~/|_") or ".." in shown:
        return True
    if "-" in shown[1:]:
        return True  # a range
    if stated == "boolean":
        return shown.lower() in ("true", "false", "0", "1", "yes", "no")
    return _NUMBER.fullmatch(shown) is not None and (stated == "number" or "." not in shown)
