"""Find the types that a page describes: the headings that name one, and the parts that belong to each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Block, Definition, Fence, Page, Paragraph, Table
from docgen.outline import declared_code
from docgen.outline.heading_rows import heading_row
from docgen.outline.parts import LISTS_TYPES, Part, fold
from docgen.outline.rows import groups
from docgen.outline.scopes import Scope, is_about_types
from docgen.outline.table_rows import head, is_property_table, layout
from docgen.source import Span

# Headings that say how a type differs from the one around it.
VARYING = frozenset({"added", "changed", "removed"})
# Headings that say what of a type stands below them, and not what it is.
_INNER = frozenset({"properties", "relationships", "json", "listed_values", "examples", "parameters", *VARYING})
_ENUMERATIONS = frozenset({"values", "members"})  # sections that describe an enumeration
_JSON_START = ("{", "[")
_POINTER = re.compile(r"#/(?:components/schemas|definitions)/(?P<name>[^/\s]+)\Z")  # to a type of an OpenAPI document
_QUALIFIER = re.compile(r"\.|::")  # between a name and what it is qualified with
_BODIES = (*_JSON_START, "HTTP/")


class TypeScope(msgspec.Struct, frozen=True, gc=False, eq=False):
    """What a page says of one type: the part of its heading, and those that describe it.

    ``name`` is as the heading, or the title of the page, writes it, without words such as "object". ``anchors`` are
    what links lead to, in lower case, "" for the page itself. ``listed`` tells that it stands in a part which lists
    types, or that its heading says what it is; any other is one only where something leads to it.
    """

    head: Part
    name: str
    span: Span
    anchors: tuple[str, ...]
    parts: tuple[Part, ...]
    listed: bool


def types(
    page: Page,
    parts: Sequence[Part],
    scopes: Sequence[Scope],
    anchors: Mapping[Part, tuple[str, ...]],
    apart: Collection[Part],
    dialect: Dialect,
) -> tuple[TypeScope, ...]:
    """Return what may be a type, in the order written; nothing in a dialect whose pages describe one type each.

    ``anchors`` are those of headings, ``apart`` are headings inside operations to which types of rows lead.
    """
    if dialect.outline.request_parts or not parts:
        return ()
    taken = _of_operations(scopes, apart, dialect)
    owned: dict[Part, list[Part]] = {}
    for here in parts:
        if here not in taken and not _is_of_enumeration(here):
            owned.setdefault(_owner(here, dialect), []).append(here)
    return tuple(
        TypeScope(
            owner,
            name,
            owner.section.title.span,
            (*([""] if _is_page(owner, parts) else []), *_anchors(owner, inside, anchors, dialect)),
            tuple(inside),
            _is_listed(owner)
            or _POINTER.match(owner.title.strip()) is not None
            or _is_titled(owner, parts, dialect)
            or _has_attributes(owner, inside, scopes, dialect)
            or (_is_page(owner, parts) and _is_stated(page, dialect)),
        )
        for owner, inside in owned.items()
        if not _lists_types(owner)
        and not (_is_page(owner, parts) and dialect.titles["enum"].search(fold(owner.title, dialect)))
        and any(_describes(here, dialect, listed=_is_listed(owner)) or _shows_failure(here, dialect) for here in inside)
        and (name := _name(owner, page, dialect))
    )


def _anchors(
    owner: Part, inside: Iterable[Part], anchors: Mapping[Part, tuple[str, ...]], dialect: Dialect
) -> tuple[str, ...]:
    """Return what links to a type lead to: its heading, and those inside it that name it once more."""
    named = (here for here in inside if here is owner or (here.is_section and _names_the_same(here, dialect)))
    return tuple(dict.fromkeys(anchor for here in named for anchor in anchors.get(here, ())))


def _of_operations(scopes: Iterable[Scope], apart: Collection[Part], dialect: Dialect) -> set[Part]:
    """Return the parts that describe operations: those below their headings, and those that hold for several.

    What shows the body of all failures holds for operations, and describes a type besides.
    """
    out: set[Part] = set()
    for scope in scopes:
        for here in scope.parts if scope.statements else ():
            inside = here is scope.head or scope.head in here.ancestors
            shared = here.named and here.role not in _INNER and not _shows_failure(here, dialect)
            if (inside or shared) and not is_about_types(here, scope.head, apart):
                out.add(here)
    return out


def _owner(part: Part, dialect: Dialect) -> Part:
    """Return the part of the heading that names what a part is about."""
    here = part
    while not here.is_section:
        here = here.ancestors[-1]
    while here.ancestors and not _is_listed(here) and (_is_inner(here) or heading_row(here, dialect)):
        here = here.ancestors[-1]
    return here.ancestors[-1] if _names_the_same(here, dialect) else here


def _names_the_same(here: Part, dialect: Dialect) -> bool:
    """Tell whether a heading names the type of the one around it: "Shelf structure" below "Shelf object"."""
    around = here.ancestors[-1] if here.ancestors else None
    if around is None or not around.is_section or around.section.level < 2:
        return False
    found = [dialect.titles["type"].search(fold(one.section.title.value, dialect)) for one in (here, around)]
    inner, outer = found
    return inner is not None and outer is not None and inner["name"] == outer["name"]


def _is_of_enumeration(here: Part) -> bool:
    return any(one.named and one.role in _ENUMERATIONS and not _is_listed(one) for one in (here, *here.ancestors))


def _is_inner(here: Part) -> bool:
    return here.named and here.role in _INNER


def _lists_types(here: Part) -> bool:
    return here.named and here.role == LISTS_TYPES


def _is_listed(owner: Part) -> bool:
    """Tell whether a heading stands directly in a part that lists types: whatever it is called, it names one."""
    return bool(owner.ancestors) and _lists_types(owner.ancestors[-1])


def _is_titled(owner: Part, parts: Sequence[Part], dialect: Dialect) -> bool:
    """Tell whether the title of a page says that the page is about a type."""
    return _is_page(owner, parts) and dialect.titles["resource"].search(fold(owner.title, dialect)) is not None


def _is_stated(page: Page, dialect: Dialect) -> bool:
    """Tell whether the front matter says that a page is about a type."""
    stated = page.front_matter.get(dialect.front_matter.kind).strip().lower() if page.front_matter else ""
    return stated in dialect.front_matter.kinds["resource"]


def _has_attributes(owner: Part, inside: Iterable[Part], scopes: Sequence[Scope], dialect: Dialect) -> bool:
    """Tell whether a heading is that of operations, and of the attributes of what they are about."""
    attributes = dialect.titles["attributes"]
    if not any(here.is_section and here.named and attributes.search(fold(here.title, dialect)) for here in inside):
        return False
    return any(owner in scope.head.ancestors for scope in scopes if scope.statements)


def _is_page(owner: Part, parts: Sequence[Part]) -> bool:
    """Tell whether a heading is that of the whole page."""
    first = next((here for here in parts if here.is_section and here.section.level), None)
    return owner.section.level == 0 or owner is first


def _name(owner: Part, page: Page, dialect: Dialect) -> str:
    """Return the name of the type that a heading names; that of a page without one is its title."""
    title = owner.section.title.value
    stem = page.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if not owner.section.level:
        title = _front_title(page, dialect) or stem
    name = type_name(title, dialect)
    short = _QUALIFIER.split(name)[-1] if owner.section.level <= 1 else name.rsplit(".", 1)[-1]
    # A page that is called like the last part of a qualified name describes the only type of that name.
    return short if stem == short else name


def _front_title(page: Page, dialect: Dialect) -> str:
    found = (page.front_matter.get(key) for key in dialect.front_matter.title) if page.front_matter else ()
    return next((value for value in found if value), "")


@lru_cache(maxsize=1024)
def type_name(title: str, dialect: Dialect) -> str:
    """Return a heading without the words around the name of a type: "Pet" for "The Pet object"."""
    pointer = _POINTER.match(title.strip())
    if pointer:
        return pointer["name"]
    plain = inline.plain(title).strip().strip("`*: ")
    folded = fold(title, dialect)
    match = dialect.titles["resource"].search(folded) or dialect.titles["type"].search(folded)
    if not match:
        return plain
    at = plain.lower().find(match["name"])
    return plain[at : at + len(match["name"])] if at >= 0 else plain


def _describes(here: Part, dialect: Dialect, *, listed: bool) -> bool:
    """Tell whether a part says what a type is: by rows, or by JSON that shows one."""
    if heading_row(here, dialect):
        return True
    for block in here.shown:
        if isinstance(block, Table):
            if is_property_table(block, dialect):
                return True
            if layout(head(block), dialect.columns).name >= 0 and (listed or here.role in _INNER):
                return True
        elif isinstance(block, Fence) and (
            block.text.value.lstrip().startswith(_JSON_START) or declared_code.of(block, here, dialect).rows
        ):
            return True
    if not any(map(_is_item, here.shown)):
        return False
    if here.named and here.role in VARYING:
        return True
    is_labelled = listed or here.role == "properties"
    return any(is_labelled or (rows and all(row.sure for row in rows)) for _, rows in groups(here, dialect))


def tells_failures(title: str, dialect: Dialect) -> bool:
    """Tell whether a heading says that what failures in general answer with stands below it."""
    return dialect.titles["failures"].search(fold(title, dialect)) is not None


def _shows_failure(here: Part, dialect: Dialect) -> bool:
    """Tell whether a part shows what failures in general answer with: JSON, or answers with their status lines."""
    return tells_failures(here.title, dialect) and any(
        isinstance(block, Fence) and block.text.value.lstrip().startswith(_BODIES) for block in here.shown
    )


def _is_item(block: Block) -> bool:
    return isinstance(block, Definition) or (isinstance(block, Paragraph) and block.item > 0)
