"""Reads the annotations in comments, which say what the next code block is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from docgen import rules
from docgen.codeblocks import json_fixes
from docgen.codeblocks.json_advice import advice
from docgen.codeblocks.json_value import read_json, read_valid
from docgen.diagnostic import Diagnostic
from docgen.dialects import Annotations, Dialect
from docgen.markdown.page import Comment
from docgen.source import NOWHERE, Span

_UNCLOSED = re.compile(r"^(?:```|~~~|#{1,6} )", re.MULTILINE)  # what a comment of JSON cannot hold


class Annotation(msgspec.Struct, frozen=True, gc=False):
    """One annotation: the kind of block that it announces, and what it says of it ("" and None: nothing).

    ``whole`` tells that it says that nothing is left out.
    """

    kind: str
    span: Span
    names: tuple[str, ...] = ()
    type: str = ""
    type_span: Span | None = None
    base: str = ""
    key: str = ""
    open: bool = False
    abstract: bool = False
    collection: bool | None = None
    nullable: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    empty: bool = False
    error: bool = False
    items: str = ""
    whole: bool = False


def read(comment: Comment, dialect: Dialect) -> tuple[Annotation | None, Diagnostic | None]:
    """Return the annotation that a comment is, and the finding when its JSON had to be repaired."""
    keys = dialect.annotations
    text = comment.text.value
    if keys.kind not in text:
        return None, None
    known = _known(text, dialect)
    if known:
        return _placed(known, comment), None
    found = read_json(comment.text)
    if found is None or not isinstance(found.value, dict):
        return None, rules.MALFORMED_ANNOTATION.at(comment.span, problem="no value can be read", advice=advice(""))
    finding = None
    if _UNCLOSED.search(text):
        finding = rules.MALFORMED_ANNOTATION.at(
            comment.span, problem="--> is missing behind it", advice="write --> behind it"
        )
    elif found.faults:
        fault = found.faults[0]
        edits = json_fixes.edits_of_faults(comment.text, found, json_fixes.COMMENT_KINDS)
        fix = json_fixes.fix_of(zip(found.faults, edits, strict=True))
        words, place = fault.kind.replace("-", " "), json_fixes.place(fault, comment.text)
        finding = rules.MALFORMED_ANNOTATION.at(place, problem=words, advice=advice(fault.kind), fix=fix)
    return _placed(_annotation(found.value, keys), comment), finding


@lru_cache(maxsize=1024)
def _known(text: str, dialect: Dialect) -> Annotation | None:
    """Return the annotation that a text in good order is, whose place is filled in later: many stand repeatedly."""
    value = read_valid(text)
    return _annotation(value, dialect.annotations) if isinstance(value, dict) else None


def _annotation(values: Mapping[str, Any], keys: Annotations) -> Annotation:
    return Annotation(
        kind=_text(values, (keys.kind,)),
        span=NOWHERE,
        names=_texts(values, keys.name),
        type=_text(values, keys.type).lstrip("#").strip(),
        base=_text(values, keys.base).lstrip("#").strip(),
        key=_text(values, keys.key),
        open=bool(_flag(values, keys.open)),
        abstract=bool(_flag(values, keys.abstract)),
        collection=_flag(values, keys.collection),
        nullable=_texts(values, keys.nullable),
        optional=_texts(values, keys.optional),
        scopes=tuple([scope for text in _texts(values, keys.scopes) for scope in re.split(r"[\s,;]+", text) if scope]),
        empty=bool(_flag(values, keys.empty)),
        error=bool(_flag(values, keys.error)),
        items=_text(values, keys.items),
        whole=_flag(values, keys.truncated) is False,
    )


def _placed(annotation: Annotation, comment: Comment) -> Annotation:
    """Return an annotation with its places in the comment that it stands in."""
    at = comment.text.value.rfind(annotation.type) if annotation.type else -1
    place = comment.text.at(at, at + len(annotation.type)) if at >= 0 else None
    return msgspec.structs.replace(annotation, span=comment.span, type_span=place)


def _texts(values: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first member that is a text or a list of texts."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, list):
            return tuple(v for v in value if isinstance(v, str))
        if isinstance(value, str) and value:
            return (value,)
    return ()


def _text(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    texts = _texts(values, keys)
    return texts[0] if texts else ""


def _flag(values: Mapping[str, Any], keys: tuple[str, ...]) -> bool | None:
    """Return the first member that is a truth value, also when written as a text."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, str):
            value = {"true": True, "false": False}.get(value.strip().lower())
        if isinstance(value, bool):
            return value
    return None
