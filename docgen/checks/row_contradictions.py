"""Reports rows that contradict themselves, or each other: defaults, what is required, repeated values, descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import listing, split
from docgen.diagnostic import Diagnostic, Related
from docgen.dialects import Dialect
from docgen.extract.facts import MemberFact, PageFacts, PropertyFact, TypeFact

# The one word of a description's first sentence, or of its last.
_SAID = re.compile(r"^\W{0,3}(?P<first>[A-Za-z]+)\W{0,3}(?:[.:]|$)|[.;]\s+\W{0,3}(?P<last>[A-Za-z]+)\W{0,3}$")
_WORD = re.compile(r"\w+")  # the name of another row is one word, whatever words it has
_CODE = re.compile(r"`[^`]*`")
_LISTED = re.compile(r"`|\]\(")  # values in code, or a link to where they are
_PLAIN = ("boolean", "integer", "number")
_EMPTY_DEFAULT = re.compile(r"[`*]{0,3} [`*]{0,3}\([^()\n:]{1,40}:\s?(?P<value>\"\"|'')\)")  # (string: "")
_BEHIND_NAME = 80  # characters in which a type stands behind a name


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the contradictions inside the rows of one page."""
    opposites = view.dialect.opposites
    for rows in tables(view.facts):
        opposed: list[PropertyFact] = []
        for row in rows:
            if not opposites.keys().isdisjoint(split(row.name)):
                opposed.append(row)
            if row.type is not None and row.type.enumeration:
                yield from _without_values(row, row.type, view.dialect)
            yield from _default(row, view.dialect)
            if row.default:
                yield from _default_against_type(row, view)
            yield from _required(row, view.dialect)
            yield from _twice(row.values, f"the values of {row.name}")
        if len(opposed) > 1:
            yield from _swapped(opposed, opposites)
    for enum in view.facts.enums:
        yield from _twice(enum.members, f"the members of {enum.name.rpartition('.')[2]}")
        yield from _numbers(enum.members)


def tables(facts: PageFacts) -> Iterator[tuple[PropertyFact, ...]]:
    """Yield the rows of a page that stand together, and the members of each of them."""
    for resource in facts.resources:
        yield from _with_members(resource.properties)
    for operation in facts.operations:
        for rows in operation.tables:
            yield from _with_members(rows)


def _with_members(rows: tuple[PropertyFact, ...]) -> Iterator[tuple[PropertyFact, ...]]:
    yield rows
    for row in rows:
        if row.members:
            yield from _with_members(row.members)


def _without_values(row: PropertyFact, type_: TypeFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a row that says that it is an enumeration, and neither which one nor of what; its text may list values."""
    listed = type_.values or row.values or row.members or _LISTED.search(row.description)
    listed = listed or dialect.sentences["value_apart"].search(row.description)
    if type_.primitive and not type_.target and not type_.alternatives and not listed:
        yield rules.ENUMERATION_WITHOUT_VALUES.at(row.name_span, name=row.name, subject=row.name)


def _default(row: PropertyFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a default that a row does not allow: by its values, or by its smallest and greatest one."""
    if row.default is None:
        return
    shown = row.default.strip("`\"'")
    why = ""
    nothing = dialect.outline.no_defaults
    known = [member.name for member in row.values]
    kind = dialect.types[row.type.primitive].type if row.type and row.type.primitive else ""
    if len(known) > 1 and kind not in _PLAIN and shown not in ("", *known) and shown.lower() not in nothing:
        why = f"none of its values ({listing(known)})"
    else:
        why = beyond(shown, row.minimum, row.maximum)
    if why:
        yield rules.CONTRADICTING_DEFAULT.at(row.name_span, name=row.name, value=shown, why=why, subject=row.name)


def _default_against_type(row: PropertyFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield a row whose description states a default, where an empty text stands as that behind its type."""
    end = row.name_span.end
    behind = _EMPTY_DEFAULT.match(view.page.text_of(row.span.path), end, min(row.span.end, end + _BEHIND_NAME))
    shown = row.default.strip("`\"'") if row.default and behind else ""
    if shown and shown.lower() not in view.dialect.outline.no_defaults:
        why = f"not the one behind its type, {behind['value'] if behind else ''}"
        yield rules.CONTRADICTING_DEFAULT.at(row.name_span, name=row.name, value=shown, why=why, subject=row.name)


def beyond(shown: str, minimum: str, maximum: str) -> str:
    """Return how a number lies outside of two limits, each "" for none; "" for what lies inside or is no number."""
    number = _number(shown) if minimum or maximum else None
    if number is None:
        return ""
    smallest, greatest = _number(minimum), _number(maximum)
    if smallest is not None and number < smallest:
        return f"less than its smallest value, {minimum}"
    if greatest is not None and number > greatest:
        return f"greater than its greatest value, {maximum}"
    return ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _required(row: PropertyFact, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield a row whose description says the opposite of its column of what is required."""
    match = _SAID.search(row.description) if row.required or row.optional else None
    said = (match["first"] or match["last"]).lower() if match else ""
    form = dialect.outline
    if said in (form.optional_words if row.required else form.required_words):
        stated = "required" if row.required else "optional"
        yield rules.CONTRADICTING_REQUIRED.at(row.name_span, name=row.name, stated=stated, said=said, subject=row.name)
    elif row.required and not row.optional:
        found = dialect.sentences["conditional"].search(row.description)
        if found:
            said = f'"{found["said"].lower()} ..."'
            yield rules.CONTRADICTING_REQUIRED.at(
                row.name_span, name=row.name, stated="required", said=said, subject=row.name
            )


def _swapped(rows: list[PropertyFact], opposites: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield two rows whose names mean the opposite of each other, and of which each has what describes the other.

    But for that the descriptions are the same: "must be before the end" describes no end.
    """
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], PropertyFact] = {}
    for row in rows:
        words, told = split(row.name), _WORD.findall(_CODE.sub("", row.description).lower())
        said = {opposites[word] for word in told if word in opposites}
        same = tuple([word for word in told if word not in opposites])
        for at, word in enumerate(words):
            if word not in opposites:
                continue
            own, other = opposites[word], opposites[opposites[word]]
            rest = (*words[:at], own, *words[at + 1 :])
            if other in said and own not in said:
                first = known.pop((rest, same), None)
                if first:
                    yield rules.SWAPPED_DESCRIPTIONS.at(
                        first.name_span,
                        related=(Related(row.name_span, "the other one"),),
                        first=first.name,
                        second=row.name,
                        subject=first.name,
                    )
                known[(*words[:at], other, *words[at + 1 :]), same] = row


def _twice(members: tuple[MemberFact, ...], among: str) -> Iterator[Diagnostic]:
    if len(members) < 2 or len({member.name for member in members}) == len(members):
        return
    seen: set[str] = set()
    for member in members:
        if member.name in seen:
            yield rules.REPEATED_VALUE.at(member.span, value=member.name, among=among, subject=member.name)
        seen.add(member.name)


def _numbers(members: tuple[MemberFact, ...]) -> Iterator[Diagnostic]:
    """Yield the member of an enumeration that has the number of an earlier one, where no other two share one."""
    counted = Counter(member.value for member in members if member.value is not None)
    several = [number for number, count in counted.items() if count > 1]
    if len(several) != 1 or counted[several[0]] > 2 or len(counted) < 2:
        return
    first, second = (member for member in members if member.value == several[0])
    yield rules.REPEATED_VALUE.at(
        second.span, value=several[0], among=f"the numbers of {first.name} and {second.name}", subject=second.name
    )
