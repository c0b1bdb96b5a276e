"""Make a property of what a row says: its type, its bounds and values, whether it is required, read or written."""

from __future__ import annotations

from typing import Any

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.extract.facts import MemberFact, PageFacts, PropertyFact
from docgen.model import samples, schema_from_example, shown_types
from docgen.model.resolve import Resolver
from docgen.model.types import Member, Property, Type

Listed = dict[str, dict[str, Member]]


def member(fact: MemberFact) -> Member:
    """Return a listed member."""
    return Member(fact.name, fact.value, fact.description, fact.span)


def type_of(row: PropertyFact, page: PageFacts, resolver: Resolver) -> Type:
    """Return the type of a row: where no page describes what it names, the one to which the row's own name leads."""
    fact = row.type
    if fact is None:
        return Type()
    if row.leads_to and resolver.described_by(fact, page) is None:
        led = msgspec.structs.replace(fact, target=row.leads_to)
        return resolver.resolve(led if resolver.target_only(led) else fact, page)
    return resolver.resolve(fact, page)


def property_of(
    row: PropertyFact,
    page: PageFacts,
    resolver: Resolver,
    listed: Listed,
    findings: list[Diagnostic],
    shown: Any = None,
) -> Property:
    """Return a row with its type resolved; values of a type without a page are noted in ``listed``.

    A row without a type has that of the value which an example shows for it (``shown``), or which all examples of its
    page show under its name; it is marked as inferred then.
    """
    row = resolver.listing(row, page)
    is_written_out = bool(row.members) and (row.type is None or resolver.described_by(row.type, page) is None)
    examples_add = resolver.dialect(page).document.examples_add
    value = None
    is_supposed = row.type is None or (bool(row.members) and row.type.span == row.name_span)
    if is_supposed and examples_add:
        value = resolver.shown(page).get(row.name) if shown is None else shown
    if is_written_out:  # its name, if it has one, is described nowhere else
        # What only the names of its members tell may be a list of such objects, too.
        many = bool(row.type and row.type.collection) or (is_supposed and isinstance(value, list))
        type_ = Type("object", collection=many)
    else:
        type_ = type_of(row, page, resolver)
    if row.type is None:
        findings.append(rules.MISSING_TYPE.at(row.name_span, name=row.name, subject=row.name))
    inferred = None
    if row.type is None and not is_written_out and examples_add:
        inferred = schema_from_example.of_value(row.name, value, row.span, page, resolver)
        type_ = inferred.type
    values = tuple(map(member, row.values)) if row.values else ()
    if type_.name and type_.name in resolver.missing and values:
        for value in values:
            listed.setdefault(type_.name, {}).setdefault(value.name, value)
    is_text = type_.type in ("", "string")
    all_listed = type_.name or (is_text and resolver.dialect(page).document.string_values == "closed")
    closed = bool(row.type and row.type.enumeration) or bool(row.values_closed and all_listed)
    return Property(
        name=row.name,
        type=type_,
        span=row.span,
        description=row.description,
        required=row.required,
        optional=row.optional,
        unplaced=row.unplaced,
        choice=row.choice,
        open=row.open,
        bracketed=row.bracketed,
        read_only=row.read_only,
        write_only=row.write_only,
        nullable=row.nullable,
        deprecated=row.deprecated,
        unfinished=row.unfinished,
        navigation=row.navigation,
        key=row.key,
        default=row.default,
        values=values,
        closed=closed,
        minimum=row.minimum,
        maximum=row.maximum,
        max_items=row.max_items,
        max_length=row.max_length,
        options=row.options,
        example=row.example,
        members=tuple([property_of(m, page, resolver, listed, findings, _inside(shown, m.name)) for m in row.members])
        if is_written_out
        else (inferred.members if inferred else ()),
        inferred=type_ != Type() and inferred is not None,
    )


def _inside(shown: Any, name: str) -> Any:
    """Return the value of a member of an object that an example shows, or of the objects that it lists."""
    value = shown_types.plain(shown)
    if isinstance(value, list):
        value = shown_types.plain(samples.united(value))
    return value.get(name) if isinstance(value, dict) else None
