"""Chooses the fixes of findings that can be made together, and makes their edits in the bytes of a page.

The fixes are built with the findings, by whoever reports them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from docgen.codeblocks.http_message import read_message
from docgen.codeblocks.json_value import SURE, read_json
from docgen.diagnostic import Diagnostic, Edit
from docgen.markdown.rendered import Seen, seen
from docgen.source import Span, Text

_BOM = b"\xef\xbb\xbf"


def chosen(found: Iterable[Diagnostic], *, unsafe: bool = False) -> Iterator[Diagnostic]:
    """Yield the findings whose fixes can be made in one go: the safe ones, or all; of two that overlap, the first.

    Two fixes may share an edit.
    """
    taken: defaultdict[str, list[Span]] = defaultdict(list)  # by path, sorted, none of which overlap
    made: set[Edit] = set()
    for one in found:
        if one.fix is None or not (unsafe or one.fix.is_safe):
            continue
        new = [edit for edit in one.fix.edits if edit not in made]
        if not any(_meets(edit.span, taken[edit.span.path]) for edit in new):
            made.update(new)
            for edit in new:
                insort(taken[edit.span.path], edit.span)
            yield one


def edits(found: Iterable[Diagnostic], *, unsafe: bool = False) -> tuple[Edit, ...]:
    """Return the edits of all fixes that can be made in one go, each once, by place."""
    fixes = (one.fix for one in chosen(found, unsafe=unsafe))
    return tuple(sorted({edit for fix in fixes if fix for edit in fix.edits}, key=lambda edit: edit.span))


def apply(data: bytes, changes: Sequence[Edit]) -> bytes:
    r"""Return the bytes of a page with edits made; byte order mark, line ends and undecodable bytes stay.

    Offsets of edits count characters of the decoded text, in which every line end is one ``\n``.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    text = data.removeprefix(_BOM).decode("utf-8", errors="surrogateescape")
    # In the decoded text each of these pairs is one character, so what follows moves by one.
    pairs = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    line_end = "\r\n" if len(pairs) * 2 > text.count("\n") else "\n"
    pieces, last = [mark.decode()], 0
    for edit in sorted(changes, key=lambda one: one.span):
        start = edit.span.start + bisect_left(pairs, edit.span.start)
        end = edit.span.end + bisect_left(pairs, edit.span.end)
        pieces += [text[last:start], edit.text.replace("\n", line_end)]
        last = end
    return "".join([*pieces, text[last:]]).encode("utf-8", errors="surrogateescape")


def looks_the_same(old: str, new: str) -> bool:
    """Tell whether a reader of two rendered pages sees the same: words, blocks, links, and the values of JSON."""
    return all(one == other or _says_the_same(one, other) for one, other in zip_longest(seen(old), seen(new)))


def _says_the_same(one: Seen | None, other: Seen | None) -> bool:
    """Tell whether two code blocks show the same message, whose body is JSON of the same value."""
    if one is None or other is None or one.kind != other.kind or not one.kind.startswith("fence"):
        return False
    said = _message(one.text)
    return said is not None and said == _message(other.text)


def _message(code: str) -> tuple[str, object] | None:
    """Return what stands before the JSON of a message, and its value; None where there is no JSON, or it is a guess."""
    text = Text(code, Span("", 0, len(code)))
    message = read_message(text)
    if message is None or message.body is None:
        return None
    found = read_json(message.body)
    if found is None or not all(fault.kind in SURE for fault in found.faults):
        return None
    return code[: message.body.span.start], found.value


def _meets(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of some others, or begins at the same place."""
    after = bisect_right(taken, span)
    before = taken[after - 1] if after else None
    if before is not None and (before.start == span.start or before.end > span.start):
        return True
    return after < len(taken) and (taken[after].start == span.start or taken[after].start < span.end)
