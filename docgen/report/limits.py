"""Chooses the findings that a format shows: from a severity up, and no more than its readers take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from docgen.diagnostic import Diagnostic, Severity

# What people read leaves notes out. What programs read holds them, with their severity: a program can choose.
_FOR_PEOPLE = frozenset({"full", "concise", "github", "gitlab"})
# So many are read from top to bottom, or kept of a report by services for code scanning.
_MOST: Mapping[str, int] = {"full": 100, "gitlab": 5_000, "sarif": 5_000}
_MOST_OF_A_SEVERITY: Mapping[str, int] = {"github": 9}  # GitHub shows ten, and one tells what is left out


def lowest_shown(output_format: str, wanted: str | None, fail_on: str) -> Severity:
    """Return the severity from which on findings are shown; what makes a run fail is, unless told otherwise."""
    if wanted is not None:
        return Severity(wanted)
    usual = Severity.WARNING if output_format in _FOR_PEOPLE else Severity.INFO
    return Severity.INFO if fail_on == Severity.INFO else usual


def from_severity(found: Iterable[Diagnostic], lowest: Severity) -> tuple[Diagnostic, ...]:
    """Return the findings at or above a severity."""
    return tuple(one for one in found if one.severity.rank >= lowest.rank)


def within(found: Sequence[Diagnostic], output_format: str) -> tuple[Diagnostic, ...]:
    """Return the findings that a format has room for, in their order.

    The more severe go first; of those alike, the first finding of every rule before the second one of any.
    """
    of_severity, most = _MOST_OF_A_SEVERITY.get(output_format), _MOST.get(output_format)
    if of_severity is None and (most is None or len(found) <= most):
        return tuple(found)
    of_rule: Counter[str] = Counter()
    ranked: list[tuple[int, int, int]] = []
    for number, one in enumerate(found):
        of_rule[one.code] += 1
        ranked.append((-one.severity.rank, of_rule[one.code], number))
    taken: Counter[int] = Counter()
    kept: list[int] = []
    for severity, _, number in sorted(ranked)[:most]:
        taken[severity] += 1
        if of_severity is None or taken[severity] <= of_severity:
            kept.append(number)
    return tuple(found[number] for number in sorted(kept))


def of_each_rule(found: Iterable[Diagnostic], most: int) -> tuple[Diagnostic, ...]:
    """Return no more than so many findings of each rule, in their order."""
    of_rule: Counter[str] = Counter()
    kept = []
    for one in found:
        of_rule[one.code] += 1
        if of_rule[one.code] <= most:
            kept.append(one)
    return tuple(kept)
