"""The comments of a page go in; the annotations that say what the next code block is come out."""

from __future__ import annotations

from typing import Any

import msgspec

from docgen import rules
from docgen.codeblocks.json_value import read_json
from docgen.diagnostics import Diagnostic
from docgen.markdown.page import Comment
from docgen.source import Span


class Annotation(msgspec.Struct, frozen=True, gc=False):
    """One annotation: its members, and where it stands."""

    values: dict[str, Any]
    span: Span

    @property
    def kind(self) -> str:
        """Return the block type that it gives."""
        return self.text("blockType")

    def text(self, key: str) -> str:
        """Return a member as text, "" when it is absent or no text."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a member that is one text or a list of them."""
        value = self.values.get(key)
        if isinstance(value, list):
            return tuple(v for v in value if isinstance(v, str))
        return (value,) if isinstance(value, str) else ()

    def flag(self, key: str) -> bool | None:
        """Return a member that is a truth value, also when written as a text; None when it is absent."""
        value = self.values.get(key)
        if isinstance(value, str):
            return {"true": True, "false": False}.get(value.strip().lower())
        return value if isinstance(value, bool) else None


def read(comment: Comment) -> tuple[Annotation | None, Diagnostic | None]:
    """Return the annotation that a comment is, and the finding when its JSON had to be repaired."""
    if "blockType" not in comment.text.value:
        return None, None
    found = read_json(comment.text)
    if found is None or not isinstance(found.value, dict):
        return None, rules.MALFORMED_ANNOTATION.at(comment.span, problem="no value can be read")
    finding = None
    if found.faults:
        fault = found.faults[0]
        finding = rules.MALFORMED_ANNOTATION.at(fault.span, problem=fault.kind.replace("-", " "))
    return Annotation(found.value, comment.span), finding
