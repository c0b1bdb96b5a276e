"""Read the file that describes a whole site of pages: where it may lie, and what it says of the API and its groups."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from typing import Any

from docgen.markdown import inline
from docgen.markdown.page import Page, Paragraph, Section, Site
from docgen.markdown.parser import parse
from docgen.source import Source

NAMES = ("docs.json", "mint.json", "SUMMARY.md")
_BLOCKS = ("{% swagger", "{% api-method", "{% openapi")  # of pages whose site has a table of contents
_KEYS = ("api", "openapi")  # of the front matter of pages that state a request
_MOST_FOLDERS = 12  # above a page
_DEEPEST = 12  # groups of the navigation in each other


def may_have(page: Page) -> bool:
    """Tell whether a page may be one of a site: it holds elements or blocks, or its front matter states a request."""
    if "{%" in page.text and any(block in page.text for block in _BLOCKS):
        return True
    return page.path.endswith(".mdx") or (page.front_matter is not None and any(map(page.front_matter.get, _KEYS)))


def candidates(path: str) -> Iterator[str]:
    """Yield where the file of the site may lie, the nearest first."""
    folder = posixpath.dirname(path)
    for _ in range(_MOST_FOLDERS):
        for name in NAMES:
            yield posixpath.normpath(posixpath.join(folder, name))
        if not folder or folder.endswith(".."):
            return
        folder = posixpath.dirname(folder)


def read(source: Source) -> Site | None:
    """Return what the file says; None for a file that describes no site."""
    if source.path.endswith(".md"):
        groups = tuple(dict(_contents(parse(source).root, "")).items())
        return Site(groups=groups) if groups else None
    text = source.text
    try:
        whole = json.loads(text)
    except ValueError:
        return None
    if not isinstance(whole, dict) or "navigation" not in whole:
        return None
    api = _object(whole.get("api"))
    pages = _object(api.get("mdx"))
    auth = _object(pages.get("auth")) or _object(api.get("auth"))
    servers = _texts(pages.get("server")) or _texts(api.get("baseUrl"))
    groups = tuple(dict(_groups(whole["navigation"], "", _DEEPEST)).items())
    method, name = _text(auth.get("method")).lower(), _text(auth.get("name"))
    return Site(next(iter(servers), ""), method, name, groups, servers=servers)


def _contents(section: Section, group: str) -> Iterator[tuple[str, str]]:
    """Yield the pages of a table of contents with the heading above them, else the outermost item around them."""
    heading = inline.plain(section.title.value).strip() if section.level > 1 else group
    around = ""
    for block in section.blocks:
        if not isinstance(block, Paragraph) or not block.item:
            continue
        around = inline.plain(block.text.value).strip() if block.item == 1 else around
        for link in inline.links(block.text.value, {}):
            name = heading or (around if block.item > 1 else "")
            if name:
                yield posixpath.normpath(link.target.partition("#")[0]).rpartition(".")[0].strip("/"), name
    for inner in section.sections:
        yield from _contents(inner, heading)


def _groups(value: Any, group: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the pages of a navigation with the innermost group around each."""
    if isinstance(value, str):
        if group:
            yield value.strip("/"), group
    elif isinstance(value, dict) and depth:
        own = value.get("group")
        for inner in value.values():
            if isinstance(inner, list | dict):
                yield from _groups(inner, own if isinstance(own, str) and own else group, depth - 1)
    elif isinstance(value, list) and depth:
        for inner in value:
            yield from _groups(inner, group, depth - 1)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """Return a text, or the first of a list."""
    return next(iter(_texts(value)), "")


def _texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a list, or the only one."""
    listed = value if isinstance(value, list) else [value]
    return tuple([text for one in listed if isinstance(one, str) and (text := one.strip())])
