"""Maps JSON pointers of the document to the spans of pages that they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from docgen.openapi.document import Said, escape
from docgen.source import Span

_HOLDERS = (dict, list)

Node = dict[str, Any]
_NONE: frozenset[str] = frozenset()


class Spans:
    """The texts that parts of a document say again, kept beside them so that they are plain data from the start."""

    def __init__(self) -> None:
        # By identity; the part stands beside its span so that no other can take its place in memory.
        self._spans: dict[int, tuple[Node, Span]] = {}
        self._remarks: dict[int, frozenset[str]] = {}

    def remark(self, part: Node, *remarks: str) -> None:
        """Keep remarks, as ``Said`` knows them, about a part with a span."""
        if remarks:
            self._remarks[id(part)] = frozenset(remarks)

    def said(self, part: Any) -> Said | None:
        """Return where pages say a part, None where they do not say it by itself."""
        known = self._spans.get(id(part))
        return Said(known[1], self._remarks.get(id(part), _NONE)) if known else None

    def node(self, span: Span, /, **values: Any) -> Node:
        """Return a mapping of the document that says a text again."""
        self._spans[id(values)] = (values, span)
        return values

    def collect(self, part: Any, pointer: str, found: dict[str, Span]) -> None:
        """Add the origins of a part of the document, and of all that it holds, in their order."""
        known = self._spans.get(id(part))
        if known is not None:
            found[pointer] = known[1]
            if "value" in part:
                return  # an example, which is most of many documents: no part of it says a text by itself
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            if isinstance(inner, _HOLDERS):
                self.collect(inner, f"{pointer}/{escape(str(key))}", found)


class Origins(Mapping[str, Span]):
    """The origin of each part of a document; looked for when one is asked for, as few documents need any."""

    def __init__(self, content: Node, spans: Spans) -> None:
        self._content = content
        self._spans = spans

    @cached_property
    def _found(self) -> dict[str, Span]:
        found: dict[str, Span] = {}
        self._spans.collect(self._content, "", found)
        return found

    def __getitem__(self, pointer: str) -> Span:
        return self._found[pointer]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
