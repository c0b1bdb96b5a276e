"""Tell whether pages give a document at all: one without any operation and type is an error, not a result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related
from docgen.dialects.tables import METHODS
from docgen.source import Span

_REQUEST = re.compile(
    rf"\b(?:{'|'.join(METHODS)})\b[\s`*|]{{1,10}}(?:https?://|/|\{{)\S*|\bcurl\b[^\n]{{1,500}}?\bhttps?://\S+"
)
_OPERATION = "a request such as GET /books in a code block, in code, a heading or a table"
_TYPE = "a table below a heading Properties on a page titled, for example, book resource type"
_SHOWN = 3  # further places of requests


def emptiness(whole: DocsetView) -> Diagnostic | None:
    """Return the finding that no document can be made of the pages; None where one can.

    It is made of operations, or of types alone, unless there is text that looks like a request: then operations were
    meant, and none was read.
    """
    api = whole.api
    if api.operations or not whole.pages:
        return None
    requests = list(_requests(whole))
    if requests:
        related = tuple(Related(span, "this looks like a request, too") for span in requests[1 : _SHOWN + 1])
        found = "requests are shown, but no page describes an operation"
        return rules.NOTHING_DESCRIBED.at(requests[0], related=related, found=found, wanted=_OPERATION)
    if api.enums or any(not schema.missing for schema in api.schemas):
        return None
    start = Span(whole.pages[0].path, 0, 0)
    found = "no page describes an operation or a type"
    return rules.NOTHING_DESCRIBED.at(start, found=found, wanted=f"{_OPERATION}, and for {_TYPE}")


def _requests(whole: DocsetView) -> Iterator[Span]:
    """Yield the first text of each page that looks like a request."""
    for page in whole.pages:
        source = whole.read(page.path)
        match = _REQUEST.search(source.text) if source else None
        if match:
            yield Span(page.path, match.start(), match.end())
