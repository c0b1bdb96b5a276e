"""Reports annotations in comments that say something else than the block below them, or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.checks.wording import do_differ, verb_of
from docgen.codeblocks import json_fixes
from docgen.codeblocks.json_advice import advice
from docgen.codeblocks.json_value import read_json, read_valid
from docgen.diagnostic import Diagnostic, Severity
from docgen.extract.examples import CodeBlock
from docgen.markdown.page import Comment
from docgen.near import NearWords
from docgen.source import Span

_MEMBERS = re.compile(r'\s*\{\s*"[^"\n]{1,60}"\s*:.*\}\s*\Z', re.DOTALL)
_KEY = re.compile(r'"([^"\n]{1,60})"\s*:')
_DESCRIPTION = re.compile(r'"description"\s*:\s*"(?P<said>[^"\n]{1,200})"')
_LENIENT = ("control-character", "odd-space")  # what the tools that read these comments let pass
_REQUEST = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+\S")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the annotations that do not fit what they stand before, and those of pages that are no JSON."""
    for code in view.blocks:
        if code.annotation and (meant := _meant(code)):
            at = _of_word(code.annotation.span, code.annotation.kind, view)
            yield rules.SWAPPED_ANNOTATION.at(at, kind=code.annotation.kind, meant=meant, subject=meant)
    keys = view.dialect.annotations
    for comment in view.comments if view.facts.kind != "include" else ():
        text = comment.text.value
        if text.lstrip().startswith("{") and keys.kind not in text:
            yield from _other(comment, view)
            yield from _of_page(comment, view)


def _of_page(comment: Comment, view: PageView) -> Iterator[Diagnostic]:
    """Yield the annotation of a page whose description has the verb of another operation."""
    found = _DESCRIPTION.search(comment.text.value) if len(view.facts.operations) == 1 else None
    verbs = view.dialect.title_verbs
    said = verb_of(found["said"], verbs) if found else ""
    if not said or found is None:
        return
    operation = view.facts.operations[0]
    verb, methods = verb_of(operation.title, verbs), {route.method for route in operation.routes}
    said_fits, title_fits = (not methods or not methods.isdisjoint(verbs.get(one, ())) for one in (said, verb))
    if not said_fits or (title_fits and verb and do_differ(said, verb, verbs)):
        yield rules.FOREIGN_INTRODUCTION.at(
            comment.text.at(*found.span("said")),
            severity=Severity.INFO,
            where="annotation of the page",
            shown=repr(found["said"]),
            stated=repr(operation.title),
            subject=operation.title,
        )


def _meant(block: CodeBlock) -> str:
    """Return what the block below an annotation is, "" where that is what the annotation says."""
    text = block.fence.text.value
    if block.kind == "response" and _REQUEST.match(text):
        return "request"
    if block.kind == "request" and text.startswith("HTTP/"):
        return "response"
    return ""


def _of_word(span: Span, word: str, view: PageView) -> Span:
    """Return where a word stands in a comment."""
    text = view.page.text_of(span.path)
    at = text.find(word, span.start, span.end)
    return Span(span.path, at, at + len(word)) if at >= 0 else span


@lru_cache(maxsize=64)
def _near(kind: str) -> NearWords:
    """Return what is nearly the name of the member that tells the kind of a block."""
    return NearWords((kind,))


def _other(comment: Comment, view: PageView) -> Iterator[Diagnostic]:
    """Yield what is wrong with a comment of JSON that is no annotation of a block."""
    text = comment.text.value
    if not _MEMBERS.match(text):
        return
    keys = view.dialect.annotations
    first = _KEY.search(text)
    if first and first[1] not in keys.other_keys and _near(keys.kind).of(first[1]):
        start = text.index(first[1])
        yield rules.UNKNOWN_ANNOTATION.at(
            comment.text.at(start, start + len(first[1])),
            kind=first[1],
            suggestion=f"; did you mean the member {keys.kind}?",
            known=", ".join(keys.kinds),
            subject=first[1],
        )
    elif read_valid(text) is None:
        found = read_json(comment.text)
        fault = next((one for one in found.faults if one.kind not in _LENIENT), None) if found else None
        if found and fault:
            edits = json_fixes.edits_of_faults(comment.text, found, json_fixes.COMMENT_KINDS)
            fix = json_fixes.fix_of(zip(found.faults, edits, strict=True))
            words, place = fault.kind.replace("-", " "), json_fixes.place(fault, comment.text)
            yield rules.MALFORMED_ANNOTATION.at(place, problem=words, advice=advice(fault.kind), fix=fix)
