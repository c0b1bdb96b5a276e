"""Parts of a document that know which text they came from, and the walk that parts the two again."""

from __future__ import annotations

from typing import Any

from docgen.openapi.document import escape
from docgen.source import Span

_HOLDERS = (dict, list)


class Node(dict[str, Any]):
    """A mapping of the document with the span of the text that it says again.

    Its ``value``, where it has one, is that of an example: data, with no node inside.
    """

    __slots__ = ("span",)

    def __init__(self, span: Span | None = None, /, **values: Any) -> None:
        super().__init__(values)
        self.span = span


def split(node: Any) -> tuple[Any, dict[str, Span]]:
    """Return plain content, and the origin of each part by its JSON pointer."""
    origins: dict[str, Span] = {}
    return _plain(node, "", origins), origins


def _plain(node: Any, pointer: str, origins: dict[str, Span]) -> Any:
    if isinstance(node, list):
        return [
            _plain(each, f"{pointer}/{number}", origins) if isinstance(each, _HOLDERS) else each
            for number, each in enumerate(node)
        ]
    out = dict(node)
    if isinstance(node, Node):
        if node.span is not None:
            origins[pointer] = node.span
        if "value" in node:  # the largest part of many documents, and nobody else's
            return out
    for key, inner in node.items():
        if isinstance(inner, _HOLDERS):
            out[key] = _plain(inner, f"{pointer}/{escape(str(key))}", origins)
    return out
