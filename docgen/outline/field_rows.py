"""Hold the fields that elements describe, and unite those that alternatives of one thing describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from docgen.markdown.page import Element
from docgen.outline.row import Row


class Field(msgspec.Struct, frozen=True, gc=False, eq=False):
    """An element that is a row, with the fields inside it; ``row`` is None where it has no name."""

    element: Element
    row: Row | None
    role: str
    inside: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """Return the name, "" for none."""
        return self.row.name.text if self.row else ""


def flatten(fields: Iterable[Field], depth: int = 0) -> Iterator[Row]:
    """Yield the rows of fields, each followed by those inside it."""
    for one in fields:
        if one.row is None:
            yield from flatten(one.inside, depth)
            continue
        yield msgspec.structs.replace(one.row, depth=depth)
        yield from flatten(one.inside, depth + 1)


def united(groups: Sequence[Sequence[Field]]) -> tuple[Field, ...]:
    """Return the fields of all alternatives, each once; one is required only where every alternative requires it."""
    if len(groups) == 1:
        return tuple(groups[0])
    found: dict[tuple[str, str], list[Field]] = {}
    for group in groups:
        for key, field in {(one.role, one.name): one for one in reversed(group)}.items():
            found.setdefault(key, []).append(field)
    order = dict.fromkeys((one.role, one.name) for group in groups for one in group)
    return tuple(_together(found[key], everywhere=len(found[key]) == len(groups)) for key in order)


def _together(fields: Sequence[Field], *, everywhere: bool) -> Field:
    first = fields[0]
    row = first.row
    if row is not None and row.required is not None and row.required.text.lower() != "false":
        must = everywhere and all((one.row and one.row.required == row.required) or _must(one) for one in fields)
        row = row if must else msgspec.structs.replace(row, required=None)
    inner = [one.inside for one in fields if one.inside]
    return Field(first.element, row, first.role, united(inner) if inner else ())


def _must(field: Field) -> bool:
    required = field.row.required if field.row else None
    return required is not None and required.text.lower() != "false"
