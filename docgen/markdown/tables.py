"""The block rule for pipe tables: cells with exact spans, and findings about broken rows."""

# ruff: noqa: FBT001 (the library calls the rules by position)

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

import msgspec
from markdown_it.rules_block import StateBlock

from docgen import rules
from docgen.diagnostic import Applicability, Edit, Fix, rewritten
from docgen.markdown.inline import mask_code
from docgen.markdown.lines import bounds, comment_at, cut, emit, notes
from docgen.markdown.page import Cell, Comment, Row, Table
from docgen.source import Span

_BAR = re.compile(r"(?<!\\)\|")
_TIGHT = re.compile(r"[^\s|]\|[^\s|]")
_LINE_END = re.compile(r"(?:(?<![ \t])[ \t]+)?\n[ \t]*")
_DASHES = re.compile(r"[-|: \t]+\Z")
_CODE_INDENT = 4  # a line indented this much is code
_MAX_PADDING = 0x10000  # cells added to short rows of one table; a hostile table ends there


class _Draft(msgspec.Struct):
    """A table while it is read: its head, how many cells the line of dashes has, and what stands below."""

    marks: int = 0
    head: list[Cell] = []
    span: Span = Span("", 0, 0)  # of the head
    rows: list[Row] = []
    comments: list[Comment] = []
    padding: int = 0


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a head, the line of dashes below it, and all rows."""
    draft = _head(state, start, end)
    if draft is None:
        return False
    if silent:
        return True
    written = notes(state)
    marks, head = draft.marks, draft.head
    if len(head) > marks and not any(cell.text for cell in head[marks:]):
        del head[marks:]
    if len(head) != marks:
        at = Span(written.path, *bounds(state, start + 1))
        fix = _dashes_fix(state, start + 1, end, len(head), marks)
        written.diagnostics.append(rules.SEPARATOR_MISMATCH.at(at, fix=fix, actual=marks, expected=len(head)))
    state.line = _read_rows(state, start + 2, end, draft)
    if not draft.rows:
        state.line = _torn_rows(state, state.line, end, draft)
    last = draft.rows[-1].span.end if draft.rows else state.eMarks[start + 1]
    span = Span(written.path, draft.span.start, last)
    emit(state, Table(Row(tuple(head), draft.span), tuple(draft.rows), span))
    for comment in draft.comments:
        emit(state, comment)
    return True


def split_row(row: str, start: int, path: str, mask: str = "") -> list[Cell]:
    """Return the cells of a row that is trimmed and stands at ``start``; an outer bar on either side is optional.

    ``mask`` is the row with everything blanked out in which a bar shall not count.
    """
    bars = mask or row
    parts = bars.split("|") if "\\|" not in bars else _BAR.split(bars)
    if mask:
        ends = accumulate(len(part) + 1 for part in parts)
        parts = [row[end - 1 - len(part) : end - 1] for part, end in zip(parts, ends, strict=True)]
    at = start
    if len(parts) > 1:
        if not parts[-1].strip():
            parts.pop()
        if not parts[0]:
            del parts[0]
            at += 1
    cells = []
    for part in parts:
        rest = part.lstrip()
        text = rest.rstrip()
        begin = at + len(part) - len(rest) if text else at
        cells.append(Cell(text, Span(path, begin, begin + len(text))))
        at += len(part) + 1
    return cells


def _head(state: StateBlock, line: int, end: int) -> _Draft | None:
    """Return the table whose head a line is: the next one holds its dashes."""
    if line + 1 >= end:
        return None
    marks = _dashes(state, line + 1)
    if not marks or state.src.find("|", *bounds(state, line)) < 0:
        return None
    path = notes(state).path
    draft = _Draft(marks)
    begin, finish, _ = _row_bounds(state, line, draft)
    draft.head = split_row(state.src[begin:finish], begin, path)
    draft.span = Span(path, begin, finish)
    if len(draft.head) != 1 and state.src.find("|", *bounds(state, line + 1)) < 0:
        return None  # a rule below a sentence with a bar in it
    return draft if draft.head else None


def _dashes(state: StateBlock, line: int) -> int:
    """Return the number of cells when a line separates head and rows of a table, else 0."""
    begin, finish = bounds(state, line)
    if begin >= finish or state.src[begin] not in "|-:" or state.sCount[line] < state.blkIndent:
        return 0
    text = state.src[begin:finish].rstrip()
    if not _DASHES.match(text) or text.startswith(("- ", "-\t")):
        return 0
    count = 0
    for part in text.split("|"):
        mark = part.strip()
        if mark:
            if mark.removeprefix(":").removesuffix(":").strip("-") or "-" not in mark:
                return 0
            count += 1
    return count


def _dashes_fix(state: StateBlock, line: int, end: int, columns: int, marks: int) -> Fix | None:
    """Return the fix that gives a line of dashes as many cells as the head; None where the head may be wrong."""
    src, path = state.src, notes(state).path
    begin, finish = bounds(state, line)
    text = src[begin:finish].rstrip()
    cells = [part.strip() for part in text.strip("|").split("|")]
    if not text.startswith("|") or not all(cells):
        return None
    below = src[slice(*bounds(state, line + 1))].rstrip() if line + 1 < end else ""
    if below.startswith("|") and len(split_row(below, 0, path)) == marks:
        return None
    wanted = [*cells, *[cells[-1]] * columns][:columns]
    edit = Edit(Span(path, begin, begin + len(text)), f"|{'|'.join(wanted)}|")
    # Strict renderers show text with bars before, and a table afterwards.
    return Fix("give the line under the table head as many cells", (edit,), Applicability.UNSAFE)


def _row_bounds(state: StateBlock, line: int, draft: _Draft) -> tuple[int, int, int]:
    """Return where the trimmed row of a line begins and ends, and where a comment begins that stays open, or -1.

    Comments behind the last bar of a row are no cells.
    """
    src = state.src
    begin, finish = bounds(state, line)
    finish = row_end = begin + len(src[begin:finish].rstrip())
    if src.find("<!--", begin + 1, finish) < 0:
        return begin, finish, -1
    behind = []
    opened = -1
    while (mark := src.rfind("<!--", begin + 1, row_end)) >= 0:
        if src.endswith("-->", mark, row_end):
            behind.append(comment_at(src, mark, row_end, notes(state).path))
        elif opened < 0 and not behind and src.find("-->", mark, row_end) < 0:
            opened = mark
        else:
            break
        row_end = begin + len(src[begin:mark].rstrip())
    if row_end < finish and src[row_end - 1] == "|" and src[row_end - 2] != "\\":
        draft.comments.extend(reversed(behind))
        return begin, row_end, opened
    return begin, finish, -1


def _read_rows(state: StateBlock, line: int, end: int, draft: _Draft) -> int:
    """Read rows into the draft and return the first line that is none."""
    src, path = state.src, notes(state).path
    while line < end and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        begin = state.bMarks[line] + state.tShift[line]
        if src.startswith("<!--", begin):
            after = _hidden(state, line, begin, end, draft)
            if after < 0:
                break
            line = after
            continue
        if src[begin] != "|" and not _bare_row(state, line, end) and not _stray_line(state, line, end):
            break
        begin, finish, opened = _row_bounds(state, line, draft)
        cells = split_row(src[begin:finish], begin, path)
        if opened >= 0:
            cut(state, line, opened)
        else:
            line += 1
            if src[begin] == "|" and src[finish - 1] != "|" and len(cells) <= len(draft.head):
                joined = _joined(state, line, end, len(cells), draft)
                if joined > line:
                    line = joined
                    finish = _row_bounds(state, line - 1, draft)[1]
                    cells = split_row(src[begin:finish], begin, path)
        if not _add_row(state, cells, begin, finish, draft):
            break
    return line


def _torn_rows(state: StateBlock, line: int, end: int, draft: _Draft) -> int:
    """Read the rows below blank lines that part them from their head; return the first line that is none."""
    first = line
    while first < end and state.isEmpty(first):
        first += 1
    if first in (line, end) or not _is_whole_row(state, first, end, len(draft.head)):
        return line
    path = notes(state).path
    blank = Span(path, state.bMarks[line], state.bMarks[first])
    fix = rewritten((blank,), "", "delete the blank line", safe=False)
    notes(state).diagnostics.append(rules.TORN_TABLE.at(Span(path, *bounds(state, first)), fix=fix))
    return _read_rows(state, first, end, draft)


def _is_whole_row(state: StateBlock, line: int, end: int, columns: int) -> bool:
    """Return whether a line has as many cells as a head, and is neither code nor the head of another table."""
    if not 0 <= state.sCount[line] - state.blkIndent < _CODE_INDENT or not _bare_row(state, line, end):
        return False
    begin, finish = bounds(state, line)
    return columns > 1 and len(split_row(state.src[begin:finish].rstrip(), begin, "")) == columns


def _hidden(state: StateBlock, line: int, begin: int, end: int, draft: _Draft) -> int:
    """Skip a comment between rows and return the next line, or -1 when the comment does not end with its line."""
    closing = state.src.find("-->", begin + 2)
    last = bisect_left(state.eMarks, closing + 3, line) if closing >= 0 else end
    if last >= end or state.src[closing + 3 : state.eMarks[last]].strip():
        return -1
    draft.comments.append(comment_at(state.src, begin, closing + 3, notes(state).path))
    return last + 1


def _bare_row(state: StateBlock, line: int, end: int) -> bool:
    """Return whether a line that does not begin with a bar is a row."""
    if state.src.find("|", *bounds(state, line)) < 0:
        return False
    return not _interrupted(state, line, end)


def _stray_line(state: StateBlock, line: int, end: int) -> bool:
    """Return whether a line without bars stands between two rows: GitHub takes it for a row of one cell."""
    if _interrupted(state, line, end) or line + 1 >= end or state.isEmpty(line + 1):
        return False
    begin, finish = bounds(state, line + 1)
    if state.src[begin] != "|" or not state.src[begin:finish].rstrip().endswith("|"):
        return False
    return _head(state, line + 1, end) is None


def _interrupted(state: StateBlock, line: int, end: int) -> bool:
    """Return whether another block, or another table, begins at a line."""
    rules_ = state.md.block.ruler.getRules("table")
    return any(rule(state, line, end, True) for rule in rules_) or _head(state, line, end) is not None


def _joined(state: StateBlock, line: int, end: int, count: int, draft: _Draft) -> int:
    """Return the line below a broken row, given the line below its first part and the cells of that part."""
    src = state.src
    while line < end and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        begin, finish, opened = _row_bounds(state, line, _Draft())
        if src[begin:finish] == "|":
            return line + 1  # only the closing bar was left over
        if src[begin] in "|<" or opened >= 0 or _interrupted(state, line, end):
            break
        row = src[begin:finish]
        more = len(split_row(row, begin, ""))
        closed = row.endswith("|")
        if count + more - 1 > len(draft.head) or (count == len(draft.head) and not closed):
            break
        count += more - 1
        line += 1
        if closed:
            break
    return line


def _add_row(state: StateBlock, cells: list[Cell], begin: int, finish: int, draft: _Draft) -> bool:
    """Give a row as many cells as the head has; return False when the table must end before it."""
    written = notes(state)
    span = Span(written.path, begin, finish)
    count, columns = len(cells), len(draft.head)
    if state.src.find("\n", begin, finish) >= 0:
        written.diagnostics.append(rules.BROKEN_ROW.at(span, fix=_on_one_line(state.src, span)))
    if count < columns:
        draft.padding += columns - count
        if draft.padding > _MAX_PADDING:
            return False
        # One bold cell is a label for the rows below; behind a bar that no other one begins the row, a cell is empty.
        is_label = count == 1 and cells[0].text.startswith("**")
        ends_empty = count == columns - 1 and state.src[begin] != "|" and state.src[finish - 1] == "|"
        if not (is_label or ends_empty):
            written.diagnostics.append(rules.MISSING_CELL.at(span, actual=count, expected=columns))
        cells.extend([Cell("", Span(written.path, finish, finish))] * (columns - count))
    elif count > columns:
        while len(cells) > columns and not cells[-1].text:
            cells.pop()
        if len(cells) > columns:
            fix = _escaped(state.src, span, len(cells) - columns)
            cells = _rejoined(state.src, cells, span, columns)
            written.diagnostics.append(rules.EXTRA_CELL.at(cells[-1].span, fix=fix, actual=count, expected=columns))
    draft.rows.append(Row(tuple(cells), span))
    return True


def _on_one_line(src: str, span: Span) -> Fix | None:
    """Return the fix that joins the lines of a row; None in a quote, whose lines begin with marks."""
    ends = list(_LINE_END.finditer(src, span.start, span.end))
    if any(src.startswith(">", match.end()) for match in ends):
        return None
    places = [Span(span.path, match.start(), match.end()) for match in ends]
    return rewritten(places, " ", "put the row on one line", safe=True)


def _escaped(src: str, span: Span, surplus: int) -> Fix | None:
    """Return the fix that escapes the bars that are too many: those in code or brackets, or without blanks around."""
    row = src[span.start : span.end]
    bars = [match.start() for match in _BAR.finditer(row)]
    masked = mask_code(row)
    in_code = [at for at in bars if masked[at] != "|"]
    tight = [at for at in bars if at and _TIGHT.match(row, at - 1)]
    depths = list(accumulate((char == "(") - (char == ")") for char in row)) if "(" in row else []
    in_brackets = [at for at in bars if depths and depths[at] > 0]
    for some in (in_code, tight, in_brackets):
        if len(some) == surplus:
            places = [Span(span.path, span.start + at, span.start + at) for at in some]
            return rewritten(places, "\\", "write \\| for the bars in the text", safe=False)
    return None


def _rejoined(src: str, cells: list[Cell], span: Span, columns: int) -> list[Cell]:
    """Return the cells of a row with surplus bars: those inside code do not count, the rest go to the last column."""
    row = src[span.start : span.end]
    if "`" in row:
        respecting = split_row(row, span.start, span.path, mask_code(row))
        if len(respecting) == columns:
            return respecting
    first = next(cell for cell in cells[columns - 1 :] if cell.text)
    start, end = first.span.start, cells[-1].span.end
    return [*cells[: columns - 1], Cell(src[start:end], Span(span.path, start, end))]
