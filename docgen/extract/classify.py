"""A page and the dialects go in; the page's dialect, its kind and the role of each section come out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Callout, Comment, Fence, Page, Paragraph, Section, Tab

_MARKS = re.compile(r"[*`]|<[^<>]*>|\\")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_BLANKS = re.compile(r"[\s\u00a0\u200b]+")


class Placed(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A section with its role ("" when its heading is not in the vocabulary) and the sections that hold it.

    ``inherits`` tells that the role is that of the section around it. ``roles`` are its own and theirs. ``blocks``
    are those of the section and, in their place, those inside its callouts; ``shown`` are the ones of them that count.
    """

    section: Section
    role: str
    ancestors: tuple[Placed, ...]
    inherits: bool
    roles: tuple[str, ...]
    blocks: Sequence[Block]
    shown: Sequence[Block]

    @property
    def title(self) -> str:
        """Return the heading as written."""
        return self.section.title.value

    def inside(self, role: str) -> bool:
        """Tell whether this section, or one that holds it, has a role."""
        return role in self.roles


def title_of(placed: Sequence[Placed]) -> Placed | None:
    """Return the section of the page's title."""
    for here in placed:
        if here.section.level == 1:
            return here
    return None


@lru_cache(maxsize=2048)
def fold(heading: str, dialect: Dialect) -> str:
    """Return a heading without marks, in lower case, without a trailing colon or version."""
    text = html.unescape(heading)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    text = _MARKS.sub("", text)
    text = _BLANKS.sub(" ", text).strip().lower()
    return dialect.drop.sub("", text)


def choose(page: Page, dialects: Sequence[Dialect]) -> Dialect:
    """Return the first dialect (given most specific first) whose signs the page shows; the last one otherwise."""
    return next((dialect for dialect in dialects if _looks_like(page, dialect)), dialects[-1])


def _looks_like(page: Page, dialect: Dialect) -> bool:
    wanted = dialect.detect.front_matter
    if wanted is not None and wanted != (page.front_matter is not None):
        return False
    if dialect.heading_signs:
        titles = [fold(section.title.value, dialect) for section in page.root.walk() if section.level]
        if not all(any(map(pattern.search, titles)) for pattern in dialect.heading_signs):
            return False
    return not dialect.text_signs or _shows(page.root, dialect.text_signs)


def _shows(section: Section, signs: Sequence[re.Pattern[str]]) -> bool:
    """Tell whether a text, annotation or code block in a section, or in one inside it, has one of the signs."""
    for block in section.blocks:
        if isinstance(block, (Paragraph, Comment, Fence)):
            text = block.text.value.lower()
            for sign in signs:
                if sign.search(text):
                    return True
    return any(_shows(inner, signs) for inner in section.sections)


def place(page: Page, dialect: Dialect) -> tuple[Placed, ...]:
    """Return all sections in the order written, each with its role.

    A section whose heading says nothing takes the role of the section that holds it; the page's title has none.
    """
    out: list[Placed] = []
    _place(page.root, (), dialect, out)
    return tuple(out)


_EXAMPLE_ROLES = frozenset({"examples", "request", "response", "notification"})


def _place(section: Section, ancestors: tuple[Placed, ...], dialect: Dialect, out: list[Placed]) -> None:
    role, inherits = "", False
    around: tuple[str, ...] = ()
    if ancestors:
        around = ancestors[-1].roles
        if section.level > 1 or len(ancestors) > 1:
            role = _role(section.title.value, dialect, not _EXAMPLE_ROLES.isdisjoint(around))
            if not role:
                role, inherits = ancestors[-1].role, True
    blocks, visible = _both(section.blocks, dialect)
    here = Placed(section, role, ancestors, inherits, (*around, role), blocks, visible)
    out.append(here)
    if section.sections:
        ancestors = (*ancestors, here)
        for inner in section.sections:
            _place(inner, ancestors, dialect, out)


@lru_cache(maxsize=2048)
def _role(heading: str, dialect: Dialect, in_examples: bool) -> str:  # noqa: FBT001 (a part of the key)
    title = fold(heading, dialect)
    table = dialect.in_examples if in_examples else dialect.sections
    return next((role for role, pattern in table if pattern.search(title)), "")


def _both(blocks: Sequence[Block], dialect: Dialect) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the flat blocks, and those of them that count; most sections have neither tabs nor callouts."""
    if not blocks:
        return blocks, blocks
    kinds = set(map(type, blocks))
    whole = tuple(flat(blocks)) if Callout in kinds else blocks
    return whole, tuple(flat(shown(blocks, dialect))) if Tab in kinds else whole


def shown(blocks: Iterable[Block], dialect: Dialect) -> Iterator[Block]:
    """Yield the blocks that count: those of tabs other than the protocol's are left out, callouts stay whole."""
    visible = True
    for block in blocks:
        if isinstance(block, Tab):
            visible = not block.name or block.name in dialect.tabs
        elif visible:
            yield block


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with those inside callouts in their place."""
    for block in blocks:
        if isinstance(block, Callout):
            yield from flat(block.blocks)
        else:
            yield block


def page_kind(
    page: Page, placed: Sequence[Placed], title: Placed | None, dialect: Dialect, folders: Sequence[str]
) -> str:
    """Return operation, resource, enum, include or other: by structure, then by front matter."""
    if not dialect.include_folders.isdisjoint(folders):
        return "include"
    roles = {p.role for p in placed}
    if "http_request" in roles:
        return "operation"
    heading = fold(title.title, dialect) if title else ""
    if dialect.titles["enum"].search(heading) or "members" in roles:
        return "enum"
    if roles & {"properties", "json", "relationships"} or dialect.titles["resource"].search(heading):
        return "resource"
    if "values" in roles:
        return "enum"
    stated = stated_kind(page, dialect)
    return stated if stated in ("operation", "resource", "enum") else "other"


def stated_kind(page: Page, dialect: Dialect) -> str:
    """Return the page kind that the front matter states, or ""."""
    value = page.front_matter.get(dialect.front_matter.kind).strip().lower() if page.front_matter else ""
    return next((kind for kind, words in dialect.front_matter.kinds.items() if value in words), "")
