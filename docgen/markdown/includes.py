"""Puts the content of included files into a page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from enum import Enum

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic, Rule
from docgen.markdown import imports, inline_includes
from docgen.markdown.page import Block, Callout, Element, Include, Page, Paragraph, Section, Tab
from docgen.markdown.tree import TreeBuilder
from docgen.source import Text

MAX_INCLUDES = 1_000  # of one page, those inside included files counted
_MAX_DEPTH = 20
_MAX_QUOTES = 40  # around an include; what is included may add as many, and no more
_NO_VALUES: Mapping[str, str] = {}
_MAX_BLOCKS = 100_000  # of one page, included ones counted


class Unresolved(Enum):
    """Why a loader has no page for a path."""

    MISSING = "missing"
    OUTSIDE = "outside"  # outside the folders that may be read


Loader = Callable[[str], Page | Unresolved]
"""Takes a normalised path (``/`` between names, relative to what the path of the page is relative to)."""


def resolve(page: Page, load: Loader) -> Page:
    """Return the page with each block-level include replaced by what the included file holds.

    Blocks before the first heading of the file stand in place of the directive, its headings become sections after
    the open ones. Spans point into the included files, whose findings and definitions are added to those of the page.
    An include that cannot be resolved stays and leaves a finding; one inside a tab of another language stays silently.
    """
    if not included_paths(page) and not imports.of(page):
        return page
    resolver = _Resolver(page, load)
    resolver.put(page, (posixpath.normpath(page.path),))
    return msgspec.structs.replace(
        page,
        text="\n".join(resolver.texts),
        root=resolver.tree.root(),
        definitions=tuple(resolver.definitions.items()),
        diagnostics=tuple(resolver.diagnostics),
        files=tuple(resolver.files),
    )


def included_paths(page: Page) -> tuple[str, ...]:
    """Return the normalised paths of the files that a page includes itself, each once, in the order written."""
    found: dict[str, None] = {}
    tab = ""
    inline = "[!" in page.text
    for section in page.root.walk():
        for block in section.blocks:
            if type(block) is Tab:
                tab = block.name
            elif tab not in ("", "http"):
                continue
            elif type(block) in (Include, Callout):
                for include in _includes(block):
                    found[target_path(page.path, include.target)] = None
            elif inline:
                for include in inline_includes.includes(block):
                    found[target_path(page.path, include.target)] = None
    found.pop("", None)
    return tuple(found)


def target_path(path: str, target: str) -> str:
    """Return the normalised path of a target as written on the page ``path``, or "" when it names no file."""
    words = target.replace("\\", "/").split("#")[0].split("?")[0].strip().strip("<>").split('"')
    name = words[0].strip()
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else ""


def _includes(block: Block) -> Iterator[Include]:
    if isinstance(block, Include):
        yield block
    elif isinstance(block, Callout):
        for inner in block.blocks:
            yield from _includes(inner)


class _Resolver:
    """Rebuilds the tree of one page."""

    def __init__(self, page: Page, load: Loader) -> None:
        self.load = load
        self.tree = TreeBuilder(page.path)
        self.texts: list[str] = []
        self.files: list[tuple[str, str]] = []
        self.definitions: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self.imports: dict[str, str] = {}
        self.tab = ""
        self.seen: set[str] = set()
        self.includes = 0
        self.blocks = 0

    def put(self, page: Page, chain: tuple[str, ...], values: Mapping[str, str] = _NO_VALUES) -> None:
        """Add everything on a page; ``chain`` holds the paths of the pages around it, and its own.

        ``values`` are put in for the properties that are called so.
        """
        self._note(page, chain[-1])
        for section in page.root.walk():
            if section.level:
                self.tree.begin(section.level, section.title, section.anchor)
            for block in section.blocks:
                self._put_block(page, imports.filled(block, values) if values else block, chain)

    def _note(self, page: Page, path: str) -> None:
        if path in self.seen:
            return
        self.seen.add(path)
        self.texts.append(page.text)
        self.files.append((page.path, page.text))
        self.imports.update(imports.names(page.text))
        self.diagnostics.extend(page.diagnostics)
        for label, target in page.definitions:
            self.definitions.setdefault(label, target)

    def _put_block(self, page: Page, block: Block, chain: tuple[str, ...]) -> None:
        self.blocks += 1
        if isinstance(block, Tab):
            self.tab = block.name
        elif isinstance(block, Include):
            included = self._open(page.path, block, chain)
            if included is not None:
                path, content = included
                self.put(content, (*chain, path))
                return
        elif isinstance(block, Callout):
            block = self._callout(page, block, chain)
        elif isinstance(block, Element) and block.kind != "close":
            for piece in imports.targets(block, page, self.imports):
                found = self._import(piece, block, chain)
                if found is not None:
                    path, content = found
                    self.put(content, (*chain, path), imports.values(block))
                    return
        elif self.tab in ("", "http"):
            block = inline_includes.put(block, lambda include: self._inline(page, include, chain))
        self.tree.add(block)

    def _inline(self, page: Page, include: Include, chain: tuple[str, ...]) -> Page | None:
        """Return the page that an include inside a text names; where it is put in too, its findings are the page's."""
        included = self._open(page.path, include, chain)
        if included is None:
            return None
        path, content = included
        self._note(content, path)
        return content

    def _import(self, piece: imports.Piece, element: Element, chain: tuple[str, ...]) -> tuple[str, Page] | None:
        """Return the path and the page of a piece that an element stands for, wherever above the page it lies."""
        self.includes += 1
        if len(chain) > _MAX_DEPTH or self.includes > MAX_INCLUDES or self.blocks > _MAX_BLOCKS:
            self.diagnostics.append(rules.EXCESSIVE_INCLUDES.at(element.span, target=piece.written))
            return None
        for target in piece.paths:
            loaded = self.load(target) if target not in chain else None
            if isinstance(loaded, Page):
                return target, loaded
        self.diagnostics.append(rules.MISSING_INCLUDE.at(element.span, target=piece.written))
        return None

    def _callout(self, page: Page, callout: Callout, chain: tuple[str, ...], depth: int = 1) -> Callout:
        """Return a quote with its includes resolved; headings in them become text, since a quote has no sections."""
        if not any(True for _ in _includes(callout)):
            return callout
        blocks: list[Block] = []
        for block in callout.blocks:
            included = self._open(page.path, block, chain, depth) if isinstance(block, Include) else None
            if included is not None:
                path, content = included
                self._note(content, path)
                for section in content.root.walk():
                    titled = Callout("", _flat(section), callout.span)
                    blocks.extend(self._callout(content, titled, (*chain, path), depth).blocks)
            elif isinstance(block, Callout):
                blocks.append(self._callout(page, block, chain, depth + 1))
            else:
                blocks.append(block)
        self.blocks += len(blocks)
        return Callout(callout.kind, tuple(blocks), callout.span)

    def _open(self, path: str, include: Include, chain: tuple[str, ...], depth: int = 0) -> tuple[str, Page] | None:
        """Return the path and the page that an include names, or None; the reason is then a finding.

        ``depth`` is how many quotes are around it.
        """
        if self.tab not in ("", "http"):
            return None
        self.includes += 1
        target = target_path(path, include.target)
        refused: Rule
        too_deep = len(chain) > _MAX_DEPTH or depth > _MAX_QUOTES
        if too_deep or self.includes > MAX_INCLUDES or self.blocks > _MAX_BLOCKS:
            refused = rules.EXCESSIVE_INCLUDES
        elif target in chain:
            refused = rules.CYCLIC_INCLUDE
        else:
            loaded = self.load(target) if target else Unresolved.MISSING
            if isinstance(loaded, Page):
                return target, loaded
            refused = rules.INCLUDE_OUTSIDE_ROOT if loaded is Unresolved.OUTSIDE else rules.MISSING_INCLUDE
        self.diagnostics.append(refused.at(include.span, target=include.target))
        return None


def _flat(section: Section) -> tuple[Block, ...]:
    title: Text = section.title
    return (Paragraph(title, 1), *section.blocks) if section.level else section.blocks
