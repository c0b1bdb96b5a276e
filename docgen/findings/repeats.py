"""Tells findings of one cause once: where it stands first, with the number of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

import msgspec

from docgen import rules
from docgen.diagnostic import Applicability, Diagnostic, Fix, also, elsewhere

_Key = Callable[[Diagnostic], str]


def _page(one: Diagnostic) -> str:
    return one.span.path


def _subject(one: Diagnostic) -> str:
    return one.subject


def _message(one: Diagnostic) -> str:
    return one.message


def _folder(one: Diagnostic) -> str:
    return one.span.path.rpartition("/")[0]


def _alike_in_folder(one: Diagnostic) -> str:
    """Return the folder and the message: what is the habit of a generator is told in the same words on all pages."""
    return f"{_folder(one)}\0{one.message}"


def _language(one: Diagnostic) -> str:
    """Return the folder and the language of code: what a generator wrote in one way."""
    return f"{_folder(one)}\0{one.subject}"


def _severity(one: Diagnostic) -> str:
    """Return the folder and the severity, by which a rule tells two causes apart."""
    return f"{_folder(one)}\0{one.severity}"


def _reason(one: Diagnostic) -> str:
    """Return the folder and why a value is wrong: what wrote one of them so wrote all."""
    return f"{_folder(one)}\0{one.message.partition(', ')[2] or one.message}"


def _alike_on_page(one: Diagnostic) -> str:
    return f"{one.span.path}\0{one.message}"


# Findings of one rule that have the same key are one.
_KEYS: Mapping[str, _Key] = {
    rules.INCLUDE_OUTSIDE_ROOT.code: _message,
    rules.MISSING_CELL.code: _alike_on_page,
    rules.MISSING_BLANK_LINE.code: _page,
    rules.STRAY_BLANK_LINE.code: _page,
    rules.EXTRA_CELL.code: _alike_on_page,
    rules.BROKEN_ROW.code: _page,
    rules.MISSING_TYPE.code: _page,
    rules.UNTABLED_PROPERTY.code: _page,
    rules.MISFIT_MEMBER.code: _message,
    rules.MISFIT_EXAMPLE.code: _message,
    rules.UNUSED_PATH_PARAMETER.code: _message,
    rules.VALUE_IN_NAME.code: _message,
    rules.MISFIT_SAMPLE.code: _message,
    rules.UNDESCRIBED_MEMBER.code: _message,
    rules.IMPOSSIBLE_DATE.code: _reason,
    rules.MISSPELT_ROW.code: _message,
    rules.ROW_AGAINST_JSON.code: _message,
    rules.REPEATED_PATH_PARAMETER.code: _page,
    rules.UNSTATED_RESPONSE.code: _page,
    rules.MISSING_PERMISSIONS.code: _page,
    rules.CONTRADICTING_OPERATIONS.code: _page,
    rules.CONTRADICTING_PATH.code: _page,
    rules.MISSING_PAGE.code: _subject,
    rules.BROKEN_LITERAL.code: _language,
    rules.UNMET_REQUIREMENT.code: _severity,
    rules.WRAPPED_OBJECT.code: _alike_in_folder,
    rules.MISSING_INTRODUCTION.code: _alike_in_folder,
    rules.MISPLACED_SENTENCE.code: _alike_in_folder,
    rules.ENTITY_FOR_REFERENCE.code: _alike_in_folder,
    rules.MISSING_IDENTIFIER.code: _subject,
    rules.REPEATED_OPERATION.code: _subject,
    rules.CONTRADICTING_PAGES.code: _subject,
}
# What may be the habit of a whole set: then it is one cause on all pages.
_HABITS = frozenset(
    one.code for one in (rules.UNSTATED_RESPONSE, rules.MISSING_TYPE, rules.MISSING_BLANK_LINE, rules.STRAY_BLANK_LINE)
)
_SEVERAL = 3  # pages that show a habit


def fold(found: Iterable[Diagnostic], *, operation_pages: int) -> tuple[Diagnostic, ...]:
    """Return findings in their order, those of one cause once; the other places are related, and counted.

    ``operation_pages`` is the number of pages that describe operations: what half of them have is their habit.
    """
    found = tuple(found)
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    pages = Counter(code for code, _ in {(one.code, one.span.path) for one in found if one.code in _HABITS})
    habits = {code for code, count in pages.items() if count >= max(_SEVERAL, operation_pages / 2)}
    keys = [_key(one, habits) for one in found]
    for one, key in zip(found, keys, strict=True):
        if key:
            groups.setdefault(key, []).append(one)
    out = []
    for one, key in zip(found, keys, strict=True):
        if key is None:
            out.append(one)
        elif one is groups[key][0]:
            out.append(_united(groups[key]))
    return tuple(out)


def _key(one: Diagnostic, habits: Container[str]) -> tuple[str, str] | None:
    """Return what a finding shares with those of the same cause; None where it is told by itself."""
    if one.code in habits:
        return one.code, ""
    key = _KEYS.get(one.code)
    return (one.code, key(one)) if key else None


def _united(group: Sequence[Diagnostic]) -> Diagnostic:
    first = group[0]
    spans = tuple(dict.fromkeys(one.span for one in group))
    if len(spans) < 2:
        return first
    related = (*first.related, *also(spans[1:]))
    return msgspec.structs.replace(first, related=related, more=elsewhere(spans), fix=_fix(group))


def _fix(group: Sequence[Diagnostic]) -> Fix | None:
    """Return the fix of all findings of a group that have one."""
    fixes = [one.fix for one in group if one.fix]
    if not fixes:
        return None
    safe = all(fix.is_safe for fix in fixes)
    edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    return Fix(fixes[0].message, edits, Applicability.SAFE if safe else Applicability.UNSAFE)
