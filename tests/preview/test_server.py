"""The preview answers on this machine alone, with the document, the findings and their changes."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import threading

import pytest

from docgen import preview
from docgen.openapi.document import Document
from docgen.preview import server as served
from docgen.source import Source, Span


def content(operations: int) -> dict:
    paths = {f"/part{n % 3}/{n}": {"get": {"operationId": f"o{n}", "responses": {}}} for n in range(operations)}
    return {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths, "components": {}}


@pytest.fixture
def shown():
    made = preview.Preview()
    made.show(Document(content(4), {}), [{"code": "DG201"}])
    return made


@pytest.fixture
def ask(shown):
    """Return a function that asks a running server for an address."""
    server = preview.serve(shown)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()

    def call(address, *, host=None, method="GET"):
        connection = http.client.HTTPConnection(*server.server_address, timeout=30)
        connection.request(method, address, headers={"Host": host.format(server.server_port)} if host else {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    call.server = server
    yield call
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_listens_on_the_loopback_address_alone(ask):
    assert ask.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{}", 200),
        ("localhost:{}", 200),
        ("LOCALHOST:{}", 200),
        ("127.0.0.1", 403),
        ("evil.example:{}", 403),
        ("10.0.0.1:{}", 403),
        ("127.0.0.1.evil.example:{}", 403),
    ],
)
def test_it_answers_only_to_its_own_names(ask, host, status):
    for address in ("/", "/openapi.json", "/about.json"):
        answer, body = ask(address, host=host)
        assert answer.status == status
        assert status == 200 or b"openapi" not in body


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/?path=/part1", "text/html; charset=utf-8"),
        ("/preview.js", "text/javascript; charset=utf-8"),
        ("/preview.css", "text/css; charset=utf-8"),
        ("/swagger-ui.css", "text/css; charset=utf-8"),
        ("/swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    ],
)
def test_the_page_and_its_parts_come_from_the_package(ask, address, kind):
    answer, body = ask(address)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert int(answer.headers["Content-Length"]) == len(body) > 100
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/nothing", "/../server.py", "/assets/LICENSE", "/%2e%2e/server.py"])
def test_nothing_else_is_given_away(ask, address):
    assert ask(address)[0].status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(ask, method):
    assert ask("/openapi.json", method=method)[0].status == 501


def test_the_document_or_a_part_of_it_is_given(ask):
    assert len(json.loads(ask("/openapi.json")[1])["paths"]) == 4
    assert list(json.loads(ask("/openapi.json?path=/part1")[1])["paths"]) == ["/part1/1"]
    answer, body = ask("/openapi.json?path=/nothing")
    assert answer.status == 404
    assert b"no operation has the path" in body


def test_the_page_learns_of_findings_and_parts(ask):
    about = json.loads(ask("/about.json")[1])
    assert about["findings"] == [{"code": "DG201"}]
    assert about["operations"] == 4
    assert about["operations"] <= about["limit"] == served.MOST_OPERATIONS
    assert about["parts"][0] == {"path": "/part0", "operations": 2}


def test_findings_name_the_operation_that_they_are_about(ask, shown):
    origins = {
        "/paths/~1part0~10/get": Span("a.md", 10, 20),
        "/paths/~1part1~11/get": Span("a.md", 50, 60),
        "/paths/~1part2~12/get": Span("a.md", 50, 60),
        "/components/schemas/x": Span("types.md", 0, 5),
    }
    places = (("a.md", 0), ("a.md", 49), ("a.md", 50), ("types.md", 3), ("else.md", 0))
    shown.show(Document(content(3), origins), [], [Span(path, start, start + 1) for path, start in places])
    first = {"tag": "default", "id": "o0", "path": "/part0/0", "method": "GET", "more": 0}
    second = {"tag": "default", "id": "o1", "path": "/part1/1", "method": "GET", "more": 1}
    assert json.loads(ask("/about.json")[1])["places"] == [
        {"within": True, "operation": first},
        {"within": True, "operation": first},
        {"within": True, "operation": second},
        {"within": True, "operation": None},
        {"within": False, "operation": None},
    ]
    assert not json.loads(ask("/about.json")[1])["sliced"]
    assert json.loads(ask("/about.json?path=/part2")[1])["sliced"]
    assert preview.Preview(sliced=True).about()["sliced"]
    part = json.loads(ask("/about.json?path=/part2")[1])["places"]
    assert [place["within"] for place in part] == [False, False, True, False, False]
    assert [place["operation"]["id"] for place in part if place["operation"]] == ["o2"]
    assert not any(place["within"] for place in json.loads(ask("/about.json?path=/nothing")[1])["places"])


def test_what_a_page_says_of_an_operation_begins_with_its_heading(ask, shown):
    text = """# Ferries

Three requests.

## List

Lists them.

`GET /part0/0`

### Answer

## Add

Adds one.

`GET /part1/1`

