"""A page and the dialects go in; the page's dialect, its kind and the role of each section come out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Callout, Comment, Fence, Page, Section, Tab

_MARKS = re.compile(r"[*`]|<[^<>]*>|\\")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_BLANKS = re.compile(r"[\s\u00a0\u200b]+")


@dataclass(frozen=True)
class Placed:
    """A section with its role ("" when its heading is not in the vocabulary) and the sections that hold it.

    ``inherits`` tells that the role is that of the section around it.
    """

    section: Section
    role: str
    ancestors: tuple[Placed, ...]
    inherits: bool = False

    @property
    def title(self) -> str:
        """Return the heading as written."""
        return self.section.title.value

    def inside(self, role: str) -> bool:
        """Tell whether this section, or one that holds it, has a role."""
        return self.role == role or any(a.role == role for a in self.ancestors)


@lru_cache(maxsize=4096)
def fold(heading: str, dialect: Dialect) -> str:
    """Return a heading without marks, in lower case, without a trailing colon or version."""
    text = _MARKS.sub("", _LINK.sub(r"\1", html.unescape(heading)))
    text = _BLANKS.sub(" ", text).strip().lower()
    return dialect.drop.sub("", text)


def choose(page: Page, dialects: Sequence[Dialect]) -> Dialect:
    """Return the first dialect (given most specific first) whose signs the page shows; the last one otherwise."""
    texts = tuple(_texts(page.root))
    for dialect in dialects:
        detect = dialect.detect
        if detect.front_matter is not None and detect.front_matter != (page.front_matter is not None):
            continue
        if detect.text and not any(_any(detect.text, text) for text in texts):
            continue
        titles = [fold(s.title.value, dialect) for s in page.root.walk() if s.level]
        if all(any(re.search(pattern, title) for title in titles) for pattern in detect.headings):
            return dialect
    return dialects[-1]


def _any(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE | re.MULTILINE) for pattern in patterns)


def _texts(section: Section) -> Iterator[str]:
    """Yield the texts that tell a family: the first blocks, annotations and code."""
    for part in section.walk():
        for block in part.blocks:
            if isinstance(block, (Comment, Fence)) or hasattr(block, "text"):
                yield block.text.value


def place(page: Page, dialect: Dialect) -> tuple[Placed, ...]:
    """Return all sections in the order written, each with its role.

    A section whose heading says nothing takes the role of the section that holds it; the page's title has none.
    """
    out: list[Placed] = []
    _place(page.root, (), dialect, out)
    return tuple(out)


@lru_cache(maxsize=4096)
def _role(title: str, table: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((role for role, pattern in table if pattern.search(title)), "")


def _place(section: Section, ancestors: tuple[Placed, ...], dialect: Dialect, out: list[Placed]) -> None:
    role, inherits = "", False
    if section.level:
        in_examples = any(a.role in _EXAMPLE_ROLES for a in ancestors)
        title = fold(section.title.value, dialect)
        is_title = section.level == 1 and len(ancestors) == 1
        table = dialect.in_examples if in_examples else dialect.sections
        if not is_title:
            role = _role(title, table)
            if not role and ancestors:
                role, inherits = ancestors[-1].role, True
    here = Placed(section, role, ancestors, inherits)
    out.append(here)
    for inner in section.sections:
        _place(inner, (*ancestors, here), dialect, out)


_EXAMPLE_ROLES = frozenset({"examples", "request", "response", "notification"})


def shown(blocks: Sequence[Block], dialect: Dialect) -> Iterator[Block]:
    """Yield the blocks that count: those of tabs other than the protocol's are left out, callouts stay whole."""
    visible = True
    for block in blocks:
        if isinstance(block, Tab):
            visible = not block.name or block.name in dialect.tabs
        elif visible:
            yield block


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with those inside callouts in their place."""
    for block in blocks:
        if isinstance(block, Callout):
            yield from flat(block.blocks)
        else:
            yield block


def page_kind(page: Page, placed: Sequence[Placed], dialect: Dialect, folders: Sequence[str]) -> str:
    """Return operation, resource, enum, include or other: by structure, then by front matter."""
    if any(folder in dialect.include_folders for folder in folders):
        return "include"
    roles = {p.role for p in placed}
    title = fold(page.title.value, dialect) if page.title else ""
    if "http_request" in roles:
        return "operation"
    if dialect.titles["enum"].search(title) or "members" in roles:
        return "enum"
    if roles & {"properties", "json", "relationships"} or dialect.titles["resource"].search(title):
        return "resource"
    if "values" in roles:
        return "enum"
    stated = stated_kind(page, dialect)
    return stated if stated in ("operation", "resource", "enum") else "other"


def stated_kind(page: Page, dialect: Dialect) -> str:
    """Return the page kind that the front matter states, or ""."""
    value = page.front_matter.get(dialect.front_matter.kind).strip().lower() if page.front_matter else ""
    return next((kind for kind, words in dialect.front_matter.kinds.items() if value in words), "")
