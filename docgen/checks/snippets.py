"""Reports code of programming languages, and attributes of tags, that a quotation mark ends too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import listing
from docgen.codeblocks.literals import early_end
from docgen.diagnostic import Diagnostic, also, rewritten
from docgen.source import Span

_MAX_EXCERPT = 20  # characters behind a literal in a message
_QUOTED = re.compile(r"'[^'\n]*'|\"(?:[^\"\\\n]|\\.)*\"")
_UNQUOTED = re.compile(r"(?<=curl )(?:(?:[^\n\\|;&]|\\\n)*?\s)?https?://[^\s\"'?]*\?[^\s\"'&]*(?<!\\)&(?=[\w%\[])")
_HEADER = re.compile(r"(?:-H|--header)[ =][\"'](?P<name>[A-Za-z][\w-]*)=[^:\"'\n]*[\"']")
_DOUBLED = re.compile(r'^[ \t]*\{%[^\n]*?\w="(?P<mark>")(?P<rest>\w[^"\n]*)', re.MULTILINE)  # in a template tag


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the first literal of each code block, and attributes of tags, that a quotation mark inside them ends."""
    for fence in view.fences:
        code = fence.text.value
        at = early_end(code, fence.info)
        if at is not None:
            rest = code[at + 1 : at + 1 + _MAX_EXCERPT].partition("\n")[0].strip()
            yield rules.BROKEN_LITERAL.at(fence.text.at(at, at + 1), rest=rest, subject=fence.info)
    yield from _ampersands(view)
    yield from _headers(view)
    text = view.page.text
    for match in _DOUBLED.finditer(text) if '=""' in text else ():
        place = Span(view.page.path, match.start("mark"), match.end("mark"))
        yield rules.BROKEN_LITERAL.at(place, rest=match["rest"][:_MAX_EXCERPT].strip(), subject="tag")


def _ampersands(view: PageView) -> Iterator[Diagnostic]:
    """Yield the first address of the commands of a page that an ampersand ends, since nothing quotes it."""
    places = []
    for fence in view.fences:
        code = fence.text.value
        if "&" in code and "curl" in code:
            bare = _QUOTED.sub(lambda match: "_" * len(match[0]), code)
            places += [fence.text.at(at.end() - 1, at.end()) for at in _UNQUOTED.finditer(bare)]
    if places:
        yield rules.UNQUOTED_AMPERSAND.at(places[0], related=also(places[1:]), places=places, subject="&")


def _headers(view: PageView) -> Iterator[Diagnostic]:
    """Yield the headers of the commands of a page that have an equals sign in place of the colon, as one finding."""
    found: list[tuple[str, Span]] = []
    for fence in view.fences:
        code = fence.text.value
        if "curl" in code and "=" in code:
            found += [
                (one["name"], fence.text.at(one.end("name"), one.end("name") + 1)) for one in _HEADER.finditer(code)
            ]
    if found:
        names, places = list(dict.fromkeys(name for name, _ in found)), [place for _, place in found]
        yield rules.HEADER_WITHOUT_COLON.at(
            places[0],
            fix=rewritten(places, ": ", "write a colon", safe=False),
            related=also(places[1:]),
            places=places,
            name=listing(names),
            subject=names[0],
        )