`GET /part2/2`
"""
    start = text.index
    origins = {
        f"/paths/~1part{n}~1{n}/get": Span("a.md", start(f"`GET /part{n}"), start(f"`GET /part{n}") + 5)
        for n in range(3)
    }
    words = ("Three", "## List", "Lists", "### Answer", "## Add", "Adds", "`GET /part2")
    spans = [Span("a.md", start(word), start(word) + 1) for word in words]
    shown.show(Document(content(3), origins), [], spans, {"a.md": Source("a.md", text)})
    places = json.loads(ask("/about.json")[1])["places"]
    assert [place["operation"]["id"] for place in places] == ["o0", "o0", "o0", "o0", "o1", "o1", "o2"]


def test_a_question_for_changes_waits_for_one(ask, shown):
    number = json.loads(ask("/changes.json?after=0")[1])["number"]
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask(f"/changes.json?after={number}")[1]))
    thread.start()
    shown.show(Document(content(5), {}), [])
    thread.join()
    assert json.loads(answers[0]) == {"number": number + 1}
    assert len(json.loads(ask("/openapi.json")[1])["paths"]) == 5


def test_a_failure_is_told_and_the_last_document_stays(ask, shown):
    shown.fail("no pages")
    assert json.loads(ask("/about.json")[1])["problem"] == "no pages"
    assert len(json.loads(ask("/openapi.json")[1])["paths"]) == 4


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/changes.json?after=%C2%B2", 200),
        (f"/changes.json?after={'9' * 5000}", 200),
        ("/changes.json?after=", 200),
        ("/openapi.json?path=%00", 404),
        ("/openapi.json?path=%FF", 404),
        ("/openapi.json?" + "a=b&" * 100, 400),
        ("/%", 404),
    ],
)
def test_a_bad_address_is_answered_and_says_nothing_on_the_terminal(ask, capfd, address, status):
    assert ask(address)[0].status == status
    assert capfd.readouterr() == ("", "")


def test_an_address_that_is_none_is_answered(ask, capfd):
    with socket.create_connection(ask.server.server_address, timeout=30) as connection:
        connection.sendall(f"GET http://[ HTTP/1.1\r\nHost: localhost:{ask.server.server_port}\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.0 400 ")
    assert capfd.readouterr() == ("", "")


def test_the_head_of_an_answer_can_be_asked_for_alone(ask):
    for address in ("/", "/openapi.json", "/nothing"):
        full, body = ask(address)
        head, nothing = ask(address, method="HEAD")
        assert (head.status, head.headers["Content-Length"]) == (full.status, str(len(body)))
        assert nothing == b""


def test_a_mistake_of_docgen_is_an_answer(ask, shown, capfd, monkeypatch):
    monkeypatch.setattr(served, "cut", lambda *_: {}["x"])
    answer, body = ask("/openapi.json?path=/part0")
    assert (answer.status, body) == (500, b"docgen failed on this question, please report (KeyError)\n")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "sent", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: ", b"\x16\x03\x01\0\0", b"GET / HTTP/9\r\n\r\n"]
)
def test_a_connection_that_says_nothing_more_is_closed(ask, capfd, monkeypatch, sent):
    monkeypatch.setattr(served._Handler, "timeout", 0.1)
    with socket.create_connection(ask.server.server_address, timeout=30) as connection:
        connection.sendall(sent)
        while connection.recv(4096):
            pass
    assert ask("/about.json")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_a_browser_that_leaves_before_its_answer_is_nothing_to_speak_of(ask, shown, capfd):
    shown.show(Document({**content(4), "x-long": "x" * 5_000_000}, {}), [])
    for _ in range(5):
        connection = socket.create_connection(ask.server.server_address, timeout=30)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(f"GET /openapi.json HTTP/1.1\r\nHost: localhost:{ask.server.server_port}\r\n\r\n".encode())
        connection.close()
    assert ask("/about.json")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_what_would_not_be_valid_is_told_and_the_last_document_stays(ask, shown):
    shown.fail("the document would not be valid OpenAPI (DG9)", [{"code": "DG901"}])
    about = json.loads(ask("/about.json")[1])
    assert (about["problem"][:12], about["findings"], about["operations"]) == ("the document", [{"code": "DG901"}], 4)


def test_a_port_in_use_is_one_line_before_anything_is_read(books, run, monkeypatch):
    from docgen.run import pipeline

    monkeypatch.setattr(pipeline, "build", lambda *_, **__: pytest.fail("a page was read"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("preview", "--port", str(port))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: port {port} cannot be used (")
    assert done.err.endswith("); choose another with --port\n")


def test_before_the_first_document_there_is_none():
    empty = preview.Preview()
    assert empty.about()["operations"] == 0
    assert empty.wait(5, seconds=0) == 0


def test_the_license_of_what_is_shipped_stands_beside_it():
    for name in ("LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"):
        assert served.asset(name)
