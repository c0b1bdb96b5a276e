"""Read what a page says of the whole API: its title, its version, what it is, and the addresses of its servers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from docgen.extract import prose
from docgen.extract.facts import AboutFact, ServerFact
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Page, Paragraph, Table
from docgen.outline import Part
from docgen.outline.parts import title_of
from docgen.source import Text

_ADDRESS = re.compile(r"(?<!\]\()https?://[^\s<>\"'`*|)\]]+")  # what a link leads to is a page
_PATH = re.compile(r"(?<=[\s*`\">])/[A-Za-z0-9][\w./-]*(?=[\s*`\"<]|$)")
_LONGEST = 600  # characters of a paragraph that tells an address
_MOST = 8


def read(page: Page, parts: Sequence[Part], stating: Collection[int], context: Context) -> AboutFact | None:
    """Return what a page says of the API; None for a page without a title that tells nothing of it.

    ``stating`` are the ids of the blocks that state requests.
    """
    title = title_of(parts)
    front = page.front_matter.get("title").strip() if page.front_matter else ""
    heading = inline.plain(title.title).strip() if title else ""
    servers = tuple({server.url: server for server in reversed(list(_servers(parts, context)))}.values())[::-1]
    if not (front or heading or servers):
        return None
    version = _version(front, context) or _version(heading, context) or _stated_version(parts, context)
    return AboutFact(
        title=_named(front, context) or _named(heading, context),
        version=version,
        description=prose.paragraphs(list(_introduction(title, stating, context)), context) if title else "",
        servers=servers[:_MOST],
        span=title.section.title.span if title else parts[0].section.title.span,
    )


def _named(title: str, context: Context) -> str:
    """Return the name of the API that a title holds; "" for a title that every set of pages could have."""
    naming = context.dialect.naming
    plain = inline.plain(title)
    name = naming["drop"].sub("", naming["drop"].sub("", naming["version"].sub("", plain).strip())).strip()
    return "" if naming["generic"].search(name) else name


def _version(title: str, context: Context) -> str:
    match = context.dialect.naming["version"].search(inline.plain(title).strip())
    return match["version"] if match else ""


def _stated_version(parts: Sequence[Part], context: Context) -> str:
    """Return the version that a heading of the page states, as "Version: 1.2"."""
    for here in parts[:6]:
        if here.is_section and here.section.level:
            match = context.dialect.naming["stated_version"].search(inline.plain(here.title).strip())
            if match:
                return match["version"]
    return ""


def _introduction(title: Part, stating: Collection[int], context: Context) -> Iterator[Block]:
    """Yield the text below a title up to code or a table, without its lists."""
    for block in prose.introduction(title, stating, context):
        if isinstance(block, (Fence, Table)):
            return
        if not (isinstance(block, Paragraph) and block.item):
            yield block


def _servers(parts: Sequence[Part], context: Context) -> Iterator[ServerFact]:
    """Yield the addresses that stand behind words such as "base URL", in the same text or in what follows it."""
    pattern = context.dialect.naming["address"]
    for here in parts:
        if here.inside("examples") or here.role:
            continue
        expected = here.is_section and pattern.search(inline.plain(here.title)) is not None
        in_list = False
        for block in here.shown:
            text = block.text if isinstance(block, (Paragraph, Fence)) else None
            item = isinstance(block, Paragraph) and block.depth > 0
            expected = expected and text is not None and (item or not in_list)
            told = pattern.search(text.value[:_LONGEST]) if text and isinstance(block, Paragraph) else None
            in_list = expected and item
            if text is None or not (told or expected):
                continue
            found = list(_addresses(text, told.end() if told else 0, context))
            yield from found
            expected = item or (not found and (told is None or text.value.rstrip(" *_").endswith(":")))


def _addresses(text: Text, start: int, context: Context) -> Iterator[ServerFact]:
    """Yield the addresses in a text from a place on; a path only where the text says that others begin with it."""
    found = list(_ADDRESS.finditer(text.value, start))
    if not found and (not start or context.dialect.naming["base_path"].search(text.value)):
        found = list(_PATH.finditer(text.value, start))[:1]
    for match in found:
        url = match[0].rstrip(".,;:/")
        yield ServerFact(url, text.at(match.start(), match.start() + len(url)))
