"""The preview answers on this machine alone, with the document, the findings and their changes."""

from __future__ import annotations

import http.client
import json
import threading

import pytest

from docgen import preview
from docgen.openapi.document import Document
from docgen.preview import server as served


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
    thread = threading.Thread(target=server.serve_forever)
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


def test_before_the_first_document_there_is_none():
    empty = preview.Preview()
    assert empty.about()["operations"] == 0
    assert empty.wait(5, seconds=0) == 0


def test_the_license_of_what_is_shipped_stands_beside_it():
    for name in ("LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"):
        assert served.asset(name)
