"""Read the file that describes a whole site of pages: where it may lie, and what it says of the API."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from typing import Any

from docgen.markdown.page import Page, Site

NAMES = ("docs.json", "mint.json")
_KEYS = ("api", "openapi")  # of the front matter of pages that state a request
_MOST_FOLDERS = 12  # above a page
_DEEPEST = 12  # groups of the navigation in each other


def may_have(page: Page) -> bool:
    """Tell whether a page may be one of a site: it holds elements, or its front matter states a request."""
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


def read(text: str) -> Site | None:
    """Return what the file says; None for a file that describes no site."""
    try:
        whole = json.loads(text)
    except ValueError:
        return None
    if not isinstance(whole, dict) or "navigation" not in whole:
        return None
    api = _object(whole.get("api"))
    pages = _object(api.get("mdx"))
    auth = _object(pages.get("auth")) or _object(api.get("auth"))
    server = _text(pages.get("server")) or _text(api.get("baseUrl"))
    groups = tuple(dict(_groups(whole["navigation"], "", _DEEPEST)).items())
    return Site(server, _text(auth.get("method")).lower(), _text(auth.get("name")), groups)


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
    first = value[0] if isinstance(value, list) and value else value
    return first.strip() if isinstance(first, str) else ""
