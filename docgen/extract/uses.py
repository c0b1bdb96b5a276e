"""Lists what a page uses besides links: files that it shows or takes in, names in its HTTP messages and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.dialects import Dialect
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import FileFact, NameFact
from docgen.extract.types import resolve
from docgen.markdown import inline
from docgen.markdown.includes import target_path
from docgen.markdown.page import Callout, Include, Page, Paragraph, Tab, Table
from docgen.outline.parts import Part
from docgen.source import Span, Text

_TARGET = re.compile(
    r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)[ \t]+(?:https?://(?P<host>[^/?#\s{}<>]++))?[^\s?]*(?P<query>\?\S*)?"
)
_HEADER = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*:(?!//)[ \t]*+(?P<value>[^\n]*)")
_MEDIA = re.compile(r"(?<![\w.+-])[\w.+-]+/[\w.+*-]+")
_OPTION = re.compile(r"(?:[?&]|%26)(\$?[A-Za-z][\w.-]*)(?==)")
# As much of an address as says its host and its version.
_ADDRESS = re.compile(r"https?://(?P<host>[^/?#\s{}<>\"']++)(?P<path>/[^/?#\s\"']*+/?)")
_OF_MEDIA = ("content-type", "accept")
# A name that a sentence sets apart: one that is no English word, or in code a long one.
_SET_APART = (
    re.compile(r"`((?=\w{8}|[A-Za-z]+[a-z][A-Z_])[A-Za-z]\w{4,})`"),
    re.compile(r"\*\*((?=[A-Za-z]+[a-z][A-Z_])[A-Za-z]\w{4,})\*\*"),
)
# What a sentence calls an object: "a new book object".
_OBJECT = " object"
_OF_OBJECT = re.compile(r"\b(?:[Aa]n?|new|[Tt]he) [*_`]{0,3}(?P<name>[a-z]\w{2,60})[*_`]{0,3}$")
_LONGEST_OF_OBJECT = 80


def files(page: Page, parts: Sequence[Part]) -> Iterator[FileFact]:
    """Yield the pictures of a page with a place in the docset, and the includes in tabs that are not read."""
    if "![" in page.text:
        for text in _texts(parts):
            for image in inline.images(text.value) if "![" in text.value else ():
                target, _ = resolve(text.span.path, image.target)
                if target and not target.startswith("/") and "." in target.rpartition("/")[2]:
                    at = text.value.find(image.target, image.start)
                    yield FileFact(target, image.target, text.at(at, at + len(image.target)))
    if "(#tab/" in page.text:
        yield from _in_tabs(page)


def _texts(parts: Sequence[Part]) -> Iterator[Text]:
    sections: set[int] = set()  # a section may have many parts
    for here in parts:
        if id(here.section) not in sections:
            sections.add(id(here.section))
            yield here.section.title
        for block in here.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Table):
                yield from (Text(cell.text, cell.span) for row in block.rows for cell in row.cells)


def _in_tabs(page: Page) -> Iterator[FileFact]:
    tab = ""
    for section in page.root.walk():
        for block in section.blocks:
            if type(block) is Tab:
                tab = block.name
            elif tab not in ("", "http"):
                for one in block.blocks if type(block) is Callout else (block,):
                    if type(one) is Include and one.span.path == page.path:
                        target = target_path(page.path, one.target)
                        if target:
                            yield FileFact(target, one.target, one.span, include=True)


def names(blocks: Sequence[CodeBlock], dialect: Dialect) -> tuple[NameFact, ...]:
    """Return the names in the messages of a page, each where it stands first."""
    found: dict[tuple[str, str], Span] = {}
    for block in blocks:
        text = block.fence.text
        if "://" in text.value:
            _add_versions(text, dialect, found)
        if text.value.startswith(("{", "[", " ", "<")) or not text.value:
            continue
        first = _TARGET.match(text.value)
        if first is None and not text.value.startswith("HTTP/"):
            continue
        if first and first["host"]:
            found.setdefault(("host", first["host"]), text.at(*first.span("host")))
        if first and first["query"]:
            for option in _OPTION.finditer(text.value, first.start("query"), first.end("query")):
                found.setdefault(("query", option[1]), text.at(*option.span()))
        _add_headers(text, found)
    return tuple(NameFact(kind, name, span) for (kind, name), span in found.items())


def _add_versions(text: Text, dialect: Dialect, found: dict[tuple[str, str], Span]) -> None:
    """Add the versions in the addresses of a message, each with its host."""
    for address in _ADDRESS.finditer(text.value):
        version = dialect.urls.version.match(address["path"])
        if version and dialect.urls.api_host.match(address["host"]):
            start, end = version.span("version")
            start, end = address.start("path") + start, address.start("path") + end
            found.setdefault(("version", f"{address['host'].lower()}/{version['version']}"), text.at(start, end))


def set_apart(page: Page) -> Iterator[NameFact]:
    """Yield the names that sentences of a page set apart in code or bold type, each where it stands first."""
    text = page.text_of(page.path)
    found: set[str] = set()
    for expression in _SET_APART:
        for match in expression.finditer(text):
            if match[1] not in found:
                found.add(match[1])
                yield NameFact("apart", match[1], Span(page.path, *match.span(1)))


def objects(page: Page) -> Iterator[NameFact]:
    """Yield the names that sentences of a page give objects, each where it stands first."""
    text = page.text_of(page.path)
    found: set[str] = set()
    at = text.find(_OBJECT)
    while at >= 0:
        start = max(0, at - _LONGEST_OF_OBJECT)
        match = _OF_OBJECT.search(text[start:at])
        if match and match["name"] not in found:
            found.add(match["name"])
            first = start + match.start("name")
            yield NameFact("object", match["name"], Span(page.path, first, first + len(match["name"])))
        at = text.find(_OBJECT, at + 1)


def previews(page: Page, dialect: Dialect) -> Iterator[NameFact]:
    """Yield the version that a note of a page says may change; where the note is included, at the name of its file."""
    note = dialect.sentences["preview"].search(page.text)
    if note is None:
        return
    own = page.text_of(page.path)
    at = own.find(note[0])
    if at >= 0:
        start = at + note.start("version") - note.start()
        yield NameFact("preview", note["version"], Span(page.path, start, start + len(note["version"])))
        return
    for path, text in page.files:
        name = path.rpartition("/")[2]
        start = own.find(name) if note[0] in text else -1
        if start >= 0:
            yield NameFact("preview", note["version"], Span(page.path, start, start + len(name)))
            return


def _add_headers(text: Text, found: dict[tuple[str, str], Span]) -> None:
    """Add the names of the headers below the first line of a message, and the media types that they state."""
    at = text.value.find("\n") + 1
    while at:
        match = _HEADER.match(text.value, at)
        if match is None:
            return
        found.setdefault(("header", match["name"]), text.at(*match.span("name")))
        if match["name"].lower() in _OF_MEDIA:
            for media in _MEDIA.finditer(text.value, *match.span("value")):
                found.setdefault(("media", media[0]), text.at(*media.span()))
        at = text.value.find("\n", match.end()) + 1
