"""Reports examples that call otherwise than those around them: another scheme, another identifier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, Rule, also, rewritten
from docgen.extract.facts import ExampleFact, OperationFact
from docgen.source import Span

_ADDRESS = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#\s{}<>]+)")
_LOCAL = re.compile(r"localhost\b|127\.|10\.|192\.168\.|0\.0\.0\.0|\[::1\]|[^.]+(?::\d+)?\Z")
_FEW = 0.1  # the share of the calls to a host up to which its other scheme is a slip
_ENOUGH = 10  # calls of a host that show which scheme is usual
_ALIKE = (
    re.compile(r"\d+"),
    re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE),
)
_Calls = Mapping[str, Sequence[Span]]  # the examples that call a host in each way
_READS = ("GET", "PATCH", "PUT")


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the examples that differ from those around them in how they call."""
    schemes: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    ports: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for page in whole.pages:
        for operation in page.operations:
            for example in operation.examples:
                match = _ADDRESS.match(example.target)
                if match and not _LOCAL.match(match["host"]):
                    schemes[match["host"].lower()][match["scheme"]].append(example.span)
                if match:
                    host, _, port = match["host"].lower().partition(":")
                    ports[host][port].append(example.span)
                yield from _identifier(example, operation, whole.dialect(page).document.key_member, whole)
    for host, spans in schemes.items():
        yield from _schemes(host, spans, whole)
    for host, spans in ports.items():
        yield from _ports(host, spans, whole)


def _schemes(host: str, spans: _Calls, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the few calls to a host that use another scheme than nearly all of its calls do."""
    found = _rare(spans)
    if found:
        rare, usual = found
        told = {"host": host, "shown": rare, "usual": usual, "subject": host}
        yield _told(rules.OTHER_SCHEME, _places(spans[rare], rare, f"{rare}://", whole), len(spans[usual]), told)


def _ports(host: str, spans: _Calls, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the few calls to a host that use another port than nearly all of its calls do."""
    found = _rare(spans)
    if found:
        shown, usual = (f"{host}:{port}" if port else host for port in found)
        told = {"shown": shown, "usual": usual, "subject": shown}
        yield _told(rules.OTHER_PORT, _places(spans[found[0]], shown, shown, whole), len(spans[found[1]]), told)


def _rare(spans: _Calls) -> tuple[str, str] | None:
    """Return which of two ways to call is a slip, and the usual one; None where both are usual."""
    if len(spans) != 2:
        return None
    rare, usual = sorted(spans, key=lambda way: len(spans[way]))
    few, many = len(dict.fromkeys(spans[rare])), len(spans[usual])
    return None if many < _ENOUGH or few > _FEW * many else (rare, usual)


def _places(spans: Sequence[Span], words: str, within: str, whole: DocsetView) -> list[Span]:
    """Return where words stand in each of some code blocks, the whole block where they are written otherwise."""
    places = []
    for span in dict.fromkeys(spans):
        text = whole.text(span)
        at = text.value.lower().find(within) if text else -1
        places.append(text.at(at, at + len(words)) if text and at >= 0 else span)
    return places


def _told(rule: Rule, places: Sequence[Span], count: int, told: Mapping[str, Any]) -> Diagnostic:
    own = [place for place in places if place.path == places[0].path]
    fix = rewritten(own, told["usual"], safe=False)
    return rule.at(places[0], fix=fix, related=also(places[1:]), places=places, count=count, **told)


def _identifier(example: ExampleFact, operation: OperationFact, key: str, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield an answer whose identifier is not the one that the request asks for, where both are of one form."""
    body, path = example.response_body, example.path
    if body is None or path is None or example.method not in (*_READS, "DELETE") or not path.segments:
        return
    shown = body.value.get(key) if isinstance(body.value, dict) else None
    asked = path.segments[-1].text
    if not isinstance(shown, str | int) or isinstance(shown, bool) or str(shown) == asked:
        return
    if not any(form.fullmatch(asked) and form.fullmatch(str(shown)) for form in _ALIKE):
        return
    if not any(
        route.path
        and route.method == example.method
        and route.path.segments
        and route.path.segments[-1].text.startswith("{")
        for route in operation.routes
    ):
        return
    place = whole.place(body.span, (key,))
    if place:
        yield rules.OTHER_IDENTIFIER.at(
            place, related=(Related(example.span, "asked for here"),), asked=asked, shown=shown, subject=asked
        )
