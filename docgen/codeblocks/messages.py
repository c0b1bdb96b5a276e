"""The records that reading a code block gives."""

from __future__ import annotations

from typing import Any

import msgspec

from docgen.source import Span, Text

STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
"""Straight quotation marks in the place of typographic ones."""


class RequestLine(msgspec.Struct, frozen=True, gc=False):
    """``METHOD target``: the method in upper case, the target as written (trailing ``HTTP/1.1`` removed)."""

    method: str
    target: str
    span: Span


class Header(msgspec.Struct, frozen=True, gc=False):
    """One header line."""

    name: str
    value: str
    span: Span


class Message(msgspec.Struct, frozen=True, gc=False):
    """One HTTP message: a request (``request`` is set) or a response.

    ``status`` is 0 when a response has no status line. ``body`` is None when nothing follows the headers; a body
    that is no JSON (CSV, multipart, binary notes) is kept as text.
    """

    request: RequestLine | None
    status: int
    reason: str
    headers: tuple[Header, ...]
    body: Text | None
    span: Span

    def header(self, name: str) -> str:
        """Return the value of a header, letter case ignored, or ""."""
        folded = name.lower()
        for header in self.headers:
            if header.name.lower() == folded:
                return header.value
        return ""


class Fault(msgspec.Struct, frozen=True, gc=False):
    """One deviation from JSON: a kebab-case ``kind`` (``trailing-comma``, ``missing-comma``, ...) and its place."""

    kind: str
    detail: str
    span: Span


class JsonValue(msgspec.Struct, frozen=True, gc=False):
    """A JSON value read from text: plain Python data, and every deviation that was repaired on the way."""

    value: Any
    faults: tuple[Fault, ...]
    span: Span
