"""The text of a code block goes in; the request lines, or the HTTP message, that it holds come out."""

from __future__ import annotations

import re

import msgspec

from docgen.codeblocks.records import Header, Message, RequestLine
from docgen.source import Span, Text

_BLANKS = " \t\r\xa0\u200b\ufeff"
# A slash or a letter must follow the method: "DELETE/identity" lacks its space, "GETTING" is a word.
_REQUEST = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)(?:[ \t\xa0]+(?=\S)|(?=/))")
_PROTOCOL = re.compile(r"[ \t\xa0]HTTP/[0-9](?:\.[0-9])?\Z")
_STATUS = re.compile(
    r"HTTP(?:[/ ]?[0-9](?:\.[0-9])?|[ \t](?:status[ \t])?code)?:?[ \t\xa0]+([1-5][0-9][0-9])(?![0-9A-Za-z])[ \t\xa0]*",
    re.IGNORECASE,
)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)[ \t\xa0]*:(?!//)[ \t\xa0]*")
_JSON = frozenset("{[")
# A block without a status line is known for a response by one of these; "Note: ..." is none.
_KNOWN_HEADERS = frozenset(
    (
        *("accept", "authorization", "cache-control", "client-request-id", "content-length", "content-type", "date"),
        *("etag", "expires", "host", "location", "odata-version", "prefer", "preference-applied", "request-id"),
        *("retry-after", "server", "transfer-encoding", "www-authenticate"),
    )
)


class _Line(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where a line begins and ends in the value, blanks around it left out; ``offset`` is its place in the source."""

    start: int
    end: int
    offset: int

    @property
    def blank(self) -> bool:
        return self.start == self.end


def request_lines(text: Text) -> tuple[RequestLine, ...]:
    """Return every ``METHOD target`` of a block that lists requests; other lines are passed over.

    A target may hold blanks and go on over lines that begin with ``?`` or ``&``.
    """
    lines = _lines(text)
    found: list[RequestLine] = []
    index = 0
    while index < len(lines):
        request, index = _request(text, lines, index)
        if request is not None:
            found.append(request)
    return tuple(found)


def read_message(text: Text) -> Message | None:
    """Return the request or response that a block holds, or None where it is neither.

    A text that begins with ``{`` or ``[`` is a body alone: no request, status 0, no headers. A response that begins
    with its headers has status 0, too. The body is the rest, whatever it is, without the blank lines around it.
    """
    lines = _lines(text)
    first = next((index for index, line in enumerate(lines) if not line.blank), None)
    if first is None:
        return None
    if text.value[lines[first].start] in _JSON:
        return _message(text, lines, first, headers=(), body_from=first)
    request, after = _request(text, lines, first)
    status = None if request else _STATUS.match(text.value, lines[first].start, lines[first].end)
    headers, body_from = _headers(text, lines, after if request or status else first)
    if request is not None:
        return _message(text, lines, first, request=request, headers=headers, body_from=body_from)
    if status is not None:
        reason = text.value[status.end() : lines[first].end]
        return _message(text, lines, first, status=int(status[1]), reason=reason, headers=headers, body_from=body_from)
    if any(header.name.lower() in _KNOWN_HEADERS for header in headers):
        return _message(text, lines, first, headers=headers, body_from=body_from)
    return None


def _message(
    text: Text,
    lines: list[_Line],
    first: int,
    *,
    headers: tuple[Header, ...],
    body_from: int,
    request: RequestLine | None = None,
    status: int = 0,
    reason: str = "",
) -> Message:
    filled = [line for line in lines[body_from:] if not line.blank]
    body = text.slice(filled[0].start, filled[-1].end) if filled else None
    end = filled[-1] if filled else next(line for line in reversed(lines[:body_from]) if not line.blank)
    span = Span(text.span.path, lines[first].offset, end.offset + end.end - end.start)
    return Message(request, status, reason, headers, body, span)


def _headers(text: Text, lines: list[_Line], index: int) -> tuple[tuple[Header, ...], int]:
    """Return the headers from a line on, and the line after them; blank lines may stand before them."""
    start = next((number for number in range(index, len(lines)) if not lines[number].blank), len(lines))
    found: list[Header] = []
    for line in lines[start:]:
        match = _HEADER.match(text.value, line.start, line.end)
        if match is None:
            break
        found.append(Header(match[1], text.value[match.end() : line.end], _span(text, line)))
    return tuple(found), start + len(found)


def _request(text: Text, lines: list[_Line], index: int) -> tuple[RequestLine | None, int]:
    """Return the request that begins on a line, and the line after it."""
    first = last = lines[index]
    match = _REQUEST.match(text.value, first.start, first.end)
    index += 1
    if match is None:
        return None, index
    pieces = [text.value[match.end() : first.end]]
    while index < len(lines) and not lines[index].blank and text.value[lines[index].start] in "?&":
        last = lines[index]
        pieces.append(text.value[last.start : last.end])
        index += 1
    target = _PROTOCOL.sub("", "".join(pieces)).rstrip(_BLANKS)
    span = Span(text.span.path, first.offset, last.offset + last.end - last.start)
    return RequestLine(match[1], target, span), index


def _span(text: Text, line: _Line) -> Span:
    return Span(text.span.path, line.offset, line.offset + line.end - line.start)


def _lines(text: Text) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for number, line in enumerate(text.value.split("\n")):
        source = text.starts[number] if text.starts else text.span.start + start
        stripped = line.lstrip(_BLANKS)
        lead = len(line) - len(stripped)
        begin = start + lead
        lines.append(_Line(begin, begin + len(stripped.rstrip(_BLANKS)), source + lead))
        start += len(line) + 1
    return lines
