"""What joining the pages works with: the names, the types so far, and the findings on the way."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.diagnostic import Diagnostic
from docgen.model.resolve import Index
from docgen.model.schemas import Listed, Types


@dataclass(frozen=True)
class LinkState:
    """One run of joining. ``listed`` and ``findings`` grow while it runs."""

    index: Index
    types: Types
    listed: Listed
    findings: list[Diagnostic]
