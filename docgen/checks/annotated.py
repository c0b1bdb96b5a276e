"""Reports annotations of code blocks that contradict what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.codeblocks.http_message import read_message
from docgen.codeblocks.json_value import read_json
from docgen.codeblocks.messages import Message
from docgen.diagnostic import Diagnostic
from docgen.extract.comments import Annotation
from docgen.statuses import FAILURES


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield what the annotations of requests and answers say and the page does not."""
    granted = {
        scope.lower() for operation in view.facts.operations for fact in operation.scopes for scope in fact.scopes
    }
    for block in view.blocks:
        note = block.annotation
        if note is None or not (note.scopes or note.empty or note.error or note.items):
            continue
        message = read_message(block.fence.text)
        for shown, stated in (*_scopes(note, granted), *(_message(note, message) if message else ())):
            yield rules.ANNOTATION_AGAINST_PAGE.at(note.span, shown=shown, stated=stated, subject=shown)


def _scopes(note: Annotation, granted: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the scopes that an annotation asks for and no table of the page grants, where the page has some."""
    for scope in note.scopes if granted else ():
        if scope.lower() not in granted:
            yield f"{scope} is needed", "the page does not name it"


def _message(note: Annotation, message: Message) -> Iterator[tuple[str, str]]:
    """Yield what an annotation says of a request or an answer, and what the block below it shows instead."""
    if note.error and message.status and message.status < FAILURES:
        yield "this is a failure", f"the answer is {message.status}"
    if not (note.empty or note.items) or message.body is None:
        return
    found = read_json(message.body)
    value: Any = found.value if found else None
    items = value.get(note.items) if isinstance(value, dict) and note.items else _only_list(value)
    if note.items and isinstance(value, dict) and not isinstance(items, list):
        yield f"the items stand in {note.items}", "the answer has no such list"
    if note.empty and items:
        yield "nothing is returned", f"the answer shows {len(items)} of it"


def _only_list(value: Any) -> list[Any]:
    """Return a value that is a list, or the only list among the members of one."""
    if isinstance(value, list):
        return value
    lists = [member for member in value.values() if isinstance(member, list)] if isinstance(value, dict) else []
    return lists[0] if len(lists) == 1 else []
