"""Parts of a document that know which text they came from, and the walk that parts the two again."""

from __future__ import annotations

from typing import Any

from docgen.openapi.document import escape
from docgen.source import Span


class Node(dict[str, Any]):
    """A mapping of the document with the span of the text that it says again."""

    __slots__ = ("span",)

    def __init__(self, span: Span | None = None, /, **values: Any) -> None:
        super().__init__(values)
        self.span = span


def split(node: Any) -> tuple[Any, dict[str, Span]]:
    """Return plain content, and the origin of each part by its JSON pointer."""
    origins: dict[str, Span] = {}
    return _plain(node, "", origins), origins


def _plain(node: Any, pointer: str, origins: dict[str, Span]) -> Any:
    if isinstance(node, dict):
        if isinstance(node, Node) and node.span is not None:
            origins[pointer] = node.span
        return {key: _plain(value, f"{pointer}/{escape(str(key))}", origins) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value, f"{pointer}/{number}", origins) for number, value in enumerate(node)]
    return node
