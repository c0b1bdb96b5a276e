"""Decide which of the permissions on a page hold for an operation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from docgen.dialects import Dialect
from docgen.extract.facts import ScopeFact
from docgen.model.api import (
    Requirement,
)
from docgen.model.resolve import singular
from docgen.model.routes import Route

_CAMEL = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def _literals(path: str) -> list[str]:
    """Return the segments of a path that are no parameters."""
    return [s for s in path.split("/") if s and not s.startswith("{")]


def scopes_of(route: Route) -> tuple[Requirement, ...]:
    """Return the permissions of all pages, one requirement for each alternative, in the order stated."""
    stated = [
        fact
        for statement in route.statements
        for fact in _applying(statement.operation.scopes, route.path, statement.dialect)
    ]
    return tuple(
        Requirement(kind, scopes) for kind, scopes in dict.fromkeys([(fact.kind, fact.scopes) for fact in stated])
    )


def _applying(facts: Sequence[ScopeFact], path: str, dialect: Dialect) -> Sequence[ScopeFact]:
    """Return the scopes for a path: where tables are about things, those of the thing that the path ends with."""
    subjects = {fact.subject for fact in facts if fact.subject}
    if not subjects:
        return facts
    places: dict[str, int] = {}
    for number, segment in enumerate(_literals(path), 1):
        for word in _stems(dialect.urls.aliases.get(segment, segment)):
            places[word] = number
    scores = {subject: _likeness(subject, places) for subject in subjects}
    best = max(scores.values())
    return [f for f in facts if not f.subject or not best[0] or scores[f.subject] == best]


def _likeness(subject: str, places: Mapping[str, int]) -> tuple[int, int, int]:
    """Return how well words fit a path: the last segment that they name, how many they name, how few they miss."""
    words = _stems(subject)
    named = [place for word in words if (place := _place(word, places))]
    return (max(named, default=0), len(named), len(named) - len(words))


def _place(word: str, places: Mapping[str, int]) -> int:
    """Return the segment that names a word, or what the word ends with; 0 for none."""
    if word in places:
        return places[word]
    return max([place for name, place in places.items() if len(name) > 3 and word.endswith(name)], default=0)


@lru_cache(maxsize=4096)
def _stems(name: str) -> frozenset[str]:
    """Return the words of a name without letter case and the ends of plurals."""
    return frozenset(singular(word.lower()) for word in _CAMEL.findall(name))
