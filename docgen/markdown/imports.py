"""Find the pieces that elements stand for: imported pages by their names, and snippets by their files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

import msgspec

from docgen.markdown.page import Attribute, Block, Element, Page, Paragraph
from docgen.source import Text

_IMPORT = re.compile(
    r"^[ \t]*import[ \t]+(?:(?P<name>[A-Z]\w*)|\{[ \t]*(?P<inner>[A-Z]\w*)[ \t]*\})[ \t]+from[ \t]+"
    r"[\"'](?P<target>[^\"'\n]+\.mdx?)[\"']",
    re.MULTILINE,
)
_SNIPPET = "snippet"
_FOLDERS = ("_snippets", "snippets")
_MOST_FOLDERS = 12  # above a page


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A piece as it is written, and the paths at which it may lie, the nearest first."""

    written: str
    paths: tuple[str, ...]


def of(page: Page) -> bool:
    """Tell whether a page holds imported pieces or snippets."""
    text = page.text
    return ("import" in text and ".md" in text and _IMPORT.search(text) is not None) or "<Snippet" in text


def names(text: str) -> dict[str, str]:
    """Return the targets that a page imports, by the names that it gives them."""
    return {match["name"] or match["inner"]: match["target"] for match in _IMPORT.finditer(text)}


def targets(element: Element, page: Page, imported: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the piece that an element stands for, if it stands for one."""
    target = imported.get(element.name)
    if target is not None:
        yield Piece(target, tuple(_candidates(page.path, target)))
    elif element.name.lower() == _SNIPPET:
        file = element.get("file")
        if file and file.value:
            found = [f"/{folder}/{file.value.lstrip('/')}" for folder in _FOLDERS]
            yield Piece(file.value, tuple(path for one in found for path in _candidates(page.path, one)))


def values(element: Element) -> dict[str, str]:
    """Return the properties that an element gives to the piece that it stands for, by their names."""
    return {one.name: one.value for one in element.attributes if one.value is not None and one.name != "file"}


def filled(block: Block, given: Mapping[str, str]) -> Block:
    """Return a block of a piece with the values of its properties, which are written ``{name}`` there.

    Places behind a value in its line are those of the piece as it is written, as far as they can be told.
    """
    if isinstance(block, Paragraph):
        return msgspec.structs.replace(block, text=_filled_text(block.text, given))
    if isinstance(block, Element):
        found = tuple([_filled_attribute(one, given) for one in block.attributes])
        return msgspec.structs.replace(block, attributes=found, text=_filled_text(block.text, given))
    return block


def _filled_text(text: Text | None, given: Mapping[str, str]) -> Text | None:
    return Text(_with_values(text.value, given), text.span, text.starts) if text else None


def _filled_attribute(attribute: Attribute, given: Mapping[str, str]) -> Attribute:
    if attribute.value is None:
        return attribute
    return msgspec.structs.replace(attribute, value=_with_values(attribute.value, given))


def _with_values(text: str, given: Mapping[str, str]) -> str:
    for name, value in given.items() if "{" in text else ():
        text = text.replace(f"{{{name}}}", value)
    return text


def _candidates(path: str, target: str) -> Iterator[str]:
    """Yield where a target may lie: one that begins with a slash counts from the root of the site, which is above."""
    folder = posixpath.dirname(path)
    if not target.startswith("/"):
        yield posixpath.normpath(posixpath.join(folder, target))
        return
    for _ in range(_MOST_FOLDERS):
        yield posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
        if not folder or folder.endswith(".."):
            return
        folder = posixpath.dirname(folder)
