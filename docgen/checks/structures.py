"""Reports members whose type is nearly the name of a data structure of their file, where the file has no such one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import split
from docgen.diagnostic import Diagnostic, also
from docgen.near import are_forms, nearest
from docgen.source import Span

# The brackets behind a member's name and value, and what may be the name of a structure in them.
_MARKS = re.compile(r"^[ \t]*[+*-][ \t][^\n(]*(?:\([^\n()]*\))*?\(([^\n()]*)\)", re.MULTILINE)
_NAME = re.compile(r"(?<![\w.`-])[A-Z]\w+(?: [A-Z]\w*)*")
_SHARED = 2  # last words that two names share at least where one of them is the other with words before it


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the names of structures that no heading of a file in API Blueprint defines, and one is nearly called."""
    if view.dialect.outline.grammar != "blueprint":
        return
    facts = view.facts
    names = [*(one.name for one in facts.resources), *(one.name for one in facts.enums)]
    defined = dict.fromkeys(name.rpartition(".")[2] for name in names)
    if not defined:
        return
    headed = {part.title.partition(" (")[0].strip("` ") for part in view.parts}
    used: dict[str, list[Span]] = {}
    for marks in _MARKS.finditer(view.page.text):
        for match in _NAME.finditer(marks[1]):
            if match[0] not in headed and match[0].replace(" ", "") not in defined:
                at = marks.start(1) + match.start()
                used.setdefault(match[0], []).append(Span(view.page.path, at, at + len(match[0])))
    for name, places in used.items():
        meant = _meant(name, list(defined))
        if meant:
            yield rules.MISNAMED_STRUCTURE.at(
                places[0], related=also(places[1:]), places=places, name=name, meant=meant, subject=name
            )


def _meant(name: str, defined: Sequence[str]) -> str:
    """Return the structure that a name stands for: one a few letters off, or with fewer words before the same ones."""
    lowered = {one.lower(): one for one in defined}
    if name.lower() in lowered:
        return lowered[name.lower()]
    close = nearest(name, defined)
    if close and not are_forms(name.lower(), close.lower()):
        return close
    words = split(name)
    longer = [one for one in defined if _ends_with(words, split(one)) or _ends_with(split(one), words)]
    return longer[0] if len(longer) == 1 else ""


def _ends_with(words: Sequence[str], end: Sequence[str]) -> bool:
    return _SHARED <= len(end) < len(words) and tuple(words[-len(end) :]) == tuple(end)
