"""Reads the comments of a page that suppress findings, and applies them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from docgen import rules
from docgen.diagnostic import Diagnostic, Edit
from docgen.findings import selection
from docgen.markdown.page import Block, Callout, Comment, Fence, Page, Paragraph, Section
from docgen.source import Source, Span, line_starts

_DIRECTIVE = re.compile(r"\s*docgen:\s*([A-Za-z-]*)")
_REASON = re.compile(r"\s--(?:\s|\Z)")
_WORD = re.compile(r"[^\s,]+")
_SIGN = "docgen:"
# What is wrong with the document, and with suppressions themselves, is always said.
_ALWAYS = ("DG9", rules.BAD_SUPPRESSION.code, rules.UNUSED_SUPPRESSION.code)


class Mark(msgspec.Struct, frozen=True, gc=False):
    """One rule, prefix or name that a comment suppresses between two offsets of a source; ``span`` names it."""

    selector: str
    span: Span
    start: int
    end: int


class Marks(msgspec.Struct, frozen=True, gc=False):
    """What the comments of one source suppress, and what is wrong with them."""

    marks: tuple[Mark, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class _Directive(msgspec.Struct, frozen=True):
    """A comment for docgen: what it says to do, the rules it names, and the offsets that it speaks of."""

    verb: str
    names: tuple[tuple[str, Span], ...]
    comment: Comment
    start: int
    end: int


def read(page: Page, source: Source) -> Marks:
    """Return what the comments of a page suppress; of an included page only what stands in it itself."""
    if _SIGN not in source.text:
        return Marks()
    marks: list[Mark] = []
    findings: list[Diagnostic] = []
    opened: dict[str, tuple[Span, int]] = {}
    for directive in _directives(page, source):
        problem = _problem(directive)
        if problem:
            findings.append(rules.BAD_SUPPRESSION.at(directive.comment.span, problem=problem))
            continue
        for name, span in directive.names:
            problem = refused(name)
            if problem:
                findings.append(rules.BAD_SUPPRESSION.at(span, problem=problem, subject=name))
            elif directive.verb == "disable":
                opened.setdefault(name, (span, directive.start))
            elif directive.verb == "enable":
                if name in opened:
                    first, start = opened.pop(name)
                    marks.append(Mark(name, first, start, directive.start))
                else:
                    findings.append(rules.BAD_SUPPRESSION.at(span, problem=f"{name} is not disabled", subject=name))
            else:
                marks.append(Mark(name, span, directive.start, directive.end))
    marks += [Mark(name, span, start, len(source.text)) for name, (span, start) in opened.items()]
    return Marks(tuple(marks), tuple(findings))


def apply(found: Iterable[Diagnostic], marks: Sequence[Mark], *, unasked: str = "") -> list[Diagnostic]:
    """Return the findings that no mark suppresses, and a finding for each mark that suppresses nothing.

    Rules whose codes begin with ``unasked`` were not asked for: marks that name them alone are left as they are.
    """
    by_path: defaultdict[str, list[tuple[Mark, frozenset[str]]]] = defaultdict(list)
    for mark in dict.fromkeys(marks):
        by_path[mark.span.path].append((mark, selection.codes_of(mark.selector)))
    used: set[Mark] = set()
    kept = []
    for one in found:
        hiding = [mark for mark, codes in by_path.get(one.span.path, ()) if one.code in codes and _covers(mark, one)]
        if hiding and not one.code.startswith(_ALWAYS):
            used.update(hiding)
        else:
            kept.append(one)
    unused = [
        mark
        for listed in by_path.values()
        for mark, codes in listed
        if mark not in used and not (unasked and all(code.startswith(unasked) for code in codes))
    ]
    kept += [rules.UNUSED_SUPPRESSION.at(mark.span, rule=mark.selector, subject=mark.selector) for mark in unused]
    return kept


def comments(page: Page, source: Source, found: Iterable[Diagnostic]) -> list[Edit]:
    """Return the edits that put comments into a page which suppress some of its findings.

    A comment stands above the block with the finding, and above the comments that belong to that block; where the block
    is in a list or a quote, or there is none, it is about the whole page.
    """
    ends = _block_ends(page)
    above = {one.span.end: one.span.start for one in _blocks(page.root) if isinstance(one, Comment)}
    wanted: defaultdict[int, dict[str, None]] = defaultdict(dict)
    whole: dict[str, None] = {}
    for one in found:
        place = _above(one.span.start, ends, above, source.text)
        (whole if place is None else wanted[place])[one.code] = None
    edits = [_comment(source, place, "ignore", codes) for place, codes in sorted(wanted.items())]
    if whole:
        start = page.front_matter.span.end if page.front_matter else 0
        start = source.text.find("\n", start) + 1 if page.front_matter else start
        edits.append(_comment(source, start, "ignore-file", whole))
    return edits


def _comment(source: Source, place: int, verb: str, codes: Iterable[str]) -> Edit:
    return Edit(Span(source.path, place, place), f"<!-- docgen: {verb} {', '.join(codes)} -->\n")


def _above(at: int, ends: Sequence[tuple[int, int]], comments_: Mapping[int, int], text: str) -> int | None:
    """Return where the lines begin of the block that an offset is in, with the comments right above it."""
    holding = [start for start, end in ends if start <= at <= end]
    if not holding:
        return None
    line = text.rfind("\n", 0, holding[-1]) + 1
    if text[line : holding[-1]].strip("# \t") or text[line : line + 1] in (" ", "\t"):
        return None
    while line and (before := comments_.get(len(text[: line - 1].rstrip(" \t")))) is not None:
        if text[text.rfind("\n", 0, before) + 1 : before].strip():
            break
        line = text.rfind("\n", 0, before) + 1
    return line


def _covers(mark: Mark, one: Diagnostic) -> bool:
    return mark.start <= one.span.start <= mark.end


def _problem(directive: _Directive) -> str:
    """Return what is wrong with a directive as a whole, "" when nothing is."""
    if directive.verb not in ("ignore", "disable", "enable", "ignore-file"):
        return f"{directive.verb or 'nothing'!r} is none of ignore, disable, enable and ignore-file"
    return "" if directive.names else "it names no rule"


def refused(name: str) -> str:
    """Return why a comment cannot suppress a code, prefix or name, "" when it can."""
    codes = selection.codes_of(name)
    if codes and len(name) < len("DG1"):
        return f"{name} names too much"
    if not codes:
        return selection.unknown(name)
    if all(code.startswith(_ALWAYS) for code in codes):
        return f"{name} cannot be suppressed in a page"
    return ""


def _directives(page: Page, source: Source) -> Iterator[_Directive]:
    """Yield the comments of a page that are meant for docgen, in the order written."""
    ends = _block_ends(page)
    comments = [block for block in _blocks(page.root) if isinstance(block, Comment)]
    for comment in sorted(comments, key=lambda one: one.span):
        words = _DIRECTIVE.match(comment.text.value)
        if words is None:
            continue
        reason = _REASON.search(comment.text.value, words.end())
        stop = reason.start() if reason else len(comment.text.value)
        names = [
            (match[0], comment.text.at(match.start(), match.end()))
            for match in _WORD.finditer(comment.text.value, words.end(), stop)
        ]
        start, end = _reach(words[1].lower(), comment, source, ends)
        yield _Directive(words[1].lower(), tuple(names), comment, start, end)


def _reach(verb: str, comment: Comment, source: Source, ends: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the offsets that a directive speaks of: the file, its own line, or the block after it."""
    if verb == "ignore-file":
        return 0, len(source.text)
    if verb != "ignore":
        return comment.span.end, comment.span.end
    line = line_starts(source.text)[source.position(comment.span.start).line - 1]
    if source.text[line : comment.span.start].strip(" \t>"):
        return line, comment.span.start
    following = bisect_left(ends, (comment.span.end, 0))
    return comment.span.start, ends[following][1] if following < len(ends) else len(source.text)


def _block_ends(page: Page) -> list[tuple[int, int]]:
    """Return where each block that is no comment begins and ends, headings included, in the order written."""
    titles = [section.title.span for section in page.root.walk() if section.level]
    ends = [(span.start, span.end) for span in titles]
    for block in _blocks(page.root):
        if not isinstance(block, Comment):
            span = block.text.span if isinstance(block, Paragraph) else block.span
            # The marks of a fence belong to it; its text alone would begin a line later.
            ends.append((span.start, max(span.end, block.text.span.end) if isinstance(block, Fence) else span.end))
    return sorted(ends)


def _blocks(root: Section) -> Iterator[Block]:
    """Yield every block of a page, those inside callouts before the callout itself."""
    for section in root.walk():
        yield from _flat(section.blocks)


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Callout):
            yield from _flat(block.blocks)
        yield block
