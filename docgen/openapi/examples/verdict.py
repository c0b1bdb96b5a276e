"""Decides how the examples of a document fit their types and schemas, and what of them the document shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from docgen.dialects import Dialect, DocumentForm, Samples
from docgen.model.api import Example, Shape
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.openapi.examples.fit import Fitted, declare, fit
from docgen.openapi.examples.json_schema import SchemaError, Shared, json_schema_errors
from docgen.openapi.examples.pruning import place_before, without
from docgen.openapi.examples.schema_lookup import Lookup
from docgen.openapi.examples.type_fit import TypeFit
from docgen.openapi.misfit import TYPE_KINDS, Kind, Misfit, Misfits, Pointer, Side

_MAX_DROPPED = 30  # members of one example


class Case(msgspec.Struct, frozen=True, gc=False):
    """An example with the shape of its body, the schema that the document has for it, and its side."""

    example: Example
    shape: Shape
    schema: dict[str, Any]
    side: Side


class Verdict(msgspec.Struct, gc=False):
    """What is decided about a case: its value as the document shows it, where ``shown``, and its misfits."""

    case: Case
    fitted: Fitted
    shown: bool = True
    dropped: list[Pointer] = []
    found: list[Misfit] = []

    @property
    def misfits(self) -> Misfits:
        """Return the misfits with their places in the JSON that the page shows."""
        example = self.case.example
        within = () if example.within is None else (example.within,)
        found = [msgspec.structs.replace(one, pointer=(*within, *one.pointer)) for one in self.found]
        return Misfits(example.span, self.case.side, tuple(found))


def judge(
    cases: Sequence[Case], components: Mapping[str, Any], types: TypeHierarchy, dialect: Dialect
) -> list[Verdict]:
    """Return a verdict for each case. ``components`` is the components object that the schemas refer to.

    A value is compared with its types first. Members that JSON Schema does not accept are then dropped one by one, and
    the whole example where nothing else helps. An error of JSON Schema at, around or inside a value that does not fit
    its type is the same misfit.
    """
    lookup, shared, type_fit = Lookup(components), Shared(components), TypeFit(types, dialect)
    verdicts = [_first(case, lookup, type_fit) for case in cases]
    pending = verdicts
    for _ in range(_MAX_DROPPED):
        errors = json_schema_errors(shared, [(each.case.schema, each.fitted.value) for each in pending])
        judged = zip(pending, errors, strict=True)
        pending = [each for each, error in judged if _drops(each, error, lookup, dialect.samples)]
    for each in pending:
        each.found = [msgspec.structs.replace(one, dropped="example") if one.dropped else one for one in each.found]
        if not any(one.dropped for one in each.found):
            problem = f"more than {_MAX_DROPPED} members do not fit"
            each.found.append(Misfit(Kind.SCHEMA, (), expected=problem, dropped="example"))
    return verdicts


def _first(case: Case, lookup: Lookup, type_fit: TypeFit) -> Verdict:
    fitted = fit(case.example.value, case.schema, lookup, case.side, type_fit.samples)
    found = list(type_fit.misfits(case.example.value, case.shape))
    found += [Misfit(Kind.HIDDEN_MEMBER, pointer, name=str(pointer[-1]), dropped="member") for pointer in fitted.hidden]
    return Verdict(case, fitted, True, [], found)


def _drops(verdict: Verdict, error: SchemaError | None, lookup: Lookup, samples: Samples) -> bool:
    """Drop what does not fit from a value; tell whether what is left has to be looked at again."""
    kind = Kind.SCHEMA if error else Kind.FORMAT
    error = error or verdict.fitted.format_error
    if error is None:
        verdict.shown = True
        return False
    pointer = error.pointer
    for earlier in reversed(verdict.dropped):
        pointer = place_before(pointer, earlier)
    rest = without(verdict.fitted.value, error.pointer)
    verdict.shown = False
    cause = _cause(verdict, error.missing, pointer)
    if cause is not None:  # a member is missing because it was dropped: that is told
        verdict.found[cause] = msgspec.structs.replace(
            verdict.found[cause], dropped="example" if rest is None else "member"
        )
    elif not any(_meet(pointer, other.pointer) for other in verdict.found if other.kind in TYPE_KINDS):
        misfit = Misfit(kind, pointer, expected=error.problem, dropped="example" if rest is None else "member")
        verdict.found.append(misfit)
    if rest is None:
        return False
    verdict.dropped.append(error.pointer)
    verdict.fitted = fit(rest, verdict.case.schema, lookup, verdict.case.side, samples)
    return True


def _cause(verdict: Verdict, missing: str, pointer: Pointer) -> int | None:
    """Return which misfit made a required member of the object at a place be dropped; None for none."""
    at = len(pointer)
    return next(
        (
            number
            for number, one in enumerate(verdict.found)
            if missing and one.dropped and one.pointer[: at + 1] == (*pointer, missing)
        ),
        None,
    )


def _meet(one: Pointer, other: Pointer) -> bool:
    """Tell whether one of two places is, or is inside, the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def declare_undeclared(verdicts: Iterable[Verdict], form: DocumentForm) -> set[str]:
    """Make the schemas allow the undeclared members of the examples that are shown.

    Returns the names of members that have to be strings from now on.
    """
    strays = [stray for each in verdicts if each.shown for stray in each.fitted.strays]
    # Those that are allowed by name come first, before a schema allows all.
    strays.sort(key=lambda stray: not form.is_annotation(stray.name))
    return {stray.name for stray in strays if declare(stray, form)}


def recheck(verdicts: Iterable[Verdict], components: Mapping[str, Any], changed: set[str] | None) -> None:
    """Take back examples that do not fit their schemas after a change: of the ``changed`` members, of all for None."""
    asked = [
        each
        for each in verdicts
        if each.shown and (changed is None or not changed.isdisjoint(each.fitted.non_string_members))
    ]
    errors = json_schema_errors(components, [(each.case.schema, each.fitted.value) for each in asked])
    for each, error in zip(asked, errors, strict=True):
        each.shown = error is None
