"""Reports code of programming languages, and attributes of tags, that a quotation mark ends too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.codeblocks.literals import early_end
from docgen.diagnostic import Diagnostic
from docgen.source import Span

_MAX_EXCERPT = 20  # characters behind a literal in a message
_DOUBLED = re.compile(r'^[ \t]*\{%[^\n]*?\w="(?P<mark>")(?P<rest>\w[^"\n]*)', re.MULTILINE)  # in a template tag


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the first literal of each code block, and attributes of tags, that a quotation mark inside them ends."""
    for fence in view.fences:
        code = fence.text.value
        at = early_end(code, fence.info)
        if at is not None:
            rest = code[at + 1 : at + 1 + _MAX_EXCERPT].partition("\n")[0].strip()
            yield rules.BROKEN_LITERAL.at(fence.text.at(at, at + 1), rest=rest, subject=fence.info)
    text = view.page.text
    for match in _DOUBLED.finditer(text) if '=""' in text else ():
        place = Span(view.page.path, match.start("mark"), match.end("mark"))
        yield rules.BROKEN_LITERAL.at(place, rest=match["rest"][:_MAX_EXCERPT].strip(), subject="tag")
