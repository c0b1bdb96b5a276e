"""Makes findings of the differences between pages and a contract, and says how much of it the pages cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from docgen import rules
from docgen.compare import pages, walk
from docgen.compare.differences import Difference
from docgen.contract.load import Contract
from docgen.contract.operations import Operation
from docgen.contract.parts import Part
from docgen.diagnostic import Diagnostic, Related, Rule
from docgen.openapi.document import Document
from docgen.settings import ContractIgnore
from docgen.source import NOWHERE, Span

_UNDECLARED: Mapping[str, Rule] = {
    "operation": rules.UNDECLARED_OPERATION,
    "parameter": rules.UNDECLARED_PARAMETER,
    "property": rules.UNDECLARED_PROPERTY,
    "status": rules.UNDECLARED_STATUS,
    "value": rules.UNDECLARED_VALUE,
    "media type": rules.UNDECLARED_MEDIA_TYPE,
    "scope": rules.UNDECLARED_SCOPE,
    "type name": rules.UNDECLARED_TYPE,
}
_UNDOCUMENTED: Mapping[str, Rule] = {
    "operation": rules.UNDOCUMENTED_OPERATION,
    "parameter": rules.UNDOCUMENTED_PARAMETER,
    "property": rules.UNDOCUMENTED_PROPERTY,
    "status": rules.UNDOCUMENTED_STATUS,
    "value": rules.UNDOCUMENTED_VALUE,
    "media type": rules.UNDOCUMENTED_MEDIA_TYPE,
    "scope": rules.UNDOCUMENTED_SCOPE,
    "type name": rules.UNDOCUMENTED_TYPE,
}
_DIFFERENT: Mapping[str, Rule] = {
    "type": rules.DRIFTING_TYPE,
    "format": rules.DRIFTING_FORMAT,
    "required": rules.DRIFTING_REQUIRED,
    "nullable": rules.DRIFTING_NULL,
    "read-only": rules.DRIFTING_ACCESS,
    "write-only": rules.DRIFTING_ACCESS,
    "default": rules.DRIFTING_DEFAULT,
    "limit": rules.DRIFTING_LIMIT,
    "deprecated": rules.DRIFTING_DEPRECATION,
    "location": rules.DRIFTING_LOCATION,
    "base": rules.DRIFTING_BASE,
}


_FEW = 10  # values of one list that are told one by one
_NOTHING = ContractIgnore()


class Cover(msgspec.Struct, frozen=True):
    """How much of a contract pages document: (how many, of how many)."""

    operations: tuple[int, int]
    parameters: tuple[int, int]
    properties: tuple[int, int]

    def words(self) -> str:
        """Return the figures as a sentence."""
        done, all_ = self.operations
        parts = [f"{done:,} of {all_:,} operations documented"] if all_ else []
        for name, (met, total) in (("parameters", self.parameters), ("properties", self.properties)):
            if total:
                parts.append(f"{100 * met // total} % of {name}")
        return ", ".join(parts)


class Drift(msgspec.Struct, frozen=True):
    """What pages and a contract disagree about, and how much of it the pages cover."""

    findings: tuple[Diagnostic, ...]
    cover: Cover


def drift(document: Document, contract: Contract, ignored: ContractIgnore = _NOTHING) -> Drift:
    """Return the findings of a comparison; ``document`` is the one that pages make, as it was emitted."""
    result = walk.compare(pages.read(document), contract.api, complete=False)
    needless = {id(one.part.value) for one in contract.api.operations if _is_needless(one, ignored)}
    kept = [
        one
        for one in result.differences
        if one.left is not None
        or one.right is None
        or not (id(one.right.value) in needless or _is_marked(one.right, ignored))
    ]
    spans = _spans(kept)
    expected = [one for one in contract.api.operations if id(one.part.value) not in needless]
    met = {id(pair[1].part.value) for pair in (*result.pairs.same, *result.pairs.near)}
    done = sum(id(one.part.value) in met for one in expected)
    cover = Cover((done, len(expected)), result.parameters, result.properties)
    return Drift(tuple(_findings(kept, spans)), cover)


def _is_needless(operation: Operation, ignored: ContractIgnore) -> bool:
    """Tell whether pages may leave an operation out."""
    path = operation.path.rstrip("/")
    tops = [one.rstrip("/") for one in ignored.paths]
    below = any(path == top or path.startswith(f"{top}/") for top in tops)
    return below or not set(ignored.tags).isdisjoint(operation.tags) or _is_marked(operation.part, ignored)


def _is_marked(part: Part, ignored: ContractIgnore) -> bool:
    """Tell whether a part has one of the extensions."""
    keys = ignored.extensions
    return bool(keys) and any(each.get(key) not in (None, False) for each in (part, part.resolved()) for key in keys)


def _spans(differences: Iterable[Difference]) -> dict[int, Span]:
    """Return the places of all parts of differences, each document looked through once."""
    by_home: dict[int, list[Part]] = {}
    for one in differences:
        for part in (one.left, one.right, one.near):
            if part is not None:
                by_home.setdefault(id(part.home), []).append(part)
    found: dict[int, Span] = {}
    for listed in by_home.values():
        found.update(listed[0].home.spans(listed))
    return found


def _findings(differences: Iterable[Difference], spans: Mapping[int, Span]) -> Iterable[Diagnostic]:
    """Yield a finding for each difference; those of one cause are one finding, with all their places."""
    groups: dict[Any, list[Difference]] = {}
    for number, one in enumerate(differences):
        groups.setdefault(one.cause or number, []).append(one)
    told = set()
    for group in _folded(groups.values(), spans):
        found = _finding(sorted(group, key=lambda one: _order(one, spans)), spans)
        key = (found.code, found.span, found.message if group[0].left is not None else "")
        if key not in told:
            told.add(key)
            yield found


def _folded(groups: Iterable[list[Difference]], spans: Mapping[int, Span]) -> Iterable[list[Difference]]:
    """Yield groups; more than a few values of one list, at one place, are one group, which names the first of them."""
    lists: dict[Any, list[list[Difference]]] = {}
    for group in groups:
        first = group[0]
        alone = first.kind == "value" and (first.left is None or first.right is None)
        place = _place(first.left or first.near, spans) if alone else None
        key = (first.left is None, first.subject, place) if place and place.path else id(group)
        lists.setdefault(key, []).append(group)
    for listed in lists.values():
        if len(listed) <= _FEW:
            yield from listed
        else:
            names = sorted(group[0].name for group in listed)
            words = f"{', '.join(names[:3])} and {len(names) - 3} more"
            yield [msgspec.structs.replace(listed[0][0], name=words)]


def _order(one: Difference, spans: Mapping[int, Span]) -> tuple[Any, ...]:
    """Return what differences of one cause are sorted by: where a type is described before where it is used."""
    span = _place(one.left, spans)
    is_type = one.left is not None and one.left.way[:1] == ("components",)
    return not span.path, not is_type, span, one.subject


def _place(part: Part | None, spans: Mapping[int, Span]) -> Span:
    return spans.get(id(part), NOWHERE) if part is not None else NOWHERE


def _finding(group: Collection[Difference], spans: Mapping[int, Span]) -> Diagnostic:
    first = next(iter(group))
    values: dict[str, Any] = {
        "what": _subject(first),
        "name": first.name,
        "old": first.old,
        "new": first.new,
        "where": f" of {first.subject}" if first.subject else "",
    }
    left, right, near = (_place(part, spans) for part in (first.left, first.right, first.near))
    if first.left is None:
        related = (Related(near, "it belongs here"),) if near.path else ()
        where = first.new if first.kind == "parameter" else ""
        return _UNDOCUMENTED[first.kind].at(
            right, related=related, subject=_identity(first), **{**values, "place": f"{where} " if where else ""}
        )
    others = dict.fromkeys(_place(one.left, spans) for one in group)
    again = [Related(span, "said here, too") for span in others if span.path and span != left]
    there = right if first.right is not None else near
    about = [Related(there, "the contract" if first.right is not None else "the contract, where it would be")]
    related = (*(about if there.path else ()), *again)
    if first.renamed:
        return rules.DRIFTING_NAME.at(left, related=related, subject=_identity(first), **values)
    rule = _UNDECLARED[first.kind] if first.right is None else _DIFFERENT[first.kind]
    place = f"{first.old} " if first.kind == "parameter" and first.old else ""
    said = _said(first) if first.right is not None else {}
    return rule.at(left, related=related, subject=_identity(first), **{**values, "place": place, **said})


def _identity(one: Difference) -> str:
    return f"{one.subject}: {one.name}" if one.name and one.subject else one.subject or one.name


def _subject(one: Difference) -> str:
    """Return what a difference is about, in words."""
    if one.kind == "property" and one.subject:
        return (
            f"{one.subject}.{one.name}"
            if " " not in one.subject
            else f"{one.name} in the {one.subject}"
            if one.subject.startswith("body")
            else f"{one.name} of {one.subject}"
        )
    return one.subject or one.name


_FLAGS = {
    "required": ("required", "not required"),
    "nullable": ("nullable", "never null"),
    "read-only": ("read-only", "not read-only"),
    "write-only": ("write-only", "not write-only"),
    "deprecated": ("deprecated", "not deprecated"),
}


def _said(one: Difference) -> dict[str, str]:
    """Return what both sides say, in words."""
    if one.kind in _FLAGS:
        words = _FLAGS[one.kind]
        return {"old": words[one.old != "yes"], "new": words[one.new != "yes"]}
    return {"old": one.old, "new": one.new}
