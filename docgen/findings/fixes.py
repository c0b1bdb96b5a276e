"""Chooses the fixes of findings that can be made together, and makes their edits in the bytes of a page.

The fixes are built with the findings, by whoever reports them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from docgen.codeblocks.http_message import read_message
from docgen.codeblocks.json_value import SURE, read_json
from docgen.codeblocks.messages import STRAIGHT
from docgen.diagnostic import Diagnostic, Edit
from docgen.markdown.rendered import Seen, seen
from docgen.source import Span, Text

_BOM = b"\xef\xbb\xbf"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TEXTUAL = ("text", "table", "thead", "tbody", "tr_", "th_", "td_", "paragraph")
_REQUEST = re.compile(r"^([A-Z]+) /?")
_OF_BODY = ("content-type:", "content-length:")


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


def says_the_same(old: str, new: str) -> bool:
    """Tell whether two pages say the same: words, links, code, and values of JSON, apart from letter case and quotes.

    Front matter is no part of what is said. The cells of a table count as the text that they hold.
    """
    return all(one == other or _is_alike(one, other) for one, other in zip_longest(_said(old), _said(new)))


def _said(page: str) -> Iterator[Seen]:
    """Yield what a reader learns from a page: runs of text, code, and every other block or mark."""
    matter = _FRONT_MATTER.match(page)
    pieces = seen(page[matter.end() :] if matter else page)
    for is_text, group in groupby(pieces, lambda piece: piece.kind.startswith(_TEXTUAL)):
        if not is_text:
            yield from group
            continue
        words = " ".join(piece.text for piece in group).split()
        if words:
            yield Seen("text", " ".join(words))


def _is_alike(one: Seen | None, other: Seen | None) -> bool:
    """Tell whether two code blocks show the same message: the same JSON, or the same lines."""
    if one is None or other is None or one.kind != other.kind or not one.kind.startswith("fence"):
        return False
    return _message(one.text) == _message(other.text)


def _message(code: str) -> tuple[list[str], object]:
    """Return the lines before the JSON of a message, and its value; where there is no JSON, all lines.

    The lines have no letter case, no slash before a path, and no header that says how long or what the body is.
    """
    text = Text(code, Span("", 0, len(code)))
    message = read_message(text)
    body = message.body if message is not None else None
    found = read_json(body) if body is not None else None
    end, value = len(code), None
    if body is not None and found is not None and all(fault.kind in SURE for fault in found.faults):
        end, value = body.span.start, _bare(found.value)
    lines = [_REQUEST.sub(r"\1 /", line).lower().strip() for line in code[:end].translate(STRAIGHT).split("\n")]
    return [line for line in lines if line and not line.startswith(_OF_BODY)], value


def _bare(value: object) -> object:
    """Return a JSON value without the letter case of names and texts, and with numbers and Booleans as texts."""
    if isinstance(value, dict):
        return {str(name).lower(): _bare(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value.strip().lower() if isinstance(value, str) else json.dumps(value)


def _meets(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of some others, or begins at the same place."""
    after = bisect_right(taken, span)
    before = taken[after - 1] if after else None
    if before is not None and (before.start == span.start or before.end > span.start):
        return True
    return after < len(taken) and (taken[after].start == span.start or taken[after].start < span.end)
