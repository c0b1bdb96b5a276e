"""Findings and the page they stand on go in; the findings come out with safe fixes, and bytes with fixes applied.

What can be repaired on a page is looked for where the page is read. Which finding gets which repair is decided with the
findings that are reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from docgen import markdown, rules
from docgen.codeblocks.http_message import read_message
from docgen.codeblocks.json_value import SURE, read_json
from docgen.codeblocks.messages import Fault, JsonValue
from docgen.diagnostic import Diagnostic, Edit, Fix
from docgen.extract.classify import flat
from docgen.markdown.page import Comment, Fence, Page, Table
from docgen.markdown.tables import split_row
from docgen.source import Source, Span, Text

_JSON_CODES = (rules.MALFORMED_JSON.code, rules.UNREADABLE_JSON.code)
_ANNOTATION = rules.MALFORMED_ANNOTATION.code
_FIXABLE = frozenset({*_JSON_CODES, _ANNOTATION, rules.SEPARATOR_MISMATCH.code})
_FARTHEST = 2  # letters in which a misspelt heading may differ from the one that is meant
_SEPARATOR = "separator"
_FENCE = re.compile("```|~~~")
_BOM = b"\xef\xbb\xbf"
_ODD = re.compile("[\u200b-\u200d\u2060\ufeff]")
_QUOTES = {"smart-quotes": "quotation marks", "single-quotes": "quotation marks", "unquoted-key": "quotation marks"}
_WORDS = {
    **_QUOTES,
    "odd-space": "invisible characters",
    "trailing-comma": "commas",
    "extra-comma": "commas",
    "missing-comma": "commas",
}
_IN_EXAMPLES = frozenset({"odd-space", "smart-quotes", "trailing-comma"})
_IN_ANNOTATIONS = frozenset(_WORDS)


class Deviation(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is written wrongly: its kind, the offset at which it is found, and the edit that takes it away."""

    kind: str
    start: int
    edit: Edit


