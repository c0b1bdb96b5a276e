"""Reports code of programming languages that no compiler reads."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.codeblocks.literals import early_end
from docgen.diagnostic import Diagnostic

_MAX_EXCERPT = 20  # characters behind a literal in a message


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the first literal of each code block that a quotation mark inside it ends."""
    for fence in view.fences:
        code = fence.text.value
        at = early_end(code, fence.info)
        if at is not None:
            rest = code[at + 1 : at + 1 + _MAX_EXCERPT].partition("\n")[0].strip()
            yield rules.BROKEN_LITERAL.at(fence.text.at(at, at + 1), rest=rest, subject=fence.info)
