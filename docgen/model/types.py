"""The named types of an Api, their properties, and what a value may be."""

from __future__ import annotations

import msgspec

from docgen.source import Span


class Type(msgspec.Struct, frozen=True, gc=False):
    """A resolved type: a JSON type with its format, or the name of a schema or enumeration of the Api.

    Both empty means that anything may stand here. ``alternatives`` are the other types of "A or B", or of "A & B"
    where ``together``. ``depth`` is how many arrays each item of it is inside: 1 for "a collection of collections".
    ``entries`` is the type of what an object with any names holds, where pages tell it.
    """

    type: str = ""
    format: str = ""
    name: str = ""
    collection: bool = False
    alternatives: tuple[Type, ...] = ()
    depth: int = 0
    together: bool = False
    entries: Type | None = None


class Member(msgspec.Struct, frozen=True, gc=False):
    """A member of an enumeration."""

    name: str
    value: int | None
    description: str
    span: Span


class Enum(msgspec.Struct, frozen=True, gc=False):
    """A named enumeration; ``type`` is that of its members, "" for texts."""

    name: str
    members: tuple[Member, ...]
    span: Span
    flags: bool = False
    description: str = ""
    type: str = ""


class Property(msgspec.Struct, frozen=True, gc=False):
    """A property of a schema, or a member of an unnamed body; ``span`` is the row that states it.

    ``members`` are those of an unnamed object. ``closed`` tells that ``values`` are all there are. Of a type with a
    table of its own, the members of that table are its values, whatever ``values`` says. ``inferred`` marks one that
    only an example shows, beside rows that describe others. ``optional`` tells that the page says that it may be left
    out; ``unplaced``, ``open``, ``choice`` and ``bracketed`` are those of ``PropertyFact``.
    """

    name: str
    type: Type
    span: Span
    description: str = ""
    required: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool | None = None
    deprecated: bool = False
    unfinished: bool = False
    navigation: bool = False
    key: bool = False
    default: str | None = None
    values: tuple[Member, ...] = ()
    closed: bool = False
    members: tuple[Property, ...] = ()
    minimum: str = ""
    maximum: str = ""
    max_items: int | None = None
    max_length: int | None = None
    options: tuple[str, ...] = ()
    example: str = ""
    inferred: bool = False
    optional: bool = False
    unplaced: bool = False
    choice: tuple[int, int] | None = None
    open: bool = False
    bracketed: bool = False


class Schema(msgspec.Struct, frozen=True, gc=False):
    """A named type. ``missing`` marks a stand-in that no page describes, ``inferred`` one read off an example.

    ``value`` is what a type is that is no object. ``includes`` are types whose members it has besides its own and those
    of its base.
    """

    name: str
    span: Span
    description: str = ""
    base: str = ""
    properties: tuple[Property, ...] = ()
    key: str = ""
    open: bool = False
    abstract: bool = False
    deprecated: bool = False
    missing: bool = False
    inferred: bool = False
    value: Type | None = None
    includes: tuple[str, ...] = ()
