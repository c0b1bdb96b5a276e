"""Find what links of a page lead to: the anchors of its headings, and those of them that the types of rows name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Cell, Paragraph, Table
from docgen.outline.parts import Part
from docgen.outline.table_rows import cell_at, head, is_property_table, layout
from docgen.outline.text_rows import of_text

_TARGET = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ONLY_TARGETS = re.compile(r"\s*(?:<a\s[^<>]*>\s*+(?:</a\s*>\s*+)?)+\Z", re.IGNORECASE)
_OWN = re.compile(r"\]\(#([^()\s]+)\)")


def anchors(parts: Sequence[Part]) -> dict[Part, tuple[str, ...]]:
    """Return what links can lead to for each heading: what the page states, and what renderers make of the words.

    Of headings alike most renderers number the second one 1, some 2: what the former call nothing is the last of them.
    """
    out: dict[Part, tuple[str, ...]] = {}
    times: dict[str, int] = {}
    last: dict[str, Part] = {}
    before: list[str] = []
    for here in parts:
        if here.is_section and here.section.level:
            slug = inline.slug(here.section.title.value)
            count = times.get(slug, 0)
            times[slug], last[slug] = count + 1, here
            stated = [here.section.anchor, *before, *_inside(here), f"{slug}-{count}" if count else slug]
            out[here] = tuple(dict.fromkeys(name.lower() for name in stated if name))
        before = list(_behind(here))
    known = {name for names in out.values() for name in names}
    for slug, count in times.items():
        if slug and count > 1 and f"{slug}-{count}" not in known:
            out[last[slug]] = (*out[last[slug]], f"{slug}-{count}")
    return out


def _inside(here: Part) -> Iterator[str]:
    """Yield the targets that stand alone directly below a heading."""
    for block in here.own:
        if isinstance(block, Paragraph):
            if not _ONLY_TARGETS.match(block.text.value):
                return
            yield from _TARGET.findall(block.text.value)


def _behind(here: Part) -> Iterator[str]:
    """Yield the targets that stand alone at the end of a part: they are those of the next heading."""
    last = here.own[-1] if here.own else None
    if isinstance(last, Paragraph) and len(here.own) > 1 and _ONLY_TARGETS.match(last.text.value):
        yield from _TARGET.findall(last.text.value)


def named_types(
    parts: Sequence[Part], known: Mapping[Part, Collection[str]], stating: Collection[Part], dialect: Dialect
) -> frozenset[Part]:
    """Return the headings with rows to which the type of a row on the same page leads, and that name no role.

    ``known`` are the anchors of headings, ``stating`` the parts that state requests: those, and the ones around them,
    are about operations.
    """
    led = {target.lower() for here in parts for target in _led(here, dialect)}
    if not led:
        return frozenset()
    busy = {around for one in stating for around in (one, *one.ancestors)}
    return frozenset(
        here
        for here, names in known.items()
        if not here.named
        and here not in busy
        and not led.isdisjoint(names)
        and any(isinstance(block, Table) and is_property_table(block, dialect) for block in here.shown)
    )


def _led(here: Part, dialect: Dialect) -> Iterator[str]:
    """Yield the anchors of the page to which the types of the rows of a part lead."""
    for block in here.shown:
        if isinstance(block, Table):
            for cell in _types(block, dialect):
                yield from _OWN.findall(cell.text)
        elif isinstance(block, Paragraph) and block.item and "](#" in block.text.value:
            row = of_text(block.text, dialect)
            yield from _OWN.findall(row.type.text) if row and row.type else ()


def _types(table: Table, dialect: Dialect) -> Iterator[Cell]:
    """Yield the cells of a table that name types by a link to its own page."""
    found = layout(head(table), dialect.columns)
    for row in table.rows if found.name >= 0 and found.type >= 0 else ():
        cell = cell_at(row.cells, found.type)
        if cell and "](#" in cell.text:
            yield cell
