"""The text of a page goes in; its front matter, the line at which the body begins, and findings come out."""

from __future__ import annotations

import re

from docgen.markdown.page import MAX_FRONT_MATTER, Entry, FrontMatter, Matter
from docgen.source import Span

_OPENING = re.compile(r"\s*(?P<dashes>---)(?P<blanks>[ \t]*)(?:\n|\Z)")
# Flat blocks of quoted or plainly harmless values: most pages have one, and YAML has nothing to decide in it.
_QUOTED = r'"[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"'
_FLAT_LINE = rf"([A-Za-z_][\w.]{{0,99}}):[ ]+({_QUOTED}|[A-Za-z0-9][\w./]*(?:[ -][\w./]+)*)[ ]*\n"
_FLAT = re.compile(rf"---\n(?:{_FLAT_LINE})+---[ \t]*(?=\n|\Z)", re.ASCII)
_PAIR = re.compile(_FLAT_LINE, re.ASCII)


def read(path: str, text: str) -> Matter:
    """Return the front matter of a page; it must be the first thing on it."""
    flat = _FLAT.match(text)
    if flat is not None and flat.end() <= MAX_FRONT_MATTER:
        return _flat(path, text, flat.end())
    opening = _OPENING.match(text)
    if opening is None:
        return Matter(None)
    from docgen.markdown import frontmatter_yaml  # few pages need YAML, which takes its time to load

    return frontmatter_yaml.read(path, text, opening)


def _flat(path: str, text: str, end: int) -> Matter:
    """Return the front matter of one value a line, as the YAML parser would."""
    entries = []
    for match in _PAIR.finditer(text, 4, end):
        key, value = match.groups()
        quoted = value[1:-1].strip() if value[0] == '"' else value
        entries.append(Entry(key, quoted, Span(path, *match.span(1)), Span(path, *match.span(2))))
    return Matter(FrontMatter(tuple(entries), Span(path, 0, end)), text.count("\n", 0, end) + 1)
