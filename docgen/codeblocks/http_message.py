"""Reads the request lines, or the HTTP message, in the text of a code block."""

from __future__ import annotations

import re

import msgspec

from docgen.codeblocks.messages import Header, Message, RequestLine
from docgen.source import Span, Text

_BLANKS = " \t\r\xa0\u200b\ufeff"
_AROUND = _BLANKS + "\n"
# A slash or a letter must follow the method: "DELETE/identity" lacks its space, "GETTING" is a word.
_REQUEST = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)(?:[ \t\xa0]+(?=\S)|(?=/))")
_PROTOCOL = re.compile(r"[ \t\xa0]HTTP/[0-9](?:\.[0-9])?\Z")
_STATUS = re.compile(
    r"HTTP(?:[/ ]?[0-9](?:\.[0-9])?|[ \t](?:status[ \t])?code)?:?[ \t\xa0]+([1-5][0-9][0-9])(?![0-9A-Za-z])[ \t\xa0]*",
    re.IGNORECASE,
)
# A status line may lack its protocol: "404 Not Found".
_BARE_STATUS = re.compile(r"([1-5][0-9][0-9])[ \t]+(?=[A-Z][A-Za-z-]*(?: [A-Za-z-]+){0,4}\Z)")
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


def request_lines(text: Text, methods: re.Pattern[str] | None = None) -> tuple[RequestLine, ...]:
    """Return every ``METHOD target`` of a block that lists requests; other lines are passed over.

    A target may hold blanks and go on over lines that begin with ``?`` or ``&``. ``methods`` is what begins a request
    line, with the method in its first group; by default that is one of HTTP's in capitals.
    """
    lines = _lines(text, len(text.value))
    found: list[RequestLine] = []
    index = 0
    while index < len(lines):
        request, index = _request(text, lines, index, methods or _REQUEST)
        if request is not None:
            found.append(request)
    return tuple(found)


def read_message(text: Text) -> Message | None:
    """Return the request or response that a block holds, or None where it is neither.

    A text that begins with ``{`` or ``[`` is a body alone: no request, status 0, no headers. A response that begins
    with its headers has status 0, too. The body is the rest, whatever it is, without the blank lines around it.
    """
    value = text.value
    begin = len(value) - len(value.lstrip(_AROUND))
    if begin == len(value):
        return None
    if value[begin] in _JSON:
        return _message(text, begin, begin)
    lines = _lines(text, _end_of_head(value))
    first = value.count("\n", 0, begin)
    request, after = _request(text, lines, first)
    status = None if request else _status_line(value, begin, lines[first].end)
    headers, body_from = _headers(text, lines, after if request or status else first)
    body = lines[body_from - 1].end if body_from else begin
    if request is not None:
        return _message(text, begin, body, request=request, headers=headers)
    if status is not None:
        reason = value[status.end() : lines[first].end]
        return _message(text, begin, body, status=int(status[1]), reason=reason, headers=headers)
    if any(header.name.lower() in _KNOWN_HEADERS for header in headers):
        return _message(text, begin, body, headers=headers)
    return None


def _status_line(value: str, begin: int, end: int) -> re.Match[str] | None:
    return _STATUS.match(value, begin, end) or _BARE_STATUS.match(value, begin, end)


def _end_of_head(value: str) -> int:
    """Return where the first line begins that is surely part of a body: most are long, and are not read by lines."""
    brace = value.find("\n{")
    end = len(value) if brace < 0 else brace
    bracket = value.find("\n[", 0, end)
    return end if bracket < 0 else bracket


def _message(
    text: Text,
    begin: int,
    body: int,
    *,
    request: RequestLine | None = None,
    status: int = 0,
    reason: str = "",
    headers: tuple[Header, ...] = (),
) -> Message:
    """Return the message that begins at a place; blanks may stand before its body, and behind it."""
    end = len(text.value.rstrip(_AROUND))
    while body < end and text.value[body] in _AROUND:
        body += 1
    found = text.slice(body, end) if body < end else None
    return Message(request, status, reason, headers, found, text.at(begin, end))


def _headers(text: Text, lines: list[_Line], index: int) -> tuple[tuple[Header, ...], int]:
    """Return the headers from a line on, and the line after them; blank lines may stand before them."""
    while index < len(lines) and lines[index].blank:
        index += 1
    found: list[Header] = []
    for line in lines[index:]:
        match = _HEADER.match(text.value, line.start, line.end)
        if match is None:
            break
        found.append(Header(match[1], text.value[match.end() : line.end], _span(text, line)))
    return tuple(found), index + len(found)


def _request(
    text: Text, lines: list[_Line], index: int, methods: re.Pattern[str] = _REQUEST
) -> tuple[RequestLine | None, int]:
    """Return the request that begins on a line, and the line after it."""
    first = last = lines[index]
    match = methods.match(text.value, first.start, first.end)
    index += 1
    if match is None:
        return None, index
    pieces = [text.value[match.end() : first.end]]
    while index < len(lines) and not lines[index].blank and text.value[lines[index].start] in "?&":
        last = lines[index]
        pieces.append(text.value[last.start : last.end])
        index += 1
    target = "".join(pieces)
    if "HTTP/" in target:
        target = _PROTOCOL.sub("", target)
    span = Span(text.span.path, first.offset, last.offset + last.end - last.start)
    return RequestLine(match[1].strip(_BLANKS).upper(), target.rstrip(_BLANKS), span), index


def _span(text: Text, line: _Line) -> Span:
    return Span(text.span.path, line.offset, line.offset + line.end - line.start)


def _lines(text: Text, end: int) -> list[_Line]:
    """Return the lines of a text up to a place."""
    lines: list[_Line] = []
    start = 0
    for number, line in enumerate(text.value[:end].split("\n")):
        source = text.starts[number] if text.starts else text.span.start + start
        stripped = line.lstrip(_BLANKS)
        lead = len(line) - len(stripped)
        begin = start + lead
        lines.append(_Line(begin, begin + len(stripped.rstrip(_BLANKS)), source + lead))
        start += len(line) + 1
    return lines
