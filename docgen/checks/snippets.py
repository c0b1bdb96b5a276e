"""Reports code that no program reads, attributes of tags that end too early, and JSON of which nothing is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import listing
from docgen.codeblocks.literals import early_end
from docgen.diagnostic import Diagnostic, also, rewritten
from docgen.extract.block_coverage import holder_of_facts
from docgen.extract.examples import faults_for_readers
from docgen.source import Span, Text

_OF_JSON = (rules.MALFORMED_JSON.code, rules.UNREADABLE_JSON.code)
_MAX_EXCERPT = 20  # characters behind a literal in a message
_QUOTED = re.compile(r"'[^'\n]*'|\"(?:[^\"\\\n]|\\.){0,2000}+\"")
_UNQUOTED = re.compile(
    r"(?<=curl )(?:(?:[^\n\\|;&]|\\\n){0,400}?\s)?https?://[^\s\"'?]{0,400}\?[^\s\"'&]{0,400}(?<![\\^])&(?=[\w%\[])"
)
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


def unread_json(view: PageView) -> Iterator[Diagnostic]:
    """Yield what is wrong with the JSON in code blocks that give no fact, as where no heading says what they show."""
    bodies = [fence for fence in view.fences if fence.info.lower().partition(" ")[0] == "json"]
    broken = [fence for fence in bodies if not _is_json(fence.text)]
    if not broken:
        return
    told = {one.span for one in view.facts.diagnostics if one.code in _OF_JSON}
    holds = holder_of_facts(view.facts)
    for fence in broken:
        if holds(fence.span) or any(_is_in(span, fence.span) for span in told):
            continue
        yield from faults_for_readers(fence.text)


def _is_json(text: Text) -> bool:
    try:
        json.loads(text.value)
    except (ValueError, RecursionError):
        return False
    return True


def _is_in(one: Span, other: Span) -> bool:
    return one.path == other.path and other.start <= one.start < other.end


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
