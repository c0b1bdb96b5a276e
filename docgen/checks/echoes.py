"""Reports answers of examples that show another value than the request sends under the same name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.operations import is_main
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Related
from docgen.dialects import Dialect
from docgen.extract.facts import ExampleFact
from docgen.names import folded
from docgen.openapi.misfit import Pointer

_DONE = {"POST": (201,), "PUT": (200, 201), "PATCH": (200, 201)}  # statuses of an answer that shows what was sent
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?P<zone>Z?)")
_MINUTE = 16  # characters of a time up to its minutes
# What holds no words: the service may well answer with another identifier, date or hash than it was sent.
_OPAQUE = re.compile(r"(?:[A-Fa-f]|[^a-z])*")
_DEEPEST = 4
_STANDS_FOR = re.compile(r"[{}<>]|\.\.\.|…|\*{3}|[\da-f]{8}-[\da-f]{4}-", re.IGNORECASE)
_LONGEST = 40  # characters of a value in a message


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the answers that do not show what was sent, one finding an example."""
    for page in whole.pages:
        dialect = whole.dialect(page)
        for operation in page.operations:
            for example in operation.examples:
                if example.status in _DONE.get(example.method, ()) and is_main(example, operation):
                    yield from _of_example(example, dialect, whole)


def _of_example(example: ExampleFact, dialect: Dialect, whole: DocsetView) -> Iterator[Diagnostic]:
    sent, shown = example.request_body, example.response_body
    if sent is None or shown is None or not isinstance(sent.value, dict) or not isinstance(shown.value, dict):
        return
    differing = list(_differing(sent.value, shown.value, dialect, ()))
    place = whole.place(shown.span, differing[0][0]) if differing else None
    if place is None:
        return
    pointer, value, other = differing[0]
    related = [Related(one, "sent here") for each, *_ in differing if (one := whole.place(sent.span, each))]
    yield rules.DIFFERING_ECHO.at(
        place,
        related=tuple(related),
        names=listing([".".join(map(str, each)) for each, *_ in differing]),
        sent=_quoted(value),
        shown=_quoted(other),
        subject=str(pointer[-1]),
    )


def _differing(
    sent: Mapping[str, Any], shown: Mapping[str, Any], dialect: Dialect, at: Pointer
) -> Iterator[tuple[Pointer, Any, Any]]:
    """Yield the place of each value that differs, with both."""
    zone = dialect.samples.zone_member
    for name, value in sent.items():
        other = shown.get(name)
        if value == other or dialect.document.is_annotation(name):
            continue
        if isinstance(value, dict) and isinstance(other, dict):
            if len(at) < _DEEPEST:
                yield from _differing(value, other, dialect, (*at, name))
        elif isinstance(value, list) and isinstance(other, list):
            if _are_words((*value, *other)) and not {*map(folded, value)} & {*map(folded, other)}:
                yield (*at, name), value, other
        elif _differs(value, other, dialect) and sent.get(zone) == shown.get(zone):
            yield (*at, name), value, other


def _differs(sent: Any, shown: Any, dialect: Dialect) -> bool:
    """Tell whether a service that was sent a value would not answer with another one."""
    if type(sent) is not type(shown):
        return False
    if isinstance(sent, bool | int | float):
        return True
    if not isinstance(sent, str) or _STANDS_FOR.search(sent) or _STANDS_FOR.search(shown):
        return False
    if _OPAQUE.fullmatch(sent) or _OPAQUE.fullmatch(shown):
        return _are_times(sent, shown) and sent[:_MINUTE] != shown[:_MINUTE]
    if dialect.samples.may_be_no_value(sent) or dialect.samples.may_be_no_value(shown):
        return False
    one, other = folded(sent), folded(shown)
    return one not in other and other not in one


def _are_words(values: Iterable[Any]) -> bool:
    """Tell whether some values are words, and no identifiers or texts that stand for something."""
    return all(isinstance(one, str) and not _OPAQUE.fullmatch(one) and not _STANDS_FOR.search(one) for one in values)


def _are_times(sent: str, shown: str) -> bool:
    """Tell whether two texts are times in one zone."""
    one, other = _TIME.fullmatch(sent), _TIME.fullmatch(shown)
    return one is not None and other is not None and one["zone"] == other["zone"]


def _quoted(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
