"""Reads the document that pages make like a contract, with the lines of the pages as its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docgen.contract import operations
from docgen.contract.operations import Api
from docgen.contract.parts import Part
from docgen.openapi.document import Document
from docgen.source import NOWHERE, Span

_REFERENCE = "#/"


class _Pages:
    """The document of the pages."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = Part(document.content, self)

    def follow(self, _part: Part, reference: str) -> Part | None:
        steps = [raw.replace("~1", "/").replace("~0", "~") for raw in reference.removeprefix(_REFERENCE).split("/")]
        found = self.root
        try:
            for step in steps:
                found = found.at(step)
        except (LookupError, TypeError):
            return None
        return found

    def spans(self, wanted: Iterable[Part]) -> Mapping[int, Span]:
        return {id(part): self._span(part) for part in wanted}

    def _span(self, part: Part) -> Span:
        """Return the place of a part, or of the nearest part around it that has one."""
        value: Any = self.document.content
        span = NOWHERE
        for step in part.way:
            said = self.document.said(value)
            span = said.span if said else span
            try:
                value = value[step]
            except (LookupError, TypeError):
                break
        said = self.document.said(value)
        return said.span if said else span

    def states(self, part: Part) -> bool:
        return self.document.said(part.value) is not None

    def remarks(self, part: Part) -> frozenset[str]:
        said = self.document.said(part.value)
        return said.remarks if said else frozenset()


def read(document: Document) -> Api:
    """Return what a document says that was emitted from pages."""
    return operations.read(_Pages(document).root)
