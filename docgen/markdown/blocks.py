"""The rules for leaf blocks other than tables: each takes lines of the parser state and emits one finished piece."""

# ruff: noqa: FBT001 (the library calls the rules by position)

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it.rules_block import StateBlock, blockquote

from docgen import rules
from docgen.markdown.inline import fold, mask_code
from docgen.markdown.lines import BLANKS, Heading, bounds, comment_at, cut, emit, notes, skip_blanks, text_of
from docgen.markdown.page import Comment, Definition, Fence, Include, Tab
from docgen.source import Span, Text

_INCLUDE = re.compile(r"\[!\s*INCLUDE\s*\[([^\]]*)\]\s*\(([^)]*)\)\s*\]\Z", re.IGNORECASE)
_COMMENTED_INCLUDE = re.compile(r"\s*include\(([^()]+)\)\s*")
_TAB = re.compile(r"#{1,6}[ \t]*\[[^\]]*\]\(#tab/([^)/]*+)[^)]*\)[ \t#]*\Z", re.IGNORECASE)
_DEFINITION = re.compile(
    r"""\[(?!\^)((?:[^\[\]\\]|\\.)+)\]:[ \t]*(<[^<>]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\Z"""
)
_HASHES = re.compile(r"#{1,6}(?=[ \t]|\Z)")
_GLUED_HEADING = re.compile(r"[.:`)*] (?=#{2,6} [A-Z])")
_CODE_INDENT = 4  # a line indented this much is code or a continuation, never a heading

_UNDERLINE = re.compile(r"(={2,}|-{3,})[ \t]*\Z")
_TERM = re.compile(r":[ \t]+")
_ANCHOR = re.compile(r"(?:(?<![ \t])[ \t]+)?\{#([\w.:/-]+)(?:[ \t][^{}]*)?\}\Z")

# first characters of lines that may interrupt a paragraph
_SPECIAL = frozenset("#`~<>|*-+_[{:0123456789")


def paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take lines up to a blank one, the next block, or a comment that begins behind the text of a line.

    A comment inside a line does not end the paragraph: it stands behind it, and the text breaks into lines there.
    """
    if silent:
        return True
    src, path = state.src, notes(state).path
    pieces = []
    comments = []
    line = start
    while True:
        begin, finish = bounds(state, line)
        stop = _mid_line_block(state, line, begin + 1, finish)
        while stop >= 0 and (after := _inline_comment_end(src, stop, finish)) >= 0:
            comments.append(comment_at(src, stop, after, path))
            if begin < stop:
                pieces.append((begin, begin + len(src[begin:stop].rstrip())))
            begin = skip_blanks(src, after, finish)
            stop = _mid_line_block(state, line, begin, finish)
        pieces.append((begin, finish if stop < 0 else stop))
        line += 1
        if stop >= 0 or line >= state.lineMax or state.isEmpty(line):
            break
        if src[state.bMarks[line] + state.tShift[line]] in "=-" and _underlined(state, line, pieces, comments):
            return True
        if _interrupted(state, line):
            break
    if stop < 0:
        state.line = line
    else:
        cut(state, line - 1, stop)
    while pieces:
        begin, finish = pieces.pop()
        text = src[begin:finish].rstrip()
        if text:
            pieces.append((begin, begin + len(text)))
            _emit_text(state, pieces)
            break
    for hidden in comments:
        emit(state, hidden)
    return True


def _emit_text(state: StateBlock, pieces: list[tuple[int, int]]) -> None:
    """Emit lines of text, those of a definition list as terms with what defines them."""
    src, path = state.src, notes(state).path
    colons = [number for number, (begin, _) in enumerate(pieces) if src[begin] == ":"] if len(pieces) > 1 else []
    marks = [number for number in colons if _TERM.match(src, *pieces[number])] if colons else colons
    # A term may begin with a colon, too: ``:id``.
    if not marks or not marks[0] or any(number not in marks and number + 1 not in marks for number in colons):
        emit(state, text_of(state, pieces, path))
        return
    before = 0  # the first line of the text before the term
    for number, mark in enumerate(marks):
        follows = marks[number + 1] if number + 1 < len(marks) else len(pieces)
        if mark > before:  # the last line before the colon is the term
            if mark - 1 > before:
                emit(state, text_of(state, pieces[before : mark - 1], path))
            term = text_of(state, pieces[mark - 1 : mark], path)
        # The line before the next colon is the next term, unless it is indented, or one term is defined twice.
        last = follows
        if follows < len(pieces) and follows - 1 > mark and src[pieces[follows - 1][0] - 1] not in BLANKS:
            last = follows - 1
        begin, finish = pieces[mark]
        matched = _TERM.match(src, begin, finish)
        inner = [(matched.end() if matched else begin, finish), *pieces[mark + 1 : last]]
        emit(state, Definition(term, text_of(state, inner, path)))
        before = last


def _underlined(state: StateBlock, line: int, pieces: list[tuple[int, int]], comments: list[Comment]) -> bool:
    """Take the text before a line as a heading when the line underlines it; with dashes only a text of one line."""
    begin, finish = bounds(state, line)
    src = state.src
    match = _UNDERLINE.match(src, begin, finish)
    if match is None or match.end() < finish or not 0 <= state.sCount[line] - state.blkIndent < _CODE_INDENT:
        return False
    if match[1][0] == "-" and (len(pieces) > 1 or notes(state).in_tabs or src.find("|", *pieces[0]) >= 0):
        return False
    title, anchor = _anchored(text_of(state, [(a, a + len(src[a:b].rstrip())) for a, b in pieces], notes(state).path))
    state.line = line + 1
    emit(state, Heading(1 if match[1][0] == "=" else 2, title, pieces[0][0], anchor))
    for hidden in comments:
        emit(state, hidden)
    return True


def _anchored(title: Text) -> tuple[Text, str]:
    """Return a title without the anchor that is stated behind it, and the anchor."""
    match = _ANCHOR.search(title.value) if title.value.endswith("}") else None
    return (title.slice(0, match.start()), match[1]) if match else (title, "")


def indented(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """Take a code block that is written by indentation alone."""
    if state.sCount[start] - state.blkIndent < _CODE_INDENT or notes(state).elements:
        return False
    indent = state.blkIndent + _CODE_INDENT
    last = line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        if not state.isEmpty(line):
            last = line
        line += 1
    pieces = [(_outdented(state, number, indent), state.eMarks[number]) for number in range(start, last + 1)]
    path = notes(state).path
    text = text_of(state, pieces, path)
    state.line = last + 1
    emit(state, Fence("", text, Span(path, state.bMarks[start] + state.tShift[start], text.span.end), indented=True))
    return True


def _inline_comment_end(src: str, start: int, finish: int) -> int:
    """Return the end of a comment that has text of its paragraph behind it on the same line, or -1."""
    if not src.startswith("<!--", start):
        return -1
    closing = src.find("-->", start + 2, finish)
    if closing < 0 or skip_blanks(src, closing + 3, finish) == finish:
        return -1
    return closing + 3


def _interrupted(state: StateBlock, line: int) -> bool:
    """Return whether another block begins at a line of a paragraph."""
    if state.sCount[line] < 0:  # a lazy continuation of a quote
        return False
    begin, finish = bounds(state, line)
    if state.src[begin : begin + 1] not in _SPECIAL and state.src.find("|", begin, finish) < 0:
        return False
    old = state.parentType
    state.parentType = "paragraph"
    found = any(rule(state, line, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph"))
    state.parentType = old
    return found


def _mid_line_block(state: StateBlock, line: int, start: int, finish: int) -> int:
    """Return where a comment, or a heading glued to the end of a sentence, begins on a line of text, or -1."""
    src = state.src
    found = src.find("<!--", start, finish)
    if found >= 0 and src.find("`", state.bMarks[line], found) >= 0:
        masked = _masked_line(state, line)
        shift = finish - len(masked)
        found = masked.find("<!--", start - shift)
        if found >= 0:
            found += shift
    heading = src.find(" ##", start, finish if found < 0 else found)
    if heading >= 0:
        glued = _GLUED_HEADING.match(src, heading - 1, finish)
        if glued:
            return glued.end()
    return found


def _masked_line(state: StateBlock, line: int) -> str:
    """Return a line to its end with code spans blanked; blanked once per line, however many comments it holds."""
    written = notes(state)
    if written.masked[0] != line:
        written.masked = (line, mask_code(state.src[slice(*bounds(state, line))]))
    return written.masked[1]


def heading(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take an ATX heading, or a tab marker, which looks like one; a comment behind a heading is cut off."""
    begin, finish = bounds(state, start)
    src = state.src
    if not src.startswith("#", begin):
        return False
    if src.find("](#", begin, finish) >= 0 and _tab(state, start, begin, finish, silent):
        return True
    if state.sCount[start] - state.blkIndent >= _CODE_INDENT:
        return False
    match = _HASHES.match(src, begin, finish)
    if match is None:
        return False
    if silent:
        return True
    state.line = start + 1
    behind = match.end()
    text = src[behind:finish].rstrip()
    comment = text.find("<!--")
    if comment >= 0 and "`" not in text[:comment]:
        cut(state, start, behind + comment)
        text = text[:comment].rstrip()
    if text.endswith("#"):
        bare = text.rstrip("#")
        if not bare or bare[-1] in BLANKS:
            text = bare.rstrip()
    title = text.lstrip()
    at = behind + len(text) - len(title)
    span = Span(notes(state).path, at, at + len(title))
    stated, anchor = _anchored(Text(title, span))
    notes(state).in_tabs = False
    emit(state, Heading(behind - begin, stated, begin, anchor))
    return True


