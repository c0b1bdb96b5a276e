"""The syntax of one page: what is written where, before anything is understood."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from docgen.diagnostic import Diagnostic
from docgen.source import Span, Text

MAX_FRONT_MATTER = 64 * 1024  # characters; a longer block is not read


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One key of the front matter. ``value`` is the scalar as text ("" for a list or mapping)."""

    key: str
    value: str
    value_span: Span


class FrontMatter(msgspec.Struct, frozen=True, gc=False):
    """The YAML block at the top of a page, in the order written."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> str:
        """Return the value of a key, or "" when it is absent."""
        for entry in self.entries:
            if entry.key == key:
                return entry.value
        return ""


class Matter(msgspec.Struct, frozen=True, gc=False):
    """The front matter of a page, if it has any, and the first line of its body, counted from 0."""

    front_matter: FrontMatter | None
    first_line: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Running text, also that of a list item or a quote; ``depth`` is the nesting in lists and quotes."""

    text: Text
    depth: int = 0


class Callout(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A quoted note such as ``> [!NOTE]``; ``kind`` is lower case, "" for a plain quote."""

    kind: str
    blocks: tuple[Block, ...]
    span: Span


class Cell(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One table cell: trimmed source text (escapes kept) and where it stands."""

    text: str
    span: Span


class Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One table row, exactly as many cells as are written (after repairs that leave a finding)."""

    cells: tuple[Cell, ...]
    span: Span


class Table(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A pipe table. Rows have as many cells as the head: short rows are padded, surplus is joined to the last."""

    head: Row
    rows: tuple[Row, ...]
    span: Span


class Fence(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A fenced code block. ``info`` is its language in lower case; ``text`` is the body, indentation removed."""

    info: str
    text: Text
    span: Span


class Comment(msgspec.Struct, frozen=True, gc=False, tag=True):
    """An HTML comment; ``text`` is what stands between its marks."""

    text: Text
    span: Span


class Include(msgspec.Struct, frozen=True, gc=False, tag=True):
    """An include directive that stands as a block of its own, not replaced by its content."""

    title: str
    target: str
    span: Span


class Tab(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A tab marker ``# [HTTP](#tab/http)``; ``name`` is "http", or "" at the end of a tab group."""

    name: str
    span: Span


Block = Paragraph | Callout | Table | Fence | Comment | Include | Tab


class Section(msgspec.Struct, frozen=True, gc=False):
    """A heading, the blocks directly below it, and the sections inside it. The page's root has level 0."""

    level: int
    title: Text
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """Yield this section and all inside it, in the order written."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


class Page(msgspec.Struct, frozen=True, gc=False):
    """One page: its front matter, the tree of its sections, its link definitions, and what was wrong with it.

    ``definitions`` maps the folded label of a reference-style link to its target. ``text`` is all that is written, in
    included files as well: what stands nowhere in it need not be looked for in each paragraph and cell.
    """

    path: str
    text: str
    front_matter: FrontMatter | None
    root: Section
    definitions: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> Text | None:
        """Return the text of the first level-1 heading."""
        for section in self.root.walk():
            if section.level == 1:
                return section.title
        return None
