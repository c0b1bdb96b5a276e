"""Every way in which pages write requests and responses is read, with exact places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.codeblocks.http_message import read_message, request_lines
from docgen.codeblocks.messages import Message
from docgen.source import Span, Text


def indented(value: str) -> tuple[str, Text]:
    """Return a source that holds the value as a quoted block, and the text that was taken from it."""
    lines = value.split("\n")
    source = "before\n" + "\n".join(f"  > {line}" for line in lines)
    starts, offset = [], len("before\n")
    for line in lines:
        starts.append(offset + 4)
        offset += len(line) + 5
    return source, Text(value, Span("a.md", starts[0], starts[-1] + len(lines[-1])), tuple(starts))


def plain(value: str) -> Text:
    return Text(value, Span("a.md", 100, 100 + len(value)))


REQUEST_LINES = [
    ("GET /users", ["GET /users"]),
    ("  GET   /users  ", ["GET /users"]),
    ("GET /a\nPOST /b\n\nDELETE /c\n", ["GET /a", "POST /b", "DELETE /c"]),
    ("GET /users HTTP/1.1", ["GET /users"]),
    ("GET /users HTTP/2", ["GET /users"]),
    ("GET policies/claims", ["GET policies/claims"]),
    ("DELETE/identity/{id}", ["DELETE /identity/{id}"]),
    ("get /users", []),
    ("GETTING /users", []),
    ("GET", []),
    ("", []),
    ("GET /a\nor\nGET /b", ["GET /a", "GET /b"]),
    ("GET /a\nworkbook-session-id: {id}\n", ["GET /a"]),
    ("var x = client.Get();\nGET /a", ["GET /a"]),
    ("GET /a?$filter=a eq 'b'", ["GET /a?$filter=a eq 'b'"]),
    ("GET /a\n  ?$top=5\n  &$skip=1\nGET /b", ["GET /a?$top=5&$skip=1", "GET /b"]),
    ("GET /a\n?$top=5 HTTP/1.1", ["GET /a?$top=5"]),
    ("GET https://a.b/v1.0/x", ["GET https://a.b/v1.0/x"]),
    ("GET ** Collection URI for x not found", ["GET ** Collection URI for x not found"]),
    ("PATCH\u00a0/a\u00a0", ["PATCH /a"]),
    (
        "PUT /a/{id}\nPATCH /a/{id}\nHEAD /a\nOPTIONS /a\nTRACE /a",
        "PUT /a/{id}|PATCH /a/{id}|HEAD /a|OPTIONS /a|TRACE /a",
    ),
    ("?x\n&y", []),
]


@pytest.mark.parametrize(("text", "expected"), REQUEST_LINES, ids=[row[0] for row in REQUEST_LINES])
def test_request_lines_of_a_template_block(text: str, expected: list[str] | str) -> None:
    expected = expected.split("|") if isinstance(expected, str) else expected
    assert [f"{line.method} {line.target}" for line in request_lines(plain(text))] == expected


def shown(message: Message | None) -> str:
    """Return a message as one line: start | headers | body."""
    if message is None:
        return "none"
    request = message.request
    start = f"{request.method} {request.target}" if request else f"{message.status} {message.reason}".strip()
    headers = ", ".join(f"{header.name}={header.value}" for header in message.headers)
    return f"{start} | {headers} | {message.body.value if message.body else '-'}"


MESSAGES = [
    ("GET /a", "GET /a |  | -"),
    ("GET /a HTTP/1.1\nHost: x\nAccept: y", "GET /a | Host=x, Accept=y | -"),
    ("POST /a\nContent-type: application/json\n\n{}", "POST /a | Content-type=application/json | {}"),
    ("POST /a\nContent-type: application/json\n{}", "POST /a | Content-type=application/json | {}"),
    (
        "POST /a\n\nContent-type: application/json\nContent-length: 5\n\n{}",
        "POST /a | Content-type=application/json, Content-length=5 | {}",
    ),
    ("POST /a\n\n\n{\n}\n\n", "POST /a |  | {\n}"),
    ("POST /a\n{}", "POST /a |  | {}"),
    ("GET /a?$filter=x eq 'y'\n  &$top=1\nPrefer: z", "GET /a?$filter=x eq 'y'&$top=1 | Prefer=z | -"),
    ("HTTP/1.1 200 OK\nContent-type: a/b\n\n{}", "200 OK | Content-type=a/b | {}"),
    ("\n\nHTTP/1.1 204 No Content\n", "204 No Content |  | -"),
    ("HTTP 1.1 200 Ok\nContent-Type:a", "200 Ok | Content-Type=a | -"),
    ("HTTP 201 Created", "201 Created |  | -"),
    ("HTTP/2 200", "200 |  | -"),
    ("404 Not Found\nContent-Type: a/b\n\n{}", "404 Not Found | Content-Type=a/b | {}"),
    ("200 OK\n\n[]", "200 OK |  | []"),
    ("200 books are on the shelf.", "none"),
    ("200", "none"),
    ("HTTP code: 200 OK\nContent-type: a", "200 OK | Content-type=a | -"),
    ("HTTP status code 404", "404 |  | -"),
    ("HTTP/1.1 200", "200 |  | -"),
    ("HTTP/1.1 2000 OK", "none"),
    ("HTTP/1.1 204 No Content\nLocation: https://a.b/c", "204 No Content | Location=https://a.b/c | -"),
    ("Content-type: application/json\n\n{}", "0 | Content-type=application/json | {}"),
    (
        "Content-type: application/json\nContent-length: 1\n{}",
        "0 | Content-type=application/json, Content-length=1 | {}",
    ),
    ("Note: this is prose", "none"),
    ('{"a": 1}', '0 |  | {"a": 1}'),
    ("\n [1]\n", "0 |  | [1]"),
    ("HTTP/1.1 200 OK\nContent-Type: text/csv\n\na,b\n1,2\n", "200 OK | Content-Type=text/csv | a,b\n1,2"),
    ("HTTP/1.1 200 OK\n\n<?xml version='1.0'?>\n<a b:c='d'/>", "200 OK |  | <?xml version='1.0'?>\n<a b:c='d'/>"),
    (
        "POST /a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: x\n\n1\n--b--",
        "POST /a | Content-Type=multipart/mixed; boundary=b | --b\nContent-Type: x\n\n1\n--b--",
    ),
    (
        "PUT /a\nContent-Type: image/png\n\nBinary data for the image",
        "PUT /a | Content-Type=image/png | Binary data for the image",
    ),
    ("HTTP/1.1 200 OK\n893", "200 OK |  | 893"),
    ("https://a.b/c", "none"),
    ("var x = 1;", "none"),
    ("", "none"),
    (" \n\t\n", "none"),
]


@pytest.mark.parametrize(("text", "expected"), MESSAGES, ids=[row[0][:40] for row in MESSAGES])
def test_a_message_is_read(text: str, expected: str) -> None:
    assert shown(read_message(plain(text))) == expected


def test_places_are_exact_in_an_indented_block() -> None:
    source, text = indented("POST /a\n  ?b=1\n\nContent-type: x\n\n{\n  1\n}\n")
    message = read_message(text)
    assert message is not None and message.request is not None and message.body is not None

    def under(span: Span) -> str:
        return source[span.start : span.end].replace("\n  > ", "\n")

    assert under(message.request.span) == "POST /a\n  ?b=1"
    assert [under(header.span) for header in message.headers] == ["Content-type: x"]
    assert under(message.body.span) == message.body.value == "{\n  1\n}"
    assert under(message.body.at(4, 5)) == "1"
    assert under(message.span) == "POST /a\n  ?b=1\n\nContent-type: x\n\n{\n  1\n}"
    assert [under(line.span) for line in request_lines(text)] == ["POST /a\n  ?b=1"]


PIECES = st.sampled_from(
    ["GET ", "POST /a", "HTTP/1.1 ", "200", " OK", "\n", "\n\n", "A: b", "Content-type: c", "?x", "&", "{", " "]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40))
def test_any_text_is_read_without_raising_and_places_slice_back(value: str) -> None:
    for text in (plain(value), indented(value)[1]):
        message = read_message(text)
        for line in request_lines(text):
            assert line.span.start >= text.span.start and line.span.end <= text.span.end
        if message is not None:
            assert text.span.start <= message.span.start <= message.span.end <= text.span.end
            if message.body is not None:
                assert message.body.value == message.body.value.strip(" \t\n\r\xa0\u200b\ufeff") != ""


def test_a_block_of_a_hundred_thousand_lines_is_read() -> None:
    value = "GET /a\n" + "A: b\n" * 100_000
    message = read_message(indented(value)[1])
    assert message is not None and len(message.headers) == 100_000
    assert len(request_lines(plain("GET /a\n" * 100_000))) == 100_000