def _tab(state: StateBlock, start: int, begin: int, finish: int, silent: bool) -> bool:
    """Take a tab marker."""
    line = state.src[begin:finish].rstrip()
    match = _TAB.match(line)
    if match is None:
        return False
    if not silent:
        state.line = start + 1
        notes(state).in_tabs = True
        emit(state, Tab(match[1].strip().lower(), Span(notes(state).path, begin, begin + len(line))))
    return True


def include(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a line that is an include directive and nothing else."""
    begin, finish = bounds(state, start)
    if not state.src.startswith("[!", begin):
        return False
    line = state.src[begin:finish].rstrip()
    match = _INCLUDE.match(line)
    if match is None:
        return False
    if not silent:
        state.line = start + 1
        span = Span(notes(state).path, begin, begin + len(line))
        emit(state, Include(match[1].strip(), match[2].strip(), span))
    return True


def definition(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take the definition of a reference-style link, which is no text."""
    begin, finish = bounds(state, start)
    if not state.src.startswith("[", begin) or state.src.find("]:", begin, finish) < 0:
        return False
    match = _DEFINITION.match(state.src[begin:finish].rstrip())
    if match is None:
        return False
    if not silent:
        state.line = start + 1
        target = match[2]
        target = target[1:-1] if target.startswith("<") else target
        written, label = notes(state), fold(match[1])
        first = written.definitions.setdefault(label, target)
        if first != target:
            place = Span(written.path, begin + match.start(1), begin + match.end(1))
            written.diagnostics.append(
                rules.REPEATED_DEFINITION.at(place, label=match[1], target=target, first=first, subject=label)
            )
    return True


def rule_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a thematic break: nothing is left of it, but it ends a tab group."""
    begin, finish = bounds(state, start)
    mark = state.src[begin : begin + 1]
    if mark not in ("-", "*", "_"):
        return False
    line = state.src[begin:finish].rstrip()
    if line.count(mark) < 3 or line.replace(" ", "").replace("\t", "").strip(mark):
        return False
    if not silent:
        state.line = start + 1
        notes(state).in_tabs = False
        emit(state, Span(notes(state).path, begin, begin + len(line)))
    return True


def comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take an HTML comment; the text behind its end is left to the next rule."""
    begin = bounds(state, start)[0]
    src = state.src
    if not src.startswith("<!--", begin):
        return False
    if silent:
        return True
    path = notes(state).path
    closing = src.find("-->", begin + 2)
    if closing < 0:
        end_of_page = len(src.rstrip())
        text = Text(src[begin + 4 : end_of_page], Span(path, begin + 4, end_of_page))
        found: Comment | Include = Comment(text, Span(path, begin, end_of_page))
        notes(state).diagnostics.append(rules.UNCLOSED_COMMENT.at(Span(path, begin, begin + 4)))
        notes(state).skip_to = state.line = len(state.bMarks)
    else:
        found = _included(comment_at(src, begin, closing + 3, path))
        last = bisect_left(state.eMarks, closing + 3, start)
        cut(state, last, closing + 3)
        if last >= end:  # it leaves the quote that it stands in
            notes(state).skip_to = state.line
    emit(state, found)
    return True


def _included(comment: Comment) -> Comment | Include:
    """Return a comment, or the include that it is: ``<!-- include(file) -->``."""
    match = _COMMENTED_INCLUDE.fullmatch(comment.text.value)
    target = match[1].strip() if match else ""
    return Include("", target, comment.span) if target and "\n" not in target else comment


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a quote by the rule of the library, and note where it stands."""
    begin = bounds(state, start)[0]
    if not state.src.startswith(">", begin):
        return False
    first = len(state.tokens)
    found = blockquote(state, start, end, silent)
    if found and not silent:
        last = max(start, min(state.line, end) - 1)
        while last > start and state.isEmpty(last):
            last -= 1
        state.tokens[first].meta = {"span": Span(notes(state).path, begin, max(begin, state.eMarks[last]))}
    return found


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a fenced code block up to its closing line, or up to another opening line when that is missing."""
    opening = _opening(state, start)
    if opening is None:
        return False
    if silent:
        return True
    marks, info = opening
    written = notes(state)
    begin, finish = bounds(state, start)
    line, closing = _end_of_fence(state, start + 1, end, marks)
    body = _body(state, start, line, finish)
    state.line = line
    finish = max(finish, body.span.end)
    if closing is None:
        written.diagnostics.append(rules.UNCLOSED_FENCE.at(Span(written.path, *bounds(state, start))))
    else:
        marks_end, after = closing
        if after == state.eMarks[line] or _HASHES.match(state.src, after, state.eMarks[line]):
            finish = marks_end
            cut(state, line, after)
        else:
            written.diagnostics.append(rules.SWALLOWED_FENCE.at(Span(written.path, *bounds(state, line))))
    emit(state, Fence(info, body, Span(written.path, begin, finish)))
    return True


def _opening(state: StateBlock, line: int) -> tuple[str, str] | None:
    """Return the marks and the info string when a fence opens at a line."""
    begin, finish = bounds(state, line)
    mark = state.src[begin : begin + 1]
    if mark not in ("`", "~") or not state.src.startswith(mark * 3, begin, finish):
        return None
    text = state.src[begin:finish]
    info = text.lstrip(mark)
    if mark == "`" and "`" in info:
        return None
    return mark * (len(text) - len(info)), info.strip().lower()


def _end_of_fence(state: StateBlock, line: int, end: int, marks: str) -> tuple[int, tuple[int, int] | None]:
    """Return the line that closes a fence and what ``_closing`` says of it, or the first line behind an open one."""
    if state.level == 0:  # no quote that a line could leave: only lines that hold the marks need a look
        while line < end:
            found = state.src.find(marks, state.bMarks[line], state.eMarks[end - 1])
            if found < 0:
                return end, None
            line = bisect_left(state.eMarks, found, line)
            closing = _closing(state, line, marks)
            if closing is not None:
                return line, closing
            line += 1
        return end, None
    while line < end and state.sCount[line] >= 0:
        closing = _closing(state, line, marks)
        if closing is not None:
            return line, closing
        line += 1
    return line, None


def _closing(state: StateBlock, line: int, marks: str) -> tuple[int, int] | None:
    """Return where the marks that close a fence end, and where something else begins behind them on the line.

    That is a glued heading, or the info string of another fence; or the end of the line.
    """
    begin, finish = bounds(state, line)
    if not state.src.startswith(marks, begin, finish):
        return None
    rest = state.src[begin:finish].lstrip(marks[0])
    if marks[0] in rest:
        return None
    return finish - len(rest), finish - len(rest.strip(BLANKS)) if rest.strip(BLANKS) else finish


def _body(state: StateBlock, start: int, end: int, finish: int) -> Text:
    """Return the lines between the marks, less the indentation of the opening line."""
    indent = state.sCount[start]
    if not indent and state.level == 0 and end > start + 1:
        first, last = state.bMarks[start + 1], state.eMarks[end - 1]
        return Text(state.src[first:last], Span(notes(state).path, first, last))
    pieces = []
    for line in range(start + 1, end):
        begin = state.bMarks[line]
        if indent:
            begin = _outdented(state, line, indent)
        pieces.append((begin, state.eMarks[line]))
    path = notes(state).path
    if not pieces:
        at = min(finish + 1, len(state.src))
        return Text("", Span(path, at, at))
    return text_of(state, pieces, path)


def _outdented(state: StateBlock, line: int, indent: int) -> int:
    """Return where a line begins when up to ``indent`` columns of blanks are taken off."""
    at = state.bMarks[line]
    stop = at + state.tShift[line]
    column = 0
    while at < stop and column < indent:
        column += 4 - column % 4 if state.src[at] == "\t" else 1
        at += 1
    return at
