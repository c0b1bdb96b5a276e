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
    """Running text, also that of a list item or a quote; ``depth`` is the nesting in lists and quotes.

    ``item`` is the level of the list whose item begins with this text, counted from 1; 0 for any other text.
    """

    text: Text
    depth: int = 0
    item: int = 0


class Definition(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A term of a definition list with what stands below it behind a colon."""

    term: Text
    text: Text
    depth: int = 0

    @property
    def span(self) -> Span:
        """Return where term and text stand."""
        return Span(self.term.span.path, self.term.span.start, self.text.span.end)


class Attribute(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An attribute of an element: its value without quotes or braces, None where it has none, and its place."""

    name: str
    value: str | None
    span: Span


class Element(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A tag of a component, template or directive that is a block: ``<Name key="value">``, ``{% name %}``, ``:::name``.

    ``kind`` is ``open``, ``close``, or ``empty`` for one that has no end. ``text`` is what stands up to the end on the
    same line, None where the content follows as blocks.
    """

    name: str
    kind: str
    span: Span
    attributes: tuple[Attribute, ...] = ()
    text: Text | None = None

    def get(self, name: str) -> Attribute | None:
        """Return an attribute by its name, letter case ignored."""
        return next((one for one in self.attributes if one.name.lower() == name), None)


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
    """A pipe table, or one written in HTML.

    Rows have as many cells as the head: short rows are padded, surplus is joined to the last. The head of a table
    in HTML that has none holds no text.
    """

    head: Row
    rows: tuple[Row, ...]
    span: Span


class Fence(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A fenced code block. ``info`` is its language in lower case; ``text`` is the body, indentation removed.

    ``indented`` tells one that is written by indentation alone, without fences.
    """

    info: str
    text: Text
    span: Span
    indented: bool = False


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


Block = Paragraph | Callout | Table | Fence | Comment | Include | Tab | Definition | Element


class Section(msgspec.Struct, frozen=True, gc=False):
    """A heading, the blocks directly below it, and the sections inside it. The page's root has level 0.

    ``anchor`` is what a page states links can lead to, ``{#anchor}`` or ``id``; it is no part of the title.
    """

    level: int
    title: Text
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    anchor: str = ""

    def walk(self) -> Iterator[Section]:
        """Yield this section and all inside it, in the order written."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


class Site(msgspec.Struct, frozen=True, gc=False):
    """What the file of a whole site says: the server of its requests, and how they are authenticated.

    ``method`` is ``bearer``, ``basic`` or ``key``, ``name`` the header that holds the key; "" where it says none.
    ``servers`` are all that it names, the one of its requests first.
    ``groups`` are the groups of its navigation by the pages in them, below its ``folder`` and without an ending.
    """

    server: str = ""
    method: str = ""
    name: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    folder: str = ""
    servers: tuple[str, ...] = ()

    def group(self, path: str) -> str:
        """Return the group of the page at a path, "" for none."""
        below = path.removeprefix(f"{self.folder}/") if self.folder else path
        return dict(self.groups).get(below.rpartition(".")[0], "")


class Page(msgspec.Struct, frozen=True, gc=False):
    """One page: its front matter, the tree of its sections, its link definitions, and what was wrong with it.

    ``definitions`` maps the folded label of a reference-style link to its target. ``text`` is all that is written, in
    included files as well: what stands nowhere in it need not be looked for in each paragraph and cell. ``files`` are
    the paths and texts of the files of a page that includes others, () for any other page. ``site`` is None for a page
    of no site.
    """

    path: str
    text: str
    front_matter: FrontMatter | None
    root: Section
    definitions: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    site: Site | None = None

    def text_of(self, path: str) -> str:
        """Return what is written in the page's own file, or in one that it includes."""
        return next((text for name, text in self.files if name == path), self.text)

    @property
    def title(self) -> Text | None:
        """Return the text of the first level-1 heading."""
        for section in self.root.walk():
            if section.level == 1:
                return section.title
        return None
