"""Hold a row that describes a parameter or property, whatever carries it."""

from __future__ import annotations

import msgspec

from docgen.markdown.page import Cell
from docgen.source import Span


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row, as written: what it says stands in cells, None for those that it has not.

    ``depth`` is its nesting below the rows before it, ``located`` where the parameter stands as an element says it,
    ``carrier`` is ``table``, ``list``, ``paragraph``, ``definition``, ``element`` or ``heading``. ``sure`` tells a row
    whose form says that it is one even where no label does: it has a type, or is marked as required. ``type_sure`` is
    false for the cell of a column of values, which may hold a type or a sample. ``values`` are all
    that the row lists, ``closed`` tells that its syntax allows no others; ``example`` is one of them.
    ``choice`` tells a member of which others may stand in
    its place: what offers them, and which of the alternatives it belongs to. ``exact`` tells that the
    name stands in quotes of its own, so that all of it is the name. ``others`` are cells below titles that
    no vocabulary knows.
    """

    span: Span
    name: Cell
    carrier: str
    type: Cell | None = None
    required: Cell | None = None
    optional: Cell | None = None
    default: Cell | None = None
    description: Cell | None = None
    notes: Cell | None = None
    location: Cell | None = None
    depth: int = 0
    located: str = ""
    sure: bool = False
    type_sure: bool = True
    values: tuple[Cell, ...] = ()
    closed: bool = False
    example: Cell | None = None
    nullable: bool = False
    exact: bool = False
    deprecated: bool = False
    choice: tuple[int, int] | None = None
    others: tuple[tuple[str, Cell], ...] = ()


class Declared(msgspec.Struct, frozen=True, gc=False):
    """The ``rows`` of a type that a block of code declares; ``many`` tells that it is an array of such objects.

    What is no object is one row without a name; so is a type whose members it has besides its own.
    """

    rows: tuple[Row, ...] = ()
    many: bool = False

    @property
    def whole(self) -> Cell | None:
        """Return what the type is that has no members, or whose members it has besides its own."""
        return self.rows[0].type if self.rows and not self.rows[0].name.text else None