class Repairable(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A stretch of a source in which all deviations can be taken away safely, and the rules of findings about them."""

    span: Span
    codes: tuple[str, ...]
    deviations: tuple[Deviation, ...]


class _Repair(msgspec.Struct, frozen=True, gc=False):
    """A fix, the stretch of the page in which a finding has to stand to get it, and the rules of such findings."""

    fix: Fix
    start: int
    end: int
    codes: tuple[str, ...]


def repairable(page: Page, source: Source, found: Iterable[Diagnostic]) -> Iterator[Repairable]:
    """Yield what can be repaired on a page as it is written; of code and comments only those with findings."""
    here = [one for one in found if one.code in _FIXABLE and one.span.path == source.path]
    if not here:
        return
    starts = sorted({one.span.start for one in here if one.code in _JSON_CODES})
    noted = sorted({one.span.start for one in here if one.code == _ANNOTATION})
    for section in page.root.walk():
        for block in flat(section.blocks):
            if isinstance(block, Comment) and _any_in(block.text, noted):
                yield from _json(block.text, source, _IN_ANNOTATIONS, (_ANNOTATION,))
            elif isinstance(block, Fence) and _any_in(block.text, starts):
                message = read_message(block.text)
                if message and message.body:
                    yield from _json(message.body, source, _IN_EXAMPLES, _JSON_CODES)
            elif isinstance(block, Table):
                yield from _separator(block, source)


def suggest(
    found: Sequence[Diagnostic], source: Source, stretches: Iterable[Repairable] = ()
) -> tuple[Diagnostic, ...]:
    """Return the findings of one source, those that can be fixed safely with their fix.

    ``stretches`` are what can be repaired in the source, in the order written.
    """
    own = frozenset(one.span.start for one in found if one.code in _JSON_CODES)
    repairs = [repair for each in stretches for repair in _repairs(each, own)]
    fixed = []
    for one in found:
        fix = one.fix or _own_fix(one, source)
        if fix is None:
            fitting = (r for r in repairs if one.code in r.codes and r.start <= one.span.start <= r.end)
            repair = next(fitting, None)
            if repair:
                repairs.remove(repair)
                fix = repair.fix
        fixed.append(one if fix is one.fix else msgspec.structs.replace(one, fix=fix))
    return tuple(fixed)


def edits(found: Iterable[Diagnostic]) -> tuple[Edit, ...]:
    """Return the edits of all fixes that can be made in one go, by place: of two that overlap, only the first."""
    chosen: list[Edit] = []
    taken: dict[str, list[Edit]] = {}
    for one in found:
        if one.fix is None:
            continue
        others = [other for edit in one.fix.edits for other in taken.get(edit.span.path, ())]
        if not any(_overlap(edit, other) for edit in one.fix.edits for other in others):
            chosen += one.fix.edits
            for edit in one.fix.edits:
                taken.setdefault(edit.span.path, []).append(edit)
    return tuple(sorted(set(chosen), key=lambda edit: edit.span))


def apply(data: bytes, changes: Sequence[Edit]) -> bytes:
    r"""Return the bytes of a page with edits made; byte order mark, line ends and undecodable bytes stay.

    Offsets of edits count characters of the decoded text, in which every line end is one ``\n``.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    text = data.removeprefix(_BOM).decode("utf-8", errors="surrogateescape")
    # In the decoded text each of these pairs is one character, so what follows moves by one.
    pairs = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    line_end = "\r\n" if len(pairs) * 2 > text.count("\n") else "\n"
    for edit in sorted(changes, key=lambda one: one.span, reverse=True):
        start = edit.span.start + bisect_left(pairs, edit.span.start)
        end = edit.span.end + bisect_left(pairs, edit.span.end)
        text = text[:start] + edit.text.replace("\n", line_end) + text[end:]
    return mark + text.encode("utf-8", errors="surrogateescape")


def _own_fix(one: Diagnostic, source: Source) -> Fix | None:
    """Return the fix of a finding that tells itself what to write."""
    make = _OWN_FIXES.get(one.code)
    return make(one, source) if make else None


def _heading_fix(one: Diagnostic, source: Source) -> Fix | None:
    """Return the fix of a misspelt heading; the subject is the one that is meant."""
    written = source.text[one.span.start : one.span.end]
    if not one.subject or not 0 < _distance(written.lower(), one.subject.lower()) <= _FARTHEST:
        return None
    return Fix(f"write {one.subject}", (Edit(one.span, one.subject),))


def _link_fix(one: Diagnostic, source: Source) -> Fix | None:
    """Return the fix of links whose letter case is not that of the file, wherever they stand on the page."""
    target = one.subject.partition("#")[0].partition("?")[0]
    spelt = one.message.removeprefix(f"{target} is spelt ")
    if spelt in (one.message, target) or spelt.lower() != target.lower():
        return None
    starts = [match.start() + 2 for match in re.finditer(rf"\]\({re.escape(target)}(?=[)#? ])", source.text)]
    fences = _fences(source) if starts and _FENCE.search(source.text, 0, starts[-1]) else ()
    free = [start for start in starts if not any(begin <= start < end for begin, end in fences)]
    edits = tuple(Edit(source.span(start, start + len(target)), spelt) for start in free)
    return Fix(f"write {spelt}", edits) if edits else None


@lru_cache(maxsize=1)  # several findings of one page may ask
def _fences(source: Source) -> tuple[tuple[int, int], ...]:
    """Return where the code blocks of a page begin and end."""
    blocks = (block for section in markdown.parse(source).root.walk() for block in flat(section.blocks))
    return tuple((block.span.start, block.span.end) for block in blocks if isinstance(block, Fence))


def _separator_fix(one: Diagnostic, source: Source) -> Fix | None:
    """Return the fix of a table without a line of dashes below its head: that line."""
    begin = source.text.rfind("\n", 0, one.span.start) + 1
    line = source.text[begin : one.span.end]
    indent = line[: len(line) - len(line.lstrip())]
    if not line.lstrip().startswith("|"):
        return None
    columns = len(split_row(line.strip(), 0, source.path))
    edit = Edit(source.span(one.span.end, one.span.end), f"\n{indent}|{':---|' * columns}")
    return Fix("put a line of dashes below the head", (edit,))


_OWN_FIXES: Mapping[str, Callable[[Diagnostic, Source], Fix | None]] = {
    rules.UNKNOWN_SECTION.code: _heading_fix,
    rules.LINK_LETTER_CASE.code: _link_fix,
    rules.MISSING_SEPARATOR.code: _separator_fix,
}


def _distance(one: str, other: str) -> int:
    """Return how many letters have to be put in, left out, changed or swapped with the next to get from one to another.

    More than ``_FARTHEST`` in length alone is not counted further.
    """
    if abs(len(one) - len(other)) > _FARTHEST:
        return _FARTHEST + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row, before = before, [i], row
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span.start == other.span.start:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end


def _any_in(text: Text, starts: Sequence[int]) -> bool:
    """Tell whether one of some offsets, in order, is that of a text."""
    return bisect_left(starts, text.span.start) < bisect_right(starts, text.span.end)


def _json(text: Text, source: Source, kinds: frozenset[str], codes: tuple[str, ...]) -> Iterator[Repairable]:
    """Yield the deviations from JSON that leave no doubt, when the result says the same."""
    if not text.value.lstrip().startswith(("{", "[")):
        return
    found = read_json(text)
    if found is None or not found.faults:
        return
    deviations = tuple(
        Deviation(fault.kind, fault.span.start, edit)
        for fault in found.faults
        if fault.kind in kinds and (edit := _json_edit(fault, source))
    )
    if deviations and _says_the_same(found, [each.edit for each in deviations], source):
        yield Repairable(text.span, codes, deviations)


def _repairs(stretch: Repairable, starts: frozenset[int]) -> Iterator[_Repair]:
    """Yield the fixes that take the deviations of a stretch away.

    ``starts`` are the offsets at which findings about JSON in examples stand: a deviation without one of its own is
    repaired with the last of its kind, or with the first finding on the text.
    """
    own = starts if stretch.codes == _JSON_CODES else frozenset[int]()
    groups: dict[str, list[Deviation]] = {}
    made: list[list[Deviation]] = []
    apart = not own.isdisjoint(each.start for each in stretch.deviations)
    for each in stretch.deviations:
        kind = each.kind if apart else ""
        if kind not in groups or (kind and each.start in own):
            groups[kind] = []
            made.append(groups[kind])
        groups[kind].append(each)
    for group in made:
        fix = Fix(_message({each.kind for each in group}), tuple(each.edit for each in group))
        start = group[0].start
        begin, end = (start, start) if start in own else (stretch.span.start, stretch.span.end)
        yield _Repair(fix, begin, end, stretch.codes)


def _message(kinds: set[str]) -> str:
    """Return the sentence that says what a fix does about deviations of some kinds."""
    if _SEPARATOR in kinds:
        return "give the line under the table head as many cells"
    return f"correct the {' and '.join(sorted({_WORDS[kind] for kind in kinds}))}"


def _json_edit(fault: Fault, source: Source) -> Edit | None:
    """Return the edit that takes one deviation away, None where it is no plain one."""
    span = fault.span
    written = source.text[span.start : span.end]
    if fault.kind in ("trailing-comma", "extra-comma"):
        return Edit(span, "")
    if fault.kind == "odd-space":
        plain = _ODD.sub("", written)
        return Edit(span, "".join(char if char in " \t\n" else " " for char in plain))
    if fault.kind == "missing-comma":
        before = len(source.text[: span.start].rstrip())
        return Edit(Span(span.path, before, before), ",")
    if fault.kind == "unquoted-key":
        return Edit(span, f'"{written}"')
    inner = written[1:-1]
    return None if '"' in inner or "\\" in inner or "\n" in inner else Edit(span, f'"{inner}"')


def _says_the_same(old: JsonValue, changes: Sequence[Edit], source: Source) -> bool:
    """Tell whether edited JSON still holds the same value, with fewer deviations, and none that makes it a guess."""
    start, end = old.span.start, max(old.span.end, *(edit.span.end for edit in changes))
    start = min(start, *(edit.span.start for edit in changes))
    text = source.text[start:end]
    for edit in sorted(changes, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start - start] + edit.text + text[edit.span.end - start :]
    new = read_json(Text(text, Span(old.span.path, 0, len(text))))
    if new is None or new.value != old.value:
        return False
    return len(new.faults) < len(old.faults) and all(fault.kind in SURE for fault in new.faults)


def _separator(table: Table, source: Source) -> Iterator[Repairable]:
    """Yield the line below a table head with as many cells as the head has, where it has another number."""
    start = source.text.find("\n", table.head.span.end) + 1
    end = source.text.find("\n", start)
    end = len(source.text) if end < 0 else end
    line = source.text[start:end]
    marks = [part.strip() for part in line.strip().strip("|").split("|")]
    columns = len(table.head.cells)
    if start <= 0 or not line.strip().startswith("|") or not all(marks) or len(marks) == columns:
        return
    below = source.text[end + 1 :].partition("\n")[0].strip()
    if below.startswith("|") and len(split_row(below, 0, source.path)) == len(marks):
        return  # it is the head that has the wrong number
    begin = start + len(line) - len(line.lstrip())
    cells = [*marks, *[marks[-1]] * columns][:columns]
    edit = Edit(Span(source.path, begin, start + len(line.rstrip())), f"|{'|'.join(cells)}|")
    yield Repairable(source.span(start, end), (rules.SEPARATOR_MISMATCH.code,), (Deviation(_SEPARATOR, start, edit),))
