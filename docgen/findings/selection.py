"""Selects the findings to report, and gives them the severities of the settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic, Rule, Severity
from docgen.errors import DocgenError
from docgen.files import matcher
from docgen.near import nearest
from docgen.settings import Settings

_DOCUMENT = "DG9"  # what is wrong with the document itself is always said
_OF_NAMES = ("DG3", "DG4", "DG5", "DG6", "DG7")  # families whose findings are about names
_FAMILIES = frozenset(f"DG{digit}" for digit in range(10))  # also one that has no rule yet may be named


def select(diagnostics: Iterable[Diagnostic], settings: Settings, *, folder: str | Path = "") -> tuple[Diagnostic, ...]:
    """Return the findings to report, each once, in the order of the pages.

    ``folder`` is where the patterns of per-file-ignores start from. Raises DocgenError for a rule that does not
    exist.
    """
    severities = _severities(settings.severity)
    shown = reported(settings)
    accepted = frozenset(settings.lint.accept)
    ignored = _per_file_ignores(settings.per_file_ignores, folder)
    kept = [
        _with_severity(one, severities.get(one.code))
        for one in dict.fromkeys(diagnostics)
        if one.code.startswith(_DOCUMENT)
        or (one.code in shown and one.code not in ignored(one.span.path) and not _is_accepted(one, accepted))
    ]
    return tuple(sorted(kept, key=lambda one: (one.span, one.code, one.message, one.subject)))


def _is_accepted(one: Diagnostic, names: frozenset[str]) -> bool:
    """Tell whether a finding is about a name that the settings accept, alone or as a member of a type."""
    if not names or not one.code.startswith(_OF_NAMES):
        return False
    return one.subject in names or one.subject.rpartition(".")[2] in names


def reported(settings: Settings) -> frozenset[str]:
    """Return the codes of the rules that are reported, apart from what holds for some pages only."""
    chosen = _codes(settings.select, "select") if settings.select else frozenset(catalogue())
    return chosen - _codes(settings.ignore, "ignore")


def check(settings: Settings) -> None:
    """Raise DocgenError when the settings name a rule that does not exist."""
    select((), settings)


def codes_of(selector: str) -> frozenset[str]:
    """Return the codes of the rules that a code, prefix or name stands for; none for one that does not exist."""
    codes = {code for code in catalogue() if selector and code.startswith(selector)}
    return frozenset(codes.union(code for code, rule in catalogue().items() if rule.name == selector))


def unknown(selector: str) -> str:
    """Return the sentence that a rule does not exist, with the one that may be meant."""
    # A code with one wrong character is taken for the one that differs there, and not for a permutation of it.
    code = next((code for code in catalogue() if _differences(code, selector) == 1), "")
    close = code or nearest(selector, (*catalogue(), *_names()), sure=True)
    return f"there is no rule {selector!r}" + (f"; did you mean {close}?" if close else "")


def _differences(code: str, other: str) -> int:
    return sum(a != b for a, b in zip(code, other, strict=True)) if len(code) == len(other) else len(code)


def _with_severity(diagnostic: Diagnostic, severity: Severity | None) -> Diagnostic:
    if severity is None or severity == diagnostic.severity or diagnostic.code.startswith(_DOCUMENT):
        return diagnostic
    return msgspec.structs.replace(diagnostic, severity=severity)


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return every rule by its code, sorted."""
    every = (rule for rule in vars(rules).values() if isinstance(rule, Rule))
    return {rule.code: rule for rule in sorted(every, key=lambda one: one.code)}


def _names() -> list[str]:
    return [rule.name for rule in catalogue().values()]


def _codes(selectors: Sequence[str], key: str) -> frozenset[str]:
    """Return the codes that codes, prefixes and names stand for."""
    codes: set[str] = set()
    for selector in selectors:
        found = codes_of(selector)
        if not found and selector not in _FAMILIES:
            raise DocgenError(f"{key}: {unknown(selector)}")
        codes |= found
    return frozenset(codes)


def _severities(wanted: Mapping[str, Severity]) -> dict[str, Severity]:
    """Return the severity of each code; the longer of two prefixes decides, a name above all."""
    severities: dict[str, Severity] = {}
    for selector in sorted(wanted, key=lambda text: (not text.startswith("DG"), len(text), text)):
        severities.update(dict.fromkeys(_codes((selector,), "severity"), wanted[selector]))
    return severities


def _per_file_ignores(patterns: Mapping[str, Sequence[str]], folder: str | Path) -> Callable[[str], frozenset[str]]:
    """Return a function from the path of a page to the codes that are not reported for it."""
    table = [(matcher((pattern,), folder), _codes(names, "per-file-ignores")) for pattern, names in patterns.items()]

    @cache
    def ignored(path: str) -> frozenset[str]:
        if not table:
            return frozenset()
        absolute = Path(os.path.abspath(path))
        return frozenset().union(*(codes for matches, codes in table if matches(absolute)))

    return ignored
