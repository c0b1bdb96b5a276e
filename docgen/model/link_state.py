"""What joining the pages works with: the names, the types so far, and the findings on the way."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.diagnostic import Diagnostic
from docgen.model.properties import Listed
from docgen.model.resolve import Resolver
from docgen.model.type_hierarchy import TypeHierarchy


@dataclass(frozen=True)
class LinkState:
    """One run of joining. ``listed`` and ``findings`` grow while it runs."""

    resolver: Resolver
    types: TypeHierarchy
    listed: Listed
    findings: list[Diagnostic]
