"""Serves Swagger UI with the document of the latest build, and the findings beside it, over HTTP.

The server listens on the loopback address alone, answers only requests whose Host header names that address (so that no
web page can reach it by another name), only reads, and sends nothing that asks for anything from elsewhere.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

import msgspec

from docgen.errors import DocgenError
from docgen.openapi.document import Document
from docgen.openapi.objects import METHODS
from docgen.openapi.transform.slices import Slice, cut
from docgen.preview.places import Places
from docgen.source import Source, Span

HOST = "127.0.0.1"
MOST_OPERATIONS = 600  # above, the page offers parts of the document: Swagger UI does not open operations of so many
_PATIENCE = 20.0  # seconds that a question for changes waits for one
_SILENCE = 30.0  # seconds after which a connection on which nothing moves is closed
_MOST_FIELDS = 20  # of a query
_TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
_ASSETS = {
    "/": "index.html",
    "/preview.css": "preview.css",
    "/preview.js": "preview.js",
    "/swagger-ui-bundle.js": "swagger-ui-bundle.js",
    "/swagger-ui.css": "swagger-ui.css",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_NOTHING = Document({"paths": {}}, {})


class Preview:
    """What is shown at present. ``show`` and ``fail`` may be called from any thread.

    ``sliced`` tells that the documents are parts of what the pages say.
    """

    def __init__(self, *, sliced: bool = False) -> None:
        self._sliced = sliced
        self._changed = threading.Condition()
        self._number = 0
        self._document: Document | None = None
        self._findings: list[dict[str, Any]] = []
        self._places = Places(_NOTHING, (), {})
        self._problem = ""

    def show(
        self,
        document: Document,
        findings: list[dict[str, Any]],
        spans: Sequence[Span] = (),
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        """Show a document from now on, with findings as the JSON report has them.

        ``spans`` are where they stand, ``sources`` the pages there by path.
        """
        places = Places(document, spans, sources or {})
        with self._changed:
            self._document, self._findings, self._places, self._problem = document, findings, places, ""
            self._number += 1
            self._changed.notify_all()

    def fail(
        self,
        problem: str,
        findings: list[dict[str, Any]] | None = None,
        spans: Sequence[Span] = (),
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        """Tell from now on why there is no newer document; the last one stays, with its findings if none are given."""
        with self._changed:
            self._problem = problem
            if findings is not None:
                self._findings = findings
                self._places = Places(self._document or _NOTHING, spans, sources or {})
            self._number += 1
            self._changed.notify_all()

    def wait(self, number: int, seconds: float = _PATIENCE) -> int:
        """Return the number of what is shown, at once where it is another than the given one, else when it changes."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, seconds)
            return self._number

    def about(self, path: str = "") -> dict[str, Any]:
        """Return what the page needs to know beside the document, or beside the part of it at and below a path.

        ``places`` tells of each finding whether it is ``within`` that part, and the ``operation`` that it is about.
        """
        with self._changed:
            content = self._document.content if self._document else {"paths": {}}
            operations = operations_below(content)
            return {
                "number": self._number,
                "title": content.get("info", {}).get("title", ""),
                "operations": sum(operations.values()),
                "limit": MOST_OPERATIONS,
                "parts": [{"path": path, "operations": count} for path, count in sorted(operations.items())],
                "sliced": self._sliced or path != "",
                "findings": self._findings,
                "places": msgspec.to_builtins(self._places.within(self._part(path))),
                "problem": self._problem,
            }

    def _part(self, path: str) -> Document:
        """Return the document at and below a path; one without any parts where there is no such."""
        document = self._document
        if document is None or path == "":
            return document or _NOTHING
        try:
            return cut(document, Slice(include_path=(path,)))
        except DocgenError:
            return _NOTHING

    def content(self, path: str) -> Mapping[str, Any]:
        """Return the document, or the part of it at and below a path; raises DocgenError where there is no such."""
        document = self._document
        if document is None:
            raise DocgenError(self._problem or "there is no document yet")
        return cut(document, Slice(include_path=(path,))).content if path else document.content


def operations_below(content: Mapping[str, Any]) -> Counter[str]:
    """Return how many operations there are below each first segment of a path."""
    counts: Counter[str] = Counter()
    for path, item in content["paths"].items():
        counts["/" + path.removeprefix("/").split("/")[0].partition("(")[0]] += sum(key in METHODS for key in item)
    return counts


def serve(preview: Preview, port: int = 0) -> ThreadingHTTPServer:
    """Return a server on the loopback address that is ready to run; port 0 takes a free one. Raises OSError."""

    class Handler(_Handler):
        shown = preview

    return _Server((HOST, port), Handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: browsers end connections whenever they like, and the handler answers for everything else."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; every other method is unknown to it."""

    shown: Preview
    server_version = "docgen"
    sys_version = ""
    timeout = _SILENCE

    def do_GET(self) -> None:
        """Answer with the page, its parts, the document, or the number of the next change."""
        if not self._is_for_us():
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", b"This preview answers only on this machine.\n")
            return
        try:
            address = urlsplit(self.path)
            query = parse_qs(address.query, max_num_fields=_MOST_FIELDS)
        except ValueError:
            self._answer(HTTPStatus.BAD_REQUEST, "text/plain", b"This address cannot be read.\n")
            return
        try:
            self._give(address, query)
        except Exception as error:
            problem = f"docgen failed on this question, please report ({type(error).__name__})\n"
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", problem.encode())

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def _give(self, address: SplitResult, query: Mapping[str, Sequence[str]]) -> None:
        if address.path in _ASSETS:
            name = _ASSETS[address.path]
            self._answer(HTTPStatus.OK, _TYPES[name.rpartition(".")[2]], asset(name))
        elif address.path == "/about.json":
            self._json(self.shown.about(query.get("path", [""])[0]))
        elif address.path == "/changes.json":
            given = query.get("after", ["0"])[0]
            self._json({"number": self.shown.wait(int(given) if given.isdecimal() and len(given) < 10 else 0)})
        elif address.path == "/openapi.json":
            self._document(query.get("path", [""])[0])
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"There is nothing here.\n")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name of the base class
        """Say nothing of requests."""

    def _is_for_us(self) -> bool:
        assert isinstance(self.server, ThreadingHTTPServer)
        port = self.server.server_port
        return self.headers.get("Host", "").lower() in (f"{HOST}:{port}", f"localhost:{port}")

    def _document(self, path: str) -> None:
        try:
            self._json(self.shown.content(path))
        except DocgenError as error:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", f"{error}\n".encode())

    def _json(self, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        self._answer(HTTPStatus.OK, "application/json; charset=utf-8", text.encode("utf-8", errors="replace"))

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        try:
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
        except OSError:  # the page was closed while it waited, or takes nothing any more
            self.close_connection = True


def asset(name: str) -> bytes:
    """Return a file of the page."""
    return resources.files(__package__).joinpath("assets", name).read_bytes()
